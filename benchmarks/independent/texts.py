"""The raw texts that the labels speak of, put together from the public sets; nothing of them is kept here."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from common import DATA
from ntrex import FOLDER, LANGUAGES

_BLOCKS = {"p", "div", "br", "h1", "h2", "h3", "li", "td", "section"}
_HIDDEN = {"script", "style", "textarea"}
_NEUS = re.compile(r"\s*TITLE=>\s*(.*?)\s*ARTICLE=>\s*(.*)", re.DOTALL)


def raw_text(origin: dict[str, Any]) -> str:
    """The text at an origin as it was labelled: paragraphs parted by empty lines, the title first."""
    return "\n\n".join(_cut(_SETS[origin["set"]](origin), origin.get("lines"))) + "\n"


def _cut(paragraphs: list[str], lines: list[int | list[int]] | None) -> list[str]:
    """The paragraphs that were labelled, all where no numbers are given; a list of numbers is one paragraph."""
    if lines is None:
        return paragraphs
    return ["".join(paragraphs[n] for n in ([at] if isinstance(at, int) else at)) for at in lines]


def _triples(origin: dict[str, Any]) -> list[str]:
    lines = (DATA / "allsides-triples" / "val.source").read_text(encoding="utf-8").split("\n")
    found = _NEUS.match(lines[origin["line"] - 1].strip().split("[SEP]")[origin["part"] - 1])
    assert found is not None
    return [found[1].removesuffix("."), found[2].strip()]


def _basil(origin: dict[str, Any]) -> list[str]:
    article = json.loads((DATA / "basil" / "articles" / origin["file"]).read_text(encoding="utf-8"))
    paragraphs = [re.sub(r"\s*\n\s*", " ", " ".join(parts).strip()) for parts in article["body-paragraphs"]]
    title = article["title"].strip()
    return [title, *(paragraphs[1:] if paragraphs[0] == title else paragraphs)]


def _ntrex(origin: dict[str, Any]) -> list[str]:
    names = (FOLDER / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    lines = (FOLDER / f"newstest2019-{LANGUAGES[origin['language']]}.txt").read_text(encoding="utf-8").split("\n")
    return [line.strip() for name, line in zip(names, lines, strict=True) if name == origin["document"]]


def _narrative(origin: dict[str, Any]) -> list[str]:
    with (DATA / "narrative-framing" / "articles_metadata.tsv").open(encoding="utf-8", newline="") as file:
        return next(
            [row["text"].strip()] for row in csv.DictReader(file, delimiter="\t") if row["ID"] == str(origin["id"])
        )


def _polnear(origin: dict[str, Any]) -> list[str]:
    text = (DATA / "polnear" / "data" / "train" / "text" / origin["file"]).read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n\n")


def _page(origin: dict[str, Any]) -> list[str]:
    page = _Lines()
    content = (DATA / "pages" / origin["file"]).read_bytes()
    try:
        page.feed(content.decode("utf-8"))
    except UnicodeDecodeError:
        page.feed(content.decode("gb18030", "replace"))
    lines = [re.sub(r"[\s\u3000\xa0]+", " ", line).strip() for line in "".join(page.parts).split("\n")]
    return [line for line in lines if line]


class _Lines(HTMLParser):
    """A page's text, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self.parts += ["\n"] if tag in _BLOCKS else []

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        self.parts += ["\n"] if tag in _BLOCKS else []

    def handle_data(self, data: str) -> None:
        self.parts += [data.replace("\n", " ")] if self._hidden <= 0 else []


_SETS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "allsides-triples": _triples,
    "basil": _basil,
    "narrative-framing": _narrative,
    "ntrex": _ntrex,
    "pages": _page,
    "polnear": _polnear,
}
