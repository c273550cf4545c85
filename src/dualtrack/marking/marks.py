"""Marking: a pure function of a bank and a sheet. No student's code is ever run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dualtrack.errors import CourseError
from dualtrack.marking.bank import Bank, draw
from dualtrack.marking.harmless import brief, clean
from dualtrack.marking.items import Item, Mark

# What a value that is no answer at all can set off in an item's reading; any other exception is a fault of ours.
UNFIT = (CourseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
# Answers of this length and shorter are marked once for all students who gave them; so many are kept for each item.
SHORT, KEPT = 200, 5_000


@dataclass(frozen=True, slots=True)
class Marked:
    """One item with the student's answer, also in words (both None where there is none), and its mark."""

    item: Item
    value: object
    said: str | None
    mark: Mark


@dataclass(frozen=True)
class Result:
    """One student's marks in one unit. ``given`` are the answers that are given once and never marked, by item, where they fit."""

    student: str
    unit: str
    marked: tuple[Marked, ...]
    remarks: tuple[str, ...]
    given: tuple[Marked, ...] = ()
    file: str = ""

    @cached_property
    def points(self) -> float:
        """Points so far; what is pending counts nothing yet."""
        return round(sum(entry.mark.points or 0.0 for entry in self.marked), 2)

    @cached_property
    def possible(self) -> float:
        """All points of the unit."""
        return sum(entry.mark.possible for entry in self.marked)

    @cached_property
    def pending(self) -> float:
        """Points that a person has still to give or not to give."""
        return sum(entry.mark.possible for entry in self.marked if entry.mark.pending)


class Marker:
    """Marks the sheets of one unit. An answer that many students gave is read and marked once."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self._drawn = [name for name, variants in bank.forms.items() if len(variants) > 1]
        self._forms: dict[tuple[int, ...], list[tuple[Item, bool]]] = {}
        self._known: dict[int, dict[str, Marked]] = {id(item): {} for variants in bank.forms.values() for item in variants}
        self._none: dict[int, Marked] = {id(item): Marked(item, None, None, Mark(0.0, item.points)) for variants in bank.forms.values() for item in variants}

    def mark(self, sheet: dict, file: str = "") -> Result:
        """Mark the content of one sheet; an answer that does not fit its item earns nothing and is remarked on."""
        marked, given, remarks = [], [], []
        answers = sheet["answers"]
        for item, once in self._form(sheet["student"]):
            if item.id not in answers:
                entry = self._none[id(item)]
            else:
                try:
                    entry = self._marked(item, answers[item.id]["value"])
                except UNFIT as error:
                    reason = brief(error, 300) if isinstance(error, CourseError) else f"Allowed is {brief(item.allowed, 200)}."
                    remarks.append(f"{item.id}: the answer does not fit. {reason}")
                    entry = self._none[id(item)]
            if not once:
                marked.append(entry)
            elif entry.value is not None:
                given.append(entry)
        unknown = [brief(name, 20) for name in answers if name not in self.bank.forms]
        if unknown:
            remarks.append(f"It holds answers to items that unit {self.bank.unit} does not have: {', '.join(unknown[:3])}{', …' if unknown[3:] else ''}.")
        if sheet["bank"] != self.bank.version:
            remarks.append(f"Answered to version {brief(sheet['bank'], 20)} of the items, marked by version {self.bank.version}.")
        return Result(sheet["student"], self.bank.unit, tuple(marked), tuple(remarks), tuple(given), file)

    def _form(self, student: str) -> list[tuple[Item, bool]]:
        """The items that a student was asked, as ``Bank.for_student`` draws them, each with whether it is answered once and never marked."""
        seed = self.bank.seed(student)
        drawn = tuple(draw(seed, name, len(self.bank.forms[name])) for name in self._drawn)
        if drawn not in self._forms:
            chosen = dict(zip(self._drawn, drawn, strict=True))
            items = [variants[chosen.get(name, 0)] for name, variants in self.bank.forms.items()]
            self._forms[drawn] = [(item, item.is_prediction) for item in items]
        return self._forms[drawn]

    def _marked(self, item: Item, raw: object) -> Marked:
        name = repr(raw)  # tells 1 from true, and 1 from 1.0
        if len(name) > SHORT:
            return _marked(item, raw)
        known = self._known[id(item)]
        if name not in known:
            entry = _marked(item, raw)
            if len(known) >= KEPT:
                return entry
            known[name] = entry
        return known[name]


def mark_sheet(bank: Bank, sheet: dict) -> Result:
    """Mark the content of one sheet."""
    return Marker(bank).mark(sheet)


def _marked(item: Item, raw: object) -> Marked:
    value = item.read(raw)
    return Marked(item, value, clean(item.say(value)), item.mark(value))
