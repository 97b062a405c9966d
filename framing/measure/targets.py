"""Whom an article can take sides on: known names, countries, groups and topics, names only it knows, pronouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from framing.lexicon.load import group_matcher, targets_by_name
from framing.lexicon.topics import country_matcher, state_of, women
from framing.measure.entities import as_mention, is_own_name
from framing.measure.naming import is_surname, name_follows, stands_for_person
from framing.measure.role_words import ANAPHORS, FIRST_PERSON, role_grammar
from framing.measure.scan import hits_in
from framing.text.document import Document, Paragraph
from framing.text.languages import Language
from framing.text.places import Places
from framing.types import Attribution, Mention, Span

MAX_TARGETS = 12
# A name in the title or the first paragraph of the body counts for three.
_FRONT = 3
# An unknown name must come this often; more names than this are not followed.
_LEAST, _MAX_LOCAL = 2, 30
_PERSON_WORDS = 3
_FRONT_LINES = 3
_UPPER = "".join(chr(code) for code in range(0x1F00) if chr(code).isupper())
_WORD = rf"[{_UPPER}][\w'’\-]*(?:\.[A-Z])*\.?"
# What stands before it is looked at after its first letter, which is found quickly.
_HEAD = rf"[{_UPPER}](?<![.!?…:\"“‘(\n] .)(?<![\w\"“‘(\n].)"
_RUN = re.compile(rf"({_HEAD}{_WORD.partition(']')[2]}(?: {_WORD}){{1,3}})")
# Where surnames tell a name, it may open a sentence.
_ANY_RUN = re.compile(rf"(?<!\w)({_WORD}(?: {_WORD}){{1,3}})")
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,7}(?:[·‧・•][\u3400-\u9fff]{1,7}){1,3}")
_JOINT = re.compile("[·‧・•]")
_HALF = re.compile("[\ud800-\udfff]")
_NEXT_WORD = re.compile(rf" ([{_UPPER}][\w]+)(?!\w)")
# What the kinds of words that stand for a name can mean.
_TYPE = {"country": "state", "move": "", "office": ""}
_ADDRESSES = frozenset({"person", "office"})
_DOERS = frozenset({"state", "body", "person"})
# So many of the persons named last are asked whether an office is theirs.
_LOOKED_AT = 12
_POSSESSIVE = re.compile(r"['’]s?$")


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
    own = [p.zone.span for p in document.own]
    zones = Places(own, lambda span: span)
    known = [m for m in mentions if m.type != "outlet" and zones.over(m.span.start) is not None]
    known = [m for m in known if not _in_longer_name(m, document)]
    everyone = _apart(
        [
            *known,
            *(
                m
                for p in document.own
                for m in (*_groups(p, document.article.text), *_countries(p, document.article.text))
            ),
        ]
    )
    short = _surnames(everyone, document)
    local = {form: name for form, name in _local_names(document, everyone, attributions).items() if form not in short}
    named = _apart([*everyone, *_found(local, short, document, everyone)])
    return _apart([*named, *_anaphors(document, named), *_first_person(document, named, attributions)])


def salient_targets(document: Document, targets: Sequence[Mention]) -> frozenset[str]:
    """The targets worth a value: named at least twice, or in the title or the first paragraph; ``MAX_TARGETS`` at most."""
    front = [p.zone.span for p in document.own if p.zone.kind == "title"][:1]
    front += [p.zone.span for p in document.own if p.zone.kind == "body"][:1]
    counts = Counter(target.target for target in targets)
    placed = Places(targets, lambda target: target.span)
    for span in front:
        for target in placed.within(span):
            counts[target.target] += _FRONT - 1
    return frozenset(target for target, n in counts.most_common(MAX_TARGETS) if n >= _LEAST)


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
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.span))):
        if kept and mention.span.start < kept[-1].span.end:
            if len(mention.span) > len(kept[-1].span):
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)


def _groups(paragraph: Paragraph, text: str) -> Iterator[Mention]:
    """Groups and topics; where capitals do not tell a name by themselves, one within a sentence does: Bộ … và Truyền thông."""
    for hit in hits_in(paragraph, group_matcher(paragraph.language)):
        span = paragraph.raw(hit.start, hit.end)
        in_name = paragraph.language.name_in and text[span.start].isupper() and text[span.start - 1 : span.start] == " "
        if not (in_name and text[span.start - 2].isalnum()):
            yield as_mention(span, hit.entry)


def _countries(paragraph: Paragraph, text: str) -> Iterator[Mention]:
    """Countries that no entity stands for; written with a capital where the language has capitals."""
    for hit in hits_in(paragraph, country_matcher(paragraph.language)):
        span = paragraph.raw(hit.start, hit.end)
        if (not paragraph.language.spaced or text[span.start].isupper()) and is_own_name(span, paragraph, text):
            yield as_mention(span, hit.entry)


def _local_names(document: Document, known: Sequence[Mention], attributions: Sequence[Attribution]) -> dict[str, str]:
    """Form → English name, of persons and bodies that no lexicon knows.

    Candidates: words with capitals in mid-sentence, names in parts (玛丽·巴拉), speakers, and in text without spaces what
    the first lines write in single characters that read as a name.
    """
    text = document.article.text
    taken = Places(known, lambda m: m.span)
    names: Counter[str] = Counter()
    for number, paragraph in enumerate(document.own):
        for span, name in _candidates(paragraph, text, front=number < _FRONT_LINES):
            if name and not any(m.span.meets(span) for m in taken.near(span)):
                names[name] += 1
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
    return forms


def _candidates(paragraph: Paragraph, text: str, *, front: bool) -> Iterator[tuple[Span, str]]:
    line, base = paragraph.zone.span.of(text), paragraph.zone.span.start
    spaced = paragraph.language.spaced
    runs = _ANY_RUN if paragraph.language.name_in else _RUN
    for match in (runs if spaced else _DOTTED).finditer(line) if spaced or _JOINT.search(line) else ():
        start = match.start()
        for run in match.group().split(". ") if paragraph.language.name_in else [match.group()]:
            yield Span(base + start, base + start + len(run)), _without_titles(run, paragraph.language)
            start += len(run) + len(". ")
    romanise = paragraph.language.romanise
    if front and romanise is not None and not spaced:
        for start, end in _single_characters(paragraph):
            name = paragraph.folded.text[start:end]
            if romanise(name) != name:  # it begins with a surname
                span = paragraph.raw(start, end)
                yield span, span.of(text)


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


def _without_titles(run: str, language: Language) -> str:
    """A run of capitalised words from the first that is no title; empty where fewer than two are left."""
    if language.name_in is not None and " " in (name := language.name_in(run.rstrip("."))):
        return name
    titles = role_grammar(language).titles
    words = _POSSESSIVE.sub("", run).split(" ")
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
        if (
            1 < len(words) <= _PERSON_WORDS + marks
            and (marks or words[-1].isascii())
            and len(words[-1]) > 2
            and words[-1][0].isupper()
        ):
            found.setdefault(words[-1], mention)
    return found


def _found(
    local: dict[str, str], short: dict[str, Mention], document: Document, known: Sequence[Mention]
) -> Iterator[Mention]:
    """The places of the local names that come often enough, and of the last names of known persons."""
    forms = {**local, **dict.fromkeys(short, "")}
    if not forms:
        return
    text = document.article.text
    taken = Places(known, lambda m: m.span)
    whole = [_HALF.sub("\ufffd", form) for form in forms]  # the matcher takes no half characters
    matcher = AhoCorasick(whole, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA)
    written = list(forms)
    found: dict[str, list[Span]] = {}
    halved = _HALF.search(text) is not None
    for paragraph in document.own:
        base, spaced = paragraph.zone.span.start, paragraph.language.spaced
        line = paragraph.zone.span.of(text)
        for index, start, end in matcher.find_matches_as_indexes(_HALF.sub("\ufffd", line) if halved else line):
            span = Span(base + start, base + end)
            if spaced and (text[span.end : span.end + 1].isalnum() or text[span.start - 1 : span.start].isalnum()):
                continue
            if any(m.span.meets(span) for m in taken.near(span)):
                continue
            form = written[index]
            if not stands_for_person(span, text, paragraph.language, role_grammar(paragraph.language).titles):
                continue
            if form not in short:
                found.setdefault(forms[form], []).append(span)
            elif not spaced or is_surname(span, text, role_grammar(paragraph.language).titles):
                yield _again(short[form], span)
    for name, spans in found.items():
        if len(spans) >= _LEAST:
            yield from (Mention(span, "", name, "person", "citizen", False, name) for span in spans)


def _again(mention: Mention, span: Span, within: str | None = None) -> Mention:
    """The same named elsewhere, in words that are nobody's telling choice."""
    one = mention
    within = one.within if within is None else within
    return Mention(span, one.entity, one.name, one.type, one.role, one.metonym, one.target, "", within)


