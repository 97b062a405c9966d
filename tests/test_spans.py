from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.languages import vi
from framing.text.spans import (
    _fold_clusters,  # the slow path, compared with the fast one
    _with_single_spaces,
    clusters,
    fold,
)
from framing.types import Span
from tests.strategies import PIECES, news


@given(news)
def test_every_folded_character_comes_from_the_text(text: str) -> None:
    folded = fold(text)
    for i in range(len(folded.text)):
        span = folded.original(i, i + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(news)
def test_fast_and_slow_path_agree(text: str) -> None:
    fast, slow = fold(text), _with_single_spaces(_fold_clusters(text))
    assert fast.text == slow.text
    for i in range(len(fast.text)):
        assert fast.original(i, i + 1).of(text) == slow.original(i, i + 1).of(text) or fast.starts is None


@given(st.text())
def test_clusters_rebuild_the_text_and_compose_alone(text: str) -> None:
    pieces = [text[start:end] for start, end in clusters(text)]
    assert "".join(pieces) == text
    assert "".join(normalize("NFC", piece) for piece in pieces) == normalize("NFC", text)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(normalize("NFD", text)).text == fold(normalize("NFC", text)).text


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("Straße in Berlin", "strasse", "Straße"),
        ("İstanbul said", "i̇stanbul", "İstanbul"),
        ("經濟脅迫", "胁迫", "脅迫"),
        ("trắng trợn", "trợn", "trợn"),
        (normalize("NFD", "rất trắng trợn"), "trắng", normalize("NFD", "trắng")),
        ("ng\u200bang ngược", "ngang", "ng\u200bang"),
        ("𠮷野 said", "said", "said"),
        ("ＦＲＥＥ　world", "free world", "ＦＲＥＥ　world"),
        ("don’t", "don't", "don’t"),
    ],
)
def test_a_match_maps_back_to_the_raw_words(text: str, needle: str, expected: str) -> None:
    folded = fold(text)
    at = folded.text.index(needle)
    assert folded.original(at, at + len(needle)).of(text) == expected


def test_a_match_inside_a_cluster_is_widened_to_it() -> None:
    text = "Straße"
    folded = fold(text)
    at = folded.text.index("ss") + 1
    assert folded.original(at, at + 1).of(text) == "ß"


def test_where_no_length_changes_the_map_is_the_identity() -> None:
    for text in ("plain", "Theo ông Nam, giá đã giảm", "經濟脅迫，中國", "“curly” – ’"):
        assert fold(text).starts is None


def test_both_placements_of_a_tone_mark_fold_alike() -> None:
    assert vi.refine("hoà bình, uỷ ban, thuý, quý") == "hòa bình, ủy ban, thúy, quý"
    assert fold("Uỷ ban", vi.refine).text == fold("Ủy ban", vi.refine).text


def test_span_arithmetic() -> None:
    a = Span(2, 5)
    assert len(a) == 3 and a.holds(Span(3, 5)) and not a.holds(Span(3, 6))
    assert a.meets(Span(4, 9)) and not a.meets(Span(5, 9))


@given(
    st.lists(
        st.sampled_from(["Öl", "the ferry", "油價", " ", "  ", "\t", "\u00a0", "\u200b", "e\u0301"]), max_size=12
    ).map("".join)
)
def test_runs_of_spaces_are_one_space_that_maps_back_to_the_run(text: str) -> None:
    folded = fold(text)
    assert "  " not in folded.text
    spans = [folded.original(i, i + 1) for i in range(len(folded.text))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(fold(span.of(text)).text == char for span, char in zip(spans, folded.text, strict=True))
