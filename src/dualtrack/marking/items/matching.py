"""Matching: to each of some statements the option that belongs to it; an option may belong to several or to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import one_of
from dualtrack.marking.fields import FieldError, Fields, Text
from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.coded import read_codes, share
from dualtrack.marking.items.options import letters

MOST_PAIRS = 26  # as many as there are letters


@dataclass(frozen=True)
class Pair:
    """A statement, the option that belongs to it, and the hint for any other."""

    letter: str
    text: str
    match: str = ""
    hint: str = ""


@dataclass(frozen=True)
class MatchingItem(Item):
    """The answer gives an option to each statement's letter: ``{"a": "corroborated", "b": "one-sided"}``."""

    pairs: tuple[Pair, ...]
    matches: tuple[str, ...]

    TYPE: ClassVar[str] = "matching"
    REQUIRED: ClassVar[tuple[str, ...]] = ("pairs",)
    OPTIONAL: ClassVar[tuple[str, ...]] = ("others",)
    PUBLIC: ClassVar[tuple[str, ...]] = ("pairs", "matches")

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Pairs, each with a text, a match and a hint; others are options that belong to none. Without keys: texts, and all options as ``matches``."""
        entries = fields.sequence("pairs", Fields, "pairs, each with a text, a match and a hint")
        if not 2 <= len(entries) <= MOST_PAIRS:
            raise FieldError(fields.line, f"found {len(entries)} pairs, allowed are 2 to {MOST_PAIRS}.")
        needed = ("text", "match", "hint") if keyed else ("text",)
        pairs: list[Pair] = []
        for letter, entry in zip(letters(len(entries)), entries, strict=True):
            entry.need("a pair", needed, needed)
            pairs.append(Pair(letter, *(str(entry.text(name)) for name in needed)))
            if [pair.text for pair in pairs].count(pairs[-1].text) > 1:
                raise FieldError(entry.line, f"the statement {pairs[-1].text!r} stands twice.")
        if not keyed:
            return {"pairs": tuple(pairs), "matches": tuple(str(match) for match in fields.sequence("matches", Text, "options"))}
        others = [str(other) for other in fields.sequence("others", Text, "options")] if "others" in fields else []
        matches = tuple(dict.fromkeys([*(pair.match for pair in pairs), *others]))
        if len(matches) < 2:
            raise FieldError(fields.line, "all statements have the same match and there are no others: nothing is to be chosen.")
        if len(matches) != len({pair.match for pair in pairs}) + len(others):
            raise FieldError(fields.line, "one of the others is a match already, or stands twice.")
        return {"pairs": tuple(pairs), "matches": matches}

    def public_fields(self) -> dict[str, object]:
        """The statements' texts, and all options in the order of the alphabet."""
        return {"pairs": [{"text": pair.text} for pair in self.pairs], "matches": sorted(self.matches)}

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return f"one of {one_of(self.matches)} for each of {one_of(pair.letter for pair in self.pairs)}"

    def read(self, given: object) -> dict[str, str]:
        """The chosen option by letter."""
        return read_codes(given, {pair.letter: self.matches for pair in self.pairs}, {pair.letter: pair.text for pair in self.pairs})

    def say(self, value: object) -> str:
        """Each statement with the chosen option."""
        return "; ".join(f"{pair.text}: {value[pair.letter]}" for pair in self.pairs)

    def mistakes(self) -> list[dict[str, str]]:
        """Another option for each statement."""
        return [{pair.letter: next(match for match in self.matches if match != pair.match) for pair in self.pairs}]

    def solution(self) -> dict[str, str]:
        """Each statement with its match."""
        return {pair.letter: pair.match for pair in self.pairs}

    def mark(self, value: object) -> Mark:
        """The share of statements that have their match; of each that has not, which it is and its hint."""
        wrong = [pair for pair in self.pairs if value[pair.letter] != pair.match]
        return Mark(share(self.points, len(self.pairs) - len(wrong), len(self.pairs)), self.points, tuple(f"{pair.text}: {pair.hint}" for pair in wrong))
