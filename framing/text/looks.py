"""What a line looks like by itself: prose, a byline, an image, a list item, a heading of related links, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from framing.records import mypyc_attr
from framing.text.detect import detect_languages
from framing.text.languages import LANGUAGES, language_of
from framing.text.languages.base import text_data
from framing.text.markup import blank_markup, may_hold_markup
from framing.text.spans import Folded, fold, fold_each
from framing.text.wordings import Candidates, Wordings, reads
from framing.types import Span

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# Letters as they are, all else in ASCII as blanks.
_LETTERS: Final = bytes(c if chr(c).isalpha() else ord(" ") for c in range(256))
# A run of Chinese is its group, a word has none.
_WORD_OR_HAN: Final = re.compile(r"([\u3400-\u9fff]++)|[^\W\d_\u3400-\u9fff]++")
_OTHER_LETTER: Final = re.compile(r"[^\W\d_\0-\x7f\u3400-\u9fff]")
# What the first byte of a Chinese character, of its two, is not.
_NOT_HAN: Final = bytes(c for c in range(256) if not 0x34 <= c <= 0x9F)
_DIGIT: Final = re.compile(r"\d")
# The article's own sentence may be followed by a credit in brackets.
_CREDIT = r"(?:[(（\[【][^()（）\[\]【】]{2,30}[)）\]】][./]*)?"
_ENDS: Final = frozenset(".!?。！？…;；:：")
_AFTER_END: Final = "\"'”’」』»)）]】}*_ "
_TERMINAL: Final = re.compile(rf"[.!?。！？…;；:：][\"'”’」』»)）\]】}}*_\s]*{_CREDIT}\s*$")
_FULL_STOP: Final = re.compile(rf"[.!?。！？][\"'”’」』»)）\]}}*_]*\s*{_CREDIT}$")
_INNER_MARK: Final = re.compile(r"[.!?,;:](?=\s)|[。！？，；：、,;:](?=[\u3400-\u9fff“「])")
_SENTENCE_MARK: Final = re.compile(r"[.!?](?=[\"'”’)\]}]*(?:\s|$))|[。！？!?]")
# That the pattern begins with a set of characters makes the search for it quick.
_INNER_STOP: Final = re.compile(
    r"[.!?。](?:(?<=[^\W\d_]{3}[.!?])[\"'”’)]* +[\"'“‘(]*[^\W\da-z_]|(?<=。)[”’」』]*[^\s”’」』)）])"
)
# Cut off by a machine: a Chinese writer puts two ellipses.
_CUT_SHORT, _TWO_ELLIPSES = ("...", "…"), "……"
_NUMBERED: Final = re.compile(
    r"(?:\d{1,3}\s*[.、)．:](?!\d)|#\d{1,3}\b|[•·▪◆●]\s?\d{0,3}|[一二三四五六七八九十]{1,3}、|[(（]\w{1,2}[)）]|[-–*]\s)\s*\S"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}日?)?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
    r"|(?<![\d/.-])\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|\d{1,2} tháng \d{1,2}(?:,? năm|,)? (?:19|20)\d\d"
    rf"|\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\.?,? (?:19|20)\d\d",
)
_CLOCK: Final = re.compile(
    r"(?:[|·•(\[{}]*\s*)?\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?\s*(?:[(]?(?:gmt|utc|[ecmp][sd]?t|bst|cet|ict)\b[+-]?\d{0,2}[)]?)?",
)
# A full stop behind a year or a word of some length ends a sentence, not a byline.
_SPOKEN_END: Final = re.compile(r"(?:\d{4}|[^\W\d_]{5})\.$")
_SPOKEN_REACH: Final = 6
_BRACKETED: Final = re.compile(r"[(（\[【][^()（）\[\]【】]{0,60}[)）\]】]")
_IMAGE: Final = re.compile(
    r"^!\[[^\]]*\]\([^)]*\)\s*$|^<(?:img|figure|video|iframe)\b[^>]*>$|^\S+\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE
)
# A line that is one Markdown link leads away from the article, it does not end it.
_LINK: Final = re.compile(r"(?:[-*+]\s+)?\[[^\[\]]+\]\([^()\s]+\)")
_IMAGE_ENDS: Final = frozenset(")>gGfFpP")
# No date without one of these.
_IN_DATES: Final = re.compile("19|20|月")
_LABEL: Final = re.compile(r"([^:：.。!?！？]{1,25})[:：]\s*\S")
_BULLETS: Final = "•·▪●◆■"
_BULLET: Final = re.compile(rf"[-*–{_BULLETS}]\s|[\u2600-\u27bf\U0001f000-\U0001faff]")
# Characters without width stand at the end of many a paragraph that was taken from a page.
_MARKS_AROUND: Final = "#*_~ \t\u3000\u00ad\u200b\u200c\u200d\u2060\ufeff"

# A Chinese word has about 1.7 characters, so that both scripts are measured in words.
_HAN_PER_WORD: Final = 1.7
# A line of names and offices has so many words at most.
NAME_WORDS: Final = 8
OPENING_MARKS: Final = "'\"‘“「『«"
PROSE_WORDS: Final = 12
SHORT_WORDS: Final = 25
_SHORT, _LONG = 80, 600
# A byline has hardly a word that is no name, date, label or clock.
_BYLINE_WORDS, _BYLINE_REST = 40, 6
# The look of a line that has a wording of a kind, in this order; whether it is a byline is asked in between.
_LOOKS: Final = {"comments": "comments", "tail": "tail", "reply": "reply", "aside": "aside"}
_LOOKS_BEHIND: Final = {"summary": "summary", "boilerplate": "junk"}
_KINDS: Final = (*_LOOKS, "byline", "byline_strong", *_LOOKS_BEHIND)
_OF_LONG_LINES: Final = ("summary",)
_OF_SHORT_LINES: Final = frozenset({"comments", "tail"})
_OF_ALL: Final = frozenset({"byline_strong", "byline_weak"})


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Line:
    """A non-blank line: ``text`` as it is, ``clean`` with blanks for markup, ``copy`` the latter for matching.

    ``plain`` is ``clean`` without marks around it, ``folded`` its start for patterns, ``words`` its size.

    ``look``: prose, short, item (a list item that is no sentence), byline, junk, aside (what interrupts an article: a
    caption, an embedded post, an advertisement), cut (it ends in dots, as a teaser does and some writers do), tail (a
    heading of related links), comments (a heading of readers' comments), reply (what stands around one), image, summary, rule.
    """

    number: int
    span: Span
    text: str
    clean: str
    copy: Folded
    plain: str
    folded: str
    language: str
    words: float
    look: str


def read_lines(text: str, chosen: str = "") -> list[Line]:
    """The non-blank lines of a text in order, line ends as str.splitlines has them.

    ``chosen`` is the language of those that do not tell their own (``detect_languages``).
    """
    numbers, spans = [], []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped[0]) if line[0].isspace() else start
            numbers.append(number)
            spans.append(Span(at, at + len(stripped)))
        start += len(line)
    written = [text[span.start : span.end] for span in spans]
    clean = [blank_markup(line) for line in written] if may_hold_markup(text) else written
    copies = fold_each(text if clean == written else _with_lines(text, spans, clean), spans)
    languages = detect_languages(written, chosen)
    others = not (_HAN.search(text, 0, _SHORT) and _OTHER_LETTER.search(text) is None)
    lines = zip(numbers, spans, written, clean, copies, languages, strict=True)
    return [
        _line(number, span, line, bare, copy, language, others=others)
        for number, span, line, bare, copy, language in lines
    ]


def _with_lines(text: str, spans: Sequence[Span], lines: Sequence[str]) -> str:
    """The text with other lines of the same length in place of its own."""
    parts: list[str] = []
    at = 0
    for span, line in zip(spans, lines, strict=True):
        parts += (text[at : span.start], line)
        at = span.end
    return "".join([*parts, text[at:]])


def _line(number: int, span: Span, text: str, clean: str, copy: Folded, language: str, *, others: bool) -> Line:
    plain = clean.strip(_MARKS_AROUND)
    folded = (
        copy.text[:_LONG] if plain is clean else fold(plain[:_LONG]).text
    )  # only the start of a long line is looked at
    words = _count_words(plain, others=others)
    look = _look(text, plain, folded, language, words)
    return Line(number, span, text, clean, copy, plain, folded, language, words, look)


def _count_words(plain: str, *, others: bool = True) -> float:
    """The words of a line; ``others``: it may have letters that are neither in ASCII nor Chinese."""
    if plain.isascii():
        return (
            plain.count(" ") + 1.0 if len(plain) >= _SHORT else float(len(plain.encode().translate(_LETTERS).split()))
        )
    if len(plain) >= _SHORT and not _HAN.search(plain):
        return plain.count(" ") + 1.0
    if others:
        runs = _WORD_OR_HAN.findall(plain)
        return runs.count("") + sum(map(len, runs)) / _HAN_PER_WORD
    han = len(plain.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _NOT_HAN))
    return len(plain.encode("ascii", "replace").translate(_LETTERS).split()) + han / _HAN_PER_WORD


def _listed(kind: str, tag: str) -> list[str]:
    """The wordings of a kind in a language, in all for a line of none."""
    own = language_of(tag)
    languages = LANGUAGES if own is None or kind in _OF_ALL else (own,)
    return [pattern for language in languages for pattern in text_data(language.code).get(kind, ())]


@cache
def _wordings(tag: str, kinds: tuple[str, ...]) -> Wordings:
    return Wordings({kind: _listed(kind, tag) for kind in kinds})


def reads_as(kind: str, folded: str, tag: str) -> bool:
    """Whether a folded line has a wording of ``lexicons/<lang>/text.toml``."""
    return reads(kind, _wordings(tag, (kind,)).candidates(folded), folded)


def _look(text: str, plain: str, folded: str, language: str, words: float) -> str:
    if text[-1] in _IMAGE_ENDS and _IMAGE.match(text):
        return "image"
    if text[-1] == ")" and _LINK.fullmatch(text):
        return "aside"
    if not (text[0].isalnum() or any(char.isalnum() for char in text)):
        return "rule"
    long_line = words > 1.5 * SHORT_WORDS
    may = _wordings(language, _KINDS if words < 2.5 * SHORT_WORDS else _OF_LONG_LINES).candidates(folded)
    for kind in may:
        if kind in _LOOKS and not (long_line and kind in _OF_SHORT_LINES) and reads(kind, may, folded):
            return _LOOKS[kind]
    if not long_line and _is_byline(folded, words, may):
        return "byline"
    for kind in may:
        if kind in _LOOKS_BEHIND and reads(kind, may, folded):
            return _LOOKS_BEHIND[kind]
    if language == "und":
        return "junk"
    if words < 4 * SHORT_WORDS and _is_cut_short(plain.rstrip()):
        return "cut"
    if words < SHORT_WORDS and _NUMBERED.match(text) and not _ended(plain):
        return "item"
    return "prose" if _is_prose(plain, words) else "short"


def _is_prose(plain: str, words: float) -> bool:
    if words < PROSE_WORDS:
        enough = 2 if plain.rstrip("\"'”’」』*_ ")[-1:] in ".。" else 4
        return words >= enough and bool(_FULL_STOP.search(plain))
    if _ended(plain) or any(not _abbreviated(plain, stop) for stop in _INNER_STOP.finditer(plain)):
        return True
    inner = len(_INNER_MARK.findall(plain))
    return inner >= 3 or (inner >= 1 and words > 1.5 * SHORT_WORDS)


def _abbreviated(plain: str, stop: re.Match[str]) -> bool:
    """Whether the full stop is that of an abbreviation: ``Rep. Quill``."""
    words = plain[: stop.start()].rsplit(None, 1)
    return stop.group()[0] == "." and bool(words) and words[-1].lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in text_data(language.code).get("abbreviations", ()))


def _is_cut_short(plain: str) -> bool:
    return plain.endswith(_CUT_SHORT) and not plain.endswith(_TWO_ELLIPSES)


def _ended(plain: str) -> bool:
    return plain.rstrip(_AFTER_END)[-1:] in _ENDS or _TERMINAL.search(plain) is not None


def _is_byline(folded: str, words: float, may: Candidates) -> bool:
    """A line of bylines' wording, or one that little but names is left of without its dates, labels and clocks."""
    if folded.endswith(("?", "!", "。")) or folded[:1] in _BULLETS:
        return False
    if reads("byline", may, folded):
        return True
    if words > _BYLINE_WORDS or _is_spoken(folded):
        return False
    dated = _DIGIT.search(folded) is not None
    if dated and _CLOCK.fullmatch(folded):
        return True
    dated = dated and _IN_DATES.search(folded) is not None and _DATE.search(folded) is not None
    if not dated and not reads("byline_strong", may, folded):
        return False
    strong = _parts("byline_strong")
    rest = _BRACKETED.sub(" ", _CLOCK.sub(" ", _DATE.sub(" ", strong.sub(" ", folded))))
    rest = _parts("byline_weak").sub(" ", rest)
    return _count_words(rest) <= _BYLINE_REST and not _SENTENCE_MARK.search(rest.rstrip(". "))


def _is_spoken(folded: str) -> bool:
    """Whether a line ends as no byline does: in a colon, a comma, or the full stop of a sentence."""
    if folded.endswith("."):
        return _SPOKEN_END.search(folded, max(0, len(folded) - _SPOKEN_REACH)) is not None
    return folded.endswith((":", ","))


@cache
def _parts(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _listed(kind, "")) or r"(?!)")


