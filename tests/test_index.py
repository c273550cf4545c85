"""The neutrality index: its scores from the data, its arithmetic, and the stability of ranks against a plain reference."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from dualtrack import neutrality_index
from dualtrack.analysis.index import (
    AGGREGATIONS,
    CRIMEA,
    NORMALISATIONS,
    VOTES,
    choice_ranges,
    index,
    indicator_scores,
    normalised,
    place_of,
    places,
    rank_stability,
)
from dualtrack.errors import CourseError
from dualtrack.tables import load


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    return indicator_scores(load("unga_opposed"), load("unga_resolutions"), load("neutrality_indicators"))


def test_every_state_has_every_score_between_0_and_1(scores):
    assert scores.shape == (5, 6)
    assert scores.notna().all(axis=None)
    assert ((scores >= 0) & (scores <= 1)).all(axis=None)


def test_the_computed_scores(scores):
    """Counted a second time, by hand, from the roll calls: balance without the resolutions on Crimea; Crimea by series."""
    assert scores[VOTES].round(3).to_dict() == {"Belarus": 0.356, "Kazakhstan": 0.669, "Kyrgyzstan": 0.554, "Armenia": 0.758, "Serbia": 0.555}
    assert scores[CRIMEA].round(3).to_dict() == {"Belarus": 0, "Kazakhstan": 0.667, "Kyrgyzstan": 0.208, "Armenia": 0, "Serbia": 0}


def test_every_finding_has_a_source_and_no_indicator_is_the_venue():
    table = load("neutrality_indicators")
    assert table.groupby("indicator")["state"].nunique().eq(5).all()
    assert not table["indicator"].str.contains("venue|talks").any()


def test_no_weight_is_one_clear_message(scores):
    with pytest.raises(CourseError, match="All weights are 0"):
        index(scores, dict.fromkeys(scores.columns, 0))


@pytest.mark.parametrize(("name", "value"), [("normalisation", "z"), ("aggregation", "median")])
def test_an_unknown_choice_is_answered_with_those_there_are(scores, name, value):
    with pytest.raises(CourseError, match=f"no {name} '{value}'. There are: "):
        index(scores, {VOTES: 1}, **{name: value})


def test_rank_stability_matches_a_plain_count(scores):
    names = list(scores.columns[:4])
    draws = 50
    weights = np.random.default_rng(7).dirichlet(np.ones(len(names)), size=draws)
    total = np.zeros((5, 5))
    for how in NORMALISATIONS:
        for aggregation in AGGREGATIONS:
            for draw in weights:
                values = index(scores, dict(zip(names, draw, strict=True)), how, aggregation).round(9)
                for row, value in enumerate(values):
                    above, ties = (values > value).sum(), (values == value).sum()
                    total[row, above : above + ties] += 1 / ties
    expected = total / (draws * len(NORMALISATIONS) * len(AGGREGATIONS))
    assert np.allclose(rank_stability(scores, names, draws=draws, seed=7).to_numpy(), expected)


def test_each_state_takes_some_place_and_each_place_has_some_state(scores):
    stability = rank_stability(scores, scores.columns)
    assert np.allclose(stability.sum(axis=0), 1)
    assert np.allclose(stability.sum(axis=1), 1)


def test_all_alike_share_all_places():
    assert np.allclose(places(np.zeros((1, 4))), 0.25)


def test_normalisations_keep_the_order(scores):
    for how in NORMALISATIONS:
        ready = normalised(scores, how)
        for name in scores:
            assert (ready[name].rank() == scores[name].rank()).all()


def test_each_control_moves_the_index():
    explorer = neutrality_index()
    for name, value in [(VOTES, 3), ("neutrality in law", 0), ("normalisation", "ranks"), ("aggregation", "minimum"), ("table", True)]:
        line, view = explorer.figure.line, explorer.view.value
        explorer.controls[name].value = value
        assert explorer.view.value != view, name
        assert name == "table" or explorer.figure.line != line, name
    for name in explorer.indicators:
        explorer.controls[name].value = 0
    assert explorer.figure.line == "All weights are 0: give at least one indicator a weight."
    explorer.reset()
    assert "place 3 of 5" in explorer.figure.line


def test_choice_ranges_hold_what_a_search_by_hand_finds(scores):
    """The places of Belarus, found again without the shared code: weights one by one, sorted lists."""
    found = set()
    for weights in product((1, 2, 3), repeat=len(scores.columns)):
        mean = {state: sum(w * v for w, v in zip(weights, row, strict=True)) / sum(weights) for state, row in zip(scores.index, scores.to_numpy(), strict=True)}
        found.add(1 + sum(value > mean["Belarus"] + 1e-9 for value in mean.values()))
    ranges = choice_ranges(scores, "Belarus").set_index("choice")
    assert (min(found), max(found)) == tuple(ranges.loc["weights 1, 2 or 3", ["best", "worst"]]) == (2, 4)
    assert tuple(ranges.loc["aggregation"]) == (3, 3, True)  # by the minimum all tie at 0


def test_a_tie_holds_all_its_places():
    assert place_of("A", pd.Series({"A": 0.0, "B": 0.0, "C": 0.0})) == (1, 3)
