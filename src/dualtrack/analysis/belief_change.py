"""How beliefs change between two surveys: of one person, and of a class without names."""

from __future__ import annotations

import pandas as pd

STEP = 10  # changes are counted in steps of so many points
LEAST = 5  # below so many people a distribution would say who said what


def changes(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Pair two surveys: one row for each person and belief that both of them have.

    Both have ``student``, ``belief`` and ``value`` (0 to 100), at most one row for a student and belief. Returns student, belief, before, after and
    change (points, above 0 where the belief rose).

    >>> one = pd.DataFrame({"student": ["a", "b"], "belief": [1, 1], "value": [40.0, 50.0]})
    >>> changes(one, one.assign(value=[60.0, 50.0]).head(1)).values.tolist()
    [['a', 1, 40.0, 60.0, 20.0]]
    """
    both = first.rename(columns={"value": "before"}).merge(second.rename(columns={"value": "after"}), on=["student", "belief"])
    return both.assign(change=both["after"] - both["before"])


def distribution(paired: pd.DataFrame) -> pd.DataFrame:
    """How many people changed by how much: rows are beliefs, columns steps of ten points from −100 to 100, values counts.

    A change of exactly half a step counts away from 0. ``paired`` is what ``changes`` gives.

    >>> paired = pd.DataFrame({"belief": [1, 1, 1], "change": [0.0, 15.0, -4.0]})
    >>> distribution(paired).loc[1, [-10, 0, 10, 20]].tolist()
    [0, 2, 0, 1]
    """
    magnitude = (paired["change"].abs() / STEP + 0.5).astype(int) * STEP
    step = magnitude.where(paired["change"] >= 0, -magnitude)
    return pd.crosstab(paired["belief"], step).reindex(columns=range(-100, 101, STEP), fill_value=0)


def summary(paired: pd.DataFrame) -> pd.DataFrame:
    """For each belief: people, how many lowered it, left it as it was and raised it, the median change.

    >>> paired = pd.DataFrame({"belief": [1, 1, 1], "change": [0.0, 15.0, -4.0]})
    >>> summary(paired).reset_index().values.tolist()
    [[1.0, 3.0, 1.0, 1.0, 1.0, 0.0]]
    """
    grouped = paired.groupby("belief")["change"]
    return pd.DataFrame(
        {
            "people": grouped.size(),
            "lowered": grouped.agg(lambda change: int((change < 0).sum())),
            "as before": grouped.agg(lambda change: int((change == 0).sum())),
            "raised": grouped.agg(lambda change: int((change > 0).sum())),
            "median": grouped.median(),
        }
    )
