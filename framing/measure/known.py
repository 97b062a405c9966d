"""Names that the entities know, where somebody is given a voice: none is cut in two, none is a cue, and one alone says who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from framing.measure.cast import Person
from framing.measure.grammar import Grammar
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_VOICES: Final = ("person", "body", "outlet", "state")


class KnownNames:
    """The known names of one article's persons, bodies, outlets and states, by place."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._places = Places([m for m in mentions if m.type in _VOICES], lambda mention: mention.span)

    def hold(self, cue: Span) -> bool:
        """Whether a cue stands in a name: the Ministry of Defense, the Holy See, 对话基金会."""
        known = self._places.over(cue.start)
        return known is not None and cue.end <= known.span.end

    def whole(self, source: Span, taken: Sequence[Span]) -> Span:
        """The source with the whole of a name that it holds a part of: ``Salman`` of Mohammed bin Salman, ``U.S``.

        The source stays as it is where the rest of the name is ``taken`` by the cue or the content.
        """
        first, last = self._places.over(source.start), self._places.over(source.end - 1)
        start = source.start if first is None else min(source.start, first.span.start)
        end = source.end if last is None else max(source.end, last.span.end)
        if start == source.start and end == source.end:
            return source
        whole = Span(start, end)
        return source if any(map(whole.meets, taken)) else whole

    def less_name(self, source: Span, cue: Span) -> Span:
        """The cue behind a known name whose last word was taken for its first one: 21世纪经济报道|称."""
        known = self._places.over(cue.start)
        if known is None or known.span.start > source.start or not cue.start < known.span.end < cue.end:
            return cue
        return Span(known.span.end, cue.end)

    def before(self, cue: Span) -> Span | None:
        """The name right before a cue for which no words were found that speak: 宁德时代表示."""
        end = cue.start - (self._text[cue.start - 1 : cue.start] == " ")
        known = self._places.over(end - 1) if end > 0 else None
        return known.span if known is not None and known.span.end == end else None

    def alone(self, source: Span, articles: tuple[str, ...]) -> Mention | None:
        """Whose name is the whole source, but for an article before it: ``the FBI``."""
        known = self._places.over(source.end - 1)
        if known is None or known.span.end != source.end:
            return None
        opening = self._text[source.start : known.span.start].casefold()
        return known if not opening or opening in articles else None


def as_a_body(known: Mention) -> SourceType:
    """The type of source that a body is: a company that speaks as one is an organisation, as the codebook has it."""
    return "organisation" if known.type == "body" and known.role == "business" else known.role


def is_office(folded: str, grammar: Grammar) -> bool:
    """Whether words are a title, of which the entities hold some as names of the body: the U.S. trade representative."""
    if grammar.head_first:
        return grammar.patterns["^honorifics"].match(folded) is not None
    return grammar.ending("honorifics", folded) is not None


def holds_office(words: str, grammar: Grammar) -> bool:
    """Whether words without blanks end in the office of one person, who is not the body and does not speak for it: 局长, not 发言人."""
    folded = fold(words, grammar.language.refine).text
    if grammar.language.spaced or grammar.ending("honorifics", folded) is None:
        return False
    return grammar.ending("speaks_for", folded) is None


def by_office_alone(folded: str, last: Person | None, grammar: Grammar) -> Person | None:
    """Whom an office with no name means where nobody was introduced with it: who spoke last, if of no other (Ông Trump …, Tổng thống …)."""
    bare = grammar.head_first and grammar.patterns["honorifics"].fullmatch(folded) is not None
    return last if bare and last is not None and last.type == "official" and not last.title else None
