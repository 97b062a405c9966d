"""Passives: ``was asked``, ``was criticised by the union``, who does it standing behind the cue."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon.match import Hit
from framing.measure.clauses import clause_end, left_edge
from framing.measure.content import content_stop
from framing.measure.grammar import Cue
from framing.measure.labels import agentless, spoken_of
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import noun_phrase


def is_passive(scene: Scene, hit: Hit[Cue]) -> bool:
    """``was asked``, ``were criticised by``: a past form behind a passive auxiliary."""
    passive = scene.form(hit).passive
    return passive and scene.ending("passive", scene.start, hit.start) is not None


def is_heard(scene: Scene, hit: Hit[Cue]) -> bool:
    """``was told``, ``被告知``: a passive whose subject hears what is said."""
    return scene.form(hit).heard and (hit.entry.construction == "agentless" or is_passive(scene, hit))


def passive(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``The plan was criticised by the union``: the agent is the source; without one nobody is."""
    agent = scene.grammar.patterns["^agent"].match(scene.text, hit.end, scene.end)
    if agent is None:
        told = hit.entry.construction == "say" or hit.entry.passive
        return agentless(scene, hit, drafts, sentence) if told else None
    by = told_by(scene, hit, agent.end(), sentence) if hit.entry.passive or is_heard(scene, hit) else None
    if by is not None:
        return by
    end = clause_end(scene, agent.end(), scene.end)
    if scene.search("quoted_as", agent.end(), end) is not None:
        return None  # was quoted by the agency as saying …: who speaks is the subject, and his cue comes yet
    source = agent_behind(scene, hit)
    left = scene.skip_left("lead_in", left_edge(scene, hit.start, drafts, sentence), hit.start)
    spoken_of = tidy(scene.text, left, scene.strip_right("before_cue", left, hit.start))
    if source is None or spoken_of is None:
        return None
    reason = scene.grammar.patterns["^reason"].match(
        scene.text, source[1], end
    )  # … accused by the union | of hiding it
    what = None if reason is None else tidy(scene.text, source[1], end)
    content = (spoken_of,) if what is None else (spoken_of, what)
    return Draft(source, (hit.start, hit.end), content, "content-cue-agent", hit.entry, sentence)


def agent_behind(scene: Scene, hit: Hit[Cue]) -> Pair | None:
    """Who does it, right behind a passive."""
    agent = scene.grammar.patterns["^agent"].match(scene.text, hit.end, scene.end)
    if agent is None:
        return None
    return noun_phrase(scene, agent.end(), agent_end(scene, agent.end(), clause_end(scene, agent.end(), scene.end)))


def agent_end(scene: Scene, start: int, end: int) -> int:
    """Where an agent ends: before when and where it was done, or for what (by the union | on Friday, | of hiding it)."""
    ends = [match.start() for name in ("source_end", "reason") if (match := scene.search(name, start, end)) is not None]
    return min(ends, default=end)


def told_by(scene: Scene, hit: Hit[Cue], start: int, sentence: int, *, fronted: bool = False) -> Draft | None:
    """``asked by a reporter whether …``: who asks stands between the cue and the question."""
    end = clause_end(scene, start, scene.end)
    opener = scene.search("clause_object", start, end)
    if opener is None and is_heard(scene, hit):
        opener = scene.search("infinitive", start, end)  # told by the mayor | to leave
    source = None if opener is None else noun_phrase(scene, start, opener.start())
    if opener is None or source is None:
        return None
    stop = content_stop(scene, opener.start())
    content = tidy(scene.text, opener.start(), clause_end(scene, opener.start(), stop) if fronted else stop)
    if content is None:
        return None
    return Draft(source, (hit.start, hit.end), (content,), "cue-source-content", hit.entry, sentence)


def reduced(scene: Scene, hit: Hit[Cue], left: int, content: Pair, sentence: int) -> Draft | None:
    """``The deal announced on Friday would last a year``: a participle behind its noun, and then the verb of the clause."""
    if not scene.form(hit).past or scene.grammar.patterns["^auxiliary"].match(scene.text, *content) is None:
        return None
    subject = spoken_of(scene, hit, left)
    return None if subject is None else Draft(None, (hit.start, hit.end), (subject,), "agentless", hit.entry, sentence)
