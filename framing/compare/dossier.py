"""What stands beside the rates of a comparison: the events, what each outlet has of them, and the words it prefers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from framing.compare.contrasts import By, group_of
from framing.compare.distinctive import distinctive_words
from framing.compare.omissions import Omissions, find_omissions
from framing.compare.records import Comparison
from framing.compare.wordrecords import DistinctiveWords
from framing.types import Analysis

MAX_ARTICLES = 500
"""Events are looked for in no more articles than this, where the articles do not name theirs."""


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its name, the places of its articles among those given, and who has what of it.

    ``found`` says that the event was found, not given; ``omissions`` is None where one group alone reports it.
    """

    name: str
    articles: tuple[int, ...]
    found: bool
    omissions: Omissions | None


def find_stories(analyses: Sequence[Analysis], comparison: Comparison) -> tuple[Story, ...]:
    """The events of several articles, those of most articles first, each with its omissions by the comparison's groups.

    Events are those the articles name; where none names any, they are found (of at most ``MAX_ARTICLES`` articles).
    Article ids in the omissions are ``a1`` for the first article given, and so on.
    """
    by = cast(By, comparison.by)
    numbered = _numbered(analyses)
    members: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(numbered):
        if one.article.event and not one.refused:
            members[one.article.event].append(place)
    found = not members and len(numbered) <= MAX_ARTICLES
    if found:
        from framing.compare.events import find_events  # numpy and scipy: only where they are needed

        places = {one.article.id: place for place, one in enumerate(numbered)}
        groups = find_events(numbered).groups
        members |= {f"event-{n}": sorted(places[id] for id in group) for n, group in enumerate(groups, 1)}
    stories = (_story(name, places, numbered, found, by) for name, places in members.items() if len(places) > 1)
    return tuple(sorted(stories, key=lambda story: -len(story.articles)))


def find_preferred(analyses: Sequence[Analysis], comparison: Comparison) -> DistinctiveWords | None:
    """The words that each group uses more than the others of its language; None where no language has two groups.

    Article ids in the lines are as in ``find_stories``.
    """
    by = cast(By, comparison.by)
    numbered = _numbered(analyses)
    sides = {(one.language, group_of(one, by)) for one in numbered if not one.refused}
    if len({language for language, _ in sides}) == len(sides):
        return None
    return distinctive_words(numbered, by=by)


def _numbered(analyses: Sequence[Analysis]) -> list[Analysis]:
    """The analyses under the ids that they have on a page; articles without an outlet keep their own name for it."""
    return [
        replace(one, article=replace(one.article, id=f"a{number}", outlet=group_of(one, "outlet")))
        for number, one in enumerate(analyses, 1)
    ]


def _story(name: str, places: Sequence[int], numbered: Sequence[Analysis], found: bool, by: By) -> Story:
    own = [numbered[place] for place in places]
    several = by != "event" and len({group_of(one, by) for one in own}) > 1
    return Story(name, tuple(places), found, find_omissions(own, by=by) if several else None)
