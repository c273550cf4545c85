"""Masters, notebooks in step with them, and working copies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from dualtrack import places
from dualtrack.errors import CourseError
from dualtrack.facts import facts
from dualtrack.lessons.checks import problems
from dualtrack.lessons.edition import codebook_differs, differences, executed, find_originals, notebook_path, originals, serialised
from dualtrack.lessons.master import compose, masters
from dualtrack.lessons.working_copy import course_notebooks, deliver, student_copy

NOTEBOOKS = course_notebooks()
LESSON = "01_situational_neutrality"


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A copy of the lessons that a test may spoil."""
    return Path(shutil.copytree(places.course() / "notebooks", tmp_path / "notebooks"))


@pytest.mark.parametrize("original", originals(), ids=lambda path: path.name)
def test_every_lesson_and_unit_passes_the_house_checks(original: Path):
    found = problems(original)
    assert not found, "\n".join(found)


def test_every_notebook_has_an_original():
    assert sorted(NOTEBOOKS.values()) == sorted(notebook_path(original) for original in originals())


def test_the_codebook_is_in_step_with_the_descriptor():
    assert codebook_differs() == []


def test_a_rebuild_is_byte_identical():
    master = find_originals(["00_start_here"])[0]
    again, kept = serialised(executed(compose(master), master)), notebook_path(master).read_text(encoding="utf-8")
    assert without_pictures(again) == without_pictures(kept)
    assert again == kept or again == serialised(executed(compose(master), master))  # with other pictures than the kept ones, twice alike


def without_pictures(text: str) -> str:
    """Pictures differ in their bytes between versions of matplotlib; everything else must not."""
    return re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "PICTURE", text)


def test_a_changed_number_is_noticed(lessons: Path, monkeypatch: pytest.MonkeyPatch):
    values = facts() | {"opposed_with_russia": "12.3 %"}
    monkeypatch.setattr("dualtrack.lessons.master.facts", lambda: values)
    assert "12.3 %" in differences(lessons / f"{LESSON}.md")[0]


def test_a_mistyped_tag_is_named(lessons: Path):
    master = lessons / f"{LESSON}.md"
    master.write_text(master.read_text(encoding="utf-8") + '\n+++ {"tags": ["lecturers"]}\n\nNot for students.\n', encoding="utf-8")
    with pytest.raises(CourseError, match="found the tag 'lecturers', allowed is one of: check"):
        compose(master)


def test_a_changed_sentence_is_noticed(lessons: Path):
    master = lessons / f"{LESSON}.md"
    master.write_text(master.read_text(encoding="utf-8").replace("Before you look", "Before looking"), encoding="utf-8")
    assert "found 'Before you look, commit yourself" in differences(master)[0]


