"""What can be opened: a file, a file inside an archive, the files of a folder; each with limits, none written to disk."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import stat
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from framing.errors import InputError
from framing.text.manifest import MANIFESTS, manifest_beside, parse_manifest

TEXTS = (".txt", ".md")
PAGES = (".html", ".htm")
TABLES = (".csv", ".tsv", ".jsonl", ".json", ".parquet")
ARCHIVES = (".zip", ".gz")
DOCUMENTS = (".pdf", ".doc", ".docx", ".rtf", ".odt", ".epub", ".xls", ".xlsx", ".mht", ".mhtml", ".rar", ".7z", ".tar")
"""What may hold articles and is not read: where a folder or an archive has such files, that is said."""
_SHOWN = 3
_ADDRESS = re.compile(r"(?:https?|ftp):/")
MAX_EXPANDED = 1_000_000_000
"""Bytes that an archive may hold when unpacked."""
MAX_MEMBERS = 100_000
"""Files that one zip may hold."""
_NOT_ARTICLES = ("readme", "license")
_FAULTS = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # encrypted; also NotImplementedError, a compression that is not known
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    struct.error,
)
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read. ``name`` is what messages call it; ``path`` is the file on disk that holds it.

    ``size`` is in bytes, -1 where it is not known before reading; ``stamp`` is the size and time of the file on disk.
    ``known`` is what a manifest says of it; ``folder`` is the sub-folder that may name its outlet.
    """

    path: Path
    name: str
    suffix: str
    stem: str
    unpacked: Callable[[], BinaryIO] = field(repr=False)
    size: int = -1
    stamp: tuple[int, int] = (0, 0)
    known: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""

    def open(self, limit: int | None = None) -> io.BufferedReader:
        """Its bytes from the start. Errors while opening and reading are InputErrors; more than ``limit`` is one.

        Without a limit, what is unpacked on the way (its size is not known) still ends at ``MAX_EXPANDED``.
        """
        if limit is None:
            limit = MAX_EXPANDED if self.size < 0 else sys.maxsize
        try:
            stream = self.unpacked()
        except FileNotFoundError:
            raise _missing(self.name) from None
        except _FAULTS as error:
            raise _unreadable(self.name, error) from None
        return io.BufferedReader(cast(io.RawIOBase, _Guarded(stream, self.name, limit)))

    def read(self, limit: int) -> bytes:
        """All its bytes. Errors: InputError where there are more than ``limit``, or they change while they are read."""
        if self.size > limit:
            raise too_large(self.name, self.size, limit)
        with self.open(limit) as stream:
            data = stream.read()
        self.check_unchanged()
        return data

    def check_unchanged(self) -> None:
        """Errors: InputError where the file on disk is not the one it was before."""
        if self.stamp != _stamp(self.path):
            raise InputError(self.name, "the file changed while it was read", "read it again when nothing writes to it")


def too_large(name: str, size: int, limit: int) -> InputError:
    """The error of a text over the limit; both in bytes."""
    what = "a compressed file may hold" if limit == MAX_EXPANDED else "one article may have"
    reason = f"{size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB that {what}"
    return InputError(
        name, reason, "split it, or unpack it" if limit == MAX_EXPANDED else "split it into one file an article"
    )


class _Guarded(io.RawIOBase):
    """A stream that says by name what is wrong with it, and ends at a limit."""

    def __init__(self, stream: BinaryIO, name: str, limit: int) -> None:
        self._stream, self._name, self._limit, self._left = stream, name, limit, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _FAULTS as error:
            raise _unreadable(self._name, error) from None
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._name, self._limit - self._left, self._limit)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _missing(name: str) -> InputError:
    if _ADDRESS.match(name):
        return InputError(name, "an address, not a file; nothing is fetched", "save the page and give its file")
    return InputError(name, "no such file", "check the path")


def left_out(name: str, names: list[str]) -> Iterator[InputError]:
    """One error for the documents of a folder or an archive that are not read; none where there are none.

    >>> print(next(left_out("news", ["b.docx", "photo.jpg", "a.pdf"])))
    news: 2 files in it are of a kind that is not read: a.pdf, b.docx (save as .txt, or take out)
    """
    found = sorted(name for name in names if PurePosixPath(name).suffix.lower() in DOCUMENTS)
    if found:
        files = "1 file in it is" if len(found) == 1 else f"{len(found)} files in it are"
        shown = ", ".join(found[:_SHOWN]) + ", …" * (len(found) > _SHOWN)
        yield InputError(name, f"{files} of a kind that is not read: {shown}", "save as .txt, or take out")


