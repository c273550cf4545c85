"""YAML read without type guessing: every value is text that knows its line, so that a mistake can be named with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from dualtrack.errors import CourseError, one_of

# Reading in C where PyYAML was built with it, ten times quicker; what is wrong in a file is said by the reading in Python, alike everywhere.
QUICK = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class FieldError(CourseError):
    """Something wrong in a bank, with its line; the bank adds the file."""

    def __init__(self, line: int, message: str):
        super().__init__(f"line {line}: {message}")


class Text(str):
    """A value and the line that it stands in."""

    line: int = 1

    @classmethod
    def at(cls, line: int, value: str) -> Text:
        """Text with its line."""
        text = cls(value)
        text.line = line
        return text

    def number(self, name: str) -> float:
        """The value as a number.

        >>> Text.at(3, "2.5").number("points")
        2.5
        >>> Text.at(3, "two").number("points")
        Traceback (most recent call last):
            ...
        dualtrack.marking.fields.FieldError: line 3: found 'two' as points, allowed is a number.
        """
        try:
            return float(self)
        except ValueError:
            raise FieldError(self.line, f"found {str(self)!r} as {name}, allowed is a number.") from None

    def true(self, name: str) -> bool:
        """The value as true or false."""
        if self not in ("true", "false"):
            raise FieldError(self.line, f"found {str(self)!r} as {name}, allowed is true or false.")
        return self == "true"


class Fields(dict):
    """Named values of one item or option, with the line that it begins in."""

    def __init__(self, line: int, values: dict):
        super().__init__(values)
        self.line = line

    def need(self, what: str, required: Iterable[str], allowed: Iterable[str] = ()) -> None:
        """Refuse a missing or an unknown field."""
        required, allowed = tuple(required), tuple(allowed)
        for name in required:
            if name not in self:
                raise FieldError(self.line, f"{what} lacks the field {name!r}. Needed: {one_of(required)}.")
        for name, value in self.items():
            if allowed and name not in allowed:
                raise FieldError(line_of(value, self.line), f"unknown field {name!r} in {what}, allowed is: {one_of(allowed)}.")

    def text(self, name: str) -> Text:
        """A field that is text, with its white space made plain."""
        value = self[name]
        if not isinstance(value, Text):
            raise FieldError(line_of(value, self.line), f"{name!r} must be text.")
        return Text.at(value.line, " ".join(value.split()))

    def sequence(self, name: str, kind: type, of: str) -> list:
        """A field that is a list whose entries are of one kind."""
        value = self[name]
        if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
            raise FieldError(line_of(value, self.line), f"{name!r} must be a list of {of}.")
        return value


def line_of(value: object, otherwise: int) -> int:
    """The line of a value where it knows it."""
    return getattr(value, "line", otherwise)


def read_fields(path: Path) -> Fields:
    """Read a YAML file whose top is a list of named fields; raises CourseError with file and line."""
    try:
        root = _composed(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CourseError(f"{path.name}, line {line}: this is not YAML ({error.problem}).") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseError(f"{path.name}, line 1: this is not YAML in UTF-8 ({error}).") from None
    try:
        content = _plain(root)
        if not isinstance(content, Fields):
            raise FieldError(1, "the bank must be a list of fields like 'name: value'.")
    except FieldError as error:
        raise CourseError(f"{path.name}, {error}") from None
    return content


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=QUICK)
    except (yaml.YAMLError, UnicodeEncodeError):  # C does not take half a surrogate pair
        return yaml.compose(text, Loader=yaml.BaseLoader)


def _plain(node: yaml.Node | None) -> object:
    line = node.start_mark.line + 1 if node is not None else 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise FieldError(key.start_mark.line + 1, 'a value that starts with a brace has to stand in quotation marks: "{{ name }}".')
            if key.value in values:
                raise FieldError(key.start_mark.line + 1, f"the field {key.value!r} stands twice.")
            values[key.value] = _plain(value)
        return Fields(line, values)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    return Text.at(line, node.value if node is not None else "")
