"""The statements that a lesson may show, to look through: by paragraph, and by kind and hedge where the reader has coded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets
import pandas as pd

from dualtrack.coding_scheme import FIELD_OF, HEDGES
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.tables import load
from dualtrack.widgets.claim_card import CHOOSE, ClaimCard
from dualtrack.widgets.explorer import bundle, labelled, paragraph
from dualtrack.wording import shortened

ANY = "any"
LONGEST = 60  # of a statement in the list to choose from
NOT_YET, HIDDEN = "not yet", "hidden"


class ClaimExplorer:
    """Statements of the article that may be shown by a lesson; the agreed codes of one are hidden until the reader's own are given.

    ``lesson``, such as "00", says how far the reader is. ``coded`` are the reader's codes so far, by claim: ``{"c-018": {"kind":
    "inference"}}``; ``code`` adds to them, and so does comparing on a card. ``.controls`` has ``paragraph``, ``kind``, ``hedge`` and ``statement``,
    which opens a card; kind and hedge look among the coded statements alone, and ``.line`` says how many these are. ``.table`` is what is shown.
    For another text ``claims`` (index id; paragraph, statement, kind, hedge) and ``card`` (an id in, an object with ``claim_id`` and ``widget`` out) take
    the place of the course's own.

    >>> explorer = ClaimExplorer("00", {"c-018": {"kind": "inference"}})
    >>> explorer.controls["kind"].value = "inference"
    >>> explorer.line
    'Kind inference: 1 of the 1 statement that you have coded, out of 66.'
    """

    def __init__(
        self,
        lesson: str = "00",
        coded: Mapping[str, Mapping[str, str]] | None = None,
        claims: pd.DataFrame | None = None,
        card: Callable[[str], object] | None = None,
    ):
        self.lesson = lesson
        self.claims = _revealed(lesson) if claims is None else claims
        self._card_of = card or (lambda claim_id: ClaimCard(claim_id, lesson=self.lesson))
        self.own: dict[str, dict[str, str]] = {}
        self._refilling = False
        self.card: object | None = None
        paragraphs = [int(number) for number in sorted(self.claims["paragraph"].dropna().unique())]
        kinds = [(ANY, CHOOSE), *((kind, kind) for kind in FIELD_OF)]
        self.controls = {
            "paragraph": labelled(ipywidgets.Dropdown, "Paragraph", options=[(ANY, 0), *((f"¶{number}", number) for number in paragraphs)], value=0),
            "kind": labelled(ipywidgets.Dropdown, "Kind", options=kinds, value=CHOOSE),
            "hedge": labelled(ipywidgets.Dropdown, "Hedge", options=[(ANY, CHOOSE), *((hedge, hedge) for hedge in HEDGES)], value=CHOOSE),
            "statement": labelled(ipywidgets.Dropdown, "Open the card of", options=[("choose", CHOOSE)], value=CHOOSE),
        }
        self.controls["statement"].layout.width = "95%"
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.place = ipywidgets.VBox([], layout={"width": "100%"})
        self._reset_button = ipywidgets.Button(description="Reset list", tooltip="Set all controls back to the start")
        self._reset_button.on_click(lambda _button: self.reset())
        for name in ("paragraph", "kind", "hedge"):
            self.controls[name].observe(lambda _change: self._show(), "value")
        self.controls["statement"].observe(self._chosen, "value")
        filters = ipywidgets.HBox([*(self.controls[name] for name in ("paragraph", "kind", "hedge")), self._reset_button], layout={"flex_flow": "row wrap"})
        self.widget = ipywidgets.VBox([filters, self.view, self.controls["statement"], self.place], layout={"width": "100%"})
        for claim_id, codes in (coded or {}).items():
            self.own[claim_id] = dict(codes)
        self._show()

    def code(self, claim_id: str, codes: Mapping[str, str]) -> None:
        """Take up the reader's own codes of a statement; one that the lesson may not show yet is passed over."""
        if claim_id in self.claims.index:
            self.own.setdefault(claim_id, {}).update(codes)
            self._show()

    def reset(self) -> None:
        """Show all statements again and close the card; the reader's codes stay."""
        for control in self.controls.values():
            control.value = control._options_full[0][1]

    @property
    def table(self) -> pd.DataFrame:
        """The statements that fit, in order (columns statement, paragraph, text, your kind, agreed kind, agreed hedge)."""
        pick = {name: control.value for name, control in self.controls.items()}
        rows = self.claims
        if pick["paragraph"]:
            rows = rows[rows["paragraph"] == pick["paragraph"]]
        for field in ("kind", "hedge"):
            if pick[field]:
                rows = rows[rows.index.isin(self.own) & (rows[field] == pick[field])]
        known = rows.index.isin(self.own)
        return pd.DataFrame(
            {
                "statement": rows.index,
                "paragraph": ["–" if pd.isna(number) else f"¶{number}" for number in rows["paragraph"]],
                "text": rows["statement"].to_list(),
                "your kind": [self.own.get(claim_id, {}).get("kind", NOT_YET) for claim_id in rows.index],
                "agreed kind": rows["kind"].where(known, HIDDEN).fillna("left open").to_list(),
                "agreed hedge": rows["hedge"].where(known, HIDDEN).fillna("left open").to_list(),
            }
        )

    @property
    def line(self) -> str:
        """How many statements are shown, of how many, and for how many of them the codes are known."""
        shown, whole = len(self.table), len(self.claims)
        coded = sum(claim_id in self.own for claim_id in self.claims.index)
        chosen = [f"{name.capitalize()} {control.label}" for name, control in self.controls.items() if name in ("kind", "hedge") and control.value]
        where = f" in {self.controls['paragraph'].label}" if self.controls["paragraph"].value else ""
        statements = "statement" if coded == 1 else "statements"
        if chosen:
            return f"{', '.join(chosen)}{where}: {shown} of the {coded} {statements} that you have coded, out of {whole}."
        return f"{shown} of {whole} statements{where}. The codes show for the {coded} {statements} that you have coded."

    def _chosen(self, _change: object) -> None:
        """Open the card of the chosen statement, with the kind that the reader gave before."""
        claim_id = self.controls["statement"].value
        if self._refilling:
            return
        if self.card is not None and self.card.claim_id == claim_id:
            return
        self.card = self._card_of(claim_id) if claim_id else None
        self.place.children = [self.card.widget] if self.card else []
        if isinstance(self.card, ClaimCard):
            self.card.controls["kind"].value = self.own.get(claim_id, {}).get("kind", CHOOSE)
            card = self.card
            card.controls["compare"].on_click(lambda _button: self.code(card.claim_id, card.own) if card.compared else None)

    def _show(self) -> None:
        table = self.table
        listed = [("choose", CHOOSE), *((f"{row.statement} {row.paragraph} {shortened(row.text, LONGEST)}", row.statement) for row in table.itertuples())]
        chosen = self.controls["statement"].value
        if tuple(listed) != self.controls["statement"].options:
            self._refilling = True  # a list that gets new options falls back to its first one, which must not close the card
            self.controls["statement"].options = listed
            self.controls["statement"].value = chosen if chosen in [claim_id for _text, claim_id in listed] else CHOOSE
            self._refilling = False
            self._chosen(None)
        self.view.value = paragraph(self.line, live=True) + (html_table(table, wrap=True, height="22em") if len(table) else "")

    def __str__(self) -> str:
        settings = "; ".join(f"{name}: {control.label}" for name, control in self.controls.items() if control.value)
        card = f"\n\n{self.card}" if self.card else ""
        return f"[{settings or 'all statements'}]\n{self.line}\n\n{plain_table(self.table)}{card}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        static = paragraph(self.line) + paragraph("Run this cell to look through the statements.")
        return bundle(self.widget, static, str(self))


def _revealed(lesson: str) -> pd.DataFrame:
    """The course's own statements that a lesson may show, by id."""
    claims = load("claims")
    lessons = sorted(claims["reveal_lesson"].unique())
    if lesson not in lessons:
        raise CourseError(f"claim_explorer: found the lesson {lesson!r}, allowed is one of: {one_of(lessons)}.")
    return claims[claims["reveal_lesson"] <= lesson].set_index("id")
