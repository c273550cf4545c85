"""From roll calls, one row a vote, to the yearly counts that the UN tables hold.

A roll-call frame has a ``date`` (ISO text), one true/false column for each issue flag in ``ISSUE_FLAGS``, and one
column for each state with its vote: 1 yes, 2 abstain, 3 no; anything else means that it cast none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

YES, ABSTAIN, NO = 1, 2, 3
CAST = (YES, ABSTAIN, NO)

ISSUE_FLAGS = {
    "human rights": "hr",
    "arms control": "di",
    "nuclear": "nu",
    "Palestine": "me",
    "colonialism": "co",
    "development": "ec",
}
LAST_YEAR_WITH_ISSUES = 2018
CONTESTED_FROM = 0.20


def opposed(roll_calls: pd.DataFrame, first: str = "RUS", second: str = "UKR") -> pd.Series:
    """Mark the votes where one of two states voted yes and the other no.

    >>> votes = pd.DataFrame({"RUS": [1, 3, 1, 2], "UKR": [3, 1, 1, 3]})
    >>> opposed(votes).tolist()
    [True, True, False, False]
    """
    one, other = roll_calls[first], roll_calls[second]
    return ((one == YES) & (other == NO)) | ((one == NO) & (other == YES))


def contested(roll_calls: pd.DataFrame) -> pd.Series:
    """Mark the votes where a fifth or more of the votes cast were no or abstain (columns yes, no, abstain).

    >>> contested(pd.DataFrame({"yes": [80, 81], "no": [10, 10], "abstain": [10, 9]})).tolist()
    [True, False]
    """
    against = roll_calls["no"] + roll_calls["abstain"]
    return against / (roll_calls["yes"] + against) >= CONTESTED_FROM


def issues(roll_calls: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each issue with its votes: all years under "all", flagged issues to 2018 (the flags are faulty later).

    A vote can carry several flags or none, so the issues don't add up to "all". "outside disarmament" are the votes
    flagged neither arms control nor nuclear.
    """
    yield "all", roll_calls
    flagged = roll_calls[roll_calls["date"].str[:4].astype(int) <= LAST_YEAR_WITH_ISSUES]
    for issue, flag in ISSUE_FLAGS.items():
        yield issue, flagged[flagged[flag]]
    yield "outside disarmament", flagged[~(flagged["di"] | flagged["nu"])]


def agreement_counts(roll_calls: pd.DataFrame, state: str, partners: Iterable[str]) -> pd.DataFrame:
    """Count, for each year and partner, how often a state and the partner cast the same vote, and how far apart.

    Returns a frame with year, partner, votes ("all", "contested", "opposed"), issue, and four counts of roll calls in
    which both cast a vote: n, same, one_step (yes or no against abstain), opposite (yes against no). Combinations
    without a single vote are left out.

    >>> votes = pd.DataFrame({"date": ["2014-03-27"] * 3, "yes": [100, 90, 60], "no": [11, 1, 30], "abstain": [58, 2, 9],
    ...                       "BLR": [3, 1, 2], "RUS": [3, 1, 1], "UKR": [1, 1, 3]} | {f: [False] * 3 for f in ISSUE_FLAGS.values()})
    >>> counts = agreement_counts(votes, "BLR", ["RUS"])
    >>> counts.query("issue == 'all'")[["votes", "n", "same", "one_step", "opposite"]].values.tolist()
    [['all', 3, 2, 1, 0], ['contested', 2, 1, 1, 0], ['opposed', 2, 1, 1, 0]]
    """
    kinds = {"all": pd.Series(True, index=roll_calls.index), "contested": contested(roll_calls), "opposed": opposed(roll_calls)}
    parts = []
    for issue, votes in issues(roll_calls):
        for partner in partners:
            both = votes[votes[state].isin(CAST) & votes[partner].isin(CAST)]
            step = (both[state] - both[partner]).abs()
            rows = pd.DataFrame(
                {
                    "year": both["date"].str[:4].astype(int),
                    "n": 1,
                    "same": (step == 0).astype(int),
                    "one_step": (step == 1).astype(int),
                    "opposite": (step == 2).astype(int),
                }
            )
            for kind, mask in kinds.items():
                counted = rows[mask.loc[rows.index]].groupby("year", as_index=False).sum()
                parts.append(counted.assign(partner=partner, votes=kind, issue=issue))
    columns = ["year", "partner", "votes", "issue", "n", "same", "one_step", "opposite"]
    return pd.concat(parts, ignore_index=True)[columns].sort_values(columns[:4], ignore_index=True)


def siding_counts(roll_calls: pd.DataFrame, states: Iterable[str], first: str = "RUS", second: str = "UKR") -> pd.DataFrame:
    """Count with whom each state voted when two others were opposed (yes against no).

    Returns year, issue, state, and the counts n (opposed votes in which the state cast a vote), with_first,
    with_second, abstained.

    >>> votes = pd.DataFrame({"date": ["2014-03-27"] * 3, "BLR": [3, 2, 8], "RUS": [3, 1, 1], "UKR": [1, 3, 3]}
    ...                      | {f: [False] * 3 for f in ISSUE_FLAGS.values()})
    >>> siding_counts(votes, ["BLR"]).query("issue == 'all'").values.tolist()
    [[2014, 'all', 'BLR', 2, 1, 0, 1]]
    """
    apart = roll_calls[opposed(roll_calls, first, second)]
    parts = []
    for issue, votes in issues(apart):
        for state in states:
            cast = votes[votes[state].isin(CAST)]
            rows = pd.DataFrame(
                {
                    "year": cast["date"].str[:4].astype(int),
                    "n": 1,
                    "with_first": (cast[state] == cast[first]).astype(int),
                    "with_second": (cast[state] == cast[second]).astype(int),
                    "abstained": (cast[state] == ABSTAIN).astype(int),
                }
            )
            parts.append(rows.groupby("year", as_index=False).sum().assign(issue=issue, state=state))
    columns = ["year", "issue", "state", "n", "with_first", "with_second", "abstained"]
    return pd.concat(parts, ignore_index=True)[columns].sort_values(columns[:3], ignore_index=True)


def votes_cast(roll_calls: pd.DataFrame, states: Iterable[str]) -> pd.DataFrame:
    """Count each state's own votes by year: year, state, n, yes, abstain, no (n is the votes that it cast).

    >>> votes = pd.DataFrame({"date": ["2014-03-27"] * 4, "BLR": [3, 1, 1, 8]})
    >>> votes_cast(votes, ["BLR"]).values.tolist()
    [[2014, 'BLR', 3, 2, 0, 1]]
    """
    year = roll_calls["date"].str[:4].astype(int)
    parts = []
    for state in states:
        vote = roll_calls[state]
        counted = {"n": vote.isin(CAST), "yes": vote == YES, "abstain": vote == ABSTAIN, "no": vote == NO}
        rows = pd.DataFrame(counted).astype(int).groupby(year).sum().rename_axis("year").reset_index()
        parts.append(rows[rows["n"] > 0].assign(state=state))
    columns = ["year", "state", "n", "yes", "abstain", "no"]
    return pd.concat(parts, ignore_index=True)[columns].sort_values(columns[:2], ignore_index=True)
