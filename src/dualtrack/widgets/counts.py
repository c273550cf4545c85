"""Counts and claims of 2024, as lesson 03 shows them."""

from __future__ import annotations

from dualtrack.figures.counts import CountsAndClaims
from dualtrack.tables import load
from dualtrack.tables.citations import Citations


def counts_and_claims() -> CountsAndClaims:
    """What was counted of drones and troops in 2024: by whom, for which days, over which area. Months without a count are shown as missing.

    >>> counts_and_claims().table.set_index("month").loc["2024-09"].tolist()
    ['not found', '8']
    """
    evidence = load("evidence")[["id", "source_id", "origin"]].rename(columns={"id": "evidence_id"})
    counts = load("counts").merge(evidence, on="evidence_id").merge(load("origins").rename(columns={"id": "origin"}), on="origin").sort_values("id")
    citations = Citations(load("sources")).among(list(counts["source_id"]))
    counts = counts.assign(source=counts["source_id"].map(citations.short))
    return CountsAndClaims(counts, load("launches").set_index("month")["crossed_into_belarus"])
