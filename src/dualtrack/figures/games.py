"""The 2x2 game of two states that restrain or arm: its table with best replies, and what each may expect over its trust in the other."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dualtrack.analysis.games import (
    ARM,
    MOST,
    RESTRAIN,
    Payoffs,
    Trust,
    arms_anyway,
    best_replies,
    checked,
    equilibria,
    gain_of_restraint,
    has_ties,
    names_of,
    trust_needed,
)
from dualtrack.figures.moving import MovingFigure, drawing_area
from dualtrack.figures.style import CONTEXT, FAINT, MILITARY, TEXT, new_figure, styled
from dualtrack.wording import listed, percent

MOVES = {RESTRAIN: "restrains", ARM: "arms"}
SURE = {Trust("at least", Fraction(1)): "restrains", Trust("at most", Fraction(0)): "arms"}
STAG_HUNT = Payoffs(8, 0, 6, 4)
STYLISED = "Stylised: these payoffs are yours, and estimates for no real state."

# The drawing area is measured in hundredths of an inch, from the upper left corner.
WIDTH, HEIGHT = 720, 318
COLUMNS, ROWS, CELL = (100, 210), (84, 168), (102, 76)
PANELS, LEVELS = {"A": (366, 506), "B": (552, 692)}, (228, 84)  # left and right; heights of payoff 0 and of the highest


class SecurityDilemma(MovingFigure):
    """Left, the table of the game: A's payoff lower left in each cell, B's upper right, best replies in a square (A) and a circle (B), equilibria in
    a bold frame. Right, for A and for B, what restraint and arming may be expected to bring, by how probable it is that the other restrains.

    ``show`` changes the payoffs and the trust that is marked.
    """

    of_data = False

    def __init__(self) -> None:
        figure = new_figure()
        figure.set_size_inches(WIDTH / 100, HEIGHT / 100)
        with styled():
            moving = self._make_artists(figure)
        super().__init__(figure, moving)
        self.show(STAG_HUNT, STAG_HUNT)

    def show(self, a: Payoffs, b: Payoffs, trust: float = 0.5) -> None:
        """Show a game, and what each side does best if it believes the other to restrain with the probability ``trust``."""
        sides = {"A": checked(a), "B": checked(b)}
        found = equilibria(a, b)
        self.table = _tabled(a, b, trust, found)
        told = " ".join(f"{name}: {_game(payoffs)}; {_needs(trust_needed(payoffs))}." for name, payoffs in sides.items())
        best = listed([f"{name} {_best(payoffs, trust)}" for name, payoffs in sides.items()])
        self.line = f"{told} {_outcomes(found, has_ties(a, b))} With a trust of {percent(trust, 0)}, {best}. {STYLISED}"
        gets = f"A gets {_listed(a)} and B gets {_listed(b)} (both restrain, it alone restrains, it alone arms, both arm)"
        self.alt = f"A table of payoffs with best replies, and lines of expected payoffs over trust. {gets}. {self.line}"
        self._draw_state(sides, found, trust)

    def _make_artists(self, figure: Figure) -> list[Artist]:
        axes = self._axes = drawing_area(figure, WIDTH, HEIGHT)
        self._text(8, 16, "Payoffs and best replies", weight="bold")
        self._text(PANELS["A"][0] - 36, 16, "Expected payoff, by trust", weight="bold")
        for move, x in zip((RESTRAIN, ARM), COLUMNS, strict=True):
            self._text(x + CELL[0] / 2, 64, f"B {MOVES[move]}", ha="center")
        for move, y in zip((RESTRAIN, ARM), ROWS, strict=True):
            self._text(COLUMNS[0] - 10, y + CELL[1] / 2, f"A {MOVES[move]}", ha="right")
        self._frames, self._numbers, self._marks = {}, {}, {}
        for own, y in zip((RESTRAIN, ARM), ROWS, strict=True):
            for other, x in zip((RESTRAIN, ARM), COLUMNS, strict=True):
                axes.add_patch(Rectangle((x, y), *CELL, facecolor="none", edgecolor=CONTEXT, linewidth=0.8))
                self._frames[own, other] = axes.add_patch(Rectangle((x + 3, y + 3), CELL[0] - 6, CELL[1] - 6, facecolor="none", edgecolor=TEXT, linewidth=3))
                for name, shape, place in (("A", "s", (x + 26, y + CELL[1] - 22)), ("B", "o", (x + CELL[0] - 26, y + 22))):
                    self._numbers[name, own, other] = self._text(*place, "", ha="center", weight="bold")
                    (mark,) = axes.plot(*([value] for value in place), marker=shape, markersize=22, markerfacecolor="none", markeredgecolor=TEXT, linestyle="")
                    self._marks[name, own, other] = mark
        self._text(8, ROWS[1] + CELL[1] + 20, "A's payoff lower left, B's upper right")
        self._text(8, ROWS[1] + CELL[1] + 38, "square, circle: best reply of A, of B")
        self._text(8, ROWS[1] + CELL[1] + 56, "bold frame: equilibrium")
        self._lines, self._marked, self._sides = {}, {}, {}
        bottom, top = LEVELS
        for name, (left, right) in PANELS.items():
            other = "B" if name == "A" else "A"
            for level in (0, MOST):
                y = bottom + (top - bottom) * level / MOST
                axes.plot([left, right], [y, y], color=FAINT, linewidth=0.8)
                self._text(left - 7, y, str(level), ha="right")
            for share in (0, 0.5, 1):
                self._text(left + share * (right - left), bottom + 16, f"{100 * share:.0f}" + (" %" if share == 1 else ""), ha="center")
            self._text((left + right) / 2, bottom + 34, f"trust: {other} restrains", ha="center")
            self._sides[name] = self._text(left - 7, 44, "")
            needed = self._line([], [], TEXT, 1.2, linestyle=":")
            trust = self._line([], [], CONTEXT, 1)
            restrain = self._line([], [], TEXT, 2, marker="o", markersize=6)
            arm = self._line([], [], MILITARY, 2, linestyle="--", marker="^", markersize=7)
            words = self._text(left, 64, "")
            self._lines[name], self._marked[name] = (restrain, arm), (needed, trust, words)
        for x, colour, style, shape, word in ((330, TEXT, "-", "o", "restrains"), (452, MILITARY, "--", "^", "arms")):
            axes.plot([x, x + 15, x + 30], [HEIGHT - 14] * 3, color=colour, linestyle=style, marker=shape, markersize=6, markevery=2)
            self._text(x + 38, HEIGHT - 14, word)
        axes.plot([548, 548], [HEIGHT - 22, HEIGHT - 6], color=CONTEXT, linewidth=1)
        self._text(556, HEIGHT - 14, "trust that is set")
        panels = [artist for name in PANELS for artist in (self._sides[name], *self._lines[name], *self._marked[name])]
        return [*self._frames.values(), *self._numbers.values(), *self._marks.values(), *panels]

    def _draw_state(self, sides: dict[str, Payoffs], found: list[tuple[Fraction, Fraction]], trust: float) -> None:
        for (own, other), frame in self._frames.items():
            frame.set_visible((own, other) in found)
        for (name, a_move, b_move), number in self._numbers.items():
            own, other = (a_move, b_move) if name == "A" else (b_move, a_move)
            number.set_text(str(_payoff(sides[name], own, other)))
            self._marks[name, a_move, b_move].set_visible(own in best_replies(sides[name], other))
        bottom, top = LEVELS
        for name, payoffs in sides.items():
            left, right = PANELS[name]
            for line, move in zip(self._lines[name], (RESTRAIN, ARM), strict=True):
                line.set_data([left, right], [bottom + (top - bottom) * _payoff(payoffs, move, other) / MOST for other in (ARM, RESTRAIN)])
            needed, marked, words = self._marked[name]
            at = trust_needed(payoffs).at
            needed.set_data([left + (right - left) * float(at)] * 2 if at is not None else [], LEVELS if at is not None else [])
            marked.set_data([left + (right - left) * trust] * 2, LEVELS)
            self._sides[name].set_text(f"{name}: {_short(payoffs)}")
            words.set_text(_needed_short(trust_needed(payoffs)))
            words.set_x(left - 7)

    def _text(self, x: float, y: float, text: str, **more):
        return self._axes.text(x, y, text, va="center", color=TEXT, **more)

    def _line(self, x: list[float], y: list[float], colour: str, width: float, **more):
        return self._axes.plot(x, y, color=colour, linewidth=width, **more)[0]


def _payoff(payoffs: Payoffs, own: int, other: int) -> int:
    """What a state gets when it and the other do this.

    >>> _payoff(STAG_HUNT, ARM, RESTRAIN)
    6
    """
    return {(1, 1): payoffs.both_restrain, (1, 0): payoffs.exposed, (0, 1): payoffs.advantage, (0, 0): payoffs.both_arm}[own, other]


def _short(payoffs: Payoffs) -> str:
    """The game of one side in as few words as fit above its panel."""
    names = names_of(payoffs)
    return names[0] if len(names) == 1 else "between games" if names else "no usual name"


def _game(payoffs: Payoffs) -> str:
    """The game of one side, and with ties between which games it lies.

    >>> _game(STAG_HUNT), _game(Payoffs(6, 0, 6, 4)), _game(Payoffs(9, 9, 0, 0))
    ('stag hunt', "a tie, between stag hunt and prisoner's dilemma", 'a game without a usual name')
    """
    names = names_of(payoffs)
    greedy = " (arms whatever the other does)" if arms_anyway(payoffs) else ""
    if not names:
        return f"a game without a usual name{greedy}"
    return f"{names[0]}{greedy}" if len(names) == 1 else f"a tie, between {listed(names)}"


def _needs(needed: Trust) -> str:
    """The threshold of trust in words.

    >>> _needs(Trust("at least", Fraction(2, 3))), _needs(Trust("never"))
    ('it restrains if it believes that the other does with at least 67 %', 'it never does best to restrain')
    """
    if needed in SURE:
        return f"it restrains only if it is sure that the other {SURE[needed]}"
    if needed.at is not None:
        return f"it restrains if it believes that the other does with {needed.kind} {percent(float(needed.at), 0)}"
    return {"always": "restraint is never worse", "never": "it never does best to restrain", "all the same": "all is the same to it"}[needed.kind]


def _needed_short(needed: Trust) -> str:
    """The threshold of trust above a panel."""
    if needed in SURE:
        return "restrains only if sure"
    if needed.at is not None:
        return f"restrains at {'≥' if needed.kind == 'at least' else '≤'} {percent(float(needed.at), 0)}"
    return {"always": "always restrains", "never": "always arms", "all the same": "all the same to it"}[needed.kind]


def _best(payoffs: Payoffs, trust: float) -> str:
    """What a side does best with this trust.

    >>> _best(STAG_HUNT, 0.5), _best(Payoffs(5, 5, 5, 5), 0.5)
    ('does best to arm', 'may do either')
    """
    gain = round(gain_of_restraint(payoffs, trust), 9)
    return "does best to restrain" if gain > 0 else "does best to arm" if gain < 0 else "may do either"


def _outcomes(found: list[tuple[Fraction, Fraction]], ties: bool) -> str:
    """The equilibria in words.

    >>> _outcomes([(Fraction(0), Fraction(0))], False)
    'Equilibrium: both arm.'
    """
    pure = {(1, 1): "both restrain", (0, 0): "both arm", (1, 0): "A restrains and B arms", (0, 1): "A arms and B restrains"}
    said = [pure.get((x, y)) or f"wavering, A restrains with {percent(float(x), 0)} and B with {percent(float(y), 0)}" for x, y in found]
    more = " With ties, mixtures can be equilibria too." if ties else ""
    return f"{'Equilibrium' if len(said) == 1 else 'Equilibria'}: {'; '.join(said)}.{more}"


def _listed(payoffs: Payoffs) -> str:
    return "-".join(map(str, payoffs))


def _tabled(a: Payoffs, b: Payoffs, trust: float, found: list[tuple[Fraction, Fraction]]) -> pd.DataFrame:
    """Outcome by outcome: the payoffs, whether each side's move is a best reply, and whether it is an equilibrium; then trust."""
    rows = []
    for x in (RESTRAIN, ARM):
        for y in (RESTRAIN, ARM):
            replies = [side for side, own, other, payoffs in (("A", x, y, a), ("B", y, x, b)) if own in best_replies(payoffs, other)]
            rows.append((f"A {MOVES[x]}, B {MOVES[y]}", str(_payoff(a, x, y)), str(_payoff(b, y, x)), listed(replies) or "none", "yes" if (x, y) in found else "no"))
    for move, verb in ((RESTRAIN, "restrain"), (ARM, "arm")):
        expected = [trust * _payoff(payoffs, move, RESTRAIN) + (1 - trust) * _payoff(payoffs, move, ARM) for payoffs in (a, b)]
        rows.append((f"Expected if it {verb}s, at a trust of {percent(trust, 0)}", *(f"{value:.1f}" for value in expected), "-", "-"))
    return pd.DataFrame(rows, columns=["outcome", "A gets", "B gets", "best reply of", "equilibrium"])
