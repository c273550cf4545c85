"""From a publisher's original file to a table of the course: what `dualtrack data derive` recomputes."""

from __future__ import annotations

import ast

import pandas as pd

from dualtrack.analysis.roll_calls import ISSUE_FLAGS, agreement_counts, siding_counts

# States of the UN tables by the code that the roll-call file uses.
STATES = {
    "ARM": "Armenia", "BLR": "Belarus", "CHN": "China", "CUB": "Cuba", "DEU": "Germany", "IND": "India", "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan", "LTU": "Lithuania", "POL": "Poland", "RUS": "Russia", "SRB": "Serbia", "TJK": "Tajikistan", "UKR": "Ukraine",
    "USA": "United States",
}  # fmt: skip
OBLASTS = {"Volyn": False, "Rivne": False, "Zhytomyr": False, "Kyiv": False, "Chernihiv": True, "Sumy": True}
MONTHS = {
    name: number
    for number, name in enumerate("January February March April May June July August September October November December".split(), start=1)  # noqa: SIM905
}


def roll_calls(original: pd.DataFrame) -> pd.DataFrame:
    """One row a roll call from one row a roll call and state (columns ``rcid``, ``Country``, ``vote``, ``date``, issue flags).

    Tallies are counted over all states of the file. ``vote`` is 1 yes, 2 abstain, 3 no, 8 absent, 9 no member.

    >>> original = pd.DataFrame({"rcid": [1, 1], "Country": ["BLR", "RUS"], "vote": [3, 3], "date": ["2014-03-27"] * 2}
    ...                         | {flag: [0, 0] for flag in ISSUE_FLAGS.values()})
    >>> roll_calls(original)[["date", "no", "BLR", "RUS"]].values.tolist()
    [['2014-03-27', 2, 3, 3]]
    """
    votes = original.drop_duplicates(["rcid", "Country"])
    calls = votes.drop_duplicates("rcid").set_index("rcid")[["date", *ISSUE_FLAGS.values()]]
    calls[list(ISSUE_FLAGS.values())] = calls[list(ISSUE_FLAGS.values())].fillna(0).astype(int).astype(bool)
    for name, code in (("yes", 1), ("abstain", 2), ("no", 3)):
        calls[name] = (votes["vote"] == code).groupby(votes["rcid"]).sum()
    own = votes[votes["Country"].isin(STATES)].pivot(index="rcid", columns="Country", values="vote")
    return calls.join(own).reset_index(drop=True)


def unga_agreement(original: pd.DataFrame, partners: list[str], first_year: int) -> pd.DataFrame:
    """The table of that name: Belarus's agreement with each partner, by year, set of votes and issue."""
    codes = {name: code for code, name in STATES.items()}
    counts = agreement_counts(roll_calls(original), "BLR", [codes[name] for name in partners])
    counts["partner"] = counts["partner"].map(STATES)
    return counts[counts["year"] >= first_year].sort_values(["year", "partner", "votes", "issue"], ignore_index=True)


def unga_opposed(original: pd.DataFrame, states: list[str]) -> pd.DataFrame:
    """The table of that name: with whom each state voted when Russia and Ukraine were opposed."""
    codes = {name: code for code, name in STATES.items()}
    counts = siding_counts(roll_calls(original), [codes[name] for name in states])
    counts = counts.rename(columns={"with_first": "with_russia", "with_second": "with_ukraine"})
    counts["state"] = counts["state"].map(STATES)
    return counts.sort_values(["year", "issue", "state"], ignore_index=True)


def border_events(original: pd.DataFrame) -> pd.DataFrame:
    """The table of that name from events by first-level region and month (columns ``Admin1``, ``Month``, ``Year``, ``Events``).

    >>> original = pd.DataFrame({"Admin1": ["Volyn", "Odesa"], "Month": ["March"] * 2, "Year": [2022] * 2, "Events": [2, 5]})
    >>> border_events(original).query("oblast in ['Volyn', 'all Ukraine']")[["month", "oblast", "events"]].values.tolist()
    [['2022-03', 'Volyn', 2], ['2022-03', 'all Ukraine', 7]]
    """
    month = original["Year"].astype(int).astype(str) + "-" + original["Month"].map(MONTHS).astype(int).astype(str).str.zfill(2)
    counted = original.assign(month=month).pivot_table(index="month", columns="Admin1", values="Events", aggfunc="sum").fillna(0).astype(int)
    wide = counted.reindex(columns=list(OBLASTS), fill_value=0).assign(**{"all Ukraine": counted.sum(axis=1)})
    long = wide.reset_index().melt("month", var_name="oblast", value_name="events")
    long["touches_russia"] = long["oblast"].map(OBLASTS).astype("boolean")
    order = {name: place for place, name in enumerate([*OBLASTS, "all Ukraine"])}
    return long.sort_values(["month", "oblast"], key=lambda column: column.map(order) if column.name == "oblast" else column, ignore_index=True)


def launches(original: pd.DataFrame) -> pd.DataFrame:
    """The table of that name from the daily rows (``time_start``, ``launch_place``, ``launched``, ``destroyed``, ``border_crossing``).

    >>> original = pd.DataFrame({"time_start": ["2022-11-17"], "launch_place": ["Belarus"], "launched": [5], "destroyed": [5], "border_crossing": ["{}"]})
    >>> launches(original)[["month", "rows", "launched_from_belarus"]].values.tolist()
    [['2022-11', 1, 5]]
    """
    place = original["launch_place"].fillna("").astype(str).str.strip()
    here = place.str.contains("Belarus")
    rows = pd.DataFrame(
        {
            "month": original["time_start"].astype(str).str[:7],
            "rows": 1,
            "rows_place_known": (place != "").astype(int),
            "launched": original["launched"].fillna(0),
            "destroyed": original["destroyed"].fillna(0),
            "rows_from_belarus": here.astype(int),
            "launched_from_belarus": original["launched"].fillna(0).where(here, 0),
            "crossed_into_belarus": original["border_crossing"].fillna("{}").map(_crossed),
        }
    )
    sums = rows.groupby("month").sum().astype(int).reset_index()
    sums.insert(3, "share_place_unknown", (1 - sums["rows_place_known"] / sums["rows"]).round(3))
    return sums


def _crossed(cell: str) -> float:
    """How many weapons a cell says crossed into Belarus.

    >>> _crossed("{'belarus': 2.0, 'russia': 1.0}"), _crossed("{}")
    (2.0, 0)
    """
    return ast.literal_eval(cell.replace("nan", "None")).get("belarus") or 0
