"""Where an answer is entered: one field for each item type, each usable by keyboard and with a label on every control.

A field has ``widget``, ``controls`` (a dict), ``offered`` (the options as they stand, if it has any), ``get()``, ``set(value)`` and ``lock()``.
"""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets

from dualtrack.marking.items import (
    EventCodingItem,
    ForecastItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumberItem,
    OrderingItem,
    ShortTextItem,
    SingleChoiceItem,
    TableItem,
    WrittenItem,
)
from dualtrack.marking.items.base import plain
from dualtrack.marking.items.forecast import KNEW, PROBABILITY, REASONS
from dualtrack.marking.items.options import shuffled

READABLE = {"description_width": "initial"}
ALREADY_KNEW = "I already knew what came (this forecast is then not scored)"


def line(label: str, width: str) -> ipywidgets.Text:
    """A line to write in, sent once it is left: sent at every key, what is typed last would arrive after a quick press on Save even more often."""
    return ipywidgets.Text(description=label, continuous_update=False, style=READABLE, layout={"width": width})


def box(label: str, rows: int, placeholder: str = "") -> ipywidgets.Textarea:
    """A box to write in, with its label above; sent once it is left."""
    layout = {"width": "calc(100% - 4px)", "flex_flow": "column"}
    return ipywidgets.Textarea(description=label, placeholder=placeholder, continuous_update=False, rows=rows, style=READABLE, layout=layout)


class OneControlField:
    """A field with one control, whose value is the answer; a subclass makes the control, and may say how an answer stands in it."""

    def __init__(self, control: ipywidgets.DOMWidget):
        self.control = control
        self.widget = control
        self.controls = {"answer": control}
        self.offered: list[str] = []

    def get(self) -> object:
        """What stands in the field."""
        return self.control.value

    def set(self, value: object) -> None:
        """Show a saved answer."""
        self.control.value = self.written(value)

    def written(self, value: object) -> object:
        """A saved answer as it stands in the control."""
        return str(value)

    def lock(self) -> None:
        """Let nothing more be entered."""
        self.control.disabled = True


class NumberField(OneControlField):
    """A line for a number."""

    def __init__(self, item: NumberItem, _seed: str):
        bounds = f"{item.low:g} to {item.high:g} {item.unit}".strip()
        super().__init__(line(f"Your {item.called} ({bounds})", "24em"))

    def written(self, value: object) -> str:
        """The number as a person writes it."""
        return plain(value)


class ChoiceField(OneControlField):
    """Radio buttons, in an order of the student's own."""

    def __init__(self, item: SingleChoiceItem, seed: str):
        options = [(item.option(letter).text, letter) for letter in shuffled(item.letters, seed)]
        super().__init__(ipywidgets.RadioButtons(options=options, value=None, description="Your choice", style=READABLE, layout={"width": "100%"}))
        self.offered = [text for text, _letter in options]

    def get(self) -> object:
        """The chosen letter; nothing where none is chosen."""
        return self.control.value or ""


class TicksField:
    """One box to tick for each option, in an order of the student's own."""

    def __init__(self, item: MultipleChoiceItem, seed: str):
        self.boxes = {
            letter: ipywidgets.Checkbox(description=item.option(letter).text, indent=False, style=READABLE, layout={"width": "100%"})
            for letter in shuffled(item.letters, seed)
        }
        self.widget = ipywidgets.VBox(list(self.boxes.values()))
        self.controls = dict(self.boxes)
        self.offered = [box.description for box in self.boxes.values()]

    def get(self) -> object:
        """The ticked letters."""
        return [letter for letter, box in self.boxes.items() if box.value]

    def set(self, value: object) -> None:
        """Show a saved answer."""
        for letter, box in self.boxes.items():
            box.value = letter in value

    def lock(self) -> None:
        """Let nothing more be entered."""
        for box in self.boxes.values():
            box.disabled = True


class OrderField:
    """A list with a pair of buttons on each line; what moved is said in a live region."""

    def __init__(self, item: OrderingItem, seed: str):
        self.item = item
        self.order = shuffled(item.letters, seed)
        self.said = ipywidgets.HTML()
        self.lines, self.controls = [], {}
        rows = []
        for place in range(len(self.order)):
            line = ipywidgets.HTML()
            up = self._button("Up", place, -1)
            down = self._button("Down", place, 1)
            self.lines.append(line)
            self.controls |= {f"up {place + 1}": up, f"down {place + 1}": down}
            rows.append(ipywidgets.HBox([up, down, line]))
        self.controls["up 1"].disabled = True
        self.controls[f"down {len(rows)}"].disabled = True
        self.widget = ipywidgets.VBox([*rows, self.said])
        self.offered = [self._text(letter) for letter in self.order]
        self._show()

    def get(self) -> object:
        """The letters in their order."""
        return list(self.order)

    def set(self, value: object) -> None:
        """Show a saved answer."""
        self.order = list(value)
        self._show()

    def lock(self) -> None:
        """Let nothing more be entered."""
        for button in self.controls.values():
            button.disabled = True

    def _button(self, name: str, place: int, step: int) -> ipywidgets.Button:
        button = ipywidgets.Button(description=f"{name} {place + 1}", tooltip=f"Move line {place + 1} {name.lower()}", layout={"width": "5.5em"})
        button.on_click(lambda _button: self._move(place, step))
        return button

    def _move(self, place: int, step: int) -> None:
        other = place + step
        self.order[place], self.order[other] = self.order[other], self.order[place]
        self._show()
        text = html.escape(self._text(self.order[other]))
        self.said.value = f'<p role="status" aria-live="polite">{text} is now on line {other + 1} of {len(self.order)}.</p>'

    def _show(self) -> None:
        for place, (line, letter) in enumerate(zip(self.lines, self.order, strict=True), start=1):
            line.value = f'<span style="font-size:14px">{place}. {html.escape(self._text(letter))}</span>'

    def _text(self, letter: str) -> str:
        return self.item.options[self.item.letters.index(letter)].text


