"""What the evidence on a target adds up to: a value for each voice, and the part it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from framing.measure.role_links import Role
from framing.records import mypyc_attr
from framing.text.document import Document
from framing.types import ARTICLE_ZONES, LoadedTerm, NarrativeRole, Span, StanceVoice

# Summed evidence that makes a value of 1 where a voice takes no sides; below it the value is 0. An outlet mostly reports
# without taking a side; who is quoted is mostly quoted for his: labelled articles differ from 0 where a source says
# anything of somebody three times in four, and less often in the outlet's words.
_LEANS: dict[StanceVoice, float] = {"author": 2.5, "source": 2.05}
# This many times as much says it strongly.
_STRONGLY = 2.5
# Good words need this many times as much: where labels differ from 0, sums against that are just enough are right four times
# in five, sums for no more often than wrong (labelled articles; documents of NTREX): news says more good than it means.
_FOR: Final = 1.15
# Where a voice is full of loaded words and of wordings that take sides, less is needed: what leans is divided by 1 + this
# times the square of their density (a prior whose variance grows with how partisan the voice is), and never falls below
# the least. The density is of loaded terms, and of evidence with this share, per sentence.
_PARTISAN, _LEAST, _SIDED = 4.0, 0.4, 0.6
# The density of the other voice counts with this share: whom an outlet lets speak is its choice.
_CHOSEN: Final = 0.4
# So does what the other voice says of a target, where a voice says anything of it.
_OTHER_VOICE: Final = 0.35
# A target named once, and not in front, needs this whatever the article.
BY_ITSELF: Final = 0.8
# What is done to a victim counts with this share for a value: harm done says little of whom it is done to.
VICTIM: Final = 0.3
# Who stands by what a voice is against is against too (Heider 1946): this share of the tie. The opponent of a villain is
# no hero by that: in translations he is criticised twice as often as praised.
_BALANCE: Final = 0.3
_OTHER: Final[dict[StanceVoice, StanceVoice]] = {"author": "source", "source": "author"}


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Mark:
    """One piece of evidence: what a wording says of a target, in whose voice and in which role.

    ``by`` is who does it, where ``target`` has something done to it that says nothing of the doer (opposed, supported).
    """

    target: str
    voice: StanceVoice
    role: Role
    value: float
    span: Span
    concept: str
    part: NarrativeRole
    by: str = ""


Evidence = Mapping[tuple[str, StanceVoice], Sequence[Mark]]


def needed(document: Document, loaded: Sequence[LoadedTerm], marks: Evidence) -> dict[StanceVoice, float]:
    """The summed evidence that makes a value, by voice: less where the voice is full of what takes sides."""
    sentences = max(1, sum(len(paragraph.sentences) for paragraph in document.own))
    taken: dict[StanceVoice, float] = {"author": 0.0, "source": 0.0}
    for term in loaded:
        if term.zone in ARTICLE_ZONES:
            taken["author" if term.voice == "author" else "source"] += 1
    for (_, voice), found in marks.items():
        taken[voice] += _SIDED * sum(abs(mark.value) for mark in found)
    density = {voice: (n + _CHOSEN * taken[_OTHER[voice]]) / sentences for voice, n in taken.items()}
    return {voice: max(_LEAST, _LEANS[voice] / (1 + _PARTISAN * d**2)) for voice, d in density.items()}


def balanced(marks: Evidence, least: Mapping[StanceVoice, float]) -> Iterator[Mark]:
    """What the sides already taken say of who supports or opposes whom: the friend of a villain is in the wrong."""
    sides = {key: own_sum(found) for key, found in marks.items()}
    for (target, voice), found in marks.items():
        if abs(sides[target, voice]) < least[voice]:
            continue
        for mark in found:
            if mark.by and mark.by != target and sides[target, voice] * mark.value < 0:
                yield Mark(mark.by, voice, "agent", -_BALANCE, mark.span, mark.concept, "villain")


def own_sum(marks: Sequence[Mark]) -> float:
    """What one voice says of a target: below 0 against.

    >>> against = Mark("X", "author", "agent", -1.0, Span(0, 1), "lie", "villain")
    >>> own_sum([against]), own_sum([])
    (-1.0, 0)
    """
    return sum(mark.value for mark in marks)


def total(marks: Evidence, target: str, voice: StanceVoice) -> float:
    """The sum of a voice with its share of the other's, unless they contradict each other; 0 where it says nothing itself."""
    own = own_sum(marks.get((target, voice), ()))
    other = own_sum(marks.get((target, _OTHER[voice]), ()))
    return own + _OTHER_VOICE * other if own * other > 0 else own


def value_of(sum_: float, least: float) -> int:
    """-2 strongly against … 2 strongly for.

    >>> value_of(-1.0, 1.0), value_of(1.0, 1.0), value_of(1.2, 1.0)
    (-1, 0, 1)
    """
    least *= _FOR if sum_ > 0 else 1.0
    size = 2 if abs(sum_) >= _STRONGLY * least else 1 if abs(sum_) >= least else 0
    return size if sum_ > 0 else -size


def part_of(marks: Sequence[Mark], least: float) -> NarrativeRole:
    """The part that most of the evidence gives, if it would by itself make a value."""
    weights: dict[NarrativeRole, float] = defaultdict(float)
    for mark in marks:
        weights[mark.part] += abs(mark.value) / (VICTIM if mark.part == "victim" and mark.role == "patient" else 1.0)
    part = max(weights, key=lambda name: (weights[name], name))
    return part if weights[part] >= least else ""
