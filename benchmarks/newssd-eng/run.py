"""Subjective sentences (NewsSD-ENG): the engine and what was learned, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "newssd-eng",
        quick=("words",),
        classifiers=(
            "majority", "words", "words-characters", "naive-bayes-svm", "framing", "stacked", "engine-subjectivity",
            "learned-subjectivity",
        ),
    )  # fmt: skip
