"""The page: one self-contained HTML file that shows whose words colour each article, and how outlets compare."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from framing.compare.contrasts import group_of
from framing.compare.records import Comparison, Row
from framing.measure.source_mix import source_mix
from framing.show.export import save_text
from framing.show.marks import Marks
from framing.show.page import MarkedText, Speaker, find_speakers, mark
from framing.show.wording import (
    CATEGORY_LABELS,
    CUE_STANCE_LABELS,
    FRAME_LABELS,
    MIX_MEASURES,
    SOURCE_LABELS,
    STANCE_WORDS,
    VOICE_LABELS,
)
from framing.text.languages import language_of
from framing.types import (
    ARTICLE_ZONES,
    CATEGORIES,
    FRAMES,
    SOURCE_TYPES,
    VOICES,
    Analysis,
    LoadedTerm,
    Span,
)

Summary = dict[str, object]

_TEMPLATES = Path(__file__).parent / "templates"
_SURROGATE = re.compile("[\ud800-\udfff\0]")


def render(
    analyses: Sequence[Analysis], comparison: Comparison | None = None, *, marks: Sequence[Marks | None] = ()
) -> str:
    """One HTML page with everything the analyses and the comparison hold; it loads nothing from anywhere.

    ``marks`` are what readers marked in each article, in the order of the analyses.

    >>> from framing.types import Article
    >>> page = render([Analysis(Article("<b>Hi"), "en", (), 1, {"author": 1}, (), (), (), (), (), {})])
    >>> "&lt;b&gt;Hi" in page, "<b>Hi" in page
    (True, False)
    """
    guessed = [*marks, *[None] * (len(analyses) - len(marks))]
    texts = [
        mark(analysis, id=f"a{number}", marked=_marked(own))
        for number, (analysis, own) in enumerate(zip(analyses, guessed, strict=True), 1)
    ]
    articles = [
        summarize_article(analysis, text) | {"marks": _marks(own, analysis, text)}
        for analysis, text, own in zip(analyses, texts, guessed, strict=True)
    ]
    page = _environment().get_template("report.html")
    html = page.render(
        articles=articles,
        comparison=summarize_comparison(comparison, analyses) if comparison else None,
        notes=Counter(note for analysis in analyses for note in dict.fromkeys(analysis.notes)),
        version=getattr(sys.modules.get("framing"), "__version__", ""),
        lexicons=list(dict.fromkeys(str(analysis.lexicon) for analysis in analyses)),
    )
    return _SURROGATE.sub("\ufffd", html)


def save(path: str | Path, analyses: Sequence[Analysis], comparison: Comparison | None = None) -> Path:
    """Write the page, whole or not at all: a file of that name is replaced only once the new one is complete."""
    return save_text(path, render(analyses, comparison))


@cache
def _environment() -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    jinja.globals.update(
        categories=CATEGORY_LABELS,
        voices=VOICE_LABELS,
        sources=SOURCE_LABELS,
        stance_words=STANCE_WORDS,
        frames=FRAME_LABELS,
        cue_stances=CUE_STANCE_LABELS,
        mix_heads=tuple(MIX_MEASURES.values()),
    )
    jinja.filters.update(signed=_signed, words=_spaced, percent=_percent, step=_step)
    return jinja


def _signed(value: float) -> str:
    """A number with its sign; one decimal unless it is whole."""
    text = f"{abs(value):.1f}".removesuffix(".0")
    return text if text == "0" else f"{'−' if value < 0 else '+'}{text}"


def _step(value: float) -> int:
    """The nearest of the five steps of stance; a half goes away from zero."""
    return int(math.copysign(math.floor(min(abs(value), 2) + 0.5), value))


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _percent(share: float) -> str:
    return "<1%" if 0 < share < 0.005 else f"{share * 100:.0f}%"


def language_name(tag: str) -> str:
    """A tag in words, as far as it is covered: ``Chinese (zh-Hant)``."""
    language = language_of(tag)
    return f"{language.name} ({tag})" if language else tag if tag not in ("", "und") else "language unknown"


# --- one article ---


def summarize_article(analysis: Analysis, text: MarkedText) -> Summary:
    """What the page says of one article."""
    article = analysis.article
    return {
        "id": text.id,
        "title": title_of(analysis),
        "title_language": _title_language(analysis, text),
        "outlet": article.outlet,
        "date": article.date,
        "event": article.event,
        "language": _known(analysis.language),
        "language_name": language_name(analysis.language),
        "tokens": analysis.n_tokens,
        "unit": analysis.token_unit or "words",
        "sentences": analysis.n_sentences,
        "refused": analysis.refused,
        "notes": tuple(dict.fromkeys(article.notes + analysis.notes)),
        "blocks": text.blocks,
        "shares": _voice_shares(analysis),
        "speakers": _speakers(analysis, text),
        "mix": (mix := source_mix(analysis)),
        "cues": [(share.name, share.share, _evidence(share.evidence, analysis, text)) for share in mix.stances],
        "loaded": {voice: _loaded(analysis, text, voice) for voice in VOICES},
        "rates": analysis.loaded_rates,
        "digest_loaded": sum(term.zone not in ARTICLE_ZONES for term in analysis.loaded),
        "stance": [(s.target, s.voice, s.value, _evidence(s.evidence, analysis, text)) for s in analysis.stance],
        "frames": [(f.frame, f.share, _evidence(f.evidence, analysis, text)) for f in analysis.frames],
        "names": _names(analysis, text),
        "readability": sorted(analysis.readability.items()),
    }


def title_of(analysis: Analysis) -> str:
    """The title as given, else the first title line of the text, else the name of the file."""
    article = analysis.article
    lines = (zone.span.of(article.text) for zone in analysis.zones if zone.kind == "title")
    return article.title or next(lines, "") or article.id or PurePath(article.path).name or "Untitled text"


def _title_language(analysis: Analysis, text: MarkedText) -> str:
    title = title_of(analysis)
    places = (zone.span.start for zone in analysis.zones if zone.span.of(analysis.article.text) == title)
    return text.language_at(next(places, -1)) or _known(analysis.language)


def _known(language: str) -> str:
    """A tag that may stand in an attribute: empty where the language is not known."""
    return "" if language == "und" else language


def _voice_shares(analysis: Analysis) -> list[tuple[str, int, float]]:
    total = analysis.n_tokens
    return [(voice, count, count / total) for voice in VOICES if total and (count := analysis.tokens.get(voice, 0))]


def _speakers(analysis: Analysis, text: MarkedText) -> list[Summary]:
    """Rows in the order of ``find_speakers``, which the segments of the text refer to by number."""
    speakers = find_speakers(analysis)
    total = sum(speaker.tokens for speaker in speakers if not speaker.digest)
    return [
        {
            "name": speaker.name,
            "language": speaker.language,
            "type": speaker.source_type,
            "digest": speaker.digest,
            "share": None if speaker.digest or not total else speaker.tokens / total,
            "links": _links(_first_pieces(analysis, speaker), text),
            "count": len(speaker.attributions),
        }
        for speaker in speakers
    ]


def _first_pieces(analysis: Analysis, speaker: Speaker) -> list[Span]:
    return [analysis.attributions[index].content[0] for index in speaker.attributions]


def _links(spans: Iterable[Span], text: MarkedText) -> list[str]:
    return [href for span in sorted(spans) if (href := text.href(span))]


def _loaded(analysis: Analysis, text: MarkedText, voice: str) -> Summary:
    """The loaded words of one voice in the article's own text, the strongest first, equal ones together."""
    groups: dict[tuple[str, ...], list[LoadedTerm]] = {}
    raw = analysis.article.text
    own = [term for term in analysis.loaded if term.voice == voice and term.zone in ARTICLE_ZONES]
    for term in own:
        key = (term.span.of(raw).casefold(), term.category, str(term.strength), term.neutral)
        groups.setdefault(key, []).append(term)
    ranked = sorted(groups.values(), key=lambda terms: (-terms[0].strength, -len(terms), terms[0].span))
    words = [{"term": same[0], **_word([term.span for term in same], analysis, text)} for same in ranked]
    return {"words": words, "count": len(own)}


