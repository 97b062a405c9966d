"""Naive Bayes and a support vector machine in one: a strong baseline for short texts (Wang and Manning 2012)."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.svm import LinearSVC

from framing.learn.bundle import Array


class NaiveBayesSVM(ClassifierMixin, BaseEstimator):
    """A linear SVM on counts weighted by their log-count ratio, drawn toward its mean weight by ``1 - beta``.

    Input: non-negative counts, shape (texts, terms); one ratio for each class against the rest. ``alpha`` smooths the
    counts. ``decision_function`` has the shape of scikit-learn's linear models. Source: Wang and Manning (2012).

    >>> NaiveBayesSVM().fit(np.array([[2, 0], [0, 2], [1, 0], [0, 1]]), ["a", "b", "a", "b"]).predict([[3, 1]])
    array(['a'], dtype='<U1')
    """

    def __init__(self, C: float = 1.0, alpha: float = 1.0, beta: float = 0.25) -> None:
        self.C, self.alpha, self.beta = C, alpha, beta

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> NaiveBayesSVM:
        """Learn the weights. Errors: ValueError where there is only one class."""
        labels = np.asarray(y)
        self.classes_ = np.unique(labels)
        if len(self.classes_) < 2:
            raise ValueError("a classifier needs at least two classes")
        positive = self.classes_[1:] if len(self.classes_) == 2 else self.classes_
        pairs = [self._one(X, labels == name, sample_weight) for name in positive]
        self.coef_ = np.array([weights for weights, _ in pairs])
        self.intercept_ = np.array([intercept for _, intercept in pairs])
        self.n_features_in_ = X.shape[1]
        return self

    def _one(self, X: Any, positive: Array, sample_weight: Any) -> tuple[Array, float]:
        counts = [self.alpha + np.asarray(X[rows].sum(axis=0), dtype=float).ravel() for rows in (positive, ~positive)]
        ratio = np.log(counts[0] / counts[0].sum()) - np.log(counts[1] / counts[1].sum())
        scaled = X.multiply(ratio).tocsr() if hasattr(X, "multiply") else X * ratio
        svm = LinearSVC(C=self.C, random_state=0).fit(scaled, positive, sample_weight=sample_weight)
        weights = svm.coef_[0]
        return ((1 - self.beta) * np.abs(weights).mean() + self.beta * weights) * ratio, float(svm.intercept_[0])

    def decision_function(self, X: Any) -> Array:
        """Signed distances: shape (texts,) for two classes, else (texts, classes)."""
        scores: Array = np.asarray(X @ self.coef_.T) + self.intercept_
        return scores[:, 0] if len(self.classes_) == 2 else scores

    def predict(self, X: Any) -> Array:
        """The class of each text."""
        scores = self.decision_function(X)
        chosen = (scores > 0).astype(int) if scores.ndim == 1 else scores.argmax(axis=1)
        return np.asarray(self.classes_[chosen])
