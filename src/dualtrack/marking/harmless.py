"""Text from files that others wrote, made harmless for terminals, pages and spreadsheets."""

from __future__ import annotations

import re

# Control characters but line feed and tab, lone surrogates, and the marks that turn the direction of text round.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# What a spreadsheet takes as the beginning of a formula, also in full width (OWASP, CSV Injection).
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
SHOWN = 80


def clean(text: object) -> str:
    """Text without unseen characters; a Windows line end becomes a plain one.

    >>> clean("a\\x1b[31mb\\u202ec\\r\\nd")
    'a[31mbc\\nd'
    """
    text = str(text)
    return text if text.isascii() and text.isprintable() else UNSEEN.sub("", text.replace("\r\n", "\n"))


def brief(text: object, length: int = SHOWN) -> str:
    """Clean text in one line, shortened, for messages.

    >>> brief("one\\ntwo " + "x" * 100, 12)
    'one two xxx…'
    """
    line = " ".join(clean(str(text)[: 4 * length]).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def cell(value: object) -> str:
    """A value as a cell of a CSV file that no spreadsheet takes for a formula: an apostrophe is set before what looks like one.

    >>> cell("=cmd()"), cell(" @SUM(A1)"), cell(2.5), cell("s-17")
    ("'=cmd()", "' @SUM(A1)", '2.5', 's-17')
    """
    text = clean(value)
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
