"""What one sentence cannot tell: speech after a colon, relations side by side, speech that runs on, orphan quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.adverbs import before_adverbs
from framing.measure.clauses import clause_end, left_edge
from framing.measure.content import content_stop
from framing.measure.done_by import is_heard
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Pair, Scene, bracketed, tidy
from framing.measure.subject import find_source, may_speak, names_first, noun_phrase, source_before
from framing.measure.whole_names import ends_in_name, quoted_voice, said_in_a_manner, whole_source
from framing.text.document import Paragraph

_COLON: Final = Cue("colon", "say", "neutral")
_ORPHAN: Final = Cue("carried", "say", "neutral")
_MAX_SPEAKER_WORDS: Final = 6
_MAX_SPEAKER: Final = 60
# A quotation this much of its sentence, with no cue in it, goes on with the last speaker.
_ORPHAN_SHARE: Final = 0.7
_MIN_ORPHAN: Final = 15
_MIN_SPOKEN: Final = 12
# “不行，”林远说。“再等等。”: what follows speech right away may be short.
_QUOTED_FIRST, _MIN_CONTENT = "quote-source-cue", 4
_MAX_OPENER: Final = 60
_MAX_LABEL: Final = 14
_SEMICOLON: Final = re.compile(r"[;；]")
_RUN: Final = 2000
_SENTENCE_END: Final = re.compile(r"[。!?！？]")
# A sentence with more relations than this is garbled; what lies farther apart is left as it is.
_MAX_SIBLINGS: Final = 12
_SPEAKING: Final = ("say", "object", "noun", "agentless")
_NO_NAME: Final = frozenset("[]{}=<>/\\'\"*_")


def colon_speech(scene: Scene, index: int, *, headline: bool) -> Draft | None:
    """``陳浩天說：…`` to the end of its paragraph, ``Siegel: we let China …`` in a headline or a transcript."""
    text = scene.text
    colon = text.find(":", scene.start, scene.end) >= 0
    match = scene.search("speaker_colon", scene.start, scene.end) if colon else None
    if match is None:
        return None
    mark = match.start()
    cue = next((hit for hit in scene.cues if hit.start < mark and not text[hit.end : mark].strip()), None)
    if cue is None and headline:  # 船厂回应“漏油”：…
        cue = next((hit for hit in scene.cues if _replies(scene, hit, match.start())), None)
    if (
        cue is not None
        and scene.grammar.patterns["turn"].fullmatch(text, cue.start, cue.end)
        and not text[: cue.start].strip()
    ):
        cue = None  # 问：…, the label of a turn
    if cue is not None and is_heard(scene, cue):
        return None  # Residents were told: “…”
    prefix = scene.grammar.patterns["^cue_prefix"].match(text, cue.start, cue.end) if cue is not None else None
    end = match.start() if cue is None else cue.start if prefix is None else prefix.end()
    source = _speaker(scene, end)
    quoted = next((q for q in scene.quotes if q[0] >= match.end() and not text[match.end() : q[0]].strip()), None)
    said = None if cue or not quoted else quoted_voice(scene, match.start()) or said_in_a_manner(scene, match.start())
    if said is not None and quoted is not None:
        return Draft(*said, (quoted,), "colon", _COLON, index)
    if source is not None and _NO_NAME & set(scene.raw[slice(*source)]):
        return None
    if source is not None and quoted is not None and (headline if cue is None else names_first(scene, source)):
        source = noun_phrase(scene, *source) or source  # 街坊叹加租三成：“…”, 罗明达拿起话筒说：“…”
    if source is not None and cue is None and scene.grammar.patterns["label"].fullmatch(text, *source):
        return None  # 社评：…, a kind of article and no voice
    if source is not None and headline and scene.grammar.patterns["not_source"].fullmatch(text, *source):
        return None  # Opinion: …, Q&A: …
    spaced = scene.grammar.language.spaced
    if spaced and source is not None and cue is None and scene.cues_within(source[0], match.start()):
        return None  # She says in her letter: “…”: the relation is that of her cue
    if source is None or not (
        cue
        or (headline and _may_speak(scene, source))
        or (quoted and _at_start(scene, source))
        or _named(scene, source)
    ):
        return None
    runs_on = index == 0 and quoted is None and not headline
    runs_on = runs_on and (bool(scene.grammar.continues) if cue is not None else _in_transcript(scene, source))
    end = len(text) if cue is None else _until_comment(scene, match.end())
    stop = scene.end if quoted is None else content_stop(scene, match.end())
    over = quoted is not None and (quoted[1] >= scene.end - 2 or _another_speaks(scene, quoted[1]))
    content = quoted if over else tidy(text, match.end(), end if runs_on else stop)
    if content is None:
        return None
    at = (cue.start, cue.end) if cue is not None else (match.start(), match.start() + 1)
    draft = Draft(source, at, (content,), "colon", cue.entry if cue is not None else _COLON, index)
    return draft if cue is None else whole_source(scene, draft)


def _another_speaks(scene: Scene, end: int) -> bool:
    """Whether a clause with a cue of its own goes on behind a quotation: “…。”，她又补充：“…”"""
    goes_on = not scene.grammar.language.spaced and scene.text[end : end + 1] == ","
    return goes_on and any(hit.start > end and not scene.quoted(hit.start) for hit in scene.cues)


def _replies(scene: Scene, hit: Hit[Cue], colon: int) -> bool:
    """Whether a cue of answering stands before a colon, with but what is answered between them."""
    if hit.end > colon or scene.grammar.patterns["replies"].fullmatch(scene.text, hit.start, hit.end) is None:
        return False
    return clause_end(scene, hit.end, colon) == colon


def _speaker(scene: Scene, end: int) -> Pair | None:
    """The words before a colon that may name a speaker: the last clause or, in text without spaces, the last phrase."""
    text, left = scene.text, scene.start
    while (match := scene.search("breaks", left, end)) is not None and left < match.end() < end:
        left = match.end()
    left = max(
        [left, *(at + 1 for at in range(left, end) if text[at] in ",，。;；!！?？|" and not bracketed(text, at))]
    )
    source = tidy(text, scene.skip_left("lead_in", left, end), end)
    if source is not None:
        source = tidy(text, source[0], before_adverbs(scene, *source))
    if source is None or source[1] - source[0] > _MAX_SPEAKER:
        return None
    long = text.count(" ", *source) >= _MAX_SPEAKER_WORDS
    return None if long and not (scene.grammar.head_first and ends_in_name(scene, *source)) else source


def _may_speak(scene: Scene, source: Pair) -> bool:
    """Whether the words before a headline's colon can be a speaker: a title, a body, or a name."""
    words, language = scene.text[slice(*source)], scene.grammar.language
    if language.name_start is None:
        typed = any(start == 0 or not scene.grammar.head_first for start, _, _ in scene.grammar.kinds_in(words))
        written = scene.raw[slice(*source)]
        if language.name_in is not None and not written.isupper() and all(w[:1].isupper() for w in written.split()):
            return bool(language.name_in(written))  # a place, not a speaker: Hà Nội: …
        return typed or _named(scene, source)
    speaks = scene.grammar.patterns["speaks"].search(words) is not None
    return speaks or scene.grammar.ends_in_kind(words) or language.name_start(words) < len(words)


