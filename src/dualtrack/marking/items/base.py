"""What every item has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from dualtrack.marking.fields import FieldError, Fields, Text


def plain(value: float) -> str:
    """A number as a person writes it, with nothing rounded away.

    >>> plain(60.0), plain(62.1234567), plain(1234567.0)
    ('60', '62.1234567', '1234567')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def predicts(item_id: str) -> bool:
    """Whether an id is that of a prediction: it has a p after the point.

    >>> predicts("01.p1"), predicts("1.1")
    (True, False)
    """
    return item_id.partition(".")[2].startswith("p")


COMMON = ("id", "type", "objective", "level", "points", "minutes", "sources", "stem")


@dataclass(frozen=True)
class Mark:
    """Points of one answer: None while a person has still to mark it. The student reads ``remarks``, hints that ask again, and ``told``, what is simply so."""

    points: float | None
    possible: float
    remarks: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether a person has still to mark it."""
        return self.points is None


@dataclass(frozen=True)
class Item(ABC):
    """One question.

    A prediction (its id has a p after the point, as in 01.p1) is saved once, before the record is shown, and never marked.
    """

    id: str
    objective: str
    level: str
    points: float
    minutes: float
    sources: tuple[str, ...]
    stem: str

    TYPE: ClassVar[str]
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    OPTIONAL: ClassVar[tuple[str, ...]] = ()
    # What a graded bank must hold of the type's own fields, and may hold; nothing else.
    PUBLIC: ClassVar[tuple[str, ...]] = ()
    PUBLIC_OPTIONAL: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_fields(cls, fields: Fields, keyed: bool = True) -> Item:
        """Make an item from the fields of a bank, one without keys if it is not ``keyed``; raises FieldError with the line of what does not fit."""
        what = f"item {fields.text('id')!r}"
        required, optional = (cls.REQUIRED, cls.OPTIONAL) if keyed else (cls.PUBLIC, cls.PUBLIC_OPTIONAL)
        fields.need(what, COMMON + required, COMMON + required + optional)
        common = {name: str(fields.text(name)) for name in ("id", "objective", "level", "stem")}
        for name in ("points", "minutes"):
            common[name] = fields.text(name).number(name)
            if common[name] < 0:
                raise FieldError(fields[name].line, f"found {fields[name]!r} as {name}, allowed is 0 or more.")
        common["sources"] = tuple(str(source) for source in fields.sequence("sources", Text, "source ids"))
        return cls(**common, **cls.own_fields(fields, keyed))

    @classmethod
    @abstractmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """The values of the type's own fields; without keys, hints and outcomes where the item is not ``keyed``."""

    def public(self) -> dict[str, object]:
        """The item as a graded bank holds it: what is named here and nothing else, so no key, hint, misconception or outcome."""
        common = {name: getattr(self, name) for name in COMMON if name not in ("type", "points", "minutes", "sources")}
        return {
            "id": common.pop("id"),
            "type": self.TYPE,
            **common,
            "points": plain(self.points),
            "minutes": plain(self.minutes),
            "sources": list(self.sources),
            **self.public_fields(),
        }

    @abstractmethod
    def public_fields(self) -> dict[str, object]:
        """The type's own fields as a graded bank holds them: those named in ``PUBLIC``, and of ``PUBLIC_OPTIONAL`` what is there."""

    @property
    def is_prediction(self) -> bool:
        """Whether the answer is a prediction, given once and never marked."""
        return predicts(self.id)

    @property
    def called(self) -> str:
        """What its answer is called: a prediction where something is to be seen afterwards, else an answer, such as a belief or a coding."""
        return "prediction" if self.level == "predict" else "answer"

    @property
    def stays(self) -> str:
        """What is said of an answer that is given once."""
        return "A prediction stays as it was made." if self.called == "prediction" else "This answer stays as it was given."

    @property
    @abstractmethod
    def allowed(self) -> str:
        """Which answers fit, in words."""

    @abstractmethod
    def read(self, given: object) -> object:
        """The answer as it is stored (plain JSON); raises CourseError that says what fits."""

    @abstractmethod
    def say(self, value: object) -> str:
        """A stored answer in words."""

    @abstractmethod
    def mark(self, value: object) -> Mark:
        """The points of a stored answer, with remarks that never give the key."""

    @abstractmethod
    def solution(self) -> object:
        """A stored answer that earns all points by marking alone; None where there is none (a number of one's own, written answers)."""

    @abstractmethod
    def mistakes(self) -> list:
        """Answers that fit the item and are wrong where they can be; together they show every hint."""
