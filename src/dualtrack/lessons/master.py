"""Text masters: one MyST Markdown file a lesson, with placeholders for every number in its prose."""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path

import jinja2
import nbformat
from nbformat import NotebookNode

from dualtrack import places
from dualtrack.errors import CourseError, one_of
from dualtrack.facts import facts
from dualtrack.lessons.heard import who_is_heard
from dualtrack.tables import load
from dualtrack.tables.citations import Citations

CHECK, READING, LECTURER, PRACTICE, DATA_PATH = "check", "reading", "lecturer", "practice", "data-path"
IGNORE_OUTPUT = "nbval-ignore-output"
TAGS = {CHECK, READING, LECTURER, PRACTICE, DATA_PATH, IGNORE_OUTPUT, "optional"}
KEPT_METADATA = ("tags", "reason")
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CITATION = re.compile(r"\[@([^\]]+)\]")
LEDGER, HEARD = "ledger", "who_is_heard"


def masters(folder: Path | None = None) -> list[Path]:
    """The lessons' masters in order: every notebooks/NN_name.md."""
    return sorted((folder or places.course() / "notebooks").glob("[0-9][0-9]_*.md"))


def compose(path: Path, values: dict[str, str] | None = None) -> NotebookNode:
    """A lesson's notebook without outputs: placeholders and citations filled, lecturer's cells left out, ids from content.

    ``{{ name }}`` stands for a fact, ``[@id]`` for a citation of a source ("[@a; @b]" for two), ``{{ ledger }}`` for the
    list of all sources that the lesson cites, ``{{ who_is_heard }}`` for their kinds and countries. An unknown one raises CourseError
    with file, line and the nearest known.
    """
    import jupytext

    text = path.read_text(encoding="utf-8")
    sources = load("sources")
    citations = Citations(sources)
    cited = _cited(path, text, citations)
    citations = citations.among(cited)
    values = (facts() if values is None else values) | {LEDGER: citations.ledger(cited), HEARD: who_is_heard(sources, cited)}
    try:
        source = jupytext.reads(text, fmt="md:myst")
    except Exception as error:  # Jupytext raises many kinds for a text that it can't read
        raise CourseError(f"{path.name}: Jupytext can't read this master ({error}).") from None
    _check_placeholders(path, text, values)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    cells = []
    for cell in source.cells:
        tags = cell.metadata.get("tags", [])
        unknown = sorted(set(tags) - TAGS)
        if unknown:
            raise CourseError(f"{path.name}: found the tag {unknown[0]!r}, allowed is one of: {one_of(sorted(TAGS))}.")
        if LECTURER in tags:
            continue
        content = cell.source
        if cell.cell_type == "markdown":
            try:
                content = environment.from_string(content).render(values)
            except jinja2.TemplateError as error:
                line = text[: max(text.find(cell.source), 0)].count("\n") + getattr(error, "lineno", 1)
                raise CourseError(f"{path.name}, line {line}: the braces don't fit ({error.message}). Allowed is {{{{ name }}}}.") from None
            content = CITATION.sub(lambda match: _in_text(match, citations), content)
        cells.append((cell.cell_type, content, {name: cell.metadata[name] for name in KEPT_METADATA if cell.metadata.get(name)}))
    return new_notebook(cells)


def _check_placeholders(path: Path, text: str, values: dict[str, str]) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        for name in PLACEHOLDER.findall(line):
            if name not in values:
                near = difflib.get_close_matches(name, values, n=3, cutoff=0.4)
                hint = f" Near to it: {one_of(near)}." if near else ""
                raise CourseError(f"{path.name}, line {number}: unknown placeholder {name!r}; src/dualtrack/facts has no such name.{hint}")


def _cited(path: Path, text: str, citations: Citations) -> list[str]:
    """The ids of all sources that a master cites; an unknown one is named with its line."""
    cited = []
    for number, line in enumerate(text.splitlines(), start=1):
        for group in CITATION.findall(line):
            for source_id in ids_in(group):
                try:
                    citations.short(source_id)
                except CourseError as error:
                    raise CourseError(f"{path.name}, line {number}: {error}") from None
                cited.append(source_id)
    return cited


def _in_text(match: re.Match, citations: Citations) -> str:
    return f"({'; '.join(citations.short(source_id) for source_id in ids_in(match[1]))})"


def ids_in(group: str) -> list[str]:
    """The sources of one citation, given without its brackets.

    >>> ids_in("@preiherman-2024") == ids_in("preiherman-2024"), ids_in("a-2001; @b-2002")
    (True, ['a-2001', 'b-2002'])
    """
    return [part.strip().removeprefix("@") for part in group.split(";")]


def new_notebook(cells: list[tuple[str, str, dict]]) -> NotebookNode:
    """A notebook without outputs from cells given as kind ("code" or "markdown"), source and metadata; ids come from content."""
    notebook = nbformat.v4.new_notebook(metadata=_metadata())
    seen: dict[str, int] = {}
    for kind, content, metadata in cells:
        new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        notebook.cells.append(new(content, id=_cell_id(kind, content, seen), metadata=metadata))
    return notebook


def _cell_id(kind: str, content: str, seen: dict[str, int]) -> str:
    base = hashlib.sha256(f"{kind}\n{content}".encode()).hexdigest()[:12]
    seen[base] = seen.get(base, 0) + 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


def _metadata() -> dict:
    return {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
