"""Fixtures: a data folder to spoil, a folder of answers, a work folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dualtrack import places
from dualtrack.tables.package import data_folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data package that a test may spoil."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder of answers."""
    folder = tmp_path / "answers"
    monkeypatch.setenv(places.ANSWERS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder of working copies."""
    folder = tmp_path / "work"
    monkeypatch.setattr(places, "work", lambda: folder)
    return folder
