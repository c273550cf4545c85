"""Matching, event coding, table, forecast, short text: what they take, how they are marked, how they are asked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import SAMPLE, told_when_broken

from dualtrack.errors import CourseError
from dualtrack.lessons.exercises import compose_exercises
from dualtrack.marking.bank import bank_paths, load_bank, read_bank
from dualtrack.marking.blueprint import across
from dualtrack.marking.items import ITEM_TYPES
from dualtrack.marking.items.forecast import brier
from dualtrack.marking.items.short_text import normalised
from dualtrack.marking.marks import mark_sheet
from dualtrack.marking.quality import unreachable, warnings
from dualtrack.marking.session import Session
from dualtrack.marking.sheets import read_sheet
from dualtrack.widgets.answer_fields import FIELDS
from dualtrack.widgets.question import Question

BANK = read_bank(SAMPLE)
MATCHING, CODING, TABLE, FORECAST, SHORT = (BANK.items[f"90.{number}"] for number in range(1, 6))
RIGHT = {
    "90.1": {"a": "bears it out", "b": "contradicts it", "c": "limits it"},
    "90.2": {"kind": "statement reported", "basis": "stated by one side"},
    "90.3": "Belarus; 78.7\nArmenia; 53.0\nSerbia; 29.3",
    "90.4": {"probability": 70, "reasons": "It had warned twice before."},
    "90.5": "Гомель",
    "90.6": BANK.items["90.6"].key,
    "90.7": "c",
}


def test_every_type_of_the_design_is_there_and_has_a_field():
    names = ["single_choice", "multiple_choice", "ordering", "matching", "event_coding", "number", "table", "forecast", "short_text", "written"]
    assert sorted(ITEM_TYPES) == sorted(names)
    assert set(FIELDS) == set(ITEM_TYPES.values())


@pytest.mark.parametrize("item", BANK.items.values(), ids=lambda item: item.id)
def test_right_answers_get_all_points_and_the_stored_form_reads_the_same(item):
    value = item.read(RIGHT[item.id])
    assert item.mark(value).points == item.points
    assert item.mark(value).remarks == ()
    assert item.read(json.loads(json.dumps(value, allow_nan=False))) == value
    assert item.say(value)


@pytest.mark.parametrize("item", [item for item in BANK.items.values() if item is not FORECAST], ids=lambda item: item.id)
def test_wrong_answers_get_less_and_a_hint_that_is_not_the_key(item):
    for given_ in item.mistakes():
        mark = item.mark(item.read(given_))
        assert mark.points < item.points
        assert mark.remarks


WRONG_FORMS = [
    *(None, True, [], {}, 7, float("nan"), {1: 2}, {"a": {}}, {"columns": 1, "rows": 2}),
    *("z", "a a", "a,b,c,d,e,f", "a: b: c", "a;b;c;d", "\ud800", "x" * 10_000, ["a", "a"], [["a"]]),
]


@pytest.mark.parametrize("given_", WRONG_FORMS)
@pytest.mark.parametrize("item", [*load_bank("01").items.values(), *BANK.items.values()], ids=lambda item: item.id)
def test_an_answer_of_the_wrong_form_is_one_clear_message(item, given_):
    said = ""
    try:
        value = item.read(given_)
    except CourseError as error:
        said = str(error)
    else:
        json.dumps(value, allow_nan=False)
        item.mark(value)
        item.say(value)
    assert len(said) < 300


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(MATCHING.matches)))
def test_matching_gives_each_statement_its_share(chosen):
    if len(chosen) < 3:
        with pytest.raises(CourseError, match="Not chosen yet"):
            MATCHING.read(chosen)
        return
    mark = MATCHING.mark(MATCHING.read(chosen))
    right = sum(chosen[letter] == RIGHT["90.1"][letter] for letter in "abc")
    assert mark.points == right
    assert len(mark.remarks) == 3 - right


def test_coding_is_graded_by_agreement_with_a_reference():
    half = CODING.mark(CODING.read("kind: event; basis: stated by one side"))
    assert (half.points, half.remarks) == (2, ("What was done here, and by whom?",))
    with pytest.raises(CourseError, match="basis: found 'mine', allowed is one of: observed"):
        CODING.read({"kind": "event", "basis": "mine"})


FRAME = pd.DataFrame({"state": ["Serbia", "Belarus", "Armenia"], "share": [29.3, 78.7, 53.0]})


@pytest.mark.parametrize(
    "given_",
    [
        FRAME,
        FRAME[["share", "state"]],
        FRAME.set_index("state"),
        FRAME.set_index("state")["share"],
        FRAME.set_index("state").rename_axis(None),
        FRAME.assign(votes=1),
        FRAME.astype({"share": "Float64"}),
        FRAME.assign(share=FRAME["share"].astype(str) + " %"),
        FRAME.to_csv(index=False),
        "share\tstate\n78,7 %\tBelarus\n53.0\tarmenia\n29.3\tSerbia\n",
    ],
    ids=["frame", "columns", "index", "series", "unnamed index", "a column more", "nullable", "unit", "csv", "pasted"],
)
def test_a_table_counts_by_its_content(given_):
    assert TABLE.mark(TABLE.read(given_)).points == 4


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (FRAME[["state"]].assign(x="y", z=1), "Column 'share' is missing. Found: state, x, z"),
        (FRAME.assign(share="many"), "Row 1, column 'share': found 'many', allowed is a number (%)."),
        (FRAME.assign(share=np.nan), "Row 1, column 'share': found '', allowed is a number (%)."),
        ("Belarus; 78.7; 3", "Row 1: found 3 cells, allowed are 2"),
        ("", "Nothing is entered yet"),
        (FRAME.iloc[:0], "Found 0 rows"),
    ],
)
def test_a_table_that_does_not_fit_is_told_why(given_, said):
    with pytest.raises(CourseError) as error:
        TABLE.read(given_)
    assert said in str(error.value)


def test_rows_too_many_cost_what_they_gain():
    all_states = pd.concat([FRAME, pd.DataFrame({"state": ["China", "Cuba", "India"], "share": [86.4, 78.1, 56.6]})])
    assert TABLE.mark(TABLE.read(all_states)).points == 0
    assert TABLE.mark(TABLE.read(FRAME.iloc[:2])).points == pytest.approx(2.67)


def test_a_forecast_earns_its_points_by_being_given_and_reasoned():
    marks = {percent: FORECAST.mark(FORECAST.read({"probability": percent, "reasons": "four words are enough"})) for percent in (0, 50, 100)}
    assert {mark.points for mark in marks.values()} == {FORECAST.points}
    assert "Your Brier score is 1.00 (0 is best, 1 is worst, always saying 50 % gives 0.25)" in marks[0].told[0]
    assert "0.00" in marks[100].told[0]
    with pytest.raises(CourseError, match="Your reasons have 1 word; asked for are 4 or more"):
        FORECAST.read({"probability": 60, "reasons": "because"})


def test_who_already_knew_keeps_the_points_and_gets_no_score():
    value = FORECAST.read(RIGHT["90.4"] | {"knew": True})
    assert value["knew"] is True
    assert FORECAST.mark(value).points == FORECAST.points
    assert "not scored" in FORECAST.mark(value).told[0]
    assert "Brier" not in FORECAST.mark(value).told[0]
    assert FORECAST.say(value).endswith("known before")
    with pytest.raises(CourseError, match="Found 'yes' as 'knew', allowed is True or False"):
        FORECAST.read(RIGHT["90.4"] | {"knew": "yes"})


def test_an_answer_of_before_there_was_a_tick_stays_as_it_is():
    assert FORECAST.read(RIGHT["90.4"]) == FORECAST.read(RIGHT["90.4"] | {"knew": False})
    assert "knew" not in FORECAST.read(RIGHT["90.4"])


def test_a_prediction_tells_nothing_of_what_came():
    item = replace(FORECAST, id="90.p1")
    assert item.mark(item.read(RIGHT["90.4"])).told == ()


@given(st.floats(0, 100), st.booleans())
def test_the_brier_score_stays_in_its_range(percent, happened):
    assert 0 <= brier(percent, happened) <= 1
    assert brier(50, happened) == 0.25
    assert brier(100 if happened else 0, happened) == 0


@pytest.mark.parametrize("name", ["Homiel", "  gomel ", "GOMEL", "Гомель", "Homel", "Ho-miel".replace("-", "")])
def test_a_name_is_right_in_any_spelling_that_the_glossary_knows(name):
    assert SHORT.mark(SHORT.read(name)).points == 1


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text):
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(("one", "other"), [("Łukašenka", "lukasenka"), ("détente", "DETENTE"), ("back-channel", "back channel"), ("Mazyr’", "mazyr")])
def test_accents_apostrophes_and_case_do_not_count(one, other):
    assert normalised(one) == normalised(other)


BROKEN = [
    ("match: limits it", "match: [limits it]", "'match' must be text"),
    ("others: [tells nothing]", "others: [limits it]", "one of the others is a match already"),
    ("accepts: [statement reported]", "accepts: [a rumour]", "accepts 'a rumour', which is not among its codes"),
    ("accepts: [stated by one side]", "accepts: [observed, stated by one side, reported by a third party]", "accepts 3 of its 3 codes"),
    ("        type: text\n", "        type: words\n", "found 'words' as type of a column"),
    ('[Belarus, "{{ opposed_with_russia }}"]', "[Belarus]", "row 1 of the key has 1 cells"),
    ('[Belarus, "{{ opposed_with_russia }}"]', "[Belarus, most]", "found 'most', allowed is a number (%)"),
    ("least_words: 4", "least_words: some", "found 'some' as least_words"),
    ("    resolved_by: The ministry published a statement on 25 August 2024.\n", "", "lacks the field 'resolved_by'"),
    ('["glossary: homiel"]', '["glossary: gondor"]', "found 'gondor', which is not in glossary.csv"),
    ('["glossary: homiel"]', '["..."]', "an accepted form has no letter or digit"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_wrong_bank_is_told_line_and_reason(old: str, new: str, said: str, tmp_path: Path):
    assert said in told_when_broken(old, new, tmp_path)


@pytest.fixture
def session(answers: Path) -> Session:
    session = Session("s-17", answers)
    session._banks["90"] = BANK
    return session


@pytest.mark.parametrize("item", BANK.items.values(), ids=lambda item: item.id)
def test_a_question_saves_what_stands_in_its_field_and_shows_it_again(item, session: Session, answers: Path):
    question = Question(session, item)
    assert all(control.description for control in question.field.controls.values())
    question.field.set(item.read(RIGHT[item.id]))
    question.button.click()
    assert question.said.startswith("Saved: "), question.said
    again = Question(session, item)
    assert again.said == question.said
    assert again.field.get() == question.field.get()
    assert read_sheet(answers / "s-17-90.json")["answers"][item.id]["value"] == item.read(RIGHT[item.id])


@pytest.mark.parametrize("item", BANK.items.values(), ids=lambda item: item.id)
def test_an_empty_field_is_told_what_is_missing_and_saves_nothing(item, session: Session, answers: Path):
    question = Question(session, item)
    question.button.click()
    assert not question.said.startswith("Saved")
    assert not answers.exists() or not list(answers.iterdir())


def test_what_can_be_chosen_stands_in_the_text_too(session: Session):
    said = str(Question(session, MATCHING))
    assert all(pair.text in said for pair in MATCHING.pairs)
    assert "tells nothing" in said
    assert "kind: event, statement reported" in str(Question(session, CODING))


def test_a_sheet_of_the_sample_unit_is_marked(session: Session, answers: Path):
    session._banks["90"] = BANK.for_student("s-17")
    for item in session.bank("90").items.values():
        session.save(item, item.solution())
    result = mark_sheet(BANK, read_sheet(answers / "s-17-90.json"))
    assert (result.points, result.possible, result.pending) == (17, 17, 0)


def test_the_sample_unit_gives_a_notebook():
    cells = compose_exercises(BANK).cells
    assert sum(cell.source.startswith("ask(") for cell in cells) == 7


ALL_BANKS = [BANK, *map(read_bank, bank_paths())]


@pytest.mark.parametrize("item", [item for bank in ALL_BANKS for item in bank.items.values()], ids=lambda item: item.id)
def test_each_key_is_reachable(item):
    solution = item.solution()
    if not item.is_prediction:
        assert (solution is None) == (item.TYPE == "written")
    if solution is not None:
        assert item.mark(item.read(solution)).points == item.points


def test_a_key_out_of_reach_is_named(tmp_path: Path):
    path = tmp_path / "90_sample.yaml"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace("least_words: 4", "least_words: 20001"), encoding="utf-8")
    assert unreachable(read_bank(path)) == ["90_sample.yaml, item 90.4: its key is no answer that can be given. Found 160,007 letters, allowed are 20,000."]
    assert unreachable(BANK) == []


CHOICE = """
  - id: "90.9"
    type: single_choice
    objective: 90.o1
    level: LEVEL
    points: 1
    minutes: 1
    sources: [preiherman-2024]
    stem: Which?
    options:
      - text: KEY
        key: true
      - text: a short one
        misconception: m
        hint: h
      - text: OTHER
        misconception: m
        hint: h
