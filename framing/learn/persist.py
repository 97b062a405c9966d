"""Save and load fitted estimators and models without pickle: only listed classes, only listed attributes, only data."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse

from framing.errors import InputError, UsageError
from framing.learn.bundle import MAX_BYTES, Array, Bundle, read_bundle, write_bundle
from framing.learn.saveable import SAVEABLE, Saveable, class_of

_DTYPES = ("float32", "float64", "int32", "int64", "bool")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted classifier with what one must know to use it.

    ``unit`` is what it was trained on (``sentence``, ``headline``, ``article`` …) and ``languages`` the BCP 47 tags of
    that text; it is applied to nothing else. ``classes`` are those of the estimator, in the order of the columns of
    ``probabilities``. For two classes ``threshold`` is the least probability of the second (the positive) class at which it is given; None takes
    the likeliest class. ``card`` says where the model comes from and how good it is. ``sha256`` is of the
    file it was read from, its first 16 digits; empty where it was not read from one.
    """

    name: str
    label: str
    unit: str
    languages: tuple[str, ...]
    classes: tuple[str, ...]
    estimator: Any
    threshold: float | None = None
    card: Mapping[str, Any] | None = None
    sha256: str = field(default="", compare=False)

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Probabilities of the classes, one row a text: shape (texts, classes)."""
        if not len(texts):
            return np.zeros((0, len(self.classes)))
        found = np.asarray(self.estimator.predict_proba(list(texts)), dtype=float)
        order = [str(name) for name in self.estimator.classes_]
        return np.asarray(found[:, [order.index(name) for name in self.classes]])

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The class of each text, by the threshold where there is one."""
        return self.choose(self.probabilities(texts))

    def choose(self, probabilities: Array) -> list[str]:
        """The class of each row of probabilities."""
        if self.threshold is None or len(self.classes) != 2:
            return [self.classes[column] for column in probabilities.argmax(axis=1)]
        return [self.classes[int(row[1] >= self.threshold)] for row in probabilities]


def save_model(path: Path | str, model: Model) -> None:
    """Write a model to one file. Errors: UsageError where its estimator holds what cannot be saved (a function …)."""
    description, arrays = encode(model.estimator)
    fields = ("name", "label", "unit", "threshold")
    write_bundle(
        path,
        {
            "kind": "model",
            **{name: getattr(model, name) for name in fields},
            "languages": list(model.languages),
            "classes": list(model.classes),
            "card": dict(model.card or {}),
            "estimator": description,
        },
        arrays,
    )


def load_model(path: Path | str, *, max_bytes: int = MAX_BYTES) -> Model:
    """Read a model. A file from a stranger runs no code: it names classes of a fixed list and fills in numbers.

    Errors: InputError where the file is missing, damaged, too large, of a newer format or names anything else.
    """
    bundle = read_bundle(path, max_bytes=max_bytes)
    about = bundle.description
    try:
        if about["kind"] != "model":
            raise InputError(str(path), f"holds a {about['kind']}, not a model", "give a file of `framing train`")
        threshold = about["threshold"]
        model = Model(
            name=str(about["name"]),
            label=str(about["label"]),
            unit=str(about["unit"]),
            languages=tuple(str(tag) for tag in about["languages"]),
            classes=tuple(str(name) for name in about["classes"]),
            estimator=decode(bundle, about["estimator"], str(path)),
            threshold=None if threshold is None else float(threshold),
            card=dict(about["card"]),
            sha256=_sha256(Path(path)),
        )
        _try(model)
        return model
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise _damaged(str(path), f"{type(error).__name__}: {error}") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def _try(model: Model) -> None:
    """Let it speak once: parts that do not fit together are found here. Errors: ValueError and the like."""
    if set(model.classes) != {str(name) for name in model.estimator.classes_}:
        raise ValueError("its classes are not those of its estimator")
    model.probabilities(["One plain sentence.", ""])


def encode(value: object) -> tuple[Any, dict[str, Array]]:
    """A fitted estimator as JSON values, and the arrays they name. Errors: UsageError for what cannot be saved."""
    arrays: dict[str, Array] = {}
    return _encode(value, arrays, 0), arrays


def decode(bundle: Bundle, node: Any, where: str) -> Any:
    """What ``encode`` gave, built again. Errors: InputError for a class, attribute or value that is not allowed."""
    return _decode(node, bundle.arrays, where, 0)


