"""The whole course in one sitting: lessons and exercises in order, both paths, and one student's sheets marked at the end."""

from __future__ import annotations

import csv
from pathlib import Path

import lesson_twin

import dualtrack
from dualtrack.cli import main
from dualtrack.lessons.working_copy import course_notebooks
from dualtrack.marking.bank import load_bank
from dualtrack.marking.items import Item, WrittenItem
from dualtrack.widgets.question import Gate


def answer_to(item: Item) -> object:
    """The right answer where there is one, else one that fits."""
    if isinstance(item, WrittenItem):
        return "I have made up my mind, and this is why."
    return item.mistakes()[0] if item.is_prediction else item.solution()


def test_a_student_goes_through_all_lessons_and_is_marked(answers: Path, tmp_path: Path, capsys):
    notebooks = course_notebooks()
    lessons = sorted(name for name in notebooks if not name.endswith("_exercises.ipynb"))
    for name in lessons:
        for part in (name, name.replace(".ipynb", "_exercises.ipynb")):
            shown = lesson_twin.play(notebooks[part])
            assert shown, part
            for question in (question for entry in shown for question in entry.questions):
                question.save(answer_to(question.item))
                assert question.session.saved(question.item) is not None, question.said
            asked = {question.item.id for entry in shown for question in entry.questions}
            for gate in (entry.object for entry in shown if isinstance(entry.object, Gate)):
                assert gate.open or not {item.id for item in gate.items} <= asked, f"{part}: {gate}"
        dualtrack.hand_in(name[:2])
    assert main(["mark", str(answers), "--to", str(tmp_path / "marked")]) == 0, capsys.readouterr()
    with (tmp_path / "marked" / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["unit"]: row for row in csv.DictReader(file)}
    assert sorted(rows) == [name[:2] for name in lessons]
    for unit, row in rows.items():
        items = [item for item in load_bank(unit).items.values() if not item.is_prediction]
        written = sum(item.points for item in items if isinstance(item, WrittenItem))
        assert float(row["points"]) == sum(item.points for item in items) - written, unit
        assert float(row["pending"] or 0) == written, unit
    problems = (tmp_path / "marked" / "problems.csv").read_text(encoding="utf-8").splitlines()
    assert len(problems) == 1, problems
