"""The cards in JupyterLab: a claim coded by keyboard and by mouse, its codes only afterwards, and nothing that a screen reader would stumble over."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from hands import HANDS, KEYBOARD, choose, press
from laboratory import open_and_run
from playwright.sync_api import expect
from test_pages import violations

import dualtrack
from dualtrack.lessons.master import new_notebook
from dualtrack.widgets.claim_card import ClaimCard
from dualtrack.widgets.claim_explorer import ClaimExplorer

pytestmark = pytest.mark.browser
CELLS = ["import dualtrack\n\ndualtrack.claim('c-062')", "dualtrack.claim('c-012')", "dualtrack.source('isw-2024-08-26')", "dualtrack.look('border_length')"]
CODES = (("inference", "one of several"), ("evaluation", ""))


def verdicts_follow(area, card: ClaimCard) -> None:
    """Wait until the page offers the verdicts of the kind that its twin has: a button pressed at once would overtake the last arrow key."""
    expect(area.get_by_label("Your verdict").locator("option")).to_have_text([label for label, _code in card.controls["verdict"].options])


def test_a_claim_is_coded_and_then_compared(laboratory, page):
    path = Path(laboratory.work) / "cards.ipynb"
    nbformat.write(new_notebook([("code", cell, {}) for cell in CELLS]), path)
    open_and_run(page, laboratory, "cards.ipynb")
    for number, (claim_id, hand, (kind, verdict)) in enumerate(zip(("c-062", "c-012"), HANDS, CODES, strict=True)):
        area = page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-Cell-outputArea")
        twin = dualtrack.claim(claim_id)
        expect(area.get_by_text(twin.claim["statement"])).to_be_visible()
        assert area.get_by_text("coder A").count() == 0
        press(area, "Compare", hand)
        expect(area.get_by_role("status")).to_have_text("Choose a kind first.")
        choose(area.get_by_label("What kind of statement is it?"), twin.controls["kind"], kind, hand)
        twin.controls["kind"].value = kind
        verdicts_follow(area, twin)
        if verdict:
            choose(area.get_by_label("Your verdict"), twin.controls["verdict"], verdict, hand)
        press(area, "Compare", hand)
        expect(area.get_by_role("columnheader", name="coder A")).to_be_visible()
        expect(area.get_by_role("status")).to_have_text("Your codes beside those of the coders: see the table.")
    assert page.evaluate("window.sentToKernel.ever"), "hands.py waits for nothing: it does not see what a page sends to the kernel"
    found = violations(page, ".jp-Notebook .jp-OutputArea-output")
    assert not found, "\n".join(found)


def test_statements_are_looked_through_and_one_is_coded(laboratory, page):
    path = Path(laboratory.work) / "statements.ipynb"
    cell = 'import dualtrack\n\ndualtrack.start("s-1")\ndualtrack.claim_explorer("00")'
    nbformat.write(new_notebook([("code", cell, {})]), path)
    open_and_run(page, laboratory, "statements.ipynb")
    area = page.locator(".jp-Notebook .jp-CodeCell .jp-Cell-outputArea")
    twin = ClaimExplorer("00")
    line = area.get_by_role("status").first
    for hand in HANDS:
        choose(area.get_by_label("Paragraph", exact=True), twin.controls["paragraph"], 3, hand)
        twin.controls["paragraph"].value = 3
        expect(line).to_have_text(twin.line)
        choose(area.get_by_label("Open the card of", exact=True), twin.controls["statement"], "c-012", hand)
        expect(area.locator("blockquote")).to_have_text(twin.claims.at["c-012", "statement"])
        assert area.get_by_text("coder A").count() == 0
        press(area, "Reset list", hand)
        twin.reset()
        expect(line).to_have_text(twin.line)
        expect(area.locator("blockquote")).to_have_count(0)
    choose(area.get_by_label("Open the card of", exact=True), twin.controls["statement"], "c-012", KEYBOARD)
    twin.controls["statement"].value = "c-012"
    expect(area.locator("blockquote")).to_have_text(twin.claims.at["c-012", "statement"])  # the list passes other statements on its way
    choose(area.get_by_label("What kind of statement is it?"), twin.card.controls["kind"], "evaluation", KEYBOARD)
    twin.card.controls["kind"].value = "evaluation"
    verdicts_follow(area, twin.card)
    press(area, "Compare", KEYBOARD)
    twin.code("c-012", {"kind": "evaluation"})
    expect(line).to_have_text(twin.line)
    expect(area.get_by_role("columnheader", name="coder A")).to_be_visible()
    choose(area.get_by_label("Kind", exact=True), twin.controls["kind"], "evaluation", KEYBOARD)
    twin.controls["kind"].value = "evaluation"
    expect(line).to_have_text(twin.line)
    found = violations(page, ".jp-Notebook .jp-OutputArea-output")
    assert not found, "\n".join(found)


def test_a_pair_of_settings_is_kept_and_opens_what_waits_for_it(laboratory, page):
    path = Path(laboratory.work) / "pairs.ipynb"
    cells = ['import dualtrack\n\ndualtrack.start("s-2")\npaths = dualtrack.reciprocity(keep="03.p11")\npaths', 'dualtrack.after("03.p11", dualtrack.same_paths())']
    nbformat.write(new_notebook([("code", cell, {}) for cell in cells]), path)
    open_and_run(page, laboratory, "pairs.ipynb")
    area, gate = (page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-Cell-outputArea") for number in (0, 1))
    twin = dualtrack.reciprocity()
    assert gate.locator("img").count() == 0
    press(area, "Keep as first", KEYBOARD)
    for name in ("misread_a", "misread_b"):
        choose(area.get_by_label(twin.controls[name].description, exact=True), twin.controls[name], 0.1, KEYBOARD)
    choose(area.get_by_label(twin.controls["corrects"].description, exact=True), twin.controls["corrects"], 0.5, KEYBOARD)
    press(area, "Save this pair", KEYBOARD)
    expect(gate.locator("img")).to_have_attribute("alt", dualtrack.same_paths().alt)
    sheet = json.loads((laboratory.answers / "s-2-03.json").read_text(encoding="utf-8"))
    assert list(sheet["answers"]) == ["03.p11"]
