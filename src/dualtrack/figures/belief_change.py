"""What became of beliefs: one reader's before and after, and the changes of a class."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dualtrack.analysis.belief_change import LEAST, STEP, distribution, summary
from dualtrack.errors import CourseError
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, TEXT, new_figure, styled
from dualtrack.wording import in_words

# The five statements of the survey, in a few words.
BELIEFS = {
    1: "Belarus took neither side, 2014–22",
    2: "Forces and offers: taken seriously",
    3: "An author close by errs more often",
    4: "A small ally can have its own policy",
    5: "The Cold War's way works today",
}
LABELS_LEFT, ROW = 0.41, 0.5
BESIDE = 3.2  # between a mark and its number, in points of the scale


def belief_change(beliefs: pd.DataFrame) -> LessonFigure:
    """Dumbbells: how likely a reader held each statement before the course (circle) and after it (diamond).

    ``beliefs`` has belief (1 to 5), before and after (0 to 100; before is missing where there was no first survey).

    >>> belief_change(pd.DataFrame({"belief": [1, 2], "before": [40.0, None], "after": [55.0, 50.0]})).table["change"].tolist()
    ['+15', 'no first answer']
    """
    figure = new_figure()
    figure.set_size_inches(figure.get_figwidth(), 1.3 + ROW * len(beliefs))
    with styled():
        axes = figure.subplots(gridspec_kw={"left": LABELS_LEFT, "right": 0.97, "top": 1 - 0.75 / figure.get_figheight(), "bottom": 0.55 / figure.get_figheight()})
        for row, (before, after) in enumerate(zip(beliefs["before"], beliefs["after"], strict=True)):
            _dumbbell(axes, row, before, after)
        axes.set_yticks(range(len(beliefs)), [BELIEFS[belief] for belief in beliefs["belief"]])
        axes.set_ylim(len(beliefs) - 0.4, -0.6)
        axes.set_xlim(-9, 109)
        axes.set_xticks(range(0, 101, 25), [f"{value} %" for value in range(0, 101, 25)])
        axes.tick_params(axis="y", length=0)
        axes.grid(False, axis="y")
        (first,) = axes.plot([], [], marker="o", linestyle="", markersize=9, color=CONTEXT, markerfacecolor="white", markeredgewidth=1.8)
        (second,) = axes.plot([], [], marker="D", linestyle="", markersize=8, color=TEXT)
        figure.legend([first, second], ["before the course", "now"], loc="upper right", bbox_to_anchor=(0.975, 1.0), ncols=2, frameon=False, handletextpad=0.2)
        figure.suptitle("How likely you hold it", x=0.02, y=0.97, ha="left", weight="bold", size=12)
    said = "; ".join(f"{BELIEFS[row.belief]}, {_said(row.before, row.after)}" for row in beliefs.itertuples())
    alt = f"Dumbbells, one for each of the beliefs, from before the course to now, in per cent. {said}."
    table = pd.DataFrame(
        {
            "belief": [BELIEFS[belief] for belief in beliefs["belief"]],
            "before": ["none" if pd.isna(value) else f"{value:g} %" for value in beliefs["before"]],
            "now": [f"{value:g} %" for value in beliefs["after"]],
            "change": [
                _signed(after - before) if pd.notna(before) else "no first answer" for before, after in zip(beliefs["before"], beliefs["after"], strict=True)
            ],
        }
    )
    return LessonFigure(figure, alt, table)


def class_changes(paired: pd.DataFrame) -> LessonFigure:
    """Bars: how many people of a class changed each belief by how much, in steps of ten points; nobody can be told from another.

    ``paired`` has belief and change (``analysis.belief_change.changes``). Raises CourseError below five people in any belief that is there.

    >>> paired = pd.DataFrame({"belief": [1] * 5, "change": [0, 10, 10, -20, 35]})
    >>> class_changes(paired).table.iloc[0].tolist()
    ['Belarus took neither side, 2014–22', '5', '1', '1', '3', '+10']
    """
    counts, told = distribution(paired), summary(paired)
    if told["people"].min() < LEAST:
        raise CourseError(f"Found {told['people'].min()} people with both surveys, allowed are {LEAST} or more: with fewer the figure would say who said what.")
    tallest = counts.to_numpy().max()
    figure = new_figure()
    figure.set_size_inches(figure.get_figwidth(), 1.5 + 0.75 * len(counts))
    with styled():
        axes = figure.subplots(gridspec_kw={"left": LABELS_LEFT, "right": 0.97, "top": 1 - 0.6 / figure.get_figheight(), "bottom": 0.72 / figure.get_figheight()})
        for row, (_belief, own) in enumerate(counts.iterrows()):
            base = row + 0.3
            for step, count in own.items():
                hatch = "" if step == 0 else "////" if step < 0 else "...."
                colour = "#d9d9d9" if step == 0 else "#ffffff"
                axes.bar(step, -0.72 * count / tallest, bottom=base, width=STEP * 0.86, color=colour, hatch=hatch, edgecolor=TEXT, linewidth=0.7)
            axes.axhline(base, color=CONTEXT, linewidth=0.8)
            axes.plot([told["median"].iloc[row]], [base + 0.13], marker="^", markersize=7, color=TEXT)
        axes.axvline(0, color=CONTEXT, linewidth=0.8, linestyle=":")
        axes.set_yticks([row + 0.05 for row in range(len(counts))], [f"{BELIEFS[belief]}\nmedian {_signed(told.at[belief, 'median'])}" for belief in counts.index])
        axes.set_ylim(len(counts) - 0.35, -0.55)
        axes.set_xlim(-108, 108)
        axes.set_xticks([-100, -50, 0, 50, 100], ["−100", "−50", "0", "+50", "+100"])
        axes.set_xlabel("change in points: lowered left, raised right; ▲ median")
        axes.tick_params(axis="y", length=0)
        axes.grid(False)
        figure.suptitle(f"How the class changed: {told['people'].max()} people, tallest bar {tallest}", x=0.02, y=0.97, ha="left", weight="bold", size=12)
    said = "; ".join(
        f"{BELIEFS[belief]}: lowered {row['lowered']:.0f}, as before {row['as before']:.0f}, raised {row['raised']:.0f}" for belief, row in told.iterrows()
    )
    alt = f"Bars by belief: how many of {told['people'].max()} people changed it by how many points, without names. {said}."
    table = pd.DataFrame(
        {"belief": [BELIEFS[belief] for belief in told.index]}
        | {name: [f"{value:.0f}" for value in told[name]] for name in ("people", "lowered", "as before", "raised")}
        | {"median change": [_signed(value) for value in told["median"]]}
    )
    return LessonFigure(figure, alt, table)


def _dumbbell(axes, row: int, before: float, after: float) -> None:
    label = {"va": "center", "color": TEXT}
    mark = {"marker": "D", "markersize": 8, "color": TEXT, "zorder": 3}
    if pd.isna(before) or before == after:
        if pd.notna(before):
            axes.plot([before], [row], marker="o", markersize=14, color=CONTEXT, markerfacecolor="white", markeredgewidth=1.8)
        axes.plot([after], [row], **mark)
        text = f"{after:g}, as before" if pd.notna(before) else f"{after:g}"
        left = after > 60
        axes.text(after + (-1 if left else 1) * (BESIDE + 1.5), row, text, ha="right" if left else "left", **label)
        return
    axes.plot([before, after], [row, row], color=CONTEXT, linewidth=2.2, zorder=1)
    axes.plot([before], [row], marker="o", markersize=9, color=CONTEXT, markerfacecolor="white", markeredgewidth=1.8, zorder=2)
    axes.plot([after], [row], **mark)
    outwards = 1 if after > before else -1
    axes.text(after + outwards * BESIDE, row, f"{after:g}", ha="left" if outwards > 0 else "right", weight="bold", **label)
    axes.text(before - outwards * BESIDE, row, f"{before:g}", ha="right" if outwards > 0 else "left", **label)


def _said(before: float, after: float) -> str:
    if pd.isna(before):
        return f"no first answer, now {after:g}"
    return f"{before:g} as before" if before == after else f"from {before:g} to {after:g}"


def _signed(value: float) -> str:
    """A change with its sign.

    >>> _signed(15.0), _signed(-7.5), _signed(0.0)
    ('+15', '−7.5', '0')
    """
    return "0" if value == 0 else f"{value:+g}".replace("-", "−")


def words(beliefs: Mapping[int, tuple[float | None, float]]) -> str:
    """In a sentence, how many beliefs moved and which moved most; ``beliefs`` gives before and after by number.

    >>> words({1: (40.0, 55.0), 2: (50.0, 50.0)})
    'You moved on one of the two, most on “Belarus took neither side, 2014–22”, by +15 points.'
    """
    moved = {belief: after - before for belief, (before, after) in beliefs.items() if before is not None and after != before}
    paired = sum(before is not None for before, _after in beliefs.values())
    if not paired:
        return (
            "No first survey of yours was found under this identifier, so there is nothing to compare. That costs you nothing: your answers of today count in full."
        )
    if not moved:
        return f"You moved on none of the {in_words(paired)}. What would have had to be shown to you?"
    most = max(moved, key=lambda belief: abs(moved[belief]))
    return f"You moved on {in_words(len(moved))} of the {in_words(paired)}, most on “{BELIEFS[most]}”, by {_signed(moved[most])} points."
