"""What comparisons find beside rates, as terminal text of at most 80 columns: events, omissions, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.show.tables import WIDTH, clip
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.events import Events


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
