"""The numbers of lesson 05."""

from __future__ import annotations

import pandas as pd

from dualtrack.coding_scheme import CHECKABLE, CODES_OF
from dualtrack.wording import day_in_words, in_words


def _claims(table: pd.DataFrame) -> dict[str, str]:
    """How the agreed codes of both texts fall out, and what the three implications are made of (¶21 to ¶26)."""
    article, last = table[table["text"] == "article"], table[table["lesson"] == "05"]
    recorded = article[article["record"].notna()]
    kinds = last["kind"].value_counts()
    return {
        "card_recorded_n": str(len(recorded)),
        **{f"card_{code.replace(' ', '_').replace('-', '_')}": str((recorded["record"] == code).sum()) for code in CODES_OF["record"]},
        "card_predictions_open": in_words((article["prediction"] == "open").sum()),
        "card_predictions_n": in_words(article["prediction"].notna().sum()),
        "last_n": str(len(last)),
        "last_inferences_count": str(kinds.get("inference", 0)),
        "last_predictions_count": str(kinds.get("prediction", 0)),
        "last_evaluations_count": str(kinds.get("evaluation", 0)),
        "last_looked_up_count": str(last["kind"].isin(CHECKABLE).sum()),
    }


def _open_forecasts(table: pd.DataFrame) -> dict[str, str]:
    """The questions as they are asked: one home for the words of question, criterion and last day."""
    said = {f"open_{row.id[-1]}": f"{row.question} {row.criterion} It closes on {day_in_words(row.closes)}." for row in table.itertuples()}
    return said | {"open_forecasts_n": in_words(len(table))}


def _implications(table: pd.DataFrame) -> dict[str, str]:
    return {"implications_n": in_words(table["implication"].nunique())}


FROM_TABLES = {"claims": _claims, "open_forecasts": _open_forecasts, "implications": _implications}
