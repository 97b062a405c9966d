"""The statistics of distinctive words: counts of articles to arrays, arrays to tests. Imported only where it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from framing.compare.logodds import WordTable, label_rows, make_table, word_t
from framing.compare.measures import MIN_WITH
from framing.compare.statistics import (
    TIE,
    FloatArray,
    IntArray,
    false_discovery_q,
    percentile_interval,
    permuted_labels,
    resampled_sums,
)
from framing.compare.wordrecords import DistinctiveWord, WordCounts, WordKey, WordPlan
from framing.lexicon.style import Apart

FAMILIES = ("words", "house style", "function words")
_MIN_WITH_SEEN = 1
_MIN_SHARE = 0.002
"""A word is tested where at least this share of the language's articles, and five, have it: who wrote them is not asked."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of one language as arrays; words are columns, in the order of ``keys``."""

    counts: Sequence[WordCounts]
    keys: tuple[WordKey, ...]
    family: IntArray
    groups: tuple[str, ...]
    label: IntArray
    strata: IntArray
    table: WordTable
    language: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One group against the others: log-odds ratios, the same by the error of independent words, p, q, family p (NaN untested)."""

    number: int
    delta: FloatArray
    z: FloatArray
    p: FloatArray
    q: FloatArray
    family_p: FloatArray
    untested: str


def find_distinctive(
    counts: Sequence[WordCounts], language: str, *, top: int, plan: WordPlan
) -> tuple[list[DistinctiveWord], list[tuple[str, int]]]:
    """The ``top`` words of each kind and group in one language; and how many of each family were tested."""
    corpus = to_corpus(counts, language, plan)
    if not corpus.keys:
        return [], []
    sides = _tests(corpus, plan)
    found = [word for side in sides for word in _words(corpus, side, top, plan)]
    sizes = Counter(FAMILIES[number] for number in corpus.family.tolist())
    tested = any(not side.untested for side in sides)
    return found, [(name, sizes[name]) for name in FAMILIES if sizes[name]] if tested else []


def to_corpus(counts: Sequence[WordCounts], language: str, plan: WordPlan) -> Corpus:
    """The counts of one language as arrays, words that enough articles have as columns."""
    groups = tuple(dict.fromkeys(one.group for one in counts))
    sizes = Counter(one.group for one in counts)
    tested = any(min(n, len(counts) - n) >= plan.min_articles for n in sizes.values())
    having = Counter(key for one in counts for key in one.counts)
    fewest = max(MIN_WITH, _MIN_SHARE * len(counts)) if tested else _MIN_WITH_SEEN
    keys = tuple(sorted(key for key, n in having.items() if n >= fewest))
    column = {key: number for number, key in enumerate(keys)}
    cells = [(row, column[key], n) for row, one in enumerate(counts) for key, n in one.counts.items() if key in column]
    rows, columns, values = (np.array(of) for of in zip(*cells, strict=True)) if cells else (np.zeros(0, int),) * 3
    shape = len(counts), len(keys)
    count = csr_array((values.astype(np.float64), (rows, columns)), shape=shape)
    total = np.array([max(1, one.words) for one in counts], dtype=np.float64)
    events = {name: number for number, name in enumerate(dict.fromkeys(one.event for one in counts))}
    label = np.array([groups.index(one.group) for one in counts], dtype=np.int64)
    strata = np.array([events[one.event] for one in counts], dtype=np.int64) if plan.matched else np.zeros_like(label)
    table = make_table(count, total, articles=plan.prior)
    family = np.array([_family(apart) for _, apart in keys], dtype=np.int64)
    return Corpus(counts, keys, family, groups, label, strata, table, language)


def _family(apart: Apart) -> int:
    return 0 if not apart else 2 if apart == "function word" else 1


def _tests(corpus: Corpus, plan: WordPlan) -> list[_Side]:
    """Each group against the others; the words of a family are one family over all groups of the language."""
    n = len(corpus.label)
    sizes = np.bincount(corpus.label, minlength=len(corpus.groups))
    large = [g for g in range(len(sizes)) if min(sizes[g], n - sizes[g]) >= plan.min_articles]
    wanted = large[:1] if len(corpus.groups) == 2 else large  # of two groups the second test repeats the first
    statistics = {g: word_t(corpus.table, n, int(sizes[g])) for g in wanted}
    observed = {g: statistics[g](label_rows(corpus.label, g)[None, :])[0] for g in wanted}
    reached = {g: np.zeros(len(corpus.keys)) for g in wanted}
    topped = {g: np.zeros(len(corpus.keys)) for g in wanted}
    for batch in permuted_labels(corpus.label, corpus.strata, times=plan.permutations if wanted else 0, seed=plan.seed):
        drawn = {g: np.abs(statistics[g](label_rows(batch, g))) for g in wanted}
        largest = np.zeros((len(batch), len(FAMILIES)))
        for family in np.unique(corpus.family):
            inside = corpus.family == family
            largest[:, family] = np.max([drawn[g][:, inside].max(axis=1) for g in wanted], axis=0)
        for g in wanted:
            bar = np.abs(observed[g]) * (1 - TIE)
            reached[g] += (drawn[g] >= bar).sum(axis=0)
            topped[g] += (largest[:, corpus.family] >= bar).sum(axis=0)
    p = {g: (1 + reached[g]) / (1 + plan.permutations) for g in wanted}
    family_p = {g: (1 + topped[g]) / (1 + plan.permutations) for g in wanted}
    q = _discoveries(corpus, p)
    return [_side(corpus, g, (p, q, family_p), plan) for g in range(len(corpus.groups))]


def _discoveries(corpus: Corpus, p: dict[int, FloatArray]) -> dict[int, FloatArray]:
    """Q over each family, all groups together."""
    q = {g: np.full(len(corpus.keys), np.nan) for g in p}
    for family in np.unique(corpus.family):
        inside = corpus.family == family
        if p:
            every = false_discovery_q(np.concatenate([of[inside] for of in p.values()]))
            for of, part in zip(q.values(), np.split(every, len(p)), strict=True):
                of[inside] = part
    return q


def _side(corpus: Corpus, number: int, tested: tuple[dict[int, FloatArray], ...], plan: WordPlan) -> _Side:
    """A group's words; of two groups the second has the tests of the first, turned round."""
    source = number if number in tested[0] else 1 - number if len(corpus.groups) == 2 and tested[0] else -1
    nothing = np.full(len(corpus.keys), np.nan)
    p, q, family_p = (of.get(source, nothing) for of in tested)
    why = "" if source in tested[0] else f"fewer than {plan.min_articles} articles a side"
    mine = corpus.label == number
    moments = corpus.table.moments()
    sums, rest = (np.asarray(moments[np.flatnonzero(side)].sum(axis=0)) for side in (mine, ~mine))
    delta, variance = corpus.table.deltas(sums, rest)
    return _Side(number, delta, delta / np.sqrt(variance), p, q, family_p, why)


