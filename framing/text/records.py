"""A row of a table to an Article: which column is what, by its usual names or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

from framing.data import data_root, read_toml
from framing.errors import InputError, NotAnArticle, UsageError
from framing.notes import Note
from framing.text.damage import find_damage
from framing.text.dates import iso_date
from framing.text.languages import called
from framing.text.sources import Source
from framing.text.spans import fold
from framing.types import Article

Row = Mapping[str, object]
MAX_CHARACTERS = 5_000_000
"""Of one article, wherever it comes from: some 800,000 words. A longer text is many articles, or none."""
_BREAKS = re.compile(r"[\s_\-.]+")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LONGEST_ID = 100
_LONGEST_SHOWN = 60
# The columns of this package's own files: of all its tables, of its labels and analyses, and of what says how results
# were made; the last two hold no text.
_OWN = (
    (frozenset({"article", "outlet", "date", "language", "lexicon"}), frozenset[str]()),
    (frozenset({"zones", "language"}), frozenset({"text"})),
    (frozenset({"framing_run"}), frozenset({"text"})),
)
_NOT_IN_IDS = frozenset('/\\:*?"<>|')


def check_length(text: str, name: str) -> None:
    """Errors: InputError for a text longer than ``MAX_CHARACTERS``.

    >>> check_length("a" * 5_000_001, "a.txt")
    Traceback (most recent call last):
        ...
    framing.errors.InputError: a.txt: 5,000,001 characters, at most 5,000,000 may be one article (split it into one text an article)
    """
    if len(text) > MAX_CHARACTERS:
        reason = f"{len(text):,} characters, at most {MAX_CHARACTERS:,} may be one article"
        raise InputError(name, reason, "split it into one text an article")


@cache
def roles() -> tuple[str, ...]:
    """What a column can be: ``text``, ``title``, ``outlet``, ``date``, ``id`` …"""
    return tuple(read_toml(data_root("lexicons") / "columns.toml"))


def check_columns(columns: Mapping[str, str] | None) -> Mapping[str, str]:
    """The caller's columns. Errors: UsageError for a role that there is not.

    >>> check_columns({"words": "a"})
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: no column can be 'words'; text, title, outlet, date, id, address, language, event, author, country, genre can
    """
    for role in columns or ():
        if role not in roles():
            raise UsageError(f"no column can be {role!r}; {', '.join(roles())} can")
    return dict(columns or {})


def find_columns(names: Sequence[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """Role → column. Errors: InputError where a given column is missing, NotAnArticle where none is the text.

    >>> find_columns(["ngày", "Nội_dung", "內容"], {}, "news.csv")
    {'text': '內容', 'date': 'ngày'}
    """
    if "text" not in given and any(own.issubset(names) and absent.isdisjoint(names) for own, absent in _OWN):
        raise NotAnArticle(
            where, Note("own_results", "labels or results of framing, not an article"), "leave it out", own=True
        )
    folded = {_plain(name): name for name in reversed(names)}
    for column in given.values():
        if column not in names:
            raise InputError(where, f"has no column {column!r} (it has {_shown(names)})", "check the name")
    found = dict(given)
    for role in roles():
        usual = (name for name in _usual(role) if name in folded and folded[name] not in found.values())
        if role not in found and (name := next(usual, "")):
            found[role] = folded[name]
    if "text" not in found:
        raise NotAnArticle(
            where,
            Note("no_text_column", "no column for the text (it has {columns})", columns=_shown(names)),
            'call that column text, or in Python columns={"text": "…"}',
        )
    return found


@cache
def _usual(role: str) -> tuple[str, ...]:
    return tuple(_plain(name) for name in read_toml(data_root("lexicons") / "columns.toml")[role]["names"])


def _plain(name: str) -> str:
    return _BREAKS.sub(" ", fold(name).text).strip()


def _shown(names: Sequence[str]) -> str:
    shown = ", ".join(" ".join(name.split()) for name in names)
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def to_article(row: Row, columns: Mapping[str, str], source: Source, number: int | None) -> Article:
    """One row as an article; what the row says goes before what the manifest says of the whole file.

    ``number`` counts rows from 1; None is the only object of its file. Errors: InputError where there is no text.
    """
    where = source.name if number is None else f"{source.name} row {number}"
    text = row.get(columns["text"])
    if text is not None and not isinstance(text, str):
        reason = Note("text_kind", "its text is a {kind}, not words", kind=type(text).__name__)
        raise InputError(where, reason, "check the column")
    if text is None or not text.strip():
        raise InputError(where, Note("text_empty", "the text is empty"), "leave the row out, or give its text")
    if "\0" in text:
        raise InputError(where, Note("text_nul", "its text has NUL bytes"), "give plain text")
    check_length(text, where)
    told = {role: _cell(row.get(column)) for role, column in columns.items() if role != "text"}
    told = {**source.known, **{role: value for role, value in told.items() if value}}
    notes: list[str] = [Note("address", "address {address}", address=told["address"])] if told.get("address") else []
    stem = source.stem if number is None else f"{source.stem}:{number}"
    return Article(
        text=text,
        id=_id(told.get("id", ""), stem, notes),
        outlet=told.get("outlet", ""),
        date=_date(told.get("date", ""), notes),
        language=_language(told.get("language", ""), notes),
        title=told.get("title", ""),
        event=told.get("event", ""),
        country=told.get("country", ""),
        genre=told.get("genre", ""),
        path=source.name,
        notes=(*notes, *find_damage(text)),
        author=told.get("author", ""),
    )


def _cell(value: object) -> str:
    """A value as text. News APIs give an outlet as ``{"id": …, "name": …}``."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, (list, tuple)):
        return ", ".join(item for item in value if isinstance(item, str))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return "" if value is None or value != value else _number_or_text(value)


def _number_or_text(value: object) -> str:
    """A whole number without its ``.0``; a column of integers with gaps comes as floats."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return " ".join(str(value).split())


def _id(given: str, stem: str, notes: list[str]) -> str:
    """The row's own id where it can be a file's name, else the file's stem and the row."""
    if not given:
        return stem
    if len(given) <= _LONGEST_ID and given.isprintable() and given[0] != "." and not _NOT_IN_IDS & set(given):
        return given
    notes.append(Note("id_given", "id {id}", id=given))
    return stem


def _date(given: str, notes: list[str]) -> str:
    found = iso_date(given)
    if given and not found:
        notes.append(Note("date_given", "date given as {date}", date=given))
    return found


def _language(given: str, notes: list[str]) -> str:
    """A tag as it is given; a name (``Vietnamese``, 中文) as its tag; with a note, nothing for what is neither."""
    if not given or _LANGUAGE_TAG.fullmatch(given):
        return given.replace("_", "-")
    if (tag := called(given)) != given:
        return tag
    notes.append(Note("language_given", "language given as {language}", language=given))
    return ""
