"""Whose answers are being given: the student's sheets, and who wants to know when one is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dualtrack.errors import CourseError, one_of
from dualtrack.marking.bank import Bank, load_bank, unit_of
from dualtrack.marking.items import NumberItem
from dualtrack.marking.sheets import Sheet, set_aside, sheet_path


class Session:
    """One student at work: finds items, keeps sheets, saves answers, tells listeners.

    ``notes`` says what the student should know of, such as a sheet that could not be read and was set aside.
    """

    def __init__(self, student: str, folder: Path):
        sheet_path(folder, student, "00")
        self.student = student
        self.folder = folder
        self._banks: dict[str, Bank] = {}
        self._sheets: dict[str, Sheet] = {}
        self._listeners: dict[str, list[Callable[[float], None]]] = {}
        self.notes: list[str] = []

    def item(self, item_id: str) -> NumberItem:
        """An item by its id; an unknown one is answered with those of its unit."""
        items = self._bank(unit_of(item_id)).items
        if item_id not in items:
            raise CourseError(f"There is no item {item_id!r}. Items of the unit: {one_of(items)}.")
        return items[item_id]

    def saved(self, item_id: str) -> float | None:
        """The saved answer to an item, or None."""
        return self._sheet(unit_of(item_id)).value(item_id)

    def when_saved(self, item_id: str, listener: Callable[[float], None]) -> None:
        """Call a function with the value each time an answer to the item is saved."""
        self._listeners.setdefault(item_id, []).append(listener)

    def save(self, item: NumberItem, given: object) -> float:
        """Check and save an answer; returns once it is on the sheet. A prediction that is saved stays."""
        value = item.read(given)
        earlier = self.saved(item.id)
        if item.is_prediction and earlier is not None:
            if earlier != value:
                raise CourseError(f"Your prediction {item.id} was saved as {item.say(earlier)}. A prediction stays as it was made.")
            return value
        self._sheet(unit_of(item.id)).record(item.id, value)
        for listener in self._listeners.get(item.id, []):
            listener(value)
        return value

    def answers_found(self) -> int:
        """How many answers of this student the folder already holds."""
        units = [path.stem.rpartition("-")[2] for path in sorted(self.folder.glob(f"{self.student}-*.json"))]
        return sum(len(self._sheet(unit).answers) for unit in units if unit.isdigit())

    def _bank(self, unit: str) -> Bank:
        if unit not in self._banks:
            self._banks[unit] = load_bank(unit)
        return self._banks[unit]

    def _sheet(self, unit: str) -> Sheet:
        if unit not in self._sheets:
            bank = self._bank(unit).version
            try:
                self._sheets[unit] = Sheet.open(self.folder, self.student, unit, bank)
            except CourseError as error:
                kept = set_aside(sheet_path(self.folder, self.student, unit))
                self.notes.append(f"{error} It is kept as {kept.name}, and a new sheet is begun.")
                self._sheets[unit] = Sheet(self.folder, self.student, unit, bank)
        return self._sheets[unit]
