"""Nothing that is handed in can break marking: each bad file is named with its reason, and everybody else's mark is what it was."""

from __future__ import annotations

import contextlib
import csv
import json
import re
from pathlib import Path

import pytest
from golden_class import Golden, golden_class, sheet_of, write_class
from hostile_files import hostile_files, sealed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualtrack import cli
from dualtrack.marking.bank import load_bank
from dualtrack.marking.folder import mark_folder
from dualtrack.marking.harmless import FORMULA, brief, cell, clean
from dualtrack.marking.marks import Marker
from dualtrack.marking.sheets import DamagedSheet, parse_sheet
from dualtrack.reports.csv_files import read_csv, write_csv

BANK = load_bank("01")
MARKER = Marker(BANK)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory):
    """A golden class marked among all hostile files: the files, the golden students, OUT, and what stood outside before and after."""
    folder = tmp_path_factory.mktemp("hostile")
    outside, sheets, out = folder / "outside", folder / "sheets", folder / "out"
    outside.mkdir()
    (outside / "secret.json").write_bytes(sealed(sheet_of(Golden("secret", "01", {"1.2": "a"}, 2), BANK)))
    golden = list(golden_class(BANK))
    write_class(sheets, golden, BANK)
    hostile = hostile_files(BANK, outside)
    for one in hostile:
        one.make(sheets / one.name)
    before = everything(outside), everything(sheets)
    assert cli.main(["mark", str(sheets), "--to", str(out)]) == 1
    assert (everything(outside), everything(sheets)) == before
    assert sorted(path.name for path in folder.iterdir()) == ["out", "outside", "sheets"]
    return hostile, golden, out, sheets


def test_there_are_at_least_eighty(marked):
    assert len({one.name for one in marked[0]}) == len(marked[0]) >= 80


def test_each_hostile_file_is_named_with_its_reason(marked):
    hostile, _golden, out, _sheets = marked
    told: dict[str, list[str]] = {}
    for row in rows(out / "problems.csv"):
        told.setdefault(row["file"], []).append(row["reason"])
    wrong = []
    for one in hostile:
        said = told.get(cell(clean(one.name)), [])
        if (one.said is None and said) or (one.said is not None and not any(one.said in reason for reason in said)):
            wrong.append((one.name, one.said, said))
    assert not wrong
    assert set(told) <= {cell(clean(one.name)) for one in hostile}


def test_everybody_elses_mark_is_unaffected(marked):
    _hostile, golden, out, _sheets = marked
    points = {row["student"]: float(row["points"]) for row in rows(out / "gradebook.csv")}
    assert {one.student: points[one.student] for one in golden} == {one.student: one.true for one in golden}
    assert "secret" not in points
    assert not {"escape", "37"} & set(points)


def test_no_hostile_sheet_takes_marks(marked):
    _hostile, golden, out, _sheets = marked
    honest = {one.student for one in golden}
    assert all(float(row["points"]) <= 2 for row in rows(out / "gradebook.csv") if row["student"] not in honest)


def test_what_is_written_is_harmless(marked):
    _hostile, _golden, out, _sheets = marked
    for path in out.rglob("*"):
        assert path.is_dir() or path.suffix in (".csv", ".html"), path
        if path.suffix == ".html":
            page = path.read_text(encoding="utf-8")
            assert not re.search("<(script|img)", page, re.IGNORECASE), path
            assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page), path
        if path.suffix == ".csv":
            for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)):
                assert not any(value.startswith(FORMULA) for value in row), (path, row)
    page = (out / "feedback" / "a-page-01.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}{% raw %}[[the text]]" in page


def test_the_terminal_gets_no_control_characters(marked, tmp_path, capsys):
    cli.main(["mark", str(marked[3]), "--to", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", said.out + said.err)


def test_the_same_input_gives_the_same_bytes_also_over_an_earlier_run(marked, tmp_path):
    _hostile, _golden, out, sheets = marked
    first = everything(out)
    cli.main(["mark", str(sheets), "--to", str(tmp_path / "new")])
    assert everything(tmp_path / "new") == first
    cli.main(["mark", str(sheets), "--to", str(out)])
    assert everything(out) == first


def test_a_link_in_out_is_not_followed(tmp_path):
    sheets, out, outside = tmp_path / "sheets", tmp_path / "out", tmp_path / "outside.html"
    write_class(sheets, [Golden("s-1", "01", {}, 0)], BANK)
    outside.write_text("mine", encoding="utf-8")
    (out / "feedback").mkdir(parents=True)
    try:
        (out / "feedback" / "s-1-01.html").symlink_to(outside)
        (out / "gradebook.csv").symlink_to(outside)
    except OSError:
        pytest.skip("no links on this system")
    assert cli.main(["mark", str(sheets), "--to", str(out)]) == 0
    assert outside.read_text(encoding="utf-8") == "mine"
    assert not (out / "feedback" / "s-1-01.html").is_symlink()


@pytest.mark.parametrize("inside", [".", "out"])
def test_out_may_not_lie_in_the_folder_of_the_sheets(tmp_path, capsys, inside):
    write_class(tmp_path, [Golden("s-1", "01", {}, 0)], BANK)
    assert cli.main(["mark", str(tmp_path), "--to", str(tmp_path / inside)]) == 1
    assert "lies in the folder of the sheets" in capsys.readouterr().err


def test_a_sheet_in_a_file_of_another_name_never_displaces_ones_own(tmp_path):
    write_class(tmp_path, [Golden("victim", "01", {"1.2": "a"}, 2)], BANK)
    forged = sheet_of(Golden("victim", "01", {}, 0), BANK)
    (tmp_path / "zzz-01.json").write_text(json.dumps(forged), encoding="utf-8")
    marked = mark_folder(tmp_path)
    assert [result.points for result in marked.results] == [2]
    assert marked.problems[0].file == "zzz-01.json"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20) | st.sampled_from(list("abcde")),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5) | st.sampled_from(list("abcde")), inner, max_size=5),
    max_leaves=10,
)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_sheet_or_refused(data):
    with pytest.raises(DamagedSheet):
        parse_sheet("x.json", data)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_sheet_with_any_bytes_changed_is_refused_or_the_same(data):
    text = json.dumps(sheet_of(Golden("s-1", "01", {"1.2": "a"}, 2), BANK)).encode()
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.binary(max_size=3)) + text[place + 1 :]
    with contextlib.suppress(DamagedSheet):
        assert parse_sheet("x.json", changed) == json.loads(text)


@given(st.dictionaries(st.sampled_from([*BANK.items, "9.9", "x"]), JSON, max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_answers_earn_between_nothing_and_all(answers):
    result = MARKER.mark(sheet_of(Golden("s-1", "01", answers, 0), BANK))
    for entry in result.marked:
        assert entry.mark.points is None or 0 <= entry.mark.points <= entry.mark.possible
    assert result.possible == BANK.possible


@given(st.text())
@settings(deadline=None)
def test_no_cell_is_a_formula(text):
    value = cell(text)
    assert not value.startswith(FORMULA)
    assert not value.lstrip().startswith(FORMULA[:4])
    assert "\n" not in brief(text)


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_as_csv_is_read_back(tmp_path, table):
    write_csv(tmp_path / "t.csv", ("one", "two"), table)
    kept = [[clean(value).strip() for value in row] for row in table]
    read = [[row["one"], row["two"]] for _number, row in read_csv(tmp_path / "t.csv", ["one"])]
    for one, other in zip([row for row in kept if any(row)], read, strict=True):
        assert [value.lstrip("'").split() for value in one] == [value.lstrip("'").split() for value in other]
