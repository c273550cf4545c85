"""``dualtrack mark``: a folder of answer sheets to a gradebook, feedback and a report on the class."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

SHOWN = 20  # problems on the screen; all are in problems.csv
ABOUT = """Reads a folder of answer sheets, runs nothing in them, and writes into OUT: gradebook.csv, canvas.csv, moodle-UNIT.csv, feedback/, written_answers.csv
with its key and comment bank, class_report.html and problems.csv. Fill in written_answers.csv and run the same command again: the points are merged."""


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("mark", help="mark a folder of answer sheets", description=ABOUT)
    parser.add_argument("sheets", type=Path, help="the folder that holds the students' answer sheets")
    parser.add_argument("--to", type=Path, required=True, metavar="OUT", help="the folder for all that is written; nothing is written elsewhere")
    parser.add_argument(
        "--roster", type=Path, metavar="ROSTER.csv", help="who is in the class: a column 'student'; submitted, file, unit, name and others may stand beside"
    )
    parser.add_argument(
        "--due",
        type=_moment,
        metavar="ISO",
        help="when sheets were due, as 2027-03-01 (the end of that day) or 2027-03-01T18:00+01:00; needs 'submitted' in the roster",
    )
    parser.add_argument(
        "--late-per-day",
        type=_per_cent,
        metavar="N",
        help="take N per cent of the unit's possible points for each day late that was begun, never below 0 points; needs --due",
    )
    parser.set_defaults(run=run, parser=parser)


def run(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Mark all sheets; 1 where a file was not marked as it stands."""
    from dualtrack.reports.run import mark_class

    if arguments.due is not None and arguments.roster is None:
        arguments.parser.error("--due needs --roster: when a sheet came in is taken from there, never from the sheet itself")
    if arguments.late_per_day is not None and arguments.due is None:
        arguments.parser.error("--late-per-day needs --due")
    done = mark_class(arguments.sheets, arguments.to, arguments.roster, arguments.due, arguments.late_per_day or 0.0, _told)
    count = len(done.grades.grades)
    print(f"{count} sheets marked, {done.waiting} with written answers pending; {len(done.problems)} problems. See {arguments.to}.")
    if done.waiting:
        print("Marks with answers pending are left out of the files for Canvas and Moodle. Fill in written_answers.csv and run this again.")
    for problem in done.problems[:SHOWN]:
        print(f"{problem.file}: {problem.reason}")
    if len(done.problems) > SHOWN:
        print(f"... and {len(done.problems) - SHOWN} more: see problems.csv.")
    return 1 if done.problems else 0


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _moment(text: str) -> object:
    from dualtrack.reports.roster import ALLOWED_TIMES, moment

    try:
        return moment(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"found {text[:40]!r}, allowed is {ALLOWED_TIMES}") from None


def _per_cent(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"found {text[:40]!r}, allowed is a number from 0 to 100")
    return value
