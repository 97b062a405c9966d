"""What a text says of itself: title, outlet, date and author, lifted from its byline where nobody gave them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from framing.data import data_root, read_toml
from framing.notes import Note
from framing.text.dates import find_dates
from framing.text.languages import LANGUAGES, language_of
from framing.text.languages.base import text_data
from framing.text.spans import fold
from framing.types import Article, Span, Zone

_PARTS = re.compile(r"\s*[|｜丨·•]+\s*|\s+[-–—―]+\s+|\s{2,}|\t|,\s+|[\[\](){}【】（）<>]+")
_PREFIX = re.compile(r"^[^|｜丨_]{2,30}?(?=\s*[|｜丨])|(?<=[|｜丨_])\s*[^|｜丨_]{2,30}$|(?<=\s[-–—]\s)[^-–—]{2,30}$")
_BAR = re.compile(r"[|｜丨_–—-]")
_TIMES = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)(?:\s*[ap]\.?m\b\.?)?", re.IGNORECASE)
_AROUND = " \t\u3000\"'“”‘’「」『』《》()（）[]【】<>|｜丨·•,，、;；:：/-–—_.#*"
_AND = re.compile(r"\s*[,、&]\s*|\s+(?:and|và)\s+|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_LONGEST = {"outlet": 40, "author": 80}
# A dateline stands at the head of the first line of the body, a credit at the foot of the last.
_HEAD, _FOOT = 120, 60
# How near the words are to a statement: a label, then a part of the byline, the title, the dateline, the foot.
_LABEL, _PART, _TITLE, _DATELINE, _CHROME, _SIGNOFF, _UPDATED = range(7)
# The name of the site stands in one of the first lines of its chrome.
_FIRST_LINES = 3
_ROLES = ("outlet", "date", "author")


@dataclass(frozen=True, slots=True, order=True)
class _Told:
    rank: int
    line: int
    start: int
    role: str
    value: str


def lift_metadata(article: Article, zones: Sequence[Zone], tag: str) -> Article:
    r"""The article with title, outlet, date (ISO) and author from its own lines where they are empty; ``tag`` is its language.

    What was given is never changed. Each field that is lifted, but the title, is said in a note with its line. What is
    not plainly an outlet, a whole date or a name stays empty. Patterns: ``lifted`` in ``lexicons/<lang>/text.toml``.

    >>> text = "Ferry Stays in Port\nBy Ada Quill | Reuters | Jan 5, 2031\nThe ferry stayed in port on Monday, said the harbour."
    >>> from framing.text.zones import find_zones
    >>> lifted = lift_metadata(Article(text), find_zones(text), "en")
    >>> lifted.title, lifted.outlet, lifted.date, lifted.author
    ('Ferry Stays in Port', 'Reuters', '2031-01-05', 'Ada Quill')
    """
    title = next((z.span.of(article.text).lstrip("# ") for z in zones if z.kind == "title"), "")
    found = {"title": title} if title and not article.title else {}
    notes = []
    wanted = {role for role in _ROLES if not getattr(article, role)}
    for told in sorted(_all_told(article.text, zones, tag)) if wanted else ():
        if told.role in wanted:
            wanted.remove(told.role)
            found[told.role] = told.value
            notes.append(_noted(told))
    return replace(article, **found, notes=(*article.notes, *notes)) if found else article


def _noted(told: _Told) -> Note:
    said = "{role} {value}: lifted from line {line} of the text, not given"
    return Note("lifted", said, role=told.role, value=told.value, line=told.line)


def is_lifted(article: Article, role: str) -> bool:
    """Whether a field was lifted from the text, not given."""
    return any(note.startswith(f"{role} ") and ": lifted from line " in note for note in article.notes)


def find_authors(line: str) -> tuple[str, ...]:
    """The names that a line of a byline gives as its authors; none where it gives none.

    >>> find_authors("By Ada Quill and Tom Reed")
    ('Ada Quill', 'Tom Reed')
    """
    zone = Zone(1, Span(0, len(line)), "byline", "und")
    told = _by_patterns("byline", zone, line, _every(), _LABEL)
    names = (name for one in told if one.role == "author" for name in _AND.split(one.value))
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def _all_told(text: str, zones: Sequence[Zone], tag: str) -> Iterator[_Told]:
    bodies = [zone for zone in zones if zone.kind == "body"]
    last = bodies[-1].line if bodies else 0
    for number, zone in enumerate(zones):
        if zone.kind == "boilerplate" and number < _FIRST_LINES and _known(zone.span.of(text)):
            yield _Told(_CHROME, zone.line, 0, "outlet", zone.span.of(text).strip(_AROUND))
        if zone.kind == "byline":
            line, codes = zone.span.of(text), _codes(tag, zone.language)
            yield from _byline(zone, line, codes)
            if zone.line > last > 0:
                yield from _signoff(zone, line, codes)
        elif zone.kind == "title" and (named := _set_off(zone.span.of(text))) and _known(named.group()):
            yield _Told(_TITLE, zone.line, 0, "outlet", named.group().strip(_AROUND))
    if bodies:
        first, end = bodies[0], bodies[-1]
        yield from _dateline(first, first.span.of(text), _codes(tag, first.language))
        yield from _signoff(end, end.span.of(text), _codes(tag, end.language))


def _set_off(title: str) -> re.Match[str] | None:
    """The part of a title that a bar or a dash sets off at its beginning or end."""
    return _PREFIX.search(title) if _BAR.search(title) else None


@cache
def _codes(*tags: str) -> tuple[str, ...]:
    """The lexicons that a line is read by: of the article's language, then of its own."""
    own = (language_of(tag) for tag in tags)
    return tuple(dict.fromkeys(language.code for language in own if language is not None))


