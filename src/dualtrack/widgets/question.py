"""A question as a widget, and a gate that keeps a view closed until a prediction is saved."""

from __future__ import annotations

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.marking.items import NumberItem
from dualtrack.widgets.explorer import bundle, paragraph
from dualtrack.marking.session import Session


class Question:
    """One item with its field, its save button and a status line; ``str()`` gives item and status as text."""

    def __init__(self, session: Session, item: NumberItem):
        self.session = session
        self.item = item
        kind = "Your prediction" if item.is_prediction else "Your answer"
        label = f"{kind} ({item.low:g} to {item.high:g} {item.unit})".replace(" )", ")")
        # Sent once, on leaving the field: sent at every key, what is typed last can arrive after a quick press on Save.
        self.field = ipywidgets.Text(
            description=label, continuous_update=False, style={"description_width": "initial"}, layout={"width": "22em"}
        )
        self.button = ipywidgets.Button(description="Save", tooltip=f"Save the answer to {item.id}")
        self.status = ipywidgets.HTML()
        self.controls = {"answer": self.field, "save": self.button}
        self.button.on_click(lambda _button: self.save(self.field.value))
        session.when_saved(item.id, self._show_saved)
        stem = ipywidgets.HTML(paragraph(f"{item.id} {item.stem}"))
        self.widget = ipywidgets.VBox([stem, ipywidgets.HBox([self.field, self.button]), self.status])
        self._say("Not yet answered.")
        saved = session.saved(item.id)
        if saved is not None:
            self._show_saved(saved)

    def save(self, given: object) -> None:
        """Save what was given; whatever is wrong with it is said in the status line, and the field keeps it."""
        try:
            self.session.save(self.item, given)
        except CourseError as error:
            self._say(str(error))

    def _show_saved(self, value: float) -> None:
        self.field.value = f"{value:g}"
        self._say(said_when_saved(self.item, value))
        if self.item.is_prediction:
            self.field.disabled = True
            self.button.disabled = True

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = paragraph(text, live=True)

    def __str__(self) -> str:
        return f"{self.item.id} {self.item.stem}\n[{self.said}]"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, paragraph(f"{self.item.id} {self.item.stem}") + paragraph(self.said), str(self))


class Gate:
    """Keeps a view (an explorer or a figure) closed until an item is answered: nobody sees the record before predicting it.

    ``.open`` says whether it is. With ``recall`` the answer stands above the opened view, to be compared.
    """

    def __init__(self, session: Session, item: NumberItem, view, recall: bool = False):
        self.item = item
        self.view = view
        self.recall = recall
        self.open = False
        self.note = ipywidgets.HTML()
        self.widget = ipywidgets.VBox([self.note])
        self._say(f"This opens once your prediction {item.id} is saved.")
        session.when_saved(item.id, self._open)
        saved = session.saved(item.id)
        if saved is not None:
            self._open(saved)

    def _open(self, value: float) -> None:
        self.open = True
        self._say(f"You predicted {self.item.say(value)}. Compare it with the record:" if self.recall else "")
        shown = getattr(self.view, "widget", None) or ipywidgets.HTML(self.view.html())
        self.widget.children = [self.note, shown]

    def _say(self, text: str) -> None:
        self.said = text
        self.note.value = paragraph(text, live=True)

    def __str__(self) -> str:
        said = f"[{self.said}]" if self.said else ""
        return "\n\n".join(filter(None, [said, str(self.view) if self.open else ""]))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        static = paragraph(self.said)
        if self.open:
            static += self.view._repr_mimebundle_()["text/html"]
        return bundle(self.widget, static, str(self))


def said_when_saved(item: NumberItem, value: float) -> str:
    """What is said of a saved answer.

    >>> said_when_saved(NumberItem("01.p1", "", "", 0, 1, (), "", "%", 0, 100), 60.0)
    'Saved: 60 %. A prediction stays as it was made.'
    """
    return f"Saved: {item.say(value)}." + (" A prediction stays as it was made." if item.is_prediction else "")
