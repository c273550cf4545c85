"""A plain figure for each series, by the name of its table; and those that show a model."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.figures import comparisons, maps, score_grid, series, un_record
from dualtrack.figures.accessible import LessonFigure
from dualtrack.figures.border_map import BorderByYear
from dualtrack.figures.border_ruler import RuledBorder
from dualtrack.figures.reciprocity_twins import same_paths
from dualtrack.figures.un_votes import AgreementByYear
from dualtrack.tables import load

__all__ = ["look", "same_paths"]


def _ruled_border(lines: pd.DataFrame, lengths: pd.DataFrame) -> LessonFigure:
    """The border with the lengths of all rulers."""
    figure = RuledBorder(lines, lengths)
    figure.show(all_rulers=True)
    return figure


# Each table that can be looked at, with what draws it from the tables named.
PICTURES: dict[str, tuple[Callable[..., LessonFigure], tuple[str, ...]]] = {
    "unga_agreement": (AgreementByYear, ("unga_agreement",)),
    "unga_opposed": (lambda table: un_record.siding_by_issue(table, (2014, 2018)), ("unga_opposed",)),
    "unga_votes_cast": (lambda table: un_record.no_votes(table, (2005, 2013), (2014, 2021)), ("unga_votes_cast",)),
    "unga_resolutions": (lambda table: un_record.resolution_votes(table, (2014, 2021)), ("unga_resolutions",)),
    "unga_recent": (series.recent_agreement, ("unga_recent",)),
    "neutrality_indicators": (score_grid.indicator_grid, ("neutrality_indicators",)),
    "ideal_points": (series.distances, ("ideal_points",)),
    "border_events": (series.border_events, ("border_events",)),
    "launches": (series.launches, ("launches",)),
    "military_spending": (comparisons.spending, ("military_spending",)),
    "nato_burdens": (comparisons.burdens, ("nato_burdens",)),
    "trade_shares": (series.trade, ("trade_shares",)),
    "border_length": (comparisons.border_length, ("border_length",)),
    "border_line": (_ruled_border, ("border_line", "border_length")),
    "border_sites": (BorderByYear, ("outlines", "places", "border_sites")),
    "dispute_recurrence": (comparisons.recurrence, ("dispute_recurrence",)),
    "harmel_matrix": (comparisons.harmel, ("harmel_matrix",)),
    "outlines": (maps.border_map, ("outlines", "places")),
    "places": (maps.border_map, ("outlines", "places")),
}


def look(name: str) -> LessonFigure:
    """The plain figure of a table: a picture with its alt text, and the table behind it.

    >>> look("border_length").alt.endswith("both states give 1,084 km.")
    True
    """
    if name not in PICTURES:
        raise CourseError(f"There is no figure of {name!r}. There is one of: {one_of(PICTURES)}.")
    draw, tables = PICTURES[name]
    return draw(*(load(table) for table in tables))
