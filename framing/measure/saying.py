"""Constructions of speaking: SOURCE CUE CONTENT, CONTENT SOURCE CUE, CONTENT CUE SOURCE, quotations before their cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.clauses import ENDS_SPEECH, clause_end, is_body, left_edge
from framing.measure.content import (
    before_name,
    content_start,
    content_stop,
    has_verb,
    next_quote_start,
    only_modifier,
    only_when,
    verb_first,
)
from framing.measure.done_by import reduced
from framing.measure.grammar import Cue
from framing.measure.labels import agentless
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import (
    MAX_SOURCE,
    bare_name,
    before_insertion,
    find_source,
    may_speak,
    noun_phrase,
    source_before,
)

_HARD_MARK: Final = re.compile(r"[;:；：—。!?！？]|--")
_QUOTE_GAP: Final = re.compile(r"^[\s,，.。、:：—–-]*$")
_PARTED: Final = re.compile(r"[,，][\"'”’」』»]*$")
_TITLE_WORDS: Final = 5
# A cue this near before a quotation has it for its own.
_NEAR_CUE: Final = 12
# A quotation this long in characters is more than a name.
_CLAUSE: Final = 8
_OPENING: Final = 24


def say(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The relation of a verb of speaking or thinking: the speech before it, around it, or behind it."""
    left = left_edge(scene, hit.start, drafts, sentence)
    if (spoken := quoted_speech(scene, hit, drafts, sentence)) is not None:
        return spoken
    if (split := _parenthetical(scene, hit, left, drafts, sentence)) is not None:
        return split
    first = content_start(scene, hit)
    stop = content_stop(scene, first)
    fronted = scene.grammar.patterns["^fronted_clause"].match(scene.text, scene.start, hit.start)
    if fronted and clause_end(scene, scene.start, scene.end) == hit.end:
        return None  # 对于外界质疑，部长强调…
    if subordinate(scene, left, hit.start):  # 即使当局声称…，…
        stop = clause_end(scene, first, stop)
    content = tidy(scene.text, first, stop)
    if (opened := _cue_first(scene, hit, left, sentence)) is not None:
        return opened
    if content is None:
        return _after_clause(scene, hit, left, drafts, sentence)
    bare = hit.entry.addressee and content == tidy(scene.text, hit.end, stop) and not has_verb(scene, *content)
    if bare and (told := _after_clause(scene, hit, left, drafts, sentence)) is not None:
        return told  # …, two officials told the Harbor Ledger
    if (spoken := _before_trailing(scene, hit, left, drafts, sentence)) is not None:
        return spoken
    if (announced := reduced(scene, hit, left, content, sentence)) is not None:
        return announced
    if not scene.text[hit.end : content[0]].strip() and only_when(scene, content):
        return None
    if _only_how(scene, content) or _next_cue_says(scene, hit, content):
        return None
    if (ahead := _subject_ahead(scene, hit, left, content, sentence)) is not None:
        return ahead
    noun_end = document_end(scene, hit)
    counted = noun_end is not None and scene.ending("not_before_noun", left, hit.start) is not None
    source, shared = (None, False) if counted else find_source(scene, left, hit.start, drafts, sentence)
    cue = hit.start, hit.end
    if noun_end is not None and (
        shared or source is None
    ):  # 报道称, 该社的一篇报道称: the report is the source, 称 the cue
        start = scene.skip_left("lead_in", left, hit.start) if counted else hit.start
        source, cue, shared = (start, noun_end), (noun_end, hit.end), False
    spoke = shared and any(draft.source == source for draft in drafts)
    if (source is None or shared) and _only_setting(scene, hit, content):
        return None
    plain = hit.entry.marked and not scene.quotes_within(hit.end, content[1])
    if plain and not scene.grammar.language.spaced and not (source is not None and may_speak(scene, source)):
        return None  # 此举是一种回应，也…
    if source is not None and _suffered(scene, hit, source):
        return None
    if hit.entry.animate and (source is None or not (spoke or may_speak(scene, source))):
        return agentless(scene, hit, drafts, sentence)
    if hit.entry.clausal and ((verb := scene.search("subject_stop", *content)) is None or verb.start() == content[0]):
        return None if is_body(scene, source) else agentless(scene, hit, drafts, sentence)  # Bộ dự kiến xây cầu
    return Draft(source, cue, (content,), "source-cue-content", hit.entry, sentence, shared)


