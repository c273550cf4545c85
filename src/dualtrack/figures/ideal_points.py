"""Ideal points from UN votes by year, with their bounds where there are any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTEXT, STATES, TEXT, new_figure, spread, styled
from dualtrack.wording import listed, signed, span

MEASURES = {"all_votes": "all recorded votes", "final_passage": "votes on whole resolutions"}
SUBJECT = "Belarus"
LABEL_GAP = 0.31
FLOOR, CEILING = -2.4, 3.4


class IdealPoints(MovingFigure):
    """Lines of states' points by year on the main line of UN voting; a band is the middle 90 per cent of the estimate.

    ``show`` changes the year to read, the states beside Belarus, and the votes behind the points; ``table`` is ``ideal_points``.
    """

    def __init__(self, table: pd.DataFrame):
        numbers = [*MEASURES, "all_votes_low", "all_votes_high"]
        wide = table.pivot(index="year", columns="state", values=numbers)
        self._wide = {name: wide[name].astype("Float64").astype(float) for name in numbers}
        self.years = [int(year) for year in wide.index]
        figure = new_figure()
        figure.set_size_inches(7.2, 4.3)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show()

    @property
    def states(self) -> list[str]:
        """The states that can stand beside Belarus."""
        return [name for name in STATES if name in self._wide["all_votes"].columns and name != SUBJECT]

    def _make_artists(self, figure: Figure) -> list[Artist]:
        axes = figure.subplots(gridspec_kw={"left": 0.07, "right": 0.8, "top": 0.84, "bottom": 0.08})
        axes.set_xlim(self.years[0] - 0.5, self.years[-1] + 0.5)
        axes.set_ylim(FLOOR, CEILING)
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.text(0, 1.03, "up: nearer to the United States", transform=axes.transAxes, color=TEXT)
        self._title = axes.text(0, 1.11, "", transform=axes.transAxes, weight="bold", size=12, color=TEXT)
        self._at = axes.axvline(self.years[0], color=CONTEXT, linewidth=1.2, linestyle="--")
        self._bands, self._curves, self._labels = {}, {}, {}
        for name in (*self.states, SUBJECT):
            look = STATES[name]
            self._bands[name] = axes.add_patch(Polygon(np.zeros((1, 2)), facecolor=look.colour, alpha=0.2, linewidth=0))
            (self._curves[name],) = axes.plot([], [], color=look.colour, marker=look.marker, linestyle=look.line, markersize=4)
            self._labels[name] = axes.text(1.02, 0, name, transform=axes.get_yaxis_transform(), color=look.colour, va="center", weight="bold")
        return [self._at, *self._bands.values(), *self._curves.values(), *self._labels.values(), self._title]

    def show(self, year: int = 2015, states: Sequence[str] = ("Russia", "Ukraine"), measure: str = "all_votes") -> None:
        """Show another year to read, other states beside Belarus, other votes."""
        points = self._wide[measure]
        names = [SUBJECT, *states]
        bounded = measure == "all_votes"
        ends = points[names].ffill().iloc[-1]
        for artists in (self._bands, self._curves, self._labels):
            for name, artist in artists.items():
                artist.set_visible(name in names and (artists is not self._bands or bounded))
        for name, height in zip(names, spread(ends.tolist(), LABEL_GAP, FLOOR, CEILING), strict=True):
            self._curves[name].set_data(points.index, points[name])
            self._labels[name].set_y(height)
            if bounded:
                low, high = (self._wide[f"all_votes_{side}"][name].dropna() for side in ("low", "high"))
                self._bands[name].set_xy(np.column_stack([[*low.index, *high.index[::-1]], [*low, *high[::-1]]]))
        self._at.set_xdata([year, year])
        self._title.set_text(f"Points by {MEASURES[measure]}")
        self.table = pd.DataFrame({"year": [str(each) for each in self.years], **{name: [self._cell(each, name, measure) for each in self.years] for name in names}})
        self.line = self._said(year, names, measure)
        self.alt = (
            f"Lines by year, {span(self.years[0], self.years[-1])}: points of {listed(names)} on the main line of UN voting, higher is nearer to the United "
            f"States{', with the middle 90 % of each estimate as a band' if bounded else ''}. {self.line}"
        )

    def _bounds(self, year: int, name: str) -> tuple[float, float]:
        return float(self._wide["all_votes_low"].at[year, name]), float(self._wide["all_votes_high"].at[year, name])

    def _cell(self, year: int, name: str, measure: str) -> str | None:
        point = self._wide[measure].at[year, name]
        if pd.isna(point):
            return None
        if measure != "all_votes":
            return signed(point)
        low, high = self._bounds(year, name)
        return f"{signed(point)} ({signed(low)} to {signed(high)})"

    def _said(self, year: int, names: list[str], measure: str) -> str:
        points = self._wide[measure].loc[year, names].dropna().sort_values(kind="stable")
        if SUBJECT not in points:
            return f"For {year} the file has no points by {MEASURES[measure]}."
        each = [f"{name} {self._cell(year, name, measure)}" for name in points.index]
        line = f"{year}, {MEASURES[measure]}, from low to high: {listed(each)}."
        if measure != "all_votes":
            return f"{line} No bounds are published for these points."
        if len(points) == 1:
            return f"{line} In brackets: the middle 90 %."
        low, high = self._bounds(year, SUBJECT)
        others = [name for name in points.index if name != SUBJECT]
        meeting = [name for name in others if self._bounds(year, name)[0] <= high and low <= self._bounds(year, name)[1]]
        said = f"The range of {SUBJECT} meets that of {listed(meeting)}" if meeting else f"The range of {SUBJECT} meets none of the others"
        return f"{line} In brackets: the middle 90 %. {said}."
