"""What each line is: the article's own text, its title and byline, somebody's digest, or boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from framing.text.byline import dateline_of, names_an_outlet
from framing.text.languages import language_of
from framing.text.looks import (
    NAME_WORDS,
    OPENING_MARKS,
    PROSE_WORDS,
    SHORT_WORDS,
    Line,
    announces,
    asks,
    is_bullet,
    is_clock,
    is_ended,
    is_only_date,
    read_lines,
    speaker,
)
from framing.text.neighbours import with_neighbours
from framing.text.signatures import mark_bios, mark_bylines
from framing.types import Zone, ZoneKind

# So many words a single teaser has: a list of them must not outweigh the paragraphs of an article.
_TEASER_WORDS: Final = 8.0
# Comments and teasers come after the article: prose at the end of a page weighs this much less.
_LATER_COST: Final = 0.4
# What a line adds to the stretch that is taken for the article: prose its words, other lines these.
_LINE_COST: Final = {
    "short": -4.0, "item": -6.0, "junk": -6.0, "reply": -10.0, "foreign": -12.0, "tail": -4.0, "entry": -1.0, "image": -1.0,
    "byline": -2.0, "aside": -2.0, "rule": 0.0,
}  # fmt: skip
_LIST_ITEM: Final = 1.0
# The name of a section, which may stand first and above a date too, has fewer words than most titles.
_CRUMB_WORDS: Final = 3.0
# What a browser's window sets behind a title of some length: “ - The Gull Gazette”, “_新浪网”.
_OUTLET_BEHIND: Final = re.compile(r"\s*[-–—|｜_·]\s*[^-–—|｜_·]{2,30}")
_LEAST_TITLE: Final = 8
# A heading in capitals has fewer words than a headline in capitals.
_LINK_WORDS: Final = 6
# A title above a second headline has so many words at least.
_TITLE_WORDS: Final = 5.0
# Lines of a byline that stand below a second headline.
_BYLINE_LINES: Final = 3
_ANSWERS: Final = ("- ", "– ", "— ")
# A box inside an article: so many entries at most, and so large a share of paragraphs after it.
_BOX_ENTRIES, _BOX_SHARE = 8, 0.7
# So many lines that are but a time of day are the headings of a live report.
_CLOCKS: Final = 3
_RUNNING: Final = frozenset({"prose", "run"})
_OWN: Final = _RUNNING | {"list"}
# What may stand between paragraphs, at most so many lines of it (twice as many that nobody takes for text), and how long a
# paragraph behind it is.
_NEVER_TEXT: Final = frozenset({"junk", "aside", "image", "rule"})
_INTERRUPTS: Final = _NEVER_TEXT | {"short"}
_GAP_LINES, _SENTENCE_WORDS = 2, 6.0


def find_zones(text: str) -> tuple[Zone, ...]:
    r"""A zone for each non-blank line, in order. Any text gives zones; none is lost.

    The article is the stretch of lines with the most running text in its main language; what stands around it is
    title, byline, digest or boilerplate by its wording and shape (data: ``lexicons/<lang>/text.toml``).

    >>> [z.kind for z in find_zones("Dam breaks\n\nThe dam broke on Monday, officials said, after three days of rain.\n\nShare")]
    ['title', 'body', 'boilerplate']
    """
    return mark_zones(read_lines(text))


def mark_zones(read: Sequence[Line]) -> tuple[Zone, ...]:
    """A zone for each line; see :func:`find_zones`."""
    lines = with_neighbours(read)
    if not lines:
        return ()
    language = _main_language(lines)
    tail = tail_start(lines)
    lines = _with_boxes(lines[:tail]) + lines[tail:]
    core = _without_digest(lines, _with_last_paragraphs(lines[:tail], _core(lines[:tail], language), language))
    asked = frozenset(i for i in core if asks(lines[i]))
    speakers = Counter(speaker(lines[i]) for i in core) if asked else Counter()
    hourly = any(line.look == "byline" for line in lines) and sum(map(is_clock, lines)) >= _CLOCKS
    kinds = [
        _inside(lines, i, speakers if i in asked else None, hourly=hourly)
        if i in core
        else _outside(lines, i, core, language)
        for i in range(len(lines))
    ]
    kinds = _mark_digests(lines, kinds, core)
    kinds = _mark_title(lines, kinds, core)
    kinds = mark_bylines(lines, kinds, core, language)
    kinds = mark_bios(lines, kinds, core)
    return tuple(Zone(line.number, line.span, kind, line.language) for line, kind in zip(lines, kinds, strict=True))


def _main_language(lines: Sequence[Line]) -> str:
    weight: dict[str, float] = {}
    for line in lines:
        if line.look in _RUNNING:
            weight[line.language] = weight.get(line.language, 0.0) + line.words
    if not weight:
        for line in lines:
            weight[line.language] = weight.get(line.language, 0.0) + line.words * (line.language != "und")
    return max(weight, key=lambda tag: weight[tag])


def tail_start(lines: Sequence[Line]) -> int:
    """The first line from which on nothing is the article: a heading of comments, or of related links that is no box.

    At least half as much running text stands before it as after it.
    """
    first = next((line for line in lines if line.look == "prose"), None)
    dateline = "" if first is None else dateline_of(first.folded, first.language)
    if not dateline and not any(line.look in ("tail", "comments") for line in lines):
        return len(lines)
    running = [line.words if line.look in _RUNNING else 0.0 for line in lines]
    before, after = 0.0, sum(running)
    for i, line in enumerate(lines):
        enough = before > 0 and before >= 0.5 * after
        if enough and line.look in ("tail", "comments") and not _is_box(lines, i):
            return i
        if enough and dateline and line.folded.startswith(dateline):  # the lead of another article
            return i - (lines[i - 1].look == "short")
        before, after = before + running[i], after - running[i]
    return len(lines)


def _is_box(lines: Sequence[Line], i: int) -> bool:
    """Whether the article goes on after a heading of related links: a few entries, then hardly anything but paragraphs."""
    entries = next((n for n, line in enumerate(lines[i + 1 :]) if line.look in _RUNNING), _BOX_ENTRIES + 1)
    rest = lines[i + 1 + entries :]
    stop = next((n for n, line in enumerate(rest) if line.look in ("tail", "comments")), len(rest))
    running = [line.words for line in rest[:stop] if line.look in _RUNNING]
    return (
        lines[i].look == "tail"
        and entries <= _BOX_ENTRIES
        and len(running) >= max(2, _BOX_SHARE * stop)
        and sum(running) >= PROSE_WORDS * len(running)
    )


def _with_boxes(lines: list[Line]) -> list[Line]:
    """The entries of a box of related links inside the article interrupt it, as the box does."""
    out = list(lines)
    if not any(line.look in ("tail", "entry") for line in lines):
        return out
    for i, line in enumerate(lines):
        if line.look in ("short", "item") and i and out[i - 1].look in ("tail", "entry"):
            out[i] = replace(line, look="entry")
    return out


def _core(lines: Sequence[Line], language: str) -> range:
    """The stretch of lines with the largest sum of prose words less the cost of other lines (Kadane 1984)."""
    best, best_range = 0.0, range(0)
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        worth = _worth(line, language)
        total += worth * (1.0 - _LATER_COST * i / len(lines)) if line.look in _RUNNING else worth
        if total <= 0:
            total, start = 0.0, i + 1
        elif total > best and line.look in _OWN:
            best, best_range = total, range(start, i + 1)
    if not best_range and lines:
        longest = max(range(len(lines)), key=lambda i: lines[i].words)
        return range(longest, longest + 1) if lines[longest].words >= PROSE_WORDS else range(0)
    return best_range


def _with_last_paragraphs(lines: Sequence[Line], core: range, language: str) -> range:
    """The core and what goes on after it: whole sentences behind one or two lines that only interrupt."""
    stop, gap = core.stop, 0.0
    for i in range(core.stop, len(lines)) if core else ():
        if _goes_on(lines[i], language):
            stop, gap = i + 1, 0.0
        elif lines[i].look not in _INTERRUPTS or gap >= _GAP_LINES:
            break
        else:
            gap += 0.5 if lines[i].look in _NEVER_TEXT else 1.0
    return range(core.start, stop)


def _goes_on(line: Line, language: str) -> bool:
    running = line.look in _RUNNING and line.words >= _SENTENCE_WORDS and is_ended(line)
    return running and _same(line.language, language)


def _worth(line: Line, language: str) -> float:
    if line.look in _RUNNING:
        words = line.words if line.look == "run" else max(1.0, line.words - _TEASER_WORDS)
        return words if _same(line.language, language) else _LINE_COST["foreign"]
    return _LIST_ITEM if line.look == "list" else _LINE_COST.get(line.look, _LINE_COST["junk"])


def _same(one: str, other: str) -> bool:
    """Whether two tags are one language, as Simplified and Traditional Chinese are."""
    return one == other or ((own := language_of(one)) is not None and own is language_of(other))


def _without_digest(lines: Sequence[Line], core: range) -> range:
    """The core less bullets at its head, or a lead above the byline that is repeated below it: both are digests."""
    start = core.start
    head = [i for i in core[:12] if lines[i].look == "prose"]
    bullets = 0
    while bullets < len(head) and is_bullet(lines[head[bullets]]):
        bullets += 1
    if 2 <= bullets < len(head):
        start = head[bullets]
    elif start + 1 in core and (_heads_byline(lines, start) or _leads_twice(lines, start, core)):
        start += 1
    return range(start, core.stop)


def _leads_twice(lines: Sequence[Line], i: int, core: range) -> bool:
    """Whether a lead is repeated below what stands right behind it."""
    return lines[i + 1].look != "prose" and _repeated(lines, i, range(i + 1, core.stop))


def _heads_byline(lines: Sequence[Line], i: int) -> bool:
    """Whether a line with marks inside it is a title: right above a byline, and no full stop ends it."""
    line = lines[i]
    return (
        lines[i + 1].look == "byline"
        and line.words < 2 * SHORT_WORDS
        and not line.plain.endswith((".", "。", ":", "："))
    )


def _inside(lines: Sequence[Line], i: int, speakers: Counter[str] | None, *, hourly: bool) -> ZoneKind:
    """Within the article; ``speakers`` are those of an article for a line that asks; ``hourly``: it is a report hour by hour,
    each with its clock for a heading.
    """
    line = lines[i]
    if line.look in _OWN:
        if speakers is not None and i + 1 < len(lines) and _heads_answer(line, lines[i + 1], speakers):
            return "heading"
        return "boilerplate" if _after_image(lines, i) and not is_ended(line) else "body"
    if line.look == "byline":
        return "heading" if hourly and is_clock(line) else "byline"
    if line.look == "summary":
        return "summary" if line.words > 3 else "boilerplate"
    if line.plain.isupper() and line.words >= _LINK_WORDS:
        return "boilerplate"  # JUDGE BLOCKS BORDER ORDER, …: a link to another article, in capitals
    if line.look == "short" and not _after_image(lines, i) and line.words < SHORT_WORDS:
        opens = announces(line) and i + 1 < len(lines) and lines[i + 1].plain[:1] in OPENING_MARKS
        return "body" if opens or _is_quotation(line) else "heading"
    return "boilerplate"


def _heads_answer(line: Line, after: Line, speakers: Counter[str]) -> bool:
    """Whether a question is the heading of what stands behind it, and none of an interview."""
    interview = (bool(speaker(line)) and speakers[speaker(line)] > 1) or after.text.startswith(_ANSWERS)
    return not interview and not _tells(line) and after.words > 2 * line.words


def _tells(line: Line) -> bool:
    """Whether a line that ends in a question asks it in somebody's words: 有人调侃：“这是来旅游的吧？”"""
    own = language_of(line.language)
    return own is not None and not own.spaced and line.plain[-1:] in "”」"


