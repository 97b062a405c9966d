"""Transformers: texts in, columns of what framing measures out, for any scikit-learn pipeline."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.errors import UsageError
from framing.learn.profile import ATTRIBUTION, FRAME, LOADED, STANCE, SURFACE, as_texts, columns, texts_by_voice
from framing.learn.stateless import StatelessTextStep
from framing.types import VOICES, Voice


class _TextTransformer(StatelessTextStep, ABC):
    """What all share: nothing is learned, texts go in, named columns come out.

    With ``sparse_output`` the columns are a sparse matrix (most values are 0: for long lists of sentences);
    ``set_output(transform="pandas")`` needs them dense.
    """

    def __init__(self, sparse_output: bool = False) -> None:
        self.sparse_output = sparse_output

    @abstractmethod
    def _names(self) -> Sequence[str]:
        """The names of the columns, in order."""

    def fit(self, X: Any, y: Any = None) -> _TextTransformer:
        """Check the texts. Errors: UsageError for a bare string, a table, or what is not text."""
        as_texts(X)
        self.n_columns_ = len(self._names())
        return self

    def transform(self, X: Any) -> Any:
        """Shape (texts, columns). An empty text gives zeros, and so does a language that is not covered."""
        matrix = columns(as_texts(X), self._names())
        return matrix if self.sparse_output else matrix.toarray()

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the columns, in order."""
        return np.array(self._names(), dtype=object)


class LoadedLanguageVectorizer(_TextTransformer):
    """Counts of loaded terms by category and voice and by strength and voice, summed strengths, the strongest.

    >>> vectorizer = LoadedLanguageVectorizer()
    >>> row = vectorizer.fit_transform(["It was woefully late."])
    >>> [name for name, value in zip(vectorizer.get_feature_names_out(), row[0]) if value][0]
    'loaded_derision_author'
    """

    def _names(self) -> Sequence[str]:
        return LOADED


class AttributionVectorizer(_TextTransformer):
    """Relations by kind and by type of source, and the share of the words in each voice.

    >>> vectorizer = AttributionVectorizer()
    >>> float(dict(zip(vectorizer.get_feature_names_out(), vectorizer.transform(["He left early."])[0]))["share_author"])
    1.0
    """

    def _names(self) -> Sequence[str]:
        return ATTRIBUTION


class FrameVectorizer(_TextTransformer):
    """The share of sentences (0 to 1) that show each of fourteen policy frames.

    >>> float(FrameVectorizer().transform([""]).sum())
    0.0
    """

    def _names(self) -> Sequence[str]:
        return FRAME


class StanceVectorizer(_TextTransformer):
    """Stance by voice, over all targets of the text: sum, least, most, number of targets.

    >>> StanceVectorizer().get_feature_names_out()[:2]
    array(['stance_sum_author', 'stance_least_author'], dtype=object)
    """

    def _names(self) -> Sequence[str]:
        return STANCE


class SurfaceVectorizer(_TextTransformer):
    """What meets the eye before a word is read: length, questions, exclamations, digits, dashes, quotes, capitals.

    >>> SurfaceVectorizer().transform(["Really?!"])[0, 1:3].tolist()
    [1.0, 1.0]
    """

    def _names(self) -> Sequence[str]:
        return SURFACE


class FramingFeatures(_TextTransformer):
    """All of the above in one: loaded language, attribution, stance, frames.

    >>> FramingFeatures().fit_transform(["One text.", ""]).shape
    (2, 81)
    """

    def _names(self) -> Sequence[str]:
        return (*LOADED, *ATTRIBUTION, *STANCE, *FRAME)


class VoiceTextSelector(StatelessTextStep):
    """Hands only the words of the chosen voices to the next step, so that ``TF-IDF on the author's voice`` is one step.

    >>> VoiceTextSelector("author").fit_transform(['The minister called the tariff "economic coercion" on Monday.'])
    ['The minister called']
    """

    def __init__(self, voices: Voice | Sequence[Voice] = "author") -> None:
        self.voices = voices

    def fit(self, X: Any, y: Any = None) -> VoiceTextSelector:
        """Check the texts and the voices. Errors: UsageError."""
        as_texts(X)
        self._chosen()
        return self

    def transform(self, X: Any) -> list[str]:
        """One text each, with only what is said in these voices; empty where there is none."""
        chosen = self._chosen()
        return ["\n".join(filter(None, (texts_by_voice(text)[v] for v in chosen))) for text in as_texts(X)]

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """One column: the text."""
        return np.array(["text"], dtype=object)

    def _chosen(self) -> tuple[Voice, ...]:
        chosen: Any = (self.voices,) if isinstance(self.voices, str) else tuple(self.voices)
        if not chosen or set(chosen) - set(VOICES):
            raise UsageError(f"voices are {', '.join(VOICES)}, got {self.voices!r}")
        return tuple(chosen)
