"""Quotations of a paragraph: marks paired by kind, nested, recovered where one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from framing.text.marks import places_of
from framing.types import Quotation, Span

# German and Czech close a low mark with the high opener, Polish and Vietnamese writers with the high closer; a mark that was
# typed the wrong way round (”…“) is closed by either.
_CLOSER: Final = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "«": "»",
    "‹": "›",
    "„": "“”",
    "‚": "‘’",
    "”": "“”",
    "﹁": "﹂",
}
_ASCII_MARKS: Final = ('"', "'", "`")
_MARKS: Final = (*_ASCII_MARKS, *"“”„‘’‚「」『』«»‹›﹁﹂")
_AND: Final = frozenset({"'n'", "’n’", "‘n’"})
_APOSTROPHES: Final = frozenset("'’‘")
_SINGLE: Final = frozenset("'‘‚‹『")
_FULLWIDTH: Final = str.maketrans({"＂": '"', "＇": "'"})
_DOUBLED: Final = ("'", "`")

# Quotations are not nested deeper, and a mark does not wait longer for its fellow, so that time stays linear.
_DEEP, _FAR = 12, 60

_Mark = tuple[int, str, int]  # offset, kind, width


def marks_in(text: str) -> tuple[str, ...]:
    """The kinds of marks that a text holds, so that its paragraphs are not searched for others."""
    return tuple([mark for mark in (_ASCII_MARKS if text.isascii() else _MARKS) if mark in text])


def find_quotations(text: str, offset: int = 0, marks: Sequence[str] = _MARKS) -> tuple[Quotation, ...]:
    """Quotations of one paragraph, outermost only, in order; ``offset`` is added to every position; ``marks`` are the kinds that
    there may be.

    Apostrophes and feet are not marks. A curly opener may be closed by a straight mark; a second opener of the same
    kind closes the first where no closer follows. An unclosed quotation ends with the paragraph, ``closed`` False.

    >>> [q.inner.of("He said “no” and 'yes, it's on'.") for q in find_quotations("He said “no” and 'yes, it's on'.")]
    ['no', "yes, it's on"]
    """
    wide = "＂" in text or "＇" in text
    pairs = _pairs(text.translate(_FULLWIDTH), _MARKS) if wide else _pairs(text, marks)
    return tuple(_outermost(pairs, offset)) if pairs else ()


_STOPS: Final = ",.!?，。！？"


def lone_closer(text: str, opened: Quotation, here: Span) -> int:
    """Where a paragraph closes the quotation that the one before it left open, no mark of its kind before; -1 where it does not."""
    opener = text[opened.span.start]
    found = [at for closer in _CLOSER.get(opener, opener) if (at := text.find(closer, here.start, here.end)) >= 0]
    if not found or opener in _SINGLE or text.find(opener, here.start, min(found)) >= 0:
        return -1
    shut = min(found)
    ends = not text[shut + 1 : here.end].strip() or text[shut - 1] in _STOPS or text[shut + 1] in _STOPS
    return shut if ends and shut > here.start else -1


def _outermost(pairs: list[tuple[int, int, int, int]], offset: int) -> Iterator[Quotation]:
    last = -1
    for start, opened, shut, end in sorted(pairs, key=lambda pair: (pair[0], -pair[3])):
        if start < last:
            continue
        last = end
        inner = Span(opened + offset, max(opened, shut) + offset)
        yield Quotation(Span(start + offset, end + offset), inner, shut < end)


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Start, end of the opening mark, start of the closing mark, end; the last two are equal where it is missing."""
    marks: list[_Mark] = []
    after = 0
    for at in places_of(kinds, text):
        mark = text[at]
        if at < after:
            continue  # the second of a double mark
        if mark in _DOUBLED and text[at + 1 : at + 2] == mark:
            marks.append((at, '"', 2))
            after = at + 2
        elif mark != "`" and (mark not in _APOSTROPHES or not _apostrophe(text, at, mark)):
            marks.append((at, mark, 1))
    found: list[tuple[int, int, int, int]] = []
    stack: list[_Mark] = []
    for index, (at, mark, width) in enumerate(marks):
        depth = _closes(text, marks, index, stack) if stack else None
        if depth is not None:
            start, _, opened = stack[depth]
            del stack[depth:]
            found.append((start, start + opened, at, at + width))
        elif _begins(text, at, mark, width, inside=bool(stack)) or (not stack and _misplaced(text, marks, index)):
            stack.append((at, mark, width))
    if stack and stack[0][1] not in "'‘":  # a lone single mark is more likely an apostrophe
        start, opener, opened = stack[0]
        # Single marks inside it are a quotation within; another of its own kind begins after it.
        later = [
            other[0] for other in found if other[0] > start and (opener in _SINGLE or text[other[0]] not in _SINGLE)
        ]
        end = max(start + opened, len(text[: min(later, default=len(text))].rstrip()))
        found.append((start, start + opened, end, end))
    return found


