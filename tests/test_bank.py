"""Item banks: errors name file, line, what was found and what is allowed; the shipped bank is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualtrack import cli
from dualtrack.errors import CourseError
from dualtrack.marking.bank import bank_paths, load_bank, read_bank
from dualtrack.marking.items import MultipleChoiceItem, OrderingItem, SingleChoiceItem

BANK = """\
unit: "01"
version: "1"
title: A sample
objectives:
  01.o1: do something
items:
  - id: "1.1"
    type: single_choice
    objective: 01.o1
    level: apply
    points: 2
    minutes: 2
    sources: [voeten-un-votes]
    stem: In how many of {{ opposed_n }} votes?
    options:
      - text: in most
        key: true
      - text: in none
        misconception: silence
        hint: Did you look?
  - id: "1.2"
    type: number
    objective: 01.o1
    level: apply
    points: 1
    minutes: 2
    sources: [voeten-un-votes]
    stem: How many?
    unit: votes
    low: 0
    high: 200
    key: "{{ opposed_n }}"
    tolerance: 0
    hint: Count again.
  - id: "1.10"
    type: written
    objective: 01.o1
    level: evaluate
    points: 2
    minutes: 5
    sources: []
    stem: Why?
    words: 10 to 20
    rubric:
      - text: a reason
        points: 2
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "01_test.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_bank_is_read(tmp_path: Path):
    bank = read_bank(written(tmp_path, BANK))
    assert list(bank.items) == ["1.1", "1.2", "1.10"]
    assert bank.items["1.1"].stem == "In how many of 174 votes?"
    assert bank.items["1.2"].key == 174
    assert bank.possible == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: number", "type: essay", "line 22: found the type 'essay', allowed is one of: single_choice"),
        ("    low: 0\n", "", "line 21: item '1.2' lacks the field 'low'"),
        ("low: 0", "low: zero", "line 30: found 'zero' as low, allowed is a number"),
        ("high: 200", "high: -1", "line 30: low must be less than high, found 0 and -1"),
        ("high: 200", "high: 100", "line 32: found '174' as key, allowed is a number from 0 to 100"),
        ("tolerance: 0", "tolerance: none", "line 33: found 'none' as tolerance, allowed is a number"),
        ("    tolerance: 0\n", "", "line 21: a number with a key lacks the field 'tolerance'"),
        ('    key: "{{ opposed_n }}"\n    tolerance: 0\n    hint: Count again.\n', "", "line 21: item '1.2' has points but no key"),
        ('unit: "01"', 'unit: "02"', "line 7: item '1.1' does not belong to unit '02'"),
        ("minutes: 5", "minutes: 5\n    colour: red", "line 41: unknown field 'colour' in item '1.10'"),
        ("minutes: 5", "minutes: 5\n    minutes: 3", "line 41: the field 'minutes' stands twice"),
        ("stem: In how many of {{ opposed_n", "stem: In how many of {{ opposed_m", "line 14: unknown placeholder 'opposed_m'. Near to it: opposed_n"),
        ("sources: []", "sources: voeten", "line 41: 'sources' must be a list of source ids"),
        ("sources: []", "sources: [nobody]", "line 41: found the source 'nobody', which is not in sources.csv"),
        ("points: 1", "points: -1", "line 25: found '-1' as points, allowed is 0 or more"),
        ("        misconception: silence\n", "", "line 18: an option without key: true lacks the field 'misconception'"),
        ("        hint: Did you look?\n", "", "line 18: an option without key: true lacks the field 'hint'"),
        ("        key: true\n", "        key: yes\n", "line 17: found 'yes' as key, allowed is true or false"),
        ("        misconception: silence\n        hint: Did you look?\n", "        key: true\n", "line 7: item '1.1' has 2 options with key: true, allowed is exactly one"),
        ("text: in none", "text: in most", "the option 'in most' stands twice"),
        ("words: 10 to 20", "words: about 20", "line 43: found 'about 20' as words, allowed is a span like '60 to 150'"),
        ("        points: 2\n", "        points: 3\n", "line 35: the rubric's points add up to 3, the item has 2"),
        ("objective: 01.o1\n    level: evaluate", "objective: 01.o9\n    level: evaluate", "line 37: found the objective '01.o9', allowed is one of: 01.o1"),
        ('id: "1.2"', 'id: "1.1"', "line 21: the id '1.1' stands twice"),
        ("items:", "items: [", "this is not YAML"),
        ('key: "{{ opposed_n }}"', "key: {{ opposed_n }}", "line 32: a value that starts with a brace has to stand in quotation marks"),
        ('key: "{{ opposed_n }}"', 'key: "{{ opposed_n + 1 }}"', "line 32: the braces can't be filled"),
        ('key: "{{ opposed_n }}"', 'key: "{{ opposed_n.more }}"', "line 32: unknown placeholder 'more'"),
        (BANK, "- just a list", "line 1: the bank must be a list of fields"),
        (BANK, "", "line 1: the bank must be a list of fields"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, said: str):
    assert old in BANK
    with pytest.raises(CourseError) as caught:
        read_bank(written(tmp_path, BANK.replace(old, new, 1)))
    assert str(caught.value).startswith("01_test.yaml, line ")
    assert said in str(caught.value)


