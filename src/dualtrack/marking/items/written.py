"""Written answer: within word limits, marked by a person along a rubric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import CourseError
from dualtrack.marking.fields import FieldError, Fields
from dualtrack.marking.items.base import Item, Mark, plain
from dualtrack.marking.items.number import WHOLE

LONGEST = 20_000


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric and its points."""

    text: str
    points: float


@dataclass(frozen=True)
class WrittenItem(Item):
    """An answer in the student's own words. Limits are told to the student and to the marker; nothing is cut off."""

    low: int
    high: int
    rubric: tuple[Criterion, ...]

    TYPE: ClassVar[str] = "written"
    REQUIRED: ClassVar[tuple[str, ...]] = ("words", "rubric")
    PUBLIC: ClassVar[tuple[str, ...]] = REQUIRED

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Word limits as "60 to 150", and a rubric whose points add up to the item's."""
        words = fields.text("words")
        low, to, high = words.partition(" to ")
        if not (to and WHOLE.fullmatch(low) and WHOLE.fullmatch(high) and int(low) < int(high)):
            raise FieldError(words.line, f"found {str(words)!r} as words, allowed is a span like '60 to 150'.")
        rubric = []
        for entry in fields.sequence("rubric", Fields, "criteria, each with a text and points"):
            entry.need("a criterion", ("text", "points"), ("text", "points"))
            rubric.append(Criterion(str(entry.text("text")), entry.text("points").number("points")))
        total = sum(criterion.points for criterion in rubric)
        if total != fields.text("points").number("points"):
            raise FieldError(fields.line, f"the rubric's points add up to {total:g}, the item has {fields['points']}.")
        return {"low": int(low), "high": int(high), "rubric": tuple(rubric)}

    def public_fields(self) -> dict[str, object]:
        """Word limits, and the rubric: how an answer is read is no secret."""
        return {"words": f"{self.low} to {self.high}", "rubric": [{"text": c.text, "points": plain(c.points)} for c in self.rubric]}

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return f"{self.low} to {self.high} words"

    def read(self, given: object) -> str:
        """The text as it was written."""
        text = str(given).replace("\r\n", "\n").strip()
        if not text:
            raise CourseError(f"Nothing is written yet; asked for are {self.allowed}.")
        if len(text) > LONGEST:
            raise CourseError(f"Found {len(text):,} letters, allowed are {LONGEST:,}.")
        return text

    def say(self, value: object) -> str:
        """The length, and whether it is within the limits.

        >>> WrittenItem("1.10", "", "", 0, 1, (), "", 2, 3, ()).say("one two three four")
        '4 words (asked for: 2 to 3 words)'
        """
        count = len(str(value).split())
        return f"{count} word{'' if count == 1 else 's'}" + ("" if self.low <= count <= self.high else f" (asked for: {self.allowed})")

    def mistakes(self) -> list[str]:
        """A text that is too short."""
        return ["I have not made up my mind."]

    def solution(self) -> None:
        """None: a person marks it."""
        return None

    def mark(self, value: object) -> Mark:
        """Pending: a person marks it."""
        return Mark(None, self.points)
