"""Whom an article can take sides on: known names, countries, groups and topics, names only it knows, pronouns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from framing.lexicon.load import group_matcher
from framing.lexicon.topics import country_matcher
from framing.measure.abbreviations import find_abbreviated
from framing.measure.beside_titles import titled_surnames
from framing.measure.composed import with_composed
from framing.measure.entities import again, as_mention, is_own_name
from framing.measure.local_bodies import local_bodies
from framing.measure.local_names import LEAST, PERSON_WORDS, UPPER, in_title_case, local_names
from framing.measure.naming import is_surname, stands_for_person
from framing.measure.other_script import latin_entities, names_given
from framing.measure.own_bodies import own_bodies
from framing.measure.plain_pronouns import plain_pronouns
from framing.measure.role_words import role_grammar
from framing.measure.scan import hits_in
from framing.measure.stand_ins import find_stand_ins
from framing.measure.unnamed import find_unnamed
from framing.text.document import Document
from framing.text.places import Places
from framing.types import Attribution, Mention, Span

MAX_TARGETS: Final = 12
# A name in the title or the first paragraph of the body counts for three.
_FRONT: Final = 3
# How the canonical name of a government ends (lexicons/entities.toml).
_GOVERNMENT: Final = " government"
_NEXT_WORD: Final = re.compile(rf" ([{UPPER}][\w]+)(?!\w)")
_SPAN, _START, _ZONE = map(attrgetter, ("span", "span.start", "zone.span"))
_N: Final = itemgetter(1)


def find_targets(
    document: Document, mentions: Sequence[Mention], attributions: Sequence[Attribution] = ()
) -> tuple[Mention, ...]:
    """Every place of the article's own zones that names a possible target, in order, none overlapping.

    To the known names come groups and topics (``climate scientists``), names that only this article knows, if it gives them
    twice, and pronouns for the last person named before them.

    >>> from framing.text.document import read_document
    >>> from framing.measure.entities import find_mentions
    >>> from framing.types import Article
    >>> text = "Critics of Mara Holt spoke on Monday. They said Holt misled the town. She denied it."
    >>> doc = read_document(Article(text))
    >>> [(m.span.of(text), m.target) for m in find_targets(doc, find_mentions(doc))]
    [('Mara Holt', 'Mara Holt'), ('Holt', 'Mara Holt'), ('She', 'Mara Holt')]
    """
    zones = Places(document.own, _ZONE)
    titles = [p.zone.span for p in document.own if in_title_case(p, document.article.text)]
    cited = Places(sorted(a.source for a in attributions if a.source is not None), lambda span: span)
    known = [m for m in mentions if m.type != "outlet" or not cited.meets(m.span.start, m.span.end)]
    known = [m for m in known if zones.over(m.span.start) is not None]
    known = [m for m in known if not _in_longer_name(m, document, titles)]
    known += latin_entities(document)
    everyone = with_composed(_apart([*known, *_groups(document), *_countries(document)]), document)
    everyone = _apart([*everyone, *find_abbreviated(document, Places(everyone, _SPAN))])
    everyone = _apart([*everyone, *own_bodies(document, everyone)])
    short = _surnames(everyone, document)
    taken = Places(everyone, _SPAN)
    given, foreign = names_given(document)
    short |= foreign
    local = local_names(document, everyone, taken, attributions) | given
    named_in_full = {m.span.of(document.article.text): m for m in everyone if m.type == "person"}
    full_names = [*local, *named_in_full]
    for form, name in titled_surnames(full_names, document).items():
        if name in local:
            local.setdefault(form, local[name])
        else:
            short.setdefault(form, named_in_full[name])
    local = {form: name for form, name in local.items() if form not in short}
    speakers = frozenset(a.speaker for a in attributions if a.speaker)
    named = _apart([*everyone, *_found(local, short, document, taken, speakers=speakers)])
    named = _apart([*named, *find_unnamed(document, named)])
    named = _apart([*named, *find_stand_ins(document, named, attributions)])
    return _apart([*named, *plain_pronouns(document, named)])


def salient_targets(document: Document, targets: Sequence[Mention]) -> frozenset[str]:
    """The targets worth a value: named at least twice, or in the title or the first paragraph; ``MAX_TARGETS`` at most.

    As many bodies besides that count for a state, a party or a president and are targets of their own: the Supreme Court.
    """
    front = [p.zone.span for p in document.own if p.zone.kind == "title"][:1]
    front += [p.zone.span for p in document.own if p.zone.kind == "body"][:1]
    named: dict[str, int] = defaultdict(int)
    bodies: dict[str, int] = defaultdict(int)
    for target in targets:
        n = _FRONT if any(span.start <= target.span.start < span.end for span in front) else 1
        named[target.target] += n
        if body := body_itself(target):
            bodies[body] += n
    most = [one for counts in (named, bodies) for one in sorted(counts.items(), key=_N, reverse=True)[:MAX_TARGETS]]
    return frozenset(target for target, n in most if n >= LEAST)


def body_itself(mention: Mention) -> str:
    """The body that is named where it counts for another; empty for a government, which is its state, and for a mere side.

    >>> court = Mention(Span(0, 13), "us_supreme_court", "U.S. Supreme Court", "body", "official", False, "United States")
    >>> body_itself(court)
    'U.S. Supreme Court'
    """
    same = mention.name == mention.target or mention.metonym or mention.type != "body"
    return "" if same or mention.name.endswith(_GOVERNMENT) else mention.name


def _in_longer_name(mention: Mention, document: Document, titles: Sequence[Span]) -> bool:
    """Whether a known surname is but part of an unknown name: Vance Ortell is not JD Vance."""
    text = document.article.text
    if mention.type != "person" or " " in (written := mention.span.of(text)) or not written.isascii():
        return False
    after = _NEXT_WORD.match(text, mention.span.end)
    if after is None or after.group(1).casefold() in role_grammar(document.own[0].language).titles:
        return False
    # A Line in Title Case tells nothing: what is a name comes back.
    return not any(title.holds(mention.span) for title in titles) or text.count(f"{written}{after.group()}") > 1


def _apart(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """In order, the longer of two that overlap; the first given of two that are alike."""
    kept: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=_START):
        span = mention.span
        if span.start >= end:
            kept.append(mention)
        elif len(span) > len(kept[-1].span):
            kept[-1] = mention
        else:
            continue
        end = span.end
    return tuple(kept)


def _groups(document: Document) -> Iterator[Mention]:
    """Groups and topics; where capitals do not tell a name by themselves, one within a sentence does: Bộ … và Truyền thông."""
    text = document.article.text
    for paragraph in document.own:
        for hit in hits_in(paragraph, group_matcher(paragraph.language)):
            span = paragraph.raw(hit.start, hit.end)
            before = text[max(0, span.start - 2) : span.start]
            in_name = paragraph.language.name_in and text[span.start].isupper() and before[-1:] == " "
            if not (in_name and before[0].isalnum()):
                yield as_mention(span, hit.entry)


def _countries(document: Document) -> Iterator[Mention]:
    """Countries that no entity stands for; written with a capital where the language has capitals."""
    text = document.article.text
    for paragraph in document.own:
        for hit in hits_in(paragraph, country_matcher(paragraph.language)):
            span = paragraph.raw(hit.start, hit.end)
            if (not paragraph.language.spaced or text[span.start].isupper()) and is_own_name(span, paragraph, text):
                yield as_mention(span, hit.entry)


def _surnames(known: Sequence[Mention], document: Document) -> dict[str, Mention]:
    """The last names of known persons that the article names in full: ``Holt`` after ``Mara Holt``."""
    text = document.article.text
    marks = any(paragraph.language.name_in for paragraph in document.own[:1])
    found: dict[str, Mention] = {}
    for mention in known:
        words = mention.span.of(text).split(" ") if mention.type == "person" else ()
        last = words[-1] if 1 < len(words) <= PERSON_WORDS + marks else ""
        if len(last) > 2 and last[0].isupper() and (marks or last.isascii()):
            found.setdefault(last, mention)
    return found


def _standing(forms: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """Where forms stand in a text, from left to right, the longest of those that begin together, none over another.

    >>> list(_standing(("Holt", "Mara Holt", "Mara"), "Mara Holt and Holt"))
    [(0, 'Mara Holt'), (14, 'Holt')]
    """
    found: list[tuple[int, int, str]] = []
    for form in forms:
        at = text.find(form)
        while at >= 0:
            found.append((at, -len(form), form))
            at = text.find(form, at + 1)
    last = 0
    for at, less, form in sorted(found):
        if at >= last:
            yield at, form
            last = at - less


def _found(
    local: dict[str, str],
    short: dict[str, Mention],
    document: Document,
    taken: Places[Mention],
    *,
    speakers: frozenset[str],
) -> Iterator[Mention]:
    """The places of the local names that come often enough, and of the last names of known persons.

    Where capitals tell a name, who speaks needs no second place: pronouns come back to him.
    """
    forms = {**local, **dict.fromkeys(short, "")}
    if not forms:
        return
    text = document.article.text
    found: dict[str, list[Span]] = {}
    written_as = {name: form for form, name in reversed(forms.items())}  # in full: that comes first
    language = document.own[0].language
    name_in = language.name_in
    once = speakers if language.spaced and name_in is None else frozenset[str]()
    bodies = local_bodies(written_as, document)
    zones = Places(document.own, _ZONE)
    for start, form in _standing(forms, text):
        end = start + len(form)
        paragraph = zones.over(start)
        if paragraph is None or taken.meets(start, end):
            continue
        spaced, titles = paragraph.language.spaced, role_grammar(paragraph.language).titles
        if spaced and (text[end : end + 1].isalnum() or text[start - 1 : start].isalnum()):
            continue
        span = Span(start, end)
        if not stands_for_person(span, text, paragraph.language):
            continue
        if form not in short:
            found.setdefault(forms[form], []).append(span)
        elif not spaced or is_surname(span, text, titles):
            yield again(short[form], span)
    for name, spans in found.items():
        if len(spans) >= LEAST or (name in once and " " in name):
            no_person = name in bodies or (name_in is not None and not name_in(written_as[name]))
            kind = "body" if no_person else "person"
            yield from (Mention(span, "", name, kind, "citizen", False, name) for span in spans)