def is_prose(line: Line) -> bool:
    """Whether a line would be prose by its length and marks, whatever else it looks like."""
    return _is_prose(line.plain, line.words)


def is_ended(line: Line) -> bool:
    """Whether a line ends in a mark that ends or announces a sentence."""
    return _ended(line.plain)


def announces(line: Line) -> bool:
    """Whether a line ends in a colon: what follows is its list."""
    return line.plain.endswith((":", "：")) and line.words >= 4


def asks(line: Line) -> bool:
    """A single short line that ends in a question or exclamation mark and has no other sentence mark."""
    if line.words >= SHORT_WORDS or line.plain.rstrip('"”』」')[-1:] not in "!?！？":
        return False
    return not _SENTENCE_MARK.search(line.plain.rstrip('!?！？"”』」'))


def is_only_date(line: Line) -> bool:
    """Whether nothing but a date and a clock stands in a line."""
    rest = _parts("byline_weak").sub(" ", _CLOCK.sub(" ", _DATE.sub(" ", line.folded)))
    return _count_words(rest) == 0


def speaker(line: Line) -> str:
    """What stands before the first colon of a line, where it is short: ``Q``, ``PV``, ``记者``; else empty."""
    found = _LABEL.match(line.plain)
    return found[1] if found else ""


def is_clock(line: Line) -> bool:
    """Whether a line is a time of day and nothing else: ``11:30``."""
    return _CLOCK.fullmatch(line.folded) is not None


def is_bullet(line: Line) -> bool:
    """Whether a line begins with a bullet or an emoji."""
    return _BULLET.match(line.text) is not None
