"""Articles of public sets, labelled by two who had not seen the engine: what to expect on a text it does not know."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from agree import agreed
from common import DATA, SHARED, data_hash, load_module, main
from texts import raw_text

import framing

LABELS = Path(__file__).parent / "labels"
ANNOTATORS = "annotators"
# What the labels hold: zones were not labelled.
MEASURES = (
    "attr_content_f1", "attr_relation_f1", "attr_kind_acc", "attr_source_type_acc", "attr_speaker_acc",
    "loaded_p", "loaded_r", "loaded_f1", "loaded_category_acc", "loaded_voice_acc",
    "stance_sign_acc", "frames_f1", "frames_primary_acc",
)  # fmt: skip


def measure() -> tuple[dict[str, float], str, int]:
    """Score each language apart: the articles held out, which no rule was written from, and the open ones; and the annotators."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    files = sorted((LABELS / "first").glob("*.json"))
    totals: dict[str, Any] = defaultdict(scorer.Tally)
    for file in files:
        first, second = (
            json.loads((LABELS / who / file.name).read_text(encoding="utf-8")) for who in ("first", "second")
        )
        raw = raw_text(first["origin"])
        if hashlib.sha256(raw.encode()).hexdigest() != first["sha256"]:
            sys.exit(f"{file.name}: its text in {first['origin']['set']} is not the one that was labelled")
        language, half = first["language"][:2], "held_out" if first["held_out"] else "open"
        found = json.loads(json.dumps(framing.to_dict(framing.analyze(raw))))
        scorer.score(agreed(first, second, scorer), found, totals[f"{language}_{half}"])
        scorer.score(first, second, totals[f"{language}_{ANNOTATORS}"])
    scores = {key: dict(scorer.report(total)) for key, total in sorted(totals.items())}
    named = {f"{key}_{name}": found[name] for key, found in scores.items() for name in MEASURES}
    return named, data_hash(files), len(files)


ABOUT = """
Labels: two annotators for an article, language models, each of whom read the codebook and labelled articles and nothing of this
project's code or lexicons, nor the other's labels. As in the codebook's gold, what both marked stands, what one marked alone is optional
(finding it neither helps nor harms), and a field that they filled differently is not scored. `annotators`: the second one's labels
scored against the first one's, a bound of what a program can reach; both are of one kind, so take it for an upper bound of the
agreement of people. English: excerpts of AllSides triples, articles of BASIL, PolNeAR train and the narrative frames set; Chinese: pages of
mainland outlets and documents of NTREX; Vietnamese: documents of NTREX, news translated from English, not written in Vietnamese.
`held_out`: nobody looked at the errors there while rules were written; please leave it so. The labels are offsets into texts that are
not here.
"""

if __name__ == "__main__":
    main(
        Path(__file__).parent,
        DATA / "basil",
        measure,
        no_floor=("en_annotators", "zh_annotators", "vi_annotators"),
        report=lambda: ABOUT,
    )
