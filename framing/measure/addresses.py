"""How an article addresses people, and so whom a pronoun may mean (Vietnamese)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from framing.lexicon.topics import women
from framing.measure.cast import plain
from framing.measure.grammar import Grammar
from framing.text.spans import fold

# The longest address and a blank.
_ADDRESS: Final = 6


class Addresses:
    """The addresses of one article: ``bà`` before a name makes it a woman's. ``runs`` are its words with capitals, ``people``
    the names of persons whom the entities know, as written.
    """

    def __init__(self, text: str, grammar: Grammar, people: Mapping[str, str]) -> None:
        self._text = text
        self._people = people
        self._grammar = grammar
        self._spoken_of: dict[str, set[str]] | None = None
        self._sexes: dict[str, str] = {}

    def may_mean(self, word: str, name: str, runs: Callable[[], Sequence[re.Match[str]]]) -> bool:
        """Whether a pronoun may stand for somebody, by how the article speaks of him elsewhere: ``bà`` is not ``ông Ri Yong Ho``."""
        wanted = self._sex(word)
        if not wanted:
            return True
        if self._spoken_of is None:
            self._spoken_of = self._of_names(runs())
        parts = plain(name).split()
        known = self._spoken_of.get(parts[-1]) or self._spoken_of.get(parts[0]) or set()
        if not known:
            known = {
                sex
                for sex in ("male", "female")
                for part in parts[1:-1]
                if self._grammar.patterns[f"{sex}_name"].fullmatch(part)
            }
        told = known or {self._by_name(name)} - {""}
        return not told or wanted in told

    def _by_name(self, name: str) -> str:
        """The sex of somebody who is addressed nowhere, of whom the entities know; a first name alone is no sure sign."""
        listed = name if name in self._people.values() else self._people.get(name, "")
        return "" if not listed else "female" if listed in women()[0] else "male"

    def _of_names(self, runs: Sequence[re.Match[str]]) -> dict[str, set[str]]:
        """By which sex the article addresses each name: its first and its last word."""
        found: dict[str, set[str]] = {}
        text = self._text
        for run in runs:
            words = run.group().split(" ")
            before = text[max(0, run.start() - _ADDRESS) : run.start()].rstrip().rpartition(" ")[2]
            address, named = (before, words) if before else (words[0], words[1:])
            sex = self._sex(address) or (self._sex(words[0]) if len(words) > 1 else "")
            named = words[1:] if sex and not self._sex(address) else named
            for part in {named[0], named[-1]} if sex and named else ():
                found.setdefault(plain(part), set()).add(sex)
        return found

    def _sex(self, word: str) -> str:
        """``male`` or ``female`` by the first word of an address or a pronoun, empty where it is neither."""
        first = word.split(" ")[0].casefold()
        if first not in self._sexes:
            folded = fold(first, self._grammar.language.refine).text
            named = (sex for sex in ("male", "female") if self._grammar.patterns[sex].fullmatch(folded))
            self._sexes[first] = next(named, "")
        return self._sexes[first]
