"""Lesson 03: forecasts and their outcomes, whose word the record rests on, what was counted; made-up forecasts and models that show how things are reckoned."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.forecasts import EVEN_SCORE, FORTNIGHT, brier, mean_brier, per_window, simple_forecasts
from dualtrack.analysis.games import Payoffs, trust_needed
from dualtrack.analysis.public_record import ONE_SIDE, Record, about, cut, heard
from dualtrack.analysis.reciprocity import JOINT_STATES, Setting, average, stationary, twins
from dualtrack.tables import load
from dualtrack.wording import day_in_words, in_words, percent

# The part of the record that the lesson shows between its forecasts of July and those of August.
SHOWN = ("2024-06-01", "2024-08-09")
# What prose takes of the base rates of single questions.
BASE_RATES = {"p1": ("base", "with", "windows"), "p2": ("windows",), "p4": ("with", "windows")}
# Made-up forecasts that show how a score is reckoned, none on the case: the probability in per cent, and whether it happened.
SCORED = {"sure": (70, True), "wrong": (70, False), "bold_wrong": (90, False), "low": (20, False), "low_wrong": (20, True)}
# Forecasters to be put in order, with what each says of three questions, and what came of these in two variants.
ORDERED = {"careful": (70, 30, 60), "even": (50, 50, 50), "sure": (100, 100, 100), "low": (30, 30, 30), "contrary": (20, 60, 40)}
CAME = {"a": (True, False, True), "b": (False, True, False)}
# An everyday base rate: a bus that was late on so many of so many school days.
BUS_LATE, BUS_DAYS = 12, 60
# Settings of the reciprocity simulation, with what prose and items take of each; payoffs in the order of ``Payoffs``. They are our own examples.
CHANNEL = Setting(misread_a=0.05, misread_b=0.05, corrects=0.9)
PRESSED = Setting(misread_a=0.05, misread_b=0.05, pressure=0.2)
SETTINGS = {
    "tft": (Setting(misread_a=0.05, misread_b=0.05), ("long", "short", "errors")),
    "generous": (Setting(misread_a=0.05, misread_b=0.05, generous_a=0.25, generous_b=0.25), ("long", "generosity")),
    "one_generous": (Setting(misread_a=0.05, misread_b=0.05, generous_a=0.25), ("long",)),
    "channel": (CHANNEL, ("long", "short")),
    "pressed": (PRESSED, ("long",)),
    **{
        name: (Setting(misread_a=errors, misread_b=errors, generous_a=generous, generous_b=generous), ("long", "errors", "generosity"))
        for name, errors, generous in (("form_a", 0.1, 0.1), ("form_b", 0.1, 0.5), ("form_c", 0.2, 0.25))
    },
}
STAGS = {"stag": Payoffs(8, 0, 6, 4), "costly": Payoffs(8, 0, 6, 5)}
SHORT_RUN = 60


def _evidence(table: pd.DataFrame) -> dict[str, str]:
    """Events, reports and their origins as they were public on the last day shown."""
    evidence = table.dropna(subset=["event_id"]).merge(load("origins").rename(columns={"id": "origin"}), on="origin")
    events = load("events")
    events = events[(events["case"] == "Belarus") & (events["reveal_lesson"] <= "03") & (events["date"] >= SHOWN[0])]
    record = cut(about(Record(events, evidence, load("purposes"), load("sources")), set(events["id"])), SHOWN[1])
    shown = record.events
    counts = heard(record, list(shown["id"])).set_index("side")
    return {
        "record_events": str(len(shown)),
        "record_one_side": in_words((shown["basis"] == ONE_SIDE).sum()),
        "record_observed": in_words((shown["basis"] == "observed").sum()),
        **{f"record_{column}": str(counts[column].sum()) for column in ("reports", "origins")},
        **{f"record_{side.lower()}_{column}": in_words(counts.at[side, column]) for side in ("Minsk", "Kyiv") for column in ("reports", "origins")},
    }


def _counts(table: pd.DataFrame) -> dict[str, str]:
    named = {
        "hajun_july": "n-01",
        "hajun_october": "n-03",
        "hajun_november": "n-04",
        "minsk_targets": "n-05",
        "hajun_troops": "n-09",
        "isans_troops": "n-11",
        "isans_later": "n-17",
        "minsk_troops": "n-18",
        "minsk_counts_ukraine": "n-16",
        "minsk_counts_summer": "n-20",
        "minsk_counts_september": "n-19",
    }
    return {name: table.set_index("id").at[row, "words"] for name, row in named.items()}


def _launches(table: pd.DataFrame) -> dict[str, str]:
    crossed = table.set_index("month")["crossed_into_belarus"]
    return {"crossed_september": str(crossed["2024-09"])}


def _forecast_questions(table: pd.DataFrame) -> dict[str, str]:
    """The questions with their outcomes, each by the number of its item, and how often such an act had come before."""
    simple = simple_forecasts(table, load("forecast_precedents"), load("events"))
    said = {
        "forecasts_n": in_words(len(table)),
        "forecasts_yes": in_words((table["outcome"] == "yes").sum()),
        "forecasts_never": in_words((simple["with_act"] == 0).sum()),
        "forecasts_never_yes": in_words(((simple["with_act"] == 0) & simple["happened"]).sum()),
    }
    events = load("events").set_index("id")
    for row in table.itertuples():
        number = row.item.partition(".")[2]
        came = f"{events.at[row.event_id, 'what']}" if row.outcome == "yes" else f"None found in these sources by {day_in_words(row.closes)}."
        said |= {
            f"forecast_{number}_question": row.question,
            f"forecast_{number}_criterion": row.criterion,
            f"forecast_{number}_happened": "true" if row.outcome == "yes" else "false",
            f"forecast_{number}_resolved_by": came,
        }
    for number, taken in BASE_RATES.items():
        base = simple.loc[f"03.{number}"]
        told = {"base": percent(base["base_rate"]), "with": in_words(base["with_act"]), "windows": str(base["windows"])}
        said |= {f"forecast_{number}_{what}": told[what] for what in taken}
    return said


def _dispute_recurrence(table: pd.DataFrame) -> dict[str, str]:
    display = table.set_index("group").loc["peak: display of force"]
    year = float(display["again_within_1_year"])
    return {"dispute_year": percent(year, 0), "dispute_fortnight": percent(per_window(year, 365, FORTNIGHT)), "dispute_n": str(int(display["dyads"]))}


def _scored() -> dict[str, str]:
    said = {"brier_even": f"{EVEN_SCORE:g}", "bus_late": in_words(BUS_LATE), "bus_days": str(BUS_DAYS), "bus_rate": percent(BUS_LATE / BUS_DAYS, 0)}
    for name, (share, came) in SCORED.items():
        said |= {f"scored_{name}": f"{share} %", f"scored_{name}_brier": f"{brier(share / 100, came):.2f}"}
    said |= {f"scored_{name}_miss": f"{abs(SCORED[name][1] - SCORED[name][0] / 100):g}"[:4] for name in ("sure", "wrong")}
    for variant, came in CAME.items():
        for name, shares in ORDERED.items():
            said[f"ordered_{variant}_{name}"] = f"{1 - mean_brier([share / 100 for share in shares], came):.4f}"
    for name, shares in ORDERED.items():
        said[f"ordered_{name}"] = ", ".join(f"{share} %" for share in shares)
    return said


def _models() -> dict[str, str]:
    """What prose says of the two models of lesson 03, reciprocity and the 2x2 game: computed, none of it on a real state."""
    calm = JOINT_STATES[0]
    settings, doubled = twins()
    said = {"reciprocity_settings": f"{settings:,}", "reciprocity_twins": f"{doubled:,}", "reciprocity_short": str(SHORT_RUN)}
    for name, (setting, taken) in SETTINGS.items():
        told = {
            "long": percent(stationary(setting)[calm], 0),
            "short": percent(average(setting, SHORT_RUN)[calm], 0),
            "errors": percent(setting.misread_a, 0),
            "generosity": percent(setting.generous_a, 0),
        }
        said |= {f"reciprocity_{name}_{what}": told[what] for what in taken}
    said["reciprocity_corrects"] = percent(CHANNEL.corrects, 0)
    said["reciprocity_pressure"] = percent(PRESSED.pressure, 0)
    return said | {f"trust_{name}": percent(float(trust_needed(payoffs).at), 0) for name, payoffs in STAGS.items()}


def conventions() -> dict[str, str]:
    """Made-up forecasts with their scores, and what the two models give."""
    return _scored() | _models()


FROM_TABLES = {"evidence": _evidence, "counts": _counts, "launches": _launches, "forecast_questions": _forecast_questions, "dispute_recurrence": _dispute_recurrence}
