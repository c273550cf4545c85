"""Marking: a pure function of a bank and a sheet. No student's code is ever run."""

from __future__ import annotations

from dataclasses import dataclass

from dualtrack.errors import CourseError
from dualtrack.marking.bank import Bank
from dualtrack.marking.items import Item, Mark


@dataclass(frozen=True)
class Marked:
    """One item with the student's answer, also in words (both None where there is none), and its mark."""

    item: Item
    value: object
    said: str | None
    mark: Mark


@dataclass(frozen=True)
class Result:
    """One student's marks in one unit."""

    student: str
    unit: str
    handed_in: str | None
    marked: tuple[Marked, ...]
    remarks: tuple[str, ...]

    @property
    def points(self) -> float:
        """Points so far; what is pending counts nothing yet."""
        return round(sum(entry.mark.points or 0.0 for entry in self.marked), 2)

    @property
    def possible(self) -> float:
        """All points of the unit."""
        return sum(entry.mark.possible for entry in self.marked)

    @property
    def pending(self) -> float:
        """Points that a person has still to give or not to give."""
        return sum(entry.mark.possible for entry in self.marked if entry.mark.pending)


def mark_sheet(bank: Bank, sheet: dict) -> Result:
    """Mark the content of one sheet; an answer that does not fit its item earns nothing and is remarked on."""
    bank = bank.for_student(sheet["student"])
    marked, remarks = [], []
    answers = sheet["answers"]
    for item in bank.marked:
        if item.id not in answers:
            marked.append(Marked(item, None, None, Mark(0.0, item.points)))
            continue
        try:
            value = item.read(answers[item.id]["value"])
        except CourseError as error:
            remarks.append(f"{item.id}: the answer does not fit. {error}")
            marked.append(Marked(item, None, None, Mark(0.0, item.points)))
            continue
        marked.append(Marked(item, value, item.say(value), item.mark(value)))
    if sheet["bank"] != bank.version:
        remarks.append(f"Answered to version {sheet['bank']} of the items, marked by version {bank.version}.")
    return Result(sheet["student"], bank.unit, sheet["handed_in"], tuple(marked), tuple(remarks))
