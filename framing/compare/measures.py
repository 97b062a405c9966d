"""An article to counts: everything a comparison needs of it, so that the text itself is needed no more."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.measure.source_mix import source_mix
from framing.text.byline import is_lifted
from framing.types import ARTICLE_ZONES, CATEGORIES, CUE_STANCES, FRAMES, SOURCE_TYPES, VOICES, Analysis, LexiconVersion

Key = tuple[str, str]
"""A measure and its voice."""

PER_1000 = "per 1,000 words"
SHARE = "share"
MEAN = "mean of articles"
MIN_WITH = 5
"""A measure that fewer articles than this show, all groups together, is described and not tested."""
MIN_SHARE = 0.02
"""A target of stance or a naming choice is a measure where at least this share of all articles has it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that groups are compared by: Σ count ÷ Σ ``per`` × ``scale``.

    ``per`` names the denominator; ``construct`` the measure of the library that was validated or not.
    """

    name: str
    voice: str
    per: str
    unit: str
    construct: str
    scale: float = 1.0

    @property
    def key(self) -> Key:
        """Name and voice."""
        return self.name, self.voice


@dataclass(frozen=True, slots=True)
class Less:
    """The difference of two rates of one group, ``first`` less ``second``; both are measures of their own."""

    name: str
    first: Key
    second: Key


OWN_LESS_QUOTED = Less("own words less quoted", ("loaded", "author"), ("loaded", "source"))
"""How much more loaded the outlet's own words are than the words it quotes; per 1,000 words of each voice."""


HEADLINE: tuple[Key, ...] = (
    ("loaded", "author"),
    ("loaded", "paraphrase"),
    ("loaded", "source"),
    ("loaded", "all"),
    ("own share of loaded words", "all"),
    ("attributed", "all"),
    ("quoted", "all"),
    ("sources: unnamed", "all"),
)
"""The measures that a comparison is summed up by, where there is no room for all."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one article: sufficient for rates, tests and intervals, without its text.

    ``counts`` are numerators by measure and voice, ``per`` the denominators by name; what is not there is 0.
    ``words`` are the loaded words by category and voice, ``forms`` the telling names by entity and form, ``sources``
    the attributions by source type, ``stance`` its values by voice and target, ``frames`` the shares; ``lifted`` says
    that the outlet was read from the text, ``unit`` what its words are.
    """

    id: str
    outlet: str
    language: str
    event: str
    date: str
    country: str
    genre: str
    counts: Mapping[Key, float]
    per: Mapping[str, float]
    words: Mapping[tuple[str, str, str], int]
    forms: Mapping[tuple[str, str], int]
    sources: Mapping[str, int]
    stance: Mapping[tuple[str, str], int]
    frames: Mapping[str, float]
    lexicon: LexiconVersion
    lifted: bool
    unit: str


def tally(analysis: Analysis) -> Tally:
    """The counts of one analysis; its title, headings and body only.

    >>> from framing.analyze import analyze
    >>> counts = tally(analyze("The so-called reform passed on Monday."))
    >>> counts.counts["loaded", "author"], counts.per["words: author"]
    (1, 6)
    """
    article, text = analysis.article, analysis.article.text
    counts: defaultdict[Key, float] = defaultdict(int)
    per: defaultdict[str, float] = defaultdict(int, {f"words: {voice}": n for voice, n in analysis.tokens.items()})
    words: Counter[tuple[str, str, str]] = Counter()
    for term in analysis.loaded:
        if term.zone in ARTICLE_ZONES:
            words[term.category, term.voice, term.span.of(text).casefold()] += 1
            counts["inserted", term.voice] += term.inserted
    for (category, voice, _), n in words.items():
        for name in ("loaded", f"loaded: {category}"):
            counts[name, voice] += n
            counts[name, "all"] += n
    total = analysis.n_tokens
    per |= {"words": total, "loaded words": counts["loaded", "all"], "articles": 1}
    counts["own share of loaded words", "all"] = counts["loaded", "author"]
    counts["attributed", "all"] = total - analysis.tokens.get("author", 0)
    counts["quoted", "all"] = analysis.tokens.get("source", 0)
    sources = _sources(analysis, counts, per)
    forms = _names(analysis, counts, per)
    stance: dict[tuple[str, str], int] = {(score.voice, score.target): score.value for score in analysis.stance}
    for (voice, target), value in stance.items():
        counts[f"stance: {target}", voice] = value
        per[f"stance: {target}, {voice}"] = 1
    frames: dict[str, float] = {score.frame: score.share for score in analysis.frames}
    for frame, share in frames.items():
        counts[f"frame: {frame}", "all"] = share
    for name, level in analysis.readability.items():
        counts[f"readability: {name}", "all"] = level
        per[f"readability: {name}"] = 1
    return Tally(
        article.id, article.outlet, analysis.language, article.event, article.date, article.country, article.genre,
        dict(counts), dict(per), dict(words), forms, sources, stance, frames,
        analysis.lexicon, is_lifted(article, "outlet"), analysis.token_unit,
    )  # fmt: skip


