"""Sheets of sentences (CSV) to code loaded words in any spreadsheet: one row a sentence, words copied into a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from framing.compare.codings import CodedTerm, Coding, text_sha256
from framing.compare.placing import find_article, known, place
from framing.errors import InputError
from framing.lexicon.sheets import Numbered, guarded
from framing.text.document import read_document
from framing.types import CATEGORIES, VOICES, Article, Span

SHEET_COLUMNS = (
    "article", "sha256", "coder", "shown", "start", "end", "sentence", "words", "occurrence", "category", "voice", "strength",
)  # fmt: skip
"""``words`` are copied from ``sentence``; ``occurrence`` says which of several (1 is the first). A further loaded word of
the same sentence takes a further row, a copy of the first."""


def sheet_rows(article: Article, shown: Coding | None = None) -> list[dict[str, Any]]:
    """The sentences of an article as rows, the loaded words of ``shown`` beside them; blank without."""
    key = {
        "article": guarded(article.id),
        "sha256": text_sha256(article.text),
        "coder": "",
        "shown": "yes" if shown else "",
    }
    sentences = [span for paragraph in read_document(article).own for span in paragraph.sentences]
    stretches: dict[Span, list[CodedTerm]] = {span: [] for span in sentences}
    for term in shown.loaded if shown else ():
        met = [span for span in sentences if span.meets(term.span)]
        whole = Span(min([term.span.start, *(s.start for s in met)]), max([term.span.end, *(s.end for s in met)]))
        stretches.setdefault(whole, []).append(term)
    rows = []
    for span, terms in sorted(stretches.items()):
        where = key | {"start": span.start, "end": span.end, "sentence": guarded(span.of(article.text))}
        blank = dict.fromkeys(SHEET_COLUMNS[len(where) :], "")
        rows += [where | _cells(term, span, article.text) for term in terms] or [where | blank]
    return rows


def _cells(term: CodedTerm, within: Span, text: str) -> dict[str, Any]:
    words = term.span.of(text)
    places = _places(words, within.of(text))
    return {
        "words": guarded(words),
        "occurrence": places.index(term.span.start - within.start) + 1,
        "category": term.category,
        "voice": term.voice,
        "strength": term.strength or "",
    }


def _places(words: str, sentence: str) -> list[int]:
    """Where the words begin in the sentence, overlapping ones included."""
    return [at for at in range(len(sentence)) if words and sentence.startswith(words, at)]


def read_rows(path: Path, rows: Sequence[Numbered], articles: Mapping[str, Article]) -> Iterator[Coding | InputError]:
    """The codings of a filled sheet: one for each coder and article; one with a faulty row is refused whole.

    Without a name in ``coder`` the file's own name is the coder's.
    """
    key = lambda row: (row[1]["coder"].strip() or path.stem, row[1]["sha256"].strip(), row[1]["article"].strip())  # noqa: E731
    for (coder, digits, name), group in groupby(sorted(rows, key=key), key=key):
        listed = list(group)
        try:
            article = find_article({"sha256": digits, "article": name}, articles, f"{path}: line {listed[0][0]}")
            terms = [_term(row, article.text, f"{path}: line {line}") for line, row in listed if row["words"].strip()]
        except InputError as error:
            yield error
            continue
        shown = any(row["shown"].strip() for _, row in listed)
        digits = text_sha256(article.text)
        yield Coding(coder, article.id, digits, ("loaded",), tuple(sorted(terms, key=lambda t: t.span)), shown=shown)


def _term(row: Mapping[str, str], text: str, where: str) -> CodedTerm:
    try:
        mark = {"start": int(row["start"]), "end": int(row["end"]), "text": row["sentence"]}
        occurrence = int(row["occurrence"].strip() or 1)
    except ValueError:
        raise InputError(where, "start, end and occurrence are whole numbers", "copy them from the row above") from None
    within = place(mark, text, where)
    words = row["words"].strip()
    places = _places(words, within.of(text))
    if not 1 <= occurrence <= len(places):
        raise InputError(
            where, f"{words!r} does not stand {occurrence} times in the sentence", "copy the words from it"
        )
    start = within.start + places[occurrence - 1]
    category = known(row["category"], CATEGORIES, "category", where)
    if not category:
        raise InputError(where, f"{words!r} has no category", f"one of {', '.join(CATEGORIES)}")
    strength = known(row["strength"], ("1", "2", "3"), "strength", where)
    voice = known(row["voice"], VOICES, "voice", where)
    return CodedTerm(Span(start, start + len(words)), category, voice, int(strength or 0))