def _unreadable(name: str, error: BaseException) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, EOFError):
        return InputError(name, "the compressed data end too early", "fetch the file again")
    if isinstance(error, OSError) and error.strerror:
        return InputError(name, f"cannot be read: {error.strerror}", "check the file and its rights")
    reason = " ".join(str(error).split()) or type(error).__name__
    return InputError(name, f"cannot be read: {reason}", "check that the file is whole")


def _stamp(path: Path) -> tuple[int, int]:
    """Size and time of a regular file; nothing of a pipe, which is no longer what it was once it is read."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return (-1, 0)
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else (0, 0)


def file_source(path: Path, folder: str = "") -> Source:
    """A file on disk, and what the manifest beside it says. Errors: InputError for a broken manifest."""
    stamp = _stamp(path)
    return Source(
        path=path,
        name=str(path),
        suffix=path.suffix.lower(),
        stem=path.stem,
        unpacked=lambda: cast(BinaryIO, path.open("rb")),
        size=stamp[0] or -1,
        stamp=stamp,
        known=manifest_beside(path.parent).get(path.name, {}),
        folder=folder or path.absolute().parent.name,
    )


def sent_source(data: bytes, name: str) -> Source:
    """What was sent under a file's name, and is on no disk: no file is looked at, whatever the name says."""
    nowhere = Path("\0")
    called = PurePosixPath(name.replace("\\", "/")).name
    return Source(
        path=nowhere,
        name=name,
        suffix=PurePosixPath(called).suffix.lower(),
        stem=PurePosixPath(called).stem,
        unpacked=lambda: io.BytesIO(data),
        size=len(data),
        stamp=_stamp(nowhere),
    )


def gunzipped(source: Source) -> Source:
    """The file inside a ``.gz``. Errors: InputError where that is an archive itself."""
    inner = PurePosixPath(source.stem)
    if inner.suffix.lower() in (*ARCHIVES, ".tar", ".parquet"):
        raise InputError(source.name, f"a {inner.suffix} inside a .gz", "unpack it first")
    known = (*TEXTS, *PAGES, *TABLES)
    return replace(
        source,
        suffix=inner.suffix.lower(),
        stem=inner.stem if inner.suffix.lower() in known else inner.name,
        unpacked=lambda: cast(BinaryIO, gzip.open(source.path)),
        size=-1,
    )


def walk(root: Path) -> Iterator[Source | InputError]:
    """The article files under a folder in the order of their names; links to folders are followed once.

    Names that begin with a dot, README and LICENSE are left out, as are files with other endings.
    """
    waiting, entered, found = [root], set[tuple[int, int]](), False
    others: list[str] = []
    while waiting:
        path = waiting.pop()
        try:
            if is_folder(path):
                waiting += _entries(path, entered)
                continue
            if readable(path.name):
                found = True
                inside = path.relative_to(root).parts
                yield file_source(path, inside[0] if len(inside) > 1 else root.absolute().name)
            else:
                others.append(path.name)
        except InputError as error:
            found = True
            yield error
    for left in left_out(str(root), others):
        found = True
        yield left
    if not found:
        endings = ", ".join((*PAGES, *TABLES, *ARCHIVES))
        yield InputError(str(root), f"no .txt or .md file in it, and none of {endings}", "give a folder with articles")


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; False where that cannot be known (its name is too long, the way to it is closed)."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _entries(folder: Path, entered: set[tuple[int, int]]) -> list[Path]:
    """What a folder holds, last name first. Errors: InputError for a folder that was entered before or is closed."""
    try:
        found = folder.stat()
        if (found.st_dev, found.st_ino) in entered:
            raise InputError(str(folder), "a link to a folder that is read already", "remove the link")
        entered.add((found.st_dev, found.st_ino))
        return [path for path in sorted(folder.iterdir(), reverse=True) if not path.name.startswith(".")]
    except OSError as error:
        raise InputError(str(folder), f"cannot be read: {error.strerror}", "check the folder and its rights") from None


