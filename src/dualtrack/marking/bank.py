"""Item banks: one YAML file for each unit, read without type guessing and then checked."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import jinja2

from dualtrack import places
from dualtrack.errors import CourseError, one_of
from dualtrack.facts import facts
from dualtrack.marking.fields import FieldError, Fields, Text, read_fields
from dualtrack.marking.items import ITEM_TYPES, Item
from dualtrack.tables import load

BANK_FIELDS = ("unit", "version", "title", "objectives", "items")
VARIANTS, FORMS = "variants", "forms"
PRACTICE, GRADED = "practice", "graded"
# What all variants of an item have in common: students with other forms get as many points for as much work.
ALIKE = ("type", "objective", "level", "points", "minutes")
ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined)


@dataclass(frozen=True)
class Bank:
    """One unit's items by id, in the file's order; ``objectives`` by their ids.

    ``forms`` are all variants of each item; ``items`` is one form of the unit, the first variants unless ``for_student`` has
    chosen. ``salt`` is the course's own word, which makes its forms differ from those of other courses. A bank whose ``release``
    is graded holds no keys: it can ask and check the form of answers, not mark them.
    """

    path: Path
    unit: str
    version: str
    title: str
    objectives: dict[str, str]
    items: dict[str, Item]
    forms: dict[str, tuple[Item, ...]]
    salt: str = ""
    release: str = PRACTICE

    @property
    def keyed(self) -> bool:
        """Whether its keys are here, so that answers can be marked."""
        return self.release == PRACTICE

    def for_student(self, student: str) -> Bank:
        """The form of the unit that a student gets: of each item the variant that identifier and salt choose."""
        if all(len(variants) == 1 for variants in self.forms.values()):
            return self
        items = {name: variants[draw(self.seed(student), name, len(variants))] for name, variants in self.forms.items()}
        return replace(self, items=items)

    def seed(self, student: str) -> str:
        """What a student's form is drawn with."""
        return f"{self.salt}/{student}" if self.salt else student

    @property
    def marked(self) -> list[Item]:
        """The items that count: all but the predictions."""
        return [item for item in self.items.values() if not item.is_prediction]

    @property
    def possible(self) -> float:
        """All points of the unit."""
        return sum(item.points for item in self.marked)


def draw(seed: str, item_id: str, count: int) -> int:
    """A number from 0 to one less than ``count`` that depends on seed and item alone, the same on every platform and Python.

    >>> [draw(student, "1.3", 4) for student in ("s-1", "s-2", "s-3", "s-4", "s-5", "s-6")]
    [1, 2, 2, 2, 1, 3]
    """
    return int.from_bytes(hashlib.sha256(f"{seed}/{item_id}/form".encode()).digest()[:8], "big") % count


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
    content.need("the bank", BANK_FIELDS, (*BANK_FIELDS, "salt", "release"))
    unit = content.text("unit")
    release = content.text("release") if "release" in content else PRACTICE
    if release not in (PRACTICE, GRADED):
        raise FieldError(content["release"].line, f"found {str(release)!r} as release, allowed is {PRACTICE} or {GRADED}.")
    objectives = content["objectives"]
    if not isinstance(objectives, Fields):
        raise FieldError(content.line, "'objectives' must be a list like '01.o1: what the student can do'.")
    known_sources = set(load("sources")["id"])
    fill = _placeholders()
    forms: dict[str, tuple[Item, ...]] = {}
    for entry in content.sequence("items", Fields, "items"):
        filled = _forms(entry, fill, release == PRACTICE)
        variants = tuple(_item(form, release == PRACTICE) for form in filled)
        item = variants[0]
        if item.id in forms:
            raise FieldError(entry.line, f"the id {item.id!r} stands twice.")
        if unit_of(item.id) != unit:
            raise FieldError(entry.line, f"item {item.id!r} does not belong to unit {str(unit)!r}.")
        if item.objective not in objectives:
            raise FieldError(filled[0]["objective"].line, f"found the objective {item.objective!r}, allowed is one of: {one_of(objectives)}.")
        for source in filled[0]["sources"]:
            if source not in known_sources:
                raise FieldError(source.line, f"found the source {str(source)!r}, which is not in sources.csv.")
        if len(variants) != len({repr(variant) for variant in variants}):
            raise FieldError(entry.line, f"two variants of item {item.id!r} are the same: a placeholder like {{{{ variant.name }}}} is missing in its texts.")
        forms[item.id] = variants
    plain = {str(name): str(objectives.text(name)) for name in objectives}
    salt = str(content.text("salt")) if "salt" in content else ""
    items = {name: variants[0] for name, variants in forms.items()}
    return Bank(path, str(unit), str(content.text("version")), str(content.text("title")), plain, items, forms, salt, str(release))


