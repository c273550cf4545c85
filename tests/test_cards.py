"""Cards: a claim, a source, a citation, readable without code; the coders' codes only after the reader's own."""

from __future__ import annotations

import functools
import re

import pytest

import dualtrack
from dualtrack.coding_scheme import FIELD_OF
from dualtrack.errors import CourseError
from dualtrack.tables import load
from dualtrack.widgets import claim_card
from dualtrack.widgets.claim_card import ClaimCard

CLAIMS = load("claims")


@pytest.fixture(autouse=True)
def tables_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_card, "load", READ_ONCE)


READ_ONCE = functools.cache(load)


def shown(card: ClaimCard) -> str:
    """All that a card shows, live, reopened without a kernel, and as text."""
    bundle = card._repr_mimebundle_()
    return "\n".join([card.view.value, card.status.value, bundle["text/html"], bundle["text/plain"]])


def choose(card: ClaimCard, kind: str, verdict: str = "") -> None:
    """Give codes by the controls, as a reader does."""
    card.controls["kind"].value = kind
    card.controls["verdict"].value = verdict
    card.controls["compare"].click()


@pytest.mark.parametrize("claim_id", CLAIMS["id"])
def test_a_card_shows_no_code_before_the_readers_own(claim_id: str):
    card = dualtrack.claim(claim_id)
    text = shown(card)
    assert not card.compared
    assert "Codes:" not in text
    assert "coder A" not in text
    reasons = load("codings").query("claim_id == @claim_id")["reason"].dropna()
    assert not [reason for reason in reasons if reason in text]
    assert not re.search(r", (supports|qualifies|contradicts|context):", text)


def test_a_card_says_who_says_so_and_what_bears_on_it_with_citations():
    card = dualtrack.claim("c-062")
    text = shown(card)
    assert "Yauheni Preiherman, ¶12" in text
    evidence = load("evidence").query("claim_id == 'c-062'")
    for row in evidence.itertuples():
        assert row.says in str(card)
    addresses = load("sources").set_index("id").loc[evidence["source_id"], "address"].dropna()
    assert all(f'href="{address}"' in card.view.value for address in addresses)


def test_the_codes_show_once_the_readers_own_are_given():
    card = dualtrack.claim("c-062")
    choose(card, "inference", "one of several")
    assert card.compared
    assert card.own == {"kind": "inference", "inference": "one of several"}
    assert re.search(r"inference +one of several +one of several +one of several", str(card))
    assert re.search(r"<b>v-\d+ Kyrylo Budanov \(Kyiv\), contradicts:</b>", card.view.value)


@pytest.mark.parametrize(("kind", "said"), [("", "Choose a kind first."), ("inference", "Choose your verdict too.")])
def test_half_an_answer_shows_nothing(kind: str, said: str):
    card = dualtrack.claim("c-062")
    choose(card, kind)
    assert card.said == said
    assert not card.compared
    assert "coder A" not in shown(card)


def test_an_evaluation_needs_no_verdict():
    card = dualtrack.claim("c-012")
    choose(card, "evaluation")
    assert card.compared
    assert card.controls["verdict"].disabled


def test_codes_can_be_given_or_revealed_from_python():
    assert dualtrack.claim("c-062", kind="inference", verdict="not shown").compared
    revealed = dualtrack.claim("c-062", reveal=True)
    assert "coder A" in shown(revealed)
    assert "hedge" in str(revealed)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"claim_id": "c-999"}, "There is no claim 'c-999'"),
        ({"claim_id": "c-062", "kind": "fact"}, "kind: found 'fact', allowed is one of: event"),
        ({"claim_id": "c-062", "kind": "inference", "verdict": "true"}, "allowed for 'inference' is one of: best supported"),
        ({"claim_id": "c-012", "kind": "evaluation", "verdict": "true"}, "allowed for 'evaluation' is none"),
    ],
)
def test_what_does_not_fit_is_said(given: dict, said: str):
    with pytest.raises(CourseError, match=re.escape(said)):
        dualtrack.claim(**given)


def test_every_kind_has_its_verdict():
    assert set(FIELD_OF) == set(CLAIMS["kind"].dropna())


def test_changing_the_kind_changes_what_can_be_said():
    card = dualtrack.claim("c-062")
    card.controls["kind"].value = "event"
    card.controls["verdict"].value = "corroborated"
    card.controls["kind"].value = "prediction"
    assert card.controls["verdict"].value == ""
    assert "borne out" in card.controls["verdict"].options[2]


def test_controls_have_labels_and_what_is_said_is_a_live_region():
    card = dualtrack.claim("c-062")
    assert all(control.description for control in card.controls.values())
    assert 'role="status" aria-live="polite"' in card.status.value


def test_a_source_shows_its_reference_and_what_it_bears_on():
    card = dualtrack.source("klysinski-2018")
    assert "OSW Centre for Eastern Studies" in str(card)
    assert "c-027: " in str(card)
    assert 'href="https://osw.waw.pl/' in card._repr_mimebundle_()["text/html"]


def test_a_citation_gives_both_forms():
    assert str(dualtrack.cite("klysinski-2018")).startswith("(Kłysiński 2018)\nKłysiński, Kamil (2018-06-28): ")


@pytest.mark.parametrize("card", [dualtrack.source, dualtrack.cite])
def test_an_unknown_source_is_answered_with_those_near_to_it(card):
    with pytest.raises(CourseError, match="Near to it: klysinski-2018"):
        card("klysinski-2008")
