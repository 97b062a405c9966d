"""Words for kinds of bodies (公司, bệnh viện), by which an article's own companies, schools and offices are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.load import folded_form
from framing.lexicon.match import Matcher
from framing.text.languages import Language
from framing.types import SOURCE_TYPES, SourceType


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word for a kind of body: ``alone`` is never part of a name (校方), ``whole`` is a name itself (房屋署); a business that
    is ``known`` to the lexicon may be one of its kind; of what is ``quoted`` marks show the name: the programme “…”.
    """

    kind: str
    role: SourceType
    known: bool = False
    alone: bool = False
    whole: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class BodyRules:
    """What ends names and what is none, in one language; all folded."""

    stops: frozenset[str]
    plain: frozenset[str]
    definite: tuple[str, ...]
    inner: frozenset[str]
    legal: frozenset[str]
    plural: tuple[str, ...]
    closing: tuple[str, ...]


@cache
def body_words(language: Language) -> Matcher[BodyWord]:
    """The words for kinds of bodies; none where the language has no list. Errors: LexiconError."""
    forms: dict[str, BodyWord | None] = {}
    for kind, entry in _data()["kinds"].items():
        if entry["role"] not in SOURCE_TYPES:
            raise LexiconError((f"own_bodies.toml: {kind}: unknown role {entry['role']!r}",))
        known, quoted = entry.get("known", False), entry.get("quoted", False)
        for alone, key in ((False, language.code), (True, f"{language.code}_alone")):
            word = BodyWord(kind, entry["role"], known, alone, quoted=quoted)
            forms |= {folded_form(form, language): word for form in entry.get(key, ())}
    for form in _data()["whole"].get(language.code, ()):
        forms[folded_form(form, language)] = BodyWord("office", "official", whole=True)
    return Matcher(forms, spaced=language.spaced)


@cache
def body_rules(language: Language) -> BodyRules | None:
    """What ends names and what is none; None for a language without such lists."""
    lists = _data().get(language.code)
    if lists is None:
        return None
    given = [tuple(folded_form(word, language) for word in lists.get(name, ())) for name in _LISTS]
    stops, plain, definite, inner, legal, plural, closing = given
    return BodyRules(frozenset(stops), frozenset(plain), definite, frozenset(inner), frozenset(legal), plural, closing)


_LISTS = ("stops", "plain", "definite", "inner", "legal", "plural", "closing")


def _data() -> dict[str, Any]:
    return read_toml(data_root("lexicons") / "own_bodies.toml")
