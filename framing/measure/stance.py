"""For or against whom: by role (who does it, who has it done to them), voice by voice, with the words that show it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Final

from framing.lexicon.entries import Predicate
from framing.lexicon.load import concepts, stance_matcher
from framing.lexicon.match import Hit
from framing.lexicon.topics import organ_of, state_of
from framing.measure.evidence import BY_ITSELF, Mark, balanced, needed, part_of, total, value_of
from framing.measure.leanings import Wording, as_attribute, how_surely, leans, part_in, says_of
from framing.measure.role_links import DIRECT, Link, Name
from framing.measure.role_words import RoleGrammar, role_grammar
from framing.measure.roles import Sentence
from framing.measure.scan import hits_in
from framing.measure.targets import body_itself, find_targets, salient_targets
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import (
    Attribution,
    LoadedTerm,
    Mention,
    Span,
    StanceScore,
    StanceVoice,
)

# A sentence with more names or predicates than this is a list; what is beyond is left out, so that time stays linear.
MAX_NAMES: Final = 40
_WITHIN: Final = 0.5
_OF_ITSELF: Final = 0.5
# Harm that somebody tells of as done to his own side is a complaint: it counts this many times as much for it.
_OWN_HARM: Final = 2.5
_GIVEN: Final = "(given)"
_NEVER_SO_CALLED: Final = frozenset({"state", "person"})
_DESCRIBING: Final = frozenset({"state", "body"})
_FROM: Final = frozenset({"state", "group"})
# In characters: how far behind a word of claiming (so-called) what is claimed stands.
_CLAIMED: Final = 40
# Pieces of speech inside one another that are looked through.
_NESTED: Final = 4
_TONE: Final = 0.25
_SPAN: Final = attrgetter("span")
_START: Final = attrgetter("span.start")
_END: Final = attrgetter("end")
_PLACE: Final = attrgetter("start", "end")
_NOBODY: Final[Places[Mention]] = Places((), _SPAN)


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
    names = find_targets(document, mentions, attributions)
    salient = salient_targets(document, names)
    marks: dict[tuple[str, StanceVoice], list[Mark]] = defaultdict(list)
    for mark in find_marks(document, attributions, loaded, names):
        marks[mark.target, mark.voice].append(mark)
    bodies = set(map(body_itself, names))  # what is said of one is said of whom it counts for: it counts once
    least = needed(document, loaded, {key: found for key, found in marks.items() if key[0] not in bodies})
    for mark in list(balanced(marks, least)):
        marks[mark.target, mark.voice].append(mark)
    sums = {key: total(marks, *key) for key in marks}
    scores = [
        StanceScore(
            target,
            voice,
            value_of(sums[target, voice], least[voice]),
            tuple(sorted({m.span for m in found}, key=_PLACE)),
            part_of(found, least[voice]),
        )
        for (target, voice), found in marks.items()
        if target in salient or abs(sums[target, voice]) >= BY_ITSELF
    ]
    return tuple(sorted(scores, key=lambda s: (-abs(s.value), -len(s.evidence), s.target, s.voice)))


def find_marks(
    document: Document, attributions: Sequence[Attribution], loaded: Sequence[LoadedTerm], mentions: Sequence[Mention]
) -> tuple[Mark, ...]:
    """Every piece of evidence on every name of the article's own zones, in order."""
    names = Places(mentions, _SPAN)
    speech = _Speech(document, attributions, names)
    terms = Places(filter(leans, loaded), _SPAN)
    text = document.article.text
    return tuple(mark for paragraph in document.own for mark in _marks(paragraph, text, names, speech, terms))


def lean_toward(
    document: Document,
    attributions: Sequence[Attribution],
    loaded: Sequence[LoadedTerm],
    mentions: Sequence[Mention],
    spans: Sequence[Span],
) -> tuple[Mark, ...]:
    """The evidence on whoever is named at ``spans``, both voices together: for data that give the target by its place.

    The sum of the values is the lean, below 0 against; no threshold is applied. A known name at the same place gives way.
    Where no wording is tied to the target by a role, the tone of its sentence counts, at ``_TONE`` of each value.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> doc = read_document(Article("The chairman lied to voters."))
    >>> sum(mark.value for mark in lean_toward(doc, (), (), (), [Span(0, 12)]))
    -1.3
    """
    wanted = [Mention(span, "", _GIVEN, "person", "citizen", False, _GIVEN) for span in spans]
    others = [m for m in mentions if not any(m.span.meets(span) for span in spans)]
    named = sorted([*wanted, *others], key=lambda m: m.span.start)
    found = [mark for mark in find_marks(document, attributions, loaded, named) if mark.target == _GIVEN]
    return tuple(found or _tone(document, attributions, loaded, spans))


