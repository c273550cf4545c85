"""The numbers that prose may use: computed from the tables, formatted once, each known by one name.

A module for each lesson says what prose takes from which table (``FROM_TABLES``) and, where it has them, which numbers are
conventions and models of our own (``conventions``).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dualtrack.facts import harmel_comparison, rollercoaster_2024, situational_neutrality, start_here, synthesis, watershed_2022
from dualtrack.tables import load
from dualtrack.tables.package import data_folder

LESSONS = (start_here, situational_neutrality, watershed_2022, rollercoaster_2024, harmel_comparison, synthesis)
# Each table of which prose takes something.
COMPUTED_FROM = tuple(dict.fromkeys(table for lesson in LESSONS for table in lesson.FROM_TABLES))


def facts() -> dict[str, str]:
    """Every placeholder that lessons and exercises may use, with its text.

    >>> facts()["opposed_with_russia"], facts()["opposed_n"]
    ('78.7 %', '174')
    """
    return {name: text for table in COMPUTED_FROM for name, text in facts_of(table).items()} | _conventions()


def facts_of(table: str) -> dict[str, str]:
    """The placeholders that are computed from one table, by whichever lessons; none for a table that prose takes nothing from.

    >>> facts_of("unga_resolutions")["resolutions_n"], facts_of("sources")
    ('eleven', {})
    """
    return dict(_computed(table, data_folder())) if table in COMPUTED_FROM else {}


@lru_cache(maxsize=64)
def _computed(table: str, _folder: Path) -> dict[str, str]:
    """What prose takes from a table of one data folder: computed once in a run, since every bank and lesson asks for it."""
    rows = load(table)
    return {name: text for lesson in LESSONS if table in lesson.FROM_TABLES for name, text in lesson.FROM_TABLES[table](rows).items()}


@lru_cache(maxsize=1)
def _conventions() -> dict[str, str]:
    """The numbers that hang on no table: conventions, made-up examples, models."""
    return {name: text for lesson in LESSONS if hasattr(lesson, "conventions") for name, text in lesson.conventions().items()}
