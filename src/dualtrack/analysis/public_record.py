"""What of the record was public on a day, who speaks in it, and from how many origins."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

CONTEXT, SUPPORTS, CONTRADICTS = "context", "supports", "contradicts"
ONE_SIDE = "stated by one side"
SIDE_OF_ACTOR = {"Belarus": "Minsk", "Ukraine": "Kyiv", "Russia": "Moscow"}


class Record(NamedTuple):
    """Events with what bears on them.

    ``events`` as the table of that name; ``evidence`` has event_id, source_id, origin, speaker, side, stance and says; ``purposes`` as the table of
    that name; ``sources`` has id and date (text: a year, a month or a day).
    """

    events: pd.DataFrame
    evidence: pd.DataFrame
    purposes: pd.DataFrame
    sources: pd.DataFrame


def public_by(events: pd.DataFrame, day: str | pd.Timestamp) -> pd.DataFrame:
    """The events that were public on a day (its evening): over by then, and published. A row whose day of publication is not known is left out.

    >>> events = pd.DataFrame({"id": ["a", "b", "c"], "date": pd.to_datetime(["2024-07-01", "2024-07-01", "2024-07-13"]), "date_end": pd.to_datetime([None,
    ...     "2024-07-31", None]), "public_on": pd.to_datetime(["2024-07-02", "2024-07-02", None])})
    >>> public_by(events, "2024-07-01")["id"].tolist(), public_by(events, "2024-07-30")["id"].tolist(), public_by(events, "2024-08-01")["id"].tolist()
    ([], ['a'], ['a', 'b'])
    """
    day = pd.Timestamp(day)
    over = (events["date"] <= day) & (events["date_end"].isna() | (events["date_end"] <= day))
    return events[over & (events["public_on"] <= day).fillna(False)]


def dated_by(source_ids: pd.Series, sources: pd.DataFrame, day: str | pd.Timestamp) -> pd.Series:
    """For each source id, whether the source is dated on or before a day.

    A month or a year counts as its last day; a source without a date is held back.

    >>> sources = pd.DataFrame({"id": ["a", "b", "c", "d"], "date": ["2024-07-13", "2024-07", "2024", None]})
    >>> dated_by(sources["id"], sources, "2024-07-30").tolist(), dated_by(sources["id"], sources, "2024-07-31").tolist()
    ([True, False, False, False], [True, True, False, False])
    """
    last = sources.set_index("id")["date"].map(_last_day, na_action="ignore")
    return (pd.to_datetime(source_ids.map(last)) <= pd.Timestamp(day)).fillna(False).astype(bool)


def _last_day(date: str) -> pd.Timestamp:
    """The last day that a date in words can mean."""
    return pd.Period(date[:10]).end_time.normalize()


def cut(record: Record, day: str | pd.Timestamp | None) -> Record:
    """The record as it was public on a day: every dated view goes through here. Without a day, the record as it is.

    Kept are events that ``public_by`` keeps, and evidence and purposes of these whose source is dated by the day. What a row says of who contests an
    event was written with the whole record at hand: on a day it is computed anew from the evidence that there was, and so are the sources.
    """
    if day is None:
        return record
    events = public_by(record.events, day)
    kept = [rows[rows["event_id"].isin(events["id"]) & dated_by(rows["source_id"], record.sources, day)] for rows in record[1:3]]
    against = kept[0][kept[0]["stance"] == CONTRADICTS].drop_duplicates(["event_id", "speaker"]).groupby("event_id")["speaker"].agg("; ".join)
    contested = events["id"].map(against).astype(events["contested_by"].dtype)
    used = pd.concat([rows["source_id"] for rows in kept])
    return Record(events.assign(contested_by=contested), *kept, record.sources[record.sources["id"].isin(used)])


def about(record: Record, event_ids: Collection[str]) -> Record:
    """The part of a record that is about some events."""
    kept = [rows[rows["event_id"].isin(event_ids)] for rows in record[1:3]]
    return Record(record.events[record.events["id"].isin(event_ids)], *kept, record.sources)


def sides(record: Record) -> pd.DataFrame:
    """Who states an event or bears it out (columns event_id, side, speaker), one row for each speaker, from the evidence that supports it.

    Where there is none (as on a day before any dated source), what one side states is that of its actor; its speaker is then the actor. An event of
    another basis has no row then.
    """
    told = record.evidence[record.evidence["stance"] == SUPPORTS][["event_id", "side", "speaker"]].drop_duplicates()
    events = record.events
    left = events[~events["id"].isin(told["event_id"]) & (events["basis"] == ONE_SIDE) & events["actor"].isin(SIDE_OF_ACTOR)]
    acting = pd.DataFrame({"event_id": left["id"], "side": left["actor"].map(SIDE_OF_ACTOR), "speaker": left["actor"]})
    return pd.concat([told, acting], ignore_index=True)


def heard(record: Record, event_ids: list[str]) -> pd.DataFrame:
    """How much each side is heard on some events (columns side, reports, origins), the loudest first.

    A report is one row of evidence for, against or qualifying an event; reports of one origin, such as ten papers on one press release, are one voice.

    >>> evidence = pd.DataFrame({"event_id": "e", "side": ["Minsk", "Minsk", "Kyiv", "Kyiv"], "origin": ["a", "a", "b", "c"],
    ...     "stance": ["supports", "supports", "contradicts", "context"]})
    >>> heard(Record(None, evidence, None, None), ["e"]).values.tolist()
    [['Minsk', 2, 1], ['Kyiv', 1, 1]]
    """
    own = record.evidence[record.evidence["event_id"].isin(event_ids) & (record.evidence["stance"] != CONTEXT)]
    counts = own.groupby("side", sort=False)["origin"].agg(reports="count", origins="nunique").reset_index()
    return counts.sort_values(["reports", "side"], ascending=[False, True], ignore_index=True)
