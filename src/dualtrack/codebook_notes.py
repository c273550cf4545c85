"""What the codebook adds below a table because it is computed: how far coders agree, who the lessons rest on, what stays open."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.coder_agreement import by_field
from dualtrack.analysis.source_balance import by_lesson, uses
from dualtrack.tables import load
from dualtrack.wording import percent

SMALL_COUNTRY = 8  # countries with fewer sources than this stand together


def computed_for_codebook() -> dict[str, str]:
    """Sections of Markdown by the name of the table that they stand below.

    >>> sorted(computed_for_codebook())
    ['codings', 'errata', 'evidence', 'glossary', 'unverified']
    """
    return {"codings": _agreement(), "evidence": _balance(), "glossary": _glossary(), "unverified": _unverified(), "errata": REPORTING}


REPORTING = """
**How to report an error.** Open an issue in the repository and name the table, the row and the source that shows the error; the form "An error in the record"
asks for just that. Without an account, tell your lecturer, or whoever gave you the course, who can do it for you. What is corrected is entered here, with
the reason.
"""


def _agreement() -> str:
    rows = [
        {"field": row.field, "claims": row.units, "equal codes": percent(row.equal), "alpha": f"{row.alpha:.2f}", "what it allows": row.strength}
        for row in by_field(load("codings")).itertuples()
    ]
    return f"\nKrippendorff's alpha over the claims that both coders coded, computed from this table:\n\n{_markdown(pd.DataFrame(rows))}\n"


def _balance() -> str:
    """The source balance: origins by lesson and side, kind and country."""
    sources, origins = load("sources").set_index("id"), load("origins").set_index("id")
    used = uses(load("evidence"), load("claims"), load("events"), load("readings"))
    sides = by_lesson(used, origins["side"].reindex(used["origin"].unique()).fillna("none"), of="origin")
    countries = sources["country"].where(sources["country"].map(sources.loc[used["source_id"].unique(), "country"].value_counts()) >= SMALL_COUNTRY, "others")
    parts = ["\n**The source balance.** How many origins each lesson rests on; an origin that many sources carry counts once in a lesson, by the first of them."]
    for heading, counts in (("side", sides), ("kind", by_lesson(used, sources["kind"])), ("country", by_lesson(used, countries))):
        parts.append(f"By {heading}:\n\n{_markdown(counts.reset_index())}")
    return "\n\n".join(parts) + "\n"


def _unverified() -> str:
    rows = load("unverified")
    told = [
        f"- {row.question}{'' if pd.isna(row.claim_id) else f' ({row.claim_id})'} Looked for in: {row.looked_in}.{'' if pd.isna(row.note) else f' {row.note}'}"
        for row in rows.itertuples()
    ]
    return "\n".join(["\nThe list:\n", *told, ""])


def _glossary() -> str:
    """Terms with their meaning, then names in four languages."""
    glossary = load("glossary").sort_values("english", key=lambda names: names.str.lstrip("“\"").str.casefold())
    named = glossary["kind"].isin(["place", "person"])
    terms = [f"- **{row.english}**: {row.meaning}" for row in glossary[~named].itertuples()]
    columns = ["english", "belarusian", "russian", "ukrainian", "other_forms"]
    names = glossary.loc[named, columns].fillna("").rename(columns={"other_forms": "other forms"})
    return "\n".join(["\n**Terms and institutions**\n", *terms, "\n**Places and persons**\n", _markdown(names), ""])


def _markdown(table: pd.DataFrame) -> str:
    """A frame as a Markdown table, numbers to the right."""
    right = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    lines = [list(map(str, table.columns)), ["---:" if numeric else "---" for numeric in right]]
    lines += [[str(value) for value in values] for values in table.itertuples(index=False)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
