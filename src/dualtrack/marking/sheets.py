"""Answer sheets: one JSON file for each student and unit, saved at every answer by atomic replace."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dualtrack.errors import CourseError

FORMAT = "dualtrack-sheet-1"
FIELDS = ("format", "unit", "bank", "release", "student", "answers", "handed_in", "checksum")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
LARGEST = 2_000_000
TRIES = 5


class Sheet:
    """One student's answers to one unit.

    ``answers`` maps item ids to ``{"value": ..., "saved_at": ISO time in UTC}``. ``record`` returns only once the file
    is written.
    """

    def __init__(self, folder: Path, student: str, unit: str, bank: str, release: str = "practice"):
        self.path = sheet_path(folder, student, unit)
        self.student = student
        self.unit = unit
        self.bank = bank
        self.release = release
        self.answers: dict[str, dict] = {}
        self.handed_in: str | None = None

    @classmethod
    def open(cls, folder: Path, student: str, unit: str, bank: str) -> Sheet:
        """The student's sheet of a unit: the saved one where there is one, else a new one that is not yet written."""
        sheet = cls(folder, student, unit, bank)
        if sheet.path.exists():
            content = read_sheet(sheet.path)
            if (content["student"], content["unit"]) != (student, unit):
                raise CourseError(
                    f"{sheet.path.name}: this sheet belongs to {content['student']!r}, unit {content['unit']!r}, not to {student!r}, unit {unit!r}."
                )
            sheet.answers = content["answers"]
            sheet.handed_in = content["handed_in"]
            sheet.release = content["release"]
        return sheet

    def value(self, item_id: str) -> object:
        """The saved answer to an item, or None."""
        answer = self.answers.get(item_id)
        return None if answer is None else answer["value"]

    def record(self, item_id: str, value: object) -> None:
        """Save an answer; raises CourseError, and keeps the earlier state, where the file can't be written."""
        saved_at = datetime.now(UTC).isoformat(timespec="seconds")
        answers = self.answers | {item_id: {"value": value, "saved_at": saved_at}}
        self._write(answers, self.handed_in)
        self.answers = answers

    def hand_in(self) -> None:
        """Note the time of handing in; answers may still change, and the sheet can be handed in again."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(self.answers, now)
        self.handed_in = now

    def _write(self, answers: dict[str, dict], handed_in: str | None) -> None:
        content = {
            "format": FORMAT,
            "unit": self.unit,
            "bank": self.bank,
            "release": self.release,
            "student": self.student,
            "answers": answers,
            "handed_in": handed_in,
        }
        content["checksum"] = checksum(content)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
        except OSError as error:
            raise CourseError(
                f"Not saved: {self.path.name} could not be written ({error.strerror or error}). Make room or allow writing in "
                f"{self.path.parent}, then save again. Nothing that was saved before is lost."
            ) from None


def sheet_path(folder: Path, student: str, unit: str) -> Path:
    """Where a sheet lies; refuses an identifier that could name another place.

    >>> sheet_path(Path("answers"), "s-17", "01").name
    's-17-01.json'
    """
    if not isinstance(student, str) or not IDENTIFIER.fullmatch(student):
        raise CourseError(
            f"Found {str(student)[:60]!r} as student, allowed is an identifier of 1 to 40 letters (a to z), digits, - and _, for example s-17."
        )
    return folder / f"{student}-{unit}.json"


def checksum(content: dict) -> str:
    """SHA-256 of a sheet's content, without the checksum itself."""
    rest = {name: value for name, value in content.items() if name != "checksum"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_sheet(path: Path) -> dict:
    """Read a sheet and check its form and checksum; raises CourseError with the reason."""
    if path.stat().st_size > LARGEST:
        raise CourseError(f"{path.name}: {path.stat().st_size:,} bytes, allowed are {LARGEST:,}.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_repeats, parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise CourseError(f"{path.name}: this is not a complete answer sheet ({error}).") from None
    if not isinstance(content, dict) or set(content) != set(FIELDS):
        raise CourseError(f"{path.name}: an answer sheet has the fields {', '.join(FIELDS)}.")
    if content["format"] != FORMAT:
        raise CourseError(f"{path.name}: found format {str(content['format'])[:40]!r}, allowed is {FORMAT!r}.")
    if content["checksum"] != checksum(content):
        raise CourseError(f"{path.name}: the checksum does not fit; the file was changed outside the notebook.")
    answers = content["answers"]
    if not isinstance(answers, dict) or not all(isinstance(a, dict) and set(a) == {"value", "saved_at"} for a in answers.values()):
        raise CourseError(f"{path.name}: each answer has a value and saved_at.")
    return content


def set_aside(path: Path) -> Path:
    """Rename a sheet that can't be read to a free name beside it, so that nothing is overwritten."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    os.replace(path, kept)
    return kept


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; retries while another program holds the old one open (Windows)."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        for left in reversed(range(TRIES)):
            try:
                os.replace(new, path)
                return
            except PermissionError:
                if not left:
                    raise
                time.sleep(0.05)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _no_repeats(pairs: list[tuple[str, object]]) -> dict:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a field stands twice")
    return content


def _no_constants(name: str) -> float:
    raise ValueError(f"{name} is not a number")
