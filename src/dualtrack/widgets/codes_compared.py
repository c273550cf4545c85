"""A reader's codes of some statements beside those of the two coders, with the coders' reasons where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dualtrack.analysis.coder_agreement import AGREED, CODERS, settled
from dualtrack.errors import CourseError
from dualtrack.figures.accessible import html_table, plain_table
from dualtrack.marking.items import EventCodingItem, Item
from dualtrack.marking.session import Session
from dualtrack.tables import load
from dualtrack.widgets.explorer import bullets, paragraph
from dualtrack.wording import in_words

SHARED = "–"


class CodesCompared:
    """For each item, your codes, coder A's, coder B's, what was agreed, and why where the two differ.

    It is computed when it is shown, from the answers saved by then; ``.table`` has a row for each statement, ``.codes`` one for each of its
    fields, ``.line`` says in a sentence how often you and the coders agree. Each item must code a claim (the field ``claim`` in the bank); raises
    CourseError for one that does not.
    """

    def __init__(self, session: Session, items: Sequence[Item]):
        for item in items:
            if not (isinstance(item, EventCodingItem) and item.claim):
                raise CourseError(f"compare_codes: found {item.id!r}, allowed are items that code a claim.")
        self.session = session
        self.items = list(items)

    @property
    def codes(self) -> pd.DataFrame:
        """One row a statement and field (columns claim, field, your code, coder A, coder B, settled later, why)."""
        codings = load("codings")
        rows = []
        for item in self.items:
            own = self.session.saved(item) or {}
            for field in (field.name for field in item.fields):
                given = codings[(codings["claim_id"] == item.claim) & (codings["field"] == field)].set_index("coder")
                final = settled(given.reset_index(), field).loc[item.claim]
                rows.append(
                    {
                        "claim": item.claim,
                        "field": field,
                        "your code": own.get(field),
                        **{f"coder {coder}": given.at[coder, "code"] for coder in CODERS},
                        "settled later": final["code"] if final["differ"] else SHARED,
                        "why": _reasons(given) if final["differ"] else "",
                    }
                )
        return pd.DataFrame(rows)

    @property
    def table(self) -> pd.DataFrame:
        """One row a statement, with the codes of its fields side by side (columns statement, your codes, coder A, coder B, settled later)."""
        claims = load("claims").set_index("id")
        rows = []
        for claim_id, own in self.codes.groupby("claim", sort=False):
            apart = own[own["settled later"] != SHARED]
            rows.append(
                {
                    "statement": f"{claim_id} (¶{claims.at[claim_id, 'paragraph']}). {claims.at[claim_id, 'statement']}",
                    "your codes": ", ".join(own["your code"].fillna("not yet given")),
                    **{f"coder {coder}": ", ".join(own[f"coder {coder}"]) for coder in CODERS},
                    "settled later": ", ".join(apart["settled later"]) or SHARED,
                }
            )
        return pd.DataFrame(rows)

    @property
    def reasons(self) -> list[str]:
        """For each statement and field in which the coders differ, their reasons and the one of the agreed code."""
        codes = self.codes
        return [f"{row.claim}, {row.field}. {row.why}" for row in codes[codes["settled later"] != SHARED].itertuples()]

    @property
    def line(self) -> str:
        """In words: on how many statements the coders agree with each other, and you with them, in each field."""
        said = []
        for field, own in self.codes.groupby("field", sort=False):
            shared = own[own["settled later"] == SHARED]
            yours = (shared["your code"] == shared["coder A"]).sum()
            apart = own[own["settled later"] != SHARED]
            either = ((apart["your code"] == apart["coder A"]) | (apart["your code"] == apart["coder B"])).sum()
            text = f"{field.capitalize()}: the two coders share {in_words(len(shared))} of {in_words(len(own))} codes, and you have {in_words(yours)} of these."
            if len(apart):
                text += f" On the {in_words(len(apart))} where they differ you are with one of them {_times(either)}."
            said.append(text)
        return " ".join(said)

    def html(self) -> str:
        """The sentence and the table."""
        return paragraph(self.line, live=True) + html_table(self.table, wrap=True) + paragraph("Why, where the two differ:") + bullets(self.reasons)

    def __str__(self) -> str:
        table = self.table
        short = table.assign(statement=[item.claim for item in self.items])
        return "\n".join([self.line, "", *table["statement"], "", plain_table(short), "", *self.reasons])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": str(self)}


def _reasons(given: pd.DataFrame) -> str:
    """The reasons of both coders and of what was agreed, each with its owner."""
    owners = {"A": "A", "B": "B", AGREED: "Agreed"}
    return " ".join(f"{owners[coder]}: {reason}" for coder, reason in given["reason"].items() if pd.notna(reason))


def _times(count: int) -> str:
    """How often.

    >>> _times(0), _times(1), _times(2), _times(3)
    ('never', 'once', 'twice', 'three times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{in_words(count)} times")
