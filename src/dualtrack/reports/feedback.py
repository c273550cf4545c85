"""A page of feedback for each student: plain HTML without a script, everything that somebody wrote escaped."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from dualtrack.errors import CourseError
from dualtrack.marking.harmless import clean
from dualtrack.marking.items import WrittenItem
from dualtrack.marking.marks import Marked
from dualtrack.pages import page_style
from dualtrack.reports.grades import Grade
from dualtrack.reports.written import Given

OWN_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}-[0-9]{2}\.html")


class FeedbackPages:
    """Makes the pages. The part of an answer that many students gave is made once."""

    def __init__(self, given: dict[tuple[str, str, str], Given] | None = None):
        self._given = given or {}
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        environment.filters["clean"] = clean
        text = (files("dualtrack.reports") / "feedback.html").read_text(encoding="utf-8")
        macros, page = text.split("{# page #}\n")
        self._answer = environment.from_string(macros).module.answer
        self._page = environment.from_string(page)
        self._style = Markup(page_style())
        self._parts: dict[tuple[int, bool], Markup] = {}

    def page(self, grade: Grade) -> str:
        """The page of one student and unit."""
        result = grade.result
        counts = result.possible > 0
        parts = [self._part(entry, counts, self._given.get((result.student, result.unit, entry.item.id))) for entry in result.marked]
        return self._page.render(grade=grade, result=result, parts=parts, style=self._style)

    def _part(self, entry: Marked, counts: bool, given: Given | None) -> Markup:
        if isinstance(entry.item, WrittenItem) and entry.value is not None:
            return self._answer(entry, counts, True, given)
        key = (id(entry), counts)
        if key not in self._parts:
            self._parts[key] = self._answer(entry, counts, False, None)
        return self._parts[key]


def write_feedback(folder: Path, grades: list[Grade], given: dict[tuple[str, str, str], Given] | None = None) -> None:
    """Write feedback/<student>-<unit>.html for each; pages of an earlier run are taken away, so that no link is followed and none is left over."""
    if folder.is_symlink():
        raise CourseError(f"{folder.name}: this is a link to another place; nothing is written there. Take it away, or choose another folder with --to.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in os.listdir(folder):
        if OWN_PAGE.fullmatch(name):
            (folder / name).unlink()
    pages = FeedbackPages(given)
    for grade in grades:
        with open(folder / f"{grade.result.student}-{grade.result.unit}.html", "x", encoding="utf-8", newline="\n") as file:
            file.write(pages.page(grade))
