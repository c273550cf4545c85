"""The reading edition: pages that load nothing, hide what is to be found out until the reader opens it, and show explorers in further states."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import lesson_twin
import nbformat
import pytest

from dualtrack import cli, un_votes
from dualtrack.errors import CourseError
from dualtrack.lessons.master import READING, new_notebook
from dualtrack.lessons.working_copy import course_notebooks
from dualtrack.marking.bank import bank_paths, read_bank
from dualtrack.marking.items import MultipleChoiceItem, SingleChoiceItem
from dualtrack.release.reading import readable, write_reading
from dualtrack.widgets.snapshots import Snapshots

LESSONS = {name: path for name, path in course_notebooks().items() if path.parent.name == "notebooks"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the reading edition by name."""
    folder, count, _kept = write_reading(tmp_path_factory.mktemp("reading") / "pages")
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    assert len(written) == count
    return written


class Open(HTMLParser):
    """What a page shows before anybody opens a fold: its text and its number of pictures; and where its links lead."""

    def __init__(self, page: str):
        super().__init__()
        self.depth, self.summary = 0, False
        self.text: list[str] = []
        self.pictures, self.links, self.loads = 0, [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.depth += tag == "details"
        self.summary |= tag == "summary"
        if tag == "img":
            self.pictures += self.depth == 0
        if tag in ("img", "script", "link", "iframe", "source"):
            self.loads.append(given.get("src") or given.get("href") or "")
        if tag == "a":
            self.links.append(given.get("href", ""))

    def handle_endtag(self, tag):
        self.depth -= tag == "details"
        if tag == "summary":
            self.summary = False

    def handle_data(self, data):
        if self.depth == 0 or (self.depth == 1 and self.summary):
            self.text.append(data)

    @property
    def said(self) -> str:
        return " ".join("".join(self.text).split())


def test_every_lesson_and_unit_has_its_page_and_the_index_leads_to_all(pages):
    names = {f"{Path(name).stem}.html" for name in course_notebooks()}
    assert set(pages) == names | {"index.html"}
    assert set(Open(pages["index.html"]).links) == names


def test_pages_load_nothing_and_lead_to_each_other_or_to_sources(pages):
    for name, page in pages.items():
        seen = Open(page)
        assert all(load.startswith("data:image/png;base64,") for load in seen.loads), name
        for link in seen.links:
            assert link.startswith(("https://", "http://", "#")) or link.partition("#")[0] in pages, (name, link)


def test_nothing_is_given_away_before_a_fold_is_opened(pages):
    for path in bank_paths():
        bank = read_bank(path)
        for name in (f"{path.stem}.html", f"{path.stem}_exercises.html"):
            said = Open(pages[name]).said
            for item in bank.items.values():
                for option in item.options if isinstance(item, SingleChoiceItem | MultipleChoiceItem) else ():
                    assert not option.hint or option.hint not in said, (name, item.id)
            assert "coder A" not in said
            assert "If you chose another" not in said


def test_what_was_folded_is_in_the_page(pages):
    for path in bank_paths():
        page = pages[f"{path.stem}_exercises.html"]
        for item in read_bank(path).for_student("me").marked:
            assert item.id in page
        assert page.count("Answer, for when you have yours") + page.count("How it is read") == len(read_bank(path).marked)


@pytest.mark.parametrize("name", LESSONS)
def test_figures_behind_a_prediction_are_folded_and_no_control_is_left(pages, name):
    page = pages[f"{Path(name).stem}.html"]
    seen = Open(page)
    gated = page.count("Open when you have written your answer down")
    notebook = nbformat.read(LESSONS[name], as_version=4)
    gates = sum(cell.cell_type == "code" and re.search(r"^after\(", cell.source, re.M) is not None for cell in notebook.cells)
    assert gated == gates
    assert seen.pictures < page.count("<img")
    assert "Run this cell to bring the controls to life" not in page
    assert "This opens once" not in page


@pytest.mark.parametrize("name", LESSONS)
def test_every_explorer_has_two_further_states(name, answers):
    """A reading cell follows each cell that shows an explorer; it shows two states, none of them the start."""
    shown = lesson_twin.explorers(lesson_twin.play(LESSONS[name]))
    cells = [cell for cell in nbformat.read(LESSONS[name], as_version=4).cells if READING in cell.metadata.get("tags", [])]
    assert len(cells) == len(shown)
    for cell in cells:
        (output,) = [output for output in cell.outputs if "text/html" in output.get("data", {})]
        assert output.data["text/html"].count("<img") == 2
        assert output.data["text/plain"].count("With ") >= 2


def test_a_gate_whose_view_is_shown_nowhere_is_named():
    notebook = new_notebook([("markdown", "# Title", {}), ("code", 'after("01.p1", x)', {})])
    with pytest.raises(CourseError, match=r'after\("01.p1", x\): what it opens is shown nowhere'):
        readable(notebook)


@pytest.mark.parametrize(("settings", "told"), [({"colour": 1}, "There is no control 'colour'"), ({"issue": "cheese"}, "The control 'issue' can't be 'cheese'")])
def test_a_snapshot_of_what_there_is_not_is_one_message(settings, told):
    with pytest.raises(CourseError, match=told):
        Snapshots(un_votes(), settings)


def test_a_snapshot_leaves_the_explorer_at_its_start():
    explorer = un_votes(years=(2014, 2021), votes="opposed")
    before = str(explorer)
    shots = Snapshots(explorer, {"to": 2018, "issue": "nuclear"}, {"measure": "opposite"})
    assert str(explorer) == before
    assert len({html for _said, html, _text in shots.shots}) == 2


def test_without_links_no_source_has_an_address(tmp_path, capsys):
    assert cli.main(["release", "reading", "--to", str(tmp_path / "pages"), "--links", "none"]) == 0
    assert "addresses of sources are left out" in capsys.readouterr().out
    for path in (tmp_path / "pages").glob("*.html"):
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path.name
    assert cli.main(["release", "reading", "--to", str(tmp_path / "pages")]) == 1
    assert "there is something already" in capsys.readouterr().err
