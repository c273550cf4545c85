"""Predictions: asked, saved, remembered, kept; and gates that stay closed until then."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import ipywidgets
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.manager import start_new_kernel

import dualtrack
from dualtrack import files, notebook
from dualtrack.errors import CourseError
from dualtrack.figures.un_record import siding_by_issue
from dualtrack.marking import sheets
from dualtrack.marking.bank import load_bank
from dualtrack.marking.items.number import NumberItem
from dualtrack.marking.items.table import Column
from dualtrack.marking.session import Session
from dualtrack.marking.sheets import Sheet, checksum, read_sheet
from dualtrack.tables import load
from dualtrack.widgets import question as question_widget

KILLS, KERNEL_KILLS = 200, 10


@pytest.fixture
def started(answers: Path, capsys: pytest.CaptureFixture) -> Path:
    dualtrack.start(student="s-17")
    capsys.readouterr()
    return answers


def test_before_start_the_student_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(notebook, "_session", None)
    with pytest.raises(CourseError, match="Run the cell with start"):
        dualtrack.ask("01.p1")


def test_a_prediction_is_saved_and_remembered(started: Path, capsys: pytest.CaptureFixture):
    question = dualtrack.ask("01.p1")
    question.field.control.value = "62,5 %"
    question.button.click()
    assert question.said == "Saved: 62.5 %. A prediction stays as it was made."
    sheet = json.loads((started / "s-17-01.json").read_text(encoding="utf-8"))
    assert sheet["answers"]["01.p1"]["value"] == 62.5
    assert list(sheet) == list(sheets.FIELDS)

    dualtrack.start(student="s-17")
    assert "Answers found from before: 1." in capsys.readouterr().out
    again = dualtrack.ask("01.p1")
    assert again.said == question.said
    assert again.field.control.disabled


def test_what_arrives_after_a_quick_press_on_save_is_saved_too(started: Path):
    question = dualtrack.ask("1.3")
    question.field.control.value = "12"
    question.button.click()
    question.field.control.value = "97.8"
    assert question.said.startswith("Saved: 97.8 %.")
    assert dualtrack.ask("1.3").field.control.value == "97.8"


def test_the_first_answer_may_arrive_after_the_press(started: Path):
    question = dualtrack.ask("01.p1")
    question.button.click()
    assert "a number from 0 to 100" in question.said
    question.field.control.value = "62"
    assert question.said.startswith("Saved: 62 %.")


def test_a_change_that_is_not_saved_is_said(started: Path, monkeypatch: pytest.MonkeyPatch):
    question = dualtrack.ask("1.3")
    question.field.control.value = "12"
    assert question.said == "Changed, not yet saved: press Save."
    question.button.click()
    monkeypatch.setattr(question_widget, "LATE_SECONDS", 0)
    question.field.control.value = "97.8"
    assert question.said == "Changed, not yet saved: press Save."
    assert dualtrack.ask("1.3").field.control.value == "12"


def test_a_late_change_does_not_stand_in_a_saved_prediction(started: Path):
    question = dualtrack.ask("01.p1")
    question.field.control.value = "60"
    question.button.click()
    question.field.control.value = "79"
    assert question.field.control.value == "60"
    assert question.said.startswith("Saved: 60 %.")


def test_what_is_said_of_an_answer_is_a_live_region(started: Path):
    for said in (dualtrack.ask("1.2").status, dualtrack.after("01.p1", dualtrack.un_votes()).note):
        assert 'role="status" aria-live="polite"' in said.value


def test_a_prediction_stays_as_it_was_made(started: Path):
    dualtrack.answer("01.p1", 60)
    dualtrack.answer("01.p1", 60)
    with pytest.raises(CourseError, match="was saved as 60 %"):
        dualtrack.answer("01.p1", 79)


@pytest.mark.parametrize("given", ["", "abc", "140", "-1", "nan", "inf", "1e400", "6 0"])
def test_what_does_not_fit_is_said_and_nothing_is_saved(started: Path, given: str):
    question = dualtrack.ask("01.p1")
    question.field.control.value = given
    question.button.click()
    assert "a number from 0 to 100" in question.said
    assert question.field.control.value == given
    assert not list(started.glob("*.json"))


def test_saved_is_said_only_when_the_file_is_written(started: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    question = dualtrack.ask("01.p1")
    with monkeypatch.context() as broken:
        broken.setattr(files.os, "replace", full)
        question.save("60")
    assert question.said.startswith("Not saved: s-17-01.json could not be written (No space left on device).")
    question.save("60")
    assert question.said.startswith("Saved")
    assert [path.name for path in started.iterdir() if not path.name.startswith(".")] == ["s-17-01.json"]


def test_a_gate_opens_when_the_prediction_is_saved(started: Path):
    explorer = dualtrack.un_votes(years=(2014, 2021), votes="opposed")
    gate = dualtrack.after("01.p1", explorer, recall=True)
    still = dualtrack.after("01.p1", siding_by_issue(load("unga_opposed"), (2014, 2018)))
    for closed in (gate, still):
        assert not closed.open
        assert "78.7" not in str(closed._repr_mimebundle_())
        assert closed.widget.children == (closed.note,)
    dualtrack.answer("01.p1", 60)
    assert gate.open
    assert still.open
    assert "You predicted 60 %." in str(gate)
    assert "78.7 % of 174" in gate._repr_mimebundle_()["text/html"]
    assert dualtrack.after("01.p1", explorer).open


def test_two_open_notebooks_keep_each_others_answers(answers: Path):
    one, other = Session("s-17", answers), Session("s-17", answers)
    one.save(one.item("1.2"), "a")
    assert other.saved(other.item("1.3")) is None
    other.save(other.item("1.3"), 97.8)
    one.save(one.item("1.5"), "a")
    other.hand_in("01")
    content = read_sheet(answers / "s-17-01.json")
    assert sorted(content["answers"]) == ["1.2", "1.3", "1.5"]
    one.save(one.item("01.p1"), 60)
    with pytest.raises(CourseError, match="was saved as 60 %"):
        other.save(other.item("01.p1"), 79)


WRITER = """
import sys
from pathlib import Path
from dualtrack.marking.sheets import Sheet
sheet = Sheet(Path(sys.argv[1]), "s-17", "01", "2")
for number in range(int(sys.argv[3])):
    sheet.record(f"{sys.argv[2]}.{number}", number)
    print(f"{sys.argv[2]}.{number}", flush=True)
