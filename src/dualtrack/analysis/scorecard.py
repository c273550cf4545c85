"""What statements came to, by kind and code: a row for each code that somebody gave, and never one number for a whole text."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.coder_agreement import AGREED, CODERS, LEFT_OPEN
from dualtrack.coding_scheme import CODES_OF, FIELD_OF

# From what can be looked up to what can be argued about.
KINDS = ("event", "statement reported", "description", "prediction", "inference", "evaluation")
NO_VERDICT, NOT_CODED = "no verdict", "not coded"


def scores(claims: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """The codes of each claim (columns claim_id, text, kind, code, whose).

    ``claims`` has id, text, kind, record and prediction: where a code was agreed there, it stands once, with ``whose`` "agreed". Where none was,
    and for every inference, on which coders agree too little for a verdict, each coder's code has a row of its own (``whose`` "coder A"), from
    ``codings`` (claim_id, coder, field, code). An evaluation has no verdict. A claim whose kind is left open has one row and no code.

    >>> claims = pd.DataFrame({"id": ["c-1"], "text": ["article"], "kind": ["inference"], "record": [None], "prediction": [None]})
    >>> codings = pd.DataFrame({"claim_id": ["c-1"] * 2, "coder": ["A", "B"], "field": ["inference"] * 2, "code": ["not shown", "one of several"]})
    >>> scores(claims, codings)[["code", "whose"]].values.tolist()
    [['not shown', 'coder A'], ['one of several', 'coder B']]
    """
    given = codings[codings["coder"] != AGREED].set_index(["claim_id", "field", "coder"])["code"].to_dict()
    rows = []
    for claim in claims.itertuples():
        kind = LEFT_OPEN if pd.isna(claim.kind) else claim.kind
        field = FIELD_OF.get(kind, "")
        agreed = getattr(claim, field) if field in ("record", "prediction") else pd.NA
        if kind in ("evaluation", LEFT_OPEN):
            told = [(NO_VERDICT, AGREED)]
        elif not pd.isna(agreed):
            told = [(agreed, AGREED)]
        else:
            told = [(given.get((claim.id, field, coder), NOT_CODED), f"coder {coder}") for coder in CODERS]
        rows += [(claim.id, claim.text, kind, code, whose) for code, whose in told]
    return pd.DataFrame(rows, columns=["claim_id", "text", "kind", "code", "whose"])


def tally(scored: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each text have a code, in the order of kinds and codes; one row for each kind, code and whose code it is.

    >>> scored = pd.DataFrame({"claim_id": ["c-1"], "text": ["article"], "kind": ["event"], "code": ["one-sided"], "whose": ["agreed"]})
    >>> tally(scored).values.tolist()
    [['event', 'one-sided', 'agreed', 1]]
    """
    counts = scored.groupby(["kind", "code", "whose", "text"]).size().unstack(fill_value=0).reset_index()
    kinds, codes = [*KINDS, LEFT_OPEN], [code for own in CODES_OF.values() for code in own] + [NO_VERDICT, NOT_CODED]
    split = counts["whose"] != AGREED
    at = {name: place for place, name in enumerate([*kinds, *codes])}
    order = counts["kind"].map(at).fillna(len(at)) * 1000 + split * 500 + counts["code"].map(at).fillna(len(at)) * 10 + counts["whose"].str[-1].map(ord) / 1000
    return counts.assign(order=order).sort_values("order").drop(columns="order").rename_axis(columns=None).reset_index(drop=True)
