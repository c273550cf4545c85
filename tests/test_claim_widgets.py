"""Several questions in one cell, codes beside those of the coders, and the statements to look through: nothing is shown too early."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dualtrack
from dualtrack import places
from dualtrack.coding_scheme import FIELD_OF, HEDGES
from dualtrack.errors import CourseError
from dualtrack.figures.statements import statement_kinds
from dualtrack.marking.bank import load_bank, read_bank
from dualtrack.marking.items import EventCodingItem
from dualtrack.marking.quality import warnings
from dualtrack.tables import load
from dualtrack.widgets.claim_explorer import HIDDEN, NOT_YET, ClaimExplorer
from dualtrack.widgets.question import Question, Questions

SIX = [f"00.p{number}" for number in range(6, 12)]
CODINGS = [item for item in load_bank("00").items.values() if isinstance(item, EventCodingItem)]
GIVEN = {"kind": "description", "hedge": "plain"}


@pytest.fixture
def started(answers: Path, capsys: pytest.CaptureFixture) -> Path:
    dualtrack.start(student="s-17")
    capsys.readouterr()
    return answers


def everything(shown) -> str:
    """All that an object shows, reopened without a kernel and as text."""
    bundle = shown._repr_mimebundle_()
    return bundle["text/html"] + bundle["text/plain"]


@pytest.mark.parametrize("item", CODINGS, ids=lambda item: item.id)
def test_a_coding_has_its_statement_codes_and_reference_from_the_data(item: EventCodingItem):
    claim = load("claims").set_index("id").loc[item.claim]
    assert claim["reveal_lesson"] == "00"
    assert item.stem == f"Statement {item.claim} (¶{claim['paragraph']}). “{claim['statement']}”"
    given = load("codings").query("claim_id == @item.claim and coder in ('A', 'B')")
    for field, codes in zip(item.fields, (tuple(FIELD_OF), HEDGES), strict=True):
        assert field.codes == codes
        assert set(field.accepts) == set(given.loc[given["field"] == field.name, "code"])


def test_the_six_are_of_different_kinds_and_the_coders_part_on_some():
    assert [item.id for item in CODINGS] == SIX
    kinds = [dict(zip(("kind", "hedge"), item.fields, strict=True)) for item in CODINGS]
    assert sum(len(fields["kind"].accepts) == 2 for fields in kinds) >= 2
    assert len({code for fields in kinds for code in fields["kind"].accepts}) >= 5
    assert {code for fields in kinds for code in fields["hedge"].accepts} == set(HEDGES)


def test_one_item_is_a_question_and_several_are_a_set(started: Path):
    assert isinstance(dualtrack.ask("00.p1"), Question)
    several = dualtrack.ask("00.p1", "00.p2")
    assert isinstance(several, Questions)
    names = [question.button.description for question in several.questions]
    labels = [question.field.control.description for question in several.questions]
    assert names == ["Save 00.p1", "Save 00.p2"]
    assert labels == ["00.p1 Your answer (0 to 100 %)", "00.p2 Your answer (0 to 100 %)"]
    assert dualtrack.ask("01.p1").button.description == "Save 01.p1"
    with pytest.raises(CourseError, match='for example ask\\("01.p1"\\)'):
        dualtrack.ask()


def test_saving_one_leaves_what_stands_in_the_others(started: Path):
    first, second, third = dualtrack.ask("00.p1", "00.p6", "0.1").questions
    second.field.lists["kind"].value = "inference"
    third.field.control.value = "b"
    first.field.control.value = "40"
    first.button.click()
    assert first.said == "Saved: 40 %. This answer stays as it was given."
    assert second.field.get() == {"kind": "inference", "hedge": ""}
    assert third.field.get() == "b"
    assert second.said == third.said == "Changed, not yet saved: press Save."
    second.button.click()
    assert second.said == "Not chosen yet: hedge."
    with pytest.raises(CourseError, match="Your answer 00.p1 was saved as 40 %. This answer stays as it was given."):
        dualtrack.answer("00.p1", 50)


def test_a_gate_for_several_says_which_are_open(started: Path):
    compared = dualtrack.compare_codes(SIX)
    gate = dualtrack.after(SIX, compared)
    for number, name in enumerate(SIX):
        assert not gate.open
        assert "coder A" not in everything(gate)
        assert gate.said.startswith("This opens once all six of your answers are saved. Still open: ")
        assert re.findall(r"00\.p\d+", gate.said) == SIX[number:]
        dualtrack.answer(name, GIVEN)
    assert gate.open
    assert "coder A" in everything(gate)
    assert "00.p6 kind: description; hedge: plain" in dualtrack.after(SIX, compared, recall=True).said


def test_codes_are_compared_with_reasons_where_the_coders_differ(started: Path):
    for name in SIX:
        dualtrack.answer(name, GIVEN)
    compared = dualtrack.compare_codes(SIX)
    codes = compared.codes.set_index(["claim", "field"])
    row = codes.loc[("c-018", "kind")]
    assert row.drop("why").to_dict() == {"your code": "description", "coder A": "description", "coder B": "inference", "settled later": "inference"}
    assert "Agreed: That nothing gave grounds is a judgement on causes." in row["why"]
    assert codes.loc[("c-055", "kind"), ["settled later", "why"]].tolist() == ["–", ""]
    first = compared.table.iloc[0]
    assert first["statement"].startswith("c-018 (¶4). Nothing in the bilateral relations")
    assert first[["your codes", "coder A", "coder B", "settled later"]].tolist() == ["description, plain", "description, plain", "inference, plain", "inference"]
    assert compared.line.startswith(
        "Kind: the two coders share three of six codes, and you have none of these. On the three where they differ you are with one of them twice."
    )
    with pytest.raises(CourseError, match="compare_codes: found '01.p1', allowed are items that code a claim."):
        dualtrack.compare_codes(["01.p1"])


def test_the_explorer_hides_codes_until_the_readers_own_are_given(started: Path):
    explorer = dualtrack.claim_explorer("00")
    assert set(explorer.table[["agreed kind", "agreed hedge"]].to_numpy().ravel()) == {HIDDEN}
    assert set(explorer.table["your kind"]) == {NOT_YET}
    assert explorer.line == "66 of 66 statements. The codes show for the 0 statements that you have coded."
    explorer.controls["kind"].value = "inference"
    assert explorer.line == "Kind inference: 0 of the 0 statements that you have coded, out of 66."
    explorer.reset()
    dualtrack.answer("00.p6", GIVEN)
    shown = explorer.table.set_index("statement")
    assert shown.loc["c-018", ["your kind", "agreed kind", "agreed hedge"]].tolist() == ["description", "inference", "plain"]
    assert set(shown.drop("c-018")["agreed kind"]) == {HIDDEN}
    assert dualtrack.claim_explorer("00").own == explorer.own


def test_comparing_on_a_card_of_the_explorer_shows_its_codes(started: Path):
    explorer = dualtrack.claim_explorer("00")
    explorer.controls["paragraph"].value = 3
    explorer.controls["statement"].value = "c-012"
    card = explorer.card
    assert explorer.place.children == (card.widget,)
    card.controls["compare"].click()
    assert explorer.own == {}
    card.controls["kind"].value = "evaluation"
    card.controls["compare"].click()
    assert explorer.own == {"c-012": {"kind": "evaluation"}}
    assert "1 statement that you have coded" in explorer.view.value
    explorer.controls["hedge"].value = "plain"
    assert explorer.card is card, "a filter that keeps the statement keeps its card"
    explorer.reset()
    assert explorer.card is None
    assert explorer.own


def test_the_explorer_shows_no_statement_and_no_evidence_of_a_later_lesson():
    explorer = ClaimExplorer("00")
    assert set(explorer.claims["reveal_lesson"]) == {"00"}
    assert len(ClaimExplorer("03").claims) > len(explorer.claims)
    told = ""
    for claim_id in explorer.claims.index:
        explorer.controls["statement"].value = claim_id
        told += str(explorer.card)
    assert "August 2024" not in told
    assert "of 2014 to 2021 with Russia and Ukraine opposed" not in told
    assert "Later lessons add what is held back here" in told
    with pytest.raises(CourseError, match="found the lesson '07', allowed is one of: 00, 03"):
        ClaimExplorer("07")


def test_every_control_of_the_explorer_is_labelled_and_found_in_its_view():
    explorer = ClaimExplorer("00")
    labels = [control.description for control in explorer.controls.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert 'role="status" aria-live="polite"' in explorer.view.value


def test_lesson_00_names_no_source_that_tells_what_followed():
    text = (places.course() / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    for told in ("25 August 2024", "2024-08-25", "13 July", "Counter-text statement", "k-01"):
        assert told not in text, told


def test_the_kinds_are_counted_by_the_agreed_codes():
    claims = load("claims")
    table = statement_kinds(load("codings")).table.set_index("kind")
    for text in ("article", "counter-text"):
        for kind in table.index:
            rows = claims[(claims["text"] == text) & (claims["kind"] == kind)]
            assert int(table.at[kind, text]) == len(rows)
            for hedge in HEDGES:
                assert int(table.at[kind, f"{text}, {hedge}"]) == (rows["hedge"] == hedge).sum()


def test_a_unit_in_which_nothing_counts_is_told_right_and_wrong_and_can_be_handed_in(started: Path, capsys: pytest.CaptureFixture):
    bank = load_bank("00")
    assert bank.possible == 0
    assert not [remark for remark in warnings(bank) if "counts nothing" in remark]
    for item in bank.marked:
        dualtrack.answer(item.id, item.mistakes()[0])
        assert "Think again: " in capsys.readouterr().out
        dualtrack.answer(item.id, item.solution())
        said = capsys.readouterr().out
        assert "That fits the record." in said
        assert "point" not in said
    dualtrack.hand_in("00")
    assert "Not answered" not in capsys.readouterr().out


def test_one_item_that_counts_nothing_among_others_is_warned_of(tmp_path: Path):
    text = load_bank("01").path.read_text(encoding="utf-8")
    path = tmp_path / "01_test.yaml"
    path.write_text(text.replace("points: 3", "points: 0", 1), encoding="utf-8")
    assert "01_test.yaml, item 1.1: it counts nothing: give it points, or make it a prediction." in warnings(read_bank(path))
