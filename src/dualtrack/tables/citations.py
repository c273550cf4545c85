"""Citations from the table of sources: short forms for the text, full ones for the ledger."""

from __future__ import annotations

import difflib
import html
import re

import pandas as pd

from dualtrack.errors import CourseError, one_of


class Citations:
    """All sources, ready to be cited.

    >>> from dualtrack.tables import load
    >>> citations = Citations(load("sources"))
    >>> citations.short("klysinski-2018"), citations.short("haege-hug-2016")
    ('Kłysiński 2018', 'Häge and Hug 2016')
    >>> citations.short("lukashenko-2021-11-30")
    'Lukashenko 2021-12-01'
    """

    def __init__(self, sources: pd.DataFrame):
        self._sources = sources.set_index("id")
        self._told_apart = self._sources

    def among(self, source_ids: list[str]) -> Citations:
        """The same sources, with short forms that tell apart only these: what one text cites."""
        narrowed = Citations(self._sources.reset_index())
        narrowed._told_apart = self._sources.loc[sorted(set(source_ids))]
        return narrowed

    def _row(self, source_id: str) -> pd.Series:
        if source_id not in self._sources.index:
            near = difflib.get_close_matches(source_id, list(self._sources.index), n=3, cutoff=0.4)
            hint = f" Near to it: {one_of(near)}." if near else ""
            raise CourseError(f"There is no source {source_id!r} in sources.csv.{hint}")
        return self._sources.loc[source_id]

    def short(self, source_id: str) -> str:
        """Author and year, as in a text; the whole date where two sources would read the same."""
        row = self._row(source_id)
        authors = self._told_apart["author"].map(_names)
        alike = authors[(authors == _names(row["author"])) & (self._told_apart["date"].str[:4] == str(row["date"])[:4])]
        year = "undated" if pd.isna(row["date"]) else row["date"][:4] if len(alike) < 2 else row["date"]
        return f"{_names(row['author']) or row['publisher']} {year}"

    def full(self, source_id: str) -> str:
        """The whole reference as one line of Markdown, with kind, country, address and what to know of it."""
        author, title, published, address, remarks = self._parts(source_id)
        return f"{author}: *{title}*. {published}.{f' <{address}>.' if address else ''}{remarks}"

    def plain(self, source_id: str) -> str:
        """The whole reference as one line of plain text."""
        author, title, published, address, remarks = self._parts(source_id)
        return f"{author}: {title}. {published}.{f' {address}.' if address else ''}{remarks}"

    def html(self, source_id: str) -> str:
        """The whole reference as HTML, with its address as a link."""
        author, title, published, address, remarks = (html.escape(part) for part in self._parts(source_id))
        link = f' <a href="{address}">{address}</a>.' if address else ""
        return f"{author}: <i>{title}</i>. {published}.{link}{remarks}"

    def _parts(self, source_id: str) -> tuple[str, str, str, str, str]:
        row = self._row(source_id)
        date = "undated" if pd.isna(row["date"]) else row["date"]
        address = "" if pd.isna(row["address"]) else row["address"]
        remarks = (" Weak source." if bool(row["weak"]) else "") + ("" if pd.isna(row["note"]) else f" {row['note']}")
        return f"{row['author']} ({date})", row["title"], f"{row['publisher']} ({row['kind']}, {row['country']})", address, remarks

    def ledger(self, source_ids: list[str]) -> str:
        """A list of full references in the order of their authors."""
        ordered = sorted(set(source_ids), key=lambda source_id: (self._row(source_id)["author"].casefold(), source_id))
        return "\n".join(f"- {self.full(source_id)}" for source_id in ordered)


def _names(author: str) -> str:
    """Family names of the authors; what stands in brackets is left out.

    >>> _names("Usov, Pavel (a centre, Warsaw; quoted)"), _names("A, B; C, D; E, F")
    ('Usov', 'A and others')
    """
    names = [name.split(",")[0].strip() for name in re.sub(r"\([^)]*\)", "", author).split(";")]
    return f"{names[0]} and others" if len(names) > 2 else " and ".join(names)
