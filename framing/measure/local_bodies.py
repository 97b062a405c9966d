"""Which of the names that only one article knows are those of bodies, by their words and by what they own (English)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from framing.lexicon.topics import women
from framing.lexicon.unnamed import BodySigns, body_signs
from framing.text.document import Document

# So many places of a name are looked at.
_LOOKED_AT: Final = 40


def local_bodies(names: Iterable[str], document: Document) -> frozenset[str]:
    """Those of some names that are a body's.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "Calloway Group paid. Petrolux's chief executive smiled at Ida Holt."
    >>> sorted(local_bodies(["Calloway Group", "Petrolux", "Ida Holt"], read_document(Article(text))))
    ['Calloway Group', 'Petrolux']
    """
    words = body_signs(document.own[0].language) if document.own else None
    if words is None:
        return frozenset()
    text = document.article.text
    _, given, men = women()
    return frozenset(name for name in names if _is_body(name, words, text, given | men))


def _is_body(name: str, words: BodySigns, text: str, given: frozenset[str]) -> bool:
    parts = name.split(" ")
    if len(parts) > 1:
        shown = parts[-1].casefold().rstrip(".") in words.ends or parts[0].casefold() in words.begins
        return shown and parts[0] not in given
    at = text.find(name)
    for _ in range(_LOOKED_AT):
        if at < 0:
            return False
        if words.owned.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False
