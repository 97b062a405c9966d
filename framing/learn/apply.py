"""A trained model on an article: a class for each stretch of the text that the model was trained on the like of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from framing.data import lexicons_sha256
from framing.errors import UsageError
from framing.learn.persist import Model
from framing.text.document import Document, read_document
from framing.types import Analysis, Prediction, Span

_WORDS_SHOWN = 5
_LEAST_CHANCE = 0.2


def with_predictions(analysis: Analysis, model: Model) -> Analysis:
    """The same analysis with what the model says of its sentences, its headline or the whole article.

    Each prediction stands at a span of the raw text. ``evidence`` are the words that a model which learned from marked
    words holds for likely marked. Text in a language that the model was not trained on gets no prediction, and a note
    says so; another note stands where the lexicon has changed since the training.
    Errors: UsageError for a model of units that an article alone does not give (a target, an entity).
    """
    check_unit(model)
    document = read_document(analysis.article)
    spans, foreign = [], set()
    for language, span in _UNITS[model.unit](document):
        if language in model.languages:
            spans.append(span)
        else:
            foreign.add(language)
    texts = [span.of(analysis.article.text) for span in spans]
    found = _predictions(model, texts, spans)
    notes = analysis.notes
    if foreign:
        notes += (
            f"{model.name} was trained on {', '.join(model.languages)}: no prediction for {', '.join(sorted(foreign))}",
        )
    trained_with = (model.card or {}).get("versions", {}).get("lexicon", "")
    if trained_with and trained_with != lexicons_sha256():
        notes += (f"{model.name} was trained with another version of the lexicon: train it again",)
    return replace(analysis, predictions=(*analysis.predictions, *found), notes=notes)


def check_unit(model: Model) -> None:
    """Refuse a model that asks for more than an article gives. Errors: UsageError."""
    if model.unit not in _UNITS:
        raise UsageError(f"{model.name} is a model of one {model.unit}; an article gives {', '.join(_UNITS)}")


def _predictions(model: Model, texts: list[str], spans: list[Span]) -> tuple[Prediction, ...]:
    chances = model.probabilities(texts)
    words = _marked_words(model.estimator)
    found = []
    for text, span, row, chosen in zip(texts, spans, chances, model.choose(chances), strict=True):
        chance = float(row[model.classes.index(chosen)])
        evidence = () if words is None else _evidence(words, text, span)
        found.append(Prediction(model.name, model.label, span, chosen, round(chance, 6), evidence))
    return tuple(found)


def _marked_words(estimator: Any) -> Any:
    """The part that learned from marked words, where there is one."""
    last = estimator[-1] if hasattr(estimator, "steps") else estimator
    return getattr(last, "words_", None)


def _evidence(words: Any, text: str, span: Span) -> tuple[Span, ...]:
    likely = sorted((pair for pair in words.word_scores(text) if pair[1] >= _LEAST_CHANCE), key=lambda pair: -pair[1])
    return tuple(sorted(Span(span.start + s.start, span.start + s.end) for s, _ in likely[:_WORDS_SHOWN]))


def _sentences(document: Document) -> Iterator[tuple[str, Span]]:
    for paragraph in document.own:
        for sentence in paragraph.sentences:
            yield paragraph.zone.language, sentence


def _headline(document: Document) -> Iterator[tuple[str, Span]]:
    for zone in document.zones:
        if zone.kind == "title":
            yield zone.language, zone.span


def _article(document: Document) -> Iterator[tuple[str, Span]]:
    zones = [paragraph.zone.span for paragraph in document.own]
    if zones:
        yield document.language, Span(zones[0].start, zones[-1].end)


_UNITS = {"sentence": _sentences, "headline": _headline, "article": _article}
