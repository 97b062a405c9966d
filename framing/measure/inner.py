"""A relation that stands in another: what is hoped, wanted or to come inside speech is a part of it (in English and Vietnamese)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.measure.scene import Draft, Scene, tidy
from framing.measure.subject import may_speak

_STATES = ("believe", "expect")


def without_inner(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """The relations of a sentence without those inside another that tell no words: he said | he hopes | it will hold.

    A state of mind, a noun, a cue that names nobody (he said the dam was expected to hold). A second voice that speaks stays,
    one that believes if it is somebody's (the ministry, not voters), and whatever holds a quotation.
    """
    if not (scene.grammar.inverts or scene.grammar.head_first):
        return drafts
    return [draft for draft in drafts if not (_tells_no_words(draft, scene) and _inside(draft, drafts, scene))]


def _tells_no_words(draft: Draft, scene: Scene) -> bool:
    if any(scene.quotes_within(*piece) for piece in draft.content):
        return False
    if draft.entry.inner or draft.source is None:
        return True
    if draft.entry.stance not in _STATES:
        return False
    grammar, words = scene.grammar, scene.text[slice(*draft.source)]
    nobody = grammar.names_a_kind(words) and grammar.type_of(words) == "vague"  # voters, people, many
    return draft.shared or nobody or bool(grammar.pronoun(words))


def _inside(draft: Draft, drafts: Sequence[Draft], scene: Scene) -> bool:
    """Whether a cue stands in what another, no mere label, attributes; a forecast in a report is the report's (head first)."""
    at = draft.cue[0]
    label = not (scene.grammar.head_first and draft.source is None)
    said = (other for other in drafts if other.cue[0] < at and not (label and other.entry.construction == "according"))
    return any(other.content[0][0] <= at < other.content[-1][1] for other in said)


def to_come(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a cue without a subject of its own is what somebody says will be: he said they would meet and might discuss it."""
    if not scene.grammar.inverts or scene.ending("modal", scene.start, draft.cue[0]) is None:
        return False
    said = (d for d in drafts if d.sentence == draft.sentence and d.entry.construction == "say")
    return any(d.content[0][0] < draft.cue[0] < d.content[-1][1] for d in said)


def behind_other(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A draft whose source holds the relation before it, with what is joined to that: Lund urged calm and | Holt, who …, said."""
    source = draft.source
    if source is None or not scene.grammar.inverts:
        return draft
    cue = max(
        (d.cue[1] for d in drafts if d.sentence == draft.sentence and source[0] < d.cue[0] < source[1]), default=0
    )
    joined = None
    while cue and (found := scene.search("conjunctions", cue, source[1])) is not None:
        joined, cue = found, found.end()
    own = None if joined is None else tidy(scene.text, joined.end(), source[1])
    return draft if own is None or not may_speak(scene, own) else replace(draft, source=own)
