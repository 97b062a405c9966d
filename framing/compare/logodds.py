"""Arrays in, arrays out: log-odds ratios with an informative Dirichlet prior, and their variance over articles.

Counts of words are sparse: one row an article, one column a word. As everywhere, the article is the unit that varies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, hstack

from framing.compare.statistics import TIE, FloatArray, IntArray


def log_odds(
    count: FloatArray, total: FloatArray, other: FloatArray, other_total: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log-odds ratio of words between two sides, and its variance were words independent (Monroe, Colaresi & Quinn 2008).

    All four with their prior counts added: y + a of n + A. δ = log((y + a) ÷ (n + A − y − a)) less the same of the other
    side (eq. 16); the variance is the sum of the four reciprocals (eq. 18 before it is shortened). Natural logarithm;
    above 0: more on the first side.

    >>> delta, variance = log_odds(np.array([40.0]), np.array([1100.0]), np.array([20.0]), np.array([1100.0]))
    >>> round(float(delta[0]), 3), round(float(variance[0]), 3)
    (0.712, 0.077)
    """
    rest, other_rest = total - count, other_total - other
    delta = np.log(count / rest) - np.log(other / other_rest)
    return delta, 1 / count + 1 / rest + 1 / other + 1 / other_rest


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words by article: ``count`` (articles, words), ``total`` words of each article, ``prior`` counts of each word.

    ``prior_total`` is the prior of all words there are, also of those that have no column.
    """

    count: csr_array
    total: FloatArray
    prior: FloatArray
    prior_total: float

    def of(self, words: IntArray) -> WordTable:
        """The same for some of the words."""
        return replace(self, count=self.count[:, words], prior=self.prior[words])

    def moments(self) -> csr_array:
        """Columns whose sums over a side give every estimate and its variance: y, y², y·n, then n and n²."""
        by_total = csr_array(self.count.multiply(self.total[:, None]))
        sizes = csr_array(np.stack((self.total, self.total**2), axis=1))
        return csr_array(hstack((self.count, self.count.power(2), by_total, sizes), format="csr"))

    def deltas(self, sums: FloatArray, rest: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Log-odds ratios and their variance were words independent, of sums of ``moments``; shape (…, words)."""
        (count, total), (other, other_total) = (self.with_prior(side) for side in (sums, rest))
        return log_odds(count, total, other, other_total)

    def with_prior(self, sums: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Counts of words, and of all words, of a side with the prior counts added."""
        return sums[..., : len(self.prior)] + self.prior, sums[..., -2, None] + self.prior_total


def make_table(count: csr_array, total: FloatArray, *, articles: float) -> WordTable:
    """Counts with their prior: shares as in all articles together, as many words in all as so many average articles have.

    >>> make_table(csr_array(np.array([[2.0, 0.0], [2.0, 4.0]])), np.array([40.0, 60.0]), articles=5).prior.tolist()
    [10.0, 10.0]
    """
    size = float(articles * total.mean())
    share = np.asarray(count.sum(axis=0), dtype=np.float64) / total.sum()
    return WordTable(count, total, share * size, size)


def word_t(table: WordTable, n: int, size: int) -> Callable[[FloatArray], FloatArray]:
    """Studentised differences of shares as a function of who is on the first side: (permutations, n) of 0 and 1 → (…, words).

    ``size`` articles of ``n`` are on that side. What is tested is that the log-odds ratio is 0, in its score form: the
    shares of words, prior included, less each other, by their standard error over articles, and never by less than if
    both sides had the spread of all articles (as ``statistics.Ratios.studentized``). δ by its own standard error (Wald)
    is blind to a word that one side never writes.
    """
    moments = table.moments()
    total = np.asarray(moments.sum(axis=0), dtype=np.float64)
    transposed = csr_array(moments.T)
    spread = _around(table, total)

    def studentised(labels: FloatArray) -> FloatArray:
        sums = np.asarray((transposed @ labels.T).T)
        here, own, pooled = _side(table, sums, size, spread / n)
        there, other_own, other_pooled = _side(table, total - sums, n - size, spread / n)
        alike = np.abs(here - there) <= TIE * (here + there)
        error = np.sqrt(np.maximum(own + other_own, pooled + other_pooled))
        found: FloatArray = np.where(alike, 0.0, (here - there) / np.where(error > 0, error, np.inf))
        return found

    return studentised


def _side(table: WordTable, sums: FloatArray, size: int, each: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Shares of words on a side, their variance over its articles, and the same with the spread of ``each`` article."""
    seen, words = table.with_prior(sums)
    return seen / words, size / max(1, size - 1) * _around(table, sums) / words**2, size * each / words**2


def _around(table: WordTable, sums: FloatArray) -> FloatArray:
    """Σ (y − share · n)² over the articles of a side, of sums of ``moments``; never below 0 by rounding."""
    words = len(table.prior)
    count, squares, by_total = (sums[..., part * words : (part + 1) * words] for part in range(3))
    share = count / sums[..., -2, None]
    found: FloatArray = np.maximum(squares - 2 * share * by_total + share**2 * sums[..., -1, None], 0.0)
    return found


def label_rows(labels: IntArray, number: int) -> FloatArray:
    """1 where an article is of a group, as numbers that can be multiplied; shape as ``labels``."""
    found: FloatArray = (labels == number).astype(np.float64)
    return found
