"""Six dimensions of a comparison scored by the reader, of lesson 04."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.figures.likeness import ALL, CODES, THOSE_THAT_TOUCH, TOUCHES, ScoredDimensions
from dualtrack.marking.items import Item
from dualtrack.marking.session import Session
from dualtrack.widgets.explorer import Explorer, bullets, labelled
from dualtrack.widgets.five_questions import BOTH, numbered
from dualtrack.widgets.harmel_questions import Answers, all_answers, questions
from dualtrack.widgets.keeping import Keeping

# Six that differ in how the reference codes them; which they are is our choice, and the lesson says so.
DIMENSIONS = ("h-06", "h-08", "h-09", "h-12", "h-14", "h-15")
COLUMNS = ("dimension", "likeness", "touches")
NOT_GIVEN = ""
NOT_KEPT = "The reference opens once all your scores are kept: press Keep my scores. "


class SixDimensionsExplorer(Explorer):
    """Six dimensions, each to be scored for likeness and for whether the difference touches the mechanism; how a total of likeness moves.

    No score is given at the start. With a session and a table item the scores can be kept once, by a button; only then can the reference be shown, with its reasons.

    >>> explorer = SixDimensionsExplorer()
    >>> explorer.controls["3 likeness"].value, explorer.controls["3 touches"].value = "unlike", "yes"
    >>> explorer.figure.line.split(". ")[1]
    'By your scores one difference touches the mechanism (war and territory)'
    """

    def __init__(self, session: Session | None = None, item: Item | None = None):
        self._rows = questions(list(DIMENSIONS))
        names = list(self._rows["dimension"])
        counts = [("All six", ALL), *((f"Without {at} {name}", name) for at, name in enumerate(names, start=1))]
        counts.append(("Only those that touch the mechanism", THOSE_THAT_TOUCH))
        controls = {"read": labelled(ipywidgets.Dropdown, "Read", options=numbered(self._rows), value=0)}
        for at, name in enumerate(names, start=1):
            like = [("not given yet", NOT_GIVEN), *((code, code) for code in CODES)]
            touch = [("not given yet", NOT_GIVEN), *((code, code) for code in TOUCHES)]
            controls[f"{at} likeness"] = labelled(ipywidgets.Dropdown, f"{at} {name}: likeness", options=like, value=NOT_GIVEN)
            controls[f"{at} touches"] = labelled(ipywidgets.Dropdown, f"{at} touches the mechanism", options=touch, value=NOT_GIVEN)
            for what, label, whole in (("likeness", "260px", "380px"), ("touches", "170px", "290px")):  # one below the other, so that they read as a grid
                controls[f"{at} {what}"].style.description_width, controls[f"{at} {what}"].layout.width = label, whole
        controls["counted"] = labelled(ipywidgets.Dropdown, "Count", options=counts, value=ALL)
        controls["reference"] = labelled(ipywidgets.Checkbox, "Show the reference and its reasons", value=False, indent=False)
        self.answered = ipywidgets.HTML(layout={"width": "100%"})
        self.keeping = None if session is None or item is None else Keeping(session, item, "Keep my scores", self.scores, self._take_up)
        super().__init__(ScoredDimensions(self._rows), controls)
        if self.keeping is not None:
            self.keeping.take_up()
            session.when_saved(item.id, lambda _value: self._redraw())

    def rows(self) -> list[ipywidgets.Widget]:
        """The dimension that is read with both answers, a line of two scores for each, then what counts."""
        lines = [ipywidgets.HBox([self.controls[f"{at} {what}"] for what in ("likeness", "touches")], layout={"flex_flow": "row wrap"}) for at in self._places()]
        keeping = [self.keeping.widget] if self.keeping is not None else []
        last = ipywidgets.HBox([self.controls["counted"], self.controls["reference"]], layout={"flex_flow": "row wrap"})
        return [self.controls["read"], self.answered, *lines, *keeping, last]

    def _places(self) -> range:
        return range(1, len(self._rows) + 1)

    @property
    def shows_reference(self) -> bool:
        """Whether the reference is asked for and may be seen."""
        return self.controls["reference"].value and self.keeping is not None and self.keeping.kept

    @property
    def answers(self) -> Answers:
        """What both cases answer to the question that is read."""
        at = self.controls["read"].value
        return Answers(self._rows.iloc[at], BOTH, at + 1)

    @property
    def reasons(self) -> list[str]:
        """Why the reference codes each dimension as it does, with the rival view; nothing while it is closed."""
        rows = enumerate(self._rows.itertuples(), start=1) if self.shows_reference else ()
        return [f"{at} {row.dimension}: {row.alike}, {row.touches_mechanism}. {row.why}" for at, row in rows]

    def show(self) -> None:
        """Ask the figure for what the controls say, and put the answers above the scores."""
        given = {name: (self.controls[f"{at} likeness"].value, self.controls[f"{at} touches"].value) for at, name in enumerate(self._rows["dimension"], 1)}
        closed = self.controls["reference"].value and not self.shows_reference
        self.figure.show(self.controls["read"].value, given, self.controls["counted"].value, self.shows_reference, NOT_KEPT if closed else "")
        self.answered.value = self.answers.html()

    def beside(self, whole: bool = False) -> tuple[str, str]:
        """Both cases' answers to the dimension that is read, or to all, and the reasons of the reference where they may be seen."""
        html, text = all_answers(self._rows, BOTH) if whole else (self.answers.html(), str(self.answers))
        return html + bullets(self.reasons), "\n".join([text, *(f"- {reason}" for reason in self.reasons)])

    def scores(self) -> dict[str, list]:
        """The scores as a table item keeps them; raises CourseError where one is not given yet."""
        rows = []
        for at, name in enumerate(self._rows["dimension"], start=1):
            pair = [self.controls[f"{at} {what}"].value for what in ("likeness", "touches")]
            if NOT_GIVEN in pair:
                raise CourseError(f"Dimension {at}, {name}, has not both scores yet. All six are kept together.")
            rows.append([name, *pair])
        return {"columns": list(COLUMNS), "rows": rows}

    def _take_up(self, saved: Mapping[str, list]) -> None:
        places = {name: at for at, name in enumerate(self._rows["dimension"], start=1)}
        with self.at_once():
            for name, *pair in saved["rows"]:
                for what, code, codes in zip(("likeness", "touches"), pair, (CODES, TOUCHES), strict=True):
                    if name in places and code in codes:
                        self.controls[f"{places[name]} {what}"].value = code

    def _html(self) -> str:
        return super()._html() + bullets(self.reasons)

