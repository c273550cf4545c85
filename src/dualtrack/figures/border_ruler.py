"""A border measured with a ruler: the line with the steps on it, above the length that comes out."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from dualtrack.analysis.border import STATED_KM, Walk, length_km, walk
from dualtrack.figures.maps import ASPECT
from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTEXT, OTHERS, STATES, TEXT, new_figure, styled

RULERS = (200.0, 100.0, 50.0, 25.0, 12.5, 6.25, 3.0, 1.5)
POINT_BY_POINT = 0.0
HERE, THERE = STATES["Belarus"].colour, STATES["Ukraine"]
FINEST = "GADM 4.1"  # an outline that may not be passed on: only its length is known
STEPS_MARKED = 60


class RuledBorder(MovingFigure):
    """The border of Belarus and Ukraine on one outline, walked with one ruler, and the length by ruler.

    ``show`` changes ruler and outline. Parameters: the tables ``border_line`` and ``border_length``. Lengths are computed here
    from ``border_line``; what the line takes from ``border_length`` it says.
    """

    def __init__(self, lines: pd.DataFrame, lengths: pd.DataFrame):
        self._lines = {name: own.sort_values("point")[["longitude", "latitude"]].astype(float).to_numpy() for name, own in lines.groupby("outline", sort=False)}
        self._published = lengths.assign(length_km=lengths["length_km"].astype(float), ruler_km=lengths["ruler_km"].astype(float))
        self._walk = cache(self._measured)
        figure = new_figure()
        figure.set_size_inches(7.2, 4.7)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show()

    @property
    def outlines(self) -> tuple[str, ...]:
        """The outlines that can be measured, from the coarsest."""
        return tuple(self._lines)

    def _make_artists(self, figure: Figure) -> list[Artist]:
        layout = {"left": 0.125, "right": 0.975, "top": 0.93, "bottom": 0.12, "height_ratios": [1, 1.9], "hspace": 0.06}
        above, below = figure.subplots(2, 1, gridspec_kw=layout)
        every = np.concatenate(list(self._lines.values()))
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        above.set(xlim=(west - 0.2, east + 0.2), ylim=(south - 0.15, north + 0.15), xticks=[], yticks=[], aspect=ASPECT, anchor="W")
        above.grid(False)
        above.spines[:].set_visible(False)
        above.text(0.3, 0.86, "Belarus", transform=above.transAxes, color=TEXT, weight="bold", ha="center")
        above.text(0.3, 0.02, "Ukraine", transform=above.transAxes, color=TEXT, weight="bold", ha="center")
        self._title = above.text(0, 1.04, "", transform=above.transAxes, color=TEXT, weight="bold", size=12)
        (self._line,) = above.plot([], [], color=OTHERS, linewidth=3)
        (self._steps,) = above.plot([], [], color=HERE, linewidth=1.3, marker="o", markersize=4.5)
        below.set_xscale("log")
        below.set(xlim=(270, 0.65), ylim=(500, 1180))
        below.xaxis.set_major_locator(FixedLocator([*RULERS[:-1], 1.5]))
        below.xaxis.set_minor_locator(NullLocator())
        below.xaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:g}"))
        below.yaxis.set_major_locator(FixedLocator([500, 700, 900, 1100]))
        below.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:,.0f} km"))
        below.set_xlabel("ruler in km, finer to the right")
        below.axhline(STATED_KM, color=CONTEXT, linewidth=1.4, linestyle="--")
        below.text(250, STATED_KM - 12, f"{STATED_KM:,} km, as both states give it", color=TEXT, va="top")
        (self._others,) = below.plot([], [], color=CONTEXT, marker="o", markerfacecolor="white", linestyle=":", linewidth=1.2)
        (self._whole,) = below.plot([], [], color=THERE.colour, marker=THERE.marker, linestyle="", markersize=7)
        (self._this,) = below.plot([], [], color=HERE, marker="o", linestyle="", markersize=9)
        self._whole_name = below.text(1, 0, "", color=THERE.colour, weight="bold", ha="right", va="center")
        self._value = below.text(1, 0, "", color=TEXT, weight="bold", ha="center", va="bottom")
        self._end = below.text(0.95, 510, "point\nby point", color=TEXT, ha="center", va="bottom")
        return [self._title, self._line, self._steps, self._others, self._whole, self._whole_name, self._this, self._value, self._end]

    def show(self, ruler: float = 100.0, outline: str | None = None, all_rulers: bool = False) -> None:
        """Show another ruler in kilometres (0: from point to point), another outline, and the lengths of all rulers or of this one."""
        outline = outline or self.outlines[-1]
        scale, line = scale_of(outline), self._lines[outline]
        walked = self._walk(outline, ruler)
        self._title.set_text(f"Outline {scale}, {'from point to point' if ruler == POINT_BY_POINT else f'ruler of {ruler:g} km'}")
        self._line.set_data(line[:, 0], line[:, 1])
        self._steps.set_data(walked.points[:, 0], walked.points[:, 1])
        self._steps.set_marker("o" if walked.steps <= STEPS_MARKED else "")
        self._this.set_data([_place(ruler)], [walked.length_km])
        self._value.set_position((_place(ruler), walked.length_km + 32))
        self._value.set_text(f"{walked.length_km:,.0f}")
        chosen = [*RULERS, POINT_BY_POINT] if all_rulers else [ruler]
        walks = {each: self._walk(outline, each) for each in chosen}
        self._others.set_data([_place(each) for each in chosen], [own.length_km for own in walks.values()])
        self._others.set_visible(all_rulers)
        finest = self._show_finest(all_rulers)
        self.table = pd.DataFrame(
            {
                "outline": [scale] * len(walks),
                "ruler": ["point by point" if each == POINT_BY_POINT else f"{each:g} km" for each in walks],
                "steps": [str(own.steps) for own in walks.values()],
                "length computed here": [f"{own.length_km:,.1f} km" for own in walks.values()],
                "length in the table": [f"{known:,.1f} km" if (known := self._known(outline, each)) else "-" for each in walks],
            }
        )
        if finest:
            self.table.loc[len(self.table)] = [FINEST, "point by point", "-", "-", f"{finest:,.1f} km"]
        self.line = self._said(outline, ruler, walked, walks)
        if finest:
            self.line += f" An outline that is not drawn here, {FINEST}, has {finest:,.0f} km in the table."
        self.alt = (
            f"Above, the border of Belarus and Ukraine on the outline {scale} with the ruler's steps on it; below, the length by ruler, "
            f"against {STATED_KM:,} km. {self.line}"
        )

    def _show_finest(self, shown: bool) -> float | None:
        """The length of the finest outline in the table, where it is shown."""
        rows = self._published[self._published["outline"] == FINEST]
        shown = shown and len(rows) > 0
        self._whole.set_visible(shown)
        self._whole_name.set_visible(shown)
        if not shown:
            return None
        length, points = float(rows["length_km"].iloc[0]), int(rows["points"].iloc[0])
        place = length / max(points - 1, 1)
        self._whole.set_data([place], [length])
        self._whole_name.set_position((place * 1.2, length))
        self._whole_name.set_text(f"{FINEST} (from the table)")
        return length

    def _measured(self, outline: str, ruler: float) -> Walk:
        line = self._lines[outline]
        return Walk(line, len(line) - 1, length_km(line)) if ruler == POINT_BY_POINT else walk(line, ruler)

    def _known(self, outline: str, ruler: float) -> float | None:
        """The length that the table ``border_length`` gives for an outline and a ruler."""
        table = self._published[self._published["outline"] == outline]
        own = table[table["ruler_km"].isna() if ruler == POINT_BY_POINT else table["ruler_km"] == ruler]["length_km"]
        return float(own.iloc[0]) if len(own) else None

    def _said(self, outline: str, ruler: float, walked: Walk, walks: dict[float, Walk]) -> str:
        how = f"A ruler of {ruler:g} km, laid from west to east in {_count(walked.steps)},"
        if ruler == POINT_BY_POINT:
            how = f"From point to point, {walked.steps} segments,"
        known = self._known(outline, ruler)
        table = f" (the table border_length has {known:,.0f})" if known else ""
        line = (
            f"{how} makes the border {walked.length_km:,.0f} km long on the outline {scale_of(outline)}, as computed here{table}: "
            f"{STATED_KM - walked.length_km:,.0f} km less than the {STATED_KM:,} km that both states give."
        )
        if len(walks) > 1:
            least, most = (pick(walks.values(), key=lambda own: own.length_km).length_km for pick in (min, max))
            line += f" Over all rulers it runs from {least:,.0f} to {most:,.0f} km."
        return line


def scale_of(outline: str) -> str:
    """The scale of an outline.

    >>> scale_of("world-atlas 2.0.2, 1:10 million")
    '1:10 million'
    """
    return outline.rpartition(", ")[2]


def _count(steps: int) -> str:
    return f"{steps} whole step{'' if steps == 1 else 's'}"


def _place(ruler: float) -> float:
    """Where a ruler stands on the scale; from point to point stands at its end."""
    return ruler or 0.95
