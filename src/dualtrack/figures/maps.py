"""A small map: Belarus, Ukraine and their neighbours, oblasts at the border, places that the events name."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.path import Path

from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.style import CONTEXT, SHADES, STATES, TEXT, new_figure, styled
from dualtrack.wording import listed

WINDOW = (22.0, 40.5, 44.2, 56.4)  # degrees east from, to; degrees north from, to
ASPECT = 1 / math.cos(math.radians(51))  # a degree of longitude is shorter than one of latitude
AT_THE_BORDER = ("Brest", "Homiel", "Volyn", "Rivne", "Zhytomyr", "Kyiv", "Chernihiv")
SEA = "#e0e0e0"
NAMES = {"Belarus": (27.3, 54.6), "Ukraine": (31.6, 48.6), "Russia": (36.6, 54.6), "Poland": (22.95, 52.9), "Romania": (25.6, 46.4), "Lithuania": (23.9, 55.4)}
# Where a label may stand beside its place: shift in degrees, alignment.
SIDES = ((0.25, 0, "left", "center"), (-0.25, 0, "right", "center"), (0, 0.3, "center", "bottom"), (0, -0.3, "center", "top"))
LETTER, LINE = 0.235, 0.56  # about the size of a letter in degrees


def border_map(outlines: pd.DataFrame, places: pd.DataFrame) -> LessonFigure:
    """A map with the oblasts on both sides of the border and the places named (tables ``outlines`` and ``places``)."""
    figure = new_figure()
    figure.set_size_inches(7.2, 7.2)
    with styled():
        axes = figure.add_axes((0.01, 0.01, 0.98, 0.93))
        draw_land(axes, outlines, WINDOW)
        for (_name, _part), ring in outlines[outlines["status"] == "occupied"].groupby(["shape", "part"], sort=False):
            axes.add_patch(Polygon(ring_points(ring), facecolor="none", edgecolor="#5a5a5a", linewidth=0.5, hatch="////"))
        for name, (east, north) in NAMES.items():
            axes.text(east, north, name.upper(), color=CONTEXT if name not in SHADES else TEXT, ha="center", weight="bold" if name in SHADES else "normal")
        axes.plot(places["longitude"], places["latitude"], marker="o", linestyle="", color=STATES["Belarus"].colour, markersize=5)
        for text, east, north, horizontal, vertical in _labels(places):
            axes.text(east, north, text, ha=horizontal, va=vertical, color=TEXT)
        axes.text(30.9, 44.4, "Crimea: hatched, occupied", color=TEXT, ha="center", va="bottom")
        figure.text(0.02, 0.985, "Belarus, Ukraine and the places that the tables name", weight="bold", size=12, va="top", color=TEXT)
    by_country = places.groupby("country", sort=False)["name"].agg(list)
    named = "; ".join(f"in {country} {listed(names)}" for country, names in by_country.items())
    alt = (
        f"Map of Belarus, Ukraine and their neighbours with {len(places)} places: {named}. "
        f"Oblasts on both sides of the border are outlined: {listed(AT_THE_BORDER)}. Crimea is drawn in Ukraine, hatched as occupied."
    )
    shown = places[["name", "country", "kind"]].assign(latitude=places["latitude"].map("{:.2f}".format), longitude=places["longitude"].map("{:.2f}".format))
    return LessonFigure(figure, alt, shown)


def draw_land(axes: Axes, outlines: pd.DataFrame, window: tuple[float, float, float, float], inland: bool = True) -> None:
    """States and oblasts within a window (degrees east from, to, north from, to).

    Oblasts at the border of Belarus and Ukraine are drawn stronger; those inland can be left out.
    """
    for (name, _part), ring in outlines[outlines["kind"] == "country"].groupby(["shape", "part"], sort=False):
        axes.add_patch(Polygon(ring_points(ring), facecolor=SHADES.get(name, "white"), edgecolor="#8a8a8a", linewidth=1.1))
    oblasts = outlines[(outlines["kind"] != "country") & (inland | outlines["shape"].isin(AT_THE_BORDER))]
    for (name, _part), ring in oblasts.groupby(["shape", "part"], sort=False):
        look = {"edgecolor": "#5a5a5a", "linewidth": 1.2} if name in AT_THE_BORDER else {"edgecolor": "#c4c4c4", "linewidth": 0.5}
        axes.add_patch(Polygon(ring_points(ring), facecolor="none", **look))
    axes.set_facecolor(SEA)
    axes.set_xlim(window[0], window[1])
    axes.set_ylim(window[2], window[3])
    axes.set_aspect(ASPECT)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def contains(outlines: pd.DataFrame, shape: str, longitude: float, latitude: float) -> bool:
    """Whether a shape holds a point."""
    rings = outlines[outlines["shape"] == shape].groupby(["kind", "part"], sort=False)
    return any(Path(ring_points(ring)).contains_point((longitude, latitude)) for _key, ring in rings)


def ring_points(ring: pd.DataFrame) -> np.ndarray:
    """The points of one part of an outline in order (points x longitude and latitude)."""
    return ring.sort_values("point")[["longitude", "latitude"]].astype(float).to_numpy()


def _labels(places: pd.DataFrame) -> list[tuple]:
    """A label for each place, on the first side where it meets no other label, name or place."""
    taken = [_box(name, east, north, "center", "center", 1.35) for name, (east, north) in NAMES.items()]
    spots = list(zip(places["longitude"].astype(float), places["latitude"].astype(float), strict=True))
    taken += [(east - 0.15, east + 0.15, north - 0.12, north + 0.12) for east, north in spots]
    labels = []
    for name, (east, north) in zip(places["name"], spots, strict=True):
        options = [(name, east + right, north + up, horizontal, vertical) for right, up, horizontal, vertical in SIDES]
        best = min(options, key=lambda option: sum(_meet(_box(*option), other) for other in taken))
        taken.append(_box(*best))
        labels.append(best)
    return labels


def _box(text: str, east: float, north: float, horizontal: str, vertical: str, width: float = 1.0) -> tuple[float, float, float, float]:
    wide, high = LETTER * len(text) * width, LINE
    left = {"left": east, "right": east - wide, "center": east - wide / 2}[horizontal]
    bottom = {"bottom": north, "top": north - high, "center": north - high / 2}[vertical]
    return left, left + wide, bottom, bottom + high


def _meet(one: tuple, other: tuple) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
