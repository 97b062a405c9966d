"""What holds for any text: nothing raises, every span is true, what does not matter changes nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any
from unicodedata import normalize

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Analysis, Article, Span, analyze, analyze_many, compare, read_articles, to_dict
from framing.data import data_root
from framing.text.document import read_document
from tests.strategies import PLAIN, SENTENCES, bodies, languages, news

TO_TRADITIONAL = opencc.OpenCC("s2t")


def spans(analysis: Analysis) -> Iterator[Span]:
    yield from (zone.span for zone in analysis.zones)
    for said in analysis.attributions:
        yield from said.content
        yield from (part for part in (said.source, said.cue) if part is not None)
    yield from (term.span for term in analysis.loaded)
    yield from (mention.span for mention in analysis.mentions)
    for score in (*analysis.stance, *analysis.frames):
        yield from score.evidence


def placed(data: Any) -> Iterator[dict[str, Any]]:
    """Every dict of the JSON that says where its text stands."""
    if isinstance(data, dict):
        if {"start", "end", "text"} <= data.keys():
            yield data
        for value in data.values():
            yield from placed(value)
    elif isinstance(data, list):
        for value in data:
            yield from placed(value)


def attributions(analysis: Analysis) -> list[tuple[Any, ...]]:
    return [(a.source, a.cue, a.content, a.kind, a.source_type, a.speaker) for a in analysis.attributions]


def concepts(text: str) -> list[tuple[str, str]]:
    return [(term.concept, term.voice) for term in analyze(text).loaded]


# Arbitrary pieces, and plain bodies cut and joined anywhere: the first finds what raises, the second what is found.
any_text = st.one_of(
    news,
    st.tuples(languages.flatmap(bodies), news, languages.flatmap(bodies)).map("\n".join),
    st.tuples(languages.flatmap(bodies), st.integers(0, 400), news).map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :]),
)


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_every_line_has_one_zone_in_order(text: str) -> None:
    analysis = analyze(text)
    expected = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert [(zone.line, zone.span.of(text)) for zone in analysis.zones] == expected


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_every_span_lies_in_the_text_and_says_what_stands_there(text: str) -> None:
    analysis = analyze(text)
    assert analysis.article.text == text
    for span in spans(analysis):
        assert 0 <= span.start <= span.end <= len(text)
    for place in placed(json.loads(json.dumps(to_dict(analysis), ensure_ascii=False))):
        assert place["text"] == text[place["start"] : place["end"]]


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_records_stay_inside_their_line_and_apart(text: str) -> None:
    analysis = analyze(text)
    lines = [zone.span for zone in analysis.zones]
    for term in analysis.loaded:
        assert len(term.span) > 0
        assert sum(line.holds(term.span) for line in lines) == 1
        said_by = [a for a in analysis.attributions if any(piece.holds(term.span) for piece in a.content)]
        assert said_by or term.voice == "author", "a source's word that no source says"
    ordered = sorted((t.span for t in analysis.loaded), key=lambda s: s.start)
    assert not any(a.meets(b) for a, b in pairwise(ordered)), "loaded terms overlap"
    for said in analysis.attributions:
        if said.source and said.cue:
            assert not said.source.meets(said.cue), "cue and source overlap"
        assert said.cue is None or not any(said.cue.meets(piece) for piece in said.content)
        assert all(len(piece) > 0 for piece in said.content)
        assert not any(a.end > b.start for a, b in pairwise(said.content))


@pytest.mark.parametrize("text", ["“The pier is open,” said.", "“It is scandalous,” cho biết"])
def test_a_quotation_is_not_its_own_source(text: str) -> None:
    for said in analyze(text).attributions:
        assert said.source is None or not any(said.source.meets(piece) for piece in said.content)


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_every_word_of_the_article_has_one_voice(text: str) -> None:
    analysis = analyze(text)
    words = sum(len(paragraph.words) for paragraph in read_document(Article(text)).own)
    assert analysis.n_tokens == (0 if analysis.refused else words)
    assert min(analysis.tokens.values()) >= 0


@settings(max_examples=150, deadline=None)
@given(languages.flatmap(lambda language: st.tuples(st.just(language), bodies(language))))
def test_a_plain_paragraph_at_the_end_changes_nothing_before_it(case: tuple[str, str]) -> None:
    language, body = case
    before, after = analyze(body), analyze(f"{body}\n\n{PLAIN[language]}\n")
    assert attributions(after) == attributions(before)
    assert [(t.span, t.voice) for t in after.loaded] == [(t.span, t.voice) for t in before.loaded]


@settings(max_examples=150, deadline=None)
@given(bodies("zh"))
def test_simplified_and_traditional_give_the_same_concepts(text: str) -> None:
    assert concepts(TO_TRADITIONAL.convert(text)) == concepts(text)


@pytest.mark.parametrize("language", ["en", "vi"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_composed_and_decomposed_text_give_the_same_concepts(language: str, data: st.DataObject) -> None:
    text = data.draw(bodies(language))
    assert concepts(normalize("NFD", text)) == concepts(normalize("NFC", text))


def test_the_properties_are_not_empty() -> None:
    """The sentences hold what the properties speak of: without this the tests above could pass on nothing."""
    for language, sentences in SENTENCES.items():
        analysis = analyze("\n\n".join(sentences))
        assert len(analysis.attributions) >= 3, language
        assert len({t.concept for t in analysis.loaded}) >= 3, language
        assert {t.voice for t in analysis.loaded} >= {"author", "source"}, language


def test_an_empty_text_is_empty_and_no_error() -> None:
    for text in ("", " \n\t\n", "\u200b"):
        analysis = analyze(text)
        assert (analysis.n_tokens, analysis.attributions, analysis.loaded) == (0, (), ())


@cache
def demo() -> tuple[Analysis, ...]:
    return tuple(analyze_many(a for a in read_articles(data_root("seeds") / "demo") if isinstance(a, Article)))


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(["outlet", "language", "event"]))
def test_the_order_of_articles_does_not_change_the_rows(chance: random.Random, by: Any) -> None:
    shuffled = list(demo())
    chance.shuffle(shuffled)

    def numbers(analyses: Any) -> set[tuple[Any, ...]]:
        return {(r.measure, r.voice, r.group, r.count, r.per, r.rate) for r in compare(analyses, by=by).rows}

    assert numbers(shuffled) == numbers(demo())


def test_the_order_of_articles_does_not_change_the_words_behind_a_row() -> None:
    def words(analyses: Any) -> dict[tuple[str, str, str], Any]:
        return {(r.measure, r.voice, r.group): r.words for r in compare(analyses).rows}

    assert words(reversed(demo())) == words(demo())