def _tone(
    document: Document, attributions: Sequence[Attribution], loaded: Sequence[LoadedTerm], spans: Sequence[Span]
) -> Iterator[Mark]:
    """Everything said in the sentences of a target, whoever it is said of; not what he says himself, of others."""
    terms = Places(filter(leans, loaded), _SPAN)
    own = [a for a in attributions if a.source is not None and any(a.source.meets(span) for span in spans)]
    said = [piece for attribution in own for piece in attribution.content]
    for paragraph in document.own:
        placed = Places(_wordings(paragraph, document.article.text, terms.within(paragraph.zone.span), _NOBODY), _SPAN)
        for sentence in paragraph.sentences:
            for wording in placed.within(sentence) if any(sentence.holds(span) for span in spans) else ():
                if any(piece.holds(wording.span) for piece in said):
                    continue
                predicate = wording.predicate
                value = _TONE * (predicate.agent or predicate.patient)
                yield Mark(_GIVEN, "author", "bearer", value, wording.span, predicate.concept, "")


class _Speech:
    """In which piece of attributed content a place lies (0: the outlet's own words), who speaks there, what is a cue."""

    def __init__(self, document: Document, attributions: Sequence[Attribution], names: Places[Mention]) -> None:
        said = [(piece, a) for a in attributions for piece in a.content]
        self._said = sorted(said, key=lambda pair: pair[0].start)
        self._starts = [piece.start for piece, _ in self._said]
        first: dict[int, int] = {}
        self._first = [0, *(first.setdefault(id(a), number) for number, (_, a) in enumerate(self._said, 1))]
        self._names = names
        cues = ((a.cue, a.source) for a in attributions if a.cue is not None and a.source is not None)
        self._cues = Places(cues, itemgetter(0))
        self._quotes = Places((q.inner for p in document.own for q in p.quotations), lambda span: span)

    def piece(self, span: Span) -> int:
        """0 outside attributed content, else a number for the innermost piece over the span."""
        last = bisect_right(self._starts, span.start)
        for number in range(last, max(0, last - _NESTED), -1):
            if self._said[number - 1][0].end >= span.end:
                return number
        return 0

    def stretch(self, piece: int) -> int:
        """The first piece of what is said at once: X | was accused by Y | of lying."""
        return self._first[piece]

    def begins(self, piece: int) -> int:
        """Where a piece of speech begins."""
        return self._starts[piece - 1]

    def source_of(self, span: Span) -> frozenset[str] | None:
        """The targets that the source names whose cue a span touches, if any: condemned, accused."""
        for cue, source in self._cues.near(span):
            if cue.meets(span):
                return frozenset(m.target for m in self._names.within(source))
        return None

    def speaks(self, piece: int, target: str) -> bool:
        """Whether a target is named as the source of a piece of speech."""
        source = self._said[piece - 1][1].source
        return source is not None and any(m.target == target for m in self._names.within(source))

    def of_own_side(self, piece: int, named: Mention) -> bool:
        """Whether a target is who speaks there, or the state that he speaks for; for an organ of a state also a body of it."""
        if piece == 0:
            return False
        attribution = self._said[piece - 1][1]
        return named.target in _own_side(attribution, self._names) or _of_same_state(attribution, named)

    def denies(self, piece: int, target: str) -> bool:
        """Whether a piece of speech is what a target denies: nobody has said that of him here."""
        return piece > 0 and self._said[piece - 1][1].stance == "deny" and self.speaks(piece, target)

    def own_words(self, piece: int, named: Mention, value: float, span: Span) -> bool:
        """Whether words in a piece of speech are still the outlet's: what a speaker is made to say against himself, or an organ of
        a state against that, unquoted.
        """
        if piece == 0 or value >= 0 or self._quotes.over(span.start) is not None:
            return False
        return self.speaks(piece, named.target) or _of_same_state(self._said[piece - 1][1], named)


