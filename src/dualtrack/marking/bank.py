"""Item banks: one YAML file for each unit, read without type guessing and then checked."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

import jinja2

from dualtrack import places
from dualtrack.errors import CourseError, one_of
from dualtrack.facts import facts
from dualtrack.marking.fields import FieldError, Fields, Text, read_fields
from dualtrack.marking.items import ITEM_TYPES, Item
from dualtrack.tables import load

BANK_FIELDS = ("unit", "version", "title", "objectives", "items")


@dataclass(frozen=True)
class Bank:
    """One unit's items by id, in the file's order; ``objectives`` by their ids."""

    path: Path
    unit: str
    version: str
    title: str
    objectives: dict[str, str]
    items: dict[str, Item]

    @property
    def marked(self) -> list[Item]:
        """The items that count: all but the predictions."""
        return [item for item in self.items.values() if not item.is_prediction]

    @property
    def possible(self) -> float:
        """All points of the unit."""
        return sum(item.points for item in self.marked)


def unit_of(item_id: str) -> str:
    """The unit that an item id belongs to.

    >>> unit_of("01.p1"), unit_of("1.3")
    ('01', '01')
    """
    unit, dot, _rest = str(item_id).partition(".")
    if not dot or not unit.isdigit():
        raise CourseError(f"{item_id!r} is not an item. Items are named like 1.3 or 01.p1: the unit, a point, the item.")
    return unit.zfill(2)


def bank_paths(folder: Path | None = None) -> list[Path]:
    """All banks in order: exercises/NN_name.yaml."""
    return sorted((folder or places.course() / "exercises").glob("[0-9][0-9]_*.yaml"))


def load_bank(unit: str, folder: Path | None = None) -> Bank:
    """Read the bank of a unit, such as "01"; raises CourseError that names file, line, found and allowed."""
    paths = {path.name[:2]: path for path in bank_paths(folder)}
    if unit not in paths:
        raise CourseError(f"There are no exercises for unit {unit!r}. Units with exercises: {one_of(paths) or 'none'}.")
    return read_bank(paths[unit])


def read_bank(path: Path) -> Bank:
    """Read and check one bank file."""
    content = read_fields(path)
    try:
        return _bank(path, content)
    except FieldError as error:
        raise CourseError(f"{path.name}, {error}") from None


def _bank(path: Path, content: Fields) -> Bank:
    content.need("the bank", BANK_FIELDS, BANK_FIELDS)
    unit = content.text("unit")
    objectives = content["objectives"]
    if not isinstance(objectives, Fields):
        raise FieldError(content.line, "'objectives' must be a list like '01.o1: what the student can do'.")
    known_sources = set(load("sources")["id"])
    fill = _placeholders()
    items: dict[str, Item] = {}
    for entry in content.sequence("items", Fields, "items"):
        item = _item(fill(entry))
        if item.id in items:
            raise FieldError(entry.line, f"the id {item.id!r} stands twice.")
        if unit_of(item.id) != unit:
            raise FieldError(entry.line, f"item {item.id!r} does not belong to unit {str(unit)!r}.")
        if item.objective not in objectives:
            raise FieldError(entry["objective"].line, f"found the objective {item.objective!r}, allowed is one of: {one_of(objectives)}.")
        for source in entry["sources"]:
            if source not in known_sources:
                raise FieldError(source.line, f"found the source {str(source)!r}, which is not in sources.csv.")
        items[item.id] = item
    plain = {str(name): str(objectives.text(name)) for name in objectives}
    return Bank(path, str(unit), str(content.text("version")), str(content.text("title")), plain, items)


def _item(fields: Fields) -> Item:
    fields.need("an item", ("id", "type"))
    kind = fields.text("type")
    if kind not in ITEM_TYPES:
        raise FieldError(kind.line, f"found the type {str(kind)!r}, allowed is one of: {one_of(ITEM_TYPES)}.")
    return ITEM_TYPES[kind].from_fields(fields)


def _placeholders():
    """A function that fills the placeholders in all texts below an entry."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    values = facts()

    def fill(value):
        if isinstance(value, Fields):
            return Fields(value.line, {name: fill(part) for name, part in value.items()})
        if isinstance(value, list):
            return [fill(part) for part in value]
        if "{{" not in value:
            return value
        try:
            return Text.at(value.line, environment.from_string(value).render(values))
        except jinja2.UndefinedError as error:
            name = str(error).split("'")[1]
            near = difflib.get_close_matches(name, values, n=3, cutoff=0.4)
            raise FieldError(value.line, f"unknown placeholder {name!r}. Near to it: {one_of(near) or 'nothing'}.") from None
        except jinja2.TemplateSyntaxError as error:
            raise FieldError(value.line, f"the braces don't fit ({error.message}).") from None

    return fill
