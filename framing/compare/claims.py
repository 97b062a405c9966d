"""Claims: a number, day or year with what stands beside it in the sentence, joined across articles and languages."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.compare.facts import Fact, find_facts
from framing.text.document import read_document
from framing.types import Analysis, Span

_ANCHORS = ("number", "date", "year")
_BESIDE = ("entity", "place", "topic")
ALIKE = 0.3
"""Two sentences with the same number or date make the same claim from this cosine of their other facts on."""
_NAMED = 4
_LEAST_BESIDE = 2

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of an article, and the facts in it."""

    analysis: Analysis
    sentence: Span
    facts: frozenset[_Key]


def find_claims(analyses: Sequence[Analysis]) -> Iterator[tuple[str, tuple[Saying, ...]]]:
    """Each claim as ``90 % · refining, rare_earth`` with the sentences that make it.

    Sentences with the same number, day or year are joined where the rest of what they speak of is alike: the cosine of
    their other facts, weighed by how few sentences of all these articles have them, is at least ``ALIKE`` to some sentence
    of the claim. It tells the 90 % of one thing from the 90 % of another.
    """
    sayings = [saying for one in analyses for saying in _sayings(one)]
    df = Counter(key for saying in sayings for key in saying.facts)
    weight = {key: math.log((len(sayings) + 1) / (n + 0.5)) for key, n in df.items() if key[0] in _BESIDE}
    anchored: dict[_Key, list[Saying]] = defaultdict(list)
    for saying in sayings:
        beside = [key for key in saying.facts if key in weight]
        for key in saying.facts:
            if key[0] in _ANCHORS and len(beside) >= _LEAST_BESIDE:
                anchored[key].append(saying)
    for anchor in sorted(anchored):
        for group in _joined(anchored[anchor], weight):
            yield _named(anchor, group, weight), tuple(group)


def _sayings(analysis: Analysis) -> Iterator[Saying]:
    sentences = sorted(s for p in read_document(analysis.article).own for s in p.sentences)
    starts = [sentence.start for sentence in sentences]
    inside: dict[Span, list[Fact]] = defaultdict(list)
    for fact in find_facts(analysis):
        at = bisect_right(starts, fact.span.start) - 1
        if at >= 0 and fact.span.end <= sentences[at].end:
            inside[sentences[at]].append(fact)
    for sentence, facts in inside.items():
        yield Saying(analysis, sentence, frozenset((fact.kind, fact.key) for fact in facts))


def _joined(sayings: Sequence[Saying], weight: Mapping[_Key, float]) -> list[list[Saying]]:
    """The sentences in groups, each like some other of its group (single linkage; the groups are small)."""
    groups: list[list[Saying]] = []
    for saying in sayings:
        near = [group for group in groups if any(_cosine(saying, other, weight) >= ALIKE for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([member for group in near for member in group] + [saying])
    return groups


def _cosine(one: Saying, other: Saying, weight: Mapping[_Key, float]) -> float:
    def length(keys: frozenset[_Key]) -> float:
        return math.sqrt(sum(weight[key] ** 2 for key in keys if key in weight))

    shared = length(one.facts & other.facts) ** 2
    return shared / (length(one.facts) * length(other.facts)) if shared else 0.0


def _named(anchor: _Key, group: Sequence[Saying], weight: Mapping[_Key, float]) -> str:
    """The number with the facts that most of the sentences have, the rarest first."""
    n = Counter(key for saying in group for key in saying.facts if key in weight)
    ranked = sorted(n, key=lambda key: (-n[key] * weight[key], key))
    return f"{anchor[1]} · {', '.join(key for _, key in ranked[:_NAMED])}"
