"""What counts as loaded: the built-in word lists, and a project's own files laid over them, in order."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from framing.data import lexicons_sha256, package_version, read_toml
from framing.errors import LexiconError
from framing.lexicon.entries import Term
from framing.lexicon.examples import example_faults
from framing.lexicon.load import (
    compiled,
    concept_faults,
    concepts,
    entry_faults,
    folded_form,
    is_texts,
    lexicon_file,
    records_by_form,
    shields_of,
    term_of,
    with_forms,
)
from framing.lexicon.match import Matcher
from framing.lexicon.patterns import load_patterns
from framing.lexicon.review import Reviews, add_reviews, read_reviews, review_faults
from framing.text.languages import LANGUAGES, Language
from framing.types import LexiconVersion, LoadedTerm

MAX_BYTES = 5_000_000
"""Of a lexicon file that is given: ten times the largest of ours."""
_TABLES = frozenset({"language", "kind", "loaded", "term", "block", "reviewed", "sheet"})
_BLOCK_FIELDS = frozenset({"forms", "note"})


@dataclass(frozen=True, slots=True)
class Overlay:
    """One file of a project: its own terms, and forms that must not count. Equal where name and content are."""

    name: str
    sha256: str
    code: str
    concepts: Mapping[str, Mapping[str, str]] = field(compare=False, repr=False)
    terms: Mapping[str, Term] = field(compare=False, repr=False)
    shields: Mapping[str, None] = field(compare=False, repr=False)
    blocked: Mapping[str, None] = field(compare=False, repr=False)
    reviews: Reviews = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The loaded-language knowledge of a run: the built-in word lists with ``overlays`` over them, the later on top.

    ``reviewed_only`` leaves out every form that nobody has reviewed on lines of real text.

    >>> from framing.text.languages import language_of
    >>> [hit.entry.concept for hit in Lexicon().matcher(language_of("en")).find("a so-called reform")]
    ['so_called']
    """

    overlays: tuple[Overlay, ...] = ()
    reviewed_only: bool = False

    def matcher(self, language: Language) -> Matcher[Term]:
        """The loaded terms of a language, built once for each pile of overlays."""
        return _matcher(language, self.overlays)

    def forms(self, language: Language) -> Mapping[str, Term]:
        """What the lexicon says of each folded form of a language."""
        return _forms(language, self.overlays)

    def concepts(self) -> dict[str, Mapping[str, str]]:
        """What each concept of loaded language means: category, definition, neutral wording."""
        known: dict[str, Mapping[str, str]] = dict(concepts()["loaded"])
        for overlay in self.overlays:
            known |= overlay.concepts
        return known

    def counts(self, term: Term | LoadedTerm) -> bool:
        """Whether a found term enters the results."""
        return not self.reviewed_only or term.reviewed > 0

    @property
    def version(self) -> LexiconVersion:
        """What an analysis says of the lexicon that it was made with."""
        overlays = tuple((overlay.name, overlay.sha256) for overlay in self.overlays)
        return LexiconVersion(package_version(), lexicons_sha256(), overlays, self.reviewed_only)


BUILT_IN = Lexicon()
"""The word lists that ship with the package, and nothing over them."""


def read_lexicon(*paths: str | Path, reviewed_only: bool = False) -> Lexicon:
    """The built-in lexicon with a project's files laid over it, in order: what a later one says of a form holds.

    Format: docs/lexicon-guide.md. Errors: LexiconError with every fault of every file, a line each.
    """
    lexicon = Lexicon(reviewed_only=reviewed_only)
    faults: list[str] = []
    for path in paths:
        try:
            lexicon = replace(lexicon, overlays=(*lexicon.overlays, _read(Path(path), lexicon)))
        except LexiconError as error:
            faults += error.faults
    if faults:
        raise LexiconError(tuple(faults))
    return lexicon


# --- built in ---


@cache
def _forms(language: Language, overlays: tuple[Overlay, ...]) -> Mapping[str, Term]:
    known, _, judged = _built_in(language)
    terms, reviews = dict(known), dict(judged)
    for overlay in _of(language, overlays):
        terms = {form: term for form, term in terms.items() if form not in overlay.blocked} | dict(overlay.terms)
        reviews = add_reviews(reviews, overlay.reviews)
    return {
        form: replace(term, right=review.right, reviewed=review.n)
        if (review := reviews.get((term.concept, form)))
        else term
        for form, term in terms.items()
    }


@cache
def _built_in(language: Language) -> tuple[Mapping[str, Term], Mapping[str, None], Reviews]:
    """The terms, shields and reviews of ``lexicons/<lang>/``."""
    path = lexicon_file(language, "loaded")
    kept, shields, wrong = compiled(path, "term", language)
    known = concepts()["loaded"]
    faults = [*wrong]
    faults += [f"concepts.toml: {id}: {fault}" for id, concept in known.items() for fault in concept_faults(concept)]
    if faults:
        raise LexiconError(tuple(faults))
    terms, clashes = records_by_form(kept, lambda entry: term_of(entry, known, language))
    if clashes:
        raise LexiconError(tuple(f"{language.code}/{path.name}: {clash}" for clash in clashes))
    reviews = read_reviews(read_toml(lexicon_file(language, "reviewed")), language)
    return terms, dict.fromkeys(shields), reviews


