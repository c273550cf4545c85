"""Two states, A and B, that answer each other's last move as they perceive it: how noise, generosity, a channel, an ally and shocks shape their path.

A move is restrained or tense, and both move at once. What one state does hangs on the other's last move alone, so a setting comes down to four
chances: of A and of B to be tense after a restrained and after a tense move. Two settings with the same four chances are one and the same process,
whatever goes on inside: no path can tell them apart.

Stylised: A and B have no aims, no fear, no memory and no capabilities, and no number here is an estimate for any real state. That noise undoes tit
for tat and that generosity mends it is Molander's (1985) and Wu and Axelrod's (1995) theme; channel, pressure and shocks are our own additions.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from dualtrack.errors import CourseError, one_of

# The joint states by their code: bit 0 is A, bit 1 is B, and 1 is tense.
JOINT_STATES = ("both restrained", "only A tense", "only B tense", "both tense")
STATES = len(JOINT_STATES)
MOST_RUNS, MOST_STEPS = 1_000_000, 100_000
DRAWN_FROM = 2**32
# Squared so often, the chain has forgotten all that it can forget, for chances as small as a billionth.
SQUARINGS = 60
# Two samples of n runs whose cumulative shares are further apart than this over the root of n / 2 differ by more than chance would have it in
# one case of twenty (Kolmogorov and Smirnov; from general knowledge).
CHANCE_GAP = 1.36


# What the lesson's explorer offers, in per cent; chosen so that pairs of settings exist that come to the same.
OFFERED = {
    "misread_a": (0, 1, 5, 10, 20, 40),
    "generous_a": (0, 10, 25, 50),
    "pressure": (0, 5, 10, 20),
    "misread_b": (0, 1, 5, 10, 20, 40),
    "generous_b": (0, 10, 25, 50),
    "corrects": (0, 50, 75, 90),
    "deceives": (0, 10, 25, 50),
    "shocks": (0, 1, 5, 10, 20),
}


@dataclass(frozen=True)
class Setting:
    """How two states answer each other; all but ``start`` are probabilities from 0 to 1, in this order within each step.

    ``misread_a``, ``misread_b``: A (or B) takes the other's last move for the opposite one. ``corrects``: the channel puts such a misreading right.
    ``deceives``: a move that was really tense passes for restraint, because the channel hides it. ``generous_a``, ``generous_b``: a move
    perceived as tense is answered with restraint. ``pressure``: an ally makes A tense whatever A saw. ``shocks``: an outside event makes a
    side tense for this step, each side by itself. ``start`` is one of ``JOINT_STATES``. Raises CourseError for another value.

    >>> Setting(misread_a=0.05, misread_b=0.05).start
    'both restrained'
    >>> Setting(corrects=1.5)
    Traceback (most recent call last):
        ...
    dualtrack.errors.CourseError: Found 1.5 as corrects, allowed is a number from 0 to 1.
    """

    misread_a: float = 0.0
    misread_b: float = 0.0
    generous_a: float = 0.0
    generous_b: float = 0.0
    corrects: float = 0.0
    deceives: float = 0.0
    pressure: float = 0.0
    shocks: float = 0.0
    start: str = JOINT_STATES[0]

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "start":
                if value not in JOINT_STATES:
                    raise CourseError(f"Found {value!r} as start, allowed is one of: {one_of(JOINT_STATES)}.")
            elif isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 <= value <= 1:
                raise CourseError(f"Found {value!r} as {field.name}, allowed is a number from 0 to 1.")


class Chances(NamedTuple):
    """The probability of each side to be tense after the other's restrained and after its tense move."""

    a_after_restrained: float
    a_after_tense: float
    b_after_restrained: float
    b_after_tense: float


def chances(setting: Setting) -> Chances:
    """What a setting comes down to; rounded to twelve digits, so that equal settings are equal.

    >>> chances(Setting(misread_a=0.1, misread_b=0.1, corrects=0.5)) == chances(Setting(misread_a=0.05, misread_b=0.05))
    True
    >>> chances(Setting(generous_a=0.25, generous_b=0.25, shocks=0.2))
    Chances(a_after_restrained=0.2, a_after_tense=0.8, b_after_restrained=0.2, b_after_tense=0.8)
    """
    both = []
    for misread, generous, pressure in ((setting.misread_a, setting.generous_a, setting.pressure), (setting.misread_b, setting.generous_b, 0.0)):
        wrong = misread * (1 - setting.corrects)
        unmoved = (1 - pressure) * (1 - setting.shocks)  # neither ally nor event
        for seen_tense in (wrong, (1 - wrong) * (1 - setting.deceives)):
            both.append(float(round(1 - (1 - seen_tense * (1 - generous)) * unmoved, 12)))
    return Chances(*both)


