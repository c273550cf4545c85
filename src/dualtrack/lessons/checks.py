"""The house checks of one lesson or unit, without executing anything: in step, whole, clean, sourced, balanced."""

from __future__ import annotations

from pathlib import Path

from dualtrack.analysis.source_balance import one_sided
from dualtrack.lessons.edition import differences, notebook_path
from dualtrack.lessons.guard import faults
from dualtrack.lessons.prose import cited, typed_figures, unsourced
from dualtrack.tables import load


def problems(original: Path) -> list[str]:
    """All that is wrong with a master or a bank and the notebook built from it; an empty list where nothing is.

    Each is one line with file and place, what was found, and what is allowed or to be done.
    """
    path = notebook_path(original)
    found = differences(original) + (faults(path) if path.exists() else []) + typed_figures(original)
    return found + unsourced(original) + _unbalanced(original) if original.suffix == ".md" else found


def _unbalanced(master: Path) -> list[str]:
    side = one_sided(load("sources"), cited(master))
    return [f"{master.name}: {side}, allowed is a lesson that hears more than one side."] if side else []
