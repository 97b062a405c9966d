"""Tables as files by the ending of their name: Parquet, CSV, JSON lines; written whole or not at all, joined part by part."""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from framing.errors import UsageError
from framing.scale.tables import Kind, Type, table_columns
from framing.show.export import csv_cell, to_json

Rows = Sequence[dict[str, Any]]
ENDINGS = (".parquet", ".csv", ".jsonl")
_ROWS_TOGETHER, _BYTES_TOGETHER = 20_000, 12_000_000
"""Rows of a row group of a joined Parquet file, or bytes before compression: so much is in memory at once."""
_ARROW: dict[Type, str] = {"text": "string", "whole": "int64", "number": "float64", "yes_no": "bool"}


class Format(Protocol):
    """How a table is written, and how tables of parts become one."""

    def write(self, path: Path, kind: Kind, rows: Rows, about: str) -> None:
        """One table; ``about`` is what it was made with, as JSON, for formats that can hold it."""

    def join(self, path: Path, kind: Kind, parts: Iterable[Path], about: str) -> None:
        """The rows of several tables, in order, in one file."""

    def without(self, path: Path, out: Path, kind: Kind, articles: Collection[str]) -> None:
        """The table without the rows of some articles, as another file."""


def format_of(path: Path) -> Format:
    """The format of a file's ending. Errors: UsageError for another ending, or where pyarrow is not there for Parquet."""
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise UsageError(f"{path}: results are written as {', '.join(ENDINGS)} (give a name with one of these endings)")
    if suffix == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise UsageError(f"{path}: Parquet needs the scale extra (pip install 'framing-analysis[scale]')") from None
        return _Parquet()
    return _Csv() if suffix == ".csv" else _JsonLines()


def table_path(out: Path, kind: Kind) -> Path:
    """Where a table lies: the articles under the name given, each other kind beside it.

    >>> str(table_path(Path("results.parquet"), "loaded"))
    'results.loaded.parquet'
    """
    return out if kind == "article" else out.with_name(f"{out.stem}.{kind}{out.suffix}")


class _Parquet:
    def write(self, path: Path, kind: Kind, rows: Rows, about: str) -> None:
        import pyarrow
        from pyarrow.parquet import write_table

        table = pyarrow.Table.from_pylist(list(rows), schema=_arrow_schema(kind, about))
        write_table(table, path, compression="zstd")

    def join(self, path: Path, kind: Kind, parts: Iterable[Path], about: str) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetFile, ParquetWriter

        with ParquetWriter(path, _arrow_schema(kind, about), compression="zstd") as writer:
            held: list[Any] = []
            rows = size = 0
            for part in parts:
                table = ParquetFile(part).read(use_threads=False).replace_schema_metadata(writer.schema.metadata)
                held.append(table)
                rows, size = rows + table.num_rows, size + table.nbytes
                if rows >= _ROWS_TOGETHER or size >= _BYTES_TOGETHER:
                    writer.write_table(pyarrow.concat_tables(held))
                    held, rows, size = [], 0, 0
            if held:
                writer.write_table(pyarrow.concat_tables(held))

    def without(self, path: Path, out: Path, kind: Kind, articles: Collection[str]) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetFile, write_table

        table = ParquetFile(path).read()
        kept = pyarrow.array([name not in articles for name in table.column("article").to_pylist()], "bool")
        write_table(table.filter(kept), out, compression="zstd")


@contextlib.contextmanager
def parquet_writer(path: Path, kind: Kind, about: str) -> Iterator[Callable[[Rows], None]]:
    """A Parquet table that is written some rows at a time."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(path, _arrow_schema(kind, about), compression="zstd") as writer:
        yield lambda rows: writer.write_table(pyarrow.Table.from_pylist(list(rows), schema=writer.schema))


def _arrow_schema(kind: Kind, about: str) -> Any:
    import pyarrow

    fields = [pyarrow.field(name, _ARROW[type]) for name, type in table_columns(kind).items()]
    return pyarrow.schema(fields, metadata={"framing": about})


class _Csv:
    """UTF-8 with a mark, so that spreadsheets read Chinese and Vietnamese; the first line names the columns."""

    def write(self, path: Path, kind: Kind, rows: Rows, about: str) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            names = list(table_columns(kind))
            writer.writerow(names)
            writer.writerows([csv_cell(row[name]) for name in names] for row in rows)

    def join(self, path: Path, kind: Kind, parts: Iterable[Path], about: str) -> None:
        self.write(path, kind, (), about)
        _append(path, parts, skip_line=True)

    def without(self, path: Path, out: Path, kind: Kind, articles: Collection[str]) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), sys.maxsize // 2))
        gone = {csv_cell(name) for name in articles}
        with (
            path.open(encoding="utf-8-sig", newline="") as stream,
            out.open("w", encoding="utf-8-sig", newline="") as kept,
        ):
            csv.writer(kept, lineterminator="\n").writerows(row for row in csv.reader(stream) if row[0] not in gone)


class _JsonLines:
    def write(self, path: Path, kind: Kind, rows: Rows, about: str) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(to_json(row) + "\n" for row in rows)

    def join(self, path: Path, kind: Kind, parts: Iterable[Path], about: str) -> None:
        self.write(path, kind, (), about)
        _append(path, parts, skip_line=False)

    def without(self, path: Path, out: Path, kind: Kind, articles: Collection[str]) -> None:
        with path.open(encoding="utf-8") as stream, out.open("w", encoding="utf-8", newline="\n") as kept:
            kept.writelines(line for line in stream if json.loads(line)["article"] not in articles)


def _append(path: Path, parts: Iterable[Path], *, skip_line: bool) -> None:
    with path.open("ab") as out:
        for part in parts:
            with part.open("rb") as stream:
                if skip_line:
                    stream.readline()
                shutil.copyfileobj(stream, out)
