"""What a lesson holds back because a later one asks for it first: votes before lesson 01, what followed in 2024 before lesson 03."""

from __future__ import annotations

import pandas as pd

# Lesson 01 asks for votes in the UN General Assembly before it shows them; its sources are known by how their ids begin.
VOTES, VOTES_IN = ("unga-", "un-votes", "voeten", "mironchik-belta", "udf-2016-11-motion", "shuplyak", "herashchenko"), "01"
# Lesson 03 asks for forecasts of what came after this day; the article itself, which tells it, is read up to ¶14 until then.
FORECASTS_FROM, FORECASTS_IN = pd.Timestamp("2024-06-01"), "03"
READ_FROM_THE_START = ("preiherman-2024",)


def held_back(source_ids: pd.Series, sources: pd.DataFrame, lesson: str, votes: bool = True) -> pd.Series:
    """For each source id, whether what it tells is asked for in a later lesson than this one (an empty lesson holds nothing back).

    ``sources`` has ``id`` and ``date`` (text: a year, a month or a day). A source of the year 2024 whose day is not known counts as late.
    Without ``votes`` the UN's records are not held back.

    >>> sources = pd.DataFrame({"id": ["unga-68-262", "a", "b"], "date": ["2014-03-27", "2024-08-25", "2019"]})
    >>> held_back(sources["id"], sources, "00").tolist(), held_back(sources["id"], sources, "01").tolist(), held_back(sources["id"], sources, "").tolist()
    ([True, True, False], [False, True, False], [False, False, False])
    """
    held = pd.Series(False, index=source_ids.index)
    if not lesson:
        return held
    if votes and lesson < VOTES_IN:
        held |= source_ids.str.startswith(VOTES).astype(bool)
    if lesson < FORECASTS_IN:
        dates = source_ids.map(sources.set_index("id")["date"])
        late = dates.fillna("").astype(str).map(_last_day) >= FORECASTS_FROM
        held |= late & ~source_ids.isin(READ_FROM_THE_START)
    return held


def _last_day(date: str) -> pd.Timestamp:
    """The last day that a date in words can mean; long ago where there is none."""
    return pd.Period(date[:10]).end_time if date else pd.Timestamp.min
