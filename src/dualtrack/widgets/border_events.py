"""The explorer of events in border oblasts and of launches from Belarus, of lesson 02."""

from __future__ import annotations

import ipywidgets

from dualtrack.analysis.border import AT_BELARUS
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.border_events import COUNTED, FIRST, EventsAndLaunches, month_in_words
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled

FOR_COMPARISON = ("Sumy",)
STARTS = ("01", "04", "07", "10")  # a first month for each quarter: enough to leave the first months of 2022 out


class BorderEventsExplorer(Explorer):
    """Events by month in oblasts of Ukraine, pooled or apart, above launches from Belarus that Ukraine's Air Force reported.

    ``oblasts``, ``apart`` and ``first`` (a month such as "2022-04") set the start. Raises CourseError for a value that there is not.

    >>> explorer = BorderEventsExplorer()
    >>> explorer.figure.line.split(": ")[0]
    'Events in 2022, 2023 and 2024'
    """

    def __init__(self, oblasts: tuple[str, ...] = AT_BELARUS, apart: bool = False, first: str = FIRST):
        figure = EventsAndLaunches(load("border_events"), load("launches"))
        self.oblasts = (*AT_BELARUS, *FOR_COMPARISON)
        months = [month for month in figure.months if month[5:] in STARTS]
        oblasts = (oblasts,) if isinstance(oblasts, str) else oblasts
        for name, value, allowed in [("first", first, months), *(("oblasts", oblast, self.oblasts) for oblast in oblasts)]:
            if value not in allowed:
                raise CourseError(f"border_events({name}=...): found {value!r}, allowed is one of: {one_of(allowed)}.")
        controls = {
            "lines": labelled(ipywidgets.Dropdown, "Oblasts at Belarus", options=[("pooled into one line", False), ("apart", True)], value=bool(apart)),
            "counted": labelled(ipywidgets.Dropdown, "Count", options=[(words, name) for name, words in COUNTED.items()], value="events"),
            "first": labelled(ipywidgets.Dropdown, "From", options=[(month_in_words(month), month) for month in months], value=first),
        }
        boxes = {name: labelled(ipywidgets.Checkbox, name, value=name in oblasts, indent=False) for name in self.oblasts}
        super().__init__(figure, controls | boxes)

    def rows(self) -> list[ipywidgets.Widget]:
        """How they are drawn and counted, then the oblasts at Belarus, then the one to compare with."""
        pick, wrap = self.controls, {"flex_flow": "row wrap"}
        return [
            ipywidgets.HBox([pick[name] for name in ("lines", "counted", "first")], layout=wrap),
            ipywidgets.HBox([ipywidgets.Label("Border Belarus:"), *[pick[name] for name in AT_BELARUS]], layout=wrap),
            ipywidgets.HBox([ipywidgets.Label("To compare with:"), *[pick[name] for name in FOR_COMPARISON]], layout=wrap),
        ]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        pick = {name: control.value for name, control in self.controls.items()}
        chosen = tuple(name for name in self.oblasts if pick[name])
        self.figure.show(chosen, pick["lines"], pick["counted"], pick["first"])
