"""A saved web page to its article and what it says of itself, by trafilatura (extra ``html``)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, cast

from framing.errors import InputError
from framing.text.damage import find_damage
from framing.text.encodings import decode
from framing.text.records import to_article
from framing.text.sources import Source
from framing.types import Article

_TOLD = ("title", "author", "date")


def read_page(source: Source, limit: int) -> Article:
    """The article of a page: its text without menus and comments; title, outlet, date, author and address of the page.

    The text is what trafilatura takes from the page, so offsets count in it and not in the HTML. ``limit`` is in bytes.
    Errors: InputError where the extra is missing, the page has no article, or the file cannot be read.
    """
    decoded = decode(source.read(limit), source.name)
    if not decoded.text.strip():
        raise InputError(source.name, "the file is empty", "give a file with text")
    page = _extract(decoded.text, source.name)
    text = getattr(page, "text", None)
    if not isinstance(text, str) or not text.strip():
        raise InputError(source.name, "no article is found in the page", "copy its text into a .txt file")
    told: dict[str, object] = {role: getattr(page, role, None) for role in _TOLD}
    told |= {"text": text, "outlet": getattr(page, "sitename", None), "address": getattr(page, "url", None)}
    told |= {role: value for role, value in source.known.items() if value}
    article = to_article(told, {role: role for role in told}, source, None)
    notes = ("taken from HTML by trafilatura", *decoded.notes, *_lost(decoded.text, article), *article.notes)
    return replace(article, notes=notes)


def _extract(html: str, name: str) -> Any:
    try:
        bare_extraction = _extractor()
    except ImportError:
        remedy = "pip install 'framing-analysis[html]'"
        raise InputError(name, "a web page needs the html extra", remedy) from None
    # Without the extensive search, a date is one that the page gives as its own, not any date in it.
    dates = {"extensive_search": False, "original_date": True}
    try:
        return bare_extraction(
            html, favor_precision=True, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception as error:  # a parser of foreign pages may fail in any way; the run goes on
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(name, f"the page cannot be parsed: {reason}", "copy its text into a .txt file") from None


@cache
def _extractor() -> Callable[..., Any]:
    """trafilatura, without its log on the terminal: what it has to say becomes an InputError."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return cast("Callable[..., Any]", bare_extraction)


def _lost(html: str, article: Article) -> tuple[str, ...]:
    """Notes on invisible characters that the page has and the taken text no longer has."""
    kept = set(article.notes)
    return tuple(f"the page {note}" for note in find_damage(html) if note not in kept and note.startswith("has "))
