"""One pass over several lexicons: the forms that can stand in a few texts find what all forms find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon import match
from framing.lexicon.match import Matcher, OnePass

ENGLISH = (
    Matcher({"war": "war", "trade war": None, "a": "article", "warning shots": "shots"}, spaced=True),
    Matcher({"war": "again", "warning": "warning", "harbour master": "master"}, spaced=True),
)
CHINESE = (
    Matcher({"战": 1, "贸易战": 2, "贸易战争的后果们": 3}, spaced=False),
    Matcher({"战": 4, "争": None}, spaced=False),
)
TEXTS = ("a trade war, a warning, warning shots", "", "the harbour master", "warning", "war")


def pair(matchers: tuple[Matcher[str], ...] | tuple[Matcher[int], ...], spaced: bool) -> tuple[OnePass, OnePass]:
    return OnePass(matchers, spaced=spaced), OnePass(matchers, spaced=spaced)


@given(st.lists(st.text("warning shotbemu,-", max_size=40), max_size=4))
def test_english_texts_are_read_alike(texts: list[str]) -> None:
    few, every = pair(ENGLISH, True)
    texts = [*texts, *TEXTS]
    assert few.scan_each(texts) == [every.scan(text) for text in texts]


@given(st.lists(st.text("贸易战争的后果们，", max_size=20), max_size=4))
def test_chinese_texts_are_read_alike(texts: list[str]) -> None:
    few, every = pair(CHINESE, False)
    assert few.scan_each(texts) == [every.scan(text) for text in texts]


def test_what_stands_there_is_told_with_its_entry() -> None:
    few, _ = pair(ENGLISH, True)
    (found,) = few.scan_each(["a trade war and a war"])
    assert [hit.entry for hit in few.chosen(0, found[0], None)] == ["article", "article", "war"]
    assert [(hit.start, hit.entry) for hit in few.hits(1, found[1])] == [(8, "again"), (18, "again")]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many forms each automaton was built of."""
    sizes: list[int] = []
    make: Callable[..., object] = match.AhoCorasick

    def counted(forms: list[str], **options: object) -> object:
        sizes.append(len(forms))
        return make(forms, **options)

    monkeypatch.setattr(match, "AhoCorasick", counted)
    return sizes


def test_many_texts_share_one_automaton_of_all_forms(built: list[int]) -> None:
    one_pass = OnePass(ENGLISH, spaced=True)
    one_pass.scan_each(["war"])
    assert built == [2]  # war and a: no other form can stand there
    for _ in range(3):
        one_pass.scan_each(["war " * 4_000])
    assert built == [2, 2, 6]
    one_pass.scan_each(["war"])  # once it is there it is taken
    assert built == [2, 2, 6]


def test_one_long_text_is_not_gone_through_by_its_beginnings(built: list[int]) -> None:
    OnePass(ENGLISH, spaced=True).scan_each(["war " * 6_000])
    assert built == [6]
