"""Checks of the data package: structure, types, keys, references, rules between columns, sources and licences."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.tables.package import data_folder, descriptor
from dualtrack.tables.reader import load

LICENCES = ("BSD-3-Clause", "ISC", "CC0-1.0", "CC-BY-4.0", "ODC-BY-1.0", "not open")
SAMPLE = 3
PLAIN = {
    "missing-cell": "the row ends before this column.",
    "extra-cell": "the row has a cell more than there are columns, found {found!r}.",
    "blank-row": "the row is empty.",
    "incorrect-label": "the header reads {found!r} where this column should stand.",
    "missing-label": "the header lacks this column.",
    "extra-label": "the header has a column that the table does not know, found {found!r}.",
    "encoding-error": "the file is not in UTF-8.",
    "scheme-error": "there is no such file, though datapackage.json names it.",
    "source-error": "the file is empty or can't be read as a table.",
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, what is allowed."""

    file: str
    what: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """
        >>> print(Problem("sources.csv", "found '2024-13-01', allowed is a date like 2024-07-13.", 5, "seen_on"))
        sources.csv, row 5, column 'seen_on': found '2024-13-01', allowed is a date like 2024-07-13.
        """
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column!r}")
        return f"{', '.join(place)}: {self.what}"


@dataclass(frozen=True)
class Report:
    """Row counts of all tables, and the problems found."""

    rows: dict[str, int]
    problems: list[Problem]

    def __str__(self) -> str:
        width = max((len(name) for name in self.rows), default=0)
        lines = [f"{name:<{width}}  {count:>6,} rows" for name, count in self.rows.items()]
        lines += [str(problem) for problem in self.problems]
        found = len(self.problems)
        return "\n".join([*lines, f"{found} problem{'' if found == 1 else 's'} found."])


def check(folder: Path | None = None) -> Report:
    """Check a data folder, the course's own by default.

    A datapackage.json that cannot be read at all raises CourseError; everything else becomes a problem.
    """
    folder = folder or data_folder()
    package = descriptor(folder)
    rows, problems = _structure(folder)
    problems += _unreadable(folder, package, {problem.file for problem in problems})
    problems += _stray_files(folder, package)
    for resource in package["resources"]:
        problems += _licences(resource)
        problems += _rules(resource, folder)
    problems += _table_sources(package, folder)
    return Report(rows, problems)


def _structure(folder: Path) -> tuple[dict[str, int], list[Problem]]:
    """What the Frictionless standard covers: structure, types, constraints, primary and foreign keys."""
    with _not_imported("rfc3987_syntax"):  # jsonschema would take seconds to prepare checks of addresses that are not used here
        import frictionless
        import jsonschema  # noqa: F401

    try:
        package = frictionless.Package(str(folder / "datapackage.json"))
    except frictionless.FrictionlessException as error:
        reasons = error.reasons or [error.error]
        return {}, [Problem("datapackage.json", f"not a valid data package: {reason.note}.") for reason in reasons]
    rows, problems = {}, []
    for task in package.validate().tasks:
        rows[task.name] = task.stats.get("rows") or 0
        file = Path(task.place).name
        fields = {field.name: field for field in package.get_resource(task.name).schema.fields}
        problems += [_translated(error, file, fields) for error in task.errors]
    return rows, problems


