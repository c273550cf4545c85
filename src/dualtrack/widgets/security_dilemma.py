"""The 2x2 game of two states with one's own payoffs, of lesson 03."""

from __future__ import annotations

import ipywidgets

from dualtrack.analysis.games import LEAST, MOST, Payoffs, checked
from dualtrack.figures.games import STAG_HUNT, SecurityDilemma
from dualtrack.widgets.explorer import Explorer, labelled

OUTCOMES = {
    "both_restrain": "both restrain",
    "exposed": "only {side} restrains",
    "advantage": "only {side} arms",
    "both_arm": "both arm",
}
TRUSTS = range(0, 101, 10)


class SecurityDilemmaExplorer(Explorer):
    """Two states that restrain or arm, with payoffs that the student sets for each side, from 0 to 10.

    ``a`` and ``b`` set the start (both restrain; it restrains and the other arms; it arms and the other restrains; both arm). Raises CourseError
    for payoffs out of range.

    >>> explorer = SecurityDilemmaExplorer()
    >>> explorer.controls["A advantage"].value = 9
    >>> explorer.figure.line.split(";")[0]
    "A: prisoner's dilemma (arms whatever the other does)"
    """

    def __init__(self, a: tuple[int, int, int, int] = STAG_HUNT, b: tuple[int, int, int, int] = STAG_HUNT):
        values = range(LEAST, MOST + 1)
        controls = {
            f"{side} {name}": labelled(ipywidgets.Dropdown, f"{side}: {words.format(side=side)}", options=[(str(value), value) for value in values], value=payoff)
            for side, payoffs in (("A", checked(Payoffs(*a))), ("B", checked(Payoffs(*b))))
            for (name, words), payoff in zip(OUTCOMES.items(), payoffs, strict=True)
        }
        trusts = [(f"{share} %", share / 100) for share in TRUSTS]
        controls["trust"] = labelled(ipywidgets.Dropdown, "Each believes that the other restrains with", options=trusts, value=0.5)
        super().__init__(SecurityDilemma(), controls)

    def rows(self) -> list[ipywidgets.Widget]:
        """A's payoffs, B's, and the trust."""
        wrap = {"flex_flow": "row wrap"}
        rows = [ipywidgets.HBox([self.controls[f"{side} {name}"] for name in OUTCOMES], layout=wrap) for side in "AB"]
        return [*rows, ipywidgets.HBox([self.controls["trust"]])]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        a, b = (Payoffs(*(self.controls[f"{side} {name}"].value for name in OUTCOMES)) for side in "AB")
        self.figure.show(a, b, self.controls["trust"].value)