def _evidence(spans: Sequence[Span], analysis: Analysis, text: MarkedText) -> list[Summary]:
    """The words behind a score, equal ones together, each with its places in the text; the commonest first."""
    groups: dict[str, list[Span]] = {}
    raw = analysis.article.text
    for span in sorted(spans):
        groups.setdefault(span.of(raw).casefold(), []).append(span)
    return [_word(same, analysis, text) for same in sorted(groups.values(), key=lambda same: -len(same))]


def _word(spans: Sequence[Span], analysis: Analysis, text: MarkedText) -> Summary:
    """A word with all its places; ``language`` only where it is not the article's."""
    language = text.language_at(spans[0].start)
    return {
        "word": spans[0].of(analysis.article.text),
        "language": "" if language == analysis.language else language,
        "links": _links(spans, text),
        "count": len(spans),
    }


def _names(analysis: Analysis, text: MarkedText) -> list[tuple[str, str, list[Summary]]]:
    """Names whose choice is itself telling: who is meant, the lexicon's note, and where they stand."""
    groups: dict[tuple[str, str], list[Span]] = {}
    for mention in analysis.mentions:
        if mention.naming:
            groups.setdefault((mention.name, mention.naming), []).append(mention.span)
    return [(name, note, _evidence(spans, analysis, text)) for (name, note), spans in groups.items()]


