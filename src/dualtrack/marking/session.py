"""Whose answers are being given: the student's sheets, and who wants to know when one is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dualtrack.errors import CourseError, one_of
from dualtrack.files import replace_file
from dualtrack.marking.bank import Bank, bank_paths, load_bank, unit_of
from dualtrack.marking.items import Item
from dualtrack.marking.sheets import DamagedSheet, Sheet, backup_path, read_sheet, set_aside, sheet_path

# What a view says that was shown without an item, when something in it is to be kept.
NOWHERE = "There is nowhere to keep this. Show it with keep=..., as the lesson does, and what you keep is saved among your answers."


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
        self._listeners: dict[str, list[Callable[[object], None]]] = {}
        self.notes: list[str] = []
        self.followed_by = ""

    def item(self, item_id: str) -> Item:
        """An item by its id; an unknown one is answered with those of its unit."""
        items = self.bank(unit_of(item_id)).items
        if item_id not in items:
            raise CourseError(f"There is no item {item_id!r}. Items of the unit: {one_of(items)}.")
        return items[item_id]

    def saved(self, item: Item) -> object:
        """The saved answer to an item, or None: an answer that no longer fits its item counts as none and is kept."""
        value = self.sheet(unit_of(item.id)).value(item.id)
        if value is None:
            return None
        try:
            return item.read(value)
        except CourseError:
            return None

    def when_saved(self, item_id: str, listener: Callable[[object], None]) -> None:
        """Call a function with the value each time an answer to the item is saved."""
        self._listeners.setdefault(item_id, []).append(listener)

    def save(self, item: Item, given: object) -> object:
        """Check and save an answer; returns once it is on the sheet. A prediction that is saved stays."""
        if self.followed_by:
            raise CourseError(
                f"Not saved: this question was asked of {self.student!r}, and {self.followed_by!r} has been started since. Run its cell again."
            )
        value = item.read(given)
        self.sheet(unit_of(item.id)).refresh()
        earlier = self.saved(item)
        if item.is_prediction and earlier is not None:
            if earlier != value:
                raise CourseError(f"Your {item.called} {item.id} was saved as {item.say(earlier)}. {item.stays}")
            return value
        self.sheet(unit_of(item.id)).record(item.id, value)
        for listener in self._listeners.get(item.id, []):
            listener(value)
        return value

    def progress(self, unit: str) -> str:
        """How far the student is in a unit, in words."""
        items = self.bank(unit).marked
        open_items = [item for item in items if self.saved(item) is None]
        if not open_items:
            return f"All {len(items)} items of unit {unit} are answered. Hand in with hand_in()."
        points = sum(item.points for item in open_items)
        minutes = sum(item.minutes for item in open_items)
        left = f"{_count(points, 'point')} open, " if self.bank(unit).possible else "open: "
        answered = f"{len(items) - len(open_items)} of {len(items)} items of unit {unit}, lesson and exercises together, are answered"
        return f"{answered}; {left}about {_count(minutes, 'minute')}."

    def hand_in(self, unit: str) -> tuple[list[str], str]:
        """Note on the sheet that it is handed in; returns the ids of what is not answered, and the receipt code."""
        code = self.sheet(unit).hand_in()  # takes up what another open notebook has saved
        return [item.id for item in self.bank(unit).marked if self.saved(item) is None], code

    def answers_found(self) -> int:
        """How many answers of this student the folder already holds."""
        units = [path.stem.rpartition("-")[2] for path in sorted(self.folder.glob(f"{self.student}-[0-9][0-9].json"))]
        known = {path.name[:2] for path in bank_paths()}
        return sum(len(self.sheet(unit).answers) for unit in units if unit in known)

    def bank(self, unit: str) -> Bank:
        """The items of a unit, in the student's own form."""
        if unit not in self._banks:
            self._banks[unit] = load_bank(unit).for_student(self.student)
        return self._banks[unit]

    def seed(self, item: Item) -> str:
        """What the order of an item's options is drawn with."""
        return self.bank(unit_of(item.id)).seed(self.student)

    def sheet(self, unit: str) -> Sheet:
        """The student's sheet of a unit; one that can't be read is set aside, and its backup taken up or a new one begun."""
        if unit not in self._sheets:
            bank = self.bank(unit)
            path = sheet_path(self.folder, self.student, unit)
            try:
                sheet = Sheet.open(self.folder, self.student, unit, bank.version, bank.release)
            except DamagedSheet as error:
                kept = set_aside(path)
                restored = self._restored(path)
                taken = "the state before its last answer has been taken up" if restored else "a new sheet is begun"
                self.notes.append(f"{error} It is kept as {kept.name}, and {taken}.")
                sheet = Sheet.open(self.folder, self.student, unit, bank.version, bank.release)
            self._sheets[unit] = sheet
            if path.exists():
                self._carry_over(sheet, read_sheet(path)["bank"])
        return self._sheets[unit]

    def _restored(self, path: Path) -> bool:
        """Put the backup of a sheet in its place, if there is one that can be read."""
        backup = backup_path(path)
        try:
            read_sheet(backup)
            replace_file(path, backup.read_text(encoding="utf-8"))
        except (CourseError, OSError):
            return False
        return True

    def _carry_over(self, sheet: Sheet, answered_to: str) -> None:
        """Say what a newer edition of the items means for the answers of an older one; none is thrown away."""
        bank = self.bank(sheet.unit)
        if answered_to == bank.version:
            return
        gone = [name for name in sheet.answers if name not in bank.items]
        misfits = [name for name in sheet.answers if name not in gone and self.saved(bank.items[name]) is None]
        kept = len(sheet.answers) - len(gone) - len(misfits)
        parts = [f"The items of unit {sheet.unit} have a newer edition ({answered_to} before, {bank.version} now): {_count(kept, 'answer')} carried over"]
        parts += [f"no longer asked: {one_of(gone)}"] if gone else []
        parts += [f"to be answered again, because the item has changed: {one_of(misfits)}"] if misfits else []
        self.notes.append("; ".join(parts) + ".")


def _count(number: float, thing: str) -> str:
    """A number of things.

    >>> _count(1, "minute"), _count(2.5, "point")
    ('1 minute', '2.5 points')
    """
    return f"{number:g} {thing}{'' if number == 1 else 's'}"
