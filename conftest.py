"""What every test run needs: a fresh folder for answers, so that no student's sheet is read or written."""

from __future__ import annotations

import os
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    folder = tempfile.TemporaryDirectory(prefix="dualtrack-answers-")
    config.add_cleanup(folder.cleanup)
    os.environ["DUALTRACK_ANSWERS"] = folder.name
