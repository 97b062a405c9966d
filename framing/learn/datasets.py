"""Public data sets from a folder that the user names: what each is, where to get it, its known traps, its examples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from framing.data import read_toml
from framing.errors import InputError, UsageError
from framing.types import Span

CATALOGUE = Path(__file__).parent / "catalogue.toml"
_MOST_FILES = 20_000

GroupKind = Literal["outlet", "topic", "event", "article", "date", "part"]


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What is known of a data set. ``files`` gives the SHA-256 of each file, empty where any version will do.

    ``labels`` are the names that ``Dataset.labels`` takes; ``traps`` is what misleads those who do not know the set.
    """

    name: str
    title: str
    folder: str
    unit: str
    citation: str
    licence: str
    page: str
    labels: tuple[str, ...]
    traps: tuple[str, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its labels and with what it must not be split from.

    ``part`` is the publisher's split (``train``, ``val``, ``test``); ``spans`` are marked stretches of ``text`` by kind
    (``target``, ``biased``, ``content`` …). What the set does not tell is empty.
    """

    id: str
    text: str
    labels: Mapping[str, str]
    outlet: str = ""
    topic: str = ""
    event: str = ""
    article: str = ""
    date: str = ""
    language: str = "en"
    part: str = "train"
    spans: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set that was read. ``notes`` say what was left out and which files are not the pinned ones."""

    info: DatasetInfo
    examples: tuple[Example, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.examples)

    def texts(self) -> list[str]:
        """The texts, in order."""
        return [example.text for example in self.examples]

    def labels(self, name: str) -> list[str]:
        """One label for each example. Errors: UsageError for a label that this set has not."""
        if name not in self.info.labels:
            raise UsageError(f"{self.info.name} has no label {name!r}; it has {', '.join(self.info.labels) or 'none'}")
        return [example.labels[name] for example in self.examples]

    def groups(self, kind: GroupKind) -> list[str]:
        """The outlet, topic, event … of each example; empty strings where the set does not tell."""
        return [getattr(example, kind) for example in self.examples]

    def of_part(self, *parts: str) -> Dataset:
        """The same set with only the examples of these splits of its publisher."""
        return Dataset(self.info, tuple(e for e in self.examples if e.part in parts), self.notes)


@cache
def catalogue() -> dict[str, DatasetInfo]:
    """All data sets by name.

    >>> catalogue()["babe"].labels
    ('bias', 'opinion')
    """
    entries = read_toml(CATALOGUE)
    return {
        name: DatasetInfo(
            name=name,
            labels=tuple(entry["labels"]),
            traps=tuple(entry["traps"]),
            **{key: entry[key] for key in ("title", "folder", "unit", "citation", "licence", "page", "files")},
        )
        for name, entry in entries.items()
    }


def dataset_info(name: str) -> DatasetInfo:
    """The catalogue's entry. Errors: UsageError for a name it has not.

    >>> dataset_info("bable")
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: no data set 'bable'; there are allsides-triples, babe, babe-sg1, basil, gvfc, narrative-framing, narrative-roles, newsmtsc, newssd-eng, ntrex, polnear
    """  # noqa: E501
    try:
        return catalogue()[name]
    except KeyError:
        raise UsageError(f"no data set {name!r}; there are {', '.join(sorted(catalogue()))}") from None


def present(info: DatasetInfo, data: Path) -> bool:
    """Whether the files that a set cannot do without are in a folder; a set of folders alone is looked for by name."""
    root = data / info.folder
    needed = [name for name, digest in info.files.items() if digest]
    return root.is_dir() and all(next(root.rglob(name), None) is not None for name in needed)


def load_dataset(name: str, data: Path | str) -> Dataset:
    """Read a data set from the folder ``data`` that holds it (as ``data/babe/…``), or that is it.

    Files are looked for by name at any depth, so that a clone of the publisher's repository will do. Errors:
    UsageError for an unknown name, InputError where a file is missing (with the publisher's page) or cannot be read.
    """
    from framing.learn.loaders import LOADERS

    info = dataset_info(name)
    files = Files(info, Path(data))
    try:
        examples = tuple(LOADERS[name](files))
    except (KeyError, TypeError, IndexError, OSError) as error:
        raise files.missing(f"is not in the publisher's form ({type(error).__name__}: {error})") from error
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise files.missing(f"is not in the publisher's form ({error})") from error
    if not examples:
        raise files.missing("holds no example")
    return Dataset(info, examples, tuple(files.notes()))


class Files:
    """The files of one data set, looked for once."""

    def __init__(self, info: DatasetInfo, data: Path) -> None:
        self.info = info
        self.root = data / info.folder if (data / info.folder).is_dir() else data
        self.left_out: list[str] = []
        self._read: dict[str, Path] = {}
        self._found: dict[str, Path] = {}
        for count, path in enumerate(sorted(self.root.rglob("*")) if self.root.is_dir() else ()):
            if count > _MOST_FILES:
                raise self.missing(f"holds more than {_MOST_FILES:,} files")
            self._found.setdefault(path.name, path)

    def missing(self, reason: str) -> InputError:
        """The error of a set that is not there: the reason and the publisher's page."""
        return InputError(str(self.root), f"{self.info.name}: {reason}", f"get it from {self.info.page}")

    def path(self, name: str) -> Path:
        """A file of the set. Errors: InputError where it is not there."""
        if name not in self._found:
            raise self.missing(f"{name} is not here")
        self._read[name] = self._found[name]
        return self._found[name]

    def have(self, name: str) -> bool:
        """Whether a file that need not be there is."""
        return name in self._found

    def text(self, name: str) -> str:
        """The content of a UTF-8 file, a mark at its start left out."""
        path = self.path(name)
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"cannot be read as UTF-8: {error}", f"get it from {self.info.page}") from error

    def folder(self, name: str) -> Path:
        """A folder of the set. Errors: InputError where it is not there."""
        path = self.root / name
        nested = self._found.get(name, path)
        found = path if path.is_dir() else nested
        if not found.is_dir():
            raise self.missing(f"the folder {name} is not here")
        return found

    def leave_out(self, row: str, reason: str) -> None:
        """Note a row that makes no example."""
        self.left_out.append(f"{row}: {reason}")

    def notes(self) -> Iterator[str]:
        """What was left out, and files that are not of the pinned version."""
        for name, path in sorted(self._read.items()):
            pinned = self.info.files.get(name, "")
            if pinned and hashlib.sha256(path.read_bytes()).hexdigest() != pinned:
                yield f"{name} is another version than the results in benchmarks/ speak of"
        if self.left_out:
            shown = "; ".join(self.left_out[:3])
            yield f"{len(self.left_out)} rows left out ({shown}{' …' if len(self.left_out) > 3 else ''})"
