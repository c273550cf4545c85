"""Lesson 05: beliefs before and after, implications, scorecard, open forecasts, change in a class, and the tools on another text."""

from __future__ import annotations

import re
from pathlib import Path

import figure_texts
import pandas as pd
import pytest

import dualtrack
from dualtrack import places
from dualtrack.analysis.belief_change import changes, distribution, summary
from dualtrack.analysis.scorecard import KINDS, scores, tally
from dualtrack.coding_scheme import CODES_OF, FIELD_OF
from dualtrack.errors import CourseError
from dualtrack.figures.belief_change import BELIEFS, belief_change, class_changes
from dualtrack.figures.scorecard import scorecard_figure
from dualtrack.marking.bank import load_bank
from dualtrack.marking.items import ForecastItem
from dualtrack.marking.session import Session
from dualtrack.tables import load, own_claims
from dualtrack.widgets.beliefs import ClassChange
from dualtrack.widgets.implications import NAMES, SHOWN, WEAKEST, ImplicationsExplorer
from dualtrack.widgets.scorecard import Scorecard

SECOND = [f"05.p{number}" for number in range(1, 6)]


@pytest.fixture
def started(answers: Path, capsys: pytest.CaptureFixture) -> Path:
    dualtrack.start(student="s-17")
    capsys.readouterr()
    return answers


def legible(figure) -> bool:
    figure.png()
    return figure_texts.overlapping(figure.figure) + figure_texts.cut_off(figure.figure) == []


def believe(probability: float) -> dict[str, object]:
    return {"probability": probability, "reasons": "the votes of lesson 01 moved me"}


def test_the_survey_is_asked_again_in_the_same_words():
    first, second = load_bank("00").items, load_bank("05").items
    assert set(BELIEFS) == {1, 2, 3, 4, 5}
    for number in BELIEFS:
        assert second[f"05.p{number}"].stem.startswith(first[f"00.p{number}"].stem)
        assert second[f"05.p{number}"].called == "answer"


def test_no_earlier_answer_is_shown_before_all_new_ones_are_saved(started: Path):
    dualtrack.answer("00.p1", 41)
    view = dualtrack.beliefs_changed()
    gate = dualtrack.after(SECOND, view)
    for item in SECOND[:4]:
        dualtrack.answer(item, believe(60))
    assert not gate.open
    assert "41" not in gate._repr_mimebundle_()["text/html"] + str(gate) + gate.note.value
    dualtrack.answer(SECOND[4], believe(60))
    assert gate.open
    assert "from 41 to 60" in str(gate)


def test_a_missing_first_survey_is_said_and_costs_nothing(started: Path):
    for item in SECOND:
        dualtrack.answer(item, believe(60))
    view = dualtrack.beliefs_changed()
    assert view.line.startswith("No first survey of yours was found under this identifier")
    assert set(view.table["change"]) == {"no first answer"}
    assert legible(view.figure)
    dualtrack.answer("00.p2", 60)
    assert view.line == "You moved on none of the one. What would have had to be shown to you?"


def test_what_a_student_writes_as_reason_is_escaped(started: Path):
    for item in SECOND:
        dualtrack.answer(item, {"probability": 50, "reasons": "<b>one</b> two three four five"})
    assert "<b>one" not in dualtrack.beliefs_changed().html()


@pytest.mark.parametrize("before", [(0, 100, 50, 33, 97), (50, 50, 50, 50, 50), (None, 1, None, 99, 0)])
@pytest.mark.parametrize("after", [(100, 0, 50, 34, 100), (0, 4, 96, 50, 50)])
def test_the_dumbbells_are_legible_and_said(before, after):
    figure = belief_change(pd.DataFrame({"belief": list(BELIEFS), "before": pd.Series(before, dtype=float), "after": pd.Series(after, dtype=float)}))
    assert legible(figure)
    assert 80 <= len(figure.alt) <= 700
    for value in after:
        assert str(value) in figure.alt


