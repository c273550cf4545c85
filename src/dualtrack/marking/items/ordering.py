"""Ordering: put options in an order; the right one is given by the bank or by values from the data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from dualtrack.errors import CourseError
from dualtrack.marking.fields import FieldError, Fields, Text
from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.options import Option, known_letters, lettered


@dataclass(frozen=True)
class OrderingItem(Item):
    """Options to be ordered, from the greatest ``value`` to the least. The answer is the list of letters.

    ``values`` are numbers, in the bank mostly placeholders for figures from the data, so that the key can't drift.
    """

    options: tuple[Option, ...]
    values: tuple[float, ...] = ()
    hint: str = ""

    TYPE: ClassVar[str] = "ordering"
    REQUIRED: ClassVar[tuple[str, ...]] = ("options", "hint")
    PUBLIC: ClassVar[tuple[str, ...]] = ("options",)

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Options, each with a text and a value; no two values alike."""
        entries = fields.sequence("options", Fields, "options, each with a text and a value")
        if len(entries) < 3:
            raise FieldError(fields.line, f"found {len(entries)} options, allowed are 3 or more.")
        needed = ("text", "value") if keyed else ("text",)
        for entry in entries:
            entry.need("an option to be ordered", needed, needed)
        ordered = lettered(entries)
        options = tuple(Option(letter, str(entry.text("text"))) for letter, entry in ordered)
        if not keyed:
            return {"options": options}
        values = []
        for _letter, entry in ordered:
            value = entry.text("value")
            values.append(Text.at(value.line, value.removesuffix("%").strip()).number("value"))
            if values.count(values[-1]) > 1:
                raise FieldError(value.line, f"the value {value!r} stands twice: the order would not be clear.")
        return {"options": options, "values": tuple(values), "hint": str(fields.text("hint"))}

    def public_fields(self) -> dict[str, object]:
        """The options' texts in the order of their letters."""
        return {"options": [{"text": option.text} for option in self.options]}

    @property
    def letters(self) -> list[str]:
        """The options' letters."""
        return [option.letter for option in self.options]

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return f"all {len(self.options)} letters in your order"

    def read(self, given: object) -> list[str]:
        """The letters in the given order."""
        chosen = known_letters(given, self.letters, self.allowed)
        if len(chosen) != len(self.options):
            raise CourseError(f"Found {len(chosen)} letters, allowed is {self.allowed}.")
        return chosen

    def say(self, value: object) -> str:
        """The options' texts in the given order."""
        return " > ".join(self.options[self.letters.index(letter)].text for letter in value)

    def mistakes(self) -> list[list[str]]:
        """The right order turned round."""
        return [self.solution()[::-1]]

    def solution(self) -> list[str]:
        """The letters from the greatest value to the least."""
        worth = dict(zip(self.letters, self.values, strict=True))
        return sorted(self.letters, key=worth.get, reverse=True)

    def mark(self, value: object) -> Mark:
        """Rank agreement (Kendall 1938): pairs in the right order less pairs in the wrong one, over all pairs; never below 0."""
        worth = dict(zip(self.letters, self.values, strict=True))
        pairs = list(combinations(value, 2))
        agreement = sum(1 if worth[one] > worth[other] else -1 for one, other in pairs) / len(pairs)
        points = round(self.points * max(0.0, agreement), 2)
        return Mark(points, self.points, () if agreement == 1 else (self.hint,))
