"""The words of an article, whole names and compounds as one, and what sets a word apart: house style, function words."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from sys import intern

from framing.lexicon.load import entity_matcher, folded_form, frame_matcher, stance_matcher
from framing.lexicon.match import Matcher
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.style import Apart, style_in
from framing.lexicon.topics import place_matcher, topic_matcher
from framing.measure.loaded import VoiceMap
from framing.text.document import Paragraph, read_document
from framing.text.languages import Language, language_of, token_unit
from framing.text.places import Places
from framing.types import Analysis, Span, Voice

_RECURRING = 3
"""A sentence that so many articles of one outlet have word for word is the outlet's, not the story's."""
_PAIR_COUNT, _PAIR_NPMI = 5, 0.4
"""Two syllables are one word where they stand together so often, and so much oftener than by chance (NPMI, −1 … 1)."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one article's title, headings and body, in order: folded, with their places in the raw text.

    ``apart`` says of each place why it is set apart; ``sentence`` numbers ``sentences``, the folded sentences;
    ``joined`` is 1 where nothing but a blank stands between a syllable and the next (only where words are syllables).
    """

    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    voices: tuple[Voice, ...]
    apart: tuple[Apart, ...]
    sentence: array[int]
    sentences: tuple[str, ...]
    joined: bytes

    def span(self, at: int) -> Span:
        """The place of a word."""
        return Span(self.starts[at], self.ends[at])


def find_word_places(analysis: Analysis, names: Collection[str] = ()) -> Words:
    """Every word of an article with its voice; ``names`` are those of outlets, whose own naming is set apart.

    Names of entities, places and compounds that a lexicon has are one word (``white house``, ``chính sách``); Chinese is
    cut by its segmenter. Vietnamese by the segmenter the analysis was made with, else by compounds and ``join_pairs``. Numbers are left out.
    A refused article has none.

    >>> from framing.analyze import analyze
    >>> found = find_word_places(analyze("Mr. Lee of the White House said on Monday that prices rose."))
    >>> [(word, apart) for word, apart in zip(found.texts, found.apart) if apart != "function word"]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('mr', 'honorific'), ('lee', ''), ('white house', ''), ('said', ''), ('monday', 'calendar'), ('prices', ''), ('rose', '')]
    """
    found: list[_Word] = []
    sentences: list[str] = []
    if not analysis.refused:
        document = read_document(analysis.article, _segmenter(analysis))
        voices = VoiceMap(document, analysis.attributions)
        mentions = Places([m.span for m in analysis.mentions], lambda span: span)
        for paragraph in document.own:
            for sentence in paragraph.sentences:
                begin, end = paragraph.local(sentence)
                sentences.append(paragraph.folded.text[begin:end])
            found += _in_paragraph(analysis, paragraph, _own_names(names, paragraph.language), mentions, voices)
            first = len(sentences) - len(paragraph.sentences)
            _number_sentences(found, paragraph, first)
    return Words(
        tuple(intern(word.text) for word in found),
        array("I", [word.span.start for word in found]),
        array("I", [word.span.end for word in found]),
        tuple(word.voice for word in found),
        tuple(word.apart for word in found),
        array("I", [word.sentence for word in found]),
        tuple(sentences),
        bytes(_side_by_side(found, analysis.article.text)),
    )


def _segmenter(analysis: Analysis) -> str:
    """The segmenter that the article's words were counted by, empty for the usual."""
    language = language_of(analysis.language)
    names = language.segmenters if language is not None and analysis.token_unit != language.token_unit else ()
    return next((name for name in names if token_unit(analysis.language, name) == analysis.token_unit), "")


@dataclass(slots=True)
class _Word:
    text: str
    span: Span
    voice: Voice
    apart: Apart
    syllable: bool
    sentence: int = -1


def _side_by_side(found: Sequence[_Word], raw: str) -> Iterator[bool]:
    """Of each word whether it and the next are syllables with one blank between them."""
    for word, follower in pairwise(found):
        yield word.syllable and follower.syllable and raw[word.span.end : follower.span.start] == " "
    if found:
        yield False


