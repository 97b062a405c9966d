"""An article made ready to measure: paragraphs with their zone, language, sentences, words and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from framing.notes import Note
from framing.records import mypyc_attr
from framing.text.byline import lift_metadata
from framing.text.languages import Language, called, check_segmenter, language_of, token_unit
from framing.text.languages.base import Pairs, Words
from framing.text.looks import Line, read_lines
from framing.text.segment import find_quotations, lone_closer, marks_in
from framing.text.spans import Folded, refined
from framing.text.zones import mark_zones
from framing.types import ARTICLE_ZONES, Article, Quotation, Span, Zone

OTHER_LANGUAGE: Final = "language_differs"
"""The code of the note that a text is not in the language that was chosen for it."""
_WORD: Final = re.compile(rb"\x01\0*+")
_MEASURED: Final = ARTICLE_ZONES | {"summary"}


@mypyc_attr(acyclic=True)
class Paragraph:
    """One line of a covered language. Sentences and quotations are offsets into the raw article.

    ``folded`` is the matching copy of this line alone, ``words`` are offsets into it and ``edges`` has a byte for each of its
    offsets (where words begin and end, for text without spaces: ``Language.word_starts``); ``raw(start, end)`` takes such
    offsets to the article and ``local(span)`` brings them back.
    ``counted`` are the tokens that rates are counted in: the words, or those of a segmenter that was asked for. What is
    made of words is worked out when it is first asked for, and ``found`` is filled by whoever asks first. What lives as long
    as a paragraph is in tuples of numbers, which the collector of cycles leaves alone.
    """

    __slots__ = (
        *("zone", "language", "folded", "sentences", "quotations", "edges", "found"),
        *("_segmented", "_words", "_starts"),
    )

    def __init__(
        self,
        zone: Zone,
        language: Language,
        folded: Folded,
        sentences: tuple[Span, ...],
        quotations: tuple[Quotation, ...],
        segmented: Pairs | None = None,
    ) -> None:
        self.zone, self.language, self.folded = zone, language, folded
        self.sentences, self.quotations = sentences, quotations
        self.found: dict[object, Any] = {}
        self._segmented: Words | None = None if segmented is None else tuple(segmented)
        self._words: Words | None = None
        self._starts = None if language.spaced else language.word_starts(folded.text)
        self.edges = self._starts or b""

    @property
    def words(self) -> Words:
        """Offsets of the words."""
        if self._words is None:
            spaced, text = self.language.spaced, self.folded.text
            self._words = tuple(self.language.words(text) if spaced else [m.span() for m in _WORD.finditer(self.edges)])
        return self._words

    @property
    def counted(self) -> Words:
        """Offsets of the counted tokens."""
        return self.words if self._segmented is None else self._segmented

    def raw(self, start: int, end: int) -> Span:
        """The article's span of ``folded.text[start:end]``."""
        base = self.zone.span.start
        if self.folded.starts is None:
            return Span(base + start, base + end)
        local = self.folded.original(start, end)
        return Span(local.start + base, local.end + base)

    def local(self, span: Span) -> tuple[int, int]:
        """The offsets into ``folded.text`` of an article's span."""
        base, starts = self.zone.span.start, self.folded.starts
        if starts is None:
            return span.start - base, span.end - base
        return bisect_left(starts, span.start - base), bisect_left(starts, span.end - base)

    def words_within(self, start: int, end: int) -> int:
        """How many words begin between two offsets into ``folded.text``."""
        if self._starts is None:
            self._starts = self.language.word_starts(self.folded.text)
        return self._starts.count(1, start, end)

    def tokens_within(self, start: int, end: int) -> int:
        """How many counted tokens begin between two offsets into ``folded.text``."""
        if self._segmented is None:
            return self.words_within(start, end)
        return bisect_left(self._segmented, (end,)) - bisect_left(self._segmented, (start,))


