"""Figures of UN General Assembly votes."""

from __future__ import annotations

from itertools import zip_longest

import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from dualtrack.analysis.agreement import COUNTS, SMALL_N, measure_share
from dualtrack.analysis.roll_calls import LAST_YEAR_WITH_ISSUES
from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTEXT, STATES, TEXT, new_figure, spread, styled
from dualtrack.wording import listed, percent, span

VOTES = {
    "all": "all recorded votes",
    "contested": "contested votes",
    "opposed": "votes where Russia and Ukraine were opposed",
}
SAID = {
    "same": "cast the same vote as",
    "scale": "agreed on the three-point scale with",
    "opposite": "cast the opposite vote to",
}
HEADINGS = {
    "same": "Same vote as Belarus",
    "scale": "Agreement with Belarus (abstaining counts half)",
    "opposite": "Opposite vote to Belarus (yes against no)",
}
LAYOUT = {"height_ratios": [5, 1], "hspace": 0.16, "left": 0.1, "right": 0.8, "top": 0.86, "bottom": 0.08}
LABEL_GAP = 0.072
MOST_YEAR_LABELS = 8
Shares = dict[int, tuple[int, float]]  # year: number of votes, share
CEILINGS = (10, 20, 50, 100, 150)
ISSUES_END = f" Issues are known only to {LAST_YEAR_WITH_ISSUES}."


class AgreementByYear(MovingFigure):
    """Shares of agreement between Belarus and chosen partners by year, above the number of votes counted.

    ``show`` changes the selection. Parameters: ``table`` is ``unga_agreement``. Attributes ``alt``, ``line`` (the plain-language line) and ``table``
    always say what is shown.
    """

    def __init__(self, table: pd.DataFrame):
        # Plain numbers by partner and year: summing them is many times quicker than selecting in a frame, and a control must not wait.
        self._counts: dict[tuple[str, str], dict[str, dict[int, dict[str, int]]]] = {}
        for row in table.sort_values("year").itertuples(index=False):
            own = self._counts.setdefault((row.votes, row.issue), {}).setdefault(row.partner, {})
            own[row.year] = {name: getattr(row, name) for name in COUNTS}
        figure = new_figure()
        with styled():
            self._axes, self._bars_axes = figure.subplots(2, 1, sharex=True, gridspec_kw=LAYOUT)
            self._axes.set_ylim(0, 1)
            self._axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
            for axes in (self._axes, self._bars_axes):
                axes.tick_params(axis="x", labelbottom=False, length=0)
            self._bars_axes.grid(False)
            self._bars_axes.set_ylabel("votes", rotation=0, ha="left", va="top")
            self._bars_axes.yaxis.set_label_coords(1.015, 0.95)
            moving = self._make_artists()
        super().__init__(figure, moving, [[self._title, self._subtitle], [self._bars_axes.yaxis], self._year_labels])
        self.show()

    def _make_artists(self) -> list:
        axes = self._axes
        self._title = axes.text(0, 1.13, "", transform=axes.transAxes, weight="bold", size=12, color=TEXT)
        self._subtitle = axes.text(0, 1.05, "", transform=axes.transAxes, color=TEXT)
        self._nothing = axes.text(0.5, 0.5, "No votes to show for this choice", transform=axes.transAxes, ha="center", color=TEXT)
        # Labels of our own: a whole axis takes several times as long to draw, and the years are what a student moves most.
        below = self._bars_axes.get_xaxis_transform()
        self._year_labels = [self._bars_axes.text(0, -0.22, "", transform=below, ha="center", va="top", color=TEXT) for _ in range(MOST_YEAR_LABELS + 1)]
        self._bars = self._bars_axes.vlines([], [], [], color=CONTEXT, linewidth=6)
        self._curves, self._hollow, self._labels = {}, {}, {}
        for name in STATES:
            look = STATES[name]
            (self._curves[name],) = axes.plot([], [], color=look.colour, marker=look.marker, linestyle=look.line, clip_on=False)
            (self._hollow[name],) = axes.plot(
                [], [], color=look.colour, marker=look.marker, linestyle="", markerfacecolor="white", clip_on=False, zorder=3
            )
            self._labels[name] = axes.text(1.02, 0, name, transform=axes.get_yaxis_transform(), color=look.colour, va="center", weight="bold")
        moving = [self._bars, *self._curves.values(), *self._hollow.values(), *self._labels.values()]
        return [*moving, self._nothing]

    def show(
        self,
        years: tuple[int, int] = (1992, 2024),
        partners: tuple[str, ...] = ("Russia", "Ukraine"),
        measure: str = "same",
        votes: str = "all",
        issue: str = "all",
    ) -> None:
        """Show another selection: years (both included), partners, measure, set of votes, issue."""
        counts = self._counts.get((votes, issue), {})
        by_partner: dict[str, Shares] = {}
        totals: dict[str, tuple[int, float]] = {}
        for name in partners:
            own = {year: n for year, n in counts.get(name, {}).items() if years[0] <= year <= years[1] and n["n"]}
            if own:
                by_partner[name] = {year: (n["n"], measure_share(n, measure)) for year, n in own.items()}
                together = {count: sum(n[count] for n in own.values()) for count in COUNTS}
                totals[name] = together["n"], measure_share(together, measure)
        self._years = tuple(years)
        self._headings = HEADINGS[measure], what(votes, issue)
        self._move_curves(by_partner)
        self._nothing.set_visible(not by_partner)
        self.table = _table(by_partner, totals)
        self.line = _line(by_partner, totals, partners, years, measure, votes, issue)
        self.alt = (
            f"Line chart by year, {years[0]} to {years[1]}: share of votes in which Belarus {SAID[measure]} "
            f"{listed(partners) or 'a partner'} in the UN General Assembly; below it the number of votes counted. {self.line}"
        )

    def _move_curves(self, by_partner: dict[str, Shares]) -> None:
        for artists in (self._curves, self._hollow, self._labels):
            for name, artist in artists.items():
                artist.set_visible(name in by_partner)
        ends, counted = {}, {}
        for name, own in by_partner.items():
            years = range(min(own), max(own) + 1)
            self._curves[name].set_data(years, [own[year][1] if year in own else float("nan") for year in years])
            small = {year: share for year, (n, share) in own.items() if n < SMALL_N}
            self._hollow[name].set_data(list(small), list(small.values()))
            ends[name] = own[max(own)][1]
            for year, (n, _share) in own.items():
                counted[year] = max(n, counted.get(year, 0))
        for name, height in zip(ends, spread(list(ends.values()), LABEL_GAP, 0, 1), strict=True):
            self._labels[name].set_y(height)
        self._bars.set_segments([[(year, 0), (year, n)] for year, n in counted.items()])
        self._ceiling = next((top for top in CEILINGS if top >= max(counted.values(), default=0)), CEILINGS[-1])

    def frame(self) -> tuple:
        """Headings, the scale of the bars, the years."""
        return self._headings, self._ceiling, self._years

    def lay_out(self) -> None:
        """Headings, years and scale of the bars."""
        for text, heading in zip((self._title, self._subtitle), self._headings, strict=True):
            text.set_text(heading)
        first, last = self._years
        self._axes.set_xlim(first - 0.5, last + 0.5)
        years = [year for year in MaxNLocator(MOST_YEAR_LABELS, integer=True).tick_values(first, last) if first <= year <= last]
        for label, year in zip_longest(self._year_labels, years):
            label.set_text("" if year is None else f"{year:.0f}")
            label.set_x(first if year is None else year)
        self._bars_axes.set_ylim(0, self._ceiling)
        self._bars_axes.set_yticks([0, self._ceiling])


