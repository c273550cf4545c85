"""Two hands: how a control of each kind is moved by keyboard and by mouse in a real browser, and what its twin then holds."""

from __future__ import annotations

import ipywidgets

from dualtrack.marking.items import (
    EventCodingItem,
    MatchingItem,
    MultipleChoiceItem,
    OrderingItem,
    SingleChoiceItem,
)
from dualtrack.widgets.answer_fields import field_for
from dualtrack.widgets.question import Question

KEYBOARD, MOUSE = "keyboard", "mouse"
HANDS = (KEYBOARD, MOUSE)
SETTLED_MILLISECONDS = 30_000
TYPED = 12  # letters
# Put into every page before anything runs there: it remembers what widgets sent to the kernel and is not dealt with yet.
REMEMBER_WHAT_IS_SENT = """(() => {
  const read = data => {
    if (typeof data === 'string') return JSON.parse(data);
    const bytes = ArrayBuffer.isView(data) ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) : data;
    const at = number => Number(new DataView(bytes).getBigUint64(8 * number, true));
    const part = number => JSON.parse(new TextDecoder().decode(bytes.slice(at(number), at(number + 1))));
    return { header: part(2), parent_header: part(3), content: part(5) };  // after the count and the channel
  };
  const sent = window.sentToKernel = new Set();
  const none = { header: {} };  // JupyterLab has other sockets too
  const looked = data => { try { const message = read(data); return message && message.header ? message : none; } catch { return none; } };
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', event => {
        const message = looked(event.data);
        if (message.header.msg_type !== 'status' || message.content.execution_state !== 'idle') return;
        // What was held back until now is sent by the page in its own handling of this message.
        if (sent.has(message.parent_header.msg_id)) setTimeout(() => sent.delete(message.parent_header.msg_id), 50);
      });
    }
    send(data) {
      const message = looked(data);
      if (message.header.msg_type === 'comm_msg') { sent.add(message.header.msg_id); sent.ever = true; }
      super.send(data);
    }
  };
})()"""


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


def settle(page) -> None:
    """Wait until the kernel has dealt with all that was sent to it: a page holds back values while one is on its way, and a click overtakes them."""
    page.wait_for_function("window.sentToKernel.size === 0", timeout=SETTLED_MILLISECONDS)


def press(area, label: str, hand: str) -> None:
    """Press a button, once the values of the controls have arrived."""
    settle(area.page)
    press_at_once(area, label, hand)


def press_at_once(area, label: str, hand: str) -> None:
    """Press a button without waiting for anything."""
    button = area.get_by_role("button", name=label, exact=True)
    button.press("Enter") if hand == KEYBOARD else button.click()


def give(area, question: Question, value: object, hand: str) -> None:
    """Enter an answer in the page and save it."""
    item, field = question.item, question.field
    if isinstance(item, MatchingItem | EventCodingItem):
        for name, control in field.lists.items():
            choose(area.get_by_label(control.description, exact=True), control, value[name], hand)
    elif isinstance(item, SingleChoiceItem):
        there = area.get_by_role("radio", name=item.option(value).text, exact=True)
        there.press("Space") if hand == KEYBOARD else there.click()
    elif isinstance(item, MultipleChoiceItem):
        for letter, box in field.boxes.items():
            tick(area.get_by_label(box.description, exact=True), letter in value, hand)
    elif isinstance(item, OrderingItem):
        order = list(field.order)
        for place, letter in enumerate(value):
            for line in range(order.index(letter), place, -1):
                press(area, field.controls[f"up {line + 1}"].description, hand)
                order[line - 1], order[line] = order[line], order[line - 1]
                area.get_by_text(f"is now on line {line} of {len(order)}.").wait_for()
    else:
        twin = field_for(item, question.session.seed(item))
        twin.set(item.read(value))
        for name, control in field.controls.items():
            if isinstance(control, ipywidgets.Checkbox):
                tick(area.get_by_label(control.description, exact=True), twin.controls[name].value, hand)
                continue
            if not isinstance(control, ipywidgets.Text | ipywidgets.Textarea):
                raise TypeError(f"tests/browser/hands.py does not know how to answer a {type(item).__name__}: teach it.")
            write(area.get_by_label(control.description), twin.controls[name].value, hand)
    quick = hand == MOUSE and not item.is_prediction  # what arrives after a press on Save is saved too, but a prediction is saved once
    (press_at_once if quick else press)(area, question.button.description, hand)


def tick(there, ticked: bool, hand: str) -> None:
    """Tick a box or take the tick away, where it does not stand so already."""
    if there.is_checked() != ticked:
        there.press("Space") if hand == KEYBOARD else there.click()


def write(there, text: str, hand: str) -> None:
    """Replace what stands in a line or box, and leave it. Of a long text only the beginning is typed key by key, the rest is put in as if pasted."""
    there.focus() if hand == KEYBOARD else there.click()
    there.press("ControlOrMeta+a")
    there.press_sequentially(text[:TYPED])
    there.page.keyboard.insert_text(text[TYPED:])
    there.press("Tab")


def choose(there, control: ipywidgets.Dropdown, value: str, hand: str) -> None:
    """Choose a value of a list: by arrow keys, or told where the mouse would choose in a list that the system draws."""
    values = [value for _label, value in control._options_full]
    if hand == MOUSE:
        there.select_option(index=values.index(value))
        return
    there.press("Home")
    for _step in range(values.index(value)):
        there.press("ArrowDown")
