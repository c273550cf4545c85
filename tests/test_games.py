"""The 2x2 game: published solutions of the named games, and rules that hold for all payoffs."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.analysis.games import (
    ARM,
    ORDERS,
    RESTRAIN,
    Payoffs,
    arms_anyway,
    best_replies,
    checked,
    equilibria,
    gain_of_restraint,
    has_ties,
    names_of,
    trust_needed,
)
from dualtrack.errors import CourseError

PAYOFFS = st.builds(Payoffs, *[st.integers(0, 4)] * 4)
BOTH, NEITHER = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(0))


def ordered(name: str) -> Payoffs:
    """The ranks 4 to 1 in the order of a game."""
    return Payoffs(**dict(zip(ORDERS[name], (4, 3, 2, 1), strict=True)))


@pytest.mark.parametrize(
    ("game", "pure", "wavering"),
    [
        ("stag hunt", [BOTH, NEITHER], [(Fraction(1, 2), Fraction(1, 2))]),
        ("prisoner's dilemma", [NEITHER], []),
        ("chicken", [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))], [(Fraction(1, 2), Fraction(1, 2))]),
        ("deadlock", [NEITHER], []),
    ],
)
def test_the_named_games_have_the_equilibria_of_the_textbooks(game, pure, wavering):
    payoffs = ordered(game)
    assert names_of(payoffs) == [game]
    assert equilibria(payoffs, payoffs) == pure + wavering


def test_a_stag_hunter_meets_a_greedy_state():
    stag, greedy = ordered("stag hunt"), ordered("deadlock")
    assert arms_anyway(greedy)
    assert equilibria(stag, greedy) == [NEITHER]


def test_a_mixed_equilibrium_worked_out_by_hand():
    """A needs p >= 3/5 (3 / (2 + 3)), B needs p >= 1/4 (1 / (3 + 1)): in the mixture A restrains with 1/4 and B with 3/5."""
    assert equilibria(Payoffs(6, 1, 4, 4), Payoffs(9, 2, 6, 3))[-1] == (Fraction(1, 4), Fraction(3, 5))


@given(PAYOFFS, PAYOFFS)
def test_no_equilibrium_has_a_deviation_that_pays(a, b):
    found = equilibria(a, b)
    assert found
    for x, y in found:
        for own, other, payoffs in ((x, y, a), (y, x, b)):
            gain = gain_of_restraint(payoffs, other)
            for tenth in range(11):
                assert (Fraction(tenth, 10) - own) * gain <= 0, (found, own, other)


@given(PAYOFFS, PAYOFFS)
def test_renaming_the_states_mirrors_the_equilibria(a, b):
    assert {(y, x) for x, y in equilibria(b, a)} == set(equilibria(a, b))


@given(PAYOFFS, PAYOFFS)
def test_without_ties_there_are_one_or_three_equilibria(a, b):
    if not has_ties(a, b):
        assert len(equilibria(a, b)) in (1, 3)


@given(PAYOFFS, st.integers(0, 20))
def test_the_threshold_of_trust_is_where_restraint_pays(payoffs, twentieth):
    trust, needed = Fraction(twentieth, 20), trust_needed(payoffs)
    best = {"always": True, "never": False, "all the same": True}.get(needed.kind)
    if best is None:
        best = trust >= needed.at if needed.kind == "at least" else trust <= needed.at
    assert (gain_of_restraint(payoffs, trust) >= 0) == best


@given(PAYOFFS, st.integers(1, 5))
def test_only_comparisons_and_distances_count(payoffs, more):
    raised = Payoffs(*(value + more for value in payoffs))
    assert trust_needed(raised) == trust_needed(payoffs)
    assert names_of(raised) == names_of(payoffs)


def test_every_order_has_one_name_at_most_and_ties_lie_between_names():
    named = [names_of(Payoffs(*ranks)) for ranks in permutations((1, 2, 3, 4))]
    assert sorted(name for names in named for name in names) == sorted(ORDERS)
    assert names_of(Payoffs(3, 1, 3, 2)) == ["stag hunt", "prisoner's dilemma"]
    assert names_of(Payoffs(3, 1, 4, 1)) == ["prisoner's dilemma", "chicken"]
    assert best_replies(Payoffs(3, 1, 3, 2), RESTRAIN) == {RESTRAIN, ARM}


def test_what_is_out_of_range_is_said():
    with pytest.raises(CourseError, match=re.escape("Found 11 as both_arm, allowed is a whole number from 0 to 10.")):
        checked(Payoffs(1, 2, 3, 11))
