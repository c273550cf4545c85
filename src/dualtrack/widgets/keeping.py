"""A button that keeps what stands in controls, once."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.marking.items import Item
from dualtrack.marking.session import Session
from dualtrack.widgets.explorer import close


class Keeping:
    """A button that saves what stands in controls, once, with a status beside it; what was kept before is taken up again.

    ``given`` gives the answer and raises CourseError where something is missing; ``show`` puts a kept one into the controls. ``.kept`` says whether there is one.
    """

    def __init__(self, session: Session, item: Item, label: str, given: Callable[[], object], show: Callable[[object], None]):
        self.session, self.item = session, item
        self._given, self._show = given, show
        self.button = ipywidgets.Button(description=label, tooltip=f"{label}: save them, once", layout={"width": "auto"})
        self.status = ipywidgets.HTML()
        self.widget = ipywidgets.HBox([self.button, self.status])
        self.button.on_click(lambda _button: self.keep())
        session.when_saved(item.id, self._saved)
        self._say("Not kept yet.")

    def take_up(self) -> None:
        """Show what was kept before, if anything was."""
        saved = self.session.saved(self.item)
        if saved is not None:
            self._show(saved)
            self._say("These are the ones that you kept.")

    @property
    def kept(self) -> bool:
        """Whether the item is saved."""
        return self.session.saved(self.item) is not None

    def keep(self) -> None:
        """Save; what is missing, or that it is saved, is said beside the button."""
        try:
            self.session.save(self.item, self._given())
        except CourseError as error:
            self._say(str(error))

    def _saved(self, value: object) -> None:
        self._show(value)
        self._say("Saved. They are not marked, and stay as they were given.")

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = close(text, role=' role="status" aria-live="polite"')