def _at_start(scene: Scene, source: Pair) -> bool:
    return not scene.text[: source[0]].strip("\"'“「# ")


def _named(scene: Scene, source: Pair) -> bool:
    """Whether a paragraph begins with a name in capitals and a colon: ``Poll: …``, ``PENCE: …``."""
    written = scene.raw[slice(*source)]
    words = written.split()
    spaced = scene.grammar.language.spaced
    if not spaced:  # 记者：…, 陈立群：…
        turn = scene.grammar.patterns["turn"].fullmatch(scene.text, *source) is not None
        short = len(written) <= _MAX_LABEL and not scene.cues_within(*source)
        return _at_start(scene, source) and (turn or (short and _may_speak(scene, source)))
    name_in = scene.grammar.language.name_in
    if name_in is not None and _at_start(scene, source) and ends_in_name(scene, *source):
        return True  # Ông Lê Đình Khang: …, as in an interview
    if name_in is not None and len(words) > 1 and not name_in(written):
        return False  # Biển Đông: …
    return (
        _at_start(scene, source)
        and len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and not _an_article(scene, source)
    )


def _in_transcript(scene: Scene, source: Pair) -> bool:
    """``HOLT: …``, ``A: …``, ``Ông Khoa: …``: the rest of the paragraph is what the speaker said."""
    answers = scene.grammar.head_first and ends_in_name(scene, *source)
    return not scene.grammar.language.spaced or answers or scene.raw[slice(*source)].isupper()


