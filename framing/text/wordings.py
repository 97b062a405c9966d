"""Which of many patterns can match a text at all: each needs one of some literals, and one pass finds those of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain
from sys import maxsize
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from framing.text.spans import WHITE_SPACE

# The parser of re: private to it, but all that reads patterns uses it. Without it no pattern is ever ruled out.
_parser: Any = import_module("re._parser")
_code: Any = import_module("re._constants")

Look = Callable[[str], re.Match[str] | None]
Candidates = Mapping[str, Sequence[str]]
_BLANKS: Final = frozenset(WHITE_SPACE + ",")
# No word and no date is longer, and so no pattern that ends a stretch.
_MAX_REACH: Final = 120
# What a pattern begins and ends with that is of a whole text, or of one without a line's end behind it.
_WHOLE: Final = ((_code.AT, _code.AT_BEGINNING), (_code.AT, _code.AT_END))
_WORDED: Final = re.compile(r"\w")
# Lines hold the same few literals again and again; so many sets of them are kept.
_KEPT: Final = 5_000


@lru_cache(maxsize=8)
def _parsed(pattern: str) -> Any:
    return _parser.parse(pattern)


class Wordings:
    r"""Kinds of wording, each with its patterns; only those are tried of which the text holds what they need.

    >>> wordings = Wordings({"byline": ["^(?:by|from) [a-z]+$"], "cookies": [r"\bcookies?\b", "newsletters?"]})
    >>> may = wordings.candidates("our cookie policy, explained by a lawyer")
    >>> sorted(may), reads("byline", may, "our cookie policy"), reads("cookies", may, "our cookie policy")
    (['byline', 'cookies'], False, True)
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._by_literal: dict[str, list[tuple[str, str]]] = {}
        self._kinds = tuple(patterns)
        self._always: list[tuple[str, str]] = []
        for wording in ((kind, pattern) for kind, listed in patterns.items() for pattern in listed):
            literals = needed_literals(wording[1])
            for literal in literals:
                self._by_literal.setdefault(literal, []).append(wording)
            self._always += [] if literals else [wording]
        # So few literals that the quickest automaton, which is the largest, stays small.
        self._automaton = AhoCorasick(
            tuple(self._by_literal), MatchKind.Standard, store_patterns=True, implementation=Implementation.DFA
        )
        self._known: dict[frozenset[str], Candidates] = {}

    def candidates(self, folded: str) -> Candidates:
        """For each kind, in their order, the patterns that can match, not yet compiled; a kind that is not there does not."""
        literals = frozenset(self._automaton.find_matches_as_strings(folded, overlapping=True))
        known = self._known.get(literals)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[literals] = self._of_literals(literals)
        return known

    def _of_literals(self, literals: Iterable[str]) -> Candidates:
        found: dict[str, set[str]] = {}
        for wordings in chain((self._always,), map(self._by_literal.__getitem__, literals)):
            for kind, pattern in wordings:
                found.setdefault(kind, set()).add(pattern)
        return {kind: tuple(found[kind]) for kind in self._kinds if kind in found}


def reads(kind: str, candidates: Candidates, folded: str) -> bool:
    """Whether a text has a wording of a kind."""
    if kind in candidates:
        for pattern in candidates[kind]:
            longest, look = _look(pattern)
            if len(folded) <= longest and look(folded):
                return True
    return False


@cache
def _look(pattern: str) -> tuple[int, Look]:
    """How long a text can be that has a wording, without end where it can stand anywhere; and how it is looked for."""
    compiled = re.compile(pattern)
    parsed = _parsed(pattern)
    whole = len(parsed) > 1 and (parsed[0], parsed[-1]) == _WHOLE
    return longest_match(pattern) if whole else maxsize, compiled.match if pattern.startswith("^") else compiled.search


def needed_literals(pattern: str) -> frozenset[str]:
    r"""Strings of which every match holds at least one: the rarest set there is, by length. Empty where there is none.

    >>> sorted(needed_literals(r"\b(?:photo|image)s?: ?[^.]+$")), needed_literals(r"\d+")
    (['image', 'photo'], frozenset())
    """
    parsed = _parsed(pattern)
    return frozenset() if parsed.state.flags & re.IGNORECASE else _needed(parsed)


