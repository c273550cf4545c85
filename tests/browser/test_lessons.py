"""Every lesson and unit in JupyterLab, in a working copy: run, answered, each control moved by keyboard and by mouse, opened again.

Beside the page a twin of the lesson is played in this process (tests/lesson_twin.py): whatever is done in the page is done to the twin, and the
page must then show what the twin shows, picture, alt text, line and table. New lessons, explorers and questions are found that way.
"""

from __future__ import annotations

import json
from pathlib import Path

import ipywidgets
import lesson_twin
import nbformat
import pytest
from hands import HANDS, KEYBOARD, give, move, press
from laboratory import open_and_run
from playwright.sync_api import TimeoutError, expect
from sample import SAMPLE
from test_pages import violations

from dualtrack.figures.accessible import LessonFigure
from dualtrack.lessons.exercises import compose_exercises
from dualtrack.lessons.working_copy import course_notebooks, student_copy
from dualtrack.marking.bank import load_bank, read_bank, unit_of
from dualtrack.marking.items import Item
from dualtrack.marking.marks import mark_sheet
from dualtrack.marking.sheets import read_sheet
from dualtrack.widgets.codes_compared import CodesCompared
from dualtrack.widgets.explorer import Explorer
from dualtrack.widgets.forecasts import ForecastScores, WhatHappened
from dualtrack.widgets.question import QUESTION, Gate, Question

pytestmark = pytest.mark.browser
NOTEBOOKS = course_notebooks()
# Exercise notebooks are all made alike, and the sample unit has an item of each type: some of them are worked through here, all run under nbval.
WORKED_THROUGH = [name for name in NOTEBOOKS if "exercises" not in name or name[:2] in ("00", "03")]
MOVE_MILLISECONDS, TRIES = 24_000, 8
OPENED_AGAIN = "00"  # the lesson that is opened a second time, with its exercises
TAKE_UP_SAMPLE = """\
from pathlib import Path
from dualtrack import ask, hand_in, notebook, start
from dualtrack.marking.bank import read_bank
start(student="me")
notebook._session._banks["90"] = read_bank(Path({path!r})).for_student("me")
"""
SHOWS = """([view, html]) => { const twin = document.createElement('div'); twin.innerHTML = html; return twin.innerHTML === view.innerHTML; }"""
WIDER_THAN_ITS_PLACE = "areas => areas.filter(area => area.scrollWidth > area.clientWidth + 1).length"


@pytest.mark.parametrize("name", WORKED_THROUGH)
def test_a_notebook_by_keyboard_and_by_mouse(laboratory, page, answers: Path, name: str):
    work_through(laboratory, page, answers, NOTEBOOKS[name], name)


def test_every_type_of_item_by_keyboard_and_by_mouse(laboratory, page, answers: Path, tmp_path: Path):
    """The sample unit has what no unit of the course has yet; its bank is taken up by the notebook's first cell."""
    bank = read_bank(SAMPLE)
    notebook = compose_exercises(bank)
    notebook.cells[1].source = TAKE_UP_SAMPLE.format(path=str(SAMPLE))
    nbformat.write(notebook, tmp_path / "90_sample.ipynb")
    (laboratory.work / "90_sample.ipynb").write_text(student_copy(tmp_path / "90_sample.ipynb"), encoding="utf-8")
    work_through(laboratory, page, answers, tmp_path / "90_sample.ipynb", "90_sample.ipynb", every_hand=True)


