"""Ideal points from UN votes, of lesson 01."""

from __future__ import annotations

import ipywidgets

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.ideal_points import MEASURES, IdealPoints
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled


class IdealPointExplorer(Explorer):
    """Where states stand on the main line of UN voting, by year: the year to read, the votes behind the points, the states.

    ``year`` and ``states`` set the start. Raises CourseError for a value that there is not.

    >>> explorer = IdealPointExplorer(year=2021)
    >>> explorer.figure.line.split(";")[0].split(": ")[1]
    'Belarus −1.06 (−1.18 to −0.94), Russia −0.78 (−0.89 to −0.67) and Ukraine 1.32 (1.16 to 1.49). In brackets'
    """

    def __init__(self, year: int = 2015, states: tuple[str, ...] = ("Russia", "Ukraine")):
        figure = IdealPoints(load("ideal_points"))
        states = (states,) if isinstance(states, str) else states
        self.states = figure.states
        for name, value, allowed in [("year", year, figure.years), *[("states", state, self.states) for state in states]]:
            if value not in allowed:
                raise CourseError(f"ideal_points({name}=...): found {value!r}, allowed is one of: {one_of(allowed)}.")
        controls = {
            "year": labelled(ipywidgets.Dropdown, "Year to read", options=figure.years, value=year),
            "measure": labelled(ipywidgets.Dropdown, "Points by", options=[(meaning, name) for name, meaning in MEASURES.items()], value="all_votes"),
        }
        controls |= {name: labelled(ipywidgets.Checkbox, name, value=name in states, indent=False) for name in self.states}
        super().__init__(figure, controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """The year and the votes, then the states."""
        wrap = {"flex_flow": "row wrap"}
        return [
            ipywidgets.HBox([self.controls["year"], self.controls["measure"]], layout=wrap),
            ipywidgets.HBox([ipywidgets.Label("Beside Belarus:"), *[self.controls[name] for name in self.states]], layout=wrap),
        ]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        states = tuple(name for name in self.states if self.controls[name].value)
        self.figure.show(self.controls["year"].value, states, self.controls["measure"].value)
