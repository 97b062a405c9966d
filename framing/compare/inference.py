"""The statistics of a comparison: tallies to arrays, arrays to intervals and tests. Imported only where there are enough articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from framing.compare.measures import MIN_WITH, OWN_LESS_QUOTED, PER_1000, Key, Measure, Tally
from framing.compare.records import Contrast
from framing.compare.statistics import (
    FloatArray,
    IntArray,
    Ratios,
    cliffs_delta,
    false_discovery_q,
    interval,
    max_t_p,
    percentile_interval,
    permutation_p,
    permuted_labels,
    ratio,
    resampled_by_stratum,
    resampled_sums,
)
from framing.compare.validity import SAME_LANGUAGE
from framing.types import Voice

MIN_EVENTS = 10
"""From so many events on, events are drawn as wholes in the bootstrap; below, articles are, each within its event."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often to permute and resample, from which seed, and from how many articles a side on."""

    permutations: int = 9999
    resamples: int = 2000
    seed: int = 0
    min_articles: int = 10
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Arrays:
    """Articles as arrays: a row an article; columns of ``count`` are measures, of ``per`` denominators."""

    count: FloatArray
    per: FloatArray
    group: IntArray
    event: IntArray
    measures: tuple[Measure, ...]
    ratios: Ratios

    def of(self, rows: IntArray) -> Arrays:
        """The same for some of the articles."""
        return replace(self, count=self.count[rows], per=self.per[rows], group=self.group[rows], event=self.event[rows])

    @property
    def sums(self) -> FloatArray:
        """Counts and denominators side by side: what is added up over articles."""
        return np.concatenate((self.count, self.per), axis=1)

    def estimates(self, sums: FloatArray) -> FloatArray:
        """Measures, then pairs, of sums of ``sums``."""
        count, per = np.split(sums, [self.count.shape[1]], axis=-1)
        return self.ratios.estimates(count, per)

    @property
    def lines(self) -> list[tuple[Key, float]]:
        """Key and scale of each estimate."""
        return [*((m.key, m.scale) for m in self.measures), ((OWN_LESS_QUOTED.name, "all"), 1000.0)]


@dataclass(frozen=True, slots=True)
class Tested:
    """One group against the others of its language, before the family is corrected for."""

    contrasts: tuple[Contrast, ...]
    observed: FloatArray
    permuted: FloatArray


def to_arrays(tallies: Sequence[Tally], groups: Sequence[str], measures: tuple[Measure, ...]) -> Arrays:
    """Counts and denominators of the tallies; groups are numbered in the order in which they come."""
    names = tuple(dict.fromkeys(measure.per for measure in measures))
    count = np.array([[t.counts.get(m.key, 0) for m in measures] for t in tallies], dtype=np.float64)
    per = np.array([[t.per.get(name, 0) for name in names] for t in tallies], dtype=np.float64)
    at = {measure.key: column for column, measure in enumerate(measures)}
    over = np.array([names.index(measure.per) for measure in measures])
    ratios = Ratios(over, ((at[OWN_LESS_QUOTED.first], at[OWN_LESS_QUOTED.second]),))
    return Arrays(count, per, _numbered(groups), _numbered([t.event for t in tallies]), measures, ratios)


def _numbered(names: Sequence[str]) -> IntArray:
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.int64)


# --- intervals ---


def intervals(tallies: Sequence[Tally], measures: tuple[Measure, ...], plan: Plan) -> dict[Key, tuple[float, float]]:
    """The 95 % interval of each measure of one group, articles drawn with replacement; none where the count is 0.

    Articles of the same event are drawn together where the group has articles on at least ``MIN_EVENTS`` events.
    """
    arrays = to_arrays(tallies, [""] * len(tallies), measures)
    events = {t.event for t in tallies}
    together = "" not in events and len(events) >= MIN_EVENTS
    sums = _by_cluster(arrays.sums, arrays.event) if together else arrays.sums
    strata = np.zeros(len(sums), dtype=np.int64)
    drawn = resampled_sums(sums, strata, times=plan.resamples, seed=plan.seed)
    total = sums.sum(axis=0)
    resampled, estimate, left_out = (arrays.estimates(of) for of in (drawn, total, total - sums))
    low, high = interval(resampled, estimate, left_out, n=len(sums))
    seen = np.append(arrays.count.any(axis=0), True)
    return {
        key: (float(low[i]) * scale, float(high[i]) * scale)
        for i, (key, scale) in enumerate(arrays.lines)
        if seen[i] and not np.isnan(low[i])
    }


