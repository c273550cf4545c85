"""What prose must not do: carry a figure typed by hand, or tell of a dated event without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dualtrack.facts import COMPUTED_FROM, facts_of
from dualtrack.lessons.master import CITATION, PLACEHOLDER, ids_in
from dualtrack.marking.fields import Fields, Text, read_fields
from dualtrack.tables.package import resource

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:1[0-9]|20)\d\d"
DAY = r"\d{1,2}"
EVENT = re.compile(rf"(?:\b{DAY} )?\b{MONTH} {YEAR}\b|\b{YEAR}-\d\d-\d\d\b")
# What may stand in digits: names and dates, not figures. Digits in code spans are what a control shows or a student types.
ALLOWED = [
    PLACEHOLDER,
    CITATION,
    re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>"),
    re.compile(r"^\s*\d+\. |^#+ \d+\.? "),  # numbers of list items and headings
    re.compile(rf"\b{YEAR}-\d\d-\d\d\b"),
    re.compile(rf"\b{DAY}(?:(?:–| to | and )(?:the )?{DAY})? {MONTH}\b|\b{MONTH} {DAY}\b"),
    re.compile(rf"\b{YEAR}(?:[–/-](?:{YEAR}|\d\d)\b)?s?\b"),
    re.compile(r"\b\d+ minutes?\b"),
    re.compile(r"\b[Ss]ections? \d{1,2}(?: to \d{1,2})?\b"),
    re.compile(r"\b0\d(?:[._]\w+)?\b|\b\d{1,2}\.p?\d{1,2}(?= [A-Z]|:)"),  # lessons, units, items
    re.compile(r"¶\d+(?:[–-]¶?\d+)?"),
    re.compile(r"\b[ck]-\d{2,3}\b|\b(?:[Pp]art|Question) \d\b"),  # rows of claims.csv, parts of a lesson, questions to discuss
    re.compile(r"\b(?:[A-Z]+[/-])*[A-Z]*\d+/\d+(?:/\d+)?\b|\b[A-Z][\w/]*-\d+\b"),  # symbols of documents, names with a number
]
BANK_TEXTS = ("title", "stem", "text", "hint")


def typed_figures(original: Path) -> list[str]:
    """Figures in digits that stand in the prose of a master or a bank without a placeholder, each with file and line."""
    found = []
    for number, line in _prose(original):
        for pattern in ALLOWED:
            line = pattern.sub(" ", line)
        found += [
            f"{original.name}, line {number}: found the figure {figure!r} typed by hand, allowed is a placeholder from src/dualtrack/facts "
            "(or a word, or a code span for what a control shows)."
            for figure in re.findall(r"\S*\d\S*", line)
        ]
    return found


def unsourced(master: Path) -> list[str]:
    """Dated events without a citation in their paragraph, and computed figures whose sources the lesson does not cite."""
    return [*_events_without_source(master), *_figures_without_source(master)]


def cited(master: Path) -> set[str]:
    """The ids of all sources that a lesson cites."""
    return {source_id for _number, line in _prose(master) for group in CITATION.findall(line) for source_id in ids_in(group)}


def _events_without_source(master: Path) -> Iterator[str]:
    for number, block in _blocks(master):
        event = EVENT.search(CITATION.sub("", block))
        if event and not CITATION.search(block):
            yield f"{master.name}, line {number}: found {event[0]!r} in a paragraph without a source, allowed is one with a citation like [@id]."


def _figures_without_source(master: Path) -> Iterator[str]:
    sources = cited(master)
    used = {name: number for number, line in _prose(master) for name in PLACEHOLDER.findall(line)}
    for table in COMPUTED_FROM:
        names = [name for name in facts_of(table) if name in used]
        for source in resource(table)["sources"] if names else []:
            if source["id"] not in sources:
                yield (
                    f"{master.name}, line {used[names[0]]}: {{{{ {names[0]} }}}} is computed from {table}, "
                    f"whose source the lesson does not cite: [@{source['id']}]."
                )


def _prose(original: Path) -> Iterator[tuple[int, str]]:
    """The lines of prose with their numbers: a master's Markdown, a bank's texts."""
    text = original.read_text(encoding="utf-8")
    yield from _bank_lines(read_fields(original)) if original.suffix == ".yaml" else _markdown_lines(text)


def _markdown_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines outside the header and the code cells."""
    header = code = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line == "---" and (number == 1 or header):
            header = not header
        elif line.startswith("```"):
            code = not code
        elif not header and not code and not line.startswith("+++"):
            yield number, line


def _bank_lines(value: object) -> Iterator[tuple[int, str]]:
    if isinstance(value, Fields):
        for name, part in value.items():
            if name in BANK_TEXTS and isinstance(part, Text):
                yield part.line, part
            else:
                yield from _bank_lines(part)
    elif isinstance(value, list):
        for part in value:
            yield from _bank_lines(part)


def _blocks(master: Path) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items and rows of tables, each with the number of its first line."""
    start, block = 0, []
    for number, line in _prose(master):
        if not line.strip() or re.match(r"\s*([-*]|\d+\.) |\||#", line):
            if block:
                yield start, " ".join(block)
            start, block = number, []
        if line.strip():
            start, block = (start if block else number), [*block, line]
    if block:
        yield start, " ".join(block)
