"""Sentiment toward a named target (NewsMTSC), whole articles held out: the engine and what was learned, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "newsmtsc",
        quick=("words", "engine-stance"),
        classifiers=("majority", "words", "naive-bayes-svm", "engine-stance", "learned-stance"),
    )
