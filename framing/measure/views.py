"""Nouns with their owner beside them: ``in Brody's view, …``, ``the claim by Brody that …``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.clauses import clause_end
from framing.measure.content import content_stop
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import noun_phrase

_IN: Final = len("in ")
_MARKS: Final = "'’"
_LONG_OWNER: Final = 80


def view(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """What somebody thinks or claims, who it is standing before the noun (in X's words) or behind it (the claim by X that)."""
    owner = scene.ending("in_eyes_of", scene.start, hit.start)
    if owner is None:
        return _by(scene, hit, sentence)
    cue = (hit.start, hit.end - 1)
    source = owner.start() + _IN, owner.end()
    words = scene.text[slice(*source)].rstrip()
    source = (
        source[0],
        source[0] + len(words.removesuffix("s").rstrip(_MARKS) if words[-2:-1] in _MARKS else words.rstrip(_MARKS)),
    )
    content = _around(scene, owner.start(), hit.end)
    return Draft(source, cue, content, "according-content", hit.entry, sentence) if content else None


def _around(scene: Scene, start: int, end: int) -> tuple[Pair, ...]:
    """The clause behind the phrase that says whose view it is, with what stands before it; a quotation right behind alone."""
    quote = next((q for q in scene.quotes if q[0] in (end, end + 1)), None)
    before = tidy(scene.text, scene.skip_left("lead_in", scene.start, start), start)
    behind = tidy(scene.text, end, content_stop(scene, end))
    if before is not None and quote is not None:
        return (quote,)
    return tuple(piece for piece in (before, behind) if piece is not None)


def _by(scene: Scene, hit: Hit[Cue], sentence: int) -> Draft | None:
    """``The claim by the union that …``"""
    if not scene.text[hit.start : hit.end].endswith(" by"):
        return None
    opener = scene.search("complementizer", hit.end, min(scene.end, hit.end + _LONG_OWNER))
    source = None if opener is None else tidy(scene.text, hit.end, opener.start())
    if opener is None or source is None or noun_phrase(scene, *source) != source:
        return None
    content = tidy(scene.text, opener.start(), clause_end(scene, opener.start(), content_stop(scene, opener.start())))
    cue = hit.start, hit.end - len(" by")
    return None if content is None else Draft(source, cue, (content,), "noun-content", hit.entry, sentence)
