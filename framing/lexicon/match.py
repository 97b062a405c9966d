"""All forms of a lexicon in one pass over a folded text: longest match first, shields, word boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar, cast

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")
Occurrence = tuple[int, ...]
"""Where a form stands: its number, start and end. As the automaton gives it, and kept so: a tuple of numbers is nothing that the
collector of cycles goes through, and a long text has a hundred thousand of them.
"""

Found = tuple[tuple[Occurrence, ...], ...]
"""Where the forms of each matcher of a pass stand in a text."""

# A Chinese form this short is only taken between word edges: 成功 never inside 郑成功.
_NEEDS_EDGES: Final = 2
# So many characters are gone through with the forms that can stand in them: for a few articles, all forms take longer to make
# ready. A text shorter than _SHORT counts as that long: to choose its forms takes as long, a dozen times so long as all forms.
_SIEVED: Final = 20_000
_SHORT: Final = 1_500
# By so many letters that a form begins with it is told whether it can stand in a text.
_TOLD_BY: Final = 6


class Hit(Generic[T]):
    """A form found at ``start`` to ``end`` of the folded text, with what the lexicon says of it: nothing of a shield."""

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
        self.by_form = dict(entries)
        self._spaced = spaced
        self._alone: OnePass | None = None
        # The passes that find these forms among others, and the matcher's number in each.
        self.passes: tuple[tuple[OnePass, int], ...] = ()

    @property
    def entries(self) -> tuple[T, ...]:
        """What the forms stand for, one for each form that is no shield."""
        return tuple(entry for entry in self.by_form.values() if entry is not None)

    @property
    def forms(self) -> tuple[str, ...]:
        """The folded forms, shields with them."""
        return tuple(self.by_form)

    @property
    def pairs(self) -> Iterator[tuple[str, T | None]]:
        """The folded forms, each with what it stands for."""
        return iter(self.by_form.items())

    def find(self, text: str, edges: bytes | None = None) -> tuple[Hit[T], ...]:
        """Hits in order, none overlapping. ``edges`` has, for text without spaces, a byte for each offset, its end too, which
        is not 0 where a word begins or ends.
        """
        one_pass = self.alone()
        return one_pass.chosen(0, one_pass.scan(text)[0], None if self._spaced else edges)

    def scan(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands, inside words too: the automaton's pass alone."""
        return self.alone().occurrences(text)

    def alone(self) -> OnePass:
        """A pass of its own, built when it is first needed: most matchers are only ever part of one."""
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


def chosen(placed: Sequence[Hit[T | None]], edges: bytes | None) -> tuple[Hit[T], ...]:
    """What counts of the forms and shields of one matcher, by their places; between ``edges``, where there are any."""
    hits: list[Hit[Any]] = []
    last = 0
    for hit in placed:
        if hit.start >= last and (edges is None or _between_edges(hit.start, hit.end, edges)):
            last = hit.end
            if hit.entry is not None:
                hits.append(hit)
    return tuple(hits)


def _between_edges(start: int, end: int, edges: bytes) -> bool:
    begins, ends = edges[start] != 0, edges[end] != 0
    if end - start <= _NEEDS_EDGES:
        return begins and ends
    # A longer form may end inside a long word, but never one character short of its end: 反民主 never in 反民主党.
    return (begins or start == 0 or edges[start - 1] == 0) and (ends or end + 1 == len(edges) or edges[end + 1] == 0)


class OnePass:
    """The forms of several matchers of one language in one automaton, so that a text is gone through once for all of them.

    >>> war, peace = Matcher({"war": "W"}, spaced=True), Matcher({"peace": "P", "war": "P"}, spaced=True)
    >>> both = OnePass((war, peace), spaced=True)
    >>> [[(h.start, h.entry) for h in both.hits(n, found)] for n, found in enumerate(both.scan("war and peace"))]
    [[(0, 'W')], [(0, 'P'), (8, 'P')]]
    """

    def __init__(self, matchers: Sequence[Matcher[Any]], *, spaced: bool) -> None:
        self.matchers = tuple(matchers)
        self._spaced = spaced
        self._forms = tuple(dict.fromkeys(chain.from_iterable([matcher.by_form for matcher in matchers])))
        self._entries = [matcher.by_form for matcher in matchers]
        # Which matchers have a form, where that was asked: of all forms a text holds few.
        self._asking: list[tuple[int, ...] | None] = [None] * len(self._forms)
        self._automaton: AhoCorasick | None = None
        self._sieved = 0

    def occurrences(self, text: str) -> list[Occurrence]:
        """Every place where a form or shield stands, inside words too, by its end."""
        if self._automaton is None:  # some passes are never asked
            self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.Standard)
        return cast(list[Occurrence], self._automaton.find_matches_as_indexes(text, overlapping=True))

    def scan(self, text: str) -> Found:
        """Where the forms and shields of each matcher stand, in order."""
        return self._placed(self.occurrences(text), text)

    def scan_each(self, texts: Sequence[str]) -> list[Found]:
        """The same of several texts: of the first few with the forms alone that can stand in them, which is all one article needs."""
        if self._automaton is None:
            self._sieved += max(_SHORT, sum(map(len, texts)))
            if self._sieved <= _SIEVED:
                return self._scan_sieved(texts)
        return [self.scan(text) for text in texts]

    def _scan_sieved(self, texts: Sequence[str]) -> list[Found]:
        numbers = _possible(self._forms, texts)
        automaton = AhoCorasick([self._forms[number] for number in numbers], matchkind=MatchKind.Standard)
        found: list[Found] = []
        for text in texts:
            occurrences = automaton.find_matches_as_indexes(text, overlapping=True)
            found.append(self._placed([(numbers[form], start, end) for form, start, end in occurrences], text))
        return found

    def _placed(self, occurrences: list[Occurrence], text: str) -> Found:
        placed: list[list[Occurrence]] = [[] for _ in self.matchers]
        for occurrence in _in_order(occurrences, text, spaced=self._spaced):
            asking = self._asking[occurrence[0]]
            for number in self._asked_by(occurrence[0]) if asking is None else asking:
                placed[number].append(occurrence)
        return tuple([tuple(found) for found in placed])

    def _asked_by(self, number: int) -> tuple[int, ...]:
        form = self._forms[number]
        asking = tuple([matcher for matcher, entries in enumerate(self._entries) if form in entries])
        self._asking[number] = asking
        return asking

    def hits(self, number: int, placed: Sequence[Occurrence]) -> list[Hit[Any]]:
        """The same of the matcher of this number, with what each stands for."""
        entries, forms = self._entries[number], self._forms
        return [Hit(start, end, entries[forms[form]]) for form, start, end in placed]

    def chosen(self, number: int, placed: Sequence[Occurrence], edges: bytes | None) -> tuple[Hit[Any], ...]:
        """What counts of them: ``chosen`` without a record for what does not."""
        entries, forms = self._entries[number], self._forms
        found: list[Hit[Any]] = []
        last = 0
        for form, start, end in placed:
            if start >= last and (edges is None or _between_edges(start, end, edges)):
                last = end
                if (entry := entries[forms[form]]) is not None:
                    found.append(Hit(start, end, entry))
        return tuple(found)


def _possible(forms: Sequence[str], texts: Iterable[str]) -> list[int]:
    """The numbers of the forms that can stand in one of some short texts, by how they begin."""
    held = {text[at : at + length] for text in texts for length in range(1, _TOLD_BY + 1) for at in range(len(text))}
    return [number for number, form in enumerate(forms) if form[:_TOLD_BY] in held]
