"""What may stand between a predicate and a name behind it, and what parts them."""

from __future__ import annotations

from typing import Final

from framing.lexicon.entries import Predicate
from framing.measure.role_words import RoleGrammar

# Blanks between a predicate and a name behind an object and a preposition: halted_exports_to_X.
_OBJECT_WORDS: Final = 3
_MARKS: Final = " \"“‘'("


def behind_object(grammar: RoleGrammar, text: str, end: int, at: int) -> bool:
    """Whether an object and a preposition stand between a predicate and a name, or what goes there: condemned attacks on X,
    opposes joining X.
    """
    if grammar.ends("reached", grammar.behind(text, end, at)):
        return True
    if not grammar.language.spaced or text.count(" ", end, at) < _OBJECT_WORDS:
        return False
    behind = grammar.behind(text, end, at)
    return grammar.ends("oblique", behind) and not grammar.ends("genitive", behind)


def stands_before(grammar: RoleGrammar, text: str, gap: tuple[int, int], predicate: Predicate, adjacent: float) -> bool:
    """Whether an attribute stands before a name, or before its title: spineless Senate Leader X; a noun only right before it:
    an embargo hit X is not of X.
    """
    end, at = gap
    between = text[end:at]
    if _parted(grammar, between) or not (at - end <= adjacent or _title(grammar, between)):
        return False
    if grammar.ends("oblique", grammar.behind(text, end, at)):
        return False  # cruel to X, 敢于对X说不
    if not grammar.language.spaced:  # 悄悄返回甲 is not of 甲
        return not between.strip(_MARKS) or grammar.starts("possessive", between)
    return predicate.kind != "noun" or not between.strip(_MARKS)


def owns_noun(grammar: RoleGrammar, text: str, low: int, high: int, near: float) -> bool:
    """Whether a noun and ``of`` stand between an attribute and a name; of lies on the coast of X, X owns but the coast."""
    if high - low > near or _parted(grammar, text[low:high]):
        return False
    behind = grammar.behind(text, low, high)
    if not grammar.ends("genitive", behind):
        return False
    between = set(text[low:high].split()).difference(grammar.inside["genitive"])
    return grammar.ends("agent", behind) or between.isdisjoint(grammar.inside["oblique"])


def _title(grammar: RoleGrammar, between: str) -> bool:
    words = between.split()
    return bool(words) and all(word.rstrip(".") in grammar.titles for word in words)


def _parted(grammar: RoleGrammar, between: str) -> bool:
    return "," in between or grammar.boundary.search(between) is not None
