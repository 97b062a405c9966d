"""Quotations of a paragraph: marks paired by kind, nested, recovered where one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.types import Quotation, Span

_CLOSER = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "„": "“", "﹁": "﹂"}
_MARK = re.compile("[“”‘’\"'「」『』«»﹁﹂]")
_FULLWIDTH = str.maketrans({"＂": '"', "＇": "'"})


def find_quotations(text: str, offset: int = 0) -> tuple[Quotation, ...]:
    """Quotations of one paragraph, outermost only, in order; ``offset`` is added to every position.

    Apostrophes and feet are not marks. A curly opener may be closed by a straight mark; a second opener of the same
    kind closes the first where no closer follows. An unclosed quotation ends with the paragraph, ``closed`` False.

    >>> [q.inner.of("He said “no” and 'yes, it's on'.") for q in find_quotations("He said “no” and 'yes, it's on'.")]
    ['no', "yes, it's on"]
    """
    return tuple(_outermost(_pairs(text.translate(_FULLWIDTH)), offset))


def _outermost(pairs: list[tuple[int, int, bool]], offset: int) -> Iterator[Quotation]:
    last = -1
    for start, end, closed in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if start < last:
            continue
        last = end
        inner = Span(start + 1 + offset, max(start + 1, end - closed) + offset)
        yield Quotation(Span(start + offset, end + offset), inner, closed)


def _pairs(text: str) -> list[tuple[int, int, bool]]:
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text)]
    marks = [(at, mark) for at, mark in marks if not _apostrophe(text, at, mark)]
    found: list[tuple[int, int, bool]] = []
    stack: list[tuple[int, str]] = []
    for index, (at, mark) in enumerate(marks):
        depth = _closes(text, marks, index, stack)
        if depth is not None:
            start, _ = stack[depth]
            del stack[depth:]
            found.append((start, at + 1, True))
        elif mark in _CLOSER or (mark in "\"'" and _opens(text, at)):
            stack.append((at, mark))
    if stack and stack[0][1] not in "'‘":  # a lone single mark is more likely an apostrophe
        start = stack[0][0]
        later = [other for other, _, _ in found if other > start]
        end = min(later, default=len(text))
        found.append((start, max(start + 1, len(text[:end].rstrip())), False))
    return found


def _closes(text: str, marks: list[tuple[int, str]], index: int, stack: list[tuple[int, str]]) -> int | None:
    """The place in the stack of the opener that this mark closes."""
    at, mark = marks[index]
    for depth in range(len(stack) - 1, -1, -1):
        opener = stack[depth][1]
        if opener in "\"'":
            if mark == opener and at > stack[depth][0] + 1 and not _only_opens(text, at):
                return depth
            if mark == "”" and opener == '"':
                return depth
            continue
        if mark == _CLOSER[opener]:
            return depth
        if mark == '"' and opener == "“" and not _opens(text, at):
            return depth
        if mark == opener and _next_of_kind(marks, index, opener) != _CLOSER[opener]:
            return depth  # “A“ … “B”: the second opener was meant to close
    return None


def _next_of_kind(marks: list[tuple[int, str]], index: int, opener: str) -> str:
    kinds = (opener, _CLOSER[opener])
    return next((mark for _, mark in marks[index + 1 :] if mark in kinds), "")


def _apostrophe(text: str, at: int, mark: str) -> bool:
    if mark not in "'’‘":
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "‘":
        return before.isalnum() and before.isascii() and after.isalnum()
    if before.isalnum() and after.isalnum() and (before.isascii() or after.isascii()):
        return True  # don't
    return mark == "'" and before.isdigit()


def _only_opens(text: str, at: int) -> bool:
    """A straight mark that a space precedes and none follows."""
    return text[at - 1].isspace() and at + 1 < len(text) and not text[at + 1].isspace()


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace():
        return False
    return (
        before.isspace()
        or before in "([{—–-:：,，。、“‘「/"
        or (not before.isascii() and not before.isspace() and before not in "”’」』")
    )
