"""Conflict events by month in oblasts at Belarus, above what bulletins tell of launches from there."""

from __future__ import annotations

from itertools import zip_longest

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from dualtrack.analysis.border import AT_BELARUS
from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import MILITARY, OTHERS, TEXT, Look, new_figure, spread, styled
from dualtrack.wording import MONTHS, in_words, listed, percent

WHOLE, POOLED = "all Ukraine", "pooled"
FIRST, LAST = "2022-01", "2024-12"
COUNTED = {"events": "events", "share": "share of all events in Ukraine"}
LOOKS = {
    POOLED: Look(TEXT, "X", "-"),
    "Volyn": Look("#2A7F8E", "p", "-."),
    "Rivne": Look("#8A6D00", "D", ":"),
    "Zhytomyr": Look("#332288", "^", "--"),
    "Kyiv": Look("#117733", "s", "--"),
    "Chernihiv": Look("#882255", "o", "-"),
    "Sumy": Look("#4F5D75", "<", "-."),
}
LAYOUT = {"height_ratios": [3.2, 1, 0.9], "hspace": 0.42, "left": 0.09, "right": 0.83, "top": 0.915, "bottom": 0.065}
CEILINGS = {"events": (50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000), "share": (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)}
STEPS = ((6, 1), (15, 3), (99, 6))  # up to so many months, a label every so many
MOST_LABELS = 7
LABEL_GAP = 0.085
ROOM_FOR_WORDS = 0.2  # share of the axis that the months without bulletins must fill to bear words
NONE_NAMED, NO_BULLETINS = "none named", "no bulletins here"
LAUNCHES = "Weapons launched from Belarus, as Ukraine's Air Force reported (?: none named)"
PLACES = "Rows of its bulletins without a launch place"


def month_in_words(month: str) -> str:
    """A month in words.

    >>> month_in_words("2022-03")
    'March 2022'
    """
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


