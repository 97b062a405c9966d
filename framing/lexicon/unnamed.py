"""Nouns of bodies and groups that an article may leave unnamed (the council), and what shows that a proper name is a body's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.load import folded_form
from framing.lexicon.match import Matcher
from framing.text.alternations import any_of
from framing.text.languages import Language
from framing.types import SOURCE_TYPES, SourceType


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of a body or group as it is written, and the kind of source that it is."""

    name: str
    role: SourceType


@dataclass(frozen=True, slots=True)
class BodySigns:
    """What a body's name ends and begins with, and what one owns; ``known`` stands before a noun that is known, ``part_of``
    behind one that is but a part of something else's name, ``people`` where its people are meant, who are the body.
    """

    ends: frozenset[str]
    begins: frozenset[str]
    owned: re.Pattern[str]
    known: re.Pattern[str]
    part_of: re.Pattern[str]
    people: re.Pattern[str]


@cache
def noun_matcher(language: Language) -> Matcher[Noun] | None:
    """The nouns of a language; None where it has none. Errors: LexiconError."""
    kinds = _data()["unnamed"].get(language.code)
    if kinds is None:
        return None
    forms: dict[str, Noun] = {}
    for role, nouns in kinds.items():
        if role not in SOURCE_TYPES:
            raise LexiconError((f"composed.toml: unnamed: unknown role {role!r}",))
        forms |= {folded_form(noun, language): Noun(noun, role) for noun in nouns}
    return Matcher(forms, spaced=language.spaced)


@cache
def body_signs(language: Language) -> BodySigns | None:
    """What shows a body's name; None where the language has no such words."""
    data = _data()
    words = data["bodies"].get(language.code)
    if words is None:
        return None
    return BodySigns(
        frozenset(words["ends"]),
        frozenset(words["begins"]),
        re.compile(rf"['’]s? {_any(words['owned'])}(?!\w)"),
        re.compile(rf"(?<!\w){_any(data['known_by'][language.code])} ((?:[\w’'\"“”-]+ ){{0,2}})\Z", re.IGNORECASE),
        re.compile(rf" {_any(data['part_of'][language.code])}(?!\w)"),
        re.compile(rf" {_any(data['people_of'][language.code])}(?!\w)"),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(sorted(map(re.escape, words), key=len, reverse=True)).replace("\\ ", " ")


def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_toml(data_root("lexicons") / "composed.toml")
    return data
