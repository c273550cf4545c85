"""The roster: who is in the class, when each handed in by the course's own record, and how Canvas and Moodle know them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from dualtrack.errors import CourseError
from dualtrack.marking.folder import SheetProblem
from dualtrack.marking.harmless import brief
from dualtrack.marking.sheets import IDENTIFIER
from dualtrack.reports.csv_files import read_csv

DAY = 24 * 60 * 60
ALLOWED_TIMES = "a date (2027-03-01) or a date and time (2027-03-01T18:00+01:00)"
# What else a row may say of a student, passed on to Canvas and Moodle.
PASSED_ON = ("name", "canvas_id", "sis_user_id", "sis_login_id", "section", "email", "id_number", "username")
Moment = date | datetime


@dataclass(frozen=True)
class Entry:
    """What the roster says of one student, of all units or of one."""

    student: str
    submitted: Moment | None = None
    file: str = ""
    passed_on: dict[str, str] = field(default_factory=dict)


@dataclass
class Roster:
    """The class by lower-case identifier and unit; the unit "" stands for all. ``students`` are the identifiers as written, by their small letters."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    students: dict[str, str] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)

    def entry(self, student: str, unit: str) -> Entry | None:
        """What is said of a student and a unit, or of the student in general."""
        return self.entries.get((student.lower(), unit)) or self.entries.get((student.lower(), ""))

    def known(self, student: str) -> bool:
        """Whether a student is in the class at all."""
        return student.lower() in self.students

    def named(self, units: list[str]) -> dict[tuple[str, str], str]:
        """The file that counts for a student and unit, where the roster names one."""
        return {(student, one): entry.file for (student, unit), entry in self.entries.items() if entry.file for one in ([unit] if unit else units)}


def read_roster(path: Path) -> Roster:
    """Read a roster; a row that can't be used is listed, and the other rows are. Raises CourseError where the file can't be read.

    Columns: ``student``; any of ``unit``, ``submitted``, ``file`` and those of ``PASSED_ON``; others are not looked at.
    """
    roster = Roster()
    for number, row in read_csv(path, ["student"]):
        where = f"{path.name}, row {number}"
        student, unit = row["student"], row.get("unit", "")
        if not IDENTIFIER.fullmatch(student):
            allowed = "an identifier of 1 to 40 letters (a to z), digits, - and _"
            roster.problems.append(SheetProblem(where, f"found {brief(student, 40)!r} as student: the row is not used", brief(student, 40), allowed))
            continue
        unit = unit.zfill(2) if unit else ""
        if (student.lower(), unit) in roster.entries:
            roster.problems.append(SheetProblem(where, f"{student} stands twice: the first row is used", student, "each student once, or once for each unit"))
            continue
        submitted = None
        if row.get("submitted"):
            try:
                submitted = moment(row["submitted"])
            except ValueError:
                found = brief(row["submitted"], 40)
                roster.problems.append(SheetProblem(where, f"found {found!r} as submitted: no lateness is counted", found, ALLOWED_TIMES))
        passed_on = {name: row[name] for name in PASSED_ON if row.get(name)}
        roster.students.setdefault(student.lower(), student)
        roster.entries[student.lower(), unit] = Entry(student, submitted, row.get("file", ""), passed_on)
    if not roster.entries:
        raise CourseError(f"{path.name}: no student stands in it. Needed is a column 'student' with the identifiers of the class.")
    return roster


def moment(text: str) -> Moment:
    """A date, or a date with a time; raises ValueError for anything else.

    >>> moment("2027-03-01"), moment("2027-03-01 18:00").hour
    (datetime.date(2027, 3, 1), 18)
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return date.fromisoformat(text)
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text, re.ASCII):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def days_late(submitted: Moment, due: Moment) -> int:
    """Days late, a day that was begun counting whole; 0 for what came in time.

    Where either is a date alone, whole days are compared, so that a sheet handed in on the day it was due is in time. Raises CourseError
    where only one of two times says how far it is from UTC.

    >>> days_late(date(2027, 3, 3), date(2027, 3, 1)), days_late(moment("2027-03-01T18:01"), moment("2027-03-01T18:00"))
    (2, 1)
    >>> days_late(moment("2027-03-01T17:30+00:00"), moment("2027-03-01T18:00+01:00")), days_late(date(2027, 3, 1), moment("2027-03-01T18:00"))
    (1, 0)
    """
    if not (isinstance(submitted, datetime) and isinstance(due, datetime)):
        days = (submitted.date() if isinstance(submitted, datetime) else submitted) - (due.date() if isinstance(due, datetime) else due)
        return max(0, days.days)
    if (submitted.tzinfo is None) != (due.tzinfo is None):
        raise CourseError("only one of due and submitted says how far it is from UTC. Write both with it, as in 2027-03-01T18:00+01:00.")
    return max(0, math.ceil((submitted - due).total_seconds() / DAY))
