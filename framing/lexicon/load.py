"""Read, check and look up ``lexicons/*.toml``. Every fault is one line: file, entry, problem, remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from unicodedata import is_normalized

from framing.data import data_root, is_built_in, read_toml
from framing.errors import LexiconError
from framing.lexicon.entries import Entity, FrameTerm, Predicate, Term
from framing.lexicon.match import Matcher
from framing.stored import stored
from framing.text.languages import Language
from framing.text.spans import fold
from framing.types import CATEGORIES, FAMILIES, FRAMES, SOURCE_TYPES, Category, Family, SourceType

T = TypeVar("T")


_FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # kind: (required, allowed besides)
    "term": (
        frozenset({"concept", "strength", "neutral", "hit", "miss"}),
        frozenset({"unless", "near", "before_name", "note", "source"}),
    ),
    "frame": (frozenset({"frame", "weight", "hit", "miss"}), frozenset({"unless", "note"})),
    "predicate": (frozenset({"concept", "kind", "hit", "miss"}), frozenset({"unless", "note"})),
}
_FORM_FIELDS = frozenset({"forms", "verbs", "nouns"})
_LISTS = ("forms", "verbs", "nouns", "unless", "near", "hit", "miss")
_CONCEPT_FIELDS = frozenset({"category", "definition", "neutral"})
_CONCEPT_EXTRAS = frozenset({"family", "literal", "insertion"})
_INSERTIONS = ("blame", "distance")
_KINDS = ("verb", "attribute", "noun")
# Read by tests and reviewers alone.
_EXAMPLES = ("hit", "miss", "source", "note")


@cache
def concepts() -> dict[str, dict[str, dict[str, Any]]]:
    """``lexicons/concepts.toml``: kind (``category``, ``loaded``, ``stance``, ``frame``) → id → what it means."""
    return read_toml(data_root("lexicons") / "concepts.toml")


def entries(path: Path, table: str, language: Language) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries of a file that have no fault, and the faults; an entry marked ``absent`` is left out."""
    data = read_toml(path)
    name = f"{language.code}/{path.name}"
    faults = [] if data.get("language") == language.code else [f"{path.name}: language must be {language.code!r}"]
    kept = []
    for number, entry in enumerate(data.get(table, ()), 1):
        if "absent" in entry:
            continue
        where = f"{name}: {table} {number} ({entry.get('concept', entry.get('frame', '?'))})"
        wrong = [f"{where}: {fault}" for fault in entry_faults(entry, table, language, concepts())]
        faults += wrong
        kept += [] if wrong else [entry]
    if not kept and not faults:
        faults.append(f"{name}: no {table} entry: an empty lexicon would find nothing and look like a result")
    return kept, faults


