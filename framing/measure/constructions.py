"""How a cue builds a relation: one function for each construction, the same for every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from framing.lexicon.match import Hit
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import (
    ENDS_SPEECH,
    MAX_SOURCE,
    bare_name,
    before_insertion,
    clause_end,
    find_source,
    left_edge,
    main_subject,
    noun_phrase,
    source_before,
)

_HARD_MARK = re.compile(r"[;:；：—。!?！？]|--")
_QUOTE_GAP = re.compile(r"^[\s,，.。、:：—–-]*$")
_MARKED = re.compile(r"\s*[,:，：“「『\"]")
_POSSESSIVE = re.compile(r"['’]s?$")
_MIN_CONTENT = 4
_TITLE_WORDS = 5


def construct(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The relation that a cue builds in its sentence, None where it builds none."""
    if scene.quoted(hit.start) or _blocked(scene, hit):
        return None
    if hit.entry.construction in ("say", "object"):
        end = scene.strip_right("complementizer", hit.start, hit.end)
        end = hit.start + len(scene.text[hit.start : end].rstrip())
        prefix = scene.grammar.patterns["^cue_prefix"].match(scene.text, hit.start, end)
        hit = Hit(prefix.end() if prefix else hit.start, end if end > hit.start else hit.end, hit.entry)
    draft = _CONSTRUCTIONS[hit.entry.construction](scene, hit, drafts, sentence)
    if draft is None or sum(end - start for start, end in draft.content) < _MIN_CONTENT:
        return None
    return None if _tangled(draft) else draft


def _tangled(draft: Draft) -> bool:
    """Whether source, cue and content overlap, as they can in garbled text; such a relation is none."""
    parts = sorted([draft.cue, *draft.content, *([draft.source] if draft.source is not None else [])])
    return any(after[0] < before[1] for before, after in pairwise(parts))


def _blocked(scene: Scene, hit: Hit[Cue]) -> bool:
    grammar, text = scene.grammar, scene.text
    before, after = text[scene.start : hit.start], text[hit.end : scene.end]
    cue = text[hit.start : hit.end]
    if grammar.patterns["negated$"].search(before) or (hit.entry.marked and not _MARKED.match(after)):
        return True
    if hit.entry.construction in ("say", "object") and _no_finite_verb(scene, cue, before, after):
        return True
    if not hit.entry.nounlike or grammar.patterns["past_form"].fullmatch(cue):
        return False
    return bool(grammar.patterns["not_before_noun$"].search(before) or grammar.patterns["^not_after_noun"].match(after))


def _no_finite_verb(scene: Scene, cue: str, before: str, after: str) -> bool:
    """A verb form that attributes nothing where it stands: a gerund, an adjective (a proposed ban), a bare passive."""
    grammar = scene.grammar
    if grammar.has("participle", cue) and before.strip() and not grammar.patterns["participle_after$"].search(before):
        return True
    if grammar.patterns["past_form"].fullmatch(cue) and grammar.patterns["article$"].search(before):
        return True
    passive = grammar.patterns["passive_form"].fullmatch(cue) and grammar.patterns["passive$"].search(before)
    return bool(passive and not grammar.patterns["^agent"].match(after))


# --- say: SOURCE CUE CONTENT, CONTENT SOURCE CUE, CONTENT CUE SOURCE ---


