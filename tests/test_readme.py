"""The README keeps its promises: its commands are the ones that are tested, and its lessons are the ones that are there."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

import dualtrack
from dualtrack import places
from dualtrack.lessons.master import masters

ROOT = places.repository()
pytestmark = pytest.mark.skipif(ROOT is None, reason="the README stands in the repository")


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_both_commands_are_there(readme: str):
    blocks = re.findall(r"```\n(.+?)\n```", readme)
    assert blocks == ["pip install -e . && dualtrack lab", 'pip install -e ".[test]" && pytest']


def test_ci_installs_and_tests_as_the_readme_says():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'pip install -q -e ".[test]"' in ci
    assert "tests='pytest'" in ci


def test_the_lesson_list_is_complete(readme: str):
    listed = re.findall(r"^\| `(\d\d_\w+)` \| (\d+) \|", readme, re.MULTILINE)
    assert [name for name, _minutes in listed] == [path.stem for path in masters()]
    for name, minutes in listed:
        master = (ROOT / "notebooks" / f"{name}.md").read_text(encoding="utf-8")
        assert f"**Time:** {minutes} minutes." in master


def test_links_lead_somewhere(readme: str):
    for target in re.findall(r"\]\(([^)]+)\)", readme):
        path, _, heading = target.partition("#")
        assert target.startswith("https://") or (ROOT / path).exists(), target
        assert not heading or f"\n## {heading}\n" in (ROOT / path).read_text(encoding="utf-8"), target


def test_the_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    assert project == str(cited) == dualtrack.__version__