def work_through(laboratory, page, answers: Path, notebook: Path, name: str, every_hand: bool = False) -> None:
    """Do in the page, in the working copy of that name, what is done to the notebook's twin in this process; compare all that is shown and saved.

    The sample has an item of each type and is answered by either hand; elsewhere keyboard and mouse take turns. The sample and the first lesson are
    opened again: what is kept is kept by the same code in all.
    """
    shown = lesson_twin.play(notebook)
    open_and_run(page, laboratory, name)
    assert_clean(page)
    for entry in shown:
        if isinstance(entry.object, Gate):
            assert cell(page, entry).locator("img, table").count() == 0, "the record is shown before the prediction"
    for number, (question, area) in enumerate(questions(page, shown)):
        if every_hand:
            answer_by_both_hands(area, question)
        else:
            answer_once(area, question, HANDS[number % 2])
    moved: set[type] = set()
    asked = {question.item.id for entry in shown for question in entry.questions}
    for entry in shown:
        if isinstance(entry.object, Gate) and not entry.object.open:
            assert not {item.id for item in entry.object.items} <= asked, "a gate whose questions are answered stays closed"
            assert cell(page, entry).locator("img, table").count() == 0, "the record is shown before the prediction"
        elif isinstance(entry.view, Explorer):
            if type(entry.view) in moved:  # one more of a kind, as each evening's record in lesson 03
                follows(cell(page, entry), entry.view, "as it opens")
            else:
                move_every_control(cell(page, entry), entry.view)
                moved.add(type(entry.view))
        elif isinstance(entry.view, LessonFigure):
            assert cell(page, entry).locator("img").get_attribute("alt") == entry.view.alt
        elif isinstance(entry.view, CodesCompared | WhatHappened | ForecastScores):
            view = cell(page, entry).locator(".widget-html-content").last
            page.wait_for_function(SHOWS, arg=[view.element_handle(), entry.view.html()], timeout=MOVE_MILLISECONDS)
    assert page.locator(".jp-Notebook .jp-OutputArea-output").evaluate_all(WIDER_THAN_ITS_PLACE) == 0
    found = violations(page, ".jp-Notebook .jp-OutputArea-output")
    assert not found, "\n".join(found)

    if not every_hand and not name.startswith(OPENED_AGAIN):
        return
    again = lesson_twin.play(notebook)
    open_and_run(page, laboratory, name)
    for question, area in questions(page, again):
        said(area, question.said)
        assert field_states(area) == [state(control) for control in question.field.controls.values() if hasattr(control, "value")]
    sheets = sorted(path.name for path in answers.glob("*.json") if not path.name.startswith("."))
    assert bool(sheets) == any(entry.questions for entry in shown)
    for sheet in sheets:
        assert_same_sheet(laboratory.answers / sheet, answers / sheet)
        assert bool(read_sheet(laboratory.answers / sheet)["handed_in"]) == ("hand_in(" in notebook.read_text(encoding="utf-8"))
    assert_clean(page)


