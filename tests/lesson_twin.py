"""A lesson played from Python: what its cells show, so that tests find new figures, explorers and controls by themselves."""

from __future__ import annotations

import ast
import contextlib
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ipywidgets
import nbformat

from dualtrack.figures.accessible import LessonFigure
from dualtrack.lessons.working_copy import student_copy
from dualtrack.widgets.explorer import Explorer
from dualtrack.widgets.question import Gate, Question, Questions

CHOICES = (ipywidgets.Dropdown, ipywidgets.Select, ipywidgets.RadioButtons, ipywidgets.ToggleButtons, ipywidgets.SelectionSlider)
SLIDERS = (ipywidgets.IntSlider, ipywidgets.FloatSlider)
AT_MOST = 4


@dataclass(frozen=True)
class Shown:
    """An object that a code cell ends in, with the cell's number among the code cells, from 0."""

    cell: int
    object: object

    @property
    def view(self) -> object:
        """The explorer or figure, also where a gate keeps it; else the object."""
        return self.object.view if isinstance(self.object, Gate) else self.object

    @property
    def questions(self) -> list[Question]:
        """The questions that the cell asks: one, those of a set, or none."""
        if isinstance(self.object, Questions):
            return self.object.questions
        return [self.object] if isinstance(self.object, Question) else []


def play(notebook: Path) -> list[Shown]:
    """Run the cells of a student's copy in this process and collect what they show; answers go where the environment says."""
    names: dict[str, object] = {}
    shown = []
    code = [cell.source for cell in nbformat.reads(student_copy(notebook), as_version=4).cells if cell.cell_type == "code"]
    for number, source in enumerate(code):
        *body, last = ast.parse(source).body
        with contextlib.redirect_stdout(io.StringIO()):
            if isinstance(last, ast.Expr):
                exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
                value = eval(compile(ast.Expression(last.value), notebook.name, "eval"), names)
            else:
                exec(compile(ast.Module([*body, last], []), notebook.name, "exec"), names)
                value = None
        if value is not None:
            shown.append(Shown(number, value))
    return shown


def figures(shown: list[Shown]) -> list[LessonFigure]:
    """The figures among them, those of explorers and of other views included."""
    found = [getattr(entry.view, "figure", entry.view) if not isinstance(entry.view, LessonFigure) else entry.view for entry in shown]
    return [figure for figure in found if isinstance(figure, LessonFigure)]


def explorers(shown: list[Shown]) -> list[Explorer]:
    """The explorers among them."""
    return [entry.view for entry in shown if isinstance(entry.view, Explorer)]


def values_of(control: ipywidgets.DOMWidget) -> list:
    """Values that a control can take: all of them, or some from first to last where there are many.

    >>> values_of(ipywidgets.Dropdown(options=range(100)))
    [0, 33, 66, 99]
    """
    if isinstance(control, CHOICES):
        values = [value for _label, value in control._options_full]
    elif isinstance(control, ipywidgets.Checkbox | ipywidgets.ToggleButton):
        values = [False, True]
    elif isinstance(control, SLIDERS):
        values = [control.min + step * (control.max - control.min) / 4 for step in range(5)]
        values = [type(control.value)(value) for value in values]
    else:
        raise TypeError(f"tests/lesson_twin.py does not know how to move a {type(control).__name__}: teach it.")
    last = len(values) - 1
    return values if len(values) <= AT_MOST else [values[round(place * last / (AT_MOST - 1))] for place in range(AT_MOST)]


def below(widget: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    """A widget with all that it contains, in the order of the page."""
    return [widget, *(inner for child in getattr(widget, "children", ()) for inner in below(child))]


def controls_work(explorer: Explorer) -> None:
    """Each control has a label of its own, stands in the view and moves it, and Reset undoes it; one with nothing to choose is not shown."""
    laid_out = below(explorer.widget)
    labels = [control.description for control in explorer.controls.values()]
    assert all(labels), labels
    assert len(set(labels)) == len(labels), "two controls of one explorer have the same label"
    start = explorer.view.value
    for name, control in explorer.controls.items():
        if len(values_of(control)) == 1:
            assert control not in laid_out, f"{name} has nothing to choose from"
            continue
        assert control in laid_out, f"{name} is missing from rows()"
        control.value = next(value for value in values_of(control) if value != control.value)
        assert explorer.view.value != start, f"{name} moves nothing"
        explorer.reset()
        assert explorer.view.value == start, f"Reset does not undo {name}"


def states(explorer: Explorer, mixed: int = 5) -> Iterator[str]:
    """Put an explorer into state after state, each named: the start, each control at each other value, and some mixtures."""
    explorer.reset()
    yield "start"
    start = {name: control.value for name, control in explorer.controls.items()}
    for name, control in explorer.controls.items():
        for value in [value for value in values_of(control) if value != start[name]]:
            with explorer.at_once():
                for other, value_at_start in start.items():
                    explorer.controls[other].value = value_at_start
                control.value = value
            yield f"{name} = {value}"
    draw = random.Random(1)
    for number in range(mixed):
        with explorer.at_once():
            for control in explorer.controls.values():
                control.value = draw.choice(values_of(control))
        yield f"mixture {number}: { {name: control.value for name, control in explorer.controls.items()} }"
    explorer.reset()


def alt_texts_fit(explorer: Explorer) -> None:
    """The alt text has 80 to 700 letters in every state."""
    lengths = {state: len(explorer.figure.alt) for state in states(explorer)}
    assert {state: length for state, length in lengths.items() if not 80 <= length <= 700} == {}
