"""What each line is: the article's own text, its title and byline, somebody's digest, or boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.text.detect import detect_languages
from framing.text.languages import LANGUAGES, language_of
from framing.text.languages.base import text_data
from framing.text.spans import fold
from framing.types import Span, Zone, ZoneKind

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_TERMINAL = re.compile(r"[.!?。！？…;；:：][\"'”’」』»)）\]】}\s]*$")
_INNER_MARK = re.compile(r"[.!?,;:](?=\s)|[。！？，；：、,;:](?=[\u3400-\u9fff“「])")
_SENTENCE_MARK = re.compile(r"[.!?](?=[\"'”’)\]}]*(?:\s|$))|[。！？!?]")
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)\s*$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.、)．:]|#\d{1,3}|[•·▪◆●]\s?\d{0,3})\s*\S")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"\b(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2})?|\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d"
    rf"|\b{_MONTH}\.? \d{{1,2}},? (?:19|20)\d\d|\b\d{{1,2}} {_MONTH} (?:19|20)\d\d",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$|^<img\b[^>]*>$|^\S+\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-*•·▪●◆]\s|[\u2600-\u27bf\U0001f000-\U0001faff])")

# A Chinese word has about 1.7 characters, so that both scripts are measured in words.
_HAN_PER_WORD = 1.7
_PROSE_WORDS = 12
_SHORT, _LONG = 80, 600
_SHORT_WORDS = 25
# So many words a single teaser has: a list of them must not outweigh the paragraphs of an article.
_TEASER_WORDS = 8.0
# Comments and teasers come after the article: prose at the end of a page weighs this much less.
_LATER_COST = 0.4
# What a line adds to the stretch that is taken for the article: prose its words, other lines these.
_LINE_COST = {"short": -4.0, "junk": -9.0, "foreign": -12.0, "image": -2.0, "byline": -2.0}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    span: Span
    text: str
    folded: str
    language: str
    words: float
    look: str  # prose, short, byline, junk, tail, image, summary


def find_zones(text: str) -> tuple[Zone, ...]:
    r"""A zone for each non-blank line, in order. Any text gives zones; none is lost.

    The article is the stretch of lines with the most running text in its main language; what stands around it is
    title, byline, digest or boilerplate by its wording and shape (data: ``lexicons/<lang>/text.toml``).

    >>> [z.kind for z in find_zones("Dam breaks\n\nThe dam broke on Monday, officials said, after three days of rain.\n\nShare")]
    ['title', 'body', 'boilerplate']
    """
    lines = list(_read_lines(text))
    if not lines:
        return ()
    language = _main_language(lines)
    tail = _tail_start(lines)
    core = _core(lines[:tail], language)
    kinds = [
        _inside(lines, i, language) if i in core else _outside(lines, i, core, language) for i in range(len(lines))
    ]
    kinds = _mark_title(lines, kinds, core)
    kinds = _mark_bylines(lines, kinds, core)
    return tuple(Zone(line.number, line.span, kind, line.language) for line, kind in zip(lines, kinds, strict=True))


def _read_lines(text: str) -> Iterator[_Line]:
    spans = []
    for number, start, raw in _numbered_lines(text):
        stripped = raw.strip()
        if stripped:
            at = start + raw.index(stripped[0]) if raw[0].isspace() else start
            spans.append((number, Span(at, at + len(stripped)), stripped))
    languages = detect_languages([stripped for _, _, stripped in spans])
    for (number, span, stripped), language in zip(spans, languages, strict=True):
        han = 0 if stripped.isascii() else len(_HAN.findall(stripped))
        words = (
            len(_WORD.findall(stripped)) + han / _HAN_PER_WORD
            if han or len(stripped) < _SHORT
            else stripped.count(" ") + 1.0
        )
        folded = fold(stripped[:_LONG]).text  # only the start of a long line is looked at
        yield _Line(number, span, stripped, folded, language, words, _look(stripped, folded, language, words))


def _numbered_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Line number, offset and text, with the line ends of str.splitlines."""
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        yield number, start, line
        start += len(line)


