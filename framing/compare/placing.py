"""Marks of a file held against the text: offsets that lie in it, and words that stand there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from framing.compare.codings import text_sha256
from framing.errors import InputError
from framing.types import Article, Span

_SAME_TEXT = "give the texts that were coded, unchanged"
_Known = TypeVar("_Known", bound=str)


def find_article(found: Mapping[str, Any], articles: Mapping[str, Article], where: str) -> Article:
    """The article that marks are of: by the SHA-256 of its text, else by its id; ``articles`` by SHA-256.

    Errors: InputError where none is there, or where that id has another text.
    """
    digits, name, text = found.get("sha256"), found.get("article") or found.get("id"), found.get("text")
    if isinstance(text, str):
        if digits and digits != text_sha256(text):
            raise InputError(where, "its text is not the text that was exported", "export it again")
        digits = text_sha256(text)
    if (article := articles.get(str(digits))) is not None:
        return article
    same = [article for article in articles.values() if article.id == name]
    if not same:
        raise InputError(where, f"no article {name!r} among the texts" if name else "it names no article", _SAME_TEXT)
    if digits:
        raise InputError(where, "it was coded on another text than the one given", _SAME_TEXT)
    return same[0]


def place(mark: Any, text: str, where: str) -> Span:
    """The span of ``{"start", "end", "text"}`` in the text, in code points.

    Where ``text`` is given it must stand there. Older versions of Label Studio count in UTF-16 units, in which 😀 is
    two: such offsets are told by the words, and brought to code points. Errors: InputError.

    >>> place({"start": 3, "end": 6, "text": "bad"}, "😀 bad", "a.json")
    Span(start=2, end=5)
    """
    start, end = (mark.get("start"), mark.get("end")) if isinstance(mark, Mapping) else (None, None)
    if type(start) is not int or type(end) is not int:
        raise InputError(where, f"start and end are whole numbers, got {start!r} and {end!r}", "export it again")
    words = mark.get("text")
    by_units = _code_points(text, start), _code_points(text, end)
    for first, last in ((start, end), by_units):
        if 0 <= first < last <= len(text) and (words is None or _same(words, text[first:last])):
            return Span(first, last)
    if not 0 <= start < end <= len(text):
        reason = f"offsets {start} to {end} lie outside the text, which has {len(text)} characters"
        raise InputError(where, reason, _SAME_TEXT)
    raise InputError(where, f"{words!r} does not stand at {start} to {end}, but {text[start:end]!r}", _SAME_TEXT)


def _same(words: Any, found: str) -> bool:
    # Label Studio writes a line break as \n in letters in some versions, and spreadsheets change its kind.
    return isinstance(words, str) and _plain(words) == _plain(found)


def _plain(words: str) -> str:
    return "".join(words.replace("\\n", "\n").replace("\\r", "\r").split())


def _code_points(text: str, units: int) -> int:
    """The offset in code points of one in UTF-16 units; −1 where it lies outside the text or within a character."""
    at = 0
    for index, char in enumerate(text):
        if at >= units:
            return index if at == units else -1
        at += 2 if ord(char) > 0xFFFF else 1
    return len(text) if at == units else -1


def known(value: Any, allowed: Collection[_Known], what: str, where: str) -> str:
    """A value of a closed list, or empty; ``what`` names the list. Errors: InputError."""
    word = "" if value is None else str(value).strip().casefold().replace(" ", "_")
    if word and word not in allowed:
        raise InputError(where, f"{value!r} is no {what}", f"one of {', '.join(allowed)}")
    return word
