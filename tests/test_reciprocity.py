"""The reciprocity simulation: against a slow reference step by step, against each mechanism spelt out, and against the exact chain."""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualtrack.analysis import reciprocity
from dualtrack.analysis.reciprocity import (
    JOINT_STATES,
    OFFERED,
    STATES,
    Setting,
    alike,
    average,
    below,
    chances,
    draw,
    equal_runs,
    gap,
    simulate,
    stationary,
    tense_time,
    time_shares,
    transition,
    twins,
)
from dualtrack.errors import CourseError

SHARE = st.sampled_from([0.0, 0.05, 0.2, 0.25, 0.5, 0.9, 1.0])
PROBABILITIES = [name for name in Setting.__dataclass_fields__ if name != "start"]
SETTINGS = st.builds(Setting, start=st.sampled_from(JOINT_STATES), **dict.fromkeys(PROBABILITIES, SHARE))
NOISY = {"misread_a": 0.05, "misread_b": 0.05}


def by_hand(setting: Setting, runs: int, steps: int, seed: int) -> list[list[int]]:
    """The same process in plain Python, one move at a time, from the same random numbers."""
    after_a, after_b = chances(setting)[:2], chances(setting)[2:]
    draws = [draw(runs, steps, seed, side) for side in (0, 1)]
    paths = []
    for run in range(runs):
        a, b = divmod_bits(JOINT_STATES.index(setting.start))
        path = [a + 2 * b]
        for step in range(steps - 1):
            a, b = int(draws[0][step, run] < below(after_a[b])), int(draws[1][step, run] < below(after_b[a]))
            path.append(a + 2 * b)
        paths.append(path)
    return paths


def divmod_bits(code: int) -> tuple[int, int]:
    return code % 2, code // 2


def spelt_out(setting: Setting, side: str, other_was_tense: bool) -> Fraction:
    """The chance that a side is tense: every way in which the events of a step can fall, each with its probability."""
    pressure = setting.pressure if side == "a" else 0
    rates = [getattr(setting, f"misread_{side}"), setting.corrects, setting.deceives, getattr(setting, f"generous_{side}"), pressure, setting.shocks]
    total = Fraction(0)
    for events in product([False, True], repeat=len(rates)):
        weight = Fraction(1)
        for happens, rate in zip(events, rates, strict=True):
            weight *= Fraction(str(rate)) if happens else 1 - Fraction(str(rate))
        misread, corrected, hidden, generous, pressed, shocked = events
        seen_tense = other_was_tense != (misread and not corrected)
        if other_was_tense and hidden:
            seen_tense = False
        total += weight * ((seen_tense and not generous) or pressed or shocked)
    return total


@settings(max_examples=60, deadline=None)
@given(SETTINGS, st.integers(0, 2**32 - 1))
def test_paths_are_those_of_the_slow_reference(setting, seed):
    assert simulate(setting, runs=7, steps=23, seed=seed).tolist() == by_hand(setting, 7, 23, seed)


@settings(max_examples=100, deadline=None)
@given(SETTINGS)
def test_the_four_chances_are_those_of_the_mechanisms_spelt_out(setting):
    exact = [spelt_out(setting, side, tense) for side in "ab" for tense in (False, True)]
    assert list(chances(setting)) == pytest.approx([float(chance) for chance in exact], abs=1e-11)


@settings(max_examples=60, deadline=None)
@given(SETTINGS)
def test_the_chain_is_a_chain_and_its_long_run_stays_as_it_is(setting):
    matrix, shares = transition(setting), stationary(setting)
    assert matrix.sum(axis=1) == pytest.approx(np.ones(STATES))
    long_run = np.array(list(shares.values()))
    assert long_run.sum() == pytest.approx(1)
    assert long_run @ matrix == pytest.approx(long_run, abs=1e-6)
    assert list(average(setting, 4_000).values()) == pytest.approx(long_run, abs=2e-2)


@settings(max_examples=40, deadline=None)
@given(SETTINGS)
def test_swapping_the_states_mirrors_the_long_run(setting):
    if setting.pressure:
        return  # only A has an ally
    start = {"only A tense": "only B tense", "only B tense": "only A tense"}.get(setting.start, setting.start)
    swapped = Setting(
        setting.misread_b, setting.misread_a, setting.generous_b, setting.generous_a, setting.corrects, setting.deceives, 0, setting.shocks, start
    )
    one, other = stationary(setting), stationary(swapped)
    assert one["only A tense"] == pytest.approx(other["only B tense"], abs=1e-9)
    assert one["both restrained"] == pytest.approx(other["both restrained"], abs=1e-9)


@pytest.mark.parametrize(("a", "b"), [(0.001, 0.001), (0.01, 0.01), (0.05, 0.05), (0.3, 0.02), (0.05, 0), (0.6, 0.9)])
def test_tit_for_tat_that_errs_spends_a_quarter_of_the_long_run_in_each_joint_state(a, b):
    setting = Setting(misread_a=a, misread_b=b)
    assert list(stationary(setting).values()) == pytest.approx([0.25] * STATES, abs=1e-9)


