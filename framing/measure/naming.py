"""Names by their capitals and surnames: whom a source names, in full where the article does so somewhere (Vietnamese)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from framing.measure.addresses import Addresses
from framing.measure.capitals import honoured_pattern, run_pattern, without_article
from framing.measure.cast import FIRST_PART
from framing.measure.grammar import Grammar
from framing.measure.role_words import role_grammar
from framing.text.languages import Language
from framing.text.languages.base import text_data
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_ASIDE: Final = re.compile(r"[,(]")
_REACH: Final = 1_500
_SENTENCE: Final = re.compile(r"\s(?<=[.!?”\"].)\s*", re.DOTALL)
# What stands before a last name, in characters.
_BEFORE: Final = 18
# The subject of a sentence stands this near its beginning; so many sentences before a pronoun are looked at.
_HEAD, _SENTENCES, _LOOK = 70, 3, 40
# Letters of the shortest title that stands for a person: ``tướng``.
_TITLE: Final = 5
# So many paragraphs before one that a pronoun opens.
_PARAGRAPHS: Final = 2
_PERSON_WORDS: Final = 3
# Words of a place or body that a name may follow, and the fewest of a name that does.
_PLACE_WORDS, _FULL_NAME = (2, 3), 3


def opens_sentence(line: str, at: int) -> bool:
    """Whether a sentence begins at an offset of a line, so that its capital says nothing."""
    return at < len("X ") or line[at - 1] != " " or (not line[at - 2].isalnum() and line[at - 2] not in ',%)”"’')


def is_place(run: str, language: Language) -> bool:
    """Whether words with capitals are a place that begins like a person's name: Châu Âu."""
    return run.lower() in text_data(language.code).get("places", ())


def name_follows(span: Span, text: str, language: Language) -> bool:
    """Whether a word that may stand for somebody is but the address before a name: ``Ông Phạm Quốc Tuấn``."""
    return (
        language.name_in is not None
        and text[span.end : span.end + 1] == " "
        and text[span.end + 1 : span.end + 2].isupper()
    )


def stands_for_person(span: Span, text: str, language: Language) -> bool:
    """Whether a name stands for its person: a Vietnamese one of one word does behind an address: ``bà Hồng``, not ``Hồng Kông``."""
    name = span.of(text)
    if language.name_in is None or " " in name or language.name_in(name):
        return True
    before = text[max(0, span.start - _LOOK) : span.start]
    return (
        before.endswith(" ") and bool(words := before.split()) and words[-1].casefold() in role_grammar(language).titles
    )


def is_surname(span: Span, text: str, titles: frozenset[str]) -> bool:
    """Whether a last name stands for its person: not within a longer name, nor a word that is a title or a month too."""
    before = text[max(0, span.start - _BEFORE) : span.start].rsplit(None, 1)
    word = before[-1].rstrip(".").casefold() if before and text[span.start - 1 : span.start] == " " else ""
    if word in titles:
        return True
    ambiguous = span.of(text).casefold() in titles
    return not ambiguous and not (word and before[-1][0].isupper() and before[-1][-1].isalnum() and " " in before[0])