def _sources(analysis: Analysis, counts: defaultdict[Key, float], per: defaultdict[str, float]) -> dict[str, int]:
    """Attributions by type of source; their words, those of unnamed sources and the cues' stances go to the counts."""
    mix = source_mix(analysis)
    per |= {"attributed words": mix.attributed_tokens, "cues": sum(share.attributions for share in mix.stances)}
    for share in (*mix.types, mix.unnamed):
        counts[f"sources: {share.name or share.kind}", "all"] = share.tokens
    for share in mix.stances:
        counts[f"cues: {share.name}", "all"] = share.attributions
    if mix.effective_speakers is not None:
        counts["effective speakers", "all"] = mix.effective_speakers
        per["articles with a named speaker"] = 1
    return {share.name: share.attributions for share in mix.types}


def _names(
    analysis: Analysis, counts: defaultdict[Key, float], per: defaultdict[str, float]
) -> dict[tuple[str, str], int]:
    """Telling forms of names; beside each, how often the same entity is named at all."""
    own = {zone.line for zone in analysis.zones if zone.kind in ARTICLE_ZONES}
    starts = [zone.span.start for zone in analysis.zones]
    inside = [m for m in analysis.mentions if analysis.zones[bisect_right(starts, m.span.start) - 1].line in own]
    forms = Counter((m.name, m.span.of(analysis.article.text)) for m in inside if m.naming)
    for mention in inside:
        per[f"mentions: {mention.name}"] += 1
    for (entity, form), n in forms.items():
        counts[f"naming: {form} → {entity}", "all"] += n
    return dict(forms)


def measures_of(tallies: Sequence[Tally]) -> tuple[Measure, ...]:
    """Every measure that these articles can be compared by, in a fixed order.

    Targets of stance, naming choices and readability are taken where enough articles have them (``MIN_WITH``,
    ``MIN_SHARE``): the choice looks at all articles together, never at who wrote them.
    """
    known = [
        Measure(name, voice, f"words: {voice}" if voice != "all" else "words", PER_1000, "loaded", 1000)
        for name in ("loaded", *(f"loaded: {category}" for category in CATEGORIES))
        for voice in (*VOICES, "all")
    ]
    known += [
        Measure("inserted", "paraphrase", "words: paraphrase", PER_1000, "loaded", 1000),
        Measure("own share of loaded words", "all", "loaded words", SHARE, "loaded"),
        Measure("attributed", "all", "words", PER_1000, "attribution", 1000),
        Measure("quoted", "all", "words", PER_1000, "attribution", 1000),
    ]
    known += [
        Measure(f"sources: {kind}", "all", "attributed words", SHARE, "attribution")
        for kind in (*SOURCE_TYPES, "unnamed")
    ]
    known += [Measure(f"cues: {stance}", "all", "cues", SHARE, "attribution") for stance in CUE_STANCES]
    known += [Measure("effective speakers", "all", "articles with a named speaker", MEAN, "attribution")]
    known += [Measure(f"frame: {frame}", "all", "articles", MEAN, "frames") for frame in FRAMES]
    listed = {measure.key for measure in known}
    having = Counter(key for one in tallies for key in one.counts if key not in listed)
    enough = max(MIN_WITH, MIN_SHARE * len(tallies))
    found = (_found(key) for key in sorted(key for key, n in having.items() if n >= enough))
    return (*known, *(measure for measure in found if measure is not None))


def _found(key: Key) -> Measure | None:
    """The measure of a name that only some articles have."""
    name, voice = key
    kind, _, what = name.partition(": ")
    if kind == "stance":
        return Measure(name, voice, f"{name}, {voice}", MEAN, "stance")
    if kind == "naming":
        return Measure(name, voice, f"mentions: {what.partition(' → ')[2]}", SHARE, "naming")
    if kind == "readability":
        return Measure(name, voice, name, MEAN, "readability")
    return None
