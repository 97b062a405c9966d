"""A saved web page to its article and what it says of itself, by trafilatura (extra ``html``)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from framing.errors import InputError, NotAnArticle
from framing.notes import Note
from framing.text.blocks import without_link_lists
from framing.text.byline import names_an_outlet
from framing.text.damage import find_damage
from framing.text.dates import iso_date
from framing.text.encodings import decode
from framing.text.looks import read_lines
from framing.text.records import to_article
from framing.text.sources import Source
from framing.text.spans import fold
from framing.text.zones import tail_start
from framing.types import Article

# The careful reading of a page is taken unless it has less than this share of the article that the plain reading has.
_ENOUGH = 0.65
# Fewer words are a menu's entry.
_FEW_WORDS = 4
_AROUND = frozenset({"junk", "tail", "aside", "item", "image", "rule"})
# Without the extensive search, a date is one that the page gives as its own, not any date in it.
_DATES = {"extensive_search": False, "original_date": True}
_OUTLET_META = ("og:site_name", "application-name", "twitter:site", "cre", "source")
_AUTHOR_META = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_RIGHTS = re.compile(r"\s*(?:版权所有|版權所有|all rights reserved|copyright|©)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|^@|@\w+\.|^www\.", re.IGNORECASE)
_LABEL = re.compile(r"^\s*[^:：]{1,8}[:：]\s*")
_PARTS = re.compile(r"\s*[|｜_]\s*|\s*[-–—]\s*")
_LONGEST_NAME = 60


def read_page(source: Source, limit: int) -> Article:
    """The article of a page: its text without menus and comments; title, outlet, date, author and address of the page.

    The text is what trafilatura takes from the page, so offsets count in it and not in the HTML. ``limit`` is in bytes.
    Errors: InputError where the extra is missing, the page has no article, or the file cannot be read; NotAnArticle for
    a page of this package's own.
    """
    decoded = decode(source.read(limit), source.name)
    if not decoded.text.strip():
        raise InputError(source.name, Note("file_empty", "the file is empty"), "give a file with text")
    tree = _parsed(decoded.text, source.name)
    if any(meta.get("name") == "generator" and meta.get("content") == "framing" for meta in tree.iter("meta")):
        raise NotAnArticle(
            source.name, Note("own_results", "a page that framing wrote, not an article"), "leave it out", own=True
        )
    try:
        told = {role: value for role, value in _told(tree).items() if value}
        text = _article_text(tree)
    except Exception as error:  # a reader of foreign pages may fail in any way; the run goes on
        raise _unparsed(source.name, error) from None
    if not text.strip():
        raise InputError(
            source.name, Note("page_empty", "no article is found in the page"), "copy its text into a .txt file"
        )
    row = {**told, "text": text, **{role: value for role, value in source.known.items() if value}}
    article = to_article(row, {role: role for role in row}, source, None)
    notes = (
        Note("from_html", "taken from HTML by trafilatura"),
        *decoded.notes,
        *_lost(decoded.text, article),
        *article.notes,
    )
    return replace(article, notes=notes)


def _parsed(html: str, name: str) -> Any:
    try:
        from trafilatura import load_html
    except ImportError:
        raise InputError(
            name, Note("page_extra", "a web page needs the html extra"), "pip install 'framing-analysis[html]'"
        ) from None
    for log in ("trafilatura", "htmldate", "justext", "courlan"):  # what they have to say becomes an InputError
        logging.getLogger(log).addHandler(logging.NullHandler())
    try:
        tree = load_html(html)
    except Exception as error:
        raise _unparsed(name, error) from None
    if tree is None:
        raise InputError(name, Note("page_empty", "no article is found in the page"), "copy its text into a .txt file")
    return tree


def _unparsed(name: str, error: Exception) -> InputError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    said = Note("page_broken", "the page cannot be parsed: {what}", what=reason)
    return InputError(name, said, "copy its text into a .txt file")


def _article_text(tree: Any) -> str:
    """The careful reading, or the plain one where the careful one lost the article; without the lines around it."""
    from trafilatura import bare_extraction

    pruned = without_link_lists(tree)
    readings = [
        getattr(bare_extraction(deepcopy(pruned), favor_precision=precise, include_comments=False), "text", None) or ""
        for precise in (True, False)
    ]
    careful, plain = readings
    return _trimmed(careful if _running(careful) >= _ENOUGH * _running(plain) else plain)


def _running(text: str) -> int:
    """Characters in lines that can be an article's."""
    return sum(len(line.text) for line in read_lines(text) if line.words >= _FEW_WORDS and line.look not in _AROUND)


