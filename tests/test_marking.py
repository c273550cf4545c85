"""Marks: properties of each item type, and a folder of sheets in which a bad file stops nobody else's mark."""

from __future__ import annotations

import csv
import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualtrack import cli
from dualtrack.marking.bank import load_bank
from dualtrack.marking.items import MultipleChoiceItem, OrderingItem, SingleChoiceItem
from dualtrack.marking.items.options import Option, shuffled
from dualtrack.marking.marks import mark_sheet
from dualtrack.marking.sheets import Sheet, checksum

COMMON = ("1.1", "o", "apply", 4.0, 1.0, (), "Which?")
RIGHT = {
    "1.1": ["b", "d", "e"],
    "1.2": "a",
    "1.4": list("badce"),
    "1.5": "d",
    "1.6": list("cbad"),
    "1.7": "a",
    "1.8": 6,
    "1.9": ["c", "d"],
    "1.11": {"a": "legal", "b": "functional", "c": "functional", "d": "behavioural", "e": "behavioural"},
    "1.12": "a",
}
# Item 1.3 asks each student of one of three issues.
SHARES = {"human rights": 97.8, "development": 76.5, "arms control": 37.5}
ALL = 29  # points for all that is marked by rule


def right(student: str) -> dict:
    """What earns a student of unit 01 all points, by the form that the identifier draws."""
    stem = load_bank("01").for_student(student).items["1.3"].stem
    return RIGHT | {"1.3": next(share for issue, share in SHARES.items() if issue in stem)}


def multiple(keys: int, wrong: int) -> MultipleChoiceItem:
    options = [Option(letter, letter, key=place < keys, hint="?") for place, letter in enumerate("abcdefgh"[: keys + wrong])]
    return MultipleChoiceItem(*COMMON, options=tuple(options))


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_multiple_choice_rewards_neither_ticking_all_nor_guessing_more(keys, wrong, data):
    item = multiple(keys, wrong)
    chosen = data.draw(st.lists(st.sampled_from(item.letters), min_size=1, unique=True))
    mark = item.mark(item.read(chosen))
    assert 0 <= mark.points <= mark.possible
    assert (mark.points == mark.possible) == (sorted(chosen) == item.letters[:keys])
    assert item.mark(item.letters).points == 0
    more_wrong = sorted({*chosen, item.letters[-1]})
    assert item.mark(more_wrong).points <= mark.points


@pytest.mark.parametrize("count", [3, 4, 5])
def test_ordering_gives_all_points_to_one_order_only(count):
    options = tuple(Option(letter, letter) for letter in "abcde"[:count])
    item = OrderingItem(*COMMON, options=options, values=tuple(float(count - place) for place in range(count)), hint="?")
    points = {order: item.mark(list(order)).points for order in permutations(item.letters)}
    assert points[tuple(item.letters)] == 4
    assert sum(value == 4 for value in points.values()) == 1
    assert points[tuple(reversed(item.letters))] == 0
    assert all(0 <= value <= 4 for value in points.values())


@given(st.text(max_size=30), st.integers(1, 8))
def test_a_shuffle_keeps_all_letters_and_is_the_same_each_time(seed, count):
    names = list("abcdefgh"[:count])
    assert sorted(shuffled(names, seed)) == names
    assert shuffled(names, seed) == shuffled(names, seed)


@pytest.mark.parametrize("item", [i for i in load_bank("01").items.values() if isinstance(i, SingleChoiceItem)], ids=lambda item: item.id)
def test_a_hint_never_gives_the_key(item):
    key = next(option for option in item.options if option.key)
    for option in item.options:
        mark = item.mark(option.letter)
        assert mark.points == (item.points if option.key else 0)
        assert not any(key.text in remark for remark in mark.remarks)
        assert bool(mark.remarks) != option.key


def filled(folder: Path, student: str, answers: dict) -> Path:
    sheet = Sheet(folder, student, "01", load_bank("01").version)
    for item_id, value in answers.items():
        sheet.record(item_id, value)
    return sheet.path


