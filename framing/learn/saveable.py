"""Which estimators a model file may hold, and which of their attributes: the whole list, there is no other."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

WORD = r"(?u)\b\w[\w'’-]*\b"
"""The token pattern of the named classifiers: words with inner apostrophes and hyphens."""
TOKEN = r"\S+"
"""The token pattern of texts whose words were already parted."""
_PATTERNS = (WORD, TOKEN, r"(?u)\b\w\w+\b", None)

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saveable:
    """How one class is saved: its parameters and the attributes of ``state``, or by ``dump`` and ``load``.

    ``only`` gives the values that a parameter may have in a file; ``reset`` parameters are always saved as given here.
    ``dump`` gives the name of the class that ``load`` builds again, and its fields.
    """

    name: str
    module: str
    state: tuple[str, ...] = ()
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    reset: Mapping[str, Any] = field(default_factory=dict)
    dump: Callable[[Any], tuple[str, Fields]] | None = None
    load: Callable[[Fields], Any] | None = None


def class_of(rule: Saveable) -> Any:
    """The class of a rule; its module is one of this list, never one that a file names."""
    return getattr(importlib.import_module(rule.module), rule.name)


def _dump_vectorizer(value: Any) -> tuple[str, Fields]:
    """Parameters, the vocabulary in the order of its columns, and the weights of the terms."""
    from framing.errors import UsageError

    params = value.get_params(deep=False)
    for name in ("preprocessor", "tokenizer"):
        if params[name] is not None:
            raise UsageError(f"a vectorizer with a {name} of its own cannot be saved")
    if params["token_pattern"] not in _PATTERNS or not isinstance(params["analyzer"], str):
        raise UsageError("a vectorizer with a token pattern or an analyzer of its own cannot be saved")
    columns = sorted(value.vocabulary_, key=value.vocabulary_.__getitem__)
    params.update(input="content", vocabulary=None)
    fields = {"params": params, "columns": columns}
    if type(value).__name__ == "TfidfVectorizer" and value.use_idf:
        fields["idf"] = value.idf_
    return type(value).__name__, fields


def _load_vectorizer(name: str) -> Callable[[Fields], Any]:
    def load(fields: Fields) -> Any:
        cls = class_of(SAVEABLE[name])
        params, columns = fields["params"], fields["columns"]
        if unknown := set(params) - set(cls._get_param_names()):
            raise ValueError(f"{name} has no {sorted(unknown)[0]!r}")
        # With input="filename" a text would be opened as a file; a pattern may take forever on a text.
        for parameter, allowed in {
            "input": ("content",), "token_pattern": _PATTERNS, "preprocessor": (None,), "tokenizer": (None,),
            "analyzer": ("word", "char", "char_wb"), "vocabulary": (None,),
        }.items():  # fmt: skip
            if params[parameter] not in allowed:
                raise ValueError(f"{name} with {parameter}={params[parameter]!r}")
        vectorizer = cls(**params)
        vectorizer.vocabulary_ = {str(term): column for column, term in enumerate(columns)}
        vectorizer.fixed_vocabulary_ = False
        if len(vectorizer.vocabulary_) != len(columns):
            raise ValueError(f"{name} has a term twice")
        if "idf" in fields:
            vectorizer.idf_ = fields["idf"].astype(vectorizer.dtype, copy=False)
        return vectorizer

    return load


def _dump_calibrated(value: Any) -> tuple[str, Fields]:
    from framing.errors import UsageError

    parts = []
    for part in value.calibrated_classifiers_:
        if part.method != "sigmoid":
            raise UsageError(f"calibration by {part.method} cannot be saved")
        parts.append({"estimator": part.estimator, "slopes": [[c.a_, c.b_] for c in part.calibrators]})
    return "CalibratedClassifierCV", {"classes": value.classes_, "parts": parts}


def _load_calibrated(fields: Fields) -> Any:
    from sklearn import calibration

    value = calibration.CalibratedClassifierCV(method="sigmoid")
    value.classes_ = fields["classes"]
    value.calibrated_classifiers_ = []
    for part in fields["parts"]:
        calibrators = []
        for a, b in part["slopes"]:
            calibrator = calibration._SigmoidCalibration()
            calibrator.a_, calibrator.b_ = float(a), float(b)
            calibrators.append(calibrator)
        value.calibrated_classifiers_.append(
            calibration._CalibratedClassifier(part["estimator"], calibrators, classes=value.classes_, method="sigmoid")
        )
    return value


def _dump_boosting(value: Any) -> tuple[str, Fields]:
    """Boosted trees become trees that numpy walks: sklearn's compiled walk trusts the numbers of a file."""
    from framing.learn.trees import trees_of

    trees = trees_of(value)
    return "BoostedTrees", {name: getattr(trees, name) for name in trees.FIELDS}


