"""The command line: what it prints, its exit codes, and JupyterLab started for real."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dualtrack import cli, places
from dualtrack.cli import lab

START_SECONDS = 60


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "dualtrack", *arguments], capture_output=True, text=True, encoding="utf-8")


def test_data_check_is_fine_on_the_shipped_data(capsys: pytest.CaptureFixture):
    assert cli.main(["data", "check"]) == 0
    assert capsys.readouterr().out.endswith("0 problems found.\n")


def test_data_check_exits_1_with_file_row_and_column(data: Path, capsys: pytest.CaptureFixture):
    path = data / "unga_resolutions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2016-12-19", "2016-13-19"), encoding="utf-8")
    assert cli.main(["data", "check", "--folder", str(data)]) == 1
    assert "unga_resolutions.csv, row 3, column 'date': found '2016-13-19'" in capsys.readouterr().out


def test_a_folder_without_data_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture):
    assert cli.main(["data", "check", "--folder", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "datapackage.json: there is no such file" in said
    assert "Traceback" not in said


def test_build_check_is_fine(capsys: pytest.CaptureFixture):
    assert cli.main(["build", "--check"]) == 0
    assert "in step with their masters" in capsys.readouterr().out


def test_an_unknown_lesson_is_one_message(capsys: pytest.CaptureFixture):
    assert cli.main(["build", "--check", "07"]) == 1
    assert "There is no lesson '07'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["data"], ["data", "check", "--loud"], ["lab", "--port", "none"], ["lab", "--port", "99999"]])
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: dualtrack" in capsys.readouterr().err


def test_the_module_runs_as_the_command_does():
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"dualtrack \d+\.\d+\.\d+\n", done.stdout)


def test_building_without_a_repository_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    monkeypatch.setattr(places, "repository", lambda: None)
    assert cli.main(["build"]) == 1
    assert "Building needs the repository" in capsys.readouterr().err
    assert cli.main(["lab", "--edit"]) == 1
    assert "--edit needs the repository" in capsys.readouterr().err


@contextmanager
def listening() -> Iterator[int]:
    """A port of this computer that is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_an_explicit_port_that_is_taken_is_an_error(work: Path, capsys: pytest.CaptureFixture):
    with listening() as port:
        assert cli.main(["lab", "--no-browser", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"Port {port} can't be used" in said
    assert "Choose another with --port" in said
    assert not work.exists()


def test_options_reach_jupyterlab(monkeypatch: pytest.MonkeyPatch, work: Path):
    from jupyterlab.labapp import LabApp

    seen = []
    monkeypatch.setattr(LabApp, "launch_instance", lambda argv: seen.extend(argv))
    monkeypatch.chdir(work.parent)
    monkeypatch.setenv(places.ANSWERS_VARIABLE, "elsewhere")
    assert cli.main(["lab", "--no-browser", "--LabApp.collaborative=False"]) == 0
    assert f"--ServerApp.root_dir={work}" in seen
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in seen
    assert seen[-2:] == ["--no-browser", "--LabApp.collaborative=False"]
    assert not any("port" in option for option in seen)
    assert os.environ[places.ANSWERS_VARIABLE] == str(work.parent / "elsewhere"), "a kernel stands in another folder: the path must be absolute"

    seen.clear()
    assert cli.main(["lab", "--edit"]) == 0
    assert f"--ServerApp.root_dir={places.repository()}" in seen
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in seen


def test_an_explicit_port_is_the_only_one(tmp_path: Path):
    assert lab.options(tmp_path, "x.ipynb", 8899)[-2:] == ["--ServerApp.port=8899", "--ServerApp.port_retries=0"]


def test_news_and_update_checks_are_off():
    import json

    settings = json.loads((lab.SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"] == {"checkForUpdates": False, "fetchNews": "false"}


@contextmanager
def laboratory(tmp_path: Path, *options: str) -> Iterator[str]:
    """JupyterLab started by the command; yields the address that it prints."""
    environment = os.environ | {"DUALTRACK_WORK": str(tmp_path / "work"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    allow = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [sys.executable, "-m", "dualtrack", "lab", "--no-browser", *allow, *options]
    log = (tmp_path / "log.txt").open("w+", encoding="utf-8")
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            found = re.search(r"http://\S+token=\w+", (tmp_path / "log.txt").read_text(encoding="utf-8"))
            if found:
                yield found[0]
                break
            time.sleep(0.2)
        else:
            pytest.fail((tmp_path / "log.txt").read_text(encoding="utf-8"))
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def test_the_printed_address_opens_the_start_page(tmp_path: Path):
    with laboratory(tmp_path) as address:
        assert re.search(r"/lab/tree/00_start_here\.ipynb\?token=", address)
        with urllib.request.urlopen(address, timeout=20) as page:
            assert page.status == 200
        contents = address.replace("/lab/tree/", "/api/contents/")
        with urllib.request.urlopen(contents, timeout=20) as answer:
            assert b"00 Start here" in answer.read()


def test_the_default_port_moves_on_when_it_is_taken(tmp_path: Path):
    with socket.socket() as taken:
        if os.name == "posix":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8888))
            taken.listen()
        except OSError:
            pass  # another program has it already, which serves as well
        with laboratory(tmp_path) as address:
            assert not address.startswith(("http://localhost:8888/", "http://127.0.0.1:8888/"))