def _begins(text: str, at: int, mark: str, width: int, *, inside: bool) -> bool:
    if mark == "”":  # typed the wrong way round: the first mark of all, not right behind a word, and one to close it
        first = at > 0 and text.find("”", 0, at) < 0 and text.find("“", 0, at) < 0
        return first and not inside and not _follows_word(text, at) and _opens(text, at, width)
    return mark in _CLOSER or (mark in "\"'" and _opens(text, at, width))


def _misplaced(text: str, marks: list[_Mark], index: int) -> bool:
    """Whether a straight mark that closes nothing opens what follows: stuck to the sentence before (``It fell." We lost it,"
    she said``), or right behind the mark that closes it (``"It fell.""We lost it."``).
    """
    at, mark, width = marks[index]
    if mark != '"' or not at or index + 1 >= len(marks) or marks[index + 1][1] != '"':
        return False
    behind, shut = text[at + width : at + width + 2], marks[index + 1][0]
    if text[at - 1] == '"':
        return behind[:1].isalnum()
    stuck = text[at - 1] in ".!?" and behind[:1] == " " and behind[1:].isupper()
    return stuck and text[shut - 1] in _STOPS and not _opens(text, shut, 1)


def _closes(text: str, marks: list[_Mark], index: int, stack: list[_Mark]) -> int | None:
    """The place in the stack of the opener that this mark closes."""
    at, mark, width = marks[index]
    if mark in "'’" and _possessive(text, marks, index):
        return None
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEP), -1):
        start, opener, opened = stack[depth]
        if opener in "\"'":
            if mark == opener and at > start + opened and not _only_opens(text, at, width):
                return depth
            if opener == '"' and (mark == "”" or (mark == "“" and _ends_clause(text, marks, index))):
                return depth
            continue
        if mark in _CLOSER[opener]:
            return depth
        if mark == '"' and opener == "“" and not _opens(text, at, width):
            return depth
        following = _next_of_kind(marks, index, opener) if mark == opener else "-"
        if mark == opener and (not following or following not in _CLOSER[opener]):
            return depth  # “A“ … “B”: the second opener was meant to close
    return None


def _ends_clause(text: str, marks: list[_Mark], index: int) -> bool:
    """Whether an opening mark stands where one closes: behind a comma or full stop, with no closer to come."""
    at, mark, _ = marks[index]
    return text[at - 1] in ",.!?，。！？" and _next_of_kind(marks, index, mark) != _CLOSER[mark]


def _next_of_kind(marks: list[_Mark], index: int, opener: str) -> str:
    kinds = opener + _CLOSER[opener]
    return next((mark for _, mark, _ in marks[index + 1 : index + _FAR] if mark in kinds), "")


def _possessive(text: str, marks: list[_Mark], index: int) -> bool:
    """The growers’ hall: an s before it, a small letter after it, and a better closer to come."""
    at, mark, _ = marks[index]
    if text[at - 1 : at] != "s" or not re.match(r" [a-z]", text[at + 1 : at + 3]):
        return False
    opener = "‘" if mark == "’" else mark
    for later, other, _ in marks[index + 1 : index + _FAR]:
        if other == mark and text[later - 1] in ",.!?":
            return True
        if other == opener:
            return False
    return False


def _follows_word(text: str, at: int) -> bool:
    """Whether a mark stands right behind a word or a stop, where none opens."""
    before = text[at - 1] if at else " "
    return not (before.isspace() or before in "：:，,（(")


def _apostrophe(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "‘":
        return before.isalnum() and before.isascii() and after.isalnum()
    if before.isalnum() and after.isalnum() and (before.isascii() or after.isascii()):
        return True  # don't
    if not _AND.isdisjoint((text[at : at + 3].lower(), text[max(0, at - 2) : at + 1].lower())):
        return True  # rock 'n' roll
    return mark == "'" and before.isdigit()


def _only_opens(text: str, at: int, width: int) -> bool:
    """A straight mark that a space precedes and none follows."""
    after = text[at + width : at + width + 1]
    return text[at - 1].isspace() and bool(after) and not after.isspace()


def _opens(text: str, at: int, width: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + width : at + width + 1] or " "
    if after.isspace():
        return False
    return (
        before.isspace()
        or before in "([{—–-:：,，。、“‘「/"
        or (not before.isascii() and not before.isspace() and before not in "”’」』")
    )
