"""Parallel forms: over many students each form can be solved, has one right answer and distinct options, and counts the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sample import SAMPLE, told_when_broken

from dualtrack.marking.bank import bank_paths, draw, read_bank
from dualtrack.marking.items import MultipleChoiceItem, SingleChoiceItem
from dualtrack.marking.items.options import shuffled
from dualtrack.marking.marks import mark_sheet
from dualtrack.marking.session import Session
from dualtrack.marking.sheets import Sheet, read_sheet
from dualtrack.widgets.question import Question

BANKS = [read_bank(path) for path in [SAMPLE, *bank_paths()]]
STUDENTS = [f"s-{number}" for number in range(500)]


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.unit)
def test_every_form_can_be_solved_and_counts_the_same(bank):
    for student in STUDENTS:
        form = bank.for_student(student)
        assert form.possible == bank.possible
        assert list(form.items) == list(bank.items)
        for item in form.marked:
            first = bank.items[item.id]
            assert (item.points, item.minutes, item.TYPE) == (first.points, first.minutes, first.TYPE)
            solution = item.solution()
            assert solution is None or item.mark(item.read(solution)).points == item.points
            if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
                texts = [option.text for option in item.options]
                assert len(set(texts)) == len(texts)
            if isinstance(item, SingleChoiceItem):
                assert sum(not item.mark(letter).remarks for letter in item.letters) == 1


def test_students_get_different_forms_all_of_them_used():
    bank = BANKS[0]
    for item_id in ("90.6", "90.7"):
        counts = Counter(bank.for_student(student).items[item_id].stem for student in STUDENTS)
        assert len(counts) == len(bank.forms[item_id])
        assert min(counts.values()) > 500 / len(counts) / 2


def test_the_same_seed_gives_the_same_form_everywhere():
    """Written down once: another platform or Python must draw the same."""
    assert [draw(f"s-{number}", "90.6", 4) for number in range(12)] == [3, 2, 0, 1, 3, 0, 0, 1, 1, 2, 2, 0]
    assert shuffled(list("abcde"), "salt/s-1/90.7") == ["d", "b", "a", "e", "c"]


def test_the_salt_changes_forms_and_orders(tmp_path: Path):
    path = tmp_path / "90_sample.yaml"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace('unit: "90"', 'unit: "90"\nsalt: spring in the mountains', 1), encoding="utf-8")
    salted = read_bank(path)
    differ = [student for student in STUDENTS if salted.for_student(student).items["90.6"] != BANKS[0].for_student(student).items["90.6"]]
    assert len(differ) > 250
    assert salted.seed("s-1") == "spring in the mountains/s-1"


def test_a_sheet_is_marked_by_the_students_own_form(tmp_path: Path):
    bank = BANKS[0]
    for student in STUDENTS[:8]:
        own = bank.for_student(student)
        sheet = Sheet(tmp_path, student, "90", bank.version)
        for item in own.marked:
            sheet.record(item.id, item.solution())
        result = mark_sheet(bank, read_sheet(sheet.path))
        assert result.points == result.possible == 17
        assert {entry.item.id: entry.item.stem for entry in result.marked} == {item.id: item.stem for item in own.marked}


def test_a_question_is_asked_in_the_students_own_form(answers: Path):
    stems = set()
    for student in STUDENTS[:12]:
        session = Session(student, answers)
        session._banks["90"] = BANKS[0].for_student(student)
        question = Question(session, session.item("90.6"))
        assert question.item == BANKS[0].for_student(student).items["90.6"]
        stems.add(question.item.stem)
    assert len(stems) > 1


WRONG = [
    ("{{ variant.share }}", "{{ variant.part }}", "the variants have no value 'part'. They have: state, share"),
    ('- {state: China, share: "{{ opposed_china }}"}', "- {state: China}", "a variant lacks the field 'share'"),
    ("    points: 2\n    minutes: 3\n    sources: [voeten-un-votes]\n    variants", '    points: "{{ variant.share }}"\n    minutes: 3\n    sources: [voeten-un-votes]\n    variants', "'points' may not differ between variants"),
    ("{day: 10 August 2024, said: that troops come, other: that troops go back}", "{day: 13 July 2024, said: that troops go back, other: that troops come}", "two variants of item '90.7' are the same"),
    ("said: that troops come, other: that troops go back", "said: that troops come, other: that troops come", "the option 'that troops come' stands twice"),
    ('- {state: Armenia, share: "{{ opposed_armenia }}"}\n      - {state: China, share: "{{ opposed_china }}"}\n      - {state: Serbia, share: "{{ opposed_serbia }}"}\n', "", "found 1 variants"),
    ('share: "{{ opposed_serbia }}"', 'share: "{{ opposed_serbja }}"', "unknown placeholder 'opposed_serbja'"),
    ('share: "{{ opposed_serbia }}"', 'share: ""', "found '' as key"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_a_variant_that_does_not_fit_is_told_with_its_line(old: str, new: str, said: str, tmp_path: Path):
    assert said in told_when_broken(old, new, tmp_path)
