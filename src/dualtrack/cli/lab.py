"""``dualtrack lab``: JupyterLab at the start page, in a working copy."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from dualtrack import places
from dualtrack.errors import CourseError

# overrides.json there stops the news pop-up and the update check; saves the state of widgets in the working copy, so that a
# notebook reopened without a kernel shows them; keeps all cells in the page, for screen readers and the
# browser's search; and gives arrow and letter keys back to a control that has the focus: in command mode JupyterLab would take them
# to move, insert or delete cells. Those keys are bound to a command that does nothing and leaves the key's own effect alone.
SETTINGS = Path(__file__).parent / "lab_settings"


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "lab",
        help="open the course in JupyterLab",
        description="Open JupyterLab at the start page, in a working copy of your own. Options that are not listed here go to JupyterLab.",
    )
    parser.add_argument("--port", type=_port, help="use this port and no other (default: 8888, or the next one that is free)")
    parser.add_argument("--edit", action="store_true", help="open the originals instead of a working copy (maintainers)")
    parser.add_argument("--renew", metavar="NAME", action="append", default=[], help="lay down a fresh copy of one notebook; yours is kept under another name")
    parser.set_defaults(run=run, passes_on=True)


def run(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Prepare the working copy and hand over to JupyterLab; returns when it ends."""
    if arguments.port is not None:
        require_free(arguments.port)
    folder, start = _originals() if arguments.edit else _working_copy(arguments.renew)
    os.environ[places.ANSWERS_VARIABLE] = str(places.answers())  # absolute: a kernel stands in its notebook's folder

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=options(folder, start, arguments.port) + rest)
    return 0


def options(folder: Path, start: str, port: int | None) -> list[str]:
    """JupyterLab's options: where to open, and no news, no update check, no look at the extension registry."""
    chosen = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{start}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
    ]
    if port is not None:
        chosen += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return chosen


def require_free(port: int) -> None:
    """Raise CourseError where another program listens on a port of this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CourseError(
                f"Port {port} can't be used ({error.strerror or error}). Choose another with --port, or leave --port out: then a free one is found."
            ) from None


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"found {text!r}, allowed is a number from 1 to 65535")
    return int(text)


def _working_copy(renew: list[str]) -> tuple[Path, str]:
    from dualtrack.lessons.working_copy import START, deliver

    delivery = deliver(renew)
    print(f"Your working copies are in {delivery.folder}.")
    for name, spare in delivery.moved.items():
        print(f"{name} is fresh; what you had is kept as {spare}.")
    for name in delivery.kept:
        print(f"{name}: there is a newer edition; yours is kept as it is. For the new one: dualtrack lab --renew {Path(name).stem}")
    sys.stdout.flush()
    return delivery.folder, START


def _originals() -> tuple[Path, str]:
    from dualtrack.lessons.working_copy import START

    root = places.repository()
    if root is None:
        raise CourseError("--edit needs the repository: here the originals are inside the installed package. Clone the repository, then pip install -e .")
    return root, f"notebooks/{START}"
