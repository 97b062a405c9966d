"""PolNeAR's articles with their gold relations, and the shared scorer (a script) as functions."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, load_module

POLNEAR = DATA / "polnear" / "data"
Relation = Mapping[str, Any]
"""``source``, ``cue`` and ``content`` as the scorer reads them: a span ``{"start", "end"}``, a list of them, or None."""


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article; ``file`` is its text's path."""

    file: Path
    text: str
    relations: Sequence[Relation]


def read_split(split: str) -> Iterator[Gold]:
    """The articles of ``train`` or ``dev``; one whose annotation file is broken is left out with a message."""
    scorer = load_module(SHARED / "tools" / "score_polnear.py")
    with (POLNEAR / "metadata.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["compartment"] != split:
            continue
        name, first = row["filename"], row["annotators"].split("|")[0]
        labels = POLNEAR / split / "attributions" / f"{name}_{first}.ann"
        try:
            relations = scorer.read_brat(labels)
        except (ValueError, KeyError) as error:
            print(f"attribution: {labels.name} left out: a line is no annotation ({error})", file=sys.stderr)
            continue
        file = POLNEAR / split / "text" / f"{name}.txt"
        yield Gold(file, file.read_bytes().decode("utf-8"), relations)


def score(articles: Sequence[Gold], predicted: Sequence[Sequence[Relation]]) -> dict[str, float]:
    """The scorer's figures over all articles; ``predicted`` has one sequence of relations for each."""
    scorer = load_module(SHARED / "tools" / "score_polnear.py")
    total: Counter[str] = Counter()
    for article, relations in zip(articles, predicted, strict=True):
        sides = (
            [(scorer.chars(r["content"], article.text), scorer.chars(r["source"], article.text)) for r in side]
            for side in (article.relations, relations)
        )
        total.update(scorer.count(article.text, *sides))
    return dict(scorer.report(total))