def _trimmed(text: str) -> str:
    """The text without the related links after the article, and the menus and footers before and after it."""
    lines = list(read_lines(text))
    lines = lines[: tail_start(lines)]
    while lines and lines[-1].look in _AROUND:
        lines.pop()
    start = next((i for i, line in enumerate(lines) if line.look not in _AROUND), 0)
    return text[lines[start].span.start : lines[-1].span.end] if lines else text


def _told(tree: Any) -> dict[str, str]:
    """What the page says of itself: its structured data, then its meta tags, then its title, link and date by trafilatura."""
    from trafilatura import extract_metadata

    said = _structured(tree)
    meta = {
        (m.get("property") or m.get("name") or "").lower(): (m.get("content") or "").strip() for m in tree.iter("meta")
    }
    found = extract_metadata(deepcopy(tree), date_config=_DATES, extensive=False)
    outlets = [_plain(name) for name in (said.get("outlet", ""), *(meta.get(key, "") for key in _OUTLET_META))]
    authors = [_plain(name) for name in (said.get("author", ""), *(meta.get(key, "") for key in _AUTHOR_META))]
    credits = [name for name in authors if names_an_outlet(name)]  # portals name the first publisher as the author
    title = _title(tree, said.get("title") or found.title or "")
    outlet = next(filter(None, (*outlets, *credits, _site(tree, title))), _plain(found.sitename or ""))
    return {
        "title": title,
        "outlet": outlet,
        "date": iso_date(said.get("date", "")) or found.date or "",
        "author": next(
            (name for name in authors if name and not any(name in o or o in name for o in (*credits, outlet) if o)), ""
        ),
        "address": found.url or "",
    }


def _plain(name: str) -> str:
    """A name without its label and its rights; empty where it is an address, a number, or too long for a name."""
    if _ADDRESS.search(name):
        return ""
    name = _RIGHTS.sub("", _LABEL.sub("", name)).strip()
    return name if len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) else ""


def _site(tree: Any, title: str) -> str:
    """The outlet that the page's title ends in, after the headline."""
    full = " ".join((tree.findtext(".//title") or "").split())
    rest = full[len(title) :] if title and full.startswith(title) else ""
    return next((part for part in reversed(_PARTS.split(rest)) if names_an_outlet(part)), "")


def _title(tree: Any, title: str) -> str:
    """The headline that the page shows, where the page's title begins with it or cuts it short."""
    full = fold(" ".join((tree.findtext(".//title") or "").split())).text
    for heading in tree.iter("h1"):
        shown = " ".join("".join(heading.itertext()).split())
        if len(shown) >= len(title) / 2 and shown and full.startswith(fold(shown).text):
            return shown
    return title


def _structured(tree: Any) -> dict[str, str]:
    """Title, outlet, author and date of the first article in the page's JSON-LD (schema.org)."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if "article" in str(item.get("@type", "")).lower() and item.get("headline"):
                told = {"title": item["headline"], "outlet": item.get("publisher"), "author": item.get("author")}
                return {role: _name(value) for role, value in (told | {"date": item.get("datePublished")}).items()}
    return {}


def _items(data: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"))
    elif isinstance(data, list):
        for item in data:
            yield from _items(item)


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _lost(html: str, article: Article) -> tuple[str, ...]:
    """Notes on invisible characters that the page has and the taken text no longer has."""
    kept = set(article.notes)
    damage = (note for note in find_damage(html) if note not in kept and note.startswith("has "))
    return tuple(Note("page", "the page {note}", note=note) for note in damage)
