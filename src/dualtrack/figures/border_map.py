"""The map of the border by year: venues of talks, meetings of leaders, operational commands."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon

from dualtrack.analysis.border import shared_border
from dualtrack.figures.maps import draw_land, ring_points
from dualtrack.figures.moving import MovingFigure
from dualtrack.figures.style import CONTACTS, CONTEXT, MILITARY, SHADES, TEXT, new_figure, styled
from dualtrack.wording import listed

WINDOW = (20.7, 40.6, 44.2, 56.4)  # degrees east from, to; degrees north from, to
NAMES = {"Belarus": (29.2, 55.15), "Ukraine": (32.4, 48.6), "Russia": (36.8, 54.6), "Poland": (22.3, 52.7), "Romania": (25.2, 46.4), "Lithuania": (23.9, 55.5)}
# What can be shown, and the kinds of rows that belong to it. War is always shown.
SHOWN = {"talks": ("talks", "online"), "meetings": ("meeting",), "commands": ("command", "plan")}
# Labels stand on the side where they meet nothing in any year: shift in degrees, alignment.
BELOW, RIGHT = (0, -0.3, "center", "top"), (0.35, 0, "left", "center")
SIDES = {"minsk": (-0.3, -0.3, "left", "top"), "kyiv": BELOW, "zhytomyr": BELOW}


class Mark(NamedTuple):
    """How a kind of row is drawn: marker, colour, and its words in the key."""

    marker: str
    colour: str
    words: str


MARKS = {
    "talks": Mark("o", CONTACTS, "talks on the war"),
    "meeting": Mark("D", CONTACTS, "leaders meet"),
    "command": Mark("^", MILITARY, "operational command"),
}
OFF_MAP = {"war": "War:", "talks": "Talks, place not entered:", "online": "Talks without a place:", "plan": "Command, no seat seen:"}
WORDS = {"talks": "Talks", "meetings": "Meetings of leaders", "commands": "Commands"}


class BorderByYear(MovingFigure):
    """A map of Belarus and Ukraine for one year, and beside it what has no place on it.

    ``show`` changes the year and what is shown. Parameters: the tables ``outlines``, ``places`` and ``border_sites``; ``source_ids`` of the
    last may hold short names instead.
    """

    def __init__(self, outlines: pd.DataFrame, places: pd.DataFrame, sites: pd.DataFrame):
        self._sites = sites.assign(last_year=sites["last_year"].astype("Int64"))
        self._points = _points(outlines, places, sites)
        figure = new_figure()
        figure.set_size_inches(7.2, 4.8)
        with styled():
            moving = self._make_artists(figure, outlines)
        super().__init__(figure, moving)
        self.show()

    def _make_artists(self, figure: Figure, outlines: pd.DataFrame) -> list[Artist]:
        axes = figure.add_axes((0.005, 0.01, 0.665, 0.98))
        draw_land(axes, outlines, WINDOW, inland=False)
        border = shared_border(outlines, "Belarus", "Ukraine")
        axes.plot(border[:, 0], border[:, 1], color=TEXT, linewidth=2.4, solid_capstyle="butt")
        for name, (east, north) in NAMES.items():
            inside = name in SHADES
            axes.text(east, north, name.upper(), color=TEXT if inside else CONTEXT, ha="center", va="center", weight="bold" if inside else "normal")
        axes.text(32.2, 45.0, "Crimea", color=TEXT, ha="right", va="center")
        rings = outlines[outlines["status"] == "occupied"].groupby(["shape", "part"], sort=False)
        self._occupied = [axes.add_patch(Polygon(ring_points(ring), facecolor="none", edgecolor=TEXT, linewidth=0.8, hatch="////")) for _key, ring in rings]
        self._markers, self._labels = {}, {}
        for kind, mark in MARKS.items():
            for place, (_name, east, north, is_area) in self._points.items():
                look = {"marker": mark.marker, "color": mark.colour, "markerfacecolor": "white" if is_area else mark.colour, "markeredgewidth": 1.6}
                (self._markers[kind, place],) = axes.plot([east], [north], linestyle="", markersize=10, **look)
        for place, (name, east, north, _is_area) in self._points.items():
            right, up, horizontal, vertical = SIDES.get(place, RIGHT)
            self._labels[place] = axes.text(east + right, north + up, name, ha=horizontal, va=vertical, color=TEXT, weight="bold")
        beside = _key(figure)
        self._year = beside.text(0, 0.985, "", size=20, weight="bold", color=TEXT, va="top")
        self._beside = beside.text(0, 0.56, "", color=TEXT, va="top", linespacing=1.35)
        return [*self._occupied, *self._markers.values(), *self._labels.values(), self._year, self._beside]

    def show(self, year: int = 2015, shown: tuple[str, ...] = tuple(SHOWN)) -> None:
        """Show a year, and of "talks", "meetings" and "commands" those named."""
        kinds = {kind for name in shown for kind in SHOWN[name]} | {"war"}
        rows = self._sites[(self._sites["first_year"] <= year) & (self._sites["last_year"].fillna(year) >= year) & self._sites["kind"].isin(kinds)]
        spots = rows["place_id"].fillna(rows["area"])
        spots = spots.where(spots.isin(list(self._points)) | (rows["kind"] == "war"))
        drawn = {(kind, spot) for kind, spot in zip(rows["kind"], spots, strict=True) if pd.notna(spot)}
        for key, marker in self._markers.items():
            marker.set_visible(key in drawn)
        for place, label in self._labels.items():
            label.set_visible(any(key in drawn for key in ((kind, place) for kind in MARKS)))
        for ring in self._occupied:
            ring.set_visible("Crimea" in set(rows.loc[rows["kind"] == "war", "area"].dropna()))
        self._year.set_text(str(year))
        self._beside.set_text(_beside(rows[spots.isna()]))
        names = [self._points[spot].name if spot in self._points else spot if pd.notna(spot) else "-" for spot in spots]
        years = [f"{row.first_year} to {'no end found' if pd.isna(row.last_year) else row.last_year}" for row in rows.itertuples()]
        self.table = rows[["what", "kind"]].assign(place=names, **{"on the map": years}, note=rows["note"], sources=rows["source_ids"])
        self.line = f"In {year}: {_war(rows)}{' '.join(_said(name, rows, names) for name in shown) or 'Nothing else is chosen.'}"
        self.alt = f"Map of Belarus and Ukraine with their common border, by year: what is shown, its kind and place. Crimea is drawn in Ukraine. {self.line}"


class Point(NamedTuple):
    """Where a town or an area is drawn."""

    name: str
    east: float
    north: float
    is_area: bool


def _points(outlines: pd.DataFrame, places: pd.DataFrame, sites: pd.DataFrame) -> dict[str, Point]:
    """Each town and area that the sites name; an area by the middle of its outline."""
    towns = places.set_index("id")
    found = {}
    for place in [place for place in sites["place_id"].dropna().unique() if place in towns.index]:
        found[place] = Point(towns.at[place, "name"], float(towns.at[place, "longitude"]), float(towns.at[place, "latitude"]), False)
    for area in sites.loc[sites["kind"] != "war", "area"].dropna().unique():
        ring = outlines[(outlines["shape"] == area) & (outlines["kind"] != "country") & (outlines["part"] == 1)]
        east, north = (float(ring[name].max() + ring[name].min()) / 2 for name in ("longitude", "latitude"))
        found[area] = Point(f"{area} oblast", east, north, True)
    return found


def _key(figure: Figure) -> Axes:
    """The strip to the right of the map, with the key."""
    beside = figure.add_axes((0.69, 0.01, 0.305, 0.98))
    beside.set(xticks=[], yticks=[], frame_on=False)
    entries = [Line2D([], [], marker=mark.marker, color=mark.colour, linestyle="", markersize=9) for mark in MARKS.values()]
    entries += [Line2D([], [], color=TEXT, linewidth=2.4), Patch(facecolor="none", edgecolor=TEXT, hatch="////")]
    words = [mark.words for mark in MARKS.values()] + ["border of the two", "occupied"]
    beside.legend(entries, words, loc="upper left", bbox_to_anchor=(-0.03, 0.88), frameon=False, borderaxespad=0, handlelength=1.5, borderpad=0)
    return beside


def _beside(rows: pd.DataFrame) -> str:
    """What is not on the map, a few lines."""
    lines = []
    for kind, heading in OFF_MAP.items():
        own = rows.loc[rows["kind"] == kind, "what"].tolist()
        if own:
            lines += [heading, *(line for what in own for line in _wrapped(what)), ""]
    return "\n".join(lines).rstrip()


def _wrapped(text: str, width: int = 24) -> list[str]:
    """Words on lines of at most so many letters.

    >>> _wrapped("three rounds of Russian-Ukrainian talks")
    ['three rounds of', 'Russian-Ukrainian talks']
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _war(rows: pd.DataFrame) -> str:
    war = rows.loc[rows["kind"] == "war", "what"].tolist()
    return f"{'; '.join(war)}. " if war else ""


def _said(shown: str, rows: pd.DataFrame, names: list[str]) -> str:
    """One sentence on what is shown of one sort."""
    said = [
        f"{what}{f' ({name})' if name != '-' and name not in what else ''}"
        for kind, what, name in zip(rows["kind"], rows["what"], names, strict=True)
        if kind in SHOWN[shown]
    ]
    return f"{WORDS[shown]}: {listed(said) or 'none entered for this year'}."
