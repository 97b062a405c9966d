"""Fold a copy of a text for matching, and map every position of the copy back to the raw text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Final
from unicodedata import category, combining, is_normalized, normalize

from framing.records import mypyc_attr
from framing.stored import stored
from framing.types import Span

# Zero-width and bidi format characters: invisible to the reader, so invisible to matching.
INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE_RE: Final = re.compile(f"[{INVISIBLE}]")

WHITE_SPACE: Final = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
"""All of it: what ``\\s`` matches."""
_SPACES: Final = "\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_APOSTROPHES: Final = "\u2018\u2019\u02bc"
_HYPHENS: Final = "\u2010\u2011"
_JOINTS: Final = "\u2022\u2027\u2219\u22c5\u30fb\uff65"
_RARE_START: Final = "\U00010000"
_RARE: Final = re.compile(f"[{_RARE_START}-\U0010ffff]")
# What every Chinese text is full of; and how many other characters that are changed at its start show a Traditional one.
_MARKS: Final = "，：；？！（）"
_START, _MANY = 100, 5
# Strings of at most so many characters, and so many of them, are folded once.
_SHORT, _KEPT = 60, 20_000
_SPACE_RUN: Final = re.compile(r" {2,}")
_HAN: Final = re.compile("[\u3400-\U0002fa20]")  # and what lies between
# All that is changed where there is no Chinese: so few characters that they are looked for.
_FEW: Final = re.compile(rf"[{_SPACES}{_APOSTROPHES}{_HYPHENS}{_JOINTS}\uff01-\uff5e\ud800-\udfff]")
_ASCII: Final = bytes(range(128))
# A blank before a letter of English or a digit: no character composes over it.
_PIECE: Final = re.compile(r".*? (?=[A-Za-z0-9])|.+", re.DOTALL)


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Folded:
    """A folded copy. ``starts`` and ``ends`` give each folded character's cluster in the raw text; None is the identity."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> Span:
        """The raw span of ``text[start:end]``, widened to whole clusters.

        >>> fold("Dược \u0130z").original(5, 6).of("Dược \u0130z")
        'İ'
        """
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends or (0,))[-1]
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


def fold(text: str, refine: Callable[[str], str] | None = None) -> Folded:
    """A copy for matching: NFC, case, Traditional to Simplified, width, single spaces, without invisible characters.

    ``refine`` is a language's own length-preserving step. Chinese stays one character to one character.

    >>> fold("經濟Straße").text
    '经济strasse'
    """
    return _fold_short(text, refine) if len(text) <= _SHORT else _fold(text, refine)


def _fold(text: str, refine: Callable[[str], str] | None) -> Folded:
    same = _same_length(text)
    folded = _with_single_spaces(_fold_pieces(text) if same is None else Folded(same))
    return folded if refine is None else refined(folded, refine)


@lru_cache(maxsize=_KEPT)
def _fold_short(text: str, refine: Callable[[str], str] | None) -> Folded:
    """Names and titles come again, in an article and in the next one."""
    return _fold(text, refine)


def refined(folded: Folded, refine: Callable[[str], str]) -> Folded:
    """The copy after a language's own step, which must keep the length."""
    text = refine(folded.text)
    assert len(text) == len(folded.text), "a language's refine must keep the length"
    return folded if text is folded.text else Folded(text, folded.starts, folded.ends)


def fold_each(text: str, spans: Sequence[Span]) -> list[Folded]:
    r"""The folded copies of stretches of a text, such as its lines: in one go where folding keeps the text's length.

    >>> [folded.text for folded in fold_each("Öl\n油價", [Span(0, 2), Span(3, 5)])]
    ['öl', '油价']
    """
    whole = _same_length(text)
    if whole is None:
        return [fold(span.of(text)) for span in spans]
    return [_with_single_spaces(Folded(span.of(whole))) for span in spans]


def _same_length(text: str) -> str | None:
    """The fast path: None where folding might change a length. No per-character Python."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("\x1f", " ")
    if not is_normalized("NFC", text):
        return None
    lowered = text.casefold()
    others = beyond_ascii(lowered)
    if lowered != text and (len(lowered) != len(text) or not is_normalized("NFC", lowered)):
        return None
    if _INVISIBLE_RE.search(others):
        return None
    if _HAN.search(others):
        return _with_usual(lowered)
    for char in {"\t", "\x1f", *_FEW.findall(others)}:
        lowered = lowered.replace(char, few_characters()[char])
    return lowered


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not in ASCII: few in English, and so what they are is soon known. Chinese text, which
    is hardly anything else, is given as it is.

    >>> beyond_ascii("“Café”, they said")
    '“é”'
    """
    if _HAN.search(text, 0, _START):
        return text
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _with_single_spaces(folded: Folded) -> Folded:
    """The copy with one space for each run of them: words of a term may stand apart, as where a tag stood between."""
    if "  " not in folded.text:
        return folded
    size = len(folded.text)
    old_starts = range(size) if folded.starts is None else folded.starts
    old_ends = range(1, size + 1) if folded.ends is None else folded.ends
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in _SPACE_RUN.finditer(folded.text):
        first = run.start() + 1  # the space that is kept, whose stretch is the whole run
        starts.extend(old_starts[at:first])
        ends.extend(old_ends[at : first - 1])
        ends.append(old_ends[run.end() - 1])
        at = run.end()
    starts.extend(old_starts[at:])
    ends.extend(old_ends[at:])
    return Folded(_SPACE_RUN.sub(" ", folded.text), tuple(starts), tuple(ends))


