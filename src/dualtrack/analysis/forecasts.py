"""Scoring probability forecasts, and the simple forecasters that one's own are compared with.

A forecast is one probability, from 0 to 1, that a stated public act happens by a stated day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dualtrack.errors import CourseError

# Windows of the past are counted back to this day: earlier months are those of attacks from Belarus, another situation.
RECORD_FROM = pd.Timestamp("2023-01-01")
# What somebody says who knows nothing at all, and the Brier score that this earns on every question.
EVEN, EVEN_SCORE = 0.5, 0.25
# A question's window when dispute recurrence is set beside it: a fortnight.
FORTNIGHT = 14


class Past(NamedTuple):
    """Earlier windows of one length: how many there are, in how many an act of the kind became public, and whether the last one is among these."""

    windows: int
    with_act: int
    in_last: bool
    since: pd.Timestamp

    @property
    def share(self) -> float:
        """The base rate: the share of windows with such an act."""
        return self.with_act / self.windows


def brier(probability: float, happened: bool) -> float:
    """The Brier score of one forecast: the squared distance of the probability from what came, 1 for yes and 0 for no.

    0 is best, 1 is worst; saying 0.5 always gives 0.25. This is the form for yes or no with one probability; Brier (1950) adds up over all
    outcomes, which for two gives twice as much. Raises CourseError for a probability that is not from 0 to 1.

    By hand: who said 70 % and it happened missed by 0.3, and 0.3 times 0.3 is 0.09. Had it not happened: 0.7 times 0.7, 0.49.

    >>> round(brier(0.7, True), 2), round(brier(0.7, False), 2), brier(0.5, True)
    (0.09, 0.49, 0.25)
    """
    _probability(probability)
    return float((probability - bool(happened)) ** 2)


def mean_brier(probabilities: Sequence[float], happened: Sequence[bool]) -> float:
    """The mean Brier score over several questions (0 best, 1 worst); their order does not matter.

    Raises CourseError where there is no forecast, or not one outcome for each.

    >>> round(mean_brier([0.7, 0.2, 0.5], [True, False, True]), 3)
    0.127
    """
    if not len(probabilities) or len(probabilities) != len(happened):
        raise CourseError(f"Found {len(probabilities)} forecasts and {len(happened)} outcomes, allowed is one outcome for each, and one forecast at least.")
    return float(np.mean([brier(probability, came) for probability, came in zip(probabilities, happened, strict=True)]))


def best_constant(happened: Sequence[bool]) -> float:
    """The one probability that, said of every question, scores best: the share of questions that came true. It is known only afterwards.

    >>> best_constant([True, True, False, True])
    0.75
    """
    if not len(happened):
        raise CourseError("Found no outcome, allowed is one or more.")
    return float(np.mean(np.asarray(happened, dtype=float)))


def windows_before(until: pd.Timestamp, days: int, since: pd.Timestamp = RECORD_FROM) -> pd.DataFrame:
    """Windows of so many days, one before the other without overlap, the last ending on ``until``: ``first`` and ``last`` (days), the latest first.

    None begins before ``since``. Raises CourseError where not even one fits.

    >>> windows_before(pd.Timestamp("2024-06-30"), 7, pd.Timestamp("2024-06-15")).astype(str).values.tolist()
    [['2024-06-24', '2024-06-30'], ['2024-06-17', '2024-06-23']]
    """
    if days < 1:
        raise CourseError(f"Found a window of {days} days, allowed are 1 or more.")
    count = ((until - since).days + 1) // days
    if count < 1:
        raise CourseError(f"No window of {days} days fits between {since:%Y-%m-%d} and {until:%Y-%m-%d}, allowed is a shorter one or an earlier start.")
    last = [until - pd.Timedelta(days=days * step) for step in range(count)]
    return pd.DataFrame({"first": [day - pd.Timedelta(days=days - 1) for day in last], "last": last})


def past(public_on: Sequence[pd.Timestamp], until: pd.Timestamp, days: int, since: pd.Timestamp = RECORD_FROM) -> Past:
    """Count in how many earlier windows an act became public, given the days on which such acts did; days after ``until`` don't count.

    >>> june = [pd.Timestamp("2024-06-28"), pd.Timestamp("2024-06-29"), pd.Timestamp("2024-07-13")]
    >>> past(june, pd.Timestamp("2024-06-30"), 7, pd.Timestamp("2024-06-01"))[:3]
    (4, 1, True)
    """
    table = windows_before(until, days, since)
    days_public = pd.Series(list(public_on), dtype="datetime64[ns]")
    hit = [bool(days_public.between(first, last).any()) for first, last in table.itertuples(index=False)]
    return Past(len(table), sum(hit), hit[0], table["first"].min())


def per_window(share: float, of_days: float, days: float) -> float:
    """The probability of at least one event in ``days`` days, from that in ``of_days`` days, if the risk is even.

    >>> round(per_window(0.317, 365, 14), 4)
    0.0145
    """
    _probability(share)
    return float(1 - (1 - share) ** (days / of_days))


def simple_forecasts(
    questions: pd.DataFrame, precedents: pd.DataFrame, events: pd.DataFrame, since: pd.Timestamp = RECORD_FROM
) -> pd.DataFrame:
    """What three simple forecasters say of each question (tables ``forecast_questions``, ``forecast_precedents``, ``events``), by its item.

    Columns: ``days`` (the window), ``windows``, ``with_act``, ``since``; the probabilities ``base_rate`` (the share of earlier windows with an act of
    the kind), ``last_window`` (1 where the last one had one, else 0) and ``even`` (always 0.5); ``happened``. Only what was public when a
    question opened is counted.
    """
    public = precedents.merge(events, left_on="event_id", right_on="id").dropna(subset=["public_on"])
    rows = {}
    for row in questions.itertuples():
        days = (row.closes - row.opens).days
        known = past(public.loc[public["kind"] == row.kind, "public_on"], row.opens, days, since)
        rows[row.item] = {
            "days": days,
            "windows": known.windows,
            "with_act": known.with_act,
            "since": known.since,
            "base_rate": known.share,
            "last_window": float(known.in_last),
            "even": EVEN,
            "happened": row.outcome == "yes",
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _probability(value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 <= value <= 1:
        raise CourseError(f"Found {value!r} as a probability, allowed is a number from 0 to 1.")
