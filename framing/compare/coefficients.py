"""Agreement between coders by chance-corrected coefficients: counts of ratings in, numbers out.

``counts`` has one row a unit (a sentence, an article) and one column a value: how many coders gave it. A coder who said
nothing of a unit is missing there. Units with fewer than two ratings tell nothing of agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from framing.compare.statistics import FloatArray, IntArray, interval, ratio, resampled_sums

Scale = Literal["nominal", "ordinal"]


def rating_counts(ratings: Sequence[Sequence[int | None]], values: int) -> FloatArray:
    """How often each value 0 … ``values`` − 1 was given to each unit; one sequence of ratings a coder, None is missing.

    >>> rating_counts([[0, 1, None], [0, 0, 1]], 2).tolist()
    [[2.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    counts = np.zeros((len(ratings[0]) if ratings else 0, values))
    for coder in ratings:
        for unit, value in enumerate(coder):
            if value is not None:
                counts[unit, value] += 1
    return counts


def coincidences(counts: FloatArray) -> FloatArray:
    """Each unit's part of the coincidence matrix (Krippendorff 2019, ch. 12), flattened: shape (units, values²).

    The sum over units is the matrix; a unit with fewer than two ratings adds nothing.

    >>> coincidences(np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 1.0]])).tolist()
    [[2.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    values = counts.shape[1]
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, np.arange(values), np.arange(values)] -= counts
    others = counts.sum(axis=1) - 1
    weights = np.divide(1.0, others, out=np.zeros(len(counts)), where=others > 0)
    flat: FloatArray = (pairs * weights[:, None, None]).reshape(len(counts), values * values)
    return flat


def alpha_of(matrix: FloatArray, scale: Scale = "nominal") -> FloatArray:
    """Krippendorff's alpha of summed coincidences, shape (…, values²): 1 − observed ÷ expected disagreement.

    1 is perfect, 0 what chance would give, negative is worse than chance. NaN where everybody gave one value throughout:
    agreement about what does not vary cannot be told from habit. ``ordinal`` takes the values in their order.
    Reference: Krippendorff 2011.

    >>> alpha_of(np.array([4.0, 0.0, 0.0, 6.0])).item()
    1.0
    """
    values = round(matrix.shape[-1] ** 0.5)
    table = matrix.reshape(*matrix.shape[:-1], values, values)
    margins = table.sum(axis=-1)
    distance = _distances(margins, scale)
    n = margins.sum(axis=-1)
    observed = (table * distance).sum(axis=(-2, -1))
    expected = (margins[..., :, None] * margins[..., None, :] * distance).sum(axis=(-2, -1))
    return 1 - ratio((n - 1) * observed, expected)


def _distances(margins: FloatArray, scale: Scale) -> FloatArray:
    """Squared difference of each two values (Krippendorff 2019, ch. 12); that of ranks depends on the margins."""
    if scale == "nominal":
        return 1 - np.eye(margins.shape[-1])
    middle = np.cumsum(margins, axis=-1) - margins / 2
    between: FloatArray = (middle[..., :, None] - middle[..., None, :]) ** 2
    return between


def alpha_interval(
    parts: FloatArray, clusters: IntArray, *, scale: Scale, times: int, seed: int
) -> tuple[float, float]:
    """95 % bootstrap interval of alpha: clusters of units (articles) drawn with replacement, alpha made anew each time.

    ``parts`` are ``coincidences``, ``clusters`` the cluster of each unit. BCa from twenty clusters on, below that widened
    percentiles (``framing.compare.statistics.interval``). Unlike the algorithm of Krippendorff (2019, ch. 12), chance
    is reckoned anew in each resample. NaN where alpha is NaN or where there are fewer than two clusters.
    """
    summed, n = _by_cluster(parts, clusters)
    total = summed.sum(axis=0)
    estimate = np.atleast_1d(alpha_of(total, scale))
    if n < 2 or np.isnan(estimate).any():
        return float("nan"), float("nan")
    together = np.zeros(n, dtype=np.int64)
    resampled = alpha_of(resampled_sums(summed, together, times=times, seed=seed), scale)[:, None]
    left_out = np.nan_to_num(alpha_of(total - summed, scale), nan=estimate.item())[:, None]
    low, high = interval(resampled, estimate, left_out, n=n)
    return low.item(), high.item()


def _by_cluster(parts: FloatArray, clusters: IntArray) -> tuple[FloatArray, int]:
    names, index = np.unique(clusters, return_inverse=True)
    summed = np.zeros((len(names), parts.shape[1]))
    np.add.at(summed, index, parts)
    useful = summed.sum(axis=1) > 0
    return summed[useful], int(useful.sum())


def observed_agreement(counts: FloatArray) -> float:
    """The share of pairs of ratings that are equal, mean over units with two ratings or more; NaN without any.

    >>> observed_agreement(np.array([[2.0, 0.0], [1.0, 1.0]]))
    0.5
    """
    n = counts.sum(axis=1)
    paired = n > 1
    if not paired.any():
        return float("nan")
    equal = (counts * (counts - 1)).sum(axis=1)[paired]
    return float((equal / (n * (n - 1))[paired]).mean())


def gwet_ac1(counts: FloatArray) -> float:
    """Gwet's AC1 for any number of coders: (agreement − chance) ÷ (1 − chance).

    Chance is Σ π(1 − π) ÷ (values − 1), π the mean share of a value over units: it does not rise where one value is
    nearly always given, as it does for kappa and alpha. So for rare labels AC1 is high and alpha low: read both. NaN
    without units of two ratings or with one value only. Reference: Gwet 2008.

    >>> round(gwet_ac1(np.array([[2, 0]] * 118 + [[1, 1]] * 7)), 4)
    0.9408
    """
    counts = np.asarray(counts, dtype=np.float64)
    values = counts.shape[1]
    agreed = observed_agreement(counts)
    if values < 2 or np.isnan(agreed):
        return float("nan")
    rated = counts[counts.sum(axis=1) > 0]
    shares = (rated / rated.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((shares * (1 - shares)).sum() / (values - 1))
    return (agreed - chance) / (1 - chance)


def cohen_kappa(table: FloatArray) -> float:
    """Cohen's kappa of two coders from their table of values: (agreement − chance) ÷ (1 − chance).

    Chance is the product of the two coders' own shares. NaN for an empty table or where both gave one value throughout.
    Reference: Cohen 1960.

    >>> round(cohen_kappa(np.array([[118.0, 5.0], [2.0, 0.0]])), 4)
    -0.0234
    """
    n = table.sum()
    if not n:
        return float("nan")
    agreed = float(np.trace(table) / n)
    chance = float((table.sum(axis=0) * table.sum(axis=1)).sum() / n**2)
    return (agreed - chance) / (1 - chance) if chance < 1 else float("nan")


def value_table(one: Sequence[int | None], two: Sequence[int | None], values: int) -> FloatArray:
    """How often two coders gave each pair of values to the same unit; units that one of them left out do not count.

    >>> value_table([0, 1, None], [0, 0, 1], 2).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    table = np.zeros((values, values))
    for a, b in zip(one, two, strict=True):
        if a is not None and b is not None:
            table[a, b] += 1
    return table
