"""How long marking a class takes, beside reading the same files as plain JSON: pytest tests/benchmarks -o addopts= --benchmark-only"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from benchmarks.turns import Task, in_turns
from dualtrack.marking.gradebook import mark_folder, write

from dualtrack.marking.bank import load_bank
from dualtrack.marking.items import MultipleChoiceItem, NumberItem, OrderingItem, SingleChoiceItem
from dualtrack.marking.sheets import FORMAT, checksum

SHEETS = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand sheets of students who answer at random."""
    folder, bank, chance = tmp_path_factory.mktemp("class"), load_bank("01"), random.Random(1)
    for number in range(SHEETS):
        answers = {item.id: {"value": guess(item, chance), "saved_at": "2026-01-01T00:00:00+00:00"} for item in bank.marked}
        content = {"format": FORMAT, "unit": "01", "bank": bank.version, "release": "practice", "student": f"s-{number}", "answers": answers}
        content["handed_in"] = None
        content["checksum"] = checksum(content)
        (folder / f"s-{number}-01.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def guess(item, chance: random.Random) -> object:
    """An answer that fits the item."""
    if isinstance(item, SingleChoiceItem):
        return chance.choice(item.letters)
    if isinstance(item, MultipleChoiceItem):
        return chance.sample(item.letters, chance.randint(1, len(item.letters)))
    if isinstance(item, OrderingItem):
        return chance.sample(item.letters, len(item.letters))
    if isinstance(item, NumberItem):
        return round(chance.uniform(item.low, item.high), 1)
    return "words " * chance.randint(1, 200)


def test_marking_and_writing(benchmark, folder: Path, tmp_path: Path):
    def read() -> None:
        assert len([json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())]) == SHEETS

    def mark() -> None:
        write(mark_folder(folder), tmp_path / "out")

    in_turns(benchmark, Task(f"marking and writing {SHEETS:,} sheets", mark), Task("reading the same files as JSON", read), rounds=1)
    assert len((tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8").splitlines()) == SHEETS + 1
