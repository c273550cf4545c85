"""The tools of the course on another text: statements to look through, a card for each, and the scorecard, from a table of one's own."""

from __future__ import annotations

import html
from pathlib import Path

import ipywidgets
import pandas as pd

from dualtrack.figures.accessible import html_table, picture
from dualtrack.figures.scorecard import scorecard_figure
from dualtrack.tables.own_claims import read_own_claims
from dualtrack.widgets.claim_explorer import ClaimExplorer
from dualtrack.widgets.explorer import READABLE, bundle, paragraph

YOURS = "yours"
TOLD = {
    "kind": "Kind",
    "hedge": "Hedge",
    "verdict": "Verdict",
    "evidence_for": "Speaks for it",
    "evidence_against": "Speaks against it",
    "source": "Source",
    "note": "Note",
}


class OwnCard:
    """The card of a statement from a table of one's own: what the table says of it, and what is still missing; no coders."""

    def __init__(self, claim_id: str, claim: pd.Series):
        self.claim_id = claim_id
        self.claim = claim
        self.widget = ipywidgets.HTML(self._html(), layout={"width": "100%"})

    def _told(self) -> list[tuple[str, str]]:
        needless = ("note", *(("verdict",) if self.claim["kind"] == "evaluation" else ()))
        told = [(words, self.claim[name]) for name, words in TOLD.items() if name not in needless or pd.notna(self.claim[name])]
        return [(words, "not given yet" if pd.isna(value) else str(value)) for words, value in told]

    def _head(self) -> str:
        where = f", ¶{self.claim['paragraph']}" if pd.notna(self.claim["paragraph"]) else ""
        return f"{self.claim_id}. {self.claim['claimant']}{where}"

    def _html(self) -> str:
        rows = "".join(f"<li><b>{words}:</b> {html.escape(value)}</li>" for words, value in self._told())
        quoted = f"<blockquote>{html.escape(self.claim['statement'])}</blockquote>"
        return f'<div style="{READABLE};max-width:50em"><p><b>{html.escape(self._head())}</b></p>{quoted}<ul>{rows}</ul></div>'

    def __str__(self) -> str:
        return "\n".join([self._head(), self.claim["statement"], *(f"- {words}: {value}" for words, value in self._told())])


class Transfer:
    """Statements of another text: ``.explorer`` to look through them and open cards, ``.scorecard`` the figure of your verdicts, ``.line``.

    ``path`` is a CSV like ``exercises/transfer_template.csv``. Raises CourseError with file, row, column, found and allowed.
    """

    def __init__(self, path: str | Path):
        self.claims = read_own_claims(Path(path))
        own = self.claims.set_index("id")
        coded = {row.Index: {field: getattr(row, field) for field in ("kind", "hedge") if pd.notna(getattr(row, field))} for row in own.itertuples()}
        self.explorer = ClaimExplorer(coded={name: codes for name, codes in coded.items() if codes}, claims=own, card=lambda name: OwnCard(name, own.loc[name]))
        self.controls = self.explorer.controls
        kinds = self.claims["kind"].fillna("left open")
        verdicts = self.claims["verdict"].where(kinds != "evaluation", "no verdict").fillna("not coded")
        scored = pd.DataFrame({"claim_id": self.claims["id"], "text": self.claims["claimant"], "kind": kinds, "code": verdicts, "whose": YOURS})
        scored.loc[kinds == "left open", "code"] = "no verdict"
        self.scorecard = scorecard_figure(scored)
        self.view = ipywidgets.HTML(self._card_html(), layout={"width": "100%"})
        self.widget = ipywidgets.VBox([self.explorer.widget, self.view], layout={"width": "100%"})

    @property
    def line(self) -> str:
        """How many statements, and how many have a kind and a verdict."""
        verdicts = self.claims["verdict"].notna().sum()
        return f"{len(self.claims)} statements; {self.claims['kind'].notna().sum()} have a kind and {verdicts} a verdict of yours. Evaluations have none."

    def _card_html(self) -> str:
        return (
            paragraph(self.line)
            + picture(self.scorecard.png(), self.scorecard.alt)
            + f"<details><summary>Show as table</summary>{html_table(self.scorecard.table)}</details>"
        )

    def __str__(self) -> str:
        return f"{self.line}\n\n{self.explorer}\n\n{self.scorecard}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, html_table(self.explorer.table, wrap=True) + self._card_html(), str(self))
