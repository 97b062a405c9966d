"""analyze_many(): any number of articles, one by one or in several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import overload

from framing.errors import InputError, UsageError
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.scale.pool import Chunk, Item, Pool, analyses, chunked
from framing.scale.settings import Settings, measure
from framing.types import Analysis, Article

CHUNK_ARTICLES, CHUNK_CHARACTERS = 32, 400_000
"""What goes to a process at once: enough that the way there costs nothing, little enough that memory stays flat."""


@overload
def analyze_many(
    articles: Iterable[Article | str], *, workers: int = ..., progress: bool = ..., lexicon: Lexicon = ...,
    segmenter: str = ..., readability: bool = ...
) -> Iterator[Analysis]: ...  # fmt: skip


@overload
def analyze_many(
    articles: Iterable[Article | InputError | str], *, workers: int = ..., progress: bool = ..., lexicon: Lexicon = ...,
    segmenter: str = ..., readability: bool = ...
) -> Iterator[Analysis | InputError]: ...  # fmt: skip


def analyze_many(
    articles: Iterable[Article | InputError | str],
    *,
    workers: int = 1,
    progress: bool = False,
    lexicon: Lexicon = BUILT_IN,
    segmenter: str = "",
    readability: bool = False,
) -> Iterator[Analysis | InputError]:
    """An analysis for each article, in order, lazily, with ``workers`` processes; memory stays the same for any number.

    What cannot be measured is an Analysis all the same, its fault the reason in ``refused``; so is an article whose
    process died. An InputError of ``read_articles`` comes out in its place. ``progress`` shows a bar on stderr.
    ``lexicon``, ``segmenter`` and ``readability`` as for ``analyze``.

    Errors: UsageError at once for a number of workers below 1 or a segmenter that there is not.

    >>> found = analyze_many(["The so-called reform passed.", "The reform passed."])
    >>> [len(analysis.loaded) for analysis in found]
    [1, 0]
    """
    settings = Settings(lexicon, segmenter, readability).check()
    check_workers(workers)
    items = (Article(item) if isinstance(item, str) else item for item in articles)
    return _shown(_each(items, settings, workers), articles) if progress else _each(items, settings, workers)


def check_workers(workers: int) -> None:
    """Errors: UsageError for a number of processes that there cannot be."""
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise UsageError(f"workers is a number of processes from 1 on, got {workers!r}")


def _each(items: Iterator[Item], settings: Settings, workers: int) -> Iterator[Analysis | InputError]:
    if workers == 1:
        for item in items:
            yield item if isinstance(item, InputError) else measure(item, settings)
        return
    for found in Pool(_measured, settings, workers).run(chunked(items, CHUNK_ARTICLES, CHUNK_CHARACTERS)):
        yield from found


def _measured(chunk: Chunk, settings: Settings) -> list[Analysis | InputError]:
    found = zip(chunk.items, analyses(chunk, settings), strict=True)
    return [item if isinstance(item, InputError) else analysis for item, analysis in found]


def _shown(found: Iterator[Analysis | InputError], articles: Iterable[object]) -> Iterator[Analysis | InputError]:
    from tqdm import tqdm

    total = len(articles) if isinstance(articles, Sized) else None
    yield from tqdm(found, total=total, unit="article")
