"""Lessons in JupyterLab, in a working copy, by keyboard."""

from __future__ import annotations

import re
import uuid

import pytest

pytestmark = pytest.mark.browser
RUN_MILLISECONDS = 60_000
LESSONS = ["00_start_here", "01_situational_neutrality", "01_situational_neutrality_exercises"]


def open_and_run(page, address: str, lesson: str) -> None:
    """Open a lesson in a workspace of its own and run all its cells."""
    workspace = f"/lab/workspaces/{uuid.uuid4().hex}/tree/"
    page.goto(address.replace("00_start_here", lesson).replace("/lab/tree/", workspace))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=RUN_MILLISECONDS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=RUN_MILLISECONDS)
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_function(
        """() => { const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(p => p.textContent);
                   return prompts.length > 0 && prompts.every(p => /\\[\\d+\\]/.test(p)); }""",
        timeout=RUN_MILLISECONDS,
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_top_to_bottom_without_an_error(page, laboratory, lesson):
    open_and_run(page, laboratory, lesson)
    assert page.locator(".jp-Notebook .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".jp-Notebook .jp-OutputArea-output:has-text('Traceback')").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0


def test_predict_then_look_then_move_by_keyboard(page, laboratory):
    open_and_run(page, laboratory, "01_situational_neutrality")
    closed = page.get_by_text("This opens once your prediction 01.p1 is saved.")
    assert closed.count() == 5
    assert page.locator(".jp-Notebook img").count() == 0

    field = page.get_by_label("Your prediction (0 to 100 %)")
    field.focus()
    page.keyboard.type("sixty")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Found 'sixty', allowed is a number from 0 to 100 (%)").wait_for()
    field.fill("60")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Saved: 60 %. A prediction stays as it was made.").wait_for()
    page.get_by_text("You predicted 60 %. Compare it with the record:").wait_for()
    closed.first.wait_for(state="detached")

    line = page.get_by_text(re.compile(r"^2014–20\d\d, .*Belarus cast the same vote"))
    assert "78.7 % of 174" in line.inner_text()
    picture = page.locator(".jp-Notebook img[alt^='Line chart']")
    before = picture.get_attribute("src")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.get_by_label("to", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.get_by_text(re.compile(r"^2014–2018, votes where")).wait_for()
    assert picture.get_attribute("src") != before
    page.get_by_label("Issue").focus()
    page.keyboard.type("hu")
    page.get_by_text(re.compile(r"^2014–2018, human rights.* 97\.8 % of 46")).wait_for()
    page.get_by_label("Show as table").first.focus()
    page.keyboard.press("Space")
    page.locator(".jp-Notebook td:text-is('97.8 %')").first.wait_for()
    page.keyboard.type("dd")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_a_saved_prediction_is_there_when_the_lesson_is_opened_again(page, laboratory):
    open_and_run(page, laboratory, "01_situational_neutrality")
    page.get_by_text("Saved: 60 %. A prediction stays as it was made.").wait_for()
    assert page.get_by_label("Your prediction (0 to 100 %)").is_disabled()
