"""How long the reciprocity simulation takes, beside drawing as many random floats: pytest tests/benchmarks -o addopts= --benchmark-only"""

from __future__ import annotations

import numpy as np
from benchmarks.turns import Task, in_turns

from dualtrack.analysis.reciprocity import Setting, simulate, tense_time, time_shares

RUNS, STEPS, SIDES = 10_000, 200, 2
NOISY = Setting(misread_a=0.05, misread_b=0.05, generous_a=0.1, pressure=0.05, shocks=0.01)


def test_simulating(benchmark):
    def simulated() -> None:
        states = simulate(NOISY, RUNS, STEPS)
        assert states.shape == (RUNS, STEPS)
        time_shares(states)
        tense_time(states)

    def drawn() -> None:
        np.random.default_rng(1).random(RUNS * STEPS * SIDES)

    task = Task(f"simulating {RUNS:,} runs of {STEPS} steps", simulated)
    in_turns(benchmark, task, Task("drawing as many random numbers", drawn), rounds=15, warm_up=3)
