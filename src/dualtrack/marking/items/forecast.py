"""Forecast: a probability and reasons. Credit is for having given both, never for the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dualtrack.analysis import forecasts
from dualtrack.errors import CourseError
from dualtrack.marking.fields import FieldError, Fields
from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.number import WHOLE, NumberItem, plain
from dualtrack.marking.items.written import LONGEST

SCALE = NumberItem("0.0", "", "", 0, 1, (), "", "%", 0, 100)
PROBABILITY, REASONS, KNEW = "probability", "reasons", "knew"


def brier(percent: float, happened: bool) -> float:
    """The Brier score (Brier 1950) of one forecast in per cent: 0 is best, 1 is worst, always saying 50 gives 0.25.

    >>> brier(70, True), brier(0, True), brier(50, False)
    (0.09, 1.0, 0.25)
    """
    return round(forecasts.brier(percent / 100, happened), 4)


@dataclass(frozen=True)
class ForecastItem(Item):
    """The answer is ``{"probability": 70, "reasons": "..."}``, with ``"knew": True`` from somebody who knew the outcome before: such a forecast
    is kept and not scored. ``happened`` is None while the outcome is open; with ``can_be_known`` false nobody is asked whether they knew it, as for a
    belief or an act to come.

    A prediction tells nothing of the outcome, not even a marker: that is for a view that opens when it is saved.
    """

    least_words: int
    happened: bool | None = None
    resolved_by: str = ""
    can_be_known: bool = True

    TYPE: ClassVar[str] = "forecast"
    REQUIRED: ClassVar[tuple[str, ...]] = ("least_words",)
    OPTIONAL: ClassVar[tuple[str, ...]] = ("happened", "resolved_by", "can_be_known")
    PUBLIC: ClassVar[tuple[str, ...]] = REQUIRED
    PUBLIC_OPTIONAL: ClassVar[tuple[str, ...]] = ("can_be_known",)

    @classmethod
    def own_fields(cls, fields: Fields, keyed: bool = True) -> dict:
        """How many words the reasons need; whether it happened and what public act shows that belong together."""
        least = fields.text("least_words")
        if not WHOLE.fullmatch(least):
            raise FieldError(least.line, f"found {str(least)!r} as least_words, allowed is a whole number.")
        own: dict = {"least_words": int(least)}
        if "happened" in fields or "resolved_by" in fields:
            fields.need("a forecast with an outcome", ("happened", "resolved_by"))
            own |= {"happened": fields.text("happened").true("happened"), "resolved_by": str(fields.text("resolved_by"))}
        if "can_be_known" in fields:
            own["can_be_known"] = fields.text("can_be_known").true("can_be_known")
        return own

    def public_fields(self) -> dict[str, object]:
        """How many words the reasons need, and whether the outcome can be known."""
        return {"least_words": str(self.least_words)} | ({} if self.can_be_known else {"can_be_known": "false"})

    @property
    def allowed(self) -> str:
        """Which answers fit."""
        return f"a probability from 0 to 100 (%) and reasons of {self.least_words} words or more"

    def read(self, given: object) -> dict[str, object]:
        """The probability as a number, the reasons as they were written; both have to be there. That it was known is kept only where it is so."""
        if not isinstance(given, Mapping) or set(given) - {KNEW} != {PROBABILITY, REASONS}:
            raise CourseError(f"Found {str(given)[:40]!r}, allowed is {self.allowed}, as {{'probability': 60, 'reasons': '...'}}.")
        reasons = str(given[REASONS]).replace("\r\n", "\n").strip()
        probability = SCALE.read(given[PROBABILITY])
        if 0 < probability < 1:
            raise CourseError(f"Found {SCALE.say(probability)}: less than one in a hundred. Write 60 for sixty per cent; for almost never, write 0 or 1.")
        count = len(reasons.split())
        if count < self.least_words:
            raise CourseError(f"Your reasons have {count} word{'' if count == 1 else 's'}; asked for are {self.least_words} or more.")
        if len(reasons) > LONGEST:
            raise CourseError(f"Found {len(reasons):,} letters, allowed are {LONGEST:,}.")
        knew = given.get(KNEW, False)
        if not isinstance(knew, bool):
            raise CourseError(f"Found {str(knew)[:40]!r} as {KNEW!r}, allowed is True or False.")
        return {PROBABILITY: probability, REASONS: reasons} | ({KNEW: True} if knew else {})

    def say(self, value: object) -> str:
        """The probability, how long the reasons are, and whether the outcome was known."""
        count = len(str(value[REASONS]).split())
        known = ", known before" if value.get(KNEW) else ""
        return f"{plain(value[PROBABILITY])} %, with reasons of {count} word{'' if count == 1 else 's'}{known}"

    def mistakes(self) -> list[dict[str, object]]:
        """A forecast can't be wrong: one by somebody who knew what came, which earns its points like any other."""
        return [self.solution() | ({KNEW: True} if self.can_be_known else {PROBABILITY: 20.0})]

    def solution(self) -> dict[str, object]:
        """Any probability with reasons that are long enough: what earns the points is having given both."""
        return {PROBABILITY: 50.0, REASONS: " ".join(["because"] * max(1, self.least_words))}

    def mark(self, value: object) -> Mark:
        """All points for a probability with reasons, whatever came; the score is told with its range where the outcome is known."""
        return Mark(self.points, self.points, told=() if self.happened is None or self.is_prediction else (self._outcome(value),))

    def _outcome(self, value: object) -> str:
        score = brier(value[PROBABILITY], bool(self.happened))
        came = "It happened" if self.happened else "None found by the last day"
        if value.get(KNEW):
            return f"{came}: {self.resolved_by} You knew it before, so your forecast is not scored. It earns its points all the same."
        return f"{came}: {self.resolved_by} Your Brier score is {score:.2f} (0 is best, 1 is worst, always saying 50 % gives 0.25). It earns no points."