def hand_in_both(folder: Path, student: str, before, now) -> None:
    session = Session(student, folder)
    for number, (one, other) in enumerate(zip(before, now, strict=True), start=1):
        session.save(session.item(f"00.p{number}"), one)
        session.save(session.item(f"05.p{number}"), believe(other))


@pytest.mark.parametrize("people", [1, 4])
def test_too_small_a_class_is_not_shown(tmp_path: Path, people: int):
    for number in range(people):
        hand_in_both(tmp_path, f"s-{number}", [37] * 5, [83] * 5)
    change = ClassChange(tmp_path)
    assert change.figure is None
    assert "too few to show without saying who changed how" in str(change)
    assert not re.search("37|83|46|s-0", str(change) + change.html())


def test_a_class_of_twelve_is_shown_without_names_and_bad_files_are_named(tmp_path: Path):
    for number in range(12):
        hand_in_both(tmp_path, f"s-{number}", [50] * 5, [50 + 5 * (number - 6), 50, 60, 20, min(100, 50 + 5 * number)])
    Session("s-99", tmp_path).save(Session("s-99", tmp_path).item("01.p1"), 3)
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "s-50-00.json").write_text("{", encoding="utf-8")
    sheet = tmp_path / "s-3-05.json"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("50.0", "51.0"), encoding="utf-8")
    change = ClassChange(tmp_path)
    assert change.line == "Of twelve people with a sheet, eleven answered both surveys."
    assert sorted(line.split(":")[0] for line in change.refused) == ["notes.txt", "s-3-05.json", "s-50-00.json"]
    assert any("the checksum does not fit" in line for line in change.refused)
    assert not re.search(r"\bs-\d", change.figure.alt + change.figure.table.to_string())
    assert legible(change.figure)
    assert change.figure.table.loc[1].tolist()[1:] == ["11", "0", "11", "0", "0"]


@pytest.mark.parametrize("people", [5, 12, 400])
def test_the_class_figure_holds_for_any_size(people: int):
    values = [((7 * number) % 41) * 5 - 100 for number in range(people)]
    paired = pd.DataFrame({"belief": sorted(list(BELIEFS) * people), "change": values * 5})
    figure = class_changes(paired)
    assert legible(figure)
    assert distribution(paired).sum(axis=1).tolist() == [people] * 5
    assert (summary(paired)[["lowered", "as before", "raised"]].sum(axis=1) == people).all()
    assert 80 <= len(figure.alt) <= 700


def test_of_two_sheets_of_one_student_the_one_counts_that_counts_in_marking(tmp_path: Path):
    for number in range(5):
        hand_in_both(tmp_path, f"s-{number}", [50] * 5, [60] * 5)
    (tmp_path / "again").mkdir()
    hand_in_both(tmp_path / "again", "s-0", [50] * 5, [90] * 5)
    Session("s-0", tmp_path / "again").hand_in("05")
    (tmp_path / "again" / "s-0-05.json").rename(tmp_path / "s-0-05 (1).json")
    change = ClassChange(tmp_path)
    assert [line for line in change.refused if "again" not in line] == [
        "s-0-05.json: not counted: s-0-05 (1).json is of the same student and unit, and comes later by its name."
    ]
    assert changes_of(change) == ["+10"] * 5
    assert change.figure.table["people"].tolist() == ["5"] * 5


def changes_of(change: ClassChange) -> list[str]:
    return change.figure.table["median change"].tolist()


def test_no_folder_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert ClassChange("class").line.startswith("No sheets yet. There is no folder 'class' beside this notebook.")
    (tmp_path / "class").mkdir()
    assert ClassChange("class").line.startswith("No sheets yet: the folder 'class' holds none")


def test_changes_pair_people_by_belief_and_leave_out_who_answered_once():
    one = pd.DataFrame({"student": ["a", "b"], "belief": [1, 1], "value": [40.0, 50.0]})
    assert changes(one, one.iloc[:1])["student"].tolist() == ["a"]


