"""A notebook as one self-contained HTML page, through our own nbconvert template."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from dualtrack.pages import page_style

TEMPLATES = Path(__file__).parent / "templates"
# A page has no kernel: the static form of a widget comes before the widget.
SHOWN_FIRST = ["text/html", "text/plain"]
# A table of the text, which Markdown writes with a line break, scrolls in a place of its own that the keyboard can reach.
TABLE_OF_TEXT = re.compile(r"<table>\n.*?</table>", re.DOTALL)
SCROLLING = r'<div class="table" tabindex="0" role="region" aria-label="Table">\g<0></div>'
TO_NOTEBOOK = re.compile(r"\]\((\w+)\.ipynb(#[^)]*)?\)")


def render(notebook: nbformat.NotebookNode, way: str = "") -> str:
    """The HTML of a notebook: it opens from a folder without a network, and loads nothing.

    Links to other notebooks of the course lead to their pages. ``way`` is HTML that stands above and below, such as links to other pages. A code cell
    without source shows its outputs alone.
    """
    from nbconvert.exporters import HTMLExporter

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = TO_NOTEBOOK.sub(r"](\1.html\2)", cell.source)
    exporter = HTMLExporter(extra_template_basedirs=[str(TEMPLATES)], template_name="page")
    exporter.display_data_priority = SHOWN_FIRST
    body, _resources = exporter.from_notebook_node(notebook, resources={"page_title": title(notebook), "page_style": page_style(), "way": way})
    return TABLE_OF_TEXT.sub(SCROLLING, body)


def title(notebook: nbformat.NotebookNode) -> str:
    """The text of the first heading.

    >>> title(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 00 Start here")]))
    '00 Start here'
    """
    headings = (re.match(r"# (.+)", cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    return next((heading[1] for heading in headings if heading), "Between Deterrence and Dialogue")
