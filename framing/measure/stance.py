"""For or against whom: by role (who does it, who has it done to them), voice by voice, with the words that show it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.lexicon.load import Predicate, stance_matcher
from framing.measure.loaded import VoiceMap
from framing.measure.roles import Name, Role, Sentence, role_grammar
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Attribution, LoadedTerm, Mention, Span, StanceScore, StanceVoice

# What a loaded word of a category says of the one it is said of; the others say nothing by themselves.
_CATEGORY_LEAN = {"condemnation": -1, "derision": -1, "coercion": -1, "labelling": -1, "praise": 1}
# Summed evidence that makes a value of 1 and of 2; below the first the value is 0. Tuned on no text: one clear
# predicate (weight 2) leans, three say it strongly.
_LEANS, _STRONGLY = 1.0, 5.0
MAX_TARGETS = 8
# A sentence with more names or predicates than this is a list; what is beyond is left out, so that time stays linear.
MAX_NAMES = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of evidence: what a wording says of a target, in whose voice and in which role."""

    target: str
    voice: StanceVoice
    role: Role
    value: float
    span: Span


def score_stance(
    document: Document, attributions: Sequence[Attribution], loaded: Sequence[LoadedTerm], mentions: Sequence[Mention]
) -> tuple[StanceScore, ...]:
    """One value for each salient target and voice, strongest first; a voice that says nothing of a target is
    left out.

    The writer's choice of a predicate says something of its agent and of its patient (connotation frames: Rashkin,
    Singh and Choi 2016); loaded words in the target's clause add to it. ``source`` is all attributed content.

    >>> from framing.text.document import read_document
    >>> from framing.measure.entities import find_mentions
    >>> from framing.types import Article
    >>> doc = read_document(Article("China bullied Vietnam. China bullied Vietnam again. China bullied Vietnam."))
    >>> [(s.target, s.value) for s in score_stance(doc, (), (), find_mentions(doc)) if s.target == "China"]
    [('China', -2)]
    """
    targets = _salient(document, mentions)
    totals: dict[tuple[str, StanceVoice], float] = defaultdict(float)
    evidence: dict[tuple[str, StanceVoice], list[Span]] = defaultdict(list)
    for mark in find_marks(document, attributions, loaded, mentions):
        if mark.target in targets:
            totals[mark.target, mark.voice] += mark.value
            evidence[mark.target, mark.voice].append(mark.span)
    scores = [
        StanceScore(target, voice, _value(total), tuple(sorted(set(evidence[target, voice]))))
        for (target, voice), total in totals.items()
    ]
    return tuple(sorted(scores, key=lambda s: (-abs(s.value), -len(s.evidence), s.target, s.voice)))


def _value(total: float) -> int:
    size = 2 if abs(total) >= _STRONGLY else 1 if abs(total) >= _LEANS else 0
    return size if total > 0 else -size


def _salient(document: Document, mentions: Sequence[Mention]) -> frozenset[str]:
    """The targets worth a value: named at least twice, or once in the first line, at most ``MAX_TARGETS``."""
    own = [p.zone.span for p in document.own]
    zones = Places(own, lambda span: span)
    counts: Counter[str] = Counter()
    for mention in mentions:
        place = zones.over(mention.span.start)
        if place is not None and mention.type != "outlet":
            counts[mention.target] += 3 if place == own[0] else 1
    return frozenset(target for target, n in counts.most_common(MAX_TARGETS) if n >= 2)


def find_marks(
    document: Document, attributions: Sequence[Attribution], loaded: Sequence[LoadedTerm], mentions: Sequence[Mention]
) -> Iterator[Mark]:
    """Every piece of evidence on every name of the article's own zones, in order."""
    speech = _Speech(document, attributions)
    names = Places(mentions, lambda mention: mention.span)
    terms = Places((t for t in loaded if t.category in _CATEGORY_LEAN), lambda term: term.span)
    for paragraph in document.own:
        named = names.within(paragraph.zone.span)
        if named:
            yield from _marks(paragraph, document.article.text, named, speech, terms)


class _Speech:
    """In which piece of attributed content a place lies (0: the outlet's own words), and whether it is a cue."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self._pieces = sorted((piece for a in attributions for piece in a.content), key=lambda span: span.start)
        self._starts = [piece.start for piece in self._pieces]
        self._cues = Places((a.cue for a in attributions if a.cue is not None), lambda span: span)

    def piece(self, span: Span) -> int:
        """0 outside attributed content, else a number for the innermost piece over the span."""
        for index in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            if self._pieces[index].end >= span.end:
                return index + 1
            if index < bisect_right(self._starts, span.start) - 4:
                break
        return 0

    def is_cue(self, span: Span) -> bool:
        """Whether a span touches a cue."""
        return any(cue.meets(span) for cue in self._cues.near(span))


def _marks(
    paragraph: Paragraph, text: str, named: Sequence[Mention], speech: _Speech, terms: Places[LoadedTerm]
) -> Iterator[Mark]:
    hits = stance_matcher(paragraph.language).find(paragraph.folded.text, paragraph.edges)
    own_terms = terms.within(paragraph.zone.span)
    if not hits and not own_terms:
        return
    predicates: list[tuple[int, int, Predicate, Span]] = [
        (hit.start, hit.end, hit.entry, span)
        for hit in hits
        if not _in_a_name(span := paragraph.raw(hit.start, hit.end), paragraph, text)
    ]
    for term in own_terms:
        start, end = paragraph.local(term.span)
        if not any(start < other[1] and other[0] < end for other in predicates):
            predicates.append((start, end, _as_attribute(term), term.span))
    placed = Places(predicates, lambda found: found[3])
    names = Places(
        [(m.span, Name(*paragraph.local(m.span), m.target, speech.piece(m.span))) for m in named], lambda p: p[0]
    )
    grammar = role_grammar(paragraph.language)
    for sentence in paragraph.sentences:
        here = [name for _, name in names.within(sentence)[:MAX_NAMES]]
        found = placed.within(sentence)[:MAX_NAMES]
        if not here or not found:
            continue
        scene = Sentence(paragraph.folded.text, *paragraph.local(sentence), here, grammar)
        for start, end, predicate, span in found:
            piece = speech.piece(span)
            cue = piece == 0 and speech.is_cue(span)
            for link in scene.links(start, end, predicate, piece, across=cue):
                value = link.weight * (predicate.patient if link.role == "patient" else predicate.agent)
                if value:
                    said = piece or (cue and link.role == "patient")
                    yield Mark(link.name.target, "source" if said else "author", link.role, value, span)


def _in_a_name(span: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether a word is written with a capital though no sentence begins there: the Democratic Party, United Airlines."""
    if not text[span.start].isupper() or paragraph.zone.kind != "body":
        return False
    before = text[max(paragraph.zone.span.start, span.start - 2) : span.start]
    return len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",'’")


def _as_attribute(term: LoadedTerm) -> Predicate:
    return Predicate(term.concept, "attribute", _CATEGORY_LEAN[term.category] * (1 + (term.strength > 1)), 0)
