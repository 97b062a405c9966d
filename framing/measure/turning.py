"""What the words right before a predicate make of it: denied, made less, done rightly, done to somebody unjustly."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon.entries import Predicate
from framing.measure.role_words import RoleGrammar


def turned_for(
    predicate: Predicate, grammar: RoleGrammar, unlinked: Sequence[str], *, reduced: bool
) -> tuple[bool, bool]:
    """Whether a predicate is turned into its opposite for who does it, and for whom it is done to.

    ``unlinked`` is what stands right before it (:meth:`RoleGrammar.unlinked`); ``reduced``: its clause makes it less.
    Who wisely walks away does no wrong; who is falsely accused is in the right; who should not lie has lied.
    """
    state = predicate.agent < 0 and (predicate.kind != "verb" or not predicate.patient)
    warned = predicate.agent < 0 and grammar.reaches("obligation", unlinked) and not grammar.reaches("denial", unlinked)
    turned = (grammar.reaches("negation", unlinked) and not warned) or (state and reduced)
    rightly = predicate.agent < 0 and grammar.reaches("rightly", unlinked)
    wrongly = predicate.patient < 0 and grammar.reaches("wrongly", unlinked)
    return turned != rightly, turned != wrongly


def spared(predicate: Predicate, grammar: RoleGrammar, unlinked: Sequence[str]) -> bool:
    """Whether what is denied says nothing of whom it would be done to: not helped, not harmed, not accused; but who is not
    liked is disliked.
    """
    liked = predicate.patient > 0 and not predicate.agent
    return not liked and grammar.reaches("negation", unlinked)
