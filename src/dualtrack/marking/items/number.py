"""Number: a figure between two bounds, in a unit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import CourseError
from dualtrack.marking.fields import FieldError, Fields, Text
from dualtrack.marking.items.base import Item, Mark, plain

# Written so that a long row of digits is read once: a pattern like \d+\.?\d* tries every way to part them.
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def decimal(text: str) -> float:
    """A number as people type it, with a decimal point or a decimal comma; NaN where it is none.

    A comma before three digits can mean thousands or decimals: it is refused with a CourseError.

    >>> decimal("62,5"), decimal("-0.8"), decimal("many")
    (62.5, -0.8, nan)
    >>> decimal("1,084")
    Traceback (most recent call last):
        ...
    dualtrack.errors.CourseError: Found '1,084': write thousands without a comma, and decimals with a point.
    """
    if THOUSANDS.fullmatch(text):
        raise CourseError(f"Found {text[:40]!r}: write thousands without a comma, and decimals with a point.")
    text = text.replace(",", ".")
    return float(text) if NUMBER.fullmatch(text) else math.nan


@dataclass(frozen=True)
class NumberItem(Item):
    """A number with its unit. The key, where there is one, is mostly a placeholder for a figure from the data.

    Without a key it is a prediction, or a number that is the student's own.
    """

    unit: str
    low: float
    high: float
    key: float | None = None
    tolerance: float = 0.0
    hint: str = ""

    TYPE: ClassVar[str] = "number"
    REQUIRED: ClassVar[tuple[str, ...]] = ("unit", "low", "high")
    OPTIONAL: ClassVar[tuple[str, ...]] = ("key", "tolerance", "hint")
    PUBLIC: ClassVar[tuple[str, ...]] = REQUIRED

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Unit and bounds; key, tolerance and hint belong together."""
        low, high = (fields.text(name).number(name) for name in ("low", "high"))
        if not low < high:
            raise FieldError(fields["low"].line, f"low must be less than high, found {fields['low']} and {fields['high']}.")
        unit = str(fields.text("unit"))
        own = {"unit": unit, "low": low, "high": high}
        if "key" in fields:
            fields.need("a number with a key", ("tolerance", "hint"))
            key = fields.text("key")
            own["key"] = Text.at(key.line, key.removesuffix(unit).strip()).number("key")
            own["tolerance"] = fields.text("tolerance").number("tolerance")
            own["hint"] = str(fields.text("hint"))
            if not low <= own["key"] <= high:
                raise FieldError(key.line, f"found {key!r} as key, allowed is a number from {low:g} to {high:g}.")
        elif keyed and fields.text("points").number("points") > 0:
            raise FieldError(fields.line, f"item {fields['id']!r} has points but no key.")
        return own

    def public_fields(self) -> dict[str, object]:
        """Unit and bounds."""
        return {"unit": self.unit, "low": plain(self.low), "high": plain(self.high)}

    @property
    def allowed(self) -> str:
        """Which answers fit.

        >>> NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100).allowed
        'a number from 0 to 100 (%)'
        """
        return f"a number from {self.low:g} to {self.high:g}" + (f" ({self.unit})" if self.unit else "")

    def read(self, given: object) -> float:
        """The answer as a number; a percent sign, the unit and a decimal comma are understood.

        >>> item = NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100)
        >>> item.read(" 62,5 % "), item.read(60)
        (62.5, 60.0)
        """
        text = str(given).strip().removesuffix(self.unit).strip()
        if not text:
            raise CourseError(f"Nothing is entered yet; asked for is {self.allowed}.")
        value = math.nan if isinstance(given, bool) else decimal(text)
        if not math.isfinite(value):
            raise CourseError(f"Found {str(given)[:40]!r}, allowed is {self.allowed}.")
        if not self.low <= value <= self.high:
            raise CourseError(f"Found {self.say(value)}, allowed is {self.allowed}.")
        if self.is_prediction and self.unit == "%" and 0 < value < 1:
            raise CourseError(f"Found {self.say(value)}: less than one in a hundred. Write 60 for sixty per cent; for almost never, write 0 or 1.")
        return value + 0.0

    def say(self, value: object) -> str:
        """An answer in words.

        >>> NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100).say(60.0)
        '60 %'
        """
        return f"{plain(value)} {self.unit}".strip()

    def mistakes(self) -> list[float]:
        """A bound that is not the key."""
        return [self.low if self.key != self.low else self.high]

    def solution(self) -> float | None:
        """The key."""
        return self.key

    def mark(self, value: object) -> Mark:
        """All points within the tolerance of the key."""
        if self.key is None:
            return Mark(0.0, 0.0)
        right = abs(float(value) - self.key) <= self.tolerance + 1e-9
        return Mark(self.points if right else 0.0, self.points, () if right else (self.hint,))
