"""What a lecturer gets: golden classes get their true marks, lateness comes from the roster, forms fit Canvas and Moodle, read answers come back."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from golden_class import Golden, chance_class, golden_class, sheet_of, write_class
from sample import SAMPLE

from dualtrack import cli
from dualtrack.marking.bank import bank_paths, load_bank, read_bank
from dualtrack.marking.folder import mark_folder
from dualtrack.marking.items import Mark
from dualtrack.marking.marks import Marked, Marker, Result
from dualtrack.reports import item_statistics as stats
from dualtrack.reports.class_report import class_report
from dualtrack.reports.grades import graded
from dualtrack.reports.roster import days_late, moment

BANKS = [*bank_paths(), SAMPLE]
BANK = load_bank("01")
ALL = 29  # points of unit 01 for what is marked by rule


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def mark(*arguments: object) -> int:
    return cli.main(["mark", *map(str, arguments)])


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """The strong, the weak and the blank student of unit 01."""
    golden = [one for one in golden_class(BANK) if one.student in ("strong", "weak", "blank")]
    return write_class(tmp_path / "sheets", golden, BANK)


def with_written(folder: Path, student: str, text: str = "One meaning of it.") -> None:
    (folder / f"{student}-01.json").write_text(json.dumps(sheet_of(Golden(student, "01", {"1.10": text}, 0), BANK)), encoding="utf-8")


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_golden_class_gets_its_true_marks(tmp_path: Path, path: Path):
    bank = read_bank(path)
    golden = list(golden_class(bank))
    assert {"strong", "weak", "blank"} < {one.student for one in golden}
    marked = mark_folder(write_class(tmp_path / "class", golden, bank), {bank.unit: bank})
    assert {result.student: result.points for result in marked.results} == {one.student: pytest.approx(one.true, abs=0.005) for one in golden}
    assert not marked.problems


def test_an_answer_is_marked_alike_whether_others_gave_it_or_not(tmp_path: Path):
    golden = list(chance_class(BANK, 60))
    marker = Marker(BANK)
    for one in golden:
        sheet = sheet_of(one, BANK)
        assert marker.mark(sheet) == Marker(BANK).mark(sheet)


def test_lateness_comes_from_the_roster_alone(sheets, tmp_path, capsys):
    (tmp_path / "roster.csv").write_text(
        "student,submitted\nstrong,2027-03-03T18:01+01:00\nweak,2027-03-01\nblank,yesterday\nabsent,2027-03-01\n../evil,2027-03-01\nstrong,2027-01-01\n", encoding="utf-8"
    )
    assert mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv", "--due", "2027-03-01T18:00+01:00", "--late-per-day", "10") == 1
    grades = {row["student"]: row for row in rows(tmp_path / "out" / "gradebook.csv")}
    assert (grades["strong"]["days_late"], grades["strong"]["late_deduction"]) == ("3", "11.1")
    assert float(grades["strong"]["points"]) == pytest.approx(ALL - 11.1)
    assert grades["weak"]["days_late"] == "0"
    assert grades["blank"]["days_late"] == ""
    assert (grades["absent"]["points"], grades["absent"]["note"]) == ("", "not handed in")
    problems = {row["file"]: row["reason"] for row in rows(tmp_path / "out" / "problems.csv")}
    assert "found 'yesterday' as submitted" in problems["roster.csv, row 4"]
    assert "found '../evil' as student" in problems["roster.csv, row 6"]
    assert "strong stands twice" in problems["roster.csv, row 7"]
    page = (tmp_path / "out" / "feedback" / "strong-01.html").read_text(encoding="utf-8")
    assert "Handed in 3 days late: 11.1 points are taken from 29" in page


@pytest.mark.parametrize(
    ("submitted", "due", "days"),
    [
        ("2027-03-01", "2027-03-01", 0),
        ("2027-03-01T23:59:59", "2027-03-01", 0),
        ("2027-03-02T00:00", "2027-03-01", 1),
        ("2027-03-01T18:00+01:00", "2027-03-01T17:00Z", 0),
        ("2027-03-01T18:00:01+01:00", "2027-03-01T17:00Z", 1),
        ("2027-03-02T17:00Z", "2027-03-01T17:00Z", 1),
        ("2027-02-01", "2027-03-01T17:00Z", 0),
    ],
)
def test_days_late(submitted, due, days):
    assert days_late(moment(submitted), moment(due)) == days


def test_times_of_which_one_lacks_its_distance_from_utc_are_a_problem(sheets, tmp_path):
    (tmp_path / "roster.csv").write_text("student;submitted\nstrong;2027-03-03 18:01\n", encoding="utf-8")
    assert mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv", "--due", "2027-03-01T18:00+01:00") == 1
    assert any("says how far it is from UTC" in row["reason"] for row in rows(tmp_path / "out" / "problems.csv"))


@pytest.mark.parametrize("wrong", [["--due", "2027-03-01"], ["--late-per-day", "5"], ["--roster", "r.csv", "--due", "soon"], ["--roster", "r.csv", "--due", "2027-03-01", "--late-per-day", "nan"]])
def test_wrong_usage_is_said(sheets, tmp_path, wrong):
    with pytest.raises(SystemExit) as stopped:
        mark(sheets, "--to", tmp_path / "out", *wrong)
    assert stopped.value.code == 2


@pytest.mark.parametrize(("data", "said"), [(b"name\nAnn\n", "one column 'student'"), ("student\n\u00e9\n".encode("latin-1"), "is not UTF-8"), (b"student\n", "no student stands in it"), (b"", "needed is one column")])
def test_a_roster_that_cannot_be_read_is_one_message(sheets, tmp_path, capsys, data, said):
    (tmp_path / "roster.csv").write_bytes(data)
    assert mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv") == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_canvas_and_moodle_files_have_the_documented_form(sheets, tmp_path):
    """Canvas: Student first, ID second, Section last before the assignments, then a row of points possible. Moodle: a column to know the student by, and no empty mark."""
    with_written(sheets, "writes")
    names = {"strong": '=cmd() "Ann", B', "weak": "Łuk\u202easz\nK", "absent": "Not Here"}
    with (tmp_path / "roster.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Student", "name", "canvas_id", "sis_user_id", "email", "id_number"])
        writer.writerows([[student, names.get(student, student), number, f"u{number}", f"{student}@example.org", ""] for number, student in enumerate(["weak", "strong", "writes", "absent"], 1)])
    assert mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv") == 1
    canvas = list(csv.reader((tmp_path / "out" / "canvas.csv").read_text(encoding="utf-8").splitlines(keepends=True)))
    assert canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Unit 01"]
    assert canvas[1] == ["    Points Possible", "", "", "", "", "37"]
    assert canvas[3] == ['\'=cmd() "Ann", B', "2", "u2", "", "", "29"]
    assert canvas[2][0] == "Łukasz\nK"
    assert [row[-1] for row in canvas[4:]] == ["", ""], "waiting for a person, and not handed in"
    moodle = rows(tmp_path / "out" / "moodle-01.csv")
    assert [(row["Email address"], row["Unit 01"]) for row in moodle][1] == ("strong@example.org", "29")
    assert len(moodle) == 2
    assert any(row["reason"].startswith("blank is not in the roster") for row in rows(tmp_path / "out" / "problems.csv"))


def test_the_rosters_file_decides_between_two_sheets(sheets, tmp_path):
    (sheets / "weak-01 (1).json").write_text(json.dumps(sheet_of(Golden("weak", "01", {}, 0), BANK)), encoding="utf-8")
    mark(sheets, "--to", tmp_path / "last")
    assert next(row["points"] for row in rows(tmp_path / "last" / "gradebook.csv") if row["student"] == "weak") == "0"
    (tmp_path / "roster.csv").write_text("student,file\nweak,weak-01.json\nblank,lost.json\n", encoding="utf-8")
    mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv")
    assert next(row["points"] for row in rows(tmp_path / "out" / "gradebook.csv") if row["student"] == "weak") != "0"
    problems = {row["file"]: row["reason"] for row in rows(tmp_path / "out" / "problems.csv")}
    assert "the roster names another file" in problems["weak-01 (1).json"]
    assert "is not in the folder" in problems["lost.json"]


def filled(out: Path, **cells: str) -> None:
    """Fill in the first row of the written answers as a spreadsheet would: semicolons, and its own line ends."""
    table = rows(out / "written_answers.csv")
    table[0] |= {name.replace("_", " "): value for name, value in cells.items()}
    with (out / "written_answers.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(table)


def test_read_answers_come_back(sheets, tmp_path):
    out = tmp_path / "out"
    with_written(sheets, "writes", "=1+1 <b>my</b> view")
    assert mark(sheets, "--to", out) == 0
    (row,) = rows(out / "written_answers.csv")
    assert "writes" not in (out / "written_answers.csv").read_text(encoding="utf-8")
    assert row["answer"] == "'=1+1 <b>my</b> view"
    assert rows(out / "written_answers_key.csv")[0]["student"] == "writes"
    filled(out, points_1="2", points_2="1,5", points_3="0", points_4="1", comments="g1 1.10-3", remark="Good <i>start</i>")
    kept = (out / "written_answers.csv").read_bytes()
    assert mark(sheets, "--to", out) == 0
    grade = next(row for row in rows(out / "gradebook.csv") if row["student"] == "writes")
    assert (grade["points"], grade["pending"], grade["1.10"]) == ("4.5", "0", "4.5")
    page = (out / "feedback" / "writes-01.html").read_text(encoding="utf-8")
    assert "How it was read" in page
    assert "Good &lt;i&gt;start&lt;/i&gt;" in page
    assert "Name the source of each piece" in page
    assert (out / "written_answers.csv").read_bytes() == kept
    first = everything(out)
    mark(sheets, "--to", out)
    assert everything(out) == first
    with_written(sheets, "writes-too")
    mark(sheets, "--to", out)
    assert [bool(row["points 1"]) for row in rows(out / "written_answers.csv")] == [True, False]
    with_written(sheets, "writes", "Another text.")
    assert mark(sheets, "--to", out) == 1
    assert any("these marks go to nobody" in row["reason"] for row in rows(out / "problems.csv"))
    assert next(row for row in rows(out / "gradebook.csv") if row["student"] == "writes")["1.10"] == "pending"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"points_1": "3"}, "row 2 column 'points 1': found '3', allowed is a number from 0 to 2"),
        ({"points_1": "2"}, "column 'points 2': found ''"),
        ({"points_1": "-1"}, "found '-1'"),
        ({"points_1": "nan"}, "found 'nan'"),
        ({"points_1": "1e0"}, "found '1e0'"),
        ({"points_1": "1", "points_2": "1", "points_3": "1", "points_4": "1", "comments": "g99"}, "found 'g99', allowed is one of: g1"),
    ],
)
def test_marks_that_do_not_fit_leave_the_answer_pending(sheets, tmp_path, cells, said):
    out = tmp_path / "out"
    with_written(sheets, "writes")
    mark(sheets, "--to", out)
    filled(out, **cells)
    assert mark(sheets, "--to", out) == 1
    told = [f"{row['file'].removeprefix('written_answers.csv, ')} {row['reason']}" for row in rows(out / "problems.csv")]
    assert any(said in one for one in told), told
    assert next(row for row in rows(out / "gradebook.csv") if row["student"] == "writes")["1.10"] == "pending"


def results(count: int, bank=BANK):
    marker = Marker(bank)
    return [marker.mark(sheet_of(one, bank)) for one in chance_class(bank, count)]


def test_difficulty_and_discrimination_are_what_their_definitions_say():
    found = results(200)
    for place, row in enumerate(stats.item_rows(found)):
        if row.item.TYPE == "written":
            assert row.difficulty is None
            assert row.why_not == "not all read"
            continue
        own = np.array([result.marked[place].mark.points for result in found])
        others = np.array([sum(entry.mark.points or 0 for entry in result.marked if entry.item.id != row.item.id) for result in found])
        assert row.difficulty == pytest.approx(own.mean() / row.item.points)
        assert row.discrimination == pytest.approx(np.corrcoef(own, others)[0, 1])
        if set(own) <= {0, row.item.points}:
            right = own > 0
            biserial = (others[right].mean() - others[~right].mean()) / others.std() * np.sqrt(right.mean() * (1 - right.mean()))
            assert row.discrimination == pytest.approx(biserial)


@pytest.mark.parametrize(("count", "difficulty", "discrimination"), [(1, False, False), (12, True, False), (400, True, True)])
def test_too_few_sheets_give_no_number(count, difficulty, discrimination):
    row = stats.item_rows(results(count))[1]
    assert (row.difficulty is not None, row.discrimination is not None) == (difficulty, discrimination)


def test_wrong_options_and_misconceptions_are_counted():
    found = results(100)
    (one,) = [one for one in stats.choices(found) if one.item.id == "1.2"]
    given = [entry.value for result in found for entry in result.marked if entry.item.id == "1.2" and entry.value]
    assert {option.text: option.count for option in one.options} == {option.text: given.count(option.letter) for option in one.item.options}
    counted = {(name, item): count for name, item, count, _n in stats.misconceptions(stats.choices(found))}
    assert all(counted.get((option.misconception, "1.2"), 0) == given.count(option.letter) for option in one.item.options if not option.key)


def test_agreement_in_coding_needs_two_students_and_two_statements():
    bank = load_bank("00")
    assert {row.alpha for row in stats.agreement(results(1, bank))} == {None}
    same = [Golden(f"s-{number}", "00", {item.id: item.mistakes()[0] if number < 0 else _codes(item) for item in bank.items.values() if item.TYPE == "event_coding"}, 0) for number in range(5)]
    marker = Marker(bank)
    assert all(row.alpha == 1 for row in stats.agreement([marker.mark(sheet_of(one, bank)) for one in same]))
    assert all(row.alpha < 0.667 for row in stats.agreement(results(50, bank)))
    assert stats.agreement(results(3, read_bank(SAMPLE)))[0].says.startswith("one statement alone")


def _codes(item) -> dict[str, str]:
    number = int(item.id.rpartition("p")[2])
    return {one.name: one.codes[number % len(one.codes)] for one in item.fields}


def test_forecasts_are_pooled_with_range_and_without_those_who_knew():
    bank = read_bank(SAMPLE)
    marker = Marker(bank)

    def forecast(percent: float):
        return marker.mark(sheet_of(Golden("s-1", "90", {"90.4": {"probability": percent, "reasons": "one two three four"}}, 0), bank))

    found = stats.forecasts([forecast(100), forecast(50), forecast(0)])
    assert (found.n, found.questions, found.best, found.worst) == (3, 1, 0, 1)
    assert found.brier == pytest.approx((0 + 0.25 + 1) / 3)
    assert [one.n for one in found.bins] == [1, 0, 1, 0, 1]
    knew = forecast(100)
    next(entry for entry in knew.marked if entry.item.id == "90.4").value["knew"] = True
    assert (stats.forecasts([knew]).n, stats.forecasts([knew]).known_before) == (0, 1)


def test_calibration_is_drawn_only_for_enough_questions():
    bank = read_bank(SAMPLE)
    item = bank.items["90.4"]
    items = [replace(item, id=f"90.1{number}", happened=number > 1) for number in range(4)]
    found = [Result(f"s-{number}", "90", tuple(Marked(one, {"probability": 20.0 * (number % 6), "reasons": ""}, "", Mark(2.0, 2.0)) for one in items), ()) for number in range(30)]
    drawn = class_report(graded(found, None, None, 0)[0], {"90": bank})
    assert 'id="calibration"' in drawn
    assert "n = 120 forecasts of 4 questions" in drawn
    alone = [replace(one, marked=one.marked[:1]) for one in found]
    assert 'id="calibration"' not in class_report(graded(alone, None, None, 0)[0], {"90": bank})


@pytest.mark.parametrize("count", [1, 12, 400])
def test_the_report_says_n_names_nobody_and_has_no_script(tmp_path, count):
    sheets = write_class(tmp_path / "sheets", chance_class(BANK, count), BANK)
    mark(sheets, "--to", tmp_path / "out")
    page = (tmp_path / "out" / "class_report.html").read_text(encoding="utf-8")
    assert f"n = {count} sheet" in page
    assert "<script" not in page
    assert "s-0" not in page
    assert "nan" not in page.lower().replace("explanan", "")
    assert ("Fewer than 5 sheets" in page) == (count < 5)
    assert ("needs 30 sheets" in page) == (5 <= count < 30)
    assert page.count("<svg viewBox") == (0 if count < 5 else 1)


def test_a_long_run_says_how_far_it_is(tmp_path, capsys):
    write_class(tmp_path / "sheets", (Golden(f"s-{number}", "01", {}, 0) for number in range(1001)), BANK)
    assert mark(tmp_path / "sheets", "--to", tmp_path / "out") == 0
    assert "1,000 of 1,001 files read" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["soon", "1 March 2027", "2027-13-01", "20270301", "2027-03-01T25:00", "2027-W09-1"])
def test_a_date_is_a_date(wrong):
    assert moment("2027-03-01") == date(2027, 3, 1)
    with pytest.raises(ValueError, match="hour|month|isoformat|" + wrong):
        moment(wrong)


def test_a_roster_for_one_unit_names_its_students_in_a_gradebook_of_two(sheets, tmp_path):
    other = load_bank("02")
    write_class(sheets, [one for one in golden_class(other) if one.student == "strong"], other)
    (tmp_path / "roster.csv").write_text("student,unit,name,canvas_id\nstrong,02,Ann,17\nstrong,01,Ann,17\nweak,02,Łukasz,18\n", encoding="utf-8")
    mark(sheets, "--to", tmp_path / "out", "--roster", tmp_path / "roster.csv")
    canvas = rows(tmp_path / "out" / "canvas.csv")
    assert {row["Student"]: row["ID"] for row in canvas[1:]} == {"Ann": "17", "Łukasz": "18"}


def test_a_fault_of_the_program_is_not_called_the_students(sheets, tmp_path, monkeypatch):
    def broken(self, content, name):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("dualtrack.marking.marks.Marker.mark", broken)
    marked = mark_folder(sheets, {BANK.unit: BANK})
    assert {problem.reason for problem in marked.problems} == {"a fault of this program, not of the student; please report it (ZeroDivisionError: division by zero)"}
