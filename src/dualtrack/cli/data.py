"""``dualtrack data``: check the data package, recompute a table from its original."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("data", help="check the data package, recompute a table")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="validate structure, types, keys, references and licences of all tables")
    check.add_argument("--folder", type=Path, help="another data folder (default: the course's own)")
    check.add_argument("--stale", action="store_true", help="list what is due to be reviewed instead; finding something is no failure")
    check.set_defaults(run=run_check)
    derive = actions.add_parser("derive", help="recompute a table from its publisher's file and compare it with the shipped one")
    derive.add_argument("name", metavar="NAME", help="the table; the codebook says which can be recomputed, and from what")
    derive.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE", help="the publisher's original file")
    derive.set_defaults(run=run_derive)


def run_check(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Print each table's row count and every problem; 1 where there is one. With --stale, what is due; always 0."""
    if arguments.stale:
        return _stale(arguments.folder)
    from dualtrack.tables.check import check

    report = check(arguments.folder)
    print(report)
    return 1 if report.problems else 0


def run_derive(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Print how the recomputed table fits the shipped one; 1 where they differ."""
    from dualtrack.derive import derive

    comparison = derive(arguments.name, arguments.file)
    print(comparison)
    return 1 if comparison.differences else 0


def _stale(folder: Path | None) -> int:
    from datetime import date

    from dualtrack.tables.freshness import due
    from dualtrack.tables.package import descriptor

    lines = due(date.today(), folder)
    print(f"The record was closed on {descriptor(folder).get('record_closed', 'a day that is not stated')}.")
    print("\n".join(lines) if lines else "Nothing is due to be reviewed.")
    return 0
