"""The neutrality index with one's own weights, beside how far places depend on the choices."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dualtrack.analysis.index import index, rank_stability
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import STATES, TEXT, new_figure, styled
from dualtrack.wording import listed, percent

LAYOUT = {"width_ratios": [1, 1.1], "left": 0.15, "right": 0.98, "top": 0.8, "bottom": 0.06, "wspace": 0.1}
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")
# How a share is shaded, and the share that would be darkest: so far above 1 that numbers stay readable on every shade.
SHARES, FULL = "Blues", 1.6


class NeutralityIndex(LessonFigure):
    """Bars of the index for one set of choices, and a grid of the places that each state takes over many.

    ``show`` changes the choices; ``scores`` are states x indicators, as ``analysis.index.indicator_scores`` gives them.
    ``line`` is the plain-language line.
    """

    def __init__(self, scores: pd.DataFrame):
        self.scores = scores
        super().__init__(new_figure(), "", pd.DataFrame())
        self.line = ""
        self.show(dict.fromkeys(scores.columns, 1))

    def show(self, weights: Mapping[str, float], normalisation: str = "as scored", aggregation: str = "mean") -> None:
        """Show the index for weights (0 leaves an indicator out), a normalisation and an aggregation."""
        chosen = [name for name, weight in weights.items() if weight > 0]
        self.figure.clear()
        if not chosen:
            self.table, self.line = pd.DataFrame({"state": list(self.scores.index)}), "All weights are 0: give at least one indicator a weight."
            self.alt = f"No index to show. {self.line}"
            return
        values = index(self.scores, weights, normalisation, aggregation)
        stability = rank_stability(self.scores, chosen).loc[values.index]
        order = values.sort_values(ascending=False, kind="stable").index
        values, stability = values[order], stability.loc[order]
        self._draw(values, stability)
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

    def _draw(self, values: pd.Series, stability: pd.DataFrame) -> None:
        rows = range(len(values))
        with styled():
            bars, grid = self.figure.subplots(1, 2, gridspec_kw=LAYOUT)
            bars.barh(rows, values, color=[STATES["Belarus"].colour if s == "Belarus" else "#9db4c0" for s in values.index], height=0.6)
            for row, value in enumerate(values):
                bars.text(value + 0.02, row, f"{value:.2f}", va="center", color=TEXT)
            bars.set_yticks(rows, values.index)
            bars.set_xlim(0, 1.2)
            bars.set_xticks([0, 0.5, 1])
            bars.set_title("Your index", pad=24)
            grid.imshow(stability.to_numpy(), cmap=SHARES, vmin=0, vmax=FULL, aspect="auto")
            for row in rows:
                for column, share in enumerate(stability.iloc[row]):
                    grid.text(column, row, f"{100 * share:.0f}", ha="center", va="center", color=TEXT)
            grid.set_xticks(range(len(values)), ORDINALS[: len(values)])
            grid.set_yticks([])
            grid.xaxis.tick_top()
            grid.set_title("Places when the choices vary, %", pad=24)
            for axes in (bars, grid):
                axes.grid(False)
                axes.tick_params(length=0)
                axes.set_ylim(len(values) - 0.5, -0.5)


def _are(names) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {listed(names)}"
