"""A question as a widget: its field, its save button, and what is said of the answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

import ipywidgets

from dualtrack.errors import CourseError
from dualtrack.marking.bank import unit_of
from dualtrack.marking.items import Item, TableItem, WrittenItem
from dualtrack.marking.session import Session
from dualtrack.widgets.answer_fields import TicksField, field_for
from dualtrack.widgets.explorer import bullets, bundle, paragraph
from dualtrack.wording import in_words, listed

# What is typed last can reach the kernel after a quick press on Save; what arrives within this time still belongs to that press.
LATE_SECONDS = 1.0
# The class of each question's widget in the page, which tells the questions of a set apart.
QUESTION = "dualtrack-question"


class Question:
    """One item to be answered; ``str()`` gives item and status as text.

    ``said`` is the status: not yet answered, changed and not yet saved, what does not fit, or that the answer is saved, with
    the hint of its misconception where it is wrong (never the key) and how far the student is in the unit. The button names the
    item, and ``among`` others its controls do too: who hears one label after another knows which question each belongs to.
    """

    def __init__(self, session: Session, item: Item, among: bool = False):
        self.session = session
        self.item = item
        self.field = field_for(item, session.seed(item))
        for control in self.field.controls.values() if among and not isinstance(self.field, TicksField) else ():
            control.description = f"{item.id} {control.description}"
        self.button = ipywidgets.Button(description=f"Save {item.id}", tooltip=f"Save the answer to {item.id}")
        self.status = ipywidgets.HTML()
        self.controls = self.field.controls | {"save": self.button}
        self._pressed = -LATE_SECONDS
        self._showing = False
        self.button.on_click(self._press)
        for control in self.field.controls.values():
            if control.has_trait("value"):
                control.observe(self._changed, "value")
        session.when_saved(item.id, self._show_saved)
        stem = ipywidgets.HTML(paragraph(asked(item)))
        self.widget = ipywidgets.VBox([stem, self.field.widget, self.button, self.status]).add_class(QUESTION)
        self._say("Not yet answered.")
        saved = session.saved(item)
        if saved is not None:
            self._show_saved(saved)

    def save(self, given: object) -> None:
        """Save what was given; whatever is wrong with it is said in the status line, and the field keeps it."""
        try:
            self.session.save(self.item, given)
        except CourseError as error:
            self._say(str(error))

    def _press(self, _button: ipywidgets.Button) -> None:
        self._pressed = time.monotonic()
        self.save(self.field.get())

    def _changed(self, _change: object) -> None:
        """Nothing stands in the field as if it were saved: a late change is saved too, a later one is said to be open."""
        if self._showing:
            return
        saved = self.session.saved(self.item) if self.item.is_prediction else None
        if saved is not None:
            self._show_saved(saved)
        elif time.monotonic() - self._pressed < LATE_SECONDS:
            self.save(self.field.get())
        else:
            self._say("Changed, not yet saved: press Save.")

    def _show_saved(self, value: object) -> None:
        self._showing = True
        self.field.set(value)
        self._showing = False
        self._say(said_when_saved(self.session, self.item, value))
        if self.item.is_prediction:
            # The button stays: were it switched off, the keyboard's focus would fall out of the cell.
            self.field.lock()

    def _say(self, text: str) -> None:
        self.said = text
        self.status.value = paragraph(text, live=True)

    def __str__(self) -> str:
        return "\n".join([asked(self.item), *(f"- {text}" for text in self.field.offered), f"[{self.said}]"])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        return bundle(self.widget, paragraph(asked(self.item)) + bullets(self.field.offered) + paragraph(self.said), str(self))


class Questions:
    """Several items below each other, each with a field, a button and a status of its own: saving one leaves the others as they stand.

    ``questions`` are the single ones, in order.
    """

    def __init__(self, session: Session, items: Sequence[Item]):
        self.questions = [Question(session, item, among=True) for item in items]
        self.widget = ipywidgets.VBox([question.widget for question in self.questions], layout={"width": "100%"})

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.questions))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        static = "".join(question._repr_mimebundle_()["text/html"] for question in self.questions)
        return bundle(self.widget, static, str(self))


class Gate:
    """Keeps a view (an explorer or a figure) closed until an item, or each of several, is answered: nobody sees the record before predicting it.

    ``.open`` says whether it is. With ``recall`` the answers stand above the opened view, to be compared.
    """

    def __init__(self, session: Session, items: Item | Sequence[Item], view, recall: bool = False):
        self.session = session
        self.items = [items] if isinstance(items, Item) else list(items)
        if not hasattr(view, "widget") and not hasattr(view, "html"):
            raise CourseError(f"after(...): found {type(view).__name__} as view, allowed is an explorer, a card or a figure.")
        self.view = view
        self.recall = recall
        self.open = False
        self.note = ipywidgets.HTML()
        self.widget = ipywidgets.VBox([self.note])
        for item in self.items:
            session.when_saved(item.id, self._look)
        self._look()

    def _look(self, _value: object = None) -> None:
        """Open where everything is answered, else say what is not."""
        missing = [item for item in self.items if self.session.saved(item) is None]
        if missing:
            self._say(self._closed([item.id for item in missing]))
            return
        self.open = True
        self._say(self._recalled() if self.recall else "")
        if hasattr(self.view, "predicted"):
            self.view.predicted(self.session.saved(self.items[0]))
        shown = getattr(self.view, "widget", None) or ipywidgets.HTML(self.view.html())
        self.widget.children = [self.note, shown]

    def _closed(self, missing: list[str]) -> str:
        if len(self.items) == 1:
            return f"This opens once your {self.items[0].called} {missing[0]} is saved."
        how_many = "both" if len(self.items) == 2 else f"all {in_words(len(self.items))} of"
        return f"This opens once {how_many} your {self.items[0].called}s are saved. Still open: {listed(missing)}."

    def _recalled(self) -> str:
        said = [(item, item.say(self.session.saved(item))) for item in self.items]
        if len(said) == 1:
            return f"You predicted {said[0][1]}. Compare it with the record:"
        return "\n".join(["You said:", *(f"{item.id} {text}" for item, text in said)])

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


def asked(item: Item) -> str:
    """The question as it is put: its number, or that its answer can be saved once."""
    if not item.is_prediction:
        return f"{item.id} {item.stem}"
    return f"Your prediction, which you can save once. {item.stem}" if item.called == "prediction" else f"{item.id} (saved once) {item.stem}"


def said_when_saved(session: Session, item: Item, value: object) -> str:
    """What is said of a saved answer: that it is saved, a hint where it is wrong, and the progress in the unit."""
    said = [f"Saved: {item.say(value).removesuffix('.')}."]
    unit = unit_of(item.id)
    if not session.bank(unit).keyed:
        form = "Your lecturer will read it." if isinstance(item, WrittenItem) else "Its form fits; your lecturer will mark it."
        said.append(item.stays if item.is_prediction else form)
        return " ".join(said) if item.is_prediction else "\n".join([" ".join(said), session.progress(unit)])
    mark = item.mark(value)
    if item.is_prediction:
        said.append(item.stays)
        return "\n".join([" ".join(said), *mark.told])
    if isinstance(item, TableItem):
        said.append(f"The form fits: it is {item.allowed}.")
    if mark.pending:
        said.append("A person will read it.")
    elif item.solution() is not None and mark.points == mark.possible and not (mark.told or mark.remarks):
        said.append("That fits the record.")
    hints = [f"Think again: {remark}" for remark in mark.remarks]
    return "\n".join([" ".join(said), *mark.told, *hints, session.progress(unit)])
