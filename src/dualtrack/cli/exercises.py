"""``dualtrack exercises``: check the item banks."""

from __future__ import annotations

import argparse


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("exercises", help="check the item banks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check every bank and print its blueprint")
    check.set_defaults(run=run_check)


def run_check(_arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Print each bank's blueprint and warnings, or what is wrong with it, and the blueprint across units; 1 where something is wrong."""
    from dualtrack.errors import CourseError
    from dualtrack.marking.bank import bank_paths, read_bank
    from dualtrack.marking.blueprint import across, blueprint
    from dualtrack.marking.quality import unreachable, warnings

    sound, wrong = [], 0
    for path in bank_paths():
        try:
            bank = read_bank(path)
        except CourseError as error:
            print(error)
            wrong += 1
            continue
        faults = unreachable(bank)
        print("\n".join([blueprint(bank), *faults, *(f"Warning: {warning}" for warning in warnings(bank))]))
        wrong += bool(faults)
        sound.append(bank)
    if sound:
        print(f"\nAll units:\n{across(sound)}\n")
    print(f"{len(bank_paths())} banks, {wrong} with a problem.")
    return 1 if wrong else 0
