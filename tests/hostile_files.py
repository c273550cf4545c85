"""Files that a class could hand in by mistake or out of spite, made afresh for each test: none of them is kept in the repository.

Each is a name and how to make it, and a part of what must be said of it; None where the file is a whole sheet and only its content is odd.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from golden_class import SAVED_AT, Golden, sheet_of

from dualtrack.marking.bank import Bank
from dualtrack.marking.sheets import FORMAT, LARGEST, checksum

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


class Hostile(NamedTuple):
    """One file: its name, how it is made at a path, and what problems.csv must say of it (None: nothing)."""

    name: str
    make: Callable[[Path], object]
    said: str | None


def sealed(content: dict, **changes: object) -> bytes:
    """A sheet with changes and a checksum that fits them, as somebody makes who has read our code."""
    content = content | changes
    return json.dumps(content | {"checksum": checksum(content)}).encode()


def hostile_files(bank: Bank, outside: Path) -> list[Hostile]:
    """All of them. ``outside`` is a folder that nothing may be written to."""
    whole = sheet_of(Golden("mallory", "01", {"1.2": "a"}, 2), bank)
    text = json.dumps(whole)
    found: list[Hostile] = []

    def data(name: str, content: bytes | str, said: str | None = "not a complete answer sheet") -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        found.append(Hostile(name, lambda path, raw=raw: path.write_bytes(raw), said))

    def form(name: str, said: str | None, **changes: object) -> None:
        data(name, sealed(whole, **({"student": name.removesuffix(".json")} | changes)), said)

    def answered(name: str, value: object, said: str | None = "the answer does not fit", item: str = "1.2") -> None:
        form(name, said, answers={item: {"value": value, "saved_at": SAVED_AT}})

    for part in (1, 2, 10, len(text) // 2, len(text) - 1):
        data(f"cut-{part}.json", text[:part])
    data("empty.json", b"")
    data("spaces.json", b" \n\t ")
    data("zeros.json", b"\x00" * 1000)
    data("noise.json", bytes(range(256)) * 20)
    data("large.json", b" " * (LARGEST + 1), "allowed are 2,000,000")
    data("large-sheet.json", sealed(whole, answers={"1.10": {"value": "x" * LARGEST, "saved_at": SAVED_AT}}), "allowed are 2,000,000")
    data("just-small-enough.json", b"[" * LARGEST)
    data("deep-objects.json", b'{"a":' * 100_000)
    data("deep-closed.json", b"[" * 50_000 + b"]" * 50_000)
    for name, value in {"null": "null", "true": "true", "number": "17", "string": '"hello"', "list": "[]", "object": "{}", "nan": "NaN", "infinity": "-Infinity"}.items():
        data(f"only-{name}.json", value, "answer sheet")
    data("nan-inside.json", text.replace('"a"', "NaN"))
    data("infinity-inside.json", text.replace('"a"', "Infinity"))
    data("beyond-float.json", text.replace('"a"', "1e999"))
    data("digits.json", text.replace('"a"', "9" * 100_000))
    data("repeated-key.json", text.replace('"unit": "01"', '"unit": "01", "unit": "02"'))
    data("repeated-item.json", text.replace('"answers": {', '"answers": {"1.2": {"value": "b", "saved_at": ""}, '))
    data("repeated-inside.json", text.replace('"value": "a"', '"value": "a", "value": "b"'))
    data("two-sheets.json", text + text)
    data("comma.json", text[:-1] + ",}")
    data("comment.json", "// mine\n" + text)
    data("python.json", repr(whole))
    data("code.json", "import os; os.system('touch /tmp/owned')")
    data("pickle.json", b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.")
    data("yaml.json", "!!python/object/apply:os.system ['true']")
    data("entities.json", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')
    data("notebook.json", json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "an answer sheet has the fields")
    data("latin.json", text.replace("mallory", "mall\xf6ry").encode("latin-1"))
    data("utf-16.json", text.encode("utf-16"))
    data("utf-32.json", text.encode("utf-32"))
    data("cyrillic.json", text.replace("mallory", "маллори").encode("cp1251"))
    data("surrogate.json", text.replace("mallory", "\\ud800"))
    data("overlong.json", text.encode().replace(b"mallory", b"mall\xc0\xafory"))
    data("picture-inside.json", PICTURE)
    data("zip-inside.json", _archive())
    data("gzip-inside.json", gzip.compress(b"0" * 1_000_000))
    data("wrong-checksum.json", text.replace('"a"', '"b"'), "the checksum does not fit")
    data("no-checksum.json", text.replace(whole["checksum"], ""), "the checksum does not fit")
    data("checksum-number.json", json.dumps(whole | {"checksum": 7}), "the checksum does not fit")
    data("missing-field.json", json.dumps({name: value for name, value in whole.items() if name != "unit"}), "an answer sheet has the fields")
    data("further-field.json", json.dumps(whole | {"points": 37}), "an answer sheet has the fields")

    form("other-format.json", f"allowed is '{FORMAT}'", format="dualtrack-sheet-99")
    for name, value in {"number": 7, "list": [], "object": {"a": 1}, "null": None, "true": True}.items():
        form(f"unit-{name}.json", "as unit, allowed is text", unit=value)
        data(f"student-{name}.json", sealed(whole, student=value), "as student, allowed is text")
        form(f"answers-{name}.json", None if name == "object" and value == {} else "each answer has a value", answers=value)
    form("unit-none.json", "found the unit ''", unit="")
    form("unit-far.json", "found the unit '../01'", unit="../01")
    form("handed-in.json", "as handed_in", handed_in=7)
    form("bank-list.json", "as bank, allowed is text", bank=[])
    for number, student in enumerate(
        ("", ".", "..", "../escape", "..\\escape", "/etc/passwd", "C:\\x", "a/b", "a\x00b", "a\nb", "=cmd()", "+1", "-1", "@a", "<b>", "a" * 41, "ж", "\u202eevil", "a b", 'a"b', "a,b", "%2e%2e", "~", "con:")
    ):
        data(f"identifier-{number}.json", sealed(whole, student=student), "as student, allowed is an identifier")

    answered("a-number.json", 1e308)
    answered("a-list.json", [["a"]] * 1000)
    answered("an-object.json", {"a": {"b": []}})
    answered("a-null.json", None)
    answered("a-true.json", True)
    answered("a-script.json", "<script>alert(1)</script>")
    answered("a-long-number.json", "1" * 1_500_000 + "x", item="1.8")
    answered("a-huge-integer.json", 10**4000, item="1.8")
    answered("a-negative.json", -(10**30), item="1.8")
    answered("a-deep-value.json", _deep(400), item="1.8")
    answered("all-letters.json", ["a"] * 100_000, item="1.1")
    answered("long-order.json", list("abcde") * 50_000, item="1.4")
    answered("too-long-text.json", "x" * 20_001, item="1.10")
    answered("a-page.json", '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;{{ 7*7 }}{% raw %}[[the text]]', None, item="1.10")
    answered("a-formula.json", "=HYPERLINK(\"http://example.org\",\"x\")\n@SUM(1)\t\x00\x1b[31m\u202e", None, item="1.10")
    form("unknown-item.json", "does not have: 9.9", answers={"9.9": {"value": "a", "saved_at": SAVED_AT}, "__proto__": {"value": 1, "saved_at": 1}})
    form("an-older-bank.json", "Answered to version <b>", bank="<b>")
    form("no-saved-at.json", "each answer has a value", answers={"1.2": {"value": "a"}})
    form("points-inside.json", "each answer has a value", answers={"1.2": {"value": "b", "saved_at": "", "points": 37}})

    data("mark-first.json", b"\xef\xbb\xbf" + sealed(whole, student="mark-first"), None)
    data("windows.json", json.dumps(json.loads(sealed(whole, student="windows")), indent=1).replace("\n", "\r\n"), None)
    data("CAPITALS.JSON", sealed(whole, student="CAPITALS"), None)
    data("marks.zip", _archive(), "not an answer sheet")
    data("marks.tar.gz", gzip.compress(b"x"), "not an answer sheet")
    data("photo.png", PICTURE, "not an answer sheet")
    data("photo.jpg", b"\xff\xd8\xff\xe0", "not an answer sheet")
    data("notes.txt", "hello", "not an answer sheet")
    data("no-ending", text, "not an answer sheet")
    data("run.py", "raise SystemExit", "not an answer sheet")
    data("conftest.py", "raise SystemExit", "not an answer sheet")
    found.append(Hostile("a-folder.json", Path.mkdir, "not an answer sheet"))
    found.append(Hostile("folder", lambda path: (path / "x").mkdir(parents=True), "not an answer sheet"))
    if sys.platform != "win32":
        for name in ("=cmd().json", "+1.json", '"quoted", comma.json', "new\nline.json", "turned\u202enosj.json", "<script>.json", "--help.json"):
            data(name, "{}", "an answer sheet has the fields")
        secret = outside / "secret.json"
        found.append(Hostile("link.json", lambda path: path.symlink_to(secret), "not an answer sheet"))
        found.append(Hostile("dead-link.json", lambda path: path.symlink_to(outside / "nothing"), "not an answer sheet"))
        found.append(Hostile("own-link.json", lambda path: path.symlink_to(path.name), "not an answer sheet"))
        found.append(Hostile("folder-link.json", lambda path: path.symlink_to(outside, target_is_directory=True), "not an answer sheet"))
        found.append(Hostile("endless.json", lambda path: path.symlink_to("/dev/zero"), "not an answer sheet"))
        found.append(Hostile("pipe.json", os.mkfifo, "not an answer sheet"))
    return found


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../escape.json", "{}")
    return file.getvalue()


def _deep(levels: int) -> object:
    value: object = "a"
    for _level in range(levels):
        value = [value]
    return value
