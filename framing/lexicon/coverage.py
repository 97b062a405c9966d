"""What the loaded lexicon lacks: frequent words of a corpus that behave like its words, for a person to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from framing.lexicon.kwic import Line, line_at
from framing.lexicon.load import entity_matcher
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.lexicon.patterns import Patterns, load_patterns
from framing.text.document import Document, Paragraph
from framing.text.languages import Language
from framing.text.languages.base import text_data
from framing.text.places import Places
from framing.types import Span

MIN_COUNT, MIN_ARTICLES = 5, 3
"""A candidate stands so often, in so many articles: less says nothing, and one article's topic is no usage."""
MIN_SIGNS = 2
"""So often a booster stands before a candidate, or a join between it and a loaded word."""
_MOSTLY = 0.5
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that is not in the lexicon and behaves as loaded words do, with what speaks for it.

    ``boosted``: times that a booster stands right before it (*utterly X*), since evaluations have degrees. ``joined``:
    times that *and*, *or*, *but* or a comma joins it to a loaded word (words so joined are mostly of one orientation:
    Hatzivassiloglou and McKeown 1997). ``near``: times in a sentence with a loaded word; ``association``: how much more
    often that is than by chance, as a log-likelihood ratio G² (Dunning 1993), negative where it is less often.
    """

    language: str
    word: str
    count: int
    articles: int
    boosted: int
    joined: int
    near: int
    association: float
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Seen:
    count: int = 0
    boosted: int = 0
    joined: int = 0
    near: int = 0
    named: int = 0
    loaded: int = 0
    articles: set[int] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)


def find_candidates(documents: Iterable[Document], lexicon: Lexicon = BUILT_IN) -> tuple[Candidate, ...]:
    """Candidates by language, those with the largest share of signs (boosted or joined) first, then by association.

    A candidate is one token, or two where a token is a syllable (Vietnamese). Names, function words, and words that stand
    mostly inside loaded terms are left out. Nothing is asked but the corpus and the lexicon, so a candidate is no finding,
    and a loaded word that is rare here is missed. Empty where the corpus is too small.
    """
    seen: dict[Language, dict[str, _Seen]] = defaultdict(lambda: defaultdict(_Seen))
    tokens: Counter[Language] = Counter()
    beside: Counter[Language] = Counter()
    for number, document in enumerate(documents):
        for paragraph in document.own:
            for symbols in _sentences(paragraph, lexicon):
                near = any(symbol.loaded for symbol in symbols)
                tokens[paragraph.language] += len(symbols)
                beside[paragraph.language] += near * len(symbols)
                for word, first, last in _words(symbols, paragraph.language):
                    it = seen[paragraph.language][word]
                    it.articles.add(number)
                    _count(it, symbols, first, last, paragraph, document)
    return tuple(
        candidate
        for language in sorted(seen, key=lambda language: language.code)
        for candidate in _ranked(language, seen[language], beside[language] / tokens[language], lexicon)
    )


def _ranked(language: Language, seen: dict[str, _Seen], share: float, lexicon: Lexicon) -> list[Candidate]:
    known = lexicon.forms(language)
    found = [
        Candidate(
            language.code, word, it.count, len(it.articles), it.boosted, it.joined, it.near,
            log_likelihood(it.near, it.count, share), tuple(it.lines),
        )
        for word, it in seen.items()
        if word not in known and _promising(it)
    ]  # fmt: skip
    return sorted(found, key=lambda c: (-(c.boosted + c.joined) / c.count, -c.association, c.word))


def _promising(it: _Seen) -> bool:
    often = it.count >= MIN_COUNT and len(it.articles) >= MIN_ARTICLES and it.boosted + it.joined >= MIN_SIGNS
    return often and it.named < _MOSTLY * it.count and it.loaded < _MOSTLY * it.count


def _count(
    it: _Seen, symbols: Sequence[_Symbol], first: int, last: int, paragraph: Paragraph, document: Document
) -> None:
    patterns, blank = load_patterns(paragraph.language), " " if paragraph.language.spaced else ""
    loaded = any(symbol.loaded for symbol in symbols[first : last + 1])
    boosted = not loaded and _boosted(symbols, first, patterns, blank)
    joined = not loaded and _joined(symbols, first, last, patterns)
    span = paragraph.raw(symbols[first].start, symbols[last].end)
    capital = paragraph.language.spaced and first > 0 and document.article.text[span.start].isupper()
    it.count += 1
    it.loaded += loaded
    it.boosted += boosted
    it.joined += joined
    it.near += not loaded and any(symbol.loaded for symbol in symbols)
    it.named += capital or any(symbol.named for symbol in symbols[first : last + 1])
    if (boosted or joined) and len(it.lines) < _EXAMPLES:
        it.lines.append(line_at(document.article.text, span, document.article.id))


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A word, or a mark between words, with where it stands in the folded text."""

    text: str
    start: int
    end: int
    word: bool
    loaded: bool = False
    named: bool = False


