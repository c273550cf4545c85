"""The explorer of the three grounds of neutrality, of lesson 02."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets
import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.grounds import GROUNDS, NOT_LOST, PERIODS, GroundsOverTime
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import Explorer, bullets, labelled
from dualtrack.wording import shortened

SHOWN_OF_EVENT = 60  # letters of an event in the list to choose from
NONE_READ = ("none", "")


class GroundsExplorer(Explorer):
    """Sourced events in three lanes, one for each ground of neutrality; an event to read; what cited authors hold on when each ground was lost.

    Behind ``after`` it draws the student's own marks, as the prediction has them. ``event`` (an id of the table ``grounds``) sets the start.
    Raises CourseError for an event that there is not.

    >>> GroundsExplorer(event="e-022").figure.line[:41]
    '2020-03-24 to 2020-03-26, lane venue: Bec'
    """

    def __init__(self, event: str = ""):
        events = _events()
        if event and event not in set(events["event_id"]):
            raise CourseError(f"grounds(event=...): found {event!r}, allowed is one of: {one_of(events['event_id'])}.")
        self._marks: dict[str, str] = {}
        choices = [NONE_READ, *((_short(row), row.event_id) for row in events.itertuples())]
        controls = {
            "event": labelled(ipywidgets.Dropdown, "Read an event", options=choices, value=event),
            "views": labelled(ipywidgets.Checkbox, "Show what cited authors hold on when each ground was lost", value=False, indent=False),
        }
        super().__init__(GroundsOverTime(events, _views()), controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """The event to read, then the authors."""
        return [ipywidgets.HBox([self.controls[name]]) for name in ("event", "views")]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.controls["event"].value, self._marks, self.controls["views"].value)

    def predicted(self, value: object) -> None:
        """Draw the student's own marks; an answer that is no such coding is left alone."""
        if isinstance(value, Mapping) and set(value) <= set(GROUNDS) and set(value.values()) <= {*PERIODS, NOT_LOST}:
            self._marks = {str(ground): str(period) for ground, period in value.items()}
            self._redraw()

    def _html(self) -> str:
        return super()._html() + bullets(self.figure.views_said)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"- {said}" for said in self.figure.views_said)])


def _events() -> pd.DataFrame:
    """The events of the table ``grounds`` in order of date, each with who says it: basis, who contests it, and sources by author and year."""
    events = load("grounds").merge(load("events"), left_on="event_id", right_on="id").sort_values(["date", "event_id"], ignore_index=True)
    named = events["source_ids"].str.split()
    citations = Citations(load("sources")).among([source for row in named for source in row])
    sources = named.map(lambda row: "; ".join(citations.short(source) for source in row))
    contested = events["contested_by"].map(lambda names: "" if pd.isna(names) else f"; contested by {names}")
    told = events["basis"] + contested + ". Sources: " + sources
    return events.assign(said_by=told, note=events["note"].fillna(""))


def _views() -> pd.DataFrame:
    """The table ``ground_views`` with sources by author and year."""
    views = load("ground_views")
    citations = Citations(load("sources")).among(list(views["source_id"]))
    return views.assign(source=views["source_id"].map(citations.short))


def _short(row) -> str:
    """An event in the list to choose from."""
    what = shortened(row.what, SHOWN_OF_EVENT)
    known = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[row.precision]
    return f"{row.date.strftime(known)} {what}"
