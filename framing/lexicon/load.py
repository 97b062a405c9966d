"""Read, check and look up ``lexicons/*.toml``. Every fault is one line: file, entry, problem, remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast
from unicodedata import is_normalized

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.match import Matcher
from framing.text.languages import Language
from framing.text.spans import fold
from framing.types import CATEGORIES, FRAMES, SOURCE_TYPES, Category, Frame, SourceType

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """A loaded form's entry: its concept, what it does, how strongly, and a plainer wording."""

    concept: str
    category: Category
    strength: int
    neutral: str


@dataclass(frozen=True, slots=True)
class FrameTerm:
    """A form's evidence for a frame; ``weight`` 2 is enough alone, 1 is a weak sign."""

    frame: Frame
    weight: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """What choosing this wording says of its agent and its patient, -2 strongly against … 2 strongly for."""

    concept: str
    kind: str
    agent: int
    patient: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, body, outlet or policy, with the kind of source it is when quoted."""

    id: str
    name: str
    type: str
    role: SourceType
    metonym: bool
    target: str
    naming: str
    cased: str = ""  # matches only where the text is written just so: US, not us


_FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # kind: (required, allowed besides)
    "term": (frozenset({"concept", "strength", "neutral", "hit", "miss"}), frozenset({"unless", "note", "source"})),
    "frame": (frozenset({"frame", "weight", "hit", "miss"}), frozenset({"unless", "note"})),
    "predicate": (frozenset({"concept", "kind", "hit", "miss"}), frozenset({"unless", "note"})),
}
_FORM_FIELDS = frozenset({"forms", "verbs", "nouns"})
_KINDS = ("verb", "attribute", "noun")


@cache
def concepts() -> dict[str, dict[str, dict[str, Any]]]:
    """``lexicons/concepts.toml``: kind (``loaded``, ``stance``, ``frame``) → concept id → what it means."""
    return read_toml(data_root("lexicons") / "concepts.toml")


def entries(path: Path, table: str, language: Language) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries of a file and its faults; an entry marked ``absent`` is checked and left out."""
    data = read_toml(path)
    faults = [] if data.get("language") == language.code else [f"{path.name}: language must be {language.code!r}"]
    kept = []
    for number, entry in enumerate(data.get(table, ()), 1):
        where = f"{language.code}/{path.name}: {table} {number} ({entry.get('concept', entry.get('frame', '?'))})"
        if "absent" in entry:
            continue
        faults += [f"{where}: {fault}" for fault in _entry_faults(entry, table, language)]
        kept.append(entry)
    if not kept:
        faults.append(
            f"{language.code}/{path.name}: no {table} entry: an empty lexicon would find nothing and look like a result"
        )
    return kept, faults


def _entry_faults(entry: Mapping[str, Any], table: str, language: Language) -> Iterator[str]:
    required, allowed = _FIELDS[table]
    if missing := sorted(required - set(entry)):
        yield f"missing {', '.join(missing)}"
    if unknown := sorted(set(entry) - required - allowed - _FORM_FIELDS):
        yield f"unknown field {', '.join(unknown)} (known: {', '.join(sorted(required | allowed | _FORM_FIELDS))})"
    forms = forms_of(entry, language)
    if not forms:
        yield "no form (give forms, verbs or nouns)"
    for form in (*entry.get("forms", ()), *entry.get("unless", ())):
        if not is_normalized("NFC", form):
            yield f"{form!r} is not NFC"
    folded = set(forms)
    for shield in entry.get("unless", ()):
        if not any(form in folded_form(shield, language) for form in folded):
            yield f"unless {shield!r} holds none of the forms (remove it, or give the form it shields)"
    yield from _value_faults(entry, table)


def _value_faults(entry: Mapping[str, Any], table: str) -> Iterator[str]:
    known = concepts()
    if table == "term":
        if entry.get("concept") not in known["loaded"]:
            yield f"unknown concept {entry.get('concept')!r} (add it to concepts.toml)"
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


def forms_of(entry: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Every folded surface form of an entry, inflections included, without repeats."""
    written = [*entry.get("forms", ())]
    written += [form for verb in entry.get("verbs", ()) for form in language.verbs(verb)]
    written += [form for noun in entry.get("nouns", ()) for form in language.nouns(noun)]
    return tuple(dict.fromkeys(folded_form(form, language) for form in written))


def build(path: Path, table: str, language: Language, make: Any, also: Mapping[str, Any] | None = None) -> Matcher[Any]:
    """A matcher over a lexicon file: forms to records, ``unless`` phrases to shields."""
    kept, faults = entries(path, table, language)
    forms: dict[str, Any] = {}
    shields: set[str] = set()
    for entry in kept:
        record = make(entry)
        for form in forms_of(entry, language):
            if form in forms and forms[form] != record:
                faults.append(
                    f"{language.code}/{path.name}: {form!r} stands under two entries ({forms[form]} and {record})"
                )
            forms[form] = record
        shields |= {folded_form(shield, language) for shield in entry.get("unless", ())}
    if faults:
        raise LexiconError(tuple(faults))
    return Matcher({**(also or {}), **dict.fromkeys(shields), **forms}, spaced=language.spaced)


@cache
def loaded_matcher(language: Language) -> Matcher[Term]:
    """The loaded-language terms of a language."""
    known = concepts()["loaded"]

    def make(entry: Mapping[str, Any]) -> Term:
        concept = known.get(entry["concept"], {"category": "", "neutral": ""})
        category = cast(Category, concept["category"])
        if category not in CATEGORIES:
            raise LexiconError((f"concepts.toml: {entry['concept']}: unknown category {category!r}",))
        return Term(entry["concept"], category, entry["strength"], entry.get("neutral", concept["neutral"]))

    return build(_file(language, "loaded"), "term", language, make)


@cache
def frame_matcher(language: Language) -> Matcher[FrameTerm]:
    """The frame words of a language."""
    return build(_file(language, "frames"), "frame", language, lambda e: FrameTerm(e["frame"], e["weight"]))


@cache
def stance_matcher(language: Language) -> Matcher[Predicate]:
    """The stance predicates of a language."""
    known = concepts()["stance"]

    def make(entry: Mapping[str, Any]) -> Predicate:
        concept = known.get(entry["concept"], {})
        return Predicate(entry["concept"], entry["kind"], concept.get("agent", 0), concept.get("patient", 0))

    return build(_file(language, "stance"), "predicate", language, make)


@cache
def entity_matcher(language: Language) -> Matcher[Entity]:
    """Names and metonyms of the entities in a language."""
    path = data_root("lexicons") / "entities.toml"
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
            forms.setdefault(
                folded,
                Entity(
                    entry["id"],
                    entry["name"],
                    entry["type"],
                    entry["role"],
                    metonym,
                    target,
                    notes.get(folded, ""),
                    cased,
                ),
            )
    if faults:
        raise LexiconError(tuple(faults))
    return Matcher(forms, spaced=language.spaced)


def _file(language: Language, kind: str) -> Path:
    return data_root("lexicons") / language.code / f"{kind}.toml"
