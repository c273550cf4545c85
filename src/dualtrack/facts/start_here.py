"""Lesson 00: how the statements were coded, and how far two coders agree."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.coder_agreement import by_field, confusions, settled, strength
from dualtrack.wording import in_words, percent


def _codings(table: pd.DataFrame) -> dict[str, str]:
    kinds = settled(table, "kind").join(settled(table, "hedge")["code"].rename("hedge"))
    article, other = (kinds[kinds["text"] == text] for text in ("article", "counter-text"))
    inferences = article[article["code"] == "inference"]
    apart = confusions(table, "kind")
    said = {
        "coded_n": str(len(kinds)),
        "article_n": str(len(article)),
        "article_words_or_acts": str(article["code"].isin(["event", "statement reported"]).sum()),
        "article_descriptions": str((article["code"] == "description").sum()),
        "article_inferences": str(len(inferences)),
        "article_inferences_plain": str((inferences["hedge"] == "plain").sum()),
        "article_inferences_hedged": str((inferences["hedge"] == "hedged").sum()),
        "article_inferences_open": in_words((inferences["hedge"] == "left open").sum()),
        "counter_n": str(len(other)),
        "counter_events": in_words(other["code"].isin(["event", "statement reported"]).sum()),
        "counter_predictions": in_words((other["code"] == "prediction").sum()),
        "counter_attributed": in_words((other["hedge"] == "attributed").sum()),
        "kind_apart": str(kinds["differ"].sum()),
        "apart_description_inference": in_words(apart["description", "inference"]),
        "apart_description_event": in_words(apart["description", "event"]),
        "apart_evaluation_inference": in_words(apart["evaluation", "inference"]),
    }
    for row in by_field(table).itertuples():
        said |= {f"units_{row.field}": str(row.units), f"equal_{row.field}": percent(row.equal), f"alpha_{row.field}": f"{row.alpha:.2f}"}
        said |= {f"allows_{row.field}": strength(row.alpha)}
    return said


FROM_TABLES = {
    "codings": _codings,
}
