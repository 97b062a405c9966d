"""Public sets as articles, read from the folder of the data; nothing of them is kept here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from common import DATA

from framing.types import Article

_NTREX = {
    "en": "newstest2019-src.eng.txt",
    "zh-Hans": "newstest2019-ref.zho-CN.txt",
    "zh-Hant": "newstest2019-ref.zho-TW.txt",
    "vi": "newstest2019-ref.vie.txt",
}


def ntrex(language: str) -> Iterator[Article]:
    """The 123 documents of NTREX-128 in a language; the document is the event."""
    folder = DATA / "ntrex"
    names = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    lines = (folder / _NTREX[language]).read_text(encoding="utf-8").split("\n")
    documents: dict[str, list[str]] = defaultdict(list)
    for name, line in zip(names, lines, strict=False):
        if name:
            documents[name].append(line)
    for name, of_document in documents.items():
        yield Article("\n\n".join(of_document), id=name, event=name, outlet=language, language=language)


def polnear() -> Iterator[Article]:
    """PolNeAR train: 840 articles of seven outlets."""
    for path in sorted((DATA / "polnear" / "data" / "train" / "text").glob("*.txt")):
        outlet, day, _ = path.stem.split("_", 2)
        yield Article(path.read_text(encoding="utf-8"), id=path.stem, outlet=outlet, date=day, language="en")


def basil() -> Iterator[Article]:
    """BASIL: about 70 events, each told by three outlets."""
    for path in sorted((DATA / "basil" / "articles").rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        body = "\n\n".join(" ".join(paragraph) for paragraph in data["body-paragraphs"])
        yield Article(
            f"{data['title']}\n\n{body}", id=path.stem, outlet=data["source"].lower(), date=data["date"],
            event=data["triplet-uuid"], language="en",
        )  # fmt: skip


def allsides() -> Iterator[Article]:
    """AllSides triples: three short articles on each of 307 events; which outlet is whose is not told."""
    lines = (DATA / "allsides-triples" / "val.source").read_text(encoding="utf-8").splitlines()
    for event, line in enumerate(lines):
        for number, part in enumerate(line.split("[SEP]")):
            title, _, body = part.partition("ARTICLE=>")
            text = f"{title.replace('TITLE=>', '').strip()}\n\n{body.strip()}"
            yield Article(text, id=f"{event}-{number}", event=str(event), language="en")


def files(folder: str, pattern: str = "*") -> list[Path]:
    """All files of a set, for its hash."""
    return sorted(path for path in (DATA / folder).rglob(pattern) if path.is_file())