def _own_side(attribution: Attribution, names: Places[Mention]) -> frozenset[str]:
    """Whom nobody speaks ill of in his own words: himself, and for an official his state."""
    named = names.within(attribution.source) if attribution.source is not None else ()
    side = {attribution.speaker, *(m.target for m in named if m.name == attribution.speaker)}
    if attribution.source_type == "official":
        side.add(state_of().get(attribution.speaker, ""))
        side.update([m.target for m in named if state_of().get(m.target) == m.target][:1])
    return frozenset(side)


def _of_same_state(attribution: Attribution, named: Mention) -> bool:
    """Whether an outlet speaks for the state that is named, or that a body belongs to: Xinhua, and a bank of China."""
    state = organ_of().get(attribution.speaker)
    return state is not None and state in (named.target, named.within)


@cache
def _distances(concept: str) -> bool:
    """Whether a word keeps away from a claim (所谓, so-called): it blames no state or person whom the claim names."""
    return bool(concepts()["loaded"].get(concept, {}).get("insertion") == "distance")


def _marks(
    paragraph: Paragraph, text: str, names: Places[Mention], speech: _Speech, terms: Places[LoadedTerm]
) -> list[Mark]:
    zone, language = paragraph.zone.span, paragraph.language
    own_terms = terms.within(zone)
    if not (own_terms or hits_in(paragraph, stance_matcher(language))) or not names.meets(zone.start, zone.end):
        return []
    marks = [mark for term in own_terms for mark in _of_itself(term, names)]
    wordings = _wordings(paragraph, text, own_terms, names)
    starts = [wording.span.start for wording in wordings]
    grammar = role_grammar(language)
    claims = hits_in(paragraph, grammar.claims)
    last = 0
    for sentence in paragraph.sentences if wordings else ():
        first = bisect_left(starts, sentence.start, last)
        last = bisect_left(starts, sentence.end, first)
        named = names.within(sentence)[:MAX_NAMES] if first < last else ()
        if not named:
            continue
        found = wordings[first : min(last, first + MAX_NAMES)]
        here = [
            Name(m, *paragraph.local(m.span), speech.stretch(speech.piece(m.span)))
            for m in _meant(named, text, grammar)
        ]
        start, end = paragraph.local(sentence)
        deeds = (w for w in found if w.predicate.kind == "verb" and (w.predicate.agent or grammar.participle))
        verbs = sorted(deed.end for deed in deeds)  # 批评甲软弱: who is named behind other verbs can be a subject, too
        undergone = [w.end for w in found if w.predicate.patient and (grammar.participle or not _blames(w.predicate))]
        scene = Sentence(paragraph.folded.text, start, end, here, grammar, verbs, sorted(undergone))
        others = [wording.start for wording in found if wording.predicate.kind != "attribute"]
        for wording in found:
            if not (claims and _claimed(wording, claims, start, paragraph)):
                marks += _of_wording(wording, scene, speech, others)
    return marks


def _blames(predicate: Predicate) -> bool:
    """Whether a verb tells of blame, behind whose object stands what it is blamed for: 批评甲是骗子."""
    return predicate.made and predicate.kind == "verb" and predicate.patient < 0


def _meant(named: Sequence[Mention], text: str, grammar: RoleGrammar) -> Iterator[Mention]:
    """The names of a sentence without those that only describe who is named next, U.S. President Donald Trump, or somebody
    whom nobody names: a Chinese man.
    """
    ends = [*(mention.span.start for mention in named[1:]), -1]
    for mention, following in zip(named, ends, strict=True):
        described = mention.type in _DESCRIBING and grammar.describes(text, mention, following)
        if not (described or (mention.type in _FROM and grammar.of_private(text, mention))):
            yield mention


def _of_itself(term: LoadedTerm, names: Places[Mention]) -> Iterator[Mark]:
    """What a known name says that is itself chosen for its colour: 中共; a surname is nobody's choice."""
    for named in names.near(term.span):
        if named.entity and named.span.holds(term.span):
            voice: StanceVoice = "author" if term.voice == "author" else "source"
            value = _OF_ITSELF * as_attribute(term).agent
            yield Mark(named.target, voice, "bearer", value, term.span, term.concept, "")


