"""An article made ready to measure: paragraphs with their zone, language, sentences, words and quotations."""

from __future__ import annotations

from dataclasses import dataclass

from framing.text.languages import Language, language_of
from framing.text.segment import find_quotations
from framing.text.spans import Folded, fold
from framing.text.zones import find_zones
from framing.types import ARTICLE_ZONES, Article, Quotation, Span, Zone


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a covered language. All spans are offsets into the raw article.

    ``folded`` is the matching copy of this line alone; ``raw(start, end)`` takes its offsets back to the article.
    """

    zone: Zone
    language: Language
    folded: Folded
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    edges: frozenset[int]  # where words begin and end in the folded copy, for text without spaces

    def raw(self, start: int, end: int) -> Span:
        """The article's span of ``folded.text[start:end]``."""
        local = self.folded.original(start, end)
        return Span(local.start + self.zone.span.start, local.end + self.zone.span.start)


@dataclass(frozen=True, slots=True)
class Document:
    """An article, the zones of its lines, and the paragraphs that can be measured."""

    article: Article
    zones: tuple[Zone, ...]
    paragraphs: tuple[Paragraph, ...]
    language: str

    @property
    def own(self) -> tuple[Paragraph, ...]:
        """The paragraphs of title, headings and body: what the outlet published as its own."""
        return tuple(p for p in self.paragraphs if p.zone.kind in ARTICLE_ZONES)


def read_document(article: Article) -> Document:
    """Zones, languages, sentences, words and quotations of an article; never fails, never edits the text."""
    zones = find_zones(article.text)
    wanted = (z for z in zones if z.kind in ARTICLE_ZONES or z.kind == "summary")
    paragraphs = tuple(p for zone in wanted if (p := _paragraph(article.text, zone)) is not None)
    return Document(article, zones, paragraphs, main_language(zones) or article.language or "und")


def main_language(zones: tuple[Zone, ...]) -> str:
    """The language most of the body is in (by characters), else of the title and headings; empty without words."""
    for kinds in (("body",), ("title", "heading"), ("summary", "byline", "boilerplate")):
        weight: dict[str, int] = {}
        for zone in zones:
            if zone.kind in kinds and zone.language != "und":
                weight[zone.language] = weight.get(zone.language, 0) + len(zone.span)
        if weight:
            return max(weight, key=lambda tag: weight[tag])
    return ""


def _paragraph(text: str, zone: Zone) -> Paragraph | None:
    language = language_of(zone.language)
    if language is None:
        return None
    line = zone.span.of(text)
    at = zone.span.start
    folded = fold(line, language.refine)
    pairs = language.words(folded.text)
    if folded.starts is None:
        words = tuple([Span(at + start, at + end) for start, end in pairs])
    else:
        words = tuple(_shift(folded.original(start, end), at) for start, end in pairs)
    edges = frozenset() if language.spaced else frozenset(offset for pair in pairs for offset in pair)
    sentences = tuple(Span(at + start, at + end) for start, end in language.sentences(line))
    return Paragraph(zone, language, folded, sentences, words, find_quotations(line, at), edges)


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
