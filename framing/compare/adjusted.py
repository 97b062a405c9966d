"""Arrays in, arrays out: contrasts with the same mix of events on both sides, and how much of a gap other things explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.compare.statistics import (
    FloatArray,
    IntArray,
    percentile_interval,
    permutation_p,
    permuted_labels,
    ratio,
    resampled_sums,
)

BoolArray = npt.NDArray[np.bool_]
_BATCH = 100
_RIDGE = 1e-8
"""Added to the diagonal, relative to it, so that columns that say the same share what they explain."""


def matching_weights(mine: BoolArray, event: IntArray) -> tuple[FloatArray, FloatArray]:
    """What an article weighs on the first side, and on the second, so that both have the same mix of events.

    An event with n articles on one side and m on the other counts as min(n, m) on both, so its articles weigh min ÷ n and
    min ÷ m (weights of exact matching; Iacus, King & Porro 2012); an event that one side lacks weighs 0.

    >>> first, second = matching_weights(np.array([True, True, False, True]), np.array([0, 0, 0, 1]))
    >>> first.tolist(), second.tolist()
    ([0.5, 0.5, 0.5, 0.0], [1.0, 1.0, 1.0, 0.0])
    """
    size = int(event.max()) + 1
    here, there = (np.bincount(event[side], minlength=size).astype(np.float64) for side in (mine, ~mine))
    fewer = np.minimum(here, there)
    first, second = (np.nan_to_num(ratio(fewer, n))[event] for n in (here, there))
    return first, second


@dataclass(frozen=True, slots=True)
class Matched:
    """A contrast within events: estimates of both sides, their difference with its interval, and its p; one for each column."""

    first: FloatArray
    second: FloatArray
    difference: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray


def matched_contrast(
    count: FloatArray, per: FloatArray, mine: BoolArray, event: IntArray, *, times: tuple[int, int, int]
) -> Matched:
    """Σ w count ÷ Σ w per of each side with ``matching_weights``, less each other; ``count`` and ``per`` (articles, columns).

    ``times`` are permutations, resamples and the seed. Labels are permuted within events, which leaves the weights as they
    are; events are drawn as wholes where there are ten, else articles within their event and side.
    """
    permutations, resamples, seed = times
    first, second = matching_weights(mine, event)
    both = np.concatenate((count, per), axis=1)
    here, there = both * first[:, None], both * second[:, None]

    def estimates(sums: FloatArray) -> tuple[FloatArray, FloatArray]:
        a, n, b, m = np.split(sums, 4, axis=-1)
        return ratio(a, n), ratio(b, m)

    sums = np.concatenate((here * mine[:, None], there * ~mine[:, None]), axis=1)
    one, two = estimates(sums.sum(axis=0))
    total = there.sum(axis=0)
    drawn = []
    for batch in permuted_labels(mine.astype(np.int64), event, times=permutations, seed=seed):
        side = batch.astype(np.float64)
        drawn.append(np.subtract(*estimates(np.concatenate((side @ here, total - side @ there), axis=1))))
    used = first > 0
    shared = np.unique(event[used])
    clusters, strata = sums[used], event[used] * 2 + mine[used]
    if len(shared) >= 10:
        clusters = np.stack([sums[event == one].sum(axis=0) for one in shared])
        strata = np.zeros(len(shared), dtype=np.int64)
    resampled = np.subtract(*estimates(resampled_sums(clusters, strata, times=resamples, seed=seed)))
    low, high = percentile_interval(resampled, one - two, n=len(clusters))
    return Matched(one, two, one - two, low, high, permutation_p(one - two, np.concatenate(drawn)))


def explained_parts(
    count: FloatArray, per: FloatArray, mine: BoolArray, covariates: FloatArray, times: FloatArray
) -> FloatArray:
    """How much of the gap Σ count ÷ Σ per of the first side less the second goes with each covariate; (draws, covariates).

    Decomposition of Kitagawa (1955), Oaxaca (1973) and Blinder (1973) with the pooled coefficients of a model that has the
    group in it (Jann 2008): rates of articles are regressed, weighted by ``per``, on the group and the covariates; a
    covariate's part is the difference of its means times its coefficient. The parts and the coefficient of the group add up
    to the gap. ``count``, ``per`` (articles), ``covariates`` (articles, columns); ``times`` (draws, articles) says how
    often each article was drawn, ones for the sample itself.
    """
    rate = np.nan_to_num(ratio(count, per))
    x = np.column_stack((np.ones(len(rate)), mine.astype(np.float64), covariates))
    squares = (per[:, None, None] * x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    found = [_parts(times[at : at + _BATCH], squares, x, per, rate) for at in range(0, len(times), _BATCH)]
    return np.concatenate(found)


def _parts(times: FloatArray, squares: FloatArray, x: FloatArray, per: FloatArray, rate: FloatArray) -> FloatArray:
    columns = x.shape[1]
    normal = (times @ squares).reshape(len(times), columns, columns)
    normal += np.eye(columns) * _RIDGE * np.maximum(normal, 0)
    right = times @ (x * (per * rate)[:, None])
    coefficients = np.linalg.solve(normal, right[:, :, None])[:, :, 0]
    side = x[:, 1] > 0
    means = []
    for of in (side, ~side):
        weight = times * (per * of)
        means.append((weight @ x[:, 2:]) / weight.sum(axis=1, keepdims=True))
    found: FloatArray = (means[0] - means[1]) * coefficients[:, 2:]
    return found


def draws(strata: IntArray, *, times: int, seed: int) -> Iterator[FloatArray]:
    """How often each article is drawn in resamples within strata; batches of shape (at most 100, articles)."""
    rng = np.random.default_rng(seed)
    for start in range(0, times, _BATCH):
        drawn = np.zeros((min(_BATCH, times - start), len(strata)))
        for stratum in np.unique(strata):
            members = np.flatnonzero(strata == stratum)
            drawn[:, members] = rng.multinomial(len(members), np.full(len(members), 1 / len(members)), size=len(drawn))
        yield drawn
