"""The three implications of the article, part by part, of lesson 05."""

from __future__ import annotations

import html
from collections.abc import Mapping

import ipywidgets
import pandas as pd

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import plain_table
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.claim_card import ClaimCard
from dualtrack.widgets.explorer import READABLE, bundle, labelled, paragraph
from dualtrack.wording import shortened

NAMES = {"difference": "First: a policy unlike Moscow's", "management": "Second: risk managed by two neighbours", "model": "Third: a model for Europe"}
BEARING = {"facts": "What it rests on", "step": "The step from there to the claim", "condition": "The condition", "reach": "How far it reaches"}
SIDES = {"for": "What speaks for it", "against": "What speaks against it, or limits it"}
SHOWN = {
    "parts": "its parts",
    "evidence": "evidence on both sides",
    "settles": "what would settle it",
    "readings": "readings that lean on it or dispute it",
    "all": "everything",
}
LONGEST = 60


class ImplicationsExplorer:
    """One implication at a time: claim, what it rests on, step, condition and reach; evidence on both sides; what would settle it; rival readings.

    Behind ``after`` it marks the part that the student holds to be the weakest. ``.controls`` has ``implication``, ``show`` and ``claim``, which
    opens a card; ``.table`` is what is shown, ``.line`` says it in a sentence, ``.reset()`` sets all back. ``implication`` (difference, management,
    model) sets the start; raises CourseError for another one.

    >>> explorer = ImplicationsExplorer("management")
    >>> explorer.table["part"].tolist()
    ['claim', 'facts', 'step', 'condition', 'reach']
    """

    def __init__(self, implication: str = "difference"):
        if implication not in NAMES:
            raise CourseError(f"implications(implication=...): found {implication!r}, allowed is one of: {one_of(NAMES)}.")
        self.rows = load("implications")
        self.citations = Citations(load("sources")).among([source for row in self.rows["source_ids"].str.split() for source in row])
        self.marks: dict[str, str] = {}
        self.card: ClaimCard | None = None
        self._start = implication
        self._quiet = False
        self.controls = {
            "implication": labelled(ipywidgets.Dropdown, "Implication", options=[(name, code) for code, name in NAMES.items()], value=implication),
            "show": labelled(ipywidgets.Dropdown, "Show", options=[(name, code) for code, name in SHOWN.items()], value="parts"),
            "claim": labelled(ipywidgets.Dropdown, "Open the card of", options=[("choose", "")], value=""),
        }
        self.controls["claim"].layout.width = "95%"
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.place = ipywidgets.VBox([], layout={"width": "100%"})
        self._reset_button = ipywidgets.Button(description="Reset", tooltip="Set all controls back to the start")
        self._reset_button.on_click(lambda _button: self.reset())
        for name in ("implication", "show"):
            self.controls[name].observe(lambda _change: self._show(), "value")
        self.controls["claim"].observe(self._chosen, "value")
        top = ipywidgets.HBox([self.controls["implication"], self.controls["show"], self._reset_button], layout={"flex_flow": "row wrap"})
        self.widget = ipywidgets.VBox([top, self.view, self.controls["claim"], self.place], layout={"width": "100%"})
        self._show()

    def predicted(self, value: object) -> None:
        """Mark the parts that the student holds to be the weakest; an answer that names no such part is left alone."""
        if isinstance(value, Mapping) and set(value) <= set(NAMES):
            named = {said: part for part, said in WEAKEST.items()}
            self.marks = {str(name): named[str(part)] for name, part in value.items() if str(part) in named}
            self._show()

    def reset(self) -> None:
        """Back to the implication of the start, its parts, and no card."""
        self.controls["implication"].value, self.controls["show"].value = self._start, "parts"
        self.controls["claim"].value = ""

    @property
    def table(self) -> pd.DataFrame:
        """What is shown (columns part, statement, says who, note); readings, too, where they are asked for."""
        own = self.rows[self.rows["implication"] == self.controls["implication"].value]
        show = self.controls["show"].value
        parts = {"parts": ["claim", *BEARING], "evidence": ["claim", *SIDES], "settles": ["claim", "settles"], "readings": ["claim"], "all": None}[show]
        own = own if parts is None else own[own["part"].isin(parts)]
        told = pd.DataFrame(
            {
                "part": own["part"].to_list(),
                "statement": own["statement"].to_list(),
                "says who": [self._who(row) for row in own.itertuples()],
                "note": own["note"].fillna("").to_list(),
            }
        )
        return pd.concat([told, self._readings()], ignore_index=True) if show in ("readings", "all") else told

    @property
    def line(self) -> str:
        """Which implication, and which part the student called the weakest."""
        chosen = self.controls["implication"]
        mark = self.marks.get(chosen.value)
        weakest = f" You called this the weakest part: {BEARING[mark].lower()}." if mark else ""
        return f"{chosen.label}. Shown: {SHOWN[self.controls['show'].value]}.{weakest}"

    def _who(self, row) -> str:
        """Who says it, by author and year; parts of our analysis are said to be so."""
        claims = f"{', '.join(row.claim_ids.split())}; "
        if row.part in (*SIDES, "claim", "facts", "condition", "reach") and not _ours(row.note):
            return claims + "; ".join(self.citations.short(source) for source in row.source_ids.split())
        return claims + "our analysis"

    def _readings(self) -> pd.DataFrame:
        """Rival readings that lean on a claim of this implication or dispute one, in the table's columns."""
        own = self.rows[self.rows["implication"] == self.controls["implication"].value]
        claims = {claim for row in own["claim_ids"] for claim in row.split()}
        rows = []
        readings = load("readings")
        for row in readings[readings["lesson"] == "05"].itertuples():
            for what, cell in (("disputes", row.disputes), ("leans on", row.leans_on)):
                shared = sorted(claims & set(str(cell).split())) if pd.notna(cell) else []
                if shared:
                    rows.append(
                        {"part": f"reading: {what} {', '.join(shared)}", "statement": row.thesis, "says who": row.authors, "note": f"Tested by: {row.tested_by}"}
                    )
                    break
        return pd.DataFrame(rows, columns=["part", "statement", "says who", "note"])

    def _chosen(self, _change: object) -> None:
        claim_id = self.controls["claim"].value
        if self._quiet or (self.card is not None and self.card.claim_id == claim_id):
            return
        self.card = ClaimCard(claim_id, lesson="05") if claim_id else None
        self.place.children = [self.card.widget] if self.card else []

    def _show(self) -> None:
        own = self.rows[self.rows["implication"] == self.controls["implication"].value]
        claims = load("claims").set_index("id")["statement"]
        ids = sorted({claim for row in own["claim_ids"] for claim in row.split()})
        listed = (("choose", ""), *((f"{claim} {shortened(claims[claim], LONGEST)}", claim) for claim in ids))
        if self.controls["claim"].options != listed:
            self._quiet = True  # a list that gets new options falls back to its first one
            self.controls["claim"].options = listed
            self._quiet = False
            self._chosen(None)
        self.view.value = self._html(self.table)

    def _html(self, table: pd.DataFrame) -> str:
        mark = self.marks.get(self.controls["implication"].value)
        blocks = [paragraph(self.line, live=True)]
        heading = None
        for row in table.itertuples(index=False, name=None):
            part, statement, who, note = row
            head = _heading(part)
            if head != heading:
                blocks += ["</ul>"] * (heading is not None)
                weak = " ◄ you called it the weakest" if part == mark else ""
                blocks.append(f"<p style='margin:.5em 0 0'><b>{html.escape(head)}{weak}</b></p><ul style='margin:.1em 0 .3em'>")
                heading = head
            more = f" <i>{html.escape(note)}</i>" if note and not _ours(note) else ""
            blocks.append(f"<li>{html.escape(statement)} ({html.escape(who)}){more}</li>")
        return f'<div style="{READABLE};max-width:52em">{"".join([*blocks, "</ul>"])}</div>'

    def __str__(self) -> str:
        card = f"\n\n{self.card}" if self.card else ""
        return f"{self.line}\n\n{plain_table(self.table)}{card}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        """Reopened without a kernel all three stand there in full."""
        chosen = self.controls["implication"].value, self.controls["show"].value
        static = []
        for name in NAMES:
            self.controls["implication"].value, self.controls["show"].value = name, "all"
            static.append(self._html(self.table))
        self.controls["implication"].value, self.controls["show"].value = chosen
        return bundle(self.widget, "".join(static).replace(' role="status" aria-live="polite"', ""), str(self))


# What a student can call the weakest part, in the words of the item.
WEAKEST = {"facts": "what it rests on", "step": "the step", "condition": "the condition", "reach": "the reach"}


def _heading(part: str) -> str:
    fixed = {"claim": "The claim", "settles": "What would settle it"} | BEARING | SIDES
    return fixed.get(part, part.capitalize())


def _ours(note: object) -> bool:
    return pd.notna(note) and ("our analysis" in str(note) or "our proposal" in str(note) or "is ours" in str(note))
