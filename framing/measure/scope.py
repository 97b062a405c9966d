"""Negation and hedging: whether a term stands under a word that denies it or leaves it open."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from framing.lexicon.match import Hit
from framing.lexicon.patterns import ScopeWord, load_patterns
from framing.measure.scan import hits_in
from framing.text.document import Paragraph

_CLAUSE_MARK: Final = re.compile(r"[,;:!?…—–。]|\.(?!\w)")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a term is meant: under a negation, under a hedge; ``undone`` where the negation stands right beside it."""

    negated: bool = False
    hedged: bool = False
    undone: bool = False


_PLAIN: Final = Reading()


class Scopes:
    """The words of a paragraph that negate and hedge, and how far each reaches.

    A trigger reaches over at most ``reach`` words to its right, up to a break word, a clause mark or the sentence's
    end; words that only look like one are listed too. After NegEx (Chapman et al. 2001), with data of our own.
    """

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph = paragraph
        self._patterns = load_patterns(paragraph.language)
        self._hits: tuple[Hit[ScopeWord], ...] = hits_in(paragraph, self._patterns.scope)
        self._ends = [hit.end for hit in self._hits]

    def of(self, start: int, end: int) -> Reading:
        """The reading of the folded text's ``start`` to ``end``."""
        negated = hedged = undone = False
        at = bisect_right(self._ends, start)
        for hit in reversed(self._hits[:at]):
            if hit.entry == "break" or not self._reaches(hit.end, start):
                break
            negated |= hit.entry == "negation"
            hedged |= hit.entry == "hedge"
            undone |= hit.entry == "negation" and self._between(hit.end, start) <= self._patterns.close
        for hit in self._hits[at:]:
            if hit.start >= end and (hit.entry == "break" or not self._reaches(end, hit.start)):
                break
            if hit.start >= end and hit.entry == "negation_after":
                negated = undone = True
        return Reading(negated, hedged, undone) if negated or hedged else _PLAIN

    def _reaches(self, start: int, end: int) -> bool:
        if _CLAUSE_MARK.search(self._paragraph.folded.text, start, end):
            return False
        return self._between(start, end) <= self._patterns.reach

    def _between(self, start: int, end: int) -> int:
        return self._paragraph.words_within(start, end)
