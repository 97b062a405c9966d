"""Records by place: what starts inside a stretch, or lies over a spot, without looking at all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from framing.types import Span

T = TypeVar("T")


class Places(Generic[T]):
    """Records sorted by the start of their span; lookups cost the logarithm of their number plus what they return.

    >>> places = Places([Span(4, 6), Span(0, 2)], lambda span: span)
    >>> places.within(Span(0, 5)), places.over(5)
    ((Span(start=0, end=2), Span(start=4, end=6)), Span(start=4, end=6))
    """

    __slots__ = ("_records", "_span_of", "_starts")

    def __init__(self, records: Iterable[T], span_of: Callable[[T], Span]) -> None:
        self._records = tuple(records)
        self._span_of = span_of
        self._starts = [span_of(record).start for record in self._records]
        if not _in_order(self._starts):
            self._records = tuple(sorted(self._records, key=lambda record: span_of(record).start))
            self._starts.sort()

    def within(self, stretch: Span) -> tuple[T, ...]:
        """The records whose span starts inside the stretch, in order."""
        starts = self._starts
        if not starts:
            return ()
        return self._records[_before(starts, stretch.start) : _before(starts, stretch.end)]

    def near(self, stretch: Span) -> tuple[T, ...]:
        """The records that start inside the stretch, and the one before them (records that do not overlap)."""
        starts = self._starts
        if not starts:
            return ()
        first = _before(starts, stretch.start)
        return self._records[max(0, first - 1) : _before(starts, stretch.end)]

    def over(self, at: int) -> T | None:
        """The last record that starts at or before an offset, if it covers it (records that do not overlap)."""
        index = _before(self._starts, at + 1) - 1
        return self._records[index] if index >= 0 and at < self._span_of(self._records[index]).end else None

    def meets(self, start: int, end: int) -> bool:
        """Whether a record shares a character with a stretch (records that do not overlap)."""
        index = _before(self._starts, end) - 1
        return index >= 0 and self._span_of(self._records[index]).end > start

    def after(self, at: int) -> T | None:
        """The first record that starts at or after an offset."""
        index = _before(self._starts, at)
        return self._records[index] if index < len(self._records) else None

    def before(self, at: int) -> T | None:
        """The last record that starts before an offset."""
        index = _before(self._starts, at) - 1
        return self._records[index] if index >= 0 else None


def _before(starts: list[int], at: int) -> int:
    """How many start before an offset: ``bisect_left`` as the compiled engine does it without making an object of each number."""
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) >> 1
        if starts[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low


def _in_order(starts: list[int]) -> bool:
    last = 0
    for start in starts:
        if start < last:
            return False
        last = start
    return True
