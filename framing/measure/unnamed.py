"""Bodies and groups that an article leaves unnamed: the council, the developer, residents; or whose name they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from framing.lexicon.unnamed import BodySigns, Noun, body_signs, noun_matcher
from framing.measure.entities import again
from framing.measure.scan import hits_in
from framing.records import mypyc_attr
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Mention, Span

# So often is a noun that is known come upon before it is a target: one in the title or the first paragraph counts for two.
_LEAST: Final = 3
# In characters: how far before a noun its article is looked for.
_LOOK: Final = 40
_SPAN: Final = attrgetter("span")


@mypyc_attr(acyclic=True)
class _Found:
    """A noun at a place; ``definite``: it is known who is meant."""

    __slots__ = ("definite", "front", "noun", "span")

    def __init__(self, span: Span, noun: Noun, *, definite: bool, front: bool) -> None:
        self.span, self.noun, self.definite, self.front = span, noun, definite, front


def find_unnamed(document: Document, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The places of such nouns, in order: as the body that is named so or beside them, else as targets of their own.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "The council met. Residents say the council lied. The council was silent."
    >>> [m.target for m in find_unnamed(read_document(Article(text)), ())]
    ['council', 'council', 'council']
    """
    found = list(_nouns(document, Places(named, _SPAN)))
    if not found:
        return ()
    text = document.article.text
    names = {one.noun.name for one in found if one.definite}
    longer = {name: whole for name in names if (whole := _only_longer(name, names))}
    bodies = [mention for mention in named if mention.type == "body"]
    places = Places(bodies, _SPAN)
    beside = {
        one.noun.name: body for one in found if one.definite and (body := _beside(one.span, places, text)) is not None
    }
    by_word = _by_word(bodies)
    firms = Places([m for m in bodies if m.role == "business" or not m.entity], _SPAN)
    kept: list[Mention] = []
    own: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        name = longer.get(one.noun.name, one.noun.name)
        body = beside.get(one.noun.name) or _called(name, by_word)
        if body is None and one.noun.role == "business":
            body = firms.before(one.span.start)
        if body is None:
            own[name].append(one)
        elif one.definite:
            kept.append(again(body, one.span))
    for name, nouns in own.items():
        if sum(one.definite * (1 + one.front) for one in nouns) >= _LEAST:
            type_ = "group" if nouns[0].noun.role == "citizen" else "body"
            kept += [Mention(one.span, "", name, type_, one.noun.role, False, name) for one in nouns]
    return tuple(sorted(kept, key=attrgetter("span.start")))


def _nouns(document: Document, taken: Places[Mention]) -> Iterator[_Found]:
    """Such nouns in the article's own zones, none of them within a name or a part of something else."""
    text = document.article.text
    first = next((p for p in document.own if p.zone.kind == "body"), None)
    for paragraph in document.own:
        matcher, signs = noun_matcher(paragraph.language), body_signs(paragraph.language)
        if matcher is None or signs is None:
            continue
        front = paragraph is first or paragraph.zone.kind == "title"
        for hit in hits_in(paragraph, matcher):
            span = paragraph.raw(hit.start, hit.end)
            if taken.meets(span.start, span.end) or _within_name(span, paragraph, text):
                continue
            folded = paragraph.folded.text
            if folded[hit.end : hit.end + 1] == "-" or signs.part_of.match(folded, hit.end):
                continue
            if (people := signs.people.match(folded, hit.end)) is not None:
                span = Span(span.start, paragraph.raw(hit.end, people.end()).end)
            yield _as_found(span, hit.entry, paragraph, signs, text, front=front)


def _as_found(span: Span, noun: Noun, paragraph: Paragraph, signs: BodySigns, text: str, *, front: bool) -> _Found:
    line = paragraph.zone.span
    before = text[max(line.start, span.start - _LOOK) : span.start]
    known = signs.known.search(before)
    # Of people it is known without an article who is meant: residents, council members.
    plural = noun.role == "citizen" or len(span) > len(noun.name) + 1
    definite = known is not None or plural
    if not definite and paragraph.zone.kind == "title":
        definite = not before.casefold().endswith((" a ", " an ")) and before.casefold() not in ("a ", "an ")
    if known is not None and not known.group(1):
        span = Span(span.start - len(known.group()), span.end)
    return _Found(span, noun, definite=definite, front=front)


def _within_name(span: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether a noun is written with a capital that no beginning of a sentence gives it, or a name goes on behind it."""
    if paragraph.zone.kind != "body":
        return False
    before = text[max(paragraph.zone.span.start, span.start - 2) : span.start]
    if text[span.start].isupper() and len(before) == len(", ") and (before[0].isalnum() or before[0] in ",’'"):
        return True
    return text[span.start - 1 : span.start] == "-" and before[:1].isalnum()


def _only_longer(name: str, names: set[str]) -> str:
    """The only longer noun of an article that ends with this one."""
    whole = [other for other in names if other.endswith(f" {name}")]
    return whole[0] if len(whole) == 1 else ""


def _beside(span: Span, bodies: Places[Mention], text: str) -> Mention | None:
    """The body that a comma sets beside a noun: the developer, Calloway Group; Calloway Group, the developer."""
    behind = bodies.after(span.end + 2) if text.startswith(", ", span.end) else None
    if behind is not None and behind.span.start == span.end + 2:
        return behind
    before = bodies.before(span.start) if text[span.start].islower() and text.startswith(", ", span.start - 2) else None
    return before if before is not None and before.span.end == span.start - 2 else None


def _by_word(bodies: Sequence[Mention]) -> Mapping[str, Mapping[str, Mention]]:
    """The bodies by the last and the first word of their names, each by its target."""
    found: dict[str, dict[str, Mention]] = defaultdict(dict)
    for body in bodies:
        words = body.name.casefold().split(" ")
        for word in (words[0], words[-1]):
            found[word].setdefault(body.target, body)
    return found


def _called(name: str, by_word: Mapping[str, Mapping[str, Mention]]) -> Mention | None:
    """The only body whose name ends or begins with the last word of a noun."""
    alike = by_word.get(name.rpartition(" ")[2], {})
    return next(iter(alike.values())) if len(alike) == 1 else None
