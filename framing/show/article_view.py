"""What the report says of one article: the analysis's own records, arranged, each with its places in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from framing.measure.cast import plain
from framing.measure.source_mix import source_mix
from framing.notes import Note, code_of
from framing.show.marks import Marks
from framing.show.page import MarkedText, Speaker, find_speakers, plainer
from framing.text.document import OTHER_LANGUAGE
from framing.types import ARTICLE_ZONES, VOICES, Analysis, LoadedTerm, Prediction, Span

Summary = dict[str, object]
_LONGEST_SHOWN = 90
"""Characters of what a model spoke of."""


def summarize_article(analysis: Analysis, text: MarkedText) -> Summary:
    """What the report says of one article; names of things stand as their ids, which the template puts into words."""
    article = analysis.article
    own = [term for term in analysis.loaded if term.zone in ARTICLE_ZONES]
    mix = source_mix(analysis)
    notes = tuple(dict.fromkeys(article.notes + analysis.notes))
    return {
        "id": text.id,
        "title": title_of(analysis),
        "title_language": _title_language(analysis, text),
        "outlet": article.outlet,
        "date": article.date,
        "event": article.event,
        "language": _known(analysis.language),
        "tokens": analysis.n_tokens,
        "unit": analysis.token_unit or "words",
        "sentences": analysis.n_sentences,
        "refused": analysis.refused,
        "notes": notes,
        "own_notes": tuple(note for note in notes if code_of(note) not in ("unchecked", "model")),
        "unchecked": [n.values["measure"] for n in notes if isinstance(n, Note) and n.code == "unchecked"],
        "other_language": next((note for note in notes if code_of(note) == OTHER_LANGUAGE), ""),
        "blocks": text.blocks,
        "mostly_own": _mostly_own(text),
        "shares": _voice_shares(analysis),
        "speakers": _speakers(analysis, text),
        "mix": mix,
        "cues": [(share.name, share.share, _evidence(share.evidence, analysis, text)) for share in mix.stances],
        "loaded": {voice: _loaded(analysis, text, voice) for voice in VOICES},
        "silent": [voice for voice in VOICES if not any(term.voice == voice for term in own)],
        "rates": analysis.loaded_rates,
        "digest_loaded": len(analysis.loaded) - len(own),
        "stance": [
            (s.target, s.voice, s.value, _evidence(s.evidence, analysis, text)) for s in analysis.stance if s.value
        ],
        "no_side": list(dict.fromkeys(s.target for s in analysis.stance if not s.value)),
        "frames": [(f.frame, f.share, _evidence(f.evidence, analysis, text)) for f in analysis.frames],
        "names": _names(analysis, text),
        "models": _models(analysis, text, notes),
        "readability": sorted(analysis.readability.items()),
    }


def title_of(analysis: Analysis) -> str:
    """The title as given, else the first title line of the text, else the name of the file; empty where there is none."""
    article = analysis.article
    lines = (zone.span.of(article.text) for zone in analysis.zones if zone.kind == "title")
    return article.title or next(lines, "") or article.id or PurePath(article.path).name


def _title_language(analysis: Analysis, text: MarkedText) -> str:
    title = title_of(analysis)
    places = (zone.span.start for zone in analysis.zones if zone.span.of(analysis.article.text) == title)
    return text.language_at(next(places, -1)) or _known(analysis.language)


def _known(language: str) -> str:
    """A tag that may stand in an attribute: empty where the language is not known."""
    return "" if language == "und" else language


def _mostly_own(text: MarkedText) -> bool:
    """Whether the article is longer than what stands around it, which is folded away then."""
    sizes = Counter[str]()
    for block in text.blocks:
        sizes[block.sort] += block.characters
    return sizes["own"] >= sizes["boilerplate"]


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
            "words": speaker.words,
            "same": plain(speaker.name) in plain(speaker.words),
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
    words = [
        {
            "term": same[0],
            "plainer": plainer(same[0], analysis.language),
            **_word([term.span for term in same], analysis, text),
        }
        for same in ranked
    ]
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


def _models(analysis: Analysis, text: MarkedText, notes: Sequence[str]) -> list[Summary]:
    """What each trained model said, the surest first, with what it was checked on."""
    by_model: dict[str, list[Prediction]] = {}
    for one in analysis.predictions:
        by_model.setdefault(one.model, []).append(one)
    return [
        {
            "name": name,
            "label": own[0].label,
            "counts": Counter(one.value for one in own).most_common(),
            "rows": [_predicted(one, analysis, text) for one in sorted(own, key=lambda one: -one.probability)],
            "notes": [note.values["note"] for note in notes if isinstance(note, Note) and name in _named(note)],
        }
        for name, own in by_model.items()
    ]


def _named(note: Note) -> tuple[str, ...]:
    names = note.values.get("names") if note.code == "model" else ()
    return names if isinstance(names, tuple) else ()


def _predicted(one: Prediction, analysis: Analysis, text: MarkedText) -> Summary:
    return {
        "value": one.value,
        "probability": one.probability,
        "target": one.target,
        "href": text.href(one.span),
        "words": " ".join(one.span.of(analysis.article.text)[:_LONGEST_SHOWN].split()),
        "evidence": _evidence(one.evidence, analysis, text),
    }


def _names(analysis: Analysis, text: MarkedText) -> list[tuple[str, str, list[Summary]]]:
    """Names whose choice is itself telling: who is meant, the lexicon's note, and where they stand."""
    groups: dict[tuple[str, str], list[Span]] = {}
    for mention in analysis.mentions:
        if mention.naming:
            groups.setdefault((mention.name, mention.naming), []).append(mention.span)
    return [(name, note, _evidence(spans, analysis, text)) for (name, note), spans in groups.items()]


def marked_spans(marks: Marks | None) -> list[Span]:
    """Every place that a reader marked."""
    return [place.span for place in marks.places if place.readers] if marks else []


def summarize_marks(marks: Marks | None, analysis: Analysis, text: MarkedText) -> Summary | None:
    """What readers and the library marked, place by place; None where nobody marked anything."""
    if marks is None:
        return None
    readers = range(len(marks.readers))
    places = [(place, _word([place.span], analysis, text)) for place in marks.places]
    return {
        "readers": [(marks.readers[n], marks.of(n), marks.shared(n), marks.absent[n]) for n in readers],
        "library": sum(bool(place.terms) for place in marks.places),
        "places": places,
    }
