"""Three grounds of neutrality over time: sourced events in lanes, the student's own marks, and the spans that cited authors give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTACTS, CONTEXT, FAINT, MILITARY, TEXT, new_figure, styled
from dualtrack.wording import listed

GROUNDS = {"venue": "Venue: the place of talks", "recognition": "Recognition and communication", "manoeuvre": "Room for manoeuvre"}
BESIDE = "context"
LANES = GROUNDS | {BESIDE: "In no lane"}
WHOLE = "neutrality as a whole"
FIRST, LAST, INVASION = date(2020, 1, 1), date(2022, 4, 12), date(2022, 2, 24)
YOURS = "#dee6ea"  # a step of OTHERS towards white; the heading of the lane says the period too
NOT_LOST = "not lost by then"
# What a student can say, and the days that it covers.
PERIODS = {
    "2020-H1": (FIRST, date(2020, 7, 1)),
    "2020-H2": (date(2020, 7, 1), date(2021, 1, 1)),
    "2021-H1": (date(2021, 1, 1), date(2021, 7, 1)),
    "2021-H2": (date(2021, 7, 1), date(2022, 1, 1)),
    "2022 before 24 February": (date(2022, 1, 1), INVASION),
}
SHORT = {"2020-H1": "first half\nof 2020", "2020-H2": "second half\nof 2020", "2021-H1": "first half\nof 2021", "2021-H2": "second half\nof 2021"}
# Each domain with colour, marker, whether it is filled, and its words in the key; all other domains are grey squares.
MARKS = {
    "contact or offer": (CONTACTS, "o", True, "contact"),
    "contact withdrawn": (CONTACTS, "o", False, "contact withdrawn"),
    "military activity": (MILITARY, "^", True, "military"),
}
OTHER_MARK = (CONTEXT, "s", True, "law, economy, words")
NEAR_DAYS, LEVEL = 14, 0.1
BOTTOM, VIEWS_FROM, VIEW_LEVEL, HEADING = -0.4, -0.04, 0.1, 0.46


class GroundsOverTime(MovingFigure):
    """Lanes of events, January 2020 to March 2022.

    Parameters: ``events`` has event_id, date, date_end, precision, domain, ground, what, said_by and note, in order of date; ``views`` has
    holder, ground, since, until, says and source. ``show`` changes the event that is read, the student's marks (a period of ``PERIODS``, or
    not lost, by ground) and whether the views are shown.
    """

    def __init__(self, events: pd.DataFrame, views: pd.DataFrame):
        self._events = events.set_index("event_id")
        self._views = views
        self._at = _places(events)
        self.views_said: list[str] = []
        figure = new_figure()
        figure.set_size_inches(7.2, 5.0)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show()

    def _make_artists(self, figure: Figure) -> list[Artist]:
        axes = figure.add_axes((0.015, 0.105, 0.97, 0.775))
        axes.set(yticks=[], xlim=(date2num(FIRST) - 20, date2num(LAST)), ylim=(-len(LANES) + 0.5, 0.5))
        axes.spines["left"].set_visible(False)
        axes.grid(False)
        edges = [since for since, _until in PERIODS.values()]
        for edge in edges:
            axes.axvline(date2num(edge), color=FAINT, linewidth=0.8)
        axes.axvline(date2num(INVASION), color=TEXT, linewidth=1.6)
        axes.text(date2num(INVASION), 0.515, "24 February 2022", ha="right", va="bottom", color=TEXT)
        axes.set_xticks([(date2num(PERIODS[name][0]) + date2num(PERIODS[name][1])) / 2 for name in SHORT], list(SHORT.values()))
        axes.tick_params(axis="x", length=0)
        for lane in range(1, len(LANES)):
            axes.axhline(0.5 - lane, color=FAINT, linewidth=0.8)
        used = set(self._events["domain"])
        self._points = []
        for colour, marker, filled, words in [*(look for name, look in MARKS.items() if name in used), OTHER_MARK]:
            own = [self._at[event] for event, domain in self._events["domain"].items() if MARKS.get(domain, OTHER_MARK)[3] == words]
            style = {"color": colour, "marker": marker, "markerfacecolor": colour if filled else "white", "markersize": 6.5, "linestyle": ""}
            self._points += axes.plot(*zip(*own, strict=True), label=words, markeredgewidth=1.4, **style)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.06), ncols=4, frameon=False, borderaxespad=0, handletextpad=0.1, columnspacing=1)
        self._bands = {}
        for lane, ground in enumerate(GROUNDS):
            look = {"facecolor": YOURS, "linewidth": 0}
            self._bands[ground] = axes.add_patch(Rectangle((date2num(FIRST), -lane - 0.5), 1, 0.82, **look))
        self._headings = {
            ground: axes.text(date2num(FIRST), HEADING - lane, words, weight="bold", color=TEXT, va="top") for lane, (ground, words) in enumerate(LANES.items())
        }
        (self._ring,) = axes.plot([], [], marker="o", markersize=13, markerfacecolor="none", markeredgecolor=TEXT, markeredgewidth=2, linestyle="")
        self._spans = list(_spans(axes, self._views))
        return [*self._bands.values(), *self._points, *self._spans, self._ring, *self._headings.values()]

    def show(self, event: str = "", marks: Mapping[str, str] | None = None, views: bool = False) -> None:
        """Show which event is read ("" for none), the student's own marks, and what cited authors hold."""
        marks = marks or {}
        for ground, band in self._bands.items():
            period = marks.get(ground)
            band.set_visible(period in PERIODS)
            if period in PERIODS:
                since, until = map(date2num, PERIODS[period])
                band.set_x(since)
                band.set_width(until - since)
            self._headings[ground].set_text(f"{GROUNDS[ground]}{f' (you: {period})' if period else ''}")
        for artist in self._spans:
            artist.set_visible(views)
        self._ring.set_data(*([[value] for value in self._at[event]] if event else ([], [])))
        lettered = _lettered(self._views)
        self.views_said = [_view_said(letter, row) for letter, row in lettered] if views else []
        days = [_days(row) for row in self._events.itertuples()]
        kinds = self._events["ground"] + ", " + self._events["domain"]  # in one column: a notebook keeps the table twice, and has a limit
        self.table = pd.DataFrame({"date": days, "lane and kind": list(kinds), "what": list(self._events["what"])})
        yours = f"You: {listed([f'{ground} {period}' for ground, period in marks.items()])}. " if marks else ""
        letters = [letter for letter, _row in lettered if letter]
        said = f" Letters {letters[0]} to {letters[-1]}: the spans of authors, listed below." if views else ""
        self.line = f"{yours}{self._read(event)}{said}"
        self.alt = (
            f"Events by date, lane and kind, {days[0]} to {days[-1]}: {listed([self._lane_said(ground) for ground in LANES])}. Blue circles are contacts, hollow "
            f"where withdrawn, triangles military activity. A line stands at 24 February 2022. {self.line}"
        )

    def _lane_said(self, ground: str) -> str:
        """How many events stand in a lane, and the last before the invasion."""
        own = self._events[self._events["ground"] == ground]
        before = own[own["date"] < pd.Timestamp(INVASION)]
        last = f" (last before the invasion: {_days(next(before.tail(1).itertuples()))})" if len(before) else ""
        return f"{ground} {len(own)}{last}"

    def _read(self, event: str) -> str:
        """The event that is read: when, what, who says so, and what to know of its lane."""
        if not event:
            return "Choose an event to read it."
        row = self._events.loc[event]
        note = f" Our note: {row['note']}" if row["note"] else ""
        return f"{_days(row)}, lane {row['ground']}: {row['what']} Basis: {row['said_by']}.{note}"


