"""Where the clause begins and ends that a cue stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from framing.measure.scene import Draft, Pair, Scene

ENDS_SPEECH: Final = re.compile(r"[,，.。!?！？…—–-][\"'”’」』»]*$")
# The rest of a bracket that a mark stands in: 张丽华（43岁，教师）
_IN_BRACKETS: Final = re.compile(r"[^()（）]{1,40}[)）]")


def left_edge(scene: Scene, at: int, drafts: Sequence[Draft] = (), sentence: int = -1) -> int:
    """The start of the clause that an offset is in: after the last cue, mark, closing quotation or conjunction before it."""
    text, start = scene.text, scene.start
    for draft in drafts:
        if draft.sentence == sentence and draft.content[-1][0] < at and draft.cue[1] <= draft.content[-1][0]:
            start = max(start, _after_first_quote(scene, draft, at))
    spaced = scene.grammar.language.spaced and not scene.grammar.head_first
    for mark in reversed(scene.marks_within(start, at)):
        if mark[1] <= at and (spaced or not _IN_BRACKETS.match(text, mark[1], at)):
            start = mark[1]
            break
    if (quote := scene.quote_ending(start, at)) is not None and ENDS_SPEECH.search(text[quote[0] : quote[1]]):
        start = max(start, quote[1])
    while (found := scene.search("breaks", start, at)) and start < found.end() < at:
        start = found.end()
    return start


def _after_first_quote(scene: Scene, draft: Draft, at: int) -> int:
    """Where a second relation may begin: behind the quotation right behind the cue of the first (A批「…」B轰「…」)."""
    start = draft.content[-1][0]
    return next((q[1] for q in scene.quotes if q[0] == start == draft.cue[1] and q[1] < at), start)


def clause_end(scene: Scene, start: int, stop: int) -> int:
    """The first clause mark after ``start`` outside quotations, else ``stop``."""
    marks = scene.marks
    behind = bisect_left(marks, (start + 1,))
    return marks[behind][0] if behind < len(marks) and marks[behind][1] <= stop else stop


def is_body(scene: Scene, source: Pair | None) -> bool:
    """Whether a source is a body or a state, and no person."""
    words = "" if source is None else scene.text[slice(*source)]
    body = scene.grammar.patterns["collective"].fullmatch(words) is not None
    return body or scene.grammar.type_of(words) == "organisation"
