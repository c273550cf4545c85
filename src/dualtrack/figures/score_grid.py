"""A grid of scores: states by indicators, each cell with its number."""

from __future__ import annotations

import pandas as pd

from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import SHARES, SHARES_FULL, TEXT, new_figure, styled
from dualtrack.wording import listed

HEIGHT = 3.4


def indicator_grid(indicators: pd.DataFrame) -> LessonFigure:
    """Scores from 0 to 1 of states (rows) on the indicators of table ``neutrality_indicators`` (columns)."""
    scores = indicators.pivot(index="state", columns="indicator", values="score").astype(float)
    figure = new_figure()
    figure.set_size_inches(figure.get_figwidth(), HEIGHT)
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.15, "right": 0.98, "top": 0.74, "bottom": 0.03})
        axes.imshow(scores.to_numpy(), cmap=SHARES, vmin=0, vmax=SHARES_FULL, aspect="auto")
        axes.set_xticks(range(len(scores.columns)), [name.replace(" ", "\n", 1) for name in scores.columns])
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(scores)), scores.index)
        axes.grid(False)
        axes.tick_params(length=0)
        axes.set_title("Scores, 0 to 1", pad=12)
        for row, values in enumerate(scores.to_numpy()):
            for column, value in enumerate(values):
                axes.text(column, row, f"{value:g}", ha="center", va="center", color=TEXT)
    said = "; ".join(f"{name}: {_ranked(scores[name])}" for name in scores.columns)
    alt = f"Grid of scores from 0 to 1 of {listed(scores.index)} on {len(scores.columns)} indicators. {said}."
    return LessonFigure(figure, alt, scores.map("{:g}".format).reset_index())


def _ranked(scores: pd.Series) -> str:
    """Which states have which score, the highest first."""
    return ", ".join(f"{listed(own.index)} {value:g}" for value, own in sorted(scores.groupby(scores), reverse=True))
