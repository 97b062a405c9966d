"""One source to its articles: each ending has its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import InputError
from framing.notes import Note
from framing.text.encodings import decode
from framing.text.pages import read_page
from framing.text.records import to_article
from framing.text.sources import PAGES, TABLES, Source, gunzipped, members
from framing.text.tables_in import read_table
from framing.types import Article

OUTLET_OF_FOLDER = "folder"
"""``outlet="folder"`` takes the name of the sub-folder that a file lies in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller asked of every file: the columns, the outlet, the most bytes of one text, the language where none is given."""

    columns: Mapping[str, str]
    outlet: str | None
    limit: int
    language: str = ""


def articles_of(source: Source, asked: Asked) -> Iterator[Article | InputError]:
    """The articles in a source, lazily; what cannot be read is yielded as its InputError, never raised."""
    try:
        for item in _read(source, asked):
            yield item if isinstance(item, InputError) else _as_asked(item, source, asked)
        source.check_unchanged()
    except InputError as error:
        yield error


def _read(source: Source, asked: Asked) -> Iterator[Article | InputError]:
    if source.suffix == ".gz":
        yield from articles_of(gunzipped(source), asked)
    elif source.suffix == ".zip":
        for member in members(source):
            if isinstance(member, InputError):
                yield member
            else:
                yield from articles_of(member, asked)
    elif source.suffix in PAGES:
        yield read_page(source, asked.limit)
    elif source.suffix in TABLES:
        yield from read_table(source, asked.columns, asked.limit)
    else:
        yield _read_text(source, asked.limit)


def _as_asked(article: Article, source: Source, asked: Asked) -> Article:
    """The outlet that was asked for, and the language where the article gives none. A member of a zip has its own folder."""
    if asked.language and not article.language:
        article = replace(article, language=asked.language)
    if not asked.outlet or (asked.outlet == OUTLET_OF_FOLDER and source.suffix in (".zip", ".gz")):
        return article
    return replace(article, outlet=source.folder if asked.outlet == OUTLET_OF_FOLDER else asked.outlet)


def _read_text(source: Source, limit: int) -> Article:
    """A text file as it is, with what a manifest says, or the manifest of the seed texts, which knows it by sha256."""
    data = source.read(limit)
    decoded = decode(data, source.name)
    if not decoded.text.strip():
        raise InputError(source.name, Note("file_empty", "the file is empty"), "give a file with text")
    known = source.known or _seed_texts().get(hashlib.sha256(data).hexdigest(), {})
    row = {"text": decoded.text, **{role: known[role] for role in _TOLD if known.get(role)}}
    article = to_article(row, {role: role for role in row}, source, None)
    return replace(article, notes=decoded.notes + article.notes)


_TOLD = ("outlet", "date", "language", "event", "title", "country", "genre")


@cache
def _seed_texts() -> dict[str, dict[str, Any]]:
    return {entry["sha256"]: entry for entry in read_toml(data_root("seeds") / "manifest.toml").get("article", ())}
