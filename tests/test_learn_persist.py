"""Model files: what was saved comes back, and a file from a stranger can do nothing but be refused."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.decomposition import TruncatedSVD
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import MaxAbsScaler, StandardScaler
from sklearn.svm import LinearSVC

from framing.errors import InputError, UsageError
from framing.learn.bundle import FORMAT, read_bundle, write_bundle
from framing.learn.classifiers import CLASSIFIERS, classifier, fit
from framing.learn.persist import Model, decode, load_model, save_model
from framing.learn.saveable import WORD
from tests.learned import invented

TEXTS = [
    f"the {word} council {verb} the plan" for word in ("local", "rogue", "old") for verb in ("passed", "rammed")
] * 6
LABELS = ["biased" if "rammed" in text or "rogue" in text else "plain" for text in TEXTS]

PIPELINES = {
    "words": make_pipeline(TfidfVectorizer(token_pattern=WORD, sublinear_tf=True), LogisticRegression()),
    "characters": make_pipeline(
        make_union(TfidfVectorizer(), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), dtype=np.float32)),
        CalibratedClassifierCV(LinearSVC(), cv=2),
    ),
    "counts": make_pipeline(CountVectorizer(binary=True), MultinomialNB()),
    "reduced": make_pipeline(TfidfVectorizer(), TruncatedSVD(2, random_state=0), StandardScaler(), LogisticRegression()),
    "scaled": make_pipeline(CountVectorizer(), MaxAbsScaler(), LogisticRegression()),
    "trees": make_pipeline(
        TfidfVectorizer(), TruncatedSVD(3, random_state=0), HistGradientBoostingClassifier(min_samples_leaf=3, max_iter=9)
    ),
    "majority": make_pipeline(CountVectorizer(), DummyClassifier()),
}  # fmt: skip


def model(estimator: Any, **more: Any) -> Model:
    classes = ("biased", "plain")
    return Model("test", "bias", "sentence", ("en",), classes, estimator, card={"citation": "nobody"}, **more)


@pytest.mark.parametrize("name", PIPELINES)
def test_a_model_comes_back_the_same(name: str, tmp_path: Path) -> None:
    saved = model(PIPELINES[name].fit(TEXTS, LABELS), threshold=0.4)
    save_model(tmp_path / "m.npz", saved)
    loaded = load_model(tmp_path / "m.npz")
    assert (loaded.name, loaded.classes, loaded.threshold, loaded.card) == ("test", saved.classes, 0.4, saved.card)
    texts = ["a rogue council", "", "nothing known here", *TEXTS[:3]]
    np.testing.assert_allclose(loaded.probabilities(texts), saved.probabilities(texts), atol=1e-9)
    assert loaded.predict(texts) == saved.predict(texts)
    assert loaded.probabilities([]).shape == (0, 2)


@pytest.mark.parametrize("name", [name for name in CLASSIFIERS if name != "outlet-only"])
def test_every_named_classifier_of_texts_comes_back_the_same(name: str, tmp_path: Path) -> None:
    data = invented(15)
    marks = [[span for _, span in example.spans] for example in data.examples]
    fitted = fit(classifier(name), data.texts(), data.labels("bias"), groups=data.groups("article"), marks=marks)
    save_model(tmp_path / "m.npz", model(fitted))
    texts = [*data.texts()[:9], "", "Officials called the reckless tunnel a disgraceful waste."]
    np.testing.assert_allclose(
        load_model(tmp_path / "m.npz").probabilities(texts), fitted.predict_proba(texts), atol=1e-9
    )


def test_trees_of_three_classes_come_back(tmp_path: Path) -> None:
    labels = [text.split()[1] for text in TEXTS]
    estimator = make_pipeline(
        TfidfVectorizer(),
        TruncatedSVD(3, random_state=0),
        HistGradientBoostingClassifier(min_samples_leaf=3, max_iter=4),
    ).fit(TEXTS, labels)
    save_model(tmp_path / "m.npz", Model("t", "l", "sentence", ("en",), ("local", "old", "rogue"), estimator))
    loaded = load_model(tmp_path / "m.npz")
    np.testing.assert_allclose(loaded.estimator.predict_proba(TEXTS), estimator.predict_proba(TEXTS), atol=1e-9)
    save_model(tmp_path / "again.npz", loaded)
    np.testing.assert_allclose(
        load_model(tmp_path / "again.npz").probabilities(TEXTS), loaded.probabilities(TEXTS), atol=1e-12
    )


def test_probabilities_are_in_the_order_of_the_models_classes(tmp_path: Path) -> None:
    estimator = PIPELINES["words"].fit(TEXTS, LABELS)
    model = Model("t", "bias", "sentence", ("en",), ("plain", "biased"), estimator, threshold=0.9)
    save_model(tmp_path / "m.npz", model)
    for one in (model, load_model(tmp_path / "m.npz")):
        np.testing.assert_allclose(one.probabilities(TEXTS), estimator.predict_proba(TEXTS)[:, ::-1])
        assert one.choose(np.array([[0.05, 0.95], [0.2, 0.8]])) == ["biased", "plain"]


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    fitted = model(PIPELINES["words"].fit(TEXTS, LABELS))
    for name in ("a", "b"):
        save_model(tmp_path / name, fitted)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "estimator",
    [
        make_pipeline(TfidfVectorizer(tokenizer=str.split, token_pattern=None), LogisticRegression()),
        make_pipeline(TfidfVectorizer(token_pattern="(a+)+$|[a-z]+"), LogisticRegression()),
        make_pipeline(TfidfVectorizer(preprocessor=str.lower), LogisticRegression()),
    ],
)
def test_what_cannot_be_saved_is_refused(estimator: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be saved"):
        save_model(tmp_path / "m.npz", model(estimator.fit(TEXTS, LABELS)))


class Trap:
    """What a hostile pickle would do when it is loaded."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exec, ("raise SystemExit('code of the file has run')",)


