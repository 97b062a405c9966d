"""What a pattern needs, it needs: no text that it matches lacks all of its literals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.data import data_root, read_toml
from framing.text.alternations import any_of
from framing.text.languages import LANGUAGES
from framing.text.spans import WHITE_SPACE
from framing.text.wordings import (
    Ending,
    Wordings,
    longest_match,
    needed_literals,
    possible_endings,
    reads,
    starts_in_word,
)


def patterns() -> Iterator[str]:
    """The patterns of the language files."""
    for language in LANGUAGES:
        folder = data_root("lexicons") / language.code
        text = read_toml(folder / "text.toml")
        yield from (pattern for kind in LINES for pattern in text.get(kind, ()))
        grammar = read_toml(folder / "cues.toml")["grammar"]
        yield from (pattern for listed in grammar.values() if isinstance(listed, list) for pattern in listed)


LINES = ("byline", "byline_strong", "byline_weak", "boilerplate", "aside", "tail", "summary")
PATTERNS = sorted(set(patterns()))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_match_holds_a_literal_that_its_pattern_needs(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    literals = needed_literals(pattern)
    assert not literals or any(literal in text for literal in literals), pattern


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_match_is_no_longer_and_ends_no_other_way_than_said(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    endings = possible_endings(pattern)
    for match in re.finditer(pattern, text):
        assert len(match.group()) <= longest_match(pattern)
        assert not endings or match.group().rstrip(WHITE_SPACE + ",").endswith(tuple(endings)), pattern


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("photo", {"photo"}),
        ("(?:photo|image) by", {"photo", "image"}),
        ("(?:photo|)by", {"by"}),
        ("a?b+c{0,3}", {"b"}),
        ("[ab]x[cd]", {"x"}),
        ("[ab]", {"a", "b"}),
        (r"(?<!new )york(?= post)", {"york"}),
        (r"\w+|york", set()),
        ("(?i)york", set()),
        ("(?i:york) post", {" post"}),
        (r"(york) \1", {"york"}),
    ],
)
def test_what_a_pattern_needs(pattern: str, literals: set[str]) -> None:
    assert needed_literals(pattern) == literals


@given(st.text(alphabet="by photo:0", max_size=30))
def test_a_kind_reads_as_its_patterns_do(text: str) -> None:
    kinds = {"credit": ["^photo: ?by", "photo by$"], "digit": [r"\d"], "none": []}
    candidates = Wordings(kinds).candidates(text)
    for kind, listed in kinds.items():
        assert reads(kind, candidates, text) == any(re.search(pattern, text) for pattern in listed)


def lists() -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The lists of patterns of each grammar, and whether its language sets words apart."""
    for language in LANGUAGES:
        grammar = read_toml(data_root("lexicons") / language.code / "cues.toml")["grammar"]
        yield from (
            (language.spaced, tuple(listed)) for listed in grammar.values() if isinstance(listed, list) and listed
        )


LISTS = sorted(set(lists()))
SMALL = st.lists(st.sampled_from([" ", ",", ", ", ".", "ly", "a", "he", "他", "的", "was "]), max_size=4).map("".join)


def plainly(items: tuple[str, ...]) -> str:
    return "|".join(f"(?:{item})" for item in items)


def drawn_text(data: st.DataObject, items: tuple[str, ...]) -> str:
    """Some matches of the patterns, with other letters around them."""
    matches = [data.draw(st.from_regex(data.draw(st.sampled_from(items)))) for _ in range(2)]
    return "".join(data.draw(SMALL) + match for match in matches) + data.draw(SMALL)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_an_alternation_by_letters_finds_what_a_plain_one_finds(data: st.DataObject) -> None:
    _, items = data.draw(st.sampled_from(LISTS))
    text = drawn_text(data, items)
    found = [match.span() for match in re.finditer(any_of(items), text)]
    assert found == [match.span() for match in re.finditer(plainly(items), text)]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_an_ending_is_the_longest_match_at_the_end(data: st.DataObject) -> None:
    spaced, items = data.draw(st.sampled_from(LISTS))
    text = drawn_text(data, items)[-60:]  # longer matches are cut

    def at_end(some: Sequence[str]) -> re.Pattern[str]:
        edge = r"(?:(?<!\w)|(?=\W))" if spaced else ""
        return re.compile(rf"(?:{edge}(?:{plainly(tuple(some))})(?: ?,)? ?)$") if some else re.compile(r"(?!)")

    found, plain = Ending(items, at_end).find(text, 0, len(text)), at_end(items).search(text)
    assert (found and found.span()) == (plain and plain.span())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_what_starts_in_a_word_does(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(pattern))
    for match in re.finditer(pattern, text):
        if match.group() and (known := starts_in_word(pattern)) is not None:
            assert (re.match(r"\w", match.group()) is not None) == known
