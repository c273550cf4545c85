"""``dualtrack data``: check the data package."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("data", help="check the data package")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="validate structure, types, keys, references and licences of all tables")
    check.add_argument("--folder", type=Path, help="another data folder (default: the course's own)")
    check.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Print each table's row count and every problem; 1 where there is one."""
    from dualtrack.tables.check import check

    report = check(arguments.folder)
    print(report)
    return 1 if report.problems else 0
