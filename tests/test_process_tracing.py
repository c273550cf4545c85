"""Weighing evidence: the arithmetic against an example worked by hand and against rules that hold for all numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualtrack.analysis.process_tracing import (
    DOUBLY_DECISIVE,
    HOOP,
    NO_TEST,
    SMOKING_GUN,
    STRAW,
    if_not_found,
    kind_of_test,
    over_priors,
    posterior,
    ratio,
    sensitivity,
    steps,
    update,
)
from dualtrack.errors import CourseError

COARSE = st.sampled_from([0.05, *(tenth / 10 for tenth in range(1, 10)), 0.95])
PIECES = st.lists(st.tuples(COARSE, COARSE), max_size=6)
# The worked example: prior 1/3, so odds 1:2. Ratios 9/3, 2/4, 5/5: odds 3:2, 3:4, 3:4. Posterior 3/7.
EXAMPLE = [(0.9, 0.3), (0.2, 0.4), (0.5, 0.5)]


def test_the_example_worked_by_hand():
    table = steps(1 / 3, EXAMPLE)
    assert table["ratio"].tolist() == pytest.approx([3, 0.5, 1])
    assert table["after"].tolist() == pytest.approx([3 / 5, 3 / 7, 3 / 7])
    assert table["before"].tolist() == pytest.approx([1 / 3, 3 / 5, 3 / 7])
    assert posterior(1 / 3, EXAMPLE) == pytest.approx(3 / 7)
    # Left out: odds 1:4, 3:2, 3:4. First piece moved by 0.1: ratios 8/3, 0.99/0.3, 9/4, 9/2 in place of 3, with odds 1:4 from the rest.
    held = sensitivity(1 / 3, EXAMPLE)
    assert held["without"].tolist() == pytest.approx([1 / 5, 3 / 5, 3 / 7])
    assert held.loc[0, ["low", "high"]].tolist() == pytest.approx([2.25 / 6.25, 4.5 / 8.5])
    assert held["shift"].tolist() == pytest.approx([3 / 7 - 1 / 5, 3 / 5 - 3 / 7, 0])


@given(COARSE, PIECES, st.randoms())
def test_the_order_of_pieces_does_not_matter(prior, pieces, random):
    mixed = list(pieces)
    random.shuffle(mixed)
    assert posterior(prior, mixed) == pytest.approx(posterior(prior, pieces))


@given(COARSE, PIECES, COARSE)
def test_evidence_as_probable_under_both_changes_nothing(prior, pieces, likelihood):
    assert posterior(prior, [*pieces, (likelihood, likelihood)]) == pytest.approx(posterior(prior, pieces))
    assert kind_of_test(likelihood, likelihood)[0] == NO_TEST


@given(COARSE, PIECES)
def test_a_posterior_stays_between_0_and_1_and_its_two_accounts_add_up(prior, pieces):
    after = posterior(prior, pieces)
    assert 0 < after < 1
    assert after + posterior(1 - prior, [(if_rival, if_h) for if_h, if_rival in pieces]) == pytest.approx(1)


@given(COARSE, COARSE, COARSE)
def test_what_was_expected_before_is_the_mean_of_what_may_be_found(prior, if_h, if_rival):
    """Found and not found, weighed by how probable each was, give the prior back."""
    found = prior * if_h + (1 - prior) * if_rival
    mean = found * update(prior, if_h, if_rival) + (1 - found) * if_not_found(prior, if_h, if_rival)
    assert mean == pytest.approx(prior)


@settings(deadline=None)
@given(COARSE, st.lists(st.tuples(COARSE, COARSE), min_size=1, max_size=5))
def test_sensitivity_holds_the_posterior_and_leaving_all_out_gives_the_prior(prior, pieces):
    whole = posterior(prior, pieces)
    held = sensitivity(prior, pieces)
    assert ((held["low"] <= whole + 1e-12) & (whole <= held["high"] + 1e-12)).all()
    assert held[["without", "low", "high"]].stack().between(0, 1).all()
    assert posterior(prior, []) == prior
    assert sensitivity(prior, pieces[:1])["without"].tolist() == [prior]


@settings(deadline=None)
@given(st.lists(st.tuples(COARSE, COARSE), max_size=5))
def test_a_higher_start_never_ends_lower(pieces):
    curve = over_priors(pieces)
    assert len(curve) == 99
    assert curve["posterior"].is_monotonic_increasing
    assert curve["posterior"].between(0, 1).all()


@given(COARSE, COARSE)
def test_a_test_of_the_account_turned_round_is_one_of_the_rival(if_h, if_rival):
    kind, for_h = kind_of_test(if_h, if_rival)
    assert kind_of_test(if_rival, if_h)[0] == kind
    assert if_h == if_rival or kind_of_test(if_rival, if_h)[1] != for_h


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ((0.95, 0.5), HOOP),  # found 1.9 times, missing 10 times
        ((0.9, 0.5), HOOP),  # missing exactly 5 times
        ((0.4, 0.05), SMOKING_GUN),  # found 8 times, missing 1.6 times
        ((0.5, 0.1), SMOKING_GUN),  # found exactly 5 times
        ((0.95, 0.05), DOUBLY_DECISIVE),
        ((1, 0), DOUBLY_DECISIVE),
        ((0.9, 0.6), STRAW),  # 1.5 and 4 times
        ((0.3, 0), SMOKING_GUN),
        ((1, 0.9), HOOP),
    ],
)
def test_the_names_of_tests(piece, kind):
    assert kind_of_test(*piece) == (kind, True)


def test_one_ratio_stands_for_different_tests():
    assert ratio(0.9, 0.45) == ratio(0.1, 0.05) == 2
    assert kind_of_test(0.9, 0.45)[0] != kind_of_test(0.1, 0.05)[0]


def test_0_and_1_give_a_clear_result():
    assert ratio(0.3, 0) == math.inf
    assert update(0.5, 0.3, 0) == 1
    assert update(0.5, 0, 0.3) == 0
    assert posterior(0, EXAMPLE) == 0
    assert posterior(1, EXAMPLE) == 1
    assert posterior(0.5, [(0.3, 0), (0.1, 0.9)]) == 1  # what was ruled out stays so
    assert sensitivity(0.5, [(1, 0)])[["low", "high"]].notna().all(axis=None)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: ratio(0, 0), "can't be impossible under both"),
        (lambda: update(0.5, 0, 0), "can't be impossible under both"),
        (lambda: posterior(0.5, [(0.3, 0), (0, 0.9)]), "Allowed is another start"),
        (lambda: update(90, 0.1, 0.2), "Found 90 as the start, allowed is a number from 0 to 1"),
        (lambda: update(0.5, math.nan, 0.2), "Found nan"),
        (lambda: kind_of_test("0.3", 0.2), "Found '0.3'"),
        (lambda: if_not_found(0.5, 1, 1), "can't be impossible under both"),
        (lambda: posterior(1.1, []), "Found 1.1 as the start"),
    ],
)
def test_what_does_not_fit_is_one_clear_message(call, told):
    with pytest.raises(CourseError, match=told):
        call()
