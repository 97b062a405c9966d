"""Where marks stand in a text: each is looked for by itself, which is many times as quick as a pattern of all of them."""

from __future__ import annotations

from collections.abc import Iterable


def places_of(marks: Iterable[str], text: str) -> list[int]:
    """Where any of some marks stands, in order.

    >>> places_of((",", ";", "--"), "one, two; three -- four")
    [3, 8, 16]
    """
    found: list[int] = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + len(mark))
    found.sort()
    return found
