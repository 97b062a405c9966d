"""How far the marks of two coders cover each other: soft F1 of spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.types import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches that the spans cover together, in order.

    >>> merged([Span(4, 6), Span(0, 2), Span(1, 3)])
    [Span(start=0, end=3), Span(start=4, end=6)]
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def covered(span: Span, stretches: Iterable[Span]) -> float:
    """The share of the span's characters that disjoint stretches cover, 0 to 1.

    >>> covered(Span(0, 4), [Span(1, 2), Span(3, 9)])
    0.5
    """
    return sum(max(0, min(span.end, s.end) - max(span.start, s.start)) for s in stretches) / len(span)


Marks = Sequence[tuple[Span, str]]
"""What one coder marked in one article: spans, each with its label."""


def soft_f1(pairs: Iterable[tuple[Marks, Marks]], *, labels: bool) -> float:
    """F1 of two coders over articles: each mark counts by the share of it that the other covered too.

    The span measure of SemEval-2020 Task 11 (Da San Martino et al. 2020): precision is the mean share of the one's
    marks that the other covers, recall the other way round; it is the same whoever goes first. With ``labels`` only a
    mark of the same label covers. NaN where neither marked anything; 0.0 where only one did.

    >>> soft_f1([([(Span(0, 4), "doom")], [(Span(2, 4), "doom")])], labels=True)
    0.6666666666666666
    """
    shares, marks = [0.0, 0.0], [0, 0]
    for one, two in pairs:
        for side, (own, other) in enumerate(((one, two), (two, one))):
            marks[side] += len(own)
            shares[side] += sum(covered(span, _stretches(other, label if labels else None)) for span, label in own)
    if not any(marks):
        return float("nan")
    if not all(marks) or not any(shares):
        return 0.0
    precision, recall = shares[0] / marks[0], shares[1] / marks[1]
    return 2 * precision * recall / (precision + recall)


def _stretches(marks: Marks, label: str | None) -> list[Span]:
    return merged(span for span, own in marks if label is None or own == label)


def places(marks: Sequence[Marks]) -> list[list[str | None]]:
    """Places that several coders marked, and what label each gave there: one list a place, one entry a coder.

    A place is a chain of marks that overlap, of any coder; a coder's label there is that of his longest mark in it, None
    where he marked nothing. Only places of at least two coders are returned: label agreement apart from position.

    >>> places([[(Span(0, 4), "doom"), (Span(9, 12), "praise")], [(Span(2, 6), "coercion")]])
    [['doom', 'coercion']]
    """
    listed = sorted((span, coder, label) for coder, own in enumerate(marks) for span, label in own)
    out: list[list[str | None]] = []
    longest: list[int] = []
    end = -1
    for span, coder, label in listed:
        if span.start >= end:
            out.append([None] * len(marks))
            longest = [0] * len(marks)
        end = max(end, span.end)
        if len(span) > longest[coder]:
            longest[coder], out[-1][coder] = len(span), label
    return [place for place in out if sum(label is not None for label in place) > 1]
