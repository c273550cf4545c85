"""Recomputing tables from publishers' files, on small synthetic originals: what fits, what differs, and what a wrong file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dualtrack.analysis import derivation
from dualtrack.analysis.roll_calls import ISSUE_FLAGS
from dualtrack.cli import main
from dualtrack.derive import RECIPES, compare, derive
from dualtrack.errors import CourseError
from dualtrack.tables import load, table_names
from dualtrack.tables.codebook import codebook
from dualtrack.tables.freshness import due
from dualtrack.tables.package import descriptor, resource

YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8
# Four roll calls of one year: date, issue flags set, votes of Belarus, Russia, Ukraine and Poland.
CALLS = [
    ("2014-03-27", (), (NO, NO, YES, YES)),
    ("2014-05-01", ("hr",), (ABSTAIN, NO, YES, YES)),
    ("2014-11-01", ("nu", "di"), (YES, YES, YES, ABSTAIN)),
    ("2014-12-01", (), (ABSENT, YES, NO, NO)),
]


def roll_call_file() -> pd.DataFrame:
    """The four roll calls in the form of the publisher's file: one row a roll call and state."""
    return pd.DataFrame(
        [
            {"rcid": number, "Country": state, "vote": vote, "date": date} | {flag: int(flag in flags) for flag in ISSUE_FLAGS.values()}
            for number, (date, flags, votes) in enumerate(CALLS, start=1)
            for state, vote in zip(("BLR", "RUS", "UKR", "POL"), votes, strict=True)
        ]
    )


def bulletins() -> pd.DataFrame:
    """Daily rows that sum up to the shipped table of launches."""
    rows = []
    for month in load("launches").itertuples():
        here, known, blank = month.rows_from_belarus, month.rows_place_known - month.rows_from_belarus, month.rows - month.rows_place_known
        places = ["Belarus"] * here + ["Kursk oblast"] * known + [""] * blank
        for number, place in enumerate(places):
            launched = (month.launched_from_belarus if number == 0 else 0) if place == "Belarus" else 0
            rows.append([f"{month.month}-01 12:00", place, launched, 0, "{}"])
        rows[-1][2] += month.launched - month.launched_from_belarus
        rows[-1][3] = month.destroyed
        rows[-1][4] = f"{{'belarus': {month.crossed_into_belarus}.0, 'east': nan}}" if month.crossed_into_belarus else "{}"
    return pd.DataFrame(rows, columns=resource("launches")["derived_from"]["columns"])


def regions() -> pd.DataFrame:
    """Events by region and month that sum up to the shipped table, a region that no lesson needs among them."""
    table = load("border_events").pivot(index="month", columns="oblast", values="events")
    table["Odesa"] = table.pop("all Ukraine") - table.sum(axis=1)
    long = table.reset_index().melt("month", var_name="Admin1", value_name="Events")
    stamp = pd.to_datetime(long["month"])
    return long.assign(Month=stamp.dt.strftime("%B"), Year=stamp.dt.year)[["Admin1", "Month", "Year", "Events"]]


def test_roll_calls_are_counted_into_agreement():
    counts = derivation.unga_agreement(roll_call_file(), ["Poland", "Russia", "Ukraine"], 1992).set_index(["partner", "votes", "issue"])
    assert counts.loc[("Russia", "all", "all"), ["n", "same", "one_step", "opposite"]].tolist() == [3, 2, 1, 0]
    assert counts.loc[("Ukraine", "opposed", "all"), ["n", "same", "one_step", "opposite"]].tolist() == [2, 0, 1, 1]
    assert counts.loc[("Poland", "all", "nuclear"), ["n", "same", "one_step", "opposite"]].tolist() == [1, 0, 1, 0]
    assert counts.loc[("Russia", "contested", "all"), "n"] == 3


def test_roll_calls_are_counted_into_siding():
    counts = derivation.unga_opposed(roll_call_file(), ["Belarus", "Poland"]).set_index(["state", "issue"])
    assert counts.loc[("Belarus", "all"), ["n", "with_russia", "with_ukraine", "abstained"]].tolist() == [2, 1, 0, 1]
    assert counts.loc[("Poland", "all"), ["n", "with_russia", "with_ukraine", "abstained"]].tolist() == [3, 0, 3, 0]


