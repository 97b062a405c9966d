"""write_tables(): articles to files of results, part by part, so that a run that was killed goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from framing.errors import InputError
from framing.output import unwritable, written_whole
from framing.scale.files import Format, format_of, table_path
from framing.scale.many import check_workers
from framing.scale.pool import Chunk, Item, Pool, analyses, chunked
from framing.scale.settings import BUILT_IN_SETTINGS, Settings
from framing.scale.tables import KINDS, Kind, table_rows
from framing.show.export import save_text, to_json

PART_ARTICLES, PART_CHARACTERS = 256, 4_000_000
"""Articles of a part: what a killed run loses for each worker, and what a worker holds at once."""
_ITEMS = "items.jsonl"
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles whose rows are on disk: how many, which got no scores and why, and whether an earlier run did them."""

    items: int
    refused: tuple[str, ...]
    earlier: bool


def write_tables(
    items: Iterable[Item],
    out: str | Path,
    *,
    settings: Settings = BUILT_IN_SETTINGS,
    workers: int = 1,
) -> Generator[Part, None, None]:
    """Tables of results of any number of articles, one file for each kind of row, in the order of the articles.

    ``out`` ends in ``.parquet``, ``.csv`` or ``.jsonl`` and holds one row for each item, those without scores with the
    reason; ``out.loaded.parquet`` and so on lie beside it (docs/tables.md). Yields a ``Part`` whenever some are done; the
    tables appear whole when all are. Until then they lie in parts in a hidden folder, and the same call goes on after a
    kill: an article whose text, labels and settings are as before is not measured again. The tables are the same bytes as
    without the kill, for any number of workers.

    Errors: UsageError for an ending or a number of workers; InputError where the files cannot be written (what is done
    stays) or another run writes them.
    """
    check_workers(workers)
    out = Path(out)
    about = to_json(settings.check().record())
    return _Job(out, format_of(out), kinds_of(settings), about).run(items, settings, workers)


def kinds_of(settings: Settings) -> tuple[Kind, ...]:
    """The tables of a run: predictions where there are models."""
    return tuple(kind for kind in KINDS if kind != "prediction" or settings.models)


@dataclass(frozen=True, slots=True)
class _Job:
    """One set of tables being written: where, how, with what."""

    out: Path
    format: Format
    kinds: tuple[Kind, ...]
    about: str

    @property
    def folder(self) -> Path:
        return self.out.with_name(f".{self.out.name}.parts")

    def run(self, items: Iterable[Item], settings: Settings, workers: int) -> Generator[Part, None, None]:
        with self._alone():
            done = _Done(self.folder)
            chunks = done.left(chunked(items, PART_ARTICLES, PART_CHARACTERS))
            work = partial(_write_part, job=self)
            results = Pool(work, settings, workers).run(chunks) if workers > 1 else (work(c, settings) for c in chunks)
            with closing(results):
                for part in results:
                    yield from done.reported()
                    yield part
            yield from done.reported()
            self._join(done.stale)
            shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The folder of the parts, for this run only; parts of other settings are of no use and go."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise InputError(str(self.out), "another run is writing it", "wait for it, or give another name") from None
        except OSError as error:
            raise unwritable(self.out, error) from None
        try:
            settings = self.folder / "run.json"
            if not (settings.is_file() and settings.read_text(encoding="utf-8") == self.about):
                for part in _parts(self.folder):
                    shutil.rmtree(part)
                save_text(settings, self.about)
            for left in self.folder.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
        finally:
            lock.release()

    def _join(self, stale: Counter[str]) -> None:
        """All parts, in order, as one file a table; the articles last: where these are, everything is."""
        names = {part: _stale_names(part, stale) for part in _parts(self.folder)} if stale else {}
        for kind in sorted(self.kinds, key=lambda kind: kind == "article"):
            with written_whole(table_path(self.out, kind)) as temporary:
                self.format.join(temporary, kind, self._tables(kind, names), self.about)

    def _tables(self, kind: Kind, stale: Mapping[Path, set[str]]) -> Iterator[Path]:
        for part in _parts(self.folder):
            table = part / f"{kind}{self.out.suffix}"
            if stale.get(part):
                shorter = self.folder / f"{_UNFINISHED}{part.name}.{kind}"
                self.format.without(table, shorter, kind, stale[part])
                table = shorter
            yield table