def test_implications_rest_on_claims_and_sources_that_are_there():
    rows = load("implications")
    claims, sources = set(load("claims")["id"]), set(load("sources")["id"])
    readings = set(load("readings")["id"])
    evidence = load("evidence")
    for row in rows.itertuples():
        assert set(row.claim_ids.split()) <= claims, row.id
        assert set(row.source_ids.split()) <= sources, row.id
        named = set(re.findall(r"r-\d+", "" if pd.isna(row.note) else row.note))
        assert named <= readings
        if row.part in ("for", "against") and not named:
            bearing = evidence[evidence["claim_id"].isin(row.claim_ids.split())]
            assert set(row.source_ids.split()) <= set(bearing["source_id"]), f"{row.id}: no such evidence on {row.claim_ids}"
    for _name, own in rows.groupby("implication"):
        assert own["part"].value_counts().loc[["claim", "facts", "step", "condition", "reach", "settles"]].eq(1).all()
        assert abs((own["part"] == "for").sum() - (own["part"] == "against").sum()) <= 1


def test_the_weakest_part_is_marked_once_it_is_predicted(started: Path):
    item = load_bank("05").items["05.p6"]
    assert [field.name for field in item.fields] == list(NAMES)
    assert all(tuple(field.codes) == tuple(WEAKEST.values()) for field in item.fields)
    view = ImplicationsExplorer()
    gate = dualtrack.after("05.p6", view)
    assert not gate.open
    dualtrack.answer("05.p6", {"difference": "the step", "management": "the condition", "model": "the reach"})
    assert gate.open
    assert "You called this the weakest part: the step from there to the claim." in view.line
    assert view.view.value.count("you called it the weakest") == 1
    view.controls["implication"].value = "model"
    assert "how far it reaches" in view.line
    view.predicted("nonsense")
    view.predicted({"model": "the moon"})
    assert "weakest" not in view.line


def test_implications_show_parts_evidence_readings_and_cards():
    view = ImplicationsExplorer()
    seen = set()
    for implication in NAMES:
        for show in SHOWN:
            view.controls["implication"].value, view.controls["show"].value = implication, show
            seen.add(view.view.value)
            assert len(view.table) >= 2
    assert len(seen) == len(NAMES) * len(SHOWN)
    view.controls["claim"].value = view.controls["claim"].options[1][1]
    assert view.card.claim_id in str(view)
    view.controls["implication"].value = "difference"
    view.reset()
    assert view.card is None
    assert "our analysis" in view.table.set_index("part").at["step", "says who"]
    with pytest.raises(CourseError, match="found 'fourth', allowed is one of: difference"):
        ImplicationsExplorer("fourth")


def test_the_scorecard_has_each_claim_and_no_share_or_total():
    scored = scores(load("claims"), load("codings"))
    assert set(scored["claim_id"]) == set(load("claims")["id"])
    assert set(scored.loc[scored["kind"] == "evaluation", "code"]) == {"no verdict"}
    assert set(scored.loc[scored["kind"] == "inference", "whose"]) == {"coder A", "coder B"}
    card = Scorecard()
    shown = str(card) + card._repr_mimebundle_()["text/html"].replace("max-width:100%", "")
    assert "%" not in re.sub(r"data:image/png;base64,[^\"]+", "", shown)
    assert "total" not in shown
    assert legible(card.figure)
    assert 80 <= len(card.figure.alt) <= 700
    counts = tally(scored)
    agreed = counts[(counts["whose"] == "agreed") & counts["code"].isin(CODES_OF["record"])]
    assert agreed["article"].sum() == (load("claims").query("text == 'article'")["record"].notna()).sum()


def test_the_scorecard_has_every_kind():
    assert sorted(KINDS) == sorted(FIELD_OF)


