"""The statistics of robustness: every combination of choices as a column. Imported only where it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from framing.compare.adjusted import BoolArray, matched_contrast
from framing.compare.contrasts import By
from framing.compare.distinctive import count_articles, distinctive_counts
from framing.compare.robustness import (
    ALL_ARTICLES,
    CHARACTERS,
    PRIORS,
    STRENGTHS,
    VOICE_CHOICES,
    Cell,
    RobustContrast,
    RobustCounts,
    RobustWords,
)
from framing.compare.statistics import FloatArray, IntArray, Ratios, permutation_p, permuted_labels, ratio
from framing.compare.wordrecords import WordPlan
from framing.types import Analysis

_COLUMNS = tuple(product(STRENGTHS, VOICE_CHOICES, ("tokens", CHARACTERS)))
_TOP = 50


def contrast_cells(
    counts: Sequence[RobustCounts],
    events: Mapping[str, Mapping[str, str]],
    language: str,
    *,
    times: tuple[int, int, int],
) -> Iterator[RobustContrast]:
    """Each group of a language against the others in every cell; ``times``: permutations, seed, fewest articles a side."""
    rows = [one for one in counts if one.language == language]
    names = list(dict.fromkeys(one.group for one in rows))
    if len(names) < 2:
        return
    count = np.array([[one.terms.get((k, v), 0) for k, v, _ in _COLUMNS] for one in rows], dtype=np.float64)
    per = np.array([[one.units[u, v] for _, v, u in _COLUMNS] for one in rows], dtype=np.float64)
    label = np.array([names.index(one.group) for one in rows])
    for number in range(1) if len(names) == 2 else range(len(names)):
        cells: list[Cell] = []
        for name, of in events.items():
            if name == ALL_ARTICLES:
                ratios, p = _over_all(count, per, label, number, times)
            else:
                ratios, p = _within(count, per, label == number, _numbered(rows, of), times)
            if ratios is not None:
                cells += _cells(name, rows[0].unit, ratios, p)
        other = names[1 - number] if len(names) == 2 else "the others"
        yield RobustContrast(names[number], other, language, tuple(cells))


def _numbered(rows: Sequence[RobustCounts], of: Mapping[str, str]) -> IntArray:
    """The number of each article's event; what has none is an event of its own."""
    named = [of.get(one.id) or f"\0{at}" for at, one in enumerate(rows)]
    number = {name: n for n, name in enumerate(dict.fromkeys(named))}
    return np.array([number[name] for name in named], dtype=np.int64)


def _over_all(
    count: FloatArray, per: FloatArray, label: IntArray, number: int, times: tuple[int, int, int]
) -> tuple[FloatArray | None, FloatArray]:
    """Ratios over all articles, and p of the studentised difference."""
    permutations, seed, fewest = times
    mine = label == number
    sides = [ratio(count[side].sum(axis=0), per[side].sum(axis=0)) for side in (mine, ~mine)]
    p = np.full(count.shape[1], np.nan)
    size = int(mine.sum())
    if min(size, len(mine) - size) >= fewest:
        arrays = Ratios(np.arange(count.shape[1]))
        table = arrays.moments(count, per)
        total = table.sum(axis=0)

        def t_of(labels: IntArray) -> FloatArray:
            return arrays.studentized((labels == number).astype(np.float64) @ table, total, size, len(mine))

        drawn = permuted_labels(label, np.zeros_like(label), times=permutations, seed=seed)
        p = permutation_p(t_of(label), np.nan_to_num(np.concatenate([t_of(batch) for batch in drawn])))
    return ratio(*sides), p


def _within(
    count: FloatArray, per: FloatArray, mine: BoolArray, event: IntArray, times: tuple[int, int, int]
) -> tuple[FloatArray | None, FloatArray]:
    """Ratios with both sides weighed to the same events; None where they share none."""
    permutations, seed, fewest = times
    shared = np.intersect1d(event[mine], event[~mine])
    used = np.isin(event, shared)
    if not used.any():
        return None, np.zeros(0)
    _, renumbered = np.unique(event[used], return_inverse=True)
    found = matched_contrast(count[used], per[used], mine[used], renumbered, times=(permutations, 2, seed))
    enough = min(int(mine[used].sum()), int((~mine[used]).sum())) >= fewest
    return ratio(found.first, found.second), found.p if enough else np.full(count.shape[1], np.nan)


def _cells(articles: str, unit: str, ratios: FloatArray, p: FloatArray) -> Iterator[Cell]:
    for (strength, voices, counted), value, chance in zip(_COLUMNS, ratios, p, strict=True):
        named = unit if counted == "tokens" else counted
        yield Cell(strength, voices, named, articles, _known(value), _known(chance))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def find_robust_words(usable: Sequence[Analysis], *, by: By, permutations: int, seed: int) -> tuple[RobustWords, ...]:
    """For each group how many words hold under each prior, which do under all, and which under some."""
    _, counts = count_articles(usable, by=by)
    holding: dict[tuple[str, str], dict[float, set[str]]] = {}
    for prior in PRIORS:
        found = distinctive_counts(counts, by=by, top=_TOP, plan=WordPlan(permutations, 2, seed, prior=prior))
        for word in found.words:
            of = holding.setdefault((word.group, word.language), {prior: set() for prior in PRIORS})
            if word.holds and not word.apart:
                of[prior].add(word.word)
    return tuple(_robust(group, language, of) for (group, language), of in holding.items() if any(of.values()))


def _robust(group: str, language: str, of: Mapping[float, set[str]]) -> RobustWords:
    words = Counter(word for held in of.values() for word in held)
    always = {word for word, n in words.items() if n == len(of)}
    numbers = tuple((prior, len(held)) for prior, held in of.items())
    return RobustWords(group, language, numbers, tuple(sorted(always)), tuple(sorted(set(words) - always)))
