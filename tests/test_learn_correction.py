"""Corrected contrasts: their intervals hold what they promise where the classifier's own do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from framing.errors import UsageError
from framing.learn.correction import CorrectedContrast, corrected_contrast

RUNS = 400
TRUE = 0.10


def texts(rng: np.random.Generator, *, clustered: bool = False) -> dict[str, Any]:
    """Two outlets of 1,000 texts: 40 % and 30 % are loaded; the classifier sees more than there is in one, less in the other.

    With ``clustered``, ten texts of an outlet tell one event and share half of their luck.
    """
    groups = np.repeat(["a", "b"], 1000)
    rate = np.where(groups == "a", 0.40, 0.30)
    events = np.arange(2000) // 10
    if clustered:
        rate = rate + np.repeat(rng.choice([-0.2, 0.2], 200), 10)
    gold = rng.random(2000) < rate
    seen = np.where(groups == "a", np.where(gold, 0.70, 0.05), np.where(gold, 0.90, 0.20))
    predicted = (rng.random(2000) < seen).astype(float)
    return {"predicted": predicted, "gold": gold.astype(float), "groups": groups, "events": events}


def hide(rng: np.random.Generator, gold: Any, chance: Any) -> Any:
    return np.where(rng.random(len(gold)) < chance, gold, np.nan)


def coverage(contrasts: list[CorrectedContrast], which: str, true: float = TRUE) -> float:
    estimates = [getattr(contrast, which) for contrast in contrasts]
    return float(np.mean([estimate.low <= true <= estimate.high for estimate in estimates]))


@pytest.fixture(scope="module")
def simulated() -> list[CorrectedContrast]:
    rng = np.random.default_rng(1)
    runs = []
    for _ in range(RUNS):
        data = texts(rng)
        gold = hide(rng, data["gold"], 0.15)
        runs.append(corrected_contrast(data["predicted"], gold, data["groups"], "a", "b"))
    return runs


def test_the_naive_interval_fails_and_the_corrected_one_holds(simulated: list[CorrectedContrast]) -> None:
    assert coverage(simulated, "naive") < 0.2
    # Three standard errors of a share of 95 % in 400 runs are 3.3 points.
    assert 0.917 <= coverage(simulated, "corrected") <= 0.983
    assert 0.917 <= coverage(simulated, "labelled_only") <= 0.983


def test_the_corrected_estimate_is_right_on_average_and_sharper_than_labels_alone(
    simulated: list[CorrectedContrast],
) -> None:
    corrected = [contrast.corrected for contrast in simulated]
    assert abs(np.mean([e.value for e in corrected]) - TRUE) < 0.01
    assert np.mean([e.error for e in corrected]) < 0.9 * np.mean([c.labelled_only.error for c in simulated])
    assert np.mean([e.error for e in corrected]) == pytest.approx(np.std([e.value for e in corrected]), rel=0.15)


def test_unequal_chances_of_labelling_by_design_hold() -> None:
    rng = np.random.default_rng(2)
    runs = []
    for _ in range(RUNS):
        data = texts(rng)
        chance = np.where(data["predicted"] > 0, 0.30, 0.08)  # suspected texts were drawn more often
        gold = hide(rng, data["gold"], chance)
        runs.append(corrected_contrast(data["predicted"], gold, data["groups"], "a", "b", chance=chance))
    assert 0.917 <= coverage(runs, "corrected") <= 0.983
    assert 0.917 <= coverage(runs, "labelled_only") <= 0.983


def test_texts_of_one_event_are_not_independent() -> None:
    rng = np.random.default_rng(3)
    alone, together = [], []
    for _ in range(RUNS):
        data = texts(rng, clustered=True)
        gold = hide(rng, data["gold"], 0.5)
        columns = data["predicted"], gold, data["groups"], "a", "b"
        alone.append(corrected_contrast(*columns))
        together.append(corrected_contrast(*columns, clusters=data["events"]))
    assert 0.917 <= coverage(together, "corrected") <= 0.983
    assert coverage(alone, "corrected") < coverage(together, "corrected") - 0.03


def test_a_useless_classifier_costs_nothing_and_a_perfect_one_is_taken_whole() -> None:
    rng = np.random.default_rng(4)
    data = texts(rng)
    gold = hide(rng, data["gold"], 0.2)
    useless = corrected_contrast(rng.random(2000), gold, data["groups"], "a", "b")
    assert max(useless.weight) < 0.3
    assert useless.corrected.error < 1.02 * useless.labelled_only.error
    perfect = corrected_contrast(data["gold"], gold, data["groups"], "a", "b")
    assert perfect.weight == (1.0, 1.0)
    assert perfect.corrected.value == pytest.approx(perfect.naive.value)
    assert perfect.corrected.error == pytest.approx(perfect.naive.error)


def test_all_labelled_gives_the_plain_difference() -> None:
    data = texts(np.random.default_rng(5))
    contrast = corrected_contrast(data["predicted"], data["gold"], data["groups"], "a", "b", weigh=False)
    means = [data["gold"][data["groups"] == name].mean() for name in "ab"]
    assert contrast.corrected.value == pytest.approx(means[0] - means[1])
    assert contrast.labelled == contrast.n == (1000, 1000)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"gold": [None] * 20}, "at least 5 are needed"),
        ({"predicted": [1.0] * 19}, "one value for each text"),
        ({"predicted": [float("nan")] * 20}, "needs a prediction"),
        ({"chance": 0.0}, "above 0"),
        ({"chance": [1.5] * 20}, "at most 1"),
        ({"a": "c"}, "c has 0 labels"),
    ],
)
def test_what_cannot_be_corrected_is_refused(change: dict[str, Any], reason: str) -> None:
    call = {"predicted": [1.0, 0.0] * 10, "gold": [1.0, 0.0] * 10, "groups": ["a", "b"] * 10, "a": "a", "b": "b"}
    with pytest.raises(UsageError, match=reason):
        corrected_contrast(**{**call, **change})
