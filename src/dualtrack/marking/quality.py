"""What a look over a bank finds beyond its form: keys that can't be reached, and items that give themselves away."""

from __future__ import annotations

import re

from dualtrack.errors import CourseError
from dualtrack.marking.bank import Bank
from dualtrack.marking.items import Item, SingleChoiceItem

CATCH_ALL = re.compile(r"\b(all|none|both|neither) of (the|these|those)( above)?\b|\ball of them\b", re.IGNORECASE)
LONGER = 1.2  # a key this many times as long as the longest wrong option stands out
LEVELS = ("predict", "understand", "apply", "analyse", "evaluate")


def unreachable(bank: Bank) -> list[str]:
    """Items whose own solution does not earn all points by the rules of their type; each is a fault of the bank."""
    found = []
    for item in (form for variants in bank.forms.values() for form in variants if bank.keyed and not form.is_prediction):
        solution = item.solution()
        if solution is None:
            continue
        try:
            points = item.mark(item.read(solution)).points
        except CourseError as error:
            found.append(f"{bank.path.name}, item {item.id}: its key is no answer that can be given. {error}")
            continue
        if points != item.points:
            found.append(f"{bank.path.name}, item {item.id}: its key earns {points:g} of {item.points:g} points.")
    return found


def warnings(bank: Bank) -> list[str]:
    """What makes an item bad although its form is right; each names the item and what to do."""
    found = [f"{bank.path.name}, item {variants[0].id}: {remark}" for variants in bank.forms.values() for remark in _unique(variants)]
    if bank.possible:  # a unit in which nothing counts is a check for oneself
        nothing = [item.id for item in bank.marked if item.points == 0]
        found += [f"{bank.path.name}, item {name}: it counts nothing: give it points, or make it a prediction." for name in nothing]
    choices = [item for item in bank.marked if bank.keyed and isinstance(item, SingleChoiceItem)]
    longest = [item.id for item in choices if _key_length(item) >= max(len(option.text) for option in item.options)]
    if len(choices) > 2 and len(longest) > len(choices) / 2:
        found.append(f"{bank.path.name}: the key is the longest option in {len(longest)} of {len(choices)} single choices ({', '.join(longest)}): shorten some.")
    stems = [item.stem for item in bank.items.values()]
    return found + [f"{bank.path.name}, item {item.id}: its stem stands twice." for item in bank.items.values() if stems.count(item.stem) > 1]


def _unique(variants: tuple[Item, ...]) -> list[str]:
    """The remarks on all variants of an item, each once."""
    return list(dict.fromkeys(remark for item in variants for remark in _remarks(item)))


def _remarks(item: Item) -> list[str]:
    found = []
    options = getattr(item, "options", ())
    for option in options:
        if CATCH_ALL.search(option.text):
            found.append(f"the option {option.text!r} stands for the others: write out what it means, or make it a multiple choice.")
    if isinstance(item, SingleChoiceItem) and _key_length(item) > LONGER * max(len(option.text) for option in options if not option.key):
        found.append("its key is by far the longest option: shorten it, or say more in the others.")
    if item.level not in LEVELS:
        found.append(f"found the level {item.level!r}, usual is one of: {', '.join(LEVELS)}.")
    if item.minutes == 0:
        found.append("it takes no time: say how many minutes.")
    return found


def _key_length(item: SingleChoiceItem) -> int:
    return max((len(option.text) for option in item.options if option.key), default=0)
