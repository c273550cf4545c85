"""A page of feedback for each student: plain HTML without a script, everything that somebody wrote escaped."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from dualtrack.errors import CourseError
from dualtrack.marking.harmless import clean
from dualtrack.marking.items import WrittenItem
from dualtrack.marking.marks import Marked
from dualtrack.pages import page_style
from dualtrack.reports.grades import Grade
from dualtrack.reports.written import Given

TEXT, SAID = "[[the text]]", "[[its length]]"  # places in a page that is made ahead
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
        if entry.item.TYPE == WrittenItem.TYPE and entry.value is not None:
            return self._answer(entry, counts, True, given) if given else self._unread(entry, counts)
        key = (id(entry), counts)
        if key not in self._parts:
            self._parts[key] = self._answer(entry, counts, False, None)
        return self._parts[key]

    def _unread(self, entry: Marked, counts: bool) -> Markup:
        """A written answer that nobody has read: all but the student's own text is made once."""
        key = (id(entry.item), counts)
        if key not in self._parts:
            self._parts[key] = self._answer(Marked(entry.item, TEXT, SAID, entry.mark), counts, True, None)
        # The text comes last, so that nothing in it is taken for a place to be filled.
        return Markup(str(self._parts[key]).replace(SAID, str(escape(entry.said)), 1).replace(TEXT, str(escape(clean(entry.value))), 1))


def write_feedback(folder: Path, grades: list[Grade], given: dict[tuple[str, str, str], Given] | None = None) -> None:
    """Write feedback/<student>-<unit>.html for each; what is left over from an earlier run goes, and a link that stands in the way is not followed."""
    if folder.is_symlink():
        raise CourseError(f"{folder.name}: this is a link to another place; nothing is written there. Take it away, or choose another folder with --to.")
    folder.mkdir(parents=True, exist_ok=True)
    names = {f"{grade.result.student}-{grade.result.unit}.html": grade for grade in grades}
    with os.scandir(folder) as there:
        left = [entry.path for entry in there if entry.is_symlink() or (OWN_PAGE.fullmatch(entry.name) and entry.name not in names)]
    for path in left:
        os.unlink(path)
    pages = FeedbackPages(given)
    for name, grade in names.items():
        with open(folder / name, "wb", buffering=0) as file:
            file.write(pages.page(grade).encode("utf-8"))
