"""A folder of answer sheets: which files are sheets, which of a student's sheets counts, and what each came to."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dualtrack.errors import CourseError
from dualtrack.marking.bank import Bank, bank_paths, read_bank
from dualtrack.marking.harmless import brief, clean
from dualtrack.marking.marks import Marker, Result
from dualtrack.marking.sheets import IDENTIFIER, parse_sheet, refuse_large

STEP = 1_000
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".svg")


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
    banks: dict[str, Bank] = field(default_factory=dict)


def mark_folder(
    sheets: Path,
    banks: dict[str, Bank] | None = None,
    named: Mapping[tuple[str, str], str] | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Class:
    """Mark every sheet in a folder; a bad file is listed by name and reason and stops nobody else's mark.

    Of two sheets of one student and unit the one counts that ``named`` says (lower-case student and unit to file name); without it, a file
    whose name holds ``<student>-<unit>`` comes before any other, and among those the last by name, where (10) comes after (2). ``told``
    hears how many files are done of how many, once in a while.
    """
    if not sheets.is_dir():
        raise CourseError(f"{sheets}: there is no such folder. Name the folder that holds the answer sheets.")
    banks = banks or {bank.unit: bank for bank in map(read_bank, bank_paths())}
    if not all(bank.keyed for bank in banks.values()):
        raise CourseError("This is a graded release: the keys are not in it. Mark where the whole banks are.")
    markers = {unit: Marker(bank) for unit, bank in banks.items()}
    marked = Class(banks=banks)
    counts: dict[tuple[str, str], Result] = {}
    files = files_of(sheets)
    for done, path in enumerate(files, start=1):
        if not done % STEP:
            told(done, len(files))
        name = clean(path.name)
        try:
            kind = kind_of(path)
            if kind:
                marked.problems.append(SheetProblem(name, "not an answer sheet", kind, "files that end in .json"))
                continue
            content = parse_sheet(name, bytes_of(path, name))
            result = _marker(content, markers).mark(content, name)
        except Exception as error:  # whatever one file holds, the others are marked
            marked.problems.append(SheetProblem(name, _reason(name, error)))
            continue
        _choose(marked, counts, result, named or {})
    marked.results = sorted(counts.values(), key=lambda result: (natural_text(result.student), result.unit))
    for result in marked.results:
        marked.problems += [SheetProblem(result.file, remark) for remark in result.remarks]
    marked.problems.sort(key=lambda problem: (natural_text(problem.file), problem.file))
    return marked


def _reason(name: str, error: Exception) -> str:
    """Why a file could not be marked; what is no fault of the file's is said to be none."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, CourseError):
        return brief(error, 300).removeprefix(f"{brief(name, 300)}: ")
    return f"a fault of this program, not of the student; please report it ({type(error).__name__}: {brief(error, 300)})"


def files_of(folder: Path) -> list[Path]:
    """What lies in a folder, hidden files left out, in the order of their names."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), key=natural)


def natural(path: Path) -> tuple:
    """A key to sort files by name without ending, numbers by their value.

    >>> names = ["s-1-01 (10).json", "s-1-01.json", "s-1-01 (2).json"]
    >>> [path.name for path in sorted(map(Path, names), key=natural)]
    ['s-1-01.json', 's-1-01 (2).json', 's-1-01 (10).json']
    """
    return natural_text(path.stem), path.name


def natural_text(text: str) -> list[tuple[int, int, str]]:
    """A key to sort texts, numbers in them by their value."""
    return [(0, int(part), part) if part.isdecimal() and len(part) < 20 else (1, 0, part.casefold()) for part in re.split(r"([0-9]+)", text)]


def _choose(marked: Class, counts: dict[tuple[str, str], Result], result: Result, named: Mapping[tuple[str, str], str]) -> None:
    """Keep the sheet that counts; the other one is listed."""
    key = (result.student.lower(), result.unit)
    wanted = named.get(key)
    if wanted is not None and result.file != wanted:
        marked.problems.append(SheetProblem(result.file, f"not counted: the roster names another file for {result.student}", result.file, brief(wanted)))
        return
    other = counts.get(key)
    if other is not None and not counts_after(result.student, result.unit, other.file, result.file):
        result, other = other, result
    counts[key] = result
    if other is not None:
        reason = f"not counted: {result.file} is of the same student and unit, and comes later by its name"
        marked.problems.append(SheetProblem(other.file, reason, other.file, result.file))


def counts_after(student: str, unit: str, other: str, file: str) -> bool:
    """Whether a sheet counts rather than another one of the same student and unit that comes before it by its name.

    A file that bears the name under which the course saves the sheet, whatever was put before or after it, comes before any that does not.

    >>> counts_after("s-17", "01", "s-17-01.json", "s-17-01 (2).json"), counts_after("s-17", "01", "s-17-01.json", "sheet.json")
    (True, False)
    """
    own = re.compile(rf"(?<![a-z0-9]){re.escape(f'{student}-{unit}'.lower())}(?![0-9])")
    return bool(own.search(file.lower())) or not own.search(other.lower())


def kind_of(path: Path) -> str:
    """What a path is where it is no plain file that ends in .json; nothing is opened for it."""
    mode = path.lstat().st_mode
    ending = path.suffix.lower()
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISDIR(mode):
        return "a folder"
    if not stat.S_ISREG(mode):
        return "a pipe or a device"
    if ending in ARCHIVES:
        return f"an archive ({ending}): unpack it first"
    if ending in PICTURES:
        return f"a picture ({ending})"
    return "" if ending == ".json" else brief(path.suffix, 20) or "no ending"


def bytes_of(path: Path, name: str) -> bytes:
    """The bytes of a plain file that is not too large: never through a link, never waiting for a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as file:
            refuse_large(name, os.fstat(handle).st_size)
            return file.read()
    except OSError as error:
        raise CourseError(f"{name}: the file can't be read ({error.strerror or error}).") from None


def _marker(content: dict, markers: dict[str, Marker]) -> Marker:
    unit, student = content["unit"], content["student"]
    if not IDENTIFIER.fullmatch(student):
        raise CourseError(f"found {brief(student, 40)!r} as student, allowed is an identifier of letters, digits, - and _.")
    if unit not in markers:
        raise CourseError(f"found the unit {brief(unit, 40)!r}, allowed is one of: {', '.join(markers)}.")
    return markers[unit]
