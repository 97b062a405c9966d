"""What each outlet has of an event, and what only some have; absent is told from not searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from framing.compare.claims import find_claims
from framing.compare.contrasts import By, group_of
from framing.compare.facts import find_facts
from framing.errors import UsageError
from framing.lexicon.load import concepts
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.topics import domains, searched, state_of
from framing.text.languages import LANGUAGES, Language, language_of
from framing.types import ARTICLE_ZONES, Analysis, Attribution, Span

ItemKind = Literal["claim", "quoted", "voice", "speaker", "number", "entity", "place", "topic", "concept"]
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
State = Literal["there", "absent", "not searched"]
_SHOWN = 3
_EVENTS_SHOWN = 10
_NUMBERS = ("number", "date", "year")
_CALENDAR = "time"
"""The domain of weekdays and months, which are no topics."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an outlet has something: the article's id, the place, and the words there."""

    article: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One outlet and one item: whether it is there, how often, and the first three places.

    ``not searched``: the lexicon has no word for the item in the outlet's language, so that nothing follows from not
    finding it.
    """

    state: State
    count: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """One item by outlet. ``share`` is that of the outlets searched that have it, 0 to 1."""

    kind: ItemKind
    key: str
    share: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Omissions:
    """Items by outlet (``groups``, in the order of the cells).

    ``rows`` are what some have and some lack, what most others have first; ``everywhere`` is what all have that could be
    searched. ``articles`` counts the articles of each group.
    """

    event: str
    groups: tuple[str, ...]
    articles: tuple[int, ...]
    rows: tuple[Omission, ...]
    everywhere: tuple[Omission, ...]


def find_omissions(analyses: Iterable[Analysis], *, event: str = "", by: By = "outlet") -> Omissions:
    """Who has what of one event: claims, voices, speakers, numbers, entities, places, topics, loaded concepts.

    All articles given are taken for one event (or one topic), or those of ``event`` only. A *claim* is a number, day or
    year with what stands beside it in the sentence; a *voice* is a kind of source by its state (``official, United
    States``), *quoted* the same where its words stand in quotation marks. Digests above the articles are left out.

    Errors: UsageError for fewer than two groups, and for an event that no article has.
    """
    members: dict[str, list[Analysis]] = defaultdict(list)
    analyses = sorted(analyses, key=lambda one: one.article.id)
    for one in analyses:
        if not one.refused and (not event or one.article.event == event):
            members[group_of(one, by)].append(one)
    if len(members) < 2:
        raise UsageError(_too_few(analyses, tuple(members), event))
    groups = tuple(sorted(members))
    found: dict[tuple[ItemKind, str], dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for group in groups:
        for kind, key, evidence in (item for one in members[group] for item in _items(one)):
            found[kind, key][group].append(evidence)
    for key, sayings in find_claims([one for group in groups for one in members[group]]):
        for saying in sayings:
            found["claim", key][group_of(saying.analysis, by)].append(_evidence(saying.analysis, saying.sentence))
    languages = {group: _languages(members[group]) for group in groups}
    rows = [_omission(kind, key, cells, groups, languages) for (kind, key), cells in found.items()]
    rows.sort(
        key=lambda row: (-row.share, -sum(c.state == "there" for c in row.cells), ITEM_KINDS.index(row.kind), row.key)
    )
    return Omissions(
        event=event,
        groups=groups,
        articles=tuple(len(members[group]) for group in groups),
        rows=tuple(row for row in rows if any(cell.state == "absent" for cell in row.cells)),
        everywhere=tuple(row for row in rows if not any(cell.state == "absent" for cell in row.cells)),
    )


def _too_few(analyses: Sequence[Analysis], groups: Sequence[str], event: str) -> str:
    """What is missing, and what there is."""
    events = sorted({one.article.event for one in analyses if one.article.event})
    if event and event not in events:
        known = ", ".join(events[:_EVENTS_SHOWN]) + ", …" * (len(events) > _EVENTS_SHOWN)
        return f"no article has the event {event!r} (" + (f"there are: {known})" if known else "none names an event)")
    got = ", ".join(groups) or "none"
    return f"omissions need articles of at least two groups, got {got} (give articles of another outlet too)"


def _languages(members: Sequence[Analysis]) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(known for one in members if (known := language_of(one.language)) is not None))


def _omission(
    kind: ItemKind,
    key: str,
    found: Mapping[str, Sequence[Evidence]],
    groups: Sequence[str],
    languages: Mapping[str, Sequence[Language]],
) -> Omission:
    cells = tuple(_cell(found.get(group), _can_be_found(kind, key, found, languages, group)) for group in groups)
    asked = [cell for cell in cells if cell.state != "not searched"]
    return Omission(kind, key, sum(cell.state == "there" for cell in asked) / len(asked), cells)


def _cell(found: Sequence[Evidence] | None, can_be_found: bool) -> Cell:
    if found is None:
        return Cell("absent" if can_be_found else "not searched")
    return Cell("there", len(found), tuple(found[:_SHOWN]))


def _can_be_found(
    kind: ItemKind,
    key: str,
    found: Mapping[str, Sequence[Evidence]],
    languages: Mapping[str, Sequence[Language]],
    group: str,
) -> bool:
    """Whether an item could have been found in a group's languages, had it been there."""
    if kind in ("claim", "number", "voice", "quoted"):
        return True
    codes = {language.code for language in languages[group]}
    if kind in ("entity", "place", "topic"):
        return bool(searched(kind)[key] & codes)
    if kind == "concept":
        return bool(_concept_languages(key) & codes)
    if key in searched("entity"):
        return bool(searched("entity")[key] & codes)
    # A speaker whom no lexicon knows is found by the name alone: where it is written alike.
    latin = all(language.spaced for language in languages[group]) and key.isascii()
    return latin or any(codes & {language.code for language in languages[other]} for other in found)


