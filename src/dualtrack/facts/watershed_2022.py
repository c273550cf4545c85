"""Lesson 02: grounds of neutrality, events at the border, launches, and made-up numbers that show how evidence is weighed."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.border import AT_BELARUS
from dualtrack.analysis.process_tracing import DECISIVE, MOVED_BY, Piece, if_not_found, posterior, ratio
from dualtrack.wording import in_words, percent

# Made-up numbers that show how evidence is weighed, none on the case: a start, how probable the evidence is if the account and if the rival
# is true, and what prose takes from it.
IF_ACCOUNT, IF_RIVAL, START, FOUND, MISSING, RATIO = "if_account", "if_rival", "start", "found", "missing", "ratio"
WEIGHED: dict[str, tuple[float, Piece, tuple[str, ...]]] = {
    "hoop": (0.5, (0.95, 0.5), (IF_ACCOUNT, IF_RIVAL, FOUND, MISSING)),
    "gun": (0.5, (0.4, 0.05), (IF_ACCOUNT, IF_RIVAL, FOUND, MISSING)),
    "weak": (0.5, (0.9, 0.6), (IF_ACCOUNT, IF_RIVAL, RATIO)),
    "form_a": (0.2, (0.9, 0.3), (START, IF_ACCOUNT, IF_RIVAL, FOUND)),
    "form_b": (0.5, (0.2, 0.8), (START, IF_ACCOUNT, IF_RIVAL, FOUND)),
    "form_c": (0.25, (0.6, 0.2), (START, IF_ACCOUNT, IF_RIVAL, FOUND)),
}


def _weighed_evidence(table: pd.DataFrame) -> dict[str, str]:
    (moved,) = table.loc[table["name"] == "Missiles flown out", "statement"].str.extract(r"at least (\d+)", expand=False)
    return {"missiles_flown_out": moved}


def conventions() -> dict[str, str]:
    """The made-up numbers, and what follows from them."""
    said = {"weigh_decisive": in_words(int(DECISIVE)), "weigh_moved": f"{100 * MOVED_BY:.0f}"}
    for name, (start, piece, taken) in WEIGHED.items():
        told = {
            START: percent(start, 0),
            IF_ACCOUNT: percent(piece[0], 0),
            IF_RIVAL: percent(piece[1], 0),
            FOUND: percent(posterior(start, [piece])),
            MISSING: percent(if_not_found(start, *piece)),
            RATIO: f"{round(ratio(*piece), 2):g}",
        }
        said |= {f"{name}_{what}": told[what] for what in taken}
    return said


def _border_events(table: pd.DataFrame) -> dict[str, str]:
    """Events by oblast and year, the five oblasts at Belarus together, and the four of them that do not touch Russia."""
    wide = table[table["month"] <= "2024-12"].pivot(index="month", columns="oblast", values="events").astype(int)
    wide["four"] = wide[[name for name in AT_BELARUS if name != "Chernihiv"]].sum(axis=1)
    wide["five"] = wide["four"] + wide["Chernihiv"]
    sums = wide.groupby(wide.index.str[:4]).sum()
    by_year = {"five": ("2022", "2023", "2024"), **dict.fromkeys(("four", "Chernihiv", "Sumy"), ("2023", "2024"))}
    said = {f"events_{name.lower()}_{year}": f"{sums.at[year, name]:,}" for name, years in by_year.items() for year in years}
    said |= {f"events_{name.lower()}_march_2022": str(wide.at["2022-03", name]) for name in ("four", "Kyiv", "Chernihiv")}
    for name in ("Chernihiv", "Sumy"):
        said |= {f"events_share_{name.lower()}_{year}": percent(sums.at[year, name] / sums.at[year, "all Ukraine"]) for year in by_year[name]}
    said["events_five_rise"] = percent(sums.at["2024", "five"] / sums.at["2023", "five"] - 1)
    after = wide.loc["2022-05":, "four"]
    return said | {"events_four_least": str(after.min()), "events_four_most": str(after.max())}


def _launches(table: pd.DataFrame) -> dict[str, str]:
    table = table[table["month"] <= "2024-12"].set_index("month")
    named = table[table["rows_from_belarus"] > 0]["launched_from_belarus"]
    later = table.loc[table.index > named.index.max()]
    return {
        **{f"launches_{month.replace('-', '_')}": str(count) for month, count in named.items()},
        "launches_unknown_later": percent(1 - later["rows_place_known"].sum() / later["rows"].sum(), 0),
    }


def _grounds(table: pd.DataFrame) -> dict[str, str]:
    return {"grounds_n": str(len(table)), "grounds_context": in_words((table["ground"] == "context").sum())}


def _ground_views(table: pd.DataFrame) -> dict[str, str]:
    return {"ground_views_n": in_words(len(table)), "ground_views_undated": in_words(table["since"].isna().sum())}


FROM_TABLES = {
    "launches": _launches,
    "weighed_evidence": _weighed_evidence,
    "border_events": _border_events,
    "grounds": _grounds,
    "ground_views": _ground_views,
}
