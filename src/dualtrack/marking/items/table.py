"""Table: a small table, from a DataFrame or Series, or typed line by line; its content counts, not its index."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.marking.fields import FieldError, Fields
from dualtrack.marking.items.base import Item, Mark, plain
from dualtrack.marking.items.coded import share
from dualtrack.marking.items.number import decimal

MOST_ROWS = 500
SHOWN = 40


@dataclass(frozen=True)
class Column:
    """One column: its name, whether it holds numbers, their unit and tolerance."""

    name: str
    number: bool
    unit: str = ""
    tolerance: float = 0.0

    def read(self, cell: object, where: str) -> object:
        """A cell as it is stored; raises CourseError that names where it stands."""
        text = str(cell).strip()
        if not self.number:
            return text
        try:
            value = math.nan if isinstance(cell, bool) else decimal(text.removesuffix(self.unit).strip())
        except CourseError as error:
            raise CourseError(f"{where}, column {self.name!r}: {error}") from None
        if not math.isfinite(value):
            unit = f" ({self.unit})" if self.unit else ""
            raise CourseError(f"{where}, column {self.name!r}: found {text[:SHOWN]!r}, allowed is a number{unit}.")
        return value

    def refuse_shares(self, cells: list) -> None:
        """Raise CourseError where per cent are asked for and every value is a share from 0 to 1.

        >>> Column("share", True, "%").refuse_shares([0.787, 0.5])
        Traceback (most recent call last):
            ...
        dualtrack.errors.CourseError: Column 'share': found 0.5 to 0.787, which are shares of 1; allowed are numbers in per cent. Multiply by 100.
        """
        if self.number and self.unit == "%" and all(0 <= cell <= 1 for cell in cells) and any(cell % 1 for cell in cells):
            raise CourseError(
                f"Column {self.name!r}: found {plain(min(cells))} to {plain(max(cells))}, which are shares of 1; "
                f"allowed are numbers in per cent. Multiply by 100."
            )

    def same(self, given: object, key: object) -> bool:
        """Whether a stored cell is the key's, within the tolerance."""
        return abs(given - key) <= self.tolerance + 1e-9 if self.number else given.casefold() == key.casefold()

    def say(self, cell: object) -> str:
        """A stored cell in words."""
        return f"{plain(cell)} {self.unit}".strip() if self.number else str(cell)


@dataclass(frozen=True)
class TableItem(Item):
    """The answer is ``{"columns": [...], "rows": [[...], ...]}``; the order of rows counts only where the item says so.

    Without a key it is a prediction, or numbers that are the student's own.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...] = ()
    hint: str = ""
    in_order: bool = False

    TYPE: ClassVar[str] = "table"
    REQUIRED: ClassVar[tuple[str, ...]] = ("columns",)
    OPTIONAL: ClassVar[tuple[str, ...]] = ("rows", "hint", "in_order")
    PUBLIC: ClassVar[tuple[str, ...]] = ("columns",)

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Columns with a name and a type (text or number); rows of the key, one list each, mostly placeholders."""
        columns = tuple(_column(entry, keyed) for entry in fields.sequence("columns", Fields, "columns, each with a name and a type"))
        names = [column.name for column in columns]
        if not names or len(set(names)) != len(names):
            raise FieldError(fields.line, f"found the columns {one_of(names) or 'none'}, allowed are one or more, no two alike.")
        if not keyed:
            return {"columns": columns}
        if "rows" not in fields:
            if fields.text("points").number("points") > 0:
                raise FieldError(fields.line, f"item {fields['id']!r} has points but no key.")
            return {"columns": columns}
        fields.need("a table with a key", ("hint",))
        rows = []
        for number, row in enumerate(fields.sequence("rows", list, "rows, each a list of cells"), start=1):
            line = getattr(row[0], "line", fields.line) if row else fields.line
            if len(row) != len(columns):
                raise FieldError(line, f"row {number} of the key has {len(row)} cells, allowed are {len(columns)}.")
            try:
                rows.append(tuple(column.read(cell, f"row {number}") for column, cell in zip(columns, row, strict=True)))
            except CourseError as error:
                raise FieldError(line, str(error)) from None
        if not rows:
            raise FieldError(fields.line, "the key has no rows.")
        in_order = "in_order" in fields and fields.text("in_order").true("in_order")
        return {"columns": columns, "rows": tuple(rows), "hint": str(fields.text("hint")), "in_order": in_order}

    def public_fields(self) -> dict[str, object]:
        """Each column's name, type and unit."""
        return {
            "columns": [
                {"name": column.name, "type": "number" if column.number else "text"} | ({"unit": column.unit} if column.unit else {}) for column in self.columns
            ]
        }

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        told = [f"{column.name} ({'number' + (', ' + column.unit if column.unit else '') if column.number else 'text'})" for column in self.columns]
        return f"a table with the columns {one_of(told)}"

    def read(self, given: object) -> dict[str, list]:
        """The table as columns and rows: from a frame or series, a stored answer, or text with a row on each line."""
        names, rows = _cells(given, [column.name for column in self.columns])
        missing = [column.name for column in self.columns if column.name not in names]
        if missing:
            raise CourseError(f"Column {missing[0]!r} is missing. Found: {one_of(names)[:120] or 'none'}; allowed is {self.allowed}.")
        if not 0 < len(rows) <= MOST_ROWS:
            raise CourseError(f"Found {len(rows):,} rows, allowed are 1 to {MOST_ROWS}.")
        places = [names.index(column.name) for column in self.columns]
        read = [
            [column.read(row[place], f"Row {number}") for column, place in zip(self.columns, places, strict=True)] for number, row in enumerate(rows, start=1)
        ]
        for place, column in enumerate(self.columns):
            column.refuse_shares([row[place] for row in read])
        return {"columns": [column.name for column in self.columns], "rows": read}

    def say(self, value: object) -> str:
        """The rows in words, with the units; of a long table the first ones."""
        said = [", ".join(column.say(cell) for column, cell in zip(self.columns, row, strict=True)) for row in value["rows"][:6]]
        more = len(value["rows"]) - len(said)
        return "; ".join([*said, *([f"and {more} more rows"] if more > 0 else [])])

    def mistakes(self) -> list[dict[str, list]]:
        """The first row again and again; none where there is no key."""
        if not self.rows:
            return []
        return [{"columns": [column.name for column in self.columns], "rows": [list(self.rows[0])] * (len(self.rows) + 1)}]

    def solution(self) -> dict[str, list] | None:
        """The key's rows, if there are any."""
        if not self.rows:
            return None
        return {"columns": [column.name for column in self.columns], "rows": [list(row) for row in self.rows]}

    def mark(self, value: object) -> Mark:
        """The share of the key's rows that are there, less the share of rows too many; never below 0."""
        if not self.rows:
            return Mark(0.0, 0.0)
        rows = value["rows"]
        if self.in_order:
            right = sum(self._same(given, key) for given, key in zip(rows, self.rows, strict=False))
        else:
            left = list(rows)
            right = 0
            for key in self.rows:
                found = next((given for given in left if self._same(given, key)), None)
                if found is not None:
                    left.remove(found)
                    right += 1
        extra = max(0, len(rows) - len(self.rows))
        points = share(self.points, max(0, right - extra), len(self.rows))
        return Mark(points, self.points, () if right == len(self.rows) and not extra else (self.hint,))

    def _same(self, given: Sequence, key: Sequence) -> bool:
        return all(column.same(one, other) for column, one, other in zip(self.columns, given, key, strict=True))


