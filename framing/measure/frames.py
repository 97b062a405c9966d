"""Which of the fifteen policy frames an article uses, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from framing.lexicon.load import frame_matcher
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Frame, FrameScore, Mention, Span

# A sentence shows a frame wholly by one strong word (weight 2) or two weak ones, half by one weak one.
SENTENCE_WEIGHT = 2
# An article uses a frame with at least this share; its first frame is given in any case. On the labelled articles
# micro-F1 falls on both sides: .78 at .10, .74 at .12, .71 at .16.
ARTICLE_SHARE = 0.10
MAX_FRAMES = 5
TITLE_WEIGHT = 2.0
# What passes between states is foreign relations, whatever the words: a sentence that names two of them.
_BETWEEN_STATES: Frame = "external_regulation_reputation"


def score_frames(document: Document, mentions: Sequence[Mention] = ()) -> tuple[FrameScore, ...]:
    """The article's frames, largest share of sentences first; a title counts as two sentences.

    A sentence counts 1 for a frame that it shows wholly, 0.5 for one it shows by a single weak word, and 1 for
    ``external_regulation_reputation`` if it names two states (or their governments). A frame needs ``ARTICLE_SHARE``
    (the first is given in any case); at most ``MAX_FRAMES``. ``other`` is sport, entertainment and science. Without
    any evidence the result is empty. Categories: Boydstun, Card, Gross, Resnik and Smith (2014).

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> score_frames(read_document(Article("The court ruled that the law is unconstitutional.")))[0].frame
    'legality'
    """
    shown: dict[Frame, float] = defaultdict(float)
    evidence: dict[Frame, list[Span]] = defaultdict(list)
    states = Places((m for m in mentions if _is_state(m)), lambda m: m.span)
    sentences = 0.0
    for paragraph in document.own:
        weight = TITLE_WEIGHT if paragraph.zone.kind == "title" else 1.0
        sentences += weight * len(paragraph.sentences)
        for marks in _by_sentence(paragraph, states):
            for frame, (strength, spans) in marks.items():
                shown[frame] += weight * min(1.0, strength / SENTENCE_WEIGHT)
                evidence[frame] += spans
    if not sentences:
        return ()
    scores = [FrameScore(frame, min(1.0, total / sentences), tuple(evidence[frame])) for frame, total in shown.items()]
    scores.sort(key=lambda score: (-score.share, score.frame))
    return tuple(score for score in scores[:MAX_FRAMES] if score.share >= ARTICLE_SHARE or score is scores[0])


def _is_state(mention: Mention) -> bool:
    """A state, or a government or other official body, which counts for its state."""
    return mention.type == "state" or (mention.type == "body" and mention.role == "official")


def _by_sentence(paragraph: Paragraph, states: Places[Mention]) -> Iterator[dict[Frame, tuple[int, list[Span]]]]:
    """For each sentence that shows a frame: the weight of each, and by which words."""
    hits = hits_in(paragraph, frame_matcher(paragraph.language))
    named = len(states.within(paragraph.zone.span)) > 1
    if not hits and not named:
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
        between = {mention.target: mention.span for mention in states.within(sentence)} if named else {}
        if len(between) > 1:
            weight, spans = shown.get(_BETWEEN_STATES) or (0, [])
            shown[_BETWEEN_STATES] = weight + SENTENCE_WEIGHT, [*spans, *between.values()]
        if shown:
            yield shown
