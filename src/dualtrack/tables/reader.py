"""Tables as typed frames."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.tables.package import data_folder, resource


def load(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read one table of the data package as a typed frame.

    Integers are int64 (Int64 where a value can be missing), numbers Float64, dates datetime64, true/false boolean, the
    rest text; an empty cell is missing. The frame is the caller's own. Raises CourseError for an unknown table, and for a value that does not fit its
    column, with file, row and column.

    >>> resolutions = load("unga_resolutions")
    >>> resolutions.loc[resolutions["resolution"] == "A/RES/68/262", ["yes", "no", "abstain"]].values.tolist()
    [[100, 11, 58]]
    """
    about = resource(name, folder)
    path = (folder or data_folder()) / about["path"]
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CourseError(f"{path}: there is no such file, though datapackage.json names it as table {name!r}.") from None
    return _frame(content, json.dumps(about["schema"]["fields"]), path).copy()


@lru_cache(maxsize=64)
def _frame(content: bytes, fields_as_json: str, path: Path) -> pd.DataFrame:
    """The typed frame of a file's content: the same content is read once, since lessons and items ask for the same tables again and again."""
    try:
        raw = pd.read_csv(io.BytesIO(content), dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CourseError(f"{path}: this is not a table of comma-separated values in UTF-8 ({error}).") from None
    fields = json.loads(fields_as_json)
    missing = [field["name"] for field in fields if field["name"] not in raw.columns]
    if missing:
        raise CourseError(f"{path}, row 1: column {missing[0]!r} is missing. Found: {', '.join(raw.columns)}.")
    return pd.DataFrame({field["name"]: _typed(raw[field["name"]], field, path) for field in fields})


def _typed(column: pd.Series, field: dict, path: Path) -> pd.Series:
    kind = field["type"]
    if kind not in CONVERTERS:
        raise CourseError(f"{path}: column {field['name']!r} has the unknown type {kind!r}. Known: {one_of(CONVERTERS)}.")
    convert, allowed = CONVERTERS[kind]
    typed = convert(column)
    wrong = column.notna() & typed.isna()
    if wrong.any():
        at = wrong.idxmax()
        raise CourseError(f"{path}, row {at + 2}, column {field['name']!r}: found {column[at]!r}, allowed is {allowed}.")
    complete = field.get("constraints", {}).get("required") and typed.notna().all()
    return typed.astype("int64") if typed.dtype == "Int64" and complete else typed


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column, errors="coerce").astype("Float64")


def _integers(column: pd.Series) -> pd.Series:
    numbers = _numbers(column)
    return numbers.where(numbers % 1 == 0).astype("Int64")


def _dates(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")


def _true_or_false(column: pd.Series) -> pd.Series:
    return column.map({"true": True, "false": False}).astype("boolean")


CONVERTERS = {
    "string": (lambda column: column, "any text"),
    "integer": (_integers, "a whole number"),
    "year": (_integers, "a year"),
    "number": (_numbers, "a number"),
    "date": (_dates, "a date like 2024-07-13"),
    "boolean": (_true_or_false, "true or false"),
}
