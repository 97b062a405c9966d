"""Learning from the words that annotators marked: how likely is each word to be marked, and so each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import scipy.sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression

from framing.analyze import analyze
from framing.errors import UsageError
from framing.learn.bundle import Array
from framing.learn.profile import as_texts
from framing.text.document import read_document
from framing.text.places import Places
from framing.types import Article, LoadedTerm, Span

_COLUMNS = 2**18
_GRAMS = (3, 4, 5)
FEATURES = ("first", "second", "third", "expected", "any", "density")

Marks = Sequence[Sequence[Span]]


class MarkedWords(TransformerMixin, BaseEstimator):
    """A logistic regression over words, trained on which of them annotators marked (rationales; Zaidan et al. 2007).

    A word is seen by its form, its character n-grams, its neighbours, and what the lexicon says of it. ``transform``
    gives, of each text, the log-odds of its three likeliest words, the expected number of marked words (log), the
    log-odds that any is marked, and the expected number by the root of the words: shape (texts, 6).

    >>> words = MarkedWords().fit(["He lied.", "He left."] * 5, marks=[[Span(3, 7)], []] * 5)
    >>> [span.start for span, chance in words.word_scores("She lied.") if chance > 0.5]
    [4]
    """

    def __init__(self, C: float = 0.3) -> None:
        self.C = C

    def fit(self, X: Any, y: Any = None, *, marks: Marks | None = None) -> MarkedWords:
        """Learn from texts and the spans marked in each. Errors: UsageError where the marks are missing or too few."""
        texts = as_texts(X)
        if not texts or marks is None or len(marks) != len(texts):
            raise UsageError("marked words need marks: the spans that annotators marked, one sequence for each text")
        spans, rows = _words(texts)
        target = np.concatenate([_marked(words, given) for words, given in zip(spans, marks, strict=True)])
        if len(set(target.tolist())) < 2:
            raise UsageError("marked words need some words that are marked and some that are not")
        self.model_ = LogisticRegression(C=self.C, solver="liblinear", tol=0.05, random_state=0).fit(rows, target)
        return self

    def transform(self, X: Any) -> Array:
        """The six numbers of each text; zeros where it has no words."""
        spans, rows = _words(as_texts(X))
        result = np.zeros((len(spans), len(FEATURES)))
        odds = self.model_.decision_function(rows) if rows.shape[0] else np.zeros(0)
        start = 0
        for line, words in enumerate(spans):
            if words:
                result[line] = _summary(odds[start : start + len(words)])
            start += len(words)
        return result

    def word_scores(self, text: str) -> list[tuple[Span, float]]:
        """Each word's place and its probability to be marked, in order."""
        (words,), rows = _words(as_texts([text]))
        scores = self.model_.predict_proba(rows)[:, 1] if words else ()
        return [(span, float(score)) for span, score in zip(words, scores, strict=True)]

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the six columns."""
        return np.array([f"marked_{name}" for name in FEATURES], dtype=object)


def _summary(odds: Array) -> list[float]:
    best = np.sort(odds)[::-1]
    first, second, third = (best[min(rank, len(best) - 1)] for rank in range(3))
    chance = 1 / (1 + np.exp(-odds))
    none = float(np.log1p(-np.minimum(chance, 1 - 1e-9)).sum())
    some = np.log(-np.expm1(none) + 1e-9) - none
    return [first, second, third, np.log1p(chance.sum()), some, chance.sum() / len(odds) ** 0.5]


def _marked(words: Sequence[Span], marks: Sequence[Span]) -> Array:
    return np.array([any(mark.start <= word.start < mark.end for mark in marks) for word in words], dtype=bool)


def _words(texts: Sequence[str]) -> tuple[list[tuple[Span, ...]], Any]:
    """The words of each text, and one sparse row for each word of all."""
    seen = [_text_words(text) for text in texts]
    lengths = [len(row) for _, rows in seen for row in rows]
    flat = [row for _, rows in seen for row in rows]
    indices = np.concatenate(flat) if flat else np.zeros(0, dtype=np.int32)
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    ones = np.ones(len(indices))
    matrix = scipy.sparse.csr_matrix((ones, indices, indptr), shape=(len(flat), _COLUMNS))
    return [words for words, _ in seen], matrix


@lru_cache(maxsize=16_384)
def _text_words(text: str) -> tuple[tuple[Span, ...], tuple[Array, ...]]:
    """The words of a text with the columns that each one fills."""
    article = Article(text)
    terms = Places(analyze(article).loaded, lambda term: term.span)
    words = [paragraph.raw(*pair) for paragraph in read_document(article).paragraphs for pair in paragraph.words]
    forms = ["", *(span.of(text).lower().replace("’", "'") for span in words), ""]
    rows = []
    for place, span in enumerate(words):
        before, form, after = forms[place : place + 3]
        row = [*_form_columns(form), *_term_columns(terms.over(span.start))]
        row += [_column(f"<{before}"), _column(f">{after}"), _column(f"{before} {form}")]
        row.append(_column(f"case {span.of(text)[:1].isupper()} {place == 0}"))
        rows.append(np.array(sorted(set(row)), dtype=np.int32))
    return tuple(words), tuple(rows)


@lru_cache(maxsize=65_536)
def _form_columns(form: str) -> tuple[int, ...]:
    edged = f"^{form}$"
    grams = {edged[at : at + size] for size in _GRAMS for at in range(len(edged) - size + 1)}
    return tuple(_column(name) for name in (f"word {form}", f"end {form[-3:]}", *(f"gram {gram}" for gram in grams)))


def _term_columns(term: LoadedTerm | None) -> list[int]:
    if term is None:
        return []
    return [_column(f"term {name}") for name in ("", term.category, str(term.strength), term.voice)]


def _column(name: str) -> int:
    """A column by a hash that is the same in every run."""
    return crc32(name.encode()) % _COLUMNS
