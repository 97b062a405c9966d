"""The arrays of framing.compare.statistics against the formulas written out article by article, on numbers of any kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.compare.statistics import (
    BATCH,
    MIN_FOR_BCA,
    Ratios,
    acceleration,
    cliffs_delta,
    expanded,
    false_discovery_q,
    interval,
    max_t_p,
    percentile_interval,
    permutation_p,
    permuted_labels,
    ratio,
    resampled_by_stratum,
    resampled_sums,
)

# Three measures: the first two over the words (column 0), the third over the sentences (column 1); two differences asked for.
ASKED = Ratios(np.array([0, 0, 1]), ((0, 1), (2, 0)))
COUNT = np.array([[3.0, 1, 2], [0, 2, 5], [7, 0, 1], [1, 1, 0], [2, 6, 3], [9, 2, 2], [4, 4, 8]])
PER = np.array([[100.0, 5], [40, 9], [230, 11], [10, 1], [95, 4], [310, 13], [120, 20]])
N = len(COUNT)


def over(measure: int) -> np.ndarray:
    return PER[:, ASKED.over[measure]]


def errors(measure: int, rows: np.ndarray | slice, rate: float) -> np.ndarray:
    return COUNT[rows, measure] - rate * over(measure)[rows]


def written_out(rows: list[int], a: int, b: int, *, spread_of_all: bool) -> float:
    """The covariance of two ratios of a side, Cochran 1977 §6: n ÷ (n−1) Σ e f ÷ (Σ x Σ y), with the side's own rates or all's."""
    of = slice(None) if spread_of_all else rows
    rates = [COUNT[of, m].sum() / over(m)[of].sum() for m in (a, b)]
    together = (errors(a, of, rates[0]) * errors(b, of, rates[1])).sum()
    scale = len(rows) / N if spread_of_all else len(rows) / max(1, len(rows) - 1)
    return float(scale * together / (over(a)[rows].sum() * over(b)[rows].sum()))


def variances(rows: list[int], *, spread_of_all: bool) -> list[float]:
    def of(a: int, b: int) -> float:
        return written_out(rows, a, b, spread_of_all=spread_of_all)

    own = [of(m, m) for m in range(3)]
    return own + [of(a, a) + of(b, b) - 2 * of(a, b) for a, b in ASKED.pairs]


def rates(rows: list[int] | slice) -> np.ndarray:
    own = [COUNT[rows, m].sum() / over(m)[rows].sum() for m in range(3)]
    return np.array(own + [own[a] - own[b] for a, b in ASKED.pairs])


def table() -> np.ndarray:
    return ASKED.moments(COUNT, PER)


SIDES = [[0, 1, 2], [3, 4], [6], [0, 2, 4, 6, 5]]


@pytest.mark.parametrize("rows", SIDES)
def test_estimates_are_ratios_of_sums_and_their_differences(rows: list[int]) -> None:
    assert ASKED.estimates(COUNT[rows].sum(axis=0), PER[rows].sum(axis=0)) == pytest.approx(rates(rows))


@pytest.mark.parametrize("rows", SIDES)
def test_a_side_has_its_estimates_and_the_variances_of_the_formula(rows: list[int]) -> None:
    shift, variance = ASKED.side(table()[rows].sum(axis=0), len(rows))
    assert shift == pytest.approx(rates(rows) - rates(slice(None)))
    assert variance == pytest.approx(np.maximum(variances(rows, spread_of_all=False), 0), abs=1e-12)


@pytest.mark.parametrize("rows", SIDES)
def test_the_spread_of_all_articles_by_the_formula(rows: list[int]) -> None:
    moments = table()
    found = ASKED.pooled(moments[rows].sum(axis=0), moments.sum(axis=0), len(rows) / N)
    assert found == pytest.approx(variances(rows, spread_of_all=True))


@pytest.mark.parametrize("rows", SIDES)
def test_t_is_the_difference_over_the_larger_of_both_spreads(rows: list[int]) -> None:
    rest = [i for i in range(N) if i not in rows]
    own = np.array(variances(rows, spread_of_all=False)) + variances(rest, spread_of_all=False)
    pooled = np.array(variances(rows, spread_of_all=True)) + variances(rest, spread_of_all=True)
    expected = (rates(rows) - rates(rest)) / np.sqrt(np.maximum(own, pooled))
    moments = table()
    found = ASKED.studentized(moments[rows].sum(axis=0), moments.sum(axis=0), len(rows), N)
    assert found == pytest.approx(expected)


def test_many_groups_at_once_are_each_by_itself() -> None:
    moments = table()
    sums = np.array([moments[rows].sum(axis=0) for rows in ([0, 1, 2], [3, 4, 6])])
    together = ASKED.studentized(sums, moments.sum(axis=0), 3, N)
    assert together.shape == (2, 5)
    for one, found in zip(sums, together, strict=True):
        assert found == pytest.approx(ASKED.studentized(one, moments.sum(axis=0), 3, N))


def test_equal_rates_have_t_0_and_nothing_to_divide_by_has_none() -> None:
    asked = Ratios(np.array([0, 1]))
    count, per = np.array([[1.0, 1], [1, 0], [1, 0]]), np.array([[3.0, 1], [3, 0], [3, 0]])
    moments = asked.moments(count, per)
    found = asked.studentized(moments[:2].sum(axis=0), moments.sum(axis=0), 2, 3)
    assert found[0] == 0.0
    assert np.isnan(found[1]), "the other side has no sentence"


# --- permutation ---


@pytest.mark.parametrize("strata", [[0] * 5, [1, 0, 1, 0, 0]])
def test_as_many_shuffles_as_asked_for_in_batches_and_the_same_for_a_seed(strata: list[int]) -> None:
    labels, times = np.array([0, 1, 2, 0, 1]), 2 * BATCH + 3
    batches = list(permuted_labels(labels, np.array(strata), times=times, seed=4))
    assert [batch.shape for batch in batches] == [(BATCH, 5), (BATCH, 5), (3, 5)]
    assert all(batch.dtype == labels.dtype for batch in batches)
    again = list(permuted_labels(labels, np.array(strata), times=times, seed=4))
    other = list(permuted_labels(labels, np.array(strata), times=times, seed=5))
    assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(batches, other, strict=True))
    assert not np.array_equal(batches[0], batches[1])


def test_a_sum_in_another_order_is_no_smaller_value() -> None:
    value = 0.1 + 0.2 + 0.3
    other = 0.3 + 0.2 + 0.1
    assert value != other
    assert permutation_p(np.array([value, -value]), np.array([[other, other]])).tolist() == [1.0, 1.0]
    assert permutation_p(np.array([1.0]), np.array([[0.999]])).tolist() == [0.5]
    assert max_t_p(np.array([value]), np.array([[other]])).tolist() == [1.0]
    assert max_t_p(np.array([1.0]), np.array([[0.999]])).tolist() == [0.5]


def test_max_t_of_what_cannot_be_computed() -> None:
    observed = np.array([np.nan, 2.0])
    assert max_t_p(observed, np.array([[9.0, np.nan], [9.0, 3.0]]))[1] == pytest.approx(2 / 3)
    assert np.isnan(max_t_p(observed, np.zeros((2, 2)))[0])
    assert np.isnan(max_t_p(np.array([np.nan]), np.zeros((2, 1)))).all()
    assert np.isnan(false_discovery_q(np.array([np.nan, np.nan]))).all()


# --- bootstrap ---


def test_each_stratum_is_drawn_by_itself_in_the_order_of_its_number() -> None:
    columns, strata = np.array([[100.0, 1], [7, 1], [200, 1], [7, 1]]), np.array([5, 2, 5, 2])
    times = BATCH + 4
    found = resampled_by_stratum(columns, strata, times=times, seed=3)
    assert found.shape == (2, times, 2)
    assert set(found[0, :, 0].tolist()) == {14.0}
    assert set(found[1, :, 0].tolist()) == {200.0, 300.0, 400.0}
    assert (found[:, :, 1] == 2).all(), "as many as there are"
    assert np.array_equal(found.sum(axis=0), resampled_sums(columns, strata, times=times, seed=3))
    draws = found[1, :, 0]
    assert np.mean(draws == 300) == pytest.approx(0.5, abs=0.12)
    assert not np.array_equal(draws[:4], draws[-4:]) or len(set(draws[:4])) == 1


def test_acceleration_is_efrons() -> None:
    left_out = np.array([[1.0, 2], [4, 2], [2, 2], [9, 2]])
    pull = left_out[:, 0].mean() - left_out[:, 0]
    assert acceleration(left_out) == pytest.approx([(pull**3).sum() / (6 * (pull**2).sum() ** 1.5), 0.0])
    assert acceleration(left_out)[0] < 0, "one that pulls up makes it negative here"


@pytest.mark.parametrize("n", [2, 5, 12, 60, 1000])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_ends_are_as_far_out_as_those_of_t(n: int, level: float) -> None:
    low, high = expanded(level, n)
    assert high == pytest.approx(np.sqrt(n / (n - 1)) * stats.t.isf((1 - level) / 2, n - 1))
    assert low == -high


def test_one_cluster_has_the_widest_ends_and_no_error() -> None:
    assert expanded(0.95, 1) == pytest.approx([-stats.t.ppf(0.975, 1), stats.t.ppf(0.975, 1)])


def test_percentiles_are_numpys_and_leave_out_what_divides_by_nothing() -> None:
    rng = np.random.default_rng(2)
    drawn = rng.normal(0, 1, (101, 3))
    drawn[:30, 1] = np.nan
    drawn[:, 2] = np.nan
    low, high = percentile_interval(drawn, np.array([0.0, 0.0, np.nan]), n=15, level=0.9)
    levels = stats.norm.cdf(expanded(0.9, 15))
    assert low[:2] == pytest.approx([np.nanquantile(drawn[:, i], levels[0]) for i in (0, 1)])
    assert high[:2] == pytest.approx([np.nanquantile(drawn[:, i], levels[1]) for i in (0, 1)])
    assert np.isnan([low[2], high[2]]).all()


def test_below_twenty_clusters_percentiles_from_twenty_on_bca() -> None:
    rng = np.random.default_rng(8)
    drawn, estimate = rng.lognormal(0, 1, (400, 1)), np.array([1.3])
    for n in (MIN_FOR_BCA - 1, MIN_FOR_BCA):
        left_out = rng.lognormal(0, 1, (n, 1))
        found = np.concatenate(interval(drawn, estimate, left_out, n=n))
        plain = np.concatenate(percentile_interval(drawn, estimate, n=n))
        assert np.array_equal(found, plain) == (n < MIN_FOR_BCA)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_bca_by_its_formula(level: float) -> None:
    """Efron 1987, with ties counted by half and the ends of t."""
    rng = np.random.default_rng(8)
    drawn = np.round(rng.lognormal(0, 0.5, (500, 1)), 1)
    left_out, estimate, n = rng.lognormal(0, 1, (25, 1)), np.array([1.2]), 25
    assert 5 < (drawn == 1.2).sum() < 100
    bias = stats.norm.ppf((drawn < 1.2).mean() + (drawn == 1.2).mean() / 2)
    pull = float(acceleration(left_out)[0])
    assert abs(bias) > 0.1 and abs(pull) > 0.01
    ends = [stats.norm.cdf(bias + (bias + z) / (1 - pull * (bias + z))) for z in expanded(level, n)]
    low, high = interval(drawn, estimate, left_out, n=n, level=level)
    assert [low[0], high[0]] == pytest.approx([np.quantile(drawn, end) for end in ends])


def test_rounding_of_resamples_moves_no_end() -> None:
    """Sums in the order of another processor's kernel: the same but for the last digits."""
    rng = np.random.default_rng(8)
    drawn = np.round(rng.lognormal(0, 0.5, (500, 1)), 1) / 3
    left_out, estimate = rng.lognormal(0, 1, (25, 1)), np.array([1.2]) / 3
    plain = np.concatenate(interval(drawn, estimate, left_out, n=25))
    for shift in (1 - 1e-13, 1 + 1e-13):
        assert np.concatenate(interval(drawn * shift, estimate, left_out, n=25)) == pytest.approx(plain, rel=1e-12)


def test_an_estimate_that_all_resamples_lie_below_has_an_interval() -> None:
    drawn = np.linspace(0, 1, 50)[:, None]
    low, high = interval(drawn, np.array([2.0]), np.ones((30, 1)), n=30)
    assert 0.9 < low[0] <= high[0] <= 1.0
    low, high = interval(drawn, np.array([-2.0]), np.ones((30, 1)), n=30)
    assert 0.0 <= low[0] <= high[0] < 0.1


def test_ratios_and_cliffs_delta_of_nothing() -> None:
    assert np.isnan(ratio(np.array([1.0]), np.array([0.0]))).all()
    assert ratio(np.array([-1.0]), np.array([-2.0])).tolist() == [0.5]
    assert np.isnan(cliffs_delta(np.array([]), np.array([1.0])))
    assert np.isnan(cliffs_delta(np.array([1.0]), np.array([])))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_false_discovery_q_is_at_least_p_and_at_most_1(p: list[float]) -> None:
    q = false_discovery_q(np.array(p))
    assert (q >= np.array(p) - 1e-12).all() and (q <= 1).all()
