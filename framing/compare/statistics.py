"""Numbers in, numbers out: nothing here knows what an article is."""

from __future__ import annotations

PER = 1000
"""Rates are given per this many tokens."""


def rate_per_1000(count: int, tokens: int) -> float | None:
    """Occurrences per 1,000 tokens; None where there are no tokens, since 0 of 0 is not 0.

    >>> rate_per_1000(3, 600), rate_per_1000(0, 0)
    (5.0, None)
    """
    return PER * count / tokens if tokens else None


def mean(values: list[float]) -> float:
    """The arithmetic mean; 0.0 for an empty list.

    >>> mean([1.0, 2.0])
    1.5
    """
    return sum(values) / len(values) if values else 0.0
