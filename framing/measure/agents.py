"""Passives that name who speaks, before the cue or behind it, in languages whose verbs do not change (Chinese, Vietnamese)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.clauses import clause_end, left_edge
from framing.measure.content import content_stop
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import may_speak, noun_phrase

# What may stand before the head of a noun phrase: ``các nhà khoa học``.
_HEAD: Final = 8


def agent_follows(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether the agent of a passive stands right behind a cue: ``bởi``."""
    return (
        scene.grammar.head_first and scene.grammar.patterns["^agent"].match(scene.text, hit.end, scene.end) is not None
    )


def by_agent(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``Điều luật ấy bị các tổ chức nhân quyền coi là mơ hồ``: who says it stands between the mark of the passive and the cue."""
    if scene.grammar.inverts:
        return None
    if not scene.grammar.head_first:
        return _between(scene, hit, drafts, sentence)
    left = left_edge(scene, hit.start, drafts, sentence)
    if (draft := _agent_behind(scene, hit, left, sentence)) is not None:
        return draft
    if not (hit.entry.voiced or hit.entry.circumfix):
        return None
    mark = scene.search("passive", left, hit.start)
    source = (
        None if mark is None else tidy(scene.text, mark.end(), scene.strip_right("before_cue", mark.end(), hit.start))
    )
    if mark is None or source is None or noun_phrase(scene, *source) != source or not may_speak(scene, source):
        return None
    spoken_of = _subject(scene, left, mark.start())
    behind = scene.skip_left("after_cue", hit.end, scene.end)
    said = tidy(scene.text, behind, content_stop(scene, behind))
    if spoken_of is None:
        return None
    content = (spoken_of,) if said is None else (spoken_of, said)
    return Draft(source, (hit.start, hit.end), content, "content-agent-cue", hit.entry, sentence)


def _between(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The same where no blanks part words: ``协议被渔民称为骗局``, ``甲被乙指责撒谎``."""
    left = left_edge(scene, hit.start, drafts, sentence)
    mark = scene.ending("agent", scene.start, left)  # a clause of its own begins behind it
    if mark is None:
        return None
    source = tidy(scene.text, mark.end(), scene.strip_right("before_cue", mark.end(), hit.start))
    behind = scene.skip_left("after_cue", hit.end, scene.end)
    if scene.text.startswith(",", hit.end) or scene.grammar.patterns["^temporal_end"].match(
        scene.text, hit.end, scene.end
    ):
        return None  # 遭对方否认后，…
    said = tidy(scene.text, behind, clause_end(scene, behind, content_stop(scene, behind)))
    if source is None or said is None or noun_phrase(scene, *source) != source or not may_speak(scene, source):
        return None
    spoken_of = _subject(scene, left_edge(scene, mark.start(), drafts, sentence), mark.start())
    # 船主被警方要求停止出海: who hears it is no part of it
    content = (said,) if spoken_of is None or scene.form(hit).heard else (spoken_of, said)
    return Draft(source, (hit.start, hit.end), content, "content-agent-cue", hit.entry, sentence)


def _agent_behind(scene: Scene, hit: Hit[Cue], left: int, sentence: int) -> Draft | None:
    """``Chi tiết ấy được mô tả bởi ba quan chức``: who says it stands behind the cue."""
    start = scene.grammar.patterns["^agent"].match(scene.text, hit.end, scene.end)
    source = None if start is None else noun_phrase(scene, start.end(), clause_end(scene, start.end(), scene.end))
    own = scene.grammar.patterns["passive"].match(scene.text, hit.start, hit.end)
    mark = own or scene.ending("passive", left, hit.start)
    spoken_of = None if mark is None else _noun_before(scene, _subject(scene, left, mark.start()))
    if source is None or spoken_of is None or not may_speak(scene, source):
        return None
    return Draft(source, (hit.start, hit.end), (spoken_of,), "content-cue-agent", hit.entry, sentence)


def _noun_before(scene: Scene, subject: Pair | None) -> Pair | None:
    """The noun that a passive describes, where a whole clause stands before it: ``từ chối nói về | cuộc họp (được mô tả bởi …)``."""
    if subject is None:
        return None
    start, stop = subject
    if not (
        scene.cues_within(start, stop) or any(scene.search(name, start, stop) for name in ("negated", "subject_stop"))
    ):
        return subject
    while (found := scene.search("object_of", start, stop)) is not None:
        start = found.end()
    return tidy(scene.text, start, stop) if start > subject[0] else subject


def _subject(scene: Scene, left: int, stop: int) -> Pair | None:
    """What is spoken of: the words before the mark of the passive, less lead-ins and adverbs."""
    start = scene.skip_left("lead_in", left, stop)
    return tidy(scene.text, start, scene.strip_right("before_cue", start, stop))


def of_kind(scene: Scene, cue: Cue, source: Pair) -> bool:
    """Whether a source is of the kinds that a cue asks for, where it asks for some: ``các nhà khoa học phát hiện``."""
    if not cue.of_kinds:
        return True
    kinds = [kind for start, _, kind in scene.grammar.kinds_in(scene.text[slice(*source)]) if start <= _HEAD]
    return not set(cue.of_kinds).isdisjoint(kinds)
