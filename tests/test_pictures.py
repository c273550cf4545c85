"""A few figures, one of each kind, compared as pictures with what they looked like when someone last looked at them.

Only with the versions of constraints.txt, because other versions draw letters otherwise. DUALTRACK_RENEW=1 pytest tests/test_pictures.py
lays down new ones: look at each before you commit it.
"""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from dualtrack import load, neutrality_index, places, un_votes
from dualtrack.figures.un_record import no_votes, resolution_votes, siding_by_issue

PICTURES = Path(__file__).parent / "pictures"
AT_MOST = 6
TOLERANCE = 0.5
DRAWN_BY = ("matplotlib", "pillow")
FIGURES = {
    "un_votes": lambda: un_votes(years=(2005, 2021), partners=["Russia", "Ukraine", "China"], votes="opposed").figure,
    "siding_by_issue": lambda: siding_by_issue(load("unga_opposed"), (2014, 2018)),
    "no_votes": lambda: no_votes(load("unga_votes_cast"), (2005, 2013), (2014, 2021)),
    "resolution_votes": lambda: resolution_votes(load("unga_resolutions"), (2014, 2021)),
    "neutrality_index": lambda: neutrality_index().figure,
}


def other_versions() -> str:
    """The libraries that are not of the version in constraints.txt, in words."""
    root = places.repository()
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", (root / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)) if root else {}
    return ", ".join(f"{name} {version(name)}, not {pinned.get(name)}" for name in DRAWN_BY if version(name) != pinned.get(name))


@pytest.mark.skipif(bool(other_versions()), reason=f"pictures are compared on the versions of constraints.txt; here is {other_versions()}")
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(name: str, tmp_path: Path):
    drawn = tmp_path / f"{name}.png"
    drawn.write_bytes(FIGURES[name]().png())
    expected = PICTURES / drawn.name
    if os.environ.get("DUALTRACK_RENEW"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(drawn.read_bytes())
    assert compare_images(str(expected), str(drawn), TOLERANCE) is None


def test_pictures_stay_few():
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == sorted(FIGURES)
    assert len(FIGURES) <= AT_MOST