class Ending:
    r"""Patterns of which one may end a stretch of text, blanks and a comma after it left out.

    Time does not grow with the stretch, and what is but a word is looked up: ``compiled(patterns)``, which matches any of
    them at the end, is tried where such a word starts, and for the others only where the stretch ends as one of them
    does, or holds near its end what one of them needs.

    >>> at_end = lambda items: re.compile(rf"\b(?:{'|'.join(items)})\s*,?\s*$")
    >>> ending = Ending(("[a-z]+ly", r"in \d{4}", "soon"), at_end)
    >>> [bool(ending.find(text, 0, len(text))) for text in ("he later, sadly, ", "he was sad", "he said in 2031", "so soon")]
    [True, False, True, True]
    """

    def __init__(self, patterns: Sequence[str], compiled: Callable[[Sequence[str]], re.Pattern[str]]) -> None:
        words = by_last_letter({pattern for pattern in patterns if is_literal(pattern)})
        self._any = compiled(patterns)
        by_ending: dict[str, list[_Item]] = {}
        self._others: list[_Item] = []
        for item in (_Item(pattern, compiled((pattern,))) for pattern in patterns if not is_literal(pattern)):
            self._others += [] if item.endings else [item]
            for letter in {ending[-1] for ending in item.endings}:
                by_ending.setdefault(letter, []).append(item)
        self._by_letter = {}
        for letter in chain(words, by_ending):
            here, items = words.get(letter, ()), tuple(by_ending.get(letter, ()))
            every = {*here, *(ending for item in items for ending in item.endings if ending[-1] == letter)}
            self._by_letter[letter] = (tuple(every), here, items)
        self._empty = not (self._by_letter or self._others)
        self._reach = max((item.needed_within for item in self._others), default=0)
        needed = {literal for item in self._others for literal in item.needed or ("",)}
        self._needed = re.compile("|".join(map(re.escape, needed)))

    def __bool__(self) -> bool:
        """Whether there is any pattern."""
        return not self._empty

    def find(self, text: str, start: int, stop: int) -> re.Match[str] | None:
        """The longest match that ends ``text[start:stop]``."""
        if self._empty:
            return None
        last = stop
        while last > start:
            letter = text[last - 1]
            if letter not in _BLANKS:
                break
            last -= 1
        else:
            letter = ""
        found = None
        if (endings := self._by_letter.get(letter)) is not None and text.endswith(endings[0], start, last):
            _, words, items = endings
            for word in words:
                if text.endswith(word, start, last) and (found := self._any.match(text, last - len(word), stop)):
                    break
            for item in items:
                if text.endswith(item.endings, start, last):
                    found = item.longer(found, text, max(start, last - item.reach), stop)
        if not self._others:
            return found
        if self._needed.search(text, max(start, last - self._reach), stop):
            for item in self._others:
                if item.needs is None or item.needs.search(text, max(start, last - item.needed_within), stop):
                    found = item.longer(found, text, max(start, last - item.reach), stop)
        return found


class _Item:
    """A pattern for the end of a stretch, and what a stretch that ends with it has."""

    __slots__ = ("endings", "needed", "needed_within", "needs", "pattern", "reach")

    def __init__(self, pattern: str, at_end: re.Pattern[str]) -> None:
        self.pattern = at_end
        self.endings = tuple(possible_endings(pattern))
        self.reach = min(_MAX_REACH, longest_match(pattern))
        self.needed = needed_literals(pattern)
        self.needed_within = min(self.reach, from_needed_on(pattern)) if self.needed else self.reach
        self.needs = re.compile("|".join(map(re.escape, self.needed))) if self.needed else None

    def longer(self, found: re.Match[str] | None, text: str, start: int, stop: int) -> re.Match[str] | None:
        """Its own match where that is longer than the one that was found."""
        own = self.pattern.search(text, start, stop)
        return own if own is not None and (found is None or own.start() < found.start()) else found


