"""``dualtrack release``: the course as a folder for students."""

from __future__ import annotations

import argparse
from pathlib import Path

READING = "reading"
KINDS = ("practice", "graded", READING)


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "release",
        help="write the course as a folder for students",
        description="Write a folder that stands by itself. practice and graded: the course's layout and its own package, with keys and hints or without; "
        "reading: pages for any browser.",
    )
    parser.add_argument("kind", choices=KINDS, help="practice: answers get hints at once; graded: only their form is checked; reading: pages")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a folder that is new or empty")
    parser.add_argument("--links", choices=("all", "none"), default="all", help="none: leave out the addresses of sources")
    parser.add_argument("--force", action="store_true", help="put aside, under another name, what is in the folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Write the release and say what it is."""
    if arguments.kind == READING:
        return _reading(arguments)
    from dualtrack.release.edition import write_release

    written = write_release(arguments.kind, arguments.to, arguments.links == "all", arguments.force)
    keys = "keys and hints are in it" if arguments.kind == "practice" else "no keys, hints or outcomes are in it"
    links = "" if arguments.links == "all" else "; addresses of sources are left out"
    print(f"A {arguments.kind} release of {written.lessons} lessons and {written.units} units is in {written.folder}: {keys}{links}.")
    _tell_kept(written.kept)
    return 0


def _reading(arguments: argparse.Namespace) -> int:
    from dualtrack.release.reading import write_reading

    folder, pages, kept = write_reading(arguments.to, arguments.links == "all", arguments.force)
    links = "" if arguments.links == "all" else "; addresses of sources are left out"
    print(f"The reading edition, {pages} pages, is in {folder}: open index.html there. Answers are in it, folded{links}.")
    _tell_kept(kept)
    return 0


def _tell_kept(kept: str) -> None:
    if kept:
        print(f"What was there before is kept as {kept}, beside it.")
