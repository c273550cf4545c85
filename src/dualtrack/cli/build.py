"""``dualtrack build``: notebooks and codebook from their masters."""

from __future__ import annotations

import argparse
import sys

from dualtrack import places
from dualtrack.errors import CourseError


def add_to(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("build", help="build the notebooks and the codebook from their masters (maintainers)")
    parser.add_argument("names", nargs="*", metavar="LESSON", help="lessons to build, such as 01_situational_neutrality (default: all)")
    parser.add_argument("--check", action="store_true", help="execute nothing, only compare the notebooks with their masters and look them over")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Build, or compare; 1 where something is wrong with a notebook or its master."""
    if places.repository() is None:
        raise CourseError("Building needs the repository: the masters are edited there. Clone it and install it with: pip install -e .")
    from dualtrack.lessons.master import masters

    if not masters():
        raise CourseError("Building needs the lessons' masters, which a release does not hold. Clone the repository and build there.")
    try:
        import jupytext  # noqa: F401
    except ImportError:
        raise CourseError('Building needs Jupytext: pip install -e ".[build]"') from None
    return _compare(arguments.names) if arguments.check else _build(arguments.names)


def _compare(names: list[str]) -> int:
    from dualtrack.lessons.checks import problems
    from dualtrack.lessons.edition import codebook_differs, find_originals

    chosen = find_originals(names)
    found = [line for original in chosen for line in problems(original)] + ([] if names else codebook_differs())
    print("\n".join(found) if found else f"{len(chosen)} notebooks are in step with their masters, whole, clean and sourced.")
    return 1 if found else 0


def _build(names: list[str]) -> int:
    from dualtrack.lessons.checks import problems
    from dualtrack.lessons.edition import build, build_codebook, find_originals, notebook_path

    failed = 0
    for original in find_originals(names):
        path = notebook_path(original)
        try:
            changed = build(original)
        except CourseError as error:
            print(f"{path.parent.name}/{path.name}: not written. {error}", file=sys.stderr)
            failed += 1
        else:
            print(f"{path.parent.name}/{path.name}: {'written' if changed else 'unchanged'}")
            for line in problems(original):
                print(line, file=sys.stderr)
                failed += 1
    if not names:
        print(f"data/README.md: {'written' if build_codebook() else 'unchanged'}")
    return 1 if failed else 0