def _until_comment(scene: Scene, start: int) -> int:
    """Where speech behind a colon ends: before a sentence that is plainly the writer's (没错，…), else with the paragraph."""
    comment = scene.grammar.patterns["^insertion"]
    ends = (
        m.end() for m in _SENTENCE_END.finditer(scene.text, start, start + _RUN) if comment.match(scene.text, m.end())
    )
    return next(ends, len(scene.text))


def opened_speech(sentences: Sequence[Scene]) -> Draft | None:
    """``She wrote:`` at the end of a paragraph, whose content is the paragraph behind it; the draft has its cue as content."""
    scene = sentences[-1] if sentences else None
    if scene is None or ":" not in scene.text or not scene.text[scene.start : scene.end].rstrip().endswith(":"):
        return None
    cue = next((hit for hit in reversed(scene.cues) if hit.entry.construction == "say"), None)
    if cue is None or scene.quoted(cue.start) or scene.end - cue.end > _MAX_OPENER:
        return None
    if _SENTENCE_END.search(scene.text, cue.end, scene.end):
        return None  # …表示，船停了。：
    source, _ = find_source(scene, left_edge(scene, cue.start), cue.start, (), 0)
    at = cue.start, cue.end
    return None if source is None else Draft(source, at, (at,), "opened-speech", cue.entry, 0)


def spoken_block(paragraph: Paragraph) -> Pair | None:
    """A paragraph that a colon before it announced: the whole of it."""
    text = paragraph.folded.text
    return tidy(text, 0, len(text)) if paragraph.zone.kind == "body" else None


def _an_article(scene: Scene, source: Pair) -> bool:
    """``The $410 Million Trip: …``: what begins with an article is a thing, not a name."""
    return scene.text[slice(*source)].startswith(scene.grammar.articles)