@cache
def _matcher(language: Language, overlays: tuple[Overlay, ...]) -> Matcher[Term]:
    shields = dict(_built_in(language)[1])
    for overlay in _of(language, overlays):
        shields |= {**overlay.shields, **overlay.blocked}
    forms = _forms(language, overlays)
    return Matcher({**_intensified(language, forms), **shields, **forms}, spaced=language.spaced)


def _intensified(language: Language, terms: Mapping[str, Term]) -> dict[str, Term]:
    """Judgements with a booster (``utterly useless``, 极不实用); one that is a term of its own stays it, one stronger."""
    found: dict[str, Term] = {}
    for form, (category, judgement) in load_patterns(language).intensified.items():
        term = terms.get(judgement)
        found[form] = (
            replace(term, strength=min(3, term.strength + 1), right=0, reviewed=0)
            if term
            else Term(f"intensified_{category}", category, 1, judgement)
        )
    return found


def _of(language: Language, overlays: Sequence[Overlay]) -> list[Overlay]:
    return [overlay for overlay in overlays if overlay.code == language.code]


# --- laid over ---


def _read(path: Path, below: Lexicon) -> Overlay:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise LexiconError(
                (f"{path}: over {MAX_BYTES // 10**6} MB, the limit for a lexicon (give it in several files)",)
            )
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise LexiconError((f"{path}: cannot be read: {error.strerror} (give a TOML file)",)) from error
    except UnicodeDecodeError as error:
        raise LexiconError((f"{path}: not UTF-8 (save it as UTF-8)",)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError((f"{path}: not valid TOML: {error} (strings stand in quotation marks)",)) from error
    language = next((known for known in LANGUAGES if known.code == data.get("language")), None)
    if language is None:
        codes = ", ".join(repr(known.code) for known in LANGUAGES)
        said = f"language is {data['language']!r}" if "language" in data else "it names no language"
        raise LexiconError((f"{path}: {said} (begin it with language = one of {codes})",))
    faults = list(_file_faults(data, below)) + list(review_faults(data))
    known = below.concepts() | _concepts(data)
    entries = []
    for number, entry in _listed(data, "term"):
        name = f"term {number} ({entry.get('concept', '?') if isinstance(entry, dict) else 'not a table'})"
        wrong = list(_term_faults(entry, language, known))
        faults += [f"{name}: {fault}" for fault in wrong]
        entries += [] if wrong else [entry]
    terms, clashes = records_by_form(with_forms(entries, language), lambda entry: term_of(entry, known, language))
    blocked = {folded_form(form, language): None for form in _blocked(data)}
    held = Matcher({**below.forms(language), **terms}, spaced=language.spaced)
    faults += clashes
    faults += [f"{form!r} is both a form and blocked (take one of them out)" for form in blocked if form in terms]
    faults += [f"block: {form!r} holds no loaded form (take it out)" for form in blocked if not held.find(form)]
    if faults:
        raise LexiconError(tuple(f"{path}: {fault}" for fault in faults))
    return Overlay(
        path.name,
        hashlib.sha256(raw).hexdigest()[:16],
        language.code,
        _concepts(data),
        terms,
        shields_of(entries, language),
        blocked,
        read_reviews(data, language),
    )


def _file_faults(data: Mapping[str, Any], below: Lexicon) -> Iterator[str]:
    if unknown := sorted(set(data) - _TABLES):
        yield f"unknown table {', '.join(unknown)} (known: {', '.join(sorted(_TABLES))})"
    if data.get("kind") != "loaded":
        yield f'kind is {data.get("kind")!r} (write kind = "loaded")'
    if not isinstance(data.get("loaded", {}), dict):
        yield "loaded: needs tables [loaded.<concept id>]"
    for id, concept in _concepts(data).items():
        if below.concepts().get(id, concept) != concept:
            yield f"loaded.{id}: this concept is there already and means something else (choose another id)"
        yield from (f"loaded.{id}: {fault}" for fault in concept_faults(concept))
    for number, block in _listed(data, "block"):
        if not isinstance(block, dict) or not is_texts(block.get("forms")) or set(block) - _BLOCK_FIELDS:
            yield f"block {number}: needs forms, a list of strings that are not empty, and besides at most a note"
    if not any(data.get(table) for table in ("term", "block", "reviewed")):
        yield "holds no term and no block: it would change nothing (add [[term]] or [[block]])"


def _term_faults(entry: object, language: Language, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    if not isinstance(entry, dict):
        return ["needs a table [[term]]"]
    return list(entry_faults(entry, "term", language, {"loaded": known})) or list(example_faults(entry, language))


def _concepts(data: Mapping[str, Any]) -> dict[str, Any]:
    own = data.get("loaded", {})
    return own if isinstance(own, dict) else {}


def _blocked(data: Mapping[str, Any]) -> Iterator[str]:
    for _, block in _listed(data, "block"):
        if isinstance(block, dict) and is_texts(block.get("forms")):
            yield from block["forms"]


def _listed(data: Mapping[str, Any], name: str) -> Iterator[tuple[int, Any]]:
    listed = data.get(name, [])
    yield from enumerate(listed if isinstance(listed, list) else [listed], 1)
