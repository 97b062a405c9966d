"""Loaded language: the labelled articles by language, category and voice; BABE's sentences and words; matching speed."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import numpy as np
from common import DATA, SHARED, data_hash, load_module, main, times_slower
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import matthews_corrcoef

import framing
from framing.learn.datasets import load_dataset
from framing.lexicon.overlay import BUILT_IN
from framing.text.languages import language_of
from framing.text.spans import fold
from framing.types import CATEGORIES, VOICES, Analysis

GOLD = SHARED / "gold"
RESAMPLES = 1000
FAST_ENOUGH = 30.0  # megabytes a second; more is not worth a floor that a busy machine breaks


def gold_scores() -> tuple[dict[str, float], list[Path]]:
    """Precision, recall and F1 of spans by the shared scorer: all, and by language, category and voice."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    files = sorted(GOLD.glob("*.json"))
    pairs = []
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        raw = (GOLD / "raw" / gold["file"]).read_text(encoding="utf-8")
        pairs.append((gold, framing.to_dict(framing.analyze(raw))))
    scores: dict[str, float] = {}

    def add(name: str, *, language: str = "", field: str = "", value: str = "") -> None:
        tally = scorer.Tally()
        for gold, found in pairs:
            if not language or gold["language"] == language:
                some = [{"loaded": list(of_value(side["loaded"], field, value))} for side in (gold, found)]
                scorer.score({"id": gold["id"], **some[0]}, some[1], tally)
        report = scorer.report(tally)
        scores.update({f"{name}_{key}": report[f"loaded_{key}"] for key in ("p", "r", "f1")})
        if not language and name == "gold":
            scores.update({f"gold_{key}": report[f"loaded_{key}"] for key in ("category_acc", "voice_acc")})

    add("gold")
    for language in sorted({gold["language"] for gold, _ in pairs}):
        add(f"gold_{language}", language=language)
    for category in CATEGORIES:
        add(f"gold_{category}", field="category", value=category)
    for voice in VOICES:
        add(f"gold_{voice}", field="voice", value=voice)
    return scores, files


def of_value(spans: Iterable[Mapping[str, Any]], field: str, value: str) -> Iterator[Mapping[str, Any]]:
    """The spans with a value of a field; one where the two annotators differed in it neither helps nor harms."""
    for span in spans:
        if not field or span.get(field) == value:
            yield span
        elif field not in span:
            yield {**span, "optional": True}


def babe_scores() -> dict[str, float]:
    """Recall of biased words in biased sentences, sentences left untouched, and a sentence score with outlets held out."""
    examples = load_dataset("babe", DATA).examples
    found = [framing.analyze(example.text) for example in examples]
    biased = np.array([example.labels["bias"] == "biased" for example in examples])
    words = [
        [any(span.meets(term.span) for term in analysis.loaded) for kind, span in example.spans if kind == "biased"]
        for example, analysis in zip(examples, found, strict=True)
    ]
    touched = np.array([bool(analysis.loaded) for analysis in found])
    outlets = np.array([example.outlet for example in examples])
    predicted = held_out(np.array([features(analysis) for analysis in found]), biased, outlets)
    hits = np.array([sum(seen) for seen in words])
    marked = np.array([len(seen) for seen in words])
    return (
        interval("babe_word_recall", len(biased), lambda at: hits[at][biased[at]].sum() / marked[at][biased[at]].sum())
        | interval("babe_biased_touched", len(biased), lambda at: touched[at][biased[at]].mean())
        | interval("babe_neutral_untouched", len(biased), lambda at: 1 - touched[at][~biased[at]].mean())
        | interval("babe_mcc_outlets_held_out", len(biased), lambda at: matthews_corrcoef(biased[at], predicted[at]))
    )


def features(analysis: Analysis) -> list[float]:
    """The strengths of the loaded terms of each category in a sentence, added up."""
    return [float(sum(t.strength for t in analysis.loaded if t.category == category)) for category in CATEGORIES]


def held_out(x: np.ndarray, y: np.ndarray, outlets: np.ndarray) -> np.ndarray:
    """A sentence is called biased by weights and a threshold that were chosen on the other outlets only."""
    predicted = np.zeros(len(y), dtype=bool)
    for outlet in sorted(set(outlets)):
        train, test = outlets != outlet, outlets == outlet
        score = x @ LogisticRegression(C=0.1, max_iter=2000).fit(x[train], y[train]).coef_[0]
        values = np.unique(score[train].round(9))
        cuts = (values[1:] + values[:-1]) / 2
        best = max(cuts, key=lambda cut: matthews_corrcoef(y[train], score[train] > cut))
        predicted[test] = score[test] > best
    return predicted


def interval(name: str, n: int, of: Callable[[np.ndarray], float]) -> dict[str, float]:
    """A score over rows and its 95 % interval (percentile bootstrap over sentences, Efron 1979)."""
    rng = np.random.default_rng(0)
    drawn = [of(rng.integers(0, n, n)) for _ in range(RESAMPLES)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {name: float(of(np.arange(n))), f"{name}_low": float(low), f"{name}_high": float(high)}


def speed() -> dict[str, float]:
    """Megabytes of UTF-8 a second for the automaton over a whole folded text, every lexicon loaded; best of five."""
    scores = {}
    for tag, name in (("en", "src.eng"), ("zh-Hans", "ref.zho-CN"), ("vi", "ref.vie")):
        language = language_of(tag)
        assert language is not None
        text = fold((DATA / "ntrex" / f"newstest2019-{name}.txt").read_text(encoding="utf-8"), language.refine).text
        matcher, times = BUILT_IN.matcher(language), []
        for _ in range(5):
            start = time.process_time()
            matcher.scan(text)
            times.append(time.process_time() - start)
        rate = len(text.encode()) / 1e6 / min(times)
        held = min(rate * times_slower(), FAST_ENOUGH)
        scores |= {f"matching_mb_s_{tag}": rate, f"at_least_{FAST_ENOUGH:.0f}_mb_s_{tag}": held}
    return scores


def measure() -> tuple[dict[str, float], str, int]:
    """All scores; the hash is of the gold files and BABE."""
    scores, files = gold_scores()
    scores |= babe_scores() | speed()
    return scores, data_hash([*files, DATA / "babe" / "final_labels_SG2.csv"]), len(files)


NO_FLOOR = (
    *(f"gold_{name}_" for name in (*CATEGORIES, *VOICES)),
    *(f"babe_{name}" for name in ("word_recall_", "biased_touched_", "neutral_untouched_", "mcc_outlets_held_out_")),
    "matching_mb_s_",
)

if __name__ == "__main__":
    main(Path(__file__).parent, GOLD, measure, no_floor=NO_FLOOR)
