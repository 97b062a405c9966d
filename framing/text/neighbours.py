"""What a line's neighbours say of its look: items of a list, sentences that are broken over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from framing.text.looks import PROSE_WORDS, Line, announces, is_ended, is_only_date, is_prose

_COMMAS: Final = (",", "，", "、")
_LABEL_ENDS: Final = (*_COMMAS, ":", "：")
# A line of a menu may end without a mark before a small letter; so many words are running text.
_ENOUGH_WORDS: Final = 3
# Dots at the end of a line are a writer's own, unless they stand inside the line too or so many lines near it have them.
_TEASERS, _NEAR = 3, 4
_TEASER_AFTER, _TEASER_WORDS = 100, 50
_DOTS: Final = re.compile(r"\.\.\.|…")
_BROKEN: Final = frozenset({"short", "prose", "run"})


def with_neighbours(lines: Sequence[Line]) -> list[Line]:
    r"""The lines with the looks that only their neighbours tell: ``list`` and ``run`` (a line that carries on the one before).

    >>> from framing.text.looks import read_lines
    >>> [line.look for line in with_neighbours(read_lines("The ferry has stayed in port since\nthe ice became too thin."))]
    ['prose', 'run']
    """
    looks = Counter(line.look for line in lines)
    known = _without_teasers(lines) if looks["cut"] else lines
    known = _with_captions(known) if looks["aside"] else known
    known = _with_runs(known)
    known = _with_lists(known) if looks["item"] else known
    return _without_dated_teasers(known) if looks["byline"] > 1 else list(known)


def _without_dated_teasers(lines: Sequence[Line]) -> list[Line]:
    """A headline, one sentence and a bare date behind the article, which has a date of its own: the teaser of another."""
    out, dated, running = list(lines), False, 0.0
    for i, line in enumerate(lines):
        late = line.look == "byline" and dated and running >= _TEASER_AFTER and is_only_date(line)
        looks = [near.look for near in out[i - 2 : i]]
        if late and looks == ["short", "prose"] and out[i - 1].words < _TEASER_WORDS:
            out[i - 2 : i + 1] = [replace(near, look="junk") for near in out[i - 2 : i + 1]]
        dated = dated or line.look == "byline"
        running += line.words * (line.look in ("prose", "run"))
    return out


def _with_captions(lines: Sequence[Line]) -> list[Line]:
    """What stands below the bare label of a caption (it ends in a comma or colon) and is no whole sentence is its caption."""
    out = list(lines)
    for i, line in enumerate(lines[1:], 1):
        label = out[i - 1].look == "aside" and lines[i - 1].plain.endswith(_LABEL_ENDS)
        if label and line.look in _BROKEN and not is_ended(line):
            out[i] = replace(line, look="aside")
    return out


def _without_teasers(lines: Sequence[Line]) -> list[Line]:
    """Lines that end in dots: teasers cut off by a machine stand together; a single one is the writer's."""
    out = list(lines)
    for i, line in enumerate(lines):
        if line.look == "cut":
            near = sum(other.look == "cut" for other in lines[max(0, i - _NEAR) : i + _NEAR + 1])
            teaser = near >= _TEASERS or len(_DOTS.findall(line.plain)) > 1
            out[i] = replace(line, look="junk" if teaser else "prose" if is_prose(line) else "short")
    return out


def _with_lists(lines: Sequence[Line]) -> list[Line]:
    """Items under a line that ends in a colon are the article's list; a single item between paragraphs is a heading."""
    out = list(lines)
    for i, line in enumerate(lines):
        if line.look != "item":
            continue
        before = out[i - 1] if i else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        if before is not None and (announces(before) or before.look == "list"):
            out[i] = replace(line, look="list")
            if before.look == "short":
                out[i - 1] = replace(before, look="prose")
        elif before is not None and after is not None and before.look == after.look == "prose":
            out[i] = replace(line, look="short")
    return out


def _with_runs(lines: Sequence[Line]) -> list[Line]:
    """Text that was broken into lines inside its sentences is prose as a whole, if it is long enough for it."""
    out = list(lines)
    start = 0
    while start < len(lines):
        stop = start
        while stop + 1 < len(lines) and _carries_on(lines[stop], lines[stop + 1]):
            stop += 1
        if stop > start and (
            sum(line.words for line in lines[start : stop + 1]) >= PROSE_WORDS or is_ended(lines[stop])
        ):
            out[start] = replace(lines[start], look="prose")
            for i in range(start + 1, stop + 1):
                out[i] = replace(lines[i], look="run")
        start = stop + 1
    return out


def _carries_on(line: Line, after: Line) -> bool:
    """Whether a sentence goes on in the next line: after a comma, or with a small letter in the line right below."""
    if line.look not in _BROKEN or after.look not in _BROKEN or line.language != after.language:
        return False
    if line.plain.endswith(_COMMAS):
        return True
    beneath = after.number == line.number + 1 and line.words >= _ENOUGH_WORDS
    return beneath and after.plain[:1].islower() and not is_ended(line)
