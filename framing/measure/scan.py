"""The lexicons of a language over a paragraph: all in one pass, at the first question."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, OnePass
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.topics import country_matcher
from framing.measure.grammar import load_grammar
from framing.measure.roles import role_grammar
from framing.text.document import Paragraph
from framing.text.languages import Language

T = TypeVar("T")
_SCAN = 0  # no id of an object


def hits_in(paragraph: Paragraph, matcher: Matcher[T], edges: Collection[int] | None = None) -> tuple[Hit[T], ...]:
    """What ``matcher.find`` gives for a paragraph, at its word edges or the ones given.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> (paragraph,) = read_document(Article("Reporters in Beijing met officials.")).paragraphs
    >>> [hit.entry.name for hit in hits_in(paragraph, entity_matcher(paragraph.language))]
    ['China']
    """
    found = paragraph.found
    if _SCAN not in found:
        _scan(paragraph)
    if edges is None or paragraph.language.spaced:
        known: tuple[Hit[T], ...] | None = found.get(id(matcher))
        if known is None:  # a project's own lexicon, or one that is seldom asked
            known = found[id(matcher)] = matcher.find(paragraph.folded.text, paragraph.edges)
        return known
    number = _one_pass(paragraph.language)[1].get(id(matcher))
    if number is None:
        return matcher.find(paragraph.folded.text, edges)
    return matcher.choose(found[_SCAN].get(number, ()), edges)


def _scan(paragraph: Paragraph) -> None:
    """Find what all lexicons of the language have in the paragraph."""
    one_pass, numbers = _one_pass(paragraph.language)
    placed = one_pass.scan(paragraph.folded.text)
    found = paragraph.found
    found.update(dict.fromkeys(numbers, ()))
    found[_SCAN] = placed
    for number, entries in placed.items():
        matcher = one_pass.matchers[number]
        found[id(matcher)] = matcher.choose(entries, paragraph.edges)


@cache
def _one_pass(language: Language) -> tuple[OnePass, dict[int, int]]:
    patterns = load_patterns(language)
    matchers: tuple[Matcher[Any], ...] = (
        entity_matcher(language),
        load_grammar(language).cues,
        BUILT_IN.matcher(language),
        stance_matcher(language),
        frame_matcher(language),
        patterns.scope,
        patterns.insertion,
        group_matcher(language),
        country_matcher(language),
        role_grammar(language).anaphors,
    )
    return OnePass(matchers, spaced=language.spaced), {id(matcher): number for number, matcher in enumerate(matchers)}