def twins(offered: dict[str, tuple[int, ...]] = OFFERED) -> tuple[int, int]:
    """How many settings can be put together from values in per cent, and how many of them have a twin: another one with the same four chances.

    >>> twins(dict.fromkeys(OFFERED, (0,)) | {"misread_a": (0, 10, 20), "corrects": (0, 50)})
    (6, 4)
    """
    misread_a, generous_a, pressure, misread_b, generous_b, corrects, deceives, shocks = np.meshgrid(
        *(np.array(offered[name]) / 100 for name in OFFERED), indexing="ij", sparse=True
    )
    both = []
    for misread, generous, pressed in ((misread_a, generous_a, pressure), (misread_b, generous_b, 0 * pressure)):
        wrong = misread * (1 - corrects)
        for seen_tense in (wrong, (1 - wrong) * (1 - deceives)):
            both.append(1 - (1 - seen_tense * (1 - generous)) * (1 - pressed) * (1 - shocks))
    # Each chance as a whole number of ten-millionths, two of them in one integer: quicker to compare than floats.
    found = [np.rint(chance * 10**7).astype(np.int64) for chance in np.broadcast_arrays(*both)]
    packed = np.stack([(found[at] * 10**9 + found[at + 1]).ravel() for at in (0, 2)])
    packed = packed[:, np.lexsort(packed)]
    new = np.r_[True, (np.diff(packed, axis=1) != 0).any(axis=0), True]  # where a group of equal settings begins
    return packed.shape[1], packed.shape[1] - int(np.count_nonzero(new[:-1] & new[1:]))


