"""The numbers that prose may use: computed from the tables, formatted once, each known by one name."""

from __future__ import annotations

from dualtrack.analysis.agreement import SMALL_N, own_votes, pooled, select, siding
from dualtrack.tables import load
from dualtrack.wording import percent

# The article's "situational neutrality", the years before it, and the years of it for which votes carry issues.
CLAIMED = (2014, 2021)
BEFORE = (2005, 2013)
CLAIMED_WITH_ISSUES = (2014, 2018)


def facts() -> dict[str, str]:
    """Every placeholder that lessons and exercises may use, with its text.

    >>> facts()["opposed_with_russia"], facts()["opposed_n"]
    ('78.7 %', '174')
    """
    return _agreement() | _opposed() | _own_votes() | _resolutions() | {"small_n": str(SMALL_N)}


def _agreement() -> dict[str, str]:
    table = load("unga_agreement")
    claimed, before = (pooled(select(table, years)) for years in (CLAIMED, BEFORE))
    by_issue = {
        issue: pooled(select(table, CLAIMED_WITH_ISSUES, issue=issue)) for issue in ("all", "arms control", "human rights", "outside disarmament")
    }
    years = table["year"]
    return {
        "first_year": str(years.min()),
        "last_year": str(years.max()),
        "last_issue_year": str(table.loc[table["issue"] != "all", "year"].max()),
        "all_n": f"{claimed.at['Russia', 'n']:,}",
        "same_russia": percent(claimed.at["Russia", "share"]),
        "same_ukraine": percent(claimed.at["Ukraine", "share"]),
        "same_china": percent(claimed.at["China", "share"]),
        "same_kazakhstan": percent(claimed.at["Kazakhstan", "share"]),
        "same_russia_before": percent(before.at["Russia", "share"]),
        "same_ukraine_before": percent(before.at["Ukraine", "share"]),
        "issue_all_russia": percent(by_issue["all"].at["Russia", "share"]),
        "issue_arms_russia": percent(by_issue["arms control"].at["Russia", "share"]),
        "issue_arms_ukraine": percent(by_issue["arms control"].at["Ukraine", "share"]),
        "issue_rights_russia": percent(by_issue["human rights"].at["Russia", "share"]),
        "issue_rights_ukraine": percent(by_issue["human rights"].at["Ukraine", "share"]),
        "issue_rest_russia": percent(by_issue["outside disarmament"].at["Russia", "share"]),
    }


def _opposed() -> dict[str, str]:
    table = load("unga_opposed")
    states = siding(table, CLAIMED)
    issues = siding(table, CLAIMED_WITH_ISSUES, state="Belarus", issue=None)
    belarus = states.loc["Belarus"]
    said = {
        "opposed_n": f"{belarus['n']:.0f}",
        "opposed_with_russia": percent(belarus["share"]),
        "opposed_with_ukraine": percent(belarus["with_ukraine"] / belarus["n"]),
        "opposed_abstained": percent(belarus["abstained"] / belarus["n"]),
        "opposed_rights_n": str(issues.at["human rights", "n"]),
        "opposed_rights_with_russia": str(issues.at["human rights", "with_russia"]),
        "opposed_rights_share": percent(issues.at["human rights", "share"]),
        "opposed_nuclear_n": str(issues.at["nuclear", "n"]),
        "opposed_nuclear_with_russia": str(issues.at["nuclear", "with_russia"]),
        "opposed_nuclear_with_ukraine": str(issues.at["nuclear", "with_ukraine"]),
        "opposed_nuclear_abstained": str(issues.at["nuclear", "abstained"]),
    }
    for state in ("China", "Cuba", "Kyrgyzstan", "Kazakhstan", "Armenia", "India", "Serbia"):
        said[f"opposed_{state.lower()}"] = percent(states.at[state, "share"])
    return said


def _own_votes() -> dict[str, str]:
    table = load("unga_votes_cast")
    said = {}
    for name, years in (("before", BEFORE), ("claimed", CLAIMED)):
        shares = own_votes(table, years)["share_no"]
        for state in ("Belarus", "Russia", "Ukraine"):
            said[f"no_{state.lower()}_{name}"] = percent(shares[state])
    return said


def _resolutions() -> dict[str, str]:
    table = load("unga_resolutions")
    claimed = table[table["date"].dt.year.between(*CLAIMED)]
    later = table[table["date"].dt.year > CLAIMED[1]]
    series = claimed["series"].value_counts()
    return {
        "resolutions_n": str(len(claimed)),
        "resolutions_no": str((claimed["belarus"] == "no").sum()),
        "resolutions_series": str(len(series)),
        "resolutions_integrity": str(series["territorial integrity"]),
        "resolutions_rights": str(series["human rights in Crimea"]),
        "resolutions_militarisation": str(series["militarisation of Crimea"]),
        "resolutions_beyond_rights": str(len(claimed) - series["human rights in Crimea"]),
        "resolutions_kazakhstan_no": str((claimed["kazakhstan"] == "no").sum()),
        "resolutions_kazakhstan_abstain": str((claimed["kazakhstan"] == "abstain").sum()),
        "resolutions_serbia_no": str((claimed["serbia"] == "no").sum()),
        "resolutions_armenia_no": str((claimed["armenia"] == "no").sum()),
        "resolutions_china_no": str((claimed["china"] == "no").sum()),
        "resolutions_later_n": str(len(later)),
        "resolutions_later_no": str((later["belarus"] == "no").sum()),
    }
