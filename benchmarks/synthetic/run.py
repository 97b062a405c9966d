"""Invented sentences of four outlets: the whole way of a benchmark, where no public data is at hand."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import ROOT, main
from learned import Bench

from framing.learn.datasets import Dataset
from framing.learn.tasks import Task
from tests.learned import invented

TASK = Task(
    "synthetic", "invented", "bias", ("outlet", "random"), ("macro_f1", "mcc", "mcc_within_outlet"), "biased", "biased"
)


class Invented(Bench):
    """A benchmark whose data set is made, not read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, (), ("outlet-only", "words", "stacked"), curve=False)
        self.tasks = [TASK]

    def data(self) -> Dataset:
        """The invented sentences."""
        return invented(80)


if __name__ == "__main__":
    bench = Invented(Path(__file__).parent)
    main(bench.folder, ROOT, bench.measure, quick=bench.quick, slack=0.015)
