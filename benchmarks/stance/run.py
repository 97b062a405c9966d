"""Stance: the labelled articles, targets of news sentences (NewsMTSC), the same documents in four languages (NTREX)."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, data_hash, load_module, main
from ntrex import LANGUAGES, documents, files
from sklearn.metrics import f1_score

import framing
from framing.measure.attribution import find_attributions
from framing.measure.entities import find_mentions
from framing.measure.loaded import find_loaded
from framing.measure.stance import lean_toward, score_stance
from framing.measure.targets import find_targets, salient_targets
from framing.text.document import read_document
from framing.types import Article, Span

GOLD, MTSC = SHARED / "gold", DATA / "newsmtsc" / "train.jsonl"
LABELS = Path(__file__).parent / "labels.toml"


def sign(value: float) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def gold() -> dict[str, float]:
    """Share of labelled (target, voice) values whose sign is given; a target without a value counts as 0."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    total = scorer.Tally()
    for file in sorted(GOLD.glob("*.json")):
        labels = json.loads(file.read_text(encoding="utf-8"))
        raw = (GOLD / "raw" / labels["file"]).read_text(encoding="utf-8")
        scorer.score(labels, framing.to_dict(framing.analyze(raw)), total)
    return {"gold_stance_sign_acc": scorer.report(total)["stance_sign_acc"]}


def leans() -> Iterator[tuple[int, float]]:
    """The label of each target of NewsMTSC, and the engine's lean toward it; nothing is trained, so no folds are needed."""
    for line in MTSC.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = read_document(Article(row["sentence_normalized"]))
        mentions = find_mentions(document)
        attributions = find_attributions(document, mentions)
        loaded = find_loaded(document, attributions, mentions)
        for target in row["targets"]:
            spans = [Span(place["from"], place["to"]) for place in (target, *target.get("further_mentions", ()))]
            marks = lean_toward(document, attributions, loaded, mentions, spans)
            yield sign(target["polarity"] - 4), sum(mark.value for mark in marks)


def sentences() -> dict[str, float]:
    """Macro-F1 of the sign of the lean over negative, neutral and positive."""
    pairs = list(leans())
    truth, found = [label for label, _ in pairs], [sign(lean) for _, lean in pairs]
    return {"newsmtsc_engine_macro_f1": float(f1_score(truth, found, average="macro"))}


def translations() -> dict[str, float]:
    """Share of targets salient in two translations of one document whose sign is the same, voice by voice.

    ``ntrex_sides_agree`` is the same over the targets that get a side in both.
    """
    all_agree, sides = Counter[bool](), Counter[bool]()
    for texts in documents():
        found = {}
        for language, text in texts.items():
            document = read_document(Article(text))
            mentions = find_mentions(document)
            attributions = find_attributions(document, mentions)
            loaded = find_loaded(document, attributions, mentions)
            scores = score_stance(document, attributions, loaded, mentions)
            salient = salient_targets(document, find_targets(document, mentions, attributions))
            found[language] = salient, {(s.target, s.voice): sign(s.value) for s in scores}
        for one, other in combinations(LANGUAGES, 2):
            for target in found[one][0] & found[other][0]:
                for voice in ("author", "source"):
                    pair = found[one][1].get((target, voice), 0), found[other][1].get((target, voice), 0)
                    all_agree[pair[0] == pair[1]] += 1
                    if all(pair):
                        sides[pair[0] == pair[1]] += 1
    return {
        "ntrex_sign_agree": all_agree[True] / all_agree.total(),
        "ntrex_sides_agree": sides[True] / sides.total(),
    }


def wire() -> dict[str, float]:
    """Share of the labelled values of wire reports (``labels.toml``) whose sign is given, over all translations.

    A target without a value counts as 0, as does one whose name in the language is not known.
    """
    labelled = {
        entry["number"]: entry["stance"] for entry in tomllib.loads(LABELS.read_text(encoding="utf-8"))["document"]
    }
    right = Counter[bool]()
    for number, texts in enumerate(documents()):
        for text in texts.values() if number in labelled else ():
            found = {(score.target, score.voice): sign(score.value) for score in framing.analyze(text).stance}
            for label in labelled[number]:
                right[found.get((label["target"], label["voice"]), 0) == label["sign"]] += 1
    return {"ntrex_labelled_sign_acc": right[True] / right.total()}


def measure() -> tuple[dict[str, float], str, int]:
    """All four; the number of articles is that of the labelled ones."""
    used = [*GOLD.glob("*.json"), MTSC, *files()]
    data = data_hash(used) + data_hash([LABELS])  # apart, so that where the checkout lies changes nothing
    return {**gold(), **sentences(), **translations(), **wire()}, data, len(list(GOLD.glob("*.json")))


if __name__ == "__main__":
    main(Path(__file__).parent, MTSC, measure)
