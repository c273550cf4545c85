"""A question on paper: what is asked, what can be chosen, and behind a fold what is right and why the rest is not."""

from __future__ import annotations

import html

from dualtrack.marking.items import Item, MatchingItem, MultipleChoiceItem, SingleChoiceItem, WrittenItem
from dualtrack.marking.items.options import Option
from dualtrack.widgets.answer_fields import field_for


def question_html(item: Item, seed: str, keyed: bool = True) -> str:
    """An item as HTML; its answer and hints behind a fold where the bank has them. A prediction has none: it is to be written down."""
    head = "Your prediction: write it down before you go on." if item.is_prediction else f"Question {item.id}"
    offered = [pair.text for pair in item.pairs] if isinstance(item, MatchingItem) else field_for(item, seed).offered
    options = f"<ul>{''.join(f'<li>{html.escape(text)}</li>' for text in offered)}</ul>" if offered else f"<p>Asked for: {html.escape(item.allowed)}.</p>"
    if isinstance(item, MatchingItem):
        options += f"<p>To each of these choose one of: {html.escape('; '.join(sorted(item.matches)))}.</p>"
    answer = "" if item.is_prediction or not keyed else _answer(item)
    return f'<section class="question"><p><strong>{html.escape(head)}</strong></p><p>{html.escape(item.stem)}</p>{options}{answer}</section>'


def _answer(item: Item) -> str:
    """What is right, and the hint that each wrong option has."""
    if isinstance(item, WrittenItem):
        rows = "".join(f"<li>{html.escape(criterion.text)} ({criterion.points:g})</li>" for criterion in item.rubric)
        return _fold("How it is read (points)", f"<ul>{rows}</ul>")
    told = [f"<p>{html.escape(item.say(item.solution()))}</p>"] if item.solution() is not None else []
    if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
        wrong = [option for option in item.options if not option.key]
        told.append(f"<p>If you chose another:</p><ul>{''.join(map(_hint, wrong))}</ul>")
    else:
        hints = dict.fromkeys(hint for given in item.mistakes() for hint in item.mark(item.read(given)).remarks)
        told += [f"<p>If yours differs: {html.escape(hint)}</p>" for hint in hints]
    return _fold("Answer, for when you have yours", "".join(told))


def _hint(option: Option) -> str:
    return f"<li>{html.escape(option.text)} {html.escape(option.hint)}</li>"


def _fold(summary: str, inside: str) -> str:
    return f"<details><summary>{html.escape(summary)}</summary>{inside}</details>"
