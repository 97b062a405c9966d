"""What sets a word apart when outlets are compared by their words: closed classes, house style, spellings, datelines."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args

from framing.data import data_root, read_toml
from framing.lexicon.load import folded_form
from framing.text.languages import Language

Apart = Literal[
    "", "function word", "honorific", "party", "own name", "dateline", "calendar", "spelling", "recurring sentence"
]
"""Why a word says nothing of the subject: a closed class, or the outlet's style; empty for a word that may."""
HOUSE_STYLE: Final[tuple[Apart, ...]] = get_args(Apart)[2:]


@dataclass(frozen=True, slots=True)
class Style:
    """What ``lexicons/<lang>/words.toml`` says of words: forms, patterns of forms, where a dateline ends, clitics, and
    the words that a name may begin with and be the same without.
    """

    forms: Mapping[str, Apart]
    patterns: tuple[tuple[re.Pattern[str], Apart], ...]
    datelines: tuple[re.Pattern[str], ...]
    any_dateline: re.Pattern[str]
    clitics: tuple[str, ...]
    leading: frozenset[str]

    def of(self, word: str) -> Apart:
        """Why a folded word is set apart wherever it stands; empty where nothing says so."""
        found = self.forms.get(word)
        if found is not None:
            return found
        return next((apart for pattern, apart in self.patterns if pattern.fullmatch(word)), "")

    def dateline_end(self, line: str) -> int:
        """Where the dateline ends that a line as written begins with; 0 where it has none."""
        if self.any_dateline.match(line) is None:
            return 0
        return max(match.end() for pattern in self.datelines if (match := pattern.match(line)) is not None)

    def clitic(self, word: str) -> str:
        """The ending that is no part of a folded word; mostly empty."""
        return next((end for end in self.clitics if word.endswith(end) and len(word) > len(end)), "")


@cache
def _words_data(code: str) -> dict[str, Any]:
    return read_toml(data_root("lexicons") / code / "words.toml")


@cache
def style_in(language: Language) -> Style:
    """The style words of a language.

    >>> from framing.text.languages import language_of
    >>> style_in(language_of("en")).of("mr"), style_in(language_of("zh-Hans")).of("与"), style_in(language_of("vi")).of("thuế")
    ('honorific', 'function word', '')
    """
    data = _words_data(language.code)
    forms: dict[str, Apart] = {folded_form(form, language): "function word" for form in data["function_words"]}
    for name, listed in data["style"].items():
        forms |= {folded_form(form, language): _reason(name) for form in listed}
    datelines = data["places"]["dateline"]
    patterns = [(re.compile(p), _reason(name)) for name, listed in data["style_patterns"].items() for p in listed]
    return Style(
        forms,
        tuple(patterns),
        tuple(map(re.compile, datelines)),
        re.compile("|".join(f"(?:{pattern})" for pattern in datelines)),
        tuple(data.get("clitics", ())),
        frozenset(data.get("leading", ())),
    )


def _reason(name: str) -> Apart:
    reason = next((known for known in HOUSE_STYLE if known == name.replace("_", " ")), None)
    assert reason is not None, f"words.toml: {name} is no kind of house style"
    return reason


def find_spellings(words: Collection[str], language: Language) -> frozenset[str]:
    """Those of the words that are one of two spellings of a word, both of them here: ``percent`` and ``per cent``.

    >>> from framing.text.languages import language_of
    >>> sorted(find_spellings({"adviser", "advisor", "colour", "color", "hour"}, language_of("en")))
    ['adviser', 'advisor', 'color', 'colour']
    """
    data = _words_data(language.code)["spelling"]
    found = {word for pair in data["pairs"] if set(pair) <= set(words) for word in pair}
    for pattern, by in data["rules"]:
        for word in words:
            other = re.sub(pattern, by, word)
            if other != word and other in words:
                found |= {word, other}
    return frozenset(found)
