"""Every figure, explorer and control of every lesson, found by playing the lessons: nobody lists them."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import figure_texts
import lesson_twin
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from dualtrack import facts, places
from dualtrack.analysis.spoilers import held_back
from dualtrack.figures.accessible import LessonFigure
from dualtrack.lessons.prose import cited
from dualtrack.lessons.working_copy import course_notebooks
from dualtrack.marking import bank
from dualtrack.tables import package, reader
from dualtrack.widgets.explorer import TABLE

LESSONS = {name: path for name, path in course_notebooks().items() if path.parent.name == "notebooks"}


@pytest.fixture(scope="module", params=LESSONS.values(), ids=LESSONS)
def lesson(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A lesson's notebook, with a fresh folder for its answers."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(places.ANSWERS_VARIABLE, str(tmp_path_factory.mktemp("answers")))
        yield request.param


@pytest.fixture(scope="module")
def played(lesson: Path) -> list[lesson_twin.Shown]:
    """What the lesson shows, played once for the tests that look at it."""
    return lesson_twin.play(lesson)


@pytest.fixture
def shown(played: list[lesson_twin.Shown]) -> Iterator[list[lesson_twin.Shown]]:
    """What the lesson shows, its explorers at their start again for the next test."""
    yield played
    for explorer in lesson_twin.explorers(played):
        explorer.reset()


def test_the_pictures_of_a_lesson_are_found(lesson: Path, shown: list[lesson_twin.Shown]):
    """Should playing a lesson find nothing, the tests below would pass without a word."""
    pictures = "<img" in lesson.read_text(encoding="utf-8")
    assert bool(lesson_twin.figures(shown)) == pictures


def test_in_every_state_texts_are_legible_and_alt_text_follows(shown: list[lesson_twin.Shown]):
    for figure in lesson_twin.figures(shown):
        figure.png()
        assert illegible(figure) == [], figure.alt
    for explorer in lesson_twin.explorers(shown):
        start = explorer.figure.alt, explorer.figure.table.to_string()
        for state in lesson_twin.states(explorer):
            assert illegible(explorer.figure) == [], state
            assert explorer.figure.line in explorer.figure.alt, state
            if explorer.figure.table.to_string() != start[1]:
                assert explorer.figure.alt != start[0], state
            if state.startswith("mixture"):
                quick = explorer.figure.png()
                explorer.figure.forget()
                assert explorer.figure.png() == quick, f"the quick update draws something else than a whole drawing: {state}"
                assert far_from_true(explorer.figure) < 0.001, f"the palette lacks colours of this picture: {state}"


def far_from_true(figure: LessonFigure) -> float:
    """The share of pixels whose colour in the encoded picture is far from that on the canvas."""
    shown = np.asarray(Image.open(io.BytesIO(figure.png())).convert("RGB"), dtype=int)
    true = np.asarray(figure.figure.canvas.buffer_rgba(), dtype=int)[:, :, :3]
    return float((np.abs(shown - true).max(axis=2) > 48).mean())


def illegible(figure: LessonFigure) -> list:
    """The texts of a drawn figure that overlap, and those that are cut off."""
    return figure_texts.overlapping(figure.figure) + figure_texts.cut_off(figure.figure)


def test_every_control_has_a_label_stands_in_the_view_and_moves_it(shown: list[lesson_twin.Shown]):
    for explorer in lesson_twin.explorers(shown):
        lesson_twin.controls_work(explorer)


def test_the_reset_button_resets(shown: list[lesson_twin.Shown]):
    for explorer in lesson_twin.explorers(shown):
        start = str(explorer)
        (button,) = [widget for widget in lesson_twin.below(explorer.widget) if getattr(widget, "description", "") == "Reset"]
        explorer.controls[TABLE].value = True
        button.click()
        assert str(explorer) == start


def test_alt_text_names_variables_and_finding(shown: list[lesson_twin.Shown]):
    for figure in lesson_twin.figures(shown):
        names = {str(name) for name in [*figure.table.columns, *figure.table.iloc[:, 0]]}
        named = [name for name in names if re.search(rf"\b{re.escape(name)}\b", figure.alt)]
        assert len(named) >= 2, f"the alt text names none of the variables {sorted(names)}: {figure.alt}"
        finding = set(re.findall(r"\d[\d.,]*", figure.alt)) & set(re.findall(r"\d[\d.,]*", figure.table.to_string()))
        assert finding, f"the alt text has no figure of its table: {figure.alt}"
        assert 80 <= len(figure.alt) <= 700, len(figure.alt)


def test_alt_text_and_table_follow_the_data(lesson: Path, shown: list[lesson_twin.Shown], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = lesson_twin.figures(shown)
    real = facts.facts()
    monkeypatch.setattr(bank, "facts", lambda: real)
    folder = shaken(tmp_path / "shaken")
    for module in (package, reader):
        monkeypatch.setattr(module, "data_folder", lambda: folder)
    after = lesson_twin.figures(lesson_twin.play(lesson))
    for old, new in zip(before, after, strict=True):
        if not old.of_data:
            continue
        assert old.alt != new.alt, "this alt text does not come from the data"
        assert old.table.to_string() != new.table.to_string()


def shaken(folder: Path) -> Path:
    """A copy of the data in which every count and every coded value has changed its row; keys and words stay."""
    shutil.copytree(package.data_folder(), folder)
    for about in package.descriptor(folder)["resources"]:
        table = pd.read_csv(folder / about["path"], dtype="string", keep_default_na=False)
        for field in about["schema"]["fields"]:
            counted = field["type"] in ("integer", "number") or "enum" in field.get("constraints", {})
            if counted and field["name"] not in about["schema"]["primaryKey"]:
                table[field["name"]] = table[field["name"]].to_numpy()[::-1]
        table.to_csv(folder / about["path"], index=False)
    return folder


def test_a_lesson_cites_the_sources_of_the_tables_that_it_shows(lesson: Path, monkeypatch: pytest.MonkeyPatch):
    loaded = set()

    def resource(name: str, folder: Path | None = None) -> dict:
        loaded.add(name)
        return package.resource(name, folder)

    known = bank.facts()
    monkeypatch.setattr(bank, "facts", lambda: known)
    monkeypatch.setattr(reader, "resource", resource)
    lesson_twin.play(lesson)
    here = cited(places.course() / "notebooks" / f"{lesson.stem}.md")
    sources = reader.load("sources")
    later = set(sources["id"][held_back(sources["id"], sources, lesson.stem[:2], votes=False)])  # a title alone can tell what a later lesson asks for
    for name in loaded:
        missing = [source["id"] for source in package.resource(name).get("sources", []) if source["id"] not in here | later]
        assert missing == [], f"{lesson.stem} shows {name}, whose sources it does not cite"

