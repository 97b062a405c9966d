"""The stretch of text that every record names; apart from the others, so that the compiled engine reads its ends at once."""

from __future__ import annotations

from dataclasses import dataclass
from types import FunctionType
from typing import Final

from framing.errors import UsageError
from framing.records import mypyc_attr


@mypyc_attr(acyclic=True)
@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open stretch of the raw text, in code points.

    >>> Span(0, 3).of("The White House said")
    'The'
    >>> Span(3, 1)
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: a span needs 0 <= start <= end, got 3 and 1
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        """By the slots' own setters: spans are made by the thousand, and a frozen record's own way takes twice as long. Where
        this is compiled there is no such detour.
        """
        if not 0 <= start <= end:
            raise UsageError(f"a span needs 0 <= start <= end, got {start} and {end}")
        if _PLAIN:
            _SET_START(self, start)
            _SET_END(self, end)
        else:
            self.start, self.end = start, end  # type: ignore[misc]

    def __reduce__(self) -> tuple[type[Span], tuple[int, int]]:
        return Span, (self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters this span names."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


_PLAIN: Final = isinstance(vars(Span)["__init__"], FunctionType)
_SET_START: Final = vars(Span)["start"].__set__
_SET_END: Final = vars(Span)["end"].__set__
