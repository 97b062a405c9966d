"""A task and a folder of data to a model with its card: what it was made of, how good it is, what it is not for."""

from __future__ import annotations

import platform
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import sklearn

from framing.data import lexicons_sha256, package_version
from framing.errors import UsageError
from framing.learn.classifiers import NamedClassifier, classifier, fit
from framing.learn.datasets import Dataset, load_dataset
from framing.learn.evaluate import Predictions, evaluate, problem_of, threshold_of
from framing.learn.persist import Model
from framing.learn.scores import Score, scores
from framing.learn.splits import Split
from framing.learn.tasks import Task

BASELINES = ("majority", "outlet-only", "words")
_SPLITS = 2  # the leading ones: each costs as many trainings as it has folds
_SHOWN = ("macro_f1", "mcc", "mcc_within_outlet", "accuracy", "brier", "calibration_error")


def train(task: Task, data: Path | str, name: str = "stacked", *, seed: int = 0, jobs: int = 1) -> Model:
    """Fit a named classifier on all of a task's training examples, and test it on held-out parts of them for its card.

    The publisher's test part is left alone. The card's scores are of the same classifier trained on the folds of each
    split, beside the baselines; the model itself is trained on all folds together.
    Errors: InputError where the data is missing, UsageError for a classifier that reads no text.
    """
    named = classifier(name)
    if named.reads != "text":
        raise UsageError(f"{name} reads the outlet's name, not the text: it is a baseline, not a model to keep")
    loaded = load_dataset(task.dataset, data).of_part("train", "val")
    problem = problem_of(loaded, task.label, named, task.look, task.positive, task.mark)
    names = np.array(problem.classes)
    every = np.arange(len(problem.labels))
    threshold = None
    choose = named.choose or task.choose
    if len(names) == 2 and choose != "likeliest":
        threshold = threshold_of(problem, named, every, seed, choose)
    estimator = fit(
        named, problem.inputs, names[problem.labels], seed=seed, groups=problem.clusters, marks=problem.marks
    )
    languages = tuple(sorted({example.language for example in loaded.examples}))
    card = card_of(task, loaded, named, seed=seed, jobs=jobs)
    return Model(
        f"{task.name}-{name}", task.label, task.info.unit, languages, problem.classes, estimator, threshold, card
    )


def card_of(task: Task, data: Dataset, named: NamedClassifier, *, seed: int = 0, jobs: int = 1) -> dict[str, Any]:
    """What one must know before using the model: JSON values, written as Markdown by ``card_text``."""
    info = task.info
    splits = [split for split in task.possible(data) if split != "published"][:_SPLITS]
    return {
        "task": task.name, "label": task.label, "unit": info.unit, "classifier": named.name, "about": named.about,
        "data": info.title, "citation": info.citation, "licence": info.licence, "page": info.page,
        "examples": len(data), "classes": dict(sorted(Counter(data.labels(task.label)).items())),
        "notes": list(data.notes), "traps": list(info.traps), "chosen_by": named.choose or task.choose, "seed": seed,
        "scores": [row for split in splits for row in _rows(task, data, named, split, jobs)],
        "versions": versions(),
    }  # fmt: skip


def _rows(task: Task, data: Dataset, named: NamedClassifier, split: Split, jobs: int) -> list[dict[str, Any]]:
    rows = []
    for name in dict.fromkeys((*BASELINES, named.name)):
        if classifier(name).reads == "outlet" and "" in data.groups("outlet"):
            continue
        found = {score.measure: score for score in scores(run_task(task, data, name, split, jobs=jobs))}
        shown = [found[measure] for measure in dict.fromkeys((*task.measures, *_SHOWN)) if measure in found]
        rows += [_row(score) for score in shown]
    return rows


def run_task(
    task: Task, data: Dataset, name: str, split: Split, *, seeds: int = 1, jobs: int = 1, share: float = 1.0
) -> Predictions:
    """One classifier, by name, on one split of a task."""
    return evaluate(
        data, task.label, classifier(name), split, seeds=seeds, choose=task.choose, view=task.look,
        positive=task.positive, mark=task.mark, jobs=jobs, share=share,
    )  # fmt: skip


def _row(score: Score) -> dict[str, Any]:
    numbers = {key: round(getattr(score, key), 4) for key in ("value", "low", "high")}
    return {"split": score.split, "classifier": score.classifier, "measure": score.measure, **numbers, "n": score.n}


def versions() -> dict[str, str]:
    """What the numbers were made with."""
    return {
        "framing": package_version(), "lexicon": lexicons_sha256(), "python": platform.python_version(),
        "scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__,
    }  # fmt: skip


def card_text(model: Model) -> str:
    """The model card as Markdown, after Mitchell et al. (2019)."""
    card = dict(model.card or {})
    shares = ", ".join(f"{name} {count:,}" for name, count in card["classes"].items())
    lines = [
        f"# Model card: {model.name}", "",
        f"Gives each {model.unit} a **{model.label}**: {', '.join(model.classes)}. {card['about']}", "",
        "## Trained on", "",
        f"{card['data']}. {card['examples']:,} examples ({shares}), language {', '.join(model.languages)}.", "",
        f"- Cite: {card['citation']}", f"- Licence stated by the publisher: {card['licence']}. Read it before you pass "
        "the model on: it is made from these texts.", f"- From: {card['page']}",
        *(f"- {note}" for note in card["notes"]), "",
        "## How good it is", "",
        "The classifier was trained again on each fold and tested on what it had not seen. 95 % intervals resample whole",
        "articles. `outlet`, `event`, `article`: nothing of the tested group was trained on. `outlet-only` knows the",
        "outlet's name and no text: a model that is no better than it tells outlets apart.", "",
        "| split | classifier | measure | value | 95 % interval | n |", "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {r['split']} | {r['classifier']} | {r['measure']} | {r['value']:.3f} | {r['low']:.3f} to {r['high']:.3f} | {r['n']:,} |"
            for r in card["scores"]
        ), "",
        "## What to know", "",
        *(f"- {trap}" for trap in card["traps"]),
        f"- It says which {model.unit}s look like those its annotators called so, in that language, time and topics.",
        "- It is no measure of truth, of intent, or of an outlet. A difference between outlets needs labels by hand: see",
        "  `corrected_contrast`.", "",
        "## Made with", "",
        *(f"- {name} {version}" for name, version in card["versions"].items()),
        f"- seed {card['seed']}; class chosen by {card['chosen_by']}", "",
    ]  # fmt: skip
    return "\n".join(lines)
