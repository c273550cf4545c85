"""Answers that give a code to each of some fields: what matching and event coding share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dualtrack.errors import CourseError, one_of

SHOWN = 40


def read_codes(given: object, allowed: Mapping[str, Sequence[str]], called: Mapping[str, str] | None = None) -> dict[str, str]:
    """A code for each field, from a dict or from text like ``a: yes; b: no``; raises CourseError that says what fits.

    ``called`` says how the reader knows a field, where it is not by its name.

    >>> read_codes("a: yes; b: no", {"a": ("yes", "no"), "b": ("yes", "no")})
    {'a': 'yes', 'b': 'no'}
    """
    codes = given if isinstance(given, Mapping) else _parsed(given)
    codes = {str(field).strip(): str(code).strip() for field, code in codes.items()}
    unknown = [field for field in codes if field not in allowed]
    if unknown:
        raise CourseError(f"Found {unknown[0][:SHOWN]!r}, allowed is one of: {one_of(allowed)}.")
    open_fields = [field for field in allowed if not codes.get(field)]
    if open_fields:
        raise CourseError(f"Not chosen yet: {'; '.join((called or {}).get(field, field) for field in open_fields)}.")
    for field, code in codes.items():
        if code not in allowed[field]:
            raise CourseError(f"{field}: found {code[:SHOWN]!r}, allowed is one of: {one_of(allowed[field])[:200]}.")
    return {field: codes[field] for field in allowed}


def share(points: float, right: int, of: int) -> float:
    """Points for so many right of so many.

    >>> share(4, 2, 3)
    2.67
    """
    return round(points * right / of, 2)


def _parsed(given: object) -> dict[str, str]:
    parts = [part.partition(":") for part in str(given).replace("\n", ";").split(";") if part.strip()]
    if not parts or not all(colon for _field, colon, _code in parts):
        raise CourseError(f"Found {str(given)[:SHOWN]!r}, allowed is a code for each field, like 'a: yes; b: no'.")
    return {field.strip(): code for field, _colon, code in parts}
