"""Pictures of an explorer in other states than its start: for readers without a kernel."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets

from dualtrack.errors import CourseError, one_of
from dualtrack.widgets.explorer import Explorer, paragraph


class Snapshots:
    """An explorer in the states that are given, each as its figure with alt text, line and table; the explorer itself is as it was at the start.

    ``settings`` map names of controls to values. Raises CourseError for a control or a value that there is not.

    >>> from dualtrack import un_votes
    >>> shots = Snapshots(un_votes(votes="opposed"), {"from": 2014, "to": 2018, "issue": "nuclear"})
    >>> str(shots).splitlines()[0]
    'With From: 2014; to: 2018; Issue: nuclear'
    """

    def __init__(self, explorer: Explorer, *settings: Mapping[str, object]):
        self.shots = [self._shot(explorer, chosen) for chosen in settings]
        explorer.reset()

    def _shot(self, explorer: Explorer, chosen: Mapping[str, object]) -> tuple[str, str, str]:
        """The state in words, as HTML, and as text."""
        unknown = [name for name in chosen if name not in explorer.controls]
        if unknown:
            raise CourseError(f"There is no control {unknown[0]!r}. The controls are: {one_of(explorer.controls)}.")
        explorer.reset()
        with explorer.at_once():
            for name, value in chosen.items():
                try:
                    explorer.controls[name].value = value
                except Exception as error:  # traitlets raises its own error for a value that a control can't take
                    raise CourseError(f"The control {name!r} can't be {value!r} ({error}).") from None
        figure = explorer.figure
        said = f"With {'; '.join(_set_to(explorer.controls[name]) for name in chosen)}"
        above, told = explorer.beside()
        text = f"{figure.line}\n\n{figure}"
        return said, above + figure.html() + paragraph(figure.line), f"{told}\n{text}" if told else text

    def __str__(self) -> str:
        return "\n\n".join(f"{said}\n{text}" for said, _html, text in self.shots)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": "".join(paragraph(f"{said}:") + html for said, html, _text in self.shots), "text/plain": str(self)}


def _set_to(control: ipywidgets.DOMWidget) -> str:
    """What a control is set to, in the words of its label."""
    words = {True: "yes", False: "no"} if isinstance(control.value, bool) else {}
    return f"{control.description}: {getattr(control, 'label', None) or words.get(control.value, control.value)}"
