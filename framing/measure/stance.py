"""For or against whom: by role (who does it, who has it done to them), voice by voice, with the words that show it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.lexicon.load import Predicate, stance_matcher
from framing.measure.grammar import load_grammar
from framing.measure.loaded import VoiceMap
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Attribution, LoadedTerm, Mention, Span, StanceScore, StanceVoice

_BOUNDARY = re.compile(r"[;；。!?！？]")
# What a loaded word of a category says of the one it is said of; the others say nothing by themselves.
_CATEGORY_LEAN = {"condemnation": -1, "derision": -1, "coercion": -1, "labelling": -1, "praise": 1}
# How far (in characters) a nominalisation may stand from its owner: China's coercion, 美国的战略失误.
_OWNER_REACH = 12
# Summed evidence that makes a value of 1 and of 2; below the first the value is 0. Tuned on no text: one clear
# predicate (weight 2) leans, three say it strongly.
_LEANS, _STRONGLY = 1.5, 5.0
MAX_TARGETS = 8
# A sentence with more names or predicates than this is a list; what is beyond is left out, so that time stays linear.
MAX_NAMES = 40


@dataclass(frozen=True, slots=True)
class _Mark:
    target: str
    voice: StanceVoice
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
    voices = VoiceMap(document, attributions)
    targets = _salient(document, mentions)
    names = Places(mentions, lambda mention: mention.span)
    terms = Places((t for t in loaded if t.category in _CATEGORY_LEAN), lambda term: term.span)
    every = (mark for paragraph in document.own for mark in _marks(paragraph, document, voices, terms, names))
    marks = [mark for mark in every if mark.target in targets]
    totals: dict[tuple[str, StanceVoice], float] = defaultdict(float)
    evidence: dict[tuple[str, StanceVoice], list[Span]] = defaultdict(list)
    for mark in marks:
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


def _marks(
    paragraph: Paragraph, document: Document, voices: VoiceMap, terms: Places[LoadedTerm], names: Places[Mention]
) -> Iterator[_Mark]:
    if not names.within(paragraph.zone.span):
        return
    hits = hits_in(paragraph, stance_matcher(paragraph.language))
    predicates = Places([(paragraph.raw(hit.start, hit.end), hit.entry) for hit in hits], lambda pair: pair[0])
    for sentence in paragraph.sentences:
        named = names.within(sentence)[:MAX_NAMES]
        if not named:
            continue
        found = predicates.within(sentence)[:MAX_NAMES]
        for span, predicate in found:
            yield from _of_predicate(span, predicate, named, paragraph, document, voices)
        for term in terms.within(sentence)[:MAX_NAMES]:
            if not any(term.span.meets(span) for span, _ in found):
                yield from _of_term(term, named, paragraph, document)


def _of_predicate(
    span: Span,
    predicate: Predicate,
    named: Sequence[Mention],
    paragraph: Paragraph,
    document: Document,
    voices: VoiceMap,
) -> Iterator[_Mark]:
    text = document.article.text
    voice: StanceVoice = "author" if voices.of(span) == "author" else "source"
    before = [m for m in named if m.span.end <= span.start and _one_clause(paragraph, text, m.span.end, span.start)]
    after = [m for m in named if m.span.start >= span.end and _one_clause(paragraph, text, span.end, m.span.start)]
    sign = -1.0 if _negated(span, paragraph) else 1.0
    if predicate.kind == "noun":
        owner = next((m for m in reversed(before) if span.start - m.span.end <= _OWNER_REACH), None)
        owner = owner or next((m for m in after if m.span.start - span.end <= _OWNER_REACH), None)
        if owner is not None and predicate.agent:
            yield _Mark(owner.target, voice, sign * predicate.agent, span)
        return
    agent = before[-1] if before else None
    if agent is not None and predicate.agent:
        yield _Mark(agent.target, voice, sign * predicate.agent, span)
    patient = after[0] if after and predicate.kind == "verb" else None
    if patient is not None and predicate.patient and (agent is None or patient.target != agent.target):
        yield _Mark(patient.target, voice, sign * predicate.patient, span)


def _of_term(term: LoadedTerm, named: Sequence[Mention], paragraph: Paragraph, document: Document) -> Iterator[_Mark]:
    """A loaded word leans on the name it is (中共), else on the nearest name before it in its clause."""
    text = document.article.text
    voice: StanceVoice = "author" if term.voice == "author" else "source"
    lean = _CATEGORY_LEAN[term.category] * (0.5 + 0.25 * term.strength)
    itself = next((m for m in named if m.span.meets(term.span)), None)
    before = [
        m for m in named if m.span.end <= term.span.start and _one_clause(paragraph, text, m.span.end, term.span.start)
    ]
    target = itself or (before[-1] if before else None)
    if target is not None:
        yield _Mark(target.target, voice, lean, term.span)


def _one_clause(paragraph: Paragraph, text: str, start: int, end: int) -> bool:
    """Whether two places stand in one clause: no strong mark and no contrast (but, 而, song) between them."""
    if _BOUNDARY.search(text, start, end):
        return False
    return load_grammar(paragraph.language).patterns["contrast"].search(text[start:end].casefold()) is None


def _negated(span: Span, paragraph: Paragraph) -> bool:
    base = paragraph.zone.span.start
    before = paragraph.folded.text[max(0, span.start - base - 16) : span.start - base]
    return load_grammar(paragraph.language).ending("negation", before) is not None
