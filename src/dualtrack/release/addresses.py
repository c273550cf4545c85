"""Texts without web addresses, for readers to whom following or passing on a link can be dangerous."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection

import nbformat

from dualtrack.lessons.working_copy import serialised

ALONE = re.compile(r"(?:https?://|www\.)\S+")
ADDRESS = r"(?:https?://|www\.)[^\s<>)\]\"']+|(?<![\w/.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/[^\s<>)\]\"']*"
# An address in angle brackets with the full stop behind it, a Markdown link, a bare address.
FORMS = re.compile(rf"(?P<lead> ?)<(?P<angle>https?://[^\s>]+)>(?P<stop>\.?)|\[(?P<text>[^\]]*)\]\((?P<link>{ADDRESS})\)|(?P<bare>{ADDRESS})")


def without_addresses(text: str, kept: Collection[str] = ()) -> str:
    """A text or Markdown without its web addresses; those in ``kept`` (licences, say) stay.

    >>> without_addresses("Paper (2017). <https://doi.org/10.1/x>. Seen.")
    'Paper (2017). Seen.'
    >>> without_addresses("See [the page](https://un.org/a) and a.org/b.", kept=["https://un.org/b"])
    'See the page and (address left out)'
    """

    def shortened(match: re.Match) -> str:
        if (match["angle"] or match["link"] or match["bare"]).rstrip(".,;") in kept:
            return match[0]
        if match["angle"]:
            return ""
        return match["text"] if match["link"] else "(address left out)"

    return FORMS.sub(shortened, text)


def page_without_addresses(text: str) -> str:
    """An HTML page without its links to other places; what a link is called stays, unless it is the address itself.

    >>> page_without_addresses('<a href="https://un.org/a">https://un.org/a</a>. <a href="#x">Up</a>, <a href="https://un.org/b">the page</a>')
    '. <a href="#x">Up</a>, the page'
    """
    return re.sub(r'<a [^>]*href="https?://[^"]*"[^>]*>(.*?)</a>', lambda match: "" if ALONE.fullmatch(match[1]) else match[1], text)


def table_without_addresses(text: str) -> str:
    """A table of comma-separated values whose cells hold no address; a cell that is nothing else is empty.

    >>> table_without_addresses("id,address\\na,https://un.org/a\\n")
    'id,address\\na,\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(text)):
        writer.writerow("" if ALONE.fullmatch(cell) else without_addresses(cell) for cell in row)
    return out.getvalue()


def descriptor_without_addresses(text: str) -> str:
    """The data package's descriptor: the addresses of sources go, those of licences stay, since the licences ask for it."""
    package = json.loads(text)
    for resource in package["resources"]:
        for source in resource.get("sources", []):
            source.pop("path", None)
        if "derived_from" in resource:
            resource["derived_from"]["where"] = without_addresses(resource["derived_from"]["where"])
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def notebook_without_addresses(text: str) -> str:
    """A notebook whose Markdown cells hold no address."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = without_addresses(cell.source)
    return serialised(notebook)
