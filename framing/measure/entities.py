"""Names in the text, joined to one canonical person, state or body in every language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from framing.lexicon.entries import Entity
from framing.lexicon.load import entity_matcher, folded_form
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.marks import places_of
from framing.text.places import Places
from framing.types import Mention, Span

# In characters: so near a word that may be a pronoun its state is named otherwise.
_NEAR: Final = 250
# In characters: the longest name of one word that is asked about, and what is looked at around it.
_ONE_WORD, _AROUND = 6, 40
# A name with a middle initial or a nickname in it: Mara D. Holt, Mara “Mo” Holt; what each is found by, and where it begins there.
_MIDDLE: Final = re.compile(r"(?<= )(?:[A-Z][.]|[\"“][A-Z]\w+[\"”]) (?=[A-Z])")
_INITIAL_ENDS, _NICKNAME_BEGINS = (". ",), (' "', " “")
_BEFORE, _BEHIND = re.compile(r"[A-Z][\w'’-]* $"), re.compile(r"[A-Z][\w'’-]*")
_JOINTS: Final = ("·", "‧", "・", "•")


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Every known entity the paragraphs name, in order, with the form that was chosen.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> [m.name for m in find_mentions(read_document(Article("Reporters in Beijing met officials of the United Nations.")))]
    ['China', 'United Nations']
    """
    text = document.article.text
    found = [mention for paragraph in document.paragraphs for mention in _in_paragraph(paragraph, text)]
    found = _sure(found, document)
    if not any(joint in text for joint in _JOINTS):
        return tuple(found)
    parts = {m.span.of(text) for m in found if _part_of_name(m, text)}
    other = parts - {m.span.of(text) for m in found if _full(m, text)} if parts else parts
    return tuple(m for m in found if m.span.of(text) not in other) if other else tuple(found)


def _part_of_name(mention: Mention, text: str) -> bool:
    """Whether a short name is part of somebody else's full name: 哈里斯 in 德维·哈里斯 and in 哈里斯·罗伊."""
    beside = text[mention.span.start - 1 : mention.span.start], text[mention.span.end : mention.span.end + 1]
    return mention.type == "person" and any(mark in _JOINTS for mark in beside)


def _full(mention: Mention, text: str) -> bool:
    return any(joint in mention.span.of(text) for joint in _JOINTS)


def _in_paragraph(paragraph: Paragraph, text: str) -> list[Mention]:
    found = []
    spaced = paragraph.language.spaced
    for hit in hits_in(paragraph, entity_matcher(paragraph.language)):
        span, entity = paragraph.raw(hit.start, hit.end), hit.entry
        if spaced and not entity.lower and text[span.start].islower():
            continue  # a name is written with capitals: China, not china
        if entity.cased and span.of(text) != entity.cased:
            continue  # US, not us
        found.append(as_mention(span, entity))
    return _with_middle_names(found, paragraph, text) if spaced else found


def _with_middle_names(found: list[Mention], paragraph: Paragraph, text: str) -> list[Mention]:
    """The mentions, with the known persons who are written with a middle initial or a nickname."""
    zone = paragraph.zone.span
    line = zone.of(text)
    places = [at - 1 for at in places_of(_INITIAL_ENDS, line)] + [at + 1 for at in places_of(_NICKNAME_BEGINS, line)]
    named = []
    for at in places:
        middle = _MIDDLE.match(line, max(0, at))
        first = None if middle is None else _BEFORE.search(line, max(0, at - _AROUND), at)
        last = None if middle is None else _BEHIND.match(line, middle.end())
        if first is None or last is None:
            continue
        plain = folded_form(first.group() + last.group(), paragraph.language)
        hit = next(iter(entity_matcher(paragraph.language).find(plain)), None)
        if hit is not None and hit.entry.type == "person" and len(plain) == hit.end - hit.start:
            named.append(as_mention(Span(zone.start + first.start(), zone.start + last.end()), hit.entry))
    if not named:
        return found
    apart = [m for m in found if not any(m.span.meets(n.span) for n in named)]
    return sorted([*apart, *named], key=lambda mention: mention.span.start)


def is_own_name(span: Span, paragraph: Paragraph, text: str) -> bool | None:
    """Whether a name of one word stands for itself and is no part of another name or word (``bà Nga``, ``Pháp luật``); None
    where the rest of the article has to tell. Always in a language that asks nothing of them.
    """
    own_name = paragraph.language.own_name
    if own_name is None or len(span) > _ONE_WORD or " " in (name := span.of(text)):
        return True
    zone = paragraph.zone.span
    return own_name(
        text[max(zone.start, span.start - _AROUND) : span.start],
        name,
        text[span.end : min(zone.end, span.end + _AROUND)],
    )


def _sure(found: list[Mention], document: Document) -> list[Mention]:
    """The mentions without words that are none: those in doubt stay where the same is named otherwise nearby."""
    if all(paragraph.language.own_name is None for paragraph in document.paragraphs):
        return found
    text = document.article.text
    zones = Places(document.paragraphs, lambda paragraph: paragraph.zone.span)
    judged = []
    for mention in found:
        paragraph = zones.over(mention.span.start) if mention.type == "state" else None
        judged.append((mention, True if paragraph is None else is_own_name(mention.span, paragraph, text)))
    sure: dict[str, list[int]] = {}
    for mention, own in judged:
        if own:
            sure.setdefault(mention.target, []).append(mention.span.start)
    return [m for m, own in judged if own or (own is None and _named_near(sure.get(m.target, []), m.span.start))]


def _named_near(starts: Sequence[int], at: int) -> bool:
    nearest = bisect_left(starts, at - _NEAR)
    return nearest < len(starts) and starts[nearest] < at + _NEAR


def as_mention(span: Span, entity: Entity) -> Mention:
    """The mention of an entity at a place."""
    return Mention(
        span,
        entity.id,
        entity.name,
        entity.type,
        entity.role,
        entity.metonym,
        entity.target,
        entity.naming,
        entity.within,
    )


def again(mention: Mention, span: Span, within: str | None = None) -> Mention:
    """The same named elsewhere, in words that are nobody's telling choice."""
    m, inside = mention, mention.within if within is None else within
    return Mention(span, m.entity, m.name, m.type, m.role, m.metonym, m.target, "", inside)