def _by_kind(named: Sequence[Mention]) -> dict[str, Places[Mention]]:
    """Those whom a pronoun of each kind can mean; a ruling party counts as its state."""
    kinds: dict[str, list[Mention]] = {kind: [] for kind in ANAPHORS}
    of_type = {
        type_: [found for kind, found in kinds.items() if _TYPE.get(kind, kind) == type_]
        for type_ in {m.type for m in named}
    }
    for mention in named:
        for found in of_type[mention.type]:
            found.append(mention)
        if mention.type == "body" and mention.role == "official" and mention.target != mention.name:
            kinds["state"].append(mention)
    return {kind: Places(found, lambda m: m.span) for kind, found in kinds.items()}


def _anaphors(document: Document, named: Sequence[Mention]) -> Iterator[Mention]:
    """``He`` as the person named last in this paragraph or the one before; ``the government``, ``the country``, ``the party``
    and ``the plan`` as what of that kind was named last at all; ``the premier`` as who was called so; ``the move`` as who
    is named first in the sentence before.
    """
    by_type = _by_kind(named)
    by_type["office"] = Places((), lambda m: m.span)
    everyone = Places(named, lambda m: m.span)
    text = document.article.text
    floor = 0
    for before, paragraph in pairwise((None, *document.own)):
        assert paragraph is not None
        floor = (before or paragraph).zone.span.start
        for hit in hits_in(paragraph, role_grammar(paragraph.language).anaphors):
            if hit.entry not in by_type:
                continue
            span = paragraph.raw(hit.start, hit.end)
            if everyone.within(Span(span.end, span.end + 2)) or (
                hit.entry in _ADDRESSES and name_follows(span, text, paragraph.language)
            ):
                continue  # Ông Hà, 总统特朗普: before its name
            last = by_type[hit.entry].before(span.start)
            if hit.entry == "person":
                she = span.of(text).casefold() in role_grammar(paragraph.language).feminine
                last = _of_gender(by_type["person"], span.start, she=she)
            elif hit.entry == "office":
                last = _titled(span.of(text), by_type["person"], span.start, text)
                near = {m.target: m for m in by_type["person"].within(Span(floor, span.start))}
                last = last or (next(iter(near.values())) if len(near) == 1 else None)
            elif hit.entry == "move":
                last = _doer_before(span, paragraph, before, everyone)
            if last is None:
                continue
            if hit.entry == "state":
                government = f"{last.target} government"
                target = targets_by_name().get(government, last.target)
                yield replace(last, span=span, name=government, type="body", metonym=True, target=target, naming="")
            elif hit.entry != "person" or last.span.start >= floor:
                yield _again(last, span)


