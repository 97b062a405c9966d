"""Which of many patterns can match a text at all: each needs one of some literals, and one pass finds those of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

# The parser of re: private to it, but all that reads patterns uses it. Without it no pattern is ever ruled out.
_parser: Any = import_module("re._parser")
_code: Any = import_module("re._constants")

Candidates = Mapping[str, Collection[str]]


class Wordings:
    r"""Kinds of wording, each with its patterns; only those are tried of which the text holds what they need.

    >>> wordings = Wordings({"byline": ["^(?:by|from) [a-z]+$"], "cookies": [r"\bcookies?\b", "newsletters?"]})
    >>> may = wordings.candidates("our cookie policy, explained by a lawyer")
    >>> sorted(may), reads("byline", may, "our cookie policy"), reads("cookies", may, "our cookie policy")
    (['byline', 'cookies'], False, True)
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        by_literal: dict[str, list[tuple[str, str]]] = {}
        self._always: list[tuple[str, str]] = []
        for wording in ((kind, pattern) for kind, listed in patterns.items() for pattern in listed):
            literals = needed_literals(wording[1])
            for literal in literals:
                by_literal.setdefault(literal, []).append(wording)
            self._always += [] if literals else [wording]
        self._wordings = tuple(by_literal.values())
        self._automaton = AhoCorasick(tuple(by_literal), matchkind=MatchKind.Standard)

    def candidates(self, folded: str) -> Candidates:
        """For each kind the patterns that can match; a kind that is not there does not."""
        indexes = {hit[0] for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
        found: dict[str, set[str]] = {}
        for wordings in (self._always, *(self._wordings[index] for index in indexes)):
            for kind, pattern in wordings:
                found.setdefault(kind, set()).add(pattern)
        return found


def reads(kind: str, candidates: Candidates, folded: str) -> bool:
    """Whether a text has a wording of a kind."""
    return kind in candidates and any(_look(pattern)(folded) for pattern in candidates[kind])


@cache
def _look(pattern: str) -> Callable[[str], re.Match[str] | None]:
    compiled = re.compile(pattern)
    return compiled.match if pattern.startswith("^") else compiled.search


def needed_literals(pattern: str) -> frozenset[str]:
    r"""Strings of which every match holds at least one: the rarest set there is, by length. Empty where there is none.

    >>> sorted(needed_literals(r"\b(?:photo|image)s?: ?[^.]+$")), needed_literals(r"\d+")
    (['image', 'photo'], frozenset())
    """
    parsed = _parser.parse(pattern)
    return frozenset() if parsed.state.flags & re.IGNORECASE else _needed(parsed)


def longest_match(pattern: str) -> int:
    """How many characters a match of a pattern can have; what no text has where there is no limit.

    >>> longest_match("on (?:mon|tues)day"), longest_match("a+") > 10**9
    (10, True)
    """
    longest: int = _parser.parse(pattern).getwidth()[1]
    return longest


def _needed(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    sets: list[frozenset[str]] = []
    literal = ""
    for operation, argument in sequence:
        if operation is _code.LITERAL:
            literal += chr(argument)
            continue
        sets += [frozenset((literal,))] if literal else []
        literal = ""
        sets.append(_needed_by(operation, argument))
    sets += [frozenset((literal,))] if literal else []
    return max(sets, key=lambda found: (min(map(len, found), default=0), -len(found)), default=frozenset())


def _needed_by(operation: Any, argument: Any) -> frozenset[str]:
    if operation is _code.SUBPATTERN:
        return frozenset() if argument[1] & re.IGNORECASE else _needed(argument[3])
    if operation is _code.ATOMIC_GROUP:
        return _needed(argument)
    if operation in (_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT):
        return _needed(argument[2]) if argument[0] else frozenset()
    if operation is _code.BRANCH:
        parts = [_needed(branch) for branch in argument[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if operation is _code.IN and all(inner is _code.LITERAL for inner, _ in argument):
        return frozenset(chr(code) for _, code in argument)
    return frozenset()
