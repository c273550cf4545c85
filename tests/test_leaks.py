"""Nothing that became public after a day is in any view of that day: in no state of any control, no text, no card, no list to choose from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

import pandas as pd
import pytest
from matplotlib.text import Text

from dualtrack.analysis.public_record import Record, about, cut, dated_by, public_by
from dualtrack.figures.lanes import Lanes
from dualtrack.lessons.master import masters
from dualtrack.widgets import event_card, record_lanes
from dualtrack.widgets.event_card import EventCard, purposes_listed, the_record
from dualtrack.widgets.explorer import WIDGET_VIEW
from dualtrack.widgets.record_lanes import KnownOnExplorer, RecordExplorer, WhoseWordExplorer

FORECASTS = ["2024-06-30", "2024-07-12", "2024-08-09", "2024-08-24"]
EACH_DAY = [f"{day:%Y-%m-%d}" for day in pd.date_range("2024-06-01", "2024-12-31")]
VIEWS = [KnownOnExplorer, WhoseWordExplorer]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
MONTH = rf"({'|'.join(MONTHS)})"
SENTINEL = "SENTINEL"
# What was announced beforehand: visa-free entry from 19 July, announced on the 17th. The day itself is no news from the future.
ANNOUNCED = ("from 19 July to the end of the year",)
WORDS_EXPLAINED = re.compile(r"<strong>Words of the record up to (\d+ \w+)</strong></summary>\n\n(.*?)</details>", re.S)
PICTURE_OR_ADDRESS = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+|https?://[^\s\"<>]+")


@pytest.fixture(scope="module")
def record() -> Record:
    return the_record()


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are set as for a drawing, and no pixel is drawn: what a picture says is read from its texts."""

    def png(figure: Lanes) -> bytes:
        figure.lay_out()
        return b""

    monkeypatch.setattr(Lanes, "png", png)
    monkeypatch.setattr(Lanes, "html", str)
    listed = purposes_listed()
    monkeypatch.setattr(event_card, "purposes_listed", lambda: listed)


def said_by_card(card: EventCard) -> Iterator[str]:
    """All that a card says, before and after the reader has chosen a purpose."""
    for purpose in ("", "unclear"):
        card.controls["purpose"].value = purpose
        card.controls["compare"].click()
        yield from (card.view.value, card.status.value, str(card))
        bundle = card._repr_mimebundle_()
        yield from (bundle["text/html"], bundle["text/plain"])


def said_by(explorer: RecordExplorer) -> Iterator[str]:
    """All that an explorer says in the state in which it is: picture, line, alt text, table, live and kept HTML, plain text, lists, card."""
    figure = explorer.figure
    yield from (figure.alt, figure.line, explorer.view.value, str(explorer), *figure.table["what"])
    yield from (text.get_text() for text in figure.figure.findobj(Text))
    bundle = explorer._repr_mimebundle_()
    yield from (str(content) for kind, content in bundle.items() if kind != WIDGET_VIEW)
    for control in explorer.controls.values():
        yield from (f"{label} {value}" for label, value in getattr(control, "_options_full", ()))
    if explorer.card:
        yield from said_by_card(explorer.card)


def said_in_all_states(explorer: RecordExplorer) -> set[str]:
    """All that an explorer says in every state that one control can bring about, each event opened, beside the table."""
    texts, count = set(), 0
    for control in explorer.controls.values():
        values = [value for _label, value in control._options_full] if hasattr(control, "_options_full") else [False, True]
        for value in values:
            with explorer.at_once():
                for other in explorer.controls:
                    explorer.controls[other].value = explorer._start[other]
                control.value = value
            texts |= set(said_by(explorer))
            count += 1
    assert count > 10, "hardly a state was tried"
    return texts


def dates_in(text: str) -> Iterator[pd.Timestamp]:
    """The first day that each date in a text can mean: 2024-07-13, 2024-07, 13 July 2024, July 2024, 13 July (of 2024)."""
    text = PICTURE_OR_ADDRESS.sub(" ", html.unescape(text))
    for announced in ANNOUNCED:
        text = text.replace(announced, " ")
    for year, month, day in re.findall(r"\b(20\d\d)-([01]\d)(?:-([0-3]\d))?\b", text):
        yield pd.Timestamp(int(year), int(month), int(day or 1))
    for day, month, year in re.findall(rf"(?:\b(\d{{1,2}}) )?\b{MONTH}(?: (20\d\d))?\b", text):
        if day or year:
            yield pd.Timestamp(int(year or 2024), MONTHS.index(month) + 1, int(day or 1))


