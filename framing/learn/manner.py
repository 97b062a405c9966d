"""How a text is said, as numbers: persons, modals, degrees, marks, and what framing measures, by the length of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from sklearn.preprocessing import StandardScaler

from framing.data import data_root, read_toml
from framing.learn.bundle import Array
from framing.learn.features import _TextTransformer
from framing.learn.fields import WORDS
from framing.learn.profile import ATTRIBUTION, FRAME, LOADED, STANCE, SURFACE, as_texts, profile

CLIP = 2.5
_LEAST_LETTERS = 5  # a word's ending tells its kind only from this length
_MARKS = {"question": "?？", "exclamation": "!！", "semicolon": ";；", "colon": ":：", "quote": '"“”「」', "dash": "—–"}
_PLAIN = ("surface_words", "surface_capitals", "loaded_strongest")
MARKS = tuple(f"mark_{name}" for name in _MARKS)
_OWN = ("manner_starts_joined", "manner_starts_pointing", "manner_word_length")


@cache
def _classes(language: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, tuple[str, ...]]]:
    entries = dict(read_toml(data_root("lexicons") / language / "manner.toml"))
    endings = {name: tuple(forms) for name, forms in entries.pop("endings").items()}
    return {name: frozenset(forms) for name, forms in entries.items()}, endings


@lru_cache(maxsize=16_384)
def manner(text: str, language: str = "en") -> Mapping[str, float]:
    """Counts of the word classes of ``manner.toml``, of endings and of marks; 0 ones are left out.

    >>> sorted(manner("But we should not!"))[:4]
    ['manner_connective', 'manner_first_person', 'manner_negation', 'manner_obligation']
    """
    classes, endings = _classes(language)
    words = [match.group().lower().replace("’", "'") for match in WORDS.finditer(text)]
    words = [word for word in words if word[0].isalnum()]
    if not words:
        return {}
    found: Counter[str] = Counter()
    for word in words:
        found.update(f"manner_{name}" for name, forms in classes.items() if word in forms)
        if word.endswith("n't"):
            found["manner_negation"] += 1
        if len(word) >= _LEAST_LETTERS:
            found.update(f"ending_{name}" for name, forms in endings.items() if word.endswith(forms))
    numbers = {name: float(count) for name, count in found.items()}
    numbers |= {f"mark_{name}": float(sum(map(text.count, marks))) for name, marks in _MARKS.items()}
    numbers["manner_starts_joined"] = float(words[0] in classes["connective"])
    numbers["manner_starts_pointing"] = float(words[0] in classes["pointing"])
    numbers["manner_word_length"] = sum(map(len, words)) / len(words)
    return {name: value for name, value in numbers.items() if value}


class MeasureVectorizer(_TextTransformer):
    """What framing measures and the look of the text, each as the logarithm of 1 + its count, its sign kept.

    With ``per_words`` counts are divided by the length first, in that many words: 0 for sentences, 100 for articles.

    >>> MeasureVectorizer(100).transform(["", "It was woefully late."]).sum(axis=1).round(1).tolist()[0]
    0.0
    """

    def __init__(self, per_words: int = 0, sparse_output: bool = False) -> None:
        super().__init__(sparse_output)
        self.per_words = per_words

    def fit(self, X: Any, y: Any = None) -> MeasureVectorizer:
        """Keep the names of the columns: a later version that measures more gives an old model what it knows."""
        super().fit(X)
        self.columns_ = list(self._known())
        return self

    def _names(self) -> Sequence[str]:
        return getattr(self, "columns_", None) or self._known()

    def _known(self) -> Sequence[str]:
        return (*LOADED, *ATTRIBUTION, *STANCE, *FRAME, *SURFACE)

    def _numbers(self, text: str) -> Mapping[str, float]:
        return profile(text)

    def transform(self, X: Any) -> Any:
        """Shape (texts, columns)."""
        import scipy.sparse

        rows = np.array([self._row(text) for text in as_texts(X)]).reshape(-1, len(self._names()))
        return scipy.sparse.csr_matrix(rows) if self.sparse_output else rows

    def _row(self, text: str) -> Array:
        numbers = self._numbers(text)
        by = max(1, len(text.split())) / self.per_words if self.per_words else 1.0
        values = [numbers.get(name, 0.0) / (by if _counted(name) else 1.0) for name in self._names()]
        return np.asarray(np.sign(values) * np.log1p(np.abs(values)))


class MannerVectorizer(MeasureVectorizer):
    """How a text is said: word classes, endings and marks, as the logarithm of 1 + their counts. English so far.

    >>> names = MannerVectorizer().get_feature_names_out().tolist()
    >>> float(MannerVectorizer().transform(["We must act."])[0, names.index("manner_obligation")].round(2))
    0.69
    """

    def _known(self) -> Sequence[str]:
        classes, endings = _classes("en")
        return (*(f"manner_{name}" for name in classes), *(f"ending_{name}" for name in endings), *MARKS, *_OWN)

    def _numbers(self, text: str) -> Mapping[str, float]:
        return manner(text)


class ClippedScaler(StandardScaler):
    """Columns with mean 0 and deviation 1, kept within ``CLIP`` deviations, so that no odd text outweighs the rest.

    >>> float(ClippedScaler().fit_transform(np.array([[0.0]] * 99 + [[100.0]])).max())
    2.5
    """

    def transform(self, X: Any, copy: bool | None = None) -> Any:
        """Shape (texts, columns)."""
        return np.clip(super().transform(X, copy), -CLIP, CLIP)


def _counted(name: str) -> bool:
    """Whether a number grows with the length of the text."""
    return name not in _PLAIN and not name.startswith(("share_", "frame_", "stance_", "manner_starts", "manner_word"))