def _claimed(wording: Wording, claims: Sequence[Hit[str]], floor: int, paragraph: Paragraph) -> bool:
    """Whether a wording is part of a claim that its sentence keeps away from: 所谓…的说法; in quotation marks up to a comma."""
    before = bisect_right(claims, wording.start, key=_END)
    if before == 0 or claims[before - 1].start < max(floor, wording.start - _CLAIMED):
        return False
    behind = paragraph.raw(claims[before - 1].start, claims[before - 1].end).end
    marked = (q.inner for q in paragraph.quotations if behind < q.inner.start <= behind + 2)
    return not any("," in paragraph.folded.text[paragraph.local(inner)[1] : wording.start] for inner in marked)


def _of_wording(wording: Wording, scene: Sentence, speech: _Speech, others: Sequence[int]) -> list[Mark]:
    predicate, span = wording.predicate, wording.span
    piece = speech.piece(span)
    stretch = speech.stretch(piece)
    source = speech.source_of(span) if piece == 0 else None
    links = scene.links(wording.start, wording.end, predicate, stretch, across=source is not None, others=others)
    marks: list[Mark] = []
    for link in links:
        value = says_of(predicate, link)
        if not value or (link.name.mention.type in _NEVER_SO_CALLED and _distances(predicate.concept)):
            continue
        target, elsewhere = link.name.target, piece > 0 and link.name.stretch != stretch and not wording.inserted
        if value < 0 and not wording.inserted and speech.denies(piece, target):
            continue
        if not wording.inserted and not elsewhere and speech.of_own_side(piece, link.name.mention):
            if value < 0 and not _confesses(predicate, link):
                continue
            if value > 0 and part_in(link.role, predicate, value) == "victim":
                value *= _OWN_HARM
        if elsewhere and link.role != "owner" and speech.speaks(piece, target):
            begun = wording.start - (span.start - speech.begins(piece))
            if link.role != "agent" or not scene.unsaid_subject(begun, wording.start):
                continue  # what somebody says of nobody named is not said of himself: she said managers lied
        own = wording.inserted or speech.own_words(piece, link.name.mention, value, span)
        by_cue = source is not None and link.role == "patient" and link.name.target not in source
        voice: StanceVoice = "source" if (piece > 0 and not own) or by_cue else "author"
        part = part_in(link.role, predicate, value)
        by = ""
        if link.role == "patient" and not predicate.agent and not by_cue:
            by = next((other.name.target for other in links if other.role == "agent"), "")
        value *= how_surely(wording, link, voice, good=value > 0)
        marks.append(Mark(link.name.target, voice, link.role, value, span, predicate.concept, part, by))
        mention = link.name.mention
        if body := body_itself(mention):
            marks.append(Mark(body, voice, link.role, value, span, predicate.concept, part, by))
        if mention.within:  # a bank of a state stands for the state too
            marks.append(Mark(mention.within, voice, link.role, _WITHIN * value, span, predicate.concept, part))
    return marks


def _confesses(predicate: Predicate, link: Link) -> bool:
    """Whether what somebody says against his own side is a confession: his own deed, which the word for it condemns."""
    return link.role == "agent" and link.weight == DIRECT and predicate.agent < 0 and not predicate.plain


def _wordings(paragraph: Paragraph, text: str, terms: Sequence[LoadedTerm], names: Places[Mention]) -> list[Wording]:
    """The predicates of a paragraph, and the loaded terms that are neither one of them nor a name, in order."""
    found = []
    for hit in hits_in(paragraph, stance_matcher(paragraph.language)):
        span = paragraph.raw(hit.start, hit.end)
        name = names.over(span.start)
        if (name is None or name.span.end < span.end) and not _in_a_name(span, paragraph, text):
            found.append(Wording((hit.start, hit.end), hit.entry, span))
    if not terms:
        return found
    predicates = Places(found, _SPAN)
    for term in terms:
        start, end = term.span.start, term.span.end
        if not predicates.meets(start, end) and not names.meets(start, end):
            found.append(Wording(paragraph.local(term.span), as_attribute(term), term.span, term))
    return sorted(found, key=_START)


def _in_a_name(span: Span, paragraph: Paragraph, text: str) -> bool:
    """Whether a word is written with a capital though no sentence begins there: the Democratic Party, United Airlines.

    Not one that is all capitals, for those shout: the mayor FAILS.
    """
    if not text[span.start].isupper() or paragraph.zone.kind != "body" or span.of(text).isupper():
        return False
    before = text[max(paragraph.zone.span.start, span.start - 2) : span.start]
    return len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",'’")