def _load_trees(fields: Fields) -> Any:
    from framing.learn.trees import BoostedTrees

    return BoostedTrees(**fields)


def _dump_trees(value: Any) -> tuple[str, Fields]:
    return "BoostedTrees", {name: getattr(value, name) for name in value.FIELDS}


_FEATURES, _MANNER = "framing.learn.features", "framing.learn.manner"
_LINEAR = ("coef_", "intercept_", "classes_", "n_features_in_")
_NO_JOBS = {"n_jobs": None}

_RULES = (
    Saveable("Pipeline", "sklearn.pipeline", only={"memory": (None,)}),
    Saveable("FeatureUnion", "sklearn.pipeline", reset=_NO_JOBS),
    Saveable(
        "TfidfVectorizer",
        "sklearn.feature_extraction.text",
        dump=_dump_vectorizer,
        load=_load_vectorizer("TfidfVectorizer"),
    ),
    Saveable(
        "CountVectorizer",
        "sklearn.feature_extraction.text",
        dump=_dump_vectorizer,
        load=_load_vectorizer("CountVectorizer"),
    ),
    Saveable("LogisticRegression", "sklearn.linear_model", state=_LINEAR, reset=_NO_JOBS),
    Saveable("LinearSVC", "sklearn.svm", state=_LINEAR),
    Saveable("CalibratedClassifierCV", "sklearn.calibration", dump=_dump_calibrated, load=_load_calibrated),
    Saveable(
        "MultinomialNB",
        "sklearn.naive_bayes",
        state=("classes_", "feature_log_prob_", "class_log_prior_", "n_features_in_"),
    ),
    Saveable(
        "DummyClassifier",
        "sklearn.dummy",
        state=("classes_", "n_classes_", "class_prior_", "n_outputs_", "sparse_output_", "_strategy", "n_features_in_"),
        only={"strategy": ("most_frequent", "prior")},
    ),
    Saveable("TruncatedSVD", "sklearn.decomposition", state=("components_", "n_features_in_")),
    Saveable("StandardScaler", "sklearn.preprocessing", state=("mean_", "scale_", "var_", "n_features_in_")),
    Saveable("MaxAbsScaler", "sklearn.preprocessing", state=("max_abs_", "scale_", "n_features_in_")),
    Saveable("Normalizer", "sklearn.preprocessing"),
    Saveable("NaiveBayesSVM", "framing.learn.nbsvm", state=_LINEAR),
    Saveable("LoadedLanguageVectorizer", _FEATURES, state=("n_columns_",)),
    Saveable("AttributionVectorizer", _FEATURES, state=("n_columns_",)),
    Saveable("FrameVectorizer", _FEATURES, state=("n_columns_",)),
    Saveable("StanceVectorizer", _FEATURES, state=("n_columns_",)),
    Saveable("SurfaceVectorizer", _FEATURES, state=("n_columns_",)),
    Saveable("FramingFeatures", _FEATURES, state=("n_columns_",)),
    Saveable("VoiceTextSelector", _FEATURES),
    Saveable("MeasureVectorizer", _MANNER, state=("n_columns_", "columns_")),
    Saveable("MannerVectorizer", _MANNER, state=("n_columns_", "columns_")),
    Saveable("ClippedScaler", _MANNER, state=("mean_", "scale_", "var_", "n_features_in_")),
    Saveable("Field", "framing.learn.fields"),
    Saveable("Stems", "framing.learn.fields"),
    Saveable("MarkedWords", "framing.learn.marked", state=("model_",)),
    Saveable("StackedText", "framing.learn.stacking", state=("classes_", "vectors_", "linear_", "words_", "last_")),
    Saveable("HistGradientBoostingClassifier", "sklearn.ensemble", dump=_dump_boosting),
    Saveable("BoostedTrees", "framing.learn.trees", dump=_dump_trees, load=_load_trees),
)
SAVEABLE: dict[str, Saveable] = {rule.name: rule for rule in _RULES}