def _is_quotation(line: Line) -> bool:
    """Whether a line is speech in marks; in Chinese one without a full stop is a heading."""
    own = language_of(line.language)
    whole = line.plain[:1] in "“「" and line.plain[-1:] in "”」"
    return whole and (is_ended(line) or own is None or own.spaced)


def _after_image(lines: Sequence[Line], i: int) -> bool:
    return i > 0 and lines[i - 1].look == "image" and lines[i].words < SHORT_WORDS


def _outside(lines: Sequence[Line], i: int, core: range, language: str) -> ZoneKind:
    """Above or below the article: a digest, a byline, or boilerplate (the title is marked afterwards)."""
    line = lines[i]
    if line.look == "byline":
        again = core and i >= core.stop and is_only_date(line) and any(x.look == "byline" for x in lines[: core.start])
        return "byline" if _near(lines, i, core) and not again else "boilerplate"
    if core and i < core.start:
        if line.look == "reply" and line.words < _CRUMB_WORDS + 1:
            return "byline"  # 6 giờ trước: when it was published
        if line.look == "summary" and (line.words >= 5 or (i + 1 < core.start and is_bullet(lines[i + 1]))):
            return "summary"
        foreign = line.language not in (language, "und") and line.look == "prose"
        bullet = is_bullet(line) and (line.look == "prose" or line.language not in (language, "und"))
        if line.words >= 5 and (foreign or bullet or (line.look == "prose" and _repeated(lines, i, core))):
            return "summary"
    return "boilerplate"


