"""The models that come with framing: trained on sets whose licences allow it; used only where asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

from framing.data import data_root
from framing.learn.apply import check_unit, with_predictions
from framing.learn.persist import Model, load_model
from framing.types import Analysis

SHIPPED: dict[str, tuple[str, str]] = {
    "stance": ("newsmtsc", "learned-stance"),
    "role": ("narrative-roles", "learned-role"),
    "resolution": ("narrative-resolution", "learned-frame"),
    "human-interest": ("narrative-human-interest", "learned-frame"),
    "conflict": ("narrative-conflict", "learned-frame"),
    "moral": ("narrative-moral", "learned-frame"),
    "economic": ("narrative-economic", "learned-frame"),
    "subjectivity": ("newssd-eng", "learned-subjectivity"),
}
"""File name in ``models/`` → the task and the classifier it was trained by."""


LEARNED = "learned"
"""The name of the shipped models, in place of a file; a file of that name is ``./learned``."""


def model_files(name: Path | str) -> tuple[Path, ...]:
    """The files behind what a user names: the shipped models for ``learned``, else the file itself."""
    if str(name) != LEARNED:
        return (Path(name),)
    return tuple(data_root("models") / f"{shipped}.model" for shipped in SHIPPED)


def models_named(names: Iterable[Path | str]) -> tuple[Model, ...]:
    """The models of files and of the name ``learned``, in order, each fit for an article.

    Errors: InputError for a file that is no model, UsageError for a model of what no article gives.
    """
    models: list[Model] = []
    for name in names:
        models += shipped_models() if str(name) == LEARNED else [load_model(name)]
    for model in models:
        check_unit(model)
    return tuple(models)


@cache
def shipped_models() -> tuple[Model, ...]:
    """All shipped models, read once. Their cards stand beside them in ``models/``.

    >>> [model.unit for model in shipped_models()][:3]
    ['target', 'entity', 'article']
    """
    return tuple(load_model(path) for path in model_files(LEARNED))


def add_learned(analysis: Analysis) -> Analysis:
    """The same analysis with what the shipped models say, beside the engine's scores, which stay as they are.

    English only. Stance for each salient target in each sentence that names it; a role for each salient target that the
    model holds for likely to have it; the five narrative frames of the article; subjectivity of each sentence.
    """
    return with_predictions(analysis, *shipped_models())


def smaller(model: Model) -> Model:
    """The same model with weights of four bytes in place of eight, in place: a shipped file is small.

    Its probabilities change by less than a ten-thousandth.
    """
    weights = model.estimator[-1]
    weights.coef_ = weights.coef_.astype(np.float32)
    return model
