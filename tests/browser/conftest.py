"""A real browser: Chromium or Chrome through Playwright; skipped where there is none, required in CI."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import REMEMBER_WHAT_IS_SENT
from laboratory import Laboratory, empty, end_kernels, running

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:|file:")


def _browser_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    path = _browser_path()
    if path is None:
        message = "no Chromium or Chrome on this computer: the browser tests can't run (Debian: apt-get install chromium)"
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def started_laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    """`dualtrack lab`, started once."""
    with running(tmp_path_factory.mktemp("laboratory")) as started:
        yield started


@pytest.fixture(scope="session")
def working_copies(started_laboratory: Laboratory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `dualtrack lab` delivered, before any test changed it."""
    return Path(shutil.copytree(started_laboratory.work, tmp_path_factory.mktemp("delivered") / "work"))


@pytest.fixture
def laboratory(started_laboratory: Laboratory, working_copies: Path) -> Iterator[Laboratory]:
    """`dualtrack lab` with fresh working copies, no answers and no kernel."""
    empty(started_laboratory.answers)
    empty(started_laboratory.work)
    shutil.copytree(working_copies, started_laboratory.work, dirs_exist_ok=True)
    yield started_laboratory
    end_kernels(started_laboratory)


@pytest.fixture(scope="session")
def context(chromium) -> Iterator:
    """A window of laptop size in the browser; what it has loaded once, it has at hand."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(REMEMBER_WHAT_IS_SENT)
    yield context
    context.close()


@pytest.fixture
def page(context) -> Iterator:
    """A page of laptop size that fails the test for an error in the console or a request that leaves the computer."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors, away = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: None if LOCAL.match(request.url) else away.append(request.url))
    yield page
    page.close()
    assert not away, "requests that leave the computer: " + ", ".join(away)
    assert not errors, "errors in the browser's console:\n" + "\n".join(errors)
