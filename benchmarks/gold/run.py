"""The articles labelled with the codebook: zones, attribution, loaded language, stance, frames."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import SHARED, data_hash, load_module, main

import framing

GOLD = SHARED / "gold"


def measure() -> tuple[dict[str, float], str, int]:
    """Analyse every raw text, score the JSON with the shared scorer."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    total = scorer.Tally()
    files = sorted(GOLD.glob("*.json"))
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            gold = json.loads(file.read_text(encoding="utf-8"))
            raw = (GOLD / "raw" / gold["file"]).read_text(encoding="utf-8")
            gold["_line_chars"] = {n: len(line.strip()) for n, line in enumerate(raw.splitlines(), 1)}
            out = Path(folder, file.name)
            out.write_text(json.dumps(framing.to_dict(framing.analyze(raw))), encoding="utf-8")
            scorer.score(gold, json.loads(out.read_text(encoding="utf-8")), total)
    return dict(scorer.report(total)), data_hash(files), len(files)


if __name__ == "__main__":
    main(Path(__file__).parent, GOLD, measure)
