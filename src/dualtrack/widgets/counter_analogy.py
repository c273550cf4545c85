"""The best counter-analogy beside the article's own, of lesson 04: NATO, Norway and Belarus by the same five questions."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.figures.likeness import CODES, TwoAnalogies
from dualtrack.marking.items import Item
from dualtrack.marking.session import Session
from dualtrack.widgets.explorer import Explorer, labelled
from dualtrack.widgets.five_questions import numbered
from dualtrack.widgets.harmel_questions import Answers, all_answers, questions
from dualtrack.widgets.keeping import Keeping

ALL_THREE = ("nato", "norway", "belarus")
NOT_GIVEN = ""


class CounterAnalogyExplorer(Explorer):
    """One of five questions at a time, answered for NATO then, Norway then and Belarus now; the reader places Norway, the reference has placed NATO.

    The table of comparison has no code for Norway: whether it is nearer is the reader's own judgement. With a session and a coding item the codes can be kept
    once, by a button.

    >>> explorer = CounterAnalogyExplorer()
    >>> explorer.controls["1 norway"].value = "partly"
    >>> explorer.figure.line.split("NATO: ")[1].split(".")[0]
    'Norway is nearer on actor'
    """

    def __init__(self, session: Session | None = None, item: Item | None = None):
        self._rows = questions()
        controls = {"question": labelled(ipywidgets.Dropdown, "Question", options=numbered(self._rows), value=0)}
        for at, name in enumerate(self._rows["dimension"], start=1):
            codes = [("not given yet", NOT_GIVEN), *((code, code) for code in CODES)]
            controls[f"{at} norway"] = labelled(ipywidgets.Dropdown, f"Norway on {at} {name}", options=codes, value=NOT_GIVEN)
        self.answered = ipywidgets.HTML(layout={"width": "100%"})
        self.keeping = None if session is None or item is None else Keeping(session, item, "Keep my codes", self.codes, self._take_up)
        super().__init__(TwoAnalogies(self._rows), controls)
        if self.keeping is not None:
            self.keeping.take_up()

    def rows(self) -> list[ipywidgets.Widget]:
        """The question that is read with three answers, then a code for Norway on each."""
        codes = ipywidgets.HBox([control for name, control in self.controls.items() if name.endswith("norway")], layout={"flex_flow": "row wrap"})
        return [self.controls["question"], self.answered, codes, *([self.keeping.widget] if self.keeping is not None else [])]

    @property
    def answers(self) -> Answers:
        """What the three cases answer to the question that is read."""
        at = self.controls["question"].value
        return Answers(self._rows.iloc[at], ALL_THREE, at + 1)

    def beside(self, whole: bool = False) -> tuple[str, str]:
        """The answers to the question that is read, or to all."""
        return all_answers(self._rows, ALL_THREE) if whole else (self.answers.html(), str(self.answers))

    def show(self) -> None:
        """Ask the figure for what the controls say, and put the answers above the codes."""
        codes = {name: self.controls[f"{at} norway"].value for at, name in enumerate(self._rows["dimension"], start=1)}
        self.figure.show(self.controls["question"].value, codes)
        self.answered.value = self.answers.html()

    def codes(self) -> dict[str, str]:
        """The codes as a coding item keeps them; raises CourseError where one is not given yet."""
        given = {name: self.controls[f"{at} norway"].value for at, name in enumerate(self._rows["dimension"], start=1)}
        missing = [name for name, code in given.items() if code == NOT_GIVEN]
        if missing:
            raise CourseError(f"Norway has no code yet on {missing[0]}. All five are kept together.")
        return given

    def _take_up(self, saved: Mapping[str, str]) -> None:
        with self.at_once():
            for at, name in enumerate(self._rows["dimension"], start=1):
                if saved.get(name) in CODES:
                    self.controls[f"{at} norway"].value = saved[name]

