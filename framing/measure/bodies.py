"""Which body is meant where no blanks part words: 该公司, 它, 报道, a short name, one in Latin letters (Chinese)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from framing.measure.cast import FIRST_PART, Cast
from framing.measure.grammar import Grammar
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_SHORT_BODY: Final = 4
_NEAR, _FAR = 500, 2000
_MAX_PLACES: Final = 5
_OPENING: Final = 3
_SENTENCE_END: Final = re.compile(r"[。！？\n]")
_LATIN_BODY: Final = re.compile(r"[A-Z][A-Za-z\d&.'’-]*")
_LATIN_BEFORE: Final = re.compile(r"[A-Za-z][.,]? $|[A-Za-z]-$|[(（]$")


class Bodies:
    """The bodies, outlets and states of one article, and what else it calls them."""

    def __init__(self, text: str, cast: Cast, mentions: Places[Mention]) -> None:
        self._text, self._cast, self._mentions = text, cast, mentions
        self._short: dict[str, str | None] = {}

    def by_pronoun(self, kind: SourceType, source: Span, folded: str, grammar: Grammar) -> tuple[SourceType, str]:
        """A report is its outlet's; another body is the one of that kind which a sentence before begins with."""
        if grammar.patterns["reports"].fullmatch(folded):
            outlet = self._outlet(source)
            return ("media", outlet.name) if outlet is not None else (kind, "")
        bare = grammar.patterns["bare_bodies"].fullmatch(folded) is not None
        meant = self._of_kind(source, folded, kind) if bare else self._meant(source, folded, grammar)
        if meant is None:
            return kind, ""
        kind = "organisation" if kind == "vague" and meant.role == "business" else kind
        return (meant.role if kind == "vague" else kind), meant.name

    def named(self, words: str, mentions: Sequence[Mention], grammar: Grammar) -> str | None:
        """The name of the body that words are, though they do not say so; empty if no entity knows it, None of no body."""
        if grammar.language.spaced:
            return None
        short = self._short_name(words, mentions, grammar)
        return words if short is None and self._latin(words) else short

    def _meant(self, source: Span, folded: str, grammar: Grammar) -> Mention | None:
        """The body that a word for its kind means: the first of that kind in its sentence before it, else in one before."""
        fits, first = _fits(folded, grammar), grammar.has("it", folded)
        for start, stop in self._sentences(source.start):
            for mention in self._mentions.within(Span(start, stop)):
                if not mention.metonym and fits(mention) and not (first and mention.span.start - start > _OPENING):
                    return mention
            if first and self._text[start:stop].strip():
                return None  # another is its subject
        return None

    def _of_kind(self, source: Span, folded: str, kind: SourceType) -> Mention | None:
        """The body last named of which a bare word has the first letter: 警方, where 香港警务处 was named."""
        before = self._mentions.within(Span(max(0, source.start - _FAR), source.start))
        fits = (m for m in reversed(before) if m.type == "body" and m.role == kind and not m.metonym)
        return next((m for m in fits if folded[0] in fold(m.span.of(self._text)).text), None)

    def _outlet(self, source: Span) -> Mention | None:
        """The outlet that was named last before a report of which it says nothing: 据海城日报报道，…。报道称"""
        within = self._mentions.within(Span(max(0, source.start - _NEAR), source.start))
        return next((mention for mention in reversed(within) if mention.type == "outlet"), None)

    def _sentences(self, at: int) -> Iterator[tuple[int, int]]:
        """The sentences before a place, its own first, no farther back than is near."""
        low = max(0, at - _NEAR)
        starts = [low, *(mark.end() for mark in _SENTENCE_END.finditer(self._text, low, at))]
        return zip(reversed(starts), reversed([*starts[1:], at]), strict=True)

    def _latin(self, words: str) -> bool:
        """Whether one word of Latin letters is a body: no last name of somebody whom the article names in full, no other name
        of whoever stands before its bracket.
        """
        if _LATIN_BODY.fullmatch(words) is None or self._cast.called(words) is not None:
            return False
        at = -1
        for _ in range(_MAX_PLACES):
            at = self._text.find(words, at + 1, FIRST_PART)
            if at < 0:
                break
            if _LATIN_BEFORE.search(self._text, max(0, at - 3), at) is not None:
                return False
        return True

    def _short_name(self, words: str, mentions: Sequence[Mention], grammar: Grammar) -> str | None:
        """The name of the body that the article calls so in short, empty if no entity knows it: 苹果 for 苹果公司; None of no body."""
        if not 1 < len(words) <= _SHORT_BODY:
            return None
        if words not in self._short:
            self._short[words] = self._whole(words, mentions, grammar)
        return self._short[words]

    def _whole(self, words: str, mentions: Sequence[Mention], grammar: Grammar) -> str | None:
        at = self._text.find(words, 0, FIRST_PART)
        while at >= 0:
            behind = fold(self._text[at + len(words) : at + len(words) + _SHORT_BODY]).text
            if grammar.patterns["^body_tail"].match(behind):
                known = (m for m in mentions if m.type == "body" and m.span.start == at)
                return next((m.name for m in known), "")
            at = self._text.find(words, at + 1, FIRST_PART)
        return None


def _fits(folded: str, grammar: Grammar) -> Callable[[Mention], bool]:
    """Whether a word for a kind of bodies can mean a mention: a company is none for 该局."""
    if grammar.has("state_words", folded):
        return lambda mention: mention.type == "state"
    kind = grammar.type_of(folded)
    if kind == "media":
        return lambda mention: mention.type == "outlet"
    if grammar.has("firms", folded):
        return lambda mention: mention.type == "body" and mention.role == "business"
    if kind == "official" or grammar.has("groups", folded):
        return lambda mention: mention.type == "body" and mention.role == kind
    firms = grammar.has("it", folded)
    return lambda mention: mention.type == "body" and (firms or mention.role != "business")