def assert_clean(page) -> None:
    assert page.locator(".jp-Notebook .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".jp-Notebook .jp-OutputArea-output:has-text('Traceback')").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0


def cell(page, entry: lesson_twin.Shown):
    """The code cell in the page that shows a twin's object."""
    return page.locator(".jp-Notebook .jp-CodeCell").nth(entry.cell).locator(".jp-Cell-outputArea")


def questions(page, shown: list[lesson_twin.Shown]) -> list[tuple[Question, object]]:
    """All questions of a notebook's twin, each with its own part of the page."""
    return [(question, cell(page, entry).locator(f".{QUESTION}").nth(place)) for entry in shown for place, question in enumerate(entry.questions)]


def answer_by_both_hands(area, question) -> None:
    """Answer with one hand and then otherwise with the other; a prediction, which stays, by keyboard alone."""
    for hand, value in zip(HANDS, answers_to(question.item), strict=False):
        give(area, question, value, hand)
        question.save(value)
        said(area, question.said)


def answer_once(area, question, hand: str) -> None:
    """Give the right answer, or any where it is a prediction, with one hand."""
    value = answers_to(question.item)[-1]
    give(area, question, value, hand)
    question.save(value)
    said(area, question.said)


def answers_to(item: Item) -> list:
    """Two answers that fit, the first of them wrong where it can be; one where it is a prediction."""
    wrong = item.mistakes()[0]
    if item.is_prediction:
        return [wrong]
    solution = item.solution()
    return [wrong, "I have made up my mind." if solution is None else solution]


def said(area, text: str) -> None:
    """Wait until the page says what the twin says."""
    expect(area.get_by_role("status").last).to_have_text(text, use_inner_text=True, timeout=MOVE_MILLISECONDS)


def move_every_control(area, explorer) -> None:
    """Move each control that can be moved, by keyboard and by mouse in turn, then press Reset; the view follows each time."""
    moved = [(name, control) for name, control in explorer.controls.items() if len(lesson_twin.values_of(control)) > 1]
    for number, (name, control) in enumerate(moved):
        before = explorer.view.value
        move(area, control, HANDS[number % 2])
        if explorer.view.value == before:  # where the controls before it have left nothing, it is tried from the start
            press(area, "Reset", HANDS[number % 2])
            explorer.reset()
            before = explorer.view.value
            move(area, control, HANDS[number % 2])
        assert explorer.view.value != before, f"{name} changes nothing"
        follows(area, explorer, f"{name} moved by {HANDS[number % 2]}")
    hand = HANDS[len(moved) % 2]
    press(area, "Reset", hand)
    explorer.reset()
    follows(area, explorer, f"Reset by {hand}")
    shown = [control for control in explorer.controls.values() if len(lesson_twin.values_of(control)) > 1]
    assert sorted(map(str, field_states(area))) == sorted(str(state(control)) for control in shown)


def follows(area, explorer, what: str) -> None:
    """Wait until the view in the page is the twin's view."""
    texts = [widget for widget in lesson_twin.below(explorer.widget) if isinstance(widget, ipywidgets.HTML)]
    place = texts.index(explorer.view) - len(texts)  # below it a card may stand open, which comes and goes with the view
    for _try in range(TRIES):
        view = area.locator(".widget-html-content").nth(place)
        try:
            area.page.wait_for_function(SHOWS, arg=[view.element_handle(), explorer.view.value], timeout=MOVE_MILLISECONDS / TRIES)
            return
        except TimeoutError:  # what stood in that place may have been a card that was being closed
            continue
    raise AssertionError(f"{what}: the page says {view.inner_text()[:300]!r}, its twin {explorer.figure.line!r}")


def field_states(area) -> list:
    """What stands in each field of the page: the chosen label, whether it is ticked, the text."""
    return area.locator("select, input, textarea").evaluate_all(
        """fields => { const radios = fields.filter(f => f.type === 'radio'); const chosen = radios.find(f => f.checked);
             const label = f => f.closest('label').innerText.trim();
             return [...(radios.length ? [chosen ? label(chosen) : null] : []), ...fields.filter(f => f.type !== 'radio').map(
               f => f.tagName === 'SELECT' ? f.options[f.selectedIndex].text : f.type === 'checkbox' ? f.checked : f.value)]; }"""
    )


def state(control) -> object:
    """What the page must show of a twin's control; JupyterLab writes the spaces of a list as hard ones."""
    shown = getattr(control, "label", control.value)
    return shown.replace(" ", "\u00a0") if isinstance(control, ipywidgets.Dropdown) else shown


def assert_same_sheet(in_page: Path, of_twin: Path) -> None:
    """The sheet on disk holds what the twin's holds, and is marked alike."""
    one, other = read_sheet(in_page), read_sheet(of_twin)
    assert {name: entry["value"] for name, entry in one["answers"].items()} == {name: entry["value"] for name, entry in other["answers"].items()}
    bank = read_bank(SAMPLE) if one["unit"] == "90" else load_bank(one["unit"])
    assert mark_sheet(bank, one).points == mark_sheet(bank, other).points


def test_what_does_not_fit_is_said_and_keys_stay_with_the_field(laboratory, page, answers: Path):
    name, shown = next((name, shown) for name in NOTEBOOKS if (shown := predictions(name)))
    open_and_run(page, laboratory, name)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    question, area = next((question, area) for question, area in questions(page, shown) if question.item.is_prediction)
    field = area.get_by_label(question.field.control.description)
    field.press_sequentially("sixty")
    field.press("Tab")
    page.keyboard.press("Enter")
    said(area, f"Found 'sixty', allowed is {question.item.allowed}.")
    assert field.input_value() == "sixty"
    assert not laboratory.answers.exists() or not list(laboratory.answers.glob("*.json"))
    give(area, question, answers_to(question.item)[0], KEYBOARD)
    question.save(answers_to(question.item)[0])
    said(area, question.said)
    page.keyboard.type("dd00jk")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    sheet = json.loads((laboratory.answers / f"me-{unit_of(question.item.id)}.json").read_text(encoding="utf-8"))
    assert list(sheet["answers"]) == [question.item.id]


def predictions(name: str) -> list[lesson_twin.Shown]:
    """The predictions that a notebook asks for."""
    shown = lesson_twin.play(NOTEBOOKS[name])
    return [entry for entry in shown if any(question.item.is_prediction for question in entry.questions)]
