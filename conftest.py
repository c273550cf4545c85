"""Every test run, and every notebook in it, gets a fresh folder for answers: no student's sheet is read or written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Files that take long start first, so that they end while the short ones are still spread; the rest in the order of their names.
LONG = ("tests/browser/test_lessons.py", "tests/test_lesson_figures.py", "tests/browser/", "notebooks/", "tests/test_release.py", "tests/test_lessons.py")
# Their tests are spread by lesson; those of every other file stay together, for what they share.
BY_LESSON = ("tests/browser/test_lessons.py", "tests/test_lesson_figures.py")
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((place for place, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Spread(LoadFileScheduling):
        """One file after the other to whoever is free, of some files one lesson after the other."""

        def _split_scope(self, nodeid: str) -> str:
            name = nodeid.partition("::")[0]
            return f"{name} {nodeid.rpartition('[')[2]}" if name in BY_LESSON else name

    config.option.loadscopereorder = False  # by number of tests, which says nothing of how long they take
    return Spread(config, log)