def _concept_languages(concept: str) -> frozenset[str]:
    """The codes of the languages that have a form of a loaded concept."""
    if concept not in concepts()["loaded"]:  # found by rule, in every language
        return frozenset(language.code for language in LANGUAGES)
    return frozenset(language.code for language in LANGUAGES if concept in _with_forms(language))


@cache
def _with_forms(language: Language) -> frozenset[str]:
    return frozenset(term.concept for term in BUILT_IN.forms(language).values())


# --- what an article has ---


def _items(analysis: Analysis) -> Iterator[tuple[ItemKind, str, Evidence]]:
    kinds: dict[str, ItemKind] = {"entity": "entity", "place": "place", "topic": "topic"}
    kinds |= dict.fromkeys(_NUMBERS, "number")
    for fact in find_facts(analysis):
        if fact.kind in kinds and domains().get(fact.key) != _CALENDAR:
            yield kinds[fact.kind], fact.key, _evidence(analysis, fact.span)
    for term in analysis.loaded:
        if term.zone in ARTICLE_ZONES:
            yield "concept", term.concept, _evidence(analysis, term.span)
    for said in analysis.attributions:
        if said.zone in ARTICLE_ZONES:
            evidence = _evidence(analysis, said.source or said.content[0])
            if said.speaker:
                yield "speaker", said.speaker, evidence
            if said.source is not None:
                yield "voice", _voice(said, analysis), evidence
                if said.kind in ("direct", "mixed"):
                    yield "quoted", _voice(said, analysis), _evidence(analysis, said.content[0])


def _voice(said: Attribution, analysis: Analysis) -> str:
    """The kind of a source, with its state where the speaker or a name in the source tells it."""
    source = said.source
    named = [said.speaker] if said.speaker else []
    named += [m.name for m in analysis.mentions if source is not None and source.holds(m.span)]
    state = next((state_of()[name] for name in named if name in state_of()), "")
    return f"{said.source_type}, {state}" if state else said.source_type


def _evidence(analysis: Analysis, span: Span) -> Evidence:
    return Evidence(analysis.article.id, span, " ".join(span.of(analysis.article.text).split()))