def _by_cluster(columns: FloatArray, clusters: IntArray) -> FloatArray:
    numbers, place = np.unique(clusters, return_inverse=True)
    out = np.zeros((len(numbers), columns.shape[1]))
    np.add.at(out, place, columns)
    return out


def difference_interval(
    part: Arrays, number: int, plan: Plan, by_group: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """The 95 % interval of group less others: events drawn as wholes where they match and are many, else articles.

    Articles are drawn within their outlet: which outlets there are is no accident. ``by_group`` are such draws
    (``draws_by_group``), where several groups of the same articles are asked for.
    """
    mine = part.group == number
    fewest = min(int(mine.sum()), int((~mine).sum()))
    if plan.matched and len(np.unique(part.event)) >= MIN_EVENTS:
        both = np.concatenate((part.sums * mine[:, None], part.sums * ~mine[:, None]), axis=1)
        sums = _by_cluster(both, part.event)
        fewest = len(sums) if len(sums) < len(mine) else fewest
        together = np.zeros(len(sums), dtype=np.int64)
        first, second = np.split(resampled_sums(sums, together, times=plan.resamples, seed=plan.seed), 2, axis=-1)
    else:
        by_group = draws_by_group(part, plan) if by_group is None else by_group
        first = by_group[np.flatnonzero(np.unique(part.group) == number)[0]]
        second = by_group.sum(axis=0) - first
    here, there = (part.estimates(part.sums[side].sum(axis=0)) for side in (mine, ~mine))
    return percentile_interval(part.estimates(first) - part.estimates(second), here - there, n=fewest)


def draws_by_group(part: Arrays, plan: Plan) -> FloatArray:
    """Sums over articles drawn with replacement within each group; shape (groups, resamples, columns)."""
    return resampled_by_stratum(part.sums, part.group, times=plan.resamples, seed=plan.seed)


# --- tests ---


def find_contrasts(
    tallies: Sequence[Tally], groups: Sequence[str], measures: tuple[Measure, ...], plan: Plan
) -> tuple[Contrast, ...]:
    """Every group against the others of its language, by every measure, tested as one family.

    Within a language the labels of articles are permuted (within events where ``plan.matched``). Measures that fewer than
    ``MIN_WITH`` articles show, and sides with fewer than ``plan.min_articles`` articles that have the denominator, are
    described and not tested.
    """
    tested: list[Tested] = []
    for language in dict.fromkeys(t.language for t in tallies):
        rows = [i for i, t in enumerate(tallies) if t.language == language]
        names = list(dict.fromkeys(groups[i] for i in rows))
        if len(names) > 1:
            arrays = to_arrays([tallies[i] for i in rows], [groups[i] for i in rows], measures)
            tested += _in_language(arrays, names, language, plan)
    if not tested:
        return ()
    lines = [line for one in tested for line in one.contrasts]
    observed = np.concatenate([one.observed for one in tested])
    permuted = np.concatenate([one.permuted for one in tested], axis=1)
    p = permutation_p(observed, permuted)
    q, family = false_discovery_q(p), max_t_p(observed, permuted)
    return tuple(
        replace(line, p=_known(p[i]), q=_known(q[i]), family_p=_known(family[i])) for i, line in enumerate(lines)
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _in_language(arrays: Arrays, names: Sequence[str], language: str, plan: Plan) -> list[Tested]:
    """The groups of one language that are large enough, each against the others."""
    wanted = range(1) if len(names) == 2 else range(len(names))  # of two groups the second line repeats the first
    sides = [(number, rows) for number in wanted if (rows := _rows(arrays, number, plan)) is not None]
    if not sides:
        return []
    parts = [arrays.of(rows) for _, rows in sides]
    statistics = [contrast_t(part, number) for part, (number, _) in zip(parts, sides, strict=True)]
    strata = arrays.event if plan.matched else np.zeros(len(arrays.group), dtype=np.int64)
    permuted: list[list[FloatArray]] = [[] for _ in sides]
    for batch in permuted_labels(arrays.group, strata, times=plan.permutations, seed=plan.seed):
        for place, (_, rows) in enumerate(sides):
            permuted[place].append(np.nan_to_num(statistics[place](batch[:, rows])))
    done = []
    by_group = None if plan.matched else draws_by_group(arrays, plan)
    for place, (number, _) in enumerate(sides):
        other = names[1 - number] if len(names) == 2 else "the others"
        lines = tuple(_described(parts[place], number, (names[number], other, language), plan, by_group))
        may = np.array([not line.untested for line in lines])
        observed = np.where(may, statistics[place](parts[place].group), np.nan)
        done.append(Tested(lines, observed, np.concatenate(permuted[place])))
    return done


def contrast_t(part: Arrays, number: int) -> Callable[[IntArray], FloatArray]:
    """The studentised differences of a group against the others, as a function of labels (…, articles)."""
    table = part.ratios.moments(part.count, part.per)
    total, size, n = table.sum(axis=0), int((part.group == number).sum()), len(table)
    return lambda labels: part.ratios.studentized((labels == number).astype(np.float64) @ table, total, size, n)


def untested(part: Arrays, number: int, plan: Plan) -> list[str]:
    """For each line why it is not tested; empty where it is."""
    mine = part.group == number
    there = part.per[:, part.ratios.over] > 0
    few = np.minimum(there[mine].sum(axis=0), there[~mine].sum(axis=0)) < plan.min_articles
    rare = (part.count != 0).sum(axis=0) < MIN_WITH
    pairs = part.ratios.pairs
    few = np.append(few, [few[a] or few[b] for a, b in pairs])
    rare = np.append(rare, [rare[a] and rare[b] for a, b in pairs])
    why = f"fewer than {plan.min_articles} articles a side have such text", f"found in fewer than {MIN_WITH} articles"
    return [why[0] if is_few else why[1] if is_rare else "" for is_few, is_rare in zip(few, rare, strict=True)]


def _rows(arrays: Arrays, number: int, plan: Plan) -> IntArray | None:
    """The articles that a group is judged by: all, or those on events that both sides cover; None where they are few."""
    mine = arrays.group == number
    rows = np.arange(len(mine))
    if plan.matched:
        rows = rows[np.isin(arrays.event, np.intersect1d(arrays.event[mine], arrays.event[~mine]))]
    size = int(mine[rows].sum())
    return None if min(size, len(rows) - size) < plan.min_articles else rows


def _described(
    part: Arrays, number: int, names: tuple[str, str, str], plan: Plan, by_group: FloatArray | None
) -> Iterator[Contrast]:
    """The lines of a group without their p: estimates, intervals, effect sizes, and why a line is not tested."""
    mine = part.group == number
    low, high = difference_interval(part, number, plan, by_group)
    own = part.per[:, part.ratios.over]
    values = part.ratios.with_pairs(ratio(part.count, own))
    sides = [_Side(part.count[side], own[side], part.estimates(part.sums[side].sum(axis=0))) for side in (mine, ~mine)]
    reasons = untested(part, number, plan)
    for i, ((measure, voice), scale) in enumerate(part.lines):
        columns = [i] if i < len(part.measures) else list(part.ratios.pairs[i - len(part.measures)])
        unit = part.measures[columns[0]].unit
        (count, per, articles), (other_count, other_per, others) = (side.raw(columns, unit) for side in sides)
        rate, other_rate = (_known(side.estimate[i] * scale) for side in sides)
        signed = len(columns) > 1 or measure.startswith("stance")  # a quotient of signed numbers means nothing
        known = ~np.isnan(values[:, i])
        yield Contrast(
            measure, cast(Voice, voice), unit if len(columns) == 1 else f"{PER_1000}, own less quoted", *names,
            count, per, rate, articles, other_count, other_per, other_rate, others,
            difference=_known((sides[0].estimate[i] - sides[1].estimate[i]) * scale),
            low=None if reasons[i] else _known(low[i] * scale),
            high=None if reasons[i] else _known(high[i] * scale),
            ratio=rate / other_rate if rate is not None and other_rate and not signed else None,
            delta=_known(cliffs_delta(values[mine & known, i], values[~mine & known, i])),
            p=None, q=None, family_p=None, untested=reasons[i], comparable=SAME_LANGUAGE, validated="",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Side:
    """The articles of one side: counts, denominators of each measure, and their estimates."""

    count: FloatArray
    own: FloatArray
    estimate: FloatArray

    def raw(self, columns: Sequence[int], unit: str) -> tuple[int, int, int]:
        """Raw count (of a mean: articles that show it), denominator, and articles that have the denominator."""
        counted, own = self.count[:, columns], self.own[:, columns]
        total = (counted != 0).sum() if unit.startswith("mean") else counted.sum()
        return int(total), int(own.sum()), int((own > 0).sum(axis=0).min())
