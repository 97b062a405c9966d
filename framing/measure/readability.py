"""Readability where a formula is valid, by textstat's formulas that need no syllable dictionary."""

from __future__ import annotations

from framing.text.document import Document

_MIN_WORDS = 100


def score_readability(document: Document) -> dict[str, float]:
    """LIX, RIX, ARI and Coleman-Liau of the English body, by name; higher is harder.

    Empty for Chinese and Vietnamese, where no formula is valid, and for bodies under 100 words. LIX: Björnsson 1968;
    RIX: Anderson 1983; ARI: Senter and Smith 1967; Coleman and Liau 1975.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> score_readability(read_document(Article("Too short.")))
    {}
    """
    paragraphs = [p for p in document.own if p.language.readable and p.zone.kind == "body"]
    if sum(len(p.words) for p in paragraphs) < _MIN_WORDS:
        return {}
    import textstat

    body = "\n".join(p.zone.span.of(document.article.text) for p in paragraphs)
    return {
        "lix": round(textstat.lix(body), 1),
        "rix": round(textstat.rix(body), 2),
        "ari": round(textstat.automated_readability_index(body), 1),
        "coleman_liau": round(textstat.coleman_liau_index(body), 1),
    }