class _Done:
    """What earlier runs have done, by key; each is counted off when its article comes, and what remains is stale."""

    def __init__(self, folder: Path) -> None:
        self.stale: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}
        self._reported: list[Part] = []
        for part in _parts(folder):
            for key, _, reason in _listed(part):
                self.stale[key] += 1
                if reason:
                    self._reasons[key] = reason

    def left(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks without what is done. Their numbers stay, so that the parts are those of a run without a stop."""
        for chunk in chunks:
            keys = [item_key(item) for item in chunk.items]
            done = [self._take(key) for key in keys]
            if any(done):
                reasons = (self._reasons.get(key, "") for key, there in zip(keys, done, strict=True) if there)
                self._reported.append(Part(sum(done), tuple(filter(None, reasons)), earlier=True))
            if not all(done):
                items = (item for item, there in zip(chunk.items, done, strict=True) if not there)
                yield Chunk(chunk.number, tuple(items))

    def reported(self) -> Iterator[Part]:
        """The parts that were found done since this was last asked."""
        parts, self._reported = self._reported, []
        yield from parts

    def _take(self, key: str) -> bool:
        there = self.stale[key] > 0 if key in self.stale else False
        if there:
            self.stale[key] -= 1
            if not self.stale[key]:
                del self.stale[key]
        return there


def item_key(item: Item) -> str:
    """16 digits that are the same where an item gives the same rows: its id, text and labels; or the fault of its file."""
    if isinstance(item, InputError):
        fields: tuple[str, ...] = ("", item.path, item.reason, item.remedy)
    else:
        fields = (item.id, item.text, item.outlet, item.date, item.language, item.title, item.event, item.author,
                  item.country, item.genre, *item.notes)  # fmt: skip
    return hashlib.sha256("\0".join(fields).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- parts: a folder each, with a file for each table and the list of its items; it has its name when it is whole ---


def _parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")


def _listed(part: Path) -> Iterator[tuple[str, str, str]]:
    """Key, name and reason of each item."""
    for line in (part / _ITEMS).read_text(encoding="utf-8").splitlines():
        key, name, reason = json.loads(line)
        yield key, name, reason


def _stale_names(part: Path, stale: Counter[str]) -> set[str]:
    return {name for key, name, _ in _listed(part) if key in stale}


def _write_part(chunk: Chunk, settings: Settings, *, job: _Job) -> Part:
    """Measure a chunk and write its part; it is renamed when it is whole, so a kill leaves all of it or nothing."""
    rows: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in job.kinds}
    items: list[tuple[str, str, str]] = []
    for item, analysis in zip(chunk.items, analyses(chunk, settings), strict=True):
        for kind, found in table_rows(analysis, job.kinds).items():
            rows[kind] += found
        name = analysis.article.id
        reason = f"{analysis.article.path or name}: no scores: {analysis.refused}" if analysis.refused else ""
        items.append((item_key(item), name, str(item) if isinstance(item, InputError) else reason))
    digest = hashlib.sha256("".join(key for key, _, _ in items).encode()).hexdigest()[:8]
    part = job.folder / f"{chunk.number:08d}-{digest}"
    unfinished = job.folder / f"{_UNFINISHED}{part.name}.{os.getpid()}"
    try:
        unfinished.mkdir(exist_ok=True)
        for kind in job.kinds:
            job.format.write(unfinished / f"{kind}{job.out.suffix}", kind, rows[kind], job.about)
        (unfinished / _ITEMS).write_text("".join(to_json(item) + "\n" for item in items), encoding="utf-8")
        if not part.exists():  # a worker of a run that was killed may have come to its end a moment ago
            unfinished.rename(part)
    except OSError as error:
        raise unwritable(job.out, error) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Part(len(items), tuple(reason for _, _, reason in items if reason), earlier=False)
