"""compare(): any number of groups, voice by voice, with the words behind each number, and tests where articles allow them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from framing.compare.cautions import describe_design, find_cautions, unchecked
from framing.compare.measures import OWN_LESS_QUOTED, PER_1000, Key, Measure, Tally, measures_of, tally
from framing.compare.records import Comparison, Contrast, Group, NullCalibration, Row
from framing.compare.validity import comparable, validated
from framing.errors import UsageError
from framing.notes import Note
from framing.types import Analysis, Article, StanceVoice, Voice

if TYPE_CHECKING:
    from framing.compare.inference import Plan

By = Literal["outlet", "language", "event", "country", "genre", "year", "month"]
WAYS: tuple[By, ...] = get_args(By)
MIN_ARTICLES = 10
"""Fewer articles than this in a group: description only, no inference."""
PERMUTATIONS = 9999
"""So many that one line alone can hold after correction for a family of some hundred lines."""
ENOUGH = 100
"""A group of so many articles can be split in two halves that are large enough for most lines."""
_CALIBRATION_SPLITS, _CALIBRATION_PERMUTATIONS = 100, 999
_TOP_WORDS = 8


def compare(
    analyses: Iterable[Analysis],
    *,
    by: By = "outlet",
    within: Literal["event", "nothing"] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    min_articles: int = MIN_ARTICLES,
) -> Comparison:
    """Groups side by side: loaded language by voice and category, sources, stance, frames, names; and what differs.

    Rates are per 1,000 tokens of the same voice and group, so that an outlet that quotes much is not charged with its
    sources' words. The article is the unit: intervals draw articles (events, where they match), tests permute which
    article is whose, and Benjamini–Hochberg and max-T run over all lines tested. ``within="event"`` permutes inside
    events only and uses the events that both sides cover; left open, that is done where every event has several groups.
    Groups below ``min_articles`` are described, not tested; different languages are set against each other only where
    that is calibrated. The same seed gives the same table, in
    whatever order the articles come. Refused articles are left out and named in ``notes``.

    Errors: UsageError for an unknown ``by`` or ``within``, or when nothing is left to compare.

    >>> from framing.analyze import analyze
    >>> from framing.types import Article
    >>> texts = {"A": "The so-called reform passed on Monday.", "B": "The reform passed on Monday."}
    >>> result = compare(analyze(Article(t, outlet=o)) for o, t in texts.items())
    >>> [(r.group, r.count) for r in result.rows if r.measure == "loaded" and r.voice == "author"]
    [('A', 1), ('B', 0)]
    """
    usable: list[Tally] = []
    refused: list[Note] = []
    notes: dict[Note, None] = {}
    for analysis in analyses:
        if analysis.refused:
            name = analysis.article.id or analysis.article.path or "an article"
            refused.append(Note("refused", "{name} ({reason})", name=name, reason=analysis.refused))
        else:
            usable.append(tally(analysis))
            notes |= dict.fromkeys(unchecked(analysis.language))
    found = compare_tallies(
        usable, by=by, within=within, permutations=permutations, seed=seed, min_articles=min_articles
    )
    left_out = [Note("left_out", "Left out: {articles:; }.", articles=tuple(refused))] if refused else []
    return replace(found, notes=(*found.notes, *left_out, *notes))


def compare_tallies(
    tallies: Sequence[Tally],
    *,
    by: By = "outlet",
    within: Literal["event", "nothing"] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    min_articles: int = MIN_ARTICLES,
) -> Comparison:
    """``compare`` of articles that were counted before (``measures.tally``): the texts are needed no more."""
    if by not in WAYS:
        raise UsageError(f"by is {', '.join(WAYS[:-1])} or {WAYS[-1]}, got {by!r}")
    if within not in ("event", "nothing", None):
        raise UsageError(f"within is 'event', 'nothing' or left open, got {within!r}")
    if not tallies:
        raise UsageError("nothing to compare: no article could be scored")
    # One order, whatever order the articles came in: sums and seeds then give the same table.
    tallies = sorted(tallies, key=lambda one: (_label(one, by), one.id, one.date, one.event, sorted(one.per.items())))
    labels = [_label(one, by) for one in tallies]
    members: dict[str, list[Tally]] = defaultdict(list)
    for one, label in zip(tallies, labels, strict=True):
        members[label].append(one)
    groups = tuple(_group(name, of_group) for name, of_group in members.items())
    matched = within == "event" or (within is None and by != "event" and _events_match(tallies, labels))
    measures = measures_of(tallies)
    design = ""
    contrasts: tuple[Contrast, ...] = ()
    calibration: NullCalibration | None = None
    bounds: Mapping[tuple[str, Key], tuple[float, float]] = {}
    if max(group.articles for group in groups) >= min_articles:
        from framing.compare.inference import Plan

        plan = Plan(permutations, seed=seed, min_articles=min_articles, matched=matched)
        bounds = _bounds(members, measures, plan)
        contrasts = _contrasts(tallies, labels, measures, plan)
        design = describe_design(plan, contrasts)
        calibration = _calibration(members, plan) if contrasts else None
    languages = {language for group in groups for language in group.languages}
    rows = (
        _row(name, of_group, measure, bounds.get((name, measure.key)), languages, words)
        for name, of_group in members.items()
        for words in [_pooled_words(of_group)]
        for measure in measures
    )
    return Comparison(
        by=by,
        groups=groups,
        rows=(*rows, *(_own_less_quoted(name, m, bounds, languages) for name, m in members.items())),
        stance=tuple(line for name, of_group in members.items() for line in _stance(name, of_group)),
        frames=tuple(line for name, of_group in members.items() for line in _frames(name, of_group)),
        sources=tuple(line for name, of_group in members.items() for line in _sources(name, of_group)),
        naming=tuple(line for name, of_group in members.items() for line in _naming(name, of_group)),
        notes=tuple(find_cautions(groups, tallies, min_articles)),
        contrasts=contrasts,
        design=design,
        calibration=calibration,
        lexicons=tuple(dict.fromkeys(one.lexicon for one in tallies)),
    )


def group_of(analysis: Analysis, by: str) -> str:
    """The group an article belongs to: its outlet (else its own id), language, event, country, genre, year or month."""
    return _named(analysis.article, analysis.language, by)


def _label(one: Tally, by: str) -> str:
    return _named(one, one.language, by)


def _named(one: Article | Tally, language: str, by: str) -> str:
    told = {
        "outlet": one.outlet or one.id,
        "language": language,
        "event": one.event,
        "country": one.country,
        "genre": one.genre,
        "year": one.date[:4],
        "month": one.date[:7],
    }
    return told[by] or "(unknown)"


def _events_match(tallies: Sequence[Tally], labels: Sequence[str]) -> bool:
    """Whether every article has an event, and every event articles of several groups."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one, label in zip(tallies, labels, strict=True):
        groups[one.event].add(label)
    return "" not in groups and all(len(of_event) > 1 for of_event in groups.values())


