"""Biased sentences (BABE): with outlets held out, and at random as most papers have it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from learned import run

if __name__ == "__main__":
    run(Path(__file__).parent, "babe", quick=("outlet-only", "words", "framing"), curve=True)
