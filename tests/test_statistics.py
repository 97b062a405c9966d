"""The statistics against scipy, against published examples, and on data whose truth is known."""

from __future__ import annotations

import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.compare.statistics import (
    Ratios,
    cliffs_delta,
    false_discovery_q,
    interval,
    max_t_p,
    percentile_interval,
    permutation_p,
    permuted_labels,
    ratio,
    resampled_sums,
)

RNG = np.random.default_rng(7)
MEAN = Ratios(np.array([0]))  # over ones, a ratio is a mean
NO_STRATA = np.zeros(60, dtype=np.int64)


@pytest.fixture(autouse=True)
def the_same_numbers_whatever_ran_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "RNG", np.random.default_rng(7))


def t_of(values: np.ndarray, others: np.ndarray) -> float:
    every = np.concatenate((values, others))[:, None]
    table = MEAN.moments(every, np.ones_like(every))
    sums = table[: len(values)].sum(axis=0)
    return float(MEAN.studentized(sums, table.sum(axis=0), len(values), len(every))[0])


def test_t_of_means_is_welchs_where_the_smaller_side_varies_more() -> None:
    few, many = RNG.normal(0, 5, 12), RNG.normal(0, 1, 60)
    assert t_of(few, many) == pytest.approx(stats.ttest_ind(few, many, equal_var=False).statistic)


def test_t_never_takes_less_variance_than_all_articles_together_show() -> None:
    even, wild = np.full(12, 1.0) + RNG.normal(0, 1e-6, 12), RNG.normal(0, 1, 12)
    assert abs(t_of(even, wild)) < abs(stats.ttest_ind(even, wild, equal_var=False).statistic)


def test_the_variance_of_a_ratio_is_near_its_jackknife() -> None:
    per = RNG.integers(50, 500, 200).astype(float)[:, None]
    count = RNG.poisson(per * 0.02).astype(float)
    table = MEAN.moments(count, per)
    _, variance = MEAN.side(table.sum(axis=0), 200)
    left_out = (count.sum() - count) / (per.sum() - per)
    assert variance[0] == pytest.approx(199 / 200 * ((left_out - left_out.mean()) ** 2).sum(), rel=0.02)


def test_the_variance_of_a_pair_is_that_of_the_difference() -> None:
    """Two measures over ones: their difference is the mean of x − y, whose variance is known."""
    x, y = RNG.normal(0, 1, 50), RNG.normal(0, 1, 50)
    both = Ratios(np.array([0, 0]), ((0, 1),))
    table = both.moments(np.stack((x, y + x), axis=1), np.ones((50, 1)))
    _, variance = both.side(table.sum(axis=0), 50)
    assert variance[2] == pytest.approx(np.var(y, ddof=1) / 50)


def test_permutation_p_is_that_of_scipy() -> None:
    first, second = RNG.normal(0.7, 1, 7), RNG.normal(0, 1, 8)
    exact = stats.permutation_test(
        (first, second), lambda a, b: abs(t_of(np.asarray(a), np.asarray(b))), alternative="greater", n_resamples=np.inf
    ).pvalue
    labels = np.array([1] * 7 + [0] * 8)
    every = np.concatenate((first, second))
    permuted = [
        t_of(every[one == 1], every[one == 0])
        for b in permuted_labels(labels, labels * 0, times=4000, seed=1)
        for one in b
    ]
    p = permutation_p(np.array([t_of(first, second)]), np.array(permuted)[:, None])[0]
    assert p == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 4000))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=40), st.integers(0, 9))
def test_labels_stay_in_their_strata(pairs: list[tuple[int, int]], seed: int) -> None:
    labels, strata = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])
    for batch in permuted_labels(labels, strata, times=5, seed=seed):
        for shuffled in batch:
            for stratum in set(strata.tolist()):
                assert sorted(shuffled[strata == stratum]) == sorted(labels[strata == stratum])


@pytest.mark.parametrize("strata", [[0] * 6, [0, 0, 0, 1, 1, 1]])
def test_every_arrangement_of_labels_is_as_likely(strata: list[int]) -> None:
    labels = np.array([1, 0, 0, 1, 0, 0])
    seen: dict[tuple[int, ...], int] = {}
    for batch in permuted_labels(labels, np.array(strata), times=6000, seed=3):
        for one in batch.tolist():
            seen[tuple(one)] = seen.get(tuple(one), 0) + 1
    assert len(seen) == (15 if len(set(strata)) == 1 else 9)
    assert stats.chisquare(list(seen.values())).pvalue > 0.001


def test_max_t_is_the_step_down_of_westfall_and_young() -> None:
    observed, permuted = np.array([1.0, -4.0, 2.5, np.nan]), RNG.normal(0, 2, (500, 4))
    expected, worst = {}, 0.0
    order = [1, 2, 0]
    for step, column in enumerate(order):
        largest = np.abs(permuted[:, order[step:]]).max(axis=1)
        worst = max(worst, (1 + (largest >= abs(observed[column])).sum()) / 501)
        expected[column] = worst
    found = max_t_p(observed, permuted)
    assert [found[i] for i in range(3)] == pytest.approx([expected[i] for i in range(3)])
    assert np.isnan(found[3])


