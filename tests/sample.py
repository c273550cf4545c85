"""The sample unit: one item of each type, and variants, that no unit of the course has yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualtrack.errors import CourseError
from dualtrack.marking.bank import read_bank

SAMPLE = Path(__file__).parent / "sample_unit" / "90_sample.yaml"


def told_when_broken(old: str, new: str, folder: Path) -> str:
    """What is said of the sample's bank when the old text, which it holds, is replaced; file and line must be named."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = folder / SAMPLE.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=f"{SAMPLE.name}, line ") as error:
        read_bank(path)
    return str(error.value)
