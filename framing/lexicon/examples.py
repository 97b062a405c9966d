"""An entry's own examples are its tests: found in every hit, in no miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from framing.lexicon.load import folded_form, forms_of
from framing.lexicon.match import Matcher
from framing.text.languages import Language


def example_faults(entry: Mapping[str, Any], language: Language) -> Iterator[str]:
    """A hit in which no form of the entry is found, a miss in which one is; each needs at least one of both.

    >>> from framing.text.languages import language_of
    >>> entry = {"forms": ["war"], "unless": ["trade war"], "hit": ["A war of words."], "miss": ["A war."]}
    >>> list(example_faults(entry, language_of("en")))
    ["found in its miss 'A war.'"]
    """
    if not entry.get("hit") or not entry.get("miss"):
        yield "needs at least one hit and one miss"
    shields = {folded_form(phrase, language): None for phrase in entry.get("unless", ())}
    matcher = Matcher({**shields, **dict.fromkeys(forms_of(entry, language), True)}, spaced=language.spaced)
    near = Matcher({folded_form(word, language): True for word in entry.get("near", ())}, spaced=language.spaced)

    def found(sentence: str) -> bool:
        text = folded_form(sentence, language)
        return bool(matcher.find(text)) and ("near" not in entry or bool(near.find(text)))

    yield from (f"not found in its hit {hit!r}" for hit in entry.get("hit", ()) if not found(hit))
    yield from (f"found in its miss {miss!r}" for miss in entry.get("miss", ()) if found(miss))