def _suffered(scene: Scene, hit: Hit[Cue], source: Pair) -> bool:
    """Whether a clause tells that somebody was criticised, and a comma ends it: what follows is nobody's words (被网友批评，…)."""
    if scene.grammar.language.spaced or scene.text[hit.end : hit.end + 1] != ",":
        return False
    return scene.ending("agent", scene.start, source[0]) is not None


def _only_how(scene: Scene, content: Pair) -> bool:
    """``He said in an angry voice``, ``just hours after the storm``: a circumstance, without a verb or a quotation."""
    how = scene.grammar.patterns["setting"].match(scene.text, *content)
    if how is not None and scene.grammar.head_first:
        return _then_speaks(scene, content[0], clause_end(scene, *content), content[1])
    return how is not None and not scene.quotes_within(*content) and not has_verb(scene, *content)


def _next_cue_says(scene: Scene, hit: Hit[Cue], content: Pair) -> bool:
    """Whether a comma and the next cue stand right behind a cue: ``lên tiếng, chỉ trích …`` is one relation."""
    after_comma = scene.grammar.head_first and scene.text[hit.end : hit.end + 1] == ","
    return after_comma and scene.cues_within(content[0], content[0] + 1)


def _then_speaks(scene: Scene, start: int, end: int, stop: int) -> bool:
    """Whether a clause tells only where somebody speaks, and the sentence ends or his next cue follows: ``phát biểu tại họp báo, cho biết …``"""
    if has_verb(scene, start, end) or scene.quotes_within(start, end):
        return False
    following = scene.skip_left("lead_in", end + 1, stop) if end < stop else stop
    return end == stop or scene.cues_within(following, following + len(" x"))


def document_end(scene: Scene, hit: Hit[Cue]) -> int | None:
    """Where the noun in a cue such as 报道称 ends, None in any other cue."""
    length = scene.form(hit).noun_end
    return None if length is None else hit.start + length


def _cue_first(scene: Scene, hit: Hit[Cue], left: int, sentence: int) -> Draft | None:
    """``Said Lena Forsberg, who keeps the light: “The harbour froze.”``"""
    if not scene.grammar.inverts or scene.text[scene.start : hit.start].strip():
        return None
    source = _inverted_source(scene, (hit.start, hit.end), next_quote_start(scene, hit.end))
    if source is None or not scene.raw[source[0] : source[0] + 1].isupper():
        return None
    quote = next((q for q in scene.quotes if q[0] >= source[1]), None)
    if quote is None:
        return None
    return Draft(source, (hit.start, hit.end), (quote,), "cue-source-content", hit.entry, sentence)


def subordinate(scene: Scene, left: int, cue_start: int) -> bool:
    """Whether the cue's clause is opened by a conjunction such as ``though``."""
    opened = scene.grammar.patterns["^subordinate"].match(scene.text, left, cue_start)
    return bool(opened or scene.ending("subordinate", scene.start, left))


def _subject_ahead(scene: Scene, hit: Hit[Cue], left: int, content: Pair, sentence: int) -> Draft | None:
    """``Dù thừa nhận sai sót, bộ trưởng …``: a clause without a subject borrows that of the main clause behind it."""
    between = scene.text[left : hit.start].strip()
    if not (
        scene.grammar.patterns["subordinate"].fullmatch(between)
        or (not between and (subordinate(scene, left, left) or _participle_first(scene, hit)))
    ):
        return None
    end = clause_end(scene, *content)
    piece = tidy(scene.text, content[0], end)
    if piece is None or scene.text[end : end + 1] not in (",", "，"):
        return None
    stop = next((cue.start for cue in scene.cues if cue.start > end), scene.end)
    source = noun_phrase(scene, end + 1, min(stop, end + MAX_SOURCE))
    return (
        None
        if source is None
        else Draft(source, (hit.start, hit.end), (piece,), "cue-content-source", hit.entry, sentence)
    )


