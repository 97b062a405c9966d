"""The learned companions of the engine: what a target, an entity, an article or a sentence is taken for, by trained models."""

from __future__ import annotations

from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from framing.learn.datasets import Example
from framing.learn.fields import Field, Stems
from framing.learn.manner import ClippedScaler, MannerVectorizer, MeasureVectorizer
from framing.learn.saveable import TOKEN
from framing.learn.stacking import char_tfidf
from framing.learn.target_view import FIELDS, entity_view, target_view

_PER_WORDS = 100  # articles: counts by this many words
# How much the measures weigh beside the words, whose rows have length 1: chosen by five folds on the training parts.
_MEASURES_OF_ARTICLE, _MEASURES_OF_SENTENCE = 0.06, 0.3
_ENTITY = len(FIELDS)


def target_of(example: Example) -> str:
    """The view of an example's target, by all places at which it is named."""
    return target_view(example.text, [span for kind, span in example.spans if kind in ("target", "mention")])


def entity_of(example: Example) -> str:
    """The view of an example's entity, found by its words."""
    return entity_view(example.text, example.labels.get("entity", ""))


def _field(number: int, most: int, grams: int = 1, least: int = 2) -> Pipeline:
    """TF-IDF of the tokens of one field, at most ``most`` columns."""
    weigh = TfidfVectorizer(
        token_pattern=TOKEN, lowercase=False, ngram_range=(1, grams), min_df=least, max_features=most, sublinear_tf=True
    )
    return Pipeline([("field", Field(number)), ("weigh", weigh)])


def _characters(number: int, most: int) -> Pipeline:
    return Pipeline([("field", Field(number)), ("weigh", char_tfidf(max_features=most))])


def _around_target(most: int) -> list[tuple[str, Any]]:
    return [
        ("stems", _field(1, most, 3)),
        ("window", _field(2, most, 2)),
        ("sides", _field(3, most)),
        ("pairs", _field(4, most)),
        ("engine", _field(5, most)),
    ]


def _balanced(C: float) -> LogisticRegression:
    return LogisticRegression(C=C, class_weight="balanced", max_iter=1000)


def _scaled(vectorizer: MeasureVectorizer) -> Pipeline:
    return Pipeline([("measure", vectorizer), ("scale", ClippedScaler())])


def stance_companion(random_state: int = 0) -> Pipeline:
    """The target hidden, words and engine's evidence by side and distance, logistic regression."""
    parts = [("characters", _characters(0, 20_000)), *_around_target(20_000)]
    return Pipeline([("vectors", FeatureUnion(parts, transformer_weights={"pairs": 0.7})), ("weigh", _balanced(1.0))])


def role_companion(random_state: int = 0) -> Pipeline:
    """The entity's own words, and what stands around its mentions with the engine's evidence; logistic regression."""
    own = [("name", _field(_ENTITY, 4_000, 2, 1)), ("letters", _characters(_ENTITY, 6_000))]
    weights = {"stems": 0.7, "window": 0.5, "sides": 0.7, "pairs": 0.7}
    union = FeatureUnion([*own, *_around_target(6_000)], transformer_weights=weights)
    return Pipeline([("vectors", union), ("weigh", _balanced(2.0))])


def name_only(random_state: int = 0) -> Pipeline:
    """The entity's own words and nothing of the text: what a role is guessed from by knowing who it is."""
    union = FeatureUnion([("name", _field(_ENTITY, 4_000, 2, 1)), ("letters", _characters(_ENTITY, 6_000))])
    return Pipeline([("vectors", union), ("weigh", _balanced(2.0))])


def frame_companion(random_state: int = 0) -> Pipeline:
    """Which word stems the article has and what framing measures in it; logistic regression."""
    stems = TfidfVectorizer(token_pattern=TOKEN, min_df=4, max_df=0.7, binary=True)
    union = FeatureUnion(
        [
            ("stems", Pipeline([("stem", Stems()), ("weigh", stems)])),
            ("measures", _scaled(MeasureVectorizer(_PER_WORDS))),
        ],
        transformer_weights={"measures": _MEASURES_OF_ARTICLE},
    )
    return Pipeline([("vectors", union), ("weigh", _balanced(1.0))])


def subjectivity_companion(random_state: int = 0) -> Pipeline:
    """How a sentence is said, what framing measures in it, its characters; logistic regression, strongly regularised."""
    union = FeatureUnion(
        [
            ("characters", char_tfidf(max_features=12_000)),
            ("measures", _scaled(MeasureVectorizer())),
            ("manner", _scaled(MannerVectorizer())),
        ],
        transformer_weights=dict.fromkeys(("measures", "manner"), _MEASURES_OF_SENTENCE),
    )
    return Pipeline([("vectors", union), ("weigh", _balanced(0.3))])
