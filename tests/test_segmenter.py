"""Vietnamese in words: only when asked for, said on the analysis, and nothing but counts changes."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest
from hypothesis import given, settings

from framing import Article, UsageError, analyze, compare, to_dict
from framing.text.document import read_document
from framing.text.languages import check_segmenter, language_of
from framing.text.languages.spaced import words
from tests.strategies import news

TEXT = """Phà Bắc Lâm nghỉ chạy ngày thứ ba

Chiếc phà nối thị xã Bắc Lâm với bờ bên kia hôm thứ Hai tiếp tục nằm bến vì băng trên mặt hồ quá mỏng.

“Hạn ngạch mới là sự cưỡng ép kinh tế”, bà Lụa nói, bà có cửa hàng duy nhất ở bờ bắc của hồ.
"""
ENGLISH = "The ferry stayed in port for a third day on Monday because the ice on the lake was too thin."
needs_extra = pytest.mark.skipif(find_spec("underthesea") is None, reason="the vi extra is not installed")


def test_syllables_unless_asked() -> None:
    analysis = analyze(TEXT)
    assert analysis.token_unit == "syllables" == to_dict(analysis)["token_unit"]
    assert analyze(ENGLISH).token_unit == "words"


@needs_extra
def test_words_when_asked_and_nothing_but_counts_changes() -> None:
    plain, asked = analyze(TEXT), analyze(TEXT, segmenter="underthesea")
    assert asked.token_unit.startswith("words (underthesea ")
    assert 0.5 * plain.n_tokens < asked.n_tokens < 0.9 * plain.n_tokens
    assert asked.tokens["source"] < plain.tokens["source"]
    for found in (plain.loaded, plain.stance, plain.frames, plain.zones, plain.mentions):
        assert found in (asked.loaded, asked.stance, asked.frames, asked.zones, asked.mentions)
    same = [replace(said, tokens=0, quoted_tokens=0) for said in plain.attributions]
    assert same == [replace(said, tokens=0, quoted_tokens=0) for said in asked.attributions]


@needs_extra
def test_other_languages_are_counted_as_ever() -> None:
    assert analyze(ENGLISH, segmenter="underthesea") == analyze(ENGLISH)


@needs_extra
def test_words_are_those_of_the_segmenter() -> None:
    paragraph = read_document(Article(TEXT), "underthesea").paragraphs[1]
    found = [paragraph.folded.text[start:end] for start, end in paragraph.counted]
    assert {"thị xã", "bắc lâm", "tiếp tục", "thứ hai", "chiếc"} <= set(found)


@needs_extra
@settings(max_examples=60)
@given(news)
def test_every_syllable_is_in_one_word(text: str) -> None:
    language = language_of("vi")
    assert language is not None
    found = language.segmenters["underthesea"](text)
    assert [pair for start, end in found for pair in words(text) if start <= pair[0] and pair[1] <= end] == words(text)


@needs_extra
def test_a_comparison_of_two_units_says_so() -> None:
    outlets = [Article(TEXT, id="a", outlet="A"), Article(TEXT, id="b", outlet="B")]
    found = compare([analyze(outlets[0]), analyze(outlets[1], segmenter="underthesea")])
    assert any(note.startswith("vi: counted in syllables and in words (underthesea ") for note in found.notes)


def test_a_segmenter_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no segmenter is called 'scissors'"):
        analyze(TEXT, segmenter="scissors")
    monkeypatch.setitem(sys.modules, "underthesea", None)
    monkeypatch.setattr("framing.text.languages.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"underthesea is not installed \(pip install 'framing-analysis\[vi\]'\)"):
        check_segmenter("underthesea")
