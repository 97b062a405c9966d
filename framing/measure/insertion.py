"""Insertions: words in a source's content that no speaker would say of his own side, so the outlet put them there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from framing.lexicon.patterns import load_patterns
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Attribution, Mention, Span

_CLAUSE_MARK = re.compile(r"[,;:!?…—–。，；：！？]|\.(?!\w)")
# Cues whose content the speaker stands behind: he would not call his own charge or demand so-called.
_OWN_CLAIM = frozenset({"accuse", "claim", "praise", "urge"})


class Insertions:
    """Tells of a term in attributed content whether it speaks of the speaker's own side.

    The side is the state or body that the source names. The thing spoken of is the speaker's when a possessive (its,
    其, của mình) or a name of his side stands nearest in the clause, or when nothing is named and the clause tells his
    own deed. A word of distance (so-called) is inserted too where the cue says that the charge is his own
    (``accused them of so-called sedition``).
    """

    def __init__(self, document: Document, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> None:
        self._text = document.article.text
        self._attributions, self._named = attributions, mentions

    # Worked out when they are first needed: few articles have a word that could be an insertion.
    @cached_property
    def _pieces(self) -> Places[tuple[Span, Attribution]]:
        said = ((piece, a) for a in self._attributions if a.source is not None for piece in a.content)
        return Places(said, lambda pair: pair[0])

    @cached_property
    def _mentions(self) -> Places[Mention]:
        return Places(self._named, lambda mention: mention.span)

    @cached_property
    def _targets(self) -> dict[str, str]:
        return {mention.name: mention.target for mention in self._named}

    def holds(self, span: Span, kind: str, paragraph: Paragraph) -> bool:
        """Whether the words at ``span`` are an insertion; ``kind`` is the concept's, ``distance`` or ``blame``."""
        said = [(piece, a) for piece, a in self._pieces.within(paragraph.zone.span) if piece.holds(span)]
        if not said:
            return False
        piece, attribution = min(said, key=lambda pair: len(pair[0]))
        if kind == "distance" and attribution.stance in _OWN_CLAIM:
            return True
        side = self._side(attribution)
        return bool(side) and next(self._of_whom(span, paragraph, _clause(span, piece, self._text), side), False)

    def _side(self, attribution: Attribution) -> str:
        assert attribution.source is not None
        named = self._mentions.within(attribution.source)
        if named:
            return named[0].target
        return self._targets.get(attribution.speaker, "")

    def _of_whom(self, span: Span, paragraph: Paragraph, clause: Span, side: str) -> Iterator[bool]:
        """For each sign in the clause, the nearest first: whether it points to the speaker's own side."""
        near = [(_distance(m.span, span), m.target == side) for m in self._mentions.within(clause)]
        words = hits_in(paragraph, load_patterns(paragraph.language).insertion)
        deeds = []
        for hit in words:
            place = paragraph.raw(hit.start, hit.end)
            if not clause.holds(place):
                continue
            if hit.entry == "own":
                near.append((_distance(place, span), True))
            elif place.end <= span.start:
                deeds.append((_distance(place, span), True))
        yield from (own for _, own in sorted(near or deeds))


def _clause(span: Span, piece: Span, text: str) -> Span:
    """The stretch between clause marks around a span, within the piece of content that holds it."""
    before = [m.end() for m in _CLAUSE_MARK.finditer(text, piece.start, span.start)]
    after = _CLAUSE_MARK.search(text, span.end, piece.end)
    return Span(before[-1] if before else piece.start, after.start() if after else piece.end)


def _distance(other: Span, span: Span) -> int:
    """Characters between two spans; what follows is a little nearer, as a modifier stands before its noun."""
    if other.meets(span):
        return -1
    return other.start - span.end if other.start >= span.end else span.start - other.end + 1
