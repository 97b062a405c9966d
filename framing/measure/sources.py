"""Who a source is: its type by its words, its canonical name by the entities and the article's own full names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.measure.grammar import Grammar
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_CAPITALISED = re.compile(r"[^\W\d_][\w'’.\-]*")
_APPOSITION = re.compile(r"\s*[,(]\s*([^,.;:()\"“”\n]{3,80})")
_UNSPACED_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:[·‧・•-][\u3400-\u9fff]{1,8}){1,3}")
_NAME_PARTS = re.compile(r"[·‧・•\s]")
_MAX_NAME_WORDS = 4


class Speakers:
    """The voices of one article. Remembers who was named, so that short names and pronouns find their person."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = Places(mentions, lambda mention: mention.span)
        self._known: dict[str, tuple[str, SourceType]] = {}  # a full or last name → canonical name and type
        self._last: tuple[str, SourceType] | None = None

    def unnamed(self) -> tuple[SourceType, str]:
        """Type and name where nobody is named at all."""
        return "vague", ""

    def describe(self, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        """Type and canonical name of a source; the name is empty where it names no person or body.

        A person whom the entities do not know keeps the name as the article first writes it.
        """
        words = source.of(self._text)
        folded = fold(words, grammar.language.refine).text
        if self._last is not None and grammar.patterns["pronouns"].fullmatch(folded):
            return self._last[1], self._last[0]
        if grammar.patterns["plural_pronouns"].fullmatch(folded):
            return "vague", ""
        kind = self._type(folded, grammar)
        inside = [m for m in self._mentions.within(source) if m.span.end <= source.end]
        person = next((m for m in reversed(inside) if m.type == "person"), None)
        if person is not None:
            return self._remember(person.name, person.name, kind if kind != "vague" else person.role)
        written = self._person_name(words, grammar)
        if written:
            return self._person(written, kind, source, grammar)
        return self._body(inside, kind, source)

    def _person(self, written: str, kind: SourceType, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        known = self._known.get(written.casefold()) or self._known.get(_last_part(written).casefold())
        if kind == "vague" and (apposition := _APPOSITION.match(self._text, source.end)):
            kind = self._type(fold(apposition.group(1), grammar.language.refine).text, grammar)
        if known is not None:
            return self._remember(known[0], written, kind if kind != "vague" else known[1])
        return self._remember(written, written, kind if kind != "vague" else "citizen")

    def _remember(self, name: str, written: str, kind: SourceType) -> tuple[SourceType, str]:
        self._last = (name, kind)
        for key in (name, written, _last_part(name), _last_part(written)):
            self._known[key.casefold()] = self._last
        return kind, name

    def _body(self, inside: Sequence[Mention], kind: SourceType, source: Span) -> tuple[SourceType, str]:
        """A body, an outlet or a state that is the whole source, or its head: ``the Norland foreign ministry``."""
        longest = max(inside, key=lambda m: len(m.span), default=None)
        if longest is None:
            return kind, ""
        whole = len(longest.span) >= 0.5 * len(source)
        if kind == "vague" and whole:
            return longest.role, longest.name
        return kind, longest.name if whole and kind == longest.role else ""

    def _type(self, folded: str, grammar: Grammar) -> SourceType:
        """The first type, in the order of the data, one of whose words the source holds."""
        return next((kind for kind, pattern in grammar.source_types if pattern.search(folded)), "vague")

    def _person_name(self, words: str, grammar: Grammar) -> str:
        if grammar.language.spaced:
            return self._spaced_name(words, grammar)
        return self._unspaced_name(words, grammar)

    def _spaced_name(self, words: str, grammar: Grammar) -> str:
        """The last run of capitalised words that are no title: ``Deputy Secretary Maren Holt`` → ``Maren Holt``."""
        head = re.split(r"[,(]", words)[0]
        run: list[str] = []
        for word in reversed(_CAPITALISED.findall(head)):
            plain = fold(word.rstrip(".'’")).text
            title = grammar.patterns["honorifics"].fullmatch(plain) or self._type(plain, grammar) != "vague"
            if not word[0].isupper() or title or len(run) == _MAX_NAME_WORDS:
                break
            run.insert(0, word)
        ends_with_name = bool(run) and head.rstrip().endswith(run[-1])
        article = fold(head).text.startswith(grammar.articles)
        if not ends_with_name or (article and len(run) < 2):
            return ""
        return " ".join(run)

    def _unspaced_name(self, words: str, grammar: Grammar) -> str:
        """What stands after the last title: ``林业局局长林远`` → ``林远``; a bare known short name is itself."""
        if words.casefold() in self._known:
            return words
        folded = fold(words).text
        if len(folded) != len(words):
            return ""
        ends = [match.end() for _, pattern in grammar.source_types for match in pattern.finditer(folded)]
        ends += [match.end() for match in grammar.patterns["honorifics"].finditer(folded)]
        tail = words[max((end for end in ends if end < len(words)), default=0) :]
        named = grammar.language.person_name is not None and grammar.language.person_name(fold(tail).text)
        return tail if ends and named and _UNSPACED_NAME.fullmatch(tail) else ""


def _last_part(name: str) -> str:
    return _NAME_PARTS.split(name)[-1]
