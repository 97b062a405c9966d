"""A target in its text, as a classifier of stance or role sees it: its name hidden, what stands where around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from framing.learn.fields import BETWEEN, WORDS, stem
from framing.measure.attribution import find_attributions
from framing.measure.entities import find_mentions
from framing.measure.evidence import Mark
from framing.measure.loaded import find_loaded
from framing.measure.stance import lean_toward
from framing.text.document import Document, read_document
from framing.types import Article, Attribution, LoadedTerm, Mention, Span

TARGET, OTHER = "xtarget", "xother"
"""What stands for the target and for other names, so that no name is learned by heart."""
_WINDOW = 6
_NEAR, _MIDDLE = 3, 8  # words
_MOST_LEAN = 3
_MOST_MENTIONS = 6
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")
FIELDS = ("words", "stems", "window", "sides", "pairs", "engine")


@dataclass(frozen=True, slots=True)
class Measured:
    """A text with what the engine says of it."""

    document: Document
    attributions: tuple[Attribution, ...]
    loaded: tuple[LoadedTerm, ...]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=2048)
def measured(text: str) -> Measured:
    """What the engine says of a text; kept, since several targets stand in one."""
    document = read_document(Article(text))
    mentions = find_mentions(document)
    attributions = find_attributions(document, mentions)
    return Measured(document, attributions, find_loaded(document, attributions, mentions), mentions)


def target_view(text: str, spans: Sequence[Span], stretch: Span | None = None) -> str:
    """One string with the fields ``FIELDS``, of a target that is named at ``spans``.

    ``words`` and ``stems`` have the names hidden; ``window`` are words to the left and right of the target, ``sides``
    the same with how far, ``pairs`` the target with a word beside it, ``engine`` what stance engine, loaded terms and
    attribution say. ``stretch``: only what stands in it is seen.

    >>> target_view("Critics of Ann Lee left.", [Span(11, 18)]).split(BETWEEN)[0]
    'critics of xtarget left .'
    """
    seen = measured(text)
    stretch = stretch or Span(0, len(text))
    words = _words(text, stretch, [span for span in spans if span.meets(stretch)], seen.mentions)
    stems = [word if word in (TARGET, OTHER) else stem(word) for word in words]
    at = [place for place, word in enumerate(words) if word == TARGET]
    near = [mark for mark in marks_on(text, tuple(spans)) if stretch.meets(mark.span)]
    fields = (words, stems, _window(words, at), _sides(stems, at), _pairs(stems), _engine(seen, spans, near, stretch))
    return BETWEEN.join(" ".join(field) for field in fields)


@lru_cache(maxsize=64)
def marks_on(text: str, spans: tuple[Span, ...]) -> tuple[Mark, ...]:
    """The engine's evidence on whoever is named at ``spans``; kept, since every sentence asks for it."""
    seen = measured(text)
    return lean_toward(seen.document, seen.attributions, seen.loaded, seen.mentions, spans)


def _words(text: str, stretch: Span, spans: Sequence[Span], mentions: Sequence[Mention]) -> list[str]:
    """The words in small letters, each name as one."""
    others = [mention.span for mention in mentions if mention.span.meets(stretch)]
    others += [Span(match.start(), match.end()) for match in _NAME.finditer(text, stretch.start, stretch.end)]
    names = [(span, TARGET) for span in spans]
    names += [(span, OTHER) for span in others if not any(span.meets(own) for own in spans)]
    words: list[str] = []
    last: Span | None = None
    for match in WORDS.finditer(text, stretch.start, stretch.end):
        name = next((pair for pair in names if pair[0].start <= match.start() < pair[0].end), None)
        if name is None:
            words.append(match.group().lower().replace("’", "'"))
        elif name[0] != last:
            words.append(name[1])
        last = name[0] if name else None
    return words


def _distance(place: int, at: Sequence[int]) -> int:
    return min((place - target for target in at), key=abs) if at else 0


def _window(words: Sequence[str], at: Sequence[int]) -> list[str]:
    found = []
    for place, word in enumerate(words):
        distance = _distance(place, at)
        if distance and abs(distance) <= _WINDOW:
            found.append(f"{'l' if distance < 0 else 'r'}_{word}")
    return found


