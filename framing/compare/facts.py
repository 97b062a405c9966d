"""What an article speaks of, in words of no language: entities, places, numbers, dates, topics, names in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.lexicon.topics import place_matcher, topic_matcher
from framing.text.document import Document, Paragraph, read_document
from framing.text.numbers import find_quantities
from framing.types import ARTICLE_ZONES, Analysis, Span

FACT_KINDS = ("entity", "place", "topic", "number", "date", "year", "name")
# A name as it is written in any language that keeps Latin letters; possessives and marks are cut off.
_NAME = re.compile(r"(?<![\w.@/])[A-Z][A-Za-z]+(?:[-'’][A-Z][a-z]+)*(?![\w@])")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an article names at ``span``: ``key`` is the same in every language (``Japan``, ``90 %``, ``earthquake``).

    ``kind`` is one of ``FACT_KINDS``.
    """

    kind: str
    key: str
    span: Span


def find_facts(analysis: Analysis) -> tuple[Fact, ...]:
    """Every fact of the article's title, headings and body, in order; a refused article has none.

    >>> from framing.analyze import analyze
    >>> [(f.kind, f.key) for f in find_facts(analyze("China halted exports to Japan in 2010; prices rose 90%."))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('entity', 'China'), ('topic', 'halt_supply'), ('topic', 'export'), ('entity', 'Japan'), ('year', '2010'),
     ('topic', 'price'), ('number', '90 %')]
    """
    if analysis.refused:
        return ()
    document = read_document(analysis.article)
    found = [fact for paragraph in document.own for fact in _in_paragraph(paragraph, document)]
    own = {zone.line: zone for zone in document.zones if zone.kind in ARTICLE_ZONES}
    spans = sorted(zone.span for zone in own.values())
    found += [Fact("entity", m.name, m.span) for m in analysis.mentions if any(span.holds(m.span) for span in spans)]
    entities = [fact.span for fact in found if fact.kind in ("entity", "place")]
    covered = _Covered(entities)
    kept = (fact for fact in found if fact.kind != "name" or not covered.meets(fact.span))
    return tuple(sorted(kept, key=lambda fact: (fact.span, fact.kind)))


def find_words(analysis: Analysis) -> tuple[str, ...]:
    """The words of the article's title, headings and body, folded; single letters and digits are left out."""
    if analysis.refused:
        return ()
    found = []
    for paragraph in read_document(analysis.article).own:
        words = (paragraph.folded.text[start:end] for start, end in paragraph.words)
        found += [word for word in words if len(word) > 1 and not word.isdigit()]
    return tuple(found)


class _Covered:
    """Whether a span meets any of many."""

    def __init__(self, spans: list[Span]) -> None:
        self._characters = {at for span in spans for at in range(span.start, span.end)}

    def meets(self, span: Span) -> bool:
        return any(at in self._characters for at in range(span.start, span.end))


def _part_of_a_name(span: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether a syllable is written as in a name: the Lương (wage) of the river Nậm Lương. A sentence may begin with it."""
    word = span.of(text)
    if paragraph.language.token_unit != "syllables" or " " in word or not word[:1].isupper():
        return False
    return all(sentence.start != span.start for sentence in paragraph.sentences)


def _in_paragraph(paragraph: Paragraph, document: Document) -> Iterator[Fact]:
    text, language = document.article.text, paragraph.language
    line, at = paragraph.zone.span.of(text), paragraph.zone.span.start
    for hit in topic_matcher(language).find(paragraph.folded.text, paragraph.edges):
        span = paragraph.raw(hit.start, hit.end)
        if not _part_of_a_name(span, paragraph, text):
            yield Fact("topic", hit.entry, span)
    for hit in place_matcher(language).find(paragraph.folded.text, paragraph.edges):
        span = paragraph.raw(hit.start, hit.end)
        if not language.spaced or any(char.isupper() for char in span.of(text)):
            yield Fact("place", hit.entry, span)
    for quantity in find_quantities(line, language):
        span = Span(at + quantity.span.start, at + quantity.span.end)
        yield Fact(quantity.kind, quantity.key, span)
    for match in _NAME.finditer(line):
        if len(match.group()) >= _SHORTEST_NAME:
            yield Fact("name", match.group().casefold(), Span(at + match.start(), at + match.end()))
