"""Scare quotes: quotation marks that distance the writer from a word, told from names, terms and real speech."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from framing.measure.grammar import load_grammar
from framing.text.document import Paragraph
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import LoadedTerm, Mention, Quotation, Span, Voice

_WORDS: Final = 4
_CHARS: Final = 5
_DISTANCED_CHARS: Final = 12
_ASIDE: Final = tuple("()（）")
# So many at most stand between a colon and what it introduces.
_BLANKS: Final = 16
_LIST_MARKS: Final = frozenset("、和与及")
_NEXT_TO: Final = 2
_NAME_CHARS: Final = 8
_OPENING, _CLOSING = frozenset("“「『"), frozenset("”」』")
_SENTENCE_MARKS: Final = frozenset("。!！?？,，;；:：")
_SPEECH_MARKS: Final = _SENTENCE_MARKS | {"."}
_KIND, _KIND_SPACED = 6, 24


def find_scare_quotes(
    paragraph: Paragraph,
    text: str,
    voice_of: Callable[[Span], Voice],
    names: Places[Mention],
    terms: Sequence[LoadedTerm],
    said: Mapping[str, int],
) -> list[LoadedTerm]:
    """Short quoted words in the author's own voice that are no name, no work, no term and nobody's speech.

    ``terms`` are the loaded terms of the paragraph, in order; ``said`` counts how often the article quotes a wording.
    """
    few = [(q, inner) for q in paragraph.quotations if (inner := _few_words(q, text, paragraph))]
    placed = Places(terms if few else (), lambda term: term.span)
    found = []
    for quotation, inner in few:
        if not _SPEECH_MARKS.isdisjoint(inner) or _introduced(quotation, text):
            continue
        distanced = _distanced(quotation, placed)
        if distanced is None:
            if not paragraph.language.spaced and len(inner) > _CHARS:
                continue
            # A term merely set in quotation marks comes again in the article; a scare quote stands once.
            if said[inner] > 1 or any(char.isdigit() for char in inner) or voice_of(quotation.span) != "author":
                continue
            if names.within(quotation.span) or placed.within(quotation.span) or _listed(quotation, text):
                continue
            if _names_a_body(inner, paragraph) or _is_name(quotation, text, paragraph):
                continue
        # The marks are the writer's, not the source's, even inside what a source is said to have claimed.
        voice: Voice = "author" if voice_of(quotation.span) == "author" else "paraphrase"
        kind = paragraph.zone.kind
        inserted = distanced is not None and distanced.inserted
        found.append(
            LoadedTerm(quotation.span, "scare_quotes", "scare_quotes", voice, 1, inner.strip(), kind, inserted=inserted)
        )
    return found


def _few_words(quotation: Quotation, text: str, paragraph: Paragraph) -> str:
    """The quoted words, if they are as few as a writer keeps away from; else nothing."""
    if not quotation.closed or quotation.continued:
        return ""
    inner = quotation.inner.of(text).rstrip(",.，。 ")
    if paragraph.language.spaced:
        if not inner or not inner[0].isalpha():
            return ""
        words = inner.split(maxsplit=_WORDS)
        return inner if len(words) <= _WORDS and words[0].islower() else ""
    return inner if len(inner) <= _DISTANCED_CHARS and not inner.isascii() else ""


def _introduced(quotation: Quotation, text: str) -> bool:
    """Whether a short name is introduced, (简称“民阵”), or what is named before it: It had a name for it: “growth.”"""
    before = text[max(0, quotation.span.start - _BLANKS) : quotation.span.start]
    return before.endswith(_ASIDE) or before.rstrip().endswith((":", "："))


def _distanced(quotation: Quotation, terms: Places[LoadedTerm]) -> LoadedTerm | None:
    """The distancing word (so-called, 所谓, cái gọi là) that stands right before the quotation."""
    before = terms.near(Span(quotation.span.start, quotation.span.start))
    near = (t for t in before if t.category == "derision" and 0 <= quotation.span.start - t.span.end <= _NEXT_TO)
    return next(near, None)


def _names_a_body(inner: str, paragraph: Paragraph) -> bool:
    """Whether the quoted words end in the noun of a body or a programme (…研究所, …计划): a name, not a distance."""
    grammar, words = load_grammar(paragraph.language), fold(inner.strip(), paragraph.language.refine).text
    programmes = grammar.patterns["programme"].finditer(words)
    return any(match.end() == len(words) for match in programmes) or grammar.ends_in_kind(words)


def _is_name(quotation: Quotation, text: str, paragraph: Paragraph) -> bool:
    """Whether the word before a quotation says what is called so (超市“百禾”, the term “blue carbon”), or the word behind it (“海燕”号)."""
    grammar = load_grammar(paragraph.language)
    if not grammar.endings["named_kind"]:
        return False
    start, end = quotation.span.start, quotation.span.end
    near = _KIND_SPACED if paragraph.language.spaced else _KIND
    before = fold(text[max(0, start - near) : start], paragraph.language.refine).text
    behind = fold(text[end : end + near], paragraph.language.refine).text
    return grammar.ending("named_kind", before) is not None or grammar.patterns["^name_tail"].match(behind) is not None


def names_a_programme(quotation: Quotation, text: str, paragraph: Paragraph) -> bool:
    """Whether marks stand around a name in text without capitals: “金库计划”, 超市“百禾”; what somebody says is none."""
    grammar = load_grammar(paragraph.language)
    inner = quotation.inner.of(text)
    if not grammar.endings["named_kind"] or len(inner) > _NAME_CHARS or any(char in inner for char in _SENTENCE_MARKS):
        return False
    words = fold(inner, paragraph.language.refine).text
    if any(match.end() == len(words) for match in grammar.patterns["programme"].finditer(words)):
        return True
    before = fold(text[max(0, quotation.span.start - _KIND) : quotation.span.start], paragraph.language.refine).text
    return grammar.ending("named_kind", before) is not None


def _listed(quotation: Quotation, text: str) -> bool:
    """Whether the quotation is one of a list of names: “A”、“B” and “C”."""
    start, end = quotation.span.start, quotation.span.end
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[end : end + 2].strip()[:1] in _OPENING or text[max(0, start - 2) : start].strip()[-1:] in _CLOSING:
        return True  # “A” “B”, “A”“B”
    return before in _LIST_MARKS or after in _LIST_MARKS
