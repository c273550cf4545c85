"""The comparison of lesson 04: totals and lags, its explorers in every state, and how scores and codes are kept before the reference opens."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_lesson_figures import illegible

from dualtrack import counter_analogy, five_questions, lags, six_dimensions, start
from dualtrack.analysis import comparison
from dualtrack.errors import CourseError
from dualtrack.figures.lags import OFFERS
from dualtrack.marking.session import Session
from dualtrack.tables import load
from dualtrack.widgets.counter_analogy import CounterAnalogyExplorer
from dualtrack.widgets.five_questions import FiveQuestionsExplorer
from dualtrack.widgets.harmel_questions import questions
from dualtrack.widgets.six_dimensions import DIMENSIONS, SixDimensionsExplorer

MATRIX = load("harmel_matrix").set_index("id")
SCORES = [("partly", "disputed"), ("partly", "yes"), ("unlike", "yes"), ("unlike", "no"), ("alike", "no"), ("partly", "disputed")]
YOURS = {"actor": "unlike", "two tracks": "alike", "publicity": "partly", "reciprocity and answer": "partly", "senior ally": "unlike"}


@pytest.fixture
def session(answers: Path) -> Session:
    return Session("s-17", answers)


def score(explorer: SixDimensionsExplorer, scores=SCORES) -> None:
    with explorer.at_once():
        for place, (likeness, touches) in enumerate(scores, start=1):
            explorer.controls[f"{place} likeness"].value, explorer.controls[f"{place} touches"].value = likeness, touches


def test_a_total_depends_on_what_is_counted():
    codes = {"a": "alike", "b": "alike", "c": "unlike"}
    assert comparison.total(codes.values()) == pytest.approx(2 / 3)
    assert comparison.left_out(codes) == {"a": 0.5, "b": 0.5, "c": 1.0}
    assert comparison.left_out({"a": "alike"}) == {}
    assert comparison.touching(codes, {"a": "yes", "b": "no", "c": "yes"}) == ["c"]
    with pytest.raises(CourseError, match="Found the code 'unknown', allowed is one of: alike, partly, unlike"):
        comparison.total(["unknown"])


def test_lags_are_those_that_the_comparison_tells():
    events = load("events")
    months = comparison.lags(events[events["case"] == "NATO"], OFFERS["NATO"]).set_index("id")["months"]
    assert months.is_monotonic_increasing
    told = MATRIX.at["h-12", "nato_then"]
    assert f"about {months['e-154']:.0f} to Brezhnev's speech" in told
    assert f"about {months['e-158']:.0f} to the first day of talks" in told
    with pytest.raises(CourseError, match="Found the start 'e-101'"):
        comparison.lags(events[events["case"] == "NATO"], "e-101")


def test_the_five_are_the_core_and_the_six_are_not():
    assert questions()["id"].tolist() == MATRIX.index[MATRIX["core"]].tolist()
    six = MATRIX.loc[list(DIMENSIONS)]
    assert not six["core"].any()
    assert set(six["touches_mechanism"]) == {"yes", "no", "disputed"}
    assert not questions(list(DIMENSIONS))["why"].str.contains(r"h-\d\d").any()


def test_the_reference_of_the_five_questions_shows_when_asked_for():
    explorer = FiveQuestionsExplorer()
    explorer.predicted(YOURS)
    assert "reference" not in str(explorer)
    assert MATRIX.at["h-01", "why"] not in explorer.view.value
    explorer.controls["reference"].value = True
    assert "You said the same on three of five." in explorer.figure.line
    assert "Why, by the reference" in str(explorer)
    explorer.predicted({"actor": "wholly"})
    assert "You said the same on three of five." in explorer.figure.line


def test_scores_are_kept_once_and_only_then_the_reference_opens(session):
    item = session.item("04.p2")
    explorer = SixDimensionsExplorer(session, item)
    explorer.controls["reference"].value = True
    assert explorer.reasons == []
    assert "The reference opens once all your scores are kept" in explorer.figure.line
    assert "reference" not in explorer.figure.table.columns
    explorer.keeping.button.click()
    assert "Dimension 1, threat, has not both scores yet" in explorer.keeping.said
    score(explorer)
    explorer.keeping.button.click()
    assert explorer.keeping.said.startswith("Saved.")
    assert len(explorer.reasons) == len(DIMENSIONS)
    assert explorer.figure.table["reference"].tolist() == MATRIX.loc[list(DIMENSIONS), "alike"].tolist()
    again = SixDimensionsExplorer(session, item)
    assert again.scores() == explorer.scores()
    assert again.keeping.said == "These are the ones that you kept."
    again.controls["1 likeness"].value = "alike"
    again.keeping.button.click()
    assert "stays as it was made" in again.keeping.said


def test_without_an_item_the_reference_stays_closed():
    explorer = six_dimensions()
    score(explorer)
    explorer.controls["reference"].value = True
    assert explorer.reasons == []
    assert "By the reference" not in explorer.figure.alt


def test_what_is_counted_moves_the_total():
    explorer = six_dimensions()
    score(explorer)
    assert "Total of likeness: 42 %" in explorer.figure.line
    assert "30 % to 50 %" in explorer.figure.line
    explorer.controls["counted"].value = "touching"
    assert "over those alone that touch the mechanism 25 %" in explorer.figure.line
    explorer.controls["counted"].value = "war and territory"
    assert "without war and territory 50 %" in explorer.figure.line
    score(explorer, [("alike", "no")] * 6)
    explorer.controls["counted"].value = "touching"
    assert "no difference touches it, so nothing is counted" in explorer.figure.line


def test_which_analogy_is_nearer_is_said_by_question(session):
    explorer = CounterAnalogyExplorer(session, session.item("04.p3"))
    explorer.keeping.button.click()
    assert explorer.keeping.said == "Norway has no code yet on actor. All five are kept together."
    for place, code in enumerate(["partly", "unlike", "unlike", "partly", "unlike"], start=1):
        explorer.controls[f"{place} norway"].value = code
    assert explorer.figure.table["nearer"].tolist() == ["Norway", "NATO", "level", "level", "level"]
    assert illegible(explorer.figure) == []
    explorer.keeping.button.click()
    assert CounterAnalogyExplorer(session, session.item("04.p3")).codes() == explorer.codes()


def test_with_all_that_can_be_shown_the_texts_are_legible(session):
    explorer = SixDimensionsExplorer(session, session.item("04.p2"))
    score(explorer)
    explorer.keeping.button.click()
    explorer.controls["reference"].value = True
    assert illegible(explorer.figure) == []
    five = five_questions()
    five.predicted(YOURS)
    five.controls["reference"].value = True
    assert illegible(five.figure) == []


def test_both_cases_begin_at_their_offer():
    figure = lags().figure
    starts = figure.events[figure.events["months"] == 0]
    assert dict(zip(starts["case"], starts["id"], strict=True)) == OFFERS
    assert (figure.events["date_end"] - figure.events["date"]).max() < pd.Timedelta(days=27)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: five_questions(question=6), r"five_questions\(question=...\): found 6, allowed is a whole number from 1 to 5"),
        (lambda: lags(span="a week"), r"lags\(span=...\): found 'a week', allowed is one of: the first four months, the first six years"),
        (lambda: counter_analogy(keep="04.p9"), "04.p9"),
    ],
)
def test_a_wrong_start_is_answered_with_what_is_allowed(make, said, answers: Path):
    start("s-17")
    with pytest.raises(CourseError, match=said):
        make()
