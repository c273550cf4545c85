"""Single and multiple choice: every wrong option stands for a misconception and has a hint of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import CourseError
from dualtrack.marking.fields import FieldError, Fields
from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.options import Option, known_letters, read_options


@dataclass(frozen=True)
class ChoiceItem(Item):
    """What both kinds of choice share."""

    options: tuple[Option, ...]

    REQUIRED: ClassVar[tuple[str, ...]] = ("options",)
    PUBLIC: ClassVar[tuple[str, ...]] = REQUIRED

    @property
    def letters(self) -> list[str]:
        """The options' letters."""
        return [option.letter for option in self.options]

    def public_fields(self) -> dict[str, object]:
        """The options' texts in the order of their letters."""
        return {"options": [{"text": option.text} for option in self.options]}

    def option(self, letter: str) -> Option:
        """An option by its letter."""
        return self.options[self.letters.index(letter)]

    def hints(self, chosen: list[str]) -> tuple[str, ...]:
        """The hints of the wrong options among the chosen."""
        return tuple(self.option(letter).hint for letter in chosen if not self.option(letter).key)


@dataclass(frozen=True)
class SingleChoiceItem(ChoiceItem):
    """One option is right. The answer is its letter, in whatever order the options were shown."""

    TYPE: ClassVar[str] = "single_choice"

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Options of which exactly one has ``key: true``."""
        options = read_options(fields, keyed)
        keys = sum(option.key for option in options)
        if keyed and keys != 1:
            raise FieldError(fields.line, f"item {fields['id']!r} has {keys} options with key: true, allowed is exactly one.")
        return {"options": options}

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return "one letter"

    def read(self, given: object) -> str:
        """The chosen letter."""
        chosen = known_letters(given, self.letters, self.allowed)
        if len(chosen) != 1:
            raise CourseError(f"Found {len(chosen)} letters, allowed is {self.allowed}.")
        return chosen[0]

    def say(self, value: object) -> str:
        """The chosen option's text."""
        return self.option(str(value)).text

    def mistakes(self) -> list[str]:
        """Each wrong option."""
        return [option.letter for option in self.options if not option.key]

    def solution(self) -> str:
        """The key's letter."""
        return next(option.letter for option in self.options if option.key)

    def mark(self, value: object) -> Mark:
        """All points for the key, else none and the misconception's hint."""
        right = self.option(str(value)).key
        return Mark(self.points if right else 0.0, self.points, () if right else self.hints([str(value)]))


@dataclass(frozen=True)
class MultipleChoiceItem(ChoiceItem):
    """Several options are right. The answer is the list of their letters."""

    TYPE: ClassVar[str] = "multiple_choice"

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Options with at least one right and at least one wrong."""
        options = read_options(fields, keyed)
        if keyed and not 0 < sum(option.key for option in options) < len(options):
            raise FieldError(fields.line, f"item {fields['id']!r} needs at least one option with key: true and one without.")
        return {"options": options}

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return "letters of the options that you tick"

    def read(self, given: object) -> list[str]:
        """The chosen letters, sorted; at least one."""
        chosen = sorted(known_letters(given, self.letters, self.allowed))
        if not chosen:
            raise CourseError("Nothing is ticked yet. Tick at least one option.")
        return chosen

    def say(self, value: object) -> str:
        """The chosen options' texts."""
        return "; ".join(self.option(letter).text for letter in value)

    def mistakes(self) -> list[list[str]]:
        """All options ticked."""
        return [self.letters]

    def solution(self) -> list[str]:
        """The keys' letters."""
        return [option.letter for option in self.options if option.key]

    def mark(self, value: object) -> Mark:
        """The share of right options ticked less the share of wrong ones ticked, never below 0: ticking all earns nothing."""
        keys = [option.letter for option in self.options if option.key]
        right = sum(letter in keys for letter in value) / len(keys)
        wrong = sum(letter not in keys for letter in value) / (len(self.options) - len(keys))
        points = round(self.points * max(0.0, right - wrong), 2)
        remarks = self.hints(list(value))
        if right < 1:
            remarks += ("Something that belongs here is not ticked.",)
        return Mark(points, self.points, remarks)
