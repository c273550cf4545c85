"""The guard over built notebooks: what must be there, and what would differ from run to run or give a computer away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dualtrack.lessons.master import IGNORE_OUTPUT, READING
from dualtrack.widgets.explorer import WIDGET_VIEW

OUTPUT_LIMIT = 60_000
# Methods whose call at the end of a cell shows nothing; any other last expression must have an output.
SILENT_METHODS = {"reset"}
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
NUMBERED_VIEW = re.compile(r"0{20}\d{12}")
NEVER = {
    "a warning": re.compile(r"\b\w*Warning: .*"),
    "an address in memory": re.compile(r"\b0x[0-9a-fA-F]{6,}\b"),
    "a path": re.compile(r"(?<![\w.:/<])/(?:[\w.-]+/)+[\w.-]+|\b[A-Za-z]:\\\w[^\s'\"]*|(?<!\w)~/[\w.-]+"),
    "a time of day": re.compile(r"\b\d{1,2}:\d\d:\d\d\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d"),
    "a random id": re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{32}\b"),
}


def faults(path: Path) -> list[str]:
    """What is wrong with a built notebook, each fault with file and cell; an empty list where nothing is.

    Looked for: cells not executed in order, missing outputs, errors, anything on stderr, warnings, outputs of more than
    60,000 characters (three times that for the reading edition), addresses in memory, paths, times of day, random ids, saved
    widget state, and outputs that nbval is told to ignore without a reason.
    """
    notebook = nbformat.read(path, as_version=4)
    found = [f"{path.name}: {error.message}" for error in _invalid(notebook)]
    if "widgets" in notebook.metadata:
        found.append(f"{path.name}: it holds the state of widgets, which differs from run to run; build it again.")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        where = f"{path.name}, code cell {number} ({cell.source.splitlines()[0][:60] if cell.source else 'empty'})"
        if cell.execution_count != number:
            found.append(f"{where}: it has run as number {cell.execution_count}, allowed is {number}: run dualtrack build.")
        found += [f"{where}: {fault}" for fault in _cell_faults(cell)]
    return found


def shows_something(source: str) -> bool:
    """Whether a code cell must have an output: it prints, or it ends in an expression that has a value.

    >>> shows_something("x = 1"), shows_something("x = 1\\nx"), shows_something("table.head()"), shows_something("explorer.reset()")
    (False, True, True, False)
    """
    body = ast.parse(source).body
    if not body:
        return False
    if any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" for node in ast.walk(ast.Module(body, []))):
        return True
    last = body[-1]
    silent = isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and getattr(last.value.func, "attr", "") in SILENT_METHODS
    return isinstance(last, ast.Expr) and not silent


def _invalid(notebook: NotebookNode) -> list[nbformat.ValidationError]:
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        return [error]
    return []


def _cell_faults(cell: NotebookNode) -> Iterator[str]:
    tags = cell.metadata.get("tags", [])
    if re.search(r"#\s*(NBVAL_|PYTEST_VALIDATE_)", cell.source):
        yield f"a comment tells nbval what to do, allowed is the tag {IGNORE_OUTPUT!r} with a reason."
    if IGNORE_OUTPUT in tags and not cell.metadata.get("reason", "").strip():
        yield f"its output is ignored, allowed is that only with a reason (:reason: beside :tags: [{IGNORE_OUTPUT}])."
    if not cell.outputs and shows_something(cell.source):
        yield "it must have an output and has none: run dualtrack build."
    size = sum(len(text) for output in cell.outputs for text in _texts(output))
    limit = OUTPUT_LIMIT * (3 if READING in tags else 1)  # two pictures with their tables stand there
    if size > limit:
        yield f"its output has {size:,} characters, allowed are {limit:,}."
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"it ends in an error ({output.ename}: {output.evalue})."
        elif output.get("name") == "stderr":
            yield f"it writes to stderr: {output.text.strip()[:100]!r}."
        for text in _texts(output):
            readable = PICTURE.sub("", text)
            for what, pattern in NEVER.items():
                match = pattern.search(readable)
                if match:
                    yield f"its output holds {what}, {match[0][:100]!r}, which differs from run to run."
        view = output.get("data", {}).get(WIDGET_VIEW)
        if view and not NUMBERED_VIEW.fullmatch(view["model_id"]):
            yield f"its widget has the random id {view['model_id']!r}: run dualtrack build."


def _texts(output: NotebookNode) -> Iterator[str]:
    """All that an output holds as text, pictures included."""
    if "text" in output:
        yield output.text
    for kind, content in output.get("data", {}).items():
        if kind != WIDGET_VIEW:
            yield content if isinstance(content, str) else str(content)