def _participle_first(scene: Scene, hit: Hit[Cue]) -> bool:
    """``Noting that prices fell, the minister …``"""
    opens = not scene.text[scene.start : hit.start].strip()
    return opens and scene.grammar.patterns["participle"].fullmatch(scene.text, hit.start, hit.end) is not None


def _only_setting(scene: Scene, hit: Hit[Cue], content: Pair) -> bool:
    """``Nói với báo Hải Đăng, ông Trần Khoa cho rằng …``: whoever speaks to whom comes first, and a cue of its own behind."""
    end = content[0] - 1 if scene.text[hit.end : hit.end + 1] == "," else clause_end(scene, *content)
    opens = not scene.text[scene.start : hit.start].strip()
    return opens and not scene.grammar.inverts and end < content[1] and scene.cues_within(end, content[1])


def quoted_speech(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """A quotation right before the cue, in its sentence or closing the one before it."""
    if not scene.quotes or scene.grammar.patterns["^complementizer"].match(scene.text, hit.end, scene.end):
        return None  # its content is the clause behind it
    quote = scene.quote_ending(scene.start, hit.start)
    if quote is not None and scene.cues_within(quote[1], hit.start - 1, plain=True):  # 时|说 is one cue
        return None
    if quote is not None and _speech_before(scene, quote, hit.start) and not _said(quote, drafts):
        return _after_quote(scene, hit, quote, drafts, sentence)
    before = scene.quote_ending(scene.start - 2, scene.start) if quote is None else None
    if before is not None and not _said(before, drafts) and hit.end >= content_stop(scene, hit.end) - 1:
        return _after_quote(scene, hit, before, drafts, sentence)
    return None


def _said(quote: Pair, drafts: Sequence[Draft]) -> bool:
    """Whether a quotation is somebody's content already."""
    return any(start <= quote[0] and quote[1] <= end for draft in drafts for start, end in draft.content)


def _parenthetical(scene: Scene, hit: Hit[Cue], left: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``The plan, the minister said, would fail.`` and ``The plan will fail, said the minister.``"""
    text = scene.text
    if not scene.grammar.inverts or left <= scene.start or text[left - 1] not in ",，":
        return None
    before = tidy(text, scene.skip_left("lead_in", scene.start, left - 1), left - 1)
    inserted = scene.grammar.patterns["^insertion"].match(text, left, hit.start)
    closed = text.startswith(",", hit.end) and verb_first(scene, hit.end + 1, scene.end)
    if before is None or (inserted and not closed and not has_verb(scene, *before)):
        return None
    if not text[left : hit.start].strip():
        return _inverted(scene, hit, left, before, sentence)
    trailing = scene.grammar.patterns["^trailing"].match(text, hit.end, scene.end)
    if trailing or any(draft.sentence == sentence for draft in drafts):
        return None
    after = scene.skip_left("after_cue", hit.end, scene.end)
    if not text[hit.end : after].rstrip().endswith(",") and text[after : after + 1] != ",":
        return None
    source = source_before(scene, left, hit.start)
    rest = tidy(text, after, content_stop(scene, after))
    if source is None or rest is None:
        return None
    return Draft(source, (hit.start, hit.end), (before, rest), "content-source-cue-content", hit.entry, sentence)


def _inverted(scene: Scene, hit: Hit[Cue], left: int, before: Pair, sentence: int) -> Draft | None:
    """``The plan will fail, said the minister.``; not ``The minister, after a long silence, said the plan would fail.``"""
    source = _inverted_source(scene, (hit.start, hit.end), scene.end)
    if source is None or not bare_name(scene, *source):
        return None
    capital = any(letter.isupper() for letter in scene.raw[slice(*source)])
    named = capital and scene.text[source[1] : source[1] + 1] in (",", ".", "")
    inserted = "," in scene.text[scene.start : left - 1] and before_insertion(scene, left) is not None
    if not named and (inserted or scene.search("subject_stop", *before) is None):
        return None
    pieces: tuple[Pair, ...] = (before,)
    if scene.text[source[1] : source[1] + 1] == "," and _incomplete(scene, before):
        rest = tidy(scene.text, source[1], content_stop(scene, source[1]))
        pieces = (before,) if rest is None else (before, rest)
    return Draft(source, (hit.start, hit.end), pieces, "content-cue-source", hit.entry, sentence)


def _incomplete(scene: Scene, before: Pair) -> bool:
    """Whether a clause needs another behind it: ``Even as prices fell, notes the bank, the poor …``"""
    grammar = scene.grammar
    opened = grammar.patterns["^subordinate"].match(scene.text, scene.start, before[1])
    return not has_verb(scene, clause_end(scene, *before) if opened else before[0], before[1])  # As prices fell, …


def _speech_before(scene: Scene, quote: Pair, cue_start: int) -> bool:
    """Whether a quotation is the speech that the cue after it closes: ``"…," the minister said``."""
    between = scene.text[quote[1] : cue_start]
    if len(between) > MAX_SOURCE or _HARD_MARK.search(between.lstrip("—–- ")):
        return False
    words = scene.raw[quote[0] + 1 : quote[1] - 1].split()
    if quote[0] > scene.start and len(words) <= _TITLE_WORDS and all(word[:1].isupper() for word in words):
        return False  # on “Fox News Sunday,” the governor said …: the title of a programme
    comma = scene.grammar.comma_after_quote and between.lstrip().startswith((",", "-", "–", "—"))
    comma = comma or _opens_with(scene, quote) or _named_right_behind(scene, quote, cue_start)
    spoken = comma or bool(ENDS_SPEECH.search(scene.text[quote[0] : quote[1]]))
    return spoken and (not scene.grammar.has("breaks", between) or _set_off(scene, between))


def _set_off(scene: Scene, between: str) -> bool:
    """Whether what stands between a quotation and its cue is a name and what is set off behind it: Ida Voss, who keeps the light, said."""
    name, comma, rest = between.lstrip(" ,").partition(",")
    return (
        bool(comma) and scene.grammar.inverts and rest.rstrip().endswith(",") and not scene.grammar.has("breaks", name)
    )


def _named_right_behind(scene: Scene, quote: Pair, cue_start: int) -> bool:
    """Whether a sentence opens with a quotation of a clause and who speaks, no mark between: ``“Con đê vẫn đứng vững” ông Khoa nói``."""
    if (
        not scene.grammar.comma_after_quote
        or quote[1] - quote[0] < _OPENING
        or scene.text[scene.start : quote[0]].strip()
    ):
        return False
    end = clause_end(scene, quote[1], cue_start)
    named = tidy(scene.text, quote[1], scene.strip_right("before_cue", quote[1], end))
    return named is not None and noun_phrase(scene, *named) == named and may_speak(scene, named)


def _opens_with(scene: Scene, quote: Pair) -> bool:
    """Whether a sentence opens with a quotation of a clause and a comma: “租金还会再涨”，林远说…"""
    opens = not scene.grammar.language.spaced and not scene.text[scene.start : quote[0]].strip()
    return opens and quote[1] - quote[0] >= _CLAUSE and scene.text[quote[1] : quote[1] + 1] == ","


def _after_quote(scene: Scene, hit: Hit[Cue], quote: Pair, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``"A," X said. "B."`` and ``"A," said X, "B."``"""
    text = scene.text
    lead = tidy(text, scene.start, quote[0]) if quote[0] > scene.start else None
    if lead is not None and text[lead[1]] == ":":
        lead = None  # Fact check: “…”, the Gazette writes
    start = lead[0] if lead is not None and not _clause_cue_before(scene, quote[0]) else quote[0]
    pieces = [(start, quote[1])]
    stop = next_quote_start(scene, hit.end)
    if (inverted := _inverted_source(scene, (hit.start, hit.end), stop)) is not None and not text[
        quote[1] : hit.start
    ].strip(" ,，-–—"):
        source: Pair | None = inverted
        shared = False
    else:
        source, shared = find_source(scene, quote[1], hit.start, drafts, sentence)
    listener = hit.end + 1 if hit.entry.addressee else -1  # told “Morning Talk”
    following = [
        q
        for q in scene.quotes_within(hit.end, scene.end)
        if (q[0] != listener and _QUOTE_GAP.match(_gap(scene, hit.end, source, q[0])))
        or _goes_on(scene, quote, hit.end, q[0])
    ]
    if following:
        pieces.append(following[0])
    elif scene.grammar.continues and (_comma_behind(scene, hit) or _opens_with(scene, quote)):
        rest = tidy(text, content_start(scene, hit), content_stop(scene, hit.end))  # “…。”X告诉记者，…
        pieces += [rest] if rest is not None and (hit.entry.carries or _opens_with(scene, quote)) else []
    return Draft(source, (hit.start, hit.end), tuple(pieces), "quote-source-cue", hit.entry, sentence, shared)


def _goes_on(scene: Scene, quote: Pair, cue_end: int, start: int) -> bool:
    """``"A," X said of the bill two days later, "B."``: speech that a comma parts goes on behind another comma."""
    if not scene.grammar.comma_after_quote or _PARTED.search(scene.text, *quote) is None:
        return False
    before = scene.text[cue_end:start].rstrip()
    return before.endswith(",") and not scene.cues_within(cue_end + len(before) - _NEAR_CUE, start)


def _comma_behind(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether the clause of a cue ends in a comma: right behind it, or behind those who are told."""
    end = hit.end if scene.text[hit.end : hit.end + 1] in (",", "，") else clause_end(scene, hit.end, scene.end)
    return scene.text[end : end + 1] in (",", "，")


def _gap(scene: Scene, cue_end: int, source: Pair | None, quote_start: int) -> str:
    """What lies between cue (or the source behind it) and the next quotation, modifiers skipped."""
    low = max(cue_end, source[1]) if source is not None and source[0] >= cue_end else cue_end
    return scene.text[scene.skip_left("after_cue", low, quote_start) : quote_start]


def _clause_cue_before(scene: Scene, at: int) -> bool:
    """Whether another cue stands between the sentence's start and a quotation."""
    return any(hit.end <= at and hit.entry.construction in ("say", "object", "according") for hit in scene.cues)


def _after_clause(scene: Scene, hit: Hit[Cue], left: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``Prices will rise, the minister said.``"""
    if left <= scene.start or scene.text[left - 1 : left] not in (",", "，", "—", "–"):
        return None
    content = tidy(scene.text, scene.skip_left("lead_in", scene.start, left - 1), left - 1)
    reaching = [draft for draft in drafts if draft.sentence == sentence and draft.content[-1][1] > left]
    if content is None or (reaching and not _told_within(scene, hit, content, reaching)):
        return None
    if scene.grammar.patterns["circumstance"].fullmatch(scene.text[scene.start : left - 1].strip()):
        return None  # In a 1963 speech, he declared …: no clause stands before
    source, shared = find_source(scene, left, hit.start, drafts, sentence)
    if source is not None and not shared and (clause := before_name(scene, content, source)) is not None:
        content = clause
    if source is None or shared or source[0] < content[1]:
        return None  # The company, which owns the port, said …: the source stands before the insertion
    return Draft(source, (hit.start, hit.end), (content,), "content-source-cue", hit.entry, sentence)


def _told_within(scene: Scene, hit: Hit[Cue], content: Pair, reaching: Sequence[Draft]) -> bool:
    """``He told them to go, police said.``: relations inside a clause whose own speaker stands at the end of the sentence."""
    last = (scene.grammar.inverts or scene.grammar.head_first) and only_modifier(scene, hit.end, scene.end)
    return last and all(content[0] <= draft.cue[0] for draft in reaching)


def _before_trailing(scene: Scene, hit: Hit[Cue], left: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``Prices will rise, the minister said, adding …``: what stands behind the cue is not what was said."""
    behind = content_start(scene, hit) if hit.entry.addressee else hit.end
    trailing = scene.grammar.patterns["^trailing"].match(scene.text, behind, scene.end)
    if trailing and scene.ending("complementizer", hit.end, content_start(scene, hit)):
        return None  # Citing the law, her lawyer said on Monday that …
    return _after_clause(scene, hit, left, drafts, sentence) if trailing else None


def _inverted_source(scene: Scene, cue: Pair, stop: int) -> Pair | None:
    start = cue[1]
    if not scene.grammar.inverts or scene.grammar.has("never_first", scene.text[slice(*cue)]):
        return None
    end = clause_end(scene, start, stop)
    match = scene.search("source_end", start, end)
    return tidy(scene.text, start, match.start() if match else end)
