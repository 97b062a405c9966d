"""Loaded language: where it stands, what it does, and whose words it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import Final

from framing.lexicon.entries import Term
from framing.lexicon.match import Hit
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.measure.insertion import Insertions
from framing.measure.literal import Sentences
from framing.measure.local_names import UPPER
from framing.measure.scan import hits_at_seams
from framing.measure.scare_quotes import find_scare_quotes
from framing.measure.scope import Scopes
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Attribution, LoadedTerm, Mention, Span, Voice

_TITLE_OF_WORK: Final = re.compile(r"《[^》]*》")
_BLANK: Final = re.compile(r"\s*")
# Words that begin with a capital, three more at most.
_CAPITALS: Final = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}}")
_PLACE: Final = attrgetter("span.start", "span.end")
_ENDS: Final = attrgetter("start", "end")


def find_loaded(
    document: Document,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention] = (),
    lexicon: Lexicon = BUILT_IN,
    voices: VoiceMap | None = None,
) -> tuple[LoadedTerm, ...]:
    """Every loaded term of title, headings, body and summary, in order, each with its voice.

    Voice (CODEBOOK section 3): ``author`` outside all attributed content; inside it ``source`` between quotation
    marks and ``paraphrase`` outside them. Titles of works and names of known bodies are never loaded.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> [t.category for t in find_loaded(read_document(Article("It was woefully late.")), ())]
    ['derision']
    """
    voices = VoiceMap(document, attributions) if voices is None else voices
    names = Places(mentions, lambda mention: mention.span)
    insertions = Insertions(document, attributions, mentions)
    said = Counter(
        document.article.text[q.inner.start : q.inner.end] for p in document.paragraphs for q in p.quotations
    )
    found: list[LoadedTerm] = []
    for paragraph in document.paragraphs:
        terms = _terms(paragraph, document.article.text, voices, names, insertions, lexicon)
        if paragraph.quotations:
            terms += find_scare_quotes(paragraph, document.article.text, voices.of, names, terms, said)
            terms.sort(key=_PLACE)
        found += terms
    return tuple(filter(lexicon.counts, found))


class VoiceMap:
    """Answers whose words stand at a place, by the content of attributions and the quotation marks."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        content = sorted((piece for attribution in attributions for piece in attribution.content), key=_ENDS)
        self._content = Places(_merged(content), lambda span: span)
        self._quotes = Places((q.inner for p in document.paragraphs for q in p.quotations), lambda span: span)

    def of(self, span: Span) -> Voice:
        """The voice a span is in; a span that is only partly attributed belongs to where its middle lies."""
        middle = (span.start + span.end) // 2
        if self._content.over(middle) is None:
            return "author"
        return "paraphrase" if self._quotes.over(middle) is None else "source"

    def _attributed(self, stretch: Span) -> Iterator[tuple[Voice, Span]]:
        """Its attributed parts: each whole as ``paraphrase``, and what stands in quotation marks there as ``source`` besides."""
        if not self._content.meets(stretch.start, stretch.end):
            return
        for piece in self._content.near(stretch):
            if (said := _overlap(piece, stretch)) is None:
                continue
            yield "paraphrase", said
            for quote in self._quotes.near(said):
                if (quoted := _overlap(quote, said)) is not None:
                    yield "source", quoted

    def count_tokens(self, paragraphs: Sequence[Paragraph]) -> dict[Voice, int]:
        """How many of the counted tokens of some paragraphs are in each voice."""
        attributed = quoted = 0
        for paragraph in paragraphs:
            for voice, stretch in self._attributed(paragraph.zone.span):
                n = paragraph.tokens_within(*paragraph.local(stretch))
                if voice == "source":
                    quoted += n
                else:
                    attributed += n
        everything = sum([paragraph.tokens_within(0, len(paragraph.folded.text)) for paragraph in paragraphs])
        return {"author": everything - attributed, "paraphrase": attributed - quoted, "source": quoted}

    def parts(self, stretch: Span) -> Iterator[tuple[Voice, Span]]:
        """A stretch cut where the voice changes."""
        content, quotes = self._content.near(stretch), self._quotes.near(stretch)
        if not any(span.meets(stretch) for span in content):
            yield "author", stretch
            return
        cuts = {stretch.start, stretch.end}
        cuts |= {
            at for span in chain(content, quotes) for at in (span.start, span.end) if stretch.start < at < stretch.end
        }
        for start, end in pairwise(sorted(cuts)):
            piece = Span(start, end)
            yield self.of(piece), piece


def _overlap(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _terms(
    paragraph: Paragraph,
    text: str,
    voices: VoiceMap,
    names: Places[Mention],
    insertions: Insertions,
    lexicon: Lexicon,
) -> list[LoadedTerm]:
    hits = hits_at_seams(paragraph, lexicon.matcher(paragraph.language))
    if not hits:
        return []
    base = paragraph.zone.span.start
    line = paragraph.zone.span.of(text)
    titles = _TITLE_OF_WORK.finditer(line) if "《" in line else ()
    works = Places((Span(m.start() + base, m.end() + base) for m in titles), lambda span: span)
    scopes, sentences = Scopes(paragraph), Sentences(paragraph)
    terms = []
    for hit in hits:
        span, term = paragraph.raw(hit.start, hit.end), hit.entry
        name = names.over(span.start)
        if works.over(span.start) is not None or (name is not None and _only_a_name(name, span)):
            continue
        if _begins_a_name(span, paragraph, text):
            continue
        if not sentences.means_it(hit) or (term.before_name and not _before_name(hit, paragraph, text, names)):
            continue
        reading = scopes.of(hit.start, hit.end)
        if reading.undone and term.undone:
            continue
        voice = voices.of(span)
        inserted = bool(term.insertion) and voice == "paraphrase" and insertions.holds(span, term.insertion, paragraph)
        terms.append(LoadedTerm(
            span, term.concept, term.category, voice, term.strength, term.neutral, paragraph.zone.kind, term.right,
            term.reviewed, term.family, reading.negated, reading.hedged, inserted, sentences.mark(hit),
        ))  # fmt: skip
    return terms


def _only_a_name(name: Mention, span: Span) -> bool:
    """Whether a loaded form is but a part of a known name (``Project Vault``) that is itself no telling choice."""
    return name.type != "state" and not name.naming and name.span.holds(span) and name.span != span


def _begins_a_name(span: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether the last word of a form begins a person's name, where capitals alone do not tell one: bà Hoàng Thị Lụa."""
    name_in, written = paragraph.language.name_in, span.of(text)
    last = written.rfind(" ") + 1
    if name_in is None or not last or not written[last].isupper() or written.isupper():
        return False
    run = _CAPITALS.match(text, span.start + last, paragraph.zone.span.end)
    return run is not None and " " in (name := name_in(run.group())) and run.group().startswith(name)


def _before_name(hit: Hit[Term], paragraph: Paragraph, text: str, names: Places[Mention]) -> bool:
    """Whether a name follows: one that is known, or a word written with a capital where the language has them."""
    at = paragraph.raw(hit.end - 1, hit.end).end
    blank = _BLANK.match(text, at)
    at = blank.end() if blank else at
    return names.over(at) is not None or (paragraph.language.spaced and text[at : at + 1].isupper())
