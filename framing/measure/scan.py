"""The lexicons of a language over a paragraph: all in one pass, or names and cues alone where nothing else is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, OnePass, Placed, chosen
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.topics import country_matcher
from framing.measure.grammar import load_grammar
from framing.measure.role_words import role_grammar
from framing.text.document import Paragraph
from framing.text.languages import Language

T = TypeVar("T")


def scan_all(paragraphs: Iterable[Paragraph]) -> None:
    """Find what every lexicon has in the paragraphs, in one pass over each: for an analysis, which asks for all of them."""
    for paragraph in paragraphs:
        _scan(paragraph, _every_lexicon(paragraph.language))


def hits_in(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What ``matcher.find`` gives for a paragraph, at its word edges.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> (paragraph,) = read_document(Article("Reporters in Beijing met officials.")).paragraphs
    >>> [hit.entry.name for hit in hits_in(paragraph, entity_matcher(paragraph.language))]
    ['China']
    """
    found = paragraph.found
    known: tuple[Hit[T], ...] | None = found.get(id(matcher))
    if known is None:
        passes = _passes(paragraph.language).get(id(matcher))
        if passes is None:  # a project's own lexicon, or one that is seldom asked
            found[id(matcher)] = matcher.find(paragraph.folded.text, paragraph.edges)
        else:
            _scan(paragraph, passes[0][0])
        known = found[id(matcher)]
    return known


def hits_at_seams(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What it gives where, in text without spaces, a form may end at the seam of a word too: 独裁 in 独裁|者."""
    language = paragraph.language
    if language.spaced:
        return hits_in(paragraph, matcher)
    placed = places_in(paragraph, matcher)
    if not placed:
        return ()
    return chosen(placed, paragraph.edges | language.seams(paragraph.folded.text, paragraph.words))


def places_in(paragraph: Paragraph, matcher: Matcher[T]) -> Sequence[Placed[T]]:
    """Where its forms and shields stand, inside words and each other too."""
    found = paragraph.found
    passes = _passes(paragraph.language).get(id(matcher))
    if passes is None:
        return matcher.placed(paragraph.folded.text)
    one_pass, number = passes[-1] if id(passes[-1][0]) in found else passes[0]
    if id(one_pass) not in found:
        _scan(paragraph, one_pass)
    placed: Sequence[Placed[T]] = found[id(one_pass)][number]
    return placed


def _scan(paragraph: Paragraph, one_pass: OnePass) -> None:
    """Find what the lexicons of a pass have in the paragraph."""
    found = paragraph.found
    edges = None if paragraph.language.spaced else paragraph.edges
    placed = found[id(one_pass)] = one_pass.scan(paragraph.folded.text)
    for number, matcher in enumerate(one_pass.matchers):
        found[id(matcher)] = chosen(placed[number], edges) if placed[number] else ()


@cache
def _names_and_cues(language: Language) -> OnePass:
    return OnePass((entity_matcher(language), load_grammar(language).cues), spaced=language.spaced)


@cache
def _every_lexicon(language: Language) -> OnePass:
    others: tuple[Matcher[Any], ...] = (
        BUILT_IN.matcher(language),
        stance_matcher(language),
        frame_matcher(language),
        load_patterns(language).scope,
        group_matcher(language),
        country_matcher(language),
        role_grammar(language).anaphors,
        role_grammar(language).claims,
    )
    return OnePass((*_names_and_cues(language).matchers, *others), spaced=language.spaced)


@cache
def _passes(language: Language) -> dict[int, list[tuple[OnePass, int]]]:
    """The passes that find the forms of a matcher, by the matcher's id, the shortest first; with the matcher's number in each."""
    passes: dict[int, list[tuple[OnePass, int]]] = {}
    for one_pass in (_names_and_cues(language), _every_lexicon(language)):
        for number, matcher in enumerate(one_pass.matchers):
            passes.setdefault(id(matcher), []).append((one_pass, number))
    return passes
