"""Short text: a name or term, compared in a normalised form, in any spelling that the bank or the glossary knows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from dualtrack.errors import CourseError, one_of
from dualtrack.marking.fields import FieldError, Fields, Text
from dualtrack.marking.items.base import Item, Mark
from dualtrack.tables import load

LONGEST_ANSWER = 200
FORMS = ("english", "belarusian", "russian", "ukrainian")
# Letters that have no decomposition, and the apostrophes of transliterations, which people leave out.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ё": "е", "ґ": "г"} | dict.fromkeys("'’ʼ`´ʹ", ""))


def normalised(text: str) -> str:
    """A form in which case, accents, apostrophes, hyphens and spaces do not count.

    >>> normalised("  Łukašenka "), normalised("Trilateral Contact-Group"), normalised("Гомель")
    ('lukasenka', 'trilateral contact group', 'гомель')
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold().translate(PLAIN)) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.translate(PLAIN)))


@dataclass(frozen=True)
class ShortTextItem(Item):
    """The answer is a text of a few words. ``accepts`` are the forms that are right, ``hint`` is shown for any other."""

    accepts: tuple[str, ...] = ()
    hint: str = ""

    TYPE: ClassVar[str] = "short_text"
    REQUIRED: ClassVar[tuple[str, ...]] = ("accepts", "hint")

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """Accepted forms; ``glossary: homiel`` accepts all forms of that row of the glossary."""
        if not keyed:
            return {}
        accepts: list[str] = []
        for form in fields.sequence("accepts", Text, "accepted forms"):
            accepts += _glossary(form) if form.startswith("glossary:") else [str(form)]
        if not all(normalised(form) for form in accepts):
            raise FieldError(fields.line, "an accepted form has no letter or digit.")
        return {"accepts": tuple(dict.fromkeys(accepts)), "hint": str(fields.text("hint"))}

    def public_fields(self) -> dict[str, object]:
        """Nothing: its forms are the key."""
        return {}

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return "a name or a few words"

    def read(self, given: object) -> str:
        """The text, its white space made plain."""
        text = " ".join(str(given).split()) if isinstance(given, str) else ""
        if not normalised(text):
            raise CourseError(f"Nothing is entered yet; asked for is {self.allowed}.")
        if len(text) > LONGEST_ANSWER:
            raise CourseError(f"Found {len(text):,} letters, allowed are {LONGEST_ANSWER}.")
        return text

    def say(self, value: object) -> str:
        """The text."""
        return str(value)

    def mistakes(self) -> list[str]:
        """Something else."""
        return ["I do not know"]

    def solution(self) -> str:
        """The first accepted form."""
        return self.accepts[0]

    def mark(self, value: object) -> Mark:
        """All points for an accepted form."""
        right = normalised(str(value)) in {normalised(form) for form in self.accepts}
        return Mark(self.points if right else 0.0, self.points, () if right else (self.hint,))


def _glossary(form: Text) -> list[str]:
    """All forms of a row of the glossary."""
    glossary = load("glossary").set_index("id")
    name = form.removeprefix("glossary:").strip()
    if name not in glossary.index:
        raise FieldError(form.line, f"found {name!r}, which is not in glossary.csv. Such names are: {one_of(glossary.index[:5])}, ...")
    row = glossary.loc[name]
    others = str(row["other_forms"]).split("; ") if isinstance(row["other_forms"], str) else []
    return [str(row[column]) for column in FORMS if isinstance(row[column], str)] + others
