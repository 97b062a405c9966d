"""Letters that stand for a name because the article says so: the Harwick Pier Council (HPC), and HPC from there on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from framing.measure.entities import again
from framing.text.document import Document
from framing.text.places import Places
from framing.types import Mention, Span

# More abbreviations than this are not followed.
_MOST: Final = 12
# In words: how much longer than its letters a name can be: of, for, the, and.
_SMALL_WORDS: Final = 3
# In characters: where a name of known length begins at the earliest.
_LOOK: Final = 120
_BRACKETED: Final = re.compile(r" \(([A-Z][A-Za-z&]{0,5}[A-Z]s?)\)")
_OPENING: Final = "“\"‘'("
_ZONE: Final = attrgetter("zone.span")


def find_abbreviated(document: Document, taken: Places[Mention]) -> Iterator[Mention]:
    """The places of abbreviations that once stand in brackets behind a name, and of the names that no lexicon knows.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "The Harwick Pier Council (HPC) met. Critics blame HPC."
    >>> [(m.span.of(text), m.name) for m in find_abbreviated(read_document(Article(text)), Places((), _ZONE))]
    [('Harwick Pier Council', 'Harwick Pier Council'), ('HPC', 'Harwick Pier Council')]
    """
    text = document.article.text
    meant: dict[str, Mention] = {}
    for paragraph in document.own:
        if not paragraph.language.spaced or paragraph.language.name_in is not None:
            continue
        line, base = paragraph.zone.span.of(text), paragraph.zone.span.start
        for match in _BRACKETED.finditer(line) if "(" in line else ():
            letters, end = match[1], base + match.start()
            if len(meant) == _MOST or letters in meant or taken.over(base + match.start(1)) is not None:
                continue
            known = taken.over(end - 1)
            if known is not None:
                if _initials(known.span.of(text)).startswith(letters[0]):
                    meant[letters] = known
            elif (start := _begins(line[: match.start()], letters)) is not None:
                span = Span(base + start, end)
                name = span.of(text)
                if text.count(letters) > 1:
                    meant[letters] = Mention(span, "", name, "body", "organisation", False, name)
    zones = Places(document.own, _ZONE)
    for letters, mention in meant.items():
        for form in (letters,) if mention.entity else (mention.name, letters):
            for span in _places(form, text):
                if zones.over(span.start) is not None and not taken.meets(span.start, span.end):
                    yield again(mention, span)


def _places(form: str, text: str) -> Iterator[Span]:
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        before, behind = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or behind.isalnum() or (before == "(" and behind == ")")):
            yield Span(at, end)
        at = text.find(form, end)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _begins(before: str, letters: str) -> int | None:
    """Where the name begins whose words begin with the letters, at the end of a stretch; None where there is none."""
    capitals = "".join(filter(str.isupper, letters))
    floor = max(0, len(before) - _LOOK)
    at = len(before)
    for _ in range(len(capitals) + _SMALL_WORDS):
        at = before.rfind(" ", floor, at)
        start = at + 1
        while before[start : start + 1] in _OPENING and start < len(before):
            start += 1
        if _initials(before[start:]) == capitals and before[start : start + 1].isupper():
            return start
        if at < 0:
            return None
    return None
