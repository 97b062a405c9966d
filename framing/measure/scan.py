"""The lexicons of a language over a paragraph: all in one pass, or names and cues alone where nothing else is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from framing.lexicon.composed import head_matcher, modifier_matcher
from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, OnePass, chosen
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.topics import country_matcher
from framing.measure.grammar import load_grammar
from framing.measure.role_words import role_grammar
from framing.text.document import Paragraph
from framing.text.languages import Language

T = TypeVar("T")
_Found = tuple[Sequence[Hit[Any]], tuple[Hit[Any], ...]]
"""Where the forms and shields of a matcher stand in a paragraph, and the hits among them."""
_NOTHING: Final[_Found] = (), ()


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
    hits: tuple[Hit[T], ...] = _found(paragraph, matcher)[1]
    return hits


def hits_at_seams(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What it gives where, in text without spaces, a form may end at the seam of a word too: 独裁 in 独裁|者."""
    language = paragraph.language
    if language.spaced:
        return hits_in(paragraph, matcher)
    placed = places_in(paragraph, matcher)
    if not placed:
        return ()
    return chosen(placed, paragraph.edges | language.seams(paragraph.folded.text, paragraph.words))


def places_in(paragraph: Paragraph, matcher: Matcher[T]) -> Sequence[Hit[T | None]]:
    """Its forms and shields, those inside words and each other too."""
    placed: Sequence[Hit[T | None]] = _found(paragraph, matcher)[0]
    return placed


def _found(paragraph: Paragraph, matcher: Matcher[Any]) -> _Found:
    known: _Found | None = paragraph.found.get(id(matcher))
    if known is None:
        one_pass = _first_pass(paragraph.language).get(id(matcher))
        if one_pass is None:  # a project's own lexicon, or one that is seldom asked
            one_pass = matcher.alone()
        _scan(paragraph, one_pass)
        known = paragraph.found[id(matcher)]
    return known


def _scan(paragraph: Paragraph, one_pass: OnePass) -> None:
    """Find what the lexicons of a pass have in the paragraph."""
    found = paragraph.found
    edges = None if paragraph.language.spaced else paragraph.edges
    for number, placed in enumerate(one_pass.scan(paragraph.folded.text)):
        found[id(one_pass.matchers[number])] = (placed, chosen(placed, edges)) if placed else _NOTHING


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
        head_matcher(language),
        modifier_matcher(language),
        role_grammar(language).anaphors,
        role_grammar(language).claims,
    )
    return OnePass((*_names_and_cues(language).matchers, *others), spaced=language.spaced)


@cache
def _first_pass(language: Language) -> dict[int, OnePass]:
    """The shortest pass that finds the forms of a matcher, by the matcher's id."""
    passes = (_every_lexicon(language), _names_and_cues(language))
    return {id(matcher): one_pass for one_pass in passes for matcher in one_pass.matchers}
