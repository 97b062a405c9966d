"""The blocks of a web page that are lists of links, taken out before its article is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = ("div", "ul", "ol", "dl", "table", "section", "aside", "nav", "footer")
_BREAKS = frozenset(
    (*_BLOCKS, "p", "li", "dt", "dd", "tr", "td", "br", "h1", "h2", "h3", "h4", "article", "blockquote")
)
_SILENT = ("style", "noscript", "iframe", "textarea", "select", "template")
# A block with half of its characters in three links or more, and no stretch of text as long as a sentence outside them, is a
# list of links (link density: Kohlschütter, Fankhauser and Nejdl 2010).
_LINKS, _LINK_SHARE, _SENTENCE, _LOOSE = 3, 0.5, 60, 400
# A list item as long as this is no item but a column of the page.
_COLUMN = 300
_BLANKS = re.compile(r"\s+")


def without_link_lists(tree: Any) -> Any:
    """The tree of a page (lxml), changed in place: lists of links gone, columns that were list items made plain blocks."""
    for element in list(tree.iter(*_SILENT)):
        element.drop_tree()
    for element in list(tree.iter("script")):
        if "ld+json" not in (element.get("type") or ""):
            element.drop_tree()
    _columns(tree)
    body = tree.find(".//body")
    for block in list((tree if body is None else body).iter(*_BLOCKS)):
        if block.getparent() is not None and block is not body and _is_list_of_links(block):
            block.drop_tree()
    return tree


def _columns(tree: Any) -> None:
    """A list item that holds paragraphs of an article is a column of the page's layout, not an item."""
    for item in list(tree.iter("li")):
        if (item.find(".//p") is not None or item.find(".//div") is not None) and _size(
            "".join(item.itertext())
        ) > _COLUMN:
            item.tag = "div"
            if (parent := item.getparent()) is not None and parent.tag in ("ul", "ol"):
                parent.tag = "div"


def _is_list_of_links(block: Any) -> bool:
    links = list(block.iter("a"))
    if len(links) < _LINKS:
        return False
    total, linked = _size("".join(block.itertext())), sum(_size("".join(link.itertext())) for link in links)
    if not total or linked / total <= _LINK_SHARE or total - linked >= _LOOSE:
        return False
    return max(_loose_stretches(block), default=0) < _SENTENCE


def _loose_stretches(block: Any) -> Iterator[int]:
    """The length of each stretch of text outside links that no block breaks."""
    run = 0
    for text, breaks, linked in _pieces(block, linked=False):
        if breaks:
            yield run
            run = 0
        run += 0 if linked else _size(text)
    yield run


def _pieces(element: Any, *, linked: bool) -> Iterator[tuple[str, bool, bool]]:
    """Text, whether a block begins with it, whether it is a link's."""
    inside = linked or element.tag == "a"
    yield element.text or "", element.tag in _BREAKS, inside
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child, linked=inside)
        yield child.tail or "", child.tag in _BREAKS, inside


def _size(text: str) -> int:
    return len(_BLANKS.sub("", text))
