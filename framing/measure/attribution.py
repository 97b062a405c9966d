"""Who is given a voice: the cues of every language through one engine, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from framing.measure.announced import announced_speech
from framing.measure.constructions import construct
from framing.measure.entities import find_mentions
from framing.measure.grammar import Grammar, load_grammar
from framing.measure.inner import without_inner
from framing.measure.scare_quotes import names_a_programme
from framing.measure.scene import Draft, Pair, Scene, scenes, tidy
from framing.measure.signed import signed_speech
from framing.measure.sources import Speakers
from framing.measure.speech import (
    colon_speech,
    continue_speech,
    opened_speech,
    orphan_quotes,
    part_siblings,
    spoken_block,
)
from framing.text.document import Document, Paragraph
from framing.types import Attribution, AttributionKind, Mention, SourceType

_NEAR: Final = 1
_HEADLINE_SOURCE: Final = 6
_CONJUNCTION: Final = 8


def find_attributions(document: Document, mentions: Sequence[Mention] | None = None) -> tuple[Attribution, ...]:
    """Every attribution of title, headings, body and summary, in the order of the text.

    Source, cue and content as in CODEBOOK section 2; no parser, no model. An odd number of quotation marks or a text
    without a full stop degrades locally and never raises. Method: cue constructions (Pareti 2012), data in
    ``lexicons/<lang>/cues.toml``. Time is linear in the length of the text.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "Talks will go on next week, the Norland trade minister said on Monday."
    >>> (found,) = find_attributions(read_document(Article(text)))
    >>> found.source.of(text), found.cue.of(text), found.content[0].of(text)
    ('the Norland trade minister', 'said', 'Talks will go on next week')
    """
    speakers = Speakers(document.article.text, find_mentions(document) if mentions is None else mentions)
    found: list[Attribution] = []
    last: Attribution | None = None
    spoke = -1  # the paragraph that ``last`` stands in: an orphan quotation goes on with that of its neighbour only
    opened: Draft | None = None  # ``She wrote:`` at the end of the paragraph before
    hanging: Attribution | None = None  # a quotation before anybody spoke, of whom the next line may name
    for index, paragraph in enumerate(document.paragraphs):
        grammar = load_grammar(paragraph.language)
        sentences = scenes(paragraph, grammar, document.article.text)
        if not sentences and opened is None:
            continue
        drafts = _drafts(paragraph, sentences)
        above, opened = opened, opened_speech(sentences) if paragraph.zone.kind == "body" else None
        if not drafts and above is None:
            continue
        quoted = _Quoted(paragraph, document.article.text)
        if above is not None and (piece := spoken_block(paragraph)) is not None:
            drafts = [draft for draft in drafts if draft.rule != "carried"]
            before = document.paragraphs[index - 1]
            block = _finish(above, before, grammar, speakers, quoted.words((piece,)), None)
            last, spoke = replace(block, content=(paragraph.raw(*piece),), zone=paragraph.zone.kind), index
            found.append(last)
        for draft in drafts:
            if draft.rule != "carried" and speakers.names.hold(paragraph.raw(*draft.cue)):
                continue
            words = quoted.words(draft.content)
            attribution = _finish(draft, paragraph, grammar, speakers, words, last if index - spoke <= _NEAR else None)
            if _runs_on(paragraph, attribution) and (begun := hanging or (found[-1] if found else None)) is not None:
                joined = _joined(begun, attribution) if _left_open(document.paragraphs[index - 1], begun) else None
                if joined is not None:
                    attribution = joined
                    found = found[: len(found) - (hanging is None)]
            hanging = None
            if draft.rule == "carried" and last is None and attribution.source is None:
                hanging = attribution
                continue
            found.append(attribution)
            if attribution.source is not None and not _within(attribution, last):
                last, spoke = attribution, index
                if draft.named is not None:
                    last = replace(attribution, source=paragraph.raw(*draft.named))
    return tuple(found)


def _runs_on(paragraph: Paragraph, attribution: Attribution) -> bool:
    """Whether content begins with the rest of a quotation that the paragraph before left open, no mark repeated."""
    first = paragraph.quotations[0] if paragraph.quotations else None
    if first is None or not first.continued or first.inner.start != first.span.start:
        return False
    return attribution.content[0].start == first.span.start


def _left_open(paragraph: Paragraph, attribution: Attribution) -> bool:
    """Whether content ends in the quotation that its paragraph does not close."""
    last = paragraph.quotations[-1] if paragraph.quotations else None
    return last is not None and not last.closed and attribution.content[-1].meets(last.span)


def _joined(begun: Attribution, rest: Attribution) -> Attribution | None:
    """One relation of a quotation over several lines, its speaker named before or behind it; None where each has its own."""
    if "carried" not in (begun.rule, rest.rule):
        return None
    told = begun if rest.rule == "carried" else rest
    tokens, quoted = begun.tokens + rest.tokens, begun.quoted_tokens + rest.quoted_tokens
    content = (*begun.content, *rest.content)
    return replace(told, content=content, kind=_kind(tokens, quoted), tokens=tokens, quoted_tokens=quoted)


def _within(attribution: Attribution, other: Attribution | None) -> bool:
    """Whether a voice stands inside what another says: the next quotation is not its own."""
    if other is None:
        return False
    at = (attribution.cue or attribution.content[0]).start
    return any(piece.start <= at < piece.end for piece in other.content)


def _drafts(paragraph: Paragraph, sentences: Sequence[Scene]) -> list[Draft]:
    """The relations of a paragraph: first each sentence by itself, then what spans sentences."""
    headline = paragraph.zone.kind in ("title", "heading")
    parsed: list[list[Draft]] = []
    before: list[Draft] = []
    for index, scene in enumerate(sentences):
        before = _sentence_drafts(scene, index, before, headline=headline)
        parsed.append(before)
    for index, drafts in enumerate(parsed):
        if len(drafts) > 1:
            parsed[index] = without_inner(part_siblings(drafts, sentences[index]), sentences[index])
    parsed = continue_speech(parsed, sentences)
    if paragraph.quotations:
        parsed = orphan_quotes(parsed, sentences)
    if paragraph.zone.kind != "title" and (signed := signed_speech(sentences)) is not None:
        parsed = [[draft for draft in drafts if draft.rule != "carried"] for drafts in parsed]
        parsed[0].append(signed)
    return [draft for drafts in parsed for draft in sorted(drafts, key=_content_start)]


def _content_start(draft: Draft) -> int:
    return draft.content[0][0]


def _sentence_drafts(scene: Scene, index: int, before: list[Draft], *, headline: bool) -> list[Draft]:
    here: list[Draft] = []
    speech = colon_speech(scene, index, headline=headline) or announced_speech(scene, index)
    if speech is not None:
        here.append(speech)
    for hit in scene.cues:
        if (
            speech is not None
            and min((speech.source or speech.cue)[0], speech.cue[0]) <= hit.start < speech.content[0][0]
        ):
            continue
        if (
            speech is not None
            and speech.content[0][0] <= hit.start < speech.content[-1][1]
            and speech.entry.id != "colon"
        ):
            break
        if here and _inside_label(hit.start, here):
            continue
        draft = construct(scene, hit, [*before, *here], index)
        if draft is not None and speech is not None and hit.start < speech.content[0][0]:
            draft = _before_speech(draft, speech, scene)
        if draft is not None and headline and _overlong(draft, scene):
            draft = None
        if draft is not None and not (here and _within_another(draft, here, scene)):
            here.append(draft)
    return here


def _overlong(draft: Draft, scene: Scene) -> bool:
    """Whether what stands before the cue of a headline is more than a name: its verb is none that the grammar knows."""
    if not scene.grammar.inverts or draft.source is None or not draft.rule.startswith("source-cue"):
        return False
    return len(scene.text[slice(*draft.source)].split()) > _HEADLINE_SOURCE


def _before_speech(draft: Draft, speech: Draft, scene: Scene) -> Draft | None:
    """What is said before somebody else's speech behind a colon ends where that begins: 评论指责此举荒唐，何芳说：…"""
    if draft.entry.construction == "noun":
        return None  # the debate about it, which goes: …
    edge = (speech.source or speech.cue)[0]
    pieces = [tidy(scene.text, start, min(stop, edge)) for start, stop in draft.content if start < edge]
    content = tuple(piece for piece in pieces if piece is not None)
    return replace(draft, content=content) if content else None


