"""A trained model on an article: a class for each stretch of the text that the model was trained on the like of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from framing.data import lexicons_sha256
from framing.errors import UsageError
from framing.learn.persist import Model
from framing.learn.target_view import entity_view, marks_on, sentences_with, target_view
from framing.learn.weights import WordWeights, word_weights
from framing.measure.targets import find_targets, salient_targets
from framing.notes import Note
from framing.text.document import Document, read_document
from framing.types import Analysis, Prediction, Span

_CHECKED_BY = "macro_f1"
_WORDS_SHOWN = 5
_LEAST_CHANCE = 0.2
_LEAST_WEIGHT = 0.25
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question to a model: the text it is given, where the answer stands, and where its evidence is looked for."""

    language: str
    text: str
    span: Span
    within: Span
    target: str = ""
    marks: tuple[Span, ...] = ()


def with_predictions(analysis: Analysis, *models: Model) -> Analysis:
    """The same analysis with what models say of its sentences, its headline, its targets or the whole article.

    Each prediction stands at a span of the raw text. ``evidence`` are the words that weighed most: those that a model
    which learned from marked words holds for likely marked, or those with the largest weights of a linear model, and the
    engine's own evidence on a target. Text in a language that a model was not trained on gets no prediction, and a note
    says so; others say what a model was checked on, and where the lexicon has changed since the training.
    Errors: UsageError for a model of units that an article alone does not give.
    """
    for model in models:
        check_unit(model)
    if analysis.refused:
        return analysis
    document = read_document(analysis.article)
    found: list[Prediction] = []
    notes: dict[Note, list[str]] = {}
    for model in models:
        asked = list(_UNITS[model.unit](document, analysis))
        known = [one for one in asked if one.language in model.languages]
        found += _predictions(model, known, analysis.article.text)
        for note in _notes(model, {one.language for one in asked}):
            notes.setdefault(note, []).append(model.name)
    said = tuple(Note("model", "{names}: {note}", names=tuple(names), note=note) for note, names in notes.items())
    return replace(analysis, predictions=(*analysis.predictions, *found), notes=(*analysis.notes, *said))


def _notes(model: Model, languages: set[str]) -> Iterator[Note]:
    if foreign := sorted(languages - set(model.languages)):
        said = "trained on {known}: no prediction for {foreign}"
        yield Note("model_foreign", said, known=tuple(model.languages), foreign=tuple(foreign))
    if not languages & set(model.languages):
        return
    card = model.card or {}
    own = [
        row
        for row in card.get("scores", ())
        if (row["classifier"], row["measure"]) == (card["classifier"], _CHECKED_BY)
    ]
    if own:
        hardest = min(own, key=lambda row: row["value"])
        yield Note(
            "model_checked",
            "checked on {data}: macro-F1 {value:.2f} ({low:.2f} to {high:.2f}), {n:,} examples (split: {split})",
            data=card["data"].partition(":")[0],
            value=hardest["value"],
            low=hardest["low"],
            high=hardest["high"],
            n=hardest["n"],
            split=hardest["split"],
        )
    else:
        yield Note("model_unchecked", "not validated: the model comes without figures")
    trained_with = card.get("versions", {}).get("lexicon", "")
    if trained_with and trained_with != lexicons_sha256():
        said = "trained with another version of the lexicon ({version}); train again for the present one"
        yield Note("model_lexicon", said, version=trained_with)


def check_unit(model: Model) -> None:
    """Refuse a model that asks for more than an article gives. Errors: UsageError."""
    if model.unit not in _UNITS:
        raise UsageError(f"{model.name} is a model of one {model.unit}; an article gives {', '.join(_UNITS)}")
    if model.unit in _VIEWED and word_weights(model.estimator) is None:
        raise UsageError(
            f"{model.name} is not one of the learned companions: it cannot be given a {model.unit} to judge"
        )


def _predictions(model: Model, asked: Sequence[_Asked], text: str) -> tuple[Prediction, ...]:
    chances = model.probabilities([one.text for one in asked])
    evidence = _evidence_of(model.estimator)
    least = _LEAST_OF_ROLE if model.unit == "entity" else 0.0
    found = []
    for one, row, chosen in zip(asked, chances, model.choose(chances), strict=True):
        chance = float(row[model.classes.index(chosen)])
        if chance >= least:
            words = tuple(sorted(set(evidence(one, chosen, text))))
            found.append(
                Prediction(model.name, model.label, one.span, chosen, round(chance, 6), words, one.target, model.sha256)
            )
    return tuple(found)