class Naming:
    """The persons whom one article names in full, for its short names and pronouns."""

    def __init__(self, text: str, mentions: Sequence[Mention], grammar: Grammar, name_in: Callable[[str], str]) -> None:
        self._written = text
        self._text = _masked(text, mentions, grammar)
        self._grammar = grammar
        self._name_in = name_in
        self._run = run_pattern(grammar.language)
        self._people = {m.span.of(text): m.name for m in mentions if m.type == "person"}
        self._full: dict[str, str] | None = None
        self._addresses: Addresses | None = None
        self._introduced: dict[tuple[str, int], str] = {}
        self._small: str | None = None
        self._found: list[re.Match[str]] | None = None

    def full(self, name: str) -> str:
        """The full name of which this is the last word or, if of none, the first; else the name itself."""
        return self._known().get(name) or self._known().get(without_article(name, self._grammar.language), name)

    def _is_known(self, name: str) -> bool:
        """Whether a name is the first or the last word of a full one."""
        known = self._known()
        return name in known or without_article(name, self._grammar.language) in known

    def _runs(self) -> list[re.Match[str]]:
        """The words with capitals of the first part of the text, run by run."""
        if self._found is None:
            self._found = list(self._run.finditer(self._text, 0, min(FIRST_PART, len(self._text))))
        return self._found

    def _known(self) -> dict[str, str]:
        if self._full is None:
            runs = [run for run in self._runs() if " " in self._name_in(run.group())]
            named = (
                self._behind_place(run.group()) if self._of_body(run.start()) else self._name_in(run.group())
                for run in runs
            )
            full = list(dict.fromkeys(name for name in named if name))
            last = {name.split()[-1]: name for name in reversed(full)}
            bare = {
                without_article(name.split()[-1], self._grammar.language): name
                for name in reversed(full)
                if "-" in name
            }
            self._full = bare | {name.split()[0]: name for name in reversed(full)} | last
        return self._full

    def _of_body(self, at: int) -> bool:
        """Whether a name stands right behind the word for a body or place: ``Công ty Sơn Hà``."""
        before = fold(self._text[max(0, at - _LOOK) : at], self._grammar.language.refine).text
        return self._grammar.ending("not_before_name", before) is not None and not _own_body(before, self._grammar)

    def _behind_place(self, run: str) -> str:
        """The full name behind the two or three words of a place or body: ``(tỉnh) Bình An | Trần Khoa Nam``; else empty."""
        words = run.split()
        tails = (" ".join(words[at:]) for at in _PLACE_WORDS if len(words) - at >= _FULL_NAME)
        return next((tail for tail in tails if self._name_in(tail) == tail), "")

    def in_source(self, source: Span, grammar: Grammar) -> str:
        """The first run of capitals that is a person's name: ``Tiến sĩ Hà Phúc từ Viện …``; in full for ``ông Phúc``."""
        parts = _ASIDE.split(source.of(self._text))
        return next((name for part in parts if (name := self._in_part(part, grammar))), "")

    def head_of(self, source: Span, inside: Sequence[Mention], grammar: Grammar) -> list[Mention]:
        """The mentions that may be the source itself: none behind a comma where its head is a name, nor whose somebody is:
        ``luật sư của ông Trump``.
        """
        words = source.of(self._written)
        length = len(_ASIDE.split(words)[0])
        end = source.start + length
        named = any(m.type == "person" and m.span.end <= end for m in inside) or self._in_part(words[:length], grammar)
        return [
            m
            for m in inside
            if not (named and m.span.start >= end)
            and (m.type != "person" or not self._belongs(self._written[source.start : m.span.start], grammar))
        ]

    def _belongs(self, before: str, grammar: Grammar) -> bool:
        """Whether what stands before a name makes it the one whose somebody is: ``vợ ông``, ``luật sư của bà``."""
        folded = fold(before, grammar.language.refine).text
        while (titled := grammar.ending("honorifics", folded)) is not None:
            folded = folded[: titled.start()]
        return grammar.ending("possessive", folded) is not None

    def _in_part(self, words: str, grammar: Grammar) -> str:
        for run in self._run.finditer(words):
            before = fold(words[: run.start()], grammar.language.refine).text
            after = fold(words[run.end() :], grammar.language.refine).text
            if self._belongs(before, grammar):
                continue
            if grammar.ending("not_before_name", before) is not None and not _own_body(before, grammar):
                if found := self._behind_place(run.group()):
                    return found
                continue
            name, titled = _without_titles(run.group(), before, grammar)
            found = self._name_in(name)
            if titled and " " in found and _whole_name(name):
                return name  # Chủ nhiệm Phương Triệu Minh: whatever the surname
            if " " in found and (titled or len(found.split()) > 2 or not after.strip() or _ends_there(after, grammar)):
                return found
            if not name or name.isupper() or (after.strip() and not grammar.patterns["^not_before_name"].match(after)):
                continue  # Bộ trưởng Thương mại
            typed = not before.strip() or grammar.type_of(before) != "vague"
            if titled or (self._is_known(name) and typed):
                return self.full(name)
        return ""

    def unknown(self, source: Span, grammar: Grammar) -> SourceType:
        """A source that no word types: ``chị L.`` is somebody, what is written in capitals throughout a body: ``MBS Research``."""
        words = source.of(self._written).split()
        if len(words) > 1 and grammar.patterns["pronouns"].fullmatch(fold(words[0], grammar.language.refine).text):
            return "citizen"
        return "organisation" if all(word[0].isupper() or not word[0].isalpha() for word in words) else "vague"

    def introduced(self, title: Span) -> str:
        """Who is named with just this title further on: ``Thủ tướng: “…”`` and then ``Thủ tướng Phạm Khoa``, or ``ông Phạm Khoa, Thủ tướng``."""
        words = title.of(self._text).casefold()
        if len(words) < _TITLE:
            return ""
        if (words, title.end) not in self._introduced:
            self._introduced[words, title.end] = self._introduced_from(words, title.end)
        return self._introduced[words, title.end]

    def _introduced_from(self, words: str, start: int) -> str:
        text = self._text
        for at in self._places(words, start):
            end = at + len(words)
            run = self._run.match(text, end + 1) if text[end : end + 1] == " " else None
            if run is not None and " " in (name := self._name_in(run.group())) and run.group().endswith(name):
                return self.full(name) if run.group() == name else ""
            if text[at - 2 : at] == ", ":
                before = [*self._run.finditer(text, max(0, at - _LOOK), at)]
                if before and before[-1].end() == at - 2 and " " in (name := self._name_in(before[-1].group())):
                    return name
        return ""

    def _places(self, words: str, start: int) -> Iterator[int]:
        """Where words stand in the first part of the text, whatever their capitals."""
        if self._small is None:
            small = self._text[:FIRST_PART].casefold()
            self._small = small if len(small) == len(self._text[:FIRST_PART]) else self._text[:FIRST_PART]
        at = self._small.find(words, start)
        while at >= 0:
            if not (self._small[at - 1 : at].isalnum() or self._small[at + len(words) : at + len(words) + 1].isalnum()):
                yield at
            at = self._small.find(words, at + len(words))

    def meant(self, source: Span, since: int) -> str:
        """Whom a pronoun means of those named since the last voice: who was addressed so, or whom a sentence begins with."""
        addressed, called = self._addressed(source, since)
        begins, subject = self._subject_before(source, since)
        return subject if begins > addressed else called or subject

    def _addressed(self, source: Span, since: int) -> tuple[int, str]:
        """Who was named last with the word that now stands alone, and where: ``Chị Vũ Thị Mến ôm con … Chị kể``; else nobody.

        Whom the last voice speaks of in its own sentence is not meant: ``Ông Sa nhắc ông Tư. Ông nói``.
        """
        word = source.of(self._text).split()[0].casefold()
        spoken = _SENTENCE.search(self._text, since, source.start) if since >= 0 else None
        low = max(since, source.start - _REACH)
        for match in reversed([*honoured_pattern(self._grammar.language).finditer(self._text, low, source.start)]):
            told = since < match.start() < (spoken.start() if spoken is not None else source.start)
            if match[1].casefold() == word and len(match[2]) > 1 and (since < 0 or not told):
                return match.start(), self.full(match[2])
        return -1, ""

    def may_mean(self, word: str, name: str) -> bool:
        """Whether a pronoun may stand for somebody, by how the article speaks of him elsewhere."""
        if self._addresses is None:
            self._addresses = Addresses(self._text, self._grammar, self._people)
        return self._addresses.may_mean(word, name, self._runs)

    def _sentences_before(self, text: str, source: Span, since: int) -> list[Span]:
        """The last sentences before a place, the nearest first: of its paragraph or, where that begins here, of the two before."""
        line = text.rfind("\n", 0, source.start) + 1
        sentences = _sentences(text, min(max(since, line), source.start), source.start)
        found = sentences[since >= line :][-_SENTENCES:][::-1]  # the sentence of the last voice is not looked at
        for _ in range(_PARAGRAPHS if len(sentences) <= 1 and since < line else 0):
            end = len(text[max(0, line - _REACH) : line].rstrip()) + max(0, line - _REACH)
            line = text.rfind("\n", 0, end) + 1
            if end <= 0 or since >= line or end - line > _REACH:
                break
            found += _sentences(text, line, end)[:_SENTENCES][::-1]
        return found

    def named_with(self, title: str, before: int) -> str:
        """Who was named last with a title: ``Ca sĩ Linh Đan``; in full, else empty."""
        for at in reversed([*self._places(title, max(0, before - _REACH))]):
            run = self._run.match(self._text, at + len(title) + 1) if at < before else None
            if run is not None and not run.group().isupper():
                return self.full(self._name_in(run.group()) or run.group())
        return ""

    def sentence_starts(self, source: Span, since: int) -> Iterator[str]:
        """How the last sentences before a pronoun begin, the nearest first."""
        for place in self._sentences_before(self._written, source, since):
            yield fold(
                self._written[place.start : min(place.end, place.start + _HEAD)], self._grammar.language.refine
            ).text

    def title_before(self, source: Span, since: int) -> SourceType:
        """What kind of person the last sentence but that of a pronoun begins with: ``Thủ tướng Đức dè dặt. “…”, ông nói``."""
        for folded in self.sentence_starts(source, since):
            if any(start == 0 for start, _, _ in self._grammar.kinds_in(folded)):
                return self._grammar.type_of(folded)
        return "vague"

    def _subject_before(self, source: Span, since: int) -> tuple[int, str]:
        """The person whom the last sentence before a pronoun begins with, and where: ``Tiền đạo Lê Sa bật khóc. Anh viết``."""
        for place in self._sentences_before(self._text, source, since):
            sentence = place.of(self._text)
            run = self._run.search(sentence)
            while run is not None and run.start() < _HEAD and not self._named_by(run.group()):
                run = self._run.search(sentence, run.end())
            if run is not None and run.start() < _HEAD and "," not in sentence[: run.start()]:
                name = self._named_by(run.group())
                if self.may_mean(source.of(self._written), name):
                    return place.start + run.start(), name
        return -1, ""

    def _named_by(self, run: str) -> str:
        """The full name of the person whom a run of capitals names, in full or by a foreign last name; else empty."""
        name = self._name_in(run)
        if self._grammar.patterns["^body_word"].match(fold(run, self._grammar.language.refine).text):
            return ""  # Tờ Harbour Gull
        return name if " " in name else self.full(name) if name == run and self._is_known(name) else ""


