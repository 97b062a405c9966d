"""Whom an article can take sides on: known names, countries, groups and topics, names only it knows, pronouns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from framing.lexicon.load import group_matcher
from framing.lexicon.topics import country_matcher
from framing.measure.composed import with_composed
from framing.measure.entities import again, as_mention, is_own_name
from framing.measure.naming import is_place, is_surname, opens_sentence, stands_for_person
from framing.measure.role_words import role_grammar
from framing.measure.scan import hits_in
from framing.measure.stand_ins import find_stand_ins
from framing.text.document import Document, Paragraph
from framing.text.languages import Language
from framing.text.places import Places
from framing.types import Attribution, Mention, Span

MAX_TARGETS: Final = 12
# A name in the title or the first paragraph of the body counts for three.
_FRONT: Final = 3
# An unknown name must come this often; more names than this are not followed.
_LEAST, _MAX_LOCAL = 2, 30
# How the canonical name of a government ends (lexicons/entities.toml).
_GOVERNMENT: Final = " government"
# A shorter first word of a name is an initial or a particle.
_LEAST_HEAD: Final = 4
_PERSON_WORDS: Final = 3
_FRONT_LINES: Final = 3
_UPPER = "".join(chr(code) for code in range(0x1F00) if chr(code).isupper())
_ANY_WORD = rf"[{_UPPER}][\w'’\-]*(?:\.[A-Z])*\.?"
# A stop belongs to initials and short titles (J. R., Jr.); behind a longer word a sentence ends.
_WORD = rf"[{_UPPER}](?:[\w'’\-]{{0,2}}(?:\.[A-Z])*\.|[\w'’\-]*)"
# What stands before it is looked at after its first letter, which is found quickly.
_HEAD = rf"[{_UPPER}](?<![.!?…:\"“‘(\n] .)(?<![\w\"“‘(\n].)"
_RUN: Final = re.compile(rf"({_HEAD}{_WORD.partition(']')[2]}(?: {_WORD}){{1,3}})")
# Where surnames tell a name, it may open a sentence.
_ANY_RUN: Final = re.compile(rf"([{_UPPER}](?<!\w.){_ANY_WORD.partition(']')[2]}(?: {_ANY_WORD}){{1,3}})")
_DOTTED: Final = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff]{0,6}+(?:[·‧・•][\u3400-\u9fff]{1,7}+){1,3}")
_JOINTS: Final = "·‧・•"
_NEXT_WORD: Final = re.compile(rf" ([{_UPPER}][\w]+)(?!\w)")
# What stands before and behind a word that is the whole of a name, within a sentence.
_BEGINS_ALONE, _ENDS_ALONE = re.compile(r"(?<![.!?…:\"“] )(?<!\w)"), re.compile(rf"(?!\w)(?!\.? [{_UPPER}])")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_SPAN, _START, _ZONE = map(attrgetter, ("span", "span.start", "zone.span"))
_N: Final = itemgetter(1)
# A word that a line in title case would write with a capital.
_PLAIN_WORD: Final = re.compile(r"(?<![\w'’-])[a-z]{5}")
# What somebody owns is no part of his name: Cobalt Petroleum's Baytown refinery.
_OWNED: Final = re.compile(r"(?<=['’]s) .*")


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
    cited = Places(sorted(a.source for a in attributions if a.source is not None), lambda span: span)
    known = [m for m in mentions if m.type != "outlet" or not cited.meets(m.span.start, m.span.end)]
    known = [m for m in known if zones.over(m.span.start) is not None]
    known = [m for m in known if not _in_longer_name(m, document)]
    everyone = with_composed(_apart([*known, *_groups(document), *_countries(document)]), document)
    short = _surnames(everyone, document)
    taken = Places(everyone, _SPAN)
    local = {
        form: name for form, name in _local_names(document, everyone, taken, attributions).items() if form not in short
    }
    speakers = frozenset(a.speaker for a in attributions if a.speaker)
    named = _apart([*everyone, *_found(local, short, document, taken, speakers=speakers)])
    return _apart([*named, *find_stand_ins(document, named, attributions)])


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
    return frozenset(target for target, n in most if n >= _LEAST)


def body_itself(mention: Mention) -> str:
    """The body that is named where it counts for another; empty for a government, which is its state, and for a mere side.

    >>> court = Mention(Span(0, 13), "us_supreme_court", "U.S. Supreme Court", "body", "official", False, "United States")
    >>> body_itself(court)
    'U.S. Supreme Court'
    """
    same = mention.name == mention.target or mention.metonym or mention.type != "body"
    return "" if same or mention.name.endswith(_GOVERNMENT) else mention.name


def _in_longer_name(mention: Mention, document: Document) -> bool:
    """Whether a known surname is but part of an unknown name: Vance Ortell is not JD Vance."""
    text = document.article.text
    if mention.type != "person" or " " in (written := mention.span.of(text)) or not written.isascii():
        return False
    after = _NEXT_WORD.match(text, mention.span.end)
    return after is not None and after.group(1).casefold() not in role_grammar(document.own[0].language).titles


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


def _local_names(
    document: Document, known: Sequence[Mention], taken: Places[Mention], attributions: Sequence[Attribution]
) -> dict[str, str]:
    """Form → English name, of persons and bodies that no lexicon knows.

    Candidates: words with capitals in mid-sentence, names in parts (玛丽·巴拉), speakers, and in text without spaces what
    the first lines write in single characters that read as a name.
    """
    text = document.article.text
    names = Counter(
        name
        for number, paragraph in enumerate(document.own)
        for name in _candidates(paragraph, text, taken, front=number < _FRONT_LINES)
        if name
    )
    written = {m.name for m in known} | {m.span.of(text) for m in known}
    language = document.own[0].language if document.own else None
    for attribution in attributions:
        if language is None or attribution.source is None or attribution.speaker in written or not attribution.speaker:
            continue
        names[_as_written(attribution.source.of(text), attribution.speaker, language)] += 1
    forms: dict[str, str] = {}
    for name, _ in names.most_common(_MAX_LOCAL):
        if not name or language is None or name not in text:
            continue
        words = name.split(" ")
        canonical = language.romanise(name) if language.romanise is not None else name
        forms.setdefault(name, canonical)
        if 1 < len(words) <= _PERSON_WORDS + (language.name_in is not None) and len(words[-1]) > 2:
            forms.setdefault(words[-1], canonical)
    if language is not None and language.spaced and language.name_in is None:
        heads = Counter(form.partition(" ")[0] for form in forms if " " in form)
        forms |= {
            head: forms[form]
            for form in list(forms)
            if " " in form and heads[head := form.partition(" ")[0]] == 1 and _stands_alone(head, forms, text)
        }
    return forms


def _stands_alone(head: str, forms: Mapping[str, str], text: str) -> bool:
    """Whether the first word of a name comes back by itself and is no plain word: Cobalt Petroleum, Cobalt.

    >>> _stands_alone("Cobalt", {}, "Cobalt Petroleum paid. The fine was small, and Cobalt knew it.")
    True
    """
    if (
        len(head) < _LEAST_HEAD
        or forms.get(head, head) != head
        or f" {head.lower()}" in text
        or text.count(head) < _LEAST
    ):
        return False
    at = text.find(head)
    while at >= 0:
        if _BEGINS_ALONE.match(text, at) and _ENDS_ALONE.match(text, at + len(head)):
            return True
        at = text.find(head, at + 1)
    return False


def _candidates(paragraph: Paragraph, text: str, taken: Places[Mention], *, front: bool) -> Iterator[str]:
    line, base = paragraph.zone.span.of(text), paragraph.zone.span.start
    spaced = paragraph.language.spaced
    if spaced and paragraph.zone.kind != "body" and not _PLAIN_WORD.search(line):
        return  # A Title That Capitals Begin Every Word Of
    runs = _ANY_RUN if paragraph.language.name_in else _RUN
    for match in (runs if spaced else _DOTTED).finditer(line) if spaced or any(map(line.__contains__, _JOINTS)) else ():
        start = base + match.start()
        for run in match.group().split(". ") if paragraph.language.name_in else [match.group()]:
            if not taken.meets(start, start + len(run)):
                known = paragraph.language.name_in if opens_sentence(line, start - base) else None
                yield _without_titles(run, paragraph.language, known)
            start += len(run) + len(". ")
    romanise = paragraph.language.romanise
    if front and romanise is not None and not spaced:
        for start, end in _single_characters(paragraph):
            name = paragraph.folded.text[start:end]
            span = paragraph.raw(start, end)
            if not taken.meets(span.start, span.end) and romanise(name) != name:  # it begins with a surname
                yield span.of(text)


def _single_characters(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Two or three words of one character each that stand together: what the segmenter does not know."""
    run: list[tuple[int, int]] = []
    for start, end in [*paragraph.words, (-1, 0)]:
        if run and (end - start != 1 or start != run[-1][1]):
            if 2 <= len(run) <= 3:
                yield run[0][0], run[-1][1]
            run = []
        if end - start == 1:
            run.append((start, end))


