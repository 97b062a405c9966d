"""Text and framing together: what each says of a text it has not seen, weighed by a last, small model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import MaxAbsScaler, StandardScaler

from framing.learn.bundle import Array
from framing.learn.features import FramingFeatures, SurfaceVectorizer
from framing.learn.marked import MarkedWords, Marks
from framing.learn.profile import as_texts
from framing.learn.saveable import WORD


def word_tfidf(**changes: Any) -> TfidfVectorizer:
    """Words and pairs of words, weighted by TF-IDF; terms of a single text are left out."""
    options = {"ngram_range": (1, 2), "sublinear_tf": True, "min_df": 2, "token_pattern": WORD, **changes}
    return TfidfVectorizer(**options)


def char_tfidf(**changes: Any) -> TfidfVectorizer:
    """Character 2- to 5-grams inside words, weighted by TF-IDF."""
    options = {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True, "min_df": 3, **changes}
    return TfidfVectorizer(**options)


def framing_columns() -> Pipeline:
    """What framing measures and the look of the text, each column brought to at most 1, sparse."""
    parts = [("framing", FramingFeatures(sparse_output=True)), ("surface", SurfaceVectorizer(sparse_output=True))]
    return Pipeline([("measure", FeatureUnion(parts)), ("scale", MaxAbsScaler())])


class StackedText(ClassifierMixin, BaseEstimator):
    """Stacked generalization (Wolpert 1992) of a text model, the framing features and, where given, marked words.

    First a logistic regression over word and character TF-IDF and framing features, and ``MarkedWords`` where ``fit``
    gets marks. Then a logistic regression over their scores and the framing features, trained on scores that were
    predicted for texts held out in ``folds`` inner folds. ``groups`` (articles) are never split over inner folds.
    """

    def __init__(self, C: float = 1.0, C_last: float = 0.1, folds: int = 3, random_state: int = 0) -> None:
        self.C, self.C_last = C, C_last
        self.folds, self.random_state = folds, random_state

    def fit(self, X: Any, y: Any, *, groups: Any = None, marks: Marks | None = None) -> StackedText:
        """Learn from texts, labels and, where known, the article of each text and the spans marked in it."""
        texts, labels = as_texts(X), np.asarray(y)
        self.classes_ = np.unique(labels)
        self.vectors_ = FeatureUnion(
            [("framing", framing_columns()), ("words", word_tfidf()), ("characters", char_tfidf())]
        )
        # Vocabulary and IDF see no label, so the inner folds may share them.
        vectors = self.vectors_.fit_transform(texts).tocsr()
        first = np.zeros((len(texts), self._width(marks)))
        for train, test in self._inner(texts, labels, groups):
            some = None if marks is None else [marks[row] for row in train]
            linear = self._linear().fit(vectors[train], labels[train])
            words = None if some is None else MarkedWords().fit([texts[row] for row in train], marks=some)
            first[test] = self._scores(linear, words, vectors[test], [texts[row] for row in test])
        self.linear_ = self._linear().fit(vectors, labels)
        self.words_ = None if marks is None else MarkedWords().fit(texts, marks=marks)
        last = LogisticRegression(C=self.C_last, max_iter=1000)
        self.last_ = Pipeline([("scale", StandardScaler()), ("weigh", last)])
        self.last_.fit(self._with_framing(first, vectors), labels)
        return self

    def predict_proba(self, X: Any) -> Array:
        """Probabilities of ``classes_``, shape (texts, classes)."""
        texts = as_texts(X)
        vectors = self.vectors_.transform(texts).tocsr()
        first = self._scores(self.linear_, self.words_, vectors, texts)
        return np.asarray(self.last_.predict_proba(self._with_framing(first, vectors)))

    def predict(self, X: Any) -> Array:
        """The likeliest class of each text."""
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def _width(self, marks: Marks | None) -> int:
        return (1 if len(self.classes_) == 2 else len(self.classes_)) + (0 if marks is None else 6)

    def _linear(self) -> LogisticRegression:
        return LogisticRegression(C=self.C, max_iter=1000)

    def _inner(self, texts: list[str], labels: Array, groups: Any) -> Iterator[tuple[Array, Array]]:
        options: dict[str, Any] = {"n_splits": self.folds, "shuffle": True, "random_state": self.random_state}
        if groups is None:
            yield from StratifiedKFold(**options).split(texts, labels)
        else:
            yield from StratifiedGroupKFold(**options).split(texts, labels, np.asarray(groups))

    def _scores(self, linear: Any, words: MarkedWords | None, vectors: Any, texts: list[str]) -> Array:
        """First-level scores; a class that an inner fold did not see gets the lowest."""
        odds = linear.decision_function(vectors)
        if len(self.classes_) > 2:
            seen = np.full((len(texts), len(self.classes_)), odds.min() if odds.size else 0.0)
            odds = np.column_stack([-odds, odds]) if odds.ndim == 1 else odds
            seen[:, np.searchsorted(self.classes_, linear.classes_)] = odds
            odds = seen
        parts = [odds.reshape(len(texts), -1)]
        return np.hstack(parts if words is None else [*parts, words.transform(texts)])

    def _with_framing(self, first: Array, vectors: Any) -> Array:
        count = len(self.vectors_.transformer_list[0][1][-1].scale_)
        return np.hstack([first, vectors[:, :count].toarray()])
