"""analyze_dask(): files of articles on many machines, a task each; what fails is a record, what is done is not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from framing.errors import UsageError
from framing.scale.archive import kinds_of
from framing.scale.partition import Partition, Task
from framing.scale.settings import BUILT_IN_SETTINGS, Settings
from framing.text.records import check_columns

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 3
"""Tasks that the scheduler holds for each thread: a million files are not a million tasks at once."""


def analyze_dask(
    sources: str | Iterable[str],
    out: str,
    *,
    client: Client,
    columns: Mapping[str, str] | None = None,
    settings: Settings = BUILT_IN_SETTINGS,
    retries: int = 3,
) -> Iterator[Partition]:
    """Files of articles to tables of results, each file a task on a Dask cluster; yields a record as each one ends.

    ``sources`` is a pattern (``"s3://news/2031-*.parquet"``, ``"archive/*.jsonl"``) or names of files that
    ``read_articles`` can read; each becomes ``out/KIND/NAME.parquet`` for every kind of row (docs/tables.md), so that
    ``out/loaded/*.parquet`` is one table. Addresses are those of fsspec, on the workers and here. ``columns`` is role →
    column. The settings with their lexicon go once to each worker, also to one that joins later. A task that fails or
    whose worker dies is tried ``retries`` times more, then its record has the ``error`` and the others go on. A file is
    skipped where an earlier call with the same settings did it and it has not changed since.

    Errors: UsageError where no file matches, or for a role or segmenter that there is not.
    """
    from framing.scale.worker import SendSettings

    settings.check()
    given = check_columns(columns)
    found = _sources(sources)
    digest = settings.digest
    client.register_plugin(SendSettings(settings, digest))
    tasks = (
        Task(source, name, out.rstrip("/"), given, kinds_of(settings), _stamp(source, digest)) for source, name in found
    )
    return _run(tasks, client, digest, retries)


def _run(tasks: Iterator[Task], client: Client, digest: str, retries: int) -> Iterator[Partition]:
    """As many tasks at once as keep every worker busy; the next whenever one ends."""
    from distributed import as_completed

    from framing.scale.worker import on_worker

    running = as_completed()
    of_future: dict[Any, Task] = {}
    earlier: list[Partition] = []

    def start(n: int) -> None:
        for task in islice(_left(tasks, earlier), n):
            future = client.submit(on_worker, task, digest, retries=retries, pure=False)
            of_future[future.key] = task
            running.add(future)

    start(_AHEAD * max(1, sum(client.nthreads().values())))
    yield from earlier
    for future in running:
        earlier.clear()
        done = _ended(future, of_future.pop(future.key))
        future.release()
        start(1)
        yield from earlier
        yield done


def _left(tasks: Iterator[Task], earlier: list[Partition]) -> Iterator[Task]:
    """The tasks that no earlier call has done; those that one has are noted."""
    for task in tasks:
        done = _earlier(task)
        if done is None:
            yield task
        else:
            earlier.append(done)


def _ended(future: Future, task: Task) -> Partition:
    error = future.exception()
    if error is not None:
        return Partition(task.source, task.name, error=f"{type(error).__name__}: {error}")
    done = future.result()
    assert isinstance(done, Partition)
    return done


def _earlier(task: Task) -> Partition | None:
    import fsspec

    system, path = fsspec.url_to_fs(task.record)
    try:
        record = json.loads(system.cat_file(path))
        if record.pop("stamp") != task.stamp:
            return None
        return Partition(**{field.name: record[field.name] for field in fields(Partition)} | {"earlier": True})
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _stamp(source: str, digest: str) -> str:
    """Which file it was, and what it was measured with: another size, time or hash of the store, another stamp."""
    import fsspec

    system, path = fsspec.url_to_fs(source)
    return hashlib.sha256(f"{system.ukey(path)} {digest}".encode()).hexdigest()[:16]


def _whole_address(name: str) -> str:
    """A relative path would be another one on a worker."""
    import fsspec

    system, path = fsspec.url_to_fs(name)
    return str(system.unstrip_protocol(path)).rstrip("/")


def _sources(sources: str | Iterable[str]) -> list[tuple[str, str]]:
    """The files in order, each with the name of its results: its own, and which of its name it is."""
    import fsspec

    if isinstance(sources, str):
        system, pattern = fsspec.url_to_fs(sources)
        sources = [system.unstrip_protocol(path) for path in sorted(system.glob(pattern))]
        if not sources:
            raise UsageError(f"no file matches {pattern} (check the pattern, and the rights to the folder)")
    times: dict[str, int] = {}
    named = []
    for source in map(_whole_address, sources):
        stem = PurePosixPath(source).name.replace(".", "-")
        times[stem] = times.get(stem, 0) + 1
        named.append((source, stem if times[stem] == 1 else f"{stem}-{times[stem]}"))
    return named
