"""What may not be concluded from a comparison, and how it was tested: its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from framing.compare.measures import Tally
from framing.compare.records import Contrast, Group
from framing.compare.validity import language_ratio
from framing.data import validation_notes
from framing.notes import Note
from framing.text.languages import token_unit
from framing.types import CATEGORIES

if TYPE_CHECKING:
    from framing.compare.inference import Plan

UNCHECKED = "unchecked_in"
"""The code of a note that a measure is not validated in a language …"""
RATIO = "language_ratio"
"""… and of one that says what the same text gives in two languages."""


def find_cautions(groups: Sequence[Group], tallies: Sequence[Tally], min_articles: int) -> Iterator[Note]:
    """Too few articles, several languages, units or lexicons, outlets that nobody gave."""
    few = [group.name for group in groups if group.articles < min_articles]
    if few:
        yield too_few(few, min_articles)
    languages = {language for group in groups for language in group.languages}
    units = {tag: {one.unit for one in tallies if one.language == tag} for tag in languages}
    if len(languages) > 1:
        yield Note(
            "across_languages",
            "Rates across languages are not comparable: words are not the same unit in each ({languages}). "
            "Read each outlet's voices against each other, not against another language.",
            languages=tuple(sorted(languages)),
        )
        yield from _ratios(sorted(tag for tag in languages if units[tag] <= {token_unit(tag)}))
    for tag in sorted(tag for tag in units if len(units[tag]) > 1):
        said = "{language}: counted in {units: and in }, so its rates do not compare."
        yield Note("two_units", said, language=tag, units=tuple(sorted(units[tag])))
    lexicons = dict.fromkeys(str(one.lexicon) for one in tallies)
    if len(lexicons) > 1:
        said = "Made with different lexicons, so counts may differ for that reason: {lexicons:; }."
        yield Note("two_lexicons", said, lexicons=tuple(lexicons))
    lifted = sum(one.lifted for one in tallies)
    if lifted:
        said = "The outlet of {lifted} of {n} articles was lifted from the text, not given."
        yield Note("outlets_lifted", said, lifted=lifted, n=len(tallies))


def unchecked(language: str) -> Iterator[Note]:
    """What a comparison says of measures that are not validated in a language."""
    for note in validation_notes(language):
        measure = note.values["measure"]
        yield Note(UNCHECKED, "{language}: {note}", language=language, measure=measure, note=note)


def too_few(names: Sequence[str], least: int) -> Note:
    """What is said of groups with fewer articles than a test asks for."""
    said = "Description only, no inference: fewer than {least} articles in {groups}."
    return Note("too_few", said, least=least, groups=tuple(names))


def describe_design(plan: Plan, contrasts: Sequence[Contrast]) -> str:
    """How the lines were tested, in one sentence; empty where none was."""
    tested = sum(line.p is not None for line in contrasts)
    if not tested:
        return ""
    where = "within events" if plan.matched else "over all articles of a language"
    return Note(
        "design_matched" if plan.matched else "design",
        f"{{n}} lines tested as one family: labels of articles permuted {{permutations:,}} times {where}, seed {{seed}}; "
        "q after Benjamini and Hochberg; 95 % bootstrap intervals of {resamples:,} resamples.",
        n=tested,
        permutations=plan.permutations,
        seed=plan.seed,
        resamples=plan.resamples,
    )


def _ratios(languages: Sequence[str]) -> Iterator[Note]:
    """What the same text gives in each two of the languages, and which categories do not hold up between them."""
    for first, second in combinations(languages, 2):
        total = language_ratio("loaded", first, second)
        if total is None or total.ratio is None or total.low is None or total.high is None:
            continue
        found = {name: language_ratio(f"loaded: {name}", first, second) for name in CATEGORIES}
        weak = [name.replace("_", " ") for name, ratio in found.items() if ratio is None or not ratio.comparable]
        yield Note(
            RATIO,
            "The same text has {ratio:.2f} times ({low:.2f} to {high:.2f}) as many loaded words per 1,000 in {second} as in "
            "{first} ({text}); not comparable even so: {weak}.",
            ratio=total.ratio,
            low=total.low,
            high=total.high,
            second=second,
            first=first,
            text=total.text,
            weak=tuple(weak) or "none",
        )
