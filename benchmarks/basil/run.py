"""Lexical and informational bias (BASIL), whole events held out."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "basil-lexical",
        "basil-informational",
        quick=("words",),
        classifiers=("majority", "outlet-only", "words", "framing"),
    )
