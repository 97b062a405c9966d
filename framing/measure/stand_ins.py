"""Words that stand for a name: pronouns, ``the government``, ``the plan``, and what ``I`` and ``we`` are in what is said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Final

from framing.lexicon.load import targets_by_name
from framing.lexicon.match import Hit
from framing.lexicon.topics import state_of, women
from framing.measure.entities import again
from framing.measure.naming import name_follows
from framing.measure.plain_pronouns import first_subject
from framing.measure.role_words import ANAPHORS, FIRST_PERSON, role_grammar
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Attribution, Mention, Span

# What the kinds of words that stand for a name can mean, where what they mean is of one type.
_TYPE: Final = {"person": "person", "state": "state", "policy": "policy", "country": "state", "body": "body"}
_ADDRESSES: Final = frozenset({"person", "office"})
_GOVERNS: Final = frozenset({"state", "body"})
_DOERS: Final = frozenset({"state", "body", "person"})
# What one does to another: the object of such a cue is not who speaks.
_TO_ANOTHER: Final = frozenset({"accuse", "urge", "threaten", "praise"})
# So many of the persons named last are asked whether an office is theirs.
_LOOKED_AT: Final = 12
# So many of the governments named last are asked whether they are called so.
_GOVERNMENTS: Final = 200
# What a sentence or a clause is judged by, that opens with them.
_JUDGED: Final = frozenset({"deed", "clause deed"})
_BEGIN: Final = attrgetter("start")
_END: Final = attrgetter("end")
_SPAN: Final = attrgetter("span")
_ENDS: Final = attrgetter("start", "end")
_Words = tuple[Paragraph | None, Paragraph, tuple[Hit[str], ...]]
"""A paragraph with such words, after the one before it."""


def find_stand_ins(
    document: Document, named: Sequence[Mention], attributions: Sequence[Attribution] = ()
) -> tuple[Mention, ...]:
    """The places of the article's own zones where a word stands for one of ``named``, which are in order: as its mentions.

    >>> from framing.text.document import read_document
    >>> from framing.measure.entities import find_mentions
    >>> from framing.types import Article
    >>> doc = read_document(Article("China sent a ship on Monday. The government said why."))
    >>> [(m.span, m.target) for m in find_stand_ins(doc, find_mentions(doc))]
    [(Span(start=29, end=43), 'China')]
    """
    words: list[_Words] = [
        (before, paragraph, hits)
        for before, paragraph in zip((None, *document.own), document.own, strict=False)
        if (hits := hits_in(paragraph, role_grammar(paragraph.language).anaphors))
    ]
    if not words or not named:
        return ()
    places = Places(named, _SPAN)
    text = document.article.text
    cited = Places(sorted((a.source for a in attributions if a.source is not None), key=_ENDS), lambda span: span)
    faced = {a.content[0].start: a.speaker for a in attributions if a.content and a.stance in _TO_ANOTHER}
    contents = Places(((piece, a) for a in attributions for piece in a.content), itemgetter(0))
    return (
        *_anaphors(words, named, places, text, cited, faced, contents),
        *_first_person(words, named, places, contents),
    )


def _by_kind(named: Sequence[Mention], kinds: Collection[str]) -> dict[str, Places[Mention]]:
    """Those whom a word of each kind can mean; a ruling party counts as its state."""
    of_type: dict[str, list[Mention]] = {}
    states: list[Mention] = []
    for mention in named:
        type_ = mention.type
        of_type.setdefault(type_, []).append(mention)
        if type_ == "state" or (type_ == "body" and mention.role == "official" and mention.target != mention.name):
            states.append(mention)
    return {
        kind: Places(states if kind == "state" else of_type.get(type_, ()), _SPAN)
        for kind, type_ in _TYPE.items()
        if kind in kinds
    }


def _anaphors(
    words: Sequence[_Words],
    named: Sequence[Mention],
    everyone: Places[Mention],
    text: str,
    cited: Places[Span],
    faced: Mapping[int, str],
    contents: Places[tuple[Span, Attribution]],
) -> Iterator[Mention]:
    """``He`` as the person named last in this paragraph or the one before, never who accuses ``him``; ``the government``,
    ``the country``, ``the party`` and ``the plan`` as what of that kind was named last at all; ``the premier`` as who was
    called so; ``the move`` as who is named first in the sentence before, and so ``this is`` where it opens a sentence.
    """
    by_kind = _by_kind(named, {"person", *(hit.entry for _, _, hits in words for hit in hits)})
    persons = by_kind["person"]
    governments = [mention for mention in named if mention.type in _GOVERNS]
    for before, paragraph, hits in words:
        floor = (before or paragraph).zone.span.start
        for hit in hits:
            kind = hit.entry
            if kind not in ANAPHORS:
                continue
            span = paragraph.raw(hit.start, hit.end)
            if (behind := everyone.after(span.end)) is not None and behind.span.start < span.end + 2:
                continue  # Ông Hà, 总统特朗普: before its name
            if kind in _ADDRESSES and name_follows(span, text, paragraph.language):
                continue
            if kind == "person":
                she = span.of(text).casefold() in role_grammar(paragraph.language).feminine
                speaker = faced.get(span.start) or _quoted(span, paragraph, contents)
                speaker = speaker or _doer_beside(span, persons, paragraph, text)
                last = _of_gender(persons, Span(floor, span.start), speaker, she=she)
            elif kind == "office":
                last = _titled(span.of(text), persons, span.start, text)
                if last is None and span.of(text).casefold() in role_grammar(paragraph.language).rulers:
                    near = {m.target: m for m in persons.within(Span(floor, span.start))}
                    only = next(iter(near.values())) if len(near) == 1 else None
                    # Whom only the article knows holds the office that stands beside the name, and no other.
                    last = only if only is not None and only.entity else None
            elif kind == "move":
                last = _doer_before(span, paragraph, before, everyone)
            elif kind in _JUDGED:
                told = _judged(span, paragraph, before, behind_comma=kind == "clause deed")
                names = everyone.within(told) if told is not None else ()
                last = first_subject(names, _DOERS, role_grammar(paragraph.language), text, loosely=False)
            elif kind == "state" and (government := _called(span, governments, text)) is not None:
                yield again(government, span)
                continue
            else:
                last = by_kind[kind].before(span.start)
            if last is None and kind == "policy":  # a plan without a name is its maker's, and not his who speaks of it
                last = _doer_before(span, paragraph, before, everyone)
                last = None if last is not None and cited.meets(last.span.start, last.span.end) else last
            if last is None:
                continue
            if kind == "state":
                name = f"{last.target} government"
                target = targets_by_name().get(name, last.target)
                yield replace(last, span=span, name=name, type="body", metonym=True, target=target, naming="")
            else:
                yield again(last, span)


def _quoted(span: Span, paragraph: Paragraph, contents: Places[tuple[Span, Attribution]]) -> str:
    """Who says a word in quotation marks: he does not call himself he."""
    said = contents.over(span.start)
    if said is None or not any(quotation.inner.holds(span) for quotation in paragraph.quotations):
        return ""
    return said[1].speaker


def _doer_beside(span: Span, persons: Places[Mention], paragraph: Paragraph, text: str) -> str:
    """Who does what a pronoun that is only an object has done to it: in ``Lund hit him``, Lund is not meant."""
    grammar = role_grammar(paragraph.language)
    if span.of(text).casefold() not in grammar.objects or (last := persons.before(span.start)) is None:
        return ""
    gap = text[last.span.end : span.start].casefold()
    parted = not grammar.parting.isdisjoint(gap.split()) or "," in gap or grammar.boundary.search(gap)
    owner = grammar.starts("possessive", grammar.ahead(gap, 0))
    return "" if parted or owner or last.span.start < paragraph.zone.span.start else last.name


def _of_gender(persons: Places[Mention], near: Span, speaker: str, *, she: bool) -> Mention | None:
    """The last person of a stretch whom the pronoun behind it can mean; where nothing is known of a person, either can.

    Not the ``speaker`` in whose words it stands or whose verb it is the object of: Lund accused him of theft.
    """
    names, given, men = women()
    for known in persons.within(near)[: -_LOOKED_AT - 1 : -1]:
        if speaker and known.name == speaker:
            continue
        parts = known.target.split(" ")
        woman = known.target in names or (not known.entity and not given.isdisjoint((parts[0], *parts[1:-1])))
        if woman == she or (she and not known.entity and men.isdisjoint(parts[1:-1])):
            return known
    return None


def _titled(office: str, persons: Places[Mention], at: int, text: str) -> Mention | None:
    """The last person before an offset whose name stands beside the office: ``Premier Holt`` for ``the premier``."""
    word = office.casefold().removeprefix("the ")
    known = persons.before(at)
    for _ in range(_LOOKED_AT):
        if known is None:
            return None
        low, high = known.span.start - len(word) - 1, known.span.end + len(word)
        beside = f"{text[max(0, low) : known.span.start]}|{text[known.span.end : high]}"
        if word in beside.casefold():
            return known
        known = persons.before(known.span.start)
    return None


def _called(span: Span, governments: Sequence[Mention], text: str) -> Mention | None:
    """The last government before a place whose name ends as it is called there: the administration, the Harlow administration."""
    word = span.of(text).rpartition(" ")[2].casefold()
    earlier = bisect_left(governments, span.start, key=lambda mention: mention.span.start)
    last = governments[max(0, earlier - _GOVERNMENTS) : earlier]
    return next((m for m in reversed(last) if m.span.of(text).casefold().endswith(word)), None)


def _judged(span: Span, paragraph: Paragraph, before: Paragraph | None, *, behind_comma: bool) -> Span | None:
    """What ``this is`` judges: the sentence before where it opens one; with ``behind_comma`` what its own tells before a comma."""
    at = bisect_right(paragraph.sentences, span.start, key=_BEGIN) - 1
    if at < 0:
        return None
    start = paragraph.sentences[at].start
    if span.start <= start + 1:  # a quotation mark may stand before it
        return _sentence_before(span, paragraph, before)
    comma = behind_comma and paragraph.folded.text[: paragraph.local(span)[0]].rstrip().endswith(",")
    return Span(start, span.start) if comma else None


def _sentence_before(span: Span, paragraph: Paragraph, before: Paragraph | None) -> Span | None:
    """The sentence that ends before a word, in the paragraph before where its own begins with it."""
    at = bisect_right(paragraph.sentences, span.start, key=_END) - 1
    if at >= 0:
        return paragraph.sentences[at]
    return before.sentences[-1] if before is not None and before.sentences else None


def _doer_before(span: Span, paragraph: Paragraph, before: Paragraph | None, named: Places[Mention]) -> Mention | None:
    """Who is named first in the sentence before the one of ``span``: whose move ``the move`` is."""
    told = _sentence_before(span, paragraph, before)
    names = named.within(told) if told is not None else ()
    return next((mention for mention in names if mention.type in _DOERS), None)


def _first_person(
    words: Sequence[_Words],
    named: Sequence[Mention],
    places: Places[Mention],
    contents: Places[tuple[Span, Attribution]],
) -> Iterator[Mention]:
    """``I`` and ``we`` in what somebody says: who says it; for an official ``we`` is the state that he speaks for."""
    meant = [(p, hit) for _, p, hits in words for hit in hits if hit.entry in FIRST_PERSON]
    if not meant:
        return
    by_name = {mention.name: mention for mention in named}
    by_target = {mention.target: mention for mention in named}
    for paragraph, hit in meant:
        span = paragraph.raw(hit.start, hit.end)
        if (over := contents.over(span.start)) is None:
            continue
        source = over[1].source
        speaker = by_name.get(over[1].speaker) or next(iter(places.within(source) if source else ()), None)
        if speaker is None:
            continue
        side = by_target.get(state_of().get(speaker.name, "")) if speaker.role == "official" else None
        one = side if side is not None and hit.entry == "speaker's side" else speaker
        yield again(one, span, within="")
