"""Roles of entities (hero, villain, victim) in articles on climate change: the engine and what was learned, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(
        Path(__file__).parent,
        "narrative-roles",
        quick=("outlet-only", "words", "engine-role"),
        classifiers=("majority", "outlet-only", "words", "name-only", "engine-role", "learned-role"),
    )