@contextmanager
def _not_imported(module: str) -> Iterator[None]:
    """Leave an optional module out of what is imported meanwhile."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None
    try:
        yield
    finally:
        del sys.modules[module]


def _translated(error, file: str, fields: dict) -> Problem:
    """Say a Frictionless error in the words of this project."""
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None) or None
    field = fields.get(column)
    if error.type in ("type-error", "constraint-error") and field is not None:
        if getattr(error, "cell", "") == "":
            return Problem(file, "the cell is empty, a value is required.", row, column)
        return Problem(file, f"found {error.cell!r}, allowed is {_allowed(field, error)}.", row, column)
    if error.type in PLAIN:
        return Problem(file, PLAIN[error.type].format(found=getattr(error, "cell", "") or getattr(error, "label", "")), row, column)
    if error.type == "primary-key":
        return Problem(file, f"this key stands twice ({error.note}).", row)
    if error.type == "foreign-key":
        column = ", ".join(getattr(error, "field_names", []) or []) or column
        found = ", ".join(map(str, getattr(error, "field_cells", []) or []))
        return Problem(file, f"found {found!r}, which is not in table {error.reference_name!r}.", row, column)
    return Problem(file, f"{error.note or error.message}.".replace("..", "."), row, column)


def _allowed(field, error) -> str:
    if error.type == "constraint-error":
        constraints = {name: value for name, value in field.constraints.items() if name != "required"}
        if "enum" in constraints:
            return f"one of: {one_of(constraints['enum'])}"
        return "; ".join(f"{name} {value}" for name, value in constraints.items())
    return {"date": "a date like 2024-07-13", "integer": "a whole number", "boolean": "true or false"}.get(
        field.type, f"a value of type {field.type}"
    )


def _unreadable(folder: Path, package: dict, named: set[str]) -> list[Problem]:
    """Tables that lessons can't load although the structure seems right, such as one saved with semicolons."""
    problems = []
    for resource in package["resources"]:
        if resource["path"] not in named:
            try:
                load(resource["name"], folder)
            except CourseError as error:
                problems.append(Problem(resource["path"], str(error).removeprefix(f"{folder / resource['path']}").lstrip(":, ")))
    return problems


def _stray_files(folder: Path, package: dict) -> list[Problem]:
    named = {resource["path"] for resource in package["resources"]}
    stray = sorted(path.name for path in folder.glob("*.csv") if path.name not in named)
    return [Problem(name, "no table of datapackage.json names this file.") for name in stray]


def _licences(resource: dict) -> list[Problem]:
    names = [licence.get("name") for licence in resource.get("licenses", [])]
    wrong = [name for name in names if name not in LICENCES] if names else ["no licence"]
    return [
        Problem("datapackage.json", f"table {resource['name']!r}: found {name!r} as licence, allowed is one of: {one_of(LICENCES)}.")
        for name in wrong
    ]


def _rules(resource: dict, folder: Path) -> list[Problem]:
    """Relations between columns that the descriptor states, such as ``n == yes + abstain + no``."""
    if not resource.get("rules"):
        return []
    try:
        table = load(resource["name"], folder)
    except CourseError:
        return []  # the structure check has named the wrong value
    problems = []
    for rule in resource["rules"]:
        broken = table.index[~table.eval(rule).fillna(True).astype(bool)]
        problems += [Problem(resource["path"], f"the rule {rule!r} does not hold.", int(at) + 2) for at in broken[:SAMPLE]]
        if len(broken) > SAMPLE:
            problems.append(Problem(resource["path"], f"the rule {rule!r} does not hold in {len(broken) - SAMPLE} more rows."))
    return problems


def _table_sources(package: dict, folder: Path) -> list[Problem]:
    """Every table but ``sources`` itself names its sources, each with an id and address that ``sources`` holds."""
    try:
        known = load("sources", folder).set_index("id")["address"]
    except CourseError:
        return []  # the structure check has named what is wrong with the table of sources
    problems = []
    for resource in package["resources"]:
        if resource["name"] == "sources":
            continue
        where = f"table {resource['name']!r}"
        cited = resource.get("sources", [])
        if not cited:
            problems.append(Problem("datapackage.json", f"{where} names no source."))
        for source in cited:
            if source.get("id") not in known.index:
                problems.append(Problem("datapackage.json", f"{where}: source {source.get('id')!r} is not in sources.csv."))
            elif source.get("path") != known[source["id"]] and pd.notna(known[source["id"]]):
                problems.append(
                    Problem(
                        "datapackage.json",
                        f"{where}: source {source['id']!r} has the address {source.get('path')!r}, sources.csv has {known[source['id']]!r}.",
                    )
                )
    return problems
