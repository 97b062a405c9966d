"""Files and folders to Articles, one at a time; a file that cannot be read is an error with its name, reason and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from framing.data import data_root, read_toml
from framing.errors import InputError, LexiconError
from framing.types import Article

SUFFIXES = (".txt", ".md")
MAX_BYTES = 20_000_000
"""A larger file is refused: it is not one news article."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY_SHARE = 0.02
_MANIFESTS = ("corpus.toml", "manifest.toml")


def read_articles(
    paths: str | Path | Iterable[str | Path], *, outlet: str | None = None
) -> Iterator[Article | InputError]:
    """Articles of files (``.txt``, ``.md``) and folders, lazily, in order; an unreadable file yields its InputError.

    Outlet, date, language and event come from a ``corpus.toml`` or ``manifest.toml`` beside the file where there is
    one; ``outlet`` overrides. A folder is read in the order of its file names, sub-folders included.

    >>> print(next(read_articles("no-such-file.txt")))
    no-such-file.txt: no such file (check the path)
    """
    listed = [paths] if isinstance(paths, (str, Path)) else list(paths)
    for path in map(Path, listed):
        for file in _files(path):
            try:
                yield read_article(file, outlet=outlet)
            except InputError as error:
                yield error


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    readme = [p for p in found if p.stem.lower() in ("readme", "license")]
    return [p for p in found if p not in readme] or [path / "(no .txt or .md file)"]


def read_article(path: str | Path, *, outlet: str | None = None) -> Article:
    """One file as an article. Errors: InputError with the reason (missing, empty, binary, encoding, size)."""
    path = Path(path)
    data = _bytes(path)
    text, encoding = _decode(data, path)
    if not text.strip():
        raise InputError(str(path), "the file is empty", "give a file with text")
    known = _known(path, data)
    return Article(
        text=text,
        id=path.stem,
        outlet=outlet or known.get("outlet", ""),
        date=str(known.get("date", "")),
        language=known.get("language", ""),
        event=known.get("event", ""),
        title=known.get("title", ""),
        path=str(path),
        notes=() if encoding == "utf-8" else (f"read as {encoding}",),
    )


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            reason = f"{size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB that one article may have"
            raise InputError(str(path), reason, "split it into one file an article")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(str(path), "no such file", "check the path") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", "check the file and its rights") from None


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise InputError(str(path), f"its mark says {encoding}, its bytes do not", "save it as UTF-8") from None
    if data.count(0) or sum(byte < 9 or 13 < byte < 27 for byte in data[:4096]) > _BINARY_SHARE * len(data[:4096]):
        raise InputError(str(path), "it is a binary file, not text", "give plain text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte 0x{data[error.start]:02x} at {error.start})"
        raise InputError(str(path), reason, "save it as UTF-8") from None


def _known(path: Path, data: bytes) -> dict[str, Any]:
    """What a manifest says of a file: the one beside it, else the manifest of the seed texts, by sha256."""
    beside = _manifest(path.parent).get(path.name)
    if beside is not None:
        return beside
    return _seed_texts().get(hashlib.sha256(data).hexdigest(), {})


@cache
def _manifest(folder: Path) -> dict[str, dict[str, Any]]:
    for name in _MANIFESTS:
        if (folder / name).is_file():
            try:
                return {
                    entry["file"]: entry for entry in read_toml(folder / name).get("article", ()) if "file" in entry
                }
            except LexiconError as error:
                raise InputError(str(folder / name), str(error), "mend the manifest") from error
    return {}


@cache
def _seed_texts() -> dict[str, dict[str, Any]]:
    return {entry["sha256"]: entry for entry in read_toml(data_root("seeds") / "manifest.toml").get("article", ())}