def draw(runs: int, steps: int, seed: int, side: int) -> np.ndarray:
    """The random numbers of one side (0 is A, 1 is B): uint32, a row for each step after the start, a column for each run.

    Each side has its own stream, so that one that needs none changes nothing for the other. Raises CourseError for sizes out of range.

    >>> draw(runs=3, steps=5, seed=1, side=0).shape
    (4, 3)
    """
    _check_sizes(runs, steps, seed)
    count = (steps - 1) * runs
    raw = np.random.SFC64([seed, side]).random_raw((count + 1) // 2)  # two numbers in each; integers are half the cost of floats
    return raw.view(np.uint32)[:count].reshape(steps - 1, runs)


def simulate(setting: Setting, runs: int = 1000, steps: int = 200, seed: int = 1, draws: tuple[np.ndarray, np.ndarray] | None = None) -> np.ndarray:
    """Joint states, ``runs`` x ``steps`` (uint8, codes of ``JOINT_STATES``); the first step is the start.

    The same seed gives every setting the same random numbers: a side is tense where its number is below its chance. ``draws`` are those of A
    and B, as ``draw`` gives them, where they are kept for many settings; then ``runs``, ``steps`` and ``seed`` are not asked. Raises CourseError
    for sizes out of range.

    >>> simulate(Setting(start="only A tense"), runs=1, steps=6).tolist()
    [[1, 2, 1, 2, 1, 2]]
    >>> simulate(Setting(misread_a=0.05, misread_b=0.05), runs=2, steps=4).shape
    (2, 4)
    """
    found = chances(setting)
    pairs = (found[:2], found[2:])
    if draws is None:
        _check_sizes(runs, steps, seed)
        # What is certain needs no number: any would do, and one zero stands for all.
        nothing = np.broadcast_to(np.uint32(0), (steps - 1, runs))
        draws = tuple(nothing if set(pair) <= {0.0, 1.0} else draw(runs, steps, seed, side) for side, pair in enumerate(pairs))
    moves = [_moves(own, pair) for own, pair in zip(draws, pairs, strict=True)]
    code = JOINT_STATES.index(setting.start)
    a, b = (np.full((len(draws[0]) + 1, draws[0].shape[1]), bool(code >> side & 1)) for side in (0, 1))
    (a_moves, a_heeds), (b_moves, b_heeds) = moves
    for step in range(len(a) - 1):
        np.bitwise_and(b[step], a_heeds[step], out=a[step + 1])
        np.bitwise_xor(a[step + 1], a_moves[step], out=a[step + 1])
        np.bitwise_and(a[step], b_heeds[step], out=b[step + 1])
        np.bitwise_xor(b[step + 1], b_moves[step], out=b[step + 1])
    states = b.view(np.uint8)
    np.left_shift(states, 1, out=states)
    np.bitwise_or(states, a.view(np.uint8), out=states)
    return states.T


def time_shares(states: np.ndarray) -> dict[str, float]:
    """The share of all runs' time in each joint state.

    >>> time_shares(np.array([[0, 0, 3, 1]]))
    {'both restrained': 0.5, 'only A tense': 0.25, 'only B tense': 0.0, 'both tense': 0.25}
    """
    return {name: float(np.count_nonzero(states == code) / states.size) for code, name in enumerate(JOINT_STATES)}


def tense_time(states: np.ndarray) -> np.ndarray:
    """For each run the share of its steps in which at least one side is tense.

    >>> tense_time(np.array([[0, 0, 3, 1], [0, 0, 0, 0]])).tolist()
    [0.5, 0.0]
    """
    return np.count_nonzero(states, axis=1) / states.shape[1]


def transition(setting: Setting) -> np.ndarray:
    """The four-state Markov chain: rows from, columns to, in the order of ``JOINT_STATES``; each row sums to 1.

    >>> transition(Setting())[1].tolist()
    [0.0, 0.0, 1.0, 0.0]
    """
    found = chances(setting)
    matrix = np.empty((STATES, STATES))
    for code in range(STATES):
        a_was_tense, b_was_tense = code & 1, code >> 1
        a, b = found[b_was_tense], found[2 + a_was_tense]
        matrix[code] = [(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b]
    return matrix


def stationary(setting: Setting) -> dict[str, float]:
    """The share of time in each joint state in the long run, without simulating: the long-run average of the Markov chain from the start.

    For tit for tat with misreadings it is a quarter each, at any rate above 0 and below 1. Where nothing is left to chance it hangs on the start.

    >>> {name: round(share, 6) for name, share in stationary(Setting(misread_a=0.01, misread_b=0.01)).items()}
    {'both restrained': 0.25, 'only A tense': 0.25, 'only B tense': 0.25, 'both tense': 0.25}
    >>> stationary(Setting(start="only A tense"))["both restrained"]
    0.0
    """
    power = (np.eye(STATES) + transition(setting)) / 2  # staying put with a half takes nothing from the averages, and no cycle is left
    for _ in range(SQUARINGS):
        power = power @ power
        power /= power.sum(axis=1, keepdims=True)
    return dict(zip(JOINT_STATES, map(float, power[JOINT_STATES.index(setting.start)]), strict=True))


def average(setting: Setting, steps: int) -> dict[str, float]:
    """The expected share of the first ``steps`` steps in each joint state, without simulating; the first step is the start.

    >>> average(Setting(start="both tense"), 10)["both tense"]
    1.0
    """
    now, matrix = np.eye(STATES)[JOINT_STATES.index(setting.start)], transition(setting)
    total = np.zeros(STATES)
    for _ in range(steps):
        total += now
        now = now @ matrix
    return dict(zip(JOINT_STATES, map(float, total / steps), strict=True))


def equal_runs(first: np.ndarray, second: np.ndarray) -> int:
    """How many runs of two simulations of one shape are the same in every step.

    >>> equal_runs(np.array([[0, 1], [0, 3]]), np.array([[0, 1], [0, 2]]))
    1
    """
    return int((first == second).all(axis=1).sum())


def gap(first: np.ndarray, second: np.ndarray) -> float:
    """The greatest distance between the cumulative shares of two samples, from 0 to 1 (Kolmogorov and Smirnov's statistic).

    >>> gap(np.array([0.1, 0.2]), np.array([0.1, 0.9])), gap(np.array([0.1]), np.array([0.1]))
    (0.5, 0.0)
    """
    at = np.union1d(first, second)
    below = [np.searchsorted(np.sort(sample), at, side="right") / len(sample) for sample in (first, second)]
    return float(np.abs(below[0] - below[1]).max())


def alike(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two samples of one size could well come from one distribution: their gap is one that chance makes in more than one case of twenty.

    >>> alike(np.linspace(0, 1, 100), np.linspace(0.01, 1, 100)), alike(np.linspace(0, 1, 100), np.linspace(0.5, 1, 100))
    (True, False)
    """
    return gap(first, second) <= CHANCE_GAP * (2 / len(first)) ** 0.5


def _moves(draws: np.ndarray, pair: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """What a side does after a restrained move, and whether it would do otherwise after a tense one."""
    after_restrained, after_tense = (draws < below(chance) for chance in pair)
    return after_restrained, after_restrained ^ after_tense


def below(chance: float) -> int:
    """The number under which a draw lies with this chance.

    >>> below(0.5), below(0), below(1) == 2**32
    (2147483648, 0, True)
    """
    return round(chance * DRAWN_FROM)


def _check_sizes(runs: int, steps: int, seed: int) -> None:
    for name, value, least, most in (("runs", runs, 1, MOST_RUNS), ("steps", steps, 1, MOST_STEPS), ("seed", seed, 0, 2**32 - 1)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= value <= most:
            raise CourseError(f"Found {value!r} as {name}, allowed is a whole number from {least:,} to {most:,}.")