def _number_sentences(found: Sequence[_Word], paragraph: Paragraph, first: int) -> None:
    """Each word of the paragraph, which stand at the end of ``found``, gets the number of its sentence."""
    at, stretches = len(paragraph.sentences) - 1, paragraph.sentences
    for word in reversed(found):
        if word.sentence >= 0 or at < 0:
            return
        while at > 0 and word.span.start < stretches[at].start:
            at -= 1
        word.sentence = first + at


def _in_paragraph(
    analysis: Analysis,
    paragraph: Paragraph,
    own: Matcher[bool],
    mentions: Places[Span],
    voices: VoiceMap,
) -> Iterator[_Word]:
    raw, folded, language = analysis.article.text, paragraph.folded.text, paragraph.language
    style = style_in(language)
    dateline = style.dateline_end(paragraph.zone.span.of(raw)) + paragraph.zone.span.start
    named = {hit.end: hit.start for hit in own.find(folded, paragraph.edges)}
    entities = {paragraph.local(span) for span in mentions.within(paragraph.zone.span)}
    wholes = sorted(
        {(start, end) for end, start in named.items()}
        | entities
        | {(h.start, h.end) for h in _compounds(language).find(folded, paragraph.edges)}
    )
    parts = [(stretch, paragraph.local(stretch)[0], voice) for voice, stretch in voices.parts(paragraph.zone.span)]
    part = 0
    for start, end in _pieces(paragraph, wholes):
        text = folded[start:end]
        while part + 1 < len(parts) and parts[part + 1][1] <= start:
            part += 1
        span = paragraph.raw(start, end)
        if ending := style.clitic(text):
            text, span = text[: -len(ending)], paragraph.raw(start, end - len(ending))
        apart: Apart = style.of(text)
        initial = language.spaced and len(text) == 1 and not apart and span.of(raw).isupper()
        if initial or not any(char.isalpha() for char in text):
            continue
        if span.start < dateline:
            apart = "dateline"
        elif named.get(end, len(folded)) <= start and (not language.spaced or span.of(raw)[0].isupper()):
            apart = "own name"
        elif (start, end) in entities and apart == "function word":
            apart = ""  # US is no pronoun
        syllable = (
            paragraph.counted is paragraph.words and language.token_unit == "syllables" and (start, end) not in wholes
        )
        yield _Word(text, span, parts[part][2], apart, syllable)


