"""Cards of a source and of a citation, readable without code."""

from __future__ import annotations

import html

from dualtrack.tables import load
from dualtrack.tables.citations import Citations
from dualtrack.widgets.explorer import READABLE


class SourceCard:
    """A source: its reference, and the claims that its words bear on. As text with ``str()``.

    Raises CourseError for an id that is none of data/sources.csv.

    >>> SourceCard("klysinski-2018").claims["claim_id"].nunique() > 0
    True
    """

    def __init__(self, source_id: str):
        self.citations = Citations(load("sources"))
        self.reference = self.citations.plain(source_id)
        self.source_id = source_id
        evidence = load("evidence")
        rows = evidence[evidence["source_id"] == source_id]
        self.claims = rows[rows["claim_id"].notna()]
        self.events = rows["event_id"].nunique()

    def _uses(self) -> list[str]:
        said = [f"{row.claim_id}: {row.says}" for row in self.claims.itertuples()]
        return [*said, f"It is a source of {self.events} event{'' if self.events == 1 else 's'}."] if self.events else said

    def __str__(self) -> str:
        return "\n".join([self.reference, *(f"- {use}" for use in self._uses())])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        uses = "".join(f"<li>{html.escape(use)}</li>" for use in self._uses())
        shown = f'<div style="{READABLE}"><p>{self.citations.html(self.source_id)}</p>{f"<p>It bears on:</p><ul>{uses}</ul>" if uses else ""}</div>'
        return {"text/html": shown, "text/plain": str(self)}


class CitationCard:
    """How to cite a source: ``.short`` for the text, ``.reference`` for the list. Raises CourseError for an id that is none of data/sources.csv.

    >>> CitationCard("klysinski-2018").short
    'Kłysiński 2018'
    """

    def __init__(self, source_id: str):
        citations = Citations(load("sources"))
        self.short = citations.short(source_id)
        self.reference = citations.plain(source_id)
        self._html = citations.html(source_id)

    def __str__(self) -> str:
        return f"({self.short})\n{self.reference}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": f'<div style="{READABLE}"><p>({html.escape(self.short)})</p><p>{self._html}</p></div>', "text/plain": str(self)}
