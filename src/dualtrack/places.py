"""Where the course lies and where a student's work goes."""

from __future__ import annotations

import os
from pathlib import Path

from dualtrack.errors import CourseError

PACKAGE = Path(__file__).resolve().parent
WORK_VARIABLE = "DUALTRACK_WORK"
ANSWERS_VARIABLE = "DUALTRACK_ANSWERS"


def repository() -> Path | None:
    """The clone (or unpacked ZIP) that the package runs from; None where it is installed from a wheel."""
    root = PACKAGE.parents[1]
    return root if (root / "pyproject.toml").is_file() and (root / "data" / "datapackage.json").is_file() else None


def course() -> Path:
    """The folder that holds data/, notebooks/ and exercises/: the repository first, else the packed copy.

    An editable install leaves a packed copy in site-packages that goes stale, hence the order.
    """
    root = repository() or PACKAGE / "course"
    if not (root / "data" / "datapackage.json").is_file():
        raise CourseError(f"The course's data are missing: no datapackage.json in {root / 'data'}. Install dualtrack again.")
    return root


def work() -> Path:
    """The folder of working copies: where DUALTRACK_WORK says, else work/ in a clone, else ./dualtrack-work."""
    chosen = os.environ.get(WORK_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    root = repository()
    return root / "work" if root else Path.cwd() / "dualtrack-work"


def answers() -> Path:
    """The folder of answer sheets: where DUALTRACK_ANSWERS says, else answers/ among the working copies."""
    chosen = os.environ.get(ANSWERS_VARIABLE)
    return Path(chosen).expanduser().absolute() if chosen else work() / "answers"
