"""Forecasts of lesson 03: the questions, their scores, and that nothing of an outcome shows before it is forecast."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lesson_figures import illegible

from dualtrack import notebook
from dualtrack.analysis.forecasts import RECORD_FROM, best_constant, brier, mean_brier, past, per_window, simple_forecasts, windows_before
from dualtrack.errors import CourseError
from dualtrack.marking.bank import read_bank
from dualtrack.marking.graded import graded_bank
from dualtrack.marking.session import Session
from dualtrack.release.questions import question_html
from dualtrack.tables import load
from dualtrack.widgets.forecasts import ForecastScores, WhatHappened
from dualtrack.widgets.question import Gate, Question, Questions

HEAD = 'unit: "03"\nversion: "1"\ntitle: Forecasts\nobjectives: {03.o1: forecast}\nitems:\n'
ITEM = """\
  - id: "{item}"
    type: forecast
    objective: 03.o1
    level: predict
    points: 0
    minutes: 2
    sources: [preiherman-2024]
    stem: "{{{{ forecast_{number}_question }}}} {{{{ forecast_{number}_criterion }}}}"
    least_words: 5
    happened: "{{{{ forecast_{number}_happened }}}}"
    resolved_by: "{{{{ forecast_{number}_resolved_by }}}}"
"""
QUESTIONS = load("forecast_questions")
DAYS = sorted(QUESTIONS["opens"].dt.strftime("%Y-%m-%d").unique())
REASONS = "because of what went before it"
MONTHS = {pd.Timestamp(2024, number, 1).month_name(): number for number in range(1, 13)}
outcomes = st.lists(st.booleans(), min_size=1, max_size=30)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session whose unit 03 asks the eight questions."""
    path = tmp_path / "03_forecasts.yaml"
    path.write_text(HEAD + "".join(ITEM.format(item=item, number=item.partition(".")[2]) for item in QUESTIONS["item"]), encoding="utf-8")
    session = Session("me", tmp_path / "answers")
    session._banks["03"] = read_bank(path)
    return session


def forecast(session: Session, item: str, percent: float = 60, knew: bool = False) -> None:
    session.save(session.item(item), {"probability": percent, "reasons": REASONS, "knew": knew})


def legible(scores: ForecastScores) -> bool:
    figure = scores.figure
    figure.png()
    return illegible(figure) == []


def items_of(day: str) -> list[str]:
    return list(QUESTIONS.loc[QUESTIONS["opens"] == day, "item"])


def everything_shown(view) -> str:
    """All that a notebook could show of an object: static HTML, plain text, and the values of its widgets."""
    kept = view._repr_mimebundle_()
    texts = [kept["text/html"], kept["text/plain"], str(view)]
    pending = [view.widget] if hasattr(view, "widget") else []
    while pending:
        widget = pending.pop()
        pending += getattr(widget, "children", ())
        texts += [str(getattr(widget, name, "")) for name in ("value", "description", "placeholder", "tooltip")]
    return "\n".join(texts)


def days_told(text: str) -> list[pd.Timestamp]:
    """Every day of 2024 that a text names."""
    iso = [pd.Timestamp(found) for found in re.findall(r"2024-\d\d-\d\d", text)]
    words = re.findall(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})(?: 2024)?", text)
    return [*iso, *(pd.Timestamp(2024, MONTHS[month], int(day)) for day, month in words)]


def outcome_words(item: str) -> list[str]:
    """What would tell the outcome of a question: the act, where none was found, what came nearest, and any score."""
    row = QUESTIONS.set_index("item").loc[item]
    act = [] if pd.isna(row["event_id"]) else [load("events").set_index("id").at[row["event_id"], "what"]]
    return [*act, *([] if pd.isna(row["nearest"]) else [row["nearest"]]), "None found", "none found", "It happened", "it happened", "Brier score is", "did not happen"]


def test_each_decision_point_has_two_questions_of_the_summer_of_2024():
    assert DAYS == ["2024-06-30", "2024-07-12", "2024-08-09", "2024-08-24"]
    assert QUESTIONS.groupby("opens").size().tolist() == [2] * 4
    assert QUESTIONS["item"].tolist() == [f"03.p{number}" for number in range(1, 9)]


def test_what_resolves_a_question_became_public_within_its_window():
    events = load("events").set_index("id")["public_on"]
    for row in QUESTIONS.dropna(subset=["event_id"]).itertuples():
        assert row.opens < events[row.event_id] <= row.closes, row.id


