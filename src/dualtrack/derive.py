"""Recompute a table from its publisher's original file and compare it, cell by cell, with the one that is shipped."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dualtrack.analysis import derivation
from dualtrack.errors import CourseError, one_of
from dualtrack.tables import load
from dualtrack.tables.package import resource

TOLERANCE = 0.0005
SAMPLE = 10


def _agreement(original: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    _need_states(original, {"Belarus", *shipped["partner"]})
    return derivation.unga_agreement(original, sorted(shipped["partner"].unique()), int(shipped["year"].min()))


def _opposed(original: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    _need_states(original, {"Russia", "Ukraine", *shipped["state"]})
    return derivation.unga_opposed(original, sorted(shipped["state"].unique()))


def _need_states(original: pd.DataFrame, names: set[str]) -> None:
    """Refuse a file that names states otherwise, as with the codes of the Correlates of War."""
    missing = [code for code, name in derivation.STATES.items() if name in names and code not in set(original["Country"])]
    if missing:
        raise CourseError(f"Column 'Country': there is no {missing[0]!r}. Expected are ISO codes of three letters, among them {one_of(missing)}.")


# Each table that can be recomputed, with what computes it from the original and the shipped table (whose states and years it takes).
RECIPES: dict[str, Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]] = {
    "unga_agreement": _agreement,
    "unga_opposed": _opposed,
    "border_events": lambda original, _shipped: derivation.border_events(original),
    "launches": lambda original, _shipped: derivation.launches(original),
}


@dataclass(frozen=True)
class Comparison:
    """How a recomputed table fits the shipped one: rows of each, and each difference in words."""

    table: str
    rows: int
    shipped: int
    differences: list[str]

    def __str__(self) -> str:
        found = len(self.differences)
        lines = [f"{self.table}: {self.rows:,} rows recomputed, {self.shipped:,} shipped."]
        lines += self.differences[:SAMPLE]
        if found > SAMPLE:
            lines.append(f"... and {found - SAMPLE:,} more.")
        return "\n".join([*lines, "All cells agree." if not found else f"{found:,} difference{'' if found == 1 else 's'}."])


def derive(name: str, file: Path) -> Comparison:
    """Recompute a table from a file and compare; a file or table that can't be used is a clear error."""
    if name not in RECIPES:
        raise CourseError(f"{name!r} can't be recomputed from a file. These can: {one_of(RECIPES)}.")
    shipped = load(name)
    original = read_original(file, resource(name)["derived_from"])
    try:
        recomputed = RECIPES[name](original, shipped)
    except (KeyError, TypeError, ValueError, SyntaxError) as error:
        raise CourseError(f"{file.name}: its columns are there, but a value can't be counted with ({error}). Expected is {_expected(name)}.") from None
    return compare(name, recomputed, shipped, resource(name)["schema"]["primaryKey"])


def read_original(file: Path, expected: dict) -> pd.DataFrame:
    """Read a publisher's file, as CSV with commas, semicolons or tabs; ``expected`` has ``file``, ``where`` and ``columns``."""
    try:
        original = pd.read_csv(file, sep=None, engine="python", encoding="utf-8-sig", dtype=None)
    except FileNotFoundError:
        raise CourseError(f"{file}: there is no such file. Expected is {expected['file']}, from {expected['where']}.") from None
    except (OSError, csv.Error, pd.errors.ParserError, ValueError) as error:
        raise CourseError(f"{file.name}: this can't be read as a table of values ({error}). Expected is {expected['file']}.") from None
    missing = [column for column in expected["columns"] if column not in original.columns]
    if missing:
        found = ", ".join(map(str, original.columns[:12])) + (", ..." if len(original.columns) > 12 else "")
        raise CourseError(
            f"{file.name}: column {missing[0]!r} is missing. Expected is {expected['file']}, with the columns {', '.join(expected['columns'])}. Found: {found}."
        )
    if original.empty:
        raise CourseError(f"{file.name}: there is no row below the header. Expected is {expected['file']}.")
    return original


def compare(name: str, recomputed: pd.DataFrame, shipped: pd.DataFrame, key: list[str]) -> Comparison:
    """Compare two tables by their key, numbers within rounding; rows that one of them lacks are differences too."""
    both = shipped.merge(recomputed, on=key, how="outer", suffixes=(" shipped", " recomputed"), indicator=True)
    differences = []
    for row in both.to_dict("records"):
        where = f"{name}, {', '.join(f'{column} {row[column]}' for column in key)}"
        if row["_merge"] != "both":
            differences.append(f"{where}: this row is only {'shipped' if row['_merge'] == 'left_only' else 'recomputed'}.")
            continue
        for column in (column for column in shipped.columns if column not in key):
            old, new = row[f"{column} shipped"], row[f"{column} recomputed"]
            if not _same(old, new):
                differences.append(f"{where}, column {column!r}: shipped {old}, recomputed {new}.")
    return Comparison(name, len(recomputed), len(shipped), differences)


def _same(old: object, new: object) -> bool:
    if pd.isna(old) or pd.isna(new):
        return bool(pd.isna(old) and pd.isna(new))
    if isinstance(old, bool | str):
        return old == new
    return abs(float(old) - float(new)) <= TOLERANCE


def _expected(name: str) -> str:
    return resource(name)["derived_from"]["file"]
