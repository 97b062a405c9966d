"""What the report says of events: their articles, and what only some of the groups have of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from framing.compare.dossier import Story
from framing.compare.omissions import Cell, Omission, Omissions
from framing.lexicon.kwic import fit
from framing.show.article_view import Summary, title_of
from framing.types import Analysis, Span

LEAST = 0.5
"""An item is listed where at least this share of the groups searched has it …"""
_SHOWN = 20
"""… so many of them at most."""
_ALONE = 12
"""So many of the claims that one group alone makes."""
_SENTENCES = ("claim",)
"""What stands behind such an item is a sentence, too long for a cell."""
_COLUMNS = 24


def summarize_stories(stories: Sequence[Story], analyses: Sequence[Analysis]) -> list[Summary]:
    """Each event with its articles and its omissions; names of kinds stand as their ids."""
    return [
        {
            "name": story.name,
            "number": number,
            "found": story.found,
            "articles": [(f"#a{place + 1}", title_of(analyses[place]), analyses[place]) for place in story.articles],
            "table": _table(story.omissions) if story.omissions else None,
        }
        for number, story in enumerate(stories, 1)
    ]


def evidence_spans(stories: Sequence[Story]) -> Mapping[str, Sequence[Span]]:
    """The places that the tables of events lead to, by the article's id on the page."""
    found: dict[str, list[Span]] = defaultdict(list)
    for story in stories:
        if story.omissions:
            rows = (*_listed(story.omissions), *_alone(story.omissions))
            for one in (evidence for row in rows for cell in row.cells for evidence in cell.evidence):
                found[one.article].append(one.span)
    return found


def _listed(omissions: Omissions) -> Sequence[Omission]:
    return [row for row in omissions.rows if row.share >= LEAST][:_SHOWN]


def _alone(omissions: Omissions) -> Sequence[Omission]:
    """Claims that one group alone makes, where the table has not shown them."""
    claims = (row for row in omissions.rows if row.kind == "claim" and row.share < LEAST)
    return [row for row in claims if sum(cell.state == "there" for cell in row.cells) == 1][:_ALONE]


def _table(omissions: Omissions) -> Summary:
    listed, alone = _listed(omissions), _alone(omissions)
    return {
        "groups": omissions.groups,
        "rows": [(row.kind, row.key, [_cell(row.kind, cell) for cell in row.cells]) for row in listed],
        "alone": [(row.key, *_said(omissions.groups, row.cells)) for row in alone],
        "everywhere": [(row.kind, row.key) for row in omissions.everywhere],
        "rest": len(omissions.rows) - len(listed) - len(alone),
    }


def _cell(kind: str, cell: Cell) -> Summary:
    """A link for each place: its words, where they are short and have not been shown before in the cell; else its number."""
    links, seen = [], set[str]()
    for at, one in enumerate(cell.evidence, 1):
        words = "" if kind in _SENTENCES else fit(one.words, _COLUMNS)
        shown = words if words and words.casefold() not in seen else str(at)
        seen.add(words.casefold())
        links.append((f"#{one.article}-{one.span.start}", shown + "…" * (shown == words != one.words)))
    return {"state": cell.state, "count": cell.count, "links": links}


def _said(groups: Sequence[str], cells: Iterable[Cell]) -> tuple[str, str, str]:
    """The group that makes a claim, the place and the sentence."""
    group, cell = next((group, cell) for group, cell in zip(groups, cells, strict=True) if cell.evidence)
    first = cell.evidence[0]
    return group, f"#{first.article}-{first.span.start}", first.words
