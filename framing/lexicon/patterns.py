"""``lexicons/<lang>/patterns.toml``: what around a word decides how it is meant, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.match import Matcher
from framing.text.languages import Language
from framing.text.spans import fold
from framing.types import CATEGORIES, Category

ScopeWord = Literal["negation", "negation_after", "hedge", "break"]

_LISTS: dict[str, tuple[str, ...]] = {
    "scope": ("negation", "negation_after", "negates_nothing", "hedges", "breaks"),
    "insertion": ("own", "deeds"),
    "intensified": ("before", "after"),
    "coverage": ("joins",),
}
_TABLES = ("scenes", "judgements")
_NUMBERS = ("reach", "close")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language.

    ``scope``: words that negate or hedge what follows (``negation_after``: what goes before), and words that end their
    reach. ``reach`` and ``close`` count words between such a word and a term: within ``reach`` it is flagged, within
    ``close`` a negation undoes it. ``scenes``: concrete words of a literal scene, war or weather. ``insertion``: words
    that make a thing the speaker's own (``own``) or tell his deed (``deeds``). ``intensified``: booster and judgement
    written out, with the judgement's category and the judgement alone. ``boosters`` stand before a judgement; ``joins``
    are the words and marks that join two words of one kind.
    """

    scope: Matcher[ScopeWord]
    reach: int
    close: int
    scenes: Matcher[str]
    insertion: Matcher[str]
    intensified: Mapping[str, tuple[Category, str]]
    boosters: frozenset[str]
    joins: frozenset[str]


@cache
def load_patterns(language: Language) -> Patterns:
    """The patterns of a language; every fault of the file is named at once. Errors: LexiconError."""
    data = read_toml(data_root("lexicons") / language.code / "patterns.toml")
    if faults := [f"{language.code}/patterns.toml: {fault}" for fault in pattern_faults(data)]:
        raise LexiconError(tuple(faults))

    def folded(words: list[str]) -> list[str]:
        return [fold(word, language.refine).text for word in words]

    scope, insertion = data["scope"], data["insertion"]
    words: dict[str, ScopeWord | None] = {}
    words |= dict.fromkeys(folded(scope["breaks"]), "break")
    words |= dict.fromkeys(folded(scope["hedges"]), "hedge")
    words |= dict.fromkeys(folded(scope["negation_after"]), "negation_after")
    words |= dict.fromkeys(folded(scope["negation"]), "negation")
    words |= dict.fromkeys(folded(scope["negates_nothing"]))
    return Patterns(
        Matcher(words, spaced=language.spaced),
        scope["reach"],
        scope["close"],
        Matcher({w: scene for scene, ws in data["scenes"].items() for w in folded(ws)}, spaced=language.spaced),
        Matcher({w: kind for kind in ("own", "deeds") for w in folded(insertion[kind])}, spaced=language.spaced),
        dict(_intensified(data, folded, " " if language.spaced else "")),
        frozenset(folded(data["intensified"]["before"])),
        frozenset(folded(data["coverage"]["joins"])),
    )


def pattern_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the tables of a patterns file, one line each: a missing or unknown list, a word in two scenes."""
    for table in (*_LISTS, *_TABLES):
        if table not in data:
            yield f"missing [{table}]"
    for table, names in _LISTS.items():
        given = set(data.get(table, {})) - set(_NUMBERS)
        yield from (f"{table}: missing list {name!r}" for name in names if name not in given)
        yield from (f"{table}: unknown list {name!r}" for name in sorted(given - set(names)))
    yield from (
        f"scope: {name} is a whole number of words"
        for name in _NUMBERS
        if not isinstance(data.get("scope", {}).get(name), int)
    )
    yield from (
        f"judgements: unknown category {name!r} (known: {', '.join(CATEGORIES)})"
        for name in data.get("judgements", {})
        if name not in CATEGORIES
    )
    for table in _TABLES:
        seen: dict[str, str] = {}
        for name, words in data.get(table, {}).items():
            for word in words:
                if seen.setdefault(word, name) != name:
                    yield f"{table}: {word!r} stands under {seen[word]} and {name}"


def _intensified(
    data: Mapping[str, Any], folded: Callable[[list[str]], list[str]], blank: str
) -> Iterator[tuple[str, tuple[Category, str]]]:
    """Each booster with each judgement (``utterly useless``, 极其危险, ``vô cùng tệ hại``), its category, the judgement."""
    before, after = folded(data["intensified"]["before"]), folded(data["intensified"]["after"])
    for category, words in data["judgements"].items():
        for word in folded(words):
            yield from ((f"{booster}{blank}{word}", (category, word)) for booster in before)
            yield from ((f"{word}{blank}{booster}", (category, word)) for booster in after)
