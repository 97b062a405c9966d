"""Known names in a source: none is cut in two, and one that is the whole source says by itself who speaks."""

from __future__ import annotations

from typing import Final

from framing.text.places import Places
from framing.types import Mention, SourceType, Span

_VOICES: Final = ("person", "body", "outlet", "state")


def uncut(source: Span, taken: tuple[Span, ...], mentions: Places[Mention]) -> Span:
    """The source with the whole of a name that it holds a part of: ``Salman`` of Mohammed bin Salman, ``U.S``.

    The source stays as it is where the rest of the name is ``taken`` by the cue or the content.
    """
    first, last = mentions.over(source.start), mentions.over(source.end - 1)
    start = source.start if first is None or first.type not in _VOICES else min(source.start, first.span.start)
    end = source.end if last is None or last.type not in _VOICES else max(source.end, last.span.end)
    if start == source.start and end == source.end:
        return source
    whole = Span(start, end)
    return source if any(map(whole.meets, taken)) else whole


def alone(source: Span, text: str, mentions: Places[Mention], articles: tuple[str, ...]) -> Mention | None:
    """The person, body, outlet or state that is the whole source, but for an article before it: ``the FBI``."""
    known = mentions.over(source.end - 1)
    if known is None or known.span.end != source.end or known.type not in _VOICES:
        return None
    opening = text[source.start : known.span.start].casefold()
    return known if not opening or opening in articles else None


def as_a_body(known: Mention) -> SourceType:
    """The type of source that a body is: a company that speaks as one is an organisation, as the codebook has it."""
    return "organisation" if known.type == "body" and known.role == "business" else known.role
