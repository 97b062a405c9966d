"""Ten lines to a fair table: some classifiers on one split of a data set, the baselines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.learn.classifiers import NamedClassifier, classifier
from framing.learn.datasets import Dataset
from framing.learn.evaluate import Predictions, evaluate
from framing.learn.scores import Score, score_of, scores
from framing.learn.splits import Split

_BASELINES = ("majority", "outlet-only")
_NAME_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Table:
    """Classifiers on the same split of the same examples: what each said, and its scores with 95 % intervals."""

    split: str
    measures: tuple[str, ...]
    runs: tuple[Predictions, ...]
    rows: tuple[tuple[Score, ...], ...]

    def __str__(self) -> str:
        head = f"{self.split:{_NAME_WIDTH}} " + " ".join(f"{measure:>22}" for measure in self.measures)
        lines = [head]
        for run, row in zip(self.runs, self.rows, strict=True):
            found = (score_of(row, measure) for measure in self.measures)
            cells = (f"{s.value:6.3f} [{s.low:6.3f}, {s.high:6.3f}]" for s in found)
            lines.append(f"{run.classifier:{_NAME_WIDTH}} " + " ".join(f"{cell:>22}" for cell in cells))
        return "\n".join(lines)


def compare_classifiers(
    data: Dataset,
    label: str,
    named: Sequence[NamedClassifier | str],
    split: Split = "random",
    *,
    seeds: int = 5,
    positive: str = "",
    mark: str = "",
) -> Table:
    """Each classifier (by name, or your own ``NamedClassifier``) on the same folds, the honesty baselines before them.

    ``outlet-only`` stands in the table wherever the outlets are known, and so does the MCC within outlets: a classifier
    that is no better than the one, or at 0 in the other, tells outlets apart. ``positive`` and ``mark`` as in
    ``evaluate``. Errors: UsageError where the data does not tell what the split needs.
    """
    known = "" not in data.groups("outlet")
    before = [name for name in _BASELINES if known or name != "outlet-only"]
    every = [classifier(one) if isinstance(one, str) else one for one in dict.fromkeys((*before, *named))]
    runs = tuple(evaluate(data, label, one, split, seeds=seeds, positive=positive, mark=mark) for one in every)
    rows = tuple(scores(run) for run in runs)
    within = ("mcc_within_outlet",) if all(any(s.measure == "mcc_within_outlet" for s in row) for row in rows) else ()
    return Table(split, ("macro_f1", "mcc", *within), runs, rows)
