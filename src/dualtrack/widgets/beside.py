"""The article's claims beside those of the counter-text, by question; how coders coded one shows on its card, after the reader's own codes."""

from __future__ import annotations

import html

import ipywidgets
import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import WRAPPED
from dualtrack.tables import load
from dualtrack.widgets.claim_card import CHOOSE, ClaimCard
from dualtrack.widgets.explorer import NEEDS_A_KERNEL, READABLE, bundle, labelled, paragraph
from dualtrack.wording import shortened

ARTICLE, COUNTER = "article", "counter-text"
NAMED = {ARTICLE: "The article (December 2024)", COUNTER: "The counter-text (25 and 26 August 2024)"}
SHOWN_OF_CLAIM = 70  # letters of a claim in the list to choose from


class BesideExplorer:
    """Claims of the article and of the counter-text, side by side: ``.controls`` has ``question`` and ``claim``, which opens a card.

    ``.table`` has text, claim, claimant, statement and note; neither kind nor hedge is told but on a card, once the reader has coded. ``question`` sets
    the start; raises CourseError for one that there is not.

    >>> BesideExplorer("Why?").table["claim"].tolist()
    ['c-078', 'c-081', 'c-088', 'c-096', 'k-03', 'k-06', 'k-12']
    """

    def __init__(self, question: str = "What was moved?"):
        self._rows = load("beside").merge(load("claims").rename(columns={"id": "claim_id", "note": "about"}), on="claim_id")
        questions = list(dict.fromkeys(self._rows["question"]))
        if question not in questions:
            raise CourseError(f"beside(...): found {question!r}, allowed is one of: {one_of(questions)}.")
        self._start = question
        self.card: ClaimCard | None = None
        self.controls = {
            "question": labelled(ipywidgets.Dropdown, "Question", options=questions, value=question),
            "claim": labelled(ipywidgets.Dropdown, "Open the card of", options=[("choose", CHOOSE)], value=CHOOSE),
        }
        self.controls["claim"].layout.width = "95%"
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.place = ipywidgets.VBox([], layout={"width": "100%"})
        self.controls["question"].observe(lambda _change: self._show(), "value")
        self.controls["claim"].observe(lambda _change: self._open(), "value")
        self.widget = ipywidgets.VBox([self.controls["question"], self.view, self.controls["claim"], self.place], layout={"width": "100%"})
        self._show()

    def reset(self) -> None:
        """Back to the question of the start, without a card."""
        self.controls["question"].value = self._start
        self.controls["claim"].value = CHOOSE

    @property
    def table(self) -> pd.DataFrame:
        """The claims that stand under the question, the article's first."""
        rows = self._rows[self._rows["question"] == self.controls["question"].value].sort_values(["text", "claim_id"])
        named = {"text": "text", "claim_id": "claim", "claimant": "claimant", "statement": "statement", "note": "note"}
        return rows[list(named)].rename(columns=named).fillna({"note": ""}).reset_index(drop=True)

    @property
    def line(self) -> str:
        """How many claims of each text stand under the question."""
        counts = self.table["text"].value_counts()
        told = f"{counts.get(ARTICLE, 0)} claims of the article, {counts.get(COUNTER, 0)} of the counter-text"
        return f"{self.controls['question'].value} {told}. Which claims belong here is our judgement."

    def _show(self) -> None:
        table = self.table
        listed = ((f"{row.claim} {shortened(row.statement, SHOWN_OF_CLAIM)}", row.claim) for row in table.itertuples())
        self.controls["claim"].options = [("choose", CHOOSE), *listed]
        self.controls["claim"].value = CHOOSE
        self._open()
        self.view.value = self._html()

    def _open(self) -> None:
        claim_id = self.controls["claim"].value
        self.card = ClaimCard(claim_id) if claim_id else None
        self.place.children = [self.card.widget] if self.card else []

    def _html(self) -> str:
        columns = []
        for text in NAMED:
            own = self.table[self.table["text"] == text]
            told = "".join(f"<li>{html.escape(_said(row, text))}</li>" for row in own.itertuples())
            columns.append(f"<td{WRAPPED}><ul style='padding-left:1.2em;margin:0'>{told}</ul></td>")
        heads = "".join(f'<th scope="col"{WRAPPED}>{html.escape(name)}</th>' for name in NAMED.values())
        table = f'<table style="{READABLE};table-layout:fixed;width:100%"><thead><tr>{heads}</tr></thead><tbody><tr>{"".join(columns)}</tr></tbody></table>'
        return f"{paragraph(self.line, live=True)}{table}"

    def __str__(self) -> str:
        told = [f"{NAMED[text]}\n" + "\n".join(f"- {_said(row, text)}" for row in self.table[self.table["text"] == text].itertuples()) for text in NAMED]
        return "\n\n".join([self.line, *told, *([str(self.card)] if self.card else [])])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, self._html() + paragraph(NEEDS_A_KERNEL), str(self))


def _said(row, text: str) -> str:
    """A claim with its id, in the counter-text with its claimant, and with our note."""
    who = f", {row.claimant}" if text == COUNTER else ""
    return f"{row.claim}{who}: {row.statement}{f' (Our note: {row.note}.)' if row.note else ''}"