# --- statistics ---


def _bounds(
    members: Mapping[str, Sequence[Tally]], measures: tuple[Measure, ...], plan: Plan
) -> dict[tuple[str, Key], tuple[float, float]]:
    from framing.compare.inference import intervals

    return {
        (name, key): ends
        for name, of_group in members.items()
        if len(of_group) >= plan.min_articles
        for key, ends in intervals(of_group, measures, plan).items()
    }


def _contrasts(
    tallies: Sequence[Tally], labels: Sequence[str], measures: tuple[Measure, ...], plan: Plan
) -> tuple[Contrast, ...]:
    from framing.compare.inference import find_contrasts

    constructs = {measure.key: measure.construct for measure in measures}
    return tuple(
        replace(line, validated=validated(constructs.get((line.measure, line.voice), "loaded"), [line.language]))
        for line in find_contrasts(tallies, labels, measures, plan)
    )


def _calibration(members: Mapping[str, Sequence[Tally]], plan: Plan) -> NullCalibration | None:
    """False alarms on the group with the most articles of one language, if there are enough; cheap, so without intervals."""
    from framing.compare.calibration import calibrate_tallies

    sizes = Counter((name, one.language) for name, of_group in members.items() for one in of_group)
    (name, language), most = max(sizes.items(), key=lambda item: (item[1], item[0]))
    if most < ENOUGH:
        return None
    cheap = replace(plan, permutations=min(plan.permutations, _CALIBRATION_PERMUTATIONS), resamples=0, matched=False)
    of_one = [one for one in members[name] if one.language == language]
    return calibrate_tallies(of_one, name, splits=_CALIBRATION_SPLITS, plan=cheap)


# --- rows ---


