"""Source mix: how much of the attributed text each kind of source, each speaker and each stance of a cue is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from framing.types import ARTICLE_ZONES, Analysis, Attribution, Span

ShareKind = Literal["type", "speaker", "stance", "unnamed"]


@dataclass(frozen=True, slots=True)
class SourceShare:
    """What one type of source, speaker or stance of a cue is given, 0 to 1 of its kind.

    ``tokens`` counts words of attributed content (Vietnamese: syllables). ``share`` is of the attributed words; of a
    ``stance`` it is of the attributions that have a cue. ``evidence`` are the words that name the source (the content
    where nobody is named), of a stance the cues; it is empty where articles were pooled.
    """

    kind: ShareKind
    name: str
    attributions: int
    tokens: int
    share: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceMix:
    """Who is given a voice in one article or, pooled, in several; title, headings and body only.

    ``tokens`` are all words, ``quoted_tokens`` those of them that are attributed and stand in quotation marks.
    ``attributed_tokens`` sums the words of every attribution: a word that two voices claim counts twice. ``unnamed``
    is what goes to sources without a name of their own. Shares stand in order, the largest first.
    """

    articles: int
    tokens: int
    quoted_tokens: int
    attributions: int
    attributed_tokens: int
    types: tuple[SourceShare, ...]
    speakers: tuple[SourceShare, ...]
    stances: tuple[SourceShare, ...]
    unnamed: SourceShare

    @property
    def quoted_share(self) -> float | None:
        """Share of all words that are a source's own, in quotation marks; None without words."""
        return self.quoted_tokens / self.tokens if self.tokens else None

    @property
    def unnamed_share(self) -> float | None:
        """Share of the attributed words whose source has no name; None where nothing is attributed."""
        return self.unnamed.share if self.attributed_tokens else None

    @property
    def herfindahl(self) -> float | None:
        """Concentration of the named speakers' words, from 1 ÷ speakers (even) to 1 (one voice); None without any.

        Σ pᵢ², pᵢ being a speaker's share of the words of all named speakers (Herfindahl 1950; Simpson 1949).
        """
        return herfindahl([share.tokens for share in self.speakers])

    @property
    def effective_speakers(self) -> float | None:
        """How many equally quoted speakers would be as concentrated: 1 ÷ H (Laakso and Taagepera 1979)."""
        return None if self.herfindahl is None else 1 / self.herfindahl


def source_mix(analysis: Analysis) -> SourceMix:
    """The source mix of one article.

    >>> from framing.analyze import analyze
    >>> text = "Pim Harker said the lock was shut. Ann Lee claimed it was open. Officials said nothing new."
    >>> mix = source_mix(analyze(text))
    >>> [(share.name, share.tokens) for share in mix.speakers], round(mix.effective_speakers, 2)
    ([('Pim Harker', 4), ('Ann Lee', 3)], 1.96)
    >>> [(share.name, share.attributions) for share in mix.stances]
    [('neutral', 2), ('claim', 1)]
    """
    said = [attribution for attribution in analysis.attributions if attribution.zone in ARTICLE_ZONES]
    every = sum(attribution.tokens for attribution in said)
    named = [attribution for attribution in said if attribution.speaker]
    unnamed = [attribution for attribution in said if not attribution.speaker]
    cued = [attribution for attribution in said if attribution.stance]
    return SourceMix(
        articles=1,
        tokens=analysis.n_tokens,
        quoted_tokens=analysis.tokens.get("source", 0),
        attributions=len(said),
        attributed_tokens=every,
        types=_shares("type", said, lambda attribution: attribution.source_type, every),
        speakers=_shares("speaker", named, lambda attribution: attribution.speaker, every),
        stances=_shares("stance", cued, lambda attribution: attribution.stance, len(cued)),
        unnamed=_share("unnamed", "", unnamed, every),
    )


def pool_mixes(mixes: Iterable[SourceMix]) -> SourceMix:
    """Several articles as one: words are summed and then divided, so that long articles weigh more.

    Spans mean nothing without their article: the pooled shares have no evidence. No mixes give an empty one.
    """
    every = list(mixes)
    attributed = sum(mix.attributed_tokens for mix in every)
    cued = sum(share.attributions for mix in every for share in mix.stances)
    (unnamed,) = _pooled([mix.unnamed for mix in every], attributed) or (SourceShare("unnamed", "", 0, 0, 0.0),)
    return SourceMix(
        articles=sum(mix.articles for mix in every),
        tokens=sum(mix.tokens for mix in every),
        quoted_tokens=sum(mix.quoted_tokens for mix in every),
        attributions=sum(mix.attributions for mix in every),
        attributed_tokens=attributed,
        types=_pooled([share for mix in every for share in mix.types], attributed),
        speakers=_pooled([share for mix in every for share in mix.speakers], attributed),
        stances=_pooled([share for mix in every for share in mix.stances], cued),
        unnamed=unnamed,
    )


def herfindahl(amounts: Sequence[int]) -> float | None:
    """Σ pᵢ² of the amounts' shares; None where they sum to 0.

    >>> herfindahl([2, 2]), herfindahl([3]), herfindahl([])
    (0.5, 1.0, None)
    """
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total else None


def _shares(
    kind: ShareKind, said: Iterable[Attribution], name: Callable[[Attribution], str], total: int
) -> tuple[SourceShare, ...]:
    groups: dict[str, list[Attribution]] = {}
    for attribution in said:
        groups.setdefault(name(attribution), []).append(attribution)
    return _ordered(_share(kind, named, group, total) for named, group in groups.items())


def _share(kind: ShareKind, name: str, said: Sequence[Attribution], total: int) -> SourceShare:
    tokens = sum(attribution.tokens for attribution in said)
    amount = len(said) if kind == "stance" else tokens
    evidence = tuple(_evidence(kind, attribution) for attribution in said)
    return SourceShare(kind, name, len(said), tokens, amount / total if total else 0.0, evidence)


def _evidence(kind: ShareKind, attribution: Attribution) -> Span:
    named = attribution.cue if kind == "stance" else attribution.source
    return attribution.content[0] if named is None else named


def _pooled(shares: Iterable[SourceShare], total: int) -> tuple[SourceShare, ...]:
    sums: dict[tuple[ShareKind, str], tuple[int, int]] = {}
    for share in shares:
        attributions, tokens = sums.get((share.kind, share.name), (0, 0))
        sums[share.kind, share.name] = attributions + share.attributions, tokens + share.tokens
    return _ordered(
        SourceShare(kind, name, n, tokens, ((n if kind == "stance" else tokens) / total) if total else 0.0)
        for (kind, name), (n, tokens) in sums.items()
    )


def _ordered(shares: Iterable[SourceShare]) -> tuple[SourceShare, ...]:
    return tuple(sorted(shares, key=lambda share: (-share.share, -share.attributions, share.name)))
