"""Lesson 04: months between an offer and its answer, the matrix of the comparison, burdens then and now."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.comparison import lags, months_between
from dualtrack.wording import in_words, percent

# The events from which months are counted, and those that end a span, by the names that prose uses.
REYKJAVIK, WITHDRAWN, AGAIN = "e-146", "e-101", "e-105"
AFTER_REYKJAVIK = {"prague": "e-147", "rome": "e-151", "brezhnev": "e-154", "talks": "e-158"}
DOUBLE_TRACK, INF = "e-160", "e-164"


def _harmel_events(table: pd.DataFrame) -> dict[str, str]:
    """Months from an offer to what followed it, as lesson 04 tells them."""
    rows = table.set_index("id")
    after = lags(table[table["case"] == "NATO"], REYKJAVIK).set_index("id")["months"]
    again = (rows.at[AGAIN, "date"] - rows.at[WITHDRAWN, "date"]).days
    return {
        **{f"lag_{name}": f"{after[event]:.0f}" for name, event in AFTER_REYKJAVIK.items()},
        "lag_inf": f"{months_between(rows.at[DOUBLE_TRACK, 'date'], rows.at[INF, 'date']):.0f}",
        "lag_again_days": str(again),
        "lag_again": f"{months_between(rows.at[WITHDRAWN, 'date'], rows.at[AGAIN, 'date']):.1f}",
    }


def _harmel_matrix(table: pd.DataFrame) -> dict[str, str]:
    core = table[table["core"]]
    touches, alike = core["touches_mechanism"].value_counts(), core["alike"].value_counts()
    return {
        "harmel_n": str(len(table)),
        "harmel_alike": in_words((table["alike"] == "alike").sum()),
        "harmel_disputed": in_words((table["touches_mechanism"] == "disputed").sum()),
        "harmel_core_unlike": in_words(alike["unlike"]),
        "harmel_core_touching": in_words(touches["yes"]),
        "harmel_core_disputed": in_words(touches["disputed"]),
    }


def _nato_burdens(table: pd.DataFrame) -> dict[str, str]:
    wide = table.pivot(index="state", columns="year", values="share_of_gdp").astype(float)
    change = wide[1975] - wide[1967]
    names = {"us": "United States", "uk": "United Kingdom", "greece": "Greece", "turkiye": "Türkiye", "belgium": "Belgium"}
    said = {f"burden_{name}_{year}": percent(wide.at[state, year]) for name, state in names.items() for year in (1967, 1975)}
    return said | {"burden_us_1965": percent(wide.at["United States", 1965]), "burdens_rose": in_words((change > 0).sum()), "burdens_n": str(len(wide))}


def _military_spending(table: pd.DataFrame) -> dict[str, str]:
    share, spent = (table.pivot(index="state", columns="year", values=column).astype(float) for column in ("share_of_gdp", "musd_2023"))
    return {
        **{f"spending_belarus_{year}": percent(share.at["Belarus", year]) for year in (2014, 2024)},
        **{f"spending_ukraine_{year}": percent(share.at["Ukraine", year]) for year in (2014, 2024)},
        "spending_russia_to_ukraine": f"{spent.at['Russia', 2024] / spent.at['Ukraine', 2024]:.2f}",
        "spending_ukraine_to_belarus": f"{spent.at['Ukraine', 2024] / spent.at['Belarus', 2024]:.0f}",
    }


FROM_TABLES = {"events": _harmel_events, "harmel_matrix": _harmel_matrix, "nato_burdens": _nato_burdens, "military_spending": _military_spending}
