"""Event coding: an event or a claim is coded in some fields, and graded by agreement with a reference that may accept more than one code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import one_of
from dualtrack.marking.fields import FieldError, Fields, Text
from dualtrack.marking.items.base import Item, Mark, predicts
from dualtrack.marking.items.coded import read_codes, share


@dataclass(frozen=True)
class CodedField:
    """One field to be coded: its codes, those that the reference accepts, and the hint for any other."""

    name: str
    codes: tuple[str, ...]
    accepts: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class EventCodingItem(Item):
    """The answer gives a code to each field: ``{"kind": "event", "record": "one-sided"}``.

    ``claim`` is the id of the row of ``claims.csv`` that is coded, where it is one: then the answer can be set beside the coders'.
    Fields of a prediction need no reference: a judgement is saved before the record is shown, and never marked.
    """

    fields: tuple[CodedField, ...]
    claim: str = ""

    TYPE: ClassVar[str] = "event_coding"
    REQUIRED: ClassVar[tuple[str, ...]] = ("fields",)
    OPTIONAL: ClassVar[tuple[str, ...]] = ("claim",)
    PUBLIC: ClassVar[tuple[str, ...]] = ("fields",)
    PUBLIC_OPTIONAL: ClassVar[tuple[str, ...]] = ("claim",)

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Fields, each with a name, two codes or more, those that are accepted (one or more, not all) and a hint; a prediction has these two or neither."""
        public, reference = ("name", "codes"), ("accepts", "hint")
        coded = []
        for entry in fields.sequence("fields", Fields, "fields, each with a name, codes, accepts and a hint"):
            open_field = keyed and predicts(fields.text("id")) and not any(name in entry for name in reference)
            needed = public + reference if keyed and not open_field else public
            entry.need("a field to be coded", needed, needed)
            codes = tuple(str(code) for code in entry.sequence("codes", Text, "codes"))
            name = str(entry.text("name"))
            if len(set(codes)) != len(codes) or len(codes) < 2:
                raise FieldError(entry.line, f"field {name!r} has the codes {one_of(codes)}, allowed are two or more, no two alike.")
            if not keyed or open_field:
                coded.append(CodedField(name, codes))
                continue
            accepts = tuple(str(code) for code in entry.sequence("accepts", Text, "codes"))
            for code in accepts:
                if code not in codes:
                    raise FieldError(entry.line, f"field {name!r} accepts {code!r}, which is not among its codes.")
            if not 0 < len(set(accepts)) < len(codes):
                raise FieldError(entry.line, f"field {name!r} accepts {len(accepts)} of its {len(codes)} codes, allowed is at least one and not all.")
            coded.append(CodedField(name, codes, accepts, str(entry.text("hint"))))
        names = [field.name for field in coded]
        if not names or len(set(names)) != len(names):
            raise FieldError(fields.line, f"found the fields {one_of(names) or 'none'}, allowed are one or more, no two alike.")
        return {"fields": tuple(coded), "claim": str(fields.text("claim")) if "claim" in fields else ""}

    def public_fields(self) -> dict[str, object]:
        """Each field's name and codes, and which claim is coded."""
        claim = {"claim": self.claim} if self.claim else {}
        return {"fields": [{"name": field.name, "codes": list(field.codes)} for field in self.fields]} | claim

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return "; ".join(f"{field.name}: {' or '.join(field.codes)}" for field in self.fields)

    def read(self, given: object) -> dict[str, str]:
        """The code of each field."""
        return read_codes(given, {field.name: field.codes for field in self.fields})

    def say(self, value: object) -> str:
        """Each field with its code."""
        return "; ".join(f"{field.name}: {value[field.name]}" for field in self.fields)

    def mistakes(self) -> list[dict[str, str]]:
        """A code for each field that the reference does not accept; for a prediction any codes."""
        return [{field.name: next(code for code in field.codes if code not in field.accepts) for field in self.fields}]

    def solution(self) -> dict[str, str] | None:
        """Each field with the first code that the reference accepts; None where a field has no reference."""
        if not all(field.accepts for field in self.fields):
            return None
        return {field.name: field.accepts[0] for field in self.fields}

    def mark(self, value: object) -> Mark:
        """The share of fields on which the answer agrees with the reference; the hint of each on which it does not. Nothing for a field without one."""
        if self.solution() is None:
            return Mark(0.0, 0.0)
        apart = [field for field in self.fields if value[field.name] not in field.accepts]
        return Mark(share(self.points, len(self.fields) - len(apart), len(self.fields)), self.points, tuple(field.hint for field in apart))
