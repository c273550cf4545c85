"""Fixtures: a data folder to spoil, a folder of answers, a work folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dualtrack import places
from dualtrack.tables.package import data_folder, descriptor

# Tables that tests spoil, each with how many of its lines they need.
SMALL = {"sources": None, "unga_agreement": 200, "unga_opposed": 200, "unga_votes_cast": None, "unga_resolutions": None}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small copy of the data package that a test may spoil: some tables, of long ones the first rows."""
    folder = tmp_path / "data"
    folder.mkdir()
    package = descriptor()
    package["resources"] = [resource for resource in package["resources"] if resource["name"] in SMALL]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for resource in package["resources"]:
        lines = (data_folder() / resource["path"]).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / resource["path"]).write_text("".join(lines[: SMALL[resource["name"]]]), encoding="utf-8")
    return folder


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
