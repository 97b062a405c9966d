"""Same event: AllSides and BASIL triples shuffled, and NTREX documents that must find their translation."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import numpy as np
from common import DATA, data_hash, main
from corpora import allsides, basil, files, ntrex

from framing.analyze import analyze
from framing.compare.events import Space, find_events
from framing.types import Analysis, Article


def shuffled(articles: Iterable[Article]) -> tuple[list[Analysis], dict[str, str]]:
    """Analyses in another order, told nothing of their event; and the event of each."""
    found = [analyze(article) for article in articles]
    random.Random(7).shuffle(found)
    gold = {one.article.id: one.article.event for one in found}
    return [replace(one, article=replace(one.article, event="")) for one in found], gold


def pairwise(analyses: list[Analysis], gold: dict[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of articles that are put into one event."""
    pairs = [pair for group in find_events(analyses).groups for pair in combinations(group, 2)]
    true = sum(gold[a] == gold[b] for a, b in pairs)
    return true / max(1, len(pairs)), true / sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())


def rank_one(language: str) -> float:
    """Share of English documents whose translation is the most similar of all documents in the language."""
    english, other = ([analyze(article) for article in ntrex(tag)] for tag in ("en", language))
    renamed = [replace(one, article=replace(one.article, id=f"{one.article.id} ({language})")) for one in other]
    n = len(english)
    similar = Space([*english, *renamed]).similar(np.arange(n), np.arange(n, 2 * n))
    return float(np.mean(similar.argmax(axis=1) == np.arange(n)))


def measure() -> tuple[dict[str, float], str, int]:
    """Precision and recall of events, and the share of translations found at rank one."""
    scores: dict[str, float] = {}
    triples, gold = shuffled(allsides())
    scores["allsides_precision"], scores["allsides_recall"] = pairwise(triples, gold)
    told, gold = shuffled(basil())
    scores["basil_precision"], scores["basil_recall"] = pairwise(told, gold)
    undated = [replace(one, article=replace(one.article, date="", outlet="")) for one in told]
    scores["basil_undated_precision"], scores["basil_undated_recall"] = pairwise(undated, gold)
    for language in ("zh-Hans", "zh-Hant", "vi"):
        scores[f"ntrex_rank1_{language}"] = rank_one(language)
    read = [*files("allsides-triples", "val.*"), *files("basil", "*.json"), *files("ntrex", "*.txt")]
    return scores, data_hash(read), len(triples) + len(told) + 4 * 123


if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "allsides-triples", measure)
