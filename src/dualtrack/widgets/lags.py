"""The explorer of how long an answer took, of lesson 04."""

from __future__ import annotations

import ipywidgets

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.lags import SPANS, LagsFigure
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled
from dualtrack.wording import shortened

SHOWN_OF_EVENT = 60  # letters of an event in the list to choose from


class LagsExplorer(Explorer):
    """Events of NATO from 1968 and of Belarus in 2024 by months since the first step of each; one event to read.

    ``span`` sets the start. Raises CourseError for a span that there is not.

    >>> explorer = LagsExplorer()
    >>> explorer.controls["event"].value = "e-154"
    >>> explorer.figure.line.split(" after")[0]
    'NATO, month 34.6'
    """

    def __init__(self, span: str = "the first four months"):
        if span not in SPANS:
            raise CourseError(f"lags(span=...): found {span!r}, allowed is one of: {one_of(SPANS)}.")
        figure = LagsFigure(load("events"))
        choices = [("none", ""), *((_short(row), row.id) for row in figure.events.itertuples())]
        controls = {
            "span": labelled(ipywidgets.Dropdown, "Scale", options=[(name.capitalize(), name) for name in SPANS], value=span),
            "event": labelled(ipywidgets.Dropdown, "Read an event", options=choices, value=""),
        }
        super().__init__(figure, controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """The scale, then the event to read."""
        return [ipywidgets.HBox([self.controls[name]]) for name in ("span", "event")]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.controls["span"].value, self.controls["event"].value)


def _short(row) -> str:
    """An event in the list to choose from."""
    what = shortened(row.what, SHOWN_OF_EVENT)
    return f"{row.case} {row.months:.1f}: {what}"
