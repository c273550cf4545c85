"""Written answers, to be read by a person who does not see whose they are, and the marks that come back."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dualtrack.errors import CourseError, one_of
from dualtrack.files import replace_file
from dualtrack.marking.folder import SheetProblem
from dualtrack.marking.harmless import brief
from dualtrack.marking.items import Mark, WrittenItem
from dualtrack.marking.items.base import plain
from dualtrack.marking.marks import Marked, Result
from dualtrack.reports.csv_files import MARK, csv_text, read_csv, write_csv

ANSWERS, KEY, BANK = "written_answers.csv", "written_answers_key.csv", "comment_bank.csv"
HEAD = ("code", "unit", "item", "question", "words", "answer")
COMMENTS, REMARK = "comments", "remark"
GENERAL = {
    "g1": "Name the source of each piece of evidence, so that a reader can look it up.",
    "g2": "Say whose word this is before you build on it.",
    "g3": "You describe; now say what follows from it for your judgement.",
    "g4": "Say what would change your mind, in a form that could be looked up.",
}


@dataclass(frozen=True)
class Given:
    """What a person gave one written answer: points by criterion, and comments in full."""

    points: tuple[float, ...]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One written answer and whose it is; ``code`` says neither, and changes when the text does."""

    code: str
    student: str
    item: WrittenItem
    text: str
    unit: str


def answers(results: Iterable[Result]) -> list[Answer]:
    """All written answers, in the order of their codes, which tells nothing of the students."""
    found = []
    for result in results:
        for entry in result.marked:
            if entry.item.TYPE == WrittenItem.TYPE and entry.value is not None:
                found.append(Answer(_code(result, entry), result.student, entry.item, str(entry.value), result.unit))
    return sorted(found, key=lambda answer: (answer.unit, answer.item.id, answer.code))


def _code(result: Result, entry: Marked) -> str:
    """A code from who wrote what: the same in every run.

    The text belongs to it, so that marks never pass to a text that the marker did not read.
    """
    text = "\n".join((result.unit, entry.item.id, result.student, str(entry.value)))
    return "w" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:9]


def write_answers(out: Path, found: list[Answer]) -> None:
    """Write the answers to be read, the key beside them, and a comment bank where there is none.

    A file that is there keeps what stands in it, byte for byte, unless answers came in since: those are added below.
    """
    if not found and not (out / ANSWERS).exists():
        return
    most = max((len(answer.item.rubric) for answer in found), default=0)
    path = out / ANSWERS
    if not path.exists():
        write_csv(path, _head(most), (_row(answer, most) for answer in found), mark=True)
    else:
        _add(path, found, most)
    write_csv(out / KEY, ("code", "student", "unit", "item"), ((a.code, a.student, a.unit, a.item.id) for a in found), mark=True)
    if not (out / BANK).exists():
        write_csv(out / BANK, ("comment", "text"), _bank(found).items(), mark=True)


def _head(most: int) -> list[str]:
    return [*HEAD, *[name for number in range(1, most + 1) for name in (f"criterion {number}", f"points {number}")], COMMENTS, REMARK]


def _row(answer: Answer, most: int) -> list[object]:
    criteria = [part for criterion in answer.item.rubric for part in (f"{criterion.text} (0 to {plain(criterion.points)})", "")]
    criteria += [""] * (2 * (most - len(answer.item.rubric)))
    return [answer.code, answer.unit, answer.item.id, answer.item.stem, len(answer.text.split()), answer.text, *criteria, "", ""]


def _add(path: Path, found: list[Answer], most: int) -> None:
    """Add answers that the file does not hold yet; what was filled in stays. Commas part the columns then, and their names are in lower case."""
    there = {row["code"] for _number, row in read_csv(path, ["code"])}
    new = [answer for answer in found if answer.code not in there]
    if not new:
        return
    text = path.read_bytes().decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    old = [name.strip().lower() for name in rows[0]]
    head = old + [name for name in _head(most) if name not in old]
    fresh = [dict(zip(_head(most), _row(answer, most), strict=True)) for answer in new]
    body = [[*row, *[""] * (len(head) - len(row))] for row in rows[1:]] + [[row.get(name, "") for name in head] for row in fresh]
    replace_file(path, MARK + csv_text(head, body))  # a guarded cell of the old file begins with an apostrophe, and is not guarded twice


