"""Marks of a class as a gradebook, and as Canvas and Moodle import them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dualtrack.errors import CourseError
from dualtrack.marking.folder import SheetProblem
from dualtrack.marking.harmless import brief
from dualtrack.marking.marks import Result
from dualtrack.reports.csv_files import write_csv
from dualtrack.reports.roster import Entry, Moment, Roster, days_late

GRADES = ("student", "unit", "points", "possible", "pending")
AFTER_ITEMS = ("days_late", "late_deduction", "note")
NOT_HANDED_IN = "not handed in"
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("ID number", "Email address", "Username")


@dataclass(frozen=True)
class Grade:
    """One student's marks in one unit, with what lateness takes away."""

    result: Result
    late: int | None = None
    deducted: float = 0.0

    @property
    def points(self) -> float:
        """Points so far, less the deduction, never below 0."""
        return round(max(0.0, self.result.points - self.deducted), 2)


@dataclass
class Grades:
    """The marks of a class and of whom the roster names beside."""

    grades: list[Grade]
    missing: list[tuple[str, str]] = field(default_factory=list)
    roster: Roster | None = None

    @property
    def results(self) -> list[Result]:
        """The marks before any deduction."""
        return [grade.result for grade in self.grades]

    def entry(self, student: str, unit: str) -> Entry:
        """What Canvas and Moodle are told of a student."""
        return (self.roster.entry(student, unit) if self.roster else None) or Entry(student)


def graded(results: list[Result], roster: Roster | None, due: Moment | None, per_day: float) -> tuple[Grades, list[SheetProblem]]:
    """Grades with lateness from the roster alone: ``per_day`` per cent of the possible points for each day that was begun."""
    grades, problems = [], []
    for result in results:
        entry = roster.entry(result.student, result.unit) if roster else None
        if roster and not roster.known(result.student):
            problems.append(SheetProblem(result.file, f"{result.student} is not in the roster; marked, but left out of the files for Canvas and Moodle"))
        late, deducted = None, 0.0
        if due is not None and entry is not None:
            if entry.submitted is None:
                problems.append(SheetProblem(result.file, f"the roster does not say when {result.student} handed in: no lateness is counted"))
            else:
                try:
                    late = days_late(entry.submitted, due)
                    deducted = min(result.possible, round(result.possible * per_day / 100 * late, 2))
                except CourseError as error:
                    problems.append(SheetProblem(result.file, f"no lateness is counted for {result.student}: {error}", brief(entry.submitted.isoformat())))
        grades.append(Grade(result, late, deducted))
    there = {(result.student.lower(), result.unit) for result in results}
    units = sorted({result.unit for result in results})
    missing = []
    for low, student in (roster.students if roster else {}).items():
        missing += [(student, unit) for unit in units if (low, unit) not in there and roster.entry(student, unit)]
    return Grades(grades, missing, roster), problems


def write_gradebook(path: Path, grades: Grades) -> None:
    """One row for each student and unit; below them who is in the roster and handed nothing in, without marks."""
    ids = list(dict.fromkeys(entry.item.id for result in grades.results for entry in result.marked)) if grades.grades else []
    rows = [_row(grade, ids) for grade in grades.grades]
    rows += [[student, unit, "", "", "", *[""] * len(ids), "", "", NOT_HANDED_IN] for student, unit in grades.missing]
    write_csv(path, (*GRADES, *ids, *AFTER_ITEMS), rows)


def _row(grade: Grade, ids: list[str]) -> list[object]:
    result = grade.result
    by_id = {entry.item.id: entry.mark for entry in result.marked}
    points = ["" if name not in by_id else "pending" if by_id[name].pending else f"{by_id[name].points:g}" for name in ids]
    late = ["" if grade.late is None else grade.late, f"{grade.deducted:g}" if grade.late else ""]
    return [result.student, result.unit, f"{grade.points:g}", f"{result.possible:g}", f"{result.pending:g}", *points, *late, ""]


def write_canvas(path: Path, grades: Grades) -> None:
    """The gradebook as Canvas imports it: five columns that name the student, one column for each unit, and a row of points possible.

    A student is found by ID, SIS User ID or SIS Login ID. Whose mark waits for a person, or who handed nothing in, has an empty cell.
    """
    units = _units(grades)
    marks = _final(grades)
    possible = {grade.result.unit: grade.result.possible for grade in grades.grades}
    rows: list[list[object]] = [["    Points Possible", "", "", "", "", *[f"{possible[unit]:g}" for unit in units]]]
    for student in _class(grades):
        said = grades.entry(student, "").passed_on or next((found for unit in units if (found := grades.entry(student, unit).passed_on)), {})
        login = said.get("sis_login_id") or ("" if said.get("canvas_id") or said.get("sis_user_id") else student)
        row = [said.get("name", student), said.get("canvas_id", ""), said.get("sis_user_id", ""), login, said.get("section", "")]
        rows.append([*row, *[marks.get((student.lower(), unit), "") for unit in units]])
    write_csv(path, (*CANVAS, *[title(unit) for unit in units]), rows)


def write_moodle(folder: Path, grades: Grades) -> list[str]:
    """For each unit a file that Moodle's grade import takes: three columns that can name the student, the grade and its maximum.

    It holds those alone whose mark is whole: Moodle refuses a file in which one student is unknown, and takes an empty cell for no grade.
    Returns the files' names.
    """
    names = []
    marks = _final(grades)
    for unit in _units(grades):
        rows = []
        for student in _class(grades):
            if (student.lower(), unit) in marks:
                said = grades.entry(student, unit).passed_on
                number = said.get("id_number") or ("" if said.get("email") or said.get("username") else student)
                rows.append([number, said.get("email", ""), said.get("username", ""), marks[student.lower(), unit]])
        names.append(f"moodle-{unit}.csv")
        write_csv(folder / names[-1], (*MOODLE, title(unit)), rows)
    return names


def title(unit: str) -> str:
    """What a unit is called in Canvas and Moodle."""
    return f"Unit {unit}"


def waiting(grades: Grades) -> int:
    """How many marks wait for a person, and so are left out of the files for Canvas and Moodle."""
    return sum(grade.result.pending > 0 for grade in grades.grades)


def _final(grades: Grades) -> dict[tuple[str, str], str]:
    return {(grade.result.student.lower(), grade.result.unit): f"{grade.points:g}" for grade in grades.grades if not grade.result.pending and grade.result.possible}


def _units(grades: Grades) -> list[str]:
    """The units in which something counts."""
    return sorted({grade.result.unit for grade in grades.grades if grade.result.possible})


def _class(grades: Grades) -> Iterable[str]:
    """The roster's students, or without a roster all who handed in."""
    if grades.roster:
        return list(grades.roster.students.values())
    return list({result.student.lower(): result.student for result in grades.results}.values())