@cache
def _patterns(kind: str, tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The wordings of a kind in a language (in all for a line of none): at the start of a line, anywhere in it."""
    own = language_of(tag)
    languages = LANGUAGES if own is None else (own,)
    every = [pattern for language in languages for pattern in text_data(language.code).get(kind, ())]
    begin = [pattern for pattern in every if pattern.startswith("^")]
    anywhere = [pattern for pattern in every if not pattern.startswith("^")]
    return _any_of(begin), _any_of(anywhere)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def _reads_as(kind: str, folded: str, tag: str) -> bool:
    begin, anywhere = _patterns(kind, tag)
    return begin.match(folded) is not None or anywhere.search(folded) is not None


def _look(text: str, folded: str, language: str, words: float) -> str:
    if _IMAGE.match(text):
        return "image"
    long_line = words > 1.5 * _SHORT_WORDS
    if not long_line and _reads_as("tail", folded, language):
        return "tail"
    if not long_line and _reads_as("byline", folded, language):
        return "byline"
    if _reads_as("summary", folded, language):
        return "summary"
    if words < _PROSE_WORDS and _DATE.search(text) and not _SENTENCE_MARK.search(text):
        return "byline"
    if words < 2.5 * _SHORT_WORDS and _reads_as("boilerplate", folded, language):
        return "junk"
    if language == "und" or (_CUT_SHORT.search(text) and words < 4 * _SHORT_WORDS and not text.endswith(("”", '"'))):
        return "junk"
    if _NUMBERED.match(text) and words < _SHORT_WORDS and not _TERMINAL.search(text):
        return "junk"
    return "prose" if _is_prose(text, words) else "short"


def _is_prose(text: str, words: float) -> bool:
    if words < _PROSE_WORDS:
        return words >= 4 and bool(re.search(r"[.。！？!?][\"”’」』'}\])）]*$", text)) and bool(_TERMINAL.search(text))
    ended = bool(_TERMINAL.search(text))
    inner = len(_INNER_MARK.findall(text))
    return ended or inner >= 3 or (inner >= 1 and words > 2 * _SHORT_WORDS)


def _main_language(lines: Sequence[_Line]) -> str:
    weight: dict[str, float] = {}
    for line in lines:
        if line.look == "prose":
            weight[line.language] = weight.get(line.language, 0.0) + line.words
    if not weight:
        for line in lines:
            weight[line.language] = weight.get(line.language, 0.0) + line.words * (line.language != "und")
    return max(weight, key=lambda tag: weight[tag])


def _tail_start(lines: Sequence[_Line]) -> int:
    """The first line from which on nothing is the article: a heading of related links with less prose after than before."""
    prose = [line.words if line.look == "prose" else 0.0 for line in lines]
    for i, line in enumerate(lines):
        if line.look == "tail" and sum(prose[:i]) > 0 and sum(prose[:i]) >= 0.5 * sum(prose[i:]):
            return i
    return len(lines)


def _core(lines: Sequence[_Line], language: str) -> range:
    """The stretch of lines with the largest sum of prose words less the cost of other lines (Kadane 1984)."""
    best, best_range = 0.0, range(0)
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        later = _LATER_COST * i / len(lines) if line.look == "prose" else 0.0
        total += _worth(line, language) * (1.0 - later)
        if total <= 0:
            total, start = 0.0, i + 1
        elif total > best and line.look == "prose":
            best, best_range = total, range(start, i + 1)
    if not best_range and lines:
        longest = max(range(len(lines)), key=lambda i: lines[i].words)
        return range(longest, longest + 1) if lines[longest].words >= _PROSE_WORDS else range(0)
    return best_range


def _worth(line: _Line, language: str) -> float:
    if line.look == "prose":
        same = line.language == language or {line.language, language} <= {"zh-Hans", "zh-Hant"}
        return max(1.0, line.words - _TEASER_WORDS) if same else _LINE_COST["foreign"]
    return _LINE_COST.get(line.look, _LINE_COST["junk"])


def _inside(lines: Sequence[_Line], i: int, language: str) -> ZoneKind:
    line = lines[i]
    if line.look == "prose":
        if _asks(line) and i + 1 < len(lines) and lines[i + 1].words > 2 * line.words:
            return "heading"
        after_image = (
            i > 0 and lines[i - 1].look == "image" and line.words < _SHORT_WORDS and not _TERMINAL.search(line.text)
        )
        return "boilerplate" if after_image else "body"
    if line.look == "byline":
        return "byline"
    if line.look == "summary":
        return "summary" if line.words > 3 else "boilerplate"
    if line.look == "short" and not (i > 0 and lines[i - 1].look == "image") and line.words < _SHORT_WORDS:
        return "heading"
    return "boilerplate"


def _asks(line: _Line) -> bool:
    """A single short line that ends in a question or exclamation mark and has no other sentence mark."""
    marks = _SENTENCE_MARK.findall(line.text.rstrip('!?！？"”』」'))
    return line.words < _SHORT_WORDS and not marks and line.text.rstrip('"”』」')[-1:] in "!?！？"


def _outside(lines: Sequence[_Line], i: int, core: range, language: str) -> ZoneKind:
    """Above or below the article: a digest, a byline, or boilerplate (the title is marked afterwards)."""
    line = lines[i]
    if line.look == "byline":
        return "byline" if _near(lines, i, core) else "boilerplate"
    if core and i < core.start and line.words >= 5:
        foreign = line.language not in (language, "und") and line.look in ("prose", "summary")
        bullet = bool(_BULLET.match(line.text)) and line.look == "prose"
        if line.look == "summary" or foreign or bullet or (line.look == "prose" and _repeated(lines, i, core)):
            return "summary"
    return "boilerplate"


def _near(lines: Sequence[_Line], i: int, core: range) -> bool:
    """Before the article, or at most four lines after it."""
    return not core or i < core.start or i - core.stop < 4


def _repeated(lines: Sequence[_Line], i: int, core: range) -> bool:
    key = lines[i].folded[:40]
    return any(lines[j].folded.startswith(key) for j in core)


def _mark_title(lines: Sequence[_Line], kinds: list[ZoneKind], core: range) -> list[ZoneKind]:
    first_body = next((i for i in core if kinds[i] == "body"), len(lines))
    above = [
        i for i in range(first_body) if lines[i].look == "short" or (lines[i].look == "prose" and kinds[i] != "summary")
    ]
    above = [i for i in above if 2 <= lines[i].words < 2 * _SHORT_WORDS and kinds[i] != "body"]
    if not above:
        return kinds
    best = max(above, key=lambda i: _title_likeness(lines, i, first_body))
    if _title_likeness(lines, best, first_body) <= 0:
        return kinds
    title = lines[best].folded.strip("# ")
    marked = list(kinds)
    for i in range(first_body):
        if lines[i].folded.strip("# ") == title:
            marked[i] = "title"
        elif marked[i] == "heading" and i < best:
            marked[i] = "boilerplate"
    return marked


def _title_likeness(lines: Sequence[_Line], i: int, first_body: int) -> float:
    line = lines[i]
    likeness = min(line.words, 14.0) - 3.0
    likeness += 6.0 * line.text.startswith("# ") + 3.0 * (i == 0)
    likeness += 3.0 * any(lines[j].look == "byline" for j in range(i + 1, min(i + 3, len(lines))))
    likeness += 4.0 * any(j != i and lines[j].folded == line.folded for j in range(first_body))
    likeness -= 0.3 * (first_body - i)
    return likeness


def _mark_bylines(lines: Sequence[_Line], kinds: list[ZoneKind], core: range) -> list[ZoneKind]:
    """A short line between title and date, or after a bare label (``来源：``), belongs to the byline."""
    marked = list(kinds)
    for i in range(1, len(lines)):
        if marked[i] not in ("boilerplate", "heading") or lines[i].words > 8 or lines[i].look != "short":
            continue
        if core and i >= core.stop:
            continue
        before, after = marked[i - 1], marked[i + 1] if i + 1 < len(lines) else "boilerplate"
        label = before == "byline" and lines[i - 1].text.endswith((":", "：", "|"))
        if label or (before in ("title", "byline") and after == "byline"):
            marked[i] = "byline"
    return marked
