"""The map of the border by year, of lesson 01."""

from __future__ import annotations

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.figures.border_map import SHOWN, BorderByYear
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import Explorer, labelled

YEARS = (2001, 2022)
LABELS = {"talks": "Talks on the war", "meetings": "Meetings of leaders", "commands": "Operational commands"}


class BorderMapExplorer(Explorer):
    """A map of Belarus and Ukraine by year: venues of talks, meetings of the two states' leaders, operational commands.

    ``year`` sets the start, from 2001 to 2022. Raises CourseError for another year.

    >>> explorer = BorderMapExplorer()
    >>> explorer.figure.line.split(". ")[1]
    'Talks: Package of Measures (Minsk) and contact group (Minsk)'
    """

    def __init__(self, year: int = 2015):
        years = list(range(YEARS[0], YEARS[1] + 1))
        if year not in years:
            raise CourseError(f"border_map(year=...): found {year!r}, allowed is a year from {YEARS[0]} to {YEARS[1]}.")
        controls = {"year": labelled(ipywidgets.Dropdown, "Year", options=years, value=year)}
        controls |= {name: labelled(ipywidgets.Checkbox, LABELS[name], value=True, indent=False) for name in SHOWN}
        super().__init__(BorderByYear(load("outlines"), load("places"), _with_short_names()), controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """The year, and what is shown."""
        return [ipywidgets.HBox([self.controls[name] for name in ("year", *SHOWN)], layout={"flex_flow": "row wrap"})]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.controls["year"].value, tuple(name for name in SHOWN if self.controls[name].value))


def _with_short_names():
    """The table ``border_sites`` with its sources by author and year."""
    sites = load("border_sites")
    named = sites["source_ids"].str.split()
    citations = Citations(load("sources")).among([source for row in named for source in row])
    return sites.assign(source_ids=["; ".join(citations.short(source) for source in row) for row in named])
