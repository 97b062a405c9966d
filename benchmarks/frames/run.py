"""Frames: the labelled articles, and the same documents in four languages (NTREX)."""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, data_hash, load_module, main
from ntrex import documents, files

import framing

GOLD = SHARED / "gold"


def gold() -> dict[str, float]:
    """Micro-F1 over the frames of the labelled articles, and the share whose primary frame is right."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    total = scorer.Tally()
    for file in sorted(GOLD.glob("*.json")):
        labels = json.loads(file.read_text(encoding="utf-8"))
        raw = (GOLD / "raw" / labels["file"]).read_text(encoding="utf-8")
        scorer.score(labels, framing.to_dict(framing.analyze(raw)), total)
    report = scorer.report(total)
    return {"gold_frames_f1": report["frames_f1"], "gold_primary_acc": report["frames_primary_acc"]}


def translations() -> dict[str, float]:
    """Share of pairs of translations with the same primary frame, and the mean F1 between their frames."""
    same, overlap = [], []
    for texts in documents():
        found = [framing.analyze(text) for text in texts.values()]
        for one, other in combinations(found, 2):
            same.append(one.primary_frame == other.primary_frame)
            a, b = {f.frame for f in one.frames}, {f.frame for f in other.frames}
            overlap.append(2 * len(a & b) / max(1, len(a) + len(b)))
    return {"ntrex_primary_agree": sum(same) / len(same), "ntrex_frames_f1": sum(overlap) / len(overlap)}


def measure() -> tuple[dict[str, float], str, int]:
    """Both; the number of articles is that of the labelled ones."""
    used = [*GOLD.glob("*.json"), *files()]
    return {**gold(), **translations()}, data_hash(used), len(list(GOLD.glob("*.json")))


if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "ntrex", measure)
