"""The explorers of lesson 02: events in border oblasts with launches, and the three grounds of neutrality."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import dualtrack
from dualtrack import border_events, grounds
from dualtrack.errors import CourseError
from dualtrack.figures.border_events import AT_BELARUS, NO_BULLETINS, NONE_NAMED
from dualtrack.figures.grounds import BESIDE, GROUNDS, PERIODS, WHOLE
from dualtrack.tables import load
from dualtrack.widgets.question import Gate


def test_the_start_pools_the_five_oblasts_and_apart_only_chernihiv_rises():
    explorer = border_events()
    assert "pooled 1,428, 1,629 and 2,435" in explorer.figure.line
    explorer.controls["lines"].value = True
    assert "Kyiv 634, 22 and 23; Chernihiv 674, 1,578 and 2,378" in explorer.figure.line
    explorer.reset()
    explorer.controls["Chernihiv"].value = False
    assert "Volyn, Rivne, Zhytomyr and Kyiv pooled 754, 51 and 57" in explorer.figure.line
    assert explorer.figure.table.loc[0, "pooled"] == "0 of 4"


def test_sumy_is_never_pooled_with_the_oblasts_at_belarus():
    explorer = border_events(oblasts=(*AT_BELARUS, "Sumy"))
    assert "pooled 1,428, 1,629 and 2,435; Sumy 1,474, 3,996 and 10,086" in explorer.figure.line
    assert explorer.figure.table.loc[0, ["pooled", "Sumy"]].tolist() == ["1 of 5", "yes"]


def test_a_month_without_a_named_launch_is_unknown_and_never_zero():
    table = border_events().figure.table.set_index("month")["launched from Belarus"].drop("touches Russia")
    assert table[["2022-10", "2022-11"]].tolist() == ["23", "5"]
    assert set(table.loc[:"2022-08"]) == {NO_BULLETINS}
    assert set(table.drop(["2022-10", "2022-11"]).loc["2022-09":]) == {NONE_NAMED}
    assert table.index[-1] == "2024-12"


def test_the_line_says_what_is_shown_and_not_why():
    explorer = border_events(oblasts=(*AT_BELARUS, "Sumy"), apart=True)
    assert not re.search(r"Russia|because|cause|tension", explorer.figure.line)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: border_events(first="2021-01"), "border_events(first=...): found '2021-01', allowed is one of: 2022-01"),
        (lambda: border_events(oblasts="Kursk"), "border_events(oblasts=...): found 'Kursk', allowed is one of: Volyn"),
        (lambda: grounds(event="e-999"), "grounds(event=...): found 'e-999', allowed is one of: e-021"),
    ],
)
def test_a_wrong_start_is_answered_with_what_is_allowed(make, said: str):
    with pytest.raises(CourseError, match=re.escape(said)):
        make()


def test_events_stand_in_the_months_that_the_lanes_show_and_military_ones_in_none():
    rows = load("grounds").merge(load("events"), left_on="event_id", right_on="id")
    assert rows["date"].between("2020-01-01", "2022-03-31").all()
    assert (rows["reveal_lesson"] <= "02").all()
    assert ((rows["domain"] == "military activity") == (rows["ground"] == BESIDE)).all()
    assert set(rows["ground"]) == {*GROUNDS, BESIDE}


def test_the_sources_of_a_lane_are_those_of_the_evidence():
    evidence = load("evidence")
    evidence = evidence[evidence["stance"].isin(["supports", "qualifies", "contradicts"])]
    for row in load("grounds").itertuples():
        assert set(row.source_ids.split()) == set(evidence.loc[evidence["event_id"] == row.event_id, "source_id"]), row.event_id


def test_a_view_rests_on_rows_that_there_are_and_has_both_dates_or_none():
    views = load("ground_views")
    known = {*load("claims")["id"], *load("readings")["id"], *load("evidence")["id"]}
    source_of = pd.concat([load(name).set_index("id")["source_id"] for name in ("claims", "readings", "evidence")])
    for row in views.itertuples():
        assert set(row.rests_on.split()) <= known, row.id
        assert row.source_id in {source_of[ref] for ref in row.rests_on.split()}, row.id
        assert pd.isna(row.since) == pd.isna(row.until), row.id
        assert pd.isna(row.since) or row.since <= row.until
    assert set(views["ground"]) == {*GROUNDS, WHOLE}
    assert views["since"].isna().any()


def test_nothing_of_the_authors_shows_before_it_is_asked_for():
    explorer = grounds()
    assert not any(holder in str(explorer) for holder in ("Nizhnikau", "Rácz", "Liubakova"))
    explorer.controls["views"].value = True
    assert "Nizhnikau" in explorer.view.value
    assert "No span: manoeuvre, Liubakova" in str(explorer)
    explorer.reset()
    assert "Nizhnikau" not in explorer.view.value


class Answered:
    """A session in which one prediction is answered when it is told to be."""

    def __init__(self):
        self.listener = None
        self.value = None

    def when_saved(self, _item_id, listener):
        self.listener = listener

    def saved(self, _item):
        return self.value

    def save(self, value):
        """Answer the prediction."""
        self.value = value
        self.listener(value)


class Coding:
    id = "02.p1"
    called = "prediction"


def test_the_lanes_show_the_students_own_marks_when_the_gate_opens():
    explorer, session = grounds(), Answered()
    gate = Gate(session, [Coding()], explorer)
    assert str(gate) == "[This opens once your prediction 02.p1 is saved.]"
    session.save({"venue": "2021-H1", "recognition": "2020-H2", "manoeuvre": "not lost by then"})
    assert "You: venue 2021-H1, recognition 2020-H2 and manoeuvre not lost by then." in explorer.figure.line
    explorer.reset()
    assert "You: venue 2021-H1" in explorer.figure.line
    assert "You:" not in grounds().figure.line


def test_an_answer_of_another_kind_leaves_no_marks():
    explorer = grounds()
    for value in (60.0, "a", {"venue": "1999"}, {"kind": "event"}):
        explorer.predicted(value)
        assert "You:" not in explorer.figure.line
    assert list(PERIODS) == ["2020-H1", "2020-H2", "2021-H1", "2021-H2", "2022 before 24 February"]


def test_the_names_are_there_for_a_notebook():
    assert {"border_events", "grounds"} <= set(dualtrack.__all__)
