"""The engine by itself as a classifier, to stand beside what was learned: nothing is trained."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing.learn.bundle import Array
from framing.learn.fields import BETWEEN
from framing.learn.profile import as_texts, profile
from framing.learn.target_view import FIELDS

_SIDE = re.compile(r"side([+-]\d)")
_PARTS = ("hero", "victim", "villain")


class _Engine(ClassifierMixin, BaseEstimator, ABC):
    """Learns the names of the classes and, for texts of which the engine says nothing, the commonest of them."""

    def fit(self, X: Any, y: Any) -> _Engine:
        """Take the names of the classes."""
        self.classes_, counts = np.unique(np.asarray(y), return_counts=True)
        self.commonest_ = str(self.classes_[counts.argmax()])
        return self

    def predict(self, X: Any) -> Array:
        """The class of each text."""
        return np.array([self._say(text) or self.commonest_ for text in as_texts(X)])

    def predict_proba(self, X: Any) -> Array:
        """1 for the class that is given, else 0: the engine has no probabilities."""
        return np.asarray(self.predict(X)[:, None] == self.classes_[None, :], dtype=float)

    @abstractmethod
    def _say(self, text: str) -> str:
        """The class that the engine gives a text, empty where it says nothing."""


class EngineStance(_Engine):
    """The sign of the engine's lean toward the target of a view.

    >>> from framing.learn.target_view import target_view
    >>> from framing.types import Span
    >>> model = EngineStance().fit(["", "", ""], ["negative", "neutral", "positive"])
    >>> model.predict([target_view("The chairman lied to voters.", [Span(0, 12)])]).tolist()
    ['negative']
    """

    def _say(self, text: str) -> str:
        match = _SIDE.search(text)
        side = int(match[1]) if match else 0
        return "negative" if side < 0 else "positive" if side > 0 else "neutral"


class EngineRole(_Engine):
    """The part that most of the engine's evidence gives the entity of a view; without a part, a hero where it leans for it."""

    def _say(self, text: str) -> str:
        tokens = text.split(BETWEEN)[FIELDS.index("engine")].split()
        parts = Counter(token.removeprefix("part_") for token in tokens if token.startswith("part_"))
        if any(parts[part] for part in _PARTS):
            return max(_PARTS, key=lambda part: parts[part])
        return "hero" if sum(int(token.removeprefix("side")) for token in tokens if _SIDE.fullmatch(token)) > 0 else ""


class EngineSubjectivity(_Engine):
    """A sentence with a loaded term in the author's voice is subjective."""

    def _say(self, text: str) -> str:
        return "subjective" if profile(text).get("loaded_author", 0) else "objective"