def _group(name: str, members: Sequence[Tally]) -> Group:
    languages = tuple(dict.fromkeys(one.language for one in members))
    return Group(name, len(members), int(sum(one.per["words"] for one in members)), languages)


def _row(
    name: str,
    members: Sequence[Tally],
    measure: Measure,
    bounds: tuple[float, float] | None,
    languages: Iterable[str],
    words: Counter[tuple[str, str, str]],
) -> Row:
    counted = [one.counts.get(measure.key, 0) for one in members]
    per = sum(one.per.get(measure.per, 0) for one in members)
    total = sum(counted)
    mean = measure.unit.startswith("mean")
    low, high = bounds or (None, None)
    return Row(
        measure=measure.name,
        voice=cast(Voice, measure.voice),
        group=name,
        count=sum(value != 0 for value in counted) if mean else int(total),
        per=int(per),
        rate=measure.scale * total / per if per else None,
        words=_words(words, measure),
        unit=measure.unit,
        articles=sum(one.per.get(measure.per, 0) > 0 for one in members),
        low=low,
        high=high,
        comparable=comparable(measure.name, measure.voice, tuple(languages)),
        validated=validated(measure.construct, {one.language for one in members}),
    )


def _own_less_quoted(
    name: str,
    members: Sequence[Tally],
    bounds: Mapping[tuple[str, Key], tuple[float, float]],
    languages: Iterable[str],
) -> Row:
    """Within one group: its own words against those it quotes, which may be read in any language."""
    key = OWN_LESS_QUOTED.name, "all"
    own, quoted = (
        (sum(one.counts.get(side, 0) for one in members), sum(one.per.get(f"words: {side[1]}", 0) for one in members))
        for side in (OWN_LESS_QUOTED.first, OWN_LESS_QUOTED.second)
    )
    low, high = bounds.get((name, key), (None, None))
    return Row(
        measure=OWN_LESS_QUOTED.name,
        voice="all",
        group=name,
        count=int(own[0] + quoted[0]),
        per=int(own[1] + quoted[1]),
        rate=1000 * (own[0] / own[1] - quoted[0] / quoted[1]) if own[1] and quoted[1] else None,
        words=(),
        unit=f"{PER_1000}, own less quoted",
        articles=sum(one.per.get("words: source", 0) > 0 for one in members),
        low=low,
        high=high,
        comparable=comparable(OWN_LESS_QUOTED.name, "all", tuple(languages)),
        validated=validated("loaded", {one.language for one in members}),
    )


def _pooled_words(members: Sequence[Tally]) -> Counter[tuple[str, str, str]]:
    """Loaded words of a group by category and voice."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in members:
        found.update(one.words)
    return found


def _words(pooled: Counter[tuple[str, str, str]], measure: Measure) -> tuple[tuple[str, int], ...]:
    """The commonest loaded words behind a row."""
    kind, _, category = measure.name.partition(": ")
    if kind != "loaded":
        return ()
    found: Counter[str] = Counter()
    for (of_category, voice, word), n in pooled.items():
        if category in ("", of_category) and measure.voice in ("all", voice):
            found[word] += n
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP_WORDS])


def _stance(name: str, members: Sequence[Tally]) -> Iterator[tuple[str, StanceVoice, str, float, int]]:
    values: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in members:
        for key, value in one.stance.items():
            values[key].append(value)
    for (voice, target), found in values.items():
        yield name, cast(StanceVoice, voice), target, sum(found) / len(found), len(found)


def _frames(name: str, members: Sequence[Tally]) -> Iterator[tuple[str, str, float]]:
    shares: dict[str, float] = defaultdict(float)
    for one in members:
        for frame, share in one.frames.items():
            shares[frame] += share / len(members)
    for frame, share in sorted(shares.items(), key=lambda pair: -pair[1]):
        yield name, frame, share


def _sources(name: str, members: Sequence[Tally]) -> Iterator[tuple[str, str, int, float]]:
    counts: Counter[str] = Counter()
    words: dict[str, float] = defaultdict(float)
    for one in members:
        counts.update(one.sources)
        for kind in one.sources:
            words[kind] += one.counts[f"sources: {kind}", "all"]
    total = sum(words.values())
    for kind, count in counts.most_common():
        yield name, kind, count, words[kind] / total if total else 0.0


def _naming(name: str, members: Sequence[Tally]) -> Iterator[tuple[str, str, str, int]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in members:
        found.update(one.forms)
    for (entity, form), count in found.most_common():
        yield name, entity, form, count