class WordsField(OneControlField):
    """A box for a text."""

    def __init__(self, item: WrittenItem, _seed: str):
        super().__init__(box(f"Your answer ({item.allowed})", 8))


class CodesField:
    """A list to choose from for each statement of a matching, or for each field of a coding."""

    def __init__(self, item: MatchingItem | EventCodingItem, seed: str):
        rows: list[ipywidgets.Widget] = []
        self.lists: dict[str, ipywidgets.Dropdown] = {}
        self.offered: list[str] = []
        for place, (name, text, codes) in enumerate(_asked(item, seed), start=1):
            label = f"Match for {place}" if text else name
            self.lists[name] = ipywidgets.Dropdown(options=[("choose", ""), *((code, code) for code in codes)], value="", description=label, style=READABLE)
            if text:
                rows.append(ipywidgets.HTML(f'<p style="font-size:14px;line-height:1.5;margin:.4em 0 0">{place}. {html.escape(text)}</p>'))
            rows.append(self.lists[name])
            self.offered.append(f"{f'{place}. {text}' if text else name}: {', '.join(codes)}")
        self.widget = ipywidgets.VBox(rows, layout={"width": "100%"})
        self.controls = dict(self.lists)

    def get(self) -> object:
        """The chosen codes by field."""
        return {name: chosen.value for name, chosen in self.lists.items()}

    def set(self, value: object) -> None:
        """Show a saved answer."""
        for name, chosen in self.lists.items():
            chosen.value = value[name]

    def lock(self) -> None:
        """Let nothing more be entered."""
        for chosen in self.lists.values():
            chosen.disabled = True


class TableField(OneControlField):
    """A box for a table: a row on each line."""

    def __init__(self, item: TableItem, _seed: str):
        self.item = item
        names = "; ".join(column.name for column in item.columns)
        super().__init__(box(f"Your table, a row on each line: {names}", max(4, len(item.rows) + 1), "paste it, or part the cells by semicolons"))

    def written(self, value: object) -> str:
        """The names and rows, each on a line."""
        rows = [[plain(cell) if column.number else cell for column, cell in zip(self.item.columns, row, strict=True)] for row in value["rows"]]
        return "\n".join("; ".join(cells) for cells in [value["columns"], *rows])


class ForecastField:
    """A line for the probability, a box for the reasons, and a tick for who knows what came: it takes the forecast out of the score."""

    def __init__(self, item: ForecastItem, _seed: str):
        self.line = line("Your probability (0 to 100 %)", "22em")
        self.box = box(f"Your reasons ({item.least_words} words or more)", 4)
        self.tick = ipywidgets.Checkbox(description=ALREADY_KNEW, indent=False, style=READABLE, layout={"width": "100%"})
        self.controls = {PROBABILITY: self.line, REASONS: self.box} | ({KNEW: self.tick} if item.can_be_known else {})
        # Were it to scroll by a margin's width, nothing in it could take the focus once the answer is locked.
        self.widget = ipywidgets.VBox(list(self.controls.values()), layout={"width": "100%", "overflow": "visible"})
        self.offered: list[str] = []

    def get(self) -> object:
        """Probability and reasons, and whether the outcome was known."""
        return {PROBABILITY: self.line.value, REASONS: self.box.value, KNEW: self.tick.value}

    def set(self, value: object) -> None:
        """Show a saved answer."""
        self.line.value = plain(value[PROBABILITY])
        self.box.value = str(value[REASONS])
        self.tick.value = bool(value.get(KNEW))

    def lock(self) -> None:
        """Let nothing more be entered."""
        self.line.disabled = self.box.disabled = self.tick.disabled = True


class NameField(OneControlField):
    """A line for a name or a few words."""

    def __init__(self, item: ShortTextItem, _seed: str):
        super().__init__(line(f"Your answer ({item.allowed})", "30em"))


FIELDS: dict[type[Item], Callable] = {
    NumberItem: NumberField,
    SingleChoiceItem: ChoiceField,
    MultipleChoiceItem: TicksField,
    OrderingItem: OrderField,
    MatchingItem: CodesField,
    EventCodingItem: CodesField,
    TableItem: TableField,
    ForecastItem: ForecastField,
    ShortTextItem: NameField,
    WrittenItem: WordsField,
}


def _asked(item: MatchingItem | EventCodingItem, seed: str) -> list[tuple[str, str, list[str]]]:
    """For each list: its name, the statement that it belongs to (none for a coding), and what can be chosen."""
    if isinstance(item, EventCodingItem):
        return [(field.name, "", list(field.codes)) for field in item.fields]
    matches = shuffled(list(item.matches), seed)
    texts = {pair.letter: pair.text for pair in item.pairs}
    return [(letter, texts[letter], matches) for letter in shuffled(list(texts), seed)]


def field_for(item: Item, seed: str):
    """The field that an item needs, its options shuffled by a seed of the student's own."""
    return FIELDS[type(item)](item, f"{seed}/{item.id}")
