"""Files and folders to Articles, one at a time; a file that cannot be read is an error with its name, reason and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from framing.errors import InputError, NotAnArticle, UsageError
from framing.notes import Note
from framing.text.duplicates import DUPLICATES, Duplicates, find_duplicates
from framing.text.formats import Asked, articles_of
from framing.text.records import check_columns
from framing.text.sources import PAGES, TABLES, TEXTS, Source, file_source, is_folder, sent_source, walk
from framing.types import Article

MAX_BYTES = 20_000_000
"""A larger text is refused: it is not one news article. A table may be larger, its rows may not."""
_SHOWN = 3


def read_articles(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    language: str = "",
    duplicates: Duplicates = "keep",
) -> Iterator[Article | InputError]:
    """Articles of files, archives and folders, lazily, in order; what cannot be read yields its InputError.

    Texts (``.txt``, ``.md``, any other ending of a file named alone), pages (``.html``, ``.htm``; extra ``html``),
    tables (``.csv``, ``.tsv``, ``.jsonl``, ``.json``, ``.parquet``; the last with extra ``scale``), ``.zip`` of these,
    ``.gz`` of one. A folder is read in the order of its file names, sub-folders included; README and LICENSE, hidden files,
    and the labels and results that framing wrote are no articles there, and other files without a text are one error.

    Outlet, date, language, event and title come from the row or page, and from a ``corpus.toml`` or ``manifest.toml``
    beside the file. ``outlet`` overrides; ``"folder"`` takes the sub-folder's name. ``language`` is that of articles which give
    none: their lines that do not tell their own are read in it. ``columns`` maps what a column is
    (``text``, ``title``, ``outlet``, ``date``, ``id``, ``address``, ``language``, ``event``, ``author``, ``country``, ``genre``) to its name in
    the file; the usual names are found without it. ``duplicates="report"`` notes on an article that it repeats an
    earlier one; ``"drop"`` yields an InputError in its place. No two articles have the same id.

    Errors: UsageError at once for a role or choice that there is not; nothing else is raised.

    >>> print(next(read_articles("no-such-file.txt")))
    no-such-file.txt: no such file (check the path)
    """
    if duplicates not in DUPLICATES:
        raise UsageError(f"duplicates is one of {', '.join(DUPLICATES)}, got {duplicates!r}")
    asked = Asked(check_columns(columns), outlet, MAX_BYTES, language)
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


def read_sent(data: bytes, name: str) -> Iterator[Article | InputError]:
    r"""Articles of what was sent under a file's name: a text, a page or a table; nothing on disk is looked at.

    Archives and Parquet are refused, as they may hold far more than was sent. What cannot be read yields its InputError.

    >>> [article.text for article in read_sent(b"title,text\nA,One.\nB,Two.\n", "../two.csv")]
    ['One.', 'Two.']
    """
    source = sent_source(data, name)
    if source.suffix not in {*TEXTS, *PAGES, *TABLES, ""} - {".parquet"}:
        yield InputError(
            name,
            Note("file_kind", "a {kind} file", kind=source.suffix),
            "send a text (.txt), a page (.html) or a table (.csv)",
        )
        return
    yield from articles_of(source, Asked({}, None, MAX_BYTES))


def _read_each(paths: Iterable[str | Path], asked: Asked) -> Iterator[Article | InputError]:
    for path in map(Path, paths):
        if is_folder(path):
            yield from _read_folder(path, asked)
            continue
        try:
            yield from articles_of(file_source(path), asked)
        except InputError as error:
            yield error


def _read_folder(root: Path, asked: Asked) -> Iterator[Article | InputError]:
    """The articles under a folder. Files that hold none are one error for all; this package's own results are none."""
    left: list[NotAnArticle] = []
    empty = True
    for source in walk(root):
        for item in articles_of(source, asked) if isinstance(source, Source) else (source,):
            if isinstance(item, NotAnArticle):
                left.append(item)
            else:
                empty = False
                yield item
    others = [Path(error.path).name for error in left if not error.own]
    if others:
        shown = ", ".join(others[:_SHOWN]) + ", …" * (len(others) > _SHOWN)
        yield InputError(
            str(root), f"{len(others)} files in it hold no article: {shown}", "leave them out, or name the column"
        )
    elif left and empty:
        yield InputError(str(root), "only labels or results of framing in it", "give the folder of the articles")


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