def test_the_example_of_benjamini_and_hochberg() -> None:
    """Their table of fifteen p (1995, p. 295): four are rejected at a false discovery rate of .05."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (false_discovery_q(np.array(p)) <= 0.05).tolist() == [True] * 4 + [False] * 11


@pytest.mark.parametrize("skewed", [False, True])
def test_bca_is_that_of_scipy(skewed: bool) -> None:
    per = RNG.integers(100, 900, 60).astype(float)
    count = RNG.poisson(per * 0.01 * (RNG.pareto(2.5, 60) if skewed else 1)).astype(float)
    theirs = stats.bootstrap(
        (count, per), lambda n, d, axis: n.sum(axis=axis) / d.sum(axis=axis), paired=True, n_resamples=20_000,
        method="BCa", random_state=np.random.default_rng(5),
    ).confidence_interval  # fmt: skip
    sums = np.stack((count, per), axis=1)
    drawn, total = resampled_sums(sums, NO_STRATA, times=20_000, seed=5), sums.sum(axis=0)
    # scipy takes the ends at ±1.96; here they are further out, as with t, so a lower level gives the same ends.
    plain = 1 - 2 * stats.t.sf(stats.norm.ppf(0.975) * np.sqrt(59 / 60), 59)
    low, high = interval(
        ratio(drawn[:, :1], drawn[:, 1:]), ratio(total[:1], total[1:]), ratio(total[:1] - sums[:, :1], total[1:] - sums[:, 1:]),
        n=60, level=plain,
    )  # fmt: skip
    width = theirs.high - theirs.low
    assert (low[0], high[0]) == (
        pytest.approx(theirs.low, abs=0.03 * width),
        pytest.approx(theirs.high, abs=0.03 * width),
    )


def test_the_interval_of_few_covers_what_it_says() -> None:
    """Twelve articles, skewed: the plain percentile interval covers some 90 %, the widened one must come nearer 95 %."""
    truth, covered = np.exp(0.32), 0
    for seed in range(300):
        values = np.random.default_rng(seed).lognormal(0, 0.8, 12)[:, None]
        drawn = resampled_sums(values, np.zeros(12, dtype=np.int64), times=400, seed=seed) / 12
        left_out = (values.sum() - values) / 11
        low, high = interval(drawn, values.mean(axis=0), left_out, n=12)
        covered += bool(low[0] <= truth <= high[0])
    assert covered / 300 > 0.87


def test_the_interval_of_a_difference_covers_what_it_says() -> None:
    """Skewed rates of unlike sides, 25 and 60 articles: of 400 intervals some 20 miss, and no more than 36 may."""
    rng, misses = np.random.default_rng(3), 0
    strata = np.repeat([0, 1], [25, 60])
    rate = np.where(strata == 0, 0.002, 0.004)[:, None]
    per = rng.lognormal(6, 0.5, (85, 400))
    count = rng.poisson(rate * per * rng.gamma(1, 1, (85, 400))).astype(float)
    sides = [np.concatenate((count, per), axis=1) * (strata == side)[:, None] for side in (0, 1)]
    sums = np.concatenate(sides, axis=1)

    def difference(of: np.ndarray) -> np.ndarray:
        a, n, b, m = np.split(of, 4, axis=-1)
        return ratio(a, n) - ratio(b, m)

    drawn = difference(resampled_sums(sums, strata, times=499, seed=1))
    low, high = percentile_interval(drawn, difference(sums.sum(axis=0)), n=25)
    misses = int(((low > -0.002) | (high < -0.002)).sum())
    assert 8 <= misses <= 36


def test_clusters_are_drawn_as_wholes_and_within_strata() -> None:
    sums = resampled_sums(np.array([[1.0], [10.0], [100.0]]), np.array([0, 0, 1]), times=200, seed=0)[:, 0]
    assert set(sums.tolist()) == {102.0, 111.0, 120.0}


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_cliffs_delta_counts_pairs(values: list[int], others: list[int]) -> None:
    pairs = [(a > b) - (a < b) for a in values for b in others]
    assert cliffs_delta(np.array(values, dtype=float), np.array(others, dtype=float)) == pytest.approx(np.mean(pairs))


def test_a_mean_over_all_permutations_is_exact() -> None:
    """With every arrangement listed, the share as large as the observed is the p, the observed among them."""
    values = np.array([5.0, 4.0, 1.0, 0.0, 2.0, 1.0])
    t = {c: t_of(values[list(c)], np.delete(values, list(c))) for c in combinations(range(6), 2)}
    listed = np.array([value for c, value in t.items() if c != (0, 1)])[:, None]
    p = permutation_p(np.array([t[0, 1]]), listed)[0]
    assert p == pytest.approx(np.mean([abs(v) >= abs(t[0, 1]) for v in t.values()]))
