"""Names beside titles in text without blanks: who is named behind one, and a surname before one for who is named in full (Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from framing.measure.cast import FIRST_PART
from framing.measure.role_words import role_grammar
from framing.measure.scan import places_in
from framing.text.alternations import any_of
from framing.text.document import Document
from framing.text.languages import Language

# A surname and a given name of one or two characters.
_SHORT: Final = 2
_LONG: Final = 3
_LEAST: Final = 2
# As many characters as may be a name.
_NAMED: Final = re.compile(r"[\u3400-\u9fff]{2,3}")
_UNNAMED: Final = "某"
_MAX_NAMES: Final = 60


def titled_names(document: Document) -> Iterator[str]:
    """The names of persons right behind titles, as they are written, of those that come back.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> list(titled_names(read_document(Article("歌手林志远迟到。林志远道歉。司机方某离开，方某没有道歉。"))))
    ['林志远', '方某']
    """
    text = document.article.text
    seen: set[str] = set()
    for paragraph in document.own:
        start, surname = paragraph.language.name_start, paragraph.language.surname
        if paragraph.language.spaced or start is None or surname is None:
            continue
        folded = paragraph.folded.text
        for title in places_in(paragraph, role_grammar(paragraph.language).name_titles):
            at = title.end
            named = _NAMED.match(folded, at)
            longest = named.group() if named is not None else ""
            if not longest or longest in seen or not surname(longest):
                continue
            seen.add(longest)
            if len(seen) > _MAX_NAMES:
                return
            short = paragraph.raw(at, at + _SHORT).of(text)
            long = paragraph.raw(at, at + len(longest)).of(text)
            if longest[1] == _UNNAMED:
                yield long if longest[2:] in (_UNNAMED, "甲", "乙", "丙") else short
            elif start(longest[:_SHORT]) == 0 and (n := text.count(short, 0, FIRST_PART)) >= _LEAST:
                whole = len(longest) == _LONG and start(longest) == 0 and text.count(long, 0, FIRST_PART) == n
                yield long if whole else short


@cache
def _titles(language: Language) -> re.Pattern[str]:
    return re.compile(any_of(sorted(role_grammar(language).surname_titles)))


def titled_surnames(names: Iterable[str], document: Document) -> dict[str, str]:
    """Surname with title → the full name, of ``names`` written in full, each with a surname that no other one has.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> titled_surnames(["方兆明"], read_document(Article("方兆明到任后，方校长整顿了学校。")))
    {'方校长': '方兆明'}
    """
    language = document.own[0].language if document.own else None
    if language is None or language.surname is None or language.full_name is None:
        return {}
    by_surname: dict[str, str] = {}
    for name in dict.fromkeys(names):
        surname = language.surname(name)
        if len(surname) == 1 and language.full_name(name):
            by_surname[surname] = "" if surname in by_surname else name
    if not any(by_surname.values()):
        return {}
    found: dict[str, str] = {}
    titles = _titles(language)
    for paragraph in document.own:
        folded = paragraph.folded.text if paragraph.language is language else ""
        for surname, full in by_surname.items():
            at = folded.find(surname) if full else -1
            while at >= 0:
                if (title := titles.match(folded, at + 1)) is not None:
                    found.setdefault(paragraph.raw(at, title.end()).of(document.article.text), full)
                at = folded.find(surname, at + 1)
    return found
