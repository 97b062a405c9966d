"""How a cue builds a relation: what blocks it, its passive, its object, and one function for each construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.agents import agent_follows, by_agent, of_kind
from framing.measure.asides import verb_behind_aside
from framing.measure.called import called_by
from framing.measure.clauses import ENDS_SPEECH, clause_end, left_edge
from framing.measure.content import content_stop, verb_first
from framing.measure.done_by import agent_behind, is_heard, is_passive, passive, told_by
from framing.measure.grammar import Cue, CueForm
from framing.measure.inner import behind_other, to_come
from framing.measure.labels import according, agentless, noun
from framing.measure.marked import marked
from framing.measure.narrowing import agrees
from framing.measure.saying import document_end, quoted_speech, say, subordinate
from framing.measure.scene import Draft, Scene, tidy
from framing.measure.subject import find_source, may_speak
from framing.measure.views import view
from framing.measure.whole_names import whole_source

_MIN_CONTENT: Final = 4
_MIN_WORD: Final = 2
_NEAR_QUOTE: Final = 60
_LONGEST_TITLE: Final = 100


def construct(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The relation that a cue builds in its sentence, None where it builds none."""
    carried = scene.continued  # it may have no mark where the paragraph begins: “… ¶ 希望明年更好。 ¶ …”
    if scene.quoted(hit.start) or (carried is not None and hit.start == carried[0]) or _blocked(scene, hit):
        return None
    if hit.entry.construction in ("say", "object") or scene.grammar.inverts:
        form = scene.form(hit)
        if form.start or hit.start + form.end != hit.end:
            hit = Hit(hit.start + form.start, hit.start + form.end, hit.entry)
    build = _CONSTRUCTIONS[hit.entry.construction]
    if hit.entry.construction in ("say", "object") and is_passive(scene, hit):
        build = _passive
    draft = by_agent(scene, hit, drafts, sentence) or build(scene, hit, drafts, sentence)
    if draft is not None and hit.entry.voiced and not _voiced(scene, hit, draft, drafts, sentence):
        return None
    if draft is not None and draft.source is None and _headless(scene, hit, draft):
        return None
    if draft is None or sum([end - start for start, end in draft.content]) < _shortest(scene, hit):
        return None
    if _tangled(draft) or _own_words(scene, draft, drafts) or _opens_told(scene, draft, drafts):
        return None
    if draft.shared and to_come(scene, draft, drafts):
        return None
    return _with_antecedent(scene, whole_source(scene, behind_other(scene, draft, drafts)))