def _say(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    left = left_edge(scene, hit.start, drafts, sentence)
    if (spoken := _quoted_speech(scene, hit, drafts, sentence)) is not None:
        return spoken
    if (split := _parenthetical(scene, hit, left, drafts, sentence)) is not None:
        return split
    content_start = _content_start(scene, hit)
    stop = _content_stop(scene, content_start)
    if scene.grammar.patterns["^subordinate"].match(scene.text, left, hit.start):  # 即使当局声称…，…
        stop = clause_end(scene, content_start, stop)
    content = tidy(scene.text, content_start, stop)
    if content is None or _only_modifier(scene, hit.end, scene.end):
        return _after_clause(scene, hit, left, drafts, sentence)
    if not scene.text[hit.end : content[0]].strip() and _only_when(scene, content):
        return None
    if (ahead := _subject_ahead(scene, hit, left, content, sentence)) is not None:
        return ahead
    source, shared = find_source(scene, left, hit.start, drafts, sentence)
    cue = hit.start, hit.end
    if shared or source is None:
        noun = scene.grammar.patterns["^cue_noun"].match(scene.text, hit.start, hit.end)
        if noun is not None and noun.end() < hit.end:  # 报道称: the report is the source, 称 the cue
            source, cue, shared = (hit.start, noun.end()), (noun.end(), hit.end), False
    if hit.entry.animate and (source is None or not (shared or _may_expect(scene, source))):
        return _agentless(scene, hit, drafts, sentence)
    return Draft(source, cue, (content,), "source-cue-content", hit.entry, sentence, shared)


def _only_when(scene: Scene, content: Pair) -> bool:
    """``总统宣布计划时，…``: the cue's clause only says when; what follows it is not content."""
    end = clause_end(scene, *content)
    return end < content[1] and scene.grammar.patterns["temporal_end$"].search(scene.text[content[0] : end]) is not None


def _subject_ahead(scene: Scene, hit: Hit[Cue], left: int, content: Pair, sentence: int) -> Draft | None:
    """``Dù thừa nhận sai sót, bộ trưởng …``: a clause without a subject borrows that of the main clause behind it."""
    if not scene.grammar.patterns["subordinate"].fullmatch(scene.text[left : hit.start].strip()):
        return None
    end = clause_end(scene, *content)
    piece = tidy(scene.text, content[0], end)
    if piece is None or end >= content[1]:
        return None
    source = noun_phrase(scene, end + 1, min(scene.end, end + MAX_SOURCE))
    return None if source is None else Draft(source, (hit.start, hit.end), (piece,), "cue-content-source", hit.entry, sentence)


def _may_expect(scene: Scene, source: Pair) -> bool:
    """Whether a noun phrase names a person or a body: by its words, as a name, or as a pronoun."""
    grammar, words = scene.grammar, scene.text[slice(*source)]
    if grammar.patterns["pronouns"].fullmatch(words) or grammar.patterns["plural_pronouns"].fullmatch(words):
        return True
    if any(pattern.search(words) for _, pattern in grammar.source_types):
        return True
    named = grammar.language.name_start
    return named is not None and named(words) < len(words)


def _quoted_speech(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """A quotation right before the cue, in its sentence or closing the one before it."""
    quote = scene.quote_ending(scene.start, hit.start)
    if quote is not None and scene.cues_within(quote[1], hit.start):
        return None
    if quote is not None and _speech_before(scene, quote, hit.start):
        return _after_quote(scene, hit, quote, drafts, sentence)
    before = scene.quote_ending(scene.start - 2, scene.start) if quote is None else None
    if before is not None and hit.end >= _content_stop(scene, hit.end) - 1:
        return _after_quote(scene, hit, before, drafts, sentence)
    return None


def _parenthetical(scene: Scene, hit: Hit[Cue], left: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``The plan, the minister said, would fail.`` and ``The plan will fail, said the minister.``"""
    text = scene.text
    if not scene.grammar.inverts or left <= scene.start or text[left - 1] not in ",，":
        return None
    if any(draft.sentence == sentence for draft in drafts):
        return None
    before = tidy(text, scene.skip_left("lead_in", scene.start, left - 1), left - 1)
    if before is None or scene.grammar.patterns["^insertion"].match(text, left, hit.start):
        return None
    if not text[left : hit.start].strip():
        source = _inverted_source(scene, (hit.start, hit.end), scene.end)
        inserted = "," in text[scene.start : left - 1] and before_insertion(scene, left) is not None
        clause = scene.search("subject_stop", *before) is not None and not inserted
        if source is None or not clause or not bare_name(scene, *source):
            return None
        rest = (
            tidy(text, source[1], _content_stop(scene, source[1])) if text[source[1] : source[1] + 1] == "," else None
        )
        pieces = (before,) if rest is None else (before, rest)
        return Draft(source, (hit.start, hit.end), pieces, "content-cue-source", hit.entry, sentence)
    after = scene.skip_left("after_cue", hit.end, scene.end)
    if text[after - 1 : after] != "," and text[after : after + 1] != ",":
        return None
    source = source_before(scene, left, hit.start)
    rest = tidy(text, after, _content_stop(scene, after))
    if source is None or rest is None:
        return None
    return Draft(source, (hit.start, hit.end), (before, rest), "content-source-cue-content", hit.entry, sentence)


def _speech_before(scene: Scene, quote: Pair, cue_start: int) -> bool:
    """Whether a quotation is the speech that the cue after it closes: ``"…," the minister said``."""
    between = scene.text[quote[1] : cue_start]
    if len(between) > MAX_SOURCE or _HARD_MARK.search(between.lstrip("—–- ")):
        return False
    words = scene.raw[quote[0] + 1 : quote[1] - 1].split()
    if quote[0] > scene.start and len(words) <= _TITLE_WORDS and all(word[:1].isupper() for word in words):
        return False  # on “Fox News Sunday,” the governor said …: the title of a programme
    comma = scene.grammar.comma_after_quote and between.lstrip().startswith((",", "-", "–", "—"))
    spoken = comma or bool(ENDS_SPEECH.search(scene.text[quote[0] : quote[1]]))
    return spoken and not scene.grammar.has("breaks", between)


def _after_quote(scene: Scene, hit: Hit[Cue], quote: Pair, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``"A," X said. "B."`` and ``"A," said X, "B."``"""
    text = scene.text
    lead = tidy(text, scene.start, quote[0]) if quote[0] > scene.start else None
    start = lead[0] if lead is not None and not _clause_cue_before(scene, quote[0]) else quote[0]
    pieces = [(start, quote[1])]
    stop = _next_quote_start(scene, hit.end)
    if (inverted := _inverted_source(scene, (hit.start, hit.end), stop)) is not None and not text[
        quote[1] : hit.start
    ].strip(" ,，-–—"):
        source: Pair | None = inverted
        shared = False
    else:
        source, shared = find_source(scene, quote[1], hit.start, drafts, sentence)
    following = [
        q for q in scene.quotes_within(hit.end, scene.end) if _QUOTE_GAP.match(_gap(scene, hit.end, source, q[0]))
    ]
    if following:
        pieces.append(following[0])
    return Draft(source, (hit.start, hit.end), tuple(pieces), "quote-source-cue", hit.entry, sentence, shared)


def _gap(scene: Scene, cue_end: int, source: Pair | None, quote_start: int) -> str:
    """What lies between cue (or the source behind it) and the next quotation, modifiers skipped."""
    low = max(cue_end, source[1]) if source is not None and source[0] >= cue_end else cue_end
    low = scene.skip_left("after_cue", low, quote_start)
    return scene.text[low:quote_start]


def _clause_cue_before(scene: Scene, at: int) -> bool:
    """Whether another cue stands between the sentence's start and a quotation."""
    return any(hit.end <= at and hit.entry.construction in ("say", "object", "according") for hit in scene.cues)


def _after_clause(scene: Scene, hit: Hit[Cue], left: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``Prices will rise, the minister said.``"""
    if left <= scene.start or scene.text[left - 1 : left] not in (",", "，", "—", "–"):
        return None
    content = tidy(scene.text, scene.start, left - 1)
    if content is None or any(draft.sentence == sentence for draft in drafts):
        return None
    source, shared = find_source(scene, left, hit.start, drafts, sentence)
    if source is None or shared:
        return None
    return Draft(source, (hit.start, hit.end), (content,), "content-source-cue", hit.entry, sentence)


def _inverted_source(scene: Scene, cue: Pair, stop: int) -> Pair | None:
    start = cue[1]
    if not scene.grammar.inverts or scene.grammar.has("participle", scene.text[slice(*cue)]):
        return None
    end = clause_end(scene, start, stop)
    match = scene.search("source_end", start, end)
    return tidy(scene.text, start, match.start() if match else end)


# --- object: SOURCE CUE OBJECT ---


def _object(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    if (spoken := _quoted_speech(scene, hit, drafts, sentence)) is not None:
        return spoken
    if (asked := _fronted_passive(scene, hit, sentence)) is not None:
        return asked
    left = left_edge(scene, hit.start, drafts, sentence)
    start = scene.skip_left("after_cue", hit.end, scene.end)
    stop = _content_stop(scene, start)
    if hit.entry.circumfix and not any(f" {closer} " in scene.text[start : clause_end(scene, start, stop)] for closer in hit.entry.closers):
        return None
    if hit.entry.disposal:
        return _disposal(scene, hit, left, clause_end(scene, start, stop), drafts, sentence)
    match = scene.search("object_end", start, stop)
    content = tidy(scene.text, start, match.start() if match else stop)
    if content is None:
        return None
    source, shared = find_source(scene, left, hit.start, drafts, sentence)
    if source is None:
        return None
    return Draft(source, (hit.start, hit.end), (content,), "source-cue-object", hit.entry, sentence, shared)


def _disposal(
    scene: Scene, hit: Hit[Cue], left: int, stop: int, drafts: Sequence[Draft], sentence: int
) -> Draft | None:
    """``部长把协议称为胜利``: content on both sides of the cue."""
    marker = scene.search("disposal", left, hit.start)
    if marker is None:
        return None
    spoken_of, said = tidy(scene.text, marker.end(), hit.start), tidy(scene.text, hit.end, stop)
    if spoken_of is None or said is None:
        return None
    source, shared = find_source(scene, left, marker.start(), drafts, sentence)
    return Draft(source, (hit.start, hit.end), (spoken_of, said), "source-object-cue", hit.entry, sentence, shared)


def _fronted_passive(scene: Scene, hit: Hit[Cue], sentence: int) -> Draft | None:
    """``Asked whether he would sign, the minister …``: a participle at the head of its clause has no source."""
    past = scene.grammar.patterns["past_form"].fullmatch(scene.text, hit.start, hit.end)
    before = scene.text[scene.start : hit.start]
    if past is None or (before.strip() and not scene.grammar.patterns["fronted$"].search(before)):
        return None
    start = scene.skip_left("after_cue", hit.end, scene.end)
    content = tidy(scene.text, start, clause_end(scene, start, scene.end))
    return None if content is None else Draft(None, (hit.start, hit.end), (content,), "agentless", hit.entry, sentence)


# --- according: CUE SOURCE, CONTENT and CONTENT, CUE SOURCE ---


def _according(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    text = scene.text
    ending = _according_source_end(scene, hit)
    source = tidy(text, hit.end, ending[0]) if ending is not None else None
    if ending is None or source is None or scene.grammar.patterns["not_source"].fullmatch(text, *source):
        return None
    source = tidy(text, source[0], scene.strip_right("before_cue", *source)) or source
    after = tidy(text, ending[1], _content_stop(scene, ending[1]))
    before = tidy(text, scene.start, hit.start)
    starts = _starts_clause(scene, hit.start, before)
    if hit.entry.clause_initial and not starts and before and not text[before[1] : hit.start].strip(" \"'”’"):
        return None
    marked = text[: hit.start].rstrip()[-1:] in (",", "，", "—", "–", "”", '"', ";", "；", "")
    if before is not None and not starts and (after is None or (marked and after not in scene.quotes)):
        content, rule = _own_clause(scene, before), "content-according"
    elif after is not None:
        content, rule = after, "according-content"
    else:
        return None
    return Draft(source, (hit.start, hit.end), (content,), rule, hit.entry, sentence, after_label=ending[1])


def _starts_clause(scene: Scene, cue_start: int, before: Pair | None) -> bool:
    """Whether only a lead-in (``Tuy nhiên, theo …``) stands before the cue, or a clause that ends in a strong mark."""
    if before is None:
        return True
    between = scene.text[before[1] : cue_start]
    return (
        bool(re.search(r"[;；:：]", between))
        or scene.grammar.patterns["^lead_in"].fullmatch(scene.text[slice(*before)] + ",") is not None
    )


def _own_clause(scene: Scene, before: Pair) -> Pair:
    start = scene.skip_left("lead_in", *before)
    return (start, before[1]) if start < before[1] else before


def _according_source_end(scene: Scene, hit: Hit[Cue]) -> Pair | None:
    """Where the source of ``according to`` ends, and where its cue is done: at a closer (``据…报道``) or a mark."""
    text = scene.text
    limit = clause_end(scene, hit.end, scene.end)
    for closer in hit.entry.closers:
        at = text.find(closer, hit.end, limit)
        if at >= 0:
            return at, at + len(closer)
    if hit.entry.circumfix:
        return None
    if match := scene.search("source_end", hit.end, limit):
        return match.start(), match.start()
    return limit, limit


# --- agentless: CUE CONTENT, or SUBJECT CUE CONTENT ---


def _agentless(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    content_start = scene.skip_left("after_cue", hit.end, scene.end)
    content = tidy(scene.text, content_start, _content_stop(scene, content_start))
    left = left_edge(scene, hit.start, drafts, sentence)
    subject_start = scene.skip_left("lead_in", left, hit.start)
    subject = tidy(scene.text, subject_start, scene.strip_right("before_cue", subject_start, hit.start))
    pieces = tuple(piece for piece in (subject, content) if piece is not None)
    return Draft(None, (hit.start, hit.end), pieces, "agentless", hit.entry, sentence) if pieces and content else None


# --- noun: the claim that CONTENT ---


def _noun(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    start = scene.skip_left("after_cue", hit.end, scene.end)
    content = tidy(scene.text, start, _content_stop(scene, start))
    if content is None:
        return None
    left = left_edge(scene, hit.start, drafts, sentence)
    source = source_before(scene, left, hit.start) or main_subject(scene, left, hit.start)
    if source is not None and (owner := _POSSESSIVE.search(scene.text[slice(*source)])):
        source = (source[0], source[0] + owner.start())
    return Draft(source, (hit.start, hit.end), (content,), "noun-content", hit.entry, sentence)


# --- shared steps ---


def _next_quote_start(scene: Scene, at: int) -> int:
    return next((q[0] for q in scene.quotes if q[0] >= at), scene.end) if scene.quotes else scene.end


def _content_start(scene: Scene, hit: Hit[Cue]) -> int:
    start = hit.end
    if hit.entry.addressee:
        start = scene.skip_left("addressee", start, scene.end)
    return scene.skip_left("after_cue", start, scene.end)


def _content_stop(scene: Scene, start: int) -> int:
    """The end of content: the sentence's, or where a clause of background or a new attribution begins."""
    stop = scene.end
    for match in scene.grammar.patterns["tails"].finditer(scene.text, start, stop):
        if match.start() > start and not scene.quoted(match.start()) and not scene.quotes_within(match.start(), stop):
            return match.start()
    return stop


def _only_modifier(scene: Scene, start: int, stop: int) -> bool:
    rest = scene.skip_left("after_cue", start, stop)
    return tidy(scene.text, rest, stop) is None


_CONSTRUCTIONS: dict[str, Callable[[Scene, Hit[Cue], Sequence[Draft], int], Draft | None]] = {
    "say": _say,
    "object": _object,
    "according": _according,
    "agentless": _agentless,
    "noun": _noun,
}