def _encode(value: Any, arrays: dict[str, Array], depth: int) -> Any:
    if depth > _DEEPEST:
        raise UsageError("the estimator is nested too deeply to be saved")
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray):
        return {"array": _keep(value, arrays)}
    if scipy.sparse.issparse(value):
        rows = scipy.sparse.csr_array(value)
        parts = {name: _keep(getattr(rows, name), arrays) for name in ("data", "indices", "indptr")}
        return {"sparse": parts, "shape": list(rows.shape)}
    if isinstance(value, type) and value.__name__ in _DTYPES:
        return {"dtype": value.__name__}
    if isinstance(value, list | tuple):
        items = [_encode(item, arrays, depth + 1) for item in value]
        return items if isinstance(value, list) else {"tuple": items}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"dict": {key: _encode(item, arrays, depth + 1) for key, item in value.items()}}
    if (rule := SAVEABLE.get(type(value).__name__)) is not None and type(value) is class_of(rule):
        return _encode_estimator(value, rule, arrays, depth)
    raise UsageError(f"a {type(value).__name__} cannot be saved; saved are {', '.join(sorted(SAVEABLE))}")


def _keep(array: Array, arrays: dict[str, Array]) -> str:
    if array.dtype.hasobject:
        if not all(isinstance(item, str) for item in array.flat):
            raise UsageError("an array of Python objects cannot be saved")
        array = array.astype(str)
    name = f"a{len(arrays)}"
    arrays[name] = array
    return name


def _encode_estimator(value: Any, rule: Saveable, arrays: dict[str, Array], depth: int) -> Any:
    if rule.dump is not None:
        name, fields = rule.dump(value)
        return {"estimator": name, "fields": {k: _encode(v, arrays, depth + 1) for k, v in fields.items()}}
    params = value.get_params(deep=False)
    params.update(rule.reset)
    for name, allowed in rule.only.items():
        if params[name] not in allowed:
            raise UsageError(f"{rule.name} with {name}={params[name]!r} cannot be saved")
    state = {name: getattr(value, name) for name in rule.state if hasattr(value, name)}
    return {
        "estimator": rule.name,
        "params": {k: _encode(v, arrays, depth + 1) for k, v in params.items() if v != "deprecated"},
        "state": {k: _encode(v, arrays, depth + 1) for k, v in state.items()},
    }


def _damaged(where: str, reason: str) -> InputError:
    return InputError(where, f"is no model of this version: {reason}", "make it again with `framing train`")


def _decode(node: Any, arrays: Mapping[str, Array], where: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise _damaged(where, "it is nested too deeply")
    if node is None or isinstance(node, bool | int | float | str):
        return node
    again: Callable[[Any], Any] = lambda item: _decode(item, arrays, where, depth + 1)  # noqa: E731
    if isinstance(node, list):
        return [again(item) for item in node]
    match node:
        case {"float": ("nan" | "inf" | "-inf") as text}:
            return float(text)
        case {"array": str(name)}:
            return arrays[name]
        case {"sparse": {"data": data, "indices": indices, "indptr": indptr}, "shape": [int(rows), int(columns)]}:
            parts = (arrays[data], arrays[indices], arrays[indptr])
            matrix = scipy.sparse.csr_array(parts, shape=(rows, columns))
            matrix.check_format(full_check=True)  # an index outside the matrix would be read by compiled code
            return matrix
        case {"dtype": str(name)} if name in _DTYPES:
            return np.dtype(name).type
        case {"tuple": list(items)}:
            return tuple(again(item) for item in items)
        case {"dict": dict(items)}:
            return {key: again(item) for key, item in items.items()}
        case {"estimator": str(name), "fields": dict(fields)} if name in SAVEABLE and SAVEABLE[name].load:
            load = SAVEABLE[name].load
            assert load is not None
            return load({key: again(item) for key, item in fields.items()})
        case {"estimator": str(name), "params": dict(params), "state": dict(state)} if name in SAVEABLE:
            decoded = {key: again(item) for key, item in params.items()}
            return _build(SAVEABLE[name], decoded, {key: again(item) for key, item in state.items()}, where)
    raise _damaged(where, f"it holds {str(node)[:80]!r}")


def _build(rule: Saveable, params: dict[str, Any], state: dict[str, Any], where: str) -> Any:
    cls = class_of(rule)
    known = set(cls._get_param_names())
    if unknown := [*sorted(set(params) - known), *sorted(set(state) - set(rule.state))]:
        raise _damaged(where, f"{rule.name} has no {unknown[0]!r}")
    for name, allowed in rule.only.items():
        if name in params and params[name] not in allowed:
            raise _damaged(where, f"{rule.name} with {name}={params[name]!r}")
    for name, value in rule.reset.items():
        if params.get(name, value) != value:
            raise _damaged(where, f"{rule.name} with {name}={params[name]!r}")
    estimator = cls(**params)
    for name, value in state.items():
        setattr(estimator, name, value)
    return estimator
