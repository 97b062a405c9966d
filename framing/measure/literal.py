"""Sense conditions: whether the sentence around a term leaves it its loaded meaning."""

from __future__ import annotations

from functools import cache

from framing.lexicon.load import Term
from framing.lexicon.match import Hit, Matcher
from framing.lexicon.patterns import load_patterns
from framing.text.document import Paragraph
from framing.text.languages import Language


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
        return not term.near or bool(self._near(_matcher(term.near, self._paragraph.language), hit))

    def _near(self, words: Matcher[str], hit: Hit[Term]) -> list[Hit[str]]:
        """The words that stand in the term's sentence and outside the term."""
        start, end = next(((a, b) for a, b in self._spans if a <= hit.start < b), (hit.start, hit.end))
        edges = {edge - start for edge in self._paragraph.edges if start <= edge <= end}
        found = words.find(self._paragraph.folded.text[start:end], edges or None)
        return [other for other in found if start + other.end <= hit.start or start + other.start >= hit.end]


@cache
def _matcher(words: tuple[str, ...], language: Language) -> Matcher[str]:
    return Matcher({word: word for word in words}, spaced=language.spaced)
