"""What was done and said, day by day, in lanes: military activity, contacts and offers, and below them statements and other acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTACTS, CONTEXT, FAINT, MILITARY, OTHERS, TEXT, new_figure, styled
from dualtrack.wording import day_in_words, listed, month_name

ACTIVITY, OFFERS, STATEMENTS = "military activity", "contacts and offers", "statements and other acts"
LANES = {ACTIVITY: "Military activity", OFFERS: "Contacts and offers", STATEMENTS: "Statements and other acts"}
WITHDRAWN = "contact withdrawn"
LANE_OF = {"military activity": ACTIVITY, "contact or offer": OFFERS, WITHDRAWN: OFFERS}
# How high each lane is, from its floor; marks stand from the floor upwards, the heading at the ceiling.
HEIGHTS = {ACTIVITY: 1.0, OFFERS: 0.8, STATEMENTS: 1.1}
FLOORS = {STATEMENTS: 0.0, OFFERS: HEIGHTS[STATEMENTS], ACTIVITY: HEIGHTS[STATEMENTS] + HEIGHTS[OFFERS]}
LOOKS = {ACTIVITY: (MILITARY, "^"), OFFERS: (CONTACTS, "o"), WITHDRAWN: (CONTACTS, "X"), STATEMENTS: (CONTEXT, "s")}
# Each basis by how its mark is filled, beside what the line and the table say.
FILLS = {"observed": "full", "stated by one side": "none", "reported by a third party": "bottom"}
SIZE = 8
FIRST_LEVEL, LEVEL = 0.13, 0.155
NEAR = 0.026  # of the width: marks that stand nearer to each other than this go on different levels
EDGES = 0.02  # of the width, left of the first day and right of the last
DAYS_SHOWN, TICKS = 31, 9  # up to so many days they are named, above that the months
MOST_HEARD, FULL_BAR = 6, 0.6
ROOM_FOR_LAST = 0.12  # of the width, between the last month's label and that of the last day


class Lanes(MovingFigure):
    """Events of the record in three lanes; below, if asked for, how much each side is heard on them.

    Parameters: ``events`` has id, date, date_end, precision, domain, basis, what and told (who says it, in words). ``show`` says which of them are drawn.
    With ``sides`` room is left for the bars of the sides. A mark's shape and colour tell the lane, its fill the basis.
    """

    def __init__(self, events: pd.DataFrame, sides: bool = False):
        self._events = events.set_index("id").sort_values(["date"], kind="stable")
        self._with_bars = sides
        self._window = (date(2024, 6, 1), date(2024, 12, 31))
        figure = new_figure()
        figure.set_size_inches(7.2, 5.3 if sides else 4.2)
        with styled():
            moving, framing = self._make_artists(figure)
        super().__init__(figure, moving, [framing])

    def _make_artists(self, figure: Figure) -> tuple[list[Artist], list[Artist]]:
        above = 0.335 if self._with_bars else 0.095
        axes = self._axes = figure.add_axes((0.015, above, 0.97, 0.915 - above))
        ceiling = sum(HEIGHTS.values())
        axes.set(yticks=[], xticks=[], ylim=(0, ceiling), xlim=(0, 1))
        axes.grid(False)
        axes.spines["left"].set_visible(False)
        for floor in list(FLOORS.values())[1:]:
            axes.axhline(floor, color=FAINT)
        headings: list[Artist] = []
        for lane, words in LANES.items():
            colour, marker = LOOKS[lane]
            height = FLOORS[lane] + HEIGHTS[lane] - 0.13
            across = axes.get_yaxis_transform()
            key = {"transform": across, "color": colour, "markersize": SIZE, "linestyle": ""}
            headings += axes.plot([0.012], [height], marker=marker, **key)
            own = axes.text(0.03, height, words, transform=across, weight="bold", color=TEXT, va="center")
            headings.append(own)
            if lane == OFFERS and (self._events["domain"] == WITHDRAWN).any():  # the key must not tell what is not there yet
                width = own.get_window_extent(figure.canvas.get_renderer()).width / axes.get_window_extent().width
                headings += axes.plot([width + 0.055], [height], marker=LOOKS[WITHDRAWN][1], **key)
                headings.append(axes.text(width + 0.073, height, "withdrawn", transform=across, color=TEXT, va="center"))
        for fill, words in zip(FILLS.values(), FILLS, strict=True):
            axes.plot([], [], label=words, **_style(CONTEXT, "s", fill))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, borderaxespad=0.2, handletextpad=0.1, columnspacing=1.2)
        self._marks = {(name, basis): axes.plot([], [], **_style(*look, fill))[0] for name, look in LOOKS.items() for basis, fill in FILLS.items()}
        self._spans = {lane: axes.hlines([], [], [], color=LOOKS[lane][0], linewidth=3.5) for lane in LANES}
        (self._ring,) = axes.plot([], [], marker="o", markersize=17, markerfacecolor="none", markeredgecolor=TEXT, markeredgewidth=2, linestyle="")
        self._nothing = axes.text(0.5, 0.5, "No event in the record fits", transform=axes.transAxes, ha="center", va="center", color=TEXT)
        below = axes.get_xaxis_transform()
        labels = [axes.text(0, -0.02, "", transform=below, va="top", color=TEXT) for _ in range(TICKS)]
        lines = [axes.plot([0, 0], [0, 1], transform=below, color=FAINT, linewidth=0.8, zorder=0)[0] for _ in range(TICKS)]
        self._labels, self._lines = labels, lines
        self._bars = self._make_bars(figure) if self._with_bars else []
        return [*self._spans.values(), *self._marks.values(), self._ring, self._nothing, *self._bars], [*lines, *labels, *headings]

    def _make_bars(self, figure: Figure) -> list[Artist]:
        axes = figure.add_axes((0.255, 0.01, 0.73, 0.215))
        axes.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(-MOST_HEARD + 0.5, 0.5))
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        figure.text(0.015, 0.24, "Heard on these events: reports (pale), independent origins (dark)", weight="bold", color=TEXT)
        self._reports = axes.hlines([], [], [], color=OTHERS, linewidth=10)
        self._origins = axes.hlines([], [], [], color=TEXT, linewidth=4)
        self._names = [axes.text(-0.012, -place, "", ha="right", va="center", color=TEXT) for place in range(MOST_HEARD)]
        self._counts = [axes.text(0, -place, "", va="center", color=TEXT) for place in range(MOST_HEARD)]
        return [self._reports, self._origins, *self._names, *self._counts]

    def show(
        self, ids: Sequence[str], first: date, last: date, read: str = "", heard: pd.DataFrame | None = None, once: bool = False, which: str = ""
    ) -> None:
        """Show some events (their ids) on the days from first to last, and ring the one that is read.

        ``heard`` has side, reports and origins; with ``once`` origins are drawn beside reports. ``which`` tells in words which events these are.
        """
        self._window = (first, last)
        own = self._events.loc[list(ids)].sort_values("date", kind="stable")
        rows = list(own.itertuples())
        at = self._places(rows)
        for (name, basis), mark in self._marks.items():
            mine = [at[row.Index] for row in rows if _look_of(row.domain) == name and row.basis == basis]
            mark.set_data(*(zip(*mine, strict=True) if mine else ([], [])))
        for lane, spans in self._spans.items():
            long = [row for row in rows if pd.notna(row.date_end) and _lane_of(row.domain) == lane]
            spans.set_segments([[at[row.Index], (min(date2num(row.date_end), date2num(last)), at[row.Index][1])] for row in long])
        self._ring.set_data(*([[value] for value in at[read]] if read in at else ([], [])))
        self._nothing.set_visible(own.empty)
        if self._with_bars:
            self._show_bars(heard, once)
        self._say(own, read, heard, once, which)

    def _places(self, rows: list) -> dict[str, tuple[float, float]]:
        """Where each event stands: its day (an earlier one at the left edge), and so high that near events don't cover each other."""
        first, last = map(date2num, self._window)
        near = NEAR * max(last - first, 1)
        places, until = {}, {}
        for row in rows:
            lane = _lane_of(row.domain)
            day = max(date2num(row.date), first)
            end = day if pd.isna(row.date_end) else min(date2num(row.date_end), last)
            level = next(level for level in range(99) if day - until.get((lane, level), -1e9) >= near)
            until[lane, level] = end
            places[row.Index] = day, FLOORS[lane] + FIRST_LEVEL + LEVEL * level
        return places

    def _show_bars(self, heard: pd.DataFrame | None, once: bool) -> None:
        rows = list(heard.head(MOST_HEARD).itertuples()) if heard is not None else []
        most = max([row.reports for row in rows], default=1)
        ends = [FULL_BAR * row.reports / most for row in rows]
        self._reports.set_segments([[(0, -place), (end, -place)] for place, end in enumerate(ends)])
        self._origins.set_segments([[(0, -place), (FULL_BAR * row.origins / most, -place)] for place, row in enumerate(rows)] if once else [])
        for place in range(MOST_HEARD):
            there = place < len(rows)
            self._names[place].set_text(rows[place].side if there else "")
            self._counts[place].set_text(_counted(rows[place], once) if there else "")
            self._counts[place].set_x(ends[place] + 0.015 if there else 0)

    def frame(self) -> tuple:
        """The days that are shown."""
        return self._window

    def lay_out(self) -> None:
        """The days or months below the lanes, with a line at each."""
        first, last = map(date2num, self._window)
        margin = EDGES * max(last - first, 1) if last > first else 1
        self._axes.set_xlim(first - margin, last + margin)
        ticks = _ticks(*self._window)
        for place, (label, line) in enumerate(zip(self._labels, self._lines, strict=True)):
            there = place < len(ticks)
            label.set_text(ticks[place][1] if there else "")
            line.set_visible(there)
            if there:
                at = date2num(ticks[place][0])
                label.set_x(at)
                label.set_ha("left" if at - first < 0.03 * (last - first) else "right" if last - at < 0.03 * (last - first) else "center")
                line.set_xdata([at, at])

    def _say(self, own: pd.DataFrame, read: str, heard: pd.DataFrame | None, once: bool, which: str) -> None:
        days = [said_day(row) for row in own.itertuples()]
        lanes = own["domain"].map(_lane_of)
        kinds = lanes.where(own["domain"] != WITHDRAWN, WITHDRAWN)
        self.table = pd.DataFrame({"date": days, "lane": list(kinds), "basis": list(own["basis"]), "what": list(own["what"])})
        period = f"{day_in_words(self._window[0])} to {day_in_words(self._window[1])}"
        counted = listed([f"{lane} {(lanes == lane).sum()}" for lane in LANES])
        bases = listed([f"{basis} {(own['basis'] == basis).sum()}" for basis in FILLS])
        found = f"{len(own)} event{'' if len(own) == 1 else 's'} ({counted}; {bases})." if len(own) else "no event in the record fits."
        said = f"{period}{f', {which}' if which else ''}: {found}"
        if heard is not None and len(heard):
            said += f" Heard: {listed([f'{row.side} {_counted(row, once)}' for row in heard.itertuples()])}."
            if once:
                said += f" In all {heard['reports'].sum()} reports, {heard['origins'].sum()} origins."
        if read in own.index:
            row = own.loc[read]
            said += f" Read: {said_day(row)}: {row['what']} {row['told']}"
        self.line = said
        self.alt = f"Marks by date and lane, filled by basis (full, hollow, half).{' Below, bars: how much each side is heard.' if self._with_bars else ''} {said}"


