"""Weighing evidence with one's own numbers, of lesson 02."""

from __future__ import annotations

import html

import ipywidgets

from dualtrack.errors import CourseError, one_of
from dualtrack.figures.weighing import HANGS_ON, PIECES, STEPS, TITLES, Weighing
from dualtrack.marking.items import Item
from dualtrack.marking.session import NOWHERE, Session
from dualtrack.tables import load
from dualtrack.widgets.explorer import READABLE, Explorer, bullets, labelled

PER_CENT = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95)
# A list whose value is None stands there empty: what is not given yet needs a value of its own.
NOT_GIVEN = 0.0
SCALE = [("not given yet", NOT_GIVEN), *((f"{share} %", share / 100) for share in PER_CENT)]
EXPLANANDA = {"ground": "ground forces", "missiles": "missiles", "drones": "drones"}
COLUMNS = ("piece", "if account", "if rival")


class WeighExplorer(Explorer):
    """Two accounts of why attacks from Belarus stopped, a start, and for each of four pieces of evidence two probabilities of the student's own.

    ``explanandum`` (ground, missiles or drones), ``account`` and ``rival`` set the start; no probability is given at the start. With a session and
    a table item the numbers can be kept once, by a button, and stand there again next time. Raises CourseError for another explanandum or account.

    >>> explorer = WeighExplorer()
    >>> explorer.figure.line.split(";")[0]
    'No start is given yet'
    >>> explorer.controls["start"].value, explorer.controls["1 account"].value, explorer.controls["1 rival"].value = 0.5, 0.9, 0.6
    >>> explorer.figure.line.split(", which")[0], explorer.figure.table["after"][0]
    ('By your numbers', '60 %')
    """

    def __init__(
        self, explanandum: str = "missiles", account: str = "persuasion", rival: str = "military", session: Session | None = None, item: Item | None = None
    ):
        figure = Weighing(load("weighed_evidence"), load("weighed_hypotheses"))
        accounts = [(name, code) for code, name in figure.names("missiles").items()]
        codes = [code for _name, code in accounts]
        if explanandum not in TITLES:
            raise CourseError(f"weigh_evidence(explanandum=...): found {explanandum!r}, allowed is one of: {one_of(TITLES)}.")
        for name, code in (("account", account), ("rival", rival)):
            if code not in codes:
                raise CourseError(f"weigh_evidence({name}=...): found {code!r}, allowed is one of: {one_of(codes)}.")
        topics = [(said, code) for code, said in EXPLANANDA.items()]
        controls = {
            "explanandum": labelled(ipywidgets.Dropdown, "To be explained", options=topics, value=explanandum),
            "account": labelled(ipywidgets.Dropdown, "Account", options=accounts, value=account),
            "rival": labelled(ipywidgets.Dropdown, "Rival", options=accounts, value=rival),
            "start": labelled(ipywidgets.Dropdown, "Start: probability of the account", options=SCALE, value=NOT_GIVEN),
            "view": labelled(ipywidgets.Dropdown, "View", options=[(name.capitalize(), name) for name in (STEPS, HANGS_ON)], value=STEPS),
        }
        for piece in range(1, PIECES + 1):
            controls[f"{piece} account"] = labelled(ipywidgets.Dropdown, f"Piece {piece} if account", options=SCALE, value=NOT_GIVEN)
            controls[f"{piece} rival"] = labelled(ipywidgets.Dropdown, f"Piece {piece} if rival", options=SCALE, value=NOT_GIVEN)
        self.accounts = ipywidgets.HTML()
        self.statements = {piece: ipywidgets.HTML(layout={"flex": "1 1 auto", "min_width": "0"}) for piece in range(1, PIECES + 1)}
        self.session, self.item = session, item
        self.kept = ipywidgets.HTML()
        self.button = ipywidgets.Button(description="Keep my numbers", tooltip="Save the probabilities of the four pieces, once")
        self.button.on_click(lambda _button: self.keep())
        super().__init__(figure, controls)
        if session is not None and item is not None:
            self._take_up()

    def rows(self) -> list[ipywidgets.Widget]:
        """What is compared and the view, then each piece beside its two probabilities; the button where numbers can be kept."""
        wrap = {"flex_flow": "row wrap"}
        top = ipywidgets.HBox([self.controls[name] for name in ("explanandum", "account", "rival", "start", "view")], layout=wrap)
        pieces = [
            ipywidgets.HBox(
                [self.statements[piece], ipywidgets.VBox([self.controls[f"{piece} account"], self.controls[f"{piece} rival"]], layout={"flex": "0 0 auto"})],
                layout={"align_items": "center"},
            )
            for piece in self.statements
        ]
        keeping = [ipywidgets.HBox([self.button, self.kept])] if self.item is not None else []
        return [top, self.accounts, *pieces, *keeping]

    def show(self) -> None:
        """Ask the figure for what the controls say, and put the statements beside them."""
        chosen = {name: self.controls[name].value for name in ("explanandum", "account", "rival", "view")}
        given = {piece: (self._given(f"{piece} account"), self._given(f"{piece} rival")) for piece in self.statements}
        self.figure.show(given=given, start=self._given("start"), **chosen)
        for piece, text in self.statements.items():
            text.value = _close(self._statement(piece))
        self.accounts.value = "".join(map(_close, self._accounts()))

    def numbers(self) -> dict[str, list]:
        """The probabilities as a table item keeps them, in per cent; raises CourseError where one is not given yet."""
        rows = []
        for piece in self.statements:
            pair = [self._given(f"{piece} {whose}") for whose in ("account", "rival")]
            if None in pair:
                raise CourseError(f"Piece {piece} has not both probabilities yet. All {PIECES} are kept together.")
            rows.append([str(piece), *(round(100 * share) for share in pair)])
        return {"columns": list(COLUMNS), "rows": rows}

    def keep(self) -> None:
        """Save the probabilities; what is missing, or that they are saved, is said beside the button."""
        try:
            if self.session is None:
                raise CourseError(NOWHERE)
            if (self.controls["explanandum"].value, self.controls["account"].value, self.controls["rival"].value) != tuple(self._start_of_comparison()):
                raise CourseError("Kept are the numbers of the comparison that the lesson asks for: press Reset or choose it again.")
            self.session.save(self.item, self.numbers())
            self._say_kept("Saved. Your numbers are not marked, and stay as they were given.")
        except CourseError as error:
            self._say_kept(str(error))

    def _start_of_comparison(self) -> list[str]:
        return [self._start[name] for name in ("explanandum", "account", "rival")]

    def _take_up(self) -> None:
        """Show what was kept before."""
        self._say_kept("Not kept yet.")
        saved = self.session.saved(self.item)
        if saved is None:
            return
        with self.at_once():
            for piece, if_account, if_rival in saved["rows"]:
                for whose, share in (("account", if_account), ("rival", if_rival)):
                    control = self.controls.get(f"{piece} {whose}")
                    if control is not None and share in PER_CENT:
                        control.value = share / 100
        self._say_kept("These are the numbers that you kept.")

    def _given(self, name: str) -> float | None:
        value = self.controls[name].value
        return None if value == NOT_GIVEN else value

    def _say_kept(self, text: str) -> None:
        self.kept.value = _close(text, ' role="status" aria-live="polite"')

    def _statement(self, piece: int) -> str:
        rows = self.figure.pieces(self.controls["explanandum"].value).set_index("piece")
        return f"{piece}. {rows.at[piece, 'statement']}" if piece in rows.index else ""

    def _accounts(self) -> list[str]:
        rows = self.figure.hypotheses
        rows = rows[rows["explanandum"] == self.controls["explanandum"].value].set_index("hypothesis")
        return [f"{label}: {rows.at[self.controls[name].value, 'statement']}" for label, name in (("Account", "account"), ("Rival", "rival"))]

    def _told(self) -> list[str]:
        return [*self._accounts(), *filter(None, (self._statement(piece) for piece in self.statements))]

    def __str__(self) -> str:
        return "\n".join([*(f"- {text}" for text in self._told()), super().__str__()])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        kept = super()._repr_mimebundle_(include, exclude)
        kept["text/html"] = bullets(self._told()) + kept["text/html"]
        return kept


def _close(text: str, role: str = "") -> str:
    """A paragraph without space around it: pieces and figure are to stand on one screen."""
    return f'<p{role} style="{READABLE};margin:2px 8px 2px 0">{html.escape(text)}</p>'
