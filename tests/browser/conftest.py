"""A real browser: Chromium or Chrome through Playwright; skipped where there is none, required in CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

START_SECONDS = 60
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


class Laboratory(NamedTuple):
    """A JupyterLab that runs: the address of the start page, with its token, and the folder of answers."""

    address: str
    answers: Path


@pytest.fixture
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    """`dualtrack lab` on fresh working copies."""
    folder = tmp_path_factory.mktemp("lab")
    environment = os.environ | {
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "DUALTRACK_WORK": str(folder / "work"),
        "DUALTRACK_ANSWERS": str(folder / "answers"),
    }
    allow = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen([sys.executable, "-m", "dualtrack", "lab", "--no-browser", *allow], stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        yield Laboratory(_address(folder / "log.txt", process), folder / "answers")
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def page(chromium) -> Iterator:
    """A page of laptop size that fails the test for an error in the console or a request that leaves the computer."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
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


def _address(log: Path, process: subprocess.Popen) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://\S+token=\w+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")

