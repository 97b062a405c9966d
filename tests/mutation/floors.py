"""The scores whose floors CI holds, on labelled texts that are not part of the project: a change that lowers one is noticed."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SLACK = 0.0005
"""As in benchmarks/common.py."""


def scores() -> Mapping[str, float]:
    """Agreement with labels: four languages with the codebook, PolNeAR and NewsMTSC; none where the data are not here."""
    gold, polnear, stance = (_benchmark(name) for name in ("gold", "attribution", "stance"))
    found: dict[str, float] = {}
    if gold.GOLD.exists():
        found |= gold.measure()[0]
    if polnear.POLNEAR.exists():
        found |= polnear._scores(list(polnear.read_split("dev")), polnear._rules)
    if stance.MTSC.exists():
        found |= stance.sentences()
    return found


def fallen(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """The scores that are lower than before, by more than rounding.

    >>> fallen({"f1": 0.8, "recall": 0.7}, {"f1": 0.79, "recall": 0.7001})
    ['f1']
    """
    return [name for name, score in before.items() if now[name] < score - SLACK]


def _benchmark(name: str) -> ModuleType:
    """The script of a benchmark, as a module."""
    path = ROOT / "benchmarks" / name / "run.py"
    known = f"benchmark_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, path)
        assert spec is not None and spec.loader is not None
        module = sys.modules[known] = importlib.util.module_from_spec(spec)
        sys.path.insert(0, str(path.parent))
        spec.loader.exec_module(module)
    return sys.modules[known]
