"""Frames of headlines on gun violence (GVFC)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "gvfc",
        quick=("words",),
        classifiers=("majority", "words", "words-characters", "naive-bayes-svm", "framing", "stacked"),
    )
