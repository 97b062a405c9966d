"""Narrative frames of articles on climate change: what the engine measures (framing) and what was learned, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "narrative-resolution",
        "narrative-human-interest",
        "narrative-conflict",
        "narrative-moral",
        "narrative-economic",
        quick=("outlet-only", "words"),
        classifiers=("majority", "outlet-only", "words", "framing", "learned-frame"),
    )
