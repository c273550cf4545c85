"""The house checks themselves: each names what it was made to find, in a notebook or a text that was spoiled."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from dualtrack import cli, places
from dualtrack.analysis.source_balance import one_sided
from dualtrack.errors import CourseError
from dualtrack.lessons.checks import problems
from dualtrack.lessons.guard import OUTPUT_LIMIT, faults
from dualtrack.lessons.master import compose
from dualtrack.lessons.prose import typed_figures, unsourced
from dualtrack.widgets.explorer import WIDGET_VIEW

LESSON = "01_situational_neutrality"


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A built lesson that a test may spoil."""
    return Path(shutil.copy(places.course() / "notebooks" / f"{LESSON}.ipynb", tmp_path))


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A master that a test may spoil, with its notebook beside it."""
    shutil.copy(places.course() / "notebooks" / f"{LESSON}.ipynb", tmp_path)
    return Path(shutil.copy(places.course() / "notebooks" / f"{LESSON}.md", tmp_path))


def spoil(path: Path, change) -> list[str]:
    """Change the second code cell of a notebook, or the whole of it, and look again."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    change(code[1], notebook)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return faults(path)


def prints(text: str, name: str = "stdout"):
    return lambda cell, _notebook: cell.outputs.append(nbformat.v4.new_output("stream", name=name, text=text))


def shows(markup: str):
    return lambda cell, _notebook: cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": markup}))


def tagged(**metadata: object):
    return lambda cell, _notebook: cell.metadata.update(metadata)


def strip(cell, _notebook):
    cell.outputs = []


def swap(cell, _notebook):
    cell.execution_count = 7


def fail(cell, _notebook):
    cell.outputs = [nbformat.v4.new_output("error", ename="KeyError", evalue="'Belraus'", traceback=[])]


def keep_state(_cell, notebook):
    notebook.metadata["widgets"] = {}


def random_model(cell, _notebook):
    cell.outputs[0].data[WIDGET_VIEW]["model_id"] = "5a0b6a1c0f5e4f0f9c0d0e1f2a3b4c5d"


def comment(cell, _notebook):
    cell.source += "\n# NBVAL_IGNORE_OUTPUT"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (strip, "it must have an output and has none"),
        (swap, "it has run as number 7, allowed is 2"),
        (fail, "it ends in an error (KeyError: 'Belraus')"),
        (keep_state, "it holds the state of widgets"),
        (random_model, "its widget has the random id '5a0b"),
        (comment, "allowed is the tag 'nbval-ignore-output' with a reason"),
        (tagged(tags=["nbval-ignore-output"]), "its output is ignored, allowed is that only with a reason"),
        (prints("oh", "stderr"), "it writes to stderr: 'oh'"),
        (prints("cell.py:3: FutureWarning: soon gone\n"), "holds a warning, 'FutureWarning: soon gone'"),
        (prints("<object at 0x7f3a9c2b10>"), "holds an address in memory, '0x7f3a9c2b10'"),
        (prints("saved in /Users/anna/course/answers"), "holds a path, '/Users/anna/course/answers'"),
        (prints(r"saved in C:\Users\anna"), r"holds a path, 'C:\\Users\\anna'"),
        (prints("saved at 14:03:59"), "holds a time of day, '14:03:59'"),
        (prints("2026-11-23T14:03"), "holds a time of day"),
        (shows("<div id='0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9'>"), "holds a random id"),
        (prints("x" * (OUTPUT_LIMIT + 1)), "characters, allowed are 60,000"),
    ],
)
def test_the_guard_names_what_it_finds_and_where(notebook: Path, change, said: str):
    found = spoil(notebook, change)
    assert any(said in line and line.startswith(f"{LESSON}.ipynb") for line in found), found


@pytest.mark.parametrize("text", ["A/RES/68/262 and/or 12/30", "13 July 2024, 2024-07-13", "78.7 % of 174", "https://undocs.org/A/RES/68/262"])
def test_the_guard_lets_plain_findings_pass(notebook: Path, text: str):
    assert spoil(notebook, prints(text)) == []


def test_a_cell_may_ignore_its_output_for_a_stated_reason(notebook: Path, master: Path):
    assert spoil(notebook, tagged(tags=["nbval-ignore-output"], reason="A draw without a seed.")) == []
    cell = "\n```{code-cell} ipython3\n:tags: [nbval-ignore-output]\n:reason: A draw without a seed.\n\nprint(1)\n```\n"
    master.write_text(master.read_text(encoding="utf-8") + cell, encoding="utf-8")
    assert compose(master).cells[-1].metadata == {"tags": ["nbval-ignore-output"], "reason": "A draw without a seed."}
    master.write_text(master.read_text(encoding="utf-8").replace(":tags: [nbval-ignore-output]", ":tags: [nbval-skip]"), encoding="utf-8")
    with pytest.raises(CourseError, match="found the tag 'nbval-skip'"):
        compose(master)


