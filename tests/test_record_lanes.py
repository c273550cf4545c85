"""The record of 2024 of lesson 03: whose word an event rests on, cards, counts, the article beside the counter-text."""

from __future__ import annotations

import re

import figure_texts
import pandas as pd
import pytest

import dualtrack
from dualtrack import beside, counts_and_claims, event, known_on, whose_word
from dualtrack.analysis.public_record import Record, heard, public_by, sides
from dualtrack.errors import CourseError
from dualtrack.facts import rollercoaster_2024
from dualtrack.figures.counts import AIR_FORCE, MONITOR, NONE_NAMED, NOT_FOUND
from dualtrack.figures.lanes import LANES
from dualtrack.tables import load
from dualtrack.widgets import record_lanes
from dualtrack.widgets.event_card import purposes_listed, the_record


@pytest.fixture(scope="module")
def record() -> Record:
    return the_record()


def test_public_by_needs_a_day_of_publication_and_an_end():
    days = {"date": ["2024-07-01"] * 4, "date_end": [None, "2024-07-31", None, None], "public_on": ["2024-07-05", "2024-07-02", None, "2024-07-01"]}
    events = pd.DataFrame({name: pd.to_datetime(values) for name, values in days.items()}).assign(id=list("abcd"))
    assert public_by(events, "2024-07-04")["id"].tolist() == ["d"]
    assert public_by(events, "2024-07-05")["id"].tolist() == ["a", "d"]
    assert public_by(events, "2024-12-31")["id"].tolist() == ["a", "b", "d"]


def test_the_same_fortnight_differs_by_who_states_it():
    explorer = whose_word("2024-08-09", first="2024-06-29")
    explorer.controls["speaker"].value = "Minsk"
    assert explorer.shown() == ["e-097", "e-207"]
    explorer.controls["speaker"].value = "Kyiv"
    assert explorer.shown() == ["e-098"], "a count for the whole of July belongs to no fortnight"


def test_reports_of_one_origin_count_once(record: Record):
    explorer = whose_word("2024-08-09")
    assert "origin" not in explorer.figure.line
    explorer.controls["once"].value = True
    assert "Minsk 17 reports of 11 origins" in explorer.figure.line
    counts = heard(record, ["e-101"]).set_index("side")
    assert counts.loc["Minsk"].tolist() == [3, 1]


def test_who_states_an_event_comes_from_the_evidence_and_else_from_its_actor(record: Record):
    assert set(sides(record).query("event_id == 'e-094'")["side"]) == {"Minsk", "Kyiv"}
    early = known_on("2024-06-30", record=record)
    early.controls["speaker"].value = "Minsk"
    assert "e-093" in early.shown()
    assert "e-094" not in early.shown(), "nobody's word on it is dated by then"


def test_filters_meet_and_an_event_that_does_not_fit_closes():
    explorer = whose_word()
    explorer.controls["event"].value = "e-112"
    assert explorer.card.event_id == "e-112"
    assert "Read: 2024-08-25" in explorer.figure.line
    explorer.controls["lane"].value = "military activity"
    assert explorer.card is None
    assert explorer.place.children == ()
    assert set(explorer.figure.table["lane"]) == {"military activity"}
    explorer.controls["speaker"].value = "Moscow"
    explorer.controls["fortnight"].value = "2024-06-01"
    assert "no event in the record fits" in explorer.figure.line


def test_lanes_are_named_for_what_can_be_seen():
    assert list(LANES) == ["military activity", "contacts and offers", "statements and other acts"]
    table = whose_word().figure.table
    assert "contact withdrawn" in set(table["lane"])
    assert not table["what"].str.contains("deterrence").any()


@pytest.mark.parametrize("first", ["", "2024-06-29", "2024-08-10", "2024-08-24"])
def test_marks_of_near_days_do_not_cover_each_other(first: str):
    explorer = whose_word(first=first)
    figure = explorer.figure
    figure.png()
    points = [tuple(point) for mark in figure._marks.values() for point in figure._axes.transData.transform(mark.get_xydata())]
    assert len(points) == len(explorer.shown())
    near = [(one, other) for place, one in enumerate(points) for other in points[place + 1 :] if abs(one[0] - other[0]) < 12 and abs(one[1] - other[1]) < 12]
    assert near == []


