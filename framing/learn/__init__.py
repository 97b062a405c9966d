"""Learned models on top of the measures: features, classifiers, fair evaluation, data sets, model files. Needs scikit-learn."""

from __future__ import annotations

from importlib import import_module

_HOME = {
    "AttributionVectorizer": "features",
    "FrameVectorizer": "features",
    "FramingFeatures": "features",
    "LoadedLanguageVectorizer": "features",
    "StanceVectorizer": "features",
    "SurfaceVectorizer": "features",
    "VoiceTextSelector": "features",
    "MarkedWords": "marked",
    "CLASSIFIERS": "classifiers",
    "NamedClassifier": "classifiers",
    "classifier": "classifiers",
    "Dataset": "datasets",
    "Example": "datasets",
    "catalogue": "datasets",
    "load_dataset": "datasets",
    "Predictions": "evaluate",
    "learning_curve": "evaluate",
    "compare_classifiers": "table",
    "Score": "scores",
    "score_of": "scores",
    "mcnemar": "paired",
    "resampled_t": "paired",
    "corrected_contrast": "correction",
    "Model": "persist",
    "load_model": "persist",
    "save_model": "persist",
    "with_predictions": "apply",
    "add_learned": "shipped",
    "shipped_models": "shipped",
}
"""Public name → its module; loaded when it is asked for, so that a list of data sets need not wait for scikit-learn."""

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'framing.learn' has no attribute {name!r}")
    return getattr(import_module(f"framing.learn.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *_HOME))
