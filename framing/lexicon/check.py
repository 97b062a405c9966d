"""Every fault of every lexicon at once: structure, reviews, and the examples that are the tests of the entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.examples import example_faults
from framing.lexicon.load import concepts, entity_matcher, frame_matcher, lexicon_file, stance_matcher
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.patterns import load_patterns
from framing.lexicon.review import read_reviews, review_faults
from framing.lexicon.topics import place_matcher, topic_matcher
from framing.text.languages import LANGUAGES, Language

TABLES = {"loaded": "term", "frames": "frame", "stance": "predicate"}


def find_faults() -> tuple[str, ...]:
    """One line for each fault of structure, review or example, in the order of the files; empty when all is well."""
    faults: list[str] = []
    for language in LANGUAGES:
        for build in (
            load_patterns,
            BUILT_IN.matcher,
            frame_matcher,
            stance_matcher,
            entity_matcher,
            topic_matcher,
            place_matcher,
        ):
            try:
                build(language)
            except LexiconError as error:
                faults += error.faults
        faults += coverage_faults(language)
        for kind in TABLES:
            faults += file_example_faults(language, kind)
        faults += reviewed_faults(language)
    return tuple(dict.fromkeys(faults)) or tuple(scene_faults())


def scene_faults() -> Iterator[str]:
    """A scene in which a concept is literal and that a language has no words for."""
    scenes = {language.code: set(load_patterns(language).scenes.entries) for language in LANGUAGES}
    for name, concept in concepts()["loaded"].items():
        for scene in concept.get("literal", ()):
            if lacking := sorted(code for code, known in scenes.items() if scene not in known):
                yield f"concepts.toml: {name}: scene {scene!r} has no words in {', '.join(lacking)} (patterns.toml)"


def entries_of(language: Language, kind: str) -> list[dict[str, Any]]:
    """The entries of ``lexicons/<lang>/<kind>.toml`` that are not marked ``absent``."""
    table = read_toml(data_root("lexicons") / language.code / f"{kind}.toml").get(TABLES[kind], ())
    return [entry for entry in table if "absent" not in entry]


def coverage_faults(language: Language) -> Iterator[str]:
    """A concept that is neither filled nor marked ``absent`` in a language, or marked without a reason."""
    listed = read_toml(lexicon_file(language, "loaded")).get("term", ())
    named = {entry.get("concept") for entry in listed}
    for concept in concepts()["loaded"]:
        if concept not in named:
            yield f'{language.code}/loaded.toml: {concept}: no entry (fill it, or write absent = "why")'
    for entry in listed:
        if "absent" in entry and (set(entry) != {"concept", "absent"} or not str(entry["absent"]).strip()):
            yield f"{language.code}/loaded.toml: {entry.get('concept')}: absent needs a reason, and nothing but it"


def file_example_faults(language: Language, kind: str) -> Iterator[str]:
    """The faults of the examples of one file."""
    for entry in entries_of(language, kind):
        name = f"{language.code}/{kind}.toml: {entry.get('concept', entry.get('frame'))}"
        yield from (f"{name}: {fault}" for fault in example_faults(entry, language))


def reviewed_faults(language: Language) -> Iterator[str]:
    """The faults of ``reviewed.toml``: its structure, and reviews of what is no form of the concept any more."""
    data = read_toml(lexicon_file(language, "reviewed"))
    wrong = list(review_faults(data))
    yield from (f"{language.code}/reviewed.toml: {fault}" for fault in wrong)
    if wrong:
        return
    try:
        forms = BUILT_IN.forms(language)
    except LexiconError:
        return  # these faults are named by themselves
    for concept, form in read_reviews(data, language):
        if form not in forms or forms[form].concept != concept:
            yield f"{language.code}/reviewed.toml: {concept}: {form!r} is not a form of this concept (take the line out)"
