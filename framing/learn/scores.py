"""Predictions to scores: each with an interval from resampled clusters and its spread over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from framing.learn import metrics
from framing.learn.bundle import Array
from framing.learn.evaluate import Predictions

LEAST_IN_OUTLET = 50
"""An outlet with fewer examples, or of one class alone, has no correlation of its own worth a mean."""
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of one classifier under one split: the mean over seeds, its 95 % interval, the spread over seeds.

    ``low`` and ``high`` come from resampling clusters (articles, or outlets), each with all of its examples, over all
    seeds at once. ``spread``: the standard deviation over seeds, 0 for one seed. ``n``: examples tested.
    """

    classifier: str
    split: str
    measure: str
    value: float
    low: float
    high: float
    spread: float
    n: int


def scores(
    run: Predictions, *, over: Literal["cluster", "outlet"] = "cluster", resamples: int = RESAMPLES, seed: int = 0
) -> tuple[Score, ...]:
    """Macro-F1, MCC, accuracy, each class, Brier, calibration error and, where outlets are known, MCC within outlets.

    ``over``: what is drawn anew for the intervals: articles (sentences where articles are unknown), or outlets, which
    asks what another sample of outlets would have given; few outlets give wide intervals. The mean within-outlet MCC is
    over outlets with at least ``LEAST_IN_OUTLET`` examples and both classes.
    """
    tested = run.tested
    tally = _Tally(run, tested)
    names = np.unique((run.outlets if over == "outlet" else run.clusters)[tested], return_inverse=True)[1]
    values = tally.measures(np.ones((1, len(names))))
    drawn = tally.measures(_weights(names, resamples, seed))
    rows = []
    for measure, by_seed in values.items():
        low, high = np.quantile(drawn[measure].mean(axis=1), [0.025, 0.975])
        spread = by_seed[0].std(ddof=1) if by_seed.shape[1] > 1 else 0.0
        numbers = (float(by_seed.mean()), float(low), float(high), float(spread))
        rows.append(Score(run.classifier, run.split, measure, *numbers, n=int(tested.sum())))
    return tuple(rows)


def _weights(names: Array, resamples: int, seed: int) -> Array:
    """How often each example counts in each resample of whole clusters: shape (resamples, examples)."""
    count = int(names.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return np.asarray(drawn[:, names])


class _Tally:
    """Per-example counts that add up, so that a resample is one matrix product."""

    def __init__(self, run: Predictions, tested: Array) -> None:
        self.run = run
        self.classes = len(run.classes)
        self.true = run.true[tested]
        outlets, self.outlet = np.unique(run.outlets[tested], return_inverse=True)
        self.outlets = len(outlets)
        self.known = "" not in outlets and self.outlets > 1
        seeds = len(run.chosen)
        cells = (self.outlet * self.classes + self.true) * self.classes
        self.cells = [cells + run.chosen[s][tested] for s in range(seeds)]
        chances = [run.probabilities[s][tested] for s in range(seeds)]
        self.brier = [metrics.brier(self.true, part) for part in chances]
        self.sure = [metrics.confidence(self.true, part) for part in chances]
        sizes = np.bincount(self.outlet)
        both = np.array([len(set(self.true[self.outlet == number])) > 1 for number in range(self.outlets)])
        self.counted = np.flatnonzero(both & (sizes >= LEAST_IN_OUTLET))

    def measures(self, weights: Array) -> dict[str, Array]:
        """Each measure, shape (resamples, seeds)."""
        tables = np.stack([self._tables(cells, weights) for cells in self.cells], axis=1)
        whole = tables.sum(axis=2)
        result = {"macro_f1": metrics.macro_f1(whole), "mcc": metrics.mcc(whole), "accuracy": metrics.accuracy(whole)}
        precision, recall, f1 = metrics.class_scores(whole)
        for column, name in enumerate(self.run.classes):
            result[f"precision_{name}"] = precision[..., column]
            result[f"recall_{name}"] = recall[..., column]
            result[f"f1_{name}"] = f1[..., column]
        total = weights.sum(axis=1)
        result["brier"] = np.stack([weights @ errors / total for errors in self.brier], axis=1)
        result["calibration_error"] = np.stack([self._calibration(*sure, weights) for sure in self.sure], axis=1)
        if self.known and len(self.counted) > 1:
            result["mcc_within_outlet"] = metrics.mcc(tables[:, :, self.counted]).mean(axis=-1)
        return result

    def _tables(self, cells: Array, weights: Array) -> Array:
        """Confusion tables by outlet: shape (resamples, outlets, classes, classes)."""
        import scipy.sparse

        width = self.outlets * self.classes**2
        members = scipy.sparse.csr_matrix(
            (np.ones(len(cells)), (np.arange(len(cells)), cells)), shape=(len(cells), width)
        )
        return np.asarray(weights @ members).reshape(len(weights), self.outlets, self.classes, self.classes)

    def _calibration(self, sure: Array, so: Array, weights: Array) -> Array:
        import scipy.sparse

        place = np.minimum((sure * metrics.BINS).astype(int), metrics.BINS - 1)
        gap = scipy.sparse.csr_matrix((sure - so, (np.arange(len(sure)), place)), shape=(len(sure), metrics.BINS))
        return np.asarray(np.abs(weights @ gap).sum(axis=1) / weights.sum(axis=1))


def score_of(rows: Sequence[Score], measure: str) -> Score:
    """The score of one measure. Errors: KeyError where it was not computed."""
    for row in rows:
        if row.measure == measure:
            return row
    raise KeyError(measure)
