"""Two cases on one clock: events in months since the first step of each."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist

from dualtrack.analysis.comparison import lags
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.moving import MovingFigure, drawing_area
from dualtrack.figures.style import CONTACTS, CONTEXT, FAINT, MILITARY, TEXT, new_figure, styled
from dualtrack.wording import listed

# The event from which each case is counted, and when its events begin and end here.
OFFERS = {"NATO": "e-146", "Belarus": "e-101"}
YEARS = {"NATO": ("1968-05-01", "1975-12-31"), "Belarus": ("2024-06-20", "2024-12-31")}
SPANS = {"the first four months": (-1, 4, 1), "the first six years": (-4, 72, 12)}
MONTH_DAYS = 27  # a count over a whole month has no day, and is left out
MILITARY_LANE, OTHER_LANE = "military activity", "contacts and words"
LOOKS = {"military activity": (MILITARY, "^", True), "contact or offer": (CONTACTS, "o", True), "contact withdrawn": (CONTACTS, "o", False)}
OTHER = (CONTEXT, "s", True)
WIDTH, HEIGHT, LEFT, RIGHT, FIRST, PITCH = 720, 300, 236, 700, 62, 48


class LagsFigure(MovingFigure):
    """Events of NATO from 1968 and of Belarus in 2024, in two lanes each, by months since the first step.

    ``events`` is the table of that name. Left out are legal acts of the Belarusian case (nearly all UN votes) and counts over whole months. ``show``
    changes the span of the scale and the event that is read.
    """

    def __init__(self, events: pd.DataFrame):
        kept = [_told(events, case) for case in OFFERS]
        self.events = pd.concat(kept, ignore_index=True)
        figure = new_figure()
        figure.set_size_inches(WIDTH / 100, HEIGHT / 100)
        with styled():
            moving = self._make(drawing_area(figure, WIDTH, HEIGHT))
        super().__init__(figure, moving)
        self.show()

    def _make(self, axes) -> list[Artist]:
        axes.text(8, 14, "Months since the first step", weight="bold", va="center", color=TEXT)
        self._lanes = [(case, lane) for case in OFFERS for lane in (MILITARY_LANE, OTHER_LANE)]
        for at, (case, lane) in enumerate(self._lanes):
            y = FIRST + PITCH * at
            axes.plot([LEFT, RIGHT], [y, y], color=FAINT, linewidth=1, zorder=0)
            axes.text(8, y, f"{case}: {lane}", va="center", color=TEXT)
        bottom = FIRST + PITCH * len(self._lanes)
        axes.text(8, HEIGHT - 14, "blue circle: contact (hollow: withdrawn)   orange triangle: military   grey square: others", va="center", color=TEXT)
        self._ticks = [axes.text(0, bottom, "", ha="center", va="center", color=TEXT) for _at in range(8)]
        (self._zero,) = axes.plot([], [], color=TEXT, linewidth=1.4)
        self._points = {look: axes.plot([], [], linestyle="", **_drawn(look))[0] for look in (OTHER, *LOOKS.values())}
        (self._ring,) = axes.plot([], [], marker="o", markersize=15, markerfacecolor="none", markeredgecolor=TEXT, markeredgewidth=2, linestyle="")
        return [self._zero, *self._ticks, *self._points.values(), self._ring]

    def show(self, span: str = "the first four months", event: str = "") -> None:
        """Show one span of the scale, and an event that is read ("" for none)."""
        if span not in SPANS:
            raise CourseError(f"Found {span!r}, allowed is one of: {one_of(SPANS)}.")
        low, high, step = SPANS[span]
        ticks = list(range(0, high + 1, step))
        for text, month in zip(self._ticks, [*ticks, *[None] * (len(self._ticks) - len(ticks))], strict=True):
            text.set_text("" if month is None else str(month))
            text.set_x(LEFT if month is None else _at(month, low, high))
        self._zero.set_data([_at(0, low, high)] * 2, [FIRST - 24, FIRST + PITCH * 3 + 24])
        shown = self.events[self.events["months"].between(low, high)]
        for look, artist in self._points.items():
            own = shown[[LOOKS.get(domain, OTHER) == look for domain in shown["domain"]]]
            artist.set_data([_at(month, low, high) for month in own["months"]], [self._height(row) for row in own.itertuples()])
        chosen = shown[shown["id"] == event]
        self._ring.set_data([_at(month, low, high) for month in chosen["months"]], [self._height(row) for row in chosen.itertuples()])
        self.table = pd.DataFrame(
            {"case": shown["case"], "months": shown["months"].map("{:.1f}".format), "lane": shown["domain"], "what": shown["what"]}
        ).reset_index(drop=True)
        self.line = self._said(span, shown, event)
        counted = [f"{case} {lane} {self._count(shown, case, lane)}" for case, lane in self._lanes]
        self.alt = f"Events in lanes by months since the first step, {span}: {listed(counted)}. {self.line}"

    def _count(self, shown: pd.DataFrame, case: str, lane: str) -> int:
        return int(((shown["case"] == case) & (shown["lane"] == lane)).sum())

    def _height(self, row) -> float:
        return FIRST + PITCH * self._lanes.index((row.case, row.lane))

    def _said(self, span: str, shown: pd.DataFrame, event: str) -> str:
        starts = self.events[self.events["months"] == 0].set_index("case")
        zero = "; ".join(f"{case}: {day:%Y-%m-%d}" for case, day in starts["date_end"].fillna(starts["date"]).items())
        rows = self.events[self.events["id"] == event]
        if event and rows.empty:
            raise CourseError(f"Found the event {event!r}, allowed is one of: {one_of(self.events['id'])}.")
        if rows.empty:
            return f"Month 0 is the first step ({zero}). {len(shown)} of {len(self.events)} events lie in this span. Choose an event to read it."
        row = rows.iloc[0]
        outside = "" if event in set(shown["id"]) else " It lies outside this span."
        return f"{row['case']}, month {row['months']:.1f} after the first step ({row['date']:%Y-%m-%d}): {row['what']} Basis: {row['basis']}.{outside}"


def _told(events: pd.DataFrame, case: str) -> pd.DataFrame:
    """A case's events with their months and lanes; the two cases lie decades apart, so that days alone part them."""
    since, until = YEARS[case]
    long = (events["date_end"] - events["date"]).dt.days >= MONTH_DAYS
    kept = events[events["date"].between(since, until) & ~long.fillna(False) & ~((case == "Belarus") & (events["domain"] == "legal"))]
    told = lags(kept, OFFERS[case])
    return told.assign(case=case, lane=[MILITARY_LANE if domain == MILITARY_LANE else OTHER_LANE for domain in told["domain"]])


def _drawn(look: tuple[str, str, bool]) -> dict[str, object]:
    colour, marker, filled = look
    return {"color": colour, "marker": marker, "markerfacecolor": colour if filled else "white", "markersize": 8, "markeredgewidth": 1.5}


def _at(month: float, low: float, high: float) -> float:
    return LEFT + (month - low) / (high - low) * (RIGHT - LEFT)