def test_a_code_is_overruled_with_a_reason_and_kept_once(started: Path):
    card = dualtrack.scorecard(keep="05.p8")
    card.keep()
    assert card.said.startswith("You have overruled nothing yet.")
    card.controls["kind"].value = "description"
    card.controls["code"].value = "conflicting"
    card.controls["statement"].value = "c-131"
    assert card.card.claim_id == "c-131"
    card.over_button.click()
    assert card.said == "c-131, code: found '', allowed is one of: corroborated, one-sided, conflicting, contradicted, not found."
    card.controls["own"].value = "one-sided"
    card.reason.value = "because so"
    card.over_button.click()
    assert card.said == "c-131, reason: found 2 words, allowed are 4 or more."
    card.reason.value = "all who liken it speak for <Minsk>"
    card.over_button.click()
    assert "c-131, you overruled: one-sided (coded conflicting), because all who liken it speak for &lt;Minsk&gt;." in card.view.value
    card.keep_button.click()
    assert card.said == "Saved. It is not marked, and stays as it was given."
    again = dualtrack.scorecard(keep="05.p8")
    assert again.overruled.equals(card.overruled)
    again.overrule("c-117", "not shown", "nothing tells what Moscow wished")
    again.keep()
    assert "stays as it was" in again.said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("c-999", "open", "a b c d"), "Found the statement 'c-999'"),
        (("c-121", "open", "a b c d"), "c-121: it is an evaluation"),
        (("c-117", "open", "a b c d"), "c-117, code: found 'open', allowed is one of: best supported"),
    ],
)
def test_what_cannot_be_overruled_is_said(given, said: str):
    with pytest.raises(CourseError, match=re.escape(said)):
        Scorecard().overrule(*given)


def test_open_forecasts_can_be_decided_and_are_open():
    questions = load("open_forecasts")
    items = {name: item for name, item in load_bank("05").items.items() if isinstance(item, ForecastItem) and item.called == "prediction"}
    closed = pd.Timestamp(dualtrack.tables.package.descriptor()["record_closed"])
    assert list(questions["item"]) == list(items)
    assert len(questions) == 5
    sources = set(load("sources")["id"])
    for row in questions.itertuples():
        item = items[row.item]
        assert item.happened is None
        assert item.stem.startswith(f"{row.question} {row.criterion}")
        assert set(row.source_ids.split()) == set(item.sources) <= sources
        assert closed < row.opens < row.closes <= closed + pd.DateOffset(years=1)
        assert row.criterion.startswith("Yes, if ")
        assert f"{row.closes.day} {row.closes.month_name()} {row.closes.year}" in row.criterion


def test_open_forecasts_are_listed_with_criterion_day_and_ones_own(started: Path):
    view = dualtrack.open_forecasts()
    assert view.line.startswith("You have given none of five forecasts. The first question closes on 2027-01-31.")
    dualtrack.answer("05.p9", {"probability": 95, "reasons": "it was so on all of them before"})
    assert view.table["your forecast"].tolist() == ["95 %"] + ["not yet given"] * 4
    assert re.search(r"95 %, saved on \d{4}-\d\d-\d\d", view.view.value)
    assert "saved on" not in str(view)
    assert "You have given one of five" in view.view.value


def template() -> str:
    return (places.course() / "exercises" / "transfer_template.csv").read_text(encoding="utf-8")


def test_the_template_is_shown_with_explorer_card_and_scorecard(started: Path):
    view = dualtrack.transfer()
    assert view.explorer.table["statement"].tolist() == ["t-01", "t-02"]
    view.controls["kind"].value = "inference"
    assert view.explorer.table["statement"].tolist() == ["t-02"]
    view.controls["statement"].value = "t-02"
    assert "Verdict: not given yet" in str(view.explorer.card)
    assert legible(view.scorecard)
    assert not re.search("coder", str(view) + view._repr_mimebundle_()["text/html"])


