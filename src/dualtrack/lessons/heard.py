"""Who is heard in a lesson: its sources by kind and country, in words."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from dualtrack.analysis.source_balance import balance
from dualtrack.wording import listed

FEW = 2  # countries with no more sources than this are named without a number


def who_is_heard(sources: pd.DataFrame, cited: Collection[str]) -> str:
    """How many sources a text cites, of which kinds and from which countries, as two sentences.

    >>> sources = pd.DataFrame({"id": ["a", "b", "c"], "kind": ["monitor", "data set", "data set"], "country": ["Norway", "Norway", "Norway"], "weak": True})
    >>> who_is_heard(sources, ["a", "b", "c"])
    'This lesson cites 3 sources, 3 of them weak: data set 2, monitor 1. By country: Norway 3.'
    """
    counts = balance(sources, cited)
    weak = int(sources.loc[sources["id"].isin(cited), "weak"].sum())
    kinds = counts.sum(axis=1)
    countries = counts.sum()
    rare = listed(sorted(countries.index[countries <= FEW]))
    said = _counted(countries[countries > FEW]) + ([f"one or two each from {rare}"] if rare else [])
    weakly = f", {weak} of them weak" if weak else ""
    return f"This lesson cites {int(kinds.sum())} sources{weakly}: {', '.join(_counted(kinds))}. By country: {', '.join(said)}."


def _counted(counts: pd.Series) -> list[str]:
    """Names with their counts, the most frequent first."""
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
    return [f"{name} {count}" for name, count in ordered.items()]