def readable(name: str) -> bool:
    """Whether a file in a folder or archive is an article or a table of articles, by its ending.

    >>> readable("news.csv.gz"), readable("README.md"), readable("photo.jpg")
    (True, False, False)
    """
    path = PurePosixPath(name)
    if path.suffix.lower() in TEXTS and path.stem.lower() in _NOT_ARTICLES:
        return False
    if path.suffix.lower() == ".gz":
        return PurePosixPath(path.stem).suffix.lower() in (*TEXTS, *PAGES, *TABLES)
    return path.suffix.lower() in (*TEXTS, *PAGES, *TABLES, ".zip")


def members(source: Source) -> Iterator[Source | InputError]:
    """The article files in a zip, in its own order. Errors: InputError for a zip that is broken or too large."""
    try:
        archive = zipfile.ZipFile(source.path)
    except FileNotFoundError:
        raise _missing(source.name) from None
    except _FAULTS as error:
        raise _unreadable(source.name, error) from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_size(source, entries)
        known = _zipped_manifests(archive, entries, source)
        wanted = [entry for entry in entries if readable(member_name(entry)) and not _hidden(entry)]
        for entry in wanted:
            yield _member(archive, entry, source, known)
    others = [member_name(entry) for entry in entries if not _hidden(entry)]
    left = list(left_out(source.name, others))
    yield from left
    if not wanted and not left:
        raise InputError(source.name, "the archive holds no article file", "check what is in it")


def _check_size(source: Source, entries: list[zipfile.ZipInfo]) -> None:
    """No member gives more bytes than its entry says, so the sum of the entries is a true limit."""
    expanded = sum(entry.file_size for entry in entries)
    if expanded > MAX_EXPANDED or len(entries) > MAX_MEMBERS:
        reason = f"{len(entries)} files of {expanded / 1e6:.0f} MB unpacked"
        limit = f"at most {MAX_MEMBERS} files and {MAX_EXPANDED / 1e6:.0f} MB"
        raise InputError(source.name, f"{reason}, the limit is {limit}", "split the archive")


def member_name(entry: zipfile.ZipInfo) -> str:
    """The name of a file in a zip; where it is not marked as UTF-8 the bytes are UTF-8 or GBK nevertheless, or CP437."""
    if not entry.flag_bits & _UTF8_NAME and not entry.filename.isascii():
        for encoding in ("utf-8", "gb18030"):
            try:
                return entry.filename.encode("cp437").decode(encoding)
            except ValueError:
                continue
    return entry.filename


def _hidden(entry: zipfile.ZipInfo) -> bool:
    """What a Mac or an editor adds."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(entry.filename).parts)


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Source, known: dict[str, Mapping[str, str]]
) -> Source | InputError:
    inside = PurePosixPath(member_name(entry))
    name = f"{source.name}/{inside}"
    if inside.is_absolute() or ".." in inside.parts or "\\" in str(inside) or ":" in inside.parts[0]:
        return InputError(name, "its name leads out of the archive", "rename it in the archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return InputError(name, "a link, not a file", "pack the file itself")
    if entry.flag_bits & _ENCRYPTED:
        return InputError(name, "it is encrypted", "unpack it first")
    if inside.suffix.lower() in ARCHIVES:
        return InputError(name, "an archive inside an archive", "unpack it first")
    return Source(
        path=source.path,
        name=name,
        suffix=inside.suffix.lower(),
        stem=inside.stem,
        unpacked=lambda: cast(BinaryIO, archive.open(entry)),
        size=entry.file_size,
        stamp=source.stamp,
        known={**source.known, **known.get(str(inside), {})},
        folder=inside.parts[0] if len(inside.parts) > 1 else source.folder,
    )


def _zipped_manifests(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], source: Source
) -> dict[str, Mapping[str, str]]:
    """What manifests inside the archive say, by the whole name of the file they speak of."""
    known: dict[str, Mapping[str, str]] = {}
    for entry in entries:
        inside = PurePosixPath(member_name(entry))
        if inside.name in MANIFESTS:
            try:
                text = archive.read(entry).decode("utf-8")
            except _FAULTS as error:
                raise _unreadable(f"{source.name}/{inside}", error) from None
            about = parse_manifest(text, f"{source.name}/{inside}")
            known |= {str(inside.parent / name): says for name, says in about.items()}
    return known
