"""PolNeAR dev (Newell et al. 2018): attribution in US political news, scored by relation and by token."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, data_hash, main

import framing

POLNEAR = DATA / "polnear" / "data"
SCORES = ("token_f1", "rel30_f1", "source_acc", "relsrc30_f1", "rel30_r_no_source")


def measure() -> tuple[dict[str, float], str, int]:
    """Analyse the dev articles, score them with the shared scorer (a script)."""
    files = sorted((POLNEAR / "dev" / "text").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            analysis = framing.analyze(file.read_text(encoding="utf-8"))
            Path(folder, f"{file.stem}.json").write_text(json.dumps(framing.to_dict(analysis)), encoding="utf-8")
        command = [sys.executable, str(SHARED / "tools" / "score_polnear.py"), str(POLNEAR), folder, "--split", "dev"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = {name: float(value) for name, value in re.findall(r"^(\w+)\s+([\d.]+)$", printed, re.MULTILINE)}
    return {name: scores[name] for name in SCORES}, data_hash(files), len(files)


if __name__ == "__main__":
    main(Path(__file__).parent, POLNEAR, measure)
