"""English."""

from __future__ import annotations

import re

from framing.text.languages.base import Language
from framing.text.languages.spaced import sentence_finder, word_starts, words

_VOWELS = frozenset("aeiou")


def verbs(form: str) -> tuple[str, ...]:
    """A regular verb phrase in all its inflections; the first word is inflected.

    >>> verbs("slam shut")
    ('slam shut', 'slams shut', 'slammed shut', 'slamming shut')
    """
    verb, space, rest = form.partition(" ")
    return tuple(inflected + space + rest for inflected in (verb, _third(verb), *_past_and_participle(verb)))


def nouns(form: str) -> tuple[str, ...]:
    """A noun phrase in singular and plural; the last word is inflected.

    >>> nouns("hatchet job")
    ('hatchet job', 'hatchet jobs')
    """
    return (form, _third(form))


def _third(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) or _consonant_o(word) else "s")


def _consonant_o(word: str) -> bool:
    return word.endswith("o") and word[-2:-1] not in _VOWELS


def _past_and_participle(verb: str) -> tuple[str, str]:
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if _doubles(verb) else verb
    return stem + "ed", stem + "ing"


def _doubles(verb: str) -> bool:
    one_syllable = len(re.findall(r"[aeiouy]+", verb)) == 1
    closed = len(verb) > 2 and verb[-1] not in _VOWELS | set("wxy") and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return one_syllable and closed


LANGUAGE = Language(
    code="en",
    name="English",
    tags=("en",),
    spaced=True,
    token_unit="words",
    words=words,
    sentences=sentence_finder("en"),
    word_starts=word_starts,
    verbs=verbs,
    nouns=nouns,
    readable=True,
)
