"""The people of one article: how each is introduced, by which short names and titles each comes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from operator import itemgetter
from typing import Final

from framing.measure.grammar import Grammar
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

# A mark, or a dash between blanks; a stop behind a short word with a capital ends no sentence (Rep., Gov.). That the pattern
# begins with a set of characters makes the search for it quick.
_STOP: Final = re.compile(
    r"[,.;:!?()\"“”‘’\n，。、；：！？「」『』（）《》–—-]"
    r"(?:(?<![–—.-])|(?<=\s[–—-])\s|(?<=[.])(?<!\b[A-Z][a-z][.])(?<!\b[A-Z][a-z]{2}[.]))"
)
_APPOSITION: Final = re.compile(r"\s*(?:[,(（]|是(?![否不因]))\s*([^,.;:()（），。；：\"“”\n]{3,80})")
_PARTICLES = r"(?:(?:al|el|bin|ibn|de|da|di|do|dos|del|den|der|du|la|le|van|von|ten)[ -]){0,2}"
_LATIN_BEHIND: Final = re.compile(rf"\s*[(（]\s*([A-Z][\w.'’-]+(?: {_PARTICLES}[A-Z][\w.'’-]*){{1,3}})\s*[)）]")
_LATIN = r"[A-Za-z0-9À-ɏḀ-ỿ.'’-]"
LATIN_NAME: Final = re.compile(rf"[A-Z]{_LATIN}*[a-z]{_LATIN}*(?: {_PARTICLES}[A-Z]{_LATIN}*){{0,3}}$")
"""A name in Latin letters that ends a stretch: Peter Tsouv, Walid al-Moualem."""
_LATIN_HEAD: Final = re.compile(rf"(?<![\w·])[A-Z][\w'’-]*[a-z](?: [A-Z][\w.'’-]*){{0,2}} {_PARTICLES}$")
WITH_ARTICLE: Final = re.compile(r"(?:al|el)-(?=[A-Z])")
JOINS_NAMES: Final = re.compile(r"al|el|bin|ibn|de|da|di|do|dos|del|den|der|du|la|le|van|von|ten")
_NAME_WITH_LATIN: Final = re.compile(r"([\u3400-\u9fff·]{2,8})(?=\s*[(（][A-Z])")
_NAME_PARTS: Final = re.compile(r"[·‧・•\s]")
_JOINTS: Final = frozenset("·‧・•")
_FOREIGN_HEAD: Final = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·‧・•-][\u3400-\u9fff]{1,8}){0,2}[·‧・•]$")
_MAX_INTRODUCTION: Final = 60
_ENDS_CLAUSE: Final = frozenset(',;:!?()"“‘\n')
_MAX_TITLE_WORDS: Final = 6
_LONG_TITLE: Final = 4
_SHORTEST_TITLE, _FULL_NAME, _NEAR, _AHEAD = 2, 3, 600, 6
_MAX_PLACES: Final = 5
"""An introduction stands at one of the first places where a name is written."""
FIRST_PART: Final = 30_000
"""Characters: a text longer than any report is not gone through again for each name in it, so that time stays linear."""
_MAX_PEOPLE, _RECENT = 500, 8
_END: Final = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article: canonical name, type of source, and the folded title that introduces the name."""

    name: str
    type: SourceType
    title: str


