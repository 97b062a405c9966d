"""null_calibration(): one outlet split at random into two that cannot differ; how often is a difference found?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from scipy.stats import norm

from framing.compare.contrasts import MIN_ARTICLES, PERMUTATIONS, By, group_of
from framing.compare.inference import Arrays, Plan, contrast_t, difference_interval, to_arrays, untested
from framing.compare.measures import PER_1000, Key, Tally, measures_of, tally
from framing.compare.statistics import FloatArray, false_discovery_q, max_t_p, permutation_p, permuted_labels, ratio
from framing.errors import UsageError
from framing.types import Analysis, Voice

LEVEL = 0.05
ENOUGH = 100
"""A group of so many articles can be split in two halves that are large enough for most lines."""
_RESAMPLES = 999


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """One measure: in how many splits it was tested, and in what share of those p was at most 5 %."""

    measure: str
    voice: Voice
    splits: int
    false_positives: float


@dataclass(frozen=True, slots=True)
class NullCalibration:
    """What the method finds where there is nothing to find. All figures are shares, 0 to 1; the level is 5 %.

    ``false_positives`` of all tests had p at most 5 %; a finding after correction was made in ``any_q`` (Benjamini and
    Hochberg) and ``any_family`` (max-T) of the splits; ``intervals`` left out 0. Beside them, for the lines per 1,000
    words, what a test that counts words as independent does on the same splits: ``word_false_positives``, ``word_any_q``.
    """

    group: str
    articles: int
    splits: int
    permutations: int
    false_positives: float
    any_q: float
    any_family: float
    intervals: float
    word_false_positives: float
    word_any_q: float
    lines: tuple[CalibrationLine, ...]

    def __str__(self) -> str:
        return (
            f"False alarms: {self.group} ({self.articles} articles) was split at random into two {self.splits} times. "
            f"p was at most 5 % in {self.false_positives:.1%} of tests; a finding stood after correction in "
            f"{self.any_q:.1%} of splits (max-T: {self.any_family:.1%}). A test that takes words as independent: "
            f"{self.word_false_positives:.1%} of tests, a finding in {self.word_any_q:.1%} of splits."
        )


def null_calibration(
    analyses: Iterable[Analysis],
    group: str,
    *,
    by: By = "outlet",
    splits: int = 200,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> NullCalibration:
    """Split the articles of one group into two random halves many times, and count what ``compare`` would find.

    The halves are drawn alike, so every finding is false. Shuffling the labels of one split gives every other split with
    the same chance, so all splits are judged by the same permutations. Refused articles are left out. The same seed
    gives the same figures. Errors: UsageError where the group has fewer than 20 articles that were scored.
    """
    members = [tally(one) for one in analyses if not one.refused and group_of(one, by) == group]
    return calibrate_tallies(members, group, splits=splits, permutations=permutations, seed=seed)


def calibrate_tallies(
    members: Sequence[Tally], group: str, *, splits: int = 200, permutations: int = PERMUTATIONS, seed: int = 0
) -> NullCalibration:
    """``null_calibration`` of articles of one group that were counted before."""
    if len(members) < 2 * MIN_ARTICLES:
        raise UsageError(
            f"{group!r} has {len(members)} scored articles; two halves of {MIN_ARTICLES} are needed to split it"
        )
    members = sorted(members, key=lambda one: (one.id, one.date, one.event, sorted(one.per.items())))
    halves = ["second" if i % 2 else "first" for i in range(len(members))]
    arrays = to_arrays(members, halves, measures_of(members))
    statistic, nowhere = contrast_t(arrays, 0), np.zeros(len(members), dtype=np.int64)
    drawn = permuted_labels(arrays.group, nowhere, times=permutations, seed=seed)
    reference = np.nan_to_num(np.concatenate([statistic(batch) for batch in drawn]))
    plan = Plan(permutations, _RESAMPLES, seed, MIN_ARTICLES)
    p, family, outside, of_words = [], [], [], []
    for batch in permuted_labels(arrays.group, nowhere, times=splits, seed=seed + 1):
        for labels in batch:
            split = replace(arrays, group=labels)
            may = np.array([not why for why in untested(split, 0, plan)])
            observed = np.where(may, statistic(labels), np.nan)
            low, high = difference_interval(split, 0, plan)
            p.append(permutation_p(observed, reference))
            family.append(np.nanmin(max_t_p(observed, reference), initial=1.0))
            outside.append(np.where(may, (low > 0) | (high < 0), np.nan))
            of_words.append(np.where(may[: len(arrays.measures)], _word_p(split), np.nan))
    by_line = np.array(p)
    return NullCalibration(
        group=group,
        articles=len(members),
        splits=splits,
        permutations=permutations,
        false_positives=_share(by_line),
        any_q=_any(by_line),
        any_family=float(np.mean(np.array(family) <= LEVEL)),
        intervals=float(np.nanmean(np.array(outside))),
        word_false_positives=_share(np.array(of_words)),
        word_any_q=_any(np.array(of_words)),
        lines=tuple(_lines([key for key, _ in arrays.lines], by_line)),
    )


def _share(p: FloatArray) -> float:
    return float(np.mean(p[~np.isnan(p)] <= LEVEL))


def _any(p: FloatArray) -> float:
    return float(np.mean([np.nanmin(false_discovery_q(of_split), initial=1.0) <= LEVEL for of_split in p]))


def _lines(keys: Sequence[Key], p: FloatArray) -> list[CalibrationLine]:
    tested = ~np.isnan(p)
    return [
        CalibrationLine(measure, cast(Voice, voice), int(n), float((p[:, i] <= LEVEL).sum() / n))
        for i, ((measure, voice), n) in enumerate(zip(keys, tested.sum(axis=0), strict=True))
        if n
    ]


def _word_p(split: Arrays) -> FloatArray:
    """What is not done here: two proportions compared as if each word were drawn by itself; NaN for other units."""
    first = split.group == 0
    own = split.per[:, split.ratios.over]
    (x, n), (y, m) = ((split.count[side].sum(axis=0), own[side].sum(axis=0)) for side in (first, ~first))
    both = ratio(x + y, n + m)
    error = np.sqrt(np.clip(both * (1 - both), 0, None) * (ratio(np.ones_like(n), n) + ratio(np.ones_like(m), m)))
    p = 2 * norm.sf(np.abs(ratio(ratio(x, n) - ratio(y, m), error)))
    counted = np.array([measure.unit == PER_1000 for measure in split.measures])
    return np.where(counted, p, np.nan)