def by_last_letter(endings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Endings by the letter that a text must end with for one of them, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for ending in sorted(endings, key=len, reverse=True):
        found[ending[-1]] = (*found.get(ending[-1], ()), ending)
    return found


def is_literal(pattern: str) -> bool:
    """Whether a pattern is but the words that it matches, with no blank or comma at its end.

    >>> is_literal("at last"), is_literal("at (?:long )?last")
    (True, False)
    """
    return re.escape(pattern).replace("\\ ", " ").replace("\\-", "-") == pattern and not pattern.endswith((" ", ","))


def longest_match(pattern: str) -> int:
    """How many characters a match of a pattern can have; what no text has where there is no limit.

    >>> longest_match("on (?:mon|tues)day"), longest_match("a+") > 10**9
    (10, True)
    """
    longest: int = _parsed(pattern).getwidth()[1]
    return longest


def from_needed_on(pattern: str) -> int:
    """How many characters a match can have from the start of what it needs (:func:`needed_literals`) to its end.

    >>> from_needed_on("in an? [a-z]{0,9} (?:speech|interview)[a-z]?"), from_needed_on("in [a-z]+") > 10**9
    (10, True)
    """
    parsed = _parsed(pattern)
    within: int = parsed[_needed_and_place(parsed)[1] :].getwidth()[1]
    return within


def possible_endings(pattern: str) -> frozenset[str]:
    r"""Strings with one of which every match ends, white space and commas left out. Empty where there is no saying.

    >>> sorted(possible_endings(r"\w+ly|(?:on|last) (?:mon|tues)day,")), possible_endings("on [a-z]+")
    (['ly', 'monday', 'uesday'], frozenset())
    """
    parsed = _parsed(pattern)
    return frozenset() if parsed.state.flags & re.IGNORECASE else _endings(list(parsed))


def starts_in_word(pattern: str) -> bool | None:
    r"""Whether every match of a pattern starts with a letter, a digit or ``_``; None where there is no saying.

    >>> starts_in_word(r"(?:a|the) \w+"), starts_in_word(r":(?=\s)"), starts_in_word(r"\s?but")
    (True, False, None)
    """
    parsed = _parsed(pattern)
    return None if parsed.state.flags & re.IGNORECASE else _first_in_word(list(parsed))


_ZERO_WIDTH: Final = frozenset({_code.ASSERT, _code.ASSERT_NOT, _code.AT})
_REPEATS: Final = frozenset({_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT})
_ANYTHING: Final = ((_code.ANY, None),)
# So many last letters tell enough of how a match ends; the characters of a class are told one by one where they are so few.
_ENOUGH: Final = 6
_FEW: Final = 4


def _first_in_word(sequence: Sequence[tuple[Any, Any]]) -> bool | None:
    for at, (operation, argument) in enumerate(sequence):
        if operation in _ZERO_WIDTH:
            continue
        rest = sequence[at + 1 :]
        if operation is _code.SUBPATTERN:
            return _first_in_word([*argument[3], *rest])
        if operation is _code.BRANCH:
            return _agreed(_first_in_word([*branch, *rest]) for branch in argument[1])
        if operation in _REPEATS and argument[2].getwidth()[0]:
            within = _first_in_word(list(argument[2]))
            return within if argument[0] else _agreed((within, _first_in_word(rest)))
        if operation is _code.IN:
            return _agreed(map(_in_word, *zip(*argument, strict=True)))
        return _in_word(operation, argument)
    return None


def _in_word(operation: Any, argument: Any) -> bool | None:
    if operation is _code.LITERAL:
        return chr(argument).isalnum() or argument == ord("_")
    if operation is _code.RANGE:
        return _agreed(_in_word(_code.LITERAL, code) for code in range(argument[0], argument[1] + 1))
    digit_or_letter = operation is _code.CATEGORY and argument in (_code.CATEGORY_WORD, _code.CATEGORY_DIGIT)
    return True if digit_or_letter else None


def _agreed(answers: Iterable[bool | None]) -> bool | None:
    known = set(answers)
    return known.pop() if len(known) == 1 else None


def _endings(sequence: Sequence[tuple[Any, Any]], after: str = "") -> frozenset[str]:
    """How what a sequence matches ends, with what stands ``after`` it: no more letters than tell enough."""
    known = after.rstrip(WHITE_SPACE + ",")
    if len(known) >= _ENOUGH or not sequence:
        return frozenset((known,)) if known else frozenset()
    *before, (operation, argument) = sequence
    if operation is _code.LITERAL:
        return _endings(before, chr(argument) + after)
    if operation in _ZERO_WIDTH:
        return _endings(before, after)
    if operation is _code.SUBPATTERN and not argument[1]:
        return _endings([*before, *argument[3]], after)
    if operation is _code.BRANCH:
        return _all(_endings([*before, *branch], after) for branch in argument[1])
    if operation is _code.IN and (members := _of_class(argument)) and (not known or len(members) <= _FEW):
        return _all(_endings(before, member + after) for member in members)
    if operation in (_code.MAX_REPEAT, _code.MIN_REPEAT):
        least, most, repeated = argument
        once = _endings([*(before if most == 1 else _ANYTHING), *repeated], after)
        return once if least else _all((once, _endings(before, after)))
    return frozenset((known,)) if known else frozenset()


def _all(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    """The union, empty where one of them is."""
    known = list(parts)
    return frozenset().union(*known) if all(known) else frozenset()


def _needed(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    return _needed_and_place(sequence)[0]


def _needed_and_place(sequence: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], int]:
    """The literals, and which element of the sequence they begin with."""
    sets: list[tuple[frozenset[str], int]] = []
    literal = ""
    place = -1
    for place, (operation, argument) in enumerate(sequence):
        if operation is _code.LITERAL:
            literal += chr(argument)
            continue
        sets += [(frozenset((literal,)), place - len(literal))] if literal else []
        literal = ""
        sets.append((_needed_by(operation, argument), place))
    sets += [(frozenset((literal,)), place + 1 - len(literal))] if literal else []
    nothing: tuple[frozenset[str], int] = frozenset(), 0
    return max(sets, key=_rarity, default=nothing)


def _rarity(found: tuple[frozenset[str], int]) -> tuple[int, bool, bool, int]:
    """How rarely a text holds one of some literals: the shortest tells; marks are in every text, blanks most of all."""
    literals = found[0]
    return min(map(len, literals), default=0), all(map(_WORDED.search, literals)), " " not in literals, -len(literals)


def _needed_by(operation: Any, argument: Any) -> frozenset[str]:
    if operation is _code.SUBPATTERN:
        return frozenset() if argument[1] & re.IGNORECASE else _needed(argument[3])
    if operation is _code.ATOMIC_GROUP:
        return _needed(argument)
    if operation in (_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT):
        return _needed(argument[2]) if argument[0] else frozenset()
    if operation is _code.BRANCH:
        return _all(_needed(branch) for branch in argument[1])
    return _of_class(argument) if operation is _code.IN else frozenset()


def _of_class(members: list[tuple[Any, Any]]) -> frozenset[str]:
    known = all(member is _code.LITERAL for member, _ in members)
    return frozenset(chr(code) for _, code in members) if known else frozenset()
