"""Dates as news writes them, to ISO; a date that can be read in two ways is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from framing.text.languages.base import text_data

_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
# In running text, where other numbers stand too: 2031-03-04 and 2031/3/4, with a time after it or not.
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])")
# The republic's calendar in Taiwan counts from 1912.
_REPUBLIC = 1911


def iso_date(given: str) -> str:
    """ISO date of a date that can be read in one way only; empty for ``03/04/2031``, which could be March or April.

    >>> iso_date("2031年3月4日"), iso_date("25/12/2031"), iso_date("03/04/2031")
    ('2031-03-04', '2031-12-25', '')
    """
    if found := _YEAR_FIRST.search(given) or _EIGHT_DIGITS.fullmatch(given):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    return _year_last(given)


def find_dates(folded: str, codes: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """The whole dates in a folded line: start, end, ISO; by the wording of these languages (``lexicons/<code>/text.toml``).

    None without a year. A date that could be two has the ISO date "".

    >>> find_dates("by ada quill | jan. 5, 2031 | 4 min read", ("en",)), find_dates("thứ ba, 04/03/2031", ("vi",))
    (((15, 27, '2031-01-05'),), ((8, 18, '2031-03-04'),))
    """
    found = {(*match.span(), _of_groups(match, code)) for match, code in _matches(folded, codes)}
    read = [(start, end) for start, end, _ in found]
    for match in _YEAR_LAST.finditer(folded):
        if not any(start < match.end() and match.start() < end for start, end in read):
            found.add((*match.span(), _year_last(match.group())))
    return tuple(sorted(found))


def _matches(folded: str, codes: tuple[str, ...]) -> Iterator[tuple[re.Match[str], str]]:
    yield from ((match, "") for match in _ISO.finditer(folded))
    for code in codes:
        yield from ((match, code) for pattern in _patterns(code) for match in pattern.finditer(folded))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """The language's ``dates``; ``MONTH`` in them stands for the names of its months."""
    data = text_data(code)
    names = "|".join(f"(?:{name})" for name in data.get("months", ()))
    return tuple(re.compile(pattern.replace("MONTH", names)) for pattern in data.get("dates", ()))


def _of_groups(match: re.Match[str], code: str) -> str:
    groups = match.groupdict()
    month = groups["month"]
    if not month.isdigit():
        months = text_data(code)["months"]
        month = str(next(n for n, name in enumerate(months, 1) if re.fullmatch(name, month)))
    year = groups.get("year")
    return _iso(int(year) if year else int(groups["republic"]) + _REPUBLIC, int(month), int(groups["day"]))


def _year_last(given: str) -> str:
    if found := _YEAR_LAST.search(given):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first > 12 or first == second:
            return _iso(year, second, first)
        if second > 12:
            return _iso(year, first, second)
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
