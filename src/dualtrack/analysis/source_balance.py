"""Who a text rests on: its sources by kind and country, and whether one side's word stands alone."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

# Kinds of source that report what happened or speak for a party; scholarship, data sets and documents of
# international organisations are no party's word.
REPORTING = ("state media", "official statement", "independent media")


def balance(sources: pd.DataFrame, cited: Collection[str]) -> pd.DataFrame:
    """How many of the cited sources are of each kind (rows) and country (columns).

    ``sources`` has ``id``, ``kind`` and ``country``; ids that it lacks are not counted.

    >>> sources = pd.DataFrame({"id": ["a", "b"], "kind": ["state media", "data set"], "country": ["Russia", "Norway"]})
    >>> balance(sources, ["a", "b"]).loc["state media"].to_dict()
    {'Norway': 0, 'Russia': 1}
    """
    rows = sources[sources["id"].isin(cited)]
    return pd.crosstab(rows["kind"], rows["country"])


def one_sided(sources: pd.DataFrame, cited: Collection[str]) -> str:
    """What makes a text one-sided, in words, or nothing.

    One-sided is a text whose reporting sources (media and official statements) all come from one country, or whose media
    are all state media. A text without reporting sources is not.

    >>> sources = pd.DataFrame({"id": ["a", "b"], "kind": ["state media", "independent media"], "country": ["Russia", "Poland"]})
    >>> one_sided(sources, ["a"]), one_sided(sources, ["a", "b"])
    ('all its media and official statements come from Russia', '')
    """
    rows = sources[sources["id"].isin(cited) & sources["kind"].isin(REPORTING)]
    countries, kinds = set(rows["country"]), set(rows["kind"])
    if len(countries) == 1:
        return f"all its media and official statements come from {countries.pop()}"
    if "state media" in kinds and "independent media" not in kinds:
        return "all its media are state media"
    return ""


def uses(evidence: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """What each lesson rests on: one row a lesson, source and origin (columns ``lesson``, ``source_id``, ``origin``).

    Evidence belongs to the lesson that treats its claim, or in which its event may first be shown. A reading is its own origin.
    """
    lesson = evidence["claim_id"].map(claims.set_index("id")["lesson"]).fillna(evidence["event_id"].map(events.set_index("id")["reveal_lesson"]))
    rows = evidence.assign(lesson=lesson)[["lesson", "source_id", "origin"]]
    works = readings.assign(origin=readings["source_id"])[["lesson", "source_id", "origin"]]
    return pd.concat([rows, works]).drop_duplicates().sort_values(["lesson", "origin", "source_id"], ignore_index=True)


def by_lesson(used: pd.DataFrame, trait: pd.Series, of: str = "source_id") -> pd.DataFrame:
    """How many origins of each trait (columns) a lesson (rows) rests on; an origin counts once in a lesson, by its first source.

    ``used`` is what ``uses`` gives, ``trait`` a series by source (or, with ``of="origin"``, by origin).

    >>> used = pd.DataFrame({"lesson": ["01", "01"], "source_id": ["a", "b"], "origin": ["tass", "tass"]})
    >>> by_lesson(used, pd.Series({"a": "Russia", "b": "Poland"})).loc["01"].to_dict()
    {'Russia': 1}
    """
    once = used.drop_duplicates(["lesson", "origin"])
    traits = once[of].map(trait)
    order = traits.value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    return pd.crosstab(once["lesson"], traits)[list(order)]
