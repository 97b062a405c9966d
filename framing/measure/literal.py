"""Sense conditions: whether the sentence around a term leaves it its loaded meaning."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import Final

from framing.lexicon.entries import Term
from framing.lexicon.match import Hit, Matcher
from framing.lexicon.patterns import load_patterns
from framing.measure.scan import hits_in
from framing.text.document import Paragraph
from framing.text.languages import Language
from framing.types import SentenceMark

# What a sentence ends with, and what may follow it. Folded text: full-width marks are plain ones here.
_ENDS: Final = "!?.。…"
_CLOSES: Final = "\"'”’»」』)"


class Sentences:
    """The sentences of a paragraph, asked about terms in them.

    A metaphor is literal in the scene it is taken from: a bazooka among soldiers, an eruption of a volcano (the basic
    meaning fits the context; MIPVU, Steen et al. 2010). Other terms are loaded only near certain words.
    """

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph = paragraph
        self._spans = [paragraph.local(sentence) for sentence in paragraph.sentences]

    def means_it(self, hit: Hit[Term]) -> bool:
        """Whether the term is meant in its loaded sense, as far as its sentence tells."""
        term = hit.entry
        if term.literal and any(
            scene.entry in term.literal for scene in self._near(load_patterns(self._paragraph.language).scenes, hit)
        ):
            return False
        if "?" in term.near and self.mark(hit) == "question":
            return True
        return not term.near or bool(self._near(_matcher(term.near, self._paragraph.language), hit))

    def mark(self, hit: Hit[Term]) -> SentenceMark:
        """Whether the term's sentence exclaims or asks, by the marks that it ends with."""
        start, end = self._sentence(hit)
        written = self._paragraph.folded.text[start:end].rstrip().rstrip(_CLOSES)
        marks = written[len(written.rstrip(_ENDS)) :]
        return "exclamation" if "!" in marks else "question" if "?" in marks else ""

    def _sentence(self, hit: Hit[Term]) -> tuple[int, int]:
        at = bisect_right(self._spans, (hit.start, len(self._paragraph.folded.text))) - 1
        return self._spans[at] if at >= 0 and hit.start < self._spans[at][1] else (hit.start, hit.end)

    def _near(self, words: Matcher[str], hit: Hit[Term]) -> list[Hit[str]]:
        """The words that stand in the term's sentence and outside the term."""
        start, end = self._sentence(hit)
        hits = hits_in(self._paragraph, words)
        first, last = (bisect_left(hits, edge, key=lambda other: other.start) for edge in (start, end))
        return [o for o in hits[first:last] if o.end <= end and (o.end <= hit.start or o.start >= hit.end)]


@cache
def _matcher(words: tuple[str, ...], language: Language) -> Matcher[str]:
    return Matcher({word: word for word in words}, spaced=language.spaced)
