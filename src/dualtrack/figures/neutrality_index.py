"""The neutrality index with one's own weights, beside how far places depend on the choices."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from dualtrack.analysis.index import index, rank_stability
from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import OTHERS, SHARES, SHARES_FULL, STATES, TEXT, new_figure, styled
from dualtrack.wording import listed, percent

LAYOUT = {"width_ratios": [1, 1.1], "left": 0.15, "right": 0.98, "top": 0.8, "bottom": 0.06, "wspace": 0.1}
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")


class NeutralityIndex(MovingFigure):
    """Bars of the index for one set of choices, and a grid of the places that each state takes over many.

    ``show`` changes the choices; ``scores`` are states x indicators, as ``analysis.index.indicator_scores`` gives them.
    """

    def __init__(self, scores: pd.DataFrame):
        self.scores = scores
        figure = new_figure()
        with styled():
            moving = self._make_artists(figure, len(scores))
        super().__init__(figure, moving)
        self.show(dict.fromkeys(scores.columns, 1))

    def _make_artists(self, figure: Figure, count: int) -> list[Artist]:
        bars, grid = figure.subplots(1, 2, gridspec_kw=LAYOUT)
        rows = range(count)
        bars.set_title("Your index", pad=24)
        bars.set_xlim(0, 1.2)
        bars.set_xticks([0, 0.5, 1])
        grid.set_title("Places when the choices vary, %", pad=24)
        self._shades = grid.imshow(np.zeros((count, count)), cmap=SHARES, vmin=0, vmax=SHARES_FULL, aspect="auto")
        grid.set_xticks(rows, ORDINALS[:count])
        grid.xaxis.tick_top()
        for axes in (bars, grid):
            axes.set_yticks([])
            axes.grid(False)
            axes.tick_params(length=0)
            axes.set_ylim(count - 0.5, -0.5)
        self._bars = list(bars.barh(rows, [0] * count, height=0.6))
        self._names = [bars.text(-0.025, row, "", ha="right", va="center", color=TEXT) for row in rows]
        self._values = [bars.text(0, row, "", va="center", color=TEXT) for row in rows]
        self._shares = [[grid.text(column, row, "", ha="center", va="center", color=TEXT) for column in rows] for row in rows]
        self._nothing = bars.text(0.02, count / 2 - 0.5, "All weights are 0.", va="center", color=TEXT)
        return [self._shades, *self._bars, *self._names, *self._values, *chain.from_iterable(self._shares), self._nothing]

    def show(self, weights: Mapping[str, float], normalisation: str = "as scored", aggregation: str = "mean") -> None:
        """Show the index for weights (0 leaves an indicator out), a normalisation and an aggregation."""
        chosen = [name for name, weight in weights.items() if weight > 0]
        for artist in self._moving:
            artist.set_visible((artist is self._nothing) != bool(chosen))
        if not chosen:
            self.table, self.line = pd.DataFrame({"state": list(self.scores.index)}), "All weights are 0: give at least one indicator a weight."
            self.alt = f"No index to show. {self.line}"
            return
        values = index(self.scores, weights, normalisation, aggregation)
        stability = rank_stability(self.scores, chosen).loc[values.index]
        order = values.sort_values(ascending=False, kind="stable").index
        values, stability = values[order], stability.loc[order]
        self._move(values, stability)
        rank = values.rank(ascending=False, method="min").astype(int)
        self.table = pd.DataFrame({"state": order, "index": values.map("{:.2f}".format), "place": rank.astype(str)})
        for place in stability.columns:
            self.table[f"{ORDINALS[place - 1]} in"] = [percent(share, 0) for share in stability[place]]
        usual = stability.idxmax(axis=1)
        belarus = stability.loc["Belarus"]
        if rank.max() == 1:
            yours = f"With your choices all {len(order)} states have the same index, {values['Belarus']:.2f}."
        else:
            yours = f"With your choices Belarus has {values['Belarus']:.2f} and place {rank['Belarus']} of {len(order)}; first {_are(order[rank == 1])}."
        self.line = (
            f"{yours} Over all weights, normalisations and aggregations of these {len(chosen)} indicators Belarus is most often {ORDINALS[usual['Belarus'] - 1]} "
            f"({percent(belarus.max(), 0)}), first in {percent(belarus[1], 0)} and last in {percent(belarus[len(order)], 0)}."
        )
        self.alt = (
            f"Left: bars of the neutrality index of five states from {listed(chosen)}. Right: a grid of how often each state takes each place when "
            f"weights, normalisation and aggregation vary. {self.line}"
        )

    def _move(self, values: pd.Series, stability: pd.DataFrame) -> None:
        self._shades.set_data(stability.to_numpy())
        for row, (state, value) in enumerate(values.items()):
            self._bars[row].set_width(value)
            self._bars[row].set_facecolor(STATES["Belarus"].colour if state == "Belarus" else OTHERS)
            self._names[row].set_text(state)
            self._values[row].set_text(f"{value:.2f}")
            self._values[row].set_x(value + 0.02)
            for text, share in zip(self._shares[row], stability.iloc[row], strict=True):
                text.set_text(f"{100 * share:.0f}")


def _are(names) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {listed(names)}"
