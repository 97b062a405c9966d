"""Tables of articles to rows, one at a time: CSV, TSV, JSON lines, JSON, Parquet; a broken row is an error by its number."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any, BinaryIO

from framing.errors import InputError, NotAnArticle
from framing.notes import Note
from framing.text.encodings import encoding_notes, encoding_of
from framing.text.records import Row, find_columns, to_article
from framing.text.sources import MAX_EXPANDED, Source
from framing.types import Article

MAX_JSON_BYTES = 200_000_000
"""A ``.json`` file is read whole; a larger one is to be written as ``.jsonl``."""
MAX_BROKEN_ROWS = 1_000
"""After so many broken rows the file is not what its name says, and the rest of it is not read."""
_DELIMITERS = (",", ";", "\t", "|")
_BATCH_ROWS = 256
Numbered = tuple[int | None, Row | InputError]


def read_table(source: Source, columns: Mapping[str, str], limit: int) -> Iterator[Article | InputError]:
    """The articles of a table, lazily; ``limit`` is the most bytes that one row may have.

    Errors: an InputError is yielded for each broken row, raised where nothing more can be read.
    """
    rows, notes = _rows(source, columns, limit)
    found: dict[tuple[str, ...], dict[str, str]] = {}
    broken = 0
    for number, row in rows:
        try:
            if isinstance(row, InputError):
                raise row
            names = tuple(row)
            if names not in found:  # JSON objects may differ; a table's rows do not
                found = {names: find_columns(names, columns, _where(source, number))}
            yield _noted(to_article(row, found[names], source, number), notes)
        except InputError as error:
            if number == 1 and isinstance(error, NotAnArticle) and error.own:
                raise NotAnArticle(source.name, error.reason, error.remedy, own=True) from None
            of_row = number is not None and isinstance(error, NotAnArticle)  # its file may hold articles
            yield InputError(error.path, error.reason, error.remedy) if of_row else error
            broken += 1
            if broken >= MAX_BROKEN_ROWS:
                reason = Note("rows_broken", "{n} broken rows, the rest is not read", n=MAX_BROKEN_ROWS)
                raise InputError(source.name, reason, "check its format") from None


def _rows(source: Source, columns: Mapping[str, str], limit: int) -> tuple[Iterator[Numbered], tuple[str, ...]]:
    """The rows, and the notes that hold for all of them."""
    if source.suffix == ".parquet":
        return _parquet_rows(source, columns), ()
    with source.open() as stream:
        encoding = encoding_of(stream, source.name)
    notes = encoding_notes(encoding)
    if source.suffix == ".json":
        return _json_rows(source, encoding, columns), notes
    lines = _Lines(source, encoding, limit)
    if source.suffix == ".jsonl":
        return _json_line_rows(lines, source), notes
    return _csv_rows(lines, columns, source), notes


def _noted(article: Article, notes: tuple[str, ...]) -> Article:
    return replace(article, notes=notes + article.notes) if notes else article


def _where(source: Source, number: int | None) -> str:
    return source.name if number is None else f"{source.name} row {number}"


class _Lines:
    """The lines of a file with their ends; ``back`` gives lines again, ``taken`` are those since ``start``."""

    def __init__(self, source: Source, encoding: str, limit: int) -> None:
        self._name, self._encoding, self._limit = source.name, encoding, limit
        # A byte that does not decode becomes a lone surrogate: it breaks its own row only.
        self._stream = io.TextIOWrapper(source.open(), encoding, errors="surrogateescape", newline="")
        self._again: list[str] = []
        self.taken: list[str] = []
        self._size = 0

    def start(self) -> None:
        """A new row begins."""
        self.taken, self._size = [], 0

    def back(self, lines: list[str]) -> None:
        """Give these lines again, the first of them next."""
        self._again += reversed(lines)

    def close(self) -> None:
        self._stream.close()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise csv.Error(f"longer than {self._limit / 1e6:.0f} MB: a quotation mark is not closed")
        return line

    def _read(self) -> str:
        try:
            line = self._stream.readline(self._limit + 1)
        except UnicodeDecodeError as error:
            raise _not_to_its_end(self._name, self._encoding, error) from None
        if len(line) > self._limit:
            reason = Note("line_long", "a line is longer than {limit:.0f} MB", limit=self._limit / 1e6)
            raise InputError(self._name, reason, "check its format")
        return line


def _not_to_its_end(name: str, encoding: str, error: UnicodeDecodeError) -> InputError:
    said = "not {encoding} to its end: {what}"
    return InputError(name, Note("encoding_broken", said, encoding=encoding, what=error.reason), "save it as UTF-8")


def _check_bytes(line: str, where: str) -> None:
    """Errors: InputError for bytes that did not decode, and for NUL."""
    if not line.isascii() and any("\udc80" <= char <= "\udcff" for char in line):
        raise InputError(where, Note("row_bytes", "bytes that are not in the encoding of the file"), "save it as UTF-8")
    if "\0" in line:
        raise InputError(where, Note("row_nul", "NUL bytes"), "give plain text")


def _csv_rows(lines: _Lines, columns: Mapping[str, str], source: Source) -> Iterator[Numbered]:
    with closing(lines):
        reader, names = _csv_header(lines, source)
        find_columns(names, columns, source.name)
        number = 1
        while True:
            where = f"{source.name} row {number}"
            try:
                if cells := _next_row(reader, lines, where):
                    yield number, _named(names, cells, where)
                    number += 1
            except StopIteration:
                break
            except InputError as error:
                if error.path != where:  # the file itself, not one row
                    raise
                yield number, error
                number += 1
        if number == 1:
            reason = Note("table_empty", "no row stands under its header")
            raise InputError(source.name, reason, "give a table with articles")


def _csv_header(lines: _Lines, source: Source) -> tuple[Any, list[str]]:
    """The reader, and the names in the first line. Errors: InputError for an empty file or a broken header."""
    first = next(lines, "")
    delimiter = "\t" if source.suffix == ".tsv" else _delimiter(first)
    lines.back([first] if first else [])
    # The limit belongs to the csv module, not to a reader: it is only ever raised. The rows have their own limit.
    csv.field_size_limit(max(csv.field_size_limit(), sys.maxsize // 2))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return reader, _next_row(reader, lines, source.name)
    except StopIteration:
        raise InputError(source.name, Note("file_empty", "the file is empty"), "give a file with text") from None


def _next_row(reader: Any, lines: _Lines, where: str) -> list[str]:
    """The next row. A row that is broken ends with its first line, and what follows is read again."""
    lines.start()
    try:
        cells: list[str] = next(reader)
        _check_bytes("".join(lines.taken), where)
        return cells
    except csv.Error as error:
        lines.back(lines.taken[1:])
        reason = Note("row_broken", "broken row: {what}", what=str(error))
        raise InputError(where, reason, "check its quotation marks") from None


def _named(names: list[str], cells: list[str], where: str) -> Row | InputError:
    if len(cells) != len(names):
        return InputError(
            where,
            Note("row_cells", "{cells} cells, the header has {names}", cells=len(cells), names=len(names)),
            "check its quotation marks",
        )
    return dict(zip(names, cells, strict=True))


def _delimiter(header: str) -> str:
    """The one that parts the header into most columns; the comma where none does."""
    return max(_DELIMITERS, key=header.count)


def _json_line_rows(lines: _Lines, source: Source) -> Iterator[Numbered]:
    with closing(lines):
        for number, line in enumerate(lines, 1):
            lines.start()
            where = f"{source.name} row {number}"
            try:
                _check_bytes(line, where)
                row = _object(_parsed(line, where), where) if line.strip() else None
            except InputError as error:
                row = error
            if row is not None:
                yield number, row


def _json_rows(source: Source, encoding: str, columns: Mapping[str, str]) -> Iterator[Numbered]:
    """The rows of a list, of ``{"articles": […]}``, or one object (which has no row number).

    Errors: NotAnArticle for a list of which no object has a text, once for the file.
    """
    if source.size > MAX_JSON_BYTES:
        reason = f"{source.size / 1e6:.0f} MB, more than the {MAX_JSON_BYTES / 1e6:.0f} MB of one JSON file"
        raise InputError(source.name, reason, "write it as .jsonl, one article a line")
    with source.open(MAX_JSON_BYTES) as stream:
        try:
            text = stream.read().decode(encoding)
        except UnicodeDecodeError as error:
            raise _not_to_its_end(source.name, encoding, error) from None
    found = _parsed(text, source.name)
    if isinstance(found, dict) and isinstance(found.get("articles"), list):
        found = found["articles"]
    if not isinstance(found, list):
        yield None, _object(found, source.name)
        return
    if not found:
        raise InputError(source.name, Note("file_empty", "the file is empty"), "give a file with text")
    if all(isinstance(row, dict) for row in found) and not any(_has_text(row, columns) for row in found):
        find_columns(tuple(found[0]), columns, source.name)
    for number, row in enumerate(found, 1):
        yield number, _object(row, f"{source.name} row {number}")


def _has_text(row: Row, columns: Mapping[str, str]) -> bool:
    try:
        return bool(find_columns(tuple(row), columns, ""))
    except InputError:
        return False


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        reason = Note("json_broken", "not valid JSON: {what} at character {place}", what=what, place=str(error.pos))
        raise InputError(where, reason, "check its format") from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, a thousand brackets
        reason = Note("json_unread", "not valid JSON: {what}", what=str(error))
        raise InputError(where, reason, "check its format") from None


def _object(row: object, where: str) -> Row | InputError:
    if isinstance(row, dict):
        return row
    reason = Note("json_kind", "a JSON {kind}, not an object", kind=type(row).__name__)
    return InputError(where, reason, 'write each article as {"text": "…"}')


def _parquet_rows(source: Source, columns: Mapping[str, str]) -> Iterator[Numbered]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = "pip install 'framing-analysis[scale]'"
        raise InputError(source.name, "a Parquet file needs the scale extra", remedy) from None
    number = 0
    try:
        with _seekable(source) as stream:
            table = ParquetFile(stream)
            names = [name for name in table.schema_arrow.names if name]
            wanted = find_columns(names, columns, source.name)
            for batch in table.iter_batches(_BATCH_ROWS, columns=list(wanted.values())):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except InputError:
        raise
    except (ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError, MemoryError) as error:
        reason = " ".join(str(error).split())[:200]
        where = f"{source.name} row {number + 1}" if number else source.name
        raise InputError(where, f"not a whole Parquet file: {reason}", "write the file again") from None


def _seekable(source: Source) -> BinaryIO:
    """Parquet is read from its end: from disk as it is, out of an archive in memory."""
    if source.name == str(source.path):
        source.open().close()
        return source.unpacked()
    return io.BytesIO(source.read(MAX_EXPANDED))