def later_texts(record: Record, day: str) -> dict[str, str]:
    """Texts and ids of rows that were not public on a day, each with what it is; a text that a public row has too is none."""
    kept = public_by(record.events, day)
    known, later = set(kept["what"]), {}
    for row in record.events[~record.events["id"].isin(kept["id"])].itertuples():
        later |= {row.id: "the id of an event", row.what: "an event"}
    for name, rows in (("evidence", record.evidence), ("purposes", record.purposes)):
        public = rows["event_id"].isin(kept["id"]) & dated_by(rows["source_id"], record.sources, day)
        known |= set(rows.loc[public, "says"])
        later |= {row.says: name for row in rows[~public].itertuples()}
    return {text: what for text, what in later.items() if text not in known}


def leaks(texts: Iterable[str], record: Record, day: str) -> list[str]:
    """What of a later day stands in some texts."""
    text = html.unescape("\n".join(texts))
    found = [f"{what}: {later}" for later, what in later_texts(record, day).items() if later in text]
    found += [f"the date {date:%Y-%m-%d}" for date in set(dates_in(text)) if date > pd.Timestamp(day)]
    return found + (["a sentinel"] if SENTINEL in text else [])


@pytest.fixture(scope="module")
def planted(record: Record) -> dict[str, Record]:
    """For each day the record with rows that were not public: events published later, not over, or of an unknown day; sources dated later or not at all."""

    def plant(day: str) -> Record:
        now = pd.Timestamp(day)
        event = record.events[record.events["id"] == "e-096"].assign(reveal_lesson="03")
        later = {"public_on": now + pd.Timedelta(days=1)}, {"date_end": now + pd.Timedelta(days=1)}, {"public_on": pd.NaT}, {"date": now + pd.Timedelta(days=1)}
        events = [event.assign(id=f"{SENTINEL}-{place}", what=f"{SENTINEL} event", **change) for place, change in enumerate(later)]
        dates = [f"{now + pd.Timedelta(days=1):%Y-%m-%d}", f"{now:%Y}", pd.NA, *([f"{now:%Y-%m}"] if not now.is_month_end else [])]
        sources = [record.sources.head(1).assign(id=f"{SENTINEL}-s{place}", author=SENTINEL, title=SENTINEL, date=date) for place, date in enumerate(dates)]
        names = [source["id"].iloc[0] for source in sources]
        bearing = [record.evidence.head(1).assign(event_id="e-096", source_id=name, says=f"{SENTINEL} word", speaker=SENTINEL, stance=stance, origin=SENTINEL)
                   for name in names for stance in ("supports", "contradicts", "qualifies")]  # fmt: skip
        accounts = [record.purposes.head(1).assign(event_id="e-096", source_id=name, says=f"{SENTINEL} account", speaker=SENTINEL) for name in names]
        return Record(*(pd.concat([rows, *new], ignore_index=True) for rows, new in zip(record, (events, bearing, accounts, sources), strict=True)))

    return {day: plant(day) for day in (*FORECASTS, *EACH_DAY[::15])}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", FORECASTS)
def test_no_state_of_a_dated_view_tells_of_later_days(view, day: str, record: Record):
    texts = said_in_all_states(view(day, record=record))
    assert leaks(texts, record, day) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", FORECASTS)
def test_planted_rows_do_not_show(view, day: str, planted: dict[str, Record]):
    texts = said_in_all_states(view(day, record=planted[day]))
    assert leaks(texts, planted[day], day) == []


def test_each_day_of_news_and_its_eve_keep_to_themselves(record: Record):
    """Every dated view shows what ``cut`` leaves; so it is looked at there on all days when something became public, and on the days before."""
    recent = about(record, set(record.events.loc[record.events["date"] >= "2024-05-01", "id"]))
    news = recent.events["public_on"].dropna()
    days = {f"{day:%Y-%m-%d}" for day in [*news, *(news - pd.Timedelta(days=1))]} & set(EACH_DAY)
    assert len(days) > 40
    for day in sorted(days):
        kept = cut(recent, day)
        texts = [*kept.events["id"], *kept.events["what"], *kept.events["contested_by"].dropna(), *kept.evidence["says"], *kept.purposes["says"]]
        texts += [*kept.sources["date"], *kept.sources["title"], *kept.sources["note"].dropna()]
        assert leaks(texts, recent, day) == [], day


