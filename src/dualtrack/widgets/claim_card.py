"""The card of a claim: who says it, what bears on it and from where, and how coders coded it once the reader has."""

from __future__ import annotations

import html

import ipywidgets
import pandas as pd

from dualtrack.analysis.spoilers import held_back
from dualtrack.coding_scheme import CODES_OF, FIELD_OF, codes_for
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import READABLE, bundle, labelled, paragraph

CHOOSE = ""
CODERS = {"A": "coder A", "B": "coder B", "agreed": "agreed later"}
NOTHING = "Nothing that bears on it was found in the sources that were searched."


class ClaimCard:
    """A claim: who says it, what bears on it and from where; the coders' codes once the reader's own are given.

    ``kind`` and ``verdict`` give the reader's own codes at once, ``reveal`` shows the codes without them. ``.controls``
    has ``kind``, ``verdict`` and the button ``compare``; ``.compared`` says whether the codes are shown; ``str()`` is
    the card as text. With a ``lesson``, such as "00", evidence that a later lesson asks for first is held back, and the card says so.
    """

    def __init__(self, claim_id: str, reveal: bool = False, kind: str = CHOOSE, verdict: str = CHOOSE, lesson: str = ""):
        claims = load("claims").set_index("id")
        if claim_id not in claims.index:
            runs = [f"from {own[0]} to {own[-1]}" for _text, own in claims.reset_index().groupby("text")["id"].agg(list).items()]
            raise CourseError(f"There is no claim {claim_id!r} in claims.csv. They run {' and '.join(runs)}.")
        self.claim_id = claim_id
        self.claim = claims.loc[claim_id]
        evidence, codings = load("evidence"), load("codings")
        own = evidence[evidence["claim_id"] == claim_id]
        held = held_back(own["source_id"], load("sources"), lesson)
        self.held_back = int(held.sum())
        self.evidence = own[~held].merge(load("origins"), left_on="origin", right_on="id")
        self.codings = codings[codings["claim_id"] == claim_id]
        self.citations = Citations(load("sources")).among([self.claim["source_id"], *self.evidence["source_id"]])
        self.reveal = self.compared = reveal
        kinds = [("choose", CHOOSE), *((name, name) for name in FIELD_OF)]
        self.controls = {
            "kind": labelled(ipywidgets.Dropdown, "What kind of statement is it?", options=kinds, value=CHOOSE),
            "verdict": labelled(ipywidgets.Dropdown, "Your verdict", options=[("choose", CHOOSE)], value=CHOOSE, disabled=True),
            "compare": ipywidgets.Button(description="Compare", tooltip="Compare your codes with those of the coders"),
        }
        self.status = ipywidgets.HTML()
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.controls["kind"].observe(self._kind_chosen, "value")
        self.controls["compare"].on_click(lambda _button: self.compare())
        asked = [] if reveal else [ipywidgets.HBox(list(self.controls.values())), self.status]
        self.widget = ipywidgets.VBox([self.view, *asked], layout={"width": "100%"})
        self._say("" if reveal else "The coders' codes show once you have given yours.")
        if kind:
            self._give(kind, verdict)
        self._show()

    @property
    def own(self) -> dict[str, str]:
        """The reader's codes, by field, so far."""
        kind, verdict = self.controls["kind"].value, self.controls["verdict"].value
        return {field: code for field, code in (("kind", kind), (FIELD_OF.get(kind, ""), verdict)) if field and code}

    def compare(self) -> None:
        """Show the coders' codes, if the reader's own are given; else say which one is missing."""
        kind = self.controls["kind"].value
        if not kind:
            self._say("Choose a kind first.")
        elif FIELD_OF[kind] and not self.controls["verdict"].value:
            self._say("Choose your verdict too.")
        else:
            self.compared = True
            self._say("Your codes beside those of the coders: see the table.")
            self._show()

    def _give(self, kind: str, verdict: str) -> None:
        if kind not in FIELD_OF:
            raise CourseError(f"kind: found {kind!r}, allowed is one of: {one_of(FIELD_OF)}.")
        self.controls["kind"].value = kind
        allowed = codes_for(kind)
        if verdict and verdict not in allowed:
            raise CourseError(f"verdict: found {verdict!r}, allowed for {kind!r} is {f'one of: {one_of(allowed)}' if allowed else 'none'}.")
        self.controls["verdict"].value = verdict
        self.compare()

    def _kind_chosen(self, _change: object) -> None:
        codes = codes_for(self.controls["kind"].value)
        verdict = self.controls["verdict"]
        verdict.options = [("choose" if codes else "none for this kind", CHOOSE), *((code, code) for code in codes)]
        verdict.value = CHOOSE
        verdict.disabled = not codes

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = paragraph(text, live=True)

    def _show(self) -> None:
        self.view.value = self._html()

    def _head(self) -> str:
        where = f", ¶{self.claim['paragraph']}" if pd.notna(self.claim["paragraph"]) else f", {self.claim['section']}"
        return f"{self.claim_id}. {self.claim['claimant']}{where}"

    def _bearing(self) -> list[tuple[str, str]]:
        """Each row of evidence as who speaks and what is said; once codes may be seen, with the row's id, which reasons name, and its stance."""
        rows = []
        for row in self.evidence.itertuples():
            who = f"{row.speaker}{'' if row.side == 'none' else f' ({row.side})'}"
            said = f"{row.says} ({self.citations.short(row.source_id)}{', which is weak' if row.confidence == 'low' else ''})"
            rows.append((f"{row.id_x} {who}, {row.stance}" if self.compared else who, said))
        return rows

    def _later(self) -> str:
        return f"Later lessons add what is held back here: {self.held_back} more." if self.held_back else ""

    def _codes(self) -> pd.DataFrame:
        """The codes to compare: one row a field, one column a coder; hedge, which readers don't code here, only if revealed."""
        own = pd.DataFrame([{"field": field, "coder": "your code", "code": code} for field, code in self.own.items()])
        theirs = self.codings.assign(coder=self.codings["coder"].map(CODERS))[["field", "coder", "code"]]
        codes = pd.concat([own, theirs]).pivot(index="field", columns="coder", values="code")
        shown = ("kind", *(["hedge"] if self.reveal else []), *CODES_OF)
        fields = [field for field in shown if field in codes.index]
        coders = [coder for coder in ("your code", *CODERS.values()) if coder in codes.columns]
        return codes.loc[fields, coders].reset_index()

    def _reasons(self) -> list[str]:
        given = self.codings[self.codings["reason"].notna() & (self.codings["field"] != "hedge")]
        return [f"{row.field}, {CODERS[row.coder]}: {row.reason}" for row in given.itertuples()]

    def _references(self) -> list[str]:
        return list(dict.fromkeys([self.claim["source_id"], *self.evidence["source_id"]]))

    def _html(self) -> str:
        note = "" if pd.isna(self.claim["note"]) else f"<p>{html.escape(self.claim['note'])}</p>"
        bearing = "".join(f"<li><b>{html.escape(who)}:</b> {html.escape(said)}</li>" for who, said in self._bearing())
        parts = [
            f"<p><b>{html.escape(self._head())}</b></p><blockquote>{html.escape(self.claim['statement'])}</blockquote>{note}",
            f"<p>What bears on it:</p><ul>{bearing}</ul>" if bearing else "" if self.held_back else f"<p>{NOTHING}</p>",
            f"<p>{self._later()}</p>" if self.held_back else "",
        ]
        if self.compared:
            reasons = "".join(f"<li>{html.escape(text)}</li>" for text in self._reasons())
            parts.append(f"<p>Codes:</p>{html_table(self._codes())}<details><summary>The coders' reasons</summary><ul>{reasons}</ul></details>")
        references = "".join(f"<li>{self.citations.html(source_id)}</li>" for source_id in self._references())
        parts.append(f"<details><summary>Sources of this card</summary><ul>{references}</ul></details>")
        return f'<div style="{READABLE};max-width:50em">{"".join(parts)}</div>'

    def __str__(self) -> str:
        lines = [self._head(), self.claim["statement"], *[f"- {who}: {said}" for who, said in self._bearing()]]
        if self.held_back or self.evidence.empty:
            lines.append(self._later() or NOTHING)
        if self.compared:
            lines.append(plain_table(self._codes()))
        lines += [self.citations.plain(source_id) for source_id in self._references()]
        return "\n".join([*lines, *([f"[{self.said}]"] if self.said else [])])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, self._html(), str(self))
