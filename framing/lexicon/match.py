"""All forms of a lexicon in one pass over a folded text: longest match first, shields, word boundaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")
Occurrence = tuple[int, int, int]
"""Where a form stands: its number, start and end."""

# A Chinese form this short is only taken between word edges: 成功 never inside 郑成功.
_NEEDS_EDGES: Final = 2


class Hit(Generic[T]):
    """A form found at ``start`` to ``end`` of the folded text, with what the lexicon says of it."""

    __slots__ = ("end", "entry", "start")

    def __init__(self, start: int, end: int, entry: T) -> None:
        self.start, self.end, self.entry = start, end, entry


_START: Final = itemgetter(1)


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
        self._alone: OnePass | None = None

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
        alone = self._one_pass()
        return tuple(alone.choose(alone.scan(text), edges).get(0, ()))

    def scan(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands, inside words too: the automaton's pass alone."""
        return self._one_pass().occurrences(text)

    def _one_pass(self) -> OnePass:
        """Built when it is first needed: most matchers are only ever part of one pass."""
        if self._alone is None:
            self._alone = OnePass((self,), spaced=self._spaced)
        return self._alone


def _in_order(found: list[Occurrence], text: str, *, spaced: bool) -> list[Occurrence]:
    """What a scan found by its place, the longest first; where spaces part words, only what is no part of a longer one."""
    if spaced and found:
        after = f"{text} "  # so that a place after the last character, and the one before the first, is a blank
        found = [
            hit
            for hit in found
            if not (after[hit[2]].isalnum() and after[hit[2] - 1].isalnum())
            and not (after[hit[1] - 1].isalnum() and after[hit[1]].isalnum())
        ]
    if len(found) > 1:
        found.reverse()  # a scan finds what ends first; of those that begin together the longest is now first
        found.sort(key=_START)
    return found


def _between_edges(start: int, end: int, edges: Collection[int]) -> bool:
    if end - start <= _NEEDS_EDGES:
        return start in edges and end in edges
    # A longer form may end inside a long word, but never one character short of its end: 反民主 never in 反民主党.
    return not ((start not in edges and start - 1 in edges) or (end not in edges and end + 1 in edges))


class OnePass:
    """The forms of several matchers of one language in one automaton, so that a text is gone through once for all of them.

    >>> war, peace = Matcher({"war": "W"}, spaced=True), Matcher({"peace": "P", "war": "P"}, spaced=True)
    >>> one_pass = OnePass((war, peace), spaced=True)
    >>> found = one_pass.choose(one_pass.scan("war and peace"), frozenset())
    >>> [hit.start for hit in found[0]], [hit.start for hit in found[1]]
    ([0], [0, 8])
    """

    def __init__(self, matchers: Sequence[Matcher[Any]], *, spaced: bool) -> None:
        places: dict[str, list[tuple[int, Any]]] = {}
        for number, matcher in enumerate(matchers):
            for form, entry in matcher.pairs:
                places.setdefault(form, []).append((number, entry))
        self.matchers = tuple(matchers)
        self.nothing: dict[int, tuple[Hit[Any], ...]] = dict.fromkeys(map(id, matchers), ())
        self._spaced = spaced
        self._places = tuple(map(tuple, places.values()))
        self._apart: dict[int, dict[int, Any]] = {}
        self._forms = tuple(places)
        self._automaton: AhoCorasick | None = None

    def occurrences(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands, inside words too, by its end."""
        if self._automaton is None:  # some passes are never asked
            self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.Standard)
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def scan(self, text: str) -> list[Occurrence]:
        """The forms and shields of all matchers by their places."""
        return _in_order(self.occurrences(text), text, spaced=self._spaced)

    def choose(self, placed: Sequence[Occurrence], edges: Collection[int] | None) -> dict[int, list[Hit[Any]]]:
        """The hits that a matcher's ``find`` gives, by its number, of those that have any."""
        if not self._spaced and edges is not None:
            placed = [one for one in placed if _between_edges(one[1], one[2], edges)]
        places = self._places
        chosen: dict[int, list[Hit[Any]]] = {}
        last = [0] * len(self.matchers)
        for form, start, end in placed:
            for number, entry in places[form]:
                if start >= last[number]:
                    last[number] = end
                    if entry is not None:
                        chosen.setdefault(number, []).append(Hit(start, end, entry))
        return chosen

    def choose_one(
        self, number: int, placed: Sequence[Occurrence], edges: Callable[[], Collection[int]]
    ) -> tuple[Hit[Any], ...]:
        """The same of one matcher, by its number, at edges that are worked out where one of its forms stands."""
        entries = self._entries_of(number)
        placed = self.of_one(number, placed)
        at = edges() if placed else ()
        hits: list[Hit[Any]] = []
        last = 0
        for form, start, end in placed:
            if start >= last and (self._spaced or _between_edges(start, end, at)):
                last = end
                if (entry := entries[form]) is not None:
                    hits.append(Hit(start, end, entry))
        return tuple(hits)

    def of_one(self, number: int, placed: Sequence[Occurrence]) -> list[Occurrence]:
        """The occurrences that are of one matcher, by its number."""
        entries = self._entries_of(number)
        return [one for one in placed if one[0] in entries]

    def _entries_of(self, number: int) -> dict[int, Any]:
        """What the forms of one matcher stand for; kept, where one is asked for apart."""
        if number not in self._apart:
            places = enumerate(self._places)
            self._apart[number] = {form: entry for form, of in places for n, entry in of if n == number}
        return self._apart[number]