def _places(events: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Where each event stands: its day, and in its lane so high that events of near days don't cover each other."""
    places, last = {}, {}
    for row in events.itertuples():
        day = date2num(max(row.date.date(), FIRST))
        level = next(level for level in range(99) if day - last.get((row.ground, level), 0) >= NEAR_DAYS)
        last[row.ground, level] = day
        places[row.event_id] = day, -list(LANES).index(row.ground) + BOTTOM + LEVEL * level
    return places


def _lettered(views: pd.DataFrame) -> list[tuple[str, object]]:
    """Views with a span get a letter, in their order (no I and no O, which look like other things); others none."""
    letters = iter("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return [(next(letters) if pd.notna(row.since) else "", row) for row in views.itertuples()]


def _spans(axes, views: pd.DataFrame):
    """For each view with a span a line in its lane, with its letter before it."""
    levels: dict[str, int] = {}
    for letter, row in _lettered(views):
        if not letter:
            continue
        ground = BESIDE if row.ground == WHOLE else row.ground
        height = -list(LANES).index(ground) + VIEWS_FROM + VIEW_LEVEL * levels.get(ground, 0)
        levels[ground] = levels.get(ground, 0) + 1
        since, until = date2num(row.since), date2num(row.until)
        (line,) = axes.plot([since, until], [height, height], color=TEXT, marker="|", markersize=7, linewidth=1.6)
        (name,) = axes.plot([since - 10], [height], color=TEXT, marker=f"${letter}$", markersize=6.5, linestyle="")
        yield from (line, name)


def _view_said(letter: str, row) -> str:
    """A view in words: its letter, or that no date is drawn, and its ground, holder and source.

    >>> from types import SimpleNamespace
    >>> _view_said("", SimpleNamespace(ground="venue", holder="Putin", says="Well suited.", source="Rubryka 2022"))
    'No span: venue, Putin: Well suited. (Rubryka 2022)'
    """
    return f"{letter or 'No span'}: {row.ground}, {row.holder}: {row.says} ({row.source})"


def _days(row) -> str:
    """The day or days of an event, as exactly as they are known."""
    known = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[row.precision]
    first = row.date.strftime(known)
    return f"{first} to {row.date_end.strftime('%Y-%m-%d')}" if pd.notna(row.date_end) else first