class EventsAndLaunches(MovingFigure):
    """Lines of events by month, for oblasts pooled or apart; below them launches from Belarus, and how many rows name no launch place.

    ``show`` changes the selection. Parameters: the tables ``border_events`` and ``launches``, of which the months to December 2024 are
    shown. A month without bulletins, or in which none names Belarus while places are missing, is drawn as unknown and never as zero.
    """

    def __init__(self, events: pd.DataFrame, launches: pd.DataFrame):
        within = events[events["month"].between(FIRST, LAST)]
        self._counts = within.pivot(index="month", columns="oblast", values="events").astype(int)
        self._touches = within.dropna(subset=["touches_russia"]).groupby("oblast")["touches_russia"].first().astype(bool)
        self._launches = launches.set_index("month").reindex(self._counts.index)
        self.months = list(self._counts.index)
        figure = new_figure()
        figure.set_size_inches(7.2, 4.9)
        with styled():
            moving, labels = self._make_artists(figure)
        super().__init__(figure, moving, [[self._title], [self._above.yaxis], labels])
        self.show()

    def _make_artists(self, figure: Figure) -> tuple[list[Artist], list[Artist]]:
        self._above, self._middle, self._below = figure.subplots(3, 1, sharex=True, gridspec_kw=LAYOUT)
        for axes in (self._above, self._middle, self._below):
            axes.tick_params(axis="x", labelbottom=False, length=0)
        self._title = self._above.text(0, 1.05, "", transform=self._above.transAxes, weight="bold", size=12, color=TEXT)
        for axes, words in ((self._middle, LAUNCHES), (self._below, PLACES)):
            axes.text(0, 1.1, words, transform=axes.transAxes, color=TEXT)
        top = max(self._launches["launched_from_belarus"].max(), 10)
        self._middle.set_ylim(0, top * 1.15)
        self._middle.set_yticks([0, int(top) // 10 * 10])
        self._below.set_ylim(0, 1)
        self._below.set_yticks([0, 0.5, 1])
        self._below.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        self._lines, self._ends, self._names = {}, {}, {}
        for name, look in LOOKS.items():
            style = {"color": look.colour, "marker": look.marker}
            (self._lines[name],) = self._above.plot([], [], linestyle=look.line, markersize=4.5, clip_on=False, **style)
            (self._ends[name],) = self._above.plot([1.025], [0], transform=self._above.get_yaxis_transform(), clip_on=False, markersize=6, **style)
            self._names[name] = self._above.text(1.045, 0, name, transform=self._above.get_yaxis_transform(), color=look.colour, va="center", weight="bold")
        self._nothing = self._above.text(0.5, 0.5, "Choose at least one oblast", transform=self._above.transAxes, ha="center", color=TEXT)
        self._bars = self._middle.vlines([], [], [], color=MILITARY, linewidth=8)
        (self._unknown,) = self._middle.plot([], [], color=TEXT, marker="$?$", markersize=7, linestyle="")
        self._shares = self._below.vlines([], [], [], color=OTHERS, linewidth=8)
        before = [place for place, rows in enumerate(self._launches["rows"]) if pd.isna(rows)]
        self._last_unknown = max(before, default=-1)
        hatched = {"facecolor": "white", "edgecolor": OTHERS, "hatch": "///", "linewidth": 0}
        self._gaps = [axes.axvspan(-0.5, self._last_unknown + 0.5, **hatched) for axes in (self._middle, self._below)]
        self._gap_words = [axes.text(0, 0.5, "no data", color=TEXT, ha="center", va="center", backgroundcolor="white") for axes in (self._middle, self._below)]
        for words, axes in zip(self._gap_words, (self._middle, self._below), strict=True):
            words.set_transform(axes.get_xaxis_transform())
        labels = [self._below.text(0, -0.22, "", transform=self._below.get_xaxis_transform(), ha="center", va="top", color=TEXT) for _ in range(MOST_LABELS)]
        self._month_labels = labels
        moving = [*self._gaps, *self._lines.values(), *self._ends.values(), *self._names.values(), self._nothing]
        return [*moving, self._bars, self._unknown, self._shares, *self._gap_words], labels

    def show(self, oblasts: tuple[str, ...] = AT_BELARUS, apart: bool = False, counted: str = "events", first: str = FIRST) -> None:
        """Show other oblasts, pooled or apart, counts or shares of all events, from another first month; Sumy is never pooled."""
        counts = self._counts.loc[first:]
        together = [name for name in oblasts if name in AT_BELARUS]
        pooled = not apart and len(together) > 1
        columns = {POOLED: counts[together].sum(axis=1)} if pooled else {name: counts[name] for name in together}
        columns |= {name: counts[name] for name in oblasts if name not in AT_BELARUS}
        own = pd.DataFrame(columns, index=counts.index)
        self._first, self._counted = self.months.index(first), counted
        values = own if counted == "events" else own.div(counts[WHOLE], axis=0)
        self._move_lines(values)
        self._move_launches(len(counts))
        launched = self._launches.loc[first:]
        self.table = self._table(values, counts[WHOLE], launched, together)
        self.line = f"{self._said(own, counts[WHOLE], together if pooled else [])} {_launches_said(launched)}"
        shown = listed([f"{in_words(len(together))} oblasts {POOLED}" if name == POOLED else name for name in own]) or "no oblast"
        self.alt = (
            f"Lines by month, {month_in_words(first)} to {month_in_words(LAST)}: {COUNTED[counted]} in {shown}. Below, bars: weapons "
            f"launched from Belarus by Ukrainian bulletins, months without one named marked as unknown, and rows without a launch place. {self.line}"
        )

    def _move_lines(self, values: pd.DataFrame) -> None:
        places = range(self._first, len(self.months))
        top = float(values.max().max()) if len(values.columns) else 0.0
        self._ceiling = next((ceiling for ceiling in CEILINGS[self._counted] if ceiling >= top), top)
        ends = {name: float(values[name].iloc[-1]) for name in values}
        heights = dict(zip(ends, spread(list(ends.values()), LABEL_GAP * self._ceiling, 0, self._ceiling), strict=True))
        for name, line in self._lines.items():
            for artist in (line, self._ends[name], self._names[name]):
                artist.set_visible(name in ends)
            if name in ends:
                line.set_data(places, values[name])
                self._ends[name].set_ydata([heights[name]])
                self._names[name].set_y(heights[name])
        self._nothing.set_visible(not ends)

    def _move_launches(self, shown: int) -> None:
        rows = list(enumerate(self._launches.itertuples()))[self._first :]
        known = [(place, row) for place, row in rows if not pd.isna(row.rows)]
        width = 8 if shown > 12 else 16
        self._bars.set_segments([[(place, 0), (place, row.launched_from_belarus)] for place, row in known])
        self._shares.set_segments([[(place, 0), (place, row.share_place_unknown)] for place, row in known])
        self._bars.set_linewidth(width)
        self._shares.set_linewidth(width)
        unnamed = [place for place, row in known if not row.rows_from_belarus and row.share_place_unknown > 0]
        self._unknown.set_data(unnamed, [self._middle.get_ylim()[1] * 0.22] * len(unnamed))
        left, right = self._first - 0.5, self._last_unknown + 0.5
        for gap, words in zip(self._gaps, self._gap_words, strict=True):
            gap.set_visible(right > left)
            words.set_visible(right - left > ROOM_FOR_WORDS * shown)
            words.set_x((left + right) / 2)

    def frame(self) -> tuple:
        """What is counted, the scale, the months."""
        return self._counted, self._ceiling, self._first

    def lay_out(self) -> None:
        """Heading, scale and months."""
        self._title.set_text(f"Conflict events by month{'' if self._counted == 'events' else f', {COUNTED[self._counted]}'}")
        self._above.set_ylim(0, self._ceiling)
        self._above.set_yticks([0, self._ceiling / 2, self._ceiling])
        formatter = "{x:.0f}" if self._counted == "events" else PercentFormatter(1, decimals=0 if self._ceiling >= 0.1 else 1, symbol=" %")
        self._above.yaxis.set_major_formatter(formatter)
        last = len(self.months) - 1
        self._above.set_xlim(self._first - 0.6, last + 0.6)
        step = next(step for most, step in STEPS if last - self._first < most)
        for label, place in zip_longest(self._month_labels, range(self._first, last + 1, step)):
            label.set_text("" if place is None else f"{month_in_words(self.months[place])[:3]} {self.months[place][:4]}")
            label.set_x(self._first if place is None else place)

    def _said(self, own: pd.DataFrame, whole: pd.Series, pooled: list[str]) -> str:
        """The sums by year, in words; nothing of why."""
        if not len(own.columns):
            return "Choose at least one oblast."
        years = own.index.str[:4]
        sums = own.groupby(years).sum()
        if self._counted == "share":
            sums = sums.div(whole.groupby(years).sum(), axis=0)
        said = {name: listed([f"{count:,}" if self._counted == "events" else percent(count) for count in sums[name]]) for name in sums}
        begun = f"{years[0]} (from {month_in_words(own.index[0]).split()[0]})" if own.index[0][5:] != "01" else years[0]
        parts = [f"{f'{listed(pooled)} pooled' if name == POOLED else name} {text}" for name, text in said.items()]
        peaks = [f"{'the pooled line' if name == POOLED else name} in {month_in_words(own[name].idxmax())} ({own[name].max():,})" for name in own]
        most = f" Most events in one month: {listed(peaks)}." if len(peaks) < 3 else ""
        what = "Events" if self._counted == "events" else "Share of all events in Ukraine"
        return f"{what} in {listed([begun, *sums.index[1:]])}: {'; '.join(parts)}.{most}"

    def _table(self, values: pd.DataFrame, whole: pd.Series, launched: pd.DataFrame, together: list[str]) -> pd.DataFrame:
        """Month by month, below a row that tells which oblasts touch Russia."""
        columns = {"month": ["touches Russia", *values.index]}
        for name in values:
            touching = f"{self._touches[together].sum()} of {len(together)}" if name == POOLED else "yes" if self._touches[name] else "no"
            columns[name] = [touching, *(str(value) if self._counted == "events" else percent(value, 2) for value in values[name])]
        columns[WHOLE] = ["-", *map(str, whole)]
        named, unknown = [], []
        for row in launched.itertuples():
            named.append(NO_BULLETINS if pd.isna(row.rows) else f"{row.launched_from_belarus:.0f}" if row.rows_from_belarus else NONE_NAMED)
            unknown.append(NO_BULLETINS if pd.isna(row.rows) else percent(row.share_place_unknown))
        return pd.DataFrame(columns | {"launched from Belarus": ["-", *named], "rows without a launch place": ["-", *unknown]})


def _launches_said(launched: pd.DataFrame) -> str:
    """What the bulletins of these months tell of launches, and how much they leave open."""
    known = launched.dropna(subset=["rows"]).astype(float)
    if known.empty:
        return "There are no bulletins here for these months."
    unknown = percent(1 - known["rows_place_known"].sum() / known["rows"].sum())
    without = f"no launch place in {unknown} of the rows"
    missing = launched.index[launched["rows"].isna()]
    before = f"; no bulletins here before {month_in_words(known.index[0])}" if len(missing) else ""
    named = known[known["rows_from_belarus"] > 0]
    if named.empty:
        return f"Launches from Belarus that Ukraine's Air Force reported: none named, with {without}{before}."
    said = listed([f"{row.launched_from_belarus:.0f} weapons in {month_in_words(row.Index)}" for row in named.itertuples()])
    return f"Launches from Belarus that Ukraine's Air Force reported: {said}; none named in the other months, with {without}{before}."
