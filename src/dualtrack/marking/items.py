"""Item types: what an item asks, which answers fit it, and how an answer is said. Pure logic, no view."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dualtrack.errors import CourseError


@dataclass(frozen=True)
class NumberItem:
    """A question that is answered with a number between two bounds, in a unit.

    A prediction (its id ends in p and a number, as in 01.p1) is such a number too: saved once, before the record is
    shown, and never marked right or wrong.
    """

    id: str
    objective: str
    level: str
    points: float
    minutes: float
    sources: tuple[str, ...]
    stem: str
    unit: str
    low: float
    high: float

    FIELDS = ("id", "type", "objective", "level", "points", "minutes", "sources", "stem", "unit", "low", "high")

    @classmethod
    def from_fields(cls, fields: dict) -> NumberItem:
        """Make an item from the fields of a bank, all of them text."""
        numbers = {}
        for name in ("points", "minutes", "low", "high"):
            try:
                numbers[name] = float(fields[name])
            except (TypeError, ValueError):
                raise CourseError(f"item {fields['id']!r}: found {fields[name]!r} as {name}, allowed is a number.") from None
        if not numbers["low"] < numbers["high"]:
            raise CourseError(f"item {fields['id']!r}: low must be less than high, found {fields['low']} and {fields['high']}.")
        if not isinstance(fields["sources"], list):
            raise CourseError(f"item {fields['id']!r}: 'sources' must be a list of source ids.")
        text = {name: " ".join(fields[name].split()) for name in ("id", "objective", "level", "stem", "unit")}
        return cls(**text, **numbers, sources=tuple(fields["sources"]))

    @property
    def is_prediction(self) -> bool:
        """Whether the answer is a prediction, given once."""
        return self.id.partition(".")[2].startswith("p")

    def read(self, given: object) -> float:
        """The answer as a number; raises CourseError that says what fits.

        A percent sign, the unit and a decimal comma are understood.

        >>> item = NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100)
        >>> item.read(" 62,5 % "), item.read(60)
        (62.5, 60.0)
        """
        text = str(given).strip().removesuffix(self.unit).strip().replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if isinstance(given, bool) or not math.isfinite(value):
            raise CourseError(f"Found {str(given)[:40]!r}, allowed is {self.allowed}, for example {self.say((self.low + self.high) / 2)}.")
        if not self.low <= value <= self.high:
            raise CourseError(f"Found {self.say(value)}, allowed is {self.allowed}.")
        return value

    @property
    def allowed(self) -> str:
        """What fits, in words."""
        return f"a number from {self.low:g} to {self.high:g}" + (f" ({self.unit})" if self.unit else "")

    def say(self, value: float) -> str:
        """An answer in words.

        >>> NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100).say(60.0)
        '60 %'
        """
        return f"{value:g} {self.unit}".strip()


ITEM_TYPES = {"number": NumberItem}
