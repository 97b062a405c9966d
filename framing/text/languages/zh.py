"""Chinese, Simplified and Traditional: one language here, since Traditional text is folded before it is read."""

from __future__ import annotations

import re

from framing.text.languages.base import Language, Pairs

_END = re.compile(r"[。!?！？]+[\"”』」’)）\]】]*|\.{3,}(?=[\"”』」])[\"”』」]")
_CONTINUES = re.compile(r"[,，、;；:：。!?！？]")


def words(text: str) -> Pairs:
    """Words by the segmenter's dictionary; punctuation and blanks left out."""
    import rjieba

    return [(start, end) for word, start, end in rjieba.tokenize(text, "default", False) if word[0].isalnum()]


def sentences(text: str) -> Pairs:
    """Sentences end at 。！？ and the closing marks after it, unless a comma carries on."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match.start() < start or _CONTINUES.match(text, match.end()):
            continue
        found.append((start, match.end()))
        rest = text[match.end() :]
        start = match.end() + len(rest) - len(rest.lstrip())
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


LANGUAGE = Language(
    code="zh",
    name="Chinese",
    tags=("zh-Hans", "zh-Hant"),
    spaced=False,
    token_unit="words",
    words=words,
    sentences=sentences,
)
