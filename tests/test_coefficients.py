"""Chance-corrected agreement, against published worked examples and nltk."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from framing.compare.coefficients import (
    alpha_interval,
    alpha_of,
    cohen_kappa,
    coincidences,
    gwet_ac1,
    observed_agreement,
    rating_counts,
    value_table,
)

# Krippendorff 2011, part E: four observers, twelve units, five values, some missing.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
CODED = [[None if value is None else value - 1 for value in row] for row in OBSERVERS]


@pytest.mark.parametrize(("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_is_krippendorffs(scale: str, published: float) -> None:
    parts = coincidences(rating_counts(CODED, 5))
    assert alpha_of(parts.sum(axis=0), scale).item() == pytest.approx(published, abs=5e-4)  # type: ignore[arg-type]


def test_ac1_and_kappa_are_those_of_gwet_2008() -> None:
    """Two raters, 125 people, a rare trait: 118 and 0 agreed on, 5 and 2 not. The paradox that AC1 was made for."""
    counts = np.array([[2, 0]] * 118 + [[1, 1]] * 7)
    assert gwet_ac1(counts) == pytest.approx(0.9408, abs=5e-5)
    assert observed_agreement(counts) == pytest.approx(0.944)
    assert cohen_kappa(np.array([[118.0, 5.0], [2.0, 0.0]])) == pytest.approx(-0.0234, abs=5e-5)


def test_ac1_of_many_raters_is_that_of_gwets_own_package() -> None:
    """irrCAC prints .77544 for the ratings above."""
    assert gwet_ac1(rating_counts(CODED, 5)) == pytest.approx(0.77544, abs=5e-6)


ratings = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(st.integers(0, 3), min_size=coders, max_size=coders), min_size=2, max_size=30)
)


@given(ratings)
@settings(max_examples=60, deadline=None)
def test_alpha_and_kappa_are_those_of_nltk(units: list[list[int]]) -> None:
    assume(len({value for unit in units for value in unit}) > 1)
    task = AnnotationTask([(coder, unit, value) for unit, row in enumerate(units) for coder, value in enumerate(row)])
    by_coder = list(zip(*units, strict=True))
    found = alpha_of(coincidences(rating_counts(by_coder, 4)).sum(axis=0)).item()
    assert found == pytest.approx(task.alpha(), abs=1e-9)
    one, two = by_coder[:2]
    kappa = cohen_kappa(value_table(one, two, 4))
    if not math.isnan(kappa):
        assert kappa == pytest.approx(task.kappa_pairwise(0, 1), abs=1e-9)


@given(ratings)
@settings(max_examples=60, deadline=None)
def test_names_of_coders_and_values_do_not_matter(units: list[list[int]]) -> None:
    counts = rating_counts(list(zip(*units, strict=True)), 4)
    turned = rating_counts(list(zip(*(row[::-1] for row in units), strict=True)), 4)[:, ::-1]
    for measure in (lambda c: alpha_of(coincidences(c).sum(axis=0)).item(), gwet_ac1, observed_agreement):
        assert measure(counts) == pytest.approx(measure(turned), nan_ok=True)
        assert not measure(counts) > 1 + 1e-9


def test_what_does_not_vary_has_no_alpha() -> None:
    same = rating_counts([[1] * 9, [1] * 9], 2)
    assert math.isnan(alpha_of(coincidences(same).sum(axis=0)).item())
    assert math.isnan(alpha_interval(coincidences(same), np.arange(9), scale="nominal", times=50, seed=0)[0])
    assert gwet_ac1(same) == 1.0


def test_the_interval_holds_alpha_and_is_wider_by_article() -> None:
    """Units of one article are alike, so drawing articles must not pretend that each unit stands alone."""
    rng = np.random.default_rng(5)
    articles = np.repeat(np.arange(30), 20)
    careful = rng.random(30) < 0.5  # half of the articles were coded with care, half by guessing
    truth = rng.random(600) < 0.3
    coders = [np.where(careful[articles], truth, rng.random(600) < 0.3).astype(int).tolist() for _ in range(2)]
    parts = coincidences(rating_counts(coders, 2))
    alpha = alpha_of(parts.sum(axis=0)).item()
    by_article = alpha_interval(parts, articles, scale="nominal", times=1000, seed=1)
    by_unit = alpha_interval(parts, np.arange(600), scale="nominal", times=1000, seed=1)
    assert by_article[0] < alpha < by_article[1]
    assert by_article[1] - by_article[0] > 1.5 * (by_unit[1] - by_unit[0])


def test_the_interval_covers_as_often_as_it_says() -> None:
    """Two coders who agree by a known chance: the 95 % interval of 40 articles holds the true alpha about that often."""
    rng = np.random.default_rng(11)
    # Each coder says the truth (1 in three) with .9, else a coin of 1 in three: alpha is about .81.
    truth = rng.random(400_000) < 1 / 3
    big = [_coder(rng, truth), _coder(rng, truth)]
    real = alpha_of(coincidences(rating_counts_fast(big)).sum(axis=0)).item()
    held = 0
    for _ in range(100):
        truth = rng.random(400) < 1 / 3
        parts = coincidences(rating_counts_fast([_coder(rng, truth), _coder(rng, truth)]))
        low, high = alpha_interval(parts, np.repeat(np.arange(40), 10), scale="nominal", times=400, seed=2)
        held += low <= real <= high
    assert 88 <= held <= 100


def _coder(rng: np.random.Generator, truth: np.ndarray) -> np.ndarray:
    return np.where(rng.random(len(truth)) < 0.9, truth, rng.random(len(truth)) < 1 / 3)


def rating_counts_fast(coders: list[np.ndarray]) -> np.ndarray:
    ones = sum(coder.astype(float) for coder in coders)
    return np.stack([len(coders) - ones, ones], axis=1)
