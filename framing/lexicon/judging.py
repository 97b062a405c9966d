"""Reviewing forms on real text: a sample of lines to judge, and what was judged taken into the lexicon."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from framing.lexicon.kwic import Line, line_at
from framing.lexicon.load import folded_form
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.lexicon.review import Review, Reviews
from framing.text.languages import LANGUAGES, Language, language_of
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Analysis

_SAME = 40  # characters on each side: a keyword with these around it is the same line, printed again


@dataclass(frozen=True, slots=True)
class Sampled:
    """A line of a review sheet: a loaded form where it was found, to be judged ``right`` or ``wrong``."""

    language: str
    concept: str
    form: str
    category: str
    strength: int
    line: Line


def sample_lines(
    analyses: Iterable[Analysis],
    *,
    forms: int = 150,
    lines: int = 8,
    lexicon: Lexicon = BUILT_IN,
    seed: int = 0,
    unreviewed: bool = False,
) -> tuple[Sampled, ...]:
    """At most ``lines`` places, drawn at random, of the ``forms`` forms of each language that were found most often.

    Forms come in order of how often they were found. Of each, the places whose hash is smallest are taken (bottom-k
    sampling; Cohen and Kaplan 2007): every place is as likely as any other, another order of the corpus gives the same
    lines, another ``seed`` gives others, and the same words in a repeated paragraph are one place. What a rule found
    without a form (scare quotes) is left out; with ``unreviewed``, forms that were reviewed are too.
    """
    drawn: dict[tuple[str, str], dict[str, Sampled]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for analysis in analyses:
        for found in _found_forms(analysis, lexicon, unreviewed=unreviewed):
            key = found.language, found.form
            counts[key] += 1
            kept = drawn.setdefault(key, {})
            chance = _chance(found.line, seed)
            kept[chance] = min(
                kept.get(chance, found), found, key=lambda sampled: (sampled.line.left, sampled.line.right)
            )
            if len(kept) > lines:
                del kept[max(kept)]
    ranked = [[key for key, _ in counts.most_common() if key[0] == language.code] for language in LANGUAGES]
    return tuple(sampled for keys in ranked for key in keys[:forms] for _, sampled in sorted(drawn[key].items()))


def _chance(line: Line, seed: int) -> str:
    """A number as good as drawn by lot, the same wherever the same words stand around the keyword."""
    near = "".join(char for char in line.left[-_SAME:] + line.keyword + line.right[:_SAME] if char.isalnum())
    return hashlib.sha256(f"{seed}\0{near}".encode()).hexdigest()


def _found_forms(analysis: Analysis, lexicon: Lexicon, *, unreviewed: bool) -> Iterator[Sampled]:
    text = analysis.article.text
    zones = Places(analysis.zones, lambda zone: zone.span)
    for term in analysis.loaded:
        zone = zones.over(term.span.start)
        language = language_of(zone.language) if zone else None
        if language is None or (unreviewed and term.reviewed):
            continue
        form = folded_form(term.span.of(text), language)
        if (entry := lexicon.forms(language).get(form)) is not None and entry.concept == term.concept:
            line = line_at(text, term.span, analysis.article.id)
            yield Sampled(language.code, term.concept, form, term.category, term.strength, line)


# --- the sheet ---

SHEET = ("language", "concept", "category", "form", "strength", "left", "keyword", "right", "article", "corpus", "judgement", "comment")  # fmt: skip
"""The columns of a review sheet; a reviewer fills the last two."""
RIGHT, WRONG = "right", "wrong"


def sheet_rows(sampled: Iterable[Sampled], corpus: str = "") -> list[dict[str, str]]:
    """The rows of a review sheet, ``judgement`` and ``comment`` empty."""
    return [
        dict(
            zip(
                SHEET,
                (
                    s.language, s.concept, s.category, s.form, str(s.strength), s.line.left, s.line.keyword, s.line.right,
                    s.line.article, corpus, "", "",
                ),
                strict=True,
            )
        )
        for s in sampled
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What a filled sheet says: reviews by language code, faults with their line, and how many lines count no more.

    ``blank`` lines were not judged; in ``gone`` lines the lexicon of today does not find the form (a shield was added),
    so that they say nothing of it.
    """

    reviews: Mapping[str, Reviews]
    faults: tuple[str, ...]
    blank: int
    gone: int


def read_judgements(rows: Iterable[tuple[int, Mapping[str, str]]], lexicon: Lexicon = BUILT_IN) -> Judged:
    """The judgements of a sheet's rows, each with its line number: ``right`` (loaded here), ``wrong``, or empty.

    Each line is matched again with the lexicon as it is, so that a false find that has since been shielded is left out.
    """
    reviews: dict[str, dict[tuple[str, str], Review]] = {}
    faults: list[str] = []
    blank = gone = 0
    for number, row in rows:
        judgement = row["judgement"].strip().casefold()
        language = next((known for known in LANGUAGES if known.code == row["language"]), None)
        if language is None:
            faults.append(f"line {number}: unknown language {row['language']!r}")
        elif judgement not in (RIGHT, WRONG, ""):
            faults.append(f"line {number}: judgement is {RIGHT}, {WRONG} or empty, got {row['judgement']!r}")
        elif not judgement:
            blank += 1
        elif not _still_found(row, language, lexicon):
            gone += 1
        else:
            key = row["concept"], row["form"]
            own = reviews.setdefault(language.code, {})
            own[key] = own.get(key, Review(0, 0)) + Review(int(judgement == RIGHT), 1)
    return Judged(reviews, tuple(faults), blank, gone)


def _still_found(row: Mapping[str, str], language: Language, lexicon: Lexicon) -> bool:
    folded = fold(row["left"] + row["keyword"] + row["right"], language.refine)
    edges = language.seams(folded.text, language.word_starts(folded.text))
    for hit in lexicon.matcher(language).find(folded.text, edges):
        if folded.original(hit.start, hit.end).start == len(row["left"]):
            return hit.entry.concept == row["concept"] and folded.text[hit.start : hit.end] == row["form"]
    return False
