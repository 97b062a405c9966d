"""One sentence made ready for attribution: folded text, bounds, quotations and cues in the same coordinates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from framing.lexicon.match import Hit, chosen
from framing.lexicon.style import style_in
from framing.measure.grammar import Cue, CueForm, Grammar
from framing.measure.scan import hits_in, places_in
from framing.records import mypyc_attr
from framing.text.document import Paragraph
from framing.text.marks import places_of
from framing.text.spans import WHITE_SPACE, continues
from framing.types import Span

Pair = tuple[int, int]

MAX_SENTENCE: Final = 3000
"""A longer stretch without a full stop is read in pieces, so that time stays linear in the length of the text."""
# As folding leaves them.
_CLAUSE_MARKS: Final = (",", ";", ":", "—", "–", "…", "--", "...")
_WIDTHS: Final = {"-": 2, ".": 3}
_QUOTE_REACH: Final = 3
_FUSED: Final = 2
# The name of a body is hardly longer, in characters, before a comma in it and behind.
_NAME_REACH: Final = 60
_MARKS: Final = frozenset(",:“「『")
_TRAILING: Final = ",;:.。，；：、!?！？…—–-" + WHITE_SPACE
_ALNUM: Final = re.compile(r"[^\W_]")
_LEADING: Final = re.compile(r"(?:[\s,;:，；：、。—–-]|[”』」](?=\S)|[\"'’](?=\s))+")


@mypyc_attr(acyclic=True)
class Scene:
    """A sentence of a paragraph, from ``start`` to ``end`` of its folded ``text``; ``cues`` are its own, ``quotes`` the
    quotations that touch it.

    Of the paragraph are ``raw``, as it is written where folding kept its length, else the folded text; ``edges``, where
    words begin and end; ``marks``, which end clauses, outside quotations; ``continued``, the quotation that carries on one
    of the paragraph before; and ``stripped``, what ``strip_right`` and ``skip_left`` gave.
    """

    __slots__ = (
        *("text", "raw", "start", "end", "quotes", "cues"),
        *("grammar", "edges", "marks", "continued", "stripped"),
    )

    def __init__(
        self,
        text: str,
        raw: str,
        place: Pair,
        quotes: tuple[Pair, ...],
        cues: tuple[Hit[Cue], ...],
        grammar: Grammar,
        edges: bytes,
        marks: list[Pair],
        continued: Pair | None,
        stripped: dict[tuple[str, int, int], int],
    ) -> None:
        self.text, self.raw, (self.start, self.end) = text, raw, place
        self.quotes, self.cues, self.grammar, self.edges = quotes, cues, grammar, edges
        self.marks, self.continued, self.stripped = marks, continued, stripped

    def form(self, hit: Hit[Cue]) -> CueForm:
        """What the words of a cue tell by themselves."""
        return self.grammar.form(self.text[hit.start : hit.end])

    def whole(self, at: int) -> bool:
        """Whether an offset cuts no word in two (text without spaces: by the segmenter)."""
        text = self.text
        if self.grammar.language.spaced or not 0 < at < len(text) or self.edges[at]:
            return True
        return not (text[at - 1].isalnum() and text[at].isalnum())

    def search(self, name: str, start: int, stop: int) -> re.Match[str] | None:
        """The first match of a grammar pattern outside quotations that begins and ends at word edges."""
        search = self.grammar.patterns[name].search
        match = search(self.text, start, stop)
        while match is not None:
            at = match.start()
            if self.whole(at) and not (self.quotes and self.quoted(at)) and not self._named(name, at):
                return match
            match = search(self.text, max(match.end(), at + 1), stop)
        return None

    def ending(self, name: str, start: int, stop: int) -> re.Match[str] | None:
        """The match of a list that ends a stretch, less blanks and a comma."""
        return self.grammar.endings[name].find(self.text, start, stop)

    def _named(self, name: str, at: int) -> bool:
        """Whether what reads as a verb is part of a name: ``Đại học Cần Giang``, ``Theresa May said``."""
        if name != "subject_stop" or not self.raw[at].isupper():
            return False
        return at > self.start if self.grammar.head_first else self.is_name(at)

    def is_name(self, at: int) -> bool:
        """Whether an auxiliary at an offset is a name, by its capital and the verb behind it: ``May said``."""
        return self.raw[at].isupper() and self.grammar.patterns["names_too"].match(self.text, at, self.end) is not None

    def strip_right(self, name: str, start: int, stop: int) -> int:
        """The end of the stretch without every match of the pattern at its right end; what is asked again is known."""
        asked = name, start, stop
        if (known := self.stripped.get(asked)) is not None:
            return known
        while start < stop:
            match = self.ending(name, start, stop)
            if match is None or (at := match.start()) >= stop or not self.whole(at) or self.is_name(at):
                break
            stop = at
        self.stripped[asked] = stop
        return stop

    def skip_left(self, name: str, start: int, stop: int) -> int:
        """The offset after every match of the pattern at the left end of the stretch; what is asked again is known."""
        at_start = f"^{name}"
        asked = at_start, start, stop
        if (known := self.stripped.get(asked)) is not None:
            return known
        match_at = self.grammar.patterns[at_start].match
        while start < stop and (match := match_at(self.text, start, stop)) is not None:
            end = match.end()
            if end <= start or not self.whole(end):
                break
            start = end
        self.stripped[asked] = start
        return start

    def cues_within(self, low: int, high: int, *, plain: bool = False) -> bool:
        """Whether a cue stands between two offsets; a ``plain`` one needs no mark and no second part."""
        at = bisect_left(self.cues, low, key=_start)
        while plain and at < len(self.cues) and (self.cues[at].entry.marked or self.cues[at].entry.circumfix):
            at += 1
        return at < len(self.cues) and self.cues[at].start < high

    def marks_within(self, low: int, high: int) -> list[Pair]:
        """The marks outside quotations that begin within ``low`` to ``high``."""
        return self.marks[bisect_left(self.marks, (low,)) : bisect_left(self.marks, (high,))]

    def quoted(self, at: int) -> bool:
        """Whether an offset lies inside a quotation."""
        return bool(self.quotes) and _inside(self.quotes, at)

    def quote_ending(self, low: int, high: int) -> Pair | None:
        """The last quotation that ends within ``low`` to ``high``."""
        if not self.quotes:
            return None
        before = bisect_right(self.quotes, high, key=_end) - 1
        return self.quotes[before] if before >= 0 and low <= self.quotes[before][1] else None

    def quotes_within(self, low: int, high: int) -> tuple[Pair, ...]:
        """The quotations that lie wholly within ``low`` to ``high``."""
        if not self.quotes:
            return ()
        return self.quotes[bisect_left(self.quotes, (low,)) : bisect_right(self.quotes, high, key=_end)]


def _inside(quotes: Sequence[Pair], at: int) -> bool:
    before = bisect_left(quotes, (at,)) - 1
    return before >= 0 and at < quotes[before][1]


def _end(quote: Pair) -> int:
    return quote[1]


def _start(cue: Hit[Cue]) -> int:
    return cue.start


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Draft:
    """A relation in the making, in offsets of the folded paragraph. ``shared`` marks a source taken from elsewhere.

    ``named``: the noun before a relative pronoun, where the source is both (voters who say …).
    """

    source: Pair | None
    cue: Pair
    content: tuple[Pair, ...]
    rule: str
    entry: Cue
    sentence: int
    shared: bool = False
    after_label: int = 0  # where source and cue of an ``according to`` are done
    named: Pair | None = None


def scenes(paragraph: Paragraph, grammar: Grammar, article: str) -> list[Scene]:
    """The sentences of a paragraph, in order; a boundary inside a quotation is no boundary. Linear in the text."""
    text = paragraph.folded.text
    cues, edges = _cues(paragraph, grammar)
    if not (cues or paragraph.quotations or ":" in text or "(@" in text):
        return []  # nobody can be quoted here
    written = paragraph.zone.span.of(article)
    raw = written if len(written) == len(text) else text
    quotes = [paragraph.local(q.span) for q in paragraph.quotations]
    continued = next((paragraph.local(q.span) for q in paragraph.quotations if q.continued), None) if quotes else None
    marks = _clause_marks(text)
    marks = [mark for mark in marks if not _inside(quotes, mark[0])] if quotes else marks
    marks = _without_names(marks, text, raw, grammar) if grammar.head_first and marks else marks
    after_dateline = _dateline_end(paragraph, written)
    stripped: dict[tuple[str, int, int], int] = {}
    found = []
    for start, end in _sentences(paragraph, quotes):
        start = after_dateline if start < after_dateline < end else start
        here = cues[bisect_left(cues, start, key=_start) : bisect_left(cues, end, key=_start)] if cues else cues
        near: tuple[Pair, ...] = ()
        if quotes:
            first = bisect_left(quotes, start - _QUOTE_REACH, key=_end)
            near = tuple(quotes[first : bisect_left(quotes, (end,))])
        found.append(Scene(text, raw, (start, end), near, here, grammar, edges, marks, continued, stripped))
    return found


def _clause_marks(text: str) -> list[Pair]:
    """The marks that end clauses, but the commas inside numbers."""
    places = [at for at in places_of(_CLAUSE_MARKS, text) if text[at] != "," or not _inside_number(text, at)]
    return [(at, at + _WIDTHS.get(text[at], 1)) for at in places]


def _inside_number(text: str, at: int) -> bool:
    return text[at + 1 : at + 2].isdecimal() and text[at - 1 : at].isdecimal()


def bracketed(text: str, at: int) -> bool:
    """Whether a mark stands in a short bracket: ``Chị Hoa (35 tuổi, trú tại phường Đông) kể``."""
    opened = text.rfind("(", max(0, at - _NAME_REACH), at)
    return opened >= 0 and text.find(")", opened, at) < 0 <= text.find(")", at, at + _NAME_REACH)


def _without_names(marks: list[Pair], text: str, raw: str, grammar: Grammar) -> list[Pair]:
    """The marks of clauses without the commas inside a bracket or the name of a body: ``Bộ Văn hóa, Thể thao và Du lịch``."""
    inside = {mark for mark in marks if bracketed(text, mark[0])} if "(" in text else set()
    for mark in marks:
        if text[mark[0]] == "," and raw[mark[1] + 1 : mark[1] + 2].isupper():
            low, high = max(0, mark[0] - _NAME_REACH), mark[1] + _NAME_REACH
            names = grammar.patterns["enumerated"].finditer(text, low, high)
            if any(name.start() < mark[0] < name.end() and raw[name.start()].isupper() for name in names):
                inside.add(mark)
    return [mark for mark in marks if mark not in inside] if inside else marks


def _cues(paragraph: Paragraph, grammar: Grammar) -> tuple[tuple[Hit[Cue], ...], bytes]:
    """The cues of a paragraph and its word edges, with a name parted from a verb before a mark: 林岳平坦|言 is 林岳平|坦言."""
    cues, edges, text = hits_in(paragraph, grammar.cues), paragraph.edges, paragraph.folded.text
    if paragraph.language.spaced:
        return cues, edges
    every = places_in(paragraph, grammar.cues)
    inside = {
        (one.start, one.end)
        for one in every
        if not edges[one.start]
        and edges[one.end]
        and one.end - one.start >= _FUSED
        and text[one.end : one.end + 1] in _MARKS
    }
    if not inside:
        return cues, edges
    says = (hit for hit in chosen(every, None) if hit.entry.construction == "say" and not hit.entry.marked)
    parted = bytearray(edges)
    for hit in says:
        if (hit.start, hit.end) in inside:
            parted[hit.start] = 2
    edges = bytes(parted)
    return chosen(every, edges), edges


def _dateline_end(paragraph: Paragraph, written: str) -> int:
    """Where the dateline ends that a paragraph of the body begins with (PARIS (AP) —), in the folded text; else 0."""
    length = style_in(paragraph.language).dateline_end(written) if paragraph.zone.kind == "body" else 0
    start = paragraph.zone.span.start
    return paragraph.local(Span(start, start + length))[1] if length else 0


def _sentences(paragraph: Paragraph, quotes: list[Pair]) -> Iterator[Pair]:
    begin = None
    for low, high in map(paragraph.local, paragraph.sentences):
        begin = low if begin is None else begin
        if quotes and high - begin < MAX_SENTENCE and _inside(quotes, high):
            mark = high - 1
            if quotes[bisect_left(quotes, (high,)) - 1][0] == mark > begin:
                yield begin, mark  # a mark that is stuck to the sentence before its own
                begin = mark
            continue
        if high - begin <= MAX_SENTENCE:
            yield begin, high
        else:
            yield from _bounded(paragraph.folded.text, begin, high)
        begin = None
    if begin is not None:
        end = paragraph.local(paragraph.zone.span)[1]
        yield from _bounded(paragraph.folded.text, begin, end)


def _bounded(text: str, start: int, end: int) -> Iterator[Pair]:
    """The stretch in pieces of at most ``MAX_SENTENCE`` characters, cut at a blank where there is one."""
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def tidy(text: str, start: int, end: int) -> Pair | None:
    """The span without marks and blanks at its ends, closing quotation marks and brackets kept; None if nothing is left."""
    if start < end and text[start] == " ":  # mostly there is no more than a blank
        start += 1
    if start < end and text[end - 1] == " ":
        end -= 1
    if start >= end:
        return None
    worded = text[start].isalnum()
    if not worded:
        while start < end and continues(text[start]):  # a mark of the letter before
            start += 1
        if (match := _LEADING.match(text, start, end)) is not None:
            start = match.end()
    if not text[end - 1].isalnum():
        end = start + len(text[start:end].rstrip(_TRAILING))
    if not worded and not _ALNUM.search(text, start, end):
        return None
    return start, end
