"""The whole run: sheets, roster and read answers in; gradebook, forms, feedback, class report and a list of problems out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dualtrack.errors import CourseError
from dualtrack.files import replace_file
from dualtrack.marking.bank import bank_paths, read_bank
from dualtrack.marking.folder import STEP, SheetProblem, mark_folder
from dualtrack.marking.harmless import brief
from dualtrack.reports.class_report import class_report
from dualtrack.reports.csv_files import write_csv
from dualtrack.reports.feedback import write_feedback
from dualtrack.reports.grades import Grades, graded, waiting, write_canvas, write_gradebook, write_moodle
from dualtrack.reports.roster import Moment, read_roster
from dualtrack.reports.written import answers, merged, read_marks, write_answers

PROBLEMS = ("file", "reason", "found", "allowed")


@dataclass
class Run:
    """What a run came to."""

    grades: Grades
    problems: list[SheetProblem]

    @property
    def waiting(self) -> int:
        """How many sheets have written answers that nobody has read."""
        return waiting(self.grades)


def mark_class(
    sheets: Path,
    out: Path,
    roster: Path | None = None,
    due: Moment | None = None,
    per_day: float = 0.0,
    told: Callable[[str], None] = lambda line: None,
) -> Run:
    """Mark a folder of sheets and write everything into ``out``, and nowhere else; the same input gives the same bytes.

    Raises CourseError where nothing can be marked or written; what is wrong with one file or row is a problem of the run.
    """
    if out.resolve() == sheets.resolve() or sheets.resolve() in out.resolve().parents:
        raise CourseError(f"{out}: this lies in the folder of the sheets, where the next run would meet its own files. Choose another one with --to.")
    banks = {bank.unit: bank for bank in map(read_bank, bank_paths())}
    people = read_roster(roster) if roster else None
    named = people.named(list(banks)) if people else {}
    marked = mark_folder(sheets, banks, named, lambda done, total: told(f"{done:,} of {total:,} files read"))
    problems = [*marked.problems, *(people.problems if people else [])]
    counted = {(result.student.lower(), result.unit) for result in marked.results}
    for (student, unit), file in named.items():
        if (student, unit) not in counted and (sheets / file).name == file and not (sheets / file).exists():
            reason = f"the roster names it for {student}, and it is not in the folder"
            problems.append(SheetProblem(brief(file), reason))
    problems = list(dict.fromkeys(problems))
    try:
        out.mkdir(parents=True, exist_ok=True)
        found = answers(marked.results)
        given, remarks = read_marks(out, found)
        grades, late = graded(merged(marked.results, given), people, due, per_day)
        problems += remarks + late
        write_answers(out, found)
        write_gradebook(out / "gradebook.csv", grades)
        write_canvas(out / "canvas.csv", grades)
        write_moodle(out, grades)
        write_csv(out / "problems.csv", PROBLEMS, ((p.file, p.reason, p.found, p.allowed) for p in problems))
        replace_file(out / "class_report.html", class_report(grades, marked.banks))
        if len(grades.grades) >= STEP:
            told(f"writing {len(grades.grades):,} feedback pages")
        write_feedback(out / "feedback", grades.grades, given)
    except OSError as error:
        raise CourseError(f"{out}: the marks can't be written there ({error.strerror or error}). Choose another folder with --to.") from None
    return Run(grades, problems)
