"""The patterns that are made of lists of role words: what stands around a name or a deed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from framing.text.alternations import any_of

_WORDS: Final = r"[\w'’.-]+(?: [\w'’.-]+){0,2}"
_IN_CLAUSE: Final = r"[^,;:]{0,60}?"


def literal(word: str) -> str:
    """A pattern for the word as it is written, whose blanks are plain ones: words that begin with one are tried together."""
    return re.escape(word).replace("\\ ", " ")


def one_of(words: Sequence[str]) -> str:
    """A pattern for any of some words, as they are written."""
    return any_of(list(map(literal, words)))


def _starred(words: Sequence[str]) -> str:
    """A pattern for any of some words, where a star stands for three words at most, two for what a clause holds."""
    patterns = (literal(word).replace("\\*\\*", _IN_CLAUSE).replace("\\*", _WORDS) for word in words)
    return any_of(list(patterns))


def people(words: list[str], genitives: list[str], *, spaced: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows the name of an owner, and what stands before it, where such people are his."""
    who = one_of(words)
    if not spaced:
        return re.compile(rf".\w{{0,4}}?{who}"), re.compile("(?!)")
    of = one_of(genitives)
    return (
        re.compile(rf"\W{{1,2}}(?:s )?(?:[\w-]+ ){{0,2}}{who}(?!\w)"),
        re.compile(rf"(?<!\w){who} {of}(?: [\w.]+)? ?\Z"),
    )


def acted_on(words: list[str], determiners: list[str]) -> re.Pattern[str]:
    """What ends right before a deed that it is about: investigating | the massacre, mourned a brutal | attack.

    A star stands for three words at most: acquitted * of | fraud.
    """
    if not words:
        return re.compile("(?!)")
    verb, the = _starred(words), one_of(determiners)
    return re.compile(rf"(?<!\w)(?:{verb})( (?:{the})(?: [\w'’-]+){{0,2}})? ?\Z")


def right_before(words: Sequence[str], links: Sequence[str], gap: str) -> re.Pattern[str]:
    """Words that end right before an offset, with nothing but links between; stars as above."""
    if not words:
        return re.compile("(?!)")
    begins = r"(?<!\w)" if gap else ""
    return re.compile(rf"{begins}(?:{_starred(words)})(?:{gap}(?:{one_of(links)}))*{gap}?\Z")


def keys(words: Sequence[str]) -> tuple[str, ...]:
    """What a stretch has to hold so that one of some words can match: their last parts or their first, whichever are longer."""
    parts = [[part.strip() for part in word.split("*")] for word in words]
    sides = ({word[side] for word in parts} for side in (0, -1))
    chosen = max(sides, key=lambda side: min(map(len, side), default=0))
    return tuple(word for word in chosen if not any(other != word and other in word for other in chosen))


def wronged(copulas: list[str], words: list[str], gap: str, *, needed: bool) -> re.Pattern[str]:
    """What says behind a deed that it is wrong; its copula ``needed`` or not (对甲的指控毫无根据)."""
    if not words:
        return re.compile("(?!)")
    is_so = rf"(?:{one_of(copulas)}){gap}"
    adverb = r"(?:[a-z]+ly |so |such )?" if needed else ""
    end = r"(?!\w)" if gap else ""
    return re.compile(rf"[ ”\"]?(?:{is_so}){'' if needed else '?'}{adverb}(?:{one_of(words)}){end}")


def description(words: list[str], possessives: list[str], gap: str) -> re.Pattern[str]:
    """What stands between a state or body and the name of somebody it but describes."""
    if not words:
        return re.compile("(?!)")
    owner, each = one_of(possessives), one_of(words)
    return re.compile(rf"(?:{owner})?(?:{gap}(?:{each}))+\.?{gap}", re.IGNORECASE)


def private(data: Mapping[str, list[str]], gap: str) -> re.Pattern[str]:
    """Somebody of a state, behind its name: a Chinese | businessman; before it where the head is first: nhà văn | Pháp."""
    people = one_of(data["private"])
    if data["describing_before"]:
        of = f"(?:{one_of(data['private_described'])}) "  # ca sĩ (người) | Anh, Jordan Spieth người | Mỹ
        return re.compile(rf"(?<!\w)(?:{people} (?:{of})?|(?-i:[A-ZĐ]\w+ ){of})\Z", re.IGNORECASE)
    if not gap:
        return re.compile(people)
    described = one_of(data["private_described"])
    return re.compile(rf"(?:-born)?(?: (?:{described}|\d+-year-old))? {people}(?![\w-])", re.IGNORECASE)
