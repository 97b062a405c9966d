"""The languages that are covered. A new one is a module here, a folder in ``lexicons/``, and a line in this file."""

from __future__ import annotations

from framing.text.languages import en, vi, zh
from framing.text.languages.base import Language

__all__ = ["LANGUAGES", "Language", "covered", "language_of"]

LANGUAGES: tuple[Language, ...] = (en.LANGUAGE, zh.LANGUAGE, vi.LANGUAGE)
_BY_TAG = {tag: language for language in LANGUAGES for tag in language.tags}


def language_of(tag: str) -> Language | None:
    """The language that answers to a BCP 47 tag, None where it is not covered.

    >>> language_of("zh-Hant").name, language_of("fr")
    ('Chinese', None)
    """
    return _BY_TAG.get(tag)


def covered() -> tuple[str, ...]:
    """All tags that are covered."""
    return tuple(_BY_TAG)
