"""The explorers of the record of 2024: the lanes as they were known on a day, and whose word each event rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import ipywidgets
import pandas as pd

from dualtrack.analysis.forecasts import FORTNIGHT
from dualtrack.analysis.public_record import Record, about, cut, heard, sides
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.lanes import FILLS, LANE_OF, LANES, STATEMENTS, Lanes, said_day
from dualtrack.tables.citations import Citations
from dualtrack.widgets.event_card import EventCard, as_day, the_record
from dualtrack.widgets.explorer import Explorer, labelled
from dualtrack.wording import month_name, shortened

CASE, LESSON = "Belarus", "03"
FIRST, LAST = date(2024, 6, 1), date(2024, 12, 31)
KNOWN_FROM = date(2024, 5, 1)
ANY = ""
WHOLE = ("the whole time", ANY)
SHOWN_OF_EVENT = 70  # letters of an event in the list to choose from
# How sides are called in the controls: those not named here have their own name.
CALLED = {"Belarusian opposition": "opposition monitors", "none": "others"}


class RecordExplorer(Explorer):
    """Lanes of events with filters, and a list that opens the card of one of those that are shown.

    ``record`` is cut already; ``day`` is the day at which it was cut, or None. ``filters`` makes each filter's control from the explorer.
    """

    sides_heard = False

    def __init__(self, record: Record, day: pd.Timestamp | None, first: date, last: date, filters: Mapping[str, Callable]):
        self.day, self.first, self.last = day, first, last
        ends = record.events["date_end"].fillna(record.events["date"])
        shown = (record.events["case"] == CASE) & (record.events["reveal_lesson"] <= LESSON) & record.events["date"].notna()
        shown &= (ends >= pd.Timestamp(first)) & (record.events["date"] <= pd.Timestamp(last))
        record = about(record, set(record.events.loc[shown, "id"]))
        self.record = record._replace(events=record.events.sort_values(["date", "id"], ignore_index=True))
        told = sides(self.record)
        self._traits = _traits(self.record, told)
        self.card: EventCard | None = None
        self._filters = {name: make(self) for name, make in filters.items()}
        event = labelled(ipywidgets.Dropdown, "Open the card of", options=self._choices(list(self.record.events["id"])), value=ANY)
        event.layout.width = "95%"
        self.place = ipywidgets.VBox([], layout={"width": "100%"})
        super().__init__(Lanes(_told(self.record), self.sides_heard), {**self._filters, "event": event})
        self.widget.children = (*self.widget.children, self.place)

    def rows(self) -> list[ipywidgets.Widget]:
        """The filters, then the event to open."""
        rows = [ipywidgets.HBox([control for control in self._filters.values() if has_choice(control)], layout={"flex_flow": "row wrap"})]
        return [*rows, ipywidgets.HBox([self.controls["event"]])] if has_choice(self.controls["event"]) else rows

    def shown(self) -> list[str]:
        """The ids of the events that fit the filters, in order of date."""
        first, last = self.window()
        events = self.record.events
        ends = events["date_end"].fillna(events["date"])
        fits = (ends >= pd.Timestamp(first)) & (events["date"] <= pd.Timestamp(last))
        if (first, last) != (self.first, self.last):  # a count for a whole month belongs to no fortnight of it
            fits &= events["date_end"].isna() | ((events["date"] >= pd.Timestamp(first)) & (ends <= pd.Timestamp(last)))
        for name, traits in self._traits.items():
            value = self._filters[name].value if name in self._filters else ANY
            if value:
                fits &= events["id"].map(lambda event, traits=traits, value=value: value in traits.get(event, ()))
        return list(events.loc[fits, "id"])

    def window(self) -> tuple[date, date]:
        """The first and last day that are drawn."""
        return self.first, self.last

    def show(self) -> None:
        """Ask the figure for what the controls say, list the events that are shown, and open the card of the chosen one."""
        ids = self.shown()
        control = self.controls["event"]
        choices, chosen = self._choices(ids), control.value
        if tuple(choices) != control.options:
            quiet, self._quiet = self._quiet, True  # new options set the value back, which must not draw again
            control.options = choices
            control.value = chosen if chosen in ids else ANY
            self._quiet = quiet
        self._open(control.value)
        once = bool(self._filters["once"].value) if "once" in self._filters else False
        counts = heard(self.record, ids) if self.sides_heard else None
        if counts is not None:
            counts = counts.assign(side=counts["side"].map(lambda side: CALLED.get(side, side)))
        said = [f"{control.description.lower()}: {control.label}" for name, control in self._filters.items() if name in self._traits and control.value]
        self.figure.show(ids, *self.window(), read=control.value, heard=counts, once=once, which="; ".join(said))

    def _open(self, event_id: str) -> None:
        if event_id == (self.card.event_id if self.card else ANY):
            return
        self.card = EventCard(event_id, self.day, record=self.record) if event_id else None
        self.place.children = [self.card.widget] if self.card else []

    def _choices(self, ids: list[str]) -> list[tuple[str, str]]:
        events = self.record.events.set_index("id")
        return [("choose", ANY), *((_short(events.loc[event]), event) for event in ids)]

    def __str__(self) -> str:
        return f"{super().__str__()}\n\n{self.card}" if self.card else super().__str__()


class KnownOnExplorer(RecordExplorer):
    """The lanes from 1 May 2024 as they were public on a day such as "2024-06-30": nothing later is in figure, table, texts or cards.

    Raises CourseError for what is no day, and for a day before June or after December 2024.

    >>> explorer = KnownOnExplorer("2024-06-30")
    >>> explorer.figure.line.split(" (")[0]
    '1 May 2024 to 30 June 2024: 6 events'
    """

    def __init__(self, day: str | date, record: Record | None = None):
        asked = as_day(day, "known_on(...)")
        if not FIRST <= asked.date() <= LAST:
            raise CourseError(f"known_on(...): found {day!r}, allowed is a day from {FIRST} to {LAST}.")
        super().__init__(cut(the_record() if record is None else record, asked), asked, KNOWN_FROM, asked.date(), {"speaker": _speakers, "lane": _lanes})


class WhoseWordExplorer(RecordExplorer):
    """June to December 2024: which events each side states or bears out, on what basis, and from how many independent origins.

    With a ``day``, only what was public by then. ``speaker`` and ``first`` (the first day of a fortnight, such as "2024-08-10") set the start; raises
    CourseError for one that there is not.

    >>> explorer = WhoseWordExplorer("2024-08-09")
    >>> explorer.controls["once"].value = True
    >>> "Heard: " in explorer.figure.line
    True
    """

    sides_heard = True

    def __init__(self, day: str | date | None = None, speaker: str = ANY, first: str = ANY, record: Record | None = None):
        asked = None if day is None else as_day(day, "whose_word(...)")
        if asked is not None and not FIRST <= asked.date() <= LAST:
            raise CourseError(f"whose_word(...): found {day!r}, allowed is a day from {FIRST} to {LAST}.")
        last = LAST if asked is None else asked.date()
        filters = {"fortnight": _fortnights, "speaker": _speakers, "origin": _origins, "basis": _bases, "lane": _lanes, "once": _once}
        super().__init__(cut(the_record() if record is None else record, asked), asked, FIRST, last, filters)
        for name, value in (("speaker", speaker), ("fortnight", first)):
            allowed = [choice for _label, choice in self.controls[name].options]
            if value not in allowed:
                raise CourseError(f"whose_word({name}=...): found {value!r}, allowed is one of: {one_of(allowed[1:])}.")
            self._start[name] = value
        if speaker or first:
            self.reset()

    def window(self) -> tuple[date, date]:
        """The fortnight that is chosen, or the whole time."""
        chosen = self._filters["fortnight"].value
        if not chosen:
            return self.first, self.last
        first = pd.Timestamp(chosen).date()
        return first, min((pd.Timestamp(chosen) + pd.Timedelta(days=FORTNIGHT - 1)).date(), self.last)


def has_choice(control: ipywidgets.DOMWidget) -> bool:
    """Whether a control has anything to choose from."""
    return len(getattr(control, "options", "two")) > 1


def _traits(record: Record, told: pd.DataFrame) -> dict[str, dict[str, set[str]]]:
    """For each filter, the values that each event has: by whom it is stated or borne out, on which basis, in which lane."""
    events = record.events.set_index("id")
    return {
        "speaker": {event: set(own) for event, own in told.groupby("event_id")["side"]},
        "origin": {event: set(own) for event, own in told.groupby("event_id")["speaker"]},
        "basis": {event: {basis} for event, basis in events["basis"].items()},
        "lane": {event: {LANE_OF.get(domain, STATEMENTS)} for event, domain in events["domain"].items()},
    }


def _told(record: Record) -> pd.DataFrame:
    """The events with who says it, in words: basis, who contests it, sources by author and year."""
    events, evidence = record.events, record.evidence
    citations = Citations(record.sources).among(list(evidence["source_id"]))
    sources = evidence.drop_duplicates(["event_id", "source_id"]).groupby("event_id")["source_id"].agg(lambda ids: "; ".join(map(citations.short, ids)))
    contested = events["contested_by"].map(lambda names: "" if pd.isna(names) else f"; contested by {names}")
    named = events["id"].map(sources).map(lambda names: "" if pd.isna(names) else f" Sources: {names}.")
    return events.assign(told="Basis: " + events["basis"] + contested + "." + named)


def _speakers(explorer: RecordExplorer) -> ipywidgets.Dropdown:
    known = {side for own in explorer._traits["speaker"].values() for side in own}
    names = [(CALLED.get(side, side), side) for side in ("Minsk", "Kyiv", "Moscow", "Belarusian opposition") if side in known]
    names += [(CALLED.get(side, side), side) for side in sorted(known - {side for _name, side in names} - {"none"})]
    names += [(CALLED["none"], "none")] if "none" in known else []
    return labelled(ipywidgets.Dropdown, "Who states it or bears it out", options=[("anybody", ANY), *names], value=ANY)


def _origins(explorer: RecordExplorer) -> ipywidgets.Dropdown:
    known = sorted({speaker for own in explorer._traits["origin"].values() for speaker in own})
    return labelled(ipywidgets.Dropdown, "Origin", options=[("any", ANY), *((name, name) for name in known)], value=ANY)


def _bases(_explorer: RecordExplorer) -> ipywidgets.Dropdown:
    return labelled(ipywidgets.Dropdown, "Basis", options=[("any", ANY), *((name, name) for name in FILLS)], value=ANY)


def _lanes(_explorer: RecordExplorer) -> ipywidgets.Dropdown:
    return labelled(ipywidgets.Dropdown, "Lane", options=[("all", ANY), *((name, name) for name in LANES)], value=ANY)


def _once(_explorer: RecordExplorer) -> ipywidgets.Checkbox:
    return labelled(ipywidgets.Checkbox, "Count each origin once", value=False, indent=False)


def _fortnights(explorer: RecordExplorer) -> ipywidgets.Dropdown:
    firsts = pd.date_range(explorer.first, explorer.last, freq=f"{FORTNIGHT}D")
    lasts = [min(first + pd.Timedelta(days=FORTNIGHT - 1), pd.Timestamp(explorer.last)) for first in firsts]
    names = [f"{first.day} {month_name(first)} to {last.day} {month_name(last)}" for first, last in zip(firsts, lasts, strict=True)]
    options = [WHOLE, *((name, f"{first:%Y-%m-%d}") for name, first in zip(names, firsts, strict=True))]
    return labelled(ipywidgets.Dropdown, "Days", options=options, value=ANY)


def _short(row) -> str:
    """An event in the list to choose from."""
    what = shortened(row["what"], SHOWN_OF_EVENT)
    return f"{said_day(row)} {what}"