def _marked(marks: Marks | None) -> list[Span]:
    return [place.span for place in marks.places if place.readers] if marks else []


def _marks(marks: Marks | None, analysis: Analysis, text: MarkedText) -> Summary | None:
    """What readers and the library marked, place by place."""
    if marks is None:
        return None
    readers = range(len(marks.readers))
    places = [(place, _word([place.span], analysis, text)) for place in marks.places]
    return {
        "readers": [(marks.readers[n], marks.of(n), marks.shared(n), marks.absent[n]) for n in readers],
        "library": sum(bool(place.terms) for place in marks.places),
        "places": places,
    }


# --- the comparison ---


def summarize_comparison(comparison: Comparison, analyses: Sequence[Analysis]) -> Summary:
    """What the page says of the groups side by side: the comparison's own numbers, arranged."""
    groups = [group.name for group in comparison.groups]
    rows: dict[tuple[str, str, str], Row] = {(row.measure, row.voice, row.group): row for row in comparison.rows}
    kept = [
        name
        for name in CATEGORIES
        if any((row := rows.get((f"loaded: {name}", "all", g))) and row.count for g in groups)
    ]
    top = max(
        (row.rate or 0.0 for row in comparison.rows if row.measure == "loaded" and row.voice != "all"), default=0.0
    )
    return {
        "by": comparison.by,
        "groups": [_group(comparison, analyses, index) for index in range(len(groups))],
        "names": groups,
        "top_rate": top,
        "loaded": [(group, [(voice, rows.get(("loaded", voice, group))) for voice in VOICES]) for group in groups],
        "cells": [(name, [_cell(rows, name, group) for group in groups]) for name in kept],
        "absent": [name for name in CATEGORIES if name not in kept] if comparison.rows else [],
        "sources": _sources(comparison, groups),
        "mix": [(group, [rows.get((name, "all", group)) for name in MIX_MEASURES]) for group in groups],
        "stance": _stance(comparison, groups),
        "frames": _frames(comparison, groups),
        "naming": _naming(comparison, analyses),
        "notes": comparison.notes,
    }


def _group(comparison: Comparison, analyses: Sequence[Analysis], index: int) -> Summary:
    group = comparison.groups[index]
    scored = [(number, analysis) for number, analysis in enumerate(analyses, 1) if not analysis.refused]
    own = [
        (f"#a{number}", title_of(analysis))
        for number, analysis in scored
        if group_of(analysis, comparison.by) == group.name
    ]
    attributed = [row.rate for row in comparison.rows if row.measure == "attributed" and row.group == group.name]
    return {
        "name": group.name,
        "articles": group.articles,
        "tokens": group.tokens,
        "language": group.languages[0] if len(group.languages) == 1 else "",
        "languages": [language_name(tag) for tag in group.languages],
        "links": own,
        "attributed": next((rate / 1000 for rate in attributed if rate is not None), None),
    }


def _cell(rows: Mapping[tuple[str, str, str], Row], category: str, group: str) -> dict[str, Row | None]:
    return {voice: rows.get((f"loaded: {category}", voice, group)) for voice in (*VOICES, "all")}


def _sources(comparison: Comparison, groups: Sequence[str]) -> list[tuple[str, list[tuple[str, int, float]]]]:
    """For each group all source types in one order, those that no group has left out."""
    found = {(group, kind): (count, share) for group, kind, count, share in comparison.sources}
    kinds = [kind for kind in SOURCE_TYPES if any(found.get((group, kind), (0, 0.0))[0] for group in groups)]
    if not kinds:
        return []
    return [(group, [(kind, *found.get((group, kind), (0, 0.0))) for kind in kinds]) for group in groups]


def _stance(comparison: Comparison, groups: Sequence[str]) -> list[tuple[str, str, list[tuple[float, int] | None]]]:
    """A line for each target and voice; None where a group's articles take no stance."""
    found: dict[tuple[str, str, str], tuple[float, int]] = {
        (target, voice, group): (mean, n) for group, voice, target, mean, n in comparison.stance
    }
    targets = dict.fromkeys(target for target, _, _ in found)
    table = [
        (t, voice, [found.get((t, voice, group)) for group in groups])
        for t in targets
        for voice in ("author", "source")
    ]
    return [line for line in table if any(line[2])]


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
