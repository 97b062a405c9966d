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
    if mark is not None and (not scene.grammar.inverts or mark.group()[-1] != "," or _quote_next(scene, mark.end())):
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


def _quote_next(scene: Scene, at: int) -> bool:
    """Whether a quotation stands near behind the comma of a cue, no other cue between; not as the rain went on, the lake rose."""
    quote = next((quote[0] for quote in scene.quotes if quote[0] >= at), None)
    return quote is not None and quote - at <= _NEAR_QUOTE and not scene.cues_within(at, quote)
