"""The exercises' notebook of a unit, made from its bank."""

from __future__ import annotations

from nbformat import NotebookNode

from dualtrack.lessons.master import CHECK, new_notebook
from dualtrack.marking.bank import GRADED, PRACTICE, Bank

START_AS = "me"
HOW = """\
# Exercises {unit}: {title}

**Time:** {minutes:g} minutes. **Points:** {points}. **Before this:** lesson {unit}.

Run each cell with **Shift+Enter**, answer, and press the button *Save* below it. Your answers are kept where the lesson's are; when you come
back they are here. You may change an answer and save again. {edition} Written answers are
read by a person.

You practise to:

{objectives}"""

EDITIONS = {
    PRACTICE: "In this practice edition a wrong answer gets a question that may help.",
    GRADED: "In this graded edition you are told whether an answer's form fits; your lecturer marks it.",
}
END = """\
## Hand in

The last cell notes that you are done and names the file to give to your lecturer. Until then nothing leaves your folder of answers."""


def compose_exercises(bank: Bank, release: str = PRACTICE, checks: bool = True) -> NotebookNode:
    """A notebook that asks every item but the predictions, which belong to the lesson; built in the form of the identifier that it starts with.

    Its ``checks`` cells give wrong answers, for the regression edition alone.
    """
    bank = bank.for_student(START_AS)
    items = bank.marked
    objectives = "\n".join(f"- {text};" for text in bank.objectives.values()).removesuffix(";") + "."
    points = f"{bank.possible:g}" if bank.possible else "none, this unit is for yourself"
    sums = {"minutes": sum(item.minutes for item in items), "points": points}
    head = HOW.format(unit=bank.unit, title=bank.title, objectives=objectives, edition=EDITIONS[release], **sums)
    cells = [
        ("markdown", head, {}),
        ("code", f'from dualtrack import answer, ask, hand_in, start\n\nstart(student="{START_AS}")', {}),
    ]
    for item in items:
        cells.append(("markdown", f"## {item.id}", {}))
        cells.append(("code", f'ask("{item.id}")', {}))
        if checks:
            answers = "\n".join(f'answer("{item.id}", {given!r})' for given in item.mistakes())
            cells.append(("code", answers, {"tags": [CHECK]}))
    cells += [("markdown", END, {}), ("code", f'hand_in("{bank.unit}")', {})]
    return new_notebook(cells)
