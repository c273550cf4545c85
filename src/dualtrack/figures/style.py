"""The one look: style file, colours with their markers, and where labels go so that they don't collide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from matplotlib import RcParams, colormaps, rc_context, rc_params_from_file
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

TEXT = "#222222"
CONTEXT = "#767676"
FAINT = "#e2e2e2"  # lines that only part rows or columns
MILITARY = "#D55E00"
CONTACTS = "#0072B2"


# Others beside the one state that a figure is about; and how shares are shaded: the share that would be darkest is so far above 1 that
# numbers stay readable on every shade.
OTHERS = "#9db4c0"
SHARES, SHARES_FULL = "Blues", 1.6
STEPS_TO_WHITE = 12
# How land is tinted on maps; other states are white.
SHADES = {"Belarus": "#efe6d2", "Ukraine": "#dfeadf"}


class Look(NamedTuple):
    """How one state is drawn: colour, marker and line style, so that colour never carries the meaning alone."""

    colour: str
    marker: str
    line: str


# Dark enough for lines on white (3:1), and apart from the two colours that mean military activity and contacts.
STATES = {
    "Belarus": Look("#222222", "X", "-"),
    "Russia": Look("#882255", "o", "-"),
    "Ukraine": Look("#117733", "s", "--"),
    "Kazakhstan": Look("#332288", "^", "-."),
    "China": Look("#8A6D00", "D", ":"),
    "Armenia": Look("#AA4499", "v", "--"),
    "Serbia": Look("#2A7F8E", "p", "-."),
    "India": Look("#6B4C2A", "d", ":"),
    "Kyrgyzstan": Look("#5A3E00", "*", "--"),
    "Poland": Look("#4F5D75", "<", "--"),
    "Germany": Look("#767676", ">", "-"),
    "United States": Look("#4477AA", "h", "-"),
}


@cache
def palette() -> Image.Image:
    """All colours of the look, each in steps to white, as smooth edges need them: at most 256."""
    greys = [(level, level, level) for level in range(0, 256, 8)] + [(255, 255, 255)]
    blues = [colormaps[SHARES](share / SHARES_FULL / 31, bytes=True)[:3] for share in range(32)]
    mixed = []
    for colour in (*(look.colour for look in STATES.values()), MILITARY, CONTACTS, OTHERS):
        base = [round(255 * channel) for channel in to_rgb(colour)]
        mixed += [tuple(round(level + (255 - level) * step / STEPS_TO_WHITE) for level in base) for step in range(STEPS_TO_WHITE)]
    land = [tuple(round(255 * channel) for channel in to_rgb(shade)) for shade in SHADES.values()]
    colours = list(dict.fromkeys([*greys, *land, *mixed, *(tuple(int(level) for level in blue) for blue in blues)]))
    image = Image.new("P", (1, 1))
    image.putpalette([level for colour in colours[:256] for level in colour])
    return image


@cache
def _look() -> RcParams:
    with as_file(files("dualtrack.figures") / "lesson.mplstyle") as style:
        return rc_params_from_file(style, use_default_template=False)


def styled():
    """The one look as a context; drawing needs it too, because matplotlib makes ticks only when it draws."""
    return rc_context(_look())


def new_figure() -> Figure:
    """A figure in the one look with a canvas of its own, outside pyplot's global state."""
    with styled():
        figure = Figure()
        FigureCanvasAgg(figure)
    return figure


def spread(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move label positions apart until neighbours are at least ``gap`` apart, in their order, within low and high.

    >>> spread([50, 51, 80], gap=5, low=0, high=100)
    [48.0, 53.0, 80.0]
    >>> spread([99, 98], gap=5, low=0, high=100)
    [100.0, 95.0]
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    groups: list[list[float]] = []  # centre, count
    for i in order:
        groups.append([float(values[i]), 1])
        while True:
            centre, count = groups[-1]
            half = gap * (count - 1) / 2
            centre = min(max(centre, low + half), high - half)
            groups[-1][0] = centre
            if len(groups) == 1:
                break
            below, below_count = groups[-2]
            if centre - half - (below + gap * (below_count - 1) / 2) >= gap - 1e-9:
                break
            together = below_count + count
            groups[-2:] = [[(below * below_count + centre * count) / together, together]]
    placed = [centre + gap * (k - (count - 1) / 2) for centre, count in groups for k in range(int(count))]
    result = [0.0] * len(values)
    for position, i in zip(placed, order, strict=True):
        result[i] = round(position, 6)
    return result
