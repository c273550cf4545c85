"""What every explorer has in common."""

from __future__ import annotations

import html
from contextlib import contextmanager

import ipywidgets

from dualtrack.figures.accessible import html_table, picture

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TABLE = "table"
READABLE = "font-size:14px;line-height:1.5"
NEEDS_A_KERNEL = "Run this cell to bring the controls to life."


def labelled(control: type[ipywidgets.DOMWidget], label: str, **settings: object) -> ipywidgets.DOMWidget:
    """A control whose whole label is readable."""
    return control(description=label, style={"description_width": "initial"}, layout={"width": "auto", "margin": "2px 16px 2px 2px"}, **settings)


def paragraph(text: str, live: bool = False) -> str:
    """Text as an HTML paragraph of readable size; a live one is spoken when it changes.

    >>> paragraph("5 < 6")
    '<p style="font-size:14px;line-height:1.5">5 &lt; 6</p>'
    """
    role = ' role="status" aria-live="polite"' if live else ""
    lines = "<br>".join(html.escape(line) for line in text.split("\n"))
    return f'<p{role} style="{READABLE}">{lines}</p>'


def close(text: str, role: str = "", bold: bool = False) -> str:
    """A paragraph of readable size with little space around it."""
    weight = ";font-weight:bold" if bold else ""
    return f'<p{role} style="{READABLE};margin:4px 8px 2px 0{weight}">{html.escape(text)}</p>'


def bullets(texts: list[str]) -> str:
    """Texts as an HTML list of readable size; nothing where there are none.

    >>> bullets(["5 < 6"]), bullets([])
    ('<ul style="font-size:14px;line-height:1.5"><li>5 &lt; 6</li></ul>', '')
    """
    entries = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    return f'<ul style="{READABLE}">{entries}</ul>' if texts else ""


def bundle(widget: ipywidgets.Widget, static: str, text: str) -> dict[str, object]:
    """What a notebook keeps of a widget: the live view, static HTML for when no kernel runs, and plain text."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {WIDGET_VIEW: view, "text/html": static, "text/plain": text}


class Explorer:
    """Controls beside a figure that moves: ``.controls``, ``.figure``, ``.view``, ``.reset()``, ``str()``.

    A subclass gives the figure, the controls (a dict of widgets, each with its start value) and ``show``, which asks the
    figure for what the controls say. The view is one HTML widget: the picture with its alt text, the plain-language
    line as a live region, and the table when it is asked for.
    """

    def __init__(self, figure, controls: dict[str, ipywidgets.DOMWidget]):
        self.figure = figure
        self.controls = controls | {TABLE: labelled(ipywidgets.Checkbox, "Show as table", value=False, indent=False)}
        self.view = ipywidgets.HTML(layout={"width": "100%"})
        self._start = {name: control.value for name, control in self.controls.items()}
        self._quiet = False
        self._reset_button = ipywidgets.Button(description="Reset", tooltip="Set all controls back to the start")
        self._reset_button.on_click(lambda _button: self.reset())
        for control in self.controls.values():
            control.observe(self._moved, "value")
        last = ipywidgets.HBox([self.controls[TABLE], self._reset_button])
        self.widget = ipywidgets.VBox([*self.rows(), last, self.view], layout={"width": "100%"})
        self._redraw()

    def rows(self) -> list[ipywidgets.Widget]:
        """How the controls are laid out; a subclass may group them."""
        return [ipywidgets.HBox([control for name, control in self.controls.items() if name != TABLE])]

    def show(self) -> None:
        """Ask the figure for what the controls say."""
        raise NotImplementedError

    def predicted(self, value: object) -> None:
        """Take up what the student predicted, when a gate opens; most explorers show nothing of it."""

    def beside(self, whole: bool = False) -> tuple[str, str]:
        """What a reader needs beside the figure in this state, as HTML and as text; most explorers say it all in figure and line.

        With ``whole`` it is what all states have to tell: for readers whom no control serves.
        """
        return "", ""

    def reset(self) -> None:
        """Set all controls back to their start values."""
        with self.at_once():
            for name, control in self.controls.items():
                control.value = self._start[name]

    @contextmanager
    def at_once(self):
        """Move several controls and redraw once."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
        self._redraw()

    def _moved(self, _change) -> None:
        if not self._quiet:
            self._redraw()

    def _redraw(self) -> None:
        self.show()
        self.view.value = self._html()

    def _html(self) -> str:
        table = html_table(self.figure.table) if self.controls[TABLE].value else ""
        return f"{picture(self.figure.png(), self.figure.alt)}{paragraph(self.figure.line, live=True)}{table}"

    def __str__(self) -> str:
        settings = "; ".join(f"{name}: {_said(control)}" for name, control in self.controls.items() if _said(control))
        return "\n".join(filter(None, [self.beside()[1], f"[{settings}]\n{self.figure.line}\n\n{self.figure}"]))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        static = self.beside(whole=True)[0] + self.figure.html() + paragraph(self.figure.line) + paragraph(NEEDS_A_KERNEL)
        return bundle(self.widget, static, str(self))


def _said(control: ipywidgets.DOMWidget) -> str:
    """What a control is set to, in words; nothing for a box that is not ticked."""
    if isinstance(control.value, bool):
        return "yes" if control.value else ""
    return str(getattr(control, "label", None) or control.value)
