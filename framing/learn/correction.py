"""Contrasts of outlets from a classifier's labels, corrected for its errors with a few labels by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import UsageError
from framing.learn.bundle import Array

_LEAST_LABELLED = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference of two means with its standard error and 95 % interval."""

    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CorrectedContrast:
    """Group ``a`` minus group ``b`` in the mean of the true label.

    ``corrected`` is the one to report. ``naive`` takes the classifier at its word and is wrong by as much as its errors
    differ between the groups. ``labelled_only`` throws the classifier away. ``weight`` is how much of the prediction
    was used (0 none, 1 all), in each group. ``n`` and ``labelled``: texts of a and b, and how many by hand.
    """

    a: str
    b: str
    corrected: Estimate
    naive: Estimate
    labelled_only: Estimate
    weight: tuple[float, float]
    n: tuple[int, int]
    labelled: tuple[int, int]


def corrected_contrast(
    predicted: Sequence[float] | Array,
    gold: Sequence[float | None] | Array,
    groups: Sequence[str],
    a: str,
    b: str,
    *,
    chance: float | Sequence[float] | None = None,
    clusters: Sequence[str] | None = None,
    weigh: bool = True,
) -> CorrectedContrast:
    """The contrast of two groups in a label that only some texts have by hand and all have by a classifier.

    ``predicted``: the classifier's label or probability for each text; it must not have been trained on these texts.
    ``gold``: the label by hand, None (or nan) where there is none. ``chance``: each text's probability to have been
    drawn for labelling, known by design; without it, the share labelled in its group, which supposes that texts were
    drawn at random within each group. ``clusters``: texts that belong together (articles of one event); the errors of
    the estimates then add up by cluster.

    Each text stands for ``w·predicted + m + drawn/chance · (gold − w·predicted − m)`` with m the mean error of those
    drawn, weighted by 1/chance: right in the long run whatever the classifier does
    (design-based supervised learning: Egami, Hinck, Stewart and Wei 2023). ``weigh`` chooses w to make the error least
    (prediction-powered inference: Angelopoulos, Duchi and Zrnic 2023); else w = 1.
    Errors: UsageError where a group has fewer than five labels by hand, or lengths differ, or chances are not in (0, 1].

    >>> contrast = corrected_contrast([1, 0] * 20, [1, 0] * 10 + [None] * 20, ["a", "b"] * 20, "a", "b")
    >>> contrast.corrected.value, contrast.labelled
    (1.0, (10, 10))
    """
    columns = _columns(predicted, gold, groups, chance, clusters)
    sides = [_side(columns, name, weigh) for name in (a, b)]
    return CorrectedContrast(
        a, b,
        corrected=_difference([side.corrected for side in sides], [side.clusters for side in sides]),
        naive=_difference([side.predicted for side in sides], [side.clusters for side in sides]),
        labelled_only=_difference([side.hand for side in sides], [side.clusters for side in sides]),
        weight=(sides[0].weight, sides[1].weight),
        n=(len(sides[0].predicted), len(sides[1].predicted)),
        labelled=(sides[0].labelled, sides[1].labelled),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    predicted: Array
    gold: Array
    groups: Array
    chance: Array | None
    clusters: Array


@dataclass(frozen=True, slots=True)
class _Side:
    predicted: Array
    corrected: Array
    hand: Array
    clusters: Array
    weight: float
    labelled: int


def _columns(predicted: Any, gold: Any, groups: Any, chance: Any, clusters: Any) -> _Columns:
    count = len(groups)
    values = np.array([np.nan if value is None else float(value) for value in gold])
    own = np.arange(count) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    given = None if chance is None else np.broadcast_to(np.asarray(chance, dtype=float), (count,))
    guess = np.asarray(predicted, dtype=float)
    if not len(guess) == len(values) == len(own) == count:
        raise UsageError("predicted, gold, groups and clusters need one value for each text")
    if np.isnan(guess).any():
        raise UsageError("every text needs a prediction")
    if given is not None and not ((given > 0) & (given <= 1)).all():
        raise UsageError("the chance of a text to be labelled is above 0 and at most 1")
    return _Columns(guess, values, np.asarray(groups), given, own)


def _side(columns: _Columns, name: str, weigh: bool) -> _Side:
    rows = columns.groups == name
    guess, gold, clusters = columns.predicted[rows], columns.gold[rows], columns.clusters[rows]
    drawn = ~np.isnan(gold)
    if drawn.sum() < _LEAST_LABELLED:
        raise UsageError(f"{name} has {int(drawn.sum())} labels by hand; at least {_LEAST_LABELLED} are needed")
    chance = np.full(len(gold), drawn.mean()) if columns.chance is None else columns.chance[rows]
    weight = _weight(guess, gold, drawn, chance) if weigh else 1.0
    corrected = _stand_ins(guess * weight, gold, drawn, chance)
    hand = _stand_ins(np.zeros(len(gold)), gold, drawn, chance)
    return _Side(guess, corrected, hand, clusters, weight, int(drawn.sum()))


def _stand_ins(guess: Array, gold: Array, drawn: Array, chance: Array) -> Array:
    """What each text stands for; centred on the mean error (Hájek), so that an error that all share adds no variance."""
    error = np.nan_to_num(gold) - guess
    middle = (error[drawn] / chance[drawn]).sum() / (1 / chance[drawn]).sum()
    return np.asarray(guess + middle + np.where(drawn, (error - middle) / chance, 0.0))


def _weight(guess: Array, gold: Array, drawn: Array, chance: Array) -> float:
    """The share of the prediction with the least variance of the mean, kept between 0 and 1."""
    inverse = 1 / chance[drawn]
    share = inverse / inverse.sum()
    middle = (share * guess[drawn]).sum(), (share * gold[drawn]).sum()
    covariance = (share * (guess[drawn] - middle[0]) * (gold[drawn] - middle[1])).sum()
    variance = (share * (guess[drawn] - middle[0]) ** 2).sum()
    return float(np.clip(covariance / variance, 0.0, 1.0)) if variance > 0 else 0.0


def _difference(values: list[Array], clusters: list[Array]) -> Estimate:
    """The difference of two means; its variance from sums over clusters (sandwich, with a small-sample factor)."""
    from scipy.stats import norm

    names = np.concatenate(clusters)
    parts = [(side - side.mean()) / len(side) * sign for side, sign in zip(values, (1, -1), strict=True)]
    sums = np.bincount(np.unique(names, return_inverse=True)[1], weights=np.concatenate(parts))
    count = len(sums)
    error = float(np.sqrt((sums**2).sum() * count / max(count - 1, 1)))
    value, reach = float(values[0].mean() - values[1].mean()), float(norm.ppf(0.975))
    return Estimate(value, error, value - reach * error, value + reach * error)
