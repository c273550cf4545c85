"""How numbers, days and long texts are said, in figures, tables and prose alike."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

import pandas as pd

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def percent(share: float | None, digits: int = 1) -> str:
    """A share from 0 to 1 in words.

    >>> percent(0.7873), percent(None), percent(0.5, 0)
    ('78.7 %', 'no votes', '50 %')
    """
    return "no votes" if share is None or pd.isna(share) else f"{100 * share:.{digits}f} %"


WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """A small count as a word.

    >>> in_words(6), in_words(13)
    ('six', '13')
    """
    return WORDS[count] if 0 <= count < len(WORDS) else f"{count:,}"


def listed(names) -> str:
    """Names as a list in words.

    >>> listed(["Russia", "Ukraine", "China"]), listed(["Russia"]), listed([])
    ('Russia, Ukraine and China', 'Russia', '')
    """
    names = [str(name) for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def span(first: int, last: int) -> str:
    """A run of years.

    >>> span(2014, 2021), span(2014, 2014)
    ('2014–2021', '2014')
    """
    return str(first) if first == last else f"{first}–{last}"


def signed(value: float) -> str:
    """A number that may be below 0, with a true minus sign.

    >>> signed(-0.361), signed(0.5), signed(-0.001)
    ('−0.36', '0.50', '0.00')
    """
    return f"{round(value, 2) + 0:.2f}".replace("-", "−")


def month_name(day: date) -> str:
    """The month of a day (a date or a Timestamp), in English whatever the computer speaks.

    >>> month_name(date(2024, 7, 13))
    'July'
    """
    return MONTHS[day.month - 1]


def day_in_words(day: date) -> str:
    """A day (a date or a Timestamp) as prose has it.

    >>> day_in_words(pd.Timestamp("2024-07-13"))
    '13 July 2024'
    """
    return f"{day.day} {month_name(day)} {day.year}"


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words where it is longer.

    >>> shortened("Belarus and Ukraine share a border that is 1,084 km long, which is a lot of it.", 60)
    'Belarus and Ukraine share a border that is 1,084 km long, …'
    """
    return shorten(text, length, placeholder=" …")
