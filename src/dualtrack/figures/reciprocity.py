"""Paths of two states that answer each other's perceived moves, and how much of the time is tense; one setting, or two side by side."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from dualtrack.analysis.reciprocity import JOINT_STATES, Setting, alike, chances, draw, equal_runs, simulate, stationary, tense_time, time_shares
from dualtrack.figures.moving import MovingFigure, drawing_area
from dualtrack.figures.style import FAINT, MILITARY, OTHERS, TEXT, new_figure, styled
from dualtrack.wording import percent

RUNS, STEPS, SEED = 1000, 600, 1
DRAWN_RUNS, DRAWN_STEPS = 5, 60
COUNTED = {"all": STEPS, "drawn": DRAWN_STEPS}
BINS = 20
SETTINGS_KEPT = 8
# What a setting's probabilities are called, in tables and controls alike.
NAMES = {
    "misread_a": "A misreads",
    "generous_a": "A is generous",
    "pressure": "A is pressed by its ally",
    "misread_b": "B misreads",
    "generous_b": "B is generous",
    "corrects": "Channel corrects",
    "deceives": "Channel deceives",
    "shocks": "Outside shocks",
}
SHORT = {"misread_a": "A misreads", "generous_a": "A generous", "pressure": "A pressed", "misread_b": "B misreads", "generous_b": "B generous"}
SHORT |= {"corrects": "channel corrects", "deceives": "deceives", "shocks": "shocks"}
CHANCES = ("A tense after a restrained move", "A tense after a tense move", "B tense after a restrained move", "B tense after a tense move")
STYLISED = "Stylised: no number here is an estimate for a real state."
BOTH_RESTRAINED = JOINT_STATES[0]

# The drawing area is measured in hundredths of an inch, from the upper left corner.
WIDTH, HEIGHT = 720, 346
ALONE, HALVES = (70, 706), ((70, 378), (398, 706))
TOP, PITCH, BAR, LOW, SECOND, DIFFERS = 46, 32, 11, 3, 13, 26
BOTTOM = TOP + DRAWN_RUNS * PITCH
HISTOGRAM = (BOTTOM + 40, HEIGHT - 30)


class Reciprocity(MovingFigure):
    """Five runs as strips, tense moves as tall and restrained ones as low bars; below, how much of its time each of 1,000 runs is tense.

    ``show`` changes the setting, the one that it is compared with, and how many steps are counted. All settings get the same random numbers.
    """

    of_data = False

    def __init__(self) -> None:
        self._draws = tuple(draw(RUNS, STEPS, SEED, side) for side in (0, 1))
        self._known: dict[Setting, np.ndarray] = {}
        figure = new_figure()
        figure.set_size_inches(WIDTH / 100, HEIGHT / 100)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show(Setting())

    def paths(self, setting: Setting) -> np.ndarray:
        """The joint states of all runs (runs x steps), the same random numbers for each setting."""
        if setting not in self._known:
            if len(self._known) >= SETTINGS_KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[setting] = simulate(setting, draws=self._draws)
        return self._known[setting]

    def show(self, setting: Setting, first: Setting | None = None, counted: str = "all") -> None:
        """Show a setting, alone or beside a first one; ``counted`` is all steps or those that are drawn."""
        settings = [setting] if first is None else [first, setting]
        paths = [self.paths(one) for one in settings]
        steps = COUNTED[counted]
        within = [states[:, :steps] for states in paths]
        names = ["now"] if first is None else ["first", "now"]
        self.table = _tabled(dict(zip(names, settings, strict=True)), dict(zip(names, within, strict=True)))
        shares = [time_shares(states)[BOTH_RESTRAINED] for states in within]
        ends = [percent(stationary(one)[BOTH_RESTRAINED]) for one in settings]
        over = f"over {RUNS:,} runs of {steps} steps"
        if first is None:
            found = f"Both restrained in {percent(shares[0])} of the time, {over}; at least one tense in {percent(1 - shares[0])}."
            found += f" In the long run both are restrained in {ends[0]}."
        else:
            found = f"Both restrained in {percent(shares[0])} of the time at first and {percent(shares[1])} now, {over};"
            found += f" in the long run in {ends[0]} and {ends[1]}. {_compared(settings, within)}"
        self.line = f"{found} {STYLISED}"
        told = ". ".join(f"{name.capitalize()}: {said(one)}" for name, one in zip(names, settings, strict=True))
        self.alt = f"Strips of tense and restrained moves in {DRAWN_RUNS} runs, and a histogram of tense time. {told}. {self.line}"
        self._draw_state(paths, within)

    def _make_artists(self, figure: Figure) -> list[Artist]:
        axes = self._axes = drawing_area(figure, WIDTH, HEIGHT)
        self._text(8, 16, f"The first {DRAWN_STEPS} steps of five runs", weight="bold")
        for x, colour, height, word in ((430, MILITARY, BAR, "tense"), (520, OTHERS, LOW, "restrained")):
            axes.fill_between([x, x + 16], 20 - height, 20, color=colour, linewidth=0)
            self._text(x + 22, 15, word)
        for run in range(DRAWN_RUNS):
            y = TOP + run * PITCH
            self._text(8, y + 13, f"run {run + 1}")
            for letter, offset in (("A", 4), ("B", SECOND + 6)):
                axes.plot([60], [y + offset], marker=f"${letter}$", markersize=6, color=TEXT, linestyle="")
        left, right = ALONE
        top, bottom = HISTOGRAM
        for tick in range(5):
            x = left + (right - left) * tick / 4
            axes.plot([x, x], [top, bottom], color=FAINT, linewidth=0.8)
            self._text(min(x, right - 16), bottom + 14, f"{25 * tick} %", ha="center")
        axes.plot([left, right], [bottom, bottom], color=TEXT, linewidth=0.8)
        self._text(8, top - 17, "How many runs are tense for so much of their time? (at least one side tense)", weight="bold")
        self._strips = [axes.imshow(np.ones((1, 1, 3)), extent=(*span, BOTTOM, TOP), aspect="auto", interpolation="nearest") for span in (ALONE, *HALVES)]
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(HEIGHT, 0)
        self._heads = [self._text(HALVES[0][0], 36, "first"), self._text(HALVES[1][0], 36, "now (dark marks: other than at first)")]
        (self._filled,) = axes.plot([], [], color=MILITARY, linewidth=2)
        (self._outline,) = axes.plot([], [], color=TEXT, linewidth=1.6, linestyle="--")
        (self._means,) = axes.plot([], [], color=MILITARY, marker="v", markersize=8, linestyle="")
        self._key = [self._text(8, top + 8, "— now"), self._text(8, top + 46, "-- first")]
        axes.plot([14], [top + 27], color=MILITARY, marker="v", markersize=8, linestyle="")
        self._text(24, top + 27, "mean")
        return [*self._strips, *self._heads, self._filled, self._outline, self._means, *self._key]

    def _draw_state(self, paths: list[np.ndarray], within: list[np.ndarray]) -> None:
        two = len(paths) == 2
        drawn = [states[:DRAWN_RUNS, :DRAWN_STEPS] for states in paths]
        self._strips[0].set_visible(not two)
        for artist in (*self._strips[1:], *self._heads):
            artist.set_visible(two)
        if two:
            self._strips[1].set_data(_strips(drawn[0]))
            self._strips[2].set_data(_strips(drawn[1], differs=drawn[0] != drawn[1]))
        else:
            self._strips[0].set_data(_strips(drawn[0]))
        counts = [np.histogram(tense_time(states), bins=BINS, range=(0, 1))[0] for states in within]
        most = max(count.max() for count in counts)
        self._filled.set_data(*_outlined(counts[-1] / most))
        self._outline.set_data(*(_outlined(counts[0] / most) if two else ([], [])))
        left, right = ALONE
        self._means.set_data([left + (right - left) * float(tense_time(within[-1]).mean())], [HISTOGRAM[1] - 5])
        self._key[1].set_visible(two)

    def _text(self, x: float, y: float, text: str, color: str = TEXT, **more):
        return self._axes.text(x, y, text, va="center", color=color, **more)


def said(setting: Setting) -> str:
    """A setting in words: what is above 0, and a start other than both restrained.

    >>> said(Setting(misread_a=0.05, misread_b=0.05)), said(Setting(start="both tense"))
    ('A misreads 5 %, B misreads 5 %', 'no noise, start both tense')
    """
    parts = [f"{name} {percent(getattr(setting, field), 0)}" for field, name in SHORT.items() if getattr(setting, field)] or ["no noise"]
    return ", ".join([*parts, *([f"start {setting.start}"] if setting.start != BOTH_RESTRAINED else [])])


def _titled(name: str) -> str:
    return name[0].upper() + name[1:]


def _compared(settings: list[Setting], within: list[np.ndarray]) -> str:
    """What two simulations have in common, and what follows."""
    if settings[0] == settings[1]:
        return "The two settings are the same so far: change one."
    equal = equal_runs(*within)
    if chances(settings[0]) == chances(settings[1]) and settings[0].start == settings[1].start:
        return f"Two settings, yet all {equal:,} runs are equal in every step: no path can tell them apart."
    runs = f"{equal:,} of {RUNS:,} runs are equal in every step"
    if alike(*(tense_time(states) for states in within)):
        return f"{runs}, but the two distributions of tense time do not differ by more than chance."
    return f"{runs}, and the two distributions of tense time differ by more than chance."


def _tabled(settings: dict[str, Setting], within: dict[str, np.ndarray]) -> pd.DataFrame:
    """What is set, what it comes down to, and what came of it, a column for each setting."""
    columns: dict[str, list[str]] = {"what": [*NAMES.values(), "Start", *CHANCES]}
    columns["what"] += [_titled(name) for name in JOINT_STATES] + [f"{_titled(name)}, long run" for name in JOINT_STATES]
    for name, setting in settings.items():
        column = [percent(getattr(setting, field.name), 0) for field in sorted(fields(setting)[:-1], key=lambda field: list(NAMES).index(field.name))]
        column += [setting.start, *(percent(chance) for chance in chances(setting))]
        column += [percent(share) for share in time_shares(within[name]).values()]
        columns[name] = column + [percent(share) for share in stationary(setting).values()]
    return pd.DataFrame(columns)


def _strips(states: np.ndarray, differs: np.ndarray | None = None) -> np.ndarray:
    """The picture of some runs (runs x steps): a tall bar is a tense move, a low one a restrained move, a mark below a step that differs."""
    runs, steps = states.shape
    pixels = np.ones((runs, PITCH, steps, 3))
    for side, top in ((0, 0), (1, SECOND)):
        tense = (states >> side & 1).astype(bool)
        pixels[:, top : top + BAR] = np.where(tense[:, None, :, None], to_rgb(MILITARY), 1.0)
        pixels[:, top + BAR - LOW : top + BAR] = np.where(tense[:, None, :, None], to_rgb(MILITARY), to_rgb(OTHERS))
    if differs is not None:
        pixels[:, DIFFERS : DIFFERS + 3] = np.where(differs[:, None, :, None], to_rgb(TEXT), 1.0)
    return pixels.reshape(runs * PITCH, steps, 3)


def _outlined(heights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The outline of a histogram with heights from 0 to 1, in the measure of the drawing area."""
    left, right = ALONE
    top, bottom = HISTOGRAM
    edges = left + (right - left) * np.arange(len(heights) + 1) / len(heights)
    x = np.concatenate([[left], np.repeat(edges[1:-1], 2), [right]])
    y = bottom - (bottom - top) * np.repeat(heights, 2)
    return np.concatenate([[left], x, [right]]), np.concatenate([[bottom], y, [bottom]])
