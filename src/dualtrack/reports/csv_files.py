"""CSV files that lecturers open in spreadsheets: written without formulas, read however a spreadsheet saved them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from dualtrack.errors import CourseError, one_of
from dualtrack.files import replace_file
from dualtrack.marking.harmless import brief, cell, clean

LARGEST = 50_000_000
# Excel takes a CSV file for UTF-8 only if it begins with this mark; Canvas and Moodle do without.
MARK = "\ufeff"


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (RFC 4180, UTF-8, line feeds), no cell of which is a formula.

    >>> csv_text(["name", "note"], [['Ann "A", B', "=1+1"]])
    'name,note\\n"Ann ""A"", B",\\'=1+1\\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell(value) for value in head])
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return text.getvalue()


def write_csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]], mark: bool = False) -> None:
    """Write a CSV file whole; with a ``mark``, so that Excel shows every script."""
    replace_file(path, (MARK if mark else "") + csv_text(head, rows))


def read_csv(path: Path, needed: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, each with its number in a spreadsheet (the head is 1) and its cells by column name in small letters.

    Commas, semicolons or tabs part the cells; empty rows are left out; an apostrophe that was set before a formula is taken away.
    Raises CourseError where the file can't be read or lacks a column.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{path.name}: found {path.stat().st_size:,} bytes, allowed are {LARGEST:,}.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"{path.name}: the file can't be read ({error.strerror or error}).") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path.name}: byte {error.start + 1} is not UTF-8. In the spreadsheet, save it as “CSV UTF-8”.") from None
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise CourseError(f"{path.name}: this is not a CSV file ({error}).") from None
    head = [clean(name).strip().lower() for name in rows[0]] if rows else []
    for name in needed:
        if head.count(name) != 1:
            raise CourseError(f"{path.name}: found the columns {brief(one_of(head), 200) or 'none'}; needed is one column {name!r}.")
    found = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [_bare(value) for value in row]
        if any(cells):
            found.append((number, dict(zip(head, [*cells, *[""] * (len(head) - len(cells))], strict=False))))
    return found


def _bare(value: str) -> str:
    text = clean(value).strip()
    return text[1:] if text.startswith("'") and cell(text[1:]) == text else text
