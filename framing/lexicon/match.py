"""All forms of a lexicon in one pass over a folded text: longest match first, shields, word boundaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")
Occurrence = tuple[int, int, int]
"""Where a form stands: its number, start and end."""

# A Chinese form this short is only taken between word edges: 成功 never inside 郑成功.
_NEEDS_EDGES = 2


class Hit(NamedTuple, Generic[T]):
    """A form found at ``start`` to ``end`` of the folded text, with what the lexicon says of it."""

    start: int
    end: int
    entry: T


# A hit from its three values: by the tuple's own way, in half the time.
_HIT: Callable[[tuple[int, int, Any]], Hit[Any]] = partial(tuple.__new__, Hit)


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

    @property
    def pairs(self) -> Iterator[tuple[str, T | None]]:
        """The folded forms, each with what it stands for."""
        return zip(self._forms, self._entries, strict=True)

    def find(self, text: str, edges: Collection[int] | None = None) -> tuple[Hit[T], ...]:
        """Hits in order, none overlapping. ``edges`` are the offsets where words begin or end, for text without spaces."""
        entries = self._entries
        placed = in_order(self.scan(text), text, spaced=self._spaced)
        return self.choose([Hit(start, end, entries[index]) for index, start, end in placed], edges)

    def scan(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands: the automaton's pass alone."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._forms else []

    @cached_property
    def _automaton(self) -> AhoCorasick:
        """Built when it is first needed: most matchers are only ever part of one pass."""
        return AhoCorasick(self._forms, matchkind=MatchKind.Standard)

    def choose(self, placed: Sequence[Hit[T | None]], edges: Collection[int] | None = None) -> tuple[Hit[T], ...]:
        """Of forms and shields by their places, as ``in_order`` gives them, the hits that ``find`` gives."""
        if not self._spaced and edges is not None:
            placed = [hit for hit in placed if _between_edges(hit[0], hit[1], edges)]
        hits: list[Any] = []
        last = 0
        for hit in placed:
            if hit[0] >= last:
                last = hit[1]
                if hit[2] is not None:
                    hits.append(hit)
        return tuple(hits)


def in_order(found: list[Occurrence], text: str, *, spaced: bool) -> list[Occurrence]:
    """What a scan found by its place, the longest first; where spaces part words, only what is no part of a longer one."""
    if not found:
        return found
    if spaced:
        padded = f" {text} "
        found = [
            hit
            for hit in found
            if not (padded[hit[1]].isalnum() and text[hit[1]].isalnum())
            and not (padded[hit[2] + 1].isalnum() and text[hit[2] - 1].isalnum())
        ]
    if len(found) > 1:
        found.sort(key=itemgetter(2), reverse=True)
        found.sort(key=itemgetter(1))
    return found


def _between_edges(start: int, end: int, edges: Collection[int]) -> bool:
    if end - start <= _NEEDS_EDGES:
        return start in edges and end in edges
    # A longer form may end inside a long word, but never one character short of its end: 反民主 never in 反民主党.
    return not ((start not in edges and start - 1 in edges) or (end not in edges and end + 1 in edges))


class OnePass:
    """The forms of several matchers of one language in one automaton, so that a text is gone through once for all of them.

    >>> war, peace = Matcher({"war": "W"}, spaced=True), Matcher({"peace": "P", "war": "P"}, spaced=True)
    >>> found = OnePass((war, peace), spaced=True).scan("war and peace")
    >>> war.choose(found[0]), [hit.start for hit in peace.choose(found[1])]
    ((Hit(start=0, end=3, entry='W'),), [0, 8])
    """

    def __init__(self, matchers: Sequence[Matcher[Any]], *, spaced: bool) -> None:
        places: dict[str, list[tuple[int, Any]]] = {}
        for number, matcher in enumerate(matchers):
            for form, entry in matcher.pairs:
                places.setdefault(form, []).append((number, entry))
        self.matchers = tuple(matchers)
        self.nothing: dict[int, tuple[Hit[Any], ...]] = dict.fromkeys(map(id, matchers), ())
        self._spaced = spaced
        self._places = tuple(places.values())
        self._automaton = AhoCorasick(tuple(places), matchkind=MatchKind.Standard)

    def scan(self, text: str) -> dict[int, list[Hit[Any]]]:
        """For each matcher, by its number, its forms and shields by their places; those that have none are left out."""
        occurrences = self._automaton.find_matches_as_indexes(text, overlapping=True)
        found: dict[int, list[Hit[Any]]] = {}
        for form, start, end in in_order(occurrences, text, spaced=self._spaced):
            for number, entry in self._places[form]:
                hit = _HIT((start, end, entry))
                if number in found:
                    found[number].append(hit)
                else:
                    found[number] = [hit]
        return found
