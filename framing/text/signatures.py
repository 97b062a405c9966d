"""Who signs: names beside the title, above the first paragraph and under the last, and what is said there of who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.text.byline import find_authors, names_an_outlet
from framing.text.looks import NAME_WORDS, OPENING_MARKS, Line, reads_as
from framing.types import ZoneKind

_FOOT_LINES = 5
# Several outlets or an outlet and a section in one line.
_PARTS = re.compile(r"\s*[·|｜•,]\s*")
# Lines of a byline that stand between title and date; lines at the end of an article that may say who wrote it.
_BYLINE_LINES, _BIO_LINES, _BIO_WORDS = 3, 4, 60
_NAMES = ("short", "junk")


def mark_bylines(lines: Sequence[Line], kinds: list[ZoneKind], core: range, language: str) -> list[ZoneKind]:
    """A short line between title and date, after a bare label (``来源：``), or a name at the foot belongs to the byline."""
    marked = list(kinds)
    for i in range(1, len(lines)):
        if marked[i] not in ("boilerplate", "heading") or lines[i].words > NAME_WORDS or lines[i].look not in _NAMES:
            continue
        if core and i >= core.stop and lines[i].look == "short":
            foot = lines[core.stop : i + 1]
            if (
                len(foot) <= _FOOT_LINES
                and not any(line.look in ("tail", "comments", "reply") for line in foot)
                and _signs(lines[i], language)
            ):
                marked[i] = "byline"
            continue
        label = marked[i - 1] == "byline" and lines[i - 1].text.endswith((":", "：", "|"))
        beside = marked[i - 1] in ("title", "byline") and i < core.start
        outlet = beside and any(map(names_an_outlet, _PARTS.split(lines[i].plain)))
        if lines[i].look == "junk" and not outlet:
            continue
        signed = marked[i - 1] == "byline" and _signs(lines[i], language)
        lone = beside and (signed or reads_as("lone_name", lines[i].folded, language))
        below = marked[i - 1] in ("title", "heading", "byline") and _dated_below(lines, marked, i)
        if label or outlet or lone or below:
            marked[i] = "byline"
    return marked


def _dated_below(lines: Sequence[Line], marked: Sequence[ZoneKind], i: int) -> bool:
    """Whether only a few short lines stand between a line and one of the byline below it."""
    for j in range(i + 1, min(i + _BYLINE_LINES + 1, len(lines))):
        if marked[j] != "boilerplate" or lines[j].look != "short" or lines[j].words > NAME_WORDS:
            return marked[j] == "byline" and lines[i].plain[:1] not in OPENING_MARKS
    return False


def mark_bios(lines: Sequence[Line], kinds: list[ZoneKind], core: range) -> list[ZoneKind]:
    """What is said at the end of an article of who wrote it, by the name that its byline has, is no part of it."""
    marked = list(kinds)
    ends = [i for i in core[1:][-_BIO_LINES:] if marked[i] == "body" and lines[i].words < _BIO_WORDS]
    bylines = [line.plain for line, kind in zip(lines, kinds, strict=True) if kind == "byline"] if ends else []
    names = tuple(name for line in bylines for name in find_authors(line))
    for i in ends:
        if names and lines[i].plain.startswith(names):
            marked[i] = "boilerplate"
    return marked


def _signs(line: Line, language: str) -> bool:
    """Whether a line under the article is the name of who wrote it, in a language whose press signs so."""
    if not reads_as("signature", line.folded, language):
        return False
    names = line.plain.split("(")[0]
    return all(word[:1].isupper() for word in names.split() if word[:1].isalpha())