def test_no_other_act_of_the_kind_contradicts_a_no():
    """Where none was found, no event that counts as of the kind lies in the window."""
    public = load("forecast_precedents").merge(load("events"), left_on="event_id", right_on="id")
    for row in QUESTIONS.itertuples():
        inside = public[(public["kind"] == row.kind) & (public["public_on"] > row.opens) & (public["public_on"] <= row.closes)]
        if row.outcome == "no" and row.id != "q-05":
            assert inside.empty, row.id
        if row.outcome == "yes":
            assert row.event_id in set(inside["event_id"]), row.id


def test_about_half_resolve_yes_and_three_or_more_are_not_in_the_article():
    assert 3 <= (QUESTIONS["outcome"] == "yes").sum() <= 5
    assert QUESTIONS["in_article"].isna().sum() >= 3
    paragraph = load("events").set_index("id")["paragraph"]
    for row in QUESTIONS.dropna(subset=["event_id"]).itertuples():
        assert pd.isna(row.in_article) or row.in_article in set(paragraph[[row.event_id, "e-120"]].dropna()), row.id


def test_a_question_gives_nothing_away():
    """It names no day but its own two."""
    for row in QUESTIONS.itertuples():
        assert set(days_told(row.question)) == {row.opens, row.closes}, row.id
        assert max(days_told(row.criterion)) == row.closes, row.id


def test_sources_and_kinds_are_known():
    known = set(load("sources")["id"])
    assert {name for cell in QUESTIONS["source_ids"].dropna() for name in cell.split()} <= known
    assert set(QUESTIONS["kind"]) == set(load("forecast_precedents")["kind"])


def test_the_source_of_an_outcome_is_evidence_of_its_event():
    evidence = load("evidence")
    for row in QUESTIONS.dropna(subset=["event_id"]).itertuples():
        own = set(evidence.loc[evidence["event_id"].isin([row.event_id, "e-120"]), "source_id"])
        assert set(row.source_ids.split()) <= own, row.id


@given(st.floats(0, 1), st.booleans())
def test_a_score_is_from_0_to_1_and_best_when_sure_and_right(share, happened):
    assert 0 <= brier(share, happened) <= 1
    assert brier(float(happened), happened) == 0 <= brier(share, happened) <= brier(float(not happened), happened) == 1


@given(outcomes, st.floats(0, 1))
def test_no_constant_beats_the_share_of_what_came(happened, share):
    best = best_constant(happened)
    assert mean_brier([best] * len(happened), happened) <= mean_brier([share] * len(happened), happened) + 1e-12


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20), st.randoms())
def test_the_order_of_forecasts_does_not_matter(pairs, draw):
    shuffled = list(pairs)
    draw.shuffle(shuffled)
    assert mean_brier(*zip(*shuffled, strict=True)) == pytest.approx(mean_brier(*zip(*pairs, strict=True)))


@given(st.floats(0.01, 0.99))
def test_saying_what_one_believes_is_the_best_one_can_do(belief):
    """The score is proper: by one's own belief no other probability is expected to score better."""
    expected = {said / 100: belief * brier(said / 100, True) + (1 - belief) * brier(said / 100, False) for said in range(101)}
    honest = belief * brier(belief, True) + (1 - belief) * brier(belief, False)
    assert honest <= min(expected.values()) + 1e-12


@settings(deadline=None)
@given(st.dates(pd.Timestamp("2023-03-01").date(), pd.Timestamp("2024-12-31").date()), st.integers(1, 40))
def test_windows_touch_and_never_overlap(day, days):
    table = windows_before(pd.Timestamp(day), days)
    assert table["last"].iloc[0] == pd.Timestamp(day)
    assert ((table["last"] - table["first"]).dt.days + 1 == days).all()
    assert (table["first"].iloc[:-1].to_numpy() - table["last"].iloc[1:].to_numpy() == pd.Timedelta(days=1)).all()
    assert RECORD_FROM <= table["first"].min() < RECORD_FROM + pd.Timedelta(days=days)


def test_base_rates_count_only_what_was_public_when_the_question_opened():
    simple = simple_forecasts(QUESTIONS, load("forecast_precedents"), load("events"))
    later = load("events")
    later.loc[later["public_on"] > "2024-06-30", "public_on"] = pd.NaT
    early = QUESTIONS[QUESTIONS["opens"] == "2024-06-30"]
    assert simple_forecasts(early, load("forecast_precedents"), later).equals(simple.loc[early["item"]])
    assert simple.loc["03.p6", ["windows", "with_act"]].tolist() == [83, 2]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: brier(60, True), "Found 60 as a probability, allowed is a number from 0 to 1."),
        (lambda: brier(True, True), "Found True as a probability"),
        (lambda: mean_brier([], []), "Found 0 forecasts and 0 outcomes"),
        (lambda: best_constant([]), "Found no outcome"),
        (lambda: past([], pd.Timestamp("2023-01-03"), 7), "No window of 7 days fits"),
        (lambda: windows_before(pd.Timestamp("2024-01-01"), 0), "Found a window of 0 days"),
        (lambda: per_window(1.5, 365, 14), "Found 1.5 as a probability"),
    ],
)
def test_what_does_not_fit_is_one_message(call, told: str):
    with pytest.raises(CourseError, match=re.escape(told)):
        call()


