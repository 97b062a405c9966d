"""Whom a last name means: the person whom the article names in full somewhere (languages that set the last name last)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from framing.lexicon.style import style_in
from framing.measure.cast import FIRST_PART
from framing.measure.grammar import Grammar
from framing.measure.spaced_names import ends_sentence
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention

_WORD: Final = re.compile(r"[^\W\d_][\w.'’\-]*$")
_FIRST_NAME: Final = re.compile(r"[A-Z][\w.'’-]*[a-z.]")
_POSSESSIVE: Final = re.compile(r"['’]s$")
_TITLE_OF: Final = re.compile(r"(\w+) of $")
_MOST_PLACES: Final = 40
_FIRST_NAMES, _LOOK = 3, 60


class FullNames:
    """The full names of one article, by their last words.

    >>> from framing.measure.grammar import load_grammar
    >>> from framing.text.languages import LANGUAGES
    >>> names = FullNames("Mayoral hopeful Maren Holt spoke. On Friday Holt left.", (), load_grammar(LANGUAGES[0]))
    >>> names.full("Holt"), names.full("Friday")
    ('Maren Holt', '')
    """

    def __init__(self, text: str, mentions: Sequence[Mention], grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._style = style_in(grammar.language)
        self._others = Places((m for m in mentions if m.type != "person"), lambda mention: mention.span)
        self._known: dict[str, Mention] = {}
        for mention in mentions:
            words = mention.span.of(text).split() if mention.type == "person" else ()
            if len(words) > 1:
                self._known.setdefault(words[-1].casefold(), mention)
        self._full: dict[str, str] = {}

    def known(self, last: str) -> Mention | None:
        """The person of the lexicon with this last name whom the article names in full, the first of them."""
        return self._known.get(last.casefold())

    def full(self, last: str) -> str:
        """The full name with this last word that the article writes most often; empty where it writes none."""
        if last not in self._full:
            self._full[last] = self._find(last)
        return self._full[last]

    def _find(self, last: str) -> str:
        text, found, at = self._text, Counter[str](), -1
        for _ in range(_MOST_PLACES):
            at = text.find(f" {last}", at + 1, FIRST_PART)
            if at < 0:
                break
            if not text[at + 1 + len(last) : at + 2 + len(last)].isalnum() and (first := self._first_names(at)):
                found[f"{first} {last}"] += 1
        return found.most_common(1)[0][0] if found else ""

    def _first_names(self, end: int) -> str:
        """The words before a last name that are its first names: with capitals, no title, no kind of people, no other name."""
        text, names = self._text, list[str]()
        while len(names) < _FIRST_NAMES:
            near = max(0, end - _LOOK)
            word = _WORD.search(text, max(near, text.rfind(" ", near, end) + 1), end)
            if word is None or not self._is_first_name(word.group()) or self._others.meets(word.start(), end):
                break
            if self._ends_a_title(word.start()):
                break
            names.insert(0, word.group())
            end = word.start() - 1
            if text[end : end + 1] != " ":
                break
        return " ".join(names) if names and _FIRST_NAME.fullmatch(names[0]) else ""

    def _ends_a_title(self, at: int) -> bool:
        """Whether a word belongs to the title before it: ``Secretary of State Holt``."""
        before = _TITLE_OF.search(self._text, max(0, at - _LOOK), at)
        return (
            before is not None
            and self._grammar.patterns["honorifics"].fullmatch(fold(before.group(1)).text) is not None
        )

    def _is_first_name(self, word: str) -> bool:
        plain = fold(word.rstrip(".")).text
        if not word[0].isupper() or ends_sentence(word) or _POSSESSIVE.search(word) or self._style.of(plain):
            return False
        return not self._grammar.is_title(plain)
