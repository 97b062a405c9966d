"""Keyword in context: where a word or phrase stands in a corpus, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wcwidth import wcswidth, wcwidth

from framing.lexicon.load import folded_form
from framing.text.document import Document, Paragraph
from framing.types import Span

WIDTH = 80
"""Columns of a terminal; a Chinese character takes two."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a keyword: the article's id, the span in its raw text, and the text around it, breaks as blanks."""

    article: str
    span: Span
    left: str
    keyword: str
    right: str

    def printed(self, width: int = WIDTH) -> str:
        """The line in at most ``width`` columns, the keyword in the middle.

        >>> Line("", Span(0, 4), "该国外长称这是", "经济胁迫", "，要求取消").printed(24)
        ' 称这是 经济胁迫 ，要求'
        """
        room = max(0, width - wcswidth(self.keyword) - 2) // 2
        left = fit(self.left, room, from_end=True)
        return f"{' ' * (room - wcswidth(left))}{left} {self.keyword} {fit(self.right, room)}".rstrip()


def find_lines(documents: Iterable[Document], term: str) -> Iterator[Line]:
    """Every place of a term in title, headings, body and summary, in order; case and Traditional characters are folded.

    A place begins and ends at a word's edge in English and Vietnamese. Chinese is indexed by characters, so that a place is
    found however the words around it are cut. Index: NLTK's ``ConcordanceIndex``. A term without words finds nothing.
    Unlike the measures, this finds what is written, loaded or not.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> texts = [Article("A trade war, and another Trade War. Warm.")]
    >>> [line.span.start for line in find_lines(map(read_document, texts), "trade war")]
    [2, 25]
    """
    for document in documents:
        for paragraph in document.paragraphs:
            yield from _in_paragraph(document, paragraph, term)


def _in_paragraph(document: Document, paragraph: Paragraph, term: str) -> Iterator[Line]:
    from nltk.text import ConcordanceIndex

    text, language = paragraph.folded.text, paragraph.language
    wanted = folded_form(term, language)
    spaced = language.spaced
    phrase = [wanted[start:end] for start, end in language.words(wanted)] if spaced else list(wanted)
    if not phrase or phrase[0] not in text:
        return
    places = paragraph.words if spaced else [(at, at + 1) for at in range(len(text))]
    index = ConcordanceIndex([text[start:end] for start, end in places])
    for found in index.find_concordance(phrase, width=2 * len(wanted) + WIDTH):
        span = paragraph.raw(places[found.offset][0], places[found.offset + len(phrase) - 1][1])
        yield line_at(document.article.text, span, document.article.id)


def line_at(text: str, span: Span, article: str = "", reach: int = 160) -> Line:
    """The line of a span: at most ``reach`` characters on each side of it."""
    left, right = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
    return Line(article, span, _flat(left), _flat(span.of(text)).strip(), _flat(right))


def _flat(text: str) -> str:
    words = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else ""


def fit(text: str, columns: int, *, from_end: bool = False) -> str:
    """As much of a text as fits the columns, from its beginning or its end; control characters become blanks.

    >>> fit("供应链 now", 7), fit("供应链 now", 7, from_end=True)
    ('供应链', '链 now')
    """
    kept, room = "", columns
    for char in reversed(text) if from_end else text:
        char = char if char.isprintable() else " "
        room -= max(0, wcwidth(char))
        if room < 0:
            break
        kept = char + kept if from_end else kept + char
    return kept.strip()