def _byline(zone: Zone, line: str, codes: tuple[str, ...]) -> Iterator[_Told]:
    yield from _by_patterns("byline", zone, line, _every(), _LABEL)
    yield from _by_patterns("named", zone, line, codes, _PART)
    copy = fold(line)
    origins = [match.span() for code in codes for p in _patterns(code, "origins") for match in p.finditer(copy.text)]
    dates = list(find_dates(copy.text, codes)) or list(find_dates(copy.text, _every()))  # March 9, 2031 above any text
    rest, at = [], 0
    for start, end, date in sorted([*dates, *((*span, "") for span in origins)]):
        span = copy.original(start, end)
        rest.append(line[at : max(at, span.start)])
        at = max(at, span.end)
        if date:
            yield _Told(_UPDATED if _any("updated").search(copy.text) else _PART, zone.line, start, "date", date)
    parts = _PARTS.split(_TIMES.sub("  ", "  ".join([*rest, line[at:]])))
    for number, part in enumerate(parts):
        name = part.strip(_AROUND)
        if names_an_outlet(name):
            yield _Told(_PART, zone.line, number, "outlet", name)


def _dateline(zone: Zone, line: str, codes: tuple[str, ...]) -> Iterator[_Told]:
    head = line[:_HEAD]
    yield from _by_patterns("dateline", zone, head, codes, _DATELINE)
    folded = fold(head).text
    dated = [match for code in codes for p in _patterns(code, "dated") if (match := p.match(folded))]
    for start, _, date in find_dates(folded, codes) if dated else ():
        if date and any(start < match.end() for match in dated):
            yield _Told(_DATELINE, zone.line, start, "date", date)


def dateline_of(folded: str, tag: str) -> str:
    """The dateline that a folded line begins with, empty where it has none: ``(reuters) -``."""
    found = (p.match(folded[:_HEAD]) for code in _codes(tag) for p in _patterns(code, "dateline"))
    return next((match.group() for match in found if match is not None), "")


def _signoff(zone: Zone, line: str, codes: tuple[str, ...]) -> Iterator[_Told]:
    start = max(0, len(line) - _FOOT)
    yield from _by_patterns("signoff", zone, line[start:], codes, _SIGNOFF)