def _sentences(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[list[_Symbol]]:
    """The words and marks of each sentence, in order."""
    text, language = paragraph.folded.text, paragraph.language
    hits = lexicon.matcher(language).find(text, language.seams(text, paragraph.edges))
    names = entity_matcher(language).find(text, paragraph.edges)
    loaded, named = (Places([Span(hit.start, hit.end) for hit in found], lambda span: span) for found in (hits, names))
    symbols: list[_Symbol] = []
    at = 0
    for start, end in (*paragraph.words, (len(text), len(text))):
        marks = [(at + k, mark) for k, mark in enumerate(text[at:start]) if not mark.isspace()]
        symbols += [_Symbol(mark, k, k + 1, word=False) for k, mark in marks]
        word = any(char.isalpha() for char in text[start:end])
        over = loaded.over(start) is not None, named.over(start) is not None
        symbols += [_Symbol(text[start:end], start, end, word, *over)] * (start < end)
        at = end
    first = 0
    for sentence in paragraph.sentences:
        end = paragraph.local(sentence)[1]
        last = first
        while last < len(symbols) and symbols[last].start < end:
            last += 1
        yield symbols[first:last]
        first = last


def _words(symbols: Sequence[_Symbol], language: Language) -> Iterator[tuple[str, int, int]]:
    """Each word of a sentence with its first and last symbol; function words, joins and boosters are none."""
    patterns = load_patterns(language)
    plain = frozenset(text_data(language.code).get("function_words", ())) | patterns.joins | patterns.boosters
    size = 2 if language.token_unit == "syllables" else 1
    for first in range(len(symbols) - size + 1):
        parts = symbols[first : first + size]
        word = " ".join(part.text for part in parts)
        if all(part.word for part in parts) and plain.isdisjoint({word, *(part.text for part in parts)}):
            yield word, first, first + size - 1


def _boosted(symbols: Sequence[_Symbol], first: int, patterns: Patterns, blank: str) -> bool:
    """Whether a booster of one or two words stands right before."""
    before = [symbol.text for symbol in symbols[max(0, first - 2) : first]]
    return bool(before) and not patterns.boosters.isdisjoint({before[-1], blank.join(before)})


def _joined(symbols: Sequence[_Symbol], first: int, last: int, patterns: Patterns) -> bool:
    """Whether a join stands between a word and a loaded one: ``cruel and X``, X、残忍."""
    before = first >= 2 and symbols[first - 1].text in patterns.joins and symbols[first - 2].loaded
    after = last + 2 < len(symbols) and symbols[last + 1].text in patterns.joins and symbols[last + 2].loaded
    return before or after


def log_likelihood(near: int, count: int, share: float) -> float:
    """G² of ``near`` out of ``count`` where ``share`` is expected by chance; negative where it is less than that.

    >>> round(log_likelihood(8, 10, 0.5), 2), round(log_likelihood(2, 10, 0.5), 2), log_likelihood(5, 10, 0.5)
    (3.85, -3.85, 0.0)
    """
    if not 0 < share < 1:
        return 0.0
    observed = ((near, count * share), (count - near, count * (1 - share)))
    value = 2 * sum(n * log(n / expected) for n, expected in observed if n)
    return value if near >= count * share else -value
