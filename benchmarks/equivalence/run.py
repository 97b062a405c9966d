"""The same documents in four languages (NTREX): does loaded language give the same picture in each?

NTREX-128 (Federmann, Kocmi and Xin 2022) has news documents translated by professionals. Each translator chose words
of his own, also the two Chinese ones, so that full agreement is not to be had; that the two scripts are read alike is
measured besides on one text written in both (OpenCC). ``--update`` writes lexicons/calibration.toml.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import numpy as np
import opencc
from common import DATA, ROOT, data_hash, main
from scipy.stats import spearmanr

import framing
from framing.learn.datasets import load_dataset
from framing.types import CATEGORIES, Analysis, Article

LANGUAGES = ("en", "vi", "zh-Hans", "zh-Hant")
PAIRS = tuple(combinations(LANGUAGES, 2))
MEASURES = ("loaded", *(f"loaded: {category}" for category in CATEGORIES))
RESAMPLES = 1000
ENOUGH = 0.5  # Spearman; below it a measure is not comparable between the two languages
SCRIPTS = {"s2t": "zh-Hans", "s2tw": "zh-Hans", "s2hk": "zh-Hans", "t2s": "zh-Hant"}

Figures = dict[tuple[str, str, str], dict[str, float]]


def analyses() -> dict[str, list[Analysis]]:
    """The analyses of all documents by language, in one order."""
    examples = load_dataset("ntrex", DATA).examples
    order = list(dict.fromkeys(example.event for example in examples))
    texts = {(example.event, example.language): example.text for example in examples}
    return {tag: [framing.analyze(Article(texts[event, tag])) for event in order] for tag in LANGUAGES}


def terms(analysis: Analysis, measure: str) -> list[str]:
    """The concepts of the loaded terms that a measure counts, one for each occurrence."""
    category = measure.partition(": ")[2]
    return [term.concept for term in analysis.loaded if category in ("", term.category)]


def figures(found: dict[str, list[Analysis]]) -> Figures:
    """For two languages and a measure: Spearman of document rates, ratio of rates, agreement of concepts."""
    rng = np.random.default_rng(0)
    size = len(found["en"])
    draws = rng.integers(0, size, (RESAMPLES, size))
    tokens = {tag: np.array([a.n_tokens for a in found[tag]]) for tag in LANGUAGES}
    result: Figures = {}
    for measure in MEASURES:
        concepts = {tag: [Counter(terms(a, measure)) for a in found[tag]] for tag in LANGUAGES}
        counts = {tag: np.array([c.total() for c in concepts[tag]]) for tag in LANGUAGES}
        for one, two in PAIRS:

            def ratio(at: np.ndarray, one: str = one, two: str = two) -> float:
                rate = [counts[tag][at].sum() / tokens[tag][at].sum() for tag in (one, two)]  # noqa: B023
                return float(rate[1] / rate[0]) if rate[0] else float("nan")

            drawn = [value for at in draws if np.isfinite(value := ratio(at))]
            low, high = np.quantile(drawn, [0.025, 0.975]) if drawn else (float("nan"),) * 2
            result[one, two, measure] = {
                "spearman": spearman(counts[one] / tokens[one], counts[two] / tokens[two]),
                "concepts": dice(concepts[one], concepts[two]),
                "ratio": ratio(np.arange(size)),
                "ratio_low": float(low),
                "ratio_high": float(high),
                "count_one": float(counts[one].sum()),
                "count_two": float(counts[two].sum()),
            }
    return result


def spearman(one: np.ndarray, two: np.ndarray) -> float:
    """Spearman's rank correlation; 0 where one side is the same everywhere."""
    return float(spearmanr(one, two)[0]) if len(set(one)) > 1 and len(set(two)) > 1 else 0.0


def dice(one: list[Counter[str]], two: list[Counter[str]]) -> float:
    """Twice the concepts found in both texts of a document, by all concepts found (Dice 1945), over all documents."""
    every = sum(a.total() + b.total() for a, b in zip(one, two, strict=True))
    return 2 * sum((a & b).total() for a, b in zip(one, two, strict=True)) / every if every else 0.0


def script_scores(found: dict[str, list[Analysis]]) -> dict[str, float]:
    """The share of documents whose concepts stay the same when their script is changed."""
    scores = {}
    for name, tag in SCRIPTS.items():
        convert = opencc.OpenCC(name).convert
        pairs = [(a, framing.analyze(Article(convert(a.article.text)))) for a in found[tag]]
        same = [Counter(terms(a, "loaded")) == Counter(terms(b, "loaded")) for a, b in pairs]
        scores[f"same_concepts_{name}"] = sum(same) / len(same)
    hans, hant = found["zh-Hans"], found["zh-Hant"]
    alike = [set(terms(a, "loaded")) == set(terms(b, "loaded")) for a, b in zip(hans, hant, strict=True)]
    scores["same_concepts_two_translators"] = sum(alike) / len(alike)
    return scores


def calibration(result: Figures, documents: int) -> str:
    """lexicons/calibration.toml: what a rate in one language is in another, and which measures hold up."""
    lines = [
        "# What the same text gives in two languages: written by benchmarks/equivalence/run.py --update, never by hand.",
        "# Derived from NTREX-128 (Federmann, Kocmi and Xin 2022, https://github.com/MicrosoftTranslator/NTREX), CC BY-SA 4.0;",
        "# this file is under the same licence. spearman: of document rates. concepts: Dice coefficient of the concepts found.",
        "# ratio: rate in the second language by the rate in the first, with its 95 % interval (bootstrap over documents).",
        f"# comparable: spearman is at least {ENOUGH}.",
        f'text = "NTREX-128, {documents} documents"',
        f"documents = {documents}",
    ]
    for one, two in PAIRS:
        lines += ["", f'["{one}, {two}"]']
        for measure in MEASURES:
            f = result[one, two, measure]
            known = "" if np.isnan(f["ratio"]) else f"ratio = {f['ratio']:.2f}, "
            known += "" if np.isnan(f["ratio_low"]) else f"low = {f['ratio_low']:.2f}, high = {f['ratio_high']:.2f}, "
            holds = "true" if f["spearman"] >= ENOUGH else "false"
            body = f"spearman = {f['spearman']:.2f}, concepts = {f['concepts']:.2f}, {known}comparable = {holds}"
            lines.append(f'"{measure}" = {{ {body} }}')
    return "\n".join(lines) + "\n"


_found: dict[str, list[Analysis]] = {}
_figures: Figures = {}


def measure() -> tuple[dict[str, float], str, int]:
    """All scores; the hash is of the files of NTREX."""
    _found.update(analyses())
    _figures.update(figures(_found))
    scores = script_scores(_found)
    for (one, two, name), figure in _figures.items():
        short = name.removeprefix("loaded: ")
        scores |= {f"{short}_{key}_{one}_{two}": value for key, value in figure.items() if np.isfinite(value)}
    files = sorted((DATA / "ntrex").glob("*.t*"))
    return scores, data_hash(files), len(_found["en"])


def write_calibration() -> None:
    """Write the constants that a comparison across languages uses."""
    text = calibration(_figures, len(_found["en"]))
    (ROOT / "lexicons" / "calibration.toml").write_text(text, encoding="utf-8")


# Floors stand on what is asked of all languages: the total rate, and the two scripts.
NO_FLOOR = (
    *(f"{category}_" for category in CATEGORIES),
    *(f"loaded_{name}_" for name in ("ratio", "count", "concepts")),
    "same_concepts_two_translators",
)

if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "ntrex", measure, no_floor=NO_FLOOR, on_update=write_calibration)
