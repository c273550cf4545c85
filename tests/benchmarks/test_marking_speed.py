"""How long marking a class takes, beside reading the same files as plain JSON, and how much memory: pytest tests/benchmarks -o addopts= --benchmark-only"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.turns import Task, in_turns
from golden_class import chance_class, write_class

from dualtrack.marking.bank import load_bank
from dualtrack.reports.run import mark_class

SHEETS = 10_000
# The most memory that a process of its own ever had while it marked, in megabytes.
MEMORY = """
import resource, sys
from pathlib import Path
from dualtrack.reports.run import mark_class
mark_class(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand sheets of students who know a share of the answers and guess the rest."""
    bank = load_bank("01")
    return write_class(tmp_path_factory.mktemp("class"), chance_class(bank, SHEETS), bank)


def test_marking_and_writing(benchmark, folder: Path, tmp_path: Path):
    out = tmp_path / "out"

    def read() -> None:
        assert len([json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())]) == SHEETS

    def mark() -> None:
        mark_class(folder, out)

    in_turns(benchmark, Task(f"marking {SHEETS:,} sheets, with feedback pages and class report", mark), Task("reading the same files as JSON", read), rounds=1)
    assert len((out / "gradebook.csv").read_text(encoding="utf-8").splitlines()) == SHEETS + 1
    assert len(list((out / "feedback").iterdir())) == SHEETS


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell the most memory that a process had")
def test_memory_of_marking(benchmark, folder: Path, tmp_path: Path):
    """In a process of its own, so that nothing else is counted; only its memory is asserted."""
    command = [sys.executable, "-c", MEMORY, str(folder), str(tmp_path / "out")]
    done = benchmark.pedantic(lambda: subprocess.run(command, capture_output=True, text=True, check=True), rounds=1)
    assert float(done.stdout) < 300