def _words(corpus: Corpus, side: _Side, top: int, plan: WordPlan) -> Iterator[DistinctiveWord]:
    """The words that a group has more of, those that hold best first, at most ``top`` of a kind."""
    mine = corpus.label == side.number
    order = np.lexsort((-side.z, np.nan_to_num(side.p, nan=1.0), np.nan_to_num(side.family_p, nan=1.0)))
    chosen: list[int] = []
    for family in range(len(FAMILIES)):
        inside = [at for at in order if corpus.family[at] == family and side.delta[at] > 0]
        chosen += [int(at) for at in inside[:top]]
    if not chosen:
        return
    low, high = (None, None) if side.untested else _bounds(corpus, np.array(chosen), mine, plan)
    count = corpus.table.count[:, chosen].toarray()
    per, other_per = int(corpus.table.total[mine].sum()), int(corpus.table.total[~mine].sum())
    others = [name for name in corpus.groups if name != corpus.groups[side.number]]
    for place, at in enumerate(chosen):
        word, apart = corpus.keys[at]
        own = sum(one.own.get((word, apart), 0) for one, here in zip(corpus.counts, mine, strict=True) if here)
        yield DistinctiveWord(
            word, corpus.groups[side.number], others[0] if len(others) == 1 else "the others", corpus.language, apart,
            float(side.delta[at]),
            None if low is None else float(low[place]), None if high is None else float(high[place]),
            _known(side.p[at]), _known(side.q[at]), _known(side.family_p[at]), side.untested,
            int(count[mine, place].sum()), per, int((count[mine, place] > 0).sum()), int(mine.sum()), own,
            int(count[~mine, place].sum()), other_per, int((count[~mine, place] > 0).sum()), int((~mine).sum()),
        )  # fmt: skip


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _bounds(corpus: Corpus, chosen: IntArray, mine: IntArray, plan: WordPlan) -> tuple[FloatArray, FloatArray]:
    """95 % bootstrap intervals of the log-odds ratios of some words, articles drawn within their group."""
    table = corpus.table.of(chosen)
    columns = np.asarray(table.moments().toarray(), dtype=np.float64)
    sums = np.concatenate((columns * mine[:, None], columns * ~mine[:, None]), axis=1)
    drawn = resampled_sums(sums, corpus.label, times=plan.resamples, seed=plan.seed)
    resampled, estimate = (table.deltas(*np.split(of, 2, axis=-1))[0] for of in (drawn, sums.sum(axis=0)))
    fewest = min(int(mine.sum()), int((~mine).sum()))
    return percentile_interval(resampled, estimate, n=fewest)
