"""Whether a cue that speaks only beside a mark (``continued: “…”``) has one."""

from __future__ import annotations

import re
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.clauses import ENDS_SPEECH
from framing.measure.grammar import Cue
from framing.measure.scene import Scene

_MARKED: Final = re.compile(r"\s*[,:，：“「『\"]")
_NEAR_QUOTE: Final = 60


def marked(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a mark or a conjunction stands behind a cue, or speech in quotation marks ends right before its clause."""
    mark = _MARKED.match(scene.text, hit.end, scene.end)
    if mark is not None and not (mark.group().endswith(",") and _saying_next(scene, mark.end())):
        return True
    if scene.grammar.inverts and scene.grammar.patterns["^says_that"].match(scene.text, hit.end, scene.end):
        return True
    if not scene.grammar.language.spaced:  # “…？”他苦笑。
        said = scene.quote_ending(scene.start - 2, hit.start)
        return said is not None and not scene.text[hit.end : scene.end].strip("。!！")
    if not scene.grammar.comma_after_quote:
        return False
    quote = scene.quote_ending(max(scene.start - 3, hit.start - _NEAR_QUOTE), hit.start)
    if quote is None:
        return False
    return scene.text[quote[1]] == "," or ENDS_SPEECH.search(scene.text[slice(*quote)]) is not None


def _saying_next(scene: Scene, at: int) -> bool:
    """Whether a participle that is a cue stands behind a comma, whose content is what was said: chimed in, demanding that …"""
    if not scene.grammar.inverts:
        return False
    start = at + len(scene.text[at : scene.end]) - len(scene.text[at : scene.end].lstrip())
    cue = next((cue for cue in scene.cues if cue.start >= start), None)
    return cue is not None and cue.start == start and scene.form(cue).participle
