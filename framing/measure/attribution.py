"""Who is given a voice: cues of every language through one engine, then what spans sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.measure.constructions import construct
from framing.measure.entities import find_mentions
from framing.measure.grammar import Cue, Grammar, load_grammar
from framing.measure.scene import Draft, Pair, Scene, scenes, tidy
from framing.measure.sources import Speakers
from framing.text.document import Document, Paragraph
from framing.types import Attribution, AttributionKind, Mention, Span

_COLON = Cue("colon", "say", "neutral")
_ORPHAN = Cue("carried", "say", "neutral")
_MIN_ORPHAN_WORDS = 4


def find_attributions(document: Document, mentions: Sequence[Mention] | None = None) -> tuple[Attribution, ...]:
    """Every attribution of title, headings, body and summary, in the order of the text.

    Source, cue and content as in CODEBOOK section 2; no parser, no model. An odd number of quotation marks or a text
    without a full stop degrades locally and never raises. Method: cue constructions (Pareti 2012), data in
    ``lexicons/<lang>/cues.toml``.

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
    for paragraph in document.paragraphs:
        grammar = load_grammar(paragraph.language)
        drafts = _paragraph_drafts(paragraph, grammar)
        for draft in drafts:
            attribution = _finish(draft, paragraph, grammar, speakers, last)
            if attribution is None:
                continue
            found.append(attribution)
            last = attribution if attribution.source is not None else last
    return tuple(found)


def _paragraph_drafts(paragraph: Paragraph, grammar: Grammar) -> list[Draft]:
    drafts: list[Draft] = []
    sentences = list(scenes(paragraph, grammar))
    for index, scene in enumerate(sentences):
        colon = _colon_speech(paragraph, scene, index)
        if colon is not None:
            drafts.append(colon)
        for hit in scene.cues:
            if colon is not None and hit.end > colon.content[0][0]:
                break
            if (colon is not None and hit.start < colon.content[0][0]) or _inside_label(hit.start, index, drafts):
                continue
            draft = construct(scene, hit, drafts, index)
            if draft is not None and not _repeats(draft, drafts):
                drafts.append(draft)
    drafts = _part_siblings(drafts, sentences)
    drafts = _continue_speech(drafts, sentences)
    drafts += _orphan_quotes(drafts, sentences)
    return sorted(drafts, key=lambda draft: (draft.sentence, draft.content[0][0]))


def _inside_label(at: int, sentence: int, drafts: Sequence[Draft]) -> bool:
    """Whether an offset lies within the source of an earlier relation or in the rest of its cue (据…报道)."""
    return any(
        draft.sentence == sentence and draft.source is not None and draft.cue[0] < at < draft.content[0][0]
        for draft in drafts
        if draft.entry.closers and draft.source is not None and draft.source[0] >= draft.cue[1]
    )


