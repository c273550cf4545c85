"""Item banks: one YAML file for each unit, read without type guessing and then checked."""

from __future__ import annotations

from pathlib import Path

import jinja2
import yaml

from dualtrack import places
from dualtrack.errors import CourseError, one_of
from dualtrack.facts import facts
from dualtrack.marking.items import ITEM_TYPES, NumberItem

BANK_FIELDS = ("unit", "version", "items")


class Bank:
    """One unit's items: ``unit``, ``version`` and ``items`` (a dict by item id, in the file's order)."""

    def __init__(self, unit: str, version: str, items: dict[str, NumberItem]):
        self.unit = unit
        self.version = version
        self.items = items


def unit_of(item_id: str) -> str:
    """The unit that an item id belongs to.

    >>> unit_of("01.p1"), unit_of("1.3")
    ('01', '01')
    """
    unit, dot, _rest = str(item_id).partition(".")
    if not dot or not unit.isdigit():
        raise CourseError(f"{item_id!r} is not an item. Items are named like 01.p1: the unit, a point, the item.")
    return unit.zfill(2)


def load_bank(unit: str, folder: Path | None = None) -> Bank:
    """Read the bank of a unit, such as "01", from exercises/.

    Raises CourseError that names file, line, what was found and what is allowed.
    """
    folder = folder or places.course() / "exercises"
    found = sorted(folder.glob(f"{unit}_*.yaml"))
    if not found:
        units = [path.name[:2] for path in sorted(folder.glob("[0-9][0-9]_*.yaml"))]
        raise CourseError(f"There are no exercises for unit {unit!r}. Units with exercises: {one_of(units) or 'none'}.")
    return read_bank(found[0])


def read_bank(path: Path) -> Bank:
    """Read and check one bank file."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CourseError(f"{path.name}, line {line}: this is not YAML ({error.problem}).") from None
    content = _mapping(root, path.name, "the bank", BANK_FIELDS)
    unit, version = content["unit"].value, content["version"].value
    if not isinstance(content["items"], yaml.SequenceNode):
        raise CourseError(f"{path.name}, line {_line(content['items'])}: 'items' must be a list.")
    items: dict[str, NumberItem] = {}
    placeholders = jinja2.Environment(undefined=jinja2.StrictUndefined)
    values = facts()
    for node in content["items"].value:
        item = _item(node, path.name, placeholders, values)
        if item.id in items:
            raise CourseError(f"{path.name}, line {_line(node)}: the id {item.id!r} stands twice.")
        if unit_of(item.id) != unit:
            raise CourseError(f"{path.name}, line {_line(node)}: item {item.id!r} does not belong to unit {unit!r}.")
        items[item.id] = item
    return Bank(unit, version, items)


def _item(node: yaml.Node, file: str, placeholders: jinja2.Environment, values: dict[str, str]) -> NumberItem:
    fields = _mapping(node, file, "an item", ("id", "type"))
    kind = fields["type"].value
    if kind not in ITEM_TYPES:
        raise CourseError(f"{file}, line {_line(fields['type'])}: found the type {kind!r}, allowed is one of: {one_of(ITEM_TYPES)}.")
    item_type = ITEM_TYPES[kind]
    fields = _mapping(node, file, f"item {fields['id'].value!r}", item_type.FIELDS)
    unknown = [name for name in fields if name not in item_type.FIELDS]
    if unknown:
        raise CourseError(f"{file}, line {_line(fields[unknown[0]])}: unknown field {unknown[0]!r}, allowed is: {one_of(item_type.FIELDS)}.")
    plain = {name: _plain(value) for name, value in fields.items()}
    try:
        plain["stem"] = placeholders.from_string(plain["stem"]).render(values)
    except jinja2.UndefinedError as error:
        raise CourseError(f"{file}, line {_line(fields['stem'])}: unknown placeholder in the stem of {plain['id']!r}: {error}.") from None
    try:
        return item_type.from_fields(plain)
    except CourseError as error:
        raise CourseError(f"{file}, line {_line(node)}: {error}") from None


def _mapping(node: yaml.Node | None, file: str, what: str, required: tuple[str, ...]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise CourseError(f"{file}, line {_line(node)}: {what} must be a list of fields like 'name: value'.")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in fields:
            raise CourseError(f"{file}, line {_line(key)}: the field {key.value!r} stands twice in {what}.")
        fields[key.value] = value
    missing = [name for name in required if name not in fields]
    if missing:
        raise CourseError(f"{file}, line {_line(node)}: {what} lacks the field {missing[0]!r}. Needed: {one_of(required)}.")
    return fields


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return node.value


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node is not None else 1
