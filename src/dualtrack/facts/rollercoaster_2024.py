"""Lesson 03: the forecasts and their outcomes, and made-up forecasts that show how a score is reckoned."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.forecasts import EVEN_SCORE, FORTNIGHT, brier, mean_brier, per_window, simple_forecasts
from dualtrack.tables import load
from dualtrack.wording import day_in_words, in_words, percent

# Made-up forecasts that show how a score is reckoned, none on the case: the probability in per cent, and whether it happened.
SCORED = {"sure": (70, True), "wrong": (70, False), "bold": (90, True), "bold_wrong": (90, False), "low": (20, False), "low_wrong": (20, True)}
# Three forecasts whose mean is asked for, in three variants.
THREE = {"a": ((80, True), (30, False), (60, False)), "b": ((90, True), (40, False), (20, True)), "c": ((10, False), (70, True), (50, True))}
# Forecasters to be put in order, with what each says of three questions, and what came of these in two variants.
ORDERED = {"careful": (70, 30, 60), "even": (50, 50, 50), "sure": (100, 100, 100), "low": (30, 30, 30), "contrary": (20, 60, 40)}
CAME = {"a": (True, False, True), "b": (False, True, False)}
# An everyday base rate: a bus that was late on so many of so many school days.
BUS_LATE, BUS_DAYS = 12, 60


def _forecast_questions(table: pd.DataFrame) -> dict[str, str]:
    """The questions with their outcomes, each by the number of its item, and how the simple forecasters did on all of them."""
    simple = simple_forecasts(table, load("forecast_precedents"), load("events"))
    said = {
        "forecasts_n": in_words(len(table)),
        "forecasts_yes": in_words((table["outcome"] == "yes").sum()),
        "forecasts_absent": in_words((table["in_article"].isna()).sum()),
        "forecasts_never": in_words((simple["with_act"] == 0).sum()),
        "forecasts_never_yes": in_words(((simple["with_act"] == 0) & simple["happened"]).sum()),
        "forecasts_highest_base": percent(simple["base_rate"].max()),
    }
    for name, column in (("base", "base_rate"), ("last", "last_window"), ("even", "even")):
        said[f"forecasts_mean_{name}"] = f"{mean_brier(list(simple[column]), list(simple['happened'])):.2f}"
    events = load("events").set_index("id")
    for row in table.itertuples():
        number = row.item.partition(".")[2]
        came = f"{events.at[row.event_id, 'what']}" if row.outcome == "yes" else f"None found in these sources by {day_in_words(row.closes)}."
        base = simple.loc[row.item]
        said |= {
            f"forecast_{number}_question": row.question,
            f"forecast_{number}_criterion": row.criterion,
            f"forecast_{number}_happened": "true" if row.outcome == "yes" else "false",
            f"forecast_{number}_resolved_by": came,
            f"forecast_{number}_base": percent(base["base_rate"]),
            f"forecast_{number}_with": in_words(base["with_act"]),
            f"forecast_{number}_windows": str(base["windows"]),
        }
    return said


def _dispute_recurrence(table: pd.DataFrame) -> dict[str, str]:
    display = table.set_index("group").loc["peak: display of force"]
    year = float(display["again_within_1_year"])
    return {"dispute_year": percent(year, 0), "dispute_fortnight": percent(per_window(year, 365, FORTNIGHT)), "dispute_n": str(int(display["dyads"]))}


def _scored() -> dict[str, str]:
    said = {"brier_even": f"{EVEN_SCORE:g}", "bus_late": in_words(BUS_LATE), "bus_days": str(BUS_DAYS), "bus_rate": percent(BUS_LATE / BUS_DAYS, 0)}
    for name, (share, came) in SCORED.items():
        said |= {f"scored_{name}": f"{share} %", f"scored_{name}_brier": f"{brier(share / 100, came):.2f}"}
    said |= {f"scored_{name}_miss": f"{abs(came - share / 100):g}"[:4] for name, (share, came) in SCORED.items()}
    for name, three in THREE.items():
        for number, (share, came) in enumerate(three, start=1):
            said |= {f"three_{name}_{number}": str(share), f"three_{name}_{number}_came": "it happened" if came else "it did not happen"}
        said[f"three_{name}_mean"] = f"{mean_brier([share / 100 for share, _came in three], [came for _share, came in three]):.4f}"
    for variant, came in CAME.items():
        for name, shares in ORDERED.items():
            said[f"ordered_{variant}_{name}"] = f"{1 - mean_brier([share / 100 for share in shares], came):.4f}"
    for name, shares in ORDERED.items():
        said[f"ordered_{name}"] = ", ".join(f"{share} %" for share in shares)
    return said


FROM_TABLES = {"forecast_questions": _forecast_questions, "dispute_recurrence": _dispute_recurrence}
CONVENTIONS = _scored()
