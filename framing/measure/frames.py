"""Which of the fifteen policy frames an article uses, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from framing.lexicon.load import frame_matcher
from framing.lexicon.topics import abroad_as
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Frame, FrameScore, Mention, Span

# A sentence shows a frame wholly by one strong word (weight 2) or two weak ones, half by one weak one.
SENTENCE_WEIGHT: Final = 2
# An article uses a frame with at least this share; its first frame is given in any case. On the labelled articles and
# the open ones of other annotators micro-F1 is .74 at .10, .76 at .12, .77 at .13, .78 at .14.
ARTICLE_SHARE: Final = 0.13
MAX_FRAMES: Final = 5
TITLE_WEIGHT: Final = 2.0
# What passes between states is foreign relations, whatever the words: a sentence that names two of them. What passes
# between politicians of one state is politics.
_BETWEEN_STATES: Final[Frame] = "external_regulation_reputation"
_BETWEEN_POLITICIANS: Final[Frame] = "political"


def score_frames(document: Document, mentions: Sequence[Mention] = ()) -> tuple[FrameScore, ...]:
    """The article's frames, largest share of sentences first; a title counts as two sentences.

    A sentence counts 1 for a frame that it shows wholly, 0.5 for one it shows by a single weak word, 1 for
    ``external_regulation_reputation`` if it names two states (or their governments), and 1 for ``political`` if it names
    two politicians who are not of two states. A frame needs ``ARTICLE_SHARE`` (the first is given in any case); at most
    ``MAX_FRAMES``; of two with the same share the one whose sentence is first. ``other`` is sport, entertainment and science.
    Without any evidence the result is empty. Categories: Boydstun, Card, Gross, Resnik and Smith (2014).

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> score_frames(read_document(Article("The court ruled that the law is unconstitutional.")))[0].frame
    'legality'
    """
    shown: dict[Frame, float] = defaultdict(float)
    evidence: dict[Frame, list[Span]] = defaultdict(list)
    first: dict[Frame, int] = {}  # by its sentence: within one the order of words is the language's
    named = _Named(mentions)
    sentences = 0.0
    for paragraph in document.own:
        weight = TITLE_WEIGHT if paragraph.zone.kind == "title" else 1.0
        sentences += weight * len(paragraph.sentences)
        for at, marks in _by_sentence(paragraph, named):
            for frame, (strength, spans) in marks.items():
                first.setdefault(frame, at)
                shown[frame] += weight * min(1.0, strength / SENTENCE_WEIGHT)
                evidence[frame] += spans
    if not sentences:
        return ()
    scores = [FrameScore(frame, min(1.0, total / sentences), tuple(evidence[frame])) for frame, total in shown.items()]
    scores.sort(key=lambda score: (-score.share, first[score.frame], score.frame))
    return tuple(score for score in scores[:MAX_FRAMES] if score.share >= ARTICLE_SHARE or score is scores[0])


class _Named:
    """The states and politicians of an article by place, and which sentences show a frame by naming two of them."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._states = Places((m for m in mentions if _is_state(m)), lambda m: m.span)
        self._people = Places((m for m in mentions if (m.type, m.role) == ("person", "official")), lambda m: m.span)

    def several_in(self, span: Span) -> bool:
        """Whether a paragraph names two of a kind at all."""
        return len(self._states.within(span)) > 1 or len(self._people.within(span)) > 1

    def frames_of(self, sentence: Span) -> Iterator[tuple[Frame, list[Span]]]:
        """The frames that a sentence shows by its names, each with the names."""
        states = {abroad_as().get(m.name, m.target): m.span for m in self._states.within(sentence)}
        if len(states) > 1:
            yield _BETWEEN_STATES, list(states.values())
        people = {m.name: m.span for m in self._people.within(sentence)}
        if len(people) > 1 and len({*states, *(abroad_as()[name] for name in people if name in abroad_as())}) < 2:
            yield _BETWEEN_POLITICIANS, list(people.values())


def _is_state(mention: Mention) -> bool:
    """A state, or a government or other official body of one."""
    official = mention.type == "body" and mention.role == "official"
    return mention.type == "state" or (official and mention.name in abroad_as())


def _by_sentence(paragraph: Paragraph, named: _Named) -> Iterator[tuple[int, dict[Frame, tuple[int, list[Span]]]]]:
    """For each sentence that shows a frame: where it begins, the weight of each, and by which words."""
    hits = hits_in(paragraph, frame_matcher(paragraph.language))
    several = named.several_in(paragraph.zone.span)
    if not hits and not several:
        return
    placed = [(paragraph.raw(hit.start, hit.end), hit.entry) for hit in hits]
    at = 0
    for sentence in paragraph.sentences:
        shown: dict[Frame, tuple[int, list[Span]]] = {}
        while at < len(placed) and (span := placed[at][0]).start < sentence.end:
            if span.start >= sentence.start:
                term = placed[at][1]
                weight, spans = shown.get(term.frame) or (0, [])
                spans.append(span)
                shown[term.frame] = weight + term.weight, spans
            at += 1
        for frame, names in named.frames_of(sentence) if several else ():
            weight, spans = shown.get(frame) or (0, [])
            shown[frame] = weight + SENTENCE_WEIGHT, [*spans, *names]
        if shown:
            yield sentence.start, shown
