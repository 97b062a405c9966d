"""compare(): any number of groups, voice by voice, with the words behind each number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from framing.compare.statistics import mean, rate_per_1000
from framing.errors import UsageError
from framing.text.byline import is_lifted
from framing.types import ARTICLE_ZONES, CATEGORIES, VOICES, Analysis, Comparison, Group, Row, StanceVoice

By = Literal["outlet", "language", "event"]
MIN_ARTICLES = 10
"""Fewer articles than this in a group: description only, no inference."""
_TOP_WORDS = 8


def compare(analyses: Iterable[Analysis], *, by: By = "outlet") -> Comparison:
    """Groups side by side: loaded language by voice and category, sources, stance, frames.

    Rates are per 1,000 tokens of the same voice and group, so that an outlet that quotes much is not charged with its
    sources' words. Refused articles are left out and named in ``notes``. Errors: UsageError for an unknown ``by`` or
    when nothing is left to compare. This is description: with few articles a group no difference is tested.

    >>> from framing.analyze import analyze
    >>> from framing.types import Article
    >>> texts = {"A": "The so-called reform passed on Monday.", "B": "The reform passed on Monday."}
    >>> result = compare(analyze(Article(t, outlet=o)) for o, t in texts.items())
    >>> [(r.group, r.count) for r in result.rows if r.measure == "loaded" and r.voice == "author"]
    [('A', 1), ('B', 0)]
    """
    if by not in ("outlet", "language", "event"):
        raise UsageError(f"by is outlet, language or event, got {by!r}")
    every = list(analyses)
    usable = [a for a in every if not a.refused]
    if not usable:
        raise UsageError("nothing to compare: no article could be scored")
    grouped: dict[str, list[Analysis]] = defaultdict(list)
    for analysis in usable:
        grouped[group_of(analysis, by)].append(analysis)
    groups = tuple(_group(name, members) for name, members in grouped.items())
    rows = tuple(row for name, members in grouped.items() for row in _rows(name, members))
    return Comparison(
        by=by,
        groups=groups,
        rows=rows,
        stance=tuple(line for name, members in grouped.items() for line in _stance(name, members)),
        frames=tuple(line for name, members in grouped.items() for line in _frames(name, members)),
        sources=tuple(line for name, members in grouped.items() for line in _sources(name, members)),
        naming=tuple(line for name, members in grouped.items() for line in _naming(name, members)),
        notes=tuple(_notes(groups, every)),
        lexicons=tuple(dict.fromkeys(a.lexicon for a in usable)),
    )


def group_of(analysis: Analysis, by: str) -> str:
    """The group an article belongs to: its outlet (else its own id), its language, or its event."""
    article = analysis.article
    named = {"outlet": article.outlet or article.id, "language": analysis.language, "event": article.event}[by]
    return named or "(unknown)"


def _group(name: str, members: Sequence[Analysis]) -> Group:
    languages = tuple(dict.fromkeys(a.language for a in members))
    return Group(name, len(members), sum(a.n_tokens for a in members), languages)


def _rows(name: str, members: Sequence[Analysis]) -> Iterator[Row]:
    terms = [(t, t.span.of(a.article.text)) for a in members for t in a.loaded if t.zone in ARTICLE_ZONES]
    tokens = {voice: sum(a.tokens[voice] for a in members) for voice in VOICES}
    total = sum(tokens.values())
    for category in ("", *CATEGORIES):
        measure = f"loaded: {category}" if category else "loaded"
        of_category = [(t, word) for t, word in terms if t.category == category or not category]
        for voice in VOICES:
            words = Counter(word.casefold() for t, word in of_category if t.voice == voice)
            yield _row(measure, voice, name, words, tokens[voice])
        yield _row(measure, "all", name, Counter(word.casefold() for _, word in of_category), total)
    attributed = total - tokens["author"]
    yield Row("attributed", "all", name, attributed, total, rate_per_1000(attributed, total), ())


def _row(
    measure: str, voice: Literal["author", "paraphrase", "source", "all"], name: str, words: Counter[str], tokens: int
) -> Row:
    count = words.total()
    return Row(
        measure,
        voice,
        name,
        count,
        tokens,
        rate_per_1000(count, tokens),
        tuple(sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP_WORDS]),
    )


def _stance(name: str, members: Sequence[Analysis]) -> Iterator[tuple[str, StanceVoice, str, float, int]]:
    values: dict[tuple[StanceVoice, str], list[float]] = defaultdict(list)
    for analysis in members:
        for score in analysis.stance:
            values[score.voice, score.target].append(score.value)
    for (voice, target), found in values.items():
        yield name, voice, target, mean(found), len(found)


def _frames(name: str, members: Sequence[Analysis]) -> Iterator[tuple[str, str, float]]:
    shares: Counter[str] = Counter()
    for analysis in members:
        for score in analysis.frames:
            shares[score.frame] += score.share / len(members)  # type: ignore[assignment]
    for frame, share in shares.most_common():
        yield name, frame, share


def _sources(name: str, members: Sequence[Analysis]) -> Iterator[tuple[str, str, int, float]]:
    counts: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for analysis in members:
        for attribution in analysis.attributions:
            if attribution.zone in ARTICLE_ZONES:
                counts[attribution.source_type] += 1
                chars[attribution.source_type] += sum(len(piece) for piece in attribution.content)
    for source_type, count in counts.most_common():
        yield name, source_type, count, chars[source_type] / chars.total()


def _naming(name: str, members: Sequence[Analysis]) -> Iterator[tuple[str, str, str, int]]:
    found: Counter[tuple[str, str]] = Counter()
    for analysis in members:
        own = [z.span for z in analysis.zones if z.kind in ARTICLE_ZONES]
        for mention in analysis.mentions:
            if mention.naming and any(span.holds(mention.span) for span in own):
                found[mention.name, mention.span.of(analysis.article.text)] += 1
    for (entity, form), count in found.most_common():
        yield name, entity, form, count


def _notes(groups: Sequence[Group], every: Sequence[Analysis]) -> Iterator[str]:
    few = [g.name for g in groups if g.articles < MIN_ARTICLES]
    if few:
        yield f"Description only, no inference: fewer than {MIN_ARTICLES} articles in {', '.join(few)}."
    languages = {language for g in groups for language in g.languages}
    if len(languages) > 1:
        yield (
            "Rates across languages are not comparable: words are not the same unit in each "
            f"({', '.join(sorted(languages))}). Read each outlet's voices against each other, not against another language."
        )
    lexicons = dict.fromkeys(str(a.lexicon) for a in every if not a.refused)
    if len(lexicons) > 1:
        yield f"Made with different lexicons, so counts may differ for that reason: {'; '.join(lexicons)}."
    lifted = sum(is_lifted(a.article, "outlet") for a in every)
    if lifted:
        yield f"The outlet of {lifted} of {len(every)} articles was lifted from the text, not given."
    refused = [f"{a.article.id or a.article.path or 'an article'} ({a.refused})" for a in every if a.refused]
    if refused:
        yield f"Left out: {'; '.join(refused)}."
    yield from dict.fromkeys(
        f"{a.language}: {note}" for a in every if not a.refused for note in a.notes if "not validated" in note
    )
