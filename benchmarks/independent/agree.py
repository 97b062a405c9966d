"""Two annotators' labels of one article put together as the codebook does it: what both marked stands, the rest is optional."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

Labels = dict[str, Any]
Item = dict[str, Any]

_LEAST_OVERLAP = 0.5


def agreed(first: Labels, second: Labels, scorer: ModuleType) -> Labels:
    """What both annotators marked, with the first one's spans; a field that they filled differently is absent.

    An attribution or a loaded span of one of them alone is optional: finding it neither helps nor harms. A stance stands where both
    gave the target the same sign in that voice, a frame where both saw it, and the primary frame where it is the same.
    """
    return first | {
        "attributions": _together(first["attributions"], second["attributions"], scorer, _attribution),
        "loaded": _together(first["loaded"], second["loaded"], scorer, _span),
        "stance": _stances(first["stance"], second["stance"], scorer),
        "frames": sorted(set(first["frames"]) & set(second["frames"])),
        "primary_frame": first["primary_frame"] if first["primary_frame"] == second["primary_frame"] else None,
    }


def _together(
    first: Sequence[Item],
    second: Sequence[Item],
    scorer: ModuleType,
    both: Callable[[Item, Item, ModuleType], Item],
) -> list[Item]:
    pairs = dict(_pairs(first, second, scorer))
    found = [
        both(item, second[pairs[at]], scorer) if at in pairs else item | {"optional": True}
        for at, item in enumerate(first)
    ]
    alone = set(range(len(second))) - set(pairs.values())
    return found + [second[at] | {"optional": True} for at in sorted(alone)]


def _pairs(first: Sequence[Item], second: Sequence[Item], scorer: ModuleType) -> Iterator[tuple[int, int]]:
    """Who of the first goes with whom of the second, the greatest overlap first."""
    left, right = ([scorer.chars(item.get("content", [item])) for item in items] for items in (first, second))
    overlaps = sorted(
        ((scorer.iou(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True
    )
    used: set[tuple[str, int]] = set()
    for overlap, i, j in overlaps:
        if overlap >= _LEAST_OVERLAP and not used & {("first", -i), ("second", -j)}:
            used |= {("first", -i), ("second", -j)}
            yield -i, -j


def _attribution(first: Item, second: Item, scorer: ModuleType) -> Item:
    same_name = scorer.norm(first.get("speaker")) == scorer.norm(second.get("speaker"))
    same_source = scorer.source_ok(first["source"], second["source"])
    found = _span(first, second, scorer) | {"speaker": first.get("speaker") if same_name else ""}
    return found if same_source else found | {"optional": True}


def _span(first: Item, second: Item, scorer: ModuleType) -> Item:
    found = {name: value for name, value in first.items() if name in _PLACES or value == second.get(name)}
    return found | ({"optional": True} if first.get("optional") or second.get("optional") else {})


_PLACES = frozenset({"start", "end", "source", "cue", "content"})


def _stances(first: Sequence[Item], second: Sequence[Item], scorer: ModuleType) -> list[Item]:
    seen = {(scorer.norm(item["target"]), item["voice"]): _sign(item["value"]) for item in second}
    return [item for item in first if seen.get((scorer.norm(item["target"]), item["voice"])) == _sign(item["value"])]


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
