"""Groups and bodies with what modifies them (Spanish police, climate activists), and the bare noun that comes back for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from framing.lexicon.composed import Head, adjective_of, head_matcher, joints, known_group, modifier_matcher
from framing.lexicon.match import Hit
from framing.measure.entities import again, as_mention
from framing.measure.naming import name_follows
from framing.measure.scan import hits_in
from framing.records import mypyc_attr
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Mention, Span

_SPAN: Final = attrgetter("span")
_START: Final = attrgetter("span.start")
# In characters: the longest word that says of a noun alone that it is known who is meant.
_LOOK: Final = 8


@mypyc_attr(acyclic=True)
class _Of:
    """A modifier in the text, as English names it; ``state`` is the state that it names, if it does."""

    __slots__ = ("name", "span", "state")

    def __init__(self, span: Span, name: str, state: str) -> None:
        self.span, self.name, self.state = span, name, state


_Sides = tuple[dict[int, _Of], dict[int, _Of]]
"""Modifiers by where they end, and by where they begin."""
_Heads = Sequence[tuple[Paragraph, tuple[Hit[Head], ...]]]


def with_composed(named: Sequence[Mention], document: Document) -> Sequence[Mention]:
    """The names of an article, in order and apart, with the composed ones in place of their parts.

    A bare noun behind the only composed name of its kind stands for it: ``the police`` after ``Spanish police``.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "Climate voters met. Lawmakers heard the voters."
    >>> [(m.span.of(text), m.name) for m in with_composed((), read_document(Article(text)))]
    [('Climate voters', 'climate voters'), ('voters', 'climate voters')]
    """
    heads = [(p, hits) for p in document.own if (hits := hits_in(p, head_matcher(p.language)))]
    if not heads:
        return named
    text = document.article.text
    sides = _modifiers(heads, named, text)
    taken = Places(named, _SPAN)
    found: list[Mention] = []
    bare: list[tuple[Span, Head]] = []
    of_kind: dict[str, dict[str, Mention]] = defaultdict(dict)
    for paragraph, hits in heads:
        definite = joints(paragraph.language).definite
        for hit in hits:
            head, span = hit.entry, paragraph.raw(hit.start, hit.end)
            one = _composed(head, span, sides, paragraph, text)
            known = taken.over(span.start)
            if known is not None and (one is None or known.span.holds(one.span)):
                if known.name == head.bare:
                    bare.append((known.span, head))
                elif known.type == "group":
                    of_kind[head.name].setdefault(known.name, known)
            elif one is not None and not _cuts(one.span, taken):
                found.append(one)
                of_kind[head.name].setdefault(one.name, one)
            elif text.endswith(definite, max(0, span.start - _LOOK), span.start):
                bare.append((span, head))
    found += _come_back(bare, of_kind)
    if not found:
        return named
    places = Places(sorted(found, key=_START), _SPAN)
    return sorted([*found, *(m for m in named if not places.meets(m.span.start, m.span.end))], key=_START)


def _cuts(span: Span, taken: Places[Mention]) -> bool:
    """Whether a span ends or begins within a name: State militants in Islamic State militants."""
    first, last = taken.over(span.start), taken.over(span.end - 1)
    return (first is not None and first.span.start < span.start) or (last is not None and last.span.end > span.end)


def _come_back(bare: Sequence[tuple[Span, Head]], of_kind: Mapping[str, Mapping[str, Mention]]) -> Iterator[Mention]:
    """Nouns alone, behind the one composed name of their kind, as that name."""
    for span, head in bare:
        names = of_kind.get(head.name, {})
        if len(names) == 1 and (one := next(iter(names.values()))).span.end <= span.start:
            yield again(one, span)


def _modifiers(heads: _Heads, named: Sequence[Mention], text: str) -> _Sides:
    """What can modify a head, in the paragraphs that have one: states by their names and adjectives (no capital, which may
    be but a city), and what the lexicon lists.
    """
    before: dict[int, _Of] = {}
    behind: dict[int, _Of] = {}
    for mention in named:
        if mention.type != "state":
            continue
        name = adjective_of(mention.name)
        if not mention.metonym:
            behind[mention.span.start] = _Of(mention.span, name, mention.target)
        if not mention.metonym or text.startswith(name, mention.span.start):
            before[mention.span.end] = _Of(mention.span, name, mention.target)
    for paragraph, _ in heads:
        for hit in hits_in(paragraph, modifier_matcher(paragraph.language)):
            span = paragraph.raw(hit.start, hit.end)
            before[span.end] = behind[span.start] = _Of(span, hit.entry.name, hit.entry.state)
    return before, behind


def _composed(head: Head, span: Span, sides: _Sides, paragraph: Paragraph, text: str) -> Mention | None:
    """The target that a noun and the modifier beside it name together."""
    if head.of:
        return _named(head, span, head.of, head.state)
    between = joints(paragraph.language)
    for joint in between.before:
        at = span.start - len(joint)
        if (of := sides[0].get(at)) is not None and text.startswith(joint, at):
            return _whole(head, span, of, paragraph, text)
    for joint in between.behind:
        at = span.end + len(joint)
        if (of := sides[1].get(at)) is not None and text.startswith(joint, span.end):
            return _whole(head, span, of, paragraph, text)
    return None


def _whole(head: Head, noun: Span, of: _Of, paragraph: Paragraph, text: str) -> Mention | None:
    """The same, if it is no part of a proper name (the Belfast Giants) and nobody's description: nhà hoạt động khí hậu Mai Lan."""
    language = paragraph.language
    whole = Span(min(noun.start, of.span.start), max(noun.end, of.span.end))
    if text.endswith(joints(language).single, max(0, whole.start - _LOOK), whole.start):
        return None
    if name_follows(whole, text, language) or (language.spaced and _within_name(noun, paragraph, text)):
        return None
    if head.states_own:
        return Mention(whole, "", of.state, "state", head.role, True, of.state) if of.state else None
    return _named(head, whole, of.name, of.state)


def _within_name(noun: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether a noun is written with a capital that no title or beginning of a sentence gives it."""
    before = text[max(paragraph.zone.span.start, noun.start - 2) : noun.start]
    return paragraph.zone.kind == "body" and text[noun.start].isupper() and before[:1].isalnum() and before[1:] == " "


def _named(head: Head, span: Span, of: str, state: str) -> Mention:
    name = f"{of} {head.name}"
    known = known_group(name)
    if known is not None:
        return as_mention(span, known)
    return Mention(span, "", name, "group", head.role, False, name, within=state if head.stands_for else "")
