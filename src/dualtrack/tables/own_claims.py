"""A table of claims from a text of one's own, read and checked: each fault is named with file, row and column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dualtrack.coding_scheme import FIELD_OF, HEDGES, codes_for
from dualtrack.errors import CourseError, one_of

REQUIRED = ("id", "claimant", "statement", "kind", "hedge")
OPTIONAL = ("paragraph", "verdict", "evidence_for", "evidence_against", "source", "note")
MOST_ROWS, SHOWN = 500, 40


def read_own_claims(path: Path) -> pd.DataFrame:
    """Read a CSV of claims: id, claimant, statement, kind, hedge; may have paragraph, verdict, evidence_for, evidence_against, source, note.

    Text everywhere, paragraph a whole number (Int64); an empty cell is missing. ``kind``, ``hedge`` and ``verdict`` may be empty (not yet coded).
    Commas or semicolons part the columns, as a spreadsheet writes them. Raises CourseError with file, row, column, found and allowed.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.splitlines()[0] if text.strip() else ""
        table = pd.read_csv(path, sep=";" if head.count(";") > head.count(",") else ",", dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except FileNotFoundError:
        raise CourseError(f'{name}: there is no such file beside this notebook. transfer("{name}", begin=True) makes one from the template.') from None
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CourseError(f"{name}: this is not a table of comma-separated values in UTF-8 ({str(error).strip()[:120]}).") from None
    table.columns = [str(column).strip() for column in table.columns]
    for column in REQUIRED:
        if column not in table.columns:
            raise CourseError(f"{name}, row 1: column {column!r} is missing. Found: {one_of(table.columns)[:160]}; allowed are {one_of(REQUIRED + OPTIONAL)}.")
    unknown = [column for column in table.columns if column not in REQUIRED + OPTIONAL]
    if unknown:
        raise CourseError(f"{name}, row 1: found the column {unknown[0][:SHOWN]!r}, allowed are {one_of(REQUIRED + OPTIONAL)}.")
    if not 0 < len(table) <= MOST_ROWS:
        raise CourseError(f"{name}: found {len(table):,} rows below the header, allowed are 1 to {MOST_ROWS}.")
    table = table.reindex(columns=[*REQUIRED, *OPTIONAL]).apply(lambda column: column.astype("string").str.strip())
    _check(name, table)
    return table.assign(paragraph=pd.to_numeric(table["paragraph"]).astype("Int64"))


def _check(name: str, table: pd.DataFrame) -> None:
    for row in table.itertuples():
        place = f"{name}, row {row.Index + 2}, column"
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
        if pd.notna(row.paragraph) and not row.paragraph.isdigit():
            raise CourseError(f"{place} 'paragraph': found {row.paragraph[:SHOWN]!r}, allowed is a whole number, or empty.")
    twice = table.loc[table["id"].duplicated(), "id"]
    if len(twice):
        raise CourseError(f"{name}, row {twice.index[0] + 2}, column 'id': found {twice.iloc[0][:SHOWN]!r} a second time, allowed is an id that no other row has.")