def _within_another(draft: Draft, here: Sequence[Draft], scene: Scene) -> bool:
    """Whether what a cue builds is no relation beside those of its sentence."""
    return _repeats(draft, here) or _no_voice_of_its_own(draft, here, scene)


def _inside_label(at: int, drafts: Sequence[Draft]) -> bool:
    """Whether an offset lies within the source of an ``according to`` relation or in the rest of its cue (据…报道)."""
    return any(
        draft.entry.construction == "according" and draft.source is not None and draft.cue[0] < at < draft.after_label
        for draft in drafts
    )


def _repeats(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A second cue over just the same words (``wrote in his report that``, ``said in a statement saying``) is the same relation."""
    noun = draft.entry.construction == "noun"
    return any(draft.content == other.content and (noun or draft.source in (other.source, None)) for other in drafts)


def _no_voice_of_its_own(draft: Draft, drafts: Sequence[Draft], scene: Scene) -> bool:
    """Whether a cue is what somebody is asked to do (``đề nghị ngành giáo dục thông báo sớm``) or says of himself (``nói ông ủng hộ``)."""
    if not scene.grammar.language.spaced and _inside_speech(draft, drafts, scene):
        return True
    if draft.source is None or draft.shared:
        return False
    himself = draft.entry.voiced and scene.grammar.patterns["pronouns"].fullmatch(scene.text, *draft.source) is not None
    around = [other for other in drafts if draft.source[0] == other.content[0][0]]
    return any(himself or (other.entry.stance == "urge" and other.entry.voiced) for other in around)


def _inside_speech(draft: Draft, drafts: Sequence[Draft], scene: Scene) -> bool:
    """Whether a forecast of nobody (X认为，…有望…) or what a speaker's own side does (发言人说，中方反对…) is within what is said."""
    if draft.rule == "agentless" and (draft.entry.animate or draft.entry.stance == "expect"):
        within = drafts
        at = draft.cue[0]
    elif draft.source is not None and scene.grammar.patterns["own_side"].fullmatch(scene.text, *draft.source):
        within = [other for other in drafts if other.entry.construction == "say" and other.source is not None]
        at = draft.source[0]
    else:
        return False
    return any(start <= at < stop for other in within for start, stop in other.content)


def _finish(
    draft: Draft,
    paragraph: Paragraph,
    grammar: Grammar,
    speakers: Speakers,
    words: tuple[int, int],
    last: Attribution | None,
) -> Attribution:
    content = tuple([paragraph.raw(_opened(draft, paragraph, grammar, start), stop) for start, stop in draft.content])
    carried = draft.rule == "carried"
    cue = None if carried else paragraph.raw(*draft.cue)
    source = last.source if carried and last is not None else None
    if draft.source is not None:
        if cue is not None and not grammar.language.spaced:
            cue = speakers.names.less_name(paragraph.raw(*draft.source), cue)
        source = speakers.names.whole(paragraph.raw(*draft.source), content if cue is None else (cue, *content))
    elif cue is not None and draft.rule == "source-cue-content":
        source = speakers.names.before(cue)
    named = source if draft.named is None else paragraph.raw(*draft.named)
    source_type, speaker = speakers.describe(named, grammar)
    if source_type in ("vague", "organisation") and _reports(draft, paragraph, grammar, source_type):
        source_type = "media"
    stance = "" if carried else draft.entry.stance
    return Attribution(
        source, cue, content, _kind(*words), source_type, speaker, draft.rule, paragraph.zone.kind, *words, stance
    )


def _reports(draft: Draft, paragraph: Paragraph, grammar: Grammar, kind: SourceType) -> bool:
    """Whether a source of which its words say nothing is an outlet by its cue: 据“海城在线”报道, 据 WXYZ 报道."""
    if draft.source is None or not draft.after_label:
        return False
    text = paragraph.folded.text
    report = grammar.patterns["reports"].search(text, draft.source[1], draft.after_label)
    return report is not None and (kind == "vague" or text[slice(*draft.source)].isascii())


def _opened(draft: Draft, paragraph: Paragraph, grammar: Grammar, start: int) -> int:
    """Where content begins with the conjunction of its clause, as in PARC: ``that the dam would hold``."""
    if not grammar.inverts:
        return start
    low = max(draft.cue[1] if draft.cue[1] <= start else 0, start - _CONJUNCTION)
    if start - low <= 1:
        return start
    opener = grammar.ending("complementizer", paragraph.folded.text, low, start)
    return start if opener is None else opener.start()


class _Quoted:
    """The quotations of a paragraph that are no names, and how many of its words they hold."""

    def __init__(self, paragraph: Paragraph, text: str) -> None:
        spaced = paragraph.language.spaced
        spoken = [q for q in paragraph.quotations if spaced or not names_a_programme(q, text, paragraph)]
        quotes = [paragraph.local(quotation.span) for quotation in spoken]
        self._starts, self._ends = [start for start, _ in quotes], [end for _, end in quotes]
        self._paragraph = paragraph
        self._words = list(accumulate((paragraph.tokens_within(*quote) for quote in quotes), initial=0))

    def words(self, content: Sequence[Pair]) -> tuple[int, int]:
        """How many words the content has, and how many of them stand in quotation marks."""
        every = sum([self._paragraph.tokens_within(start, end) for start, end in content])
        return every, min(every, sum([self._within(start, end) for start, end in content])) if self._starts else 0

    def _within(self, start: int, end: int) -> int:
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= last:
            return 0
        before = self._paragraph.tokens_within(self._starts[first], max(start, self._starts[first]))
        after = self._paragraph.tokens_within(min(end, self._ends[last - 1]), self._ends[last - 1])
        return self._words[last] - self._words[first] - before - after


def _kind(every: int, quoted: int) -> AttributionKind:
    """Direct if every word of the content is quoted, indirect if none is, else mixed."""
    if not quoted:
        return "indirect"
    return "direct" if quoted >= every else "mixed"