def _pieces(paragraph: Paragraph, wholes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words in order, those inside a whole as that whole; of wholes that meet, the first and longest."""
    leading = style_in(paragraph.language).leading
    begins = {start for start, _ in paragraph.counted}
    ends = {end for _, end in paragraph.counted}
    longest: dict[int, int] = {}
    for start, end in wholes:
        if start in begins and end in ends:
            longest[start] = max(end, longest.get(start, 0))
    done = 0
    for number, (start, end) in enumerate(paragraph.counted):
        if start < done:
            continue
        if start in longest and end < longest[start] and paragraph.folded.text[start:end] in leading:
            follower = paragraph.counted[number + 1][0]
            longest[follower] = max(longest.pop(start), longest.get(follower, 0))
        done = longest.get(start, end)
        yield start, done


# --- what is one word ---


@cache
def _compounds(language: Language) -> Matcher[bool]:
    """Forms of more than one token that are one word: places, in Vietnamese all compounds that a lexicon has."""
    forms = set(place_matcher(language).forms)
    if language.token_unit == "syllables":
        for matcher in (
            topic_matcher(language), frame_matcher(language), stance_matcher(language), entity_matcher(language),
            BUILT_IN.matcher(language),
        ):  # fmt: skip
            forms |= set(matcher.forms)
        forms |= set(style_in(language).forms)
    several = sorted(form for form in forms if len(language.words(form)) > 1)
    return Matcher(dict.fromkeys(several, True), spaced=language.spaced)


@cache
def _own_names_of(names: tuple[str, ...], language: Language) -> Matcher[bool]:
    """How outlets name themselves: their names whole, the words of these, and every name of the entity that they are."""
    forms: dict[str, bool] = {}
    for name in names:
        folded = folded_form(name.replace("-", " ").replace("_", " "), language)
        whole = [folded] + [folded[a:b] for a, b in language.words(folded) if language.spaced and b - a > 2]
        forms |= {form: True for form in whole if form and style_in(language).of(form) == ""}
        ids = {hit.entry.id for hit in entity_matcher(language).find(folded)}
        for form, entity in entity_matcher(language).pairs:
            if entity is not None and entity.id in ids and entity.type == "outlet":
                forms[form] = True
    return Matcher(forms, spaced=language.spaced)


def _own_names(names: Collection[str], language: Language) -> Matcher[bool]:
    return _own_names_of(tuple(sorted(names)), language)


def join_pairs(articles: Iterable[Words]) -> tuple[Words, ...]:
    """The same with syllables that belong together as one word, by how the whole corpus writes them; outlets are not asked.

    Two syllables are joined where they stand side by side at least five times and their normalised pointwise mutual
    information (Bouma 2009) is at least 0.4; the likelier of two overlapping pairs is taken.
    """
    articles = tuple(articles)
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for words in articles:
        for at, joined in enumerate(words.joined):
            if joined:
                single.update(words.texts[at : at + 2])
                pairs[words.texts[at], words.texts[at + 1]] += 1
    total = sum(pairs.values())
    bound = {
        pair: npmi
        for pair, n in pairs.items()
        if n >= _PAIR_COUNT and (npmi := _npmi(n, single[pair[0]] / 2, single[pair[1]] / 2, total)) >= _PAIR_NPMI
    }
    return tuple(_with_pairs(words, bound) if bound and any(words.joined) else words for words in articles)


def _npmi(together: int, first: float, second: float, total: int) -> float:
    chance = together / total
    return log(together * total / (first * second)) / -log(chance) if chance < 1 else 1.0


def _with_pairs(words: Words, bound: Mapping[tuple[str, str], float]) -> Words:
    strength = [
        bound.get((words.texts[at], words.texts[at + 1]), 0.0) if joined else 0.0
        for at, joined in enumerate(words.joined)
    ]
    strength.append(0.0)
    heads = [at for at, s in enumerate(strength) if s and s >= strength[at + 1] and (at == 0 or s > strength[at - 1])]
    tails = {at + 1 for at in heads}
    heads = [at for at in heads if at not in tails]
    first = set(heads)
    kept = [at for at in range(len(words.texts)) if at - 1 not in first]
    texts = [f"{words.texts[at]} {words.texts[at + 1]}" if at in first else words.texts[at] for at in kept]
    both_apart = {at for at in first if words.apart[at] == words.apart[at + 1]}
    return Words(
        tuple(map(intern, texts)),
        array("I", [words.starts[at] for at in kept]),
        array("I", [words.ends[at + 1] if at in first else words.ends[at] for at in kept]),
        tuple(words.voices[at] for at in kept),
        tuple(words.apart[at] if at not in first or at in both_apart else "" for at in kept),
        array("I", [words.sentence[at] for at in kept]),
        words.sentences,
        bytes(0 for _ in kept),
    )


# --- what is set apart ---


def set_recurring_apart(articles: Sequence[Words], outlets: Sequence[str]) -> tuple[Words, ...]:
    """The same with each sentence that three articles of one outlet have word for word as one word, set apart."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for words, outlet in zip(articles, outlets, strict=True):
        seen[outlet].update(set(words.sentences))
    often = {s for counts in seen.values() for s, n in counts.items() if n >= _RECURRING}
    return tuple(_with_recurring(words, often) if often.intersection(words.sentences) else words for words in articles)


def _with_recurring(words: Words, often: Collection[str]) -> Words:
    numbers = {number for number, sentence in enumerate(words.sentences) if sentence in often}
    last = {number: at for at, number in enumerate(words.sentence) if number in numbers}
    heads = {number: at for at, number in reversed(list(enumerate(words.sentence))) if number in numbers}
    first = {at: number for number, at in heads.items()}
    kept = [at for at in range(len(words.texts)) if at in first or words.sentence[at] not in numbers]
    return Words(
        tuple(intern(words.sentences[first[at]]) if at in first else words.texts[at] for at in kept),
        array("I", [words.starts[at] for at in kept]),
        array("I", [words.ends[last[first[at]]] if at in first else words.ends[at] for at in kept]),
        tuple(words.voices[at] for at in kept),
        tuple("recurring sentence" if at in first else words.apart[at] for at in kept),
        array("I", [words.sentence[at] for at in kept]),
        words.sentences,
        bytes(words.joined[at] for at in kept),
    )
