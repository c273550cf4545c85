"""Synthetic classes whose true marks are known without the marker: each student answers by a plan, and the plan says what it earns.

A true mark is counted here from the bank's keys and points alone, never by an item's own ``mark``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dualtrack.marking.bank import Bank
from dualtrack.marking.items import EventCodingItem, Item, MatchingItem, MultipleChoiceItem, NumberItem, OrderingItem, SingleChoiceItem
from dualtrack.marking.sheets import FORMAT, checksum

SAVED_AT = "2027-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class Golden:
    """One student: the answers, and the points that are due for what is marked by rule."""

    student: str
    unit: str
    answers: dict[str, object]
    true: float


def solved(items: Iterable[Item]) -> dict[str, object]:
    """The key's answer to each item that has one."""
    return {item.id: item.solution() for item in items if item.solution() is not None}


def golden_class(bank: Bank, guessers: int = 5) -> Iterator[Golden]:
    """A strong, a weak, a blank student, some who guess, and one for each misconception of the bank."""
    unit = bank.unit

    def asked(student: str) -> list[Item]:
        return bank.for_student(student).marked

    strong = asked("strong")
    yield Golden("strong", unit, solved(strong), sum(item.points for item in strong if item.solution() is not None))
    yield Golden("blank", unit, {}, 0.0)
    weak = [item for place, item in enumerate(asked("weak")) if place % 3 == 0]
    yield Golden("weak", unit, solved(weak), sum(item.points for item in weak if item.solution() is not None))
    for number in range(guessers):
        student = f"guess-{number}"
        chance = random.Random(student)
        answers, true = {}, 0.0
        for item in asked(student):
            if isinstance(item, SingleChoiceItem):
                option = chance.choice(item.options)
                answers[item.id] = option.letter
                true += item.points if option.key else 0.0
        yield Golden(student, unit, answers, true)
    number = 0
    for name, forms in bank.forms.items():
        for option in getattr(forms[0], "options", ()):
            if not getattr(option, "misconception", "") or forms[0].is_prediction:
                continue
            student = f"thinks-{number}"
            number += 1
            items = asked(student)
            item = next(item for item in items if item.id == name)
            wrong = next(one for one in item.options if one.misconception == option.misconception) if len(forms) == 1 else next(o for o in item.options if not o.key)
            answers = solved(items)
            true = sum(item.points for item in items if item.solution() is not None) - item.points
            if isinstance(item, MultipleChoiceItem):
                answers[name] = sorted([*item.solution(), wrong.letter])
                true += round(item.points * (1 - 1 / sum(not one.key for one in item.options)), 2)
            else:
                answers[name] = wrong.letter
            yield Golden(student, unit, answers, round(true, 2))


def chance_class(bank: Bank, count: int, seed: int = 1) -> Iterator[Golden]:
    """A class of any size in which each student knows a share of the answers and guesses the rest; true marks are not known (nan)."""
    chance = random.Random(seed)
    for number in range(count):
        student, knows = f"s-{number}", chance.random()
        answers = {}
        for item in bank.for_student(student).items.values():
            if chance.random() < 0.03:
                continue
            key = item.solution()
            answers[item.id] = key if key is not None and chance.random() < knows else guess(item, chance)
        yield Golden(student, bank.unit, {name: value for name, value in answers.items() if value is not None}, float("nan"))


def guess(item: Item, chance: random.Random) -> object:
    """An answer that fits the item, at random."""
    if isinstance(item, SingleChoiceItem):
        return chance.choice(item.letters)
    if isinstance(item, MultipleChoiceItem):
        return chance.sample(item.letters, chance.randint(1, len(item.letters)))
    if isinstance(item, OrderingItem):
        return chance.sample(item.letters, len(item.letters))
    if isinstance(item, NumberItem):
        return round(chance.uniform(item.low, item.high))
    if isinstance(item, MatchingItem):
        return {pair.letter: chance.choice(item.matches) for pair in item.pairs}
    if isinstance(item, EventCodingItem):
        return {one.name: chance.choice(one.codes) for one in item.fields}
    if item.TYPE == "forecast":
        return {"probability": chance.choice([10, 30, 50, 70, 90]), "reasons": "because " * max(1, item.least_words)}
    if item.TYPE == "written":
        return "words " * chance.randint(1, 200)
    return next(iter(item.mistakes()), None)


def sheet_of(golden: Golden, bank: Bank) -> dict:
    """The content of a student's sheet."""
    content = {
        "format": FORMAT,
        "unit": golden.unit,
        "bank": bank.version,
        "release": "practice",
        "student": golden.student,
        "answers": {name: {"value": value, "saved_at": SAVED_AT} for name, value in golden.answers.items()},
        "handed_in": None,
    }
    return content | {"checksum": checksum(content)}


def write_class(folder: Path, students: Iterable[Golden], bank: Bank) -> Path:
    """Write the sheets of a class into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for golden in students:
        (folder / f"{golden.student}-{golden.unit}.json").write_text(json.dumps(sheet_of(golden, bank)), encoding="utf-8")
    return folder
