"""What a ``corpus.toml`` beside the files says of each: outlet, date, language, event, title, country, genre."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from framing.errors import InputError

MANIFESTS = ("corpus.toml", "manifest.toml")
_TOLD = ("outlet", "date", "language", "event", "title", "country", "genre")
_Known = Mapping[str, Mapping[str, str]]


def manifest_beside(folder: Path) -> _Known:
    """File name → what is known of it, of the manifest in a folder; empty without one.

    Errors: InputError naming the manifest, where it is broken.
    """
    for name in MANIFESTS:
        try:
            found = (folder / name).stat()
        except (OSError, ValueError):
            continue
        return _read(folder / name, found.st_mtime_ns, found.st_size)
    return {}


@cache
def _read(path: Path, time: int, size: int) -> _Known:
    """One manifest as it was at that time, read once for all the files beside it."""
    try:
        return parse_manifest(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", "mend the manifest") from None


def parse_manifest(text: str, name: str) -> _Known:
    r"""The ``[[article]]`` tables with a ``file``, dates as ISO text. Errors: InputError for text that is not TOML.

    >>> parse_manifest('[[article]]\nfile = "a.txt"\ndate = 2031-03-04', "corpus.toml")
    {'a.txt': {'date': '2031-03-04'}}
    """
    try:
        entries = tomllib.loads(text).get("article", ())
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(name, f"not valid TOML: {error}", "mend the manifest") from None
    if not isinstance(entries, (list, tuple)) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(name, "article is not a list of tables", "write each as [[article]]")
    return {
        str(entry["file"]): {key: str(entry[key]) for key in _TOLD if key in entry}
        for entry in entries
        if "file" in entry
    }
