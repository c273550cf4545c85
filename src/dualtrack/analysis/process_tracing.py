"""Process tracing with numbers: what a piece of evidence does to a choice between two accounts, and how far that hangs on each number.

A piece is a pair: how probable it is if the account is true, and how probable it is if the rival is. Pieces are multiplied, which holds
only where each is as probable whether or not the others are known; the two accounts are compared with each other and with nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from dualtrack.errors import CourseError

# Our own convention: evidence is decisive one way where one account makes it at least this many times as probable as the other does.
DECISIVE = 5.0
# How far a likelihood is moved to see what hangs on it, and the bounds that a moved one stays within: nothing becomes certain by being moved.
MOVED_BY = 0.1
LEAST, MOST = 0.01, 0.99
HOOP, SMOKING_GUN, DOUBLY_DECISIVE, STRAW = "hoop test", "smoking gun", "doubly decisive test", "straw in the wind"
NO_TEST = "no test"

Piece = tuple[float, float]


def ratio(if_h: float, if_rival: float) -> float:
    """How many times as probable the evidence is under the account as under the rival; infinite where the rival rules it out.

    Both are probabilities from 0 to 1. Raises CourseError for another value, and where both are 0: what was found can't be impossible
    under both (Fairfield and Charman 2017).

    >>> ratio(0.9, 0.6), ratio(0.3, 0)
    (1.5, inf)
    """
    _probability(if_h, "the probability of the evidence if the account is true")
    _probability(if_rival, "the probability of the evidence if the rival is true")
    if if_h == if_rival == 0:
        raise CourseError("Found 0 under both accounts, allowed is 0 under one at most: evidence that was found can't be impossible under both.")
    return math.inf if if_rival == 0 else round(if_h / if_rival, 12)


def update(prior: float, if_h: float, if_rival: float) -> float:
    """The probability of the account after one piece of evidence, from that before it: odds times likelihood ratio (Bayes' rule).

    All are probabilities from 0 to 1. A prior of 0 or 1 stays as it is. Raises CourseError where the evidence is impossible under all that the
    prior leaves open: such a prior can't learn from it.

    >>> round(update(0.5, 0.9, 0.6), 3), update(0, 0.9, 0.1), update(1, 0.2, 0.9), update(0.5, 0.3, 0)
    (0.6, 0.0, 1.0, 1.0)
    >>> update(1, 0, 0.5)
    Traceback (most recent call last):
        ...
    dualtrack.errors.CourseError: The start leaves open only what makes this evidence impossible (start 1, probabilities 0 and 0.5). Allowed is another start.
    """
    _probability(prior, "the start")
    ratio(if_h, if_rival)
    both = prior * if_h + (1 - prior) * if_rival
    if both == 0:
        raise CourseError(
            f"The start leaves open only what makes this evidence impossible (start {prior:g}, probabilities {if_h:g} and {if_rival:g}). Allowed is another start."
        )
    return float(prior * if_h / both)


def posterior(prior: float, pieces: Iterable[Piece]) -> float:
    """The probability of the account after all pieces; their order does not matter, and without any it is the prior.

    >>> round(posterior(0.5, [(0.9, 0.6), (0.2, 0.4)]), 4), posterior(0.3, [])
    (0.4286, 0.3)
    """
    _probability(prior, "the start")
    for if_h, if_rival in pieces:
        prior = update(prior, if_h, if_rival)
    return float(prior)


def steps(prior: float, pieces: Sequence[Piece]) -> pd.DataFrame:
    """Piece after piece: ``if_h``, ``if_rival``, ``ratio``, ``before``, ``after`` (probabilities of the account) and ``test``.

    >>> steps(0.5, [(0.9, 0.6), (0.2, 0.4)])[["ratio", "after"]].round(3).values.tolist()
    [[1.5, 0.6], [0.5, 0.429]]
    """
    rows = []
    for if_h, if_rival in pieces:
        after = update(prior, if_h, if_rival)
        rows.append((if_h, if_rival, ratio(if_h, if_rival), prior, after, kind_of_test(if_h, if_rival)[0]))
        prior = after
    return pd.DataFrame(rows, columns=["if_h", "if_rival", "ratio", "before", "after", "test"])


def kind_of_test(if_h: float, if_rival: float, decisive: float = DECISIVE) -> tuple[str, bool]:
    """The test that a piece amounts to, by Van Evera's names (1997), and whether it is one of the account (else of the rival).

    The test is of whichever account makes the evidence more probable. It is a *smoking gun* where finding the evidence speaks strongly for that
    account, a *hoop test* where not finding it would have spoken strongly against, *doubly decisive* where both hold, a *straw in the wind* where
    neither does; equally probable evidence is *no test*. Strongly means a likelihood ratio of ``decisive`` or more. Van Evera gives no
    number: he calls predictions certain and unique. One ratio can't tell the tests apart, as the first two lines show.

    >>> kind_of_test(0.9, 0.45), kind_of_test(0.1, 0.05)
    (('hoop test', True), ('straw in the wind', True))
    >>> kind_of_test(0.4, 0.05), kind_of_test(0.05, 0.95), kind_of_test(0.5, 0.5)
    (('smoking gun', True), ('doubly decisive test', False), ('no test', True))
    """
    ratio(if_h, if_rival)
    for_h = if_h >= if_rival
    high, low = max(if_h, if_rival), min(if_h, if_rival)
    if high == low:
        return NO_TEST, True
    found = _at_least(high, low, decisive)
    missing = _at_least(1 - low, 1 - high, decisive)
    return {(True, True): DOUBLY_DECISIVE, (True, False): SMOKING_GUN, (False, True): HOOP, (False, False): STRAW}[found, missing], for_h


def if_not_found(prior: float, if_h: float, if_rival: float) -> float:
    """The probability of the account had the evidence been looked for and not found: the update with both probabilities turned round.

    Raises CourseError where the evidence is certain under all that the prior leaves open: then it could not have been missing.

    >>> round(if_not_found(0.5, 0.95, 0.5), 3), round(if_not_found(0.5, 0.4, 0.05), 3)
    (0.091, 0.387)
    """
    _probability(if_h, "the probability of the evidence if the account is true")
    _probability(if_rival, "the probability of the evidence if the rival is true")
    return update(prior, round(1 - if_h, 12), round(1 - if_rival, 12))


def over_priors(pieces: Sequence[Piece], priors: Iterable[float] | None = None) -> pd.DataFrame:
    """The probability of the account after all pieces for many starts: ``prior``, ``posterior``; by default each per cent from 1 to 99.

    >>> over_priors([(0.9, 0.3)], [0.1, 0.5]).round(2).values.tolist()
    [[0.1, 0.25], [0.5, 0.75]]
    """
    chosen = list(np.arange(1, 100) / 100 if priors is None else priors)
    return pd.DataFrame({"prior": chosen, "posterior": [posterior(prior, pieces) for prior in chosen]})


def sensitivity(prior: float, pieces: Sequence[Piece], by: float = MOVED_BY) -> pd.DataFrame:
    """What hangs on each piece, a row each: ``without`` is the posterior when it is left out, ``low`` and ``high`` are the ends of the posterior
    when one of its two likelihoods is moved by ``by`` up or down (within 0.01 and 0.99), ``shift`` is how far leaving it out moves the posterior.

    >>> sensitivity(0.5, [(0.9, 0.3), (0.5, 0.5)]).round(2).values.tolist()
    [[0.5, 0.69, 0.82, 0.25], [0.75, 0.71, 0.79, 0.0]]
    """
    whole = posterior(prior, pieces)
    rows = []
    for at, (if_h, if_rival) in enumerate(pieces):
        rest = [piece for other, piece in enumerate(pieces) if other != at]
        moved = [(_moved(if_h, step), if_rival) for step in (-by, by)] + [(if_h, _moved(if_rival, step)) for step in (-by, by)]
        ends = [whole, *(posterior(prior, [*rest, piece]) for piece in moved)]
        without = posterior(prior, rest)
        rows.append((without, min(ends), max(ends), abs(whole - without)))
    return pd.DataFrame(rows, columns=["without", "low", "high", "shift"])


def _moved(likelihood: float, step: float) -> float:
    """A likelihood moved by a step, within bounds; one that was beyond them already is not drawn back."""
    low, high = min(LEAST, likelihood), max(MOST, likelihood)
    return round(min(max(likelihood + step, low), high), 12)


def _at_least(high: float, low: float, times: float) -> bool:
    """Whether one number is so many times another; rounding apart."""
    return high >= times * low - 1e-9


def _probability(value: float, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 <= value <= 1:
        raise CourseError(f"Found {value!r} as {what}, allowed is a number from 0 to 1.")
