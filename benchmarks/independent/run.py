"""Articles of public sets, labelled by somebody who had not seen the engine: what to expect on a text it does not know."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, data_hash, load_module, main
from texts import raw_text

import framing

LABELS = Path(__file__).parent / "labels"
# What the labels hold: zones were not labelled.
MEASURES = (
    "attr_content_f1", "attr_relation_f1", "attr_kind_acc", "attr_source_type_acc", "attr_speaker_acc",
    "loaded_p", "loaded_r", "loaded_f1", "loaded_category_acc", "loaded_voice_acc",
    "stance_sign_acc", "frames_f1", "frames_primary_acc",
)  # fmt: skip


def measure() -> tuple[dict[str, float], str, int]:
    """Score each language apart: the articles held out, which no rule was written from, and the open ones."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    files = sorted(LABELS.glob("*.json"))
    totals = {}
    for file in files:
        labels = json.loads(file.read_text(encoding="utf-8"))
        raw = raw_text(labels["origin"])
        if hashlib.sha256(raw.encode()).hexdigest() != labels["sha256"]:
            sys.exit(f"{file.name}: its text in {labels['origin']['set']} is not the one that was labelled")
        labels["zones"], labels["_line_chars"] = [], {}
        key = f"{labels['language'][:2]}_{'held_out' if labels['held_out'] else 'open'}"
        found = json.loads(json.dumps(framing.to_dict(framing.analyze(raw))))
        scorer.score(labels, found, totals.setdefault(key, scorer.Tally()))
    scores = {key: dict(scorer.report(total)) for key, total in sorted(totals.items())}
    named = {f"{key}_{name}": found[name] for key, found in scores.items() for name in MEASURES}
    return named, data_hash(files), len(files)


ABOUT = """
Labels: one annotator for an article, a language model, who read the codebook and the labelled articles and nothing of this project's
code or lexicons; one pass, no second annotator, so agreement is not known; what was in doubt is optional. English: excerpts of AllSides
triples, articles of BASIL, PolNeAR train and the narrative frames set; Chinese: pages of mainland outlets and documents of NTREX;
Vietnamese: documents of NTREX, news translated from English, not written in Vietnamese. `held_out`: nobody looked at the errors there
while rules were written; please leave it so. The labels are offsets into texts that are not here.
"""

if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "basil", measure, report=lambda: ABOUT)
