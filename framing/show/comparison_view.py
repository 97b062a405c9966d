"""What the report says of groups side by side: the comparison's own numbers, arranged for charts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from framing.compare.cautions import RATIO
from framing.compare.contrasts import group_of
from framing.compare.records import Comparison, Contrast, Row
from framing.compare.validity import LanguageRatio, language_ratio, validated
from framing.notes import code_of
from framing.show.article_view import Summary, title_of
from framing.show.charts import Axis, axis_to, highest
from framing.show.salience import gather_notes, salient_targets
from framing.show.wording import MIX_MEASURES
from framing.types import CATEGORIES, FRAMES, SOURCE_TYPES, VOICES, Analysis

_Rows = Mapping[tuple[str, str, str], Row]
SURE = 0.05
"""A contrast is listed first where its q is at most this."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of a chart: a row, and where its estimate and its interval stand (percent; None where there is none)."""

    group: str
    voice: str
    row: Row | None
    at: float | None
    low: float | None = None
    high: float | None = None


def summarize_comparison(comparison: Comparison, analyses: Sequence[Analysis]) -> Summary:
    """What the report says of the groups side by side; names of things stand as their ids."""
    groups = [group.name for group in comparison.groups]
    rows: _Rows = {(row.measure, row.voice, row.group): row for row in comparison.rows}
    kept = [
        name
        for name in CATEGORIES
        if any((row := rows.get((f"loaded: {name}", "all", group))) and row.count for group in groups)
    ]
    axis = _axis(row for row in comparison.rows if row.measure == "loaded" and row.voice != "all")
    lanes = {
        (group, voice): _lane(rows.get(("loaded", voice, group)), group, voice, axis)
        for group in groups
        for voice in VOICES
    }
    return {
        "by": comparison.by,
        "groups": [_group(comparison, analyses, index) for index in range(len(groups))],
        "names": groups,
        "axis": axis,
        "lanes": [(group, [lanes[group, voice] for voice in VOICES]) for group in groups],
        "panels": [(voice, [lanes[group, voice] for group in groups]) for voice in VOICES],
        "parts": [(group, _parts(rows, group)) for group in groups],
        "cells": [(name, [_cell(rows, name, group) for group in groups]) for name in kept],
        "most": max((row.count for row in comparison.rows if row.measure.startswith("loaded: ")), default=0),
        "absent": [name for name in CATEGORIES if name not in kept] if comparison.rows else [],
        "sources": _sources(comparison, groups),
        "mix": [(group, [rows.get((name, "all", group)) for name in MIX_MEASURES]) for group in groups],
        "stance": _stance(comparison, groups),
        "frames": _frames(comparison, groups),
        "naming": _naming(comparison, analyses),
        "contrasts": _contrasts(comparison.contrasts),
        "design": comparison.design,
        "calibration": comparison.calibration.said() if comparison.calibration else "",
        "languages": (languages := sorted({tag for group in comparison.groups for tag in group.languages})),
        "ratios": _ratios(languages),
        "validated": _validated(comparison),
        "notes": [note for note in gather_notes(comparison.notes) if code_of(note) != RATIO],
    }  # fmt: skip


def _group(comparison: Comparison, analyses: Sequence[Analysis], index: int) -> Summary:
    group = comparison.groups[index]
    scored = [(number, analysis) for number, analysis in enumerate(analyses, 1) if not analysis.refused]
    own = [
        (f"#a{number}", title_of(analysis))
        for number, analysis in scored
        if group_of(analysis, comparison.by) == group.name
    ]
    attributed = [row.rate for row in comparison.rows if row.measure == "attributed" and row.group == group.name]
    quoted = [(kind, share) for name, kind, _, share in comparison.sources if name == group.name and share]
    return {
        "name": group.name,
        "articles": group.articles,
        "tokens": group.tokens,
        "language": group.languages[0] if len(group.languages) == 1 else "",
        "languages": group.languages,
        "links": own,
        "attributed": next((rate / 1000 for rate in attributed if rate is not None), None),
        "quoted": sorted(quoted, key=lambda one: -one[1])[:2],
    }


# --- charts ---


def _axis(rows: Iterable[Row]) -> Axis:
    ends = [(row.rate, row.high) for row in rows]
    return axis_to(highest(end for pair in ends for end in pair))


def _lane(row: Row | None, group: str, voice: str, axis: Axis) -> Lane:
    if row is None or row.rate is None:
        return Lane(group, voice, row, None)
    if row.low is None or row.high is None:
        return Lane(group, voice, row, axis.at(row.rate))
    return Lane(group, voice, row, axis.at(row.rate), axis.at(row.low), axis.at(row.high))


def _parts(rows: _Rows, group: str) -> list[tuple[str, int, float]]:
    """The voices that have words, each with its words and their share of all."""
    words = {voice: row.per for voice in VOICES if (row := rows.get(("loaded", voice, group)))}
    total = sum(words.values())
    return [(voice, n, n / total) for voice, n in words.items() if n]


