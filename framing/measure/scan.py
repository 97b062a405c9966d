"""The lexicons of a language over a paragraph: all in one pass, at the first question."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from framing.lexicon.load import entity_matcher, frame_matcher, group_matcher, stance_matcher
from framing.lexicon.match import Hit, Matcher, OnePass
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.measure.grammar import load_grammar
from framing.measure.roles import role_grammar
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
    one_pass, numbers = _one_pass(paragraph.language)
    text = paragraph.folded.text
    number = numbers.get(id(matcher))
    if number is None:  # a project's own lexicon
        found = matcher.scan(text)
    else:
        if "lexicons" not in paragraph.found:
            paragraph.found["lexicons"] = one_pass.scan(text)
        found = paragraph.found["lexicons"].get(number)
    return matcher.choose(found, text, paragraph.edges if edges is None else edges) if found else ()


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
        role_grammar(language).anaphors,
    )
    return OnePass(matchers), {id(matcher): number for number, matcher in enumerate(matchers)}