def _near(lines: Sequence[Line], i: int, core: range) -> bool:
    """Before the article, or at most four lines after it."""
    return not core or i < core.start or i - core.stop < 4


def _repeated(lines: Sequence[Line], i: int, where: range) -> bool:
    key = lines[i].folded[:40]
    return any(lines[j].folded.startswith(key) for j in where)


def _mark_digests(lines: Sequence[Line], kinds: list[ZoneKind], core: range) -> list[ZoneKind]:
    """Bullets right below a bullet or the heading of a digest belong to it, however short they are."""
    marked = list(kinds)
    for i in range(1, core.start):
        if marked[i] == "boilerplate" and marked[i - 1] == "summary" and is_bullet(lines[i]):
            marked[i] = "summary"
    return marked


def _mark_title(lines: Sequence[Line], kinds: list[ZoneKind], core: range) -> list[ZoneKind]:
    first_body = next((i for i in core if kinds[i] == "body"), len(lines))
    above = [
        i for i in range(first_body) if lines[i].look == "short" or (lines[i].look == "prose" and kinds[i] != "summary")
    ]
    above = [i for i in above if 2 <= lines[i].words < 2 * SHORT_WORDS and kinds[i] != "body"]
    above = [i for i in above if not names_an_outlet(lines[i].plain)] or above
    above = [i for i in above if lines[i].words >= _CRUMB_WORDS] or above
    if not above:
        return kinds
    best = max(above, key=lambda i: _title_likeness(lines, i, first_body))
    if _title_likeness(lines, best, first_body) <= 0:
        return kinds
    deck = best if _is_deck(lines, best, above) else -1
    best = best - 1 if deck >= 0 else best
    title = lines[best].folded
    marked = list(kinds)
    for i in range(first_body):
        if _same_title(lines[i].folded, title):
            marked[i] = "title"
        elif marked[i] == "heading" and i < best:
            marked[i] = "boilerplate"
    below = deck if deck >= 0 else max((i for i in range(first_body) if marked[i] == "title"), default=-1) + 1
    if deck >= 0 or _is_second(lines, marked, below):
        marked[below] = "heading"
    return marked