def _style(colour: str, marker: str, fill: str) -> dict:
    return {
        "color": colour, "marker": marker, "markersize": SIZE, "fillstyle": fill if fill != "none" else "full", "linestyle": "",
        "markerfacecolor": "white" if fill == "none" else colour, "markerfacecoloralt": "white", "markeredgecolor": colour, "markeredgewidth": 1.5,
    }  # fmt: skip


def _lane_of(domain: str) -> str:
    return LANE_OF.get(domain, STATEMENTS)


def _look_of(domain: str) -> str:
    return WITHDRAWN if domain == WITHDRAWN else _lane_of(domain)


def _counted(row, once: bool) -> str:
    reports = f"{row.reports} report{'' if row.reports == 1 else 's'}"
    return f"{reports} of {row.origins} origin{'' if row.origins == 1 else 's'}" if once else reports


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """The days that get a label, at most nine: single days of a short time, else the first of each month and the last day where there is room."""
    days = (last - first).days
    if days <= DAYS_SHOWN:
        step = max(2, -(-days // 7))
        return [(day.date(), f"{day.day} {month_name(day)[:3]}") for day in pd.date_range(first, last, freq=f"{step}D")]
    months = [day.date() for day in pd.date_range(first, last, freq="MS")]
    named = [(day, f"{month_name(day)[:3]} {day.year}" if place == 0 else month_name(day)[:3]) for place, day in enumerate(months)]
    if (last - months[-1]).days > ROOM_FOR_LAST * days:
        named.append((last, f"{last.day} {month_name(last)[:3]}"))
    return named


def said_day(row) -> str:
    """The day or days of an event, as exactly as they are known."""
    known = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[row.precision]
    first = row.date.strftime(known)
    last = "" if pd.isna(row.date_end) else row.date_end.strftime(known)
    return f"{first} to {last}" if last and last != first else first
