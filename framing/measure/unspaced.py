"""Names in text without blanks between words: behind titles, in Latin letters, transliterated; whom a pronoun means (Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from framing.measure.cast import FIRST_PART, LATIN_NAME, Cast, source_type
from framing.measure.grammar import Grammar
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_NAME: Final = re.compile(r"[\u3400-\u9fff]{2,5}|[\u3400-\u9fff]{1,8}(?:[·‧・•-][\u3400-\u9fff]{1,8}){1,3}")
_IN_BRACKETS: Final = re.compile(r"\s*[(（][^)）]*[)）]$")
LATIN_ASIDE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s*[(（][A-Z][^()（）]*[)）](?=\s*[\u3400-\u9fff])")
_JOINED: Final = re.compile(r"[与與和及跟同、]")
_SENTENCE_END: Final = re.compile(r"[。！？]")
_CLAUSE: Final = re.compile(r"[,:;]")
_SUBJECT, _NEAR, _SENTENCES = 30, 300, 2
_FULL_NAME, _LONGEST = 3, 4
_JOINTS: Final = "·‧・•"
_ALL: Final = ("都", "均", "皆")
_LONGEST_LAST: Final = 7
_SOMEBODY: Final = "某"


class UnspacedNames:
    """The names of one article whose words no blanks part."""

    def __init__(self, text: str, cast: Cast, mentions: Places[Mention]) -> None:
        self._text, self._cast, self._mentions = text, cast, mentions
        self._joints = [joint for joint in _JOINTS if joint in text]
        self._lasts: dict[str, bool] = {}

    def name(self, words: str, grammar: Grammar) -> str:
        """The name that ends the source: ``林业局局长林远`` → ``林远``; a short name already known is itself; of two, the first."""
        if _SOMEBODY in words[-_FULL_NAME:]:
            return ""  # 陈某
        if "(" in words or "（" in words:
            words = _IN_BRACKETS.sub("", LATIN_ASIDE.split(words)[0])
        if self._cast.called(words) is not None:
            return words
        if latin := LATIN_NAME.search(words):
            return latin.group()
        if (joint := _JOINED.search(words)) is not None and (
            latin := LATIN_NAME.search(words[: joint.start()].rstrip())
        ):
            with_whom = grammar.type_of(fold(words[joint.end() :]).text)
            return latin.group() if with_whom in ("vague", "citizen") else ""  # 电工 Narcis Termes 与他的妻子
        folded = fold(words).text
        if len(folded) != len(words) or grammar.language.name_start is None:
            return ""
        ends = grammar.title_ends(folded)
        if len(words) in ends:
            return self._honoured(words, folded, grammar)
        start = max(ends, default=0)
        start += grammar.language.name_start(folded[start:])
        name = words[start:]
        transliterated = grammar.language.transliterated
        long = transliterated is not None and transliterated(folded[start:])
        if long or _NAME.fullmatch(name):
            return name
        return words if self._ends_a_name(words) else ""

    def _ends_a_name(self, words: str) -> bool:
        """Whether somebody is named in full whose last name this is: 福特, where 丽莎·福特 stands."""
        if not self._joints or not 1 < len(words) <= _LONGEST_LAST:
            return False
        if words not in self._lasts:
            self._lasts[words] = any(self._text.find(joint + words, 0, FIRST_PART) >= 0 for joint in self._joints)
        return self._lasts[words]

    def _honoured(self, words: str, folded: str, grammar: Grammar) -> str:
        """``朴议员``: the surname of a person already known, before a title; any Latin name before one of courtesy."""
        if (polite := grammar.patterns["courtesy"].search(folded)) is not None:
            latin = LATIN_NAME.search(words[: polite.start()].rstrip())
            if latin is not None:
                return latin.group()  # Holt 女士
        head = grammar.patterns["honorifics"].split(folded)[0]
        written = words[: len(head)]
        if head and (self._cast.called(written) is not None or self._ends_a_name(written)):
            return written
        return self._full(written, words[len(head) :], grammar) or self._named_first(words, folded, grammar)

    def _named_first(self, words: str, folded: str, grammar: Grammar) -> str:
        """The full name before a title: 何雪盈 in 海城大学何雪盈教授; no surname alone, nor one of courtesy."""
        title, start, full = (
            grammar.ending("honorifics", folded),
            grammar.language.name_start,
            grammar.language.full_name,
        )
        if title is None or start is None or full is None or not title.start():
            return ""
        head = folded[: title.start()]
        first = start(head)
        name = head[first:]
        return words[first : title.start()] if len(name) == _FULL_NAME and full(name) else ""

    def _full(self, surname: str, title: str, grammar: Grammar) -> str:
        """The full name of a surname before a title that the article writes behind the same: 陈校长, where 校长陈立群 stands before."""
        full = grammar.language.full_name
        if full is None or grammar.language.surname is None or grammar.language.surname(surname) != surname:
            return ""
        at = self._text.find(title + surname, 0, FIRST_PART)
        name = self._text[at + len(title) :][:_FULL_NAME] if surname and at >= 0 else ""
        return name if name and full(name) else ""

    def head_behind(self, name: Span, source: Span) -> str | None:
        """The head of a source that a person's name only modifies: 发言人 in 约翰逊的发言人; None where it names the person."""
        behind = self._text[name.end : source.end]
        return behind[1:] if behind.startswith("的") and len(behind) > 1 else None

    def subject_before(self, source: Span, since: int, grammar: Grammar) -> Mention | str:
        """The person whom the sentence of a pronoun, or one just before it, begins with: 教练黄泰对判罚有意见。他认为…

        In the paragraph before, only behind the place where somebody spoke last (``since``).
        """
        phrase = grammar.language.noun_phrase
        for start in self._sentences(source, since):
            words = self._text[start : min(start + _SUBJECT, source.start)].lstrip("\u3000 ")
            first = (
                start
                + len(self._text[start : start + _SUBJECT])
                - len(self._text[start : start + _SUBJECT].lstrip("\u3000 "))
            )
            folded = fold(words, grammar.language.refine).text
            if phrase is None or len(folded) != len(words) or not words or not words[0].isalnum():
                continue
            lead = grammar.patterns["^lead_in"].match(folded)
            first, words, folded = (first, words, folded) if lead is None else _behind(lead.end(), first, words, folded)
            if found := self._subject(first, words, folded, grammar):
                return found
        return ""

    def _subject(self, first: int, words: str, folded: str, grammar: Grammar) -> Mention | str:
        phrase = grammar.language.noun_phrase
        words = words[: phrase(_CLAUSE.split(folded)[0], subject=True)].rstrip() if phrase is not None else ""
        known = [m for m in self._mentions.within(Span(first, first + len(words))) if m.type == "person"]
        if known and known[-1].span.end == first + len(words):
            return known[-1]
        for part in (words.rpartition("的")[2], words.split("的")[0]):
            name = self._whole(_less_cue(self.name(part, grammar), grammar), first + len(words))
            short = len(name) <= _LONGEST or "·" in name or name[0].isascii()
            if not (name and short):
                continue
            met = self._cast.called(name) is not None or source_type(fold(words).text, grammar) != "vague"
            if met or (name == words and self._comes_back(name, grammar)):
                return name
        if self._told_of(words, grammar):
            return words[:_FULL_NAME]
        return self._behind_title(words, grammar)

    def _told_of(self, words: str, grammar: Grammar) -> bool:
        """Whether a sentence begins with a full name of three characters of which it tells something: 陈玉芳今年四十岁。"""
        full, folded = grammar.language.full_name, fold(words).text
        told = full is not None and grammar.patterns["^told_of"].match(folded, _FULL_NAME) is not None
        return told and full is not None and full(folded[:_FULL_NAME])

    def _comes_back(self, name: str, grammar: Grammar) -> bool:
        """Whether a string is a full name, one of two characters at two places: 陈芳今年四十岁。她说…"""
        full = grammar.language.full_name
        if full is None or not full(fold(name).text):
            return False
        return len(name) == _FULL_NAME or self._text.find(name, self._text.find(name) + 1, FIRST_PART) >= 0

    def _whole(self, name: str, end: int) -> str:
        """A name of somebody known, of which the segmenter took the last character for a word: 郭正|亮."""
        longer = name + self._text[end : end + 1]
        return longer if name and len(name) < _FULL_NAME and self._cast.called(longer) is not None else name

    def _sentences(self, source: Span, since: int) -> Iterator[int]:
        """Where the sentences before a place begin, the nearest first: those of its paragraph, then of the one before."""
        near = max(0, source.start - _NEAR)
        line = max(near, self._text.rfind("\n", near, source.start) + 1)
        yield from reversed(self._starts(line, source.start)[-_SENTENCES:])
        end = near + len(self._text[near:line].rstrip())
        before = max(near, self._text.rfind("\n", near, end) + 1)
        if before < end:
            yield from (start for start in reversed(self._starts(before, end)[-_SENTENCES:]) if start > since)

    def _starts(self, line: int, end: int) -> list[int]:
        return [line, *(m.end() for m in _SENTENCE_END.finditer(self._text, line, end) if m.end() < end)]

    def _behind_title(self, words: str, grammar: Grammar) -> str:
        """The full name right behind the last title of a stretch that goes on: 社会学者何雪盈过去三年…"""
        full, folded = grammar.language.full_name, fold(words).text
        ends = [end for _, end, _ in grammar.kinds_in(folded)]
        name = words[max(ends, default=0) :][:_FULL_NAME]
        return name if ends and full is not None and len(name) == _FULL_NAME and full(name) else ""

    def one_person(self, source: Span, kind: SourceType, grammar: Grammar) -> bool:
        """Whether a source is a person whom nobody names, and no body: 女童母亲, 一名负责人; not all of them, 医生都说."""
        words = source.of(self._text)
        if grammar.language.spaced or self._text.startswith(_ALL, source.end) or self.name(words, grammar):
            return False
        folded = fold(words, grammar.language.refine).text
        return (kind == "citizen" and not folded.endswith("们")) or grammar.ending("honorifics", folded) is not None


def _behind(end: int, first: int, words: str, folded: str) -> tuple[int, str, str]:
    return first + end, words[end:], folded[end:]


def _less_cue(name: str, grammar: Grammar) -> str:
    """A name without the verb of speaking or the day that the segmenter takes for its end: 黄志明说, 梅林说, 何永贤昨."""
    start, size = grammar.language.name_start, min(_FULL_NAME, len(name) - 1)
    folded = fold(name).text
    if start is None or size < _FULL_NAME - 1 or start(folded[:size]) != 0:
        return name
    day = grammar.ending("before_cue", folded, size)
    if day is not None and size == _FULL_NAME:
        return name[: day.start()]
    return name[:size] if grammar.cues.find(folded[size:]) else name
