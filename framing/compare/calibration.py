"""null_calibration(): one outlet split at random into two that cannot differ; how often is a difference found?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from scipy.stats import norm

from framing.compare.contrasts import MIN_ARTICLES, PERMUTATIONS, By, group_of
from framing.compare.inference import Arrays, Plan, contrast_t, difference_interval, to_arrays, untested
from framing.compare.measures import PER_1000, Key, Tally, measures_of, tally
from framing.compare.records import CalibrationLine, NullCalibration
from framing.compare.statistics import FloatArray, false_discovery_q, max_t_p, permutation_p, permuted_labels, ratio
from framing.errors import UsageError
from framing.types import Analysis, Voice

LEVEL = 0.05
_RESAMPLES = 999


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
    return calibrate_tallies(members, group, splits=splits, plan=Plan(permutations, _RESAMPLES, seed, MIN_ARTICLES))


def calibrate_tallies(members: Sequence[Tally], group: str, *, splits: int, plan: Plan) -> NullCalibration:
    """``null_calibration`` of articles of one group that were counted before; no intervals where the plan has no resamples."""
    if len(members) < 2 * MIN_ARTICLES:
        raise UsageError(
            f"{group!r} has {len(members)} scored articles; two halves of {MIN_ARTICLES} are needed to split it"
        )
    members = sorted(members, key=lambda one: (one.id, one.date, one.event, sorted(one.per.items())))
    halves = ["second" if i % 2 else "first" for i in range(len(members))]
    arrays = to_arrays(members, halves, measures_of(members))
    statistic, nowhere = contrast_t(arrays, 0), np.zeros(len(members), dtype=np.int64)
    drawn = permuted_labels(arrays.group, nowhere, times=plan.permutations, seed=plan.seed)
    reference = np.nan_to_num(np.concatenate([statistic(batch) for batch in drawn]))
    p, family, outside, of_words = [], [], [], []
    for batch in permuted_labels(arrays.group, nowhere, times=splits, seed=plan.seed + 1):
        for labels in batch:
            split = replace(arrays, group=labels)
            may = np.array([not why for why in untested(split, 0, plan)])
            observed = np.where(may, statistic(labels), np.nan)
            if plan.resamples:
                low, high = difference_interval(split, 0, plan)
                outside.append(np.where(may, (low > 0) | (high < 0), np.nan))
            p.append(permutation_p(observed, reference))
            family.append(np.nanmin(max_t_p(observed, reference), initial=1.0))
            of_words.append(np.where(may[: len(arrays.measures)], _word_p(split), np.nan))
    by_line = np.array(p)
    return NullCalibration(
        group=group,
        articles=len(members),
        splits=splits,
        permutations=plan.permutations,
        false_positives=_share(by_line),
        any_q=_any(by_line),
        any_family=float(np.mean(np.array(family) <= LEVEL)),
        intervals=float(np.nanmean(np.array(outside))) if outside else None,
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
