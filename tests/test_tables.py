"""Tables: typed frames, and one clear message for each thing that can be wrong with the data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from dualtrack.errors import CourseError
from dualtrack.tables import load, table_names
from dualtrack.tables.check import check


def replace(path: Path, old: str, new: str) -> None:
    """Change a file's text; the old text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_data_has_no_problems():
    report = check()
    assert report.problems == []
    assert list(report.rows) == table_names()
    assert str(report).endswith("0 problems found.")


def test_tables_are_typed():
    resolutions = load("unga_resolutions")
    assert str(resolutions["yes"].dtype) == "int64"
    assert resolutions["date"].dt.year.between(2014, 2026).all()
    assert load("sources")["weak"].isin([True, False]).all()


def test_an_unknown_table_is_answered_with_the_tables_there_are():
    with pytest.raises(CourseError, match="no table 'votes'.*unga_resolutions"):
        load("votes")


def test_missing_stays_missing():
    assert pd.isna(load("sources").set_index("id").loc["minsk-dialogue-about", "date"])


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("unga_resolutions.csv", "2014-03-27", "27.03.2014", r"unga_resolutions.csv, row 2, column 'date': found '27.03.2014', allowed is a date like"),
        ("unga_resolutions.csv", "un-votes-extract", "nobody", r"unga_resolutions.csv, row \d+, column 'source_id': found 'nobody', which is not in table 'sources'"),
        ("unga_resolutions.csv", "A/RES/71/205", "A/RES/68/262", r"unga_resolutions.csv, row 3.*: this key stands twice"),
        ("unga_resolutions.csv", ",no,no,yes,abstain,", ",no,no,yes,maybe,", r"unga_resolutions.csv, row 2, column 'kazakhstan': found 'maybe', allowed is one of: yes, no, abstain, absent"),
        ("unga_votes_cast.csv", "1992,Belarus,", "1992,,", r"unga_votes_cast.csv, row \d+, column 'state': the cell is empty, a value is required"),
        ("unga_opposed.csv", ",0,0,", ",1,0,", r"unga_opposed.csv, row 3: the rule 'n == with_russia \+ with_ukraine \+ abstained' does not hold"),
        ("unga_opposed.csv", "year,issue", "year,topic", r"unga_opposed.csv.*topic"),
    ],
)
def test_a_wrong_value_is_named_with_file_row_and_column(data: Path, table: str, old: str, new: str, said: str):
    replace(data / table, old, new)
    problems = [str(problem) for problem in check(data).problems]
    assert any(re.search(said, problem) for problem in problems), problems


def test_loading_a_wrong_value_names_it_too(data: Path):
    replace(data / "unga_resolutions.csv", "2014-03-27", "2014-02-30")
    with pytest.raises(CourseError, match="row 2, column 'date': found '2014-02-30'"):
        load("unga_resolutions", data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.pop("licenses"), "found 'no licence' as licence"),
        (lambda table: table["licenses"][0].update(name="all rights reserved"), "found 'all rights reserved' as licence"),
        (lambda table: table["sources"].clear(), "names no source"),
        (lambda table: table["sources"][0].update(id="gone"), "source 'gone' is not in sources.csv"),
        (lambda table: table["sources"][0].update(path="https://example.org/"), "has the address 'https://example.org/'"),
    ],
)
def test_a_table_needs_a_licence_and_known_sources(data: Path, change, said: str):
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(next(table for table in package["resources"] if table["name"] == "unga_agreement"))
    path.write_text(json.dumps(package), encoding="utf-8")
    assert said in str(check(data))


def test_a_file_that_no_table_names_is_a_problem(data: Path):
    (data / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    assert "extra.csv: no table of datapackage.json names this file." in str(check(data))


def test_a_missing_file_is_said(data: Path):
    (data / "unga_opposed.csv").unlink()
    with pytest.raises(CourseError, match=r"unga_opposed.csv: there is no such file"):
        load("unga_opposed", data)
    assert check(data).problems


def test_a_descriptor_that_is_not_json_names_its_line(data: Path):
    (data / "datapackage.json").write_text('{\n "name": oops\n}', encoding="utf-8")
    with pytest.raises(CourseError, match="line 2: this is not JSON"):
        check(data)


@pytest.mark.parametrize("content", ["[]", '{"name": "x"}', '{"resources": [{"name": "x"}]}'])
def test_a_descriptor_without_tables_says_what_is_allowed(data: Path, content: str):
    (data / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(CourseError, match="allowed is an object whose 'resources' list the tables"):
        check(data)


def test_a_file_in_place_of_a_folder_is_said(data: Path):
    with pytest.raises(CourseError, match="there is no such file. A data folder holds datapackage.json"):
        check(data / "sources.csv")


def test_a_descriptor_in_another_encoding_is_said(data: Path):
    (data / "datapackage.json").write_bytes('{"title": "Минск"}'.encode("cp1251"))
    with pytest.raises(CourseError, match="can't be read as text in UTF-8"):
        check(data)
