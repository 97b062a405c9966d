"""distinctive_words(): which words an outlet uses more than the others, house style apart, each in its lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.compare.cautions import too_few
from framing.compare.contrasts import WAYS, By, group_of
from framing.compare.vocabulary import Words, find_word_places, join_pairs, set_recurring_apart
from framing.compare.wordrecords import (
    USUAL,
    DistinctiveWord,
    DistinctiveWords,
    WordCounts,
    WordKey,
    WordPlan,
    WordVoice,
)
from framing.errors import UsageError
from framing.lexicon.kwic import Line, line_at
from framing.lexicon.style import Apart, find_spellings
from framing.notes import Note
from framing.text.languages import language_of
from framing.types import Analysis

TOP = 20
_LINES = 3


def distinctive_words(
    analyses: Iterable[Analysis],
    *,
    by: By = "outlet",
    voice: WordVoice = "all",
    top: int = TOP,
    plan: WordPlan = USUAL,
) -> DistinctiveWords:
    """The words that each group uses more than the others of its language, with tests and lines in context.

    Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), but tested by permuting which
    article is whose, with max-T over all words: words of one article are not independent. Function words, honorifics,
    party labels, outlets' own names, datelines, days, spellings and recurring sentences are families of their own. At
    most ``top`` words of each kind and group; ``voice`` counts the words of one voice only. ``plan`` (permutations, seed,
    fewest articles, prior). Below the fewest articles words are described and not tested.

    Errors: UsageError for an unknown ``by`` or ``voice``, or when nothing is left to compare.

    >>> from framing.analyze import analyze
    >>> from framing.types import Article
    >>> texts = {"A": "The reform is a burden, a burden on all.", "B": "The reform is a relief, a relief for all."}
    >>> found = distinctive_words(analyze(Article(text, outlet=outlet)) for outlet, text in texts.items())
    >>> [(word.group, word.word, word.count, word.other_count, word.p) for word in found.words if not word.apart]
    [('A', 'burden', 2, 0, None), ('B', 'relief', 2, 0, None)]
    """
    if by not in WAYS:
        raise UsageError(f"by is {', '.join(WAYS[:-1])} or {WAYS[-1]}, got {by!r}")
    if voice not in ("all", "author", "paraphrase", "source"):
        raise UsageError(f"voice is all, author, paraphrase or source, got {voice!r}")
    listed = list(analyses)
    usable = sorted((one for one in listed if not one.refused), key=lambda one: (group_of(one, by), one.article.id))
    refused = [one.article.id or one.article.path or "an article" for one in listed if one.refused]
    if not usable:
        raise UsageError("nothing to compare: no article could be scored")
    places, counts = count_articles(usable, by=by, voice=voice)
    found = distinctive_counts(counts, by=by, top=top, plan=plan)
    with_lines = _with_lines(found.words, usable, places, by=by, voice=voice)
    left_out = (Note("left_out", "Left out: {articles:; }.", articles=tuple(refused)),) if refused else ()
    return replace(found, words=with_lines, notes=(*found.notes, *left_out))


def count_articles(
    analyses: Sequence[Analysis], *, by: By = "outlet", voice: WordVoice = "all"
) -> tuple[tuple[Words, ...], list[WordCounts]]:
    """The words of articles that were scored, with their places, and their counts; what recurs is judged over all of them."""
    names = {one.article.outlet for one in analyses if one.article.outlet}
    places = join_pairs([find_word_places(one, names) for one in analyses])
    places = set_recurring_apart(places, [one.article.outlet for one in analyses])
    counts = [
        count_words(words, _Article(one.article.id, group_of(one, by), one.language, one.article.event), voice)
        for words, one in zip(places, analyses, strict=True)
    ]
    return places, counts


@dataclass(frozen=True, slots=True)
class _Article:
    """What is known of an article beside its words."""

    id: str
    group: str
    language: str
    event: str


def count_words(words: Words, article: _Article, voice: WordVoice = "all") -> WordCounts:
    """How often each word stands in an article."""
    counts: Counter[WordKey] = Counter()
    own: Counter[WordKey] = Counter()
    total = 0
    for text, apart, of in zip(words.texts, words.apart, words.voices, strict=True):
        if voice in ("all", of):
            total += 1
            counts[text, apart] += 1
            own[text, apart] += of == "author"
    return WordCounts(article.id, article.group, article.language, article.event, counts, +own, total)


def distinctive_counts(
    counts: Sequence[WordCounts], *, by: By = "outlet", top: int = TOP, plan: WordPlan = USUAL
) -> DistinctiveWords:
    """``distinctive_words`` of articles that were counted before: the texts are needed no more, and there are no lines."""
    from framing.compare.wordtests import find_distinctive

    counts = sorted(counts, key=lambda one: (one.group, one.id, one.language, one.event, sorted(one.counts.items())))
    found: list[DistinctiveWord] = []
    tested: list[tuple[str, str, int]] = []
    alone: list[str] = []
    for language in dict.fromkeys(one.language for one in counts):
        members = [
            _spelled(one, spellings)
            for spellings in [_spellings(counts, language)]
            for one in counts
            if one.language == language
        ]
        if len({one.group for one in members}) < 2:
            alone.append(language)
            continue
        words, sizes = find_distinctive(members, language, top=top, plan=plan)
        found += words
        tested += [(language, family, n) for family, n in sizes]
    return DistinctiveWords(
        by=by,
        groups=tuple(dict.fromkeys(one.group for one in counts)),
        words=tuple(found),
        tested=tuple(tested),
        design=_design(plan, found, tested),
        notes=tuple(_notes(counts, alone, plan.min_articles)),
    )


def _design(plan: WordPlan, found: Sequence[DistinctiveWord], tested: Sequence[tuple[str, str, int]]) -> str:
    if not any(word.p is not None for word in found):
        return ""
    sizes = tuple(f"{n:,} {family} ({language})" for language, family, n in tested)
    return Note(
        "words_design",
        "Log-odds with a prior of {prior:g} average articles; labels of articles permuted {permutations:,} times, "
        "seed {seed}; max-T and Benjamini-Hochberg over each family: {sizes}.",
        prior=plan.prior,
        permutations=plan.permutations,
        seed=plan.seed,
        sizes=sizes,
    )


def _notes(counts: Sequence[WordCounts], alone: Collection[str], fewest: int) -> Iterable[Note]:
    n = Counter((one.group, one.language) for one in counts)
    few = [f"{group} ({language})" for (group, language), articles in n.items() if articles < fewest]
    if few:
        yield too_few(few, fewest)
    if alone:
        said = "{languages}: one group only, so its words are set against nothing; words of different languages are not compared."
        yield Note("words_alone", said, languages=tuple(alone))


def _spellings(counts: Sequence[WordCounts], language: str) -> frozenset[str]:
    known = language_of(language)
    if known is None:
        return frozenset()
    return find_spellings({word for one in counts if one.language == language for word, _ in one.counts}, known)


def _spelled(counts: WordCounts, spellings: frozenset[str]) -> WordCounts:
    """The same with words set apart of which the corpus has two spellings."""

    def renamed(of: Mapping[WordKey, int]) -> dict[WordKey, int]:
        return {(word, "spelling" if not apart and word in spellings else apart): n for (word, apart), n in of.items()}

    return replace(counts, counts=renamed(counts.counts), own=renamed(counts.own)) if spellings else counts


def _with_lines(
    found: Sequence[DistinctiveWord],
    analyses: Sequence[Analysis],
    places: Sequence[Words],
    *,
    by: By,
    voice: WordVoice,
) -> tuple[DistinctiveWord, ...]:
    """The words with their first places in the group's articles, at most one an article."""
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found:
        wanted[one.group, one.language].append(one.word)
    reasons = {(one.group, one.language, one.word, one.apart) for one in found}
    lines: dict[tuple[str, str, str, Apart], list[Line]] = defaultdict(list)
    for analysis, words in zip(analyses, places, strict=True):
        group, language = group_of(analysis, by), analysis.language
        looked = set(wanted[group, language])
        done: set[WordKey] = set()
        for at, (text, apart, of) in enumerate(zip(words.texts, words.apart, words.voices, strict=True)):
            if text not in looked or (text, apart) in done or voice not in ("all", of):
                continue
            done.add((text, apart))
            reason: Apart = apart if (group, language, text, apart) in reasons else "spelling"
            if len(lines[group, language, text, reason]) < _LINES:
                lines[group, language, text, reason].append(
                    line_at(analysis.article.text, words.span(at), analysis.article.id)
                )
    return tuple(replace(one, lines=tuple(lines[one.group, one.language, one.word, one.apart])) for one in found)