def _sentences(text: str, start: int, stop: int) -> list[Span]:
    """The sentences of a stretch, by their places."""
    edges = [start, *(mark.end() for mark in _SENTENCE.finditer(text, start, stop)), stop]
    return [Span(low, high) for low, high in pairwise(edges)]


def _masked(text: str, mentions: Sequence[Mention], grammar: Grammar) -> str:
    """The text without its states and bodies; a name of one syllable may be a person's: ``bà Nga``, ``Lê Thị Nga``."""
    parts: list[str] = []
    at = 0
    people = _surnames(text, mentions, grammar)
    for mention in mentions:
        low, high = mention.span.start, mention.span.end
        if mention.type != "state" and text[low:high] in people:
            continue
        before = text[max(0, low - _LOOK) : low].split()[-1:]
        single = " " not in text[low:high] and before and text[low - 1] == " "
        person = single and (before[0][0].isupper() or grammar.patterns["pronouns"].fullmatch(before[0].casefold()))
        person = person or grammar.patterns["pronouns"].fullmatch(text[low:high].casefold())  # Anh Trần Văn Dũng
        if mention.type != "person" and not person and low >= at:
            parts += (text[at:low], "x" * (high - low))
            at = high
    return "".join([*parts, text[at:]])


def _surnames(text: str, mentions: Sequence[Mention], grammar: Grammar) -> set[str]:
    """Names of bodies that a person of the article bears: ``bà Christine Blasey Ford``, and then ``Ford``."""
    found = set()
    for mention in mentions:
        low, high = mention.span.start, mention.span.end
        words = text[max(0, low - _LOOK) : low].split(" ")
        if mention.type == "person" and " " in text[low:high]:
            found.add(text[low:high].split()[-1])
        if mention.type in ("person", "state") or " " in text[low:high] or words[-1] or len(words) < _PERSON_WORDS:
            continue
        at = len(words) - 1
        while at and words[at - 1][:1].isupper() and words[at - 1][-1:].isalnum():
            at -= 1
        address = (word.casefold() for word in words[max(0, at - 1) : at + 1])
        if at < len(words) - 1 and any(map(grammar.patterns["pronouns"].fullmatch, address)):
            found.add(text[low:high])
    return found


