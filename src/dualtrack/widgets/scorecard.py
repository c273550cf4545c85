"""The scorecard of article and counter-text, of lesson 05: what became of each statement, and where a reader overrules a code."""

from __future__ import annotations

import ipywidgets
import pandas as pd

from dualtrack.analysis.scorecard import KINDS, scores
from dualtrack.coding_scheme import codes_for
from dualtrack.errors import CourseError, one_of
from dualtrack.figures.accessible import html_table, picture, plain_table
from dualtrack.figures.scorecard import scorecard_figure
from dualtrack.marking.items import Item
from dualtrack.marking.session import NOWHERE, Session
from dualtrack.tables import load
from dualtrack.widgets.claim_card import ClaimCard
from dualtrack.widgets.explorer import bullets, bundle, labelled, paragraph
from dualtrack.wording import shortened

COLUMNS = ("statement", "code", "reason")
LONGEST, LEAST_WORDS = 60, 4
NO_TOTAL = "Statements are not equal units: no share of them and no sum would mean anything, so there is none."


class Scorecard:
    """A mark for each statement by kind and code; a card for each; the reader's own codes where they overrule one, each with a reason.

    Agreed codes stand once. For inferences, on which coders agree too little, both coders' codes stand and no verdict; an evaluation has none.
    ``.controls`` has ``kind``, ``code`` and ``statement``, which opens a card, and ``own``, the code to overrule with; ``.overruled`` is the table of
    what was overruled (statement, code, reason). With a session and a table item it can be kept, once, with ``keep()`` or its button.

    >>> card = Scorecard()
    >>> card.overrule("c-131", "one-sided", "both that liken it speak for Minsk or Moscow")
    >>> card.overruled[["statement", "code"]].values.tolist()
    [['c-131', 'one-sided']]
    """

    def __init__(self, session: Session | None = None, item: Item | None = None):
        self.claims = load("claims").set_index("id")
        self.scored = scores(self.claims.reset_index(), load("codings"))
        self.figure = scorecard_figure(self.scored)
        self.session, self.item = session, item
        self.card: ClaimCard | None = None
        self._own: dict[str, tuple[str, str]] = {}
        self._quiet = False
        kinds = [("choose", ""), *((kind, kind) for kind in KINDS)]
        self.controls = {
            "kind": labelled(ipywidgets.Dropdown, "Kind", options=kinds, value=""),
            "code": labelled(ipywidgets.Dropdown, "Code", options=[("any", "")], value=""),
            "statement": labelled(ipywidgets.Dropdown, "Open the card of", options=[("choose", "")], value=""),
            "own": labelled(ipywidgets.Dropdown, "Overrule with", options=[("choose", "")], value=""),
        }
        self.controls["statement"].layout.width = "95%"
        self.reason = labelled(ipywidgets.Text, "Because", continuous_update=False)
        self.reason.layout.width = "60%"
        self.over_button = ipywidgets.Button(description="Overrule", tooltip="Overrule the code of the open statement")
        self.keep_button = ipywidgets.Button(description="Keep what I overruled", tooltip="Save all codes that you overruled, once", layout={"width": "auto"})
        self.status = ipywidgets.HTML()
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self.place = ipywidgets.VBox([], layout={"width": "100%"})
        self.said = ""
        self.controls["kind"].observe(self._kind_chosen, "value")
        self.controls["code"].observe(lambda _change: self._list(), "value")
        self.controls["statement"].observe(self._chosen, "value")
        self.over_button.on_click(self._press)
        self.keep_button.on_click(lambda _button: self.keep())
        wrap = {"flex_flow": "row wrap"}
        pick = ipywidgets.HBox([self.controls["kind"], self.controls["code"]], layout=wrap)
        over = ipywidgets.HBox([self.controls["own"], self.reason, self.over_button], layout=wrap)
        keeping = [ipywidgets.HBox([self.keep_button])] if item is not None else []
        self.widget = ipywidgets.VBox([self.view, pick, self.controls["statement"], self.place, over, *keeping, self.status], layout={"width": "100%"})
        saved = session.saved(item) if session is not None and item is not None else None
        for statement, code, reason in saved["rows"] if saved else ():
            self._own[statement] = (code, reason)
        self._say("These are the codes that you overruled and kept." if saved else "")
        self._show()

    @property
    def overruled(self) -> pd.DataFrame:
        """What the reader overruled: statement, code, reason."""
        return pd.DataFrame([(name, *given) for name, given in self._own.items()], columns=list(COLUMNS))

    @property
    def line(self) -> str:
        """What the figure shows, and how many codes the reader has overruled."""
        apart = self.scored.loc[self.scored["whose"] == "coder A", "claim_id"].nunique()
        kept = f" You overruled {len(self._own)}." if self._own else ""
        return f"One mark for each statement. On {apart} the codes of both coders (A, B) stand, without a verdict. {NO_TOTAL}{kept}"

    def overrule(self, statement: str, code: str, reason: str) -> None:
        """Put a code of one's own beside a statement's; raises CourseError for an evaluation, an unknown statement or code, a reason too short."""
        if statement not in self.claims.index:
            raise CourseError(f"Found the statement {statement!r}, allowed are those of claims.csv, such as c-117.")
        kind = self.claims.at[statement, "kind"]
        allowed = codes_for(kind)
        if not allowed:
            raise CourseError(f"{statement}: it is an evaluation, which has no code to overrule. Argue with it in your memo.")
        if code not in allowed:
            raise CourseError(f"{statement}, code: found {code!r}, allowed is one of: {one_of(allowed)}.")
        if len(reason.split()) < LEAST_WORDS:
            raise CourseError(f"{statement}, reason: found {len(reason.split())} words, allowed are {LEAST_WORDS} or more.")
        self._own[statement] = (code, reason.strip())
        self._say(f"You overruled {statement}: {code}." + (" Not kept yet." if self.item is not None else ""))
        self._show()

    def keep(self) -> None:
        """Save what was overruled, once; what is wrong, or that it is saved, is said below."""
        try:
            if self.session is None:
                raise CourseError(NOWHERE)
            if not self._own:
                raise CourseError("You have overruled nothing yet. That is an answer too, and needs no saving.")
            self.session.save(self.item, {"columns": list(COLUMNS), "rows": self.overruled.to_numpy().tolist()})
            self._say("Saved. It is not marked, and stays as it was given.")
        except CourseError as error:
            self._say(str(error))

    def _press(self, _button: object) -> None:
        statement = self.controls["statement"].value
        try:
            if not statement:
                raise CourseError("Open the card of a statement first.")
            self.overrule(statement, self.controls["own"].value, self.reason.value)
        except CourseError as error:
            self._say(str(error))

    def _kind_chosen(self, _change: object) -> None:
        own = self.scored[self.scored["kind"] == self.controls["kind"].value]
        codes = codes_for(self.controls["kind"].value)
        self._quiet = True
        self.controls["code"].options = [("any", ""), *((code, code) for code in dict.fromkeys(own["code"]))]
        self.controls["own"].options = [("choose", ""), *((code, code) for code in codes)]
        self._quiet = False
        self._list()

    def _list(self) -> None:
        if self._quiet:
            return
        kind, code = self.controls["kind"].value, self.controls["code"].value
        own = self.scored[(self.scored["kind"] == kind) & ((self.scored["code"] == code) | (code == ""))]
        ids = list(dict.fromkeys(own["claim_id"]))
        self._quiet = True
        self.controls["statement"].options = [("choose", ""), *((f"{name} {shortened(self.claims.at[name, 'statement'], LONGEST)}", name) for name in ids)]
        self._quiet = False
        self._chosen(None)

    def _chosen(self, _change: object) -> None:
        claim_id = self.controls["statement"].value
        if self._quiet or (self.card is not None and self.card.claim_id == claim_id):
            return
        self.card = ClaimCard(claim_id, lesson="05") if claim_id else None
        self.place.children = [self.card.widget] if self.card else []

    def _coded(self, statement: str) -> str:
        own = self.scored[self.scored["claim_id"] == statement]
        return ", ".join(row.code if row.whose == "agreed" else f"{row.whose}: {row.code}" for row in own.itertuples())

    def _told(self) -> list[str]:
        return [f"{name}, you overruled: {code} (coded {self._coded(name)}), because {reason.removesuffix('.')}." for name, (code, reason) in self._own.items()]

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = paragraph(text, live=True) if text else ""

    def _show(self) -> None:
        self.view.value = self._html()

    def _html(self) -> str:
        table = f"<details><summary>Show as table</summary>{html_table(self.figure.table)}</details>"
        return picture(self.figure.png(), self.figure.alt) + table + paragraph(self.line, live=True) + bullets(self._told())

    def __str__(self) -> str:
        card = [str(self.card)] if self.card else []
        return "\n".join([self.figure.alt, self.line, "", plain_table(self.figure.table), *(f"- {told}" for told in self._told()), *card])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, self._html().replace(' role="status" aria-live="polite"', ""), str(self))