"""


def writer(answers: Path, name: str, count: int) -> subprocess.Popen:
    """A process of its own that saves answers one after the other and says each as soon as it is saved."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(answers), name, str(count)], stdout=subprocess.PIPE, text=True)


def test_two_processes_at_once_lose_no_answer(answers: Path):
    both = [writer(answers, name, 40) for name in ("one", "two")]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    saved = read_sheet(answers / "s-17-01.json")["answers"]
    assert sorted(saved) == sorted(f"{name}.{number}" for name in ("one", "two") for number in range(40))


# Imports take much longer than what is tested: done once, in a process that forks a writer for each line that it is told.
# A line is one write, so that a kill falls between lines and never into one (print makes two writes where Python runs unbuffered).
NEST = """
import os, sys
from pathlib import Path
from dualtrack.marking.sheets import Sheet
def say(line):
    os.write(1, f"{line}\\n".encode())
for name in map(str.strip, sys.stdin):
    writer = os.fork()
    if writer == 0:
        say(os.getpid())
        sheet = Sheet(Path(sys.argv[1]), "s-17", "01", "2")
        for number in range(10_000):
            sheet.record(f"{name}.{number}", number)
            say(f"{name}.{number}")
    _writer, status = os.waitpid(writer, 0)
    say(f"ended {status}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_process_loses_no_answer_that_it_said_was_saved(answers: Path):
    draw = random.Random(7)
    with subprocess.Popen([sys.executable, "-c", NEST, str(answers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nest:
        for attempt in range(KILLS):
            print(attempt, file=nest.stdin, flush=True)
            process = int(nest.stdout.readline())
            said = [nest.stdout.readline().strip()]
            time.sleep(draw.uniform(0, 0.02))
            os.kill(process, signal.SIGKILL)
            while (line := nest.stdout.readline().strip()) and not line.startswith("ended"):
                said.append(line)
            assert line == f"ended {signal.SIGKILL.value}"
            saved = read_sheet(answers / "s-17-01.json")["answers"]
            assert set(said) <= set(saved), f"attempt {attempt}"
            (answers / "s-17-01.json").unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_kernel_loses_no_answer_that_it_said_was_saved(answers: Path):
    draw = random.Random(8)
    saving = WRITER.replace("sys.argv[1]", repr(str(answers))).replace("sys.argv[2]", "'k'").replace("sys.argv[3]", "10_000")
    for attempt in range(KERNEL_KILLS):
        manager, client = start_new_kernel(kernel_name="python3")
        said = []
        client.execute(saving)
        until = None
        while until is None or time.monotonic() < until:
            message = client.get_iopub_msg(timeout=30)
            if message["msg_type"] == "stream":
                said += message["content"]["text"].split()
                until = until or time.monotonic() + draw.uniform(0, 0.3)
        manager.shutdown_kernel(now=True)
        client.stop_channels()
        saved = read_sheet(answers / "s-17-01.json")["answers"]
        assert said
        assert set(said) <= set(saved), f"attempt {attempt}"
        (answers / "s-17-01.json").unlink()


def test_a_notebook_that_holds_the_lock_makes_another_say_so(started: Path, monkeypatch: pytest.MonkeyPatch):
    dualtrack.answer("01.p1", 60)
    monkeypatch.setattr(sheets, "LOCK_SECONDS", 0.05)
    with FileLock(started / ".s-17-01.json.lock", is_singleton=False), pytest.raises(CourseError, match="Not saved: another notebook has been writing s-17-01.json"):
        dualtrack.answer("1.2", "a")
    dualtrack.answer("1.2", "a")


def test_a_damaged_sheet_is_restored_from_its_backup(started: Path, capsys: pytest.CaptureFixture):
    dualtrack.answer("1.2", "a")
    dualtrack.answer("1.3", 97.8)
    (started / "s-17-01.json").write_text("{", encoding="utf-8")
    capsys.readouterr()
    dualtrack.start(student="s-17")
    said = capsys.readouterr().out
    assert "kept as s-17-01.damaged-1.json, and the state before its last answer has been taken up." in said
    assert "Answers found from before: 1." in said


def test_answers_to_an_older_edition_are_carried_over_and_what_changed_is_said(answers: Path, capsys: pytest.CaptureFixture):
    version = load_bank("01").version
    sheet = Sheet(answers, "s-17", "01", "1")
    for item_id, value in {"1.2": "a", "1.99": "x", "1.3": "many"}.items():
        sheet.record(item_id, value)
    dualtrack.start(student="s-17")
    said = capsys.readouterr().out
    assert f"The items of unit 01 have a newer edition (1 before, {version} now): 1 answer carried over; no longer asked: 1.99; " in said
    assert "to be answered again, because the item has changed: 1.3." in said
    dualtrack.answer("1.4", list("abcde"))
    content = read_sheet(answers / "s-17-01.json")
    assert content["bank"] == version
    assert set(content["answers"]) == {"1.2", "1.3", "1.4", "1.99"}


def test_the_receipt_changes_with_an_answer_and_with_nothing_else(started: Path, capsys: pytest.CaptureFixture):
    codes = []
    for value in ("a", "a", "b"):
        dualtrack.answer("1.2", value)
        dualtrack.hand_in("01")
        codes.append(re.search(r"Your receipt: (\w{4}-\w{4})\.", capsys.readouterr().out)[1])
    assert codes[0] == codes[1] != codes[2]


def test_a_sheet_of_a_unit_that_is_not_there_stops_nobody(started: Path):
    dualtrack.answer("01.p1", 60)
    (started / "s-17-77.json").write_bytes((started / "s-17-01.json").read_bytes())
    dualtrack.start(student="s-17")


def test_a_damaged_sheet_is_set_aside_and_work_goes_on(answers: Path, capsys: pytest.CaptureFixture):
    answers.mkdir()
    (answers / "s-17-01.json").write_text('{"format": "dualtrack-she', encoding="utf-8")
    dualtrack.start(student="s-17")
    said = capsys.readouterr().out
    assert "s-17-01.json: this is not a complete answer sheet" in said
    assert "kept as s-17-01.damaged-1.json" in said
    dualtrack.answer("01.p1", 60)
    assert (answers / "s-17-01.damaged-1.json").read_text(encoding="utf-8") == '{"format": "dualtrack-she'

    (answers / "s-17-01.json").write_text("again", encoding="utf-8")
    dualtrack.start(student="s-17")
    assert "kept as s-17-01.damaged-2.json" in capsys.readouterr().out
    assert (answers / "s-17-01.damaged-1.json").read_text(encoding="utf-8") == '{"format": "dualtrack-she'


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace('"value": 60.0', '"value": 79.0'), "checksum does not fit"),
        (lambda text: text.replace("dualtrack-sheet-1", "dualtrack-sheet-9"), "found format 'dualtrack-sheet-9'"),
        (lambda text: text.replace('"unit"', '"release"', 1), "a field stands twice"),
        (lambda text: text.replace("60.0", "NaN"), "NaN is not a number"),
        (lambda text: "[" * 100_000, "not a complete answer sheet"),
        (lambda text: "[]", "has the fields"),
        (lambda text: " " * 2_000_001, "bytes, allowed are"),
    ],
)
def test_a_spoiled_sheet_is_refused_with_its_reason(started: Path, spoil, said: str):
    dualtrack.answer("01.p1", 60)
    path = started / "s-17-01.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        read_sheet(path)


@pytest.mark.parametrize("student", ["", "../s", "a/b", "x" * 41, "ä", "a b", "-a", "a\n"])
def test_an_identifier_names_no_other_place(answers: Path, student: str):
    with pytest.raises(CourseError, match="allowed is an identifier"):
        dualtrack.start(student=student)


def test_an_unknown_item_is_answered_with_those_there_are(started: Path):
    with pytest.raises(CourseError, match="no item '01.p9'. Items of the unit: 01.p1, 01.p2, 1.1"):
        dualtrack.ask("01.p9")
    with pytest.raises(CourseError, match="no exercises for unit '77'"):
        dualtrack.ask("77.1")
    with pytest.raises(CourseError, match="is not an item"):
        dualtrack.ask("prediction")


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)), max_size=4))
def test_a_sheet_comes_back_as_it_was_saved(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("sheets")
    sheet = Sheet(folder, "s-17", "01", "1")
    for item_id, value in values.items():
        sheet.record(item_id, value)
    again = Sheet.open(folder, "s-17", "01", "1")
    assert {item_id: again.value(item_id) for item_id in values} == values
    if values:
        content = read_sheet(sheet.path)
        assert content["checksum"] == checksum(content)


def test_handing_in_counts_what_another_open_notebook_has_saved(answers: Path):
    lesson, exercises = Session("s-17", answers), Session("s-17", answers)
    everything = [item.id for item in exercises.bank("01").marked]
    exercises.save(exercises.item("1.2"), "a")
    lesson.save(lesson.item("1.3"), 97.8)
    unanswered, _receipt = exercises.hand_in("01")
    assert unanswered == [item_id for item_id in everything if item_id not in ("1.2", "1.3")]


@pytest.mark.parametrize("unit", ["start", "77", "../01"])
def test_a_unit_that_there_is_not_cannot_be_handed_in(started: Path, unit: str):
    with pytest.raises(CourseError, match="There are no exercises for unit .*Units with exercises: 00, 01"):
        dualtrack.hand_in(unit)
    assert not list(started.glob("*.json"))


@pytest.mark.parametrize("text", ["1,084", "-1,084", "12,345,678"])
def test_a_comma_that_may_mean_thousands_is_refused_in_a_number_and_in_a_table(text: str):
    said = "write thousands without a comma, and decimals with a point"
    with pytest.raises(CourseError, match=said):
        NumberItem("1.3", "", "", 1, 1, (), "", "km", -1e9, 1e9).read(text)
    with pytest.raises(CourseError, match=f"row 1, column 'length': Found '{text}': {said}"):
        Column("length", number=True).read(text, "row 1")


def test_what_cannot_be_closed_is_refused(started: Path):
    with pytest.raises(CourseError, match="found int as view, allowed is an explorer, a card or a figure"):
        dualtrack.after("01.p1", 5)


@pytest.mark.parametrize("view", [dualtrack.scorecard, dualtrack.weigh_evidence, dualtrack.reciprocity])
def test_what_was_shown_without_an_item_says_that_it_cannot_be_kept(view):
    shown = view()
    shown.keep()
    said = [widget.value for widget in vars(shown).values() if isinstance(widget, ipywidgets.HTML)]
    assert any("There is nowhere to keep this." in text for text in said)