@pytest.mark.parametrize("make", [whose_word, lambda: whose_word("2024-08-24"), lambda: known_on("2024-06-30"), lambda: known_on("2024-08-24"), lambda: known_on("2024-06-01")])
def test_texts_are_legible(make):
    explorer = make()
    states = [{"lane": "contacts and offers"}]
    if "once" in explorer.controls:
        fortnights = [value for _label, value in explorer.controls["fortnight"].options]
        states += [{"once": True}, *({"fortnight": first, "once": True} for first in (fortnights[1], fortnights[-1]))]
    for state in ({}, *states):
        explorer.reset()
        with explorer.at_once():
            for name, value in state.items():
                explorer.controls[name].value = value
        assert figure_texts.overlapping(explorer.figure.figure) + figure_texts.cut_off(explorer.figure.figure) == [], state
        assert explorer.figure.line in explorer.figure.alt


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: known_on("30 June"), "known_on(...): found '30 June', allowed is a day like 2024-06-30"),
        (lambda: known_on("2023-06-30"), "allowed is a day from 2024-06-01 to 2024-12-31"),
        (lambda: whose_word("2025-01-01"), "whose_word(...): found '2025-01-01'"),
        (lambda: whose_word(speaker="London"), "whose_word(speaker=...): found 'London', allowed is one of: Minsk"),
        (lambda: whose_word(first="2024-06-02"), "whose_word(fortnight=...): found '2024-06-02'"),
        (lambda: event("e-999"), "There is no event 'e-999'"),
        (lambda: event("e-101", purpose="evil"), "purpose: found 'evil', allowed is one of: deterrence"),
        (lambda: beside("Who?"), "beside(...): found 'Who?', allowed is one of: What was moved?"),
    ],
)
def test_what_does_not_fit_is_said(make, said: str):
    with pytest.raises(CourseError, match=re.escape(said)):
        make()


def test_a_card_tells_no_purpose_before_the_readers_own():
    card = event("e-105")
    accounts = load("purposes").query("event_id == 'e-105'")
    texts = [card.view.value, card.status.value, *map(str, list(card._repr_mimebundle_().values())[1:])]
    assert not [says for says in accounts["says"] for text in texts if says in text]
    card.controls["compare"].click()
    assert card.said == "Choose a purpose first."
    assert not card.compared
    card.controls["purpose"].value = "diversion"
    card.controls["compare"].click()
    assert all(says in str(card) for says in accounts["says"])
    assert re.search(r"you +diversion", str(card))


def test_a_card_groups_what_bears_on_it_by_origin():
    text = str(event("e-101"))
    assert "Aleksandr Lukashenko (Minsk), 3 reports of one origin" in text
    assert not re.search(r"supports|qualifies|contradicts", text)


def test_every_purpose_of_the_table_can_be_chosen():
    assert set(load("purposes")["purpose"]) <= set(purposes_listed())


def test_counts_fit_the_events_and_missing_months_are_missing():
    view = counts_and_claims()
    view.png()
    table = view.table.set_index("month")
    assert table.loc[["2024-09", "2024-12"], MONITOR].tolist() == [NOT_FOUND, NOT_FOUND]
    assert table.at["2024-07", AIR_FORCE] == NONE_NAMED
    assert "September and December" in view.line
    told = load("counts").merge(load("evidence").rename(columns={"id": "evidence_id"}), on="evidence_id").merge(load("events"), left_on="event_id", right_on="id")
    monthly = told.dropna(subset=["month"])
    assert len(monthly) == 4
    for row in monthly.itertuples():
        assert row.words in row.what, row.evidence_id
        assert f"{row.date:%Y-%m}" == row.month
    assert figure_texts.overlapping(view.figure) + figure_texts.cut_off(view.figure) == []


def test_what_stands_beside_comes_from_both_texts_and_tells_no_codes():
    for question in dict.fromkeys(load("beside")["question"]):
        view = beside(question)
        assert set(view.table["text"]) == {"article", "counter-text"}
        assert not re.search(r"\b(plain|hedged|attributed|inference|evaluation|prediction)\b", str(view))
    view = beside("Will it attack?")
    view.controls["claim"].value = "k-13"
    assert view.card.claim_id == "k-13"
    assert "coder A" not in str(view)
    view.reset()
    assert view.card is None


def test_the_facts_of_lesson_03_come_from_the_same_cut():
    facts = rollercoaster_2024.FROM_TABLES["evidence"](load("evidence"))
    explorer = whose_word(rollercoaster_2024.SHOWN[1])
    assert facts["record_events"] == str(len(explorer.shown()))
    explorer.controls["once"].value = True
    assert (facts["record_minsk_reports"], facts["record_minsk_origins"]) == ("17", "eleven")
    counts = [int(number) for number in re.findall(r"of (\d+) origins?", explorer.figure.line)]
    assert facts["record_origins"] == str(sum(counts))


def test_every_dated_view_goes_through_the_one_cut(monkeypatch: pytest.MonkeyPatch):
    asked = []
    real = record_lanes.cut
    monkeypatch.setattr(record_lanes, "cut", lambda record, day: asked.append(day) or real(record, day))
    known_on("2024-06-30")
    whose_word("2024-08-09")
    assert [f"{day:%Y-%m-%d}" for day in asked] == ["2024-06-30", "2024-08-09"]


def test_the_names_are_there_for_a_notebook():
    assert {"known_on", "whose_word", "event", "counts_and_claims", "beside"} <= set(dualtrack.__all__)
