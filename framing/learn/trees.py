"""Boosted trees as plain arrays: what a saved HistGradientBoostingClassifier becomes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing.errors import UsageError
from framing.learn.bundle import Array


class BoostedTrees(ClassifierMixin, BaseEstimator):
    """Regression trees whose leaves add up to log-odds. Fitted when it is made; it cannot be trained.

    ``starts`` gives the first node of each tree and ``columns`` the class (or 0) that the tree adds to; node i sends a
    row left where its ``feature`` is at most ``threshold``; ``left`` is -1 at a leaf. ``baseline``: the log-odds before
    any tree. Errors: ValueError where a child stands before its parent (a walk must end).
    """

    FIELDS: ClassVar[tuple[str, ...]] = (
        "classes", "baseline", "starts", "columns", "feature", "threshold", "left", "right", "value"
    )  # fmt: skip

    def __init__(
        self, classes: Array, baseline: Array, starts: Array, columns: Array, feature: Array, threshold: Array,
        left: Array, right: Array, value: Array,
    ) -> None:  # fmt: skip
        self.classes, self.baseline = classes, baseline
        self.starts, self.columns = starts, columns
        self.feature, self.threshold, self.value = feature, threshold, value
        self.left, self.right = left, right
        self.classes_ = classes
        nodes = np.arange(len(left))
        inner = left >= 0
        if not ((left > nodes) & (right > nodes) & (left < len(nodes)) & (right < len(nodes)))[inner].all():
            raise ValueError("a tree leads back to its own node")

    def fit(self, X: Any, y: Any = None) -> BoostedTrees:
        """Refused: these trees were read from a file. Errors: UsageError, always."""
        raise UsageError("trees of a model file cannot be trained again; train a new model")

    def decision(self, X: Any) -> Array:
        """Log-odds, shape (rows, columns of the baseline)."""
        rows = np.asarray(X.toarray() if hasattr(X, "toarray") else X, dtype=float)
        total = np.repeat(self.baseline.reshape(1, -1), len(rows), axis=0)
        every = np.arange(len(rows))
        for start, column in zip(self.starts, self.columns, strict=True):
            node = np.full(len(rows), start)
            while (inner := self.left[node] >= 0).any():
                at = node[inner]
                goes_left = rows[every[inner], self.feature[at]] <= self.threshold[at]
                node[inner] = np.where(goes_left, self.left[at], self.right[at])
            total[:, column] += self.value[node]
        return total

    def predict_proba(self, X: Any) -> Array:
        """Probabilities of the classes, one row each."""
        from scipy.special import expit, softmax

        total = self.decision(X)
        if total.shape[1] == 1:
            positive = expit(total[:, 0])
            return np.column_stack([1 - positive, positive])
        return np.asarray(softmax(total, axis=1))

    def predict(self, X: Any) -> Array:
        """The likeliest class of each row."""
        return np.asarray(self.classes[self.predict_proba(X).argmax(axis=1)])


def trees_of(model: Any) -> BoostedTrees:
    """The trees of a fitted HistGradientBoostingClassifier without categories, as plain arrays."""
    starts, columns, parts, offset = [], [], [], 0
    for iteration in model._predictors:
        for column, predictor in enumerate(iteration):
            nodes = predictor.nodes
            leaf = nodes["is_leaf"].astype(bool)
            parts.append(
                (
                    nodes["feature_idx"].astype(np.int64),
                    nodes["num_threshold"],
                    np.where(leaf, -1, nodes["left"].astype(np.int64) + offset),
                    np.where(leaf, -1, nodes["right"].astype(np.int64) + offset),
                    nodes["value"],
                )
            )
            starts.append(offset)
            columns.append(column)
            offset += len(nodes)
    feature, threshold, left, right, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    return BoostedTrees(
        model.classes_, model._baseline_prediction.ravel(), np.array(starts), np.array(columns), feature, threshold,
        left, right, value,
    )  # fmt: skip
