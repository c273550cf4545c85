"""The command line. Exit codes: 0 fine, 1 problems found (the rest was done), 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from dualtrack import __version__
from dualtrack.cli import build, data, exercises, lab, mark, release
from dualtrack.errors import CourseError

PROBLEMS = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a CourseError becomes one message on standard error and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console that lacks a letter shows its code instead of failing
    parser = argparse.ArgumentParser(prog="dualtrack", description="Between Deterrence and Dialogue, a teaching module in notebooks.")
    parser.add_argument("--version", action="version", version=f"dualtrack {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (lab, build, data, exercises, release, mark):
        command.add_to(commands)
    known, rest = parser.parse_known_args(arguments)
    if rest and not getattr(known, "passes_on", False):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return known.run(known, rest)
    except CourseError as error:
        print(f"dualtrack {known.command}: {error}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # whoever was reading the output, such as `head`, has read enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return PROBLEMS
