"""Words and sentences where words are set apart by spaces: shared by English and Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from framing.text.languages.base import Pairs, text_data
from framing.text.marks import places_of
from framing.text.spans import INVISIBLE, beyond_ascii

_WORD: Final = re.compile(r"[^\W_]++(?:['.\-&][^\W_]++)*+")
_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]++(?:['.\-&][A-Za-z0-9]++)*+")
# The shape of a text: a letter or digit, a mark that stands within words too, or neither. What is not in ASCII is written as
# "?" there, where it is a letter, and the marks that are none before.
_OTHER_MARKS: Final = re.compile(r"[^\w\0-\x7f]")
_SHAPES: Final = bytes(
    ord("a" if chr(c).isalnum() or c == ord("?") else "-" if chr(c) in "'.-&" else " ") for c in range(256)
)
# The marks, what closes behind them, and the blank and the first letter or digit of what follows; characters without width
# may stand between.
_END: Final = re.compile(
    rf"([.!?…][.!?…]*)([\"'”’»)\]{INVISIBLE}]*)(?:(\s[\s{INVISIBLE}]*)[\"'“‘«(\[{INVISIBLE}]*([^\W_])?)?"
)
_STOPS: Final = (".", "!", "?", "…")
_CLOSING: Final = re.compile(rf"[^{INVISIBLE}]")
_GLUED: Final = re.compile(r"[^\W\d_]{2}[.!?][A-ZÀ-Ỹ][a-zà-ỹ]")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[A-ZĐ]")
_LAST_WORD: Final = re.compile(r"[^\s\"'“”‘’(\[]+$")
_FAR: Final = 30


def words(text: str) -> Pairs:
    """Words with inner apostrophes and hyphens kept: ``don't``, ``cap-and-trade``, ``u.s``."""
    return list(map(re.Match.span, (_ASCII_WORD if text.isascii() else _WORD).finditer(text)))


def word_starts(text: str) -> bytes:
    """A byte for each character: 1 where one of the ``words`` begins, which is found without looking at each of them.

    >>> [at for at, byte in enumerate(word_starts("They don't (yet).")) if byte == 1]
    [0, 5, 12]
    """
    plain = text.replace("?", " ")
    for mark in () if text.isascii() else set(_OTHER_MARKS.findall(beyond_ascii(text))):
        plain = plain.replace(mark, " ")
    shape = b" " + plain.encode("ascii", "replace").translate(_SHAPES)
    return shape.replace(b"a-", b"aa").replace(b"-a", b" a").replace(b" a", b"\1a")[:-1]


@cache
def _abbreviations(code: str) -> frozenset[str]:
    return frozenset(text_data(code).get("abbreviations", ()))


def sentence_finder(code: str) -> Callable[[str], Pairs]:
    """A finder of sentence spans for raw text, with the abbreviations of ``lexicons/<code>/text.toml``."""

    def sentences(text: str) -> Pairs:
        abbreviations = _abbreviations(code)
        found, start = [], 0
        done = 0
        for at in places_of(_STOPS, text):
            if at < done or (match := _END.match(text, at)) is None:
                continue
            done = match.end()
            if _ends(text, match, abbreviations):
                found.append((start, match.end(2)))
                start = match.end(2) if match[3] is None else match.end(3)
        if text[start:].strip():
            found.append((start, len(text.rstrip())))
        return found

    return sentences


def _ends(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    marks, closed, blank, following = match.groups()
    if blank is None:  # the end, or a blank is missing: the year.The next
        end = match.end(2)
        glued = end == match.start() + 1 and _GLUED.match(text, max(0, match.start() - 2)) is not None
        return end == len(text) or (glued and _word_before(text, match.start()).casefold() not in abbreviations)
    if following is None:
        return not text[match.end(2) :].strip()
    if following.islower():
        return not _CLOSING.search(closed) and (
            marks[0] in "!?" or (marks == "." and _plain_word(text, match.start(), abbreviations))
        )
    if marks != ".":
        return True
    word = _word_before(text, match.start())
    initials = not (word.isalpha() and len(word) > 1) and _INITIALS.fullmatch(word)  # J. Smith, K.T. McFarland
    return not initials and word.casefold() not in abbreviations


def _word_before(text: str, at: int) -> str:
    before = text[max(0, at - _FAR) : at]
    word = before[before.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    last = _LAST_WORD.search(before)
    return last.group() if last else ""


def _plain_word(text: str, at: int, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop follows an ordinary lower-case word: it ends a sentence though a small letter follows."""
    word = _word_before(text, at)
    return len(word) > 2 and word.isalpha() and word.islower() and word not in abbreviations
