"""The numbers that prose may use: computed from the tables, formatted once, each known by one name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from dualtrack.analysis.agreement import COUNTS, SMALL_N, by_year, own_votes, select, siding
from dualtrack.analysis.border import STATED_KM, length_km, walk
from dualtrack.analysis.coder_agreement import by_field, confusions, settled, strength
from dualtrack.analysis.comparison import lags, months_between
from dualtrack.analysis.index import choice_ranges, index, indicator_scores, place_of
from dualtrack.analysis.process_tracing import DECISIVE, MOVED_BY, Piece, if_not_found, posterior, ratio
from dualtrack.tables import load
from dualtrack.tables.package import data_folder
from dualtrack.wording import in_words, percent, signed

# The article's "situational neutrality", the years before it, and the years of it for which votes carry issues.
CLAIMED = (2014, 2021)
BEFORE = (2005, 2013)
CLAIMED_WITH_ISSUES = (2014, 2018)
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
AT_BELARUS = ("Volyn", "Rivne", "Zhytomyr", "Kyiv", "Chernihiv")


def facts() -> dict[str, str]:
    """Every placeholder that lessons and exercises may use, with its text.

    >>> facts()["opposed_with_russia"], facts()["opposed_n"]
    ('78.7 %', '174')
    """
    return {name: text for table in COMPUTED_FROM for name, text in facts_of(table).items()} | CONVENTIONS


@lru_cache(maxsize=64)
def _computed(table: str, _folder: Path) -> dict[str, str]:
    """What prose takes from a table of one data folder: computed once in a run, since every bank and lesson asks for it."""
    return COMPUTED_FROM[table](load(table))


def facts_of(table: str) -> dict[str, str]:
    """The placeholders that are computed from one table; none for a table that prose takes nothing from.

    >>> facts_of("unga_resolutions")["resolutions_n"], facts_of("sources")
    ('eleven', {})
    """
    return dict(_computed(table, data_folder())) if table in COMPUTED_FROM else {}


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


def _weighed_evidence(table: pd.DataFrame) -> dict[str, str]:
    (moved,) = table.loc[table["name"] == "Missiles flown out", "statement"].str.extract(r"at least (\d+)", expand=False)
    return {"missiles_flown_out": moved}


def _weighed() -> dict[str, str]:
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


# Lesson 04. The events from which months are counted, and those that end a span, by the names that prose uses.
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


# Each table with what prose takes from it, and the numbers that are our own conventions.
COMPUTED_FROM = {
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
    "codings": _codings,
    "launches": _launches,
    "weighed_evidence": _weighed_evidence,
    "border_events": _border_events,
    "grounds": _grounds,
    "ground_views": _ground_views,
    "events": _harmel_events,
    "harmel_matrix": _harmel_matrix,
    "nato_burdens": _nato_burdens,
    "military_spending": _military_spending,
}
CONVENTIONS = {"small_n": str(SMALL_N), "border_stated": f"{STATED_KM:,}"} | _weighed()
