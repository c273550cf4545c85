"""Key figures, recomputed from the shipped tables and compared with the published or independently counted ones."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from dualtrack.analysis.agreement import measure_share, own_votes, pooled, select, siding
from dualtrack.tables import load, table_names
from dualtrack.tables.package import data_folder


def test_belarus_sided_with_russia_in_78_7_per_cent_of_174_opposed_votes():
    belarus = siding(load("unga_opposed"), (2014, 2021)).loc["Belarus"]
    assert belarus["n"] == 174
    assert round(100 * belarus["share"], 1) == 78.7
    assert round(100 * belarus["with_ukraine"] / 174, 1) == 12.1
    assert round(100 * belarus["abstained"] / 174, 1) == 9.2


def test_the_split_by_issue():
    by_issue = siding(load("unga_opposed"), (2014, 2018), state="Belarus", issue=None)
    assert by_issue.loc["human rights", ["n", "with_russia"]].tolist() == [46, 45]
    assert by_issue.loc["nuclear", ["n", "with_russia", "with_ukraine", "abstained"]].tolist() == [15, 0, 13, 2]


def test_belarus_voted_no_on_eleven_of_eleven():
    table = load("unga_resolutions")
    claimed = table[table["date"].dt.year.between(2014, 2021)]
    assert len(claimed) == 11
    assert int((claimed["belarus"] == "no").sum()) == 11
    assert claimed["series"].value_counts().to_dict() == {
        "human rights in Crimea": 6,
        "militarisation of Crimea": 4,
        "territorial integrity": 1,
    }


def test_kazakhstan_voted_no_on_exactly_the_human_rights_texts():
    """Lesson 01 says so in words."""
    table = load("unga_resolutions")
    claimed = table[table["date"].dt.year <= 2021]
    rights = claimed["series"] == "human rights in Crimea"
    assert set(claimed.loc[rights, "kazakhstan"]) == {"no"}
    assert set(claimed.loc[~rights, "kazakhstan"]) == {"abstain"}


@pytest.mark.parametrize(
    ("resolution", "tally"),
    [("A/RES/68/262", (100, 11, 58)), ("A/RES/ES-11/1", (141, 5, 35)), ("A/RES/78/221", (78, 15, 79)), ("A/RES/79/184", (81, 14, 80))],
)
def test_tallies_as_the_united_nations_gave_them(resolution: str, tally: tuple[int, int, int]):
    row = load("unga_resolutions").set_index("resolution").loc[resolution]
    assert (row["yes"], row["no"], row["abstain"]) == tally


@pytest.mark.parametrize(
    ("years", "partner", "n", "same", "scale"),
    [
        ((1992, 2004), "Ukraine", 1045, 0.816, 0.896),
        ((2005, 2013), "Russia", 797, 0.818, 0.902),
        ((2014, 2021), "Russia", 720, 0.740, 0.824),
        ((2014, 2021), "Ukraine", 704, 0.518, 0.654),
        ((2014, 2021), "China", 719, 0.771, 0.869),
        ((2022, 2023), "Russia", 168, 0.744, 0.833),
    ],
)
def test_agreement_over_periods(years, partner, n, same, scale):
    """Counted a second time and apart from these tables, over the same roll-call file."""
    rows = select(load("unga_agreement"), years)
    assert pooled(rows).loc[partner, "n"] == n
    assert pooled(rows).loc[partner, "share"] == pytest.approx(same, abs=0.00051)
    assert pooled(rows, "scale").loc[partner, "share"] == pytest.approx(scale, abs=0.00051)


def test_outside_disarmament_the_distance_to_russia_shrinks():
    rows = select(load("unga_agreement"), (2014, 2018), issue="outside disarmament")
    assert pooled(rows).loc["Russia"].round(3).tolist() == [308, 0.870]


def test_each_state_moved_by_itself():
    table = load("unga_votes_cast")
    assert own_votes(table, (2005, 2013)).loc["Russia", "share_no"] == pytest.approx(0.077, abs=0.0005)
    assert own_votes(table, (2014, 2021)).loc["Russia", "share_no"] == pytest.approx(0.211, abs=0.0005)
    assert own_votes(table, (2014, 2021)).loc["Belarus", "share_no"] == pytest.approx(0.077, abs=0.0005)


def test_the_two_tables_of_opposed_votes_agree():
    """unga_agreement and unga_opposed count the same Belarusian votes, so their sums must be equal."""
    agreement = load("unga_agreement")
    agreement = agreement[agreement["votes"] == "opposed"].set_index(["year", "issue", "partner"])
    opposed = load("unga_opposed")
    for row in opposed[opposed["state"] == "Belarus"].itertuples():
        assert agreement.loc[(row.year, row.issue, "Russia"), ["n", "same"]].tolist() == [row.n, row.with_russia]
        assert agreement.loc[(row.year, row.issue, "Ukraine"), "same"] == row.with_ukraine


def test_no_table_changed_unnoticed():
    """Every number counts: a table that was changed on purpose is renewed here with DUALTRACK_RENEW=1 pytest tests/test_published_figures.py."""
    golden = Path(__file__).parent / "data_checksums.json"
    found = {name: hashlib.sha256((data_folder() / f"{name}.csv").read_bytes()).hexdigest() for name in table_names()}
    if os.environ.get("DUALTRACK_RENEW"):
        golden.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert json.loads(golden.read_text(encoding="utf-8")) == found


def test_contested_and_opposed_votes_are_among_all():
    table = load("unga_agreement")
    wide = table.pivot(index=["year", "partner", "issue"], columns="votes", values="n").fillna(0)
    assert (wide["contested"] <= wide["all"]).all()
    assert (wide["opposed"] <= wide["all"]).all()
    assert measure_share(table, "same").between(0, 1).all()
