"""What news is about, where, and whose a person or body is: words without judgement, joined across languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.entries import Entity
from framing.lexicon.load import folded_form
from framing.lexicon.match import Matcher
from framing.text.languages import Language


@cache
def topic_matcher(language: Language) -> Matcher[str]:
    """The topics of ``lexicons/topics.toml`` in a language; English plurals and inflections are made.

    Its table ``unless`` has phrases that hide a form: the cầu (bridge) of yêu cầu (demand).
    """
    forms: dict[str, str] = {}
    for id, entry in _entries("topics.toml"):
        written = [form for noun in entry.get(language.code, ()) for form in language.nouns(noun)]
        written += [form for verb in entry.get(f"{language.code}_verbs", ()) for form in language.verbs(verb)]
        _add(forms, written, id, language, "topics.toml")
    hiding = read_toml(data_root("lexicons") / "topics.toml")["unless"].get(language.code, ())
    shields = {folded_form(phrase, language): None for phrase in hiding}
    return Matcher({**shields, **forms}, spaced=language.spaced)


@cache
def place_matcher(language: Language) -> Matcher[str]:
    """The places of ``lexicons/places.toml`` in a language."""
    forms: dict[str, str] = {}
    for id, entry in _entries("places.toml"):
        _add(forms, entry.get(language.code, ()), id, language, "places.toml")
    return Matcher(forms, spaced=language.spaced)


@cache
def country_matcher(language: Language) -> Matcher[Entity]:
    """The countries of ``lexicons/places.toml`` as targets; a country is called by its first English form."""
    forms: dict[str, Entity] = {}
    for id, entry in read_toml(data_root("lexicons") / "places.toml")["countries"].items():
        name = entry["en"][0]
        country = Entity(id, name, "state", "official", False, name, "")
        forms |= {folded_form(form, language): country for form in entry.get(language.code, ())}
    return Matcher(forms, spaced=language.spaced)


def _entries(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for domain, entries in read_toml(data_root("lexicons") / name).items():
        if domain != "unless":
            yield from entries.items()


def _add(forms: dict[str, str], written: Iterable[str], id: str, language: Language, file: str) -> None:
    for form in written:
        folded = folded_form(form, language)
        if forms.setdefault(folded, id) != id:
            raise LexiconError((f"{file}: {form!r} stands under {forms[folded]} and {id}",))


@cache
def domains() -> dict[str, str]:
    """Topic to its domain: ``{"election": "politics", …}``."""
    tables = read_toml(data_root("lexicons") / "topics.toml")
    return {id: domain for domain, entries in tables.items() if domain != "unless" for id in entries}


@cache
def names_in(language: Language) -> dict[str, str]:
    """Topics and places by id, entities by canonical name, to what a language calls them first; English forms as English has them.

    >>> from framing.text.languages import language_of
    >>> found = names_in(language_of("vi"))
    >>> found["rare_earth"], found["yunnan"], found["Japan"]
    ('đất hiếm', 'Vân Nam', 'Nhật Bản')
    """
    listed = read_toml(data_root("lexicons") / "entities.toml").get("entity", ())
    entries = [*_entries("topics.toml"), *_entries("places.toml"), *((entry["name"], entry) for entry in listed)]
    found = {id: _plainest(entry, language) for id, entry in entries if entry.get(language.code)}
    known = {entry["name"]: entry["name"] for entry in listed if entry["name"] in entry.get(language.code, ())}
    return found | known


def _plainest(entry: Mapping[str, Any], language: Language) -> str:
    """The first form of an entry whose choice says nothing, if there is one."""
    forms: list[str] = entry[language.code]
    telling = {naming["form"] for naming in entry.get("naming", ())}
    return next((form for form in forms if form not in telling), forms[0])


@cache
def searched(kind: str) -> dict[str, frozenset[str]]:
    """Topics, places or entities (by canonical name) to the codes of the languages that have a word for them."""
    if kind == "entity":
        listed = read_toml(data_root("lexicons") / "entities.toml").get("entity", ())
        return {entry["name"]: frozenset(_codes(entry)) for entry in listed}
    return {id: frozenset(_codes(entry)) for id, entry in _entries(f"{kind}s.toml")}


def _codes(entry: Mapping[str, Any]) -> Iterator[str]:
    """The languages in which an entry has a form."""
    for fields in (entry, entry.get("cased", {}), entry.get("metonyms", {})):
        yield from (code for code, forms in fields.items() if len(code) == 2 and forms)


@cache
def state_of() -> dict[str, str]:
    """Persons, bodies and states, by their canonical name, to the canonical name of the state that they belong to."""
    listed, names = _named()
    found = {entry["name"]: entry["name"] for entry in listed if entry["type"] == "state"}
    found |= {entry["name"]: names[entry["part_of"]] for entry in listed if entry.get("part_of") in names}
    states = read_toml(data_root("lexicons") / "states.toml").items()
    return found | _whose({state: ids for state, ids in states if state not in ("inside", "organs")})


@cache
def organ_of() -> dict[str, str]:
    """The outlets through which a state speaks, to that state.

    >>> organ_of()["Xinhua"], "Reuters" in organ_of()
    ('China', False)
    """
    return _whose(read_toml(data_root("lexicons") / "states.toml")["organs"])


def _named() -> tuple[Sequence[Mapping[str, Any]], dict[str, str]]:
    """The entities, and their canonical names by their ids."""
    listed = read_toml(data_root("lexicons") / "entities.toml").get("entity", ())
    return listed, {entry["id"]: entry["name"] for entry in listed}


def _whose(ids_of: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Whom each state has, by their ids, as the canonical names of each to that of the state."""
    _, names = _named()
    if strange := [id for state, ids in ids_of.items() for id in (state, *ids) if id not in names]:
        raise LexiconError((f"states.toml: {strange[0]!r} is no id of entities.toml",))
    return {names[id]: names[state] for state, ids in ids_of.items() for id in ids}


@cache
def abroad_as() -> dict[str, str]:
    """Persons, bodies and states to the state as which they meet others: that of which their own is a part, if it is one.

    >>> abroad_as()["California"], abroad_as()["Japan"]
    ('United States', 'Japan')
    """
    _, names = _named()
    inside = read_toml(data_root("lexicons") / "states.toml")["inside"]
    wholes = {names[part]: names[whole] for part, whole in inside.items()}
    return {name: wholes.get(state, state) for name, state in state_of().items()}


@cache
def defenceless() -> frozenset[str]:
    """Groups, by their canonical names, whom it says nothing against that the law acts against them."""
    return frozenset(read_toml(data_root("lexicons") / "people.toml")["defenceless"])


@cache
def women() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Canonical names of persons, and first or middle names, that a feminine pronoun can stand for; middle names of men."""
    data = read_toml(data_root("lexicons") / "people.toml")
    listed = {entry["name"] for entry in read_toml(data_root("lexicons") / "entities.toml").get("entity", ())}
    if strange := [name for name in data["women"] if name not in listed]:
        raise LexiconError((f"people.toml: {strange[0]!r} is no name of entities.toml",))
    return frozenset(data["women"]), frozenset(data["given"]), frozenset(data["men"])
