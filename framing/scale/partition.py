"""One partition, on any machine: a file of articles to one file for each table, read and written in pieces, done or not done."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from framing.errors import InputError
from framing.scale.files import parquet_writer
from framing.scale.pool import Item
from framing.scale.settings import Settings, measure
from framing.scale.tables import Kind, table_rows
from framing.text.formats import Asked, articles_of
from framing.text.read import MAX_BYTES
from framing.text.sources import Source, file_source

ROWS_TOGETHER = 256
"""Articles whose rows are held at once: a partition of any size needs the same memory."""


@dataclass(frozen=True, slots=True)
class Partition:
    """What became of one input file. ``error`` says why it was not done, empty where it was; ``seconds`` is processor time.

    ``refused`` of its ``articles`` got no scores. ``earlier``: it was done by an earlier call, with these settings.
    """

    source: str
    name: str
    articles: int = 0
    refused: int = 0
    seconds: float = 0.0
    error: str = ""
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """An input file and where its results go: ``out/KIND/NAME.parquet``, and ``out/partitions/NAME.json`` when all are there."""

    source: str
    name: str
    out: str
    columns: Mapping[str, str]
    kinds: tuple[Kind, ...]
    stamp: str

    def table(self, kind: Kind) -> str:
        """Where the rows of a kind go."""
        return f"{self.out}/{kind}/{self.name}.parquet"

    @property
    def record(self) -> str:
        """Where it is said that all rows are there."""
        return f"{self.out}/partitions/{self.name}.json"


def do_partition(task: Task, settings: Settings) -> Partition:
    """Measure a file. Errors: InputError where it cannot be read; what reading and writing raise (worth another try)."""
    import fsspec

    begun = time.process_time()
    system, _ = fsspec.url_to_fs(task.out)
    about = json.dumps(settings.record())
    articles = refused = 0
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        with ExitStack() as stack:
            writers = {
                kind: stack.enter_context(parquet_writer(Path(folder) / kind, kind, about)) for kind in task.kinds
            }
            items = _items(task)
            while held := list(islice(items, ROWS_TOGETHER)):
                rows: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in task.kinds}
                for item in held:
                    analysis = measure(item, settings)
                    refused += bool(analysis.refused)
                    for kind, found in table_rows(analysis, task.kinds).items():
                        rows[kind] += found
                for kind in task.kinds:
                    writers[kind](rows[kind])
                articles += len(held)
        for kind in task.kinds:
            _publish(system, Path(folder) / kind, task.table(kind))
        done = Partition(task.source, task.name, articles, refused, round(time.process_time() - begun, 3))
        (Path(folder) / "record").write_text(json.dumps({**asdict(done), "stamp": task.stamp}), encoding="utf-8")
        _publish(system, Path(folder) / "record", task.record)
    return done


def _items(task: Task) -> Iterator[Item]:
    """The articles of the file as ``read_articles`` gives them; a fault of the whole file is raised."""
    source = _source(task.source)
    for item in articles_of(source, Asked(task.columns, None, MAX_BYTES)):
        if isinstance(item, InputError) and item.path == source.name:
            raise item
        yield item


def _source(address: str) -> Source:
    import fsspec

    system, path = fsspec.url_to_fs(address)
    if _is_local(system):
        return file_source(Path(path))
    name = PurePosixPath(path)
    away = Path(address)  # no file of this disk: what the store holds is looked at once, before it is read
    return Source(away, str(away), name.suffix.lower(), name.stem, partial(system.open, path, "rb"), stamp=(-1, 0))


def _is_local(system: Any) -> bool:
    return "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))


def _publish(system: Any, local: Path, target: str) -> None:
    """A finished file to its place, whole or not at all: object stores show it when all is there, disks by renaming."""
    parent, _, name = target.rpartition("/")
    system.makedirs(parent, exist_ok=True)
    if _is_local(system):
        temporary = f"{parent}/.{name}.{local.parent.name}"
        system.put_file(str(local), temporary)
        Path(temporary.removeprefix("file://")).replace(target.removeprefix("file://"))
    else:
        system.put_file(str(local), target)
