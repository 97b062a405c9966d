"""The lexicons of a language over a paragraph: all in one pass, or names and cues alone where nothing else is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.body_words import body_words
from framing.lexicon.composed import head_matcher, modifier_matcher
from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Found, Hit, Matcher, Occurrence, OnePass
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.topics import country_matcher
from framing.lexicon.unnamed import noun_matcher
from framing.measure.grammar import load_grammar
from framing.measure.role_words import role_grammar
from framing.text.document import Paragraph
from framing.text.languages import Language

T = TypeVar("T")


def scan_all(paragraphs: Iterable[Paragraph]) -> None:
    """Find what every lexicon has in the paragraphs, in one pass over each: for an analysis, which asks for all of them."""
    by_language: dict[Language, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_language.setdefault(paragraph.language, []).append(paragraph)
    for language, some in by_language.items():
        one_pass = _every_lexicon(language)
        for paragraph, found in zip(some, one_pass.scan_each([p.folded.text for p in some]), strict=True):
            paragraph.found[one_pass] = found


def hits_in(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What ``matcher.find`` gives for a paragraph, at its word edges.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> (paragraph,) = read_document(Article("Reporters in Beijing met officials.")).paragraphs
    >>> [hit.entry.name for hit in hits_in(paragraph, entity_matcher(paragraph.language))]
    ['China']
    """
    one_pass, number, placed = _found(paragraph, matcher)
    if not placed:
        return ()
    hits: tuple[Hit[T], ...] = one_pass.chosen(number, placed, None if paragraph.language.spaced else paragraph.edges)
    return hits


def hits_at_seams(paragraph: Paragraph, matcher: Matcher[T]) -> tuple[Hit[T], ...]:
    """What it gives where, in text without spaces, a form may end at the seam of a word too: 独裁 in 独裁|者."""
    language = paragraph.language
    if language.spaced:
        return hits_in(paragraph, matcher)
    one_pass, number, placed = _found(paragraph, matcher)
    if not placed:
        return ()
    edges = language.seams(paragraph.folded.text, paragraph.edges)
    hits: tuple[Hit[T], ...] = one_pass.chosen(number, placed, edges)
    return hits


def places_in(paragraph: Paragraph, matcher: Matcher[T]) -> Sequence[Hit[T | None]]:
    """Its forms and shields, those inside words and each other too."""
    one_pass, number, placed = _found(paragraph, matcher)
    hits: Sequence[Hit[T | None]] = one_pass.hits(number, placed)
    return hits


def _found(paragraph: Paragraph, matcher: Matcher[Any]) -> tuple[OnePass, int, tuple[Occurrence, ...]]:
    """Where its forms and shields stand, with the pass that found them and the number that it has there."""
    passes = matcher.passes
    if not passes:
        _share_passes(paragraph.language)
        # A project's own lexicon, or one that is seldom asked, is in none.
        passes = matcher.passes = matcher.passes or ((matcher.alone(), 0),)
    found: Found | None
    for one_pass, number in passes:
        found = paragraph.found.get(one_pass)
        if found is not None:
            return one_pass, number, found[number]
    one_pass, number = passes[-1]
    return one_pass, number, _scan(paragraph, one_pass)[number]


def _scan(paragraph: Paragraph, one_pass: OnePass) -> Found:
    """Find what the lexicons of a pass have in the paragraph."""
    found = paragraph.found[one_pass] = one_pass.scan(paragraph.folded.text)
    return found


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
        role_grammar(language).name_titles,
        body_words(language),
    )
    nouns = noun_matcher(language)
    if nouns is not None:
        others += (nouns,)
    return OnePass((*_names_and_cues(language).matchers, *others), spaced=language.spaced)


@cache
def _share_passes(language: Language) -> None:
    """Tell the matchers of a language which passes find their forms, and by what number; the shortest pass is the last."""
    for one_pass in (_every_lexicon(language), _names_and_cues(language)):
        for number, matcher in enumerate(one_pass.matchers):
            matcher.passes = (*matcher.passes, (one_pass, number))
