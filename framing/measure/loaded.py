"""Loaded language: where it stands, what it does, and whose words it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.measure.grammar import load_grammar
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Attribution, LoadedTerm, Mention, Quotation, Span, Voice

_TITLE_OF_WORK = re.compile(r"《[^》]*》")
_SCARE_WORDS = 4
_SCARE_CHARS = 8
_ASIDE = "()（）"
_LIST_MARKS = frozenset("、和与及")
_NEXT_TO = 2


def find_loaded(
    document: Document,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention] = (),
    lexicon: Lexicon = BUILT_IN,
) -> tuple[LoadedTerm, ...]:
    """Every loaded term of title, headings, body and summary, in order, each with its voice.

    Voice (CODEBOOK section 3): ``author`` outside all attributed content; inside it ``source`` between quotation
    marks and ``paraphrase`` outside them. Titles of works and names of known bodies are never loaded.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> [t.category for t in find_loaded(read_document(Article("It was woefully late.")), ())]
    ['derision']
    """
    voices = VoiceMap(document, attributions)
    names = Places(mentions, lambda mention: mention.span)
    said = Counter(
        document.article.text[q.inner.start : q.inner.end] for p in document.paragraphs for q in p.quotations
    )
    found: list[LoadedTerm] = []
    for paragraph in document.paragraphs:
        terms = _terms(paragraph, document.article.text, voices, names, lexicon)
        terms += _scare_quotes(paragraph, document.article.text, voices, names, Places(terms, lambda t: t.span), said)
        found += sorted(terms, key=lambda term: term.span)
    return tuple(term for term in found if lexicon.counts(term))


class VoiceMap:
    """Answers whose words stand at a place, by the content of attributions and the quotation marks."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        content = sorted(piece for attribution in attributions for piece in attribution.content)
        self._content = Places(_merged(content), lambda span: span)
        self._quotes = Places((q.inner for p in document.paragraphs for q in p.quotations), lambda span: span)

    def of(self, span: Span) -> Voice:
        """The voice a span is in; a span that is only partly attributed belongs to where its middle lies."""
        middle = (span.start + span.end) // 2
        if self._content.over(middle) is None:
            return "author"
        return "paraphrase" if self._quotes.over(middle) is None else "source"

    def parts(self, stretch: Span) -> Iterator[tuple[Voice, Span]]:
        """A stretch cut where the voice changes."""
        content, quotes = self._content.near(stretch), self._quotes.near(stretch)
        cuts = {stretch.start, stretch.end}
        cuts |= {
            at for span in (*content, *quotes) for at in (span.start, span.end) if stretch.start < at < stretch.end
        }
        for start, end in pairwise(sorted(cuts)):
            yield self.of(Span(start, end)), Span(start, end)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _terms(
    paragraph: Paragraph, text: str, voices: VoiceMap, names: Places[Mention], lexicon: Lexicon
) -> list[LoadedTerm]:
    base = paragraph.zone.span.start
    line = paragraph.zone.span.of(text)
    works = Places((Span(m.start() + base, m.end() + base) for m in _TITLE_OF_WORK.finditer(line)), lambda span: span)
    found = []
    for hit in lexicon.matcher(paragraph.language).find(paragraph.folded.text, paragraph.edges):
        span = paragraph.raw(hit.start, hit.end)
        name = names.over(span.start)
        if works.over(span.start) is not None or (name is not None and _only_a_name(name, span)):
            continue
        term, voice = hit.entry, voices.of(span)
        found.append(
            LoadedTerm(
                span,
                term.concept,
                term.category,
                voice,
                term.strength,
                term.neutral,
                paragraph.zone.kind,
                term.right,
                term.reviewed,
            )
        )
    return found


def _only_a_name(name: Mention, span: Span) -> bool:
    """Whether a loaded form is but a part of a known name (``Project Vault``) that is itself no telling choice."""
    return name.type != "state" and not name.naming and name.span.holds(span) and name.span != span


def _scare_quotes(
    paragraph: Paragraph,
    text: str,
    voices: VoiceMap,
    names: Places[Mention],
    terms: Places[LoadedTerm],
    said: Mapping[str, int],
) -> list[LoadedTerm]:
    """Short quoted words in the author's own voice that are no name, no work, no term and nobody's speech."""
    found = []
    for quotation in paragraph.quotations:
        inner = quotation.inner.of(text).rstrip(",.，。 ")
        # The marks are the writer's, not the source's, even inside what a source is said to have claimed.
        voice: Voice = "author" if voices.of(quotation.span) == "author" else "paraphrase"
        if not quotation.closed or not inner.strip() or not _is_scare(quotation, inner, paragraph, text):
            continue
        # A term merely set in quotation marks comes again in the article; a scare quote stands once.
        again = said[inner] > 1 or any(char.isdigit() for char in inner)
        taken = names.within(quotation.span) or terms.within(quotation.span) or _names_a_body(inner, paragraph)
        distanced = _distanced(quotation, terms)
        if not distanced and (again or taken or voice != "author" or _listed(quotation, text)):
            continue
        kind = paragraph.zone.kind
        found.append(LoadedTerm(quotation.span, "scare_quotes", "scare_quotes", voice, 1, inner.strip(), kind))
    return found


def _distanced(quotation: Quotation, terms: Places[LoadedTerm]) -> bool:
    """Whether a distancing word (so-called, 所谓, cái gọi là) stands right before the quotation."""
    before = terms.near(Span(quotation.span.start, quotation.span.start))
    return any(t.category == "derision" and 0 <= quotation.span.start - t.span.end <= _NEXT_TO for t in before)


def _names_a_body(inner: str, paragraph: Paragraph) -> bool:
    """Whether the quoted words end in the noun of a body or a programme (…研究所, …计划): a name, not a distance."""
    grammar, words = load_grammar(paragraph.language), fold(inner.strip(), paragraph.language.refine).text
    patterns = (grammar.patterns["programme"], *(pattern for _, pattern in grammar.source_types))
    return any(match.end() == len(words) for pattern in patterns for match in pattern.finditer(words))


def _listed(quotation: Quotation, text: str) -> bool:
    """Whether the quotation is one of a list of names: “A”、“B” and “C”."""
    before, after = (
        text[quotation.span.start - 1 : quotation.span.start],
        text[quotation.span.end : quotation.span.end + 1],
    )
    return before in _LIST_MARKS or after in _LIST_MARKS


def _is_scare(quotation: Quotation, inner: str, paragraph: Paragraph, text: str) -> bool:
    if any(char in inner for char in ".。!！?？,，;；:："):
        return False
    if quotation.span.start > 0 and text[quotation.span.start - 1] in _ASIDE:
        return False  # (简称“民阵”): a short name is being introduced
    if paragraph.language.spaced:
        words = inner.split()
        return len(words) <= _SCARE_WORDS and words[0].islower() and inner[0].isalpha()
    return len(inner) <= _SCARE_CHARS and not inner.isascii()
