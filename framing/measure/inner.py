"""What is hoped, wanted or expected inside what somebody says is a part of that (languages whose speakers may stand behind the cue)."""

from __future__ import annotations

from collections.abc import Sequence

from framing.measure.scene import Draft, Scene

_STATES = ("believe", "expect")


def without_inner(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """The relations of a sentence without those inside another that tell no words: he said | he hopes | it will hold.

    A state of mind, a noun, a cue that names nobody (he said the dam was expected to hold). A second voice that speaks stays,
    one that believes if it is somebody's (the ministry, not voters), and whatever holds a quotation.
    """
    if not scene.grammar.inverts:
        return drafts
    return [draft for draft in drafts if not (_tells_no_words(draft, scene) and _inside(draft, drafts))]


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


def _inside(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a cue stands in what another, no mere label, attributes."""
    at = draft.cue[0]
    said = (other for other in drafts if other.cue[0] < at and other.entry.construction != "according")
    return any(other.content[0][0] <= at < other.content[-1][1] for other in said)