def _sides(stems: Sequence[str], at: Sequence[int]) -> list[str]:
    found = []
    for place, word in enumerate(stems):
        if distance := _distance(place, at):
            side = "l" if distance < 0 else "r"
            far = 1 if abs(distance) <= _NEAR else 2 if abs(distance) <= _MIDDLE else 3
            found += [f"{side}_{word}", f"{side}{far}_{word}"]
    return found


def _pairs(stems: Sequence[str]) -> list[str]:
    """The target with up to three words on either side, and with each of the six on either side."""
    found = []
    for place, word in enumerate(stems):
        if word != TARGET:
            continue
        for size in range(1, _NEAR + 1):
            found.append("_".join(stems[max(0, place - size) : place + 1]))
            found.append("_".join(stems[place : place + size + 1]))
        for size in range(2, _WINDOW + 1):
            found += [f"{left}_~" for left in stems[max(0, place - size) : max(0, place - size + 1)]]
            found += [f"~_{right}" for right in stems[place + size : place + size + 1]]
    return found


def lean_of(marks: Iterable[Mark]) -> int:
    """The summed evidence, rounded and kept within three on either side."""
    return max(-_MOST_LEAN, min(_MOST_LEAN, round(sum(mark.value for mark in marks))))


def _engine(seen: Measured, spans: Sequence[Span], marks: Sequence[Mark], stretch: Span) -> list[str]:
    total = sum(mark.value for mark in marks)
    found = [f"lean{lean_of(marks):+d}", f"side{(total > 0) - (total < 0):+d}"]
    for mark in marks:
        sign = "for" if mark.value > 0 else "against"
        found += [sign, f"{sign}_{mark.role}", f"{sign}_{mark.voice}", f"{mark.concept}_{sign}"]
        found += [f"{mark.concept}_{mark.role}", f"part_{mark.part or 'none'}"]
    first = min((span.start for span in spans if span.meets(stretch)), default=stretch.start)
    for term in seen.loaded:
        if term.span.meets(stretch):
            side = "right" if term.span.start > first else "left"
            found += [
                f"loaded_{term.category}",
                f"loaded_{term.category}_{term.voice}",
                f"loaded_{term.category}_{side}",
            ]
            found.append(f"loaded_{term.concept}")
    for relation in seen.attributions:
        if relation.source is not None and relation.source.start <= first < relation.source.end:
            found += ["is_source", f"source_{relation.stance or 'none'}", f"source_{relation.kind}"]
        if any(piece.start <= first < piece.end for piece in relation.content):
            found += ["in_content", f"content_{relation.stance or 'none'}"]
    return found


def joined_views(text: str, spans: Sequence[Span]) -> str:
    """The views of every sentence that names a target at one of ``spans``, field by field; empty fields where none does."""
    fields: list[list[str]] = [[] for _ in FIELDS]
    for sentence in sentences_with(measured(text).document, spans):
        for field, part in zip(fields, target_view(text, spans, sentence).split(BETWEEN), strict=True):
            field.append(part)
    return BETWEEN.join(" ".join(field) for field in fields)


def sentences_with(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The sentences of the article's own zones in which some span begins."""
    sentences = (sentence for paragraph in document.own for sentence in paragraph.sentences)
    return [s for s in sentences if any(s.start <= span.start < s.end for span in spans)]


def entity_view(text: str, entity: str, spans: Sequence[Span] = ()) -> str:
    """``joined_views`` of an entity and, as last field, the stems of its own words.

    Without ``spans`` it is looked for by its words, in any case, at most ``_MOST_MENTIONS`` times.

    >>> entity_view("The oil firms knew. Oil firms lied.", "oil firms").split(BETWEEN)[0]
    'the xtarget knew . xtarget lied .'
    """
    if not spans and entity:
        pattern = re.compile(rf"(?<!\w){re.escape(entity)}(?!\w)", re.IGNORECASE)
        spans = [Span(match.start(), match.end()) for match in pattern.finditer(text)]
    own = " ".join(stem(match.group().lower()) for match in WORDS.finditer(entity))
    return BETWEEN.join((joined_views(text, spans[:_MOST_MENTIONS]), own))
