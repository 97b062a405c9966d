"""Work in processes: results in the order of what was given, few chunks at a time; a process that dies costs one article."""

from __future__ import annotations

import copyreg
import io
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Generic, TypeVar

from framing.analyze import failed
from framing.errors import FramingError, InputError
from framing.scale.settings import DIED, Settings, measure
from framing.types import (
    Analysis,
    Article,
    Attribution,
    FrameScore,
    LexiconVersion,
    LoadedTerm,
    Mention,
    Prediction,
    Span,
    StanceScore,
    Zone,
)

Item = Article | InputError
Result = TypeVar("Result")
AHEAD = 2
"""Chunks held for each process: so much is read ahead, and no more is in memory, however slowly results are taken."""
_PARENT_SECONDS = 2.0
_of_process: dict[str, Settings] = {}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Articles that go to a process together. Those at the places ``fatal`` killed one and are not tried again."""

    number: int
    items: tuple[Item, ...]
    fatal: frozenset[int] = frozenset()


def chunked(items: Iterable[Item], most: int, most_characters: int) -> Iterator[Chunk]:
    """Items in order, so many together; fewer where their texts are long.

    >>> [len(chunk.items) for chunk in chunked([Article("long" * 9), Article("a"), Article("b"), Article("c")], 2, 20)]
    [1, 2, 1]
    """
    held: list[Item] = []
    number = size = 0
    for item in items:
        held.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(held) >= most or size >= most_characters:
            yield Chunk(number, tuple(held))
            held, number, size = [], number + 1, 0
    if held:
        yield Chunk(number, tuple(held))


class Pool(Generic[Result]):
    """``work`` on chunks in ``workers`` processes, each of which is sent the settings once."""

    def __init__(self, work: Callable[[Chunk, Settings], Result], settings: Settings, workers: int) -> None:
        self._work, self._settings, self._workers = work, settings, workers
        self._executor = _processes(settings, workers)
        self._single: Executor | None = None
        self._waiting: deque[tuple[Chunk, Future[bytes]]] = deque()

    def run(self, chunks: Iterable[Chunk]) -> Generator[Result, None, None]:
        """The results in the order of the chunks. An exception of ``work`` is raised; a process that dies is replaced."""
        try:
            for chunk in chunks:
                self._waiting.append((chunk, self._submit(chunk)))
                if len(self._waiting) > AHEAD * self._workers:
                    yield from self._oldest()
            while self._waiting:
                yield from self._oldest()
        finally:
            _stop(self._executor, at_once=bool(self._waiting))
            if self._single is not None:
                _stop(self._single, at_once=True)

    def _submit(self, chunk: Chunk) -> Future[bytes]:
        try:
            return self._executor.submit(_in_process, self._work, chunk)
        except BrokenExecutor as error:
            lost: Future[bytes] = Future()
            lost.set_exception(error)
            return lost

    def _oldest(self) -> Iterator[Result]:
        try:
            done = self._waiting[0][1].result()
        except BrokenExecutor:
            _stop(self._executor, at_once=True)
            yield from self._one_by_one()
            self._executor = _processes(self._settings, self._workers)
        else:
            self._waiting.popleft()
            yield pickle.loads(done)

    def _one_by_one(self) -> Iterator[Result]:
        """Each chunk that was lost with the processes, in one process: what kills it there is known by its place."""
        while self._waiting:
            chunk, _ = self._waiting[0]
            done = self._alone(self._work, chunk)
            if done is None:
                done = self._alone(self._work, replace(chunk, fatal=frozenset(self._fatal(chunk))))
            if done is None:
                raise FramingError("the processes die again and again (give them more memory, or fewer workers)")
            self._waiting.popleft()
            yield pickle.loads(done)

    def _fatal(self, chunk: Chunk) -> Iterator[int]:
        for place, item in enumerate(chunk.items):
            if self._alone(_measured, Chunk(chunk.number, (item,))) is None:
                yield place

    def _alone(self, work: Callable[[Chunk, Settings], object], chunk: Chunk) -> bytes | None:
        self._single = self._single or _processes(self._settings, 1)
        try:
            return self._single.submit(_in_process, work, chunk).result()
        except BrokenExecutor:
            _stop(self._single, at_once=True)
            self._single = None
            return None


def analyses(chunk: Chunk, settings: Settings) -> Iterator[Analysis]:
    """The analyses of a chunk, in order, one for each item."""
    for place, item in enumerate(chunk.items):
        if place in chunk.fatal and isinstance(item, Article):
            yield failed(item, DIED, settings.lexicon)
        else:
            yield measure(item, settings)


# --- on either side of the pipe ---


def _processes(settings: Settings, workers: int) -> Executor:
    # loky, and not the standard library's processes: it needs no ``if __name__ == "__main__"`` in the caller's script or
    # notebook, and says so when one dies. Imported here, for a run in one process has no use for it.
    from joblib.externals.loky import ProcessPoolExecutor

    executor: Executor = ProcessPoolExecutor(workers, initializer=_begin, initargs=(settings, os.getpid()))
    return executor


def _stop(executor: Executor, *, at_once: bool) -> None:
    if at_once:
        executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]
    else:
        executor.shutdown(wait=True)


def _begin(settings: Settings, parent: int) -> None:
    """First thing in a process: keep the settings; leave Ctrl-C to the parent; end when the parent was killed."""
    _of_process["settings"] = settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_SECONDS)
    os._exit(1)


def _in_process(work: Callable[[Chunk, Settings], object], chunk: Chunk) -> bytes:
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(work(chunk, _of_process["settings"]))
    return out.getvalue()


def _measured(chunk: Chunk, settings: Settings) -> int:
    return sum(1 for _ in analyses(chunk, settings))


def _fields_of(kind: type[object]) -> Callable[[object], tuple[object, tuple[object, ...]]]:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values = attrgetter(*names)
    return lambda record: (kind, values(record))


_RECORDS = (
    Analysis, Article, Attribution, FrameScore, LexiconVersion, LoadedTerm, Mention, Prediction, Span, StanceScore, Zone,
)  # fmt: skip
# A frozen record with slots is sent as its fields and made anew: half the time that pickle's own way takes.
_TABLE: dict[type, Callable[[Any], Any]] = copyreg.dispatch_table | {kind: _fields_of(kind) for kind in _RECORDS}
