"""Text in the columns of a terminal, 80 wide, where a Chinese character takes two: clipped, wrapped, in tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import tabulate as tabulate_module
from tabulate import tabulate
from wcwidth import wcswidth

tabulate_module.MIN_PADDING = 0  # headers need no wider columns than their words: eight fit 80 columns
WIDTH = 80
_LEAST_HEAD = 8


def by_group(title: str, body: Sequence[Sequence[object]], head: Sequence[str], names: Sequence[str]) -> str:
    """A table whose last columns are groups: all side by side where they fit, else in tables of the same size below it."""
    if not body:
        return ""
    widths = [max(wcswidth(str(cell)) for cell in column) for column in zip(*body, strict=True)]
    first = len(head)
    room = WIDTH - sum(max(w, len(h)) + 2 for w, h in zip(widths, head, strict=False))
    size = _abreast([max(w, min(wcswidth(n), _LEAST_HEAD)) for w, n in zip(widths[first:], names, strict=True)], room)
    tables = []
    for start in range(0, len(names), size):
        shown = slice(first + start, first + start + size)
        heads = _heads(names[start : start + size], widths[shown], room)
        tables.append(table(title if not start else "", [[*row[:first], *row[shown]] for row in body], [*head, *heads]))
    return "\n".join(tables)


def _abreast(widths: Sequence[int], room: int) -> int:
    """How many columns of these widths stand side by side, in the fewest rows of columns that the room has place for."""
    for rows in range(1, len(widths)):
        size = -(-len(widths) // rows)
        if all(sum(widths[n : n + size]) + 2 * (size - 1) <= room for n in range(0, len(widths), size)):
            return size
    return 1


def _heads(names: Sequence[str], widths: Sequence[int], room: int) -> list[str]:
    """Names of columns of these widths; where all do not fit the room, the longest are clipped."""
    left, clipped = room + 2, list(names)
    for done, place in enumerate(sorted(range(len(names)), key=lambda place: wcswidth(names[place]))):
        share = max(left // (len(names) - done) - 2, widths[place], 1)
        clipped[place] = clip(names[place], share)
        left -= max(wcswidth(clipped[place]), widths[place]) + 2
    return clipped


def table(title: str, body: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Rows under their heads, below a title; empty where there is no row."""
    if not body:
        return ""
    return f"{title}\n{tabulate(body, headers=head, tablefmt='simple', disable_numparse=True, stralign='left')}"


def number(value: float | None) -> str:
    """Three digits that count; an en dash where there is none.

    >>> number(0.01234), number(434.51), number(None)
    ('0.012', '435', '–')
    """
    if value is None:
        return "–"
    return f"{value:.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3}f}"


def wrapped(text: str, indent: str) -> str:
    """The text in lines of at most ``WIDTH`` terminal columns, all but the first indented."""
    lines = textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(part for line in lines for part in _folded(line, indent))


def _folded(line: str, indent: str) -> Iterator[str]:
    """A line whose wide characters run over the width, in pieces that do not."""
    while wcswidth(line) > WIDTH:
        cut = len(clip(line, WIDTH)) - 1
        yield line[:cut]
        line = indent + line[cut:].lstrip()
    yield line


def printable(text: str) -> str:
    """The text with a blank for each character that a terminal obeys or cannot show."""
    return "".join(char if char.isprintable() else " " for char in text)


def clip(text: str, width: int) -> str:
    """The text in at most ``width`` terminal columns, an ellipsis where it was cut.

    >>> clip("经济胁迫与供应链", 9)
    '经济胁迫…'
    """
    text = printable(text)
    if wcswidth(text) <= width:
        return text
    while text and wcswidth(text) > width - 1:
        text = text[:-1]
    return text + "…"
