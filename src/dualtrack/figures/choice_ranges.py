"""Which choice moves a state's place in an index, and how far."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.index import choice_ranges, index, place_of
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, STATES, TEXT, new_figure, styled

HEIGHT = 3.2
ROOM = 0.12  # between the end of a line and its number


def place_ranges(scores: pd.DataFrame, state: str = "Belarus") -> LessonFigure:
    """Lines from the best to the worst place of a state when one choice varies and the others stay: equal weights, as scored, mean.

    ``scores`` are states x indicators, as ``analysis.index.indicator_scores`` gives them.
    """
    if state not in scores.index:
        raise CourseError(f"state: found {state!r}, allowed is one of: {one_of(scores.index)}.")
    ranges = choice_ranges(scores, state)
    start, _worst = place_of(state, index(scores, dict.fromkeys(scores.columns, 1)))
    colour = STATES[state].colour
    figure = new_figure()
    figure.set_size_inches(figure.get_figwidth(), HEIGHT)
    with styled():
        axes = figure.subplots(gridspec_kw={"left": 0.27, "right": 0.97, "top": 0.78, "bottom": 0.08})
        axes.axvline(start, color=CONTEXT, linewidth=1.2, linestyle="--")
        axes.text(start, -0.75, f"start: place {start}", ha="center", va="center", color=TEXT, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        for row, (_choice, best, worst, all_tie) in enumerate(ranges.itertuples(index=False)):
            if all_tie:
                axes.plot([1, len(scores)], [row, row], color=CONTEXT, linewidth=1.2, linestyle=":")
            axes.plot([best, worst], [row, row], color=colour, linewidth=3, marker=STATES[state].marker, markersize=8)
            label = {"va": "bottom" if all_tie else "center", "color": TEXT}
            axes.text(worst + ROOM, row - (0.08 if all_tie else 0), _said(best, worst, all_tie), **label)
        axes.set_yticks(range(len(ranges)), ranges["choice"])
        axes.set_xticks(range(1, len(scores) + 1))
        axes.set_xlim(0.7, len(scores) + 0.85)
        axes.set_ylim(len(ranges) - 0.5, -1.1)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(False)
        axes.set_title(f"Places of {state}, one choice varied at a time", pad=24)
    said = "; ".join(f"{choice}, {_said(best, worst, all_tie)}" for choice, best, worst, all_tie in ranges.itertuples(index=False))
    alt = (
        f"Lines: between which places {state} moves among {len(scores)} states when one choice varies and the others stay at the start, "
        f"where it has place {start}. {said}."
    )
    shown = ranges.assign(all_tie=ranges["all_tie"].map({True: "by one of them", False: "no"})).rename(columns={"all_tie": "all states tie"})
    return LessonFigure(figure, alt, shown.astype(str))


def _said(best: int, worst: int, all_tie: bool) -> str:
    """Places in words; a tie of all is said apart, since it is no place."""
    return (str(best) if best == worst else f"{best} to {worst}") + (", or all tie" if all_tie else "")
