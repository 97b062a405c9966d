"""Numbers with their units, years and days of the year, in the writing of each language, as values that are the same in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.text.languages import Language
from framing.text.spans import fold
from framing.types import Span

_SMALLEST = 10
"""A bare number below this says little: two, three and four stand in every article."""
_YEARS = range(1900, 2100)
_DAYS = 31
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: ``value`` in ``unit`` (``%``, a currency code, ``km``, ``year`` …; empty for a bare number).

    ``kind`` is ``number``, ``year`` (value the year) or ``date`` (value month × 100 + day). Spans are offsets into the
    text that was read.
    """

    span: Span
    kind: str
    value: float
    unit: str

    @property
    def key(self) -> str:
        """The same in every language: ``90 %``, ``12000000000 USD``, ``10-14``, ``2010``."""
        if self.kind == "date":
            return f"{int(self.value) // 100:02d}-{int(self.value) % 100:02d}"
        written = str(int(self.value)) if self.value.is_integer() else f"{self.value:.10g}"
        return f"{written} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class _Writing:
    """The numbers file of a language, compiled."""

    part: re.Pattern[str]
    after: re.Pattern[str]
    before: Mapping[str, str]
    units: Mapping[str, str]
    values: Mapping[str, float]
    multipliers: Mapping[str, float]
    scales: Mapping[str, float]
    joiner: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    clocks: tuple[re.Pattern[str], ...]
    decimal: str
    group: str
    spaced: bool
    ordinal_before: re.Pattern[str]
    ordinal_after: re.Pattern[str]
    vague: frozenset[str]


@cache
def _writing(language: Language) -> _Writing:
    data: dict[str, Any] = read_toml(data_root("lexicons") / language.code / "numbers.toml")
    words = {**data["values"], **data["multipliers"], **data["scales"]}
    edge = r"(?<![^\W\d_])" if language.spaced else ""
    end = r"(?![^\W\d_])" if language.spaced else ""
    joiners = _any(data["joiners"])
    words_only = f"(?!(?:{_any(data['not_units'])}){end})" if data.get("not_units") else ""  # 14 đồng phạm
    blank = r"[ \u00a0-]" if language.spaced else r" ?"
    months = [f"(?P<m{number}>{month})" for number, month in enumerate(data["dates"]["months"], 1)]
    written = f"(?<![a-z])(?:{'|'.join(months)})"
    return _Writing(
        part=re.compile(rf"\d+(?:[.,]\d+)*|{edge}(?:{_any(words)}){end}"),
        after=re.compile(rf" ?-?{words_only}(?:{_any(data['after'])}){end}"),
        before=data["before"],
        units=data["after"],
        values=data["values"],
        multipliers=data["multipliers"],
        scales=data["scales"],
        joiner=re.compile(rf"{blank}?(?:(?:{joiners}){blank}?)?"),
        dates=tuple(re.compile(pattern.replace("MONTH", written)) for pattern in data["dates"]["patterns"]),
        clocks=tuple(map(re.compile, data["clocks"])),
        decimal=data["decimal"],
        group=data["group"],
        spaced=language.spaced,
        ordinal_before=re.compile(rf"{edge}(?:{_any(data['ordinal_before'])}){' ' if language.spaced else ''}$"),
        ordinal_after=re.compile(rf"(?:{_any(data['ordinal_after']) or '(?!)'}){end}"),
        vague=frozenset(data["vague"]),
    )


