"""Cut a text into lines and highlighted segments, so that the segments put together are the text again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from framing.text.languages import language_of
from framing.types import ARTICLE_ZONES, Analysis, Attribution, LoadedTerm, Span, Zone

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Boilerplate above this many lines or characters is folded away behind a line that says how much it is.
_LONG_LINES, _LONG_CHARACTERS = 4, 400

Role = Literal["loaded", "content", "source", "cue", "evidence", "reader"]
_PART: dict[Role, str] = {"content": "q", "source": "w", "cue": "u"}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch that is shown in the text: ``role`` says why; ``speaker`` is its row among the speakers."""

    span: Span
    role: Role
    term: LoadedTerm | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters under the same highlights. ``classes`` is empty for plain text, ``id`` where nothing links to it.

    ``said`` are the classes of what is attributed (``q`` content, ``q2`` where one voice speaks inside another, ``w`` source,
    ``u`` cue), ``classes`` those of all else. ``terms`` has one record a line for each loaded term (category, voice,
    strength, plainer wording, concept, flags, metaphor family, between tabs). ``speakers`` has what the segment is part of:
    the speaker's row, the first letter of the attribution's kind, the attribution's place, and which part of it this is
    (``0d12c``: content; ``s`` source, ``u`` cue).
    """

    text: str
    id: str = ""
    classes: str = ""
    said: str = ""
    terms: str = ""
    speakers: str = ""
    loaded: bool = False
    first: bool = False

    @property
    def plain(self) -> bool:
        """Whether the segment needs no element of its own inside its run."""
        return not (self.classes or self.id)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring segments of one line that are the same part of the same attributions, or of none."""

    said: str
    speakers: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands, white space included; ``kind`` is its zone, ``blank`` where it has only white space."""

    kind: str
    language: str
    span: Span
    segments: tuple[Segment, ...]

    @property
    def runs(self) -> Iterator[Run]:
        """The segments by what is attributed, in their order."""
        for (said, speakers), own in groupby(self.segments, key=lambda segment: (segment.said, segment.speakers)):
            yield Run(said, speakers, tuple(own))


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines of one sort: the article's ``own`` text (with byline), ``summary`` or ``boilerplate``."""

    sort: str
    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        """Lines that are not blank."""
        return sum(line.kind != "blank" for line in self.lines)

    @property
    def characters(self) -> int:
        """Of all its lines."""
        return sum(len(line.span) for line in self.lines)

    @property
    def long(self) -> bool:
        """Whether it is worth folding away."""
        return self.size > _LONG_LINES or self.characters > _LONG_CHARACTERS


@dataclass(frozen=True, slots=True)
class Speaker:
    """Everything that one source is given to say; ``name`` is empty where nobody is named.

    ``words`` are the longest of the text's own for it, where the name is not among them as it stands.
    ``attributions`` are indices into ``Analysis.attributions``; ``digest`` is set where they stand outside the article's own text.
    """

    name: str
    words: str
    language: str
    source_type: str
    attributions: tuple[int, ...]
    tokens: int
    digest: bool


@dataclass(frozen=True, slots=True)
class MarkedText:
    """An article's text ready for a page: its blocks, and where each linked stretch is to be found."""

    id: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    targets: frozenset[int]

    def href(self, span: Span) -> str:
        """The address of a stretch within the page, empty where it has no place of its own.

        >>> from framing.types import Analysis, Article, FrameScore
        >>> found = (FrameScore("economic", 1.0, (Span(4, 7),)),)
        >>> analysis = Analysis(Article("the tax"), "en", (), 1, {"author": 2}, (), (), (), (), found, {})
        >>> mark(analysis, id="a1").href(Span(4, 7))
        '#a1-4'
        """
        place = bisect_left(self.starts, span.start)
        if place == len(self.starts) or self.starts[place] not in self.targets:
            return ""
        return f"#{self.id}-{self.starts[place]}"

    def language_at(self, position: int) -> str:
        """The language of the line that holds the position."""
        for block in self.blocks:
            for line in block.lines:
                if line.span.start <= position < line.span.end:
                    return line.language
        return ""