def test_an_ordering_needs_values_that_differ(tmp_path: Path):
    entries = "".join(f"      - text: {name}\n        value: {value}\n" for name, value in (("one", 1), ("two", 2), ("three", 2)))
    item = f'  - id: "1.3"\n    type: ordering\n    objective: 01.o1\n    level: apply\n    points: 1\n    minutes: 1\n    sources: []\n    stem: Order.\n    hint: Look.\n    options:\n{entries}'
    with pytest.raises(CourseError, match="the value '2' stands twice"):
        read_bank(written(tmp_path, BANK + item))


@pytest.mark.parametrize("path", bank_paths(), ids=lambda path: path.stem)
def test_shipped_banks_meet_the_standard(path: Path):
    bank = read_bank(path)
    if bank.possible:
        assert len(bank.marked) >= 8
        assert len({item.TYPE for item in bank.marked}) >= 5
    asked = bank.marked if bank.possible else bank.items.values()  # where nothing counts, a belief that is saved may serve an objective
    assert {item.objective for item in asked} == set(bank.objectives)
    longest = 0
    choices = [item for item in bank.marked if isinstance(item, SingleChoiceItem)]
    for item in choices:
        key = next(option for option in item.options if option.key)
        longest += len(key.text) == max(len(option.text) for option in item.options)
    assert longest < len(choices), "the key is always the longest option"
    for item in bank.marked:
        if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
            keys = [option.text.lower() for option in item.options if option.key]
            for option in item.options:
                assert "all of the above" not in option.text.lower()
                assert option.key or not any(key in option.hint.lower() for key in keys)


def test_keys_come_from_the_data():
    items = load_bank("01").items
    assert items["1.3"].key == 97.8
    assert items["1.8"].key == 6
    assert isinstance(items["1.4"], OrderingItem)
    assert items["1.4"].mark(["b", "a", "d", "c", "e"]).points == items["1.4"].points


def test_exercises_check_prints_the_blueprint(capsys: pytest.CaptureFixture):
    assert cli.main(["exercises", "check"]) == 0
    said = capsys.readouterr().out
    assert "Unit 01" in said
    assert "12 items, 37 points" in said
    assert said.endswith(f"{len(bank_paths())} banks, 0 with a problem.\n")


def test_exercises_check_exits_1_where_a_bank_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    written(tmp_path, BANK.replace("type: number", "type: essay"))
    monkeypatch.setattr("dualtrack.marking.bank.bank_paths", lambda: [tmp_path / "01_test.yaml"])
    assert cli.main(["exercises", "check"]) == 1
    assert "01_test.yaml, line 22: found the type 'essay'" in capsys.readouterr().out


@pytest.mark.parametrize(("kind", "entry"), [("ordering", "text: number {0}\n        value: {0}"), ("matching", "text: number {0}\n        match: {0}\n        hint: Look.")])
def test_there_are_as_many_options_as_letters(tmp_path: Path, kind: str, entry: str):
    field, hint = ("options", "    hint: Look.\n") if kind == "ordering" else ("pairs", "")
    entries = "".join(f"      - {entry.format(number)}\n" for number in range(27))
    item = f'  - id: "1.3"\n    type: {kind}\n    objective: 01.o1\n    level: apply\n    points: 1\n    minutes: 1\n    sources: []\n    stem: Say.\n{hint}    {field}:\n{entries}'
    with pytest.raises(CourseError, match=f"found 27 {field}, allowed are"):
        read_bank(written(tmp_path, BANK + item))