def part_siblings(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Cut a content where a second cue of the same sentence begins a relation beside it, not inside it."""
    parted = list(drafts)
    for i, first in enumerate(drafts):
        for second in drafts[i + 1 : i + 1 + _MAX_SIBLINGS]:
            edge = _sibling_edge(first, second, scene) if second.cue[0] >= first.cue[0] else None
            if edge is None:
                continue
            kept = tuple(piece for p in parted[i].content if (piece := _cut(scene, p, edge)) is not None)
            if kept:
                parted[i] = replace(parted[i], content=kept)
    return parted


def _sibling_edge(first: Draft, second: Draft, scene: Scene) -> int | None:
    inside = any(start < second.cue[0] < end for start, end in first.content)
    if not inside or first.rule in ("colon", "agentless"):
        return None
    if second.rule == "agentless":  # he said the road, he was told, is shut: only a clause set off stands beside it
        edge = second.content[0][0]
        if scene.text[second.content[-1][1] : second.content[-1][1] + 1] == ",":
            return None  # the brigade, a group charged with guarding the port, appeared …: an insertion
        inner = not scene.grammar.language.spaced and scene.grammar.patterns["^agent"].match(scene.text, *second.cue)
        if inner and scene.text[first.cue[1] : first.cue[1] + 1] == ",":
            return None  # 网友质疑，…，正常拨号就被认定为诈骗，…: within what they say
        return edge if scene.text[first.cue[1] : edge].rstrip()[-1:] in (",", "，", ";", "；") else None
    if first.named is not None and second.source == first.named:
        return second.cue[0]  # the envoy, who called it a fraud, said …
    within = second.source is not None and any(start <= second.source[0] < end for start, end in first.content)
    turned = scene.grammar.ending(
        "contrast", scene.text, first.cue[1], second.cue[0]
    )  # …，但认为: the first speaker again
    if second.shared and second.source is not None and within and not turned and not scene.quoted(second.source[0]):
        return None  # 外交部表示，中方反对制裁，敦促…: both are within what the ministry says
    if second.rule == "content-source-cue" and second.content[0][0] <= first.cue[0]:
        return second.content[-1][1]  # He told them to go, police said: what police say ends where they are named
    if second.shared or second.source is None or second.source == first.source:
        return second.cue[0] if second.entry.construction != "noun" or not scene.grammar.language.spaced else None
    if second.source[0] < first.cue[1]:
        return None
    before = scene.text[first.cue[1] : second.source[0]].rstrip()
    if (first.cue[1], second.source[0]) in scene.quotes:
        return second.source[0]  # A批「…」B轰「…」
    again = scene.grammar.patterns["pronouns"].fullmatch(scene.text, *second.source)
    objects = first.entry.construction == "object" or not scene.grammar.language.spaced
    called = second.entry.construction == "object" or scene.grammar.head_first
    if again and (objects or scene.grammar.head_first) and called and before.endswith((",", "，")):
        return second.source[0]  # 他指责…，他并促请…
    semicolon = next((m.start() for m in _SEMICOLON.finditer(before) if not scene.quoted(first.cue[1] + m.start())), -1)
    if semicolon >= 0 and not scene.grammar.language.spaced:
        return first.cue[1] + semicolon  # X说“…”；两天后，Y呼吁…
    if not scene.grammar.language.spaced and _goes_on(second.source, before, scene):
        return second.source[0]
    parted = before.endswith((";", "；")) or scene.grammar.ending("contrast", before)
    return second.source[0] if parted else None


def _goes_on(source: Pair, before: str, scene: Scene) -> bool:
    """Whether a pronoun opens a second clause of the same speaker: …，而且他指责…"""
    again = scene.grammar.patterns["pronouns"].fullmatch(scene.text, *source)
    return again is not None and scene.grammar.ending("goes_on", before) is not None


def _cut(scene: Scene, piece: Pair, edge: int) -> Pair | None:
    if piece[1] <= edge:
        return piece
    if piece[0] >= edge:
        return None
    end = scene.strip_right("connectors", piece[0], scene.strip_right("before_cue", piece[0], edge))
    marks = scene.marks_within(piece[0], edge)
    return tidy(scene.text, piece[0], max(end, marks[-1][0]) if marks else end)


def continue_speech(parsed: list[list[Draft]], sentences: Sequence[Scene]) -> list[list[Draft]]:
    """Carry content over the following sentences of the paragraph while no new cue comes (languages that write so)."""
    if len(sentences) < 2 or not sentences[0].grammar.continues:
        return parsed
    carried = [list(drafts) for drafts in parsed]
    for index, drafts in enumerate(parsed[:-1]):
        scene = sentences[index]
        draft = max(drafts, key=lambda d: d.cue[0], default=None)
        if draft is None or not _may_run_on(draft, scene):
            continue
        stop = index
        near = parsed[index + 1 : index + 2 + scene.grammar.continues]
        spoken = min((d.content[0][0] for later in near for d in later), default=len(scene.text))
        for following in sentences[index + 1 : index + 1 + scene.grammar.continues]:
            speaks = (
                parsed[stop + 1]
                or following.end > spoken
                or any(hit.entry.construction in _SPEAKING for hit in following.cues)
            )
            if speaks or scene.grammar.patterns["^insertion"].match(following.text, following.start, following.end):
                break
            stop += 1
        piece = tidy(scene.text, draft.content[-1][0], sentences[stop].end)
        if stop > index and piece is not None:
            for at, other in enumerate(carried[index]):  # 报道称，民阵表示…: who reports goes on as long as who speaks
                if other.content[-1][1] == draft.content[-1][1]:
                    carried[index][at] = replace(other, content=(*other.content[:-1], (other.content[-1][0], piece[1])))
    return carried


def _may_run_on(draft: Draft, scene: Scene) -> bool:
    last = draft.content[-1]
    if any(quote[1] == last[1] and quote[0] <= last[0] + 1 for quote in scene.quotes):
        return False  # what was quoted whole is over
    to_end = tidy(scene.text, draft.content[-1][0], scene.end) == draft.content[-1]
    return draft.entry.carries and to_end and draft.source is not None and draft.rule == "source-cue-content"


def orphan_quotes(parsed: list[list[Draft]], sentences: Sequence[Scene]) -> list[list[Draft]]:
    """A sentence that is a quotation and names no speaker goes on with the last one of the paragraph, or before it."""
    joined = [list(drafts) for drafts in parsed]
    said = {piece[0] for drafts in parsed for draft in drafts for piece in draft.content}
    last: tuple[int, int] | None = None  # sentence and place of the last relation that holds a quotation
    covered = 0
    for index, scene in enumerate(sentences):
        for place, draft in enumerate(joined[index]):
            covered = max(covered, draft.content[-1][1])
            if draft.source is not None and _spoke(draft, scene):
                last = index, place
        adjacent = index > 0 and scene.grammar.continues > 0 and any(d.rule == _QUOTED_FIRST for d in joined[index - 1])
        piece = _orphan(scene, covered, _MIN_CONTENT if adjacent else _MIN_ORPHAN) if not joined[index] else None
        if piece is None or piece[0] in said:
            continue
        covered = piece[1]
        if last is None:
            after = _speaks_on(sentences, joined, index) if index == 0 else None
            if after is not None:
                joined[1][0] = replace(after, content=(piece, *after.content))
            else:
                who = _beside(sentences, joined, index)
                joined[index].append(Draft(who, piece, (piece,), "carried", _ORPHAN, index, shared=who is None))
        else:
            before = joined[last[0]][last[1]]
            joined[last[0]][last[1]] = replace(before, content=(*before.content, piece))
    return joined


def _beside(sentences: Sequence[Scene], drafts: Sequence[list[Draft]], index: int) -> Pair | None:
    """Who speaks a quotation without a cue: the subject of the sentence before it (何太摇头。“…”) or behind it, if a person."""
    beside = index - 1 if index and not _comments(sentences, drafts, index + 1) else index + 1
    if not sentences[index].grammar.continues or beside >= len(sentences) or drafts[beside]:
        return None
    scene = sentences[beside]
    start = scene.skip_left("lead_in", scene.start, scene.end)
    cue = next((hit for hit in scene.cues if beside > index and hit.entry.construction == "say"), None)
    if cue is not None:
        who = source_before(scene, left_edge(scene, cue.start), cue.start)
    else:
        who = noun_phrase(scene, start, clause_end(scene, start, scene.end), subject=True)
    if who is None or scene.quoted(who[0]) or not may_speak(scene, who):
        return None
    return who


def _comments(sentences: Sequence[Scene], drafts: Sequence[list[Draft]], index: int) -> bool:
    """Whether a sentence without a relation has a verb of speaking: “…。”院长从成本的角度分析涨价的原因。"""
    if index >= len(sentences) or drafts[index]:
        return False
    scene = sentences[index]
    return any(hit.entry.construction == "say" and not scene.quoted(hit.start) for hit in scene.cues)


def _speaks_on(sentences: Sequence[Scene], drafts: Sequence[list[Draft]], index: int) -> Draft | None:
    """The relation of ``“…。”X告诉记者，…``: who speaks right behind a quotation that opens a paragraph has said it too."""
    if index + 1 >= len(sentences) or not drafts[index + 1] or not sentences[index].grammar.continues:
        return None
    draft, scene = drafts[index + 1][0], sentences[index + 1]
    opens = draft.source is not None and not scene.text[scene.start : draft.source[0]].strip()
    own = draft.entry.carries and draft.rule == "source-cue-content" and not scene.quotes_within(scene.start, scene.end)
    return draft if opens and own else None


def _orphan(scene: Scene, covered: int, least: int) -> Pair | None:
    quotes = [q for q in scene.quotes_within(scene.start, scene.end) if q[0] >= covered]
    quoted = sum(end - start for start, end in quotes)
    if not quotes:
        return None
    enough = quoted >= _ORPHAN_SHARE * (scene.end - scene.start) and quoted >= least
    if not enough and quotes[0] != scene.continued:
        return None
    return quotes[0][0], quotes[-1][1]


def _spoke(draft: Draft, scene: Scene) -> bool:
    """Whether a relation holds a quotation of at least a clause, so that a following quotation may be its second piece."""
    least = _MIN_CONTENT if draft.rule == _QUOTED_FIRST and scene.grammar.continues else _MIN_SPOKEN
    return any(q[1] - q[0] > least for start, end in draft.content for q in scene.quotes_within(start, end))
