"""Two states that answer each other's perceived moves, of lesson 03: settings to try, and a pair to find that gives the same paths."""

from __future__ import annotations

import html

import ipywidgets

from dualtrack.analysis.reciprocity import JOINT_STATES, OFFERED, Setting
from dualtrack.errors import CourseError
from dualtrack.figures.reciprocity import COUNTED, NAMES, Reciprocity
from dualtrack.marking.items import Item
from dualtrack.marking.session import NOWHERE, Session
from dualtrack.widgets.explorer import READABLE, Explorer, labelled

ROWS = (("misread_a", "generous_a", "pressure"), ("misread_b", "generous_b"), ("corrects", "deceives", "shocks"), ("start", "counted", "compare"))
COLUMNS = ("what", "first", "second")
START = Setting(misread_a=0.05, misread_b=0.05)
NOT_KEPT = "Not saved yet."


class ReciprocityExplorer(Explorer):
    """Two states A and B and how each answers the other's last move as it perceives it; a first setting can be kept and compared with.

    It starts with two tit-for-tat states that each misread one move in twenty. With a session and a table item a pair of settings can be saved,
    once, by a button.

    >>> explorer = ReciprocityExplorer()
    >>> explorer.controls["generous_a"].value = explorer.controls["generous_b"].value = 0.25
    >>> explorer.figure.table.iloc[0].tolist()
    ['A misreads', '5 %']
    """

    def __init__(self, session: Session | None = None, item: Item | None = None):
        controls = {
            field: labelled(ipywidgets.Dropdown, NAMES[field], options=[(f"{share} %", share / 100) for share in shares], value=getattr(START, field))
            for field, shares in OFFERED.items()
        }
        counted = [(f"all {COUNTED['all']} steps", "all"), (f"the first {COUNTED['drawn']} steps", "drawn")]
        controls |= {
            "start": labelled(ipywidgets.Dropdown, "Start", options=JOINT_STATES, value=START.start),
            "counted": labelled(ipywidgets.Dropdown, "Count", options=counted, value="all"),
            "compare": labelled(ipywidgets.Checkbox, "Compare with the first setting", value=False, indent=False),
        }
        self.first = START
        self.session, self.item = session, item
        self.kept = ipywidgets.HTML()
        self.first_button = ipywidgets.Button(description="Keep as first", tooltip="Keep this setting as the first, and compare with it")
        self.first_button.on_click(lambda _button: self.keep_first())
        self.pair_button = ipywidgets.Button(description="Save this pair", tooltip="Save the first setting and the one that is set now, once")
        self.pair_button.on_click(lambda _button: self.keep())
        super().__init__(Reciprocity(), controls)
        if session is not None and item is not None:
            self._take_up()

    @property
    def setting(self) -> Setting:
        """The setting that the controls say."""
        return Setting(**{field: self.controls[field].value for field in (*OFFERED, "start")})

    def rows(self) -> list[ipywidgets.Widget]:
        """A, B, what is between them, and what is shown; then the buttons."""
        wrap = {"flex_flow": "row wrap"}
        rows = [ipywidgets.HBox([self.controls[name] for name in row], layout=wrap) for row in ROWS]
        buttons = [self.first_button, *([self.pair_button] if self.item is not None else []), self.kept]
        return [*rows, ipywidgets.HBox(buttons, layout=wrap)]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        self.figure.show(self.setting, self.first if self.controls["compare"].value else None, self.controls["counted"].value)

    def keep_first(self) -> None:
        """Keep the setting as the first, and compare with it from now on."""
        with self.at_once():
            self.first = self.setting
            self.controls["compare"].value = True
        self._say("The first setting is kept. Now change something, and bring the paths back.")

    def reset(self) -> None:
        """Set all controls back to their start values; the first setting is then the one at the start."""
        self.first = START
        self._say("" if self.item is None or self.session is None or self.session.saved(self.item) is None else "Your pair stays saved.")
        super().reset()

    def pair(self) -> dict[str, list]:
        """The two settings as a table item keeps them; raises CourseError where they are one and the same."""
        if self.first == self.setting:
            raise CourseError("First and second setting are the same. Press “Keep as first”, change something, and then save.")
        told = [[f"{100 * getattr(one, field):.0f} %" for field in OFFERED] + [one.start] for one in (self.first, self.setting)]
        return {"columns": list(COLUMNS), "rows": [list(row) for row in zip((*(NAMES[field] for field in OFFERED), "Start"), *told, strict=True)]}

    def keep(self) -> None:
        """Save the pair; what is missing, or that it is saved, is said beside the button."""
        try:
            if self.session is None:
                raise CourseError(NOWHERE)
            self.session.save(self.item, self.pair())
            self._say("Saved. Your pair is not marked, and stays as it was given.")
        except CourseError as error:
            self._say(str(error))

    def _take_up(self) -> None:
        """Show the pair that was saved before."""
        saved = self.session.saved(self.item)
        if saved is None:
            self._say(NOT_KEPT)
            return
        told = {row[0]: row[1:] for row in saved["rows"]}
        fields = {NAMES[field]: field for field in OFFERED}
        try:
            pair = [{fields[name]: int(cells[at].removesuffix(" %")) / 100 for name, cells in told.items() if name in fields} for at in (0, 1)]
            self.first = Setting(**pair[0], start=told["Start"][0])
            with self.at_once():
                for field, value in (pair[1] | {"start": told["Start"][1], "compare": True}).items():
                    self.controls[field].value = value
            self._say("This is the pair that you saved.")
        except (KeyError, ValueError, CourseError, ipywidgets.widgets.widget_selection.TraitError):
            self._say("Your pair is saved; it can't be shown with these controls.")

    def _say(self, text: str) -> None:
        self.kept.value = f'<p role="status" aria-live="polite" style="{READABLE};margin:2px 8px">{html.escape(text)}</p>' if text else ""
