"""What somebody or something is called: ``called a liar by the union``, the name standing between the cue and who gives it."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon.match import Hit
from framing.measure.clauses import clause_end, left_edge
from framing.measure.content import content_stop, has_verb
from framing.measure.done_by import agent_end
from framing.measure.grammar import Cue
from framing.measure.labels import spoken_of
from framing.measure.scene import Draft, Scene, tidy
from framing.measure.subject import may_speak, noun_phrase


def called_by(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``was called a liar by the union``, ``hailed as a triumph by Holt``: what it is called stands between cue and agent."""
    start = scene.skip_left("after_cue", hit.end, scene.end)
    end = clause_end(scene, start, content_stop(scene, start))
    agent = scene.search("agent", start, end)
    name = None if agent is None else tidy(scene.text, start, agent.start())
    if agent is None or name is None or scene.ending("infinitive", hit.start, hit.end):
        return None
    if has_verb(scene, *name) or scene.ending("past_form", *name) or scene.search("infinitive", *name):
        return None  # is expected to be signed by the king
    source = noun_phrase(scene, agent.end(), agent_end(scene, agent.end(), end))
    subject = spoken_of(scene, hit, left_edge(scene, hit.start, drafts, sentence))
    if source is None or subject is None or not may_speak(scene, source):
        return None
    return Draft(source, (hit.start, hit.end), (subject, name), "content-cue-agent", hit.entry, sentence)