def hostile(path: Path, description: Any, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("model.json", description if isinstance(description, bytes) else json.dumps(description))
        for name, content in members.items():
            file.writestr(f"{name}.npy", content)
    return path


def npy(array: Any, *, pickled: bool = False) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=pickled)
    return buffer.getvalue()


HEAD = {"format": FORMAT, "kind": "model", "name": "", "label": "", "unit": "", "languages": [], "classes": [],
        "threshold": None, "card": {}}  # fmt: skip
TREES = {"classes": {"array": "c"}, "baseline": {"array": "z"}, "starts": {"array": "s"}, "columns": {"array": "s"},
         "feature": {"array": "s"}, "threshold": {"array": "z"}, "left": {"array": "s"}, "right": {"array": "s"},
         "value": {"array": "z"}}  # fmt: skip
REFUSED: dict[str, Any] = {
    "another class": {"estimator": "Popen", "params": {"args": "true"}, "state": {}},
    "a class of another module": {"estimator": "subprocess.Popen", "params": {}, "state": {}},
    "a private attribute": {"estimator": "LogisticRegression", "params": {}, "state": {"predict_proba": 1}},
    "a class attribute": {"estimator": "LogisticRegression", "params": {}, "state": {"__class__": "x"}},
    "an unknown parameter": {"estimator": "LogisticRegression", "params": {"evil": 1}, "state": {}},
    "a cache folder": {"estimator": "Pipeline", "params": {"steps": [], "memory": "/tmp/x"}, "state": {}},
    "more processes": {"estimator": "FeatureUnion", "params": {"transformer_list": [], "n_jobs": 64}, "state": {}},
    "an unknown node": {"import": "os"},
    "an array that is not there": {"array": "nowhere"},
    "an unknown type": {"dtype": "object"},
    "a fields form of another class": {"estimator": "LogisticRegression", "fields": {}},
    "an index outside the matrix": {"sparse": {"data": "z", "indices": "big", "indptr": "p"}, "shape": [1, 2]},
    "a tree that goes in circles": {"estimator": "BoostedTrees", "fields": TREES},
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_strangers_description_is_refused(name: str, tmp_path: Path) -> None:
    arrays = {"s": np.zeros(1, int), "z": np.zeros(1), "big": np.array([10**6]), "p": np.array([0, 1])}
    members = {key: npy(array) for key, array in arrays.items()} | {"c": npy(np.array(["a", "b"]))}
    path = hostile(tmp_path / "m.npz", {**HEAD, "estimator": REFUSED[name]}, **members)
    with pytest.raises(InputError, match=r"m\.npz"):
        load_model(path)


def test_parts_that_do_not_fit_together_are_found_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    save_model(path, model(PIPELINES["words"].fit(TEXTS, LABELS)))
    whole = read_bundle(path)
    shorter = {name: array[:, :-1] if array.ndim == 2 else array for name, array in whole.arrays.items()}
    for description, arrays in (
        (whole.description, shorter),
        ({**whole.description, "classes": ["biased", "other"]}, whole.arrays),
    ):
        write_bundle(path, description, arrays)
        with pytest.raises(InputError, match="no model of this version"):
            load_model(path)


VECTORIZER = TfidfVectorizer().get_params(deep=False) | {
    "dtype": {"dtype": "float64"},
    "ngram_range": {"tuple": [1, 1]},
}


@pytest.mark.parametrize(
    "change",
    [
        {"input": "filename"},
        {"token_pattern": "(a+)+$"},
        {"tokenizer": "os.system"},
        {"vocabulary": {"array": "nowhere"}},
    ],
)
def test_a_strangers_vectorizer_opens_no_file_and_runs_no_pattern(change: dict[str, Any], tmp_path: Path) -> None:
    def write(params: dict[str, Any]) -> Path:
        fields = {"params": {"dict": params}, "columns": ["a", "b"], "idf": {"array": "i"}}
        return hostile(tmp_path / "m.npz", {**HEAD, "estimator": {"estimator": "TfidfVectorizer", "fields": fields}},
                       i=npy(np.ones(2)))  # fmt: skip

    def read(path: Path) -> Any:
        bundle = read_bundle(path)
        return decode(bundle, bundle.description["estimator"], path.name)

    assert read(write(VECTORIZER)).transform(["a b"]).shape == (1, 2)
    with pytest.raises((InputError, ValueError, KeyError)):
        read(write({**VECTORIZER, **change}))
    with pytest.raises(InputError):
        load_model(write({**VECTORIZER, **change}))


def test_a_pickle_is_not_unpickled(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_bytes(pickle.dumps(Trap()))
    with pytest.raises(InputError, match="no model file"):
        load_model(tmp_path / "m.npz")
    objects = npy(np.array([Trap()], dtype=object), pickled=True)
    path = hostile(tmp_path / "n.npz", {**HEAD, "estimator": {"array": "a"}}, a=objects)
    with pytest.raises(InputError, match="array of object"):
        load_model(path)


def test_a_newer_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = hostile(tmp_path / "m.npz", {**HEAD, "format": FORMAT + 1, "estimator": None})
    with pytest.raises(InputError, match="install a newer framing"):
        load_model(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    write_bundle(path, {"kind": "model"}, {"zeros": np.zeros(200_000)})
    assert path.stat().st_size < 5_000
    with pytest.raises(InputError, match="more than"):
        read_bundle(path, max_bytes=1_000_000)
    header = npy(np.zeros(1)).replace(b"(1,), }", b"(10**9,), }"[:7].ljust(7))
    huge = npy(np.zeros(4)).replace(b"'shape': (4,), }          ", b"'shape': (99999999999,), }")
    assert huge != npy(np.zeros(4))
    for content in (header, huge):
        with pytest.raises(InputError):
            read_bundle(hostile(tmp_path / "n.npz", {"format": FORMAT}, a=content))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b'{"format": 1}', b"\x93NUMPY"], ids=["empty", "cut", "json", "array"]
)
def test_what_is_no_model_file_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_bytes(content)
    with pytest.raises(InputError, match=r"m\.npz: is no model file"):
        load_model(tmp_path / "m.npz")
    with pytest.raises(InputError, match="cannot be read"):
        load_model(tmp_path / "absent.npz")


@pytest.mark.parametrize("description", [b"[]", b"null", b"{}", b'{"format": "1"}', b"\xff", b"[" * 100_000])
def test_a_description_that_is_none(description: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"m\.npz"):
        load_model(hostile(tmp_path / "m.npz", description))


def test_a_damaged_file_is_named_or_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    save_model(path, model(PIPELINES["words"].fit(TEXTS, LABELS)))
    whole, expected = path.read_bytes(), load_model(path).probabilities(TEXTS)
    refused = 0
    for at in range(0, len(whole), 41):
        path.write_bytes(whole[:at] + bytes(b ^ 0xFF for b in whole[at : at + 8]) + whole[at + 8 :])
        try:  # a byte that zip does not check (a date) changes nothing
            np.testing.assert_array_equal(load_model(path).probabilities(TEXTS), expected)
        except InputError as error:
            assert "m.npz" in str(error)
            refused += 1
    assert refused > 10
