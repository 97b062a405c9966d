"""robustness(): the contrast of loaded words under every choice that could have been made; the range, not the best cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from framing.compare.contrasts import MIN_ARTICLES, WAYS, By, group_of
from framing.errors import UsageError
from framing.measure.loaded import VoiceMap
from framing.text.document import read_document
from framing.types import ARTICLE_ZONES, Analysis

STRENGTHS = (1, 2, 3)
VOICE_CHOICES = ("author", "author and inserted", "author and paraphrase", "all")
THRESHOLDS = (0.8, 1.0, 1.25)
PRIORS = (1.0, 3.0, 10.0, 30.0, 100.0)
CHARACTERS = "characters"
ALL_ARTICLES = "all articles"
_PERMUTATIONS = 999
_COUNTED = {
    "author": ("author",),
    "author and inserted": ("author", "inserted"),
    "author and paraphrase": ("author", "paraphrase"),
    "all": ("author", "paraphrase", "source"),
}

AXES = ("strength", "voices", "unit", "articles")


@dataclass(frozen=True, slots=True)
class Cell:
    """One way to do it: terms from which strength on, in which voices, by which unit, over which articles.

    ``ratio`` is the group's rate by that of the others (above 1: more here; None where there is nothing to divide by),
    ``p`` that of the permutation test (None where there are too few articles).
    """

    strength: int
    voices: str
    unit: str
    articles: str
    ratio: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class RobustContrast:
    """The loaded words of a group against the others of its language, in every way; the first cell is the usual one."""

    group: str
    other: str
    language: str
    cells: tuple[Cell, ...]

    @property
    def usual(self) -> Cell:
        """As ``compare`` does it: all strengths, the author's voice, the language's unit, all articles."""
        return self.cells[0]

    @property
    def range(self) -> tuple[float, float] | None:
        """The smallest and the largest ratio of all cells; None where no cell has one."""
        known = [cell.ratio for cell in self.cells if cell.ratio is not None]
        return (min(known), max(known)) if known else None

    @property
    def same_direction(self) -> float | None:
        """The share of cells whose ratio lies on the same side of 1 as the usual one; None where there is no usual one."""
        usual = self.usual.ratio
        known = [cell.ratio for cell in self.cells if cell.ratio is not None]
        return None if usual is None else sum((ratio > 1) == (usual > 1) for ratio in known) / len(known)

    @property
    def significant(self) -> float | None:
        """The share of tested cells with p at most 5 %; None where none was tested."""
        tested = [cell.p for cell in self.cells if cell.p is not None]
        return sum(p <= 0.05 for p in tested) / len(tested) if tested else None

    def along(self, axis: str) -> tuple[tuple[str, float | None, float | None], ...]:
        """What only one choice changes: each value of an axis with its ratio and p, all else as usual."""
        others = [name for name in AXES if name != axis]
        held = [cell for cell in self.cells if all(getattr(cell, o) == getattr(self.usual, o) for o in others)]
        return tuple((str(getattr(cell, axis)), cell.ratio, cell.p) for cell in held)


@dataclass(frozen=True, slots=True)
class RobustWords:
    """The distinctive words of a group by the strength of the prior (in average articles): how many hold, and which always."""

    group: str
    language: str
    holding: tuple[tuple[float, int], ...]
    always: tuple[str, ...]
    sometimes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Robustness:
    """All contrasts and words, and what was not varied and why."""

    by: str
    contrasts: tuple[RobustContrast, ...]
    words: tuple[RobustWords, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobustCounts:
    """One article: loaded terms by least strength and voices, tokens (of ``unit``) and characters by voices; enough
    without the text.
    """

    id: str
    group: str
    language: str
    event: str
    unit: str
    terms: Mapping[tuple[int, str], int]
    units: Mapping[tuple[str, str], int]


def robustness(
    analyses: Iterable[Analysis], *, by: By = "outlet", permutations: int = _PERMUTATIONS, seed: int = 0
) -> Robustness:
    """The contrast of loaded words of each group in every combination of choices, and its words under each prior.

    Choices: strength of terms (from 1, 2 or 3 on), voices (author's; with the outlet's insertions in paraphrase; with
    paraphrase; all), unit (the tokens the analyses count, characters), articles (all; weighed to the same events, as given or as
    found with three thresholds). All combinations are computed (multiverse analysis; Steegen et al. 2016).

    Errors: UsageError for an unknown ``by``, or when nothing is left to compare.
    """
    from framing.compare.robusttests import contrast_cells, find_robust_words

    if by not in WAYS:
        raise UsageError(f"by is {', '.join(WAYS[:-1])} or {WAYS[-1]}, got {by!r}")
    usable = sorted((one for one in analyses if not one.refused), key=lambda one: (group_of(one, by), one.article.id))
    if not usable:
        raise UsageError("nothing to compare: no article could be scored")
    counts = [count_robust(one, group_of(one, by)) for one in usable]
    events = _event_choices(usable)
    contrasts = [
        line
        for language in dict.fromkeys(one.language for one in counts)
        for line in contrast_cells(counts, events, language, times=(permutations, seed, MIN_ARTICLES))
    ]
    notes = []
    if not contrasts:
        notes.append("No language has articles of two groups, so there is nothing to set against each other.")
    if any(line.usual.p is None for line in contrasts):
        notes.append(f"Described, not tested: fewer than {MIN_ARTICLES} articles a side.")
    words = find_robust_words(usable, by=by, permutations=permutations, seed=seed)
    return Robustness(by, tuple(contrasts), words, tuple(notes))


def count_robust(analysis: Analysis, group: str) -> RobustCounts:
    """The counts of one article under each choice; title, headings and body."""
    found: Counter[tuple[int, str]] = Counter()
    for term in analysis.loaded:
        if term.zone in ARTICLE_ZONES:
            kinds = {term.voice, "inserted"} if term.inserted else {term.voice}
            for strength, (name, counted) in product(STRENGTHS, _COUNTED.items()):
                found[strength, name] += term.strength >= strength and not kinds.isdisjoint(counted)
    characters = _characters(analysis)
    units: dict[tuple[str, str], int] = {}
    for name, counted in _COUNTED.items():
        units["tokens", name] = sum(n for voice, n in analysis.tokens.items() if voice in counted)
        units[CHARACTERS, name] = sum(n for voice, n in characters.items() if voice in counted)
    article = analysis.article
    return RobustCounts(article.id, group, analysis.language, article.event, analysis.token_unit, dict(found), units)


def _characters(analysis: Analysis) -> Counter[str]:
    """Characters that are no blanks, by voice."""
    document = read_document(analysis.article)
    voices, text = VoiceMap(document, analysis.attributions), analysis.article.text
    counts: Counter[str] = Counter()
    for paragraph in document.own:
        for voice, stretch in voices.parts(paragraph.zone.span):
            counts[voice] += sum(not char.isspace() for char in stretch.of(text))
    return counts


def _event_choices(usable: Sequence[Analysis]) -> dict[str, dict[str, str]]:
    """Ways to say which articles are of one event: a name, and the event of each article by id (none: all articles)."""
    from framing.compare.events import find_events

    choices: dict[str, dict[str, str]] = {ALL_ARTICLES: {}}
    if any(one.article.event for one in usable):
        choices["given events"] = {one.article.id: one.article.event for one in usable if one.article.event}
    ids = [one.article.id for one in usable]
    if len(set(ids)) == len(ids):
        for threshold in THRESHOLDS:
            choices[f"events found, {threshold:g}"] = find_events(usable, threshold=threshold).of()
    return choices
