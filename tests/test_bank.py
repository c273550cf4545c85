"""Item banks: errors name file, line, what was found and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualtrack.errors import CourseError
from dualtrack.marking.bank import load_bank, read_bank

BANK = """\
unit: "01"
version: "1"
items:
  - id: 01.p1
    type: number
    objective: 01.o2
    level: predict
    points: 0
    minutes: 2
    sources: [voeten-un-votes]
    stem: In how many of {{ opposed_n }} votes?
    unit: "%"
    low: 0
    high: 100
"""


def test_the_shipped_bank_is_read():
    bank = load_bank("01")
    item = bank.items["01.p1"]
    assert item.is_prediction
    assert "In 174 recorded votes" in item.stem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: number", "type: essay", "line 5: found the type 'essay', allowed is one of: number"),
        ("    low: 0\n", "", "line 4: item '01.p1' lacks the field 'low'"),
        ("low: 0", "low: zero", "line 4: item '01.p1': found 'zero' as low, allowed is a number"),
        ("high: 100", "high: -1", "low must be less than high"),
        ("unit: \"01\"", "unit: \"02\"", "line 4: item '01.p1' does not belong to unit '02'"),
        ("minutes: 2", "minutes: 2\n    colour: red", "line 10: unknown field 'colour'"),
        ("minutes: 2", "minutes: 2\n    minutes: 3", "line 10: the field 'minutes' stands twice"),
        ("opposed_n", "opposed_m", "line 11: unknown placeholder in the stem of '01.p1'"),
        ("[voeten-un-votes]", "voeten", "'sources' must be a list"),
        ("items:", "items: [", "this is not YAML"),
        (BANK, "- just a list", "line 1: the bank must be a list of fields"),
        (BANK, "", "line 1: the bank must be a list of fields"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, said: str):
    path = tmp_path / "01_test.yaml"
    assert old in BANK
    path.write_text(BANK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_bank(path)
    assert str(caught.value).startswith("01_test.yaml, line ")
    assert said in str(caught.value)


def test_an_id_may_stand_once(tmp_path: Path):
    path = tmp_path / "01_test.yaml"
    item = BANK[BANK.index("  - id") :]
    path.write_text(BANK + item, encoding="utf-8")
    with pytest.raises(CourseError, match="line 15: the id '01.p1' stands twice"):
        read_bank(path)
