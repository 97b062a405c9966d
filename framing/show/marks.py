"""What readers marked in an article before they saw the library's marks, beside what the library marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.types import ARTICLE_ZONES, Analysis, LoadedTerm, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that somebody marked: the library's ``terms`` in it, and the ``readers`` (by number) who marked some of it."""

    span: Span
    terms: tuple[LoadedTerm, ...]
    readers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The readers' names, the places in the order of the text, and for each reader what stands nowhere in the text.

    Nobody's marks are the right ones: the table is there to be argued about.
    """

    readers: tuple[str, ...]
    places: tuple[Place, ...]
    absent: tuple[tuple[str, ...], ...]

    def shared(self, reader: int) -> int:
        """At how many places the reader and the library both marked something."""
        return sum(bool(place.terms) and reader in place.readers for place in self.places)

    def of(self, reader: int) -> int:
        """At how many places the reader marked something."""
        return sum(reader in place.readers for place in self.places)


def read_marks(listed: str) -> dict[str, tuple[str, ...]]:
    r"""Each reader's words, one a line; a line ``# name`` starts the list of another reader.

    >>> read_marks("so-called\n disaster \n\n# Mai\ndisaster\ndisaster")
    {'you': ('so-called', 'disaster'), 'Mai': ('disaster',)}
    >>> read_marks(" \n")
    {}
    """
    found: dict[str, dict[str, None]] = {}
    name = "you"
    for line in (" ".join(line.split()) for line in listed.splitlines()):
        if line.startswith("#"):
            name = line.lstrip("# ") or name
        elif line:
            found.setdefault(name, {})[line] = None
    return {reader: tuple(words) for reader, words in found.items()}


def find_words(words: str, text: str) -> list[Span]:
    r"""Everywhere the words stand, whatever their case and the white space in them, and never inside a longer word.

    Only letters that know capitals have word edges; Chinese characters have none.

    >>> find_words("war", "War on warning\nwar"), find_words("经济胁迫", "这是经济胁迫。")
    ([Span(start=0, end=3), Span(start=15, end=18)], [Span(start=2, end=6)])
    """
    before = r"(?<!\w)" if _has_edge(words[:1]) else ""
    after = r"(?!\w)" if _has_edge(words[-1:]) else ""
    pattern = before + r"\s+".join(map(re.escape, words.split())) + after
    return [Span(*found.span()) for found in re.finditer(pattern, text, re.IGNORECASE)] if words.strip() else []


def _has_edge(letter: str) -> bool:
    return letter.lower() != letter.upper()


def compare_marks(analysis: Analysis, listed: str) -> Marks | None:
    """The readers' marks beside the library's, place by place: stretches that overlap are one place.

    ``listed`` is what the readers wrote (see ``read_marks``). None where nobody marked anything.
    """
    readers = read_marks(listed)
    if not readers:
        return None
    text = analysis.article.text
    stretches: list[tuple[Span, LoadedTerm | int]] = [
        (term.span, term) for term in analysis.loaded if term.zone in ARTICLE_ZONES
    ]
    absent = []
    for number, words in enumerate(readers.values()):
        spans = {phrase: find_words(phrase, text) for phrase in words}
        stretches += [(span, number) for found in spans.values() for span in found]
        absent.append(tuple(phrase for phrase, found in spans.items() if not found))
    return Marks(tuple(readers), tuple(_places(stretches)), tuple(absent))


def _places(stretches: Sequence[tuple[Span, LoadedTerm | int]]) -> Iterator[Place]:
    waiting: list[tuple[Span, LoadedTerm | int]] = []
    end = 0
    for stretch in sorted(stretches, key=lambda one: one[0]):
        if waiting and stretch[0].start >= end:
            yield _place(waiting)
            waiting = []
        waiting.append(stretch)
        end = max(stretch[0].end, end)
    if waiting:
        yield _place(waiting)


def _place(together: Sequence[tuple[Span, LoadedTerm | int]]) -> Place:
    span = Span(together[0][0].start, max(span.end for span, _ in together))
    terms = tuple(who for _, who in together if isinstance(who, LoadedTerm))
    return Place(span, terms, tuple(sorted({who for _, who in together if isinstance(who, int)})))
