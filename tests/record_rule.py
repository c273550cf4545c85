"""What the rows of evidence on a claim allow to be said of it: the rule by which the shipped record codes are tested."""

from __future__ import annotations

import pandas as pd

# Whose speakers count as the claimant's own side.
ALIGNED = {
    "Yauheni Preiherman": ("article's author", "Minsk"),
    "Ministry of Foreign Affairs of Ukraine": ("Kyiv",),
    "Institute for the Study of War": (),
}

# Of these sides all speakers are one voice; Western governments, the opposition's groups and all others speak each for itself.
ONE_VOICE = ("Minsk", "Moscow", "Kyiv", "article's author")


def fault(code: str, rows: pd.DataFrame, claimant: str) -> str:
    """Why the evidence does not bear out a record code, in words, or nothing where it does.

    ``rows`` is the evidence on one claim with ``stance``, ``speaker`` and ``side``. What each code needs is said in
    ``data/coding_scheme.md``; two rows of one speaker count once, and so do two speakers of one state's authorities.

    >>> rows = pd.DataFrame({"stance": ["supports"] * 2, "speaker": ["Aleksandr Lukashenko", "OSCE"], "side": ["Minsk", "none"]})
    >>> fault("corroborated", rows, "Yauheni Preiherman")
    ''
    >>> fault("corroborated", rows[:1], "Yauheni Preiherman")
    'no two speakers bear it out apart from each other'
    """
    borne_out = rows[rows["stance"] == "supports"]
    against = rows[rows["stance"] == "contradicts"]
    apart = borne_out[(borne_out["speaker"] != claimant) & ~borne_out["side"].isin(ALIGNED[claimant])]
    told = set(borne_out["side"].where(borne_out["side"].isin(ONE_VOICE), borne_out["speaker"]))
    faults = {
        "corroborated": [
            (len(told) < 2, "no two speakers bear it out apart from each other"),
            (apart.empty, "nobody apart from the claimant's side bears it out"),
            (len(against), f"{', '.join(against['speaker'])} contradicts it"),
        ],
        "one-sided": [
            (not told, "nobody bears it out"),
            (len(told) > 1 and len(apart), "speakers of two sides bear it out"),
            (len(against), f"{', '.join(against['speaker'])} contradicts it"),
        ],
        "conflicting": [
            (rows[rows["stance"].isin(["supports", "qualifies"])].empty, "nobody bears it out"),
            (against.empty, "nobody contradicts it"),
            (set(against["speaker"]) == set(borne_out["speaker"]), "the same speaker bears it out and contradicts it"),
        ],
        "contradicted": [
            (against.empty, "nobody contradicts it"),
            (len(apart), "somebody apart from the claimant's side bears it out"),
        ],
        "not found": [(len(borne_out) or len(against), "there is evidence for or against it")],
    }
    return next((why for holds, why in faults[code] if holds), "")
