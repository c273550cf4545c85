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