def _bank(found: list[Answer]) -> dict[str, str]:
    """The comment bank to begin with: general comments, and one for each criterion."""
    items = {answer.item.id: answer.item for answer in found}
    return GENERAL | {
        f"{item.id}-{number}": f"Look again at this criterion: {criterion.text.rstrip('.')}."
        for item in items.values()
        for number, criterion in enumerate(item.rubric, 1)
    }


def read_marks(out: Path, found: list[Answer]) -> tuple[dict[tuple[str, str, str], Given], list[SheetProblem]]:
    """What a person has filled in, by student, unit and item; a row that does not fit stays pending and is listed with row and column."""
    path = out / ANSWERS
    if not path.exists():
        return {}, []
    bank, problems = _comments(out), []
    known = {answer.code: answer for answer in found}
    given: dict[tuple[str, str, str], Given] = {}
    seen: dict[str, int] = {}
    for number, row in read_csv(path, ["code"]):
        code, where = row["code"], f"{ANSWERS}, row {number}"
        filled = any(row.get(name) for name in row if name.startswith("points ") or name in (COMMENTS, REMARK))
        if code in seen:
            problems.append(SheetProblem(where, f"{code} stands twice: row {seen[code]} is used", code))
            continue
        seen[code] = number
        if code not in known:
            if filled:
                problems.append(SheetProblem(where, "its answer is not in the folder any more, or was changed since: these marks go to nobody", brief(code, 40)))
            continue
        try:
            marks = _points(row, known[code].item)
            comments = _chosen(row, bank) if marks else ()
        except CourseError as error:
            problems.append(SheetProblem(where, f"{error} The answer stays pending."))
            continue
        if marks:
            given[known[code].student, known[code].unit, known[code].item.id] = Given(marks, comments)
    return given, problems


def _points(row: dict[str, str], item: WrittenItem) -> tuple[float, ...]:
    """The points of each criterion; none where nothing is filled in."""
    cells = [row.get(f"points {number}", "") for number in range(1, len(item.rubric) + 1)]
    if not any(cells):
        return ()
    points = []
    for number, (text, criterion) in enumerate(zip(cells, item.rubric, strict=True), start=1):
        allowed = f"a number from 0 to {plain(criterion.points)}"
        bare = text.replace(",", ".")
        value = float(bare) if re.fullmatch(r"\d{1,6}(\.\d{0,6})?", bare, re.ASCII) else math.nan
        if not 0 <= value <= criterion.points:
            raise CourseError(f"column 'points {number}': found {brief(text, 40)!r}, allowed is {allowed}.")
        points.append(value)
    return tuple(points)


def _chosen(row: dict[str, str], bank: dict[str, str]) -> tuple[str, ...]:
    """The comments that were named, in full, and the remark."""
    names = [name for name in re.split(r"[\s,;]+", row.get(COMMENTS, "")) if name]
    for name in names:
        if name not in bank:
            raise CourseError(f"column '{COMMENTS}': found {brief(name, 40)!r}, allowed is one of: {brief(one_of(bank), 200)} (see {BANK}).")
    remark = row.get(REMARK, "")
    return (*[bank[name] for name in names], *([remark] if remark else []))


def _comments(out: Path) -> dict[str, str]:
    """The comment bank as the lecturer keeps it, by the comments' names."""
    path = out / BANK
    return {row["comment"]: row["text"] for _number, row in read_csv(path, ["comment", "text"]) if row["comment"]} if path.exists() else {}


def merged(results: list[Result], given: dict[tuple[str, str, str], Given]) -> list[Result]:
    """The results with the points that a person gave."""
    if not given:
        return results
    return [replace(result, marked=tuple(_merged(entry, given.get((result.student, result.unit, entry.item.id))) for entry in result.marked)) for result in results]


def _merged(entry: Marked, given: Given | None) -> Marked:
    if given is None:
        return entry
    return Marked(entry.item, entry.value, entry.said, Mark(round(sum(given.points), 2), entry.mark.possible, entry.mark.remarks, entry.mark.told))