@pytest.mark.parametrize(
    ("prose", "figure"),
    [("Belarus voted with Russia in 78.7 % of them.", "'78.7'"), ("There were 174 votes.", "'174'"), ("| Russia | 12 |", "'12'"), ("In 2014 it was 12.", "'12.'")],
)
def test_a_figure_typed_by_hand_is_named_with_its_line(master: Path, prose: str, figure: str):
    text = master.read_text(encoding="utf-8")
    master.write_text(f"{text}\n{prose}\n", encoding="utf-8")
    (found,) = typed_figures(master)
    assert found.startswith(f"{LESSON}.md, line {len(text.splitlines()) + 2}: found the figure {figure} typed by hand")


@pytest.mark.parametrize(
    "prose",
    [
        "On 13 July 2024, from 2014–21, in the 1990s, 24 to 27 February 2022, 2024-07-13, in lesson 03, 90 minutes, ¶5–¶7.",
        "## 3. Look",
        "12. the twelfth",
        "Resolution 68/262 (A/RES/68/262, ES-11/1), Zapad-2025, the S-300.",
        "Set *Weight* to `3`. See [the note](https://example.org/12/a1) and [@melyantsou-2017].",
        "It was {{ opposed_with_russia }}.",
    ],
)
def test_dates_names_and_placeholders_are_no_typed_figures(master: Path, prose: str):
    master.write_text(f"{master.read_text(encoding='utf-8')}\n{prose}\n", encoding="utf-8")
    assert typed_figures(master) == []


def test_a_figure_typed_into_an_item_is_named(tmp_path: Path):
    bank = Path(shutil.copy(places.course() / "exercises" / f"{LESSON}.yaml", tmp_path))
    bank.write_text(bank.read_text(encoding="utf-8").replace("{{ opposed_n }}", "174"), encoding="utf-8")
    (found,) = typed_figures(bank)
    assert f"{LESSON}.yaml, line " in found
    assert "'174'" in found


@pytest.mark.parametrize("day", ["13 July 2024", "July 2024", "2024-07-13"])
def test_a_dated_event_without_a_source_is_named(master: Path, day: str):
    text = master.read_text(encoding="utf-8")
    master.write_text(f"{text}\nOn {day} it was said.\n", encoding="utf-8")
    assert unsourced(master) == [
        f"{LESSON}.md, line {len(text.splitlines()) + 2}: found {day!r} in a paragraph without a source, allowed is one with a citation like [@id]."
    ]
    master.write_text(f"{text}\nOn {day} it was said [@melyantsou-2017].\n", encoding="utf-8")
    assert unsourced(master) == []


def test_a_computed_figure_whose_source_is_not_cited_is_named(master: Path):
    text = master.read_text(encoding="utf-8")
    master.write_text(text.replace("[@voeten-un-votes; @un-votes-extract]", "").replace("[@voeten-un-votes]", ""), encoding="utf-8")
    found = unsourced(master)
    assert any("is computed from unga_opposed, whose source the lesson does not cite: [@voeten-un-votes]" in line for line in found), found


def test_a_lesson_on_one_sides_word_alone_is_named():
    sources = pd.DataFrame(
        {
            "id": ["tass", "belta", "kyiv", "data"],
            "kind": ["state media", "state media", "official statement", "data set"],
            "country": ["Russia", "Belarus", "Ukraine", "Norway"],
        }
    )
    assert one_sided(sources, ["tass", "data"]) == "all its media and official statements come from Russia"
    assert one_sided(sources, ["tass", "belta"]) == "all its media are state media"
    assert one_sided(sources, ["kyiv"]) == "all its media and official statements come from Ukraine"
    assert one_sided(sources, ["data"]) == ""


def test_all_checks_stand_behind_one_command(master: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    assert problems(master) == []
    master.write_text(master.read_text(encoding="utf-8") + "\nOn 13 July 2024 it was 12.\n", encoding="utf-8")
    monkeypatch.setattr("dualtrack.lessons.edition.masters", lambda: [master])
    assert cli.main(["build", "--check", LESSON]) == 1
    said = capsys.readouterr().out
    for part in ("run dualtrack build", "'12.' typed by hand", "'13 July 2024' in a paragraph without a source"):
        assert part in said
