"""The lexicons of a language over a paragraph: names and cues in one pass, all others in a second."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, OnePass
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.topics import country_matcher
from framing.measure.grammar import load_grammar
from framing.measure.role_words import role_grammar
from framing.text.document import Paragraph
from framing.text.languages import Language

T = TypeVar("T")


def hits_in(paragraph: Paragraph, matcher: Matcher[T], edges: Collection[int] | None = None) -> tuple[Hit[T], ...]:
    """What ``matcher.find`` gives for a paragraph, at its word edges or the ones given.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> (paragraph,) = read_document(Article("Reporters in Beijing met officials.")).paragraphs
    >>> [hit.entry.name for hit in hits_in(paragraph, entity_matcher(paragraph.language))]
    ['China']
    """
    found = paragraph.found
    if edges is not None and not paragraph.language.spaced:
        return _at_edges(paragraph, matcher, lambda: edges)
    known: tuple[Hit[T], ...] | None = found.get(id(matcher))
    if known is None:
        one_pass, _ = _passes(paragraph.language).get(id(matcher), (None, 0))
        if one_pass is None:  # a project's own lexicon, or one that is seldom asked
            found[id(matcher)] = matcher.find(paragraph.folded.text, paragraph.edges)
        else:
            _scan(paragraph, one_pass)
        known = found[id(matcher)]
    return known


def hits_at_seams(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What it gives where, in text without spaces, a form may end at the seam of a word too: 独裁 in 独裁|者."""
    language = paragraph.language
    if language.spaced:
        return hits_in(paragraph, matcher)
    return _at_edges(
        paragraph, matcher, lambda: paragraph.edges | language.seams(paragraph.folded.text, paragraph.words)
    )


def _at_edges(
    paragraph: Paragraph, matcher: Matcher[T], edges: Callable[[], Collection[int]]
) -> tuple[Hit[T], ...]:
    """What a matcher gives at edges, which are worked out where there is anything to part by them."""
    one_pass, number = _passes(paragraph.language).get(id(matcher), (None, 0))
    if one_pass is None:
        return matcher.find(paragraph.folded.text, edges())
    if id(one_pass) not in paragraph.found:
        _scan(paragraph, one_pass)
    placed = one_pass.of(number, paragraph.found[id(one_pass)])
    return tuple(one_pass.choose(placed, edges())[number]) if placed else ()


def _scan(paragraph: Paragraph, one_pass: OnePass) -> None:
    """Find what the lexicons of a pass have in the paragraph."""
    found = paragraph.found
    placed = found[id(one_pass)] = one_pass.scan(paragraph.folded.text)
    for matcher, hits in zip(one_pass.matchers, one_pass.choose(placed, paragraph.edges), strict=True):
        found[id(matcher)] = tuple(hits)


@cache
def _passes(language: Language) -> dict[int, tuple[OnePass, int]]:
    """The pass that finds the forms of a matcher, by the matcher's id, and the matcher's number in it."""
    voices: tuple[Matcher[Any], ...] = (entity_matcher(language), load_grammar(language).cues)
    others: tuple[Matcher[Any], ...] = (
        BUILT_IN.matcher(language),
        stance_matcher(language),
        frame_matcher(language),
        load_patterns(language).scope,
        group_matcher(language),
        country_matcher(language),
        role_grammar(language).anaphors,
    )
    passes = [OnePass(matchers, spaced=language.spaced) for matchers in (voices, others)]
    return {id(matcher): (one, number) for one in passes for number, matcher in enumerate(one.matchers)}
