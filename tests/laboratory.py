"""JupyterLab as a student starts it, for tests that look at it: `dualtrack lab` in folders of its own, and a notebook opened and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

START_SECONDS = 60
RUN_MILLISECONDS = 60_000
START = "00_start_here.ipynb"
ALL_HAVE_RUN = """() => { const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(p => p.textContent);
                          return prompts.length > 0 && prompts.every(p => /\\[\\d+\\]/.test(p)); }"""


class Laboratory(NamedTuple):
    """A JupyterLab that runs: the address of the start page, with its token, and the folders of work and answers."""

    address: str
    work: Path
    answers: Path


@contextmanager
def running(folder: Path) -> Iterator[Laboratory]:
    """`dualtrack lab` on working copies and answers below a folder, until the context ends."""
    work, answers = folder / "work", folder / "answers"
    environment = os.environ | {"JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"), "DUALTRACK_WORK": str(work), "DUALTRACK_ANSWERS": str(answers)}
    allow = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "dualtrack", "lab", "--no-browser", "--port", str(free_port()), *allow]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        yield Laboratory(_address(folder / "log.txt", process), work, answers)
    finally:
        process.terminate()
        process.wait(timeout=30)


def empty(folder: Path) -> None:
    """Remove what lies in a folder, and leave the folder."""
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def end_kernels(laboratory: Laboratory) -> None:
    """End all kernels of a JupyterLab, with the sessions of their notebooks."""
    address, token = re.match(r"(http://[^/]+)/.*token=(\w+)", laboratory.address).groups()
    headers = {"Authorization": f"token {token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/api/sessions", headers=headers), timeout=30) as answer:
        sessions = json.load(answer)
    for session in sessions:
        with urllib.request.urlopen(urllib.request.Request(f"{address}/api/sessions/{session['id']}", headers=headers, method="DELETE"), timeout=30):
            pass


def free_port() -> int:
    """A port that the system gives out at random: two tests that start at once would both find JupyterLab's usual one free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def open_and_run(page, laboratory: Laboratory, name: str) -> None:
    """Open a notebook in a workspace of its own and run all its cells."""
    workspace = f"/lab/workspaces/{uuid.uuid4().hex}/tree/"
    page.goto(laboratory.address.replace(START, name).replace("/lab/tree/", workspace))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=RUN_MILLISECONDS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=RUN_MILLISECONDS)
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_function(ALL_HAVE_RUN, timeout=RUN_MILLISECONDS)


def _address(log: Path, process: subprocess.Popen) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://\S+token=\w+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
