"""NTREX-128 (Federmann, Kocmi and Xin 2022): the same news documents in four languages, aligned line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from common import DATA

FOLDER = DATA / "ntrex"
LANGUAGES = {"en": "src.eng", "zh-Hans": "ref.zho-CN", "zh-Hant": "ref.zho-TW", "vi": "ref.vie"}


def files() -> list[Path]:
    """The files that are read."""
    return [FOLDER / "DOCUMENT_IDS.tsv", *(FOLDER / f"newstest2019-{name}.txt" for name in LANGUAGES.values())]


def documents() -> Iterator[dict[str, str]]:
    """Each document as its text by language tag, one sentence a line."""
    names, *texts = (path.read_text(encoding="utf-8").split("\n") for path in files())
    rows: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        if name.strip():
            rows.setdefault(name, []).append(number)
    for numbers in rows.values():
        yield {tag: "\n".join(lines[n] for n in numbers) for tag, lines in zip(LANGUAGES, texts, strict=True)}
