"""How far coders agree beyond chance: Krippendorff's alpha for codes without an order."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd

# Krippendorff 2019, Content Analysis, 4th edition, chapter 12: from 0.80 on firm, from 0.667 on for tentative conclusions.
FIRM, TENTATIVE = 0.80, 0.667
# What stands as coder where a code was settled afterwards: it is nobody's coding.
AGREED = "agreed"
LEFT_OPEN = "left open"
CODERS = ("A", "B")
# The rows of the article and of the counter-text are told apart by their ids.
TEXTS = {"c": "article", "k": "counter-text"}


def alpha(codings: pd.DataFrame) -> float:
    """Krippendorff's alpha of one field over all units that at least two coders coded; 1 is agreement, 0 what chance gives.

    ``codings`` has ``claim_id``, ``coder`` and ``code``, one row for each coder and unit. Missing where no unit was coded
    twice; 1 where all codes are the same one.

    >>> codings = pd.DataFrame({"claim_id": ["a", "a", "b", "b"], "coder": ["A", "B"] * 2, "code": ["x", "x", "y", "y"]})
    >>> alpha(codings)
    1.0
    """
    counts = pd.crosstab(codings["claim_id"], codings["code"])
    return alpha_of_counts(counts.to_numpy())


def alpha_of_counts(counts: np.ndarray) -> float:
    """Krippendorff's alpha from how often each unit (row) was given each code (column); nan and 1 as in ``alpha``.

    >>> round(alpha_of_counts(np.array([[3, 0], [0, 3], [2, 1]])), 3)
    0.6
    """
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        return float("nan")
    if (counts.sum(axis=0) > 0).sum() == 1:
        return 1.0
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def strength(value: float) -> str:
    """What an alpha allows, in a word.

    >>> strength(0.9), strength(0.7), strength(0.5)
    ('firm', 'tentative', 'too low for a verdict')
    """
    return "firm" if value >= FIRM else "tentative" if value >= TENTATIVE else "too low for a verdict"


def by_field(codings: pd.DataFrame) -> pd.DataFrame:
    """For each field: units coded twice, share of equal codes, alpha, and what it allows.

    ``codings`` has ``claim_id``, ``coder``, ``field`` and ``code``; codes that were agreed afterwards are left out.
    """
    rows = []
    for field, own in codings[codings["coder"] != AGREED].groupby("field", sort=False):
        twice = own.groupby("claim_id")["code"].agg(["size", "nunique"]).query("size > 1")
        value = alpha(own)
        rows.append({"field": field, "units": len(twice), "equal": (twice["nunique"] == 1).mean(), "alpha": value, "strength": strength(value)})
    return pd.DataFrame(rows)


def settled(codings: pd.DataFrame, field: str) -> pd.DataFrame:
    """For each claim that was coded in a field: what it came to (``code``) and whether the two coders differed (``differ``).

    The code is the coders' own where they share it, else the one agreed afterwards, "left open" where none was.
    ``text`` says which text the claim belongs to; the index is the claim's id.

    >>> codings = pd.DataFrame({"claim_id": ["c-1", "c-1", "k-1", "k-1"], "coder": ["A", "B"] * 2, "code": ["x", "x", "x", "y"], "field": "kind"})
    >>> settled(codings, "kind").to_dict("index")
    {'c-1': {'text': 'article', 'code': 'x', 'differ': False}, 'k-1': {'text': 'counter-text', 'code': 'left open', 'differ': True}}
    """
    wide = codings[codings["field"] == field].pivot(index="claim_id", columns="coder", values="code")
    wide = wide.reindex(columns=[*CODERS, AGREED])
    same = (wide["A"] == wide["B"]).fillna(False).astype(bool)
    code = wide["A"].where(same, wide[AGREED]).fillna(LEFT_OPEN)
    return pd.DataFrame({"text": wide.index.str[0].map(TEXTS), "code": code, "differ": ~same}, index=wide.index)


def confusions(codings: pd.DataFrame, field: str) -> pd.Series:
    """How often the two coders gave two different codes in a field, by the pair of codes in alphabetical order; most often first.

    >>> codings = pd.DataFrame({"claim_id": ["c-1", "c-1"], "coder": ["A", "B"], "code": ["y", "x"], "field": "kind"})
    >>> confusions(codings, "kind").to_dict()
    {('x', 'y'): 1}
    """
    own = codings[(codings["field"] == field) & codings["coder"].isin(CODERS)]
    pairs = [tuple(sorted(codes)) for codes in own.groupby("claim_id")["code"].agg(set) if len(codes) == 2]
    return pd.Series(pairs, dtype=object).value_counts(sort=True)
