"""Any of many patterns as one: those that begin with the same letter stand together, so that few are tried at a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What cannot be taken apart: an escape, a class of characters, else one character.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_REPEATS = frozenset("*+?{")
# What is not to stand before a place, without brackets in it.
_LOOK_BEHIND = re.compile(r"(\(\?<[!=])((?:\\.|[^\\()])*)\)")
_LOOKS_BEHIND = re.compile(rf"(?:{_LOOK_BEHIND.pattern})+")
_CAPTURES = re.compile(r"(?<!\\)\((?!\?[:=!<])|\(\?P|\(\?<(?![=!])|\\[1-9]")


def any_of(patterns: Sequence[str]) -> str:
    """A pattern that matches what the first of some patterns that matches at a place does; nothing where there is none.

    Patterns that capture are left as they are.

    >>> any_of(["(?:was|is|were)", "in a", "[a-z]+ed"]), any_of([",? and"])
    ('(?:w(?:as|ere)|i(?:s|n a)|(?:[a-z]+ed))', '(?:, and| and)')
    """
    branches = [led for pattern in patterns for branch in _branches(pattern) for led in _led_by_letter(branch)]
    if any(_CAPTURES.search(branch) for branch in branches):
        branches = [f"(?:{branch})" for branch in branches]
    parts: list[str] = []
    by_letter: dict[str, list[str]] = {}
    for branch in branches:
        if letter := _first_letter(branch):
            by_letter.setdefault(letter, []).append(branch[1:])
        else:  # it may match where a branch before or behind it does, so their order stays
            parts += _written(by_letter)
            parts.append(f"(?:{branch})")
            by_letter = {}
    parts += _written(by_letter)
    return f"(?:{'|'.join(parts)})" if parts else r"(?!)"


def _written(by_letter: dict[str, list[str]]) -> list[str]:
    return [letter + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]) for letter, rests in by_letter.items()]


def _led_by_letter(branch: str) -> tuple[str, ...]:
    """A branch as branches that begin with a letter, if it begins with one that may be missing, or with what is not to stand
    before one: ``,? and`` as ``, and`` and `` and``; ``(?<!X)a`` as ``a(?<!Xa)``.
    """
    behind = _LOOKS_BEHIND.match(branch)
    before, rest = (behind[0], branch[behind.end() :]) if behind is not None else ("", branch)
    if rest[1:2] == "?" and rest[:1] not in _SPECIAL and rest[2:3] not in _REPEATS:
        return (*_led_by_letter(before + rest[:1] + rest[2:]), *_led_by_letter(before + rest[2:]))
    letter = _first_letter(rest)
    if before and letter:
        moved = _LOOK_BEHIND.sub(lambda look: f"{look[1]}(?:{look[2]}){re.escape(letter)})", before)
        return (letter + moved + rest[1:],)
    return (branch,)


def _first_letter(branch: str) -> str:
    """The character that every match of a branch begins with, empty where there is no saying."""
    plain = branch[:1] not in _SPECIAL and branch[1:2] not in _REPEATS
    return branch[:1] if plain else ""


def _branches(pattern: str) -> list[str]:
    """The branches of a pattern that is an alternation as a whole, in brackets or not; else the pattern itself."""
    tokens: list[str] = _TOKEN.findall(pattern)
    depths = _depths(tokens)
    if tokens[:3] == ["(", "?", ":"] and 0 not in depths[:-1]:
        return _branches(pattern[3:-1])
    cuts = [i for i, (token, depth) in enumerate(zip(tokens, depths, strict=True)) if token == "|" and not depth]
    if not cuts:
        return [pattern]
    edges = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(tokens)], strict=True)
    return [branch for start, end in edges for branch in _branches("".join(tokens[start:end]))]


def _depths(tokens: Sequence[str]) -> list[int]:
    """How many brackets are open behind each token."""
    depths, depth = [], 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        depths.append(depth)
    return depths