def _column(entry: Fields, keyed: bool) -> Column:
    entry.need("a column", ("name", "type"), ("name", "type", "unit", *(["tolerance"] if keyed else [])))
    kind = entry.text("type")
    if kind not in ("text", "number"):
        raise FieldError(kind.line, f"found {str(kind)!r} as type of a column, allowed is text or number.")
    tolerance = entry.text("tolerance").number("tolerance") if "tolerance" in entry else 0.0
    return Column(str(entry.text("name")), kind == "number", str(entry.text("unit")) if "unit" in entry else "", tolerance)


def _cells(given: object, expected: list[str]) -> tuple[list[str], list[list]]:
    """Names of columns and rows of cells, whatever form a table is given in."""
    if isinstance(given, pd.Series):
        given = given.to_frame(given.name if given.name is not None else expected[-1])
    if isinstance(given, pd.DataFrame):
        named = [name for name in given.index.names if name in expected and name not in given.columns]
        frame = given.reset_index(named) if named else given
        if len(expected) == len(frame.columns) + 1 and not named and frame.index.name is None and len(set(expected) - set(map(str, frame.columns))) == 1:
            frame = frame.rename_axis((set(expected) - set(map(str, frame.columns))).pop()).reset_index()
        return [str(name) for name in frame.columns], frame.astype(object).where(frame.notna(), "").to_numpy().tolist()
    if isinstance(given, Mapping) and set(given) == {"columns", "rows"} and isinstance(given["columns"], list) and isinstance(given["rows"], list):
        names = [str(name) for name in given["columns"]]
        if all(isinstance(row, list) and len(row) == len(names) for row in given["rows"]):
            return names, given["rows"]
    if isinstance(given, str):
        return _typed(given, expected)
    raise CourseError(f"Found {str(given)[:SHOWN]!r}, allowed is a DataFrame, a Series, or text with a row on each line.")


def _typed(text: str, expected: list[str]) -> tuple[list[str], list[list]]:
    """A table typed or pasted: a row on each line, cells parted by tabs, semicolons or commas; a first line of names may stand above."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise CourseError("Nothing is entered yet; asked for is a row on each line.")
    mark = next((mark for mark in ("\t", ";", ",") if mark in lines[0]), "\t")
    rows: list[list] = [[cell.strip() for cell in line.split(mark)] for line in lines]
    if {cell.casefold() for cell in rows[0]} == {name.casefold() for name in expected}:
        head, *rows = rows
        names = [next(name for name in expected if name.casefold() == cell.casefold()) for cell in head]
    else:
        names = expected
    for number, row in enumerate(rows, start=1):
        if len(row) != len(names):
            raise CourseError(f"Row {number}: found {len(row)} cells, allowed are {len(names)} ({one_of(names)}), parted by semicolons.")
    return names, rows
