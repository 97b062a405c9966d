"""Texts with several fields, and texts as word stems: small steps before a vectorizer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np

from framing.learn.profile import as_texts
from framing.learn.stateless import StatelessTextStep

BETWEEN = "\x1f"
"""What parts the fields of one text (the unit separator, which no article holds)."""
WORDS = re.compile(r"\w[\w'’-]*|[^\w\s]")


class _TextStep(StatelessTextStep):
    """Texts in, texts out; nothing is learned."""

    def fit(self, X: Any, y: Any = None) -> Any:
        """Check the texts. Errors: UsageError."""
        as_texts(X)
        return self

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """One column: the text."""
        return np.array(["text"], dtype=object)


class Field(_TextStep):
    """One field of texts that have several; empty where a text has fewer.

    >>> Field(1).transform(["a" + BETWEEN + "b", "c"])
    ['b', '']
    """

    def __init__(self, number: int = 0) -> None:
        self.number = number

    def transform(self, X: Any) -> list[str]:
        """The field of each text."""
        return [(text.split(BETWEEN) + [""] * (self.number + 1))[self.number] for text in as_texts(X)]


class Stems(_TextStep):
    """English texts as Snowball stems, marks of punctuation left out (Porter 2001).

    >>> Stems().transform(["Cleaner cities, reducing emissions."])
    ['cleaner citi reduc emiss']
    """

    def transform(self, X: Any) -> list[str]:
        """The stems of each text, with spaces between."""
        return [_stemmed(text) for text in as_texts(X)]


@lru_cache(maxsize=4096)
def _stemmed(text: str) -> str:
    words = (match.group() for match in WORDS.finditer(text))
    return " ".join(stem(word.lower()) for word in words if word[0].isalnum())


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of an English word in small letters.

    >>> stem("emissions")
    'emiss'
    """
    return str(_stemmer()(word.replace("’", "'")))


@cache
def _stemmer() -> Callable[[str], str]:
    # nltk takes seconds to import: only for those who ask for stems.
    from nltk.stem.snowball import SnowballStemmer

    stems: Callable[[str], str] = SnowballStemmer("english").stem
    return stems
