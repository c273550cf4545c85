"""The reading edition: lessons and exercises as pages that need no kernel, with answers and figures folded until the reader has thought."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import jinja2
import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from dualtrack import places
from dualtrack.errors import CourseError
from dualtrack.lessons.exercises import START_AS
from dualtrack.lessons.master import CHECK, DATA_PATH, READING, new_notebook
from dualtrack.lessons.page import render, title
from dualtrack.marking.bank import Bank, bank_paths, load_bank, read_bank, unit_of
from dualtrack.pages import page_style
from dualtrack.release.addresses import page_without_addresses
from dualtrack.release.folder import kept_as, new_folder
from dualtrack.release.questions import question_html
from dualtrack.widgets.claim_card import ClaimCard
from dualtrack.widgets.explorer import NEEDS_A_KERNEL, paragraph

ASK, GATE, CARD = "ask", "after", "claim"
UNTIL = {
    GATE: "Open when you have written your answer down",
    "more": "The same with other settings",
    CARD: "Open when you have coded the statement yourself: the coders' codes",
}
HERE = (
    "In this edition nothing is run or saved. Where the text asks you to run a cell, to predict or to move a control, write your answer down, "
    "then open the fold (▸) below it."
)
PAPER = """\
# Exercises {unit}: {title}

**Time:** {minutes:g} minutes. **Before this:** lesson {unit}. Write each answer down before you open the fold below it."""
MINUTES = re.compile(r"\*\*Time:\*\* (\d+) minutes")


def write_reading(to: Path, links: bool = True, force: bool = False) -> tuple[Path, int, str]:
    """Write the reading edition into a folder: a page for each lesson and unit, and an index.

    Returns the folder, the number of pages, and under which name an earlier folder is kept (empty where there was none).
    Without ``links`` no address of a source is in it. Raises CourseError for a folder that is not empty, unless ``force``.
    """
    to = to.expanduser().absolute()
    kept = kept_as(to)
    built = {path.stem: nbformat.read(path, as_version=4) for path in sorted((places.course() / "notebooks").glob("[0-9][0-9]_*.ipynb"))}
    if not any(cell.get("outputs") for notebook in built.values() for cell in notebook.cells):
        raise CourseError("The notebooks here hold no figures, as in a release for students. Make the reading edition where the whole course is.")
    notebooks = {name: readable(notebook) for name, notebook in built.items()}
    notebooks |= {f"{path.stem}_exercises": unit_on_paper(read_bank(path)) for path in bank_paths()}
    names = sorted(notebooks)  # a lesson, then its exercises
    pages = {f"{name}.html": render(notebooks[name], _way(names, name)) for name in names}
    pages["index.html"] = _index({name: notebooks[name] for name in names})
    with new_folder(to, force) as new:
        for name, text in pages.items():
            (new / name).write_text(text if links else page_without_addresses(text), encoding="utf-8", newline="\n")
        (new / "LICENSE").write_text((places.course() / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    return to, len(pages), kept


def readable(notebook: NotebookNode) -> NotebookNode:
    """A built notebook for readers: questions with folded answers, figures behind their questions, code on the data path alone."""
    cells = []
    known: dict[str, object] = {}
    for group in _groups(notebook.cells):
        cell, *followers = group
        if cell.cell_type == "markdown":
            cells.append(cell)
            if len(cells) == 1:
                cells.append(_html_cell(f'<p class="remark">{html.escape(HERE)}</p>'))
        elif DATA_PATH in cell.metadata.get("tags", []):
            cells.append(cell)
        else:
            shown = _shown(cell, followers, known)
            if shown:
                cells.append(_html_cell(shown))
    new = nbformat.v4.new_notebook(metadata=notebook.metadata)
    new.cells = cells
    return new


def unit_on_paper(bank: Bank) -> NotebookNode:
    """The exercises of a unit for readers: each question with its answer folded."""
    bank = bank.for_student(START_AS)
    head = PAPER.format(unit=bank.unit, title=bank.title, minutes=sum(item.minutes for item in bank.marked))
    questions = [_html_cell(question_html(item, bank.seed(START_AS), bank.keyed)) for item in bank.marked]
    notebook = new_notebook([])
    notebook.cells = [nbformat.v4.new_markdown_cell(head), *questions]
    return notebook


def _groups(cells: list[NotebookNode]) -> Iterator[list[NotebookNode]]:
    """Each cell with the check and reading cells that follow it."""
    group: list[NotebookNode] = []
    for cell in cells:
        follows = {CHECK, READING}.intersection(cell.metadata.get("tags", []))
        if group and not follows:
            yield group
            group = []
        group.append(cell)
    if group:
        yield group


def _shown(cell: NotebookNode, followers: list[NotebookNode], known: dict[str, object]) -> str:
    """What a reader sees of a code cell and those that follow it, as HTML; ``known`` are the plain values that cells have named so far."""
    name, ids = _call(cell.source, known)
    more = "".join(_outputs(follower) for follower in followers if READING in follower.metadata.get("tags", []))
    if name == ASK:
        banks = {unit: load_bank(unit).for_student(START_AS) for unit in sorted({unit_of(item_id) for item_id in ids})}
        asked = [(banks[unit_of(item_id)], item_id) for item_id in ids]
        return "".join(question_html(bank.items[item_id], bank.seed(START_AS), bank.keyed) for bank, item_id in asked)
    if "start(" in cell.source:
        return ""
    own = _outputs(cell)
    if name == CARD:
        card = ClaimCard(ids[0], reveal=True, lesson=ids[1] if len(ids) > 1 else "05")
        return own + _folded(UNTIL[CARD], card._repr_mimebundle_()["text/html"])
    if name == GATE:
        candidates = [own, *(_views(follower) for follower in followers if CHECK in follower.metadata.get("tags", []))]
        view = next((text for text in candidates if any(part in text for part in ("<figure", "<table", "<ul"))), "")
        if not view:
            raise CourseError(f"{cell.source.splitlines()[-1]}: what it opens is shown nowhere. Let the check cell behind it end in the view itself.")
        return _folded(UNTIL[GATE], view + (_folded(UNTIL["more"], more) if more else ""))
    return own + (_folded(UNTIL["more"], more) if more else "")


def _call(source: str, known: dict[str, object]) -> tuple[str, list[str]]:
    """The function that a cell ends in, or whose result it names, with the texts that it is given; nothing where it ends otherwise."""
    calls: dict[str, ast.expr] = {}
    last: ast.expr | None = None
    for statement in ast.parse(source).body:
        last = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            calls[statement.targets[0].id] = statement.value
            with suppress(ValueError):
                known[statement.targets[0].id] = ast.literal_eval(statement.value)
    if isinstance(last, ast.Name):
        last = calls.get(last.id)
    if not isinstance(last, ast.Call) or not isinstance(last.func, ast.Name):
        return "", []
    return last.func.id, [text for argument in [*last.args, *(keyword.value for keyword in last.keywords)] for text in _texts(argument, known)]


def _texts(argument: ast.expr, known: dict[str, object]) -> list[str]:
    """The texts that an argument stands for: one, or those of a list with a name."""
    if isinstance(argument, ast.Constant):
        return [argument.value] if isinstance(argument.value, str) else []
    named = known.get(argument.value.id, []) if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Name) else []
    return [text for text in named if isinstance(text, str)]


def _outputs(cell: Mapping) -> str:
    """The outputs of a cell as HTML, without what needs a kernel."""
    shown = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "text/html" in data:
            shown.append("".join(data["text/html"]).replace(paragraph(NEEDS_A_KERNEL), ""))
        elif "text/plain" in data or output.get("name") == "stdout":
            shown.append(f"<pre>{html.escape(data.get('text/plain') or output.get('text', ''))}</pre>")
    return "".join(shown)


def _views(cell: NotebookNode) -> str:
    """What a check cell shows, without what it prints."""
    return _outputs({"outputs": [output for output in cell.outputs if "text/html" in output.get("data", {})]})


def _folded(summary: str, inside: str) -> str:
    return f'<details class="folded"><summary>{html.escape(summary)}</summary>{inside}</details>'


def _html_cell(text: str) -> NotebookNode:
    output = nbformat.v4.new_output("display_data", data={"text/html": text})
    return nbformat.v4.new_code_cell("", outputs=[output])


def _way(names: list[str], name: str) -> str:
    """Links to the index and to the pages before and after."""
    at = names.index(name)
    links = [("index.html", "All lessons")]
    links += [(f"{names[at - 1]}.html", "Back")] if at else []
    links += [(f"{names[at + 1]}.html", "Next")] if at + 1 < len(names) else []
    return "<nav>" + " · ".join(f'<a href="{target}">{text}</a>' for target, text in links) + "</nav>"


def _index(notebooks: dict[str, NotebookNode]) -> str:
    """The index page: each lesson with its minutes, its exercises beside it."""
    entries = []
    for name, notebook in notebooks.items():
        minutes = next((found[1] for cell in notebook.cells if (found := MINUTES.search(cell.source))), "")
        entries.append({"name": name, "title": title(notebook), "minutes": minutes})
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = (files("dualtrack.release") / "templates" / "index.html.j2").read_text(encoding="utf-8")
    return environment.from_string(template).render(entries=entries, style=Markup(page_style()))
