"""Any of many patterns as one: those that begin with the same letter stand together, so that few are tried at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

# What cannot be taken apart: an escape, a class of characters, else one character.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_REPEATS = frozenset("*+?{")
# What is or is not to stand before a place, without brackets in it, and the edges of words and of the text.
_LOOK = re.compile(r"(\(\?<[!=])((?:\\.|[^\\()])*)\)|(\^|\\b)")
_AROUND = re.compile(rf"(?:{_LOOK.pattern})+")
# A class of some characters.
_FEW = re.compile(r"\[[^\\.^$*+?{}\[\]|()-]+\]")
# So many branches one is opened into.
_MOST = 40
# So many first letters are looked for one by one.
_FEW_LETTERS = 6
_CAPTURES = re.compile(r"(?<!\\)\((?!\?[:=!<])|\(\?P|\(\?<(?![=!])|\\[1-9]")
# A class of characters, whose brackets capture nothing; an escape is the group.
_CLASS = re.compile(r"(\\.)|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


def any_of(patterns: Sequence[str]) -> str:
    """A pattern that matches what the first of some patterns that matches at a place does; nothing where there is none.

    Patterns that capture are left as they are.

    >>> any_of(["(?:was|is|were)", "in a", "[a-z]+ed"]), any_of([",? and"])
    ('(?:w(?:as|ere)|i(?:s|n a)|(?:[a-z]+ed))', '(?:, and| and)')
    """
    parts = [letter + _rest(rests) for letter, rests in _grouped(patterns)]
    return f"(?:{'|'.join(parts)})" if parts else r"(?!)"


def any_word_of(patterns: Sequence[str]) -> str:
    r"""The same for patterns that each begin with a letter, where that begins a word.

    That a word begins is asked behind the letter where the patterns begin with few letters: these are then found quickly.

    >>> any_word_of(["told", "tell(?:s|ing)"])
    '(?:t(?<=\\bt)(?:old|ell(?:s|ing)))'
    """
    groups = _grouped(patterns)
    letters = {letter for letter, _ in groups}
    if not groups or "" in letters or len(letters) > _FEW_LETTERS:
        return rf"\b{any_of(patterns)}"
    parts = [rf"{letter}(?<=\b{letter}){_rest(rests)}" for letter, rests in groups]
    return f"(?:{'|'.join(parts)})"


def _grouped(patterns: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The branches by the letter that they begin with, less that letter, in order; one whose first letter is not known alone."""
    branches = [led for pattern in patterns for branch in _branches(pattern) for led in _led_by_letter(branch)]
    if any(map(_captures, branches)):
        branches = [f"(?:{branch})" for branch in branches]
    groups: list[tuple[str, list[str]]] = []
    by_letter: dict[str, list[str]] = {}
    for branch in branches:
        if letter := _first_letter(branch):
            by_letter.setdefault(letter, []).append(branch[len(letter) :])
        else:  # it may match where a branch before or behind it does, so their order stays
            groups += [*by_letter.items(), ("", [f"(?:{branch})"])]
            by_letter = {}
    return [*groups, *by_letter.items()]


def _captures(branch: str) -> bool:
    return _CAPTURES.search(_CLASS.sub(r"\1", branch)) is not None


def _rest(rests: Sequence[str]) -> str:
    return f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]


def _led_by_letter(branch: str) -> tuple[str, ...]:
    """A branch as branches that each begin with a letter, where that can be said with few of them; else the branch itself."""
    opened = () if _captures(branch) else tuple(_opened("", branch))
    return opened if 0 < len(opened) <= _MOST and all(map(_first_letter, opened)) else (branch,)


def _opened(before: str, branch: str) -> Iterator[str]:
    """A branch as those that it begins with: ``(?:a|b)c`` as ``ac`` and ``bc``, ``,? and`` as ``, and`` and `` and``; what is to
    stand before a letter, or not, is asked behind it: ``(?<!X)a`` as ``a(?<!Xa)``.
    """
    if around := _AROUND.match(branch):
        yield from _opened(before + around[0], branch[around.end() :])
        return
    first = _first_part(branch)
    missing, rest = branch[len(first) : len(first) + 1] == "?", branch[len(first) :].removeprefix("?")
    choices = _choices(first)
    if not choices or rest[:1] in _REPEATS:
        yield before + branch
        return
    for choice in choices:
        if choice == first:
            looks = _LOOK.sub(partial(_from_behind, choice), before)
            yield choice + (_ahead(rest) + looks if looks else "") + rest
        else:
            yield from _opened(before, choice + rest)
    if missing:
        yield from _opened(before, rest)


def _ahead(rest: str) -> str:
    """What a branch goes on with, where a few letters tell: it is seen at once, and spares looking back in vain."""
    letters = [_first_letter(branch) for branch in _led_by_letter(rest)]
    return f"(?={'|'.join(dict.fromkeys(letters))})" if letters and all(letters) else ""


def _from_behind(letter: str, look: re.Match[str]) -> str:
    """What looks around before a letter, as what looks back from behind it."""
    opener, inner, edge = look.groups()
    return f"(?<={edge}{letter})" if edge else f"{opener}(?:{inner}){letter})"


def _first_part(branch: str) -> str:
    """The character, escape, class or bracket that a branch begins with."""
    tokens: list[str] = _TOKEN.findall(branch)
    end = next((i for i, depth in enumerate(_depths(tokens), 1) if not depth), len(tokens))
    return "".join(tokens[:end])


def _choices(part: str) -> Sequence[str]:
    """What the first part of a branch lets one choose from, a letter itself; nothing where there is no saying."""
    if part.startswith("(?:"):
        return _branches(part)
    if _FEW.fullmatch(part):
        return part[1:-1]
    return () if part[:1] in _SPECIAL else part


def _first_letter(branch: str) -> str:
    """The character that every match of a branch begins with, as a pattern has it; empty where there is no saying."""
    letter = branch[:2] if branch[:1] == "\\" and branch[1:2] in _SPECIAL else branch[:1]
    plain = (len(letter) > 1 or letter not in _SPECIAL) and branch[len(letter) : len(letter) + 1] not in _REPEATS
    return letter if plain else ""


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