def _forms(entry: Fields, fill, keyed: bool) -> list[Fields]:
    """An item's fields once for each variant, filled with its values; the item as it stands where it has none.

    A graded bank has no variants but the ``forms`` that they gave, each written out.
    """
    if not keyed and FORMS in entry:
        entry.need("an item with forms", (FORMS,), (FORMS,))
        return entry.sequence(FORMS, Fields, "forms, each a whole item")
    rest = Fields(entry.line, {name: value for name, value in entry.items() if name != VARIANTS})
    if VARIANTS not in entry:
        return [fill(rest)]
    for name in ALIKE:
        if isinstance(rest.get(name), Text) and "variant." in rest[name]:
            raise FieldError(rest[name].line, f"{name!r} may not differ between variants: every student gets the same {name}.")
    variants = entry.sequence(VARIANTS, Fields, "variants, each with names and values")
    if len(variants) < 2:
        raise FieldError(entry.line, f"found {len(variants)} variants, allowed are 2 or more, or none.")
    for variant in variants[1:]:
        variant.need("a variant", variants[0], variants[0])
    filled = [fill(variant) for variant in variants]
    return [fill(rest, {str(name): str(value) for name, value in variant.items()}) for variant in filled]


def _item(fields: Fields, keyed: bool) -> Item:
    fields.need("an item", ("id", "type"))
    kind = fields.text("type")
    if kind not in ITEM_TYPES:
        raise FieldError(kind.line, f"found the type {str(kind)!r}, allowed is one of: {one_of(ITEM_TYPES)}.")
    return ITEM_TYPES[kind].from_fields(fields, keyed)


def _placeholders():
    """A function that fills the placeholders in all texts below an entry, from the facts and from a variant's own values."""
    values = facts()

    def fill(value, variant: Mapping[str, str] | None = None):
        if isinstance(value, Fields):
            return Fields(value.line, {name: fill(part, variant) for name, part in value.items()})
        if isinstance(value, list):
            return [fill(part, variant) for part in value]
        if "{{" not in value:
            return value
        own = {} if variant is None else {"variant": variant}
        try:
            return Text.at(value.line, _template(str(value)).render(values | own))
        except jinja2.UndefinedError as error:
            name = str(error).rstrip("'").split("'")[-1] if "has no attribute" in str(error) else str(error).split("'")[1]
            if "has no attribute" in str(error) and "variant." in value:
                raise FieldError(value.line, f"the variants have no value {name!r}. They have: {one_of(variant or {}) or 'none'}.") from None
            near = difflib.get_close_matches(name, values, n=3, cutoff=0.4)
            raise FieldError(value.line, f"unknown placeholder {name!r}. Near to it: {one_of(near) or 'nothing'}.") from None
        except jinja2.TemplateSyntaxError as error:
            raise FieldError(value.line, f"the braces don't fit ({error.message}).") from None
        except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError) as error:
            raise FieldError(value.line, f"the braces can't be filled ({error}). Between them stands the name of a fact, and nothing else.") from None

    return fill


@lru_cache(maxsize=4096)
def _template(text: str) -> jinja2.Template:
    """A text with its placeholders; making it takes longer than filling it, and banks are read again and again."""
    return ENVIRONMENT.from_string(text)
