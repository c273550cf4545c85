"""The UN vote explorer of lesson 01."""

from __future__ import annotations

import ipywidgets
import pandas as pd

from dualtrack.analysis.agreement import MEASURES
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.un_votes import VOTES, AgreementByYear
from dualtrack.tables import load
from dualtrack.widgets.explorer import Explorer, labelled

PARTNERS = ("Russia", "Ukraine", "Kazakhstan", "Armenia", "Serbia", "China", "India", "Poland", "Germany", "United States")
ISSUES = ("all", "human rights", "arms control", "nuclear", "Palestine", "colonialism", "development", "outside disarmament")


class UnVoteExplorer(Explorer):
    """How often Belarus voted like others in the UN General Assembly: years, partners, measure, which votes, issue.

    Parameters set the start: ``years`` (both included; by default all), ``partners``, ``measure`` ("same", "scale", "opposite"),
    ``votes`` ("all", "contested", "opposed"), ``issue``; ``table`` is ``unga_agreement`` or a part of
    it, and only what it holds can be chosen. Raises CourseError for a value that there is not.

    >>> explorer = UnVoteExplorer(years=(2014, 2021), votes="opposed")
    >>> explorer.figure.line
    '2014–2021, votes where Russia and Ukraine were opposed: Belarus cast the same vote as Russia in 78.7 % of 174 and Ukraine in 12.1 % of 174 votes.'
    """

    def __init__(
        self,
        years: tuple[int, int] | None = None,
        partners: tuple[str, ...] = ("Russia", "Ukraine"),
        measure: str = "same",
        votes: str = "all",
        issue: str = "all",
        table: pd.DataFrame | None = None,
    ):
        table = load("unga_agreement") if table is None else table
        known = sorted(int(year) for year in table["year"].unique())
        years = years or (known[0], known[-1])
        if not (isinstance(years, tuple | list) and len(years) == 2):
            raise CourseError(f"un_votes(years=...): found {years!r}, allowed is a pair of years like (2014, 2021).")
        partners = (partners,) if isinstance(partners, str) else partners
        kinds = {name: meaning for name, meaning in VOTES.items() if name in table["votes"].values}
        issues = [name for name in ISSUES if name in table["issue"].values]
        self.partners = [name for name in PARTNERS if name in table["partner"].values]
        for name, value, allowed in [
            ("years", years[0], known),
            ("years", years[1], known),
            ("measure", measure, MEASURES),
            ("votes", votes, kinds),
            ("issue", issue, issues),
            *[("partners", partner, self.partners) for partner in partners],
        ]:
            if value not in allowed:
                raise CourseError(f"un_votes({name}=...): found {value!r}, allowed is one of: {one_of(allowed)}.")
        controls = {
            "from": labelled(ipywidgets.Dropdown, "From", options=known, value=years[0]),
            "to": labelled(ipywidgets.Dropdown, "to", options=known, value=years[1]),
            "measure": labelled(ipywidgets.Dropdown, "Measure", options=_choices(MEASURES), value=measure),
            "votes": labelled(ipywidgets.Dropdown, "Which votes", options=_choices(kinds), value=votes),
            "issue": labelled(ipywidgets.Dropdown, "Issue", options=issues, value=issue),
        }
        boxes = {name: labelled(ipywidgets.Checkbox, name, value=name in partners, indent=False) for name in self.partners}
        controls["from"].observe(self._keep_order, "value")
        controls["to"].observe(self._keep_order, "value")
        super().__init__(AgreementByYear(table), controls | boxes)

    def rows(self) -> list[ipywidgets.Widget]:
        """Years and issue, votes and measure, then the partners; a list with one entry is left out."""
        pick = self.controls
        wrap = {"flex_flow": "row wrap"}
        return [
            ipywidgets.HBox([pick["from"], pick["to"], pick["issue"]], layout=wrap),
            ipywidgets.HBox([pick[name] for name in ("votes", "measure") if len(pick[name].options) > 1], layout=wrap),
            ipywidgets.HBox([ipywidgets.Label("Compare Belarus with:"), *[pick[name] for name in self.partners]], layout=wrap),
        ]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        pick = {name: control.value for name, control in self.controls.items()}
        partners = tuple(name for name in self.partners if pick[name])
        self.figure.show((pick["from"], pick["to"]), partners, pick["measure"], pick["votes"], pick["issue"])

    def _keep_order(self, change) -> None:
        """A first year after the last pulls the other along."""
        first, last = self.controls["from"], self.controls["to"]
        if first.value > last.value:
            other = last if change["owner"] is first else first
            other.value = change["new"]


def _choices(meanings: dict[str, str]) -> list[tuple[str, str]]:
    return [(meaning, name) for name, meaning in meanings.items()]