def _of_gender(persons: Places[Mention], at: int, *, she: bool) -> Mention | None:
    """The last person before an offset whom the pronoun can mean; where nothing is known of a person, either can."""
    names, given = women()
    known = persons.before(at)
    for _ in range(_LOOKED_AT):
        if known is None:
            return None
        woman = known.target in names or (not known.entity and known.target.split(" ")[0] in given)
        if woman == she or (she and not known.entity):
            return known
        known = persons.before(known.span.start)
    return None


def _titled(office: str, persons: Places[Mention], at: int, text: str) -> Mention | None:
    """The last person before an offset whose name stands beside the office: ``Premier Holt`` for ``the premier``."""
    word = office.casefold().removeprefix("the ")
    known = persons.before(at)
    for _ in range(_LOOKED_AT):
        if known is None:
            return None
        low, high = known.span.start - len(word) - 1, known.span.end + len(word)
        beside = f"{text[max(0, low) : known.span.start]}|{text[known.span.end : high]}"
        if word in beside.casefold():
            return known
        known = persons.before(known.span.start)
    return None


def _doer_before(span: Span, paragraph: Paragraph, before: Paragraph | None, named: Places[Mention]) -> Mention | None:
    """Who is named first in the sentence before the one of ``span``: whose move ``the move`` is."""
    earlier = [sentence for sentence in paragraph.sentences if sentence.end <= span.start]
    earlier = earlier or list(before.sentences if before is not None else ())
    names = named.within(earlier[-1]) if earlier else ()
    return next((mention for mention in names if mention.type in _DOERS), None)


def _first_person(
    document: Document, named: Sequence[Mention], attributions: Sequence[Attribution]
) -> Iterator[Mention]:
    """``I`` and ``we`` in what somebody says: who says it; for an official ``we`` is the state that he speaks for."""
    by_name = {mention.name: mention for mention in named}
    by_target = {mention.target: mention for mention in named}
    places = Places(named, lambda m: m.span)
    said = [(piece, a) for a in attributions for piece in a.content]
    contents = Places(said, lambda pair: pair[0])
    for paragraph in document.own:
        for hit in hits_in(paragraph, role_grammar(paragraph.language).anaphors):
            if hit.entry not in FIRST_PERSON:
                continue
            span = paragraph.raw(hit.start, hit.end)
            if (over := contents.over(span.start)) is None:
                continue
            source = over[1].source
            speaker = by_name.get(over[1].speaker) or next(iter(places.within(source) if source else ()), None)
            if speaker is None:
                continue
            side = by_target.get(state_of().get(speaker.name, "")) if speaker.role == "official" else None
            meant = side if side is not None and hit.entry == "speaker's side" else speaker
            yield _again(meant, span, within="")
