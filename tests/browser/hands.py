"""Two hands: how a control of each kind is moved by keyboard and by mouse in a real browser, and what its twin then holds."""

from __future__ import annotations

import ipywidgets

from dualtrack.marking.items import MultipleChoiceItem, NumberItem, OrderingItem, SingleChoiceItem, WrittenItem
from dualtrack.marking.items.number import plain
from dualtrack.widgets.question import Question

KEYBOARD, MOUSE = "keyboard", "mouse"
HANDS = (KEYBOARD, MOUSE)


def move(area, control: ipywidgets.DOMWidget, hand: str) -> None:
    """Move a control one step in the page (found by its label) and set its twin to what it must be then."""
    there = area.get_by_label(control.description, exact=True)
    if isinstance(control, ipywidgets.Dropdown):
        values = [value for _label, value in control._options_full]
        forward = control.index + 1 < len(values)
        step = control.index + (1 if forward else -1)
        if hand == KEYBOARD:
            there.press("ArrowDown" if forward else "ArrowUp")
        else:  # the list that opens is drawn by the system and can't be clicked on by a test; choosing in it can be told
            there.select_option(index=step)
        control.value = values[step]
    elif isinstance(control, ipywidgets.Checkbox):
        there.press("Space") if hand == KEYBOARD else there.click()
        control.value = not control.value
    else:
        raise TypeError(f"tests/browser/hands.py does not know how to move a {type(control).__name__}: teach it.")


def press(area, label: str, hand: str) -> None:
    """Press a button."""
    button = area.get_by_role("button", name=label, exact=True)
    button.press("Enter") if hand == KEYBOARD else button.click()


def give(area, question: Question, value: object, hand: str) -> None:
    """Enter an answer in the page and save it."""
    item, field = question.item, question.field
    if isinstance(item, NumberItem | WrittenItem):
        (control,) = field.controls.values()
        there = area.get_by_label(control.description)
        text = plain(value) if isinstance(item, NumberItem) else value
        there.focus() if hand == KEYBOARD else there.click()
        there.press("ControlOrMeta+a")
        there.press_sequentially(text)
        there.press("Tab")
    elif isinstance(item, SingleChoiceItem):
        there = area.get_by_role("radio", name=item.option(value).text, exact=True)
        there.press("Space") if hand == KEYBOARD else there.click()
    elif isinstance(item, MultipleChoiceItem):
        for letter, box in field.boxes.items():
            there = area.get_by_label(box.description, exact=True)
            if there.is_checked() != (letter in value):
                there.press("Space") if hand == KEYBOARD else there.click()
    elif isinstance(item, OrderingItem):
        order = list(field.order)
        for place, letter in enumerate(value):
            for line in range(order.index(letter), place, -1):
                press(area, f"Up {line + 1}", hand)
                order[line - 1], order[line] = order[line], order[line - 1]
                area.get_by_text(f"is now on line {line} of {len(order)}.").wait_for()
    else:
        raise TypeError(f"tests/browser/hands.py does not know how to answer a {type(item).__name__}: teach it.")
    press(area, "Save", hand)