@dataclass(frozen=True, slots=True)
class Document:
    """An article, the zones of its lines, and the paragraphs that can be measured.

    ``own`` are those of title, headings and body: what the outlet published as its own.
    """

    article: Article
    zones: tuple[Zone, ...]
    paragraphs: tuple[Paragraph, ...]
    language: str
    token_unit: str = ""
    own: tuple[Paragraph, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        own = tuple(p for p in self.paragraphs if p.zone.kind in ARTICLE_ZONES)
        object.__setattr__(self, "own", own)


_LINES_WITHIN: Final = 6


def read_document(article: Article, segmenter: str = "") -> Document:
    """Zones, languages, sentences, words and quotations of an article; never fails, never edits the text.

    ``article.language`` is that of lines which do not tell their own; where the text reads as another, a note says so.
    Title, outlet, date and author are lifted from the text where nobody gave them. ``segmenter`` counts tokens in the
    languages that have it, else it changes nothing. Errors: UsageError for one that is not there.
    """
    check_segmenter(segmenter)
    chosen = called(article.language)
    lines = read_lines(article.text, chosen)
    zones = mark_zones(lines)
    wanted = (pair for pair in zip(zones, lines, strict=True) if pair[0].kind in _MEASURED)
    marks = marks_in(article.text)
    paragraphs = tuple(p for zone, line in wanted if (p := _paragraph(zone, line, segmenter, marks)) is not None)
    _continue_quotations(article.text, paragraphs)
    found = main_language(zones)
    language = found or (chosen if language_of(chosen) else "und")
    if found and chosen and found != chosen and not found.startswith(f"{chosen}-"):
        said = "language chosen as {chosen}; the text reads as {found}, and is taken as that"
        article = replace(article, notes=(*article.notes, Note(OTHER_LANGUAGE, said, chosen=chosen, found=found)))
    return Document(
        lift_metadata(article, zones, language), zones, paragraphs, language, token_unit(language, segmenter)
    )


def _continue_quotations(text: str, paragraphs: tuple[Paragraph, ...]) -> None:
    """Quotations over several paragraphs: each but the last is unclosed; each but the first repeats the opening mark, or
    the last has only the closing one, and those between, at most ``_LINES_WITHIN``, have no mark at all.
    """
    opened: Quotation | None = None
    for i, paragraph in enumerate(paragraphs[1:], 1):
        before, here, start = paragraphs[i - 1].quotations[-1:], paragraph.quotations[:1], paragraph.zone.span.start
        if not before or before[0].closed:
            continue
        if opened is None or before[0].span.start != before[0].inner.start:
            opened = before[0]  # else a line without a mark of what is open still
        if here and here[0].span.start == start:
            if text[opened.span.start] == text[start]:
                paragraph.quotations = (replace(here[0], continued=True), *paragraph.quotations[1:])
        elif (shut := lone_closer(text, opened, paragraph.zone.span)) >= 0:
            carried = Quotation(Span(start, shut + 1), Span(start, shut), closed=True, continued=True)
            after = (quotation for quotation in paragraph.quotations if quotation.span.start > shut)
            paragraph.quotations = (carried, *after)
        elif not here and _shut_below(text, opened, paragraphs[i + 1 : i + 1 + _LINES_WITHIN]):
            whole = paragraph.zone.span
            paragraph.quotations = (Quotation(whole, whole, closed=False, continued=True),)


def _shut_below(text: str, opened: Quotation, below: tuple[Paragraph, ...]) -> bool:
    """Whether one of the next paragraphs closes what is open, and none before it has a quotation."""
    for paragraph in below:
        if lone_closer(text, opened, paragraph.zone.span) >= 0:
            return True
        if paragraph.quotations:
            return False
    return False


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


def _paragraph(zone: Zone, line: Line, segmenter: str, marks: Sequence[str]) -> Paragraph | None:
    language = language_of(zone.language)
    if language is None:
        return None
    at = zone.span.start
    folded = refined(line.copy, language.refine)
    sentences = tuple([Span(at + start, at + end) for start, end in language.sentences(line.clean)])
    segmented = None
    if segmenter in language.segmenters:  # it reads capitals, so the text as written where offsets allow it
        segmented = language.segmenters[segmenter](line.clean if folded.starts is None else folded.text)
    return Paragraph(zone, language, folded, sentences, find_quotations(line.clean, at, marks), segmented)
