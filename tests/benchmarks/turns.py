"""One task timed in turns with another, so that a computer which is busy for a while slows both."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple


class Task(NamedTuple):
    """Something to time: its name, what is run, and what gets ready for it before the clock starts."""

    name: str
    run: Callable[[], object]
    get_ready: Callable[[], object] = lambda: None


def in_turns(benchmark, task: Task, beside: Task, rounds: int, warm_up: int = 0, aim: str = "–") -> None:
    """Benchmark a task, running the other one before each round; what the table needs is left in ``extra_info``."""
    seconds = []

    def run_the_other() -> None:
        beside.get_ready()
        start = time.perf_counter()
        beside.run()
        seconds.append(time.perf_counter() - start)
        task.get_ready()

    benchmark.pedantic(task.run, setup=run_the_other, rounds=rounds, warmup_rounds=warm_up)
    benchmark.extra_info.update(what=task.name, beside=beside.name, seconds_beside=median(seconds[-rounds:]), aim=aim)
