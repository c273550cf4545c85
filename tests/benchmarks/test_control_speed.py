"""How long a moved control takes to show its picture in JupyterLab: our explorer, the same figure under interactive, a ready-made picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from benchmarks.control_views import VIEWS
from benchmarks.turns import Task, in_turns
from laboratory import open_and_run, running

from dualtrack.lessons.edition import serialised
from dualtrack.lessons.master import new_notebook

pytestmark = pytest.mark.browser
PAUSE_MILLISECONDS = 100  # between moves: no hand is quicker
WARM_UP, ROUNDS = 3, 29
# Options by number; 32 moves end where they began. Each of the rounds shows other first years; issues come round four times.
MOVES = {"Issue": [1, 2, 3, 4, 5, 6, 7, 0], "From": [21, 20, *range(23, 30), *range(23)], "Picture": [1, 0]}

# From the control's change event until the new picture is decoded and its frame painted; true if it is another picture.
MOVE = """([cell, label, option]) => new Promise((resolve, reject) => {
    const area = document.querySelectorAll('.jp-Notebook .jp-CodeCell')[cell];
    const shown = () => [...area.querySelectorAll('img')].at(-1);
    const before = shown().src;
    const look = async () => {
        const image = shown();
        if (!image || image.src === before) return;
        await image.decode();
        if (!image.isConnected) return;
        observer.disconnect();
        clearTimeout(limit);
        requestAnimationFrame(() => setTimeout(() => resolve(shown().src !== before)));
    };
    const observer = new MutationObserver(look);
    observer.observe(area, {subtree: true, childList: true, attributes: true, attributeFilter: ['src']});
    const limit = setTimeout(() => reject(new Error('no new picture')), 10000);
    const control = [...area.querySelectorAll('.widget-dropdown')].find(one => one.querySelector('label').textContent === label);
    const select = control.querySelector('select');
    select.selectedIndex = option;
    select.dispatchEvent(new Event('change', {bubbles: true}));
})"""

SIZES = "pictures => Promise.all(pictures.map(async one => { await one.decode(); return [one.naturalWidth, one.naturalHeight]; }))"


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """The notebook of the three views in JupyterLab, run: each shows a picture of the same size."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    with running(tmp_path_factory.mktemp("laboratory")) as laboratory:
        notebook = new_notebook([("code", source, {}) for source in VIEWS.values()])
        (laboratory.work / "views.ipynb").write_text(serialised(notebook), encoding="utf-8")
        open_and_run(page, laboratory, "views.ipynb")
        page.wait_for_function("document.querySelectorAll('.jp-Notebook img').length === 3")
        assert page.locator(".jp-Notebook img").evaluate_all(SIZES) == [[792, 440]] * 3
        yield page
        page.close()


def control(page, view: str, label: str, name: str) -> Task:
    """A control brought into sight, then moved to its next option."""
    cell, options = list(VIEWS).index(view), itertools.cycle(MOVES[label])

    def get_ready() -> None:
        page.locator(".jp-Notebook img").nth(cell).scroll_into_view_if_needed()
        page.wait_for_timeout(PAUSE_MILLISECONDS)

    def move() -> None:
        assert page.evaluate(MOVE, [cell, label, next(options)]), "the picture is still the same"

    return Task(name, move, get_ready)


@pytest.mark.parametrize("label", ["Issue", "From"])
def test_interactive_beside_our_explorer(benchmark, page, label: str):
    theirs = control(page, "interactive", label, f"the same figure under interactive, “{label}” moved")
    in_turns(benchmark, theirs, control(page, "explorer", label, "our explorer"), ROUNDS, WARM_UP, aim="≥ 2")


@pytest.mark.parametrize("label", ["Issue", "From"])
def test_our_explorer_beside_a_swap(benchmark, page, label: str):
    ours = control(page, "explorer", label, f"our explorer, “{label}” moved")
    in_turns(benchmark, ours, control(page, "swap", "Picture", "swapping two ready-made pictures"), ROUNDS, WARM_UP, aim="≤ 1.3")
