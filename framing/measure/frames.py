"""Which of the fifteen policy frames an article uses, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from framing.lexicon.load import frame_matcher
from framing.lexicon.topics import abroad_as
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Frame, FrameScore, Mention, Span

# A sentence shows a frame wholly by one strong word (weight 2) or two weak ones, half by one weak one.
SENTENCE_WEIGHT: Final = 2
# An article uses a frame with at least this share; its first frame is given in any case. In a long article a smaller share
# is enough where it is by many different words: a tenth of forty sentences is a theme, not a word that happens to fall.
# Without the second way articles of 30 sentences, written and labelled apart from this project's, have half of their frames.
ARTICLE_SHARE: Final = 0.13
LEAST_SHARE: Final = 0.10
MANY_WORDS: Final = 5
MAX_FRAMES: Final = 5
TITLE_WEIGHT: Final = 2.0
# A frame beside the first is the article's, not one word's, where two of its sentences show it and by two different words.
# Where the text is shorter than this one sentence is enough.
LEAST_SENTENCES: Final = 2
LEAST_WORDS: Final = 2
SHORT_TEXT: Final = 4
# What passes between states is foreign relations, whatever the words: a sentence that names two of them. What passes
# between politicians of one state is politics.
_BETWEEN_STATES: Final[Frame] = "external_regulation_reputation"
_BETWEEN_POLITICIANS: Final[Frame] = "political"
_SPAN: Final = attrgetter("span")

_Word = tuple[Frame, int, Span]
"""What shows a frame: which, how much (weight), where."""


def score_frames(document: Document, mentions: Sequence[Mention] = ()) -> tuple[FrameScore, ...]:
    """The article's frames, largest share of sentences first; a title counts as two sentences.

    A sentence counts 1 for a frame that it shows wholly, 0.5 for one it shows by a single weak word, 1 for
    ``external_regulation_reputation`` if it names two states (or their governments), and 1 for ``political`` if it names
    two politicians who are not of two states. A frame needs ``ARTICLE_SHARE``, or ``LEAST_SHARE`` by ``MANY_WORDS``
    different words, and two different words in two sentences where the text has ``SHORT_TEXT`` sentences (the first is
    given in any case); at most ``MAX_FRAMES``; of two with the same share the one whose sentence is first. ``other`` is
    sport, entertainment and science. Without any evidence the result is empty. Categories: Boydstun, Card, Gross, Resnik
    and Smith (2014).

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> score_frames(read_document(Article("The court ruled that the law is unconstitutional.")))[0].frame
    'legality'
    """
    shown: dict[Frame, float] = defaultdict(float)
    evidence: dict[Frame, list[Span]] = defaultdict(list)
    showing: dict[Frame, int] = defaultdict(int)  # how many sentences
    first: dict[Frame, int] = {}  # by its sentence: within one the order of words is the language's
    named = Places((m for m in mentions if _is_state(m) or _is_politician(m)), _SPAN)
    sentences, length = 0.0, 0
    for paragraph in document.own:
        weight = TITLE_WEIGHT if paragraph.zone.kind == "title" else 1.0
        sentences += weight * len(paragraph.sentences)
        length += len(paragraph.sentences)
        for at, words in _by_sentence(paragraph, named):
            strengths: dict[Frame, int] = {}
            for frame, strength, span in words:
                strengths[frame] = strengths.get(frame, 0) + strength
                evidence[frame].append(span)
            for frame, total in strengths.items():
                first.setdefault(frame, at)
                showing[frame] += 1
                shown[frame] += weight * min(1.0, total / SENTENCE_WEIGHT)
    if not sentences:
        return ()
    scores = [FrameScore(frame, min(1.0, total / sentences), tuple(evidence[frame])) for frame, total in shown.items()]
    scores.sort(key=lambda score: (-score.share, first[score.frame], score.frame))
    text = document.article.text
    return tuple(
        score
        for score in scores[:MAX_FRAMES]
        if score is scores[0] or _uses(score.share, _words(score, text), showing[score.frame], length)
    )


def _uses(share: float, words: int, sentences: int, length: int) -> bool:
    """Whether a text of that length uses a frame beside its first, by so many different words in so many sentences."""
    if length >= SHORT_TEXT and (sentences < LEAST_SENTENCES or words < LEAST_WORDS):
        return False
    return share >= ARTICLE_SHARE or (share >= LEAST_SHARE and words >= MANY_WORDS)


def _words(score: FrameScore, text: str) -> int:
    """How many different words show a frame."""
    return len({text[span.start : span.end].casefold() for span in score.evidence})


def _is_state(mention: Mention) -> bool:
    """A state, or a government or other official body of one."""
    official = mention.type == "body" and mention.role == "official"
    return mention.type == "state" or (official and mention.name in abroad_as())


def _is_politician(mention: Mention) -> bool:
    return mention.type == "person" and mention.role == "official"


def _by_sentence(paragraph: Paragraph, named: Places[Mention]) -> list[tuple[int, list[_Word]]]:
    """For each sentence that shows a frame: where it begins, and the words that show it."""
    hits = hits_in(paragraph, frame_matcher(paragraph.language))
    several = len(named.within(paragraph.zone.span)) > 1
    found: list[tuple[int, list[_Word]]] = []
    if not hits and not several:
        return found
    words = [(hit.entry.frame, hit.entry.weight, paragraph.raw(hit.start, hit.end)) for hit in hits]
    at = 0
    for sentence in paragraph.sentences:
        here: list[_Word] = []
        while at < len(words) and (start := words[at][2].start) < sentence.end:
            if start >= sentence.start:
                here.append(words[at])
            at += 1
        if several:
            here += _by_names(named.within(sentence))
        if here:
            found.append((sentence.start, here))
    return found


def _by_names(named: Sequence[Mention]) -> list[_Word]:
    """The frames that a sentence shows by naming two states, or two politicians of one."""
    if len(named) < 2:
        return []
    states = {abroad_as().get(m.name, m.target): m.span for m in named if _is_state(m)}
    people = {m.name: m.span for m in named if not _is_state(m)}
    shown = [(_BETWEEN_STATES, SENTENCE_WEIGHT, span) for span in states.values()] if len(states) > 1 else []
    if len(people) > 1 and len({*states, *(abroad_as()[name] for name in people if name in abroad_as())}) < 2:
        shown += [(_BETWEEN_POLITICIANS, SENTENCE_WEIGHT, span) for span in people.values()]
    return shown
