"""Events, evidence and purposes: each event has its sources, conflicts are kept with both sides, and nothing is public before it happens."""

from __future__ import annotations

import pandas as pd
import pytest

from dualtrack.tables import load


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return load("events")


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    return load("evidence")


def test_both_cases_are_covered(events):
    assert (events["case"] == "Belarus").sum() >= 70
    assert (events["case"] == "NATO").sum() >= 22
    years = events.groupby("case")["date"].agg(["min", "max"])
    assert years.loc["Belarus", "min"].year <= 1992
    assert years.loc["Belarus", "max"].year == 2025
    assert years.loc["NATO"].map(lambda day: day.year).tolist() == [1966, 1987]
    assert events["id"].tolist() == [f"e-{number:03d}" for number in range(1, len(events) + 1)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("68/262", "2014-03-27"),
        ("exercise", "2022-02-10"),
        ("referendum", "2022-02-27"),
        ("Pushilin", "2023-04"),
        ("diplomats", "2022-03"),
        ("Kursk", "2024-08"),
        ("border guard", "2024-07-01"),
        ("foreign ministry", "2024-08-25"),
        ("return", "2024-07-13"),
        ("treaty", "2024-12"),
        ("Zapad", "2025-09"),
    ],
)
def test_what_the_article_names_and_what_it_leaves_out_is_there(events, words: str, day: str):
    told = events[events["date"].dt.strftime("%Y-%m-%d").str.startswith(day)]
    assert told["what"].str.contains(words, case=False).any(), told["what"].tolist()


def test_no_event_is_public_before_it_happens_or_ends_before_it_begins(events):
    assert (events["public_on"].dropna() >= events.loc[events["public_on"].notna(), "date"]).all()
    assert (events["date_end"].dropna() >= events.loc[events["date_end"].notna(), "date"]).all()


def test_what_came_later_is_shown_later(events):
    belarus = events[events["case"] == "Belarus"]
    assert (belarus.loc[belarus["date"] >= "2024-01-01", "reveal_lesson"] >= "03").all()
    assert (belarus.loc[belarus["date"] >= "2024-12-13", "reveal_lesson"] == "05").all()
    assert set(events.loc[events["case"] == "NATO", "reveal_lesson"]) == {"04"}


def test_every_event_has_evidence(events, evidence):
    supported = set(evidence.loc[evidence["stance"].isin(["supports", "qualifies"]), "event_id"])
    assert sorted(set(events["id"]) - supported) == []


def test_a_row_of_evidence_bears_on_one_thing(evidence):
    assert (evidence["claim_id"].notna() ^ evidence["event_id"].notna()).all()


def test_a_contradiction_comes_from_another_origin(evidence):
    for event, rows in evidence.groupby("event_id"):
        against = set(rows.loc[rows["stance"] == "contradicts", "origin"])
        assert not against or set(rows["origin"]) - against, f"{event} is contradicted, but who states it is missing"


def test_an_event_that_one_side_states_says_who(events):
    stated = events[events["basis"] == "stated by one side"]
    assert (stated["actor"].str.len() > 2).all()
    assert len(stated) >= 40


def test_purposes_are_told_by_more_than_one_side():
    purposes = load("purposes")
    told = purposes.groupby("event_id")["speaker"].nunique()
    assert (told > 1).sum() >= 10
    assert len(purposes) >= 25


def test_sources_are_many_and_the_weak_ones_are_marked():
    sources = load("sources")
    assert len(sources) >= 80
    mirrors = sources["address"].str.contains(r"wikipedia|ipfs|web\.archive|docslib|booksci", case=False, na=False)
    assert sources.loc[mirrors & ~sources["weak"].astype(bool), "id"].tolist() == []
