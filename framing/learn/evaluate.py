"""Fair evaluation: what a classifier says of examples it was not trained on, in scores with intervals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from framing.errors import UsageError
from framing.learn.bundle import Array
from framing.learn.classifiers import NamedClassifier, fit
from framing.learn.datasets import Dataset
from framing.learn.metrics import best_threshold
from framing.learn.splits import Folds, Split, folds

Choose = Literal["likeliest", "prior", "f1", "mcc"]
_INNER = 3


@dataclass(frozen=True, slots=True)
class Predictions:
    """What one classifier said of each example while it was held out, once a seed.

    ``classes`` in the order of the columns; ``true``: their numbers, shape (n,). ``probabilities``: (seeds, n, classes);
    ``chosen`` and ``fold``: (seeds, n); fold -1 marks examples that no fold tests. ``clusters`` are what the intervals
    resample, ``outlets`` whose sentence it is (empty strings where unknown). ``train_size``: mean of the folds.
    """

    classifier: str
    split: str
    classes: tuple[str, ...]
    true: Array
    probabilities: Array
    chosen: Array
    fold: Array
    clusters: Array
    outlets: Array
    train_size: float
    seconds: float

    @property
    def tested(self) -> Array:
        """Which examples some fold tests: shape (n,)."""
        return np.asarray((self.fold >= 0).all(axis=0))


def evaluate(
    data: Dataset,
    label: str,
    named: NamedClassifier,
    split: Split = "random",
    *,
    seeds: int = 1,
    choose: Choose = "likeliest",
    view: Callable[[Any], str] | None = None,
    positive: str = "",
    mark: str = "",
    jobs: int = 1,
    share: float = 1.0,
) -> Predictions:
    """Train and test a classifier on every fold of a split.

    ``seeds`` repeats it with other random states (once is enough where neither the split nor the classifier is random).
    ``choose``: the likeliest class; or, for two classes, the second where its probability is above its share of the
    training part (``prior``), or above the threshold with the best ``f1`` or ``mcc`` in inner folds of the training
    part; the test part is never looked at. ``view`` gives the text of an example; ``positive`` names the
    class that is second; ``mark`` the kind of spans that classifiers which can use marks get; ``share`` of each
    training part is used (for learning curves), whole articles where known.
    Errors: UsageError where the data set does not tell what the split or the classifier needs.
    """
    start = time.perf_counter()
    choose = named.choose or choose
    problem = problem_of(data, label, named, view, positive, mark)
    random_split = split in ("random", "article") or share < 1
    repeats = range(seeds if named.seeded or random_split else 1)
    parts = {seed: folds(data, problem.labels, split, seed) for seed in repeats}
    work = [
        (seed, number, *part)
        for seed in repeats
        for number, part in enumerate(_shares(parts[seed], problem, share, seed))
    ]
    outcome = _run(problem, named, work, choose, jobs)
    shape = (len(repeats), len(problem.labels))
    probabilities = np.zeros((*shape, len(problem.classes)))
    chosen, fold = np.zeros(shape, dtype=int), np.full(shape, -1)
    for (seed, number, _, test), (chances, picked) in zip(work, outcome, strict=True):
        probabilities[seed, test], chosen[seed, test], fold[seed, test] = chances, picked, number
    return Predictions(
        classifier=named.name, split=split, classes=problem.classes, true=problem.labels, probabilities=probabilities,
        chosen=chosen, fold=fold, clusters=problem.clusters, outlets=np.array(data.groups("outlet")),
        train_size=float(np.mean([len(train) for _, _, train, _ in work])), seconds=time.perf_counter() - start,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """The columns of a data set as a classifier takes them."""

    inputs: list[str]
    labels: Array
    classes: tuple[str, ...]
    clusters: Array
    marks: list[tuple[Any, ...]] | None


def problem_of(
    data: Dataset, label: str, named: NamedClassifier, view: Callable[[Any], str] | None, positive: str, mark: str
) -> Problem:
    """The columns that a classifier is given. Errors: UsageError where the data set does not tell what it needs."""
    names = data.labels(label)
    classes = sorted(set(names) - {positive}) + [positive] * (positive != "")
    if positive and positive not in names:
        raise UsageError(f"{data.info.name}: no example has {label} {positive!r}")
    if len(classes) < 2:
        raise UsageError(f"{data.info.name}: all examples have {label} {classes[0]!r}; nothing can be learned")
    if named.reads == "outlet":
        inputs = data.groups("outlet")
        if "" in inputs:
            raise UsageError(f"{data.info.name} does not tell the outlet of each example")
    else:
        look = named.view or view
        inputs = data.texts() if look is None else [look(example) for example in data.examples]
    marks = None
    if mark and view is None and "marks" in named.fit_with:
        marks = [tuple(span for kind, span in example.spans if kind == mark) for example in data.examples]
    articles = data.groups("article")
    clusters = articles if "" not in articles else [example.id for example in data.examples]
    return Problem(inputs, np.array([classes.index(name) for name in names]), tuple(classes), np.array(clusters), marks)


def _shares(parts: Folds, problem: Problem, share: float, seed: int) -> Iterator[tuple[Array, Array]]:
    """The folds with only a share of the training part: whole clusters, drawn at random."""
    if not 0 < share <= 1:
        raise UsageError(f"a share of the training part is above 0 and at most 1, got {share}")
    for train, test in parts:
        if share < 1:
            clusters = np.unique(problem.clusters[train])
            drawn = np.random.default_rng(seed).permutation(clusters)[: max(1, round(share * len(clusters)))]
            yield train[np.isin(problem.clusters[train], drawn)], test
        else:
            yield train, test


def _run(
    problem: Problem, named: NamedClassifier, work: Sequence[tuple[int, int, Array, Array]], choose: Choose, jobs: int
) -> list[tuple[Array, Array]]:
    from sklearn.utils.parallel import Parallel, delayed

    one = delayed(_fold)
    return list(Parallel(n_jobs=jobs)(one(problem, named, train, test, seed, choose) for seed, _, train, test in work))


def _fold(
    problem: Problem, named: NamedClassifier, train: Array, test: Array, seed: int, choose: Choose
) -> tuple[Array, Array]:
    """Probabilities and chosen classes of the test part, by a model of the training part alone."""
    chances = _fit_predict(problem, named, train, test, seed)
    if choose == "likeliest" or len(problem.classes) != 2:
        return chances, chances.argmax(axis=1)
    return chances, (chances[:, 1] >= threshold_of(problem, named, train, seed, choose)).astype(int)


def threshold_of(problem: Problem, named: NamedClassifier, train: Array, seed: int, choose: Choose) -> float:
    """The least probability at which the second class is given, from the training part alone."""
    if choose == "prior":
        return float(problem.labels[train].mean())
    inner = np.zeros(len(train))
    for fit_on, hold in _inner(problem, train, seed):
        inner[hold] = _fit_predict(problem, named, train[fit_on], train[hold], seed)[:, 1]
    return best_threshold(problem.labels[train], inner, choose)


def _inner(problem: Problem, train: Array, seed: int) -> Folds:
    from sklearn.model_selection import StratifiedGroupKFold

    parts = StratifiedGroupKFold(_INNER, shuffle=True, random_state=seed)
    return list(parts.split(train, problem.labels[train], problem.clusters[train]))


def _fit_predict(problem: Problem, named: NamedClassifier, train: Array, test: Array, seed: int) -> Array:
    names = np.array(problem.classes)
    marks = None if problem.marks is None else [problem.marks[row] for row in train]
    model = fit(
        named, [problem.inputs[row] for row in train], names[problem.labels[train]],
        seed=seed, groups=problem.clusters[train], marks=marks,
    )  # fmt: skip
    found = model.predict_proba([problem.inputs[row] for row in test])
    chances = np.zeros((len(test), len(names)))
    for column, name in enumerate(model.classes_):
        chances[:, problem.classes.index(str(name))] = found[:, column]
    return chances


def learning_curve(
    data: Dataset, label: str, named: NamedClassifier, split: Split = "random", *, shares: Sequence[float] = (0.1, 0.25, 0.5, 1.0), **options: Any
) -> list[Predictions]:  # fmt: skip
    """The same evaluation with growing shares of each training part; ``train_size`` says how many examples that is."""
    runs = (evaluate(data, label, named, split, share=share, **options) for share in shares)
    return [replace(run, split=f"{split}, {share:.0%} of training") for run, share in zip(runs, shares, strict=True)]
