"""Names that text without blanks has in Latin letters, alone or in brackets behind how they sound (Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from framing.lexicon.load import entity_matcher, folded_form
from framing.measure.cast import FIRST_PART
from framing.measure.entities import again, as_mention
from framing.measure.role_words import role_grammar
from framing.text.document import Document
from framing.text.languages import LANGUAGES, Language
from framing.text.spans import fold
from framing.types import Mention, Span

_PART: Final = r"[A-ZÀ-Þ][\w'’.-]*"
# A run of words with capitals: NATO, Mara Holt.
# What stands before it is looked at after its first letter, which is found quickly.
_RUN: Final = re.compile(rf"[A-Z](?<![\w.'’&-].)[\w'’&.-]*(?: {_PART}){{0,4}}", re.ASCII)
_NAME: Final = re.compile(rf"[A-ZÀ-Þ](?<![\w.'’《“-].)[a-zß-ɏ][\w'’-]*(?: {_PART}){{1,3}}(?![\w》])")
_MAX_RUNS: Final = 400
# A name in Latin letters in brackets, and the characters behind which it may stand.
_GLOSS: Final = re.compile(r"[(（]\s?([A-ZÀ-Þ][\w'’.-]+(?: [A-Za-zÀ-ɏ][\w'’.-]*){0,5})\s?[)）]")
_GLOSSED: Final = re.compile(r"[\u3400-\u9fff·‧・]{2,16}(?=\s?$)")
_LONGEST_GLOSSED: Final = 17
_JOINTS: Final = "·‧・"
_LEAST: Final = 2
_PARTING: Final = re.compile(rf"[{_JOINTS} ]")
_MAX_NAMES: Final = 60


def latin_entities(document: Document) -> Iterator[Mention]:
    """The known names that stand in Latin letters in text without blanks: NATO, FBI."""
    names: dict[str, Mention | None] = {}
    for paragraph in document.own:
        if paragraph.language.spaced:
            continue
        line, base = paragraph.zone.span.of(document.article.text), paragraph.zone.span.start
        for run in _RUN.finditer(line):
            written = run.group().rstrip(".")
            if written not in names:
                if len(names) >= _MAX_RUNS:
                    return
                names[written] = _entity(written)
            if (known := names[written]) is not None:
                span = Span(base + run.start(), base + run.start() + len(written))
                yield again(known, span)


def _entity(written: str) -> Mention | None:
    """Whose name a run of words in Latin letters is, all of it."""
    english = LANGUAGES[0]
    plain = folded_form(written, english)
    hit = next(iter(entity_matcher(english).find(plain)), None)
    if hit is None or hit.start or hit.end != len(plain) or (hit.entry.cased and hit.entry.cased != written):
        return None
    return as_mention(Span(0, len(written)), hit.entry)


def names_given(document: Document) -> tuple[dict[str, str], dict[str, Mention]]:
    """Form → name, of whom a text without blanks gives in Latin letters: ``霍爾特 (Mara Holt)``, ``Mara Holt``; known ones apart.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> names_given(read_document(Article("检察官霍尔特(Mara Holt)表示不满。霍尔特随后离开。")))[0]
    {'霍尔特': 'Mara Holt', 'Mara Holt': 'Mara Holt', 'Holt': 'Mara Holt'}
    """
    text = document.article.text
    forms: dict[str, str] = {}
    known: dict[str, Mention] = {}
    language = document.own[0].language if document.own else None
    if language is None or language.spaced:
        return forms, known
    for written, latin in islice(_glosses(text), _MAX_NAMES):
        if not (form := _called(written, text, language)):
            continue
        if (entity := _entity(latin)) is not None:
            known.setdefault(form, entity)
            continue
        for part in (form, latin):
            forms.setdefault(part, latin)
            if len(last := _last(part)) > 1 + part.isascii():
                forms.setdefault(last, latin)
    plain = [name.group().rstrip(".") for name in islice(_NAME.finditer(text), _MAX_RUNS)]
    for name in dict.fromkeys(plain):
        if _entity(name) is None:
            forms.setdefault(name, name)
            if len(last := _last(name)) > _LEAST:
                forms.setdefault(last, name)
    return forms, known


def _glosses(text: str) -> Iterator[tuple[str, str]]:
    """Characters, and the name in Latin letters that brackets set behind them."""
    for gloss in _GLOSS.finditer(text):
        before = _GLOSSED.search(text[max(0, gloss.start() - _LONGEST_GLOSSED) : gloss.start()])
        if before is not None:
            yield before.group(), gloss.group(1).rstrip(".")


def _last(name: str) -> str:
    return _PARTING.split(name)[-1]


def _called(written: str, text: str, language: Language) -> str:
    """What of the characters before a gloss is the name: all parts of one in parts, else the longest end that comes back."""
    start = language.name_start
    folded = fold(written).text
    if start is None or len(folded) != len(written):
        return ""
    if any(joint in written for joint in _JOINTS):
        name = written[start(folded) :]
        return next(
            (name.removeprefix(word) for word in role_grammar(language).inside["joined"] if name.startswith(word)), name
        )
    for at, _ in language.words(folded):
        end = written[at:]
        if len(end) >= _LEAST and text.count(end, 0, FIRST_PART) >= _LEAST:
            name = end[start(folded[at:]) :]
            more = len(name) >= _LEAST and text.count(name, 0, FIRST_PART) > text.count(end, 0, FIRST_PART)
            return name if more else end  # 副部长|罗森斯坦, but 弗雷克
    return ""