class Cast:
    """Who was named so far. A short name, a pronoun or a title finds its person here.

    >>> from framing.measure.grammar import load_grammar
    >>> from framing.text.languages import LANGUAGES
    >>> cast = Cast("Harbour minister Maren Holt spoke. Later Holt left.")
    >>> cast.named("Maren Holt", Span(17, 27), "vague", load_grammar(LANGUAGES[0])).type
    'official'
    >>> cast.called("holt").name, cast.titled("the harbour minister", load_grammar(LANGUAGES[0])).name
    ('Maren Holt', 'Maren Holt')
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, Person] = {}  # a full name, a last name or a surname, case folded
        self._people: list[Person] = []
        self._introduced: dict[tuple[str, str], tuple[str, SourceType]] = {}  # by name and language
        self.last: Person | None = None

    def called(self, written: str) -> Person | None:
        """The person whose full name, last name or surname this is."""
        return self._known.get(written.casefold())

    def recent(self) -> Iterator[Person]:
        """Who spoke last, and the persons introduced before, the last first."""
        if self.last is not None:
            yield self.last
        yield from islice(reversed(self._people), _RECENT)

    def met(self) -> Iterator[Person]:
        """Who spoke last, and everybody introduced before, the last first."""
        if self.last is not None:
            yield self.last
        yield from islice(reversed(self._people), _MAX_PEOPLE)

    def titled(self, folded: str, grammar: Grammar) -> Person | None:
        """The last person introduced by this title: ``the treasury secretary``, ``财政部长``."""
        articles = grammar.articles
        wanted = next((folded.removeprefix(article) for article in articles if folded.startswith(article)), folded)
        for person in islice(reversed(self._people), _MAX_PEOPLE):
            title = person.title
            if title and f"{title} ".startswith(f"{wanted} "):
                return person
            if title and not grammar.head_first and (title.endswith(wanted) or _ends_word(wanted, title)):
                return person
        return None

    def introduced(self, at: Span, kind: SourceType, grammar: Grammar) -> Person | None:
        """The person whom the article names later with just this title before the name: 驻华大使 … 驻华大使布兰斯塔德 (Terry Branstad)."""
        full, title = grammar.language.full_name, at.of(self._text)
        if full is None or len(title) < _SHORTEST_TITLE:
            return None
        place = self._text.rfind(title, max(0, at.start - _NEAR), at.start)  # 市长罗明达到场。市长表示…
        if place < 0 or not any(map(full, self._names_at(place + len(title), grammar))):
            place = self._text.find(title, at.end, FIRST_PART) if len(title) >= _LONG_TITLE else -1
        if place < 0:
            return None
        start = place + len(title)
        latin = _NAME_WITH_LATIN.match(self._text, start)
        names = [latin.group(1)] if latin else self._names_at(start, grammar)
        name = next((name for name in names if latin or full(name)), "")
        return self.named(name, Span(start, start + len(name)), kind, grammar) if name else None

    def _names_at(self, start: int, grammar: Grammar) -> list[str]:
        """What may be a full name at a place: two or three characters that cut no word: 林远|周二."""
        ahead = self._text[start : start + _AHEAD]
        ends = {end for _, end in grammar.language.words(ahead)}
        return [ahead[:size] for size in (_FULL_NAME, _FULL_NAME - 1) if size in ends]

    def named(
        self, written: str, at: Span, kind: SourceType, grammar: Grammar, entity: Mention | None = None
    ) -> Person:
        """The person of this name, introduced here or before; ``kind`` is the type that the source itself shows.

        An ``entity`` of the lexicon is what the lexicon says, whatever the article introduces it as.
        """
        canonical = entity.name if entity is not None else ""
        known = self.called(written)
        if known is None and (grammar.language.name_in is None or " " not in written):
            known = self.called(last_part(written))
            if known is not None and grammar.heads and _other_first_name(known.name, written):
                known = None
        elif known is None and entity is None:
            known = self._ending_in(written, grammar)
        if known is not None and kind == "vague":
            return self._spoke(known)
        full = written if canonical else self._full_name(written, grammar)
        title, found = self._introduction(full, at, grammar)
        weak = ("vague", "citizen") if grammar.head_first else ("vague", "media", "organisation")
        if entity is not None and (grammar.heads or found in weak):
            found = entity.role
        kind = kind if kind != "vague" else found
        name = canonical or (known.name if known is not None else self._in_english(full, grammar))
        person = Person(name, kind if kind != "vague" or known is None else known.type, title)
        if known is None or known != person:
            self._people.append(person)
        here = self._introduction("", at, grammar)[0] if grammar.head_first else ""
        if here and here != title:
            self._people.append(replace(person, title=here))
        surname = full[:1] if grammar.language.romanise is not None and not grammar.language.spaced else ""
        short = WITH_ARTICLE.sub("", last_part(full)) if not grammar.language.spaced else ""
        for key in (name, full, written, last_part(name), last_part(written), surname, short):
            if key:
                self._known.setdefault(key.casefold(), person)
        return self._spoke(person)

    def _ending_in(self, written: str, grammar: Grammar) -> Person | None:
        """Whose name ends in these words, marks aside: ``Lopez Obrador`` is Andrés Manuel López Obrador."""
        romanise = grammar.language.romanise
        last = self.called(last_part(written))
        if last is None or romanise is None:
            return None
        return last if plain(romanise(last.name)).endswith(f" {plain(romanise(written))}") else None

    def _spoke(self, person: Person) -> Person:
        self.last = person
        return person

    def _in_english(self, name: str, grammar: Grammar) -> str:
        """The Latin name that the article sets behind it, ``玛丽·巴拉(Mary Barra)``, else by the rule of the language."""
        for at in self._places(name) if not grammar.language.spaced else ():
            if latin := _LATIN_BEHIND.match(self._text, at + len(name)):
                return latin.group(1)
        return grammar.language.romanise(name) if grammar.language.romanise is not None else name

    def _full_name(self, written: str, grammar: Grammar) -> str:
        """``巴拉`` where the article writes ``玛丽·巴拉`` first, ``Holt`` where it writes ``Maren Holt``: the longer name."""
        latin = written.isascii() and " " not in written and not grammar.language.spaced
        for at in self._places(written):
            before = self._text[max(0, at - 30) : at]
            if latin and (first := _LATIN_HEAD.search(before)) is not None:
                return first.group() + written
            head = None if latin or _JOINTS.isdisjoint(before[-2:]) else _FOREIGN_HEAD.search(before)
            if head is not None:
                folded = fold(head.group()).text
                ends = [end for _, end, _ in grammar.kinds_in(folded)]
                foreign = grammar.language.first_foreign
                start = foreign(folded) if foreign is not None and len(folded) == len(head.group()) else 0
                return head.group()[max([start, *ends]) :] + written
        return written

    def _places(self, name: str) -> Iterator[int]:
        at = -1
        for _ in range(_MAX_PLACES):
            at = self._text.find(name, at + 1, FIRST_PART)
            if at < 0:
                return
            yield at

    def _last_names(self, name: str) -> Iterator[int]:
        """Where the last name of a full name stands: ``Rep. Holt``."""
        if " " in name:
            last = last_part(name)
            yield from (
                at + 1
                for at in self._places(f" {last}")
                if not self._text[at + 1 + len(last) : at + 2 + len(last)].isalnum()
            )

    def _titled_last(self, name: str, grammar: Grammar) -> Iterator[int]:
        """Where the last name of a full name stands right behind a title that says what its bearer is: ``Bộ trưởng Lan``."""
        for at in self._last_names(name) if grammar.head_first else ():
            before = fold(self._text[max(0, at - _MAX_INTRODUCTION) : at], grammar.language.refine).text
            title = grammar.ending("honorifics", before)
            if title is not None and grammar.names_a_kind(title.group().strip()):
                yield at

    def _introduction(self, name: str, at: Span, grammar: Grammar) -> tuple[str, SourceType]:
        """The title right before the name, or the apposition behind it, at the first place that has one; else ``at`` a place."""
        known = name, grammar.language.code
        if known not in self._introduced:
            titled = self._last_names(name) if grammar.heads else self._titled_last(name, grammar)
            places = chain(self._places(name), titled) if name else ()
            found = (self._introduced_at(start, name, grammar) for start in places)
            self._introduced[known] = next((one for one in found if one[1] != "vague"), ("", "vague"))
        introduced = self._introduced[known]
        return introduced if introduced[1] != "vague" else self._introduced_at(at.start, name, grammar)

    def _introduced_at(self, start: int, name: str, grammar: Grammar) -> tuple[str, SourceType]:
        before = self._text[max(0, start - _MAX_INTRODUCTION) : start]
        title, kind = _title(before, grammar)
        if kind == "document":
            title, kind = "", "vague"  # the photos of Ada Lund: nobody's title
        if kind == "vague" and grammar.heads and self._text.startswith(",", start + len(name)):
            title, kind = _set_off(before, grammar)
        if kind == "vague" and name and (apposition := _APPOSITION.match(self._text, start + len(name))):
            behind = fold(apposition.group(1), grammar.language.refine).text
            told = grammar.language.spaced and grammar.patterns["subject_stop"].match(behind) is not None
            kind = "vague" if told else source_type(behind, grammar)  # a verb is no title: Ada Lund, told the Chronicle
            none = ("vague", "document", "organisation") if grammar.heads else ("vague", "document")
            if grammar.heads and kind == "media" and grammar.has("clause_verb", behind):
                kind = "vague"  # …, The Evening Gull reported
            title, kind = (behind.strip(), kind) if kind not in none else ("", "vague")
        return (title, kind) if kind != "vague" else ("", "vague")


def _set_off(before: str, grammar: Grammar) -> tuple[str, SourceType]:
    """The title that a comma sets off before a name, from its article on: ``the mayor, | Tom Hale,``."""
    folded = fold(before.rstrip()).text
    if not folded.endswith(","):
        return "", "vague"
    clause = f" {_STOP.split(folded[:-1])[-1]}"
    at = max(clause.rfind(f" {article}") for article in grammar.articles)
    words = clause[at + 1 :] if at >= 0 else ""
    kind = source_type(words, grammar) if 0 < words.count(" ") <= _MAX_TITLE_WORDS else "vague"
    return (words, kind) if kind not in ("vague", "document", "organisation", "media") else ("", "vague")


def _title(before: str, grammar: Grammar) -> tuple[str, SourceType]:
    """The title that a stretch ends with, and the type of source it makes its bearer."""
    if grammar.heads and not _may_end_title(before, grammar):
        return "", "vague"
    cut = [match.end() for match in _STOP.finditer(before)]
    before = before[cut[-1] :] if cut else before
    folded = fold(before, grammar.language.refine).text.rstrip()
    if grammar.language.spaced:
        folded = " ".join(folded.split()[-_MAX_TITLE_WORDS * (2 if grammar.head_first else 1) :])  # syllables
    found = grammar.kinds_in(folded)
    if not found:
        return "", "vague"
    if grammar.head_first:
        return _first_title(folded, sorted(start for start, _, kind in found if kind != "document"), grammar)
    start, end, _ = max(found, key=_END)
    if not grammar.language.spaced and (honorific := grammar.ending("honorifics", folded)) is not None:
        end = end if honorific.start() > end else len(folded)  # 研究院|院长
    tail = before.rstrip()[len(before.rstrip()) - (len(folded) - end) :] if end < len(folded) else ""
    one_of = grammar.patterns["title_tail"].fullmatch(tail.strip())  # 领袖之一的
    if one_of is None and not all(word[:1].isupper() for word in tail.removeprefix(".").split()):
        return "", "vague"
    kind = source_type(folded, grammar)
    return (folded if grammar.language.spaced else folded[max(0, start - 6) :]), kind


def _may_end_title(before: str, grammar: Grammar) -> bool:
    """Whether the last word of a stretch can belong to a title: it has a capital or says what somebody is (languages with heads)."""
    words = before.rsplit(None, 1)
    if not words or words[-1][-1] in _ENDS_CLAUSE:
        return False
    return not words[-1][0].islower() or grammar.may_end_in_kind(fold(words[-1]).text)


def _first_title(folded: str, starts: list[int], grammar: Grammar) -> tuple[str, SourceType]:
    """The title from its head on, with no verb between it and the name: ``Chủ tịch Ủy ban châu Âu``."""
    titles = (folded[start:] for start in starts)
    none = ("subject_stop", "untitled")
    title = next((title for title in titles if not any(grammar.has(name, title) for name in none)), "")
    return (title, source_type(title, grammar)) if title else ("", "vague")


def source_type(folded: str, grammar: Grammar) -> SourceType:
    """The first type, in the order of the data, one of whose words the source holds; first its head, where that is last."""
    if not grammar.language.spaced and "的" in folded:
        head = grammar.type_of(folded.rpartition("的")[2])  # 在医院轮候的老人
        if head != "vague":
            return head
    return grammar.type_of(folded)


def last_part(name: str) -> str:
    """The last name of a name in parts: ``Maren Holt`` → ``Holt``, ``玛丽·巴拉`` → ``巴拉``."""
    return _NAME_PARTS.split(name)[-1]


def _other_first_name(known: str, written: str) -> bool:
    """Whether two full names begin with different words: they are two persons."""
    return " " in known and " " in written and known.split(" ")[0] != written.split(" ")[0]


def plain(name: str) -> str:
    """A name in small letters without marks, đ as d, to hold two spellings against each other."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def _ends_word(longer: str, shorter: str) -> bool:
    at = len(longer) - len(shorter)
    return longer.endswith(shorter) and (at == 0 or not (longer[at - 1].isascii() and longer[at - 1].isalnum()))
