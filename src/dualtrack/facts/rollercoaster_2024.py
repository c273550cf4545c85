"""Lesson 03: whose word the record of June to December 2024 rests on, and what was counted."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.public_record import ONE_SIDE, Record, about, cut, heard
from dualtrack.tables import load
from dualtrack.wording import in_words

# The part of the record that the lesson shows between its second and its third forecast, and the fortnight that it looks at.
SHOWN = ("2024-06-01", "2024-08-09")
FORTNIGHT = ("2024-06-29", "2024-07-12")


def _evidence(table: pd.DataFrame) -> dict[str, str]:
    """Events, reports and their origins as they were public on the last day shown."""
    evidence = table.dropna(subset=["event_id"]).merge(load("origins").rename(columns={"id": "origin"}), on="origin")
    events = load("events")
    events = events[(events["case"] == "Belarus") & (events["reveal_lesson"] <= "03") & (events["date"] >= SHOWN[0])]
    record = cut(about(Record(events, evidence, load("purposes"), load("sources")), set(events["id"])), SHOWN[1])
    shown = record.events
    ends = shown["date_end"].fillna(shown["date"])
    within = shown[(ends >= FORTNIGHT[0]) & (shown["date"] <= FORTNIGHT[1])]
    said = {
        "record_events": str(len(shown)),
        "record_one_side": in_words((shown["basis"] == ONE_SIDE).sum()),
        "record_observed": in_words((shown["basis"] == "observed").sum()),
        "fortnight_events": in_words(len(within)),
    }
    for name, ids in (("record", shown["id"]), ("fortnight", within["id"])):
        counts = heard(record, list(ids)).set_index("side")
        said |= {f"{name}_{column}": str(counts[column].sum()) for column in ("reports", "origins")}
        if name == "record":
            said |= {f"record_{side.lower()}_{column}": in_words(counts.at[side, column]) for side in ("Minsk", "Kyiv") for column in ("reports", "origins")}
    return said


def _counts(table: pd.DataFrame) -> dict[str, str]:
    named = {"hajun_july": "n-01", "hajun_november": "n-04", "minsk_targets": "n-05", "hajun_troops": "n-09", "isans_troops": "n-11", "minsk_counts_ukraine": "n-16"}
    return {name: table.set_index("id").at[row, "words"] for name, row in named.items()}


def _launches(table: pd.DataFrame) -> dict[str, str]:
    crossed = table.set_index("month")["crossed_into_belarus"]
    return {"crossed_september": str(crossed["2024-09"])}


FROM_TABLES = {"evidence": _evidence, "counts": _counts, "launches": _launches}
