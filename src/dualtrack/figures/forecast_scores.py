"""How far forecasts were from what came, question by question."""

from __future__ import annotations

import pandas as pd
from matplotlib.lines import Line2D

from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, OTHERS, TEXT, new_figure, styled
from dualtrack.wording import in_words, listed, month_name, percent

NAMES = {
    "denial": "Kyiv denies",
    "pull-back": "Minsk: forces go back",
    "understanding": "Kyiv: agreed with Minsk",
    "reinforcement": "Minsk: more forces",
    "warning": "Kyiv warns Minsk",
    "contact": "Minsk: in contact",
}
OWN, KNOWN, BASE, CAME = "your forecast", "known before", "base rate", "what came"
TICKS = {0: "0 %\nnone found", 100: "100 %\nhappened"}
ROW, HEAD, FOOT = 0.36, 0.68, 0.62  # inches


def forecast_scores_figure(rows: pd.DataFrame) -> LessonFigure:
    """A line for each question: the forecast (a dot), the base rate (a hollow diamond) and what came (a square, at 100 % for yes and at 0 % for no).

    ``rows`` has ``item``, ``kind``, ``opens`` (a day), ``happened``, ``base_rate`` (0 to 1), ``own`` (0 to 1, missing where none was given) and
    ``known`` (whether the outcome was known beforehand: its dot is hollow). The Brier score is the square of the distance from dot to square.

    >>> rows = pd.DataFrame({"item": ["03.p1"], "kind": ["denial"], "opens": [pd.Timestamp("2024-06-30")], "happened": [True], "base_rate": [0.01]})
    >>> forecast_scores_figure(rows.assign(own=[0.7], known=[False])).table.values.tolist()
    [['03.p1 Kyiv denies', '30 June', '70 %', '1 %', 'yes', '0.09']]
    """
    figure = new_figure()
    figure.set_size_inches(figure.get_figwidth(), HEAD + FOOT + ROW * len(rows))
    with styled():
        axes = figure.subplots()
        figure.subplots_adjust(left=0.42, right=0.94, top=1 - HEAD / figure.get_figheight(), bottom=FOOT / figure.get_figheight())
        for place, row in enumerate(rows.itertuples()):
            _draw(axes, place, row)
        axes.set_yticks(range(len(rows)), [f"{_name(row)}, {_day(row)}" for row in rows.itertuples()])
        axes.set_xticks(range(0, 101, 25), [TICKS.get(share, f"{share} %") for share in range(0, 101, 25)])
        axes.set_xlim(-5, 105)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.tick_params(length=0)
        _legend(figure, rows)
        figure.suptitle("Forecasts, and what came", x=0.02, y=0.985, ha="left", va="top", weight="bold", size=12)
    return LessonFigure(figure, _alt(rows), _table(rows))


def _draw(axes, place: int, row) -> None:
    came = 100 if row.happened else 0
    if pd.notna(row.own):
        axes.plot([100 * row.own, came], [place, place], color=OTHERS, linewidth=3, zorder=2)
        axes.plot([100 * row.own], [place], marker="o", markersize=9, color=TEXT, markerfacecolor="white" if row.known else TEXT, zorder=5, linestyle="")
    axes.plot([100 * row.base_rate], [place], marker="D", markersize=8, color=CONTEXT, markerfacecolor="white", markeredgewidth=1.8, zorder=4, linestyle="")
    axes.plot([came], [place], marker="s", markersize=11, color=TEXT, markerfacecolor=OTHERS, zorder=3, linestyle="")


def _legend(figure, rows: pd.DataFrame) -> None:
    given = rows["own"].notna()
    known = rows["known"].fillna(False).astype(bool)
    entries = {
        OWN: (bool((given & ~known).any()), {"marker": "o", "color": TEXT}),
        KNOWN: (bool((given & known).any()), {"marker": "o", "color": TEXT, "markerfacecolor": "white"}),
        BASE: (True, {"marker": "D", "color": CONTEXT, "markerfacecolor": "white", "markeredgewidth": 1.8}),
        CAME: (True, {"marker": "s", "color": TEXT, "markerfacecolor": OTHERS}),
    }
    shown = {name: Line2D([], [], linestyle="", markersize=9, **look) for name, (there, look) in entries.items() if there}
    figure.legend(shown.values(), shown, loc="upper left", bbox_to_anchor=(0.015, 1 - 0.27 / figure.get_figheight()), ncols=len(shown), frameon=False)


def _name(row) -> str:
    return f"{row.item} {NAMES[row.kind]}"


def _day(row) -> str:
    return f"{row.opens.day} {month_name(row.opens)}"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a question, in words; a forecast that was known before has no score, and without any there are no columns for them."""
    table = []
    for row in rows.itertuples():
        given = pd.notna(row.own)
        score = f"{(row.own - row.happened) ** 2:.2f}" if given and not row.known else "not counted" if given else None
        own = f"{percent(row.own, 0)}{' (known)' if row.known else ''}" if given else None
        table.append((_name(row), _day(row), own, percent(row.base_rate, 0), "yes" if row.happened else "none found", score))
    shown = pd.DataFrame(table, columns=["question", "asked on", OWN, "base rate", "came", "Brier score"])
    return shown if rows["own"].notna().any() else shown.drop(columns=[OWN, "Brier score"])


def _alt(rows: pd.DataFrame) -> str:
    """What kind of figure it is, and the distances in words."""
    yes = int(rows["happened"].sum())
    said = (
        f"Dots on a line from 0 to 100 % for {in_words(len(rows))} question{'' if len(rows) == 1 else 's'}: the forecasts, the base rates, and what came; "
        f"{in_words(yes)} happened, {in_words(len(rows) - yes)} not found."
    )
    table = _table(rows)
    own = [f"{row.question} {row[3]}, came: {row.came}" for row in table.itertuples() if pd.notna(row[3])] if OWN in table else []
    base = listed(f"{row.item} {percent(row.base_rate, 0)}" for row in rows.itertuples())
    shown = "; ".join(own or [f"{row.question}, came: {row.came}" for row in table.itertuples()])
    return f"{said} {'Your forecasts' if own else 'The questions'}: {shown}. Base rates: {base}."
