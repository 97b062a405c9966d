"""calibrate_words(): one outlet split at random; how often does a word look distinctive, tested by article and by word?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from framing.compare.logodds import WordTable, label_rows, word_t
from framing.compare.statistics import FloatArray, false_discovery_q, permuted_labels
from framing.compare.wordrecords import USUAL, WordCounts, WordPlan
from framing.compare.wordtests import to_corpus
from framing.errors import UsageError

BoolArray = npt.NDArray[np.bool_]
LEVEL = 0.05
_TIE = 1e-5
_USUAL_PRIOR = 0.1
"""The prior count of every word in the usual test (the default of ConvoKit's FightingWords)."""


@dataclass(frozen=True, slots=True)
class WordCalibration:
    """What is found among the words of one outlet against itself. Shares, 0 to 1; the level is 5 %.

    Of all words tested ``false_positives`` had p at most 5 %; ``any_family`` of the splits had a word that held after
    max-T. Beside them the usual test, which takes each word as drawn by itself (z of log-odds with a weak prior, Monroe
    et al. 2008): ``token_false_positives``, and ``token_any_q`` of the splits with a word after Benjamini and Hochberg.
    """

    articles: int
    words: int
    splits: int
    false_positives: float
    any_family: float
    token_false_positives: float
    token_any_q: float


def calibrate_words(counts: Sequence[WordCounts], *, splits: int = 200, plan: WordPlan = USUAL) -> WordCalibration:
    """Split articles of one outlet and language at random into halves many times, and count what would be found.

    House style and function words are left out. All splits are judged by the same permutations, as in ``null_calibration``.
    Errors: UsageError where there are not enough articles for two halves.
    """
    if len(counts) < 2 * plan.min_articles:
        raise UsageError(f"{len(counts)} articles; two halves of {plan.min_articles} are needed to split them")
    ordered = sorted(counts, key=lambda one: one.id)
    halves = [replace(one, group=("first", "second")[at % 2]) for at, one in enumerate(ordered)]
    corpus = to_corpus(halves, counts[0].language, plan)
    inside = np.flatnonzero(corpus.family == 0)
    table = corpus.table.of(inside)
    n, size = len(corpus.label), int((corpus.label == 0).sum())
    usual = replace(table, prior=np.full(len(inside), _USUAL_PRIOR), prior_total=_USUAL_PRIOR * len(inside))
    statistic = word_t(table, n, size)
    drawn = permuted_labels(corpus.label, corpus.strata, times=plan.permutations, seed=plan.seed)
    reference = np.concatenate([np.abs(statistic(label_rows(batch, 0))).astype(np.float32) for batch in drawn])
    largest = reference.max(axis=1)
    p, family, tokens = [], [], []
    for batch in permuted_labels(corpus.label, corpus.strata, times=splits, seed=plan.seed + 1):
        for labels, observed in zip(batch, np.abs(statistic(label_rows(batch, 0))), strict=True):
            bar = observed.astype(np.float32) * (1 - _TIE)
            p.append((1 + (reference >= bar).sum(axis=0)) / (1 + len(reference)))
            family.append((1 + (largest >= bar.max()).sum()) / (1 + len(reference)))
            tokens.append(_token_p(usual, labels == 0))
    of_tokens = np.array(tokens)
    return WordCalibration(
        articles=n,
        words=len(inside),
        splits=splits,
        false_positives=float((np.array(p) <= LEVEL).mean()),
        any_family=float((np.array(family) <= LEVEL).mean()),
        token_false_positives=float((of_tokens <= LEVEL).mean()),
        token_any_q=float(np.mean([false_discovery_q(of_split).min() <= LEVEL for of_split in of_tokens])),
    )


def _token_p(table: WordTable, first: BoolArray) -> FloatArray:
    """What is not done here: two-sided p of the log-odds ratio by the variance of independent words."""
    moments = table.moments()
    sums, rest = (np.asarray(moments[np.flatnonzero(side)].sum(axis=0)) for side in (first, ~first))
    delta, variance = table.deltas(sums, rest)
    found: FloatArray = 2 * norm.sf(np.abs(delta) / np.sqrt(variance))
    return found
