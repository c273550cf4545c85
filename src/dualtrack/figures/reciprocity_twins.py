"""Pairs of settings of the reciprocity simulation that give the same paths, and the four chances that they share."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.reciprocity import Setting, chances
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.reciprocity import SHORT
from dualtrack.figures.style import CONTEXT, MILITARY, TEXT, new_figure, styled
from dualtrack.wording import percent

# Each pair with what it confuses; all values are offered by the explorer's controls.
TWINS = {
    "clear sight, or poor sight and a channel that corrects": (
        Setting(misread_a=0.05, misread_b=0.05),
        Setting(misread_a=0.1, misread_b=0.1, corrects=0.5),
    ),
    "misreading, or an ally's pressure and generosity": (
        Setting(misread_a=0.2, misread_b=0.05),
        Setting(misread_b=0.05, pressure=0.2, generous_a=0.25),
    ),
    "generosity, or a channel that deceives": (
        Setting(generous_a=0.25, generous_b=0.25, shocks=0.05),
        Setting(deceives=0.25, shocks=0.05),
    ),
    "misreading, or outside shocks and generosity": (
        Setting(misread_a=0.2, misread_b=0.2),
        Setting(shocks=0.2, generous_a=0.25, generous_b=0.25),
    ),
}
WIDTH, HEIGHT = 7.2, 4.3
A_LEVEL, B_LEVEL, HEADING, PITCH = 0.0, 0.36, -0.42, 1.35


def same_paths() -> LessonFigure:
    """For each pair the chances to be tense, of A and of B, after a restrained move (left) and after a tense one (right), of both settings.

    >>> print(same_paths().table.iloc[0].tolist()[1:])
    ['first', 'A misreads 5 %, B misreads 5 %', '5 %', '95 %', '5 %', '95 %']
    """
    figure = new_figure()
    figure.set_size_inches(WIDTH, HEIGHT)
    with styled():
        axes = figure.add_axes((0.06, 0.115, 0.9, 0.835))
        axes.set(xlim=(-0.02, 1.02), ylim=(len(TWINS) * PITCH - 0.65, -0.8), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.grid(True, axis="x")
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        axes.set_xlabel("chance to be tense after a restrained move (left) and after a tense one (right)")
        for number, (confused, pair) in enumerate(TWINS.items()):
            top = number * PITCH
            axes.text(-0.02, top + HEADING, f"{number + 1}. {confused[0].upper()}{confused[1:]}", color=TEXT, weight="bold", va="center")
            for place, (level, side) in enumerate(((A_LEVEL, "A"), (B_LEVEL, "B"))):
                first, second = (chances(setting)[2 * place : 2 * place + 2] for setting in pair)
                axes.plot(first, [top + level] * 2, color=CONTEXT, linewidth=1, marker="o", markersize=11, markerfacecolor="white", markeredgecolor=TEXT)
                axes.plot(second, [top + level] * 2, color=MILITARY, linestyle="", marker="D", markersize=5)
                axes.text(-0.035, top + level, side, color=TEXT, va="center", ha="right")
        figure.text(0.985, 0.975, "circle: first setting   diamond: second", ha="right", va="center", color=TEXT)
    shown = LessonFigure(figure, _alt(), _tabled())
    shown.of_data = False
    return shown


def _tabled() -> pd.DataFrame:
    rows = []
    for confused, pair in TWINS.items():
        for which, setting in zip(("first", "second"), pair, strict=True):
            told = ", ".join(f"{name} {percent(getattr(setting, field), 0)}" for field, name in SHORT.items() if getattr(setting, field))
            rows.append((confused, which, told.replace("deceives", "channel deceives", 1), *(percent(chance, 0) for chance in chances(setting))))
    names = ["A after restrained", "A after tense", "B after restrained", "B after tense"]
    return pd.DataFrame(rows, columns=["pair", "which", "setting", *names])


def _alt() -> str:
    """The pairs with the chances that they share."""
    told = "; ".join(f"{confused}: {', '.join(percent(chance, 0) for chance in chances(pair[0]))}" for confused, pair in TWINS.items())
    equal = all(chances(first) == chances(second) for first, second in TWINS.values())
    return (
        "Dots: chances to be tense, in this order A after restrained, A after tense, B after restrained, B after tense, for each pair of settings. "
        f"{told}. {'In each pair the diamonds of the second lie in the circles of the first.' if equal else 'Not in each pair do they agree.'}"
    )