@pytest.mark.parametrize("day", EACH_DAY[::15])
def test_once_a_fortnight_each_view_and_card_keeps_to_its_day(day: str, record: Record):
    for view in VIEWS:
        explorer = view(day, record=record)
        texts = set(said_by(explorer))
        for event_id in explorer.shown()[-3:]:
            texts |= set(said_by_card(EventCard(event_id, day, record=record)))
        assert leaks(texts, record, day) == []


@pytest.mark.parametrize("day", EACH_DAY[::15])
def test_planted_rows_do_not_show_on_other_days(day: str, planted: dict[str, Record]):
    explorer = KnownOnExplorer(day, record=planted[day])
    if "e-096" in explorer.shown():
        explorer.controls["event"].value = "e-096"
    assert leaks(said_by(explorer), planted[day], day) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", FORECASTS)
def test_an_uncut_view_is_found_out(view, day: str, planted: dict[str, Record], monkeypatch: pytest.MonkeyPatch):
    """The same look at a view that nobody cut must find later events, evidence, dates and sentinels: else the tests above prove nothing."""
    for module in (record_lanes, event_card):
        monkeypatch.setattr(module, "cut", lambda record, _day: record)
    explorer = view(day, record=planted[day])
    found = leaks(said_by(explorer), planted[day], day)
    explorer.controls["event"].value = "e-096"
    found += leaks(said_by(explorer), planted[day], day)
    assert "a sentinel" in found
    assert {"an event", "evidence", "purposes", "the id of an event"} <= {entry.split(":")[0] for entry in found}
    explorer.controls["event"].value = next(event for event in reversed(explorer.shown()) if not event.startswith(SENTINEL))
    assert any(entry.startswith("the date") for entry in leaks(said_by(explorer), planted[day], day))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-07-13 and 13 July 2024", ["2024-07-13", "2024-07-13"]),
        ("in July 2024, or 2024-08", ["2024-07-01", "2024-08-01"]),
        ("on 9 August, in May", ["2024-08-09"]),
        ('<a href="https://example.org/2025/01/02/2025-01-02">', []),
        ("from 19 July to the end of the year", []),
    ],
)
def test_dates_are_read_in_all_their_forms(text: str, days: list[str]):
    assert sorted(f"{day:%Y-%m-%d}" for day in dates_in(text)) == sorted(days)


def test_who_contests_an_event_is_told_only_by_those_who_had_spoken(record: Record):
    before, after = (cut(record, day).events.set_index("id").at["e-093", "contested_by"] for day in ("2024-06-30", "2024-07-01"))
    assert pd.isna(before)
    assert after == "Ukraine's border guards"


def test_a_card_of_a_later_event_cannot_be_opened(record: Record):
    with pytest.raises(event_card.CourseError, match="There is no event 'e-101' that was public by 12 July 2024"):
        EventCard("e-101", "2024-07-12", record=record)


def explained() -> list[tuple[str, str]]:
    """The words that the lesson explains for an evening, each with the day."""
    text = next(path for path in masters() if path.stem.startswith("03")).read_text(encoding="utf-8")
    days = {f"{pd.Timestamp(day).day} {pd.Timestamp(day).month_name()}": day for day in FORECASTS}
    return [(days[day], word) for day, fold in WORDS_EXPLAINED.findall(text) for word in re.findall(r"\*([^*]+)\*(?=[:,])", fold)]


def test_a_word_is_explained_only_once_it_is_in_the_record():
    """A place that is explained before anything is said to have happened there foretells that something will."""
    words = explained()
    assert {day for day, _word in words} == {"2024-08-09", "2024-08-24"}
    known = {day: KnownOnExplorer(day).figure.table.to_string().lower() for day in FORECASTS}
    assert [(day, word) for day, word in words if word.lower() not in known[day]] == []
    assert "homiel" not in known["2024-08-09"], "else the words of the last evening could stand with the others"
