"""Words and sentences where words are set apart by spaces: shared by English and Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from framing.text.languages.base import Pairs, text_data

_WORD = re.compile(r"[^\W_]++(?:['.\-&][^\W_]++)*+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*")
_GLUED = re.compile(r"[^\W\d_]{2}[.!?][A-ZÀ-Ỹ][a-zà-ỹ]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[A-ZĐ]")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’(\[]+$")
_BLANK = re.compile(r"\s+")
_NEXT_STARTS = re.compile(r"\s+[\"'“‘«(\[]*[^\W_]")


def words(text: str) -> Pairs:
    """Words with inner apostrophes and hyphens kept: ``don't``, ``cap-and-trade``, ``u.s``."""
    return list(map(re.Match.span, _WORD.finditer(text)))


@cache
def _abbreviations(code: str) -> frozenset[str]:
    return frozenset(text_data(code).get("abbreviations", ()))


def sentence_finder(code: str) -> Callable[[str], Pairs]:
    """A finder of sentence spans for raw text, with the abbreviations of ``lexicons/<code>/text.toml``."""

    def sentences(text: str) -> Pairs:
        abbreviations = _abbreviations(code)
        found, start = [], 0
        for match in _END.finditer(text):
            if not _ends(text, match, abbreviations):
                continue
            found.append((start, match.end()))
            start = _next_start(text, match.end())
        if text[start:].strip():
            found.append((start, len(text.rstrip())))
        return found

    return sentences


def _next_start(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _ends(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    if match.end() == len(text):
        return True
    if not text[match.end()].isspace():  # a blank is missing: the year.The next
        glued = _GLUED.match(text, max(0, match.start() - 2)) is not None and match.end() - match.start() == 1
        return glued and _word_before(text, match).casefold() not in abbreviations  # TP.Biên Hòa
    after = _NEXT_STARTS.match(text, match.end())
    if after is None:
        return not text[match.end() :].strip()
    following = after.group()[-1]
    if following.islower():
        return match.group()[-1] not in "\"'”’»)]" and (
            match.group()[0] in "!?" or _plain_word(text, match, abbreviations)
        )
    if match.group()[0] != ".":
        return True
    word = _word_before(text, match)
    if match.group().startswith(".") and len(match.group().rstrip("\"'”’»)]")) > 1:
        return True
    if _INITIALS.fullmatch(word):  # J. Smith, K.T. McFarland
        return False
    return word.casefold() not in abbreviations


def _word_before(text: str, match: re.Match[str]) -> str:
    before = _LAST_WORD.search(text[max(0, match.start() - 30) : match.start()])
    return before.group() if before else ""


def _plain_word(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a single full stop follows an ordinary lower-case word: it ends a sentence though a small letter follows."""
    word = _word_before(text, match)
    return match.group() == "." and len(word) > 2 and word.isalpha() and word.islower() and word not in abbreviations