def spoiled(path: Path, **changes: object) -> None:
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    content["checksum"] = checksum(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("student", ["good", "s-1", "s-2", "s-3", "s-4", "s-5"])
def test_right_answers_get_all_points_and_written_ones_wait(tmp_path: Path, student: str):
    content = json.loads(filled(tmp_path, student, right(student) | {"1.10": "Because."}).read_text(encoding="utf-8"))
    result = mark_sheet(load_bank("01"), content)
    assert (result.points, result.pending, result.possible) == (ALL, 8, ALL + 8)


def test_a_blank_sheet_gets_none(tmp_path: Path):
    content = json.loads(filled(tmp_path, "blank", {"01.p1": 50.0}).read_text(encoding="utf-8"))
    result = mark_sheet(load_bank("01"), content)
    assert (result.points, result.pending, result.possible) == (0, 0, ALL + 8)


def test_one_bad_file_stops_nobody_elses_mark(tmp_path: Path, capsys: pytest.CaptureFixture):
    sheets, out = tmp_path / "sheets", tmp_path / "out"
    filled(sheets, "good", right("good"))
    spoiled(filled(sheets, "older", right("older")), bank="1")
    spoiled(filled(sheets, "odd", RIGHT), answers={"1.2": {"value": {"a": 1}, "saved_at": ""}, "1.3": {"value": f"{right('odd')['1.3']} %".replace(".", ","), "saved_at": ""}})
    spoiled(filled(sheets, "escape", RIGHT), student="../escape")
    spoiled(filled(sheets, "alien", RIGHT), unit="77")
    spoiled(filled(sheets, "list", RIGHT), unit=[])
    (sheets / "huge-01.json").write_text('{"format": 1e400}', encoding="utf-8")
    (sheets / "half-01.json").write_text('{"format": "\\ud800"}', encoding="utf-8")
    (sheets / "good-01 (1).json").write_bytes((sheets / "good-01.json").read_bytes())
    (sheets / "cut-01.json").write_text('{"format": "dualtr', encoding="utf-8")
    (sheets / "latin-01.json").write_bytes(b'{"format": "\xe9"}')
    (sheets / "notes.txt").write_text("hello", encoding="utf-8")
    (sheets / "folder.json").mkdir()

    assert cli.main(["mark", str(sheets), "--to", str(out)]) == 1
    assert "3 sheets marked" in capsys.readouterr().out
    with (out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        grades = {row["student"]: row for row in csv.DictReader(file)}
    assert list(next(iter(grades.values())))[:5] == ["student", "unit", "points", "possible", "pending"]
    assert grades["good"]["points"] == grades["older"]["points"] == str(ALL)
    assert grades["odd"]["points"] == "2"
    with (out / "problems.csv").open(encoding="utf-8", newline="") as file:
        problems = {row["file"]: row["reason"] for row in csv.DictReader(file)}
    assert "not a complete answer sheet" in problems["cut-01.json"]
    assert "not a complete answer sheet" in problems["latin-01.json"]
    assert "found '../escape' as student" in problems["escape-01.json"]
    assert "found the unit '77'" in problems["alien-01.json"]
    assert "found '[]' as unit" in problems["list-01.json"]
    assert {"huge-01.json", "half-01.json"} <= set(problems)
    assert problems["good-01.json"].startswith("not counted: good-01 (1).json is of the same student")
    assert "version 1 of the items" in problems["older-01.json"]
    assert "1.2: the answer does not fit" in problems["odd-01.json"]
    assert problems["notes.txt"] == problems["folder.json"] == "not an answer sheet"
    assert sorted(path.name for path in (out / "feedback").iterdir()) == ["good-01.html", "odd-01.html", "older-01.html"]


def test_feedback_escapes_what_students_wrote(tmp_path: Path):
    filled(tmp_path / "sheets", "s-17", {"1.10": "<script>alert(1)</script> & so on"})
    assert cli.main(["mark", str(tmp_path / "sheets"), "--to", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "feedback" / "s-17-01.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path):
    filled(tmp_path / "sheets", "s-17", RIGHT)
    for out in ("one", "two"):
        assert cli.main(["mark", str(tmp_path / "sheets"), "--to", str(tmp_path / out)]) == 0
    for path in (tmp_path / "one").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_folder_that_is_not_there_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture):
    assert cli.main(["mark", str(tmp_path / "none"), "--to", str(tmp_path / "out")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture):
    filled(tmp_path / "sheets", "s-17", RIGHT)
    (tmp_path / "out").write_text("a file in the way", encoding="utf-8")
    assert cli.main(["mark", str(tmp_path / "sheets"), "--to", str(tmp_path / "out")]) == 1
    assert "the marks can't be written there" in capsys.readouterr().err
