"""English."""

from __future__ import annotations

import re

from framing.text.languages.base import Language, text_data
from framing.text.languages.spaced import sentence_finder, word_starts, words

_VOWELS = frozenset("aeiou")
# What rhymes in a verb, the u of qu being none; and an end in one consonant behind one vowel.
_NUCLEUS = re.compile(r"(?:(?<!q)u|[aeioy])+")
_CLOSED = re.compile(r"(?:[^aeiou]|qu)[aeiou][^aeiouwxy]$")


def verbs(form: str) -> tuple[str, ...]:
    """A verb phrase in all its inflections; the first word is inflected, an irregular one by ``irregular`` in ``text.toml``.

    Whether a verb of several syllables doubles its last consonant lies in its stress and in the country (admitted, offered;
    labeled, labelled), so it has both spellings.

    >>> verbs("slam shut")
    ('slam shut', 'slams shut', 'slammed shut', 'slamming shut')
    >>> verbs("label")
    ('label', 'labels', 'labeled', 'labeling', 'labelled', 'labelling')
    >>> verbs("take aim at")
    ('take aim at', 'takes aim at', 'took aim at', 'taken aim at', 'taking aim at')
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


def _past_and_participle(verb: str) -> tuple[str, ...]:
    irregular = text_data("en").get("irregular", {}).get(verb)
    regular = _regular(verb)
    return regular if irregular is None else (*irregular, *(form for form in regular if form.endswith("ing")))


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing"
    stems = (
        (verb,) if not _CLOSED.search(verb) else (verb + verb[-1],) if _one_syllable(verb) else (verb, verb + verb[-1])
    )
    return tuple(stem + ending for stem in stems for ending in ("ed", "ing"))


def _one_syllable(verb: str) -> bool:
    return len(_NUCLEUS.findall(verb)) == 1


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
