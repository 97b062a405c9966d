"""Transformers behave as scikit-learn's own do, and count what framing measures."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import MaxAbsScaler

import framing
from framing.errors import UsageError
from framing.learn.features import (
    AttributionVectorizer,
    FrameVectorizer,
    FramingFeatures,
    LoadedLanguageVectorizer,
    StanceVectorizer,
    SurfaceVectorizer,
    VoiceTextSelector,
)
from framing.learn.marked import MarkedWords
from framing.types import CATEGORIES, VOICES, Span
from tests.learned import invented
from tests.strategies import news

VECTORIZERS = [
    LoadedLanguageVectorizer,
    AttributionVectorizer,
    FrameVectorizer,
    StanceVectorizer,
    SurfaceVectorizer,
    FramingFeatures,
]
TEXTS = [
    'The minister called the tariff "economic coercion" on Monday.',
    "It was a woefully late, disgraceful fiasco.",
    "",
]


@pytest.mark.parametrize("kind", VECTORIZERS)
def test_a_transformer_has_the_manners_of_scikit_learn(kind: Any) -> None:
    transformer = kind()
    assert clone(transformer).get_params() == transformer.get_params() == {"sparse_output": False}
    assert transformer.set_params(sparse_output=True).sparse_output
    names = transformer.get_feature_names_out()
    assert len(set(names)) == len(names)
    rows = kind().fit_transform(TEXTS)
    assert rows.shape == (3, len(names))
    assert not rows[2].any()
    np.testing.assert_array_equal(kind(sparse_output=True).fit_transform(TEXTS).toarray(), rows)
    for same in (np.array(TEXTS), np.array(TEXTS, dtype=object), pd.Series(TEXTS, index=[7, 8, 9]), tuple(TEXTS)):
        np.testing.assert_array_equal(kind().fit_transform(same), rows)
    np.testing.assert_array_equal(
        pickle.loads(pickle.dumps(transformer)).set_params(sparse_output=False).transform(TEXTS), rows
    )
    assert kind().fit_transform([]).shape == (0, len(names))


@pytest.mark.parametrize("kind", VECTORIZERS)
def test_pandas_output(kind: Any) -> None:
    series = pd.Series(TEXTS, index=["x", "y", "z"])
    frame = kind().set_output(transform="pandas").fit_transform(series)
    assert list(frame.columns) == list(kind().get_feature_names_out())
    assert list(frame.index) == ["x", "y", "z"]


@pytest.mark.parametrize("kind", [*VECTORIZERS, VoiceTextSelector])
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("one text", "not one string"),
        (b"bytes", "not one string"),
        ([1, 2], "holds a int"),
        (["a", None], "holds a NoneType"),
        (pd.DataFrame({"a": ["b"]}), "not a table"),
        (np.array([["a"]]), "not a table"),
        ({"a": "b"}, "not a table"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(kind: Any, wrong: Any, reason: str) -> None:
    for method in (kind().fit, kind().transform):
        with pytest.raises(UsageError, match=reason):
            method(wrong)


def test_columns_agree_with_the_analysis() -> None:
    analysis = framing.analyze(TEXTS[1])
    row = dict(zip(FramingFeatures().get_feature_names_out(), FramingFeatures().transform([TEXTS[1]])[0], strict=True))
    for category in CATEGORIES:
        for voice in VOICES:
            count = sum(term.category == category and term.voice == voice for term in analysis.loaded)
            assert row[f"loaded_{category}_{voice}"] == count
    assert row["loaded_author"] == sum(term.strength for term in analysis.loaded)
    assert row["loaded_author"] > 0
    assert row["share_author"] == 1.0
    quoted = dict(
        zip(AttributionVectorizer().get_feature_names_out(), AttributionVectorizer().transform(TEXTS)[0], strict=True)
    )
    assert quoted["attribution_from_official"] == 1
    assert sum(quoted[f"share_{voice}"] for voice in VOICES) == pytest.approx(1.0)


@settings(max_examples=25, deadline=None)
@given(news)
def test_any_text_gives_finite_numbers_and_its_voices_hold_only_its_characters(text: str) -> None:
    assert np.isfinite(FramingFeatures().transform([text])).all()
    for voice in VOICES:
        said = VoiceTextSelector(voice).transform([text])[0]
        assert all(piece.strip() in text for line in said.split("\n") for piece in line.split(" "))


def test_the_voice_selector_in_a_pipeline_sees_only_that_voice() -> None:
    author = make_pipeline(VoiceTextSelector("author"), TfidfVectorizer()).fit(TEXTS[:2])
    assert "minister" in author[-1].vocabulary_
    assert "coercion" not in author[-1].vocabulary_
    quoted = make_pipeline(VoiceTextSelector(["source"]), TfidfVectorizer()).fit(TEXTS[:2])
    assert set(quoted[-1].vocabulary_) == {"economic", "coercion"}
    with pytest.raises(UsageError, match="voices are"):
        VoiceTextSelector("editor").fit(TEXTS)


def test_features_work_in_a_grid_search_over_worker_processes() -> None:
    data = invented(20)
    union = FeatureUnion(
        [
            ("framing", Pipeline([("measure", FramingFeatures()), ("scale", MaxAbsScaler())])),
            ("words", TfidfVectorizer()),
        ]
    )
    search = GridSearchCV(
        Pipeline([("union", union), ("model", LogisticRegression())]),
        {"model__C": [0.1, 10.0], "union__framing__measure__sparse_output": [True, False]},
        cv=2, n_jobs=2,
    )  # fmt: skip
    assert search.fit(data.texts(), data.labels("bias")).best_score_ > 0.9


def test_marked_words_find_marked_words_in_new_sentences() -> None:
    data = invented()
    marks = [[span for _, span in example.spans] for example in data.examples]
    words = MarkedWords().fit(data.texts(), marks=marks)
    text = "Critics called the library a disgraceful and reckless waste."
    likely = {span.of(text) for span, chance in words.word_scores(text) if chance > 0.3}
    assert likely == {"disgraceful", "reckless"}
    rows = words.transform([text, "The library opened.", ""])
    assert rows.shape == (3, len(words.get_feature_names_out()))
    assert rows[0, 0] > rows[1, 0]
    assert not rows[2].any()
    assert words.word_scores("") == []


@pytest.mark.parametrize(
    "marks",
    [None, [], [[], []], [[Span(0, 30)], [Span(0, 30)]]],
    ids=["none", "too few", "nothing marked", "all marked"],
)
def test_marked_words_need_marks(marks: Any) -> None:
    with pytest.raises(UsageError, match="marked words need"):
        MarkedWords().fit(["The plan passed.", "It was late."], marks=marks)
