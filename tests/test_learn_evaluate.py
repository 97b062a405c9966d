"""Evaluation: scores agree with scikit-learn and scipy, nothing of the test part leaks, intervals hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as reference
from sklearn.dummy import DummyClassifier
from sklearn.pipeline import make_pipeline

from framing.errors import UsageError
from framing.learn import metrics
from framing.learn.classifiers import CLASSIFIERS, NamedClassifier, classifier
from framing.learn.datasets import Dataset
from framing.learn.evaluate import Predictions, evaluate, learning_curve
from framing.learn.features import FramingFeatures
from framing.learn.paired import mcnemar, resampled_t
from framing.learn.scores import Score, score_of, scores
from framing.learn.splits import Split, can_split, folds
from tests.learned import INFO, OUTLETS, invented

DATA = invented()
LABELS = np.array([label == "biased" for label in DATA.labels("bias")]).astype(int)
labels = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60)


@given(labels)
@pytest.mark.filterwarnings("ignore")
def test_scores_agree_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    true, predicted = map(np.array, zip(*pairs, strict=True))
    table = metrics.confusion(true, predicted, 3)
    assert metrics.macro_f1(table) == pytest.approx(
        reference.f1_score(true, predicted, average="macro", zero_division=0)
    )
    assert metrics.mcc(table) == pytest.approx(reference.matthews_corrcoef(true, predicted))
    assert metrics.accuracy(table) == pytest.approx(reference.accuracy_score(true, predicted))
    expected = reference.precision_recall_fscore_support(true, predicted, labels=[0, 1, 2], zero_division=0)
    np.testing.assert_allclose(metrics.class_scores(table), expected[:3])


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=2, max_size=40))
def test_calibration_agrees_with_scikit_learn(pairs: list[tuple[int, float]]) -> None:
    true, chance = map(np.array, zip(*pairs, strict=True))
    both = np.column_stack([1 - chance, chance])
    assert metrics.brier(true, both).mean() == pytest.approx(reference.brier_score_loss(true, chance))
    curve = metrics.reliability(true, both)
    assert sum(part.n for part in curve) == len(true)
    by_hand = 0.0
    for number in range(10):
        inside = np.minimum((chance * 10).astype(int), 9) == number
        by_hand += abs((chance[inside] - true[inside]).sum()) / len(true)
    assert metrics.expected_calibration_error(true, both) == pytest.approx(by_hand, abs=1e-6)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9)), min_size=2, max_size=25), st.sampled_from(["f1", "mcc"])
)
@pytest.mark.filterwarnings("ignore")
def test_the_best_threshold_is_the_best_of_all(pairs: list[tuple[int, int]], measure: str) -> None:
    true, tenths = map(np.array, zip(*pairs, strict=True))
    chance = tenths / 10
    threshold = metrics.best_threshold(true, chance, measure)
    score: Any = reference.matthews_corrcoef if measure == "mcc" else reference.f1_score
    if 0 < true.mean() < 1:
        best = max(score(true, (chance >= at).astype(int)) for at in chance)
        assert score(true, (chance >= threshold).astype(int)) == pytest.approx(best)


@pytest.mark.parametrize("split", ["random", "article", "outlet", "topic", "event"])
def test_every_example_is_tested_once_and_no_group_is_parted(split: Split) -> None:
    parts = folds(DATA, LABELS, split, seed=3)
    tested = np.concatenate([test for _, test in parts])
    assert sorted(tested) == list(range(len(DATA)))
    for train, test in parts:
        assert not set(train) & set(test)
        if split != "random":
            groups = np.array(DATA.groups(split))
            assert not set(groups[train]) & set(groups[test])
    if split == "outlet":
        assert len(parts) == len(OUTLETS)


def test_forward_in_time_trains_on_what_is_earlier() -> None:
    parts = folds(DATA, LABELS, "time")
    dates = np.array(DATA.groups("date"))
    assert len(parts) == 4
    for train, test in parts:
        assert max(dates[train]) < min(dates[test])


def test_the_publishers_split_is_kept() -> None:
    ((train, test),) = folds(DATA, LABELS, "published")
    assert {DATA.examples[row].part for row in train} == {"train"}
    assert {DATA.examples[row].part for row in test} == {"test"}


@pytest.mark.parametrize("split", ["outlet", "topic", "event", "article", "time", "published"])
def test_a_split_that_the_data_cannot_give_is_refused(split: Split) -> None:
    bare = Dataset(
        INFO, tuple(replace(e, outlet="", topic="", event="", article="", date="", part="train") for e in DATA.examples)
    )
    assert not can_split(bare, split)
    assert can_split(DATA, split)
    with pytest.raises(UsageError, match="invented"):
        folds(bare, LABELS, split)


def rows(run: Predictions) -> dict[str, Score]:
    return {score.measure: score for score in scores(run, resamples=200)}


def test_the_outlet_alone_looks_good_at_random_and_knows_nothing_within_outlets() -> None:
    at_random = rows(evaluate(DATA, "bias", classifier("outlet-only"), "random", positive="biased"))
    held_out = rows(evaluate(DATA, "bias", classifier("outlet-only"), "outlet", positive="biased"))
    assert at_random["mcc"].value > 0.3
    assert at_random["mcc_within_outlet"].value == pytest.approx(0.0, abs=0.05)
    assert held_out["mcc_within_outlet"].value == 0.0


@pytest.mark.parametrize("name", [name for name in CLASSIFIERS if name not in ("majority", "outlet-only")])
def test_each_classifier_learns_the_invented_words_with_outlets_held_out(name: str) -> None:
    small = invented(30)
    run = evaluate(small, "bias", classifier(name), "outlet", positive="biased", mark="biased")
    assert rows(run)["mcc"].value > 0.9
    assert run.classes == ("plain", "biased")


def test_the_majority_has_no_correlation() -> None:
    found = rows(evaluate(DATA, "bias", classifier("majority"), "random"))
    assert found["mcc"].value == 0.0
    assert found["accuracy"].value == pytest.approx(max(LABELS.mean(), 1 - LABELS.mean()), abs=0.01)


def test_more_than_two_classes() -> None:
    run = evaluate(DATA, "place", classifier("words"), "outlet")
    assert run.probabilities.shape == (1, len(DATA), 6)
    assert rows(run)["macro_f1"].value == 1.0
    stacked = evaluate(invented(30), "place", classifier("stacked"), "outlet")
    assert rows(stacked)["macro_f1"].value > 0.9


class Memorizer(DummyClassifier):  # type: ignore[misc]
    """Remembers its training texts; used to see that no test text is among them."""

    seen: list[set[str]] = []  # noqa: RUF012

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Memorizer:
        Memorizer.seen.append(set(X))
        super().fit(X, y)
        return self

    def predict_proba(self, X: Any) -> Any:
        assert not Memorizer.seen[-1] & set(X)
        return super().predict_proba(np.zeros((len(X), 1)))


def test_the_threshold_is_chosen_without_the_test_part() -> None:
    data = Dataset(INFO, tuple(replace(e, text=f"{e.text} {n}") for n, e in enumerate(DATA.examples)))
    named = NamedClassifier("memorizer", lambda seed: make_pipeline(Memorizer(strategy="prior")))
    Memorizer.seen.clear()
    evaluate(data, "bias", named, "outlet", choose="mcc")
    assert len(Memorizer.seen) == len(OUTLETS) * 4  # the fold itself and three inner ones
    held_out = [{e.text for e in data.examples if e.outlet != name} for name in OUTLETS]
    assert all(any(seen <= train for train in held_out) for seen in Memorizer.seen)


def test_a_chosen_threshold_helps_a_rare_class() -> None:
    rare = Dataset(INFO, tuple(e for n, e in enumerate(DATA.examples) if e.labels["bias"] == "plain" or n % 11 == 0))
    noisy = Dataset(INFO, tuple(replace(e, text=e.text if n % 3 else "The plan.") for n, e in enumerate(rare.examples)))
    plain, chosen = (
        rows(evaluate(noisy, "bias", classifier("words"), "article", positive="biased", choose=choose))[
            "f1_biased"
        ].value
        for choose in ("likeliest", "f1")
    )
    assert chosen > plain


def test_seeds_repeat_only_what_is_random() -> None:
    assert len(evaluate(DATA, "bias", classifier("words"), "random", seeds=3).chosen) == 3
    assert len(evaluate(DATA, "bias", classifier("words"), "outlet", seeds=3).chosen) == 1
    assert len(evaluate(invented(20), "bias", classifier("stacked"), "outlet", seeds=2).chosen) == 2
    two = evaluate(DATA, "bias", classifier("words"), "random", seeds=2)
    assert (two.fold[0] != two.fold[1]).any()
    assert score_of(scores(two, resamples=50), "mcc").spread >= 0


def test_worker_processes_change_nothing() -> None:
    one, two = (evaluate(DATA, "bias", classifier("words"), "random", seeds=2, jobs=jobs) for jobs in (1, 2))
    np.testing.assert_array_equal(one.probabilities, two.probabilities)


def fake(true: Any, chosen: Any, clusters: Any, name: str = "fake", fold: Any = None) -> Predictions:
    true, chosen = np.array(true), np.atleast_2d(np.array(chosen))
    chances = np.stack([np.eye(2)[row] for row in chosen])
    parts = np.zeros_like(chosen) if fold is None else np.atleast_2d(fold)
    outlets = np.array([""] * len(true))
    return Predictions(name, "random", ("a", "b"), true, chances, chosen, parts, np.array(clusters), outlets, 90.0, 0.0)


def test_intervals_are_wider_where_sentences_of_an_article_fail_together() -> None:
    rng = np.random.default_rng(0)
    right = np.repeat(rng.random(100) < 0.7, 10)
    true = rng.integers(0, 2, 1000)
    chosen = np.where(right, true, 1 - true)
    by_article = rows(fake(true, chosen, np.repeat(np.arange(100), 10).astype(str)))["accuracy"]
    by_sentence = rows(fake(true, chosen, np.arange(1000).astype(str)))["accuracy"]
    assert by_article.high - by_article.low > 2 * (by_sentence.high - by_sentence.low)
    assert by_article.low < 0.7 < by_article.high
    assert by_article.value == by_sentence.value == pytest.approx(right.mean())


def test_the_interval_covers_the_true_accuracy() -> None:
    hits = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        true = rng.integers(0, 2, 300)
        chosen = np.where(rng.random(300) < 0.8, true, 1 - true)
        found = score_of(scores(fake(true, chosen, np.arange(300).astype(str)), resamples=300), "accuracy")
        hits += found.low <= 0.8 <= found.high
    assert 180 <= hits <= 199


def test_mcnemar_is_the_exact_binomial_of_the_discordant() -> None:
    from scipy.stats import binomtest

    true = [1] * 20
    first, second = fake(true, [1] * 15 + [0] * 5, range(20)), fake(true, [1] * 6 + [0] * 9 + [1] * 5, range(20))
    test = mcnemar(first, second)
    assert (test.statistic, test.n, test.difference) == (9, 20, pytest.approx(0.2))
    assert test.p_value == pytest.approx(binomtest(9, 14).pvalue)
    assert mcnemar(first, first).p_value == 1.0


def test_the_corrected_t_is_slower_to_call_a_difference_than_the_plain_one() -> None:
    from scipy.stats import ttest_1samp

    rng = np.random.default_rng(1)
    true, fold = rng.integers(0, 2, 500), np.arange(500) % 10
    better = np.where(rng.random(500) < 0.80, true, 1 - true)
    worse = np.where(rng.random(500) < 0.75, true, 1 - true)
    first, second = (fake(true, chosen, range(500), fold=fold) for chosen in (better, worse))
    test = resampled_t(first, second, "mcc")
    differences = [
        reference.matthews_corrcoef(true[fold == k], better[fold == k]) - reference.matthews_corrcoef(true[fold == k], worse[fold == k])
        for k in range(10)
    ]  # fmt: skip
    plain = ttest_1samp(differences, 0)
    assert test.difference == pytest.approx(np.mean(differences))
    # Nadeau and Bengio: the t of the plain test, its variance raised from 1/k to 1/k + n_test/n_train.
    assert test.statistic == pytest.approx(plain.statistic * (0.1 / (0.1 + 50 / 90.0)) ** 0.5)
    assert test.p_value > plain.pvalue


def test_a_pair_that_was_not_tested_alike_is_refused() -> None:
    first, second = fake([0, 1], [0, 1], "ab"), fake([1, 1], [0, 1], "ab")
    with pytest.raises(UsageError, match="not tested on the same"):
        mcnemar(first, second)
    with pytest.raises(UsageError, match="same folds"):
        resampled_t(fake([0, 1], [0, 1], "ab", fold=[0, 1]), fake([0, 1], [0, 1], "ab", fold=[1, 0]))
    with pytest.raises(UsageError, match="at least two folds"):
        resampled_t(first, first)


def test_a_learning_curve_grows_with_its_training_part() -> None:
    curve = learning_curve(DATA, "bias", classifier("words"), "random", shares=(0.1, 1.0), positive="biased")
    assert curve[0].train_size < 0.2 * curve[1].train_size
    assert rows(curve[0])["mcc"].value < rows(curve[1])["mcc"].value
    with pytest.raises(UsageError, match="above 0"):
        learning_curve(DATA, "bias", classifier("words"), shares=(0.0,))


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ({"label": "stance"}, "has no label"),
        ({"positive": "great"}, "no example has bias 'great'"),
        ({"split": "outlet", "named": classifier("outlet-only"), "data": "bare"}, "does not tell the outlet"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(call: dict[str, Any], reason: str) -> None:
    given = {"data": DATA, "label": "bias", "named": classifier("majority"), **call}
    if given["data"] == "bare":
        given["data"] = Dataset(INFO, tuple(replace(e, outlet="") for e in DATA.examples))
    with pytest.raises(UsageError, match=reason):
        evaluate(**given)


def test_one_class_alone_is_refused() -> None:
    one = Dataset(INFO, tuple(e for e in DATA.examples if e.labels["bias"] == "plain"))
    with pytest.raises(UsageError, match="nothing can be learned"):
        evaluate(one, "bias", classifier("words"))


def test_an_unknown_classifier_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="there are majority, outlet-only, words"):
        classifier("transformer")
    assert FramingFeatures().fit_transform(DATA.texts()[:2]).shape[0] == 2
    assert all(named.about.endswith(".") for named in CLASSIFIERS.values())