def _contrasts(contrasts: Sequence[Contrast]) -> Summary:
    """What was tested, the surest first, each with the place of its difference; how many were not tested, and why."""
    tested = sorted((c for c in contrasts if c.q is not None), key=lambda c: (c.q or 0.0, c.p or 0.0, c.measure))
    untested: dict[str, int] = {}
    for contrast in contrasts:
        if contrast.untested:
            untested[contrast.untested] = untested.get(contrast.untested, 0) + 1
    return {
        "sure": [c for c in tested if c.q is not None and c.q <= SURE],
        "others": [c for c in tested if c.q is not None and c.q > SURE],
        "untested": sorted(untested.items(), key=lambda pair: -pair[1]),
    }


# --- tables ---


def _cell(rows: _Rows, category: str, group: str) -> dict[str, Row | None]:
    return {voice: rows.get((f"loaded: {category}", voice, group)) for voice in (*VOICES, "all")}


def _sources(comparison: Comparison, groups: Sequence[str]) -> list[tuple[str, list[tuple[str, int, float]]]]:
    """For each group all source types in one order, those that no group has left out."""
    found = {(group, kind): (count, share) for group, kind, count, share in comparison.sources}
    kinds = [kind for kind in SOURCE_TYPES if any(found.get((group, kind), (0, 0.0))[0] for group in groups)]
    if not kinds:
        return []
    return [(group, [(kind, *found.get((group, kind), (0, 0.0))) for kind in kinds]) for group in groups]


def _stance(comparison: Comparison, groups: Sequence[str]) -> Summary:
    """A line for each salient target and voice in which some group takes a side; None where no article names it.

    ``no_side`` are the targets toward which none takes a side.
    """
    found: dict[tuple[str, str, str], tuple[float, int]] = {
        (target, voice, group): (mean, n) for group, voice, target, mean, n in comparison.stance
    }
    salient = salient_targets(comparison)
    lines = ((target, voice) for target in salient for voice in ("author", "source"))
    cells = ((*line, [found.get((*line, group)) for group in groups]) for line in lines)
    table = [line for line in cells if any(cell and cell[0] for cell in line[2])]
    named = dict.fromkeys(target for _, _, target, _, _ in comparison.stance if not target[:1].isdigit())
    return {"lines": table, "no_side": [target for target in named if target not in salient]}


def _frames(comparison: Comparison, groups: Sequence[str]) -> list[tuple[str, list[float]]]:
    """A line for each frame that some group shows, the largest first."""
    found = {(frame, group): share for group, frame, share in comparison.frames}
    table = [(frame, [found.get((frame, group), 0.0) for group in groups]) for frame in FRAMES]
    return sorted((line for line in table if any(line[1])), key=lambda line: -max(line[1]))


def _naming(comparison: Comparison, analyses: Sequence[Analysis]) -> list[Summary]:
    """For each name that somebody chose tellingly: the forms of each group, how often, and the lexicon's notes on them."""
    known = {
        (mention.name, mention.span.of(analysis.article.text)): (analysis.language, mention.naming)
        for analysis in analyses
        for mention in analysis.mentions
        if mention.naming
    }
    table: dict[str, dict[str, list[tuple[str, str, int]]]] = {}
    notes: dict[str, dict[tuple[str, str, str], None]] = {}
    for group, name, form, count in comparison.naming:
        language, note = known.get((name, form), ("", ""))
        table.setdefault(name, {}).setdefault(group, []).append((form, language, count))
        notes.setdefault(name, {})[form, language, note] = None
    groups = [group.name for group in comparison.groups]
    return [
        {"name": name, "cells": [cells.get(group, []) for group in groups], "notes": [n for n in notes[name] if n[2]]}
        for name, cells in table.items()
    ]


# --- what the numbers were checked on ---


def _ratios(languages: Sequence[str]) -> list[tuple[str, str, LanguageRatio, list[str]]]:
    """For every two languages what the same text gives, and the categories that may not be compared even so."""
    found = [(first, second, language_ratio("loaded", first, second)) for first, second in combinations(languages, 2)]
    return [
        (first, second, ratio, [name for name in CATEGORIES if not _comparable(name, first, second)])
        for first, second, ratio in found
        if ratio is not None and ratio.ratio is not None
    ]


def _comparable(category: str, first: str, second: str) -> bool:
    found = language_ratio(f"loaded: {category}", first, second)
    return found is not None and found.comparable


def _validated(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Language, construct and what it was checked on there."""
    languages = sorted({tag for group in comparison.groups for tag in group.languages})
    return [
        (tag, construct, words)
        for tag in languages
        for construct in ("attribution", "loaded", "stance", "frames")
        if (words := validated(construct, [tag]))
    ]
