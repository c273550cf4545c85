"""Lesson 01: votes, trade, the index of neutrality, and the border's length and map."""

from __future__ import annotations

import pandas as pd

from dualtrack.analysis.agreement import COUNTS, SMALL_N, by_year, own_votes, select, siding
from dualtrack.analysis.border import STATED_KM, length_km, walk
from dualtrack.analysis.index import choice_ranges, index, indicator_scores, place_of
from dualtrack.tables import load
from dualtrack.wording import in_words, percent, signed

# The article's "situational neutrality", the years before it, and the years of it for which votes carry issues.
CLAIMED = (2014, 2021)
BEFORE = (2005, 2013)
CLAIMED_WITH_ISSUES = (2014, 2018)


def _agreement(table: pd.DataFrame) -> dict[str, str]:
    russia = table[(table["partner"] == "Russia") & (table["votes"] == "all")]
    claimed, before = (select(russia, years)[COUNTS].sum() for years in (CLAIMED, BEFORE))
    by_issue = russia[russia["year"].between(*CLAIMED_WITH_ISSUES)].groupby("issue")[COUNTS].sum()
    apart = by_issue["n"] - by_issue["same"]
    yearly = by_year(select(russia, (2006, 2015))).set_index("year")["share"]
    return {
        "same_before": percent(before["same"] / before["n"]),
        "same_claimed": percent(claimed["same"] / claimed["n"]),
        "opposite_before": str(before["opposite"]),
        "opposite_claimed": str(claimed["opposite"]),
        "opposite_before_share": percent(before["opposite"] / before["n"]),
        "opposite_claimed_share": percent(claimed["opposite"] / claimed["n"]),
        "votes_before": f"{before['n']:,}",
        "votes_claimed": f"{claimed['n']:,}",
        **{f"same_{year}": percent(yearly[year]) for year in (2006, 2013, 2014, 2015)},
        "issue_all": percent(by_issue.at["all", "same"] / by_issue.at["all", "n"]),
        "issue_rest": percent(by_issue.at["outside disarmament", "same"] / by_issue.at["outside disarmament", "n"]),
        "apart_all": str(apart["all"]),
        "apart_disarmament": str(apart["all"] - apart["outside disarmament"]),
    }


def _opposed(table: pd.DataFrame) -> dict[str, str]:
    states = siding(table, CLAIMED)
    belarus = states.loc["Belarus"]
    rights, nuclear, rest = (siding(table, CLAIMED_WITH_ISSUES, issue=issue) for issue in ("human rights", "nuclear", "outside disarmament"))
    before = siding(table, BEFORE).loc["Belarus"]
    said = {
        "opposed_n": f"{belarus['n']:.0f}",
        "opposed_with_russia": percent(belarus["share"]),
        "opposed_with_ukraine": percent(belarus["with_ukraine"] / belarus["n"]),
        "opposed_abstained": percent(belarus["abstained"] / belarus["n"]),
        "opposed_before": percent(before["share"]),
        "opposed_before_n": f"{before['n']:.0f}",
        "opposed_rest": percent(rest.at["Belarus", "share"]),
        "opposed_rest_before": percent(siding(table, BEFORE, issue="outside disarmament").at["Belarus", "share"]),
        "nuclear_belarus": f"{nuclear.at['Belarus', 'with_russia']} of {nuclear.at['Belarus', 'n']}",
        "nuclear_with_ukraine": str(nuclear.at["Belarus", "with_ukraine"]),
        "nuclear_us": f"{nuclear.at['United States', 'with_russia']} of {nuclear.at['United States', 'n']}",
        "nuclear_abstained": in_words(nuclear.at["Belarus", "abstained"]),
    }
    by_issue = siding(table, CLAIMED_WITH_ISSUES, state="Belarus", issue=None)["share"]
    for name, issue in (("rights", "human rights"), ("development", "development"), ("arms", "arms control"), ("nuclear", "nuclear")):
        said[f"side_{name}"] = percent(by_issue[issue])
    for name, years in (("early", (2014, 2019)), ("late", (2020, 2021))):
        part = siding(table, years).loc["Belarus"]
        said |= {f"opposed_{name}": percent(part["share"]), f"opposed_{name}_n": f"{part['n']:.0f}"}
    for state in ("China", "Cuba", "Kyrgyzstan", "Tajikistan", "Kazakhstan", "Armenia", "India", "Serbia"):
        said[f"opposed_{state.lower()}"] = percent(states.at[state, "share"])
    for state in ("Belarus", "Kazakhstan", "Armenia"):
        said[f"rights_{state.lower()}"] = f"{rights.at[state, 'with_russia']} of {rights.at[state, 'n']}"
    for state in ("Kazakhstan", "Armenia"):
        said[f"nuclear_{state.lower()}_ukraine"] = f"{nuclear.at[state, 'with_ukraine']} of {nuclear.at[state, 'n']}"
    return said


def _own_votes(table: pd.DataFrame) -> dict[str, str]:
    said = {}
    for name, years in (("before", BEFORE), ("claimed", CLAIMED)):
        own = own_votes(table, years)
        said[f"no_russia_{name}"] = percent(own.at["Russia", "share_no"])
        for vote in ("yes", "abstain", "no"):
            said[f"{vote}_belarus_{name}"] = percent(own.at["Belarus", vote] / own.at["Belarus", "n"])
    return said