def mark(analysis: Analysis, *, id: str, marked: Sequence[Span] = (), linked: Sequence[Span] = ()) -> MarkedText:
    r"""The text of an analysis with every span it names, cut where any of them starts or ends.

    So are the places that readers ``marked``, and those that something else on the page is ``linked`` to.

    Joined, the segments are ``article.text`` without its line breaks, whatever the spans:

    >>> from framing.types import Analysis, Article
    >>> said = Attribution(None, Span(2, 5), (Span(0, 3), Span(4, 9)), "mixed", "vague", "", "")
    >>> analysis = Analysis(Article("one two\nthree"), "en", (), 1, {"author": 3}, (said,), (), (), (), (), {})
    >>> [[s.text for s in line.segments] for block in mark(analysis, id="a1").blocks for line in block.lines]
    [['on', 'e', ' ', 't', 'wo'], ['t', 'hree']]
    """
    text = analysis.article.text
    spans = [Span(*match.span()) for match in _LINE.finditer(text)]
    found = find_highlights(analysis)
    found += [Highlight(span, "reader") for span in marked] + [Highlight(span, "evidence") for span in linked]
    pieces = list(_cut(spans, found))
    lines: list[Line] = []
    targets: set[int] = set()
    for span, own in zip(spans, pieces, strict=True):
        kind, language = _zone_of(span, text, analysis)
        lines.append(Line(kind, language, span, tuple(_segment(piece, text, id, analysis.language) for piece in own)))
        targets.update(piece.span.start for piece in own if _linked(piece))
    starts = tuple(piece.span.start for own in pieces for piece in own)
    return MarkedText(id, tuple(_blocks(lines)), starts, frozenset(targets))


def find_highlights(analysis: Analysis) -> list[Highlight]:
    """Every stretch the analysis points at, in no order."""
    found = [Highlight(term.span, "loaded", term) for term in analysis.loaded]
    for row, speaker in enumerate(find_speakers(analysis)):
        for index in speaker.attributions:
            found += _said(analysis.attributions[index], row, index)
    found += [Highlight(span, "evidence") for score in analysis.stance for span in score.evidence]
    found += [Highlight(span, "evidence") for score in analysis.frames for span in score.evidence]
    found += [Highlight(mention.span, "evidence") for mention in analysis.mentions if mention.naming]
    found += [Highlight(span, "evidence") for one in analysis.predictions for span in (one.span, *one.evidence)]
    return found


def _said(attribution: Attribution, row: int, index: int) -> Iterator[Highlight]:
    speaker = f"{row}{attribution.kind[0]}{index}"
    for piece in attribution.content:
        yield Highlight(piece, "content", speaker=f"{speaker}c")
    if attribution.source:
        yield Highlight(attribution.source, "source", speaker=f"{speaker}s")
    if attribution.cue:
        yield Highlight(attribution.cue, "cue", speaker=f"{speaker}u")


def find_speakers(analysis: Analysis) -> tuple[Speaker, ...]:
    """Who is given a voice, the one with the most words first; those of a digest come last.

    Named sources are joined by their canonical name, others by their wording.
    """
    groups: dict[tuple[bool, str, str], list[int]] = {}
    for index, said in enumerate(analysis.attributions):
        name = said.speaker or (said.source.of(analysis.article.text) if said.source else "")
        key = (said.zone not in ARTICLE_ZONES, " ".join(name.split()).casefold(), said.source_type)
        groups.setdefault(key, []).append(index)
    speakers = [_speaker(analysis, tuple(indices), key[0]) for key, indices in groups.items()]
    return tuple(sorted(speakers, key=lambda speaker: (speaker.digest, -speaker.tokens)))


def _speaker(analysis: Analysis, indices: tuple[int, ...], digest: bool) -> Speaker:
    said = [analysis.attributions[index] for index in indices]
    first = said[0]
    wordings = [" ".join(one.source.of(analysis.article.text).split()) for one in said if one.source]
    longest = max(wordings, key=len, default="")
    name = " ".join(first.speaker.split()) or longest
    words = "" if name in longest else longest
    language = "en" if first.speaker else analysis.language
    tokens = sum(one.tokens for one in said)
    return Speaker(name, words, language, first.source_type, indices, tokens, digest)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    active: tuple[Highlight, ...]
    fresh: tuple[Highlight, ...]  # those that have their first piece here


