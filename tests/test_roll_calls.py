"""The counting of roll calls against a slow and plain reference."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dualtrack.analysis.roll_calls import ISSUE_FLAGS, agreement_counts, siding_counts

VOTES = st.sampled_from([1, 2, 3, 8, 9])
ROLL_CALL = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["2013-05-01", "2018-12-31", "2019-01-01"]),
        "yes": st.integers(1, 100),
        "no": st.integers(0, 100),
        "abstain": st.integers(0, 100),
        "BLR": VOTES,
        "RUS": VOTES,
        "UKR": VOTES,
    }
    | {flag: st.booleans() for flag in ISSUE_FLAGS.values()}
)


def counted(roll_calls: list[dict], votes: str, flag: str | None) -> dict[int, list[int]]:
    """n, same, one step, opposite of Belarus and Russia by year, one vote at a time."""
    years: dict[int, list[int]] = {}
    for call in roll_calls:
        year = int(call["date"][:4])
        if flag and (not call[flag] or year > 2018):
            continue
        if votes == "contested" and (call["no"] + call["abstain"]) / (call["yes"] + call["no"] + call["abstain"]) < 0.2:
            continue
        if votes == "opposed" and {call["RUS"], call["UKR"]} != {1, 3}:
            continue
        if call["BLR"] > 3 or call["RUS"] > 3:
            continue
        row = years.setdefault(year, [0, 0, 0, 0])
        row[0] += 1
        row[1 + abs(call["BLR"] - call["RUS"])] += 1
    return years


@settings(max_examples=60, deadline=None)
@given(st.lists(ROLL_CALL, min_size=1, max_size=12), st.sampled_from(["all", "contested", "opposed"]), st.sampled_from([None, "human rights", "nuclear"]))
def test_agreement_counts_match_a_plain_count(roll_calls, votes, issue):
    table = agreement_counts(pd.DataFrame(roll_calls), "BLR", ["RUS"])
    rows = table[(table["votes"] == votes) & (table["issue"] == (issue or "all"))]
    found = {int(row.year): [row.n, row.same, row.one_step, row.opposite] for row in rows.itertuples()}
    assert found == counted(roll_calls, votes, ISSUE_FLAGS.get(issue))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROLL_CALL, min_size=1, max_size=12))
def test_siding_is_agreement_on_opposed_votes(roll_calls):
    frame = pd.DataFrame(roll_calls)
    sides = siding_counts(frame, ["BLR"]).query("issue == 'all'")
    agreed = agreement_counts(frame, "BLR", ["RUS"]).query("issue == 'all' and votes == 'opposed'")
    assert sides[["year", "n", "with_first"]].values.tolist() == agreed[["year", "n", "same"]].values.tolist()
