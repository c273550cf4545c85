"""The explorers of lesson 03's two models: every state legible, what the line says true, and pairs of settings that give the same paths."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import product
from pathlib import Path

import lesson_twin
import pytest
from sample import SAMPLE
from test_lesson_figures import illegible

from dualtrack import reciprocity, same_paths, security_dilemma
from dualtrack.analysis.games import Payoffs, equilibria
from dualtrack.analysis.reciprocity import JOINT_STATES, OFFERED, Setting, alike, chances, tense_time
from dualtrack.errors import CourseError
from dualtrack.figures.reciprocity import NAMES, RUNS, Reciprocity
from dualtrack.figures.reciprocity_twins import TWINS
from dualtrack.marking.bank import read_bank
from dualtrack.marking.session import Session
from dualtrack.widgets.explorer import TABLE
from dualtrack.widgets.reciprocity import ReciprocityExplorer

KEPT = """
  - id: "90.p1"
    type: table
    objective: 90.o1
    level: predict
    points: 0
    minutes: 4
    sources: [preiherman-2024]
    stem: Find two settings with the same paths.
    columns:
      - {name: what, type: text}
      - {name: first, type: text}
      - {name: second, type: text}
"""

def put(explorer, settings: dict) -> None:
    """Set the probabilities of an explorer, all others to 0."""
    with explorer.at_once():
        for field in OFFERED:
            explorer.controls[field].value = settings.get(field, 0.0)


@pytest.mark.parametrize("make", [reciprocity, security_dilemma])
def test_the_alt_text_of_no_state_is_too_short_or_too_long(make):
    lesson_twin.alt_texts_fit(make())


@pytest.mark.parametrize(("first", "second"), TWINS.values(), ids=TWINS)
def test_two_settings_among_those_offered_give_the_same_paths(first, second):
    assert first != second
    assert chances(first) == chances(second)
    explorer = reciprocity()
    put(explorer, asdict(first))
    explorer.first_button.click()
    put(explorer, asdict(second))
    assert explorer.setting == second
    assert f"all {RUNS:,} runs are equal in every step: no path can tell them apart" in explorer.figure.line
    figure = Reciprocity()
    assert (figure.paths(first) == figure.paths(second)).all()


def test_the_figure_of_the_pairs_says_what_they_share():
    shown = same_paths()
    shown.png()
    assert illegible(shown) == []
    assert 80 <= len(shown.alt) <= 700
    assert "In each pair the diamonds of the second lie in the circles of the first." in shown.alt
    halves = [shown.table.iloc[at::2, 3:].to_numpy().tolist() for at in (0, 1)]
    assert halves[0] == halves[1]


def test_a_pair_that_differs_step_by_step_may_agree_in_its_distribution():
    """Misreading by one or by the other state: other paths, and as much tense time."""
    figure = Reciprocity()
    one, other = (figure.paths(Setting(**{name: 0.1})) for name in ("misread_a", "misread_b"))
    assert (one != other).any()
    assert alike(tense_time(one), tense_time(other))
    explorer = reciprocity()
    put(explorer, {"misread_a": 0.1})
    explorer.keep_first()
    put(explorer, {"misread_b": 0.1})
    assert "do not differ by more than chance" in explorer.figure.line


def test_the_line_says_when_nothing_was_changed():
    explorer = reciprocity()
    explorer.controls["compare"].value = True
    assert "The two settings are the same so far: change one." in explorer.figure.line


def test_what_is_counted_follows_the_control():
    explorer = reciprocity()
    long = explorer.figure.line
    explorer.controls["counted"].value = "drawn"
    assert "of 60 steps" in explorer.figure.line
    assert explorer.figure.line != long


def test_the_table_has_the_exact_long_run_beside_the_simulated_shares():
    table = reciprocity().figure.table.set_index("what")["now"]
    assert [table[f"{name[0].upper()}{name[1:]}, long run"] for name in JOINT_STATES] == ["25.0 %"] * 4
    assert table["A tense after a tense move"] == "95.0 %"


def test_reset_forgets_the_first_setting():
    explorer = reciprocity()
    start = str(explorer)
    explorer.controls["shocks"].value = 0.2
    explorer.first_button.click()
    (button,) = [widget for widget in lesson_twin.below(explorer.widget) if getattr(widget, "description", "") == "Reset"]
    button.click()
    assert str(explorer) == start
    explorer.controls["compare"].value = True
    assert "the same so far" in explorer.figure.line


@pytest.fixture
def session(tmp_path: Path, answers: Path) -> Session:
    path = tmp_path / SAMPLE.name
    path.write_text(SAMPLE.read_text(encoding="utf-8") + KEPT, encoding="utf-8")
    session = Session("s-17", answers)
    session._banks["90"] = read_bank(path).for_student("s-17")
    return session


def test_a_pair_is_saved_once_and_stands_there_again(session):
    item = session.item("90.p1")
    explorer = ReciprocityExplorer(session, item)
    assert "Not saved yet" in explorer.kept.value
    explorer.pair_button.click()
    assert "are the same" in explorer.kept.value
    first, second = map(asdict, TWINS["generosity, or a channel that deceives"])
    put(explorer, first)
    explorer.first_button.click()
    put(explorer, second)
    explorer.pair_button.click()
    assert "Saved." in explorer.kept.value
    rows = {row[0]: row[1:] for row in session.saved(item)["rows"]}
    assert rows[NAMES["generous_a"]] == ["25 %", "0 %"]
    assert rows[NAMES["deceives"]] == ["0 %", "25 %"]
    again = ReciprocityExplorer(session, item)
    assert again.pair() == explorer.pair()
    assert "that you saved" in again.kept.value
    again.controls["shocks"].value = 0.2
    again.pair_button.click()
    assert "was saved as" in again.kept.value


def test_a_game_without_a_usual_name_and_one_with_ties_are_said_plainly():
    explorer = security_dilemma(a=(9, 8, 1, 0), b=(6, 0, 6, 4))
    assert "A: a game without a usual name; restraint is never worse." in explorer.figure.line
    assert "B: a tie, between stag hunt and prisoner's dilemma" in explorer.figure.line
    assert "With ties, mixtures can be equilibria too." in explorer.figure.line


def test_the_table_of_the_game_marks_its_equilibria():
    explorer = security_dilemma()
    table = explorer.figure.table
    marked = [(x, y) for (x, y), mark in zip(product((1, 0), repeat=2), table["equilibrium"], strict=False) if mark == "yes"]
    assert marked == [pair for pair in equilibria(Payoffs(8, 0, 6, 4), Payoffs(8, 0, 6, 4)) if pair[0] in (0, 1)]


def test_a_wrong_payoff_is_answered_with_what_is_allowed():
    with pytest.raises(CourseError, match=re.escape("Found 12 as advantage, allowed is a whole number from 0 to 10.")):
        security_dilemma(a=(8, 0, 12, 4))


def test_tables_open_in_the_view():
    for explorer in (reciprocity(), security_dilemma()):
        explorer.controls[TABLE].value = True
        assert "<table>" in explorer.view.value
