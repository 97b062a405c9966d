"""compare_tables(): a comparison from the counts in tables of results; no text is read again."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Literal

from framing.compare.cautions import unchecked
from framing.compare.contrasts import PERMUTATIONS, By, compare_tallies
from framing.compare.measures import Tally
from framing.compare.records import Comparison
from framing.errors import InputError
from framing.scale.files import ENDINGS, table_path
from framing.scale.tables import table_columns
from framing.scale.tallies import to_tally

_BATCH_ROWS = 1_000


def compare_tables(
    tables: str | Path | Iterable[str | Path],
    *,
    by: By = "outlet",
    within: Literal["event", "nothing"] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> Comparison:
    """``compare`` from what ``analyze --out`` or ``analyze_dask`` wrote: the same table, intervals and tests, without the texts.

    ``tables`` names a table of results (``results.parquet``, whose counts lie beside it), its counts, or the folder that
    ``analyze_dask`` wrote; several are read together. About 50 kB of memory an article.

    Errors: InputError for a table without counts; UsageError as for ``compare``.
    """
    tallies = list(read_tallies(tables))
    found = compare_tallies(tallies, by=by, within=within, permutations=permutations, seed=seed)
    languages = dict.fromkeys(one.language for one in tallies)
    notes = (note for language in languages for note in unchecked(language))
    return replace(found, notes=(*found.notes, *notes))


def read_tallies(tables: str | Path | Iterable[str | Path]) -> Iterator[Tally]:
    """The counts of each article, one at a time. Errors: InputError for a table that is not there or not of counts."""
    for table in [tables] if isinstance(tables, (str, Path)) else tables:
        for path in counts_of(str(table)):
            try:
                for row in _READERS[Path(path).suffix.lower()](path):
                    yield to_tally(row)
            except (OSError, KeyError, ValueError, TypeError) as error:
                reason = " ".join(str(error).split())[:200]
                raise InputError(path, f"not a table of counts: {reason}", "give what analyze --out wrote") from None


def has_counts(path: Path) -> bool:
    """Whether a path is a table of results with its counts, or the folder of an ``analyze_dask`` run, and not of articles.

    >>> has_counts(Path("news"))
    False
    """
    if path.is_dir():
        return (path / "tally").is_dir() and (path / "partitions").is_dir()
    return (
        path.is_file()
        and path.suffix.lower() in ENDINGS
        and (".tally." in path.name or table_path(path, "tally").is_file())
    )


def counts_of(table: str) -> list[str]:
    """The files with the counts that belong to a table or folder of results. Errors: InputError where there are none."""
    name = Path(table)
    if ".tally." in name.name:
        return [table]
    if "://" in table or name.is_dir():
        found = _listed(table)
    else:
        beside = table_path(name, "tally")
        found = [str(beside)] if name.suffix.lower() in ENDINGS and beside.is_file() else []
    if not found:
        raise InputError(
            table, "no table of results with its counts (tally)", "write it with analyze --out, or analyze_dask"
        )
    return found


def _listed(folder: str) -> list[str]:
    patterns = ("tally/*.parquet", *(f"*.tally{ending}" for ending in ENDINGS))
    if "://" not in folder:
        return [str(path) for pattern in patterns for path in sorted(Path(folder).glob(pattern))]
    import fsspec

    system, path = fsspec.url_to_fs(folder)
    return [system.unstrip_protocol(f) for pattern in patterns for f in sorted(system.glob(f"{path}/{pattern}"))]


def _open(path: str, mode: Literal["rb", "rt"]) -> IO[Any]:
    if "://" not in path:
        return open(path, mode, encoding="utf-8-sig" if mode == "rt" else None)  # noqa: PTH123
    import fsspec

    stream: IO[Any] = fsspec.open(path, mode, encoding="utf-8-sig" if mode == "rt" else None).open()
    return stream


def _parquet_rows(path: str) -> Iterator[Mapping[str, Any]]:
    from pyarrow.parquet import ParquetFile

    with _open(path, "rb") as stream:
        for batch in ParquetFile(stream).iter_batches(_BATCH_ROWS, columns=list(table_columns("tally"))):
            yield from batch.to_pylist()


def _json_rows(path: str) -> Iterator[Mapping[str, Any]]:
    with _open(path, "rt") as stream:
        yield from map(json.loads, stream)


def _csv_rows(path: str) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(max(csv.field_size_limit(), sys.maxsize // 2))
    with _open(path, "rt") as stream:
        for row in csv.DictReader(stream):
            yield {name: _unguarded(cell) for name, cell in row.items()} | {"lifted": row["lifted"] == "True"}


def _unguarded(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r" and len(cell) > 2 else cell


_READERS: Mapping[str, Callable[[str], Iterator[Mapping[str, Any]]]] = {
    ".parquet": _parquet_rows,
    ".csv": _csv_rows,
    ".jsonl": _json_rows,
}
