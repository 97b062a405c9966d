"""The lists of a grammar compiled: to be found anywhere, at the start or at the end of a stretch, each when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from framing.text.alternations import any_of, any_word_of
from framing.text.wordings import Ending, starts_in_word

T = TypeVar("T")
_NOWHERE: Final = re.compile("(?!)")
_AROUND: Final = re.compile(r"\(\?<?[!=][^)]*\)")


class Made(dict[str, T]):
    """Lists by their names, made when they are first asked for: a text needs few of them. Another name is a KeyError."""

    def __init__(self, names: Sequence[str], make: Callable[[str], T]) -> None:
        super().__init__()
        self._names = frozenset(names)
        self._make = make

    def __missing__(self, name: str) -> T:
        if name.removeprefix("^") not in self._names:
            raise KeyError(name)
        self[name] = made = self._make(name)
        return made


def longest_first(items: Sequence[str]) -> list[str]:
    """The patterns by their length, what only looks around left out."""
    return sorted(items, key=lambda item: len(_AROUND.sub("", item)), reverse=True)


def anywhere(items: Sequence[str], *, spaced: bool) -> re.Pattern[str]:
    """Any of the patterns, as whole words where blanks part them."""
    if not spaced:
        return re.compile(any_of(items))
    return re.compile(rf"{_at_edge(items)}(?!\w)")


def at_start(items: Sequence[str], *, spaced: bool) -> re.Pattern[str]:
    """Any of them at the start of a stretch, with blanks and a comma around it."""
    if not items:
        return _NOWHERE
    edge = r"(?!\w)" if spaced else ""
    return re.compile(rf"\s*{any_of(items)}{edge}\s*,?\s*")


def at_end(items: Sequence[str], *, spaced: bool) -> Ending:
    """Any of them at the end of a stretch, with blanks and a comma behind it."""

    def compiled(some: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{_at_edge(some) if spaced else any_of(some)}(?: ?,)? ?)$")

    return Ending(items, compiled)


def _at_edge(items: Sequence[str]) -> str:
    """Any of the items, not from inside a word: the less is asked, the quicker it is found."""
    in_word = {starts_in_word(item) for item in items}
    if in_word == {True}:
        return any_word_of(items)
    return any_of(items) if in_word == {False} else rf"(?:(?<!\w)|(?=\W)){any_of(items)}"
