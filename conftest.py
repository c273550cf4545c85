"""Every test run, and every notebook in it, gets a fresh folder for answers: no student's sheet is read or written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

_answers = pytest.StashKey[Path]()
_notebook = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    folder = tempfile.TemporaryDirectory(prefix="dualtrack-answers-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    config.stash[_answers] = Path(folder.name)
    config.stash[_notebook] = Path()
    os.environ["DUALTRACK_ANSWERS"] = folder.name


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A notebook's kernel starts with its first cell and inherits the folder."""
    if item.path.suffix == ".ipynb" and item.path != item.config.stash[_notebook]:
        item.config.stash[_notebook] = item.path
        fresh = item.config.stash[_answers] / item.path.parent.name / item.path.stem
        os.environ["DUALTRACK_ANSWERS"] = str(fresh)
