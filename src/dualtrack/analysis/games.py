"""A game of two states that restrain or arm: best replies, equilibria, and how much trust restraint needs.

The games go by the order of one state's four payoffs, and each side may be in another game. Stag hunt and prisoner's dilemma as models of the
security dilemma: Jervis (1978). Chicken and deadlock are named as is usual (from general knowledge). That a state may want more than security:
Glaser (1997) and Kydd (2000) call such states greedy; here it is one that does best to arm whatever the other does.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple

from dualtrack.errors import CourseError

RESTRAIN, ARM = 1, 0  # as the probability of restraint
LEAST, MOST = 0, 10


class Payoffs(NamedTuple):
    """What one state gets, by its own and the other's move; only comparisons and distances count, not where zero lies."""

    both_restrain: int
    exposed: int  # it restrains, the other arms
    advantage: int  # it arms, the other restrains
    both_arm: int


class Trust(NamedTuple):
    """How likely the other's restraint must be for restraint to be best: ``kind`` is at least, at most, always, never or all the same."""

    kind: str
    at: Fraction | None = None


# Each game by the order of a state's payoffs, best first.
ORDERS = {
    "stag hunt": ("both_restrain", "advantage", "both_arm", "exposed"),
    "prisoner's dilemma": ("advantage", "both_restrain", "both_arm", "exposed"),
    "chicken": ("advantage", "both_restrain", "exposed", "both_arm"),
    "deadlock": ("advantage", "both_arm", "both_restrain", "exposed"),
}


def checked(payoffs: Payoffs) -> Payoffs:
    """The payoffs, if all are whole numbers within bounds; else CourseError.

    >>> checked(Payoffs(8, 0, 60, 4))
    Traceback (most recent call last):
        ...
    dualtrack.errors.CourseError: Found 60 as advantage, allowed is a whole number from 0 to 10.
    """
    for name, value in zip(Payoffs._fields, payoffs, strict=True):
        if isinstance(value, bool) or not isinstance(value, int) or not LEAST <= value <= MOST:
            raise CourseError(f"Found {value!r} as {name}, allowed is a whole number from {LEAST} to {MOST}.")
    return payoffs


def names_of(payoffs: Payoffs) -> list[str]:
    """The games whose order a state's payoffs have; with ties all between which they lie, and none where the order has no usual name.

    >>> names_of(Payoffs(8, 0, 6, 4)), names_of(Payoffs(6, 0, 6, 4)), names_of(Payoffs(8, 6, 4, 0))
    (['stag hunt'], ['stag hunt', "prisoner's dilemma"], [])
    """
    possible = {order for order in permutations(Payoffs._fields) if all(getattr(payoffs, a) >= getattr(payoffs, b) for a, b in zip(order, order[1:], strict=False))}
    return [name for name, order in ORDERS.items() if order in possible]


def gain_of_restraint(payoffs: Payoffs, trust: Fraction | float) -> Fraction | float:
    """What restraint is expected to bring more than arming (less, if negative), where the other restrains with this probability.

    >>> gain_of_restraint(Payoffs(8, 0, 6, 4), Fraction(2, 3)), gain_of_restraint(Payoffs(8, 0, 6, 4), 1)
    (Fraction(0, 1), 2)
    """
    return trust * (payoffs.both_restrain - payoffs.advantage) + (1 - trust) * (payoffs.exposed - payoffs.both_arm)


def trust_needed(payoffs: Payoffs) -> Trust:
    """The other's probability of restraint at which restraint becomes best (stag hunt), or stops being so (chicken).

    >>> trust_needed(Payoffs(8, 0, 6, 4))
    Trust(kind='at least', at=Fraction(2, 3))
    >>> trust_needed(Payoffs(6, 0, 8, 4)), trust_needed(Payoffs(6, 4, 8, 0))
    (Trust(kind='never', at=None), Trust(kind='at most', at=Fraction(2, 3)))
    """
    if_restrained, if_armed = gain_of_restraint(payoffs, RESTRAIN), gain_of_restraint(payoffs, ARM)
    if if_restrained == if_armed == 0:
        return Trust("all the same")
    if if_restrained >= 0 and if_armed >= 0:
        return Trust("always")
    if if_restrained < 0 and if_armed < 0:
        return Trust("never")
    return Trust("at least" if if_armed < 0 else "at most", Fraction(-if_armed, if_restrained - if_armed))


def arms_anyway(payoffs: Payoffs) -> bool:
    """Whether arming is strictly best whatever the other does.

    >>> arms_anyway(Payoffs(6, 0, 8, 4)), arms_anyway(Payoffs(8, 0, 6, 4))
    (True, False)
    """
    return payoffs.advantage > payoffs.both_restrain and payoffs.both_arm > payoffs.exposed


def best_replies(payoffs: Payoffs, other: int) -> set[int]:
    """The best moves (``RESTRAIN``, ``ARM``) against a move of the other; both where it is a tie.

    >>> best_replies(Payoffs(8, 0, 6, 4), RESTRAIN) == {RESTRAIN}, best_replies(Payoffs(8, 0, 8, 4), RESTRAIN) == {RESTRAIN, ARM}
    (True, True)
    """
    gain = gain_of_restraint(payoffs, other)
    return {move for move, best in ((RESTRAIN, gain >= 0), (ARM, gain <= 0)) if best}


def equilibria(a: Payoffs, b: Payoffs) -> list[tuple[Fraction, Fraction]]:
    """The Nash equilibria, as each side's probability of restraint: the pure ones, then the mixed one in which both waver, if there is one.

    In the mixed one each side's mixture makes the other indifferent: A restrains as often as B's threshold of trust says, and B as A's says. With ties
    there may be further mixtures, which ``has_ties`` tells.

    >>> equilibria(Payoffs(8, 0, 6, 4), Payoffs(8, 0, 6, 4))
    [(Fraction(1, 1), Fraction(1, 1)), (Fraction(0, 1), Fraction(0, 1)), (Fraction(2, 3), Fraction(2, 3))]
    """
    pure = [(x, y) for x, y in product((RESTRAIN, ARM), repeat=2) if x in best_replies(a, y) and y in best_replies(b, x)]
    of_a, of_b = trust_needed(a).at, trust_needed(b).at
    wavering = [(of_b, of_a)] if of_a is not None and of_b is not None and 0 < of_a < 1 and 0 < of_b < 1 else []
    return [(Fraction(x), Fraction(y)) for x, y in [*pure, *wavering]]


def has_ties(a: Payoffs, b: Payoffs) -> bool:
    """Whether a side has two best replies to a move; then mixtures with that move can be equilibria too.

    >>> has_ties(Payoffs(8, 0, 8, 4), Payoffs(8, 0, 6, 4)), has_ties(Payoffs(8, 0, 6, 4), Payoffs(8, 0, 6, 4))
    (True, False)
    """
    return any(len(best_replies(payoffs, move)) == 2 for payoffs in (a, b) for move in (RESTRAIN, ARM))
