"""Answer sheets: one JSON file for each student and unit, saved at every answer by atomic replace."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from dualtrack.errors import CourseError
from dualtrack.files import replace_file

FORMAT = "dualtrack-sheet-1"
FIELDS = ("format", "unit", "bank", "release", "student", "answers", "handed_in", "checksum")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
LARGEST = 2_000_000
LOCK_SECONDS = 10


class Sheet:
    """One student's answers to one unit.

    ``answers`` maps item ids to ``{"value": ..., "saved_at": ISO time in UTC}``. ``record`` returns only once the file
    is written; what it replaces is kept beside it as a hidden backup. Two open notebooks write one after the other, each
    taking up what the other has saved.
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
    def open(cls, folder: Path, student: str, unit: str, bank: str, release: str = "practice") -> Sheet:
        """The student's sheet of a unit: the saved one where there is one, else a new one that is not yet written."""
        sheet = cls(folder, student, unit, bank, release)
        if sheet.path.exists():
            content = read_sheet(sheet.path)
            if (content["student"], content["unit"]) != (student, unit):
                raise CourseError(
                    f"{sheet.path.name}: this sheet belongs to {content['student']!r}, unit {content['unit']!r}, not to {student!r}, unit {unit!r}."
                )
            sheet.answers = content["answers"]
            sheet.handed_in = content["handed_in"]
        return sheet

    def value(self, item_id: str) -> object:
        """The saved answer to an item, or None."""
        answer = self.answers.get(item_id)
        return None if answer is None else answer["value"]

    def record(self, item_id: str, value: object) -> None:
        """Save an answer; raises CourseError, and keeps the earlier state, where the file can't be written."""
        with self._alone():
            self.refresh()
            answers = self.answers | {item_id: {"value": value, "saved_at": _now()}}
            self._write(answers, self.handed_in)
            self.answers = answers

    def refresh(self) -> None:
        """Take up what another open notebook has saved on the same sheet since."""
        if self.path.exists():
            content = read_sheet(self.path)
            self.answers, self.handed_in = content["answers"], content["handed_in"]

    def hand_in(self) -> str:
        """Note the time of handing in and return the receipt code; answers may still change, and the sheet can be handed in again."""
        with self._alone():
            self.refresh()
            now = _now()
            content = self._write(self.answers, now)
            self.handed_in = now
        return receipt(content)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the sheet's lock, so that two notebooks never write between each other's reading and writing."""
        lock = FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=LOCK_SECONDS)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise CourseError(
                f"Not saved: another notebook has been writing {self.path.name} for {LOCK_SECONDS} seconds. Close it, or save again in a moment."
            ) from None
        except OSError as error:
            raise self._not_saved(error) from None
        try:
            yield
        finally:
            lock.release()

    def _write(self, answers: dict[str, dict], handed_in: str | None) -> dict:
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
            if self.path.exists():
                replace_file(backup_path(self.path), self.path.read_text(encoding="utf-8"))
            replace_file(self.path, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
        except OSError as error:
            raise self._not_saved(error) from None
        return content

    def _not_saved(self, error: OSError) -> CourseError:
        return CourseError(
            f"Not saved: {self.path.name} could not be written ({error.strerror or error}). Make room or allow writing in "
            f"{self.path.parent}, then save again. Nothing that was saved before is lost."
        )


def backup_path(path: Path) -> Path:
    """Where the last but one state of a sheet lies.

    >>> backup_path(Path("s-17-01.json")).name
    '.s-17-01.backup.json'
    """
    return path.with_name(f".{path.stem}.backup.json")


def receipt(content: dict) -> str:
    """A short code that a student can keep and a lecturer can compare: made from who answered what, it changes with any answer.

    >>> receipt({"student": "s-17", "unit": "01", "answers": {"1.2": {"value": "a", "saved_at": "2026-01-01T00:00:00+00:00"}}})
    'FDB3-B803'
    """
    values = {name: answer["value"] for name, answer in content["answers"].items()}
    code = checksum({"student": content["student"], "unit": content["unit"], "values": values})[:8].upper()
    return f"{code[:4]}-{code[4:]}"


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


class DamagedSheet(CourseError):
    """A file that is no whole answer sheet."""


def read_sheet(path: Path) -> dict:
    """Read a sheet and check its form and checksum; raises DamagedSheet with the reason."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise CourseError(f"{path.name}: the file can't be read ({error.strerror or error}).") from None
    refuse_large(path.name, size)
    return parse_sheet(path.name, data)


def refuse_large(name: str, size: int) -> None:
    """Raise DamagedSheet for a file that is larger than any sheet."""
    if size > LARGEST:
        raise DamagedSheet(f"{name}: {size:,} bytes, allowed are {LARGEST:,}.")


def parse_sheet(name: str, data: bytes) -> dict:
    """The content of a sheet from the bytes of its file, form and checksum checked; raises DamagedSheet with the reason."""
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_repeats, parse_constant=_no_constants)
        if not isinstance(content, dict) or set(content) != set(FIELDS):
            raise DamagedSheet(f"{name}: an answer sheet has the fields {', '.join(FIELDS)}.")
        expected = checksum(content)
    except (ValueError, RecursionError) as error:
        raise DamagedSheet(f"{name}: this is not a complete answer sheet ({str(error)[:120]}).") from None
    if content["format"] != FORMAT:
        raise DamagedSheet(f"{name}: found format {str(content['format'])[:40]!r}, allowed is {FORMAT!r}.")
    if content["checksum"] != expected:
        raise DamagedSheet(f"{name}: the checksum does not fit; the file was changed outside the notebook.")
    for field in ("unit", "bank", "release", "student"):
        if not isinstance(content[field], str):
            raise DamagedSheet(f"{name}: found {str(content[field])[:40]!r} as {field}, allowed is text.")
    if not isinstance(content["handed_in"], str | None):
        raise DamagedSheet(f"{name}: found {str(content['handed_in'])[:40]!r} as handed_in, allowed is a time or null.")
    answers = content["answers"]
    if not isinstance(answers, dict) or not all(isinstance(a, dict) and set(a) == {"value", "saved_at"} for a in answers.values()):
        raise DamagedSheet(f"{name}: each answer has a value and saved_at.")
    return content


def set_aside(path: Path) -> Path:
    """Rename a sheet that can't be read to a free name beside it, so that nothing is overwritten."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    try:
        os.replace(path, kept)
    except OSError as error:
        raise CourseError(f"{path.name} is damaged and can't be put aside ({error.strerror or error}). Move it away, then start again.") from None
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _no_repeats(pairs: list[tuple[str, object]]) -> dict:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a field stands twice")
    return content


def _no_constants(name: str) -> float:
    raise ValueError(f"{name} is not a number")