def _resolutions(table: pd.DataFrame) -> dict[str, str]:
    claimed = table[table["date"].dt.year.between(*CLAIMED)]
    series = claimed["series"].value_counts()
    rights = series["human rights in Crimea"]
    return {
        "resolutions_n": in_words(len(claimed)),
        "resolutions_no": in_words((claimed["belarus"] == "no").sum()),
        "resolutions_groups": in_words(len(series)),
        "resolutions_integrity": in_words(series["territorial integrity"]),
        "resolutions_rights": in_words(rights),
        "resolutions_rights_count": str(rights),
        "resolutions_militarisation": in_words(series["militarisation of Crimea"]),
        "resolutions_beyond_rights": in_words(len(claimed) - rights),
    }


def _trade(table: pd.DataFrame) -> dict[str, str]:
    russia, ukraine = (table[table["partner"] == partner] for partner in ("Russia", "Ukraine"))
    said = {}
    for name, rows in (("russia", russia), ("ukraine", ukraine)):
        sold = rows[(rows["direction"] == "exports") & rows["musd"].notna()].set_index("year")["musd"]
        turnover = rows[rows["direction"] == "turnover"].set_index("year")["share"]
        said |= {f"trade_{name}_{year}": f"{sold[year] / 1000:.1f}" for year in (2014, 2021) if year in sold}
        said |= {f"trade_{name}_{year}": percent(turnover[year]) for year in (2017, 2020)}
    return said


def _index(indicators: pd.DataFrame) -> dict[str, str]:
    scores = indicator_scores(load("unga_opposed"), load("unga_resolutions"), indicators)
    equal = dict.fromkeys(scores.columns, 1.0)
    ranges = choice_ranges(scores, "Belarus").set_index("choice")

    def place(weights: dict[str, float]) -> str:
        return str(place_of("Belarus", index(scores, weights))[0])

    return {
        "index_states": in_words(len(scores)),
        "index_place": place(equal),
        "index_by_weights": "places {} and {}".format(*ranges.loc["weights 1, 2 or 3", ["best", "worst"]]),
        "index_by_indicator": "places {} to {}".format(*ranges.loc["one indicator left out", ["best", "worst"]]),
        "index_without_law": place(equal | {"neutrality in law": 0.0}),
        "index_without_nato": place(equal | {"plan with NATO": 0.0}),
    }


def _border_line(table: pd.DataFrame) -> dict[str, str]:
    lines = {name.rpartition(":")[2].split()[0]: own.sort_values("point")[["longitude", "latitude"]].astype(float) for name, own in table.groupby("outline")}
    finest = lines["10"].to_numpy()
    said = {f"border_outline_{scale}": f"{length_km(lines[scale].to_numpy()):,.0f}" for scale in ("10", "110")}
    walked = {ruler: walk(finest, ruler).length_km for ruler in (200, 100, 25, 3)}
    said["border_short_3"] = f"{STATED_KM - walked[3]:.0f}"
    return said | {f"border_ruler_{ruler}": f"{length:,.0f}" for ruler, length in walked.items()}


def _border_length(table: pd.DataFrame) -> dict[str, str]:
    lengths = table.assign(length_km=table["length_km"].astype(float))
    walked = lengths[lengths["method"] == "divider"].set_index("ruler_km")["length_km"]
    return {"border_gadm": f"{lengths.set_index('outline').at['GADM 4.1', 'length_km']:,.0f}", "border_table_25": f"{walked[25]:,.0f}"}


def _border_sites(table: pd.DataFrame) -> dict[str, str]:
    meetings = table[(table["kind"] == "meeting") & table["first_year"].between(*CLAIMED)]
    return {"meetings_n": in_words(len(meetings)).capitalize(), "commands_n": in_words((table["kind"] == "command").sum())}


def _ideal_points(table: pd.DataFrame) -> dict[str, str]:
    claimed = table[table["year"].between(*CLAIMED)]
    points, low, high = (claimed.pivot(index="year", columns="state", values=name).astype(float) for name in ("all_votes", "all_votes_low", "all_votes_high"))
    between = (points["Belarus"] < points["Russia"]) & (points["Russia"] < points["Ukraine"])
    apart = (high["Belarus"] < low["Russia"]) | (high["Russia"] < low["Belarus"])
    states = table.set_index(["year", "state"]).astype(float)
    said = {"ideal_years": in_words(len(points)), "ideal_between": in_words(between.sum()), "ideal_apart": in_words(apart.sum())}
    for year in (2014, 2021, 2022):
        for state in ("Russia", "Ukraine"):
            said[f"distance_{state.lower()}_{year}"] = f"{states.at[(year, state), 'distance_to_belarus']:.2f}"
    for year in (2016, 2017):
        said |= {f"ideal_{name}_{year}": signed(states.at[(year, "Belarus"), column]) for name, column in (("all", "all_votes"), ("final", "final_passage"))}
    return said


FROM_TABLES = {
    "unga_agreement": _agreement,
    "unga_opposed": _opposed,
    "unga_votes_cast": _own_votes,
    "unga_resolutions": _resolutions,
    "trade_shares": _trade,
    "neutrality_indicators": _index,
    "border_line": _border_line,
    "border_length": _border_length,
    "border_sites": _border_sites,
    "ideal_points": _ideal_points,
}
CONVENTIONS = {"small_n": str(SMALL_N), "border_stated": f"{STATED_KM:,}"}
