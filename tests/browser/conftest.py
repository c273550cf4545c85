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
from laboratory import Laboratory, running

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


@pytest.fixture
def laboratory(tmp_path: Path) -> Iterator[Laboratory]:
    """`dualtrack lab` on fresh working copies."""
    folder = tmp_path / "laboratory"
    folder.mkdir()
    with running(folder) as started:
        yield started


@pytest.fixture
def page(chromium) -> Iterator:
    """A page of laptop size that fails the test for an error in the console or a request that leaves the computer."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(REMEMBER_WHAT_IS_SENT)
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors, away = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: None if LOCAL.match(request.url) else away.append(request.url))
    yield page
    context.close()
    assert not away, "requests that leave the computer: " + ", ".join(away)
    assert not errors, "errors in the browser's console:\n" + "\n".join(errors)