def _is_second(lines: Sequence[Line], marked: Sequence[ZoneKind], i: int) -> bool:
    """Whether the line below the title is a second headline: as long as one, and a byline stands some lines below it."""
    if not 0 < i < len(lines) or marked[i] != "boilerplate" or lines[i].look != "short" or lines[i].words <= NAME_WORDS:
        return False
    return any(line.look == "byline" for line in lines[i + 1 : i + 1 + _BYLINE_LINES])


def _same_title(one: str, other: str) -> bool:
    """Whether two lines are one title, the longer perhaps with the name of the outlet behind it, as a browser's window has it."""
    short, long = sorted((one, other), key=len)
    if one == other or len(short) < _LEAST_TITLE or not long.startswith(short):
        return one == other
    return _OUTLET_BEHIND.fullmatch(long, len(short)) is not None


def _is_deck(lines: Sequence[Line], i: int, above: Sequence[int]) -> bool:
    """Whether a line is the article's second headline: right below another line as long as a title, right above the byline."""
    if i - 1 not in above or lines[i].text.startswith(("#", "<h1")) or lines[i - 1].words < _TITLE_WORDS:
        return False
    below = lines[i + 1].look if i + 1 < len(lines) else ""
    once = sum(line.folded == lines[i].folded for line in lines) == 1
    return below == "byline" and once and lines[i - 1].look == "short"


def _title_likeness(lines: Sequence[Line], i: int, first_body: int) -> float:
    line = lines[i]
    likeness = min(line.words, 14.0) - 3.0
    likeness += 6.0 * line.text.startswith(("# ", "<h1"))
    likeness += 3.0 * (i == 0) + 4.0 * any(lines[j].look == "byline" for j in range(i + 1, min(i + 3, len(lines))))
    likeness += 4.0 * any(j != i and _same_title(lines[j].folded, line.folded) for j in range(first_body))
    likeness -= 0.2 * min(first_body - i, 20) + 3.0 * line.plain.endswith((".", "。", "，", ","))
    return likeness
