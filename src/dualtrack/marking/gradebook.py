"""A folder of sheets in; gradebook, feedback pages and a list of problems out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from dualtrack.errors import CourseError
from dualtrack.marking.bank import Bank, bank_paths, read_bank
from dualtrack.marking.items import WrittenItem
from dualtrack.marking.marks import Result, mark_sheet
from dualtrack.marking.sheets import IDENTIFIER, read_sheet
from dualtrack.pages import page_style

GRADES = ("student", "unit", "points", "possible", "pending")
PROBLEMS = ("file", "reason", "found", "allowed")


@dataclass(frozen=True)
class SheetProblem:
    """Why one file was not marked, or not as it stands."""

    file: str
    reason: str
    found: str = ""
    allowed: str = ""


@dataclass
class Class:
    """What a folder of sheets came to."""

    results: list[Result] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def mark_folder(sheets: Path, banks: dict[str, Bank] | None = None) -> Class:
    """Mark every sheet in a folder; a bad file is listed by name and reason and stops nobody else's mark."""
    if not sheets.is_dir():
        raise CourseError(f"{sheets}: there is no such folder. Name the folder that holds the answer sheets.")
    banks = banks or {bank.unit: bank for bank in map(read_bank, bank_paths())}
    if not all(bank.keyed for bank in banks.values()):
        raise CourseError("This is a graded release: the keys are not in it. Mark where the whole banks are.")
    marked = Class()
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for path in sorted(sheets.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix.lower() != ".json" or not path.is_file() or path.is_symlink():
            marked.problems.append(SheetProblem(path.name, "not an answer sheet", _kind(path), "files that end in .json"))
            continue
        try:
            content = read_sheet(path)
            result = mark_sheet(_bank(content, banks, path), content)
        except Exception as error:  # whatever one file holds, the others are marked
            marked.problems.append(SheetProblem(path.name, str(error).removeprefix(f"{path.name}: ")))
            continue
        marked.problems += [SheetProblem(path.name, remark) for remark in result.remarks]
        _keep_later(marked, latest, result, path.name)
    return marked


def _keep_later(marked: Class, latest: dict[tuple[str, str], tuple[int, str]], result: Result, name: str) -> None:
    """Of two sheets of one student and unit the one handed in later counts; the other is listed."""
    key = (result.student.lower(), result.unit)
    if key not in latest:
        latest[key] = (len(marked.results), name)
        marked.results.append(result)
        return
    place, earlier = latest[key]
    later = (result.handed_in or "") > (marked.results[place].handed_in or "")
    counts, left = (name, earlier) if later else (earlier, name)
    if later:
        marked.results[place], latest[key] = result, (place, name)
    marked.problems.append(SheetProblem(left, f"not counted: {counts} is of the same student and unit, and was not handed in earlier"))


def write(marked: Class, out: Path) -> None:
    """Write gradebook.csv, problems.csv and feedback/<student>-<unit>.html into a folder."""
    try:
        (out / "feedback").mkdir(parents=True, exist_ok=True)
        ids = _item_ids(marked.results)
        _write_csv(out / "gradebook.csv", (*GRADES, *ids), (_grades(result, ids) for result in marked.results))
        _write_csv(out / "problems.csv", PROBLEMS, ((p.file, p.reason, p.found, p.allowed) for p in marked.problems))
        page = feedback_template()
        for result in marked.results:
            written = [entry for entry in result.marked if isinstance(entry.item, WrittenItem) and entry.value is not None]
            text = page.render(result=result, written=written)
            (out / "feedback" / f"{result.student}-{result.unit}.html").write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError(f"{out}: the marks can't be written there ({error.strerror or error}). Choose another folder with --to.") from None


def feedback_template() -> jinja2.Template:
    """The page that a student gets back; everything that students wrote is escaped."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals["style"] = Markup(page_style())
    return environment.from_string((files("dualtrack.marking") / "feedback.html").read_text(encoding="utf-8"))


def _bank(content: dict, banks: dict[str, Bank], path: Path) -> Bank:
    unit, student = content["unit"], content["student"]
    if not isinstance(student, str) or not IDENTIFIER.fullmatch(student):
        raise CourseError(f"found {str(student)[:40]!r} as student, allowed is an identifier of letters, digits, - and _.")
    if unit not in banks:
        raise CourseError(f"found the unit {str(unit)[:40]!r}, allowed is one of: {', '.join(banks)}.")
    return banks[unit]


def _item_ids(results: Iterable[Result]) -> list[str]:
    ids: dict[str, None] = {}
    for result in results:
        ids |= dict.fromkeys(entry.item.id for entry in result.marked)
    return list(ids)


def _grades(result: Result, ids: list[str]) -> list[object]:
    by_id = {entry.item.id: entry.mark for entry in result.marked}
    points = ["" if name not in by_id else "pending" if by_id[name].pending else f"{by_id[name].points:g}" for name in ids]
    return [result.student, result.unit, f"{result.points:g}", f"{result.possible:g}", f"{result.pending:g}", *points]


def _write_csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _kind(path: Path) -> str:
    return "a link" if path.is_symlink() else "a folder" if path.is_dir() else path.suffix or "no ending"
