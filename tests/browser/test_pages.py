"""Pages outside JupyterLab: every lesson and unit in the reading edition, what a student gets back, and the class report, looked over by axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from golden_class import chance_class, sheet_of, write_class
from sample import SAMPLE

from dualtrack import cli
from dualtrack.lessons.working_copy import course_notebooks
from dualtrack.marking.bank import bank_paths, read_bank
from dualtrack.marking.folder import mark_folder
from dualtrack.marking.marks import Marker
from dualtrack.marking.sheets import Sheet
from dualtrack.release.reading import write_reading
from dualtrack.reports.class_report import class_report
from dualtrack.reports.grades import graded

pytestmark = pytest.mark.browser
NOTEBOOKS = course_notebooks()
# What passes comes back as one example each: all of it would be a hundred thousand values from a lesson's page.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "resultTypes": ["violations"]}
LOST_LINKS = """[...document.querySelectorAll('a[href^="#"]')].map(link => link.hash.slice(1))
    .filter(name => !document.getElementById(name) && !document.getElementById(decodeURIComponent(name)))"""
NARROW, PHONE, LAPTOP = {"width": 640, "height": 800}, {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def violations(page, context: str | None = None) -> list[str]:
    """What axe finds, each with the rule, the place and how to mend it."""
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def looked_over(page, path: Path, size: dict[str, int] = NARROW) -> None:
    """Open a page in a window of some size with everything unfolded, and look it over."""
    page.set_viewport_size(size)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    if size["width"] < LAPTOP["width"]:  # wider than that, it is the same page with more room
        found = violations(page)
        assert not found, "\n".join(found)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"], f"the page scrolls sideways at {size['width']} pixels"
    assert page.evaluate(LOST_LINKS) == [], "links within the page that lead nowhere"
    assert page.evaluate("[...document.images].filter(image => !image.alt || !image.naturalWidth).length") == 0


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reading edition."""
    folder, _count, _kept = write_reading(tmp_path_factory.mktemp("reading") / "pages")
    return folder


@pytest.mark.parametrize("name", ["index", *(Path(name).stem for name in NOTEBOOKS)])
def test_a_page_of_the_reading_edition_is_accessible_on_phone_and_laptop(page, reading: Path, name: str):
    for size in (PHONE, LAPTOP):
        looked_over(page, reading / f"{name}.html", size)


@pytest.mark.parametrize("kind", ["blank", "wrong", "odd"])
def test_feedback_is_accessible(page, tmp_path: Path, kind: str):
    """For students who answered nothing, all wrong, or with a long text of odd signs and one endless word."""
    for bank in map(read_bank, bank_paths()):
        sheet = Sheet(tmp_path / "sheets", kind, bank.unit, bank.version)
        for item in filter(lambda item: item.mistakes(), bank.items.values()):
            odd = kind == "odd" and item.TYPE == "written"
            sheet.record(item.id, "<b>Ж</b> & " + "word " * 200 + "W" * 300 if odd else item.read(item.mistakes()[0]))
            if kind == "blank":
                break
    cli.main(["mark", str(tmp_path / "sheets"), "--to", str(tmp_path / "out")])
    pages = sorted((tmp_path / "out" / "feedback").iterdir())
    assert len(pages) == len(bank_paths())
    for path in pages:
        looked_over(page, path)


@pytest.mark.parametrize("count", [0, 1, 12, 400])
def test_a_class_report_is_accessible_on_phone_and_laptop(page, tmp_path: Path, count: int):
    """For a class of each size, with every type of item, and with one in which nobody handed anything in."""
    marked = mark_folder(write_class(tmp_path / "sheets", (), read_bank(SAMPLE)))
    for bank in (*map(read_bank, bank_paths()), read_bank(SAMPLE)):
        marked.banks[bank.unit] = bank
        marker = Marker(bank)
        marked.results += [marker.mark(sheet_of(one, bank)) for one in chance_class(bank, count)]
    path = tmp_path / "class_report.html"
    path.write_text(class_report(graded(marked.results, None, None, 0)[0], marked.banks), encoding="utf-8")
    for size in (PHONE, LAPTOP):
        looked_over(page, path, size)
        assert page.evaluate("document.scripts.length") == 0
