"""How long our package takes to import, in a fresh Python, beside pandas."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from benchmarks.turns import Task, in_turns

ROUNDS = 20


def in_a_fresh_python(statement: str) -> Callable[[], None]:
    """A run of one statement, which must succeed."""

    def run() -> None:
        subprocess.run([sys.executable, "-c", statement], check=True)

    return run


@pytest.mark.parametrize(("statement", "aim"), [("import dualtrack", "≤ 1.1"), ("from dualtrack import load", "–")], ids=["package", "load"])
def test_import(benchmark, statement: str, aim: str):
    pandas = Task("import pandas", in_a_fresh_python("import pandas"))
    in_turns(benchmark, Task(statement, in_a_fresh_python(statement)), pandas, rounds=ROUNDS, warm_up=1, aim=aim)