def test_a_lost_cell_and_a_lost_notebook_are_noticed(lessons: Path):
    master = lessons / f"{LESSON}.md"
    master.write_text(master.read_text(encoding="utf-8") + "\n+++\n\nOne more cell.\n", encoding="utf-8")
    assert "cells, 01_situational_neutrality.md gives" in differences(master)[0]
    notebook_path(master).unlink()
    assert differences(master) == [f"{LESSON}.ipynb is missing: run dualtrack build."]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("{{ opposed_wiht_russia }}", "unknown placeholder 'opposed_wiht_russia'; src/dualtrack/facts has no such name. Near to it: opposed_with_russia"),
        ("[@klysinski-2081]", "There is no source 'klysinski-2081' in sources.csv. Near to it: klysinski-2018"),
    ],
)
def test_an_unknown_placeholder_or_source_is_named_with_its_line(lessons: Path, added: str, said: str):
    master = lessons / f"{LESSON}.md"
    text = master.read_text(encoding="utf-8")
    master.write_text(f"{text}\n{added}\n", encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        compose(master)
    assert str(caught.value).startswith(f"{LESSON}.md, line {len(text.splitlines()) + 2}: ")
    assert said in str(caught.value)


def test_every_fact_is_used():
    course = places.course()
    text = "".join(path.read_text(encoding="utf-8") for path in [*masters(), *(course / "exercises").glob("*.yaml")])
    assert [name for name in facts() if not re.search(rf"{{{{\s*{name}\s*}}}}", text)] == []


def test_lecturers_cells_are_left_out(lessons: Path):
    master = lessons / f"{LESSON}.md"
    note = '\n+++ {"tags": ["lecturer"]}\n\nAsk them to explain it to a neighbour.\n'
    master.write_text(master.read_text(encoding="utf-8") + note, encoding="utf-8")
    assert differences(master) == []


@pytest.mark.parametrize("master", masters(), ids=lambda path: path.stem)
def test_no_heading_is_lost_with_a_lecturers_cell(master: Path):
    """A heading behind a lecturer's notes needs a cell break before it, or it is left out with them."""
    written = re.findall(r"^## .+$", master.read_text(encoding="utf-8"), re.MULTILINE)
    there = {line.split("{{")[0] for cell in compose(master).cells if cell.cell_type == "markdown" for line in cell.source.splitlines()}
    assert [heading for heading in written if heading.split("{{")[0] not in there] == []


def test_ids_come_from_content():
    master = find_originals([LESSON])[0]
    ids = [cell.id for cell in compose(master).cells]
    assert ids == [cell.id for cell in compose(master).cells]
    assert len(set(ids)) == len(ids)


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(CourseError, match="no lesson '07'. The lessons are: 00_start_here, 01_situational_neutrality"):
        find_originals(["07"])


def test_working_copies_hold_no_outputs_and_no_checks(work: Path):
    delivery = deliver()
    assert delivery.new == list(NOTEBOOKS)
    for name in NOTEBOOKS:
        copy = nbformat.read(work / name, as_version=4)
        code = [cell for cell in copy.cells if cell.cell_type == "code"]
        assert code
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
        assert not any("check" in cell.metadata.get("tags", []) for cell in copy.cells)
        assert "answer(" not in "".join(cell.source for cell in code)


def test_a_changed_working_copy_is_never_overwritten(work: Path, monkeypatch: pytest.MonkeyPatch):
    deliver()
    mine = work / f"{LESSON}.ipynb"
    mine.write_text("my notes", encoding="utf-8")
    assert deliver().kept == []
    newer(monkeypatch)
    assert deliver().kept == [f"{LESSON}.ipynb"]
    assert mine.read_text(encoding="utf-8") == "my notes"

    delivery = deliver(renew=[LESSON])
    assert delivery.moved == {f"{LESSON}.ipynb": f"{LESSON}.mine-1.ipynb"}
    assert (work / f"{LESSON}.mine-1.ipynb").read_text(encoding="utf-8") == "my notes"
    assert "situationally neutral" in mine.read_text(encoding="utf-8")
    mine.write_text("more notes", encoding="utf-8")
    assert deliver(renew=[LESSON]).moved == {f"{LESSON}.ipynb": f"{LESSON}.mine-2.ipynb"}
    assert (work / f"{LESSON}.mine-1.ipynb").read_text(encoding="utf-8") == "my notes"


def test_an_untouched_working_copy_follows_a_new_edition(work: Path, monkeypatch: pytest.MonkeyPatch):
    deliver()
    newer(monkeypatch)
    assert deliver().new == list(NOTEBOOKS)
    assert "newer" in (work / f"{LESSON}.ipynb").read_text(encoding="utf-8")


def test_a_lost_record_takes_every_file_for_the_students(work: Path):
    deliver()
    (work / f"{LESSON}.ipynb").write_text("my notes", encoding="utf-8")
    (work / ".delivered.json").write_text("{broken", encoding="utf-8")
    assert f"{LESSON}.ipynb" in deliver().kept
    assert (work / f"{LESSON}.ipynb").read_text(encoding="utf-8") == "my notes"


def test_a_work_folder_that_cannot_be_made_is_said(work: Path):
    work.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(CourseError, match="the working copies can't be written"):
        deliver()


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the course has a newer edition of every notebook."""
    text = student_copy
    monkeypatch.setattr("dualtrack.lessons.working_copy.student_copy", lambda path: text(path).replace('"cells": [', '"newer": 1, "cells": [', 1))
