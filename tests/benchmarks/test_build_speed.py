"""How long building all notebooks takes, without writing them, beside starting as many kernels that import pandas and matplotlib."""

from __future__ import annotations

from benchmarks.turns import Task, in_turns

from dualtrack.lessons.edition import composed, executed, originals, serialised
from dualtrack.lessons.master import new_notebook

ROUNDS = 2


def start_kernels() -> None:
    """Execute a notebook with one cell in place of each original."""
    for original in originals():
        notebook = new_notebook([("code", "import pandas, matplotlib.pyplot", {})])
        assert '"execution_count": 1' in serialised(executed(notebook, original))


def build_all() -> None:
    """Compose, execute and serialise all originals."""
    for original in originals():
        assert '"execution_count": 1' in serialised(executed(composed(original), original))


def test_building_all_notebooks(benchmark):
    in_turns(benchmark, Task("building all notebooks", build_all), Task("starting as many kernels", start_kernels), rounds=ROUNDS, aim="≤ 4")
