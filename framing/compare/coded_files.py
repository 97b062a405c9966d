"""Files of coders read back: Label Studio JSON, sheets of sentences (CSV), and JSON in the form of the codebook.

Each coding is held against the article it is of. What does not fit is an error by file and task, and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from framing.compare.coding_sheets import SHEET_COLUMNS, read_rows
from framing.compare.codings import LAYERS, CodedAttribution, CodedTerm, Coding, only_layers, text_sha256
from framing.compare.label_studio import layers_of, read_task
from framing.compare.placing import find_article, known, place
from framing.errors import InputError
from framing.lexicon.sheets import read_sheet
from framing.types import CATEGORIES, FRAMES, SOURCE_TYPES, VOICES, Article, AttributionKind, Span, StanceVoice

MAX_BYTES = 200_000_000
"""A larger file of codings is refused."""
_KINDS: tuple[str, ...] = get_args(AttributionKind)
_STANCE_VOICES: tuple[str, ...] = get_args(StanceVoice)
_STANCE_VALUES = ("-2", "-1", "0", "1", "2")


def read_codings(paths: Iterable[str | Path], articles: Iterable[Article]) -> Iterator[Coding | InputError]:
    """What coders marked, file by file; folders are read with the folders in them. ``articles`` are the coded texts.

    ``.json``: an export of Label Studio (a list of tasks), or one coding in the form of the codebook. ``.csv``: a sheet
    of sentences. What cannot be read, is of another text or has marks outside it yields its InputError.

    >>> print(next(read_codings(["no-such.json"], ())))
    no-such.json: no such file (check the path)
    """
    known_texts = {text_sha256(article.text): article for article in articles}
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in _READERS and not p.name.startswith("."))
            if not inside:
                yield InputError(str(path), "no .json or .csv file in it", "give the files of the coders")
            for one in inside:
                yield from _read(one, known_texts)
        else:
            yield from _read(path, known_texts)


def _read(path: Path, articles: Mapping[str, Article]) -> Iterator[Coding | InputError]:
    reader = _READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise InputError(str(path), "its ending is neither .json nor .csv", "export it as JSON or CSV")
        if not path.is_file():
            raise InputError(str(path), "no such file", "check the path")
        if path.stat().st_size > MAX_BYTES:
            raise InputError(str(path), f"larger than {MAX_BYTES // 1_000_000} MB", "export fewer tasks at once")
        yield from reader(path, articles)
    except InputError as error:
        yield error


def _read_json(path: Path, articles: Mapping[str, Article]) -> Iterator[Coding | InputError]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read: {error}", "export it again as JSON") from None
    except json.JSONDecodeError as error:
        reason = f"it is no whole JSON: {error.msg} in line {error.lineno}"
        raise InputError(str(path), reason, "export it again as JSON") from None
    if isinstance(found, list):
        if not found:
            raise InputError(str(path), "it holds no task", "export the tasks that were coded")
        for number, task in enumerate(found, 1):
            yield from read_task(task, articles, f"{path}: task {number}")
    elif isinstance(found, Mapping) and "data" in found:
        yield from read_task(found, articles, f"{path}: task 1")
    elif isinstance(found, Mapping) and {"loaded", "attributions", "frames", "stance"} & set(found):
        yield from_dict(found, articles, path)
    else:
        raise InputError(str(path), "it holds no coding", "give Label Studio's JSON or labels in the codebook's form")


def _read_csv(path: Path, articles: Mapping[str, Article]) -> Iterator[Coding | InputError]:
    _, rows = read_sheet(path, [SHEET_COLUMNS])
    yield from read_rows(path, rows, articles)


_READERS = {".json": _read_json, ".csv": _read_csv}


def from_dict(found: Mapping[str, Any], articles: Mapping[str, Article], path: Path) -> Coding:
    """One coding in the form of the codebook, as ``coding_dict`` writes it; the gold files have this form too.

    Without ``coder`` the folder's name is the coder's; without ``layers`` those are coded that the file has. Errors:
    InputError.
    """
    where = str(path)
    article = find_article(found, articles, where)
    text = article.text
    present = tuple(
        layer
        for layer, name in zip(LAYERS, ("loaded", "attributions", "frames", "stance"), strict=True)
        if name in found
    )
    coding = Coding(
        str(found.get("coder") or path.parent.name or "coder"),
        article.id,
        text_sha256(text),
        layers_of(found, present),
        person=found.get("person") is not False,
        shown=bool(found.get("shown")),
    )
    try:
        return only_layers(coding, _dict_parts(found, text, where))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = f"not in the form of the codebook: {type(error).__name__} {error}"
        raise InputError(where, reason, "write it with framing annotate") from None


def _dict_parts(found: Mapping[str, Any], text: str, where: str) -> dict[str, object]:
    def spans(marks: Any) -> tuple[Span, ...]:
        if not marks:
            raise InputError(where, "an attribution has no content", "mark what is attributed")
        return tuple(place(mark, text, where) for mark in marks)

    return {
        "loaded": tuple(
            CodedTerm(
                place(t, text, where),
                known(t["category"], CATEGORIES, "category", where),
                known(t.get("voice"), VOICES, "voice", where),
                int(known(t.get("strength") or "", ("1", "2", "3"), "strength", where) or 0),
            )
            for t in found.get("loaded", ())
        ),
        "attributions": tuple(
            CodedAttribution(
                spans(a["content"]),
                place(a["source"], text, where) if a.get("source") else None,
                place(a["cue"], text, where) if a.get("cue") else None,
                known(a.get("kind"), _KINDS, "kind of attribution", where),
                known(a.get("source_type"), SOURCE_TYPES, "kind of source", where),
            )
            for a in found.get("attributions", ())
        ),
        "frames": tuple(known(frame, FRAMES, "frame", where) for frame in found.get("frames", ())),
        "primary_frame": known(found.get("primary_frame"), FRAMES, "frame", where),
        "stance": tuple(
            (
                str(s["target"]),
                known(s["voice"], _STANCE_VOICES, "voice of a stance", where),
                int(known(s["value"], _STANCE_VALUES, "stance", where)),
            )
            for s in found.get("stance", ())
        ),
    }


def coding_dict(coding: Coding, text: str) -> dict[str, Any]:
    """The coding in the form of the codebook; every span carries ``start``, ``end`` (code points) and ``text``."""

    def span(value: Span | None) -> dict[str, Any] | None:
        return None if value is None else {"start": value.start, "end": value.end, "text": value.of(text)}

    layers: dict[str, dict[str, Any]] = {
        "loaded": {
            "loaded": [
                {**(span(t.span) or {}), "category": t.category, "voice": t.voice, "strength": t.strength} for t in coding.loaded
            ]
        },
        "attribution": {
            "attributions": [
                {
                    "source": span(a.source), "cue": span(a.cue), "content": [span(piece) for piece in a.content],
                    "kind": a.kind, "source_type": a.source_type,
                }
                for a in coding.attributions
            ]
        },
        "frames": {"frames": list(coding.frames), "primary_frame": coding.primary_frame},
        "stance": {"stance": [{"target": t, "voice": v, "value": n} for t, v, n in coding.stance]},
    }  # fmt: skip
    head = {
        "id": coding.article,
        "sha256": coding.sha256,
        "coder": coding.coder,
        "person": coding.person,
        "shown": coding.shown,
    }
    parts: dict[str, Any] = {}
    for layer in coding.layers:
        parts |= layers[layer]
    return {**head, "layers": list(coding.layers), **parts}
