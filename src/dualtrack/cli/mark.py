"""``dualtrack mark``: a folder of answer sheets to a gradebook."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("mark", help="mark a folder of answer sheets")
    parser.add_argument("sheets", type=Path, help="the folder that holds the students' answer sheets")
    parser.add_argument("--to", type=Path, required=True, metavar="OUT", help="the folder for gradebook.csv, problems.csv and feedback pages")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Mark all sheets; 1 where a file was not marked as it stands."""
    from dualtrack.marking.gradebook import mark_folder, write

    marked = mark_folder(arguments.sheets)
    write(marked, arguments.to)
    pending = sum(result.pending > 0 for result in marked.results)
    print(f"{len(marked.results)} sheets marked, {pending} with written answers pending; {len(marked.problems)} problems. See {arguments.to}.")
    for problem in marked.problems:
        print(f"{problem.file}: {problem.reason}")
    return 1 if marked.problems else 0
