"""Options of choices and orderings: read from a bank, named by letters, shown in an order of the student's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

from dualtrack.errors import CourseError, one_of
from dualtrack.marking.fields import FieldError, Fields


@dataclass(frozen=True)
class Option:
    """One option: its letter, its text, and, where it is wrong, the misconception and its hint.

    Letters follow the alphabet of the texts, not the place in the bank: there the key often stands first.
    """

    letter: str
    text: str
    key: bool = False
    misconception: str = ""
    hint: str = ""


def letters(count: int) -> list[str]:
    """The letters of so many options, 26 at the most.

    >>> letters(3)
    ['a', 'b', 'c']
    """
    return list(ascii_lowercase[:count])


def shuffled(names: list[str], seed: str) -> list[str]:
    """An order that depends on the seed alone, the same on every platform and version of Python.

    >>> shuffled(["a", "b", "c", "d"], "s-17/1.1")
    ['d', 'a', 'b', 'c']
    """
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed}/{name}".encode()).hexdigest())


def lettered(entries: list[Fields]) -> list[tuple[str, Fields]]:
    """Options in the order of their texts, each with its letter; raises FieldError where two texts are alike, or where there are more than letters."""
    if len(entries) > len(ascii_lowercase):
        raise FieldError(entries[0].line, f"found {len(entries)} options, allowed are {len(ascii_lowercase)} at the most.")
    ordered = sorted(entries, key=lambda entry: str(entry.text("text")))
    for one, other in pairwise(ordered):
        if one.text("text") == other.text("text"):
            raise FieldError(max(one.line, other.line), f"the option {str(one.text('text'))!r} stands twice.")
    return list(zip(letters(len(entries)), ordered, strict=True))


def read_options(fields: Fields, keyed: bool = True) -> tuple[Option, ...]:
    """The options of a choice: each has ``key: true``, or a misconception and a hint; without keys only its text."""
    entries = fields.sequence("options", Fields, "options, each with a text")
    if not 2 <= len(entries) <= len(ascii_lowercase):
        raise FieldError(fields.line, f"found {len(entries)} options, allowed are 2 to {len(ascii_lowercase)}.")
    for entry in entries:
        entry.need("an option", ("text",), ("text", "key", "misconception", "hint") if keyed else ("text",))
    options = []
    for letter, entry in lettered(entries):
        key = "key" in entry and entry.text("key").true("key")
        if keyed and not key:
            entry.need("an option without key: true", ("text", "misconception", "hint"))
        wrong = {} if key or not keyed else {name: str(entry.text(name)) for name in ("misconception", "hint")}
        options.append(Option(letter, str(entry.text("text")), key, **wrong))
    return tuple(options)


def known_letters(given: object, known: list[str], allowed: str) -> list[str]:
    """Given letters, as a list or as text like "a, c"; raises CourseError for one that there is not."""
    parts = given if isinstance(given, list | tuple) else str(given).replace(",", " ").split()
    chosen = [str(part).strip().lower() for part in parts]
    for letter in chosen:
        if letter not in known:
            raise CourseError(f"Found {letter[:40]!r}, allowed is {allowed} ({one_of(known)}).")
    if len(set(chosen)) != len(chosen):
        raise CourseError(f"Found {' '.join(chosen)[:40]!r}: a letter stands twice; allowed is {allowed}.")
    return chosen