"""


@pytest.mark.parametrize(
    ("level", "key", "other", "said"),
    [
        ("apply", "one that goes on and on until nobody can miss it", "another", "its key is by far the longest option"),
        ("apply", "a key", "None of the above", "the option 'None of the above' stands for the others"),
        ("muse", "a key", "another", "found the level 'muse', usual is one of: predict"),
    ],
)
def test_a_bad_item_is_warned_of(level, key, other, said, tmp_path: Path):
    path = tmp_path / "90_sample.yaml"
    text = CHOICE.replace("LEVEL", level).replace("KEY", key).replace("OTHER", other)
    path.write_text(SAMPLE.read_text(encoding="utf-8") + text, encoding="utf-8")
    (warning,) = warnings(read_bank(path))
    assert warning.startswith("90_sample.yaml, item 90.9: ")
    assert said in warning


def test_the_units_of_the_course_give_no_warning():
    assert [warning for bank in map(read_bank, bank_paths()) for warning in warnings(bank)] == []


def test_the_blueprint_across_units_counts_types_points_and_levels():
    head, *rows = across(ALL_BANKS).splitlines()
    assert head.split()[:4] == ["unit", "items", "points", "minutes"]
    assert rows[0].split()[:4] == ["90", "7", "17", "19"]
    assert len(rows) == len(ALL_BANKS)


def test_a_coding_that_is_predicted_needs_no_reference(tmp_path: Path):
    path = tmp_path / "90_sample.yaml"
    head, _items, _rest = SAMPLE.read_text(encoding="utf-8").partition("items:\n")
    item = """\
  - id: 90.p1
    type: event_coding
    objective: 90.o1
    level: predict
    points: 0
    minutes: 1
    sources: [preiherman-2024]
    stem: By when was each of these lost?
    fields:
      - {name: venue, codes: [2020, 2021]}
      - {name: recognition, codes: [2020, 2021]}
"""
    path.write_text(f"{head}items:\n{item}", encoding="utf-8")
    coding = read_bank(path).items["90.p1"]
    value = coding.read("venue: 2020; recognition: 2021")
    assert coding.solution() is None
    assert (coding.mark(value).points, coding.mark(value).possible, coding.mark(value).remarks) == (0, 0, ())
    path.write_text(f"{head}items:\n{item}".replace("90.p1", '"90.1"'), encoding="utf-8")
    with pytest.raises(CourseError, match="lacks the field 'accepts'"):
        read_bank(path)