def _own_body(before: str, grammar: Grammar) -> bool:
    """Whether an office and its body without a name stand before a name: ``Phó giám đốc đài | Lê Đình Quyết``."""
    while (body := grammar.ending("own_body", before)) is not None:
        before = before[: body.start()]
        if grammar.ending("office", before) is not None:
            return True
    return False


def _whole_name(run: str) -> bool:
    """Whether a run of capitals behind a title is a Vietnamese name in full, though its first word is no known surname."""
    words = run.split()
    return (
        len(words) == _FULL_NAME
        and all(word.istitle() and "-" not in word for word in words)
        and not words[0].isascii()
    )


def _ends_there(after: str, grammar: Grammar) -> bool:
    """Whether a name of two words ends where its capitals do: no syllable in small letters goes on, as in Vàng Thế giới."""
    return not after.lstrip()[0].isalpha() or any(
        grammar.patterns[name].match(after) is not None for name in ("^not_before_name", "^name_goes_on")
    )


def _without_titles(run: str, before: str, grammar: Grammar) -> tuple[str, bool]:
    """A run of capitals less the titles that it begins with (``Ông Khoa``), and whether one stands before it."""
    titled = grammar.ending("honorifics", before) is not None
    words = run.split()
    while words:
        sizes = [n for n in (3, 2, 1) if len(words) > n or n == 1]  # Linh Mục Joseph, as the diaspora writes titles
        folded = {n: fold(" ".join(words[:n]), grammar.language.refine).text for n in sizes}
        title = next((n for n in sizes if grammar.patterns["honorifics"].fullmatch(folded[n])), 0)
        if not title:
            break
        words, titled = words[title:], True
    return " ".join(words), titled
