"""All forms of a lexicon in one pass over a folded text: longest match first, shields, word boundaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")
Occurrence = tuple[int, int, int]
"""Where a form stands: its number, start and end."""

# A Chinese form this short is only taken between word edges: 成功 never inside 郑成功.
_NEEDS_EDGES = 2


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A form found at ``start`` to ``end`` of the folded text, with what the lexicon says of it."""

    start: int
    end: int
    entry: T


class Matcher(Generic[T]):
    """Finds the forms of ``entries`` (folded form to entry; None marks a shield that only hides shorter forms).

    >>> matcher = Matcher({"war": "W", "trade war": None}, spaced=True)
    >>> [(h.start, h.entry) for h in matcher.find("a trade war, a war, a warning")]
    [(15, 'W')]
    """

    def __init__(self, entries: Mapping[str, T | None], *, spaced: bool) -> None:
        self._forms = tuple(entries)
        self._entries = tuple(entries.values())
        self._spaced = spaced

    @property
    def entries(self) -> tuple[T, ...]:
        """What the forms stand for, one for each form that is no shield."""
        return tuple(entry for entry in self._entries if entry is not None)

    @property
    def forms(self) -> tuple[str, ...]:
        """The folded forms, shields with them."""
        return self._forms

    def find(self, text: str, edges: Collection[int] | None = None) -> tuple[Hit[T], ...]:
        """Hits in order, none overlapping. ``edges`` are the offsets where words begin or end, for text without spaces."""
        return self.choose(self.scan(text), text, edges)

    def scan(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands: the automaton's pass alone."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._forms else []

    @cached_property
    def _automaton(self) -> AhoCorasick:
        """Built when it is first needed: most matchers are only ever part of one pass."""
        return AhoCorasick(self._forms, matchkind=MatchKind.Standard)

    def choose(
        self, found: Collection[Occurrence], text: str, edges: Collection[int] | None = None
    ) -> tuple[Hit[T], ...]:
        """Of what a scan found, the hits that ``find`` gives."""
        whole = [hit for hit in found if self._whole(text, hit[1], hit[2], edges)]
        whole.sort(key=lambda hit: (hit[1], -hit[2]))
        hits, last = [], 0
        for index, start, end in whole:
            if start < last:
                continue
            last = end
            entry = self._entries[index]
            if entry is not None:
                hits.append(Hit(start, end, entry))
        return tuple(hits)

    def _whole(self, text: str, start: int, end: int, edges: Collection[int] | None) -> bool:
        if self._spaced:
            return not (_joined(text, start) or _joined(text, end))
        if edges is None:
            return True
        if end - start <= _NEEDS_EDGES:
            return start in edges and end in edges
        # A longer form may end inside a long word, but never one character short of its end: 反民主 never in 反民主党.
        cut = (start not in edges and start - 1 in edges) or (end not in edges and end + 1 in edges)
        return not cut


class OnePass:
    """The forms of several matchers in one automaton, so that a text is gone through once for all of them.

    >>> war, peace = Matcher({"war": "W"}, spaced=True), Matcher({"peace": "P", "war": "P"}, spaced=True)
    >>> both = OnePass((war, peace))
    >>> found = both.scan("war and peace")
    >>> war.choose(found[0], "war and peace"), [hit.start for hit in peace.choose(found[1], "war and peace")]
    ((Hit(start=0, end=3, entry='W'),), [0, 8])
    """

    def __init__(self, matchers: Sequence[Matcher[Any]]) -> None:
        places: dict[str, list[tuple[int, int]]] = {}
        for number, matcher in enumerate(matchers):
            for index, form in enumerate(matcher.forms):
                places.setdefault(form, []).append((number, index))
        self._places = tuple(places.values())
        self._automaton = AhoCorasick(tuple(places), matchkind=MatchKind.Standard)

    def scan(self, text: str) -> dict[int, list[Occurrence]]:
        """For each matcher, by its number, what its own scan finds; those that find nothing are left out."""
        found: dict[int, list[Occurrence]] = {}
        for form, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for number, index in self._places[form]:
                if number in found:
                    found[number].append((index, start, end))
                else:
                    found[number] = [(index, start, end)]
        return found


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