def _any(forms: Sequence[str] | Mapping[str, Any]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def find_quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Numbers, years and dates of a text, in order; bare numbers below ten and times of the day are left out.

    >>> from framing.text.languages import language_of
    >>> texts = {"en": "nearly $12 billion on Feb. 2", "zh-Hans": "2月2日，近120亿美元", "vi": "2/2: gần 12 tỷ USD"}
    >>> [[q.key for q in find_quantities(text, language_of(tag))] for tag, text in texts.items()]
    [['12000000000 USD', '02-02'], ['02-02', '12000000000 USD'], ['02-02', '12000000000 USD']]
    """
    writing, folded = _writing(language), fold(text, language.refine)
    found = list(_dates(folded.text, writing))
    taken = [quantity.span for quantity in found]
    taken += [Span(*match.span()) for pattern in writing.clocks for match in pattern.finditer(folded.text)]
    for quantity in _numbers(folded.text, writing):
        if not any(quantity.span.meets(span) for span in taken):
            found.append(quantity)
    placed = (
        Quantity(folded.original(q.span.start, q.span.end), q.kind, q.value, q.unit)
        for q in sorted(found, key=lambda q: q.span)
    )
    return tuple(placed)


def _dates(text: str, writing: _Writing) -> Iterator[Quantity]:
    for pattern in writing.dates:
        for match in pattern.finditer(text):
            named = match.groupdict()
            month = int(named.get("month") or 0) or next(
                (int(name[1:]) for name, value in named.items() if value and name[0] == "m" and name[1:].isdigit()), 0
            )
            day = int(named["day"])
            if 1 <= month <= _MONTHS and 1 <= day <= _DAYS:
                yield Quantity(Span(*match.span()), "date", 100 * month + day, "")


def _numbers(text: str, writing: _Writing) -> Iterator[Quantity]:
    at = said = 0
    while match := writing.part.search(text, at):
        start, parts, at = match.start(), [match.group()], match.end()
        while True:
            join = writing.joiner.match(text, at)
            following = writing.part.match(text, join.end() if join else at)
            if following is None or not _joins(parts[-1], following.group(), at, following.start(), writing):
                break
            parts.append(following.group())
            at = following.end()
        value = _value(parts, writing)
        unit, begin = _unit_before(text, start, writing)
        if begin < said:  # the unit of the number before: 60 triệu USD một năm
            unit, begin = "", start
        after = writing.after.match(text, at)
        end = at
        if after is not None and (not unit or unit == writing.units[after.group().strip(" -")]):
            unit, end = writing.units[after.group().strip(" -")], after.end()
        number_end, at = at, end
        if value is None or _unsaid(text, start, parts, writing):
            continue
        if _is_guess(text, start, number_end, parts, writing) or (not unit and _is_place(text, start, end, writing)):
            continue
        said = at
        plain_year = len(parts) == 1 and parts[0].isdigit() and len(parts[0]) == 4 and int(value) in _YEARS
        if plain_year and unit in ("", "year"):
            yield Quantity(Span(begin, number_end), "year", value, "")
        elif unit or value >= _SMALLEST:
            yield Quantity(Span(begin, end), "number", value, unit)


_FAR = 12
"""Characters before a number that are looked at."""


def _is_guess(text: str, start: int, end: int, parts: Sequence[str], writing: _Writing) -> bool:
    """A round number with none before it: hàng trăm, 数百, 百年; a ten with a word for some beside it: 十多年."""
    if len(parts) != 1 or parts[0] not in writing.multipliers:
        return False
    beside = text[max(0, start - 1) : start], text[end : end + 1]
    return writing.multipliers[parts[0]] > _SMALLEST or not writing.vague.isdisjoint(beside)


def _is_place(text: str, start: int, end: int, writing: _Writing) -> bool:
    """A day of the month or a place in an order counts nothing: 24日, ngày 24, No. 12."""
    before = writing.ordinal_before.search(text[max(0, start - _FAR) : start])
    return before is not None or writing.ordinal_after.match(text, end) is not None


def _joins(last: str, following: str, end: int, start: int, writing: _Writing) -> bool:
    """Whether two parts make one number: a scale or multiplier after anything, a word after a word."""
    if following in writing.multipliers or following in writing.scales:
        return True
    if following[0].isdigit():
        return last in writing.scales and start == end and not writing.spaced  # 3万5000
    return not last[0].isdigit()


def _value(parts: Sequence[str], writing: _Writing) -> float | None:
    """The value of the parts of a number: digits times multipliers, times scales, added up; None for a broken one.

    A multiplier with nothing before it is itself (十二 is 12); words side by side are added (twenty-one).
    """
    total, current, digits = 0.0, 0.0, 0.0
    for part in parts:
        if part in writing.scales:
            current += digits
            if not total and not current:
                return None  # "million" alone
            total, current, digits = total + (current or 1) * writing.scales[part], 0.0, 0.0
        elif part in writing.multipliers:
            current, digits = current + (digits or 1) * writing.multipliers[part], 0.0
        elif part in writing.values:
            digits += writing.values[part]
        else:
            number = _digits(part, writing)
            if number is None:
                return None
            digits += number
    return total + current + digits


def _digits(written: str, writing: _Writing) -> float | None:
    """The value of digits with separators; None where they do not fit (a version, a list)."""
    if writing.group in written:
        first, *groups = written.split(writing.decimal)[0].split(writing.group)
        if not (1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)):
            swapped = written.count(writing.group) == 1 and writing.decimal not in written
            return float(written.replace(writing.group, ".")) if swapped else None  # 8.5 tỷ, written as in English
    plain = written.replace(writing.group, "").replace(writing.decimal, ".")
    return float(plain) if plain.count(".") < 2 else None


def _unit_before(text: str, start: int, writing: _Writing) -> tuple[str, int]:
    for form in sorted(writing.before, key=len, reverse=True):
        begin = start - len(form)
        if begin >= 0 and text.startswith(form, begin):
            return writing.before[form], begin
        if begin >= 1 and text.startswith(form + " ", begin - 1):
            return writing.before[form], begin - 1
    return "", start


def _unsaid(text: str, start: int, parts: Sequence[str], writing: _Writing) -> bool:
    """Digits that are part of a word (B52, COVID-19), scales that stand for no number, the 百 of 百分之."""
    if parts[0][0].isdigit():
        before = text[max(0, start - 2) : start]
        return (before[-1:].isalpha() and (writing.spaced or before.isascii())) or (
            before[-1:] == "-" and before[:1].isalpha()
        )
    if any(form.startswith(parts[0]) and text.startswith(form, start) for form in writing.before):
        return True
    return all(part in writing.scales for part in parts)