def _cut(lines: Sequence[Span], highlights: Sequence[Highlight]) -> Iterator[list[_Piece]]:
    """For each line the pieces between all edges of highlights, with the highlights that cover them."""
    waiting = sorted((h for h in highlights if len(h.span)), key=lambda h: (h.span.start, -h.span.end), reverse=True)
    edges = sorted({edge for h in waiting for edge in (h.span.start, h.span.end)})
    active: list[Highlight] = []
    for line in lines:
        inner = edges[bisect_right(edges, line.start) : bisect_left(edges, line.end)]
        pieces = []
        for start, end in pairwise([line.start, *inner, line.end]):
            fresh = []
            while waiting and waiting[-1].span.start < end:
                fresh.append(waiting.pop())
            fresh = [h for h in fresh if h.span.end > start]
            active = [h for h in active if h.span.end > start] + fresh
            pieces.append(_Piece(Span(start, end), tuple(active), tuple(fresh)))
        yield pieces


def _linked(piece: _Piece) -> bool:
    return any(h.role in ("loaded", "content", "cue", "evidence", "reader") for h in piece.fresh)


def plainer(term: LoadedTerm, tag: str) -> str:
    """The plainer wording of a loaded term in the script of an article's language."""
    language = language_of(tag)
    return language.written(term.neutral, tag) if language else term.neutral


def _segment(piece: _Piece, text: str, id: str, tag: str) -> Segment:
    terms = [h.term for h in piece.active if h.term]
    speakers = dict.fromkeys(h.speaker for h in piece.active if h.speaker)
    return Segment(
        text=piece.span.of(text),
        id=f"{id}-{piece.span.start}" if _linked(piece) else "",
        classes=" ".join(_classes(piece, terms)),
        said=" ".join(_part(piece)),
        terms="\n".join(_record(term, tag) for term in terms),
        speakers=" ".join(speakers),
        loaded=bool(terms),
        first=any(h.term for h in piece.fresh),
    )


def _part(piece: _Piece) -> Iterator[str]:
    yield from dict.fromkeys(_PART[h.role] for h in piece.active if h.role in _PART)
    if sum(h.role == "content" for h in piece.active) > 1:
        yield "q2"


def _classes(piece: _Piece, terms: Sequence[LoadedTerm]) -> Iterator[str]:
    """What covers the piece: ``g`` a reader's mark, category (four letters) and voice of loaded terms, ``z`` where one of them ends."""
    if any(h.role == "reader" for h in piece.active):
        yield "g"
    yield from dict.fromkeys(f"k-{term.category[:4]}" for term in terms)
    yield from dict.fromkeys(f"v-{term.voice}" for term in terms)
    if any(term.span.end <= piece.span.end for term in terms):
        yield "z"


def _record(term: LoadedTerm, tag: str) -> str:
    flags = " ".join(name for name in ("negated", "hedged", "inserted") if getattr(term, name))
    fields = (term.category, term.voice, str(term.strength), plainer(term, tag), term.concept, flags, term.family)
    return "\t".join(" ".join(field.split()) for field in fields).rstrip("\t")


def _zone_of(line: Span, text: str, analysis: Analysis) -> tuple[str, str]:
    """Kind and language of a line. Where no zone says it, the line is body in the article's language."""
    if not line.of(text).strip():
        return "blank", ""
    place = bisect_left(analysis.zones, line.end, key=_zone_start) - 1
    zone = analysis.zones[place] if place >= 0 else None
    kind, language = (zone.kind, zone.language) if zone and zone.span.end > line.start else ("body", "und")
    language = analysis.language if language in ("", "und") else language
    return kind, "" if language == "und" else language


def _zone_start(zone: Zone) -> int:
    return zone.span.start


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Lines of one sort together; a blank line goes with the line before it."""
    sort, waiting = "own", list[Line]()
    for line in lines:
        own = sort if line.kind == "blank" else line.kind if line.kind in ("summary", "boilerplate") else "own"
        if own != sort and waiting:
            yield Block(sort, tuple(waiting))
            waiting = []
        sort = own
        waiting.append(line)
    if waiting:
        yield Block(sort, tuple(waiting))