@pytest.mark.parametrize("start", JOINT_STATES)
@pytest.mark.parametrize(("a", "b"), [(0.02, 0.02), (0.05, 0.05), (0.1, 0.3), (0.5, 0.5)])
def test_the_quarter_is_found_by_simulating_from_any_start(a, b, start):
    agrees(Setting(misread_a=a, misread_b=b, start=start), [0.25] * STATES)


def agrees(setting: Setting, expected: list[float]) -> None:
    """Shares over many runs lie within five standard errors, which come from the scatter between the runs themselves."""
    states = simulate(setting, runs=2000, steps=1500, seed=11)[:, 500:]
    for code, share in enumerate(expected):
        by_run = (states == code).mean(axis=1)
        assert by_run.mean() == pytest.approx(share, abs=5 * by_run.std() / len(by_run) ** 0.5 + 1e-6), JOINT_STATES[code]


@pytest.mark.parametrize(
    "setting",
    [
        Setting(**NOISY, generous_a=0.1, generous_b=0.1),
        Setting(**NOISY, generous_a=0.3, generous_b=0.3),
        Setting(**NOISY, generous_a=0.5),
        Setting(**NOISY, pressure=0.2),
        Setting(**NOISY, deceives=0.25, corrects=0.5, shocks=0.1),
    ],
)
def test_other_settings_agree_with_the_exact_chain(setting):
    agrees(setting, list(stationary(setting).values()))


def test_generosity_worked_out_by_hand():
    """Both generous: each is tense with 0.05 * 0.5 after restraint, 0.95 * 0.5 after tension; A and B form two independent chains that cross."""
    low, high = 0.025, 0.475
    tense = low / (1 - high + low)
    setting = Setting(**NOISY, generous_a=0.5, generous_b=0.5)
    expected = [(1 - tense) ** 2, tense * (1 - tense), tense * (1 - tense), tense**2]
    assert list(stationary(setting).values()) == pytest.approx(expected)


@pytest.mark.parametrize("start", JOINT_STATES)
def test_without_errors_the_pattern_of_the_start_stays_or_alternates(start):
    states = simulate(Setting(start=start), runs=3, steps=10)
    code = JOINT_STATES.index(start)
    other = {0: 0, 1: 2, 2: 1, 3: 3}[code]
    assert (states[:, 0::2] == code).all()
    assert (states[:, 1::2] == other).all()
    long_run = [0.0] * STATES
    long_run[code] += 0.5
    long_run[other] += 0.5
    assert list(stationary(Setting(start=start)).values()) == pytest.approx(long_run)


def test_what_is_certain_is_not_drawn_and_changes_nothing_for_the_other(monkeypatch):
    asked = []
    monkeypatch.setattr(reciprocity, "draw", lambda *sizes: asked.append(sizes[-1]) or draw(*sizes))
    simulate(Setting(), runs=5, steps=9)
    assert asked == []
    setting = Setting(misread_b=0.3)
    drawn = tuple(draw(5, 9, 1, side) for side in (0, 1))
    assert simulate(setting, runs=5, steps=9).tolist() == simulate(setting, draws=drawn).tolist()
    assert asked == [1]


def test_a_channel_alone_leaves_the_long_run_as_it_is_and_buys_time():
    poor, good = Setting(**NOISY), Setting(**NOISY, corrects=0.9)
    assert stationary(good) == pytest.approx(stationary(poor), abs=1e-9)
    assert average(good, 60)["both restrained"] > 1.5 * average(poor, 60)["both restrained"]


def test_how_many_of_the_offered_settings_have_a_twin():
    few = {name: shares[::2] for name, shares in OFFERED.items()}
    found = Counter(chances(Setting(**dict(zip(few, (share / 100 for share in shares), strict=True)))) for shares in product(*few.values()))
    assert twins(few) == (found.total(), sum(count for count in found.values() if count > 1))
    assert twins()[0] == math.prod(len(shares) for shares in OFFERED.values())


def test_measures_of_paths():
    states = simulate(Setting(**NOISY), runs=50, steps=40)
    assert sum(time_shares(states).values()) == pytest.approx(1)
    assert tense_time(states).mean() == pytest.approx(1 - time_shares(states)["both restrained"])
    assert equal_runs(states, states) == 50
    low, high = np.linspace(0, 1, 500), np.linspace(0, 1, 500) ** 2
    assert gap(low, high) == gap(high, low)
    assert alike(low, low)
    assert not alike(low, high)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Setting(misread_a=-0.1), "Found -0.1 as misread_a, allowed is a number from 0 to 1."),
        (lambda: Setting(shocks="often"), "Found 'often' as shocks, allowed is a number from 0 to 1."),
        (lambda: Setting(generous_b=True), "Found True as generous_b"),
        (lambda: Setting(pressure=float("nan")), "Found nan as pressure"),
        (lambda: Setting(start="calm"), "Found 'calm' as start, allowed is one of: both restrained, only A tense"),
        (lambda: simulate(Setting(), runs=0), "Found 0 as runs, allowed is a whole number from 1 to 1,000,000."),
        (lambda: simulate(Setting(), steps=2.5), "Found 2.5 as steps"),
        (lambda: simulate(Setting(), seed=-1), "Found -1 as seed"),
    ],
)
def test_what_is_out_of_range_is_said(make, said):
    with pytest.raises(CourseError, match=re.escape(said)):
        make()