def _fold_pieces(text: str) -> Folded:
    """The slow path, taken only for the words that need it."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        at, same = match.start(), _same_length(match[0])
        piece = _fold_clusters(match[0]) if same is None else Folded(same)
        size = range(len(piece.text))
        out.append(piece.text)
        starts.extend(at + start for start in piece.starts or size)
        ends.extend(at + end for end in piece.ends or (i + 1 for i in size))
    return Folded("".join(out), tuple(starts), tuple(ends))


def _fold_clusters(text: str) -> Folded:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in clusters(text):
        piece = _with_usual(normalize("NFC", normalize("NFC", text[start:end]).casefold()))
        piece = _INVISIBLE_RE.sub("", piece)
        out.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(out), tuple(starts), tuple(ends))


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that can compose among themselves only: a base and the marks or Hangul jamo that follow it."""
    start = 0
    for offset, char in enumerate(text):
        if offset > start and not continues(char):
            yield start, offset
            start = offset
    if text:
        yield start, len(text)


def continues(char: str) -> bool:
    """Whether a character composes with the one before: a combining mark, or Hangul jamo."""
    return combining(char) != 0 or category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _with_usual(text: str) -> str:
    """Each character as the map has it. Few are changed of Simplified text, and only those are looked up; of Traditional
    text, which its start shows, so many that it is quicker to look up all.
    """
    table, changed = character_map(), _those_or_rare(_changed())
    for mark in _MARKS:
        text = text.replace(mark, table[mark])
    if len(text) > _START and len(changed.findall(text, 0, _START)) >= _MANY:
        text, changed = text.translate(_by_code()), _RARE
    return changed.sub(lambda match: table.get(match[0], match[0]), text)


@cache
def _by_code() -> list[int]:
    """The map as a table over all but rare characters."""
    return [ord(character_map().get(chr(code), chr(code))) for code in range(ord(_RARE_START))]


@cache
def _changed() -> frozenset[str]:
    return frozenset(character_map())


@cache
def character_map() -> Mapping[str, str]:
    """One character to one character: Traditional to Simplified (OpenCC t2s), full width to ASCII, spaces, apostrophes."""
    return _simplified() | few_characters()


@cache
def few_characters() -> dict[str, str]:
    """The part of the map that any language needs: full width to ASCII, spaces, apostrophes, hyphens, points, half characters.

    A lone surrogate is half a character, which no matcher takes: it is folded to U+FFFD.
    """
    table = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    table |= zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚", ",、.;:?!()", strict=True)
    table |= dict.fromkeys(_each(_SPACES), " ")
    table |= dict.fromkeys(_APOSTROPHES, "'")
    table |= dict.fromkeys(_HYPHENS, "-")
    table |= dict.fromkeys(_JOINTS, "·")  # the points between the parts of a name
    table |= dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
    return table


@cache
def _simplified() -> dict[str, str]:
    simplified: dict[str, str] = stored(f"t2s-{version('opencc')}", (), _convert)
    return simplified


def _convert() -> dict[str, str]:
    import opencc

    ideographs = [chr(c) for first, last in ((0x3400, 0xA000), (0x20000, 0x2FA20)) for c in range(first, last)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    hongkong = opencc.OpenCC("hk2s").convert("\n".join(ideographs)).split("\n")  # 衞, 敍: forms that only Hong Kong has
    pairs = ((a, b if a != b else c) for a, b, c in zip(ideographs, simplified, hongkong, strict=True))
    return {a: b for a, b in pairs if a != b and len(b) == 1 and is_normalized("NFC", b)}


@cache
def traditional_only() -> frozenset[str]:
    """Characters that only Traditional text has (OpenCC t2s changes them)."""
    return frozenset(_simplified())


@cache
def simplified_only() -> frozenset[str]:
    """Characters that only Simplified text has: targets of the fold that Traditional text does not use itself."""
    return frozenset(stored(f"s2t-{version('opencc')}", (), _convert_back))


def _convert_back() -> list[str]:
    import opencc

    targets = sorted(set(_simplified().values()))
    back = opencc.OpenCC("s2t").convert("\n".join(targets)).split("\n")
    return [a for a, b in zip(targets, back, strict=True) if a != b]


def holds_one(text: str, characters: frozenset[str]) -> bool:
    """Whether a text has one of many characters."""
    return any(found[0] in characters for found in _those_or_rare(characters).finditer(text))


def count_of(text: str, characters: frozenset[str]) -> int:
    """How many characters of a text are one of many.

    >>> count_of("這這个", frozenset("這為"))
    2
    """
    return sum(map(characters.__contains__, _those_or_rare(characters).findall(text)))


@cache
def _those_or_rare(characters: frozenset[str]) -> re.Pattern[str]:
    """The characters, those above U+10000 as a range: a set with many of them is searched for slowly, and texts have few."""
    common = "".join(sorted(char for char in characters if char < _RARE_START))
    return re.compile(f"[{re.escape(common)}{_RARE_START}-\U0010ffff]")


def _each(ranges: str) -> Iterator[str]:
    """The characters of a regex class such as ``a-cx``."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges):
        yield from (chr(c) for c in range(ord(first), ord(last or first) + 1))
