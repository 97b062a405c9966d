"""Every fault of every lexicon at once: structure, and the examples that are the tests of the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.load import entity_matcher, folded_form, forms_of, frame_matcher, loaded_matcher, stance_matcher
from framing.lexicon.match import Matcher
from framing.text.languages import LANGUAGES, Language

TABLES = {"loaded": "term", "frames": "frame", "stance": "predicate"}


def find_faults() -> tuple[str, ...]:
    """One line for each fault of structure or example, in the order of the files; empty when all is well."""
    faults: list[str] = []
    for language in LANGUAGES:
        for build in (loaded_matcher, frame_matcher, stance_matcher, entity_matcher):
            try:
                build(language)
            except LexiconError as error:
                faults += error.faults
        for kind in TABLES:
            faults += example_faults(language, kind)
    return tuple(faults)


def entries_of(language: Language, kind: str) -> list[dict[str, Any]]:
    """The entries of ``lexicons/<lang>/<kind>.toml`` that are not marked ``absent``."""
    table = read_toml(data_root("lexicons") / language.code / f"{kind}.toml").get(TABLES[kind], ())
    return [entry for entry in table if "absent" not in entry]


def example_faults(language: Language, kind: str) -> Iterator[str]:
    """A hit in which no form of its entry is found, a miss in which one is."""
    for entry in entries_of(language, kind):
        name = f"{language.code}/{kind}.toml: {entry.get('concept', entry.get('frame'))}"
        if not entry.get("hit") or not entry.get("miss"):
            yield f"{name}: needs at least one hit and one miss"
        yield from (
            f"{name}: not found in its hit {hit!r}" for hit in entry.get("hit", ()) if not _found(language, entry, hit)
        )
        yield from (
            f"{name}: found in its miss {miss!r}" for miss in entry.get("miss", ()) if _found(language, entry, miss)
        )


def _found(language: Language, entry: Mapping[str, Any], sentence: str) -> bool:
    shields = dict.fromkeys((folded_form(phrase, language) for phrase in entry.get("unless", ())), None)
    forms = dict.fromkeys(forms_of(entry, language), True)
    return bool(Matcher({**shields, **forms}, spaced=language.spaced).find(folded_form(sentence, language)))
