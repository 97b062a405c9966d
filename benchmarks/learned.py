"""Every benchmark of a classifier: the same classifiers, splits, intervals and baselines, whatever the data set."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # two workers with one thread each, on two cores

from common import DATA, main, peak_memory, processor_time

from framing.learn.datasets import Dataset, load_dataset
from framing.learn.evaluate import Predictions
from framing.learn.paired import resampled_t
from framing.learn.scores import Score, scores
from framing.learn.splits import Split
from framing.learn.tasks import Task, task
from framing.learn.train import run_task, versions

CLASSIFIERS = ("majority", "outlet-only", "words", "words-characters", "naive-bayes-svm", "framing", "stacked")
QUICK = ("outlet-only", "words", "words-characters")
JOBS = int(os.environ.get("FRAMING_JOBS", min(2, os.cpu_count() or 1)))
SLACK = 0.015
"""Another processor or library version moves a learned score by about this much."""
_BASELINES = {"stacked": "words-characters", "learned-role": "name-only"}
"""What the last classifier of a table is tested against; the plain words where none is named."""
_DRAWN = ("random", "article")
"""Splits whose folds are drawn anew for each seed: one seed may lie well off the mean that is pinned."""


class Bench:
    """One benchmark: some tasks of one data set, what was predicted, and how it is told."""

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        quick: Sequence[str],
        curve: bool,
        classifiers: Sequence[str] = CLASSIFIERS,
    ) -> None:
        self.folder, self.tasks = folder, [task(name) for name in names]
        self.quick_names, self.curve, self.names = quick, curve, classifiers
        self.runs: dict[tuple[str, Split, str], Predictions] = {}
        self.rows: dict[tuple[str, Split, str], dict[str, Score]] = {}

    def data(self) -> Dataset:
        """The data set of the tasks."""
        return load_dataset(self.tasks[0].dataset, DATA)

    def measure(self) -> tuple[dict[str, float], str, int]:
        """All classifiers on all splits, once a seed where the folds or the classifier are drawn at random."""
        return self._measure(self.names)

    def quick(self) -> tuple[dict[str, float], str, int]:
        """A few classifiers with one seed on one split, whose folds are the same each time if there is one, of two tasks: for CI."""
        return self._measure(self.quick_names, quick=True)

    def _measure(self, names: Sequence[str], *, quick: bool = False) -> tuple[dict[str, float], str, int]:
        whole, floors = self.data(), {}
        known = whole.of_part("train", "val")  # the publisher's test part is for his own split alone
        for one in self.tasks[:2] if quick else self.tasks:
            splits = one.possible(whole)
            for split in sorted(splits, key=lambda name: name in _DRAWN)[:1] if quick else splits:
                data = whole if split == "published" else known
                # Folds drawn at random are drawn anew for each seed; elsewhere only a seeded classifier differs.
                seeds = 1 if quick else one.seeds
                for name in names:
                    if name == "outlet-only" and "" in data.groups("outlet"):
                        continue
                    floors |= self._one(one, data, name, split, seeds)
        return floors, _hash(known), len(known)

    def _one(self, one: Task, data: Dataset, name: str, split: Split, seeds: int) -> dict[str, float]:
        run = run_task(one, data, name, split, seeds=seeds, jobs=JOBS)
        found = {score.measure: score for score in scores(run)}
        self.runs[one.name, split, name], self.rows[one.name, split, name] = run, found
        if (
            name in ("majority", "outlet-only") or split == "published"
        ):  # the one learns nothing, the other differs by user
            return {}
        kept = [measure for measure in one.measures if measure in found]
        return {f"{one.name}_{split}_{name}_{measure}": found[measure].value for measure in kept}

    def report(self) -> str:
        """Tables with intervals, paired tests, what it cost and what it was made with; figures beside them."""
        lines = ["", "95 % intervals in brackets: whole articles resampled (sentences where articles are unknown).",
                 "± is the standard deviation over seeds.", ""]  # fmt: skip
        for one in self.tasks:
            for split in dict.fromkeys(key[1] for key in self.runs if key[0] == one.name):
                lines += self._table(one, split)
        lines += [f"![calibration of each class]({self._reliability()})", ""]
        if self.curve:
            lines += [f"![scores by size of training part]({self._curve()})", ""]
        made = ", ".join(f"{name} {version}" for name, version in versions().items())
        cost = f"{processor_time():,.0f} s of processor time, peak memory {peak_memory():.1f} GB, {JOBS} at a time"
        return "\n".join([*lines, f"{cost}. {made}.", ""])

    def _table(self, one: Task, split: Split) -> list[str]:
        names = [name for task_name, s, name in self.runs if (task_name, s) == (one.name, split)]
        wanted = dict.fromkeys((*one.measures, "mcc", "brier", "calibration_error"))
        measures = [measure for measure in wanted if measure in self.rows[one.name, split, names[-1]]]
        first = self.runs[one.name, split, names[-1]]
        counts = f"{int(first.tested.sum()):,} tested, {first.train_size:,.0f} trained on a fold"
        lines = [f"## {one.name}: {split}", "", f"{counts}; classes {', '.join(first.classes)}.", ""]
        lines += [f"| classifier | seeds | {' | '.join(measures)} |", "| --- | --- |" + " --- |" * len(measures)]
        for name in names:
            found, seeds = self.rows[one.name, split, name], len(self.runs[one.name, split, name].chosen)
            cells = (_cell(found.get(measure)) for measure in measures)
            lines.append(f"| {name} | {seeds} | {' | '.join(cells)} |")
        lines.append("")
        if (baseline := _BASELINES.get(names[-1], "words")) in names and split not in ("published", "val"):
            test = resampled_t(first, self.runs[one.name, split, baseline])
            lines += [f"{names[-1]} − {baseline}, MCC over folds: {test.difference:+.3f} "
                      f"(corrected resampled t, {test.n} folds, p = {test.p_value:.3g}).", ""]  # fmt: skip
        return lines

    def _reliability(self) -> str:
        from figures import reliability_figure

        curves = {
            f"{one.name}: {name}": self.runs[one.name, one.possible(self.data())[0], name]
            for one in self.tasks
            for name in dict.fromkeys(("words", "words-characters", self.names[-1]))
            if (one.name, one.possible(self.data())[0], name) in self.runs
        }
        return reliability_figure(self.folder / "reliability.svg", curves)

    def _curve(self) -> str:
        from figures import curve_figure

        one, data = self.tasks[0], self.data().of_part("train", "val")
        split, shares = one.possible(data)[0], (0.1, 0.25, 0.5)
        points = {}
        for name in dict.fromkeys(("words", "words-characters", self.names[-1])):
            runs = [run_task(one, data, name, split, jobs=JOBS, share=share) for share in shares]
            found = [{s.measure: s for s in scores(run)}["mcc"] for run in runs]
            sizes = [run.train_size for run in runs] + [self.runs[one.name, split, name].train_size]
            points[name] = (sizes, [*found, self.rows[one.name, split, name]["mcc"]])
        return curve_figure(self.folder / "learning-curve.svg", points, f"MCC, {split} held out")


def run(
    folder: Path,
    *names: str,
    quick: Sequence[str] = QUICK,
    curve: bool = False,
    classifiers: Sequence[str] = CLASSIFIERS,
) -> None:
    """Run the benchmark of some tasks of one data set, by the options of the command line."""
    bench = Bench(folder, names, quick, curve, classifiers)
    info = bench.tasks[0].info
    main(folder, DATA / info.folder, bench.measure, quick=bench.quick, report=bench.report, slack=SLACK, page=info.page)


def _cell(score: Score | None) -> str:
    if score is None:
        return "–"
    spread = f" ±{score.spread:.3f}" if score.spread else ""
    return f"{score.value:.3f} [{score.low:.3f}, {score.high:.3f}]{spread}"


def _hash(data: Dataset) -> str:
    digest = hashlib.sha256()
    for example in data.examples:
        digest.update(f"{example.text}\0{sorted(example.labels.items())}\0".encode())
    return digest.hexdigest()[:16]