def entry_faults(
    entry: Mapping[str, Any], table: str, language: Language, known: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """What is wrong with one entry of a table (``term``, ``frame``, ``predicate``), given the concepts of each kind."""
    required, allowed = _FIELDS[table]
    if missing := sorted(required - set(entry)):
        yield f"missing {', '.join(missing)}"
    if unknown := sorted(set(entry) - required - allowed - _FORM_FIELDS):
        yield f"unknown field {', '.join(unknown)} (known: {', '.join(sorted(required | allowed | _FORM_FIELDS))})"
    yield from _value_faults(entry, table, known)
    if wrong := [name for name in _LISTS if name in entry and not is_texts(entry[name])]:
        yield f"{', '.join(wrong)}: needs a list of strings that are not empty"
        return
    forms = forms_of(entry, language)
    if not forms:
        yield "no form (give forms, verbs or nouns)"
    for form in (*entry.get("forms", ()), *entry.get("unless", ())):
        if not is_normalized("NFC", form):
            yield f"{form!r} is not NFC"
    shields = entry.get("unless", ())
    for shield, folded in zip(shields, folded_forms(shields, language), strict=True):
        if not any(form in folded for form in forms):
            yield f"unless {shield!r} holds none of the forms (remove it, or give the form it shields)"


def is_texts(value: object) -> bool:
    """Whether a value is a list of strings that are not empty."""
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def concept_faults(concept: object) -> Iterator[str]:
    """What is wrong with one ``[loaded.<id>]`` table of concepts."""
    if not isinstance(concept, dict) or not _CONCEPT_FIELDS <= set(concept) <= _CONCEPT_FIELDS | _CONCEPT_EXTRAS:
        extras = ", ".join(sorted(_CONCEPT_EXTRAS))
        yield f"needs {', '.join(sorted(_CONCEPT_FIELDS))}, and nothing else but {extras}"
    elif concept["category"] not in CATEGORIES:
        yield f"unknown category {concept['category']!r} (known: {', '.join(CATEGORIES)})"
    elif not all(isinstance(concept[name], str) and concept[name].strip() for name in _CONCEPT_FIELDS):
        yield "category, definition and neutral are strings that are not empty"
    elif concept.get("family", FAMILIES[0]) not in FAMILIES:
        yield f"family is one of {', '.join(FAMILIES)}, got {concept['family']!r}"
    elif concept.get("insertion", _INSERTIONS[0]) not in _INSERTIONS:
        yield f"insertion is one of {', '.join(_INSERTIONS)}, got {concept['insertion']!r}"
    elif "literal" in concept and not is_texts(concept["literal"]):
        yield "literal is a list of scenes (patterns.toml)"


def _value_faults(entry: Mapping[str, Any], table: str, known: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if table == "term":
        if entry.get("concept") not in known["loaded"]:
            yield f"unknown concept {entry.get('concept')!r} (define it: [loaded.{entry.get('concept')}])"
        if entry.get("strength") not in (1, 2, 3):
            yield f"strength is 1, 2 or 3, got {entry.get('strength')!r}"
    elif table == "predicate":
        if entry.get("concept") not in known["stance"]:
            yield f"unknown concept {entry.get('concept')!r} (add it to concepts.toml)"
        if entry.get("kind") not in _KINDS:
            yield f"kind is one of {', '.join(_KINDS)}, got {entry.get('kind')!r}"
    elif entry.get("frame") not in FRAMES or entry.get("weight") not in (1, 2):
        yield f"frame is one of the fifteen and weight 1 or 2, got {entry.get('frame')!r}, {entry.get('weight')!r}"


def folded_form(form: str, language: Language) -> str:
    """A form folded just as texts are."""
    return fold(form, language.refine).text


def folded_forms(forms: Sequence[str], language: Language) -> list[str]:
    """Forms folded just as texts are, all at once."""
    return folded_form("\n".join(forms), language).split("\n") if forms else []


def forms_of(entry: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Every folded surface form of an entry, inflections included, without repeats."""
    written = [*entry.get("forms", ())]
    written += [form for verb in entry.get("verbs", ()) for form in language.verbs(verb)]
    written += [form for noun in entry.get("nouns", ()) for form in language.nouns(noun)]
    return tuple(dict.fromkeys(folded_forms(written, language)))


class Compiled(NamedTuple):
    """A lexicon file: its entries, each with its folded forms; the folded ``unless`` phrases; what is wrong with it."""

    entries: Sequence[tuple[Mapping[str, Any], Sequence[str]]]
    shields: Sequence[str]
    faults: Sequence[str]


def compiled(path: Path, table: str, language: Language) -> Compiled:
    """A lexicon file checked, inflected and folded; without faults it is stored for the next run."""

    def make() -> dict[str, Any]:
        kept, faults = entries(path, table, language)
        plain = [{name: entry[name] for name in entry if name not in _EXAMPLES} for entry in kept]
        pairs = [[entry, list(forms_of(entry, language))] for entry in plain]
        return {"entries": pairs, "shields": list(shields_of(kept, language)), "faults": faults}

    root = data_root("lexicons")
    files = (path, root / "concepts.toml", root / language.code / "text.toml")
    name = f"{language.code}-{path.stem}"
    return Compiled(**(stored(name, files, make, lambda value: not value["faults"]) if is_built_in(path) else make()))


def build(path: Path, table: str, language: Language, make: Callable[[Mapping[str, Any]], T]) -> Matcher[T]:
    """A matcher over a lexicon file: forms to records, ``unless`` phrases to shields. Errors: LexiconError."""
    kept, shields, faults = compiled(path, table, language)
    forms, clashes = records_by_form(kept, make)
    if faults or clashes:
        raise LexiconError((*faults, *(f"{language.code}/{path.name}: {clash}" for clash in clashes)))
    return Matcher({**dict.fromkeys(shields), **forms}, spaced=language.spaced)


def with_forms(
    kept: Iterable[Mapping[str, Any]], language: Language
) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    """Entries, each with its folded forms."""
    return ((entry, forms_of(entry, language)) for entry in kept)


def records_by_form(
    kept: Iterable[tuple[Mapping[str, Any], Sequence[str]]], make: Callable[[Mapping[str, Any]], T]
) -> tuple[dict[str, T], list[str]]:
    """What a lexicon says of each folded form, and a fault for each form of which it says two things."""
    forms: dict[str, T] = {}
    owners: dict[str, str] = {}
    faults = []
    for entry, written in kept:
        record, owner = make(entry), str(entry.get("concept", entry.get("frame", "?")))
        for form in written:
            if form in forms and forms[form] != record:
                faults.append(f"{form!r} stands under two entries ({owners[form]}, {owner}): take it out of one")
            forms[form], owners[form] = record, owner
    return forms, faults


def shields_of(kept: Sequence[Mapping[str, Any]], language: Language) -> dict[str, None]:
    """The folded ``unless`` phrases of entries."""
    return dict.fromkeys(folded_forms([shield for entry in kept for shield in entry.get("unless", ())], language))


def term_of(entry: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], language: Language) -> Term:
    """The record of a loaded entry, given what each concept means."""
    concept = known[entry["concept"]]
    category = cast(Category, concept["category"])
    return Term(
        entry["concept"],
        category,
        entry["strength"],
        entry["neutral"],
        cast(Family, concept.get("family", "")),
        tuple(concept.get("literal", ())),
        tuple(folded_form(word, language) for word in entry.get("near", ())),
        entry.get("before_name", False),
        concept.get("insertion", ""),
        concepts()["category"][category].get("undone_by_negation", False),
    )


@cache
def frame_matcher(language: Language) -> Matcher[FrameTerm]:
    """The frame words of a language."""
    return build(lexicon_file(language, "frames"), "frame", language, lambda e: FrameTerm(e["frame"], e["weight"]))


@cache
def stance_matcher(language: Language) -> Matcher[Predicate]:
    """The stance predicates of a language."""
    known = concepts()["stance"]

    def make(entry: Mapping[str, Any]) -> Predicate:
        concept = known.get(entry["concept"], {})
        return Predicate(
            entry["concept"],
            entry["kind"],
            concept.get("agent", 0),
            concept.get("patient", 0),
            concept.get("plain", False),
            concept.get("sufferer", False),
            concept.get("made", False),
        )

    return build(lexicon_file(language, "stance"), "predicate", language, make)


# Entities that are no proper names: they are stance targets, not sources with a name.
COMMON = frozenset({"group", "topic"})
# An entity as it is kept on disk.
_PLAIN = attrgetter(*(field.name for field in fields(Entity)))


@cache
def entity_matcher(language: Language) -> Matcher[Entity]:
    """Names and metonyms of the entities in a language: persons, states, bodies, outlets, policies."""
    return _entities(language)[0]


@cache
def group_matcher(language: Language) -> Matcher[Entity]:
    """The common nouns for groups (climate scientists) and topics (gun control) in a language."""
    return _entities(language)[1]


@cache
def targets_by_name() -> dict[str, str]:
    """Canonical name → what a stance toward it is counted for, of all entities."""
    listed = read_toml(data_root("lexicons") / "entities.toml").get("entity", ())
    names_by_id = {entry["id"]: entry["name"] for entry in listed}
    return {entry["name"]: names_by_id.get(entry.get("part_of"), entry["name"]) for entry in listed}


@cache
def _entities(language: Language) -> tuple[Matcher[Entity], Matcher[Entity]]:
    path = data_root("lexicons") / "entities.toml"

    def make() -> dict[str, list[Any]]:
        every = {form: list(_PLAIN(entity)) for form, entity in _entity_forms(path, language).items()}
        others = (entry.get("unless", {}).get(language.code, ()) for entry in read_toml(path).get("entity", ()))
        return {folded_form(form, language): [] for forms in others for form in forms} | every

    forms = {f: Entity(*e) if e else None for f, e in stored(f"{language.code}-entities", (path,), make).items()}
    common = {form: entity for form, entity in forms.items() if entity is not None and entity.type in COMMON}
    proper = {form: entity for form, entity in forms.items() if entity is None or entity.type not in COMMON}
    return Matcher(proper, spaced=language.spaced), Matcher(common, spaced=language.spaced)


def _entity_forms(path: Path, language: Language) -> dict[str, Entity]:
    """Each folded form of a language's entities. Errors: LexiconError."""
    forms: dict[str, Entity] = {}
    faults: list[str] = []
    listed = read_toml(path).get("entity", ())
    names_by_id = {entry.get("id"): entry.get("name") for entry in listed}
    for number, entry in enumerate(listed, 1):
        if entry.get("role") not in SOURCE_TYPES:
            faults.append(f"entities.toml: entity {number} ({entry.get('id')}): unknown role {entry.get('role')!r}")
            continue
        target = names_by_id.get(entry.get("part_of"), entry["name"])
        notes = {folded_form(n["form"], language): n["note"] for n in entry.get("naming", ())}
        named = [(form, False, "") for form in entry.get(language.code, ())]
        named += [(form, False, form) for form in entry.get("cased", {}).get(language.code, ())]
        named += [(form, True, "") for form in entry.get("metonyms", {}).get(language.code, ())]
        for form, metonym, cased in named:
            folded = folded_form(form, language)
            if folded in forms and forms[folded].id != entry["id"]:
                faults.append(
                    f"entities.toml: {form!r} names both {forms[folded].id} and {entry['id']} in {language.code}"
                )
            # phía Mỹ (the American side) names nobody
            role: SourceType = "vague" if metonym and form[:1].islower() else entry["role"]
            lower = form[:1].islower() or entry["type"] in COMMON
            note = notes.get(folded, "")
            entity = Entity(entry["id"], entry["name"], entry["type"], role, metonym, target, note, cased, lower)
            forms.setdefault(folded, entity)
    if faults:
        raise LexiconError(tuple(faults))
    return _with_states(forms, language)


def _with_states(forms: Mapping[str, Entity], language: Language) -> dict[str, Entity]:
    """The entities with the state that their own form names: Bank of China, 中国媒体."""
    states = Matcher({f: e for f, e in forms.items() if e.type == "state"}, spaced=language.spaced)
    found = {}
    for form, entity in forms.items():
        hits = states.find(form) if entity.type in ("body", "group") else ()
        inside = next((hit.entry.target for hit in hits if hit.entry.target != entity.target), "")
        found[form] = replace(entity, within=inside) if inside else entity
    return found


def lexicon_file(language: Language, kind: str) -> Path:
    """The path of ``lexicons/<lang>/<kind>.toml``."""
    return data_root("lexicons") / language.code / f"{kind}.toml"
