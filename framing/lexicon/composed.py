"""Groups and bodies named with what modifies them: Spanish police, climate activists; one English name in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.entries import Entity
from framing.lexicon.load import entity_matcher, folded_form, group_matcher
from framing.lexicon.match import Matcher
from framing.lexicon.topics import country_matcher
from framing.text.languages import Language
from framing.text.languages.en import LANGUAGE as ENGLISH
from framing.types import SOURCE_TYPES, SourceType


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that a modifier makes a target; ``bare`` is the group that it names by itself, ``of`` the modifier where the form holds it: 英媒.

    ``states_own``: acts for the state that modifies it, and is that; ``stands_for``: is a target of its own, and is half it.
    """

    name: str
    role: SourceType
    bare: str
    states_own: bool = False
    stands_for: bool = False
    of: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Modifier:
    """What stands beside a head, as English names it; ``state`` is whose adjective it is, if no other lexicon has it."""

    name: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Joints:
    """What may stand between a modifier and a head behind it, between a head and a modifier behind it, before a head alone
    that is known, and before one of many.
    """

    before: tuple[str, ...]
    behind: tuple[str, ...]
    definite: tuple[str, ...]
    single: tuple[str, ...]


@cache
def joints(language: Language) -> Joints:
    """The joints of a language."""
    data = _data()
    return Joints(*(tuple(data[name][language.code]) for name in ("before", "behind", "definite", "single")))


@cache
def head_matcher(language: Language) -> Matcher[Head]:
    """The nouns that a modifier makes a target, and the short words that hold theirs. Errors: LexiconError."""
    data = _data()
    forms: dict[str, Head | None] = {folded_form(form, language): None for form in data["unless"][language.code]}
    if language.code in data["short"]["languages"]:
        forms |= dict(_short(data["short"]))
    for id, entry in data["heads"].items():
        if entry["role"] not in SOURCE_TYPES:
            raise LexiconError((f"composed.toml: {id}: unknown role {entry['role']!r}",))
        head = _head(id, entry)
        for form in entry.get(language.code, ()):
            forms[folded_form(form, language)] = head
    return Matcher(forms, spaced=language.spaced)


@cache
def modifier_matcher(language: Language) -> Matcher[Modifier]:
    """What modifies a head besides the names of states; adjectives of states where these are no names themselves: Spanish."""
    forms: dict[str, Modifier] = {}
    for entry in _data()["modifiers"].values():
        forms |= {folded_form(form, language): Modifier(entry["en"][0]) for form in entry.get(language.code, ())}
    if language.code in _data()["adjectives_in"]:
        known = {*entity_matcher(language).forms, *country_matcher(language).forms}
        adjectives = {
            folded_form(word, language): Modifier(word, state) for state, word in _data()["adjectives"].items()
        }
        forms |= {form: modifier for form, modifier in adjectives.items() if form not in known}
    return Matcher(forms, spaced=language.spaced)


@cache
def adjective_of(state: str) -> str:
    """What English calls the people and things of a state or country, by its canonical name.

    >>> adjective_of("Spain"), adjective_of("Hong Kong")
    ('Spanish', 'Hong Kong')
    """
    adjective: str = _data()["adjectives"].get(state, state)
    return adjective


@cache
def known_group(name: str) -> Entity | None:
    """The group of ``entities.toml`` that a composed English name is a form of, if any.

    >>> known_group("climate researchers").name, known_group("climate voters")
    ('climate scientists', None)
    """
    return _groups().get(name.casefold())


@cache
def _groups() -> dict[str, Entity]:
    return {form: entity for form, entity in group_matcher(ENGLISH).pairs if entity is not None}


def _data() -> dict[str, Any]:
    return read_toml(data_root("lexicons") / "composed.toml")


def _head(id: str, entry: dict[str, Any], of: str = "", state: str = "") -> Head:
    name = entry.get("name", id.replace("_", " "))
    acts, stands = entry.get("states_own", False), entry.get("stands_for", False)
    return Head(name, entry["role"], entry.get("bare", name), acts, stands, of, state)


def _short(data: dict[str, Any]) -> Iterator[tuple[str, Head]]:
    """Forms of a character for a state and one for a head."""
    heads = _data()["heads"]
    for character, of in data["states"].items():
        for noun, id in data["heads"].items():
            yield f"{character}{noun}", _head(id, heads[id], adjective_of(of), of)
    for character, of in data["others"].items():
        for noun, id in data["heads"].items():
            yield f"{character}{noun}", _head(id, heads[id], of)
