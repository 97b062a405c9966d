"""The lexicons of a language over a paragraph: all in one pass, at the first question."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, Occurrence, OnePass
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
    if edges is None and id(matcher) in paragraph.found:
        known: tuple[Hit[T], ...] = paragraph.found[id(matcher)]
        return known
    hits = matcher.choose(
        _scanned(paragraph, matcher), paragraph.folded.text, paragraph.edges if edges is None else edges
    )
    if edges is None:
        paragraph.found[id(matcher)] = hits
    return hits


def _scanned(paragraph: Paragraph, matcher: Matcher[T]) -> list[Occurrence]:
    one_pass, numbers = _one_pass(paragraph.language)
    number = numbers.get(id(matcher))
    if number is None:  # a project's own lexicon, or one that is seldom asked
        return matcher.scan(paragraph.folded.text)
    if _SCAN not in paragraph.found:
        paragraph.found[_SCAN] = one_pass.scan(paragraph.folded.text)
    found: dict[int, list[Occurrence]] = paragraph.found[_SCAN]
    return found.get(number, [])


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
    return OnePass(matchers), {id(matcher): number for number, matcher in enumerate(matchers)}
