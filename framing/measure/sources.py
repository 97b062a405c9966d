"""Who a source is: its type by its words, its canonical name by the entities and the article's own full names."""

from __future__ import annotations

from collections.abc import Sequence

from framing.measure.grammar import Grammar
from framing.measure.scene import Draft
from framing.types import Mention, SourceType, Span


class Speakers:
    """The voices of one article. Remembers who was named, so that short names and pronouns find their person."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions
        self._names: dict[str, tuple[str, SourceType]] = {}  # last word of a name, or the whole → (full name, type)
        self._last: tuple[str, SourceType] | None = None

    def describe(self, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        """Type and canonical name of a source; the name is empty where it names no person or body."""
        words = self._text[source.start : source.end]
        folded = words.casefold()
        if grammar.patterns["pronouns"].fullmatch(folded):
            return (self._last[1], self._last[0]) if self._last else ("vague", "")
        if grammar.patterns["plural_pronouns"].fullmatch(folded):
            return "vague", ""
        mention = self._named_in(source)
        kind = self._type_by_words(words, grammar)
        name = self._full_name(words, grammar)
        if mention is not None and (mention.type == "person" or not name):
            return self._known(mention, kind, words)
        if name in self._names or (name.split(" ")[-1:] and name.split(" ")[-1] in self._names):
            full, known = self._names.get(name) or self._names[name.split(" ")[-1]]
            self._last = (full, kind if kind != "vague" else known)
            return self._last[1], full
        if name:
            self._remember(name, kind if kind != "vague" else "citizen")
            return (kind if kind != "vague" else "citizen"), name
        return kind, ""

    def unnamed(self, draft: Draft, grammar: Grammar) -> tuple[SourceType, str]:
        """Type of a relation whose source is not named."""
        return "vague", ""

    def _known(self, mention: Mention, kind: SourceType, words: str) -> tuple[SourceType, str]:
        whole = len(mention.span) >= 0.5 * len(words.strip())
        if mention.type == "person":
            known = kind if kind not in ("vague", "citizen") else mention.role
            self._last = (mention.name, known)
            return known, mention.name
        if kind == "vague" and whole:
            return mention.role, mention.name
        return kind, mention.name if whole and kind not in ("vague",) else ""

    def _named_in(self, source: Span) -> Mention | None:
        """The person named in a source, else the body that ends it (``the Norland foreign ministry``)."""
        inside = [m for m in self._mentions if source.holds(m.span)]
        persons = [m for m in inside if m.type == "person"]
        if persons:
            return persons[-1]
        bodies = [m for m in inside if not m.metonym or len(m.span) == len(source)]
        return max(bodies, key=lambda m: m.span.end, default=None)

    def _type_by_words(self, words: str, grammar: Grammar) -> SourceType:
        from framing.text.spans import fold

        folded = fold(words, grammar.language.refine).text
        for kind, pattern in grammar.source_types:
            if pattern.search(folded):
                return kind
        return "vague"

    def _full_name(self, words: str, grammar: Grammar) -> str:
        """A person's name as the article writes it: the last run of capitalised words without titles."""
        if not grammar.language.spaced:
            return ""
        return ""

    def _remember(self, name: str, kind: SourceType) -> None:
        self._names[name] = self._names[name.split(" ")[-1]] = (name, kind)
        self._last = (name, kind)