def _by_patterns(kind: str, zone: Zone, line: str, codes: Sequence[str], rank: int) -> Iterator[_Told]:
    copy = fold(line)
    for code in codes:
        for pattern in _patterns(code, kind):
            for match in _matches(pattern, copy.text):
                for role, value in match.groupdict().items():
                    if value:
                        raw = copy.original(*match.span(role)).of(line)
                        yield from _checked(role, raw, rank, zone.line, match.start(role))


def _matches(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Where a pattern stands; one for the beginning is looked for there alone."""
    if not pattern.pattern.startswith("^"):
        return pattern.finditer(text)
    match = pattern.match(text)
    return () if match is None else (match,)


def _checked(role: str, raw: str, rank: int, line: int, start: int) -> Iterator[_Told]:
    """A name as it is written, if it can be one; an agency that signs as an author is the outlet."""
    value = raw.strip(_AROUND)
    if role == "author" and names_an_outlet(value):
        role = "outlet"
    if (role == "outlet" and _is_outlet(value)) or (role == "author" and _is_name(value)):
        yield _Told(rank, line, start, role, value)


def _is_outlet(name: str) -> bool:
    plain = fold(name).text
    return (
        2 <= len(name) <= _LONGEST["outlet"] and any(c.isalpha() for c in name) and plain not in _words("not_outlets")
    )


def _is_name(name: str) -> bool:
    """Every word that has a case begins in upper case, but what joins names."""
    plain = fold(name).text
    if not 2 <= len(name) <= _LONGEST["author"] or any(c.isdigit() for c in name) or plain in _words("not_authors"):
        return False
    words = re.findall(r"[^\W\d_][\w.'’-]*", name)
    return all(word[0].lower() == word[0].upper() or word[0].isupper() or word in _words("joins") for word in words)


def names_an_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, or looks like one: ``Reuters``, ``The Umber Courier``, ``湖滨晚报``.

    >>> names_an_outlet("The Umber Courier"), names_an_outlet("Ada Quill")
    (True, False)
    """
    return _known(name) or (_is_outlet(name) and _any("outlet_shapes").fullmatch(fold(name).text) is not None)


def _known(name: str) -> bool:
    return fold(name.strip(_AROUND)).text in known_outlets()


@cache
def known_outlets() -> frozenset[str]:
    """Folded names of news outlets: those of ``entities.toml`` and the ``agencies`` of each language."""
    names: set[str] = set()
    for entity in read_toml(data_root("lexicons") / "entities.toml").get("entity", ()):
        if entity["type"] == "outlet":
            names |= {
                name for code in _every() for name in (*entity.get(code, ()), *entity.get("cased", {}).get(code, ()))
            }
    return frozenset(fold(name).text for name in names) | _words("agencies")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold(word).text for code in _every() for word in _lifted(code).get(kind, ()))


@cache
def _patterns(code: str, kind: str) -> tuple[re.Pattern[str], ...]:
    """The language's patterns; ``AGENCY`` in them stands for the names of ``agencies``, ``NAME`` for ``name``."""
    lifted = _lifted(code)
    agencies = "|".join(re.escape(name) for name in sorted(lifted.get("agencies", ()), key=len, reverse=True))
    patterns = (
        p.replace("AGENCY", f"(?:{agencies})").replace("NAME", lifted.get("name", "")) for p in lifted.get(kind, ())
    )
    return tuple(map(re.compile, patterns))


@cache
def _any(kind: str) -> re.Pattern[str]:
    every = [pattern.pattern for code in _every() for pattern in _patterns(code, kind)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in every) or r"(?!)")


def _lifted(code: str) -> Mapping[str, Any]:
    lifted: Mapping[str, Any] = text_data(code).get("lifted", {})
    return lifted


@cache
def _every() -> tuple[str, ...]:
    return tuple(language.code for language in LANGUAGES)