def _passive(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """What was said right before a passive, by the agent behind it (“…,” she was told by Holt), or by who was quoted as
    saying so.
    """
    quoted = scene.grammar.patterns["^quoted_as"].match(scene.text, hit.end, scene.end) is not None
    spoken = quoted_speech(scene, hit, drafts, sentence) if quoted or is_heard(scene, hit) else None
    if spoken is None:
        return called_by(scene, hit, drafts, sentence) or passive(scene, hit, drafts, sentence)
    return spoken if quoted else replace(spoken, source=agent_behind(scene, hit), shared=False)


def _shortest(scene: Scene, hit: Hit[Cue]) -> int:
    """How many characters a content has at least; what is denied may be one word: 否认控罪; a name is short: phản đối Mỹ."""
    word = hit.entry.construction == "object" and hit.entry.stance == "deny" and not scene.grammar.language.spaced
    word = word or (scene.grammar.head_first and scene.raw[hit.end + 1 : hit.end + 2].isupper())
    return _MIN_WORD if word else _MIN_CONTENT


def _with_antecedent(scene: Scene, draft: Draft) -> Draft:
    """A draft whose source ends in a relative pronoun, with the noun before that and its content in its own clause."""
    source = draft.source
    pronoun = None if source is None else scene.ending("relative_source", *source)
    if source is None or pronoun is None:
        return draft
    if scene.text[: pronoun.start()].rstrip().endswith(",") and draft.content[-1][0] > draft.cue[0]:
        start, stop = draft.content[-1]
        for comma, behind in scene.marks_within(start, stop):
            if scene.text[comma] == "," and verb_first(scene, behind, stop):
                piece = tidy(scene.text, start, comma)
                draft = draft if piece is None else replace(draft, content=(*draft.content[:-1], piece))
                break
    return replace(draft, named=tidy(scene.text, source[0], pronoun.start()))


def _own_words(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a cue stands in the first clause of what its own source says, or is one of what it hopes and finds in it."""
    if scene.grammar.language.spaced or not draft.shared:
        return False
    for first in drafts:
        start, stop = first.content[-1]
        if first.sentence != draft.sentence or first.source != draft.source or not start <= draft.cue[0] < stop:
            continue
        left = left_edge(scene, draft.cue[0])
        if scene.ending("done", left, draft.cue[0]) is not None:
            return True  # …，已要求学校报告: what he says was done
        turned = scene.search("connectors", left - 1, draft.cue[0]) if left > start else None  # …，但相信…
        if left <= start or (draft.entry.inner and turned is None):
            return True
    return False


def _opens_told(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a cue without a subject opens what is told ``according to`` somebody: a noun there (``Theo báo Gió, thông tin ấy …``)."""
    if not scene.grammar.head_first or not draft.shared:
        return False
    return any(
        first.rule == "according-content" and first.sentence == draft.sentence and first.content[0][0] == draft.cue[0]
        for first in drafts
    )


def _tangled(draft: Draft) -> bool:
    """Whether source, cue and content overlap, as they can in garbled text; such a relation is none."""
    parts = sorted([draft.cue, *draft.content, *([draft.source] if draft.source is not None else [])])
    reached = 0
    for start, end in parts:
        if start < reached:
            return True
        reached = end
    return False


def _blocked(scene: Scene, hit: Hit[Cue]) -> bool:
    grammar, text, entry = scene.grammar, scene.text, hit.entry
    title = max(scene.start, hit.start - _LONGEST_TITLE)
    if text.rfind("《", title, hit.start) > text.rfind("》", title, hit.start):
        return True  # a word of a title: 《年度分析报告》
    if scene.ending("first_person", scene.start, hit.start):
        return True  # whoever writes I speaks in the author's own voice
    asks = text.find("?", scene.start, scene.end) >= 0
    if asks and grammar.patterns["question"].match(text, scene.start, scene.end):
        return True  # Does the minister believe in …?: who asks says nothing of it
    negated = scene.ending("negated", scene.start, hit.start)
    if negated and not scene.is_name(negated.start()):
        return True
    if entry.marked and not marked(scene, hit):
        return True
    verb = entry.construction in ("say", "object")
    if (entry.voiced or entry.construction == "object") and scene.ending("irrealis", scene.start, hit.start):
        return True  # tòa án có thể ủng hộ …: nobody did so yet
    if not grammar.language.spaced and _leads_cue(scene, hit):
        return True  # 发文怒轰，…: the second verb is the cue
    form = scene.form(hit)
    if verb and _no_finite_verb(scene, form, hit.start):
        return True
    if not entry.nounlike or form.past or agent_follows(scene, hit):
        return False
    before = text[scene.start : hit.start]
    if grammar.inverts and form.bare and not agrees(scene, scene.start, (hit.start, hit.end)):
        return True  # citing weak demand, its growth forecast
    cue, after = text[hit.start : hit.end], text[hit.end : scene.end]
    if not grammar.inverts and _behind_cue(scene, hit):
        return True  # 称报道不实, bác bỏ cáo buộc: what a cue stands right before is its object
    bare = grammar.head_first and verb and not (before.strip() or entry.animate)
    if bare and not marked(scene, hit) and not grammar.has("complementizer", cue):
        return True  # Tuyên bố được đưa ra …: without a subject it is a noun
    said = grammar.patterns["^complementizer"].match(after) or grammar.ending("complementizer", cue)
    if not grammar.inverts and said:
        return False  # đưa ra cảnh báo rằng …
    gerund = scene.ending("verb_before_noun", scene.start, hit.start)
    if gerund is not None and "," not in gerund.group() and not scene.raw[gerund.start()].isupper():
        return True  # is losing support, gaining praise
    if document_end(scene, hit) is not None:
        return False  # 一篇报道称: the report says
    governed = scene.ending("not_before_noun", scene.start, hit.start)
    if (
        governed is not None
        and "," not in scene.text[governed.start() : hit.start]
        and grammar.patterns["past_phrase"].fullmatch(cue) is None
    ):
        return True  # a comma ends what it governs: lên án vụ việc, cho rằng …
    return grammar.patterns["^not_after_noun"].match(after) is not None and not _predicate(scene, hit)


def _predicate(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a cue that may be a noun is the verb of a name or has an auxiliary: ``Ken đánh giá đó là …``, ``từng cảnh báo về``."""
    if not scene.grammar.head_first:
        return False
    stripped = scene.strip_right("before_cue", scene.start, hit.start)
    words = scene.raw[scene.start : hit.start].split()
    named = len(words) > 1 and words[-1][0].isupper() and words[-1][-1].isalnum()
    return named or len(scene.text[scene.start : stripped].rstrip()) < len(scene.text[scene.start : hit.start].rstrip())


def _voiced(scene: Scene, hit: Hit[Cue], draft: Draft, drafts: Sequence[Draft], sentence: int) -> bool:
    """Whether who says it can speak, and is not borrowed past a subject of the cue's own: ``số liệu cho thấy cả nước ghi nhận …``."""
    if draft.source is None or not may_speak(scene, draft.source) or not of_kind(scene, hit.entry, draft.source):
        return False
    if not draft.shared:
        return True
    left = scene.skip_left("lead_in", left_edge(scene, hit.start, drafts, sentence), hit.start)
    own = scene.strip_right("before_cue", left, hit.start)
    if scene.ending("connectors", left, hit.start) or own == left:
        return True
    if any(scene.search(name, own, hit.start) for name in ("connectors", "conjunctions")):
        return True
    return tidy(scene.text, left, own) is None or scene.search("subject_stop", left, own) is not None


def _headless(scene: Scene, hit: Hit[Cue], draft: Draft) -> bool:
    """Whether a verb of saying that may be a noun has nobody who says it: ``mức rất xấu, cảnh báo sức khỏe``."""
    if not scene.grammar.head_first or draft.rule != "source-cue-content" or marked(scene, hit):
        return False
    return scene.grammar.patterns["^complementizer"].match(scene.text, hit.end, scene.end) is None


def _leads_cue(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a cue that says how something is said stands right before another cue."""
    end = hit.end + (scene.text[hit.end : hit.end + 1] == ",")
    return scene.form(hit).how and scene.cues_within(end, end + 1)


def _behind_cue(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a cue that is no noun stands right before another."""
    if scene.grammar.patterns["^cue_prefix"].match(scene.text, hit.start, hit.end):
        return False  # 答复询问|时说: the cue before is of another clause
    before = next(
        (cue for cue in scene.cues if cue.end <= hit.start and not scene.text[cue.end : hit.start].strip()), None
    )
    return before is not None and before.end >= hit.start - 1 and not _blocked(scene, before)


def _no_finite_verb(scene: Scene, form: CueForm, at: int) -> bool:
    """A verb form that attributes nothing where it stands: a gerund, an adjective (a proposed ban), a bare passive."""
    if form.participle and scene.text[scene.start : at].strip():
        return not scene.ending("participle_after", scene.start, at)
    return form.past and scene.ending("article", scene.start, at) is not None


def _object(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    if (spoken := quoted_speech(scene, hit, drafts, sentence)) is not None:
        return spoken
    if _is_fronted(scene, hit):
        return _fronted_passive(scene, hit, sentence)
    left = left_edge(scene, hit.start, drafts, sentence)
    start = scene.skip_left("after_cue", hit.end, scene.end)
    comma = scene.text[hit.end : hit.end + 1] in (",", "，", "、")
    scant = scene.grammar.head_first or not scene.grammar.language.spaced
    called = scene.grammar.patterns["calls"].fullmatch(scene.text, hit.start, hit.end)  # 协会呼吁，…
    if scant and comma and called is None and scene.ending("directive", left, hit.start) is None:
        return None  # 对此坚决反对，已经…: its object stands before it; not of 会议要求，…
    after = scene.grammar.patterns["^temporal_end"].match(scene.text, hit.end, scene.end)
    if after is not None and after.end() > hit.end and scene.text[after.end() - 1] == ",":
        return None  # 遭对方否认后，…
    stop = content_stop(scene, start)
    if not scene.text[left : hit.start].strip() and subordinate(scene, scene.start, hit.start):
        stop = clause_end(scene, start, stop)  # Khi tàu phát loa, yêu cầu rời đi, lực lượng …
    elif (
        scene.grammar.inverts
        and left > scene.start
        and subordinate(scene, left, hit.start)
        and scene.skip_left("lead_in", scene.start, left) == left
    ):
        stop = clause_end(scene, start, stop)  # But while Holt slams the plan, even he …
    if hit.entry.circumfix and not _closed(scene, hit, start, stop):
        return None
    if hit.entry.disposal:
        return _disposal(scene, hit, left, clause_end(scene, start, stop), drafts, sentence)
    content = tidy(scene.text, start, _object_stop(scene, hit.entry, start, stop))
    if content is None:
        return None
    source, shared = find_source(scene, left, hit.start, drafts, sentence)
    if source is None:
        return None
    if not shared and scene.ending("free_relative", scene.start, source[0]):
        content = tidy(scene.text, start, _name_stop(scene, *content)) or content
    return Draft(source, (hit.start, hit.end), (content,), "source-cue-object", hit.entry, sentence, shared)


def _closed(scene: Scene, hit: Hit[Cue], start: int, stop: int) -> bool:
    """Whether the second part of a cue stands in its clause: ``coi X là Y``, ``视X为Y``."""
    words = scene.text[start : clause_end(scene, start, stop)]
    blank = " " if scene.grammar.language.spaced else ""
    return any(f"{blank}{closer}{blank}" in words[1:] for closer in hit.entry.closers)


def _agentless(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    named = called_by(scene, hit, drafts, sentence) if scene.grammar.inverts else None
    return named or agentless(scene, hit, drafts, sentence)


def _noun(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    return verb_behind_aside(scene, hit, sentence) or noun(scene, hit, drafts, sentence)


def _name_stop(scene: Scene, start: int, stop: int) -> int:
    """Where a name ends that somebody gives a thing: “what they call a reform | is …”, “which she called “a raid,” | …”."""
    stop = clause_end(scene, start, stop)
    ends = [m for name in ("subject_stop", "clause_verb", "conjunctions") if (m := scene.search(name, start, stop))]
    stop = min((m.start() for m in ends), default=stop)
    return next(
        (quote[1] for quote in scene.quotes_within(start, stop) if ENDS_SPEECH.search(scene.text[slice(*quote)])), stop
    )


def _object_stop(scene: Scene, cue: Cue, start: int, stop: int) -> int:
    """Where an object ends: a clause at its conjunctions, a noun phrase at the first comma, time or circumstance."""
    clause = scene.grammar.patterns["clause_object"].match(scene.text, start, stop)
    for name in ("object_end", "brief_end") if cue.brief and clause is None else ("object_end",):
        match = scene.search(name, start, stop)
        while (
            match is not None
            and scene.grammar.head_first
            and not scene.cues_within(match.start(), match.end() + _NEAR_QUOTE)
        ):
            match = scene.search(name, match.end(), stop)  # …, đồng thời di dời dân: one call
        if match is not None and match.start() > start:
            stop = match.start()
    return stop


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
    if source is None or source[0] < scene.start:
        return None  # 把吊钩说成间谍: nobody is said to
    return Draft(source, (hit.start, hit.end), (spoken_of, said), "source-object-cue", hit.entry, sentence, shared)


def _is_fronted(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a past form stands at the head of its clause, before whom it was done to."""
    past = scene.grammar.patterns["past_form"].match(scene.text, hit.start, hit.end)
    first = past is not None and not scene.text[scene.start : hit.start].strip()
    return first or (past is not None and scene.ending("fronted", scene.start, hit.start) is not None)


def _fronted_passive(scene: Scene, hit: Hit[Cue], sentence: int) -> Draft | None:
    """``Asked whether he would sign, the minister …``: a participle at the head of its clause has no source."""
    if (agent := scene.grammar.patterns["^agent"].match(scene.text, hit.end, scene.end)) is not None:
        return told_by(scene, hit, agent.end(), sentence, fronted=True)
    if scene.grammar.patterns["^asked"].match(scene.text, hit.end, scene.end) is None:
        return None  # Asked three times, the minister …: of what, nobody says
    start = scene.skip_left("after_cue", hit.end, scene.end)
    content = tidy(scene.text, start, clause_end(scene, start, scene.end))
    return None if content is None else Draft(None, (hit.start, hit.end), (content,), "agentless", hit.entry, sentence)


_CONSTRUCTIONS: Final[dict[str, Callable[[Scene, Hit[Cue], Sequence[Draft], int], Draft | None]]] = {
    "say": say,
    "object": _object,
    "according": according,
    "agentless": _agentless,
    "noun": _noun,
    "view": view,
}
