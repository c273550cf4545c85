"""Beliefs before and after the course: a reader's own, and those of a class without names, of lesson 05."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dualtrack.analysis.belief_change import LEAST, changes
from dualtrack.errors import CourseError
from dualtrack.figures.accessible import LessonFigure, html_table, plain_table
from dualtrack.figures.belief_change import BELIEFS, belief_change, class_changes, words
from dualtrack.marking.beliefs import FIRST, NUMBERS, SECOND, Surveys, held, survey_ids, surveys
from dualtrack.marking.session import Session
from dualtrack.widgets.explorer import bullets, paragraph
from dualtrack.wording import in_words

HOW = "Put the sheets of units 00 and 05 that students handed in (files like s-17-00.json and s-17-05.json) into it, and run the cell again."


class BeliefsChanged:
    """A reader's five beliefs before the course and now, with what they say moved them; to be kept closed by ``after`` until all are saved.

    It is computed when it is shown. ``.table`` has a row for each belief of today, ``.line`` says in a sentence what moved, ``.figure`` is drawn from
    it (None before anything is answered). Where there was no first survey, the line says so.
    """

    def __init__(self, session: Session):
        self.session = session

    @property
    def beliefs(self) -> pd.DataFrame:
        """Belief (1 to 5), before, after and reasons; a row for each belief of today."""
        rows = []
        for number, first, second in zip(NUMBERS, survey_ids(FIRST), survey_ids(SECOND), strict=True):
            before, now = (self.session.saved(self.session.item(item_id)) for item_id in (first, second))
            if now is not None:
                rows.append((number, None if before is None else held(before), held(now), str(now["reasons"])))
        return pd.DataFrame(rows, columns=["belief", "before", "after", "reasons"])

    @property
    def figure(self) -> LessonFigure | None:
        """The dumbbells."""
        beliefs = self.beliefs
        return belief_change(beliefs) if len(beliefs) else None

    @property
    def line(self) -> str:
        """What moved, in a sentence."""
        known = {row.belief: (None if pd.isna(row.before) else row.before, row.after) for row in self.beliefs.itertuples()}
        return words(known) if known else "Nothing is saved yet."

    @property
    def table(self) -> pd.DataFrame:
        """Each belief, its change, and the reasons that were given."""
        figure = self.figure
        if figure is None:
            return pd.DataFrame(columns=["belief", "before", "now", "change", "what you said of it"])
        return figure.table.assign(**{"what you said of it": self.beliefs["reasons"].to_list()})

    def html(self) -> str:
        """Line, figure, and your reasons as a table."""
        figure = self.figure
        return paragraph(self.line, live=True) + (
            "" if figure is None else figure.html() + html_table(self.table[["belief", "change", "what you said of it"]], wrap=True)
        )

    def __str__(self) -> str:
        figure = self.figure
        return self.line if figure is None else f"{self.line}\n\n{figure.alt}\n\n{plain_table(self.table)}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": str(self)}


class ClassChange:
    """How the beliefs of a class changed, from a folder of answer sheets, without names.

    ``folder`` lies beside the notebook. ``.figure`` is None, and ``.line`` says why, where there is no folder, no pair of sheets, or fewer than five
    people with both surveys, whom a distribution would give away. ``.refused`` names each file that could not be taken, with the reason.
    """

    def __init__(self, folder: str | Path = "class"):
        self.folder = Path(folder)
        self.figure: LessonFigure | None = None
        self.refused: list[str] = []
        try:
            found = surveys(self.folder)
        except CourseError as error:
            self.line = f"No sheets yet. {error} Make one called {self.folder.name!r}. {HOW}"
            return
        self.refused = [f"{name}: {reason.removesuffix('.')}." for name, reason in found.refused]
        self.line = self._take(found)

    def _take(self, found: Surveys) -> str:
        if not found.students:
            return f"No sheets yet: the folder {self.folder.name!r} holds none that can be taken. {HOW}"
        paired = changes(found.first, found.second)
        counts = paired.groupby("belief")["student"].nunique()
        enough = paired[paired["belief"].map(counts) >= LEAST]
        who = "person" if found.students == 1 else "people"
        have = f"Of {in_words(found.students)} {who} with a sheet, {in_words(paired['student'].nunique())} answered both surveys."
        if enough.empty:
            return f"{have} That is too few to show without saying who changed how: from {in_words(LEAST)} on there is a figure. Use the slips of paper instead."
        self.figure = class_changes(enough)
        left = [BELIEFS[number] for number in NUMBERS if 0 < counts.get(number, 0) < LEAST]
        return have + (f" Too few answered twice, and left out: {'; '.join(left)}." if left else "")

    def html(self) -> str:
        """Line, figure, and the files that were refused."""
        refused = paragraph("Not taken:") + bullets(self.refused) if self.refused else ""
        return paragraph(self.line) + (self.figure.html() if self.figure is not None else "") + refused

    def __str__(self) -> str:
        figure = [] if self.figure is None else ["", str(self.figure)]
        return "\n".join([self.line, *figure, *(f"- not taken: {line}" for line in self.refused)])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": str(self)}
