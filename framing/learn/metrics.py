"""Scores from tables of counts: arrays in, arrays out. The last two axes are true class and predicted class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.learn.bundle import Array

BINS = 10


def confusion(true: Array, predicted: Array, classes: int) -> Array:
    """How often each true class (row) was predicted as each class (column): shape (classes, classes).

    >>> confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).tolist()
    [[1, 1], [0, 1]]
    """
    return np.bincount(true * classes + predicted, minlength=classes * classes).reshape(classes, classes)


def class_scores(table: Array) -> tuple[Array, Array, Array]:
    """Precision, recall and F1 of each class: shape (..., classes) each; 0 where there is nothing to divide by.

    >>> [float(values[1]) for values in class_scores(np.array([[1, 1], [0, 1]]))]
    [0.5, 1.0, 0.6666666666666666]
    """
    hits = np.diagonal(table, axis1=-2, axis2=-1).astype(float)
    predicted, true = table.sum(axis=-2), table.sum(axis=-1)
    return _ratio(hits, predicted), _ratio(hits, true), _ratio(2 * hits, predicted + true)


def macro_f1(table: Array) -> Array:
    """The mean F1 of the classes that occur or were predicted, 0 to 1.

    >>> float(macro_f1(np.array([[2, 0, 0], [0, 2, 0], [0, 0, 0]])))
    1.0
    """
    _, _, scores = class_scores(table)
    occurs = (table.sum(axis=-1) + table.sum(axis=-2)) > 0
    return _ratio((scores * occurs).sum(axis=-1), occurs.sum(axis=-1))


def accuracy(table: Array) -> Array:
    """The share of all that was predicted right, 0 to 1."""
    return _ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def mcc(table: Array) -> Array:
    """Matthews correlation, -1 to 1, for any number of classes; 0 where either side has only one class.

    Sources: Matthews (1975); Gorodkin (2004) for more than two classes.

    >>> float(mcc(np.array([[5, 0], [0, 5]]))), float(mcc(np.array([[5, 0], [5, 0]])))
    (1.0, 0.0)
    """
    table = table.astype(float)
    total, hits = table.sum(axis=(-2, -1)), np.trace(table, axis1=-2, axis2=-1)
    predicted, true = table.sum(axis=-2), table.sum(axis=-1)
    above = hits * total - (predicted * true).sum(axis=-1)
    below = (total**2 - (predicted**2).sum(axis=-1)) * (total**2 - (true**2).sum(axis=-1))
    return _ratio(above, np.sqrt(np.maximum(below, 0)))


def brier(true: Array, probabilities: Array) -> Array:
    """The squared error of each row's probabilities: of the second class for two classes, else summed (Brier 1950).

    >>> brier(np.array([1, 0]), np.array([[0.2, 0.8], [0.5, 0.5]])).round(2).tolist()
    [0.04, 0.25]
    """
    hits = np.eye(probabilities.shape[1])[true]
    errors = (probabilities - hits) ** 2
    return np.asarray(errors[:, 1] if probabilities.shape[1] == 2 else errors.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a reliability curve: mean predicted probability, observed share, how many."""

    predicted: float
    observed: float
    n: int


def confidence(true: Array, probabilities: Array) -> tuple[Array, Array]:
    """What calibration is asked of: the probability of the second class, or of the likeliest of several, and whether it was so."""
    if probabilities.shape[1] == 2:
        return probabilities[:, 1], true == 1
    chosen = probabilities.argmax(axis=1)
    return probabilities[np.arange(len(true)), chosen], chosen == true


def reliability(true: Array, probabilities: Array, bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability curve in bins of equal width; empty bins are left out (DeGroot and Fienberg 1983).

    >>> reliability(np.array([1, 0]), np.array([[0.1, 0.9], [0.1, 0.9]]))
    (Bin(predicted=0.9, observed=0.5, n=2),)
    """
    sure, so = confidence(true, probabilities)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    inside = [place == number for number in range(bins)]
    return tuple(Bin(round(float(sure[i].mean()), 6), float(so[i].mean()), int(i.sum())) for i in inside if i.any())


def expected_calibration_error(true: Array, probabilities: Array, bins: int = BINS) -> float:
    """The mean distance of predicted probability and observed share over the bins, weighted by size (Naeini et al. 2015).

    >>> round(expected_calibration_error(np.array([1, 0]), np.array([[0.1, 0.9], [0.1, 0.9]])), 6)
    0.4
    """
    if not len(true):
        return 0.0
    curve = reliability(true, probabilities, bins)
    return sum(part.n * abs(part.predicted - part.observed) for part in curve) / len(true)


def best_threshold(true: Array, chance: Array, measure: str) -> float:
    """The threshold on the probability of the second class with the best ``f1`` (of that class) or ``mcc``.

    Only for probabilities of examples that the model was not trained on. The lowest of equal ones; 0.5 where all
    examples are of one class.

    >>> best_threshold(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.9]), "mcc")
    0.3
    """
    order = np.argsort(-chance, kind="stable")
    hits, wrong = np.cumsum(true[order] == 1), np.cumsum(true[order] == 0)
    if hits[-1] == 0 or wrong[-1] == 0:
        return 0.5
    table = np.stack([np.stack([wrong[-1] - wrong, wrong], -1), np.stack([hits[-1] - hits, hits], -1)], -2)
    scores = mcc(table) if measure == "mcc" else class_scores(table)[2][:, 1]
    last = np.append(chance[order][1:] != chance[order][:-1], True)  # a threshold lies between two values
    scores = np.where(last, scores, -1.0)
    return float(chance[order][np.flatnonzero(scores == scores.max())[-1]])


def _ratio(above: Array, below: Array) -> Array:
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    return np.divide(above, below, out=np.zeros(np.broadcast(above, below).shape), where=below > 0)
