"""A table of claims from a text of one's own, read and checked: each fault is named with file, row and column."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from dualtrack.coding_scheme import FIELD_OF, HEDGES, codes_for
from dualtrack.errors import CourseError, one_of

REQUIRED = ("id", "claimant", "statement", "kind", "hedge")
OPTIONAL = ("paragraph", "verdict", "evidence_for", "evidence_against", "source", "note")
MOST_ROWS, SHOWN = 500, 40
WHOLE = re.compile(r"\d{1,6}", re.ASCII)


def read_own_claims(path: Path) -> pd.DataFrame:
    """Read a CSV of claims: id, claimant, statement, kind, hedge; may have paragraph, verdict, evidence_for, evidence_against, source, note.

    Text everywhere, paragraph a whole number (Int64); an empty cell is missing. ``kind``, ``hedge`` and ``verdict`` may be empty (not yet coded).
    Commas or semicolons part the columns, as a spreadsheet writes them. Raises CourseError with file, row, column, found and allowed.
    """
    name = path.name
    head, rows = _cells(path)
    for column in REQUIRED:
        if column not in head:
            raise CourseError(f"{name}, row 1: column {column!r} is missing. Found: {one_of(head)[:160]}; allowed are {one_of(REQUIRED + OPTIONAL)}.")
    for place, column in enumerate(head):
        if column not in REQUIRED + OPTIONAL:
            raise CourseError(f"{name}, row 1: found the column {column[:SHOWN]!r}, allowed are {one_of(REQUIRED + OPTIONAL)}.")
        if column in head[:place]:
            raise CourseError(f"{name}, row 1: found the column {column!r} a second time, allowed is each once.")
    if not 0 < len(rows) <= MOST_ROWS:
        raise CourseError(f"{name}: found {len(rows):,} rows below the header, allowed are 1 to {MOST_ROWS}.")
    table = pd.DataFrame(list(rows.values()), columns=head, index=list(rows), dtype="string").replace("", pd.NA)
    table = table.reindex(columns=[*REQUIRED, *OPTIONAL]).astype("string")
    _check(name, table)
    return table.assign(paragraph=pd.to_numeric(table["paragraph"]).astype("Int64")).reset_index(drop=True)


def _cells(path: Path) -> tuple[list[str], dict[int, list[str]]]:
    """The columns' names, and the rows below by their number in the file, each with a cell for each column; empty rows are passed over."""
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CourseError(f'{name}: there is no such file beside this notebook. transfer("{name}", begin=True) makes one from the template.') from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{name}: this is not a table of comma-separated values in UTF-8 ({str(error).strip()[:120]}).") from None
    first = text.split("\n", 1)[0]
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")]
    except csv.Error as error:
        raise CourseError(f"{name}: this is not a table of comma-separated values ({error}).") from None
    if not rows or not any(rows[0]):
        raise CourseError(f"{name}: this is not a table of comma-separated values: its first row, for the columns' names, is empty.")
    head, below = rows[0], {number: row for number, row in enumerate(rows[1:], start=2) if any(row)}
    for number, row in below.items():
        if len(row) != len(head):
            more = " A text that holds a comma stands in quotation marks." if len(row) > len(head) else ""
            raise CourseError(f"{name}, row {number}: found {len(row)} cells, allowed are {len(head)}, as many as there are columns.{more}")
    return head, below


def _check(name: str, table: pd.DataFrame) -> None:
    for row in table.itertuples():
        place = f"{name}, row {row.Index}, column"
        for column in ("id", "claimant", "statement"):
            if pd.isna(getattr(row, column)):
                raise CourseError(f"{place} {column!r}: the cell is empty, a value is required.")
        for column, allowed in (("kind", tuple(FIELD_OF)), ("hedge", HEDGES)):
            code = getattr(row, column)
            if pd.notna(code) and code not in allowed:
                raise CourseError(f"{place} {column!r}: found {code[:SHOWN]!r}, allowed is one of: {one_of(allowed)}; or empty.")
        if pd.notna(row.verdict):
            if pd.isna(row.kind):
                raise CourseError(f"{place} 'verdict': found {row.verdict[:SHOWN]!r} where no kind is given, allowed is a kind first, or empty.")
            allowed = codes_for(row.kind)
            if row.verdict not in allowed:
                raise CourseError(
                    f"{place} 'verdict': found {row.verdict[:SHOWN]!r}, allowed for {row.kind!r} is {f'one of: {one_of(allowed)}; or ' if allowed else ''}empty."
                )
        if pd.notna(row.paragraph) and not WHOLE.fullmatch(row.paragraph):
            raise CourseError(f"{place} 'paragraph': found {row.paragraph[:SHOWN]!r}, allowed is a whole number, or empty.")
    twice = table.loc[table["id"].duplicated(), "id"]
    if len(twice):
        raise CourseError(f"{name}, row {twice.index[0]}, column 'id': found {twice.iloc[0][:SHOWN]!r} a second time, allowed is an id that no other row has.")
