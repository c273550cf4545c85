"""The one exception that a reader is meant to see."""

from __future__ import annotations


class CourseError(Exception):
    """Something that the reader can mend: one clear message, and in a notebook no traceback.

    >>> raise CourseError("No table is called 'votes'.")
    Traceback (most recent call last):
        ...
    dualtrack.errors.CourseError: No table is called 'votes'.
    """

    def _render_traceback_(self) -> list[str]:
        """IPython shows these lines in place of a traceback."""
        return [str(self)]


def one_of(names: object) -> str:
    """List what is allowed, in words.

    >>> one_of(["all", "contested"])
    'all, contested'
    """
    return ", ".join(str(name) for name in names)