@pytest.mark.parametrize(("name", "original"), [("launches", bulletins), ("border_events", regions)])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_original_that_fits_is_said_to_fit(name: str, original, separator: str, tmp_path: Path, capsys: pytest.CaptureFixture):
    file = tmp_path / "original.csv"
    original().to_csv(file, index=False, sep=separator)
    assert main(["data", "derive", name, "--from", str(file)]) == 0
    assert "All cells agree." in capsys.readouterr().out


def test_a_cell_that_differs_is_named(tmp_path: Path, capsys: pytest.CaptureFixture):
    original = bulletins()
    original.loc[original["launch_place"] == "Belarus", "launched"] += 1
    original.to_csv(tmp_path / "original.csv", index=False)
    assert main(["data", "derive", "launches", "--from", str(tmp_path / "original.csv")]) == 1
    said = capsys.readouterr().out
    assert "launches, month 2022-10, column 'launched_from_belarus': shipped 23, recomputed 25." in said
    assert "4 differences." in said


def test_rows_that_one_of_them_lacks_are_named():
    shipped = pd.DataFrame({"month": ["2022-09", "2022-10"], "rows": [1, 2]})
    other = pd.DataFrame({"month": ["2022-10", "2022-11"], "rows": [2, 3]})
    assert compare("launches", other, shipped, ["month"]).differences == [
        "launches, month 2022-09: this row is only shipped.",
        "launches, month 2022-11: this row is only recomputed.",
    ]


def test_rounding_is_no_difference():
    shipped = pd.DataFrame({"month": ["2022-09"], "share": [0.4567]})
    assert compare("launches", shipped.assign(share=0.45674), shipped, ["month"]).differences == []
    assert len(compare("launches", shipped.assign(share=0.458), shipped, ["month"]).differences) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;title\n1;x\n", "column 'time_start' is missing. Expected is missile_attacks_daily.csv"),
        ("", "can't be read as a table"),
        ("time_start,launch_place,launched,destroyed,border_crossing\n", "no row below the header"),
        ("time_start,launch_place,launched,destroyed,border_crossing\n2022-11-17,Belarus,five,5,{}\n", "a value can't be counted with"),
        ("time_start,launch_place,launched,destroyed,border_crossing\n2022-11-17,Belarus,5,5,{bad\n", "a value can't be counted with"),
    ],
)
def test_a_wrong_file_is_told_what_was_expected(content: str, said: str, tmp_path: Path):
    file = tmp_path / "wrong.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        derive("launches", file)


@pytest.mark.parametrize("name", ["unga_agreement", "unga_opposed"])
def test_a_file_with_other_names_of_states_is_told(name: str, tmp_path: Path):
    file = tmp_path / "UNVotes.csv"
    roll_call_file().to_csv(file, index=False)
    with pytest.raises(CourseError, match="Column 'Country': there is no 'ARM'. Expected are ISO codes of three letters"):
        derive(name, file)


def test_a_binary_file_is_refused(tmp_path: Path):
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(CourseError, match="can't be read as a table"):
        derive("launches", file)


def test_what_can_be_recomputed_is_said_in_the_codebook():
    described = [name for name in table_names() if "derived_from" in resource(name)]
    assert sorted(described) == sorted(RECIPES)
    text = codebook()
    assert all(f"dualtrack data derive {name} --from FILE" in text for name in RECIPES)


def test_an_unknown_table_is_answered_with_those_that_can(capsys: pytest.CaptureFixture):
    assert main(["data", "derive", "claims", "--from", "x.csv"]) == 1
    assert "These can: unga_agreement, unga_opposed, border_events, launches" in capsys.readouterr().err


def test_nothing_is_due_on_the_day_on_which_the_record_was_closed():
    assert due(date(2026, 11, 23)) == []


def test_what_is_due_later_is_listed_and_no_failure(capsys: pytest.CaptureFixture):
    lines = due(date(2030, 1, 1))
    assert "launches.csv: to be reviewed by 2027-06-30." in lines
    assert any(line.startswith("sources.csv, klysinski-2018: last seen on") for line in lines)
    assert main(["data", "check", "--stale"]) == 0
    assert "The record was closed on 2026-11-23." in capsys.readouterr().out


def test_predictions_are_as_of_the_day_on_which_the_record_was_closed():
    assert {day.date() for day in load("claims")["as_of"].dropna()} == {date.fromisoformat(descriptor()["record_closed"])}
