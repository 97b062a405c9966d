"""What a wording says of somebody in a role: how loud, and how surely it means that, by voice."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from framing.lexicon.entries import Predicate
from framing.measure.evidence import VICTIM
from framing.measure.role_links import DIRECT, Link, Role
from framing.types import LoadedTerm, NarrativeRole, Span, StanceVoice

# What a loaded word of a category says of the one it is said of; the others say nothing by themselves.
_CATEGORY_LEAN: Final = {"condemnation": -1, "derision": -1, "labelling": -1, "praise": 1}
# These lean less, and only on the name they stand beside; threat and ruin lean on nobody (NewsMTSC: no more against
# than for).
_WEAK_LEAN: Final = {"conflict_metaphor": -1, "scare_quotes": -1, "sensational": -1}
# Strong wording (2) says it this many times as loud as mild (1): wording foretells the sign of a stance nearly as well
# where it is mild (NewsMTSC).
_TWICE: Final = 1.3
# How surely a wording means what it says, against and for, by voice and role: rounded from the shares in which the sign of a
# wording is the label's (targets of sentences, NewsMTSC; the labelled articles; how authors feel of whom they write of, BASIL)
# or that of the other evidence on the same target in a translation (NTREX). In the outlet's words what is done to somebody
# tells no more than what he does; who is quoted tells most by it. News says more good than it means.
_SURE: Final[dict[StanceVoice, dict[Role, tuple[float, float]]]] = {
    "author": {"patient": (1.0, 0.3), "agent": (1.0, 0.8), "owner": (1.0, 0.8), "bearer": (1.0, 0.5)},
    "source": {"patient": (1.3, 0.3), "agent": (1.0, 0.7), "owner": (1.0, 0.7), "bearer": (0.7, 0.5)},
}
# The same for a loaded word, which is chosen.
_SURE_LOADED: Final[dict[StanceVoice, tuple[float, float]]] = {"author": (1.0, 0.5), "source": (1.0, 0.7)}
# Wording that but tells what happened counts with this share: an outlet has to report a deed, whose deed it is to blame is
# what a source is quoted for.
_REPORTED: Final[dict[StanceVoice, tuple[float, float]]] = {"author": (0.7, 0.9), "source": (0.9, 0.9)}


class Wording:
    """A predicate at ``start`` to ``end`` of the folded paragraph, or a loaded term as one; ``inserted``: the outlet's word in
    a source's content.
    """

    __slots__ = ("end", "inserted", "loaded", "predicate", "span", "start")

    def __init__(
        self, place: tuple[int, int], predicate: Predicate, span: Span, term: LoadedTerm | None = None
    ) -> None:
        self.start, self.end = place
        self.predicate, self.span = predicate, span
        self.loaded, self.inserted = term is not None, term is not None and term.voice == "author"


def leans(term: LoadedTerm) -> bool:
    """Whether a loaded term says something of somebody."""
    return term.category in _CATEGORY_LEAN or term.category in _WEAK_LEAN


def as_attribute(term: LoadedTerm) -> Predicate:
    """A loaded term that leans as what it says of whom it stands beside."""
    return _attribute(term.concept, term.category, term.strength > 1)


@cache
def _attribute(concept: str, category: str, strong: bool) -> Predicate:
    weak = category in _WEAK_LEAN
    lean = _WEAK_LEAN[category] if weak else _CATEGORY_LEAN[category]
    return Predicate(concept, "attribute", lean * (1 + strong), 0, weak)


def says_of(predicate: Predicate, link: Link) -> float:
    """What a wording says of a name in its role, and how loud: before it is asked how surely it means that."""
    lean = predicate.patient if link.role == "patient" else predicate.agent
    if not lean or (predicate.kind == "attribute" and predicate.plain and abs(link.weight) < DIRECT):
        return 0.0
    return link.weight * math.copysign(1.0 if abs(lean) == 1 else _TWICE, lean)


def how_surely(wording: Wording, link: Link, voice: StanceVoice, *, good: bool) -> float:
    """The share of a value that counts, by what such wordings were found to mean in a voice."""
    predicate, role = wording.predicate, link.role
    if predicate.patient > 0 > predicate.agent if role == "patient" else predicate.sufferer:
        return VICTIM
    if wording.loaded:
        return _SURE_LOADED[voice][good]
    # A policy is nothing but what it does.
    reported = predicate.plain and link.name.mention.type != "policy"
    return _SURE[voice][role][good] * (_REPORTED[voice][good] if reported else 1.0)


def part_in(role: Role, predicate: Predicate, value: float) -> NarrativeRole:
    """The part that a wording gives to a name in a role, by the sign of what it says."""
    if value < 0:
        return "villain"
    suffers = predicate.sufferer if role != "patient" else predicate.agent < 0
    return "victim" if suffers else "hero" if role != "patient" else ""
