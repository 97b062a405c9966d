"""A cue that may be a noun, behind what is set off from its subject: ``Ida Voss, who keeps the light, fears that …`` (English)."""

from __future__ import annotations

from framing.lexicon.match import Hit
from framing.measure.content import content_stop
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Scene, tidy
from framing.measure.subject import find_source, may_speak


def verb_behind_aside(scene: Scene, hit: Hit[Cue], sentence: int) -> Draft | None:
    """The relation of such a cue read as a verb; None where no comma ends an aside before it or nobody who speaks is before that."""
    if not scene.grammar.inverts:
        return None
    start = scene.skip_left("after_cue", hit.end, scene.end)
    left = scene.strip_right("before_cue", scene.start, hit.start)  # did not | claim
    comma = scene.start + len(scene.text[scene.start : left].rstrip())
    if scene.text[comma - 1 : comma] != "," or scene.ending("complementizer", hit.start, start) is None:
        return None
    source, _ = find_source(scene, comma, hit.start, (), sentence)
    content = tidy(scene.text, start, content_stop(scene, start))
    if source is None or content is None or not (may_speak(scene, source) or scene.raw[source[0]].isupper()):
        return None
    return Draft(source, (hit.start, hit.end), (content,), "source-cue-content", hit.entry, sentence)
