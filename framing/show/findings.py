"""What comparisons find beside rates, as terminal text of at most 80 columns: events, omissions, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tabulate import tabulate

from framing.show.tables import WIDTH, clip
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.events import Events
    from framing.compare.omissions import Cell, Omission, Omissions

_COLUMN = 11
_ITEM = 30
_CLAIMS_SHOWN = 40


def events_text(events: Events, analyses: Sequence[Analysis]) -> str:
    """Each event with its articles, and what ties them together."""
    of = {one.article.id: one for one in analyses}
    grouped = {id for group in events.groups for id in group}
    lines = [f"{len(events.groups)} events hold {len(grouped)} of {sum(not a.refused for a in analyses)} articles"]
    for number, group in enumerate(events.groups, 1):
        lines += ["", *_event(number, group, events, of)]
    return "\n".join(lines)


def _event(number: int, group: Sequence[str], events: Events, of: dict[str, Analysis]) -> Iterator[str]:
    pairs = [pair for pair in events.pairs if pair.first in group and pair.second in group]
    weakest = min(pairs, key=lambda pair: pair.score)
    ties = dict.fromkeys(word for pair in pairs for word in pair.evidence)
    yield clip(f"event-{number}: {', '.join(list(ties)[:8])}", WIDTH)
    for id in group:
        article = of[id].article
        where = " · ".join(part for part in (article.outlet, article.date) if part)
        yield clip(f"  {id}: {where}{' · ' if where else ''}{article.title}", WIDTH)
    yield clip(f"  weakest pair: {weakest.first}, {weakest.second} ({weakest.score:.2f}; 1 is just enough)", WIDTH)


def omissions_text(omissions: Omissions, least: float = 0.5) -> str:
    """What some outlets have and others lack, for items that at least a share of them has."""
    shown = [row for row in omissions.rows if row.share >= least]
    room = max(6, (WIDTH - _ITEM - 10) // len(omissions.groups) - 2)
    body = [[row.kind, clip(row.key, _ITEM), *(_mark(cell) for cell in row.cells)] for row in shown]
    heads = ["", "what some have and some lack", *(clip(name, min(room, _COLUMN)) for name in omissions.groups)]
    table = tabulate(body, headers=heads, disable_numparse=True, stralign="left") if body else "(nothing)"
    rest = len(omissions.rows) - len(shown)
    legend = (
        "Numbers: how many times. –: absent. ?: not searched, the lexicon has no word for\n"
        f"it in that language. {len(omissions.everywhere)} more items all have; {rest} fewer than {least:.0%} have."
    )
    alone = "\n".join(_claims_of_one(omissions, least))
    return "\n\n".join(part for part in (table, alone, legend) if part)


def _claims_of_one(omissions: Omissions, least: float) -> Iterator[str]:
    """Claims that a single outlet makes, where the table has not shown them, with the sentence."""
    found = [row for row in omissions.rows if row.kind == "claim" and row.share < least]
    found = [row for row in found if sum(cell.state == "there" for cell in row.cells) == 1]
    if found:
        yield "Claims that only one makes"
    for row in found[:_CLAIMS_SHOWN]:
        ((name, cell),) = (pair for pair in zip(omissions.groups, row.cells, strict=True) if pair[1].state == "there")
        yield clip(f"  {clip(name, _COLUMN)}: {row.key}: {cell.evidence[0].words}", WIDTH)
    if len(found) > _CLAIMS_SHOWN:
        yield f"  … and {len(found) - _CLAIMS_SHOWN} more (--csv)"


def _mark(cell: Cell) -> str:
    return {"there": str(cell.count), "absent": "–", "not searched": "?"}[cell.state]


def omission_rows(omissions: Omissions) -> list[dict[str, Any]]:
    """One flat row for each item and outlet, with the words in the first places."""
    return [row for item in (*omissions.rows, *omissions.everywhere) for row in _rows(item, omissions)]


def _rows(item: Omission, omissions: Omissions) -> Iterator[dict[str, Any]]:
    for group, cell in zip(omissions.groups, item.cells, strict=True):
        yield {
            "event": omissions.event,
            "kind": item.kind,
            "item": item.key,
            "share": round(item.share, 4),
            "group": group,
            "state": cell.state,
            "count": cell.count,
            "evidence": "; ".join(f"{e.article} {e.span.start}-{e.span.end}: {e.words}" for e in cell.evidence),
        }
