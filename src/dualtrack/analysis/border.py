"""How long a border is: geodesic length, and a walk along the line with a ruler."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

# Ukraine's oblasts along it, from west to east.
AT_BELARUS = ("Volyn", "Rivne", "Zhytomyr", "Kyiv", "Chernihiv")
# What Belarus and Ukraine give for their common border.
STATED_KM = 1084
# The ellipsoid of WGS 84: its radius at the equator in kilometres, and its flattening.
EQUATOR_KM, FLATTENING = 6378.137, 1 / 298.257223563
HALVINGS = 30


class Walk(NamedTuple):
    """A line walked with a ruler: where it was set down (n x 2), whole steps, length in kilometres with the rest of the last step."""

    points: np.ndarray
    steps: int
    length_km: float


def geodesic_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Shortest way between two points (longitude, latitude, in degrees) on WGS 84, in kilometres, by Lambert's formula (1942).

    >>> round(geodesic_km((27.57, 53.90), (30.52, 50.45)), 1)
    433.6
    >>> geodesic_km((27.57, 53.90), (27.57, 53.90))
    0.0
    """
    (east_1, north_1), (east_2, north_2) = ((math.radians(east), math.radians(north)) for east, north in (one, other))
    reduced_1, reduced_2 = (math.atan((1 - FLATTENING) * math.tan(north)) for north in (north_1, north_2))
    middle, half = (reduced_1 + reduced_2) / 2, (reduced_2 - reduced_1) / 2
    haversine = math.sin(half) ** 2 + math.cos(reduced_1) * math.cos(reduced_2) * math.sin((east_2 - east_1) / 2) ** 2
    if haversine == 0:
        return 0.0
    angle = 2 * math.asin(math.sqrt(haversine))
    x = (angle - math.sin(angle)) * (math.sin(middle) * math.cos(half) / math.cos(angle / 2)) ** 2
    y = (angle + math.sin(angle)) * (math.cos(middle) * math.sin(half) / math.sin(angle / 2)) ** 2
    return EQUATOR_KM * (angle - FLATTENING / 2 * (x + y))


def length_km(line: np.ndarray) -> float:
    """Sum of the segments of a line (points x longitude and latitude), in kilometres.

    >>> round(length_km(np.array([[27.0, 52.0], [28.0, 52.0], [28.0, 52.5]])), 1)
    124.3
    """
    points = [tuple(point) for point in line.tolist()]
    return sum(geodesic_km(one, other) for one, other in zip(points, points[1:], strict=False))


def walk(line: np.ndarray, ruler_km: float) -> Walk:
    """Walk a line with a ruler, from its first point: each step ends where the line next leaves the ruler's reach (Richardson 1961).

    The rest of the way, shorter than the ruler, counts as it is. Which bends a step jumps over depends on where the walk starts.

    >>> corner = np.array([[27.0, 52.0], [28.0, 52.0], [28.0, 52.5]])
    >>> walk(corner, 30).steps, round(walk(corner, 30).length_km, 1)
    (3, 116.9)
    >>> round(walk(corner, 1000).length_km, 1) == round(geodesic_km((27.0, 52.0), (28.0, 52.5)), 1)
    True
    """
    points = [tuple(point) for point in line.tolist()]
    stands = here = points[0]
    set_down, following = [here], 1
    while following < len(points):
        ahead = points[following]
        if geodesic_km(stands, ahead) < ruler_km:
            here, following = ahead, following + 1
            continue
        stands = here = _at_reach(stands, here, ahead, ruler_km)
        set_down.append(here)
    steps = len(set_down) - 1
    rest = geodesic_km(stands, points[-1])
    return Walk(np.array([*set_down, points[-1]]), steps, steps * ruler_km + rest)


def _at_reach(stands: tuple, near: tuple, far: tuple, ruler_km: float) -> tuple[float, float]:
    """The point between near (within reach) and far (beyond it) that lies one ruler from where the walker stands."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        share = (low + high) / 2
        between = (near[0] + (far[0] - near[0]) * share, near[1] + (far[1] - near[1]) * share)
        low, high = (share, high) if geodesic_km(stands, between) < ruler_km else (low, share)
    return near[0] + (far[0] - near[0]) * high, near[1] + (far[1] - near[1]) * high


def shared_border(outlines: pd.DataFrame, one: str, other: str) -> np.ndarray:
    """The line that two states share (points x longitude and latitude), along the first state's outline; empty where there is none.

    ``outlines`` is the table of that name, in which neighbours have the same points.

    >>> square = [("A", 0, 0), ("A", 1, 0), ("A", 1, 1), ("A", 0, 1), ("B", 1, 1), ("B", 1, 0), ("B", 2, 0)]
    >>> table = pd.DataFrame(square, columns=["shape", "longitude", "latitude"]).assign(kind="country", part=1, point=[1, 2, 3, 4, 1, 2, 3])
    >>> shared_border(table, "A", "B").tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    states = outlines[outlines["kind"] == "country"].sort_values(["part", "point"])
    mine, theirs = (states.loc[states["shape"] == name, ["longitude", "latitude"]].astype(float).to_numpy() for name in (one, other))
    known = {tuple(point) for point in theirs.tolist()}
    shared = np.array([tuple(point) in known for point in mine.tolist()], dtype=bool)
    if not shared.any():
        return np.empty((0, 2))
    # An outline is a ring: turn it so that it starts outside the shared line, which may lie across its first point.
    start = 0 if shared.all() else int(np.argmin(shared))
    return np.roll(mine, -start, axis=0)[np.roll(shared, -start)]