_LEAST_OF_ROLE = 0.5
"""Below it a role is not given: the model knows no entity without one."""


def _evidence_of(estimator: Any) -> Callable[[_Asked, str, str], list[Span]]:
    """What names the words behind an answer, by the make of the model; nothing where it cannot tell."""
    last = estimator[-1] if hasattr(estimator, "steps") else estimator
    marked, weights = getattr(last, "words_", None), word_weights(estimator)
    if marked is not None:
        return lambda one, chosen, text: _marked(marked, one)
    if weights is not None:
        return lambda one, chosen, text: [*one.marks, *_weighty(weights, one, chosen, text)]
    return lambda one, chosen, text: []


def _marked(words: Any, one: _Asked) -> list[Span]:
    likely = sorted((p for p in words.word_scores(one.text) if p[1] >= _LEAST_CHANCE), key=lambda pair: -pair[1])
    return [Span(one.span.start + s.start, one.span.start + s.end) for s, _ in likely[:_WORDS_SHOWN]]


def _weighty(weights: WordWeights, one: _Asked, chosen: str, text: str) -> list[Span]:
    """The first places of the words that speak most for a class, and at least a quarter as much as the first of them."""
    first: dict[str, Span] = {}
    for match in _WORD.finditer(text, one.within.start, one.within.end):
        span = Span(match.start(), match.end())
        if not any(mark.holds(span) for mark in one.marks):
            first.setdefault(match.group(), span)
    ranked = sorted(((weights.of(word, chosen), span) for word, span in first.items()), key=lambda p: (-p[0], p[1]))
    least = ranked[0][0] * _LEAST_WEIGHT if ranked else 0.0
    return [span for weight, span in ranked[:_WORDS_SHOWN] if weight > 0 and weight >= least]


def _plain(document: Document, language: str, span: Span) -> _Asked:
    return _Asked(language, span.of(document.article.text), span, span)


def _sentences(document: Document, analysis: Analysis) -> Iterator[_Asked]:
    for paragraph in document.own:
        for sentence in paragraph.sentences:
            yield _plain(document, paragraph.zone.language, sentence)


def _headline(document: Document, analysis: Analysis) -> Iterator[_Asked]:
    for zone in document.zones:
        if zone.kind == "title":
            yield _plain(document, zone.language, zone.span)


def _article(document: Document, analysis: Analysis) -> Iterator[_Asked]:
    zones = [paragraph.zone.span for paragraph in document.own]
    if zones:
        yield _plain(document, document.language, Span(zones[0].start, zones[-1].end))


def _named(document: Document, analysis: Analysis) -> dict[str, list[Span]]:
    """The salient targets of an article, each with all its places."""
    names = find_targets(document, analysis.mentions, analysis.attributions)
    salient, places = salient_targets(document, names), defaultdict(list)
    for name in names:
        if name.target in salient:
            places[name.target].append(name.span)
    return places


def _targets(document: Document, analysis: Analysis) -> Iterator[_Asked]:
    """Each salient target in each sentence that names it."""
    text = document.article.text
    for target, spans in _named(document, analysis).items():
        for sentence in sentences_with(document, spans):
            first = next(span for span in spans if sentence.start <= span.start < sentence.end)
            marks = tuple(m.span for m in marks_on(text, tuple(spans)) if sentence.meets(m.span))
            view = target_view(text, spans, sentence)
            yield _Asked(document.language, view, first, sentence, target, marks)


def _entities(document: Document, analysis: Analysis) -> Iterator[_Asked]:
    """Each salient target once, with every sentence that names it."""
    text = document.article.text
    for target, spans in _named(document, analysis).items():
        longest = max(spans, key=len)
        view, marks = entity_view(text, longest.of(text), spans), marks_on(text, tuple(spans))
        sentence = next(iter(sentences_with(document, spans)), spans[0])
        yield _Asked(document.language, view, spans[0], sentence, target, tuple(mark.span for mark in marks))


_VIEWED = ("target", "entity")
_UNITS = {
    "sentence": _sentences, "headline": _headline, "article": _article, "target": _targets, "entity": _entities,
}  # fmt: skip
