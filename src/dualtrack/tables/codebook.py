"""The codebook, data/README.md, made from the descriptor so that it cannot drift from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2

from dualtrack.tables.package import data_folder, descriptor
from dualtrack.tables.reader import load

TEMPLATE = """\
# Codebook

{{ package.description }}

> **For lecturers:** this page and the tables give away what students are asked to predict, the events of 2024 above all. The column `reveal_lesson` says from
> which lesson on a row may be seen; send students here after lesson 03.

This page is made from `datapackage.json` by `dualtrack build`: change the descriptor, not this page. The data follow the
Frictionless Data Package standard: each table is the file of its name beside this page, plain CSV in UTF-8; an empty cell is a missing value, dates are
ISO 8601, shares run from 0 to 1. Cells with several ids part them by a space, `other_forms` by a semicolon. `coding_scheme.md`, in the same folder, has the coding rules.
`dualtrack data check` validates everything that is said here. In a notebook or in Python, `dualtrack.load("claims")` gives a table as a typed frame,
`dualtrack.look("launches")` draws the plain figure of a series, and `dualtrack.claim("c-062")` shows a claim with all that bears on it.

How the tables hang together: `claims` holds the statements that are tested, `codings` what two coders made of them; `evidence` says what bears on a claim or
an event, from which source (`sources`) and from whom it comes (`origins`); `events` is the record by date, `purposes` what people say an event was for,
`readings` how others read the case. The other tables are series and comparisons that claims can be set against.

Lessons are told by two digits, as text: 00 start, 01 situational neutrality to 2021, 02 the full-scale invasion of 2022, 03 the summer of 2024, 04 NATO's Harmel
report as an analogy, 05 wider implications.

*not open* as a licence means that the publisher keeps rights: teach with these rows and cite them, but ask the publisher before you pass them on or build on
them. The link leads to the terms, or to where the copy was found. No person from the states concerned has checked the tables; where a method speaks of readers, it
says who they were.

The record was closed on {{ package.record_closed }}: what came to light later is not in it. Tables that can age name the day by which they are to be
reviewed, and `dualtrack data check --stale` lists what is due.

Missing is missing: an unknown vote, date or count is left empty, never guessed. Where sources conflict, the row says so.

| table | rows | what a row is | licence |
|---|---:|---|---|
{% for table in package.resources -%}
| [`{{ table.name }}`](#{{ table.name }}) | {{ "{:,}".format(rows[table.name]) }} | {{ table.description }} | {{ licence(table) }} |
{% endfor %}
{% for table in package.resources %}
## {{ table.name }}

{{ table.title }}. {{ table.description }}

{% if table.unit %}- **Unit:** {{ table.unit }}
{% endif %}- **Coverage:** {{ table.coverage }}
- **Method:** {{ table.method }}
{% if table.sources %}- **Source:** {% for source in table.sources %}[{{ source.title }}]({{ source.path }}){{ "; " if not loop.last }}{% endfor %}
{% endif %}- **Licence:** {{ licence(table) }}
{% if table.derived_from %}- **Recompute:** `dualtrack data derive {{ table.name }} --from FILE`, where FILE is {{ table.derived_from.file }}, from <{{ table.derived_from.where }}>. Columns
  read: {% for column in table.derived_from.columns %}`{{ column }}`{{ ", " if not loop.last }}{% endfor %}.
{% endif %}{% if table.review_by %}- **Review by:** {{ table.review_by }}
{% endif %}{% for trap in table.traps %}- **Trap:** {{ trap }}
{% endfor %}{% for rule in table.rules or [] %}- **Rule that is checked:** `{{ rule }}`
{% endfor %}
| column | type | meaning |
|---|---|---|
{% for field in table.schema.fields -%}
| `{{ field.name }}`{{ " (key)" if field.name in table.schema.primaryKey }}{{ reference(table, field.name) }} | {{ field.type }}{{ "" if (field.constraints or {}).required else ", can be empty" }} | {{ field.description }}{% if (field.constraints or {}).enum %}. Values: {{ field.constraints.enum | join(", ") }}{% endif %} |
{% endfor %}{{ computed[table.name] if table.name in computed }}{% endfor %}"""


def codebook(folder: Path | None = None, computed: Mapping[str, str] | None = None) -> str:
    """The codebook of a data folder as Markdown text; ``computed`` is what to add below a table, by its name.

    >>> "## unga_resolutions" in codebook()
    True
    """
    package = descriptor(folder)
    rows = {resource["name"]: len(load(resource["name"], folder)) for resource in package["resources"]}
    environment = jinja2.Environment(keep_trailing_newline=True, autoescape=False)
    text = environment.from_string(TEMPLATE).render(package=package, rows=rows, licence=_licence, reference=_reference, computed=computed or {})
    return text.rstrip() + "\n"


def _reference(table: dict, column: str) -> str:
    """Which column of which table a foreign key leads to, as a word beside the column."""
    for key in table["schema"].get("foreignKeys", []):
        if key["fields"] == [column]:
            return f" (in `{key['reference']['resource']}`)"
    return ""


def codebook_path(folder: Path | None = None) -> Path:
    """Where the codebook stands."""
    return (folder or data_folder()) / "README.md"


def _licence(table: dict) -> str:
    return ", ".join(f"[{licence['name']}]({licence['path']})" if licence.get("path") else licence["name"] for licence in table["licenses"])
