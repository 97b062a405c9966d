"""Loaded language: where it stands, what it does, and whose words it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from framing.lexicon.load import loaded_matcher
from framing.text.document import Document, Paragraph
from framing.types import Attribution, LoadedTerm, Mention, Quotation, Span, Voice

_TITLE_OF_WORK = re.compile(r"《[^》]*》")
_SCARE_WORDS = 4
_SCARE_CHARS = 8
_ASIDE = "()（）"


def find_loaded(
    document: Document, attributions: Sequence[Attribution], mentions: Sequence[Mention] = ()
) -> tuple[LoadedTerm, ...]:
    """Every loaded term of title, headings, body and summary, in order, each with its voice.

    Voice (CODEBOOK section 3): ``author`` outside all attributed content; inside it ``source`` between quotation
    marks and ``paraphrase`` outside them. Titles of works and names of known bodies are never loaded.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> [t.category for t in find_loaded(read_document(Article("The so-called experts met.")), ())]
    ['derision']
    """
    voices = VoiceMap(document, attributions)
    found: list[LoadedTerm] = []
    for paragraph in document.paragraphs:
        terms = _terms(paragraph, document.article.text, voices, mentions)
        terms += _scare_quotes(paragraph, document.article.text, voices, mentions, terms)
        found += sorted(terms, key=lambda term: term.span)
    return tuple(found)


class VoiceMap:
    """Answers whose words stand at a place, by the content of attributions and the quotation marks."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        content = sorted(piece for attribution in attributions for piece in attribution.content)
        self._content = _merged(content)
        self._starts = [span.start for span in self._content]
        self._quotes = sorted((q.inner for p in document.paragraphs for q in p.quotations), key=lambda span: span.start)
        self._quote_starts = [span.start for span in self._quotes]

    def of(self, span: Span) -> Voice:
        """The voice a span is in; a span that is only partly attributed belongs to where its middle lies."""
        middle = (span.start + span.end) // 2
        if not _covers(self._content, self._starts, middle):
            return "author"
        return "source" if _covers(self._quotes, self._quote_starts, middle) else "paraphrase"


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _covers(spans: list[Span], starts: list[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and spans[index].start <= at < spans[index].end


def _terms(paragraph: Paragraph, text: str, voices: VoiceMap, mentions: Sequence[Mention]) -> list[LoadedTerm]:
    base = paragraph.zone.span.start
    edges = frozenset(at - base for word in paragraph.words for at in (word.start, word.end))
    works = [Span(m.start() + base, m.end() + base) for m in _TITLE_OF_WORK.finditer(paragraph.zone.span.of(text))]
    names = [
        m.span
        for m in mentions
        if m.type in ("body", "outlet", "policy", "person") and paragraph.zone.span.holds(m.span) and not m.naming
    ]
    found = []
    for hit in loaded_matcher(paragraph.language).find(paragraph.folded.text, edges):
        span = paragraph.raw(hit.start, hit.end)
        if any(work.holds(span) for work in works) or any(name.holds(span) and name != span for name in names):
            continue
        term = hit.entry
        found.append(
            LoadedTerm(
                span, term.concept, term.category, voices.of(span), term.strength, term.neutral, paragraph.zone.kind
            )
        )
    return found


def _scare_quotes(
    paragraph: Paragraph, text: str, voices: VoiceMap, mentions: Sequence[Mention], terms: Sequence[LoadedTerm]
) -> list[LoadedTerm]:
    """Short quoted words in the author's own voice that are no name, no work and nobody's speech."""
    found = []
    for quotation in paragraph.quotations:
        inner = quotation.inner.of(text)
        if not quotation.closed or not inner.strip() or not _is_scare(quotation, inner, paragraph, text):
            continue
        named = any(m.span.meets(quotation.inner) for m in mentions)
        loaded = any(t.span.meets(quotation.span) for t in terms)
        if named or loaded or voices.of(quotation.span) != "author":
            continue
        if _is_term(inner, text, quotation):
            continue
        found.append(
            LoadedTerm(quotation.span, "scare_quotes", "scare_quotes", "author", 1, inner.strip(), paragraph.zone.kind)
        )
    return found


def _is_scare(quotation: Quotation, inner: str, paragraph: Paragraph, text: str) -> bool:
    if any(char in inner for char in ".。!！?？,，;；:："):
        return False
    if text[quotation.span.start - 1 : quotation.span.start] in _ASIDE and quotation.span.start > 0:
        return False  # (简称“民阵”): a short name is being introduced
    if paragraph.language.spaced:
        words = inner.split()
        return len(words) <= _SCARE_WORDS and words[0].islower() and inner[0].isalpha()
    return len(inner) <= _SCARE_CHARS and not inner.isascii()


def _is_term(inner: str, text: str, quotation: Quotation) -> bool:
    """A term merely set in quotation marks comes again in the article, quoted or not; a scare quote stands once."""
    return text.count(inner) > 1 or any(char.isdigit() for char in inner)
