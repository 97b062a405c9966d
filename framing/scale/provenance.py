"""What a result was made with, written beside it; and whether making it again gives the same."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from framing.errors import InputError
from framing.scale.settings import Settings
from framing.show.export import text_sha256
from framing.types import Analysis

KEY = "framing_run"
"""Under this name the record stands in a JSON file of results."""
# Options that say where results go, or how fast they come, and how many words follow them: not part of what is computed.
_OUTPUTS: Mapping[str, Mapping[str, int]] = {
    "analyze": {"--json": 0, "--csv": 0, "--html": 1, "--out": 1, "--workers": 1, "--ui": 1},
    "compare": {"--json": 1, "--csv": 1, "--contrasts": 1, "--html": 1, "--ui": 1},
}
_LIBRARIES = ("ahocorasick-rs", "numpy", "opencc", "pyarrow", "rjieba", "scipy", "underthesea")


def run_record(
    arguments: Sequence[str], settings: Settings, *, analyses: Iterable[Analysis] = (), tables: Iterable[Path] = ()
) -> dict[str, Any]:
    """How a result is made again: the command, all that it depends on, and the hashes of its texts and tables.

    >>> record = run_record(["compare", "news", "--seed", "7", "--html", "page.html"], Settings())
    >>> record["arguments"], sorted(record)
    (['compare', 'news', '--seed', '7'], ['arguments', 'libraries', 'python', 'settings', 'tables', 'texts'])
    """
    return {
        "arguments": without_outputs(arguments),
        "settings": settings.record(),
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
        "texts": {one.article.id: text_sha256(one.article.text) for one in analyses},
        "tables": {path.name: _sha256(path) for path in tables},
    }


def without_outputs(arguments: Sequence[str]) -> list[str]:
    """The words of a command without those that say where its results go.

    >>> without_outputs(["analyze", "--json", "a.txt", "--out=x", "--workers", "2", "--", "--json"])
    ['analyze', 'a.txt', '--', '--json']
    """
    outputs = _OUTPUTS.get(arguments[0], {}) if arguments else {}
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*kept, word, *words]
        name, given, _ = word.partition("=")
        if name not in outputs:
            kept.append(word)
        elif not given:
            for _ in range(outputs[name]):
                next(words, None)
    return kept


def read_record(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record in a JSON file of results, and the results without it. Errors: InputError where there is none.

    The arguments are those of ``analyze`` or ``compare``, without outputs, whatever the file says.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        record = data.pop(KEY)
        arguments = record["arguments"]
        if not all(isinstance(record[name], dict) for name in ("settings", "libraries", "texts", "tables")):
            raise TypeError
        if arguments[0] not in _OUTPUTS or not all(isinstance(word, str) for word in arguments):
            raise ValueError
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", "check the path") from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        remedy = "give what compare --json, analyze --json --out or analyze --out FILE wrote"
        raise InputError(str(path), "no JSON file of results that says how they were made", remedy) from None
    return {**record, "arguments": without_outputs(arguments)}, data


def differences(then: Any, now: Any, where: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The places in which two pieces of JSON differ, with both values; None where one has nothing there.

    >>> list(differences({"a": [1, {"b": 2}], "c": 0}, {"a": [1, {"b": 3}, 4], "c": 0}))
    [('a[1].b', 2, 3), ('a[2]', None, 4)]
    """
    if isinstance(then, dict) and isinstance(now, dict):
        for name in {**then, **now}:
            yield from differences(then.get(name), now.get(name), f"{where}.{name}" if where else str(name))
    elif isinstance(then, list) and isinstance(now, list):
        for place in range(max(len(then), len(now))):
            one, two = (side[place] if place < len(side) else None for side in (then, now))
            yield from differences(one, two, f"{where}[{place}]")
    elif type(then) is not type(now) or then != now:
        yield where, then, now


def causes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What differs between the two runs themselves: versions, word lists, settings, models, texts. One line each."""
    for name, before, after in differences(then["texts"], now["texts"]):
        what = "is new" if before is None else "is gone" if after is None else "is another"
        yield f"the text of {name} {what}"
    for part in ("settings", "libraries"):
        for name, before, after in differences(then[part], now[part]):
            yield f"{name}: {before if before is not None else 'none'} then, {after if after is not None else 'none'} now"
    if then.get("python") != now["python"]:
        yield f"Python: {then.get('python')} then, {now['python']} now"


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