def _as_written(source: str, speaker: str, language: Language) -> str:
    """The form in the source whose English name the speaker's is; the speaker himself where it stands so."""
    if speaker in source or language.romanise is None:
        return speaker
    parts = source.split(" ") if language.spaced else list(source)
    joint = " " if language.spaced else ""
    tails = (joint.join(parts[-size:]) for size in range(2, 6))
    return next((tail for tail in tails if language.romanise(tail) == speaker), "")


def _without_titles(run: str, language: Language, known: Callable[[str], str] | None = None) -> str:
    """A run of capitalised words from the first that is no title; empty where fewer than two are left.

    Where surnames tell names, from there; ``known`` gives those that are sure, where capitals say nothing.
    """
    if language.name_in is not None and " " in (name := language.name_in(run.rstrip("."))):
        return name
    if known is not None or is_place(run, language):
        return ""
    titles = role_grammar(language).titles
    words = _POSSESSIVE.sub("", _OWNED.sub("", run)).split(" ")
    while words and words[0].rstrip(".").casefold() in titles:
        words.pop(0)
    return " ".join(words).rstrip(".") if len(words) > 1 or not language.spaced else ""


def _surnames(known: Sequence[Mention], document: Document) -> dict[str, Mention]:
    """The last names of known persons that the article names in full: ``Holt`` after ``Mara Holt``."""
    text = document.article.text
    marks = any(paragraph.language.name_in for paragraph in document.own[:1])
    found: dict[str, Mention] = {}
    for mention in known:
        words = mention.span.of(text).split(" ") if mention.type == "person" else ()
        last = words[-1] if 1 < len(words) <= _PERSON_WORDS + marks else ""
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
        if len(spans) >= _LEAST or (name in once and " " in name):
            kind = "body" if name_in is not None and not name_in(written_as[name]) else "person"
            yield from (Mention(span, "", name, kind, "citizen", False, name) for span in spans)
