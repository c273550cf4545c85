"""The explorer of the five questions that are asked of both cases, of lesson 04."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets

from dualtrack.analysis.comparison import LIKENESS
from dualtrack.errors import CourseError
from dualtrack.figures.likeness import LikenessByQuestion
from dualtrack.widgets.explorer import Explorer, labelled
from dualtrack.widgets.harmel_questions import Answers, all_answers, questions

BOTH = ("nato", "belarus")


class FiveQuestionsExplorer(Explorer):
    """One of five questions at a time: the answers of NATO then and Belarus now with their sources, and where the reader and the reference place the two.

    Behind ``after`` it shows the reader's own codes, as the prediction has them. ``question`` (1 to 5) sets the start. Raises CourseError for another.

    >>> explorer = FiveQuestionsExplorer(question=5)
    >>> explorer.figure.line.split(":")[0]
    'Question 5, senior ally'
    """

    def __init__(self, question: int = 1):
        self._rows = questions()
        if question not in range(1, len(self._rows) + 1):
            raise CourseError(f"five_questions(question=...): found {question!r}, allowed is a whole number from 1 to {len(self._rows)}.")
        self._yours: dict[str, str] = {}
        controls = {
            "question": labelled(ipywidgets.Dropdown, "Question", options=numbered(self._rows), value=question - 1),
            "reference": labelled(ipywidgets.Checkbox, "Show the reference and its reason", value=False, indent=False),
        }
        super().__init__(LikenessByQuestion(self._rows), controls)

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.controls["question"].value, self._yours, self.controls["reference"].value)

    def predicted(self, value: object) -> None:
        """Show the reader's own codes; an answer that is no such coding is left alone."""
        if isinstance(value, Mapping) and set(value) <= set(self._rows["dimension"]) and set(value.values()) <= set(LIKENESS):
            self._yours = dict(value)
            self._redraw()

    @property
    def answers(self) -> Answers:
        """What both cases answer to the question that is read."""
        at = self.controls["question"].value
        return Answers(self._rows.iloc[at], BOTH, at + 1, self.controls["reference"].value)

    def beside(self, whole: bool = False) -> tuple[str, str]:
        """The answers to the question that is read, or to all."""
        return all_answers(self._rows, BOTH) if whole else (self.answers.html(), str(self.answers))

    def _html(self) -> str:
        return self.answers.html() + super()._html()


def numbered(rows) -> list[tuple[str, int]]:
    """The rows to choose from, each with its place from 0."""
    return [(f"{at + 1} {name}", at) for at, name in enumerate(rows["dimension"])]
