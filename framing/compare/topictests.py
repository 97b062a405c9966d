"""The statistics of topic against outlet: tallies to arrays, arrays to gaps and parts. Imported only where it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.compare.adjusted import BoolArray, Matched, draws, explained_parts, matched_contrast
from framing.compare.inference import Arrays, Plan, contrast_t, difference_interval, to_arrays, untested
from framing.compare.measures import HEADLINE, Tally, measures_of
from framing.compare.statistics import FloatArray, expanded, permutation_p, permuted_labels
from framing.compare.topic import NOT_IDENTIFIABLE, Explained, Gap, TopicContrast, day_of

_ARTICLES_A_COLUMN = 20
"""A domain is a covariate while there are so many articles for each; the commonest come first."""
_MIN_OF_GENRE = 5
_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class _Language:
    """The articles of one language as arrays; ``no_event`` is the number of what has no event (−1: all have one)."""

    arrays: Arrays
    names: tuple[str, ...]
    language: str
    covariates: tuple[str, ...]
    columns: FloatArray
    no_event: int


def contrast_in_language(
    tallies: Sequence[Tally], groups: Sequence[str], topics: Sequence[Mapping[str, int]], plan: Plan
) -> Iterator[TopicContrast]:
    """Each group of one language against the others, by the headline measures."""
    measures = tuple(measure for measure in measures_of(tallies) if measure.key in HEADLINE)
    arrays = to_arrays(tallies, groups, measures)
    no_event = next((int(arrays.event[at]) for at, one in enumerate(tallies) if not one.event), -1)
    names = tuple(dict.fromkeys(groups))
    of = _Language(arrays, names, tallies[0].language, *_covariates(tallies, topics), no_event)
    numbers = range(1) if len(names) == 2 else range(len(names))
    raw = _raw(arrays, numbers, plan)
    for number in numbers:
        yield from _lines(of, number, raw[number], plan)


def _raw(arrays: Arrays, numbers: Iterable[int], plan: Plan) -> dict[int, list[Gap]]:
    """The raw gaps of each group, tested over all articles."""
    nowhere = np.zeros(len(arrays.group), dtype=np.int64)
    batches = list(permuted_labels(arrays.group, nowhere, times=plan.permutations, seed=plan.seed))
    found = {}
    for number in numbers:
        mine = arrays.group == number
        statistic = contrast_t(arrays, number)
        may = np.array([not why for why in untested(arrays, number, plan)])
        observed = np.where(may, statistic(arrays.group), np.nan)
        p = permutation_p(observed, np.nan_to_num(np.concatenate([statistic(batch) for batch in batches])))
        low, high = difference_interval(arrays, number, plan)
        one, two = (arrays.estimates(arrays.sums[side].sum(axis=0)) for side in (mine, ~mine))
        values = np.stack((one, two, low, high, p), axis=1)
        scales = (measure.scale for measure in arrays.measures)
        found[number] = [_gap(line, scale, _sizes(mine)) for line, scale in zip(values, scales, strict=False)]
    return found


def _sizes(mine: BoolArray) -> tuple[int, int]:
    return int(mine.sum()), int((~mine).sum())


def _gap(values: FloatArray, scale: float, sides: tuple[int, int]) -> Gap:
    """A gap of rate, other rate, low, high and p; without interval where it is not tested."""
    rate, other, low, high, p = (None if np.isnan(value) else float(value) for value in values)
    difference = None if rate is None or other is None else (rate - other) * scale
    rate, other = (None if value is None else value * scale for value in (rate, other))
    low, high = (None if value is None or p is None else value * scale for value in (low, high))
    return Gap(rate, other, difference, low, high, p, None, *sides)


def _lines(of: _Language, number: int, raw: Sequence[Gap], plan: Plan) -> Iterator[TopicContrast]:
    arrays, mine = of.arrays, of.arrays.group == number
    shared = np.setdiff1d(np.intersect1d(arrays.event[mine], arrays.event[~mine]), [of.no_event])
    used = np.isin(arrays.event, shared)
    matched = _matched(arrays.of(np.flatnonzero(used)), number, plan) if len(shared) else None
    other = of.names[1 - number] if len(of.names) == 2 else "the others"
    for i, (measure, gap) in enumerate(zip(arrays.measures, raw, strict=True)):
        inside = None if matched is None else _matched_gap(matched, i, measure.scale, mine[used], plan)
        parts = _explained(of, i, mine, gap, plan) if inside is not None and gap.p is not None else ()
        yield TopicContrast(
            measure.name, measure.voice, measure.unit, of.names[number], other, of.language, gap, inside, len(shared),
            parts, "" if len(shared) else f"{NOT_IDENTIFIABLE}: the sides share no event",
        )  # fmt: skip


def _matched(part: Arrays, number: int, plan: Plan) -> Matched:
    _, event = np.unique(part.event, return_inverse=True)
    own = part.per[:, part.ratios.over]
    return matched_contrast(
        part.count, own, part.group == number, event, times=(plan.permutations, plan.resamples, plan.seed)
    )


def _matched_gap(found: Matched, i: int, scale: float, mine: BoolArray, plan: Plan) -> Gap:
    p = found.p[i] if min(_sizes(mine)) >= plan.min_articles else np.nan
    values = np.array((found.first[i], found.second[i], found.low[i], found.high[i], p))
    return _gap(values, scale, _sizes(mine))


# --- what explains a gap ---


def _covariates(tallies: Sequence[Tally], topics: Sequence[Mapping[str, int]]) -> tuple[tuple[str, ...], FloatArray]:
    """Columns of what an article is beside its outlet, with the name of what each belongs to."""
    columns: list[tuple[str, list[float]]] = []
    having = Counter(domain for one in topics for domain in one)
    known = [domain for domain, _ in having.most_common(max(1, len(tallies) // _ARTICLES_A_COLUMN))]
    for domain in known:
        columns.append(("topic", [one.get(domain, 0) / max(1, sum(one.values())) for one in topics]))
    genres = Counter(one.genre for one in tallies)
    for genre in [name for name, n in genres.most_common()[1:] if n >= _MIN_OF_GENRE]:
        columns.append(("genre", [float(one.genre == genre) for one in tallies]))
    columns.append(("length", [float(np.log(1 + one.per.get("words", 0))) for one in tallies]))
    days = [day_of(one.date) for one in tallies]
    dated = [day for day in days if day is not None]
    if len(dated) == len(days):
        columns.append(("date", [float(day) for day in dated]))
    values = np.array([values for _, values in columns], dtype=np.float64).T
    spread = values.std(axis=0)
    varied = spread > 0
    names = tuple(name for (name, _), varies in zip(columns, varied, strict=True) if varies)
    return names, (values[:, varied] - values[:, varied].mean(axis=0)) / spread[varied]


def _explained(of: _Language, i: int, mine: BoolArray, gap: Gap, plan: Plan) -> tuple[Explained, ...]:
    """The parts of a raw gap by what they go with; what they leave is the outlet's, as far as these can tell."""
    arrays, names, columns = of.arrays, of.covariates, of.columns
    count, per = arrays.count[:, i], arrays.per[:, arrays.ratios.over[i]]
    scale = arrays.measures[i].scale
    resampled = draws(arrays.group, times=min(plan.resamples, _RESAMPLES), seed=plan.seed)
    own = explained_parts(count, per, mine, columns, np.ones((1, len(per))))[0] * scale
    drawn = np.concatenate([explained_parts(count, per, mine, columns, times) for times in resampled]) * scale
    there = gap.low is not None and gap.high is not None and gap.low * gap.high > 0
    found = []
    for name in dict.fromkeys(names):
        inside = np.array([known == name for known in names])
        part = float(own[inside].sum())
        ends = _ends(drawn[:, inside].sum(axis=1), min(_sizes(mine)))
        found.append(Explained(name, part, *ends, part / gap.difference if there and gap.difference else None))
    return tuple(found)


def _ends(drawn: FloatArray, n: int) -> tuple[float, float]:
    from scipy.stats import norm

    low, high = np.nanquantile(drawn, norm.cdf(expanded(0.95, n)))
    return float(low), float(high)
