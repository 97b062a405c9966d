"""``It``, ``they`` and ``its`` where they begin a clause: as the body, state, policy or group that the sentence before began with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from framing.lexicon.composed import adjective_of
from framing.lexicon.match import Hit
from framing.measure.entities import again
from framing.measure.role_words import PLAIN, RoleGrammar, role_grammar
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Mention, Span

_ONE: Final = frozenset({"body", "state", "policy", "outlet"})
_MANY: Final = frozenset({"group", "body"})
_MEANT: Final = {"thing": _ONE, "many": _MANY, "owner": _ONE | _MANY}
# In characters: what opens a sentence before its first word.
_OPENING: Final = 3
_LOOK: Final = 40
# So many sentences before are looked at.
_BACK: Final = 2
# Where the words before a subject begin.
_CLAUSE: Final = re.compile(r"[.!?,;:\n]")
_SPAN: Final = attrgetter("span")
_START: Final = attrgetter("span.start")


def plain_pronouns(document: Document, named: Sequence[Mention]) -> Iterator[Mention]:
    """The places of the article's own zones where such a pronoun stands for one of ``named``, in order.

    >>> from framing.text.document import read_document
    >>> from framing.measure.entities import find_mentions
    >>> from framing.types import Article
    >>> doc = read_document(Article("China sent a ship. It blocked the strait. It is cold there."))
    >>> [(m.span, m.target) for m in plain_pronouns(doc, find_mentions(doc))]
    [(Span(start=19, end=21), 'China')]
    """
    places = Places(named, _SPAN)
    text = document.article.text
    before: list[Sequence[Mention]] = []
    for paragraph in document.own:
        if paragraph.zone.kind != "body":
            continue
        hits = [hit for hit in hits_in(paragraph, role_grammar(paragraph.language).anaphors) if hit.entry in PLAIN]
        pronouns = Places(((hit, paragraph.raw(hit.start, hit.end)) for hit in hits), itemgetter(1))
        for sentence in paragraph.sentences:
            here = places.within(sentence)
            for hit, span in pronouns.within(sentence):
                if (one := _meant(hit, span, sentence, paragraph, (before, here), text)) is not None:
                    found = again(one, span)
                    here = tuple(sorted((*here, found), key=_START))
                    yield found
                elif hit.entry == "many" and span.start - sentence.start < _OPENING:
                    here, before = (), []  # the talk is of others
            before = [here, *before[: _BACK - 1]]


def _meant(
    hit: Hit[str],
    span: Span,
    sentence: Span,
    paragraph: Paragraph,
    near: tuple[Sequence[Sequence[Mention]], Sequence[Mention]],
    text: str,
) -> Mention | None:
    """Whom a pronoun stands for; None where it is no subject or stands for nothing."""
    grammar, folded = role_grammar(paragraph.language), paragraph.folded.text
    first = span.start - sentence.start < _OPENING
    low, high = paragraph.local(sentence)
    if not first and (hit.entry == "owner" or not grammar.ends("opens_clause", grammar.behind(folded, low, hit.start))):
        return None
    kinds = _MEANT[hit.entry]
    if hit.entry == "thing" and grammar.starts("expletive", grammar.ahead(folded, hit.end).replace(".", " ")):
        kinds = frozenset({"policy"})  # It is a shame that; of a bill it may be said
        if grammar.cleft.search(folded, hit.end, high):
            return None
    # What they are said to do who are spoken of is a body's even where it was no subject: they lied, said Holt.
    loosely = hit.entry != "many" or any(quotation.inner.holds(span) for quotation in paragraph.quotations)
    earlier = [m for m in near[1] if m.span.end <= span.start]
    # In a sentence without anybody who can be meant the talk is still of the one before.
    found = (first_subject(said, kinds, grammar, text, loosely=loosely) for said in (earlier, *near[0]))
    return next((one for one in found if one is not None), None)


def first_subject(
    named: Sequence[Mention], kinds: frozenset[str], grammar: RoleGrammar, text: str, *, loosely: bool
) -> Mention | None:
    """The first that is a subject, of those that can be meant; ``loosely``, else the only one."""
    able = [m for m in named if m.type in kinds and not (m.type == "state" and _is_adjective(m, text))]
    for mention in able:
        start = mention.span.start
        before = text[max(0, start - _LOOK) : start].casefold()
        opened = _CLAUSE.split(before)[-1].split()
        if (loosely or len(set(opened).difference(grammar.titles)) <= 1) and not grammar.ends(
            "oblique", grammar.behind(before, 0, _LOOK)
        ):
            return mention
    return able[0] if loosely and len(able) == 1 else None


def _is_adjective(mention: Mention, text: str) -> bool:
    """Whether a state is named by its adjective, which says of something else whose it is: the Danish paper."""
    written = mention.span.of(text)
    return written != mention.name and written == adjective_of(mention.name)
