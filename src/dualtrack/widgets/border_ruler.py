"""A ruler laid along the border, of lesson 01."""

from __future__ import annotations

import ipywidgets

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.border_ruler import POINT_BY_POINT, RULERS, RuledBorder, scale_of
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled


class BorderRulerExplorer(Explorer):
    """The border of Belarus and Ukraine walked with a ruler: which ruler, on which outline, and the lengths of all rulers.

    ``ruler`` sets the start, in kilometres; 0 goes from point to point. Raises CourseError for another ruler.

    >>> explorer = BorderRulerExplorer(ruler=200)
    >>> explorer.figure.line.split(", as computed")[0]
    'A ruler of 200 km, laid from west to east in 2 whole steps, makes the border 588 km long on the outline 1:10 million'
    """

    def __init__(self, ruler: float = 100):
        rulers = (*RULERS, POINT_BY_POINT)
        if ruler not in rulers:
            raise CourseError(f"border_ruler(ruler=...): found {ruler!r}, allowed is one of: {one_of(f'{each:g}' for each in rulers)}.")
        figure = RuledBorder(load("border_line"), load("border_length"))
        choices = [(f"{each:g} km" if each else "from point to point", each) for each in rulers]
        outlines = [(scale_of(name), name) for name in figure.outlines]
        controls = {
            "ruler": labelled(ipywidgets.Dropdown, "Ruler", options=choices, value=float(ruler)),
            "outline": labelled(ipywidgets.Dropdown, "Outline", options=outlines, value=figure.outlines[-1]),
            "all": labelled(ipywidgets.Checkbox, "Show the lengths of all rulers", value=False, indent=False),
        }
        super().__init__(figure, controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """Ruler and outline, then the lengths of all."""
        return [ipywidgets.HBox([self.controls[name] for name in ("ruler", "outline", "all")], layout={"flex_flow": "row wrap"})]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.controls["ruler"].value, self.controls["outline"].value, self.controls["all"].value)
