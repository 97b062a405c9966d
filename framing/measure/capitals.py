"""Runs of words with capitals, and what joins the parts of foreign names in them: ``Walid al-Moualem``, ``Ursula von der Leyen``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from framing.text.languages import Language
from framing.text.languages.base import text_data

CAPITALS: Final = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper())
_ARTICLE: Final = re.compile(r"[^\W\d_]{2}-(?=[^\W\d_])")


@cache
def run_pattern(language: Language) -> re.Pattern[str]:
    """A run of words with capitals. No capital inside a word; that the pattern begins with a set of characters makes its search quick."""
    return re.compile(rf"[{CAPITALS}](?<![\w-].){_rest(language)}")


@cache
def honoured_pattern(language: Language) -> re.Pattern[str]:
    """A short word and a run of capitals behind it: ``Chị Vũ Thị Mến``."""
    return re.compile(rf"(?<!\w)(\w{{2,4}}) ([{CAPITALS}]{_rest(language)})")


def _rest(language: Language) -> str:
    joins = "|".join(_particles(language)) or "(?!)"
    articles = "|".join(_articles(language)) or "(?!)"
    return rf"[\w'’-]*(?: (?:(?:{joins}) ){{0,2}}(?:(?:{articles})-)?[{CAPITALS}][\w'’-]*)*"


@cache
def _particles(language: Language) -> frozenset[str]:
    return frozenset(text_data(language.code).get("name_particles", ()))


@cache
def _articles(language: Language) -> frozenset[str]:
    return frozenset(text_data(language.code).get("name_articles", ()))


def in_names(words: Sequence[str], language: Language) -> list[bool]:
    """Which words of a stretch belong to names by their capitals, the particles between two of them too."""
    found = [word[0].isupper() or _has_article(word, language) for word in words]
    particles = _particles(language)
    for at in range(len(words) - 2, 0, -1):
        if words[at] in particles and found[at + 1]:
            before = at - 1
            while before > 0 and words[before] in particles:
                before -= 1
            found[at] = found[before] and words[before][-1].isalnum()
    return found


def _has_article(word: str, language: Language) -> bool:
    return word[2:3] == "-" and word[:2] in _articles(language) and word[3:4].isupper()


def without_article(name: str, language: Language) -> str:
    """A last name in small letters without the article before it: ``Al-Moualem`` and ``Moualem`` are one."""
    folded = name.casefold()
    return folded[3:] if _ARTICLE.match(folded) and folded[:2] in _articles(language) else folded
