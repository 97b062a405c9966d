"""Which words moved a linear model of words and characters toward a class: its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from framing.learn.bundle import Array
from framing.learn.fields import stem


class WordWeights:
    """The weight of each word for each class, from the word stems, or else the character n-grams, of a companion.

    ``of`` is above 0 where the word speaks for the class: the coefficient of its stem times its IDF, or of its n-grams
    summed.
    """

    def __init__(self, estimator: Any) -> None:
        union, last = estimator[0], estimator[-1]
        self._classes = [str(name) for name in last.classes_]
        coefficients = last.coef_ if len(self._classes) > 2 else np.vstack([-last.coef_, last.coef_])
        self._stems: Mapping[str, int] = {}
        self._characters: TfidfVectorizer | None = None
        start = 0
        for name, step in union.transformer_list:
            vectorizer = step[-1] if isinstance(step, Pipeline) else step
            width = len(vectorizer.get_feature_names_out())
            if isinstance(vectorizer, TfidfVectorizer) and name == ("stems" if _has(union, "stems") else "characters"):
                self._weights: Array = coefficients[:, start : start + width] * vectorizer.idf_
                if name == "stems":
                    self._stems = vectorizer.vocabulary_
                else:
                    self._characters = vectorizer
            start += width

    def of(self, word: str, value: str) -> float:
        """How much a word as written speaks for a class; 0 where it was not learned."""
        row = self._classes.index(value)
        if self._characters is not None:
            columns = self._characters.transform([word]).indices
            return float(self._weights[row, columns].sum())
        column = self._stems.get(stem(word.lower()))
        return 0.0 if column is None else float(self._weights[row, column])


def _has(union: FeatureUnion, name: str) -> bool:
    return any(part == name for part, _ in union.transformer_list)


def word_weights(estimator: Any) -> WordWeights | None:
    """The weights of a companion's words; None for an estimator of another make."""
    parts = list(estimator) if isinstance(estimator, Pipeline) else []
    if len(parts) != 2 or not isinstance(parts[0], FeatureUnion) or not isinstance(parts[1], LogisticRegression):
        return None
    return WordWeights(estimator) if _has(parts[0], "stems") or _has(parts[0], "characters") else None
