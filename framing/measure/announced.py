"""Speech behind a colon whose clause has no verb of speaking: ``Holt had a blunt message for the board: “Mend the dam.”``"""

from __future__ import annotations

from typing import Final

from framing.measure.clauses import left_edge
from framing.measure.content import has_verb
from framing.measure.grammar import Cue
from framing.measure.labels import holder
from framing.measure.scene import Draft, Pair, Scene
from framing.measure.subject import main_subject, may_speak, set_off

_ANNOUNCED: Final = Cue("announced", "say", "neutral")
_WORDS: Final = 4
"""A shorter quotation behind a colon is a name or a term."""


def announced_speech(scene: Scene, index: int) -> Draft | None:
    """The quotation that ends a sentence behind a colon, with the subject of the clause before it if a person or a body.

    None where a cue stands in that clause, where it has no noun for what is told (message, answer, warning), or in a
    language whose speakers never stand behind the cue.
    """
    if not scene.grammar.inverts or not scene.quotes:
        return None
    quote = next((q for q in scene.quotes if scene.text[scene.start : q[0]].rstrip().endswith(":")), None)
    if quote is None or len(scene.text[slice(*quote)].split()) < _WORDS or quote[1] < scene.end - 2:
        return None
    colon = scene.text.rfind(":", scene.start, quote[0])
    told = scene.grammar.patterns["told_noun"].search(scene.text, scene.start, colon)
    if told is None or scene.cues_within(scene.start, colon):
        return None
    owned = scene.ending("possessive", scene.start, told.start()) is not None
    source = (
        holder(scene, scene.skip_left("lead_in", scene.start, colon), told.start()) if owned else _subject(scene, colon)
    )
    named = source is not None and owned and scene.raw[source[0]].isupper()
    if source is None or not (named or _speaks(scene, source)) or source[1] > told.start():
        return None
    return Draft(source, told.span(), (quote,), "colon", _ANNOUNCED, index)


def _speaks(scene: Scene, source: Pair) -> bool:
    """Whether a subject is a person or a body, by its words or as a name: no sign and no letter."""
    if scene.grammar.type_of(scene.text[slice(*source)]) == "document":
        return False
    capitals = sum(word[:1].isupper() for word in scene.raw[slice(*source)].split())
    return capitals > (source[0] == scene.start) or may_speak(scene, source)


def _subject(scene: Scene, colon: int) -> Pair | None:
    left = left_edge(scene, colon)
    found = main_subject(scene, left, colon)
    if found is None and left > scene.start and has_verb(scene, left, colon):
        return set_off(scene, left)  # Ada Lund, who keeps the light, had a message: “…”
    return found
