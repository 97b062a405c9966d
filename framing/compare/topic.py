"""topic_contrasts(): how much of a gap between outlets is what they write about: raw, within events, and explained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from framing.compare.contrasts import MIN_ARTICLES, WAYS, By, group_of
from framing.compare.facts import find_facts
from framing.compare.measures import Tally, tally
from framing.errors import UsageError
from framing.lexicon.topics import domains
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.inference import Plan

NOT_IDENTIFIABLE = "not identifiable"
EXPLANATIONS = ("topic", "genre", "length", "date")
_NO_DOMAIN = "time"


@dataclass(frozen=True, slots=True)
class Gap:
    """The rate of a group, that of the others, and the difference with its 95 % interval and permutation p; q over the table.

    p, q, ``low`` and ``high`` are None where there are too few articles a side.
    """

    rate: float | None
    other_rate: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    articles: int
    other_articles: int


@dataclass(frozen=True, slots=True)
class Explained:
    """The part of the raw gap that goes with one thing, in the measure's unit, its interval, and its share of the gap.

    ``share`` is None where the raw gap's interval holds 0: there is no gap to share. Shares may be below 0 or above 1.
    """

    by: str
    part: float
    low: float
    high: float
    share: float | None


@dataclass(frozen=True, slots=True)
class TopicContrast:
    """One measure of a group against the others of its language: the raw gap, the gap within events, what explains it.

    ``matched`` is None and ``explained`` empty where ``identifiable`` says why: the sides share no event, so what is the
    outlet's and what is the subject's cannot be told apart. ``events`` counts the events that both cover.
    """

    measure: str
    voice: str
    unit: str
    group: str
    other: str
    language: str
    raw: Gap
    matched: Gap | None
    events: int
    explained: tuple[Explained, ...]
    identifiable: str


@dataclass(frozen=True, slots=True)
class TopicComparison:
    """All lines, how they were made, and what may not be concluded."""

    by: str
    lines: tuple[TopicContrast, ...]
    design: str
    notes: tuple[str, ...]


def topic_contrasts(analyses: Iterable[Analysis], *, by: By = "outlet", plan: Plan | None = None) -> TopicComparison:
    """The headline measures of each group against the others of its language, raw and within events, side by side.

    Where no article has an event, events are found (``find_events``). The topic of an article are the domains of the topics
    it names (``lexicons/topics.toml``). Permutations, seed and fewest articles are those of ``plan``.

    Errors: UsageError for an unknown ``by``, or when nothing is left to compare.

    >>> from framing.analyze import analyze
    >>> from framing.types import Article
    >>> texts = (("A", "flood", "The shameful flood."), ("B", "vote", "The vote was on Monday."))
    >>> found = topic_contrasts(analyze(Article(t, outlet=o, event=e, language="en")) for o, e, t in texts)
    >>> found.lines[0].matched, found.lines[0].identifiable
    (None, 'not identifiable: the sides share no event')
    """
    if by not in WAYS:
        raise UsageError(f"by is {', '.join(WAYS[:-1])} or {WAYS[-1]}, got {by!r}")
    listed = list(analyses)
    usable = [one for one in listed if not one.refused]
    if not usable:
        raise UsageError("nothing to compare: no article could be scored")
    notes = [f"Left out: {one.article.id or 'an article'} ({one.refused})." for one in listed if one.refused]
    if not any(one.article.event for one in usable):
        from framing.compare.events import find_events

        named = find_events(usable).of()
        usable = [replace(one, article=replace(one.article, event=named.get(one.article.id, ""))) for one in usable]
        notes.append(
            f"No article had an event: {len(set(named.values()))} events were found by what the articles name."
        )
    found = contrast_topics(
        [tally(one) for one in usable],
        [group_of(one, by) for one in usable],
        [count_domains(one) for one in usable],
        plan=plan,
    )
    return replace(found, by=by, notes=(*notes, *found.notes))


def count_domains(analysis: Analysis) -> dict[str, int]:
    """How often an article names topics of each domain (``trade``, ``disaster``)."""
    known = domains()
    named = Counter(known[fact.key] for fact in find_facts(analysis) if fact.kind == "topic")
    del named[_NO_DOMAIN]
    return dict(named)


def contrast_topics(
    tallies: Sequence[Tally],
    groups: Sequence[str],
    topics: Sequence[Mapping[str, int]],
    *,
    plan: Plan | None = None,
) -> TopicComparison:
    """``topic_contrasts`` of articles that were counted before: their groups and domains beside them, no texts."""
    from framing.compare.inference import Plan
    from framing.compare.topictests import contrast_in_language

    plan = plan or Plan(min_articles=MIN_ARTICLES)
    order = sorted(
        range(len(tallies)),
        key=lambda at: (groups[at], tallies[at].id, tallies[at].date, sorted(tallies[at].per.items())),
    )
    members: dict[str, list[int]] = defaultdict(list)
    for at in order:
        members[tallies[at].language].append(at)
    lines: list[TopicContrast] = []
    for rows in members.values():
        if len({groups[at] for at in rows}) > 1:
            part = ([tallies[at] for at in rows], [groups[at] for at in rows], [topics[at] for at in rows])
            lines += contrast_in_language(*part, plan)
    return TopicComparison("", _with_q(lines), _design(plan, lines), tuple(_notes(lines, plan)))


def _with_q(lines: Sequence[TopicContrast]) -> tuple[TopicContrast, ...]:
    """Q over all gaps of the table, raw and matched: one family."""
    import numpy as np

    from framing.compare.statistics import false_discovery_q

    gaps = [gap for line in lines for gap in (line.raw, line.matched)]
    p = np.array([np.nan if gap is None or gap.p is None else gap.p for gap in gaps])
    q = [None if np.isnan(value) else float(value) for value in false_discovery_q(p)]
    return tuple(
        replace(line, raw=replace(line.raw, q=raw), matched=line.matched and replace(line.matched, q=matched))
        for line, raw, matched in zip(lines, q[::2], q[1::2], strict=True)
    )


def _design(plan: Plan, lines: Sequence[TopicContrast]) -> str:
    if not any(line.raw.p is not None for line in lines):
        return ""
    return (
        f"Labels of articles permuted {plan.permutations:,} times, over all articles (raw) and within events (matched: both "
        f"sides weighed to the same mix of events), seed {plan.seed}; q over the whole table. Explained: regression of "
        "articles' rates on outlet, topic, genre, length and date."
    )


def _notes(lines: Sequence[TopicContrast], plan: Plan) -> Iterator[str]:
    if not lines:
        yield "No language has articles of two groups, so there is nothing to set against each other."
    few = dict.fromkeys(line.group for line in lines if line.raw.p is None and line.raw.articles < plan.min_articles)
    if few:
        yield f"Description only, no inference: fewer than {plan.min_articles} articles in {', '.join(few)}."
    apart = dict.fromkeys(f"{line.group} and {line.other}" for line in lines if line.identifiable)
    if apart:
        yield f"{NOT_IDENTIFIABLE.capitalize()}: no event in common between {'; '.join(apart)}. No number is given for them."


def day_of(written: str) -> int | None:
    """The day of an ISO date as a number; None where there is none.

    >>> day_of("2031-03-05") - day_of("2031-03-01"), day_of("2031")
    (4, None)
    """
    try:
        return date.fromisoformat(written[:10]).toordinal()
    except ValueError:
        return None
