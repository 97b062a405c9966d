"""Names by their capitals and surnames: whom a source names, in full where the article does so somewhere (Vietnamese)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from framing.measure.grammar import Grammar
from framing.text.spans import fold
from framing.types import Mention, Span

_CAPITALS = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper())
_RUN = re.compile(rf"(?<![\w-])[{_CAPITALS}][\w'’-]*(?: [{_CAPITALS}][\w'’-]*)*")
_HONOURED = re.compile(rf"(?<!\w)(\w{{2,4}}) ([{_CAPITALS}][\w'’-]*(?: [{_CAPITALS}][\w'’-]*)*)")
_ASIDE = re.compile(r"[,(]")
# A text longer than any report is not gone through again for its names, so that time stays linear.
_FIRST_PART, _REACH = 30_000, 1_500


class Naming:
    """The persons whom one article names in full, for its short names and pronouns."""

    def __init__(self, text: str, name_in: Callable[[str], str]) -> None:
        self._text = text
        self._name_in = name_in
        self._full: dict[str, str] | None = None

    def full(self, name: str) -> str:
        """The full name of which this is the last word or, if of none, the first; else the name itself."""
        return self._known().get(name, name)

    def _known(self) -> dict[str, str]:
        if self._full is None:
            runs = dict.fromkeys(_RUN.findall(self._text[:_FIRST_PART]))
            full = [name for run in runs if " " in (name := self._name_in(run))]
            last = {name.split()[-1]: name for name in reversed(full)}
            self._full = {name.split()[0]: name for name in reversed(full)} | last
        return self._full

    def in_source(self, source: Span, mentions: Sequence[Mention], grammar: Grammar) -> str:
        """The first run of capitals that is a person's name: ``Tiến sĩ Hà Phúc từ Viện …``; in full for ``ông Phúc``."""
        parts = _ASIDE.split(_masked(source.of(self._text), source.start, mentions, grammar))
        return next((name for part in parts if (name := self._in_part(part, grammar))), "")

    def _in_part(self, words: str, grammar: Grammar) -> str:
        for run in _RUN.finditer(words):
            before = fold(words[: run.start()], grammar.language.refine).text
            after = fold(words[run.end() :], grammar.language.refine).text
            if grammar.ending("not_before_name", before) is not None:
                continue
            name, titled = _without_titles(run.group(), before, grammar)
            if " " in (found := self._name_in(name)):
                return found
            if not name or name.isupper() or (after.strip() and not grammar.patterns["^not_before_name"].match(after)):
                continue  # Bộ trưởng Thương mại
            typed = not before.strip() or grammar.type_of(before) != "vague"
            if titled or (name in self._known() and typed):
                return self.full(name)
        return ""

    def addressed(self, source: Span, since: int) -> str:
        """Who was named last with the word that now stands alone: ``Chị Vũ Thị Mến ôm con … Chị kể``; else empty."""
        word = source.of(self._text).split()[0].casefold()
        since = max(since, source.start - _REACH)
        named = [m[2] for m in _HONOURED.finditer(self._text, since, source.start) if m[1].casefold() == word]
        return self.full(named[-1]) if named else ""


def _masked(words: str, start: int, mentions: Sequence[Mention], grammar: Grammar) -> str:
    """The words without the states and bodies in them; a name of one syllable may be a person's: ``bà Nga``, ``Lê Thị Nga``."""
    for mention in mentions:
        low, high = mention.span.start - start, mention.span.end - start
        before = words[:low].split()[-1:]
        single = " " not in words[low:high] and before
        person = single and (before[0][0].isupper() or grammar.patterns["pronouns"].fullmatch(before[0].casefold()))
        if not person:
            words = words[:low] + "x" * (high - low) + words[high:]
    return words


def _without_titles(run: str, before: str, grammar: Grammar) -> tuple[str, bool]:
    """A run of capitals less the titles that it begins with (``Ông Khoa``), and whether one stands before it."""
    titled = grammar.ending("honorifics", before) is not None
    words = run.split()
    while words and grammar.patterns["honorifics"].fullmatch(fold(words[0], grammar.language.refine).text):
        words, titled = words[1:], True
    return " ".join(words), titled
