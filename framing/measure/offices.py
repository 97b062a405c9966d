"""Whom ``the president``, ``the congresswoman`` or ``the Ohio Democrat`` means: who was introduced with such an office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from framing.measure.cast import Person
from framing.measure.grammar import Grammar
from framing.measure.pronouns import may_mean

_WORD: Final = re.compile(r"[a-z]+")
_OWNER: Final = re.compile(r"['’]s?$")


def office_of(folded: str, grammar: Grammar) -> str:
    """The office that a source is, with no name: its last word, if that stands under ``offices``; else empty.

    >>> from framing.measure.grammar import load_grammar
    >>> from framing.text.languages import LANGUAGES
    >>> english = load_grammar(LANGUAGES[0])
    >>> office_of("the new democratic congresswoman", english), office_of("a congresswoman", english)
    ('congresswoman', '')
    """
    article = grammar.articles[0] if grammar.offices else ""
    if not article or not folded.startswith(article):
        return ""
    before, _, office = _OWNER.sub("", folded).rpartition(" ")
    if office not in grammar.offices or grammar.has("head_end", folded):
        return ""
    return office if grammar.type_of(before) in ("vague", "official") else ""  # the union president


def holder(
    office: str, folded: str, people: Iterable[Person], called: Mapping[str, str], grammar: Grammar
) -> Person | None:
    """The first of the people who was introduced with the office, or one that the same persons hold; ``called``: with which
    words a known name was written (President Trump).

    >>> from framing.measure.grammar import load_grammar
    >>> from framing.text.languages import LANGUAGES
    >>> people = [Person("Ada Lund", "official", "rep."), Person("Bo Reed", "official", "mayor")]
    >>> holder("congresswoman", "the new congresswoman", people, {}, load_grammar(LANGUAGES[0])).name
    'Ada Lund'
    """
    same = grammar.offices[office]
    deputy = grammar.has("deputies", folded)
    for person in people:
        introduced = _introduced(person, called, grammar)
        woman = not office.endswith("woman") or may_mean("she", person.name, person.name in called, grammar)
        if woman and grammar.has("deputies", introduced) == deputy and not same.isdisjoint(_WORD.findall(introduced)):
            return person
    return None


def _introduced(person: Person, called: Mapping[str, str], grammar: Grammar) -> str:
    """The words that introduce a person: behind the last verb, if one stands between (President Holt met Sen. | Reed)."""
    verbs = [verb.end() for verb in grammar.patterns["subject_stop"].finditer(person.title)]
    return f"{person.title[max(verbs, default=0) :]} {called.get(person.name, '')}"


def has_office(person: Person, called: Mapping[str, str], grammar: Grammar) -> bool:
    """Whether the words that somebody was introduced with are those of an office."""
    words = set(_WORD.findall(_introduced(person, called, grammar)))
    return any(not words.isdisjoint(held) for held in grammar.offices.values())