def what(votes: str, issue: str) -> str:
    """The counted votes in words.

    >>> what("all", "all"), what("opposed", "nuclear")
    ('all recorded votes', 'nuclear, votes where Russia and Ukraine were opposed')
    """
    return VOTES[votes] if issue == "all" else f"{issue}, {VOTES[votes]}"


def _table(by_partner: dict[str, Shares], totals: dict[str, tuple[int, float]]) -> pd.DataFrame:
    """Year by year, and all years together: share and number of votes for each partner."""
    years = sorted({year for own in by_partner.values() for year in own})
    columns = {"year": [*map(str, years), *(["together"] if by_partner else [])]}
    for name, own in by_partner.items():
        cells = [own.get(year, (0, None)) for year in years] + [totals[name]]
        columns[name] = [percent(share) for _n, share in cells]
        columns[f"{name}: votes"] = [str(n) for n, _share in cells]
    return pd.DataFrame(columns)


def _line(by_partner: dict[str, Shares], totals: dict[str, tuple[int, float]], partners, years, measure, votes, issue) -> str:
    if not partners:
        return "Choose at least one partner."
    if not by_partner:
        reason = ISSUES_END if issue != "all" and years[1] > LAST_YEAR_WITH_ISSUES else ""
        return f"There are no votes to show for {what(votes, issue)}, {span(*years)}.{reason}"
    counted = [(year, n) for own in by_partner.values() for year, (n, _share) in own.items()]
    said = [f"{name} in {percent(share)} of {n:,}" for name, (n, share) in totals.items()]
    line = f"{span(min(counted)[0], max(counted)[0])}, {what(votes, issue)}: Belarus {SAID[measure]} {listed(said)} votes."
    if issue != "all" and years[1] > LAST_YEAR_WITH_ISSUES:
        line += ISSUES_END
    if min(n for _year, n in counted) < SMALL_N:
        line += f" Hollow points rest on fewer than {SMALL_N} votes: read them with care."
    return line
