"""Figures: alt text and table say what the picture shows, and the quick update draws what a full drawing would."""

from __future__ import annotations

import html
import io

import figure_texts
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from dualtrack.figures.accessible import html_table
from dualtrack.figures.style import new_figure
from dualtrack.figures.un_record import no_votes, resolution_votes, siding_by_issue
from dualtrack.figures.un_votes import AgreementByYear
from dualtrack.tables import load

STATES = [
    {},
    {"years": (2014, 2021), "votes": "opposed"},
    {"years": (2005, 2018), "issue": "outside disarmament", "measure": "scale", "votes": "opposed", "partners": ("Russia", "United States")},
    {"years": (2005, 2021), "issue": "nuclear", "partners": ("Russia", "Ukraine", "Kazakhstan", "China", "India", "United States")},
    {"years": (2019, 2023), "issue": "nuclear"},
    {"partners": ()},
]


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


@pytest.fixture(scope="module")
def agreement() -> pd.DataFrame:
    return load("unga_agreement")


@pytest.mark.parametrize("state", STATES)
def test_a_quick_update_draws_what_a_new_figure_draws(agreement, state):
    moved, fresh = AgreementByYear(agreement), AgreementByYear(agreement)
    for other in STATES:
        moved.show(**other)
        moved.png()
    moved.show(**state)
    fresh.show(**state)
    assert np.array_equal(pixels(moved.png()), pixels(fresh.png()))


def test_the_picture_changes_with_the_state(agreement):
    figure = AgreementByYear(agreement)
    pictures = set()
    for state in STATES:
        figure.show(**state)
        pictures.add(figure.png())
    assert len(pictures) == len(STATES)


@pytest.mark.parametrize("state", STATES)
def test_texts_are_legible(agreement, state):
    figure = AgreementByYear(agreement)
    figure.show(**state)
    figure.png()
    assert figure_texts.cut_off(figure.figure) == []
    assert figure_texts.overlapping(figure.figure) == []


def test_alt_text_names_variables_and_finding(agreement):
    figure = AgreementByYear(agreement)
    figure.show(years=(2014, 2021), votes="opposed")
    assert "share of votes in which Belarus cast the same vote as Russia and Ukraine" in figure.alt
    assert "Russia in 78.7 % of 174" in figure.alt
    figure.show(years=(2014, 2021), votes="opposed", measure="opposite")
    assert "Russia in 12.1 % of 174" in figure.alt


def test_small_numbers_are_flagged(agreement):
    figure = AgreementByYear(agreement)
    figure.show(years=(2023, 2024))
    assert "fewer than 10 votes" in figure.line
    figure.show(years=(2022, 2023))
    assert "fewer than 10 votes" not in figure.line


def test_issues_stop_in_2018_and_the_line_says_so(agreement):
    figure = AgreementByYear(agreement)
    figure.show(years=(2014, 2021), issue="nuclear")
    assert figure.line.startswith("2014–2018, nuclear")
    assert "Issues are known only to 2018." in figure.line
    figure.show(years=(2019, 2021), issue="nuclear")
    assert figure.line.startswith("There are no votes to show")


def test_the_table_behind_holds_each_year_and_the_sum(agreement):
    figure = AgreementByYear(agreement)
    figure.show(years=(2014, 2021), votes="opposed")
    assert figure.table.iloc[-1].tolist() == ["together", "78.7 %", "174", "12.1 %", "174"]
    assert figure.table["year"].tolist()[:-1] == [str(year) for year in range(2014, 2022)]


@pytest.mark.parametrize(
    "make",
    [
        lambda: siding_by_issue(load("unga_opposed"), (2014, 2018)),
        lambda: no_votes(load("unga_votes_cast"), (2005, 2013), (2014, 2021)),
        lambda: resolution_votes(load("unga_resolutions"), (2014, 2021)),
        lambda: resolution_votes(load("unga_resolutions"), (2022, 2025)),
    ],
)
def test_still_figures_are_whole(make):
    figure = make()
    bundle = figure._repr_mimebundle_()
    assert figure.alt in bundle["text/plain"]
    assert f'alt="{html.escape(figure.alt)}"' in bundle["text/html"]
    assert "<table>" in bundle["text/html"]
    figure.png()
    assert figure_texts.cut_off(figure.figure) == []
    assert figure_texts.overlapping(figure.figure) == []


def test_a_figure_follows_its_data():
    table = load("unga_resolutions")
    before = resolution_votes(table, (2014, 2021))
    table.loc[table["resolution"] == "A/RES/68/262", "belarus"] = "abstain"
    after = resolution_votes(table, (2014, 2021))
    assert "Belarus 11" in before.alt
    assert "Belarus 10" in after.alt


def test_an_unseen_vote_is_said():
    table = load("unga_resolutions")
    table.loc[table["resolution"] == "A/RES/68/262", "belarus"] = None
    assert "not seen" in resolution_votes(table, (2014, 2014)).table["Belarus"].tolist()


def test_tables_escape_what_they_hold():
    assert "&lt;b&gt;" in html_table(pd.DataFrame({"a": ["<b>"]}))


def test_the_checks_of_texts_find_what_overlaps_and_what_is_cut_off():
    figure = new_figure()
    one, other, third = (figure.text(x, 0.5, "Russia") for x in (0.5, 0.52, 0.98))
    assert figure_texts.overlapping(figure) == [("Russia", "Russia")]
    assert figure_texts.cut_off(figure) == ["Russia"]
    other.set_position((0.8, 0.5))
    third.set_visible(False)
    assert figure_texts.overlapping(figure) == figure_texts.cut_off(figure) == []
    one.set_rotation(45)
    other.set_rotation(45)
    other.set_position((0.54, 0.5))
    assert figure_texts.overlapping(figure) == [], "slanted texts side by side do not overlap, though the boxes around them do"
