"""What was once worked out from files, kept in the user's cache folder as JSON and taken from there while they are the same."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "FRAMING_CACHE"
"""Environment variable: another folder, or ``off`` for none."""
_OFF = frozenset({"off", "no", "none", "0"})
_FORMAT = "framing-cache-1"
_PACKAGE = Path(__file__).parent
# What a stored value depends on besides the files it was made from.
_MAKERS = ("stored.py", "data.py", "text/spans.py", "text/languages/*.py", "lexicon/*.py")
_ABSENT = object()


def cache_folder() -> Path | None:
    """``FRAMING_CACHE``, else ``framing`` in ``XDG_CACHE_HOME`` or the user's cache folder; None where it is switched off."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return None if given.lower() in _OFF else Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA", "")
    if base and Path(base).is_absolute():
        return Path(base) / "framing"
    try:
        return Path.home() / ".cache" / "framing"
    except RuntimeError:  # a user without a home
        return None


def stored(
    name: str, files: Iterable[Path], make: Callable[[], Any], keep: Callable[[Any], bool] = lambda value: True
) -> Any:
    """What ``make`` gives, a value of JSON that follows from the contents of ``files`` and the code alone.

    It is read from the cache folder if it was put there by the same code for the same contents and is whole; else it is
    made, and put there if ``keep`` says so. A folder that cannot be read or written is no error.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    paths = tuple(files)
    of = _fingerprint(paths)
    where = folder / f"{name}-{hashlib.sha256(str(paths).encode('utf-8', 'replace')).hexdigest()[:12]}.json"
    value = _load(where, of)
    if value is _ABSENT:
        value = make()
        if keep(value):
            _save(where, of, value)
    return value


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(_code().encode())
    for path in paths:
        with suppress(OSError):  # whoever makes the value says what is wrong with the file
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _code() -> str:
    """One hash over the code that makes values, and the Python that runs it."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in _MAKERS for path in _PACKAGE.glob(pattern)):
        with suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _head(of: str, body: bytes) -> bytes:
    return f"{_FORMAT} {of} {hashlib.sha256(body).hexdigest()}".encode()


def _load(where: Path, of: str) -> Any:
    try:
        head, _, body = where.read_bytes().partition(b"\n")
    except (OSError, ValueError):
        return _ABSENT
    # Another program's file, other contents, other code, or a file that was cut short or changed.
    return json.loads(body) if head == _head(of, body) else _ABSENT


def _save(where: Path, of: str, value: Any) -> None:
    try:
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        if json.loads(body) != value:
            return  # it would come back as something else: a key that is no string
    except (TypeError, ValueError):
        return  # no JSON: a date of TOML, half a character
    with suppress(OSError):
        where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=where.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(of, body) + b"\n" + body)
            os.replace(written, where)  # whoever reads meanwhile finds the old file or the new one, whole
        except OSError:
            with suppress(OSError):
                Path(written).unlink()