def test_a_table_of_ones_own_is_begun_and_never_overwritten(started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=re.escape('mine.csv: there is no such file beside this notebook. transfer("mine.csv", begin=True) makes one')):
        dualtrack.transfer("mine.csv")
    dualtrack.transfer("mine.csv", begin=True)
    (tmp_path / "mine.csv").write_text(template().replace("t-01", "x-01"), encoding="utf-8")
    assert dualtrack.transfer("mine.csv", begin=True).claims["id"].tolist() == ["x-01", "t-02"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",event,plain", ",evnt,plain", "mine.csv, row 2, column 'kind': found 'evnt', allowed is one of: event, statement reported"),
        (",inference,plain", ",inference,bold", "mine.csv, row 3, column 'hedge': found 'bold', allowed is one of: plain, hedged, attributed; or empty."),
        (",plain,corroborated", ",plain,open", "mine.csv, row 2, column 'verdict': found 'open', allowed for 'event' is one of: corroborated"),
        (",event,plain,corroborated", ",,plain,corroborated", "mine.csv, row 2, column 'verdict': found 'corroborated' where no kind is given"),
        ("t-02", "t-01", "mine.csv, row 3, column 'id': found 't-01' a second time"),
        ("Aldmoor,1,", "Aldmoor,one,", "mine.csv, row 2, column 'paragraph': found 'one', allowed is a whole number, or empty."),
        ("statement,", "sentence,", "mine.csv, row 1: column 'statement' is missing."),
        (",source,", ",sauce,", "mine.csv, row 1: found the column 'sauce', allowed are id, claimant"),
        (",source,", ",verdict ,", "mine.csv, row 1: found the column 'verdict' a second time, allowed is each once."),
        ("On a Monday in May", "On a Monday, in May,", "mine.csv, row 2: found 13 cells, allowed are 11, as many as there are columns. A text that holds a comma stands in quotation marks."),
        ("Aldmoor,1,", "Aldmoor,", "mine.csv, row 2: found 10 cells, allowed are 11, as many as there are columns."),
        ("\nt-02", "\n,,,,,,,,,,\n\nt-01", "mine.csv, row 5, column 'id': found 't-01' a second time"),
        ("Aldmoor,1,", "Aldmoor,²,", "mine.csv, row 2, column 'paragraph': found '²', allowed is a whole number, or empty."),
        ("On a Monday in May the council of Aldmoor closed the mill bridge to lorries.", "", "mine.csv, row 2, column 'statement': the cell is empty"),
    ],
)
def test_what_is_wrong_in_a_table_of_ones_own_is_named(tmp_path: Path, old: str, new: str, said: str):
    assert old in template()
    path = tmp_path / "mine.csv"
    path.write_text(template().replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=re.escape(said)):
        own_claims.read_own_claims(path)


def test_a_spreadsheets_way_of_saving_is_read(tmp_path: Path):
    path = tmp_path / "mine.csv"
    table = pd.DataFrame(
        {"id": ["a", "b"], "claimant": "me", "statement": ["The quay is long, and old.", "It will sink."], "kind": ["", "prediction"], "hedge": ["", "plain"]}
    )
    table.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    read = own_claims.read_own_claims(path)
    assert read["statement"].tolist() == table["statement"].tolist()
    assert read["kind"].isna().tolist() == [True, False]
    view = dualtrack.widgets.transfer.Transfer(path)
    assert view.explorer.table["paragraph"].tolist() == ["–", "–"]
    assert legible(view.scorecard)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"id,claimant,statement,kind,hedge\n"])
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError, match="mine.csv: "):
        own_claims.read_own_claims(path)


def test_a_scorecard_takes_any_texts_and_codes():
    scored = pd.DataFrame({"claim_id": ["a", "b"], "text": ["one", "two"], "kind": ["event", "left open"], "code": ["one-sided", "no verdict"], "whose": "yours"})
    assert legible(scorecard_figure(scored))
