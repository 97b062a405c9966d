"""The named classifiers: each a small function that returns an unfitted pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, Normalizer, OneHotEncoder
from sklearn.svm import LinearSVC

from framing.errors import UsageError
from framing.learn import companions
from framing.learn.datasets import Example
from framing.learn.engine_alone import EngineRole, EngineStance, EngineSubjectivity
from framing.learn.features import FramingFeatures
from framing.learn.saveable import WORD
from framing.learn.stacking import StackedText, char_tfidf, word_tfidf


def majority(random_state: int = 0) -> Pipeline:
    """The commonest class, whatever the text: what chance gives."""
    return make_pipeline(CountVectorizer(max_features=1, token_pattern=WORD), DummyClassifier(strategy="prior"))


def outlet_only(random_state: int = 0) -> Pipeline:
    """The outlet's name and nothing else: what a classifier gets for telling outlets apart. Its texts are names."""
    names = OneHotEncoder(handle_unknown="ignore")
    return make_pipeline(FunctionTransformer(_as_column), names, LogisticRegression(C=10.0, max_iter=1000))


def _as_column(names: Sequence[str]) -> Any:
    return np.array(list(names), dtype=object).reshape(-1, 1)


def words(random_state: int = 0) -> Pipeline:
    """Word 1- and 2-gram TF-IDF and logistic regression: the plain baseline."""
    return make_pipeline(word_tfidf(), LogisticRegression(max_iter=1000))


def words_and_characters(random_state: int = 0) -> Pipeline:
    """Word and character TF-IDF and a linear SVM, its scores calibrated (Platt 1999)."""
    svm = CalibratedClassifierCV(LinearSVC(C=0.3, random_state=random_state), cv=3)
    return make_pipeline(make_union(word_tfidf(), char_tfidf()), svm)


def naive_bayes_svm(random_state: int = 0) -> Pipeline:
    """Naive Bayes SVM over word 1- and 2-grams (Wang and Manning 2012), calibrated."""
    from framing.learn.nbsvm import NaiveBayesSVM

    counts = CountVectorizer(ngram_range=(1, 2), binary=True, min_df=2, token_pattern=WORD)
    return make_pipeline(counts, Normalizer(), CalibratedClassifierCV(NaiveBayesSVM(), cv=3))


def framing_boosting(random_state: int = 0) -> Pipeline:
    """What framing measures and gradient boosted trees: no word of the text is seen."""
    trees = HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=5.0,
        early_stopping=False, random_state=random_state,
    )  # fmt: skip
    return make_pipeline(FramingFeatures(), trees)


def stacked(random_state: int = 0) -> Pipeline:
    """Text, framing features and, where annotators marked words, marked words: stacked."""
    return Pipeline([("stack", StackedText(random_state=random_state))])


def engine_stance(random_state: int = 0) -> Pipeline:
    """The engine alone: the sign of its lean toward the target; nothing is trained."""
    return make_pipeline(EngineStance())


def engine_role(random_state: int = 0) -> Pipeline:
    """The engine alone: the part that most of its evidence gives the entity; nothing is trained."""
    return make_pipeline(EngineRole())


def engine_subjectivity(random_state: int = 0) -> Pipeline:
    """The engine alone: subjective where the author uses a loaded term; nothing is trained."""
    return make_pipeline(EngineSubjectivity())


@dataclass(frozen=True, slots=True)
class NamedClassifier:
    """A classifier by name: how it is made, what column it reads, and what else its ``fit`` can use.

    ``seeded`` says whether another random state gives another model. ``fit_with``: of ``groups`` and ``marks``, as
    parameters of the pipeline's ``fit``. ``view`` gives the text of an example where that is not the task's, ``choose``
    how the class is chosen where that is not as the task says (a model with balanced classes needs no threshold).
    """

    name: str
    make: Callable[[int], Pipeline]
    reads: Literal["text", "outlet"] = "text"
    seeded: bool = False
    fit_with: tuple[str, ...] = ()
    view: Callable[[Example], str] | None = None
    choose: Literal["", "likeliest"] = ""

    @property
    def about(self) -> str:
        """One line on what it is."""
        return (self.make.__doc__ or "").strip().splitlines()[0]


CLASSIFIERS: dict[str, NamedClassifier] = {
    named.name: named
    for named in (
        NamedClassifier("majority", majority),
        NamedClassifier("outlet-only", outlet_only, reads="outlet"),
        NamedClassifier("words", words),
        NamedClassifier("words-characters", words_and_characters),
        NamedClassifier("naive-bayes-svm", naive_bayes_svm),
        NamedClassifier("framing", framing_boosting),
        NamedClassifier("stacked", stacked, seeded=True, fit_with=("groups", "marks")),
    )
}

COMPANIONS: dict[str, NamedClassifier] = {
    named.name: named
    for named in (
        NamedClassifier("engine-stance", engine_stance, view=companions.target_of, choose="likeliest"),
        NamedClassifier("engine-role", engine_role, view=companions.entity_of, choose="likeliest"),
        NamedClassifier("engine-subjectivity", engine_subjectivity, choose="likeliest"),
        NamedClassifier("learned-stance", companions.stance_companion, view=companions.target_of, choose="likeliest"),
        NamedClassifier("name-only", companions.name_only, view=companions.entity_of, choose="likeliest"),
        NamedClassifier("learned-role", companions.role_companion, view=companions.entity_of, choose="likeliest"),
        NamedClassifier("learned-frame", companions.frame_companion, choose="likeliest"),
        NamedClassifier("learned-subjectivity", companions.subjectivity_companion, choose="likeliest"),
    )
}
"""For one kind of task each: the engine by itself, and what was learned on top of it."""


def classifier(name: str) -> NamedClassifier:
    """A named classifier. Errors: UsageError for a name that there is not.

    >>> classifier("words").make(0).steps[-1][0]
    'logisticregression'
    """
    known = CLASSIFIERS | COMPANIONS
    if name not in known:
        raise UsageError(f"no classifier {name!r}; there are {', '.join(known)}")
    return known[name]


def fit(named: NamedClassifier, X: Any, y: Any, *, seed: int = 0, **also: Any) -> Pipeline:
    """A fitted pipeline; of ``groups`` and ``marks`` it gets what it can use."""
    pipeline = named.make(seed)
    step = pipeline.steps[-1][0]
    used = {f"{step}__{key}": value for key, value in also.items() if key in named.fit_with and value is not None}
    return pipeline.fit(X, y, **used)
