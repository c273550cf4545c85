"""Voting agreement from yearly counts: shares by year, and shares pooled over years.

Shares are fractions from 0 to 1. Pooling adds up counts before it divides, so that each roll call weighs the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from dualtrack.errors import CourseError, one_of

MEASURES = {
    "same": "same vote",
    "scale": "agreement on a three-point scale",
    "opposite": "opposite votes",
}
COUNTS = ["n", "same", "one_step", "opposite"]
SMALL_N = 10


def measure_share(counts: pd.DataFrame | Mapping[str, int], measure: str) -> pd.Series | float:
    """The share that a measure takes from counts of roll calls: columns n, same, one_step, opposite, or one row of them as a dict.

    "same" is the share of identical votes; "scale" gives an abstention against a yes or no half the weight of agreement
    (yes 1, abstain 0.5, no 0, as in Lijphart 1963); "opposite" is the share of yes against no.

    >>> counts = pd.DataFrame({"n": [10], "same": [6], "one_step": [2], "opposite": [2]})
    >>> [float(measure_share(counts, measure).iloc[0]) for measure in MEASURES]
    [0.6, 0.7, 0.2]
    """
    if measure == "same":
        return counts["same"] / counts["n"]
    if measure == "scale":
        return (counts["same"] + counts["one_step"] / 2) / counts["n"]
    if measure == "opposite":
        return counts["opposite"] / counts["n"]
    raise CourseError(f"There is no measure {measure!r}. The measures are: {one_of(MEASURES)}.")


def select(
    table: pd.DataFrame,
    years: tuple[int, int],
    partners: Iterable[str] | None = None,
    votes: str = "all",
    issue: str = "all",
) -> pd.DataFrame:
    """The rows of ``unga_agreement`` between two years (both included), for some partners, one set of votes, one issue."""
    rows = table[table["year"].between(*years) & (table["votes"] == votes) & (table["issue"] == issue)]
    return rows if partners is None else rows[rows["partner"].isin(list(partners))]


def by_year(rows: pd.DataFrame, measure: str = "same") -> pd.DataFrame:
    """Year, partner, n, share: one row for each year and partner of the selected rows."""
    return rows[["year", "partner", "n"]].assign(share=measure_share(rows, measure))


def pooled(rows: pd.DataFrame, measure: str = "same") -> pd.DataFrame:
    """Share and n for each partner over all selected rows, indexed by partner.

    >>> rows = pd.DataFrame({"partner": ["Russia"] * 2, "n": [10, 30], "same": [10, 0], "one_step": [0, 0], "opposite": [0, 30]})
    >>> pooled(rows).loc["Russia"].tolist()
    [40.0, 0.25]
    """
    totals = rows.groupby("partner")[COUNTS].sum()
    return pd.DataFrame({"n": totals["n"], "share": measure_share(totals, measure)})


def siding(opposed: pd.DataFrame, years: tuple[int, int], state: str | None = None, issue: str | None = "all") -> pd.DataFrame:
    """Sums of ``unga_opposed`` between two years: n, with_russia, with_ukraine, abstained, and the share with_russia / n.

    Indexed by state, or by issue where a state and ``issue=None`` are given.

    >>> table = pd.DataFrame({"year": [2014, 2015], "issue": "all", "state": "Belarus", "n": [16, 16], "with_russia": [12, 11],
    ...                       "with_ukraine": [3, 3], "abstained": [1, 2]})
    >>> siding(table, (2014, 2015)).loc["Belarus"].round(3).tolist()
    [32.0, 23.0, 6.0, 3.0, 0.719]
    """
    rows = opposed[opposed["year"].between(*years)]
    if state is not None:
        rows = rows[rows["state"] == state]
    if issue is not None:
        rows = rows[rows["issue"] == issue]
    totals = rows.groupby("state" if issue is not None else "issue")[["n", "with_russia", "with_ukraine", "abstained"]].sum()
    return totals.assign(share=totals["with_russia"] / totals["n"])


def own_votes(cast: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Sums of ``unga_votes_cast`` between two years, indexed by state: n, yes, abstain, no, and the share no / n.

    >>> table = pd.DataFrame({"year": [2014], "state": ["Belarus"], "n": [10], "yes": [7], "abstain": [2], "no": [1]})
    >>> own_votes(table, (2014, 2014)).loc["Belarus"].tolist()
    [10.0, 7.0, 2.0, 1.0, 0.1]
    """
    totals = cast[cast["year"].between(*years)].groupby("state")[["n", "yes", "abstain", "no"]].sum()
    return totals.assign(share_no=totals["no"] / totals["n"])
