"""The two surveys of beliefs, of one student or of a class: unit 00 asks first, unit 05 asks again in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dualtrack.errors import CourseError
from dualtrack.marking.bank import load_bank
from dualtrack.marking.folder import bytes_of, counts_after, files_of, kind_of
from dualtrack.marking.items import Item
from dualtrack.marking.sheets import IDENTIFIER, parse_sheet

FIRST, SECOND = "00", "05"
NUMBERS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Surveys:
    """What a folder of sheets holds: ``first`` and ``second`` (columns student, belief, value), ``students`` who have a sheet of either unit, and
    ``refused``, a file and a reason each."""

    first: pd.DataFrame
    second: pd.DataFrame
    students: int
    refused: tuple[tuple[str, str], ...]


def survey_ids(unit: str) -> list[str]:
    """The ids of a survey's items.

    >>> survey_ids("05")
    ['05.p1', '05.p2', '05.p3', '05.p4', '05.p5']
    """
    return [f"{unit}.p{number}" for number in NUMBERS]


def held(value: object) -> float:
    """How likely a statement is held, from a stored answer of either survey (a number, or a probability with reasons).

    >>> held(40.0), held({"probability": 55.0, "reasons": "c-117 did not convince me"})
    (40.0, 55.0)
    """
    return float(value["probability"] if isinstance(value, dict) else value)


def surveys(folder: Path) -> Surveys:
    """Read the surveys from all sheets of units 00 and 05 in a folder; sheets of other units are passed over.

    A file that can't be read, or an answer that does not fit its item, is refused by name and reason and stops nobody else. Of two sheets of one
    student and unit the same one counts as in marking. Raises CourseError where there is no such folder.
    """
    if not folder.is_dir():
        raise CourseError(f"There is no folder {folder.name!r} beside this notebook.")
    items = {unit: load_bank(unit).items for unit in (FIRST, SECOND)}
    sheets: dict[tuple[str, str], tuple[str, dict]] = {}
    refused: list[tuple[str, str]] = []
    for path in files_of(folder):
        if kind_of(path):
            refused.append((path.name, "not an answer sheet; allowed are files that end in .json"))
            continue
        try:
            content = parse_sheet(path.name, bytes_of(path, path.name))
        except CourseError as error:
            refused.append((path.name, str(error).removeprefix(f"{path.name}: ")))
            continue
        if not IDENTIFIER.fullmatch(content["student"]):
            refused.append((path.name, "its student is no identifier of letters, digits, - and _"))
        elif content["unit"] in items:
            key = (content["student"].lower(), content["unit"])
            own = (path.name, content["answers"])
            counts, left = own, sheets.get(key)
            if left is not None and not counts_after(*key, left[0], path.name):
                counts, left = left, own
            if left is not None:
                refused.append((left[0], f"not counted: {counts[0]} is of the same student and unit, and comes later by its name"))
            sheets[key] = counts
    rows: dict[str, list] = {FIRST: [], SECOND: []}
    for (student, unit), (name, given) in sheets.items():
        for belief, value, fault in _beliefs(unit, given, items[unit]):
            if fault:
                refused.append((name, fault))
            else:
                rows[unit].append((student, belief, value))
    frames = {unit: pd.DataFrame(own, columns=["student", "belief", "value"]) for unit, own in rows.items()}
    return Surveys(frames[FIRST], frames[SECOND], len({student for student, _unit in sheets}), tuple(refused))


def _beliefs(unit: str, given: dict, items: dict[str, Item]) -> Iterator[tuple[int, float, str]]:
    """Number and value of each belief that is answered, with what is wrong with the answer, if anything."""
    for number, item_id in zip(NUMBERS, survey_ids(unit), strict=True):
        if item_id in given:
            try:
                yield number, held(items[item_id].read(given[item_id]["value"])), ""
            except CourseError as error:
                yield number, 0.0, f"{item_id}: {error}"