def _repeats(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A second cue over just the same words (``said in a statement saying``) is the same relation."""
    return any(
        draft.content == other.content and (draft.source == other.source or draft.source is None) for other in drafts
    )


def _colon_speech(paragraph: Paragraph, scene: Scene, index: int) -> Draft | None:
    """``陳浩天說：…`` to the end of its paragraph, ``Siegel: we let China …`` in a headline."""
    text, grammar = scene.text, scene.grammar
    match = grammar.patterns["speaker_colon"].search(text, scene.start, scene.end)
    if match is None or scene.quoted(match.start()):
        return None
    headline = paragraph.zone.kind in ("title", "heading")
    cue = next(
        (hit for hit in scene.cues if hit.start < match.start() and not text[hit.end : match.start()].strip()), None
    )
    if cue is None and not headline:
        return None
    source_end = cue.start if cue is not None else match.start()
    left = max(
        [scene.start]
        + [
            scene.start + at + 1
            for at, char in enumerate(text[scene.start : source_end])
            if char in " 　,，。;；!！?？|" and headline and cue is None and not grammar.language.spaced
        ]
    )
    source = tidy(text, scene.skip_left("lead_in", left, source_end), source_end)
    if source is not None and cue is not None:
        source = tidy(text, source[0], scene.strip_right("before_cue", *source))
    quoted = next((q for q in scene.quotes if q[0] >= match.end() and not text[match.end() : q[0]].strip()), None)
    stop = (
        len(text)
        if cue is not None and index == 0 and quoted is None and not headline and grammar.continues
        else scene.end
    )
    content = quoted if quoted is not None and quoted[1] >= scene.end - 2 else tidy(text, match.end(), stop)
    if source is None or content is None or len(text[slice(*source)].split()) > 6 or source[1] - source[0] > 60:
        return None
    at = (cue.start, cue.end) if cue is not None else (match.start(), match.start() + 1)
    return Draft(source, at, (content,), "colon", cue.entry if cue is not None else _COLON, index)


def _part_siblings(drafts: list[Draft], sentences: Sequence[Scene]) -> list[Draft]:
    """Cut a content where a second cue of the same sentence begins a relation beside it, not inside it."""
    parted = list(drafts)
    for i, first in enumerate(drafts):
        for second in drafts[i + 1 :]:
            if second.sentence != first.sentence or second.cue[0] < first.cue[0]:
                continue
            edge = _sibling_edge(first, second, sentences[first.sentence])
            if edge is None:
                continue
            pieces = [_cut(sentences[first.sentence], piece, edge) for piece in parted[i].content]
            kept = tuple(piece for piece in pieces if piece is not None)
            if kept:
                parted[i] = replace(parted[i], content=kept)
    return parted


def _sibling_edge(first: Draft, second: Draft, scene: Scene) -> int | None:
    text, grammar = scene.text, scene.grammar
    if not any(start < second.cue[0] < end for start, end in first.content) or first.rule in ("colon", "agentless"):
        return None
    if second.shared or second.source is None or second.source == first.source:
        return second.cue[0] if second.entry.construction != "noun" else None
    if second.source[0] < first.cue[1]:
        return None
    before = text[first.cue[1] : second.source[0]].rstrip()
    if before.endswith((";", "；")) or grammar.patterns["contrast$"].search(before):
        return second.source[0]
    return None


def _cut(scene: Scene, piece: Pair, edge: int) -> Pair | None:
    if piece[1] <= edge:
        return piece
    if piece[0] >= edge:
        return None
    end = scene.strip_right("connectors", piece[0], scene.strip_right("before_cue", piece[0], edge))
    return tidy(scene.text, piece[0], end)


def _continue_speech(drafts: list[Draft], sentences: Sequence[Scene]) -> list[Draft]:
    """Carry content over the following sentences of the paragraph while no new cue comes (languages that write so)."""
    carried = list(drafts)
    for i, draft in enumerate(drafts):
        scene = sentences[draft.sentence]
        limit = scene.grammar.continues
        last_of_sentence = not any(d.sentence == draft.sentence and d.cue[0] > draft.cue[0] for d in drafts)
        to_end = tidy(scene.text, draft.content[-1][0], scene.end) == draft.content[-1]
        if not (
            limit
            and draft.entry.carries
            and last_of_sentence
            and to_end
            and draft.source is not None
            and draft.rule == "source-cue-content"
        ):
            continue
        stop = draft.sentence
        for following in sentences[draft.sentence + 1 : draft.sentence + 1 + limit]:
            starts_new = scene.grammar.patterns["^insertion"].match(following.text, following.start, following.end)
            if following.cues or starts_new:
                break
            stop += 1
        if stop > draft.sentence and (piece := tidy(scene.text, draft.content[-1][0], sentences[stop].end)) is not None:
            carried[i] = replace(draft, content=(*draft.content[:-1], piece))
    return carried


def _orphan_quotes(drafts: list[Draft], sentences: Sequence[Scene]) -> list[Draft]:
    """A sentence that is a quotation and names no speaker goes on with the last one; returns the new relations."""
    new: list[Draft] = []
    for index, scene in enumerate(sentences):
        if any(draft.sentence == index for draft in drafts):
            continue
        covered = [piece for draft in drafts for piece in draft.content]
        quotes = [
            q
            for q in scene.quotes_within(scene.start, scene.end)
            if not any(p[0] <= q[0] and q[1] <= p[1] for p in covered)
        ]
        whole = sum(end - start for start, end in quotes)
        if (
            not quotes
            or whole < 0.7 * (scene.end - scene.start)
            or (len(scene.text[slice(*quotes[0])].split()) < _MIN_ORPHAN_WORDS and scene.grammar.language.spaced)
        ):
            continue
        earlier = [
            i
            for i, draft in enumerate(drafts)
            if draft.sentence < index and draft.source is not None and _spoke(draft, sentences)
        ]
        piece = (quotes[0][0], quotes[-1][1])
        if earlier:
            drafts[earlier[-1]] = replace(drafts[earlier[-1]], content=(*drafts[earlier[-1]].content, piece))
        else:
            new.append(Draft(None, piece, (piece,), "carried", _ORPHAN, index, shared=True))
    return new


def _spoke(draft: Draft, sentences: Sequence[Scene]) -> bool:
    """Whether a relation holds a quotation of at least a clause, so that a following quotation may be its second piece."""
    scene = sentences[draft.sentence]
    return any(q[1] - q[0] > 12 for start, end in draft.content for q in scene.quotes_within(start, end))


def _finish(
    draft: Draft, paragraph: Paragraph, grammar: Grammar, speakers: Speakers, last: Attribution | None
) -> Attribution | None:
    content = tuple(paragraph.raw(*piece) for piece in draft.content)
    carried = draft.rule == "carried"
    if carried and last is None:
        return None
    source = last.source if carried and last is not None else None
    if draft.source is not None:
        source = paragraph.raw(*draft.source)
    kind = _kind(content, paragraph)
    if source is None:
        source_type, speaker = speakers.unnamed(draft, grammar)
    else:
        source_type, speaker = speakers.describe(source, grammar)
    cue = None if carried else paragraph.raw(*draft.cue)
    return Attribution(source, cue, content, kind, source_type, speaker, draft.rule, paragraph.zone.kind)


def _kind(content: Iterable[Span], paragraph: Paragraph) -> AttributionKind:
    """Direct if every letter of the content is quoted, indirect if none is, else mixed."""
    text, base = paragraph.folded, paragraph.zone.span.start
    inside = outside = 0
    marks = [q.span for q in paragraph.quotations]
    for word in paragraph.words:
        if any(piece.meets(word) for piece in content):
            quoted = any(mark.holds(word) for mark in marks)
            inside, outside = inside + quoted, outside + (not quoted)
    del text, base
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
