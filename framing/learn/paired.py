"""Two classifiers on the same examples: does the difference hold?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.errors import UsageError
from framing.learn import metrics
from framing.learn.bundle import Array
from framing.learn.evaluate import Predictions


@dataclass(frozen=True, slots=True)
class PairedTest:
    """A test of two classifiers: ``difference`` is of the first minus the second; ``p_value`` is two-sided."""

    name: str
    difference: float
    statistic: float
    p_value: float
    n: int


def mcnemar(first: Predictions, second: Predictions, seed: int = 0) -> PairedTest:
    """McNemar's exact test on the examples that only one of the two got right (McNemar 1947; Dietterich 1998).

    ``statistic`` is how many only the first got right; the difference is of accuracy. It takes examples as independent:
    with several sentences of one article it is too sure, and the resampled t test is the better one.
    Errors: UsageError where the two were not tested on the same examples.
    """
    from scipy.stats import binomtest

    both = _same(first, second)
    right = [run.chosen[min(seed, len(run.chosen) - 1)][both] == run.true[both] for run in (first, second)]
    only = int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())
    p_value = float(binomtest(only[0], sum(only)).pvalue) if sum(only) else 1.0
    return PairedTest("McNemar", (only[0] - only[1]) / int(both.sum()), only[0], p_value, int(both.sum()))


def resampled_t(first: Predictions, second: Predictions, measure: str = "mcc") -> PairedTest:
    """The corrected resampled t test on the differences of ``mcc`` or ``macro_f1`` over folds and seeds.

    Folds share training examples, so their differences vary less than independent ones would; the variance is raised by
    1/k + n_test/n_train (Nadeau and Bengio 2003). A classifier with one seed stands against each seed of the other.
    Errors: UsageError for other folds, fewer than two of them, or another measure.
    """
    from scipy.stats import t

    both = _same(first, second)
    if measure not in ("mcc", "macro_f1"):
        raise UsageError(f"the resampled t test is of mcc or macro_f1, got {measure!r}")
    score = metrics.mcc if measure == "mcc" else metrics.macro_f1
    differences, sizes = [], []
    for seed in range(max(len(first.chosen), len(second.chosen))):
        pair = [(run, min(seed, len(run.chosen) - 1)) for run in (first, second)]
        where = [run.fold[row] for run, row in pair]
        if not (where[0] == where[1]).all():
            raise UsageError("the resampled t test needs both classifiers on the same folds")
        for number in range(int(where[0].max()) + 1):
            test = both & (where[0] == number)
            tables = [metrics.confusion(run.true[test], run.chosen[row][test], len(run.classes)) for run, row in pair]
            differences.append(float(score(tables[0]) - score(tables[1])))
            sizes.append(int(test.sum()))
    count = len(differences)
    if count < 2:
        raise UsageError("the resampled t test needs at least two folds")
    mean, variance = float(np.mean(differences)), float(np.var(differences, ddof=1))
    error = (variance * (1 / count + np.mean(sizes) / first.train_size)) ** 0.5
    statistic = mean / error if error > 0 else 0.0 if mean == 0 else float("inf") * np.sign(mean)
    return PairedTest(
        "corrected resampled t", mean, float(statistic), float(2 * t.sf(abs(statistic), count - 1)), count
    )


def _same(first: Predictions, second: Predictions) -> Array:
    if first.classes != second.classes or not np.array_equal(first.true, second.true) or first.split != second.split:
        raise UsageError(f"{first.classifier} and {second.classifier} were not tested on the same examples and split")
    return first.tested & second.tested