@pytest.mark.parametrize("day", DAYS)
def test_before_all_forecasts_of_a_day_are_saved_nothing_tells_what_came(session, day: str):
    first, second = items_of(day)
    items = [session.item(first), session.item(second)]
    asked = Questions(session, items)
    view = WhatHappened(session, day)
    gate = Gate(session, items, view)
    scores = ForecastScores(session)

    def look() -> None:
        shown = "\n".join([*map(everything_shown, (asked, gate, view, scores)), *(question_html(item, "me") for item in items), view.line, view.table.to_string()])
        for item in (first, second):
            assert not [words for words in outcome_words(item) if words in shown], item

    look()
    forecast(session, first)
    assert not gate.open
    look()
    assert view.counted == []
    assert view.table.empty
    assert scores.figure is None
    forecast(session, second, 30)
    assert gate.open
    assert "Brier score" in everything_shown(gate)


@pytest.mark.parametrize("day", DAYS)
def test_the_answer_to_a_forecast_tells_no_outcome(session, day: str):
    for item in items_of(day):
        question = Question(session, session.item(item))
        question.save({"probability": 100, "reasons": REASONS})
        assert question.said.startswith("Saved: 100 %")
        assert not [words for words in outcome_words(item) if words in everything_shown(question)]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("day", DAYS)
def test_what_happened_holds_nothing_of_later_days(session, day: str, own: bool):
    for item in items_of(day):
        forecast(session, item)
    view = WhatHappened(session, day, own)
    closes = QUESTIONS.loc[QUESTIONS["opens"] == day, "closes"].max()
    told = days_told(re.sub(r'href="[^"]*"', "", everything_shown(view)))
    assert told
    assert max(told) <= closes


def test_a_graded_bank_holds_no_outcome(session):
    text = graded_bank(session.bank("03"))
    for item in QUESTIONS["item"]:
        assert not [words for words in outcome_words(item) if words in text]
    assert "happened" not in text


def test_a_known_forecast_and_a_missing_one_are_said_and_not_scored(session):
    for item in QUESTIONS["item"][:6]:
        forecast(session, item, 50, knew=item == "03.p2")
    forecast(session, "03.p7")
    scores = ForecastScores(session)
    assert "Mean Brier score of your five forecasts that count: 0.25 (0 is best, 1 is worst)." in scores.line
    assert "Not counted, because you knew what came: 03.p2." in scores.line
    assert "Not given, and not scored: 03.p8." in scores.line
    assert scores.rows["item"].tolist() == [f"03.p{number}" for number in range(1, 7)]
    assert scores.table.loc[1, "Brier score"] == "not counted"
    assert legible(scores)


def test_means_are_of_the_same_questions(session):
    for item in QUESTIONS["item"]:
        forecast(session, item, 80, knew=item != "03.p1")
    means = dict(ForecastScores(session).means.itertuples(index=False))
    assert means == {"your forecasts": "0.04", "base rate": "0.97", "as in the last window": "1.00", "always 50 %": "0.25"}


def test_when_all_was_known_there_is_no_mean(session):
    for item in QUESTIONS["item"]:
        forecast(session, item, 100, knew=True)
    scores = ForecastScores(session)
    assert scores.means.empty
    assert scores.line.startswith("None of your forecasts counts yet, so there is no mean. Not counted")


def test_without_own_forecasts_the_record_stands_alone(session):
    assert "your" not in WhatHappened(session, DAYS[0], own=False).html().lower().replace("yourself", "")
    scores = ForecastScores(session, own=False)
    assert len(scores.rows) == len(QUESTIONS)
    assert "always 50 % 0.25" in scores.line
    assert "your forecast" not in scores.html()
    assert legible(scores)


def test_alt_text_follows_the_forecasts(session):
    before = ForecastScores(session, own=False).figure.alt
    for item in QUESTIONS["item"]:
        forecast(session, item, 35)
    assert "35 %, came: yes" in ForecastScores(session).figure.alt
    assert ForecastScores(session).figure.alt != before


def test_another_day_is_one_message(session):
    with pytest.raises(CourseError, match="what_happened: found '2024-07-13', allowed is one of: 2024-06-30"):
        WhatHappened(session, "2024-07-13")


def test_by_bare_name(session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(notebook, "_session", session)
    assert str(notebook.what_happened("2024-06-30")).startswith("[This opens once your forecasts of 30 June 2024 are saved.")
    assert notebook.forecast_scores(own=False).figure is not None
