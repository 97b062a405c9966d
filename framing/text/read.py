"""Files and folders to Articles, one at a time; a file that cannot be read is an error with its name, reason and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from framing.errors import InputError, UsageError
from framing.text.duplicates import DUPLICATES, Duplicates, find_duplicates
from framing.text.formats import Asked, articles_of
from framing.text.records import check_columns
from framing.text.sources import Source, file_source, is_folder, walk
from framing.types import Article

MAX_BYTES = 20_000_000
"""A larger text is refused: it is not one news article. A table may be larger, its rows may not."""


def read_articles(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    duplicates: Duplicates = "keep",
) -> Iterator[Article | InputError]:
    """Articles of files, archives and folders, lazily, in order; what cannot be read yields its InputError.

    Texts (``.txt``, ``.md``, any other ending of a file named alone), pages (``.html``, ``.htm``; extra ``html``),
    tables (``.csv``, ``.tsv``, ``.jsonl``, ``.json``, ``.parquet``; the last with extra ``scale``), ``.zip`` of these,
    ``.gz`` of one. A folder is read in the order of its file names, sub-folders included.

    Outlet, date, language, event and title come from the row or page, and from a ``corpus.toml`` or ``manifest.toml``
    beside the file. ``outlet`` overrides; ``"folder"`` takes the sub-folder's name. ``columns`` maps what a column is
    (``text``, ``title``, ``outlet``, ``date``, ``id``, ``address``, ``language``, ``event``, ``author``) to its name in
    the file; the usual names are found without it. ``duplicates="report"`` notes on an article that it repeats an
    earlier one; ``"drop"`` yields an InputError in its place. No two articles have the same id.

    Errors: UsageError at once for a role or choice that there is not; nothing else is raised.

    >>> print(next(read_articles("no-such-file.txt")))
    no-such-file.txt: no such file (check the path)
    """
    if duplicates not in DUPLICATES:
        raise UsageError(f"duplicates is one of {', '.join(DUPLICATES)}, got {duplicates!r}")
    asked = Asked(check_columns(columns), outlet, MAX_BYTES)
    listed = [paths] if isinstance(paths, (str, Path)) else paths
    return find_duplicates(_with_own_ids(_read_each(listed, asked)), duplicates)


def read_article(path: str | Path, *, outlet: str | None = None) -> Article:
    """One file as an article.

    Errors: InputError with the reason (missing, empty, binary, encoding, size, more than one article).
    """
    path = Path(path)
    items = articles_of(file_source(path), Asked({}, outlet, MAX_BYTES))
    first = next(items)
    if isinstance(first, InputError):
        raise first
    if next(items, None) is not None:
        raise InputError(str(path), "it holds more than one article", "read it with read_articles")
    return first


def _read_each(paths: Iterable[str | Path], asked: Asked) -> Iterator[Article | InputError]:
    for path in paths:
        for source in _sources(Path(path)):
            if isinstance(source, Source):
                yield from articles_of(source, asked)
            else:
                yield source


def _sources(path: Path) -> Iterator[Source | InputError]:
    if is_folder(path):
        yield from walk(path)
        return
    try:
        yield file_source(path)
    except InputError as error:
        yield error


def _with_own_ids(items: Iterator[Article | InputError]) -> Iterator[Article | InputError]:
    """Two files of one name in two folders: the second article's id ends in ``-2``."""
    times: dict[str, int] = {}
    for item in items:
        if isinstance(item, Article):
            name = item.id
            while name in times:
                times[item.id] += 1
                name = f"{item.id}-{times[item.id]}"
            times[name] = 1
            item = replace(item, id=name) if name != item.id else item
        yield item
