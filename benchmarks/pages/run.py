"""Articles taken from saved web pages, against the text that somebody marked as the article: token F1."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, data_hash, main

from framing import InputError, read_article
from framing.text.zones import find_zones

PAGES = DATA / "pages"
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_BREAKS = ("p", "div", "br", "li", "h1", "h2", "h3", "tr", "dt", "dd", "section")
_SILENT = ("script", "style", "noscript", "template")


def tokens(text: str) -> Counter[str]:
    """Each Chinese character and each other word, with how often."""
    return Counter(_TOKEN.findall(text))


def f1(found: str, expected: str) -> float:
    """Token F1 as bags of tokens (CleanEval; Baroni et al. 2008)."""
    left, right = tokens(found), tokens(expected)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def text_of(element: Any) -> str:
    """The text of an element without scripts and styles."""
    for silent in list(element.iter(*_SILENT)):
        silent.drop_tree()
    return "\n".join(element.itertext())


def marked(path: Path, labels: dict[str, str]) -> str:
    """The text of the element that holds the article of a page."""
    from lxml import html

    key = max((name for name in labels if path.stem.startswith(name)), key=len)
    page = html.fromstring(path.read_text(encoding="utf-8", errors="replace"))
    return text_of(page.xpath(labels[key])[0])


def taken(path: Path) -> str:
    """What the reader takes; empty where it finds no article."""
    try:
        return read_article(path).text
    except InputError:
        return ""


def own(path: Path) -> str:
    """Headings and body by the zones of all the text that a page holds, menus, comments and footers with it."""
    from lxml import html

    page = html.fromstring(path.read_text(encoding="utf-8", errors="replace"))
    for element in page.iter(*_BREAKS):
        element.tail = "\n" + (element.tail or "")
    text = text_of(page.body)
    return "\n".join(zone.span.of(text) for zone in find_zones(text) if zone.kind in ("heading", "body"))


def measure() -> tuple[dict[str, float], str, int]:
    """Mean F1 over the pages of ``readability`` and over those of ``gne``; the worst pages are printed."""
    from lxml import html

    labels = tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
    expected = {
        path.parent / "source.html": text_of(html.fromstring(path.read_text(encoding="utf-8")))
        for path in sorted(PAGES.glob("readability/*/expected.html"))
    }
    scores = {path: f1(taken(path), text) for path, text in expected.items()}
    ours = {path: f1(taken(path), marked(path, labels)) for path in sorted(PAGES.glob("gne/*.html"))}
    for path, score in sorted({**scores, **ours}.items(), key=lambda item: item[1])[:5]:
        print(f"pages        {path.parent.name}/{path.name:24s} {score:.3f}")
    files = [*scores, *ours, *sorted(PAGES.glob("readability/*/expected.html"))]
    dumps = {path: f1(own(path), marked(path, labels)) for path in ours}
    means = {"extraction_f1_readability": scores, "extraction_f1_gne": ours, "zones_f1_gne_dumps": dumps}
    return {name: sum(f.values()) / len(f) for name, f in means.items()}, data_hash(files), len(scores) + len(ours)


if __name__ == "__main__":
    if find_spec("trafilatura") is None:
        print("pages: skipped: it needs the html extra (pip install 'framing-analysis[html]')")
    else:
        main(Path(__file__).parent, PAGES, measure)
