"""Two cases compared question by question: totals of likeness, what moves them, and how long an answer took (George and Bennett 2005)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from dualtrack.errors import CourseError, one_of

# How a code counts in a total: our convention, made to show how little a total says.
LIKENESS = {"alike": 1.0, "partly": 0.5, "unlike": 0.0}
YES, NO, DISPUTED = "yes", "no", "disputed"
DAYS_IN_MONTH = 365.25 / 12


def total(codes: Iterable[str]) -> float | None:
    """The mean likeness of codes (alike 1, partly a half, unlike 0), from 0 to 1; None where there is no code.

    Raises CourseError for another code.

    >>> total(["alike", "partly", "unlike", "unlike"]), total([])
    (0.375, None)
    """
    codes = list(codes)
    for code in codes:
        if code not in LIKENESS:
            raise CourseError(f"Found the code {code!r}, allowed is one of: {one_of(LIKENESS)}.")
    return sum(LIKENESS[code] for code in codes) / len(codes) if codes else None


def left_out(codes: Mapping[str, str]) -> dict[str, float]:
    """For each dimension the total without it; empty where fewer than two are coded.

    >>> left_out({"actor": "unlike", "publicity": "alike"})
    {'actor': 1.0, 'publicity': 0.0}
    """
    if len(codes) < 2:
        return {}
    return {name: total(code for other, code in codes.items() if other != name) for name in codes}


def touching(likeness: Mapping[str, str], touches: Mapping[str, str]) -> list[str]:
    """The dimensions in which something differs and the difference is held to touch the mechanism.

    >>> touching({"a": "unlike", "b": "partly", "c": "alike"}, {"a": "yes", "b": "no", "c": "yes"})
    ['a']
    """
    return [name for name, code in likeness.items() if code != "alike" and touches.get(name) == YES]


def nearer(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, int]:
    """For each dimension that is coded in both comparisons: 1 where the first is nearer, -1 where the second is, 0 where they are level.

    >>> nearer({"a": "partly", "b": "unlike", "c": "alike"}, {"a": "unlike", "b": "unlike", "d": "alike"})
    {'a': 1, 'b': 0}
    """
    shared = [name for name in one if one[name] in LIKENESS and other.get(name) in LIKENESS]
    gaps = {name: LIKENESS[one[name]] - LIKENESS[other[name]] for name in shared}
    return {name: (gap > 0) - (gap < 0) for name, gap in gaps.items()}


def months_between(first: pd.Timestamp, later: pd.Timestamp) -> float:
    """Months from one day to another, a month being a twelfth of 365.25 days; below 0 where the second day comes first.

    >>> f"{months_between(pd.Timestamp('1968-06-25'), pd.Timestamp('1971-05-14')):.1f}"
    '34.6'
    """
    return (later - first).days / DAYS_IN_MONTH


def lags(events: pd.DataFrame, start: str) -> pd.DataFrame:
    """Events of one case with ``months`` since the event ``start``, in order of date.

    ``events`` has id, date and date_end; of an event that lasts the last day counts for the start, the first for an answer. Raises CourseError for a start that
    is not there.
    """
    if start not in set(events["id"]):
        raise CourseError(f"Found the start {start!r}, allowed is one of: {one_of(events['id'])}.")
    first = events.set_index("id").loc[start]
    zero = first["date_end"] if pd.notna(first["date_end"]) else first["date"]
    months = [0.0 if row.id == start else months_between(zero, row.date) for row in events.itertuples()]
    return events.assign(months=months).sort_values(["date", "id"], ignore_index=True)
