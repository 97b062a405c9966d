"""Sources whose language sets titles before names: cut behind the name, and whole with the office beside it (Vietnamese)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.measure.clauses import left_edge
from framing.measure.scene import Draft, Pair, Scene, tidy

_WORD = re.compile(r"\S+")
_MIN_CUT = 3
_LONG_PHRASE = 5
_MAX_OFFICE = 90


def whole_source(scene: Scene, draft: Draft) -> Draft:
    """A draft whose own source ends where the clause goes on behind a name (``Ông Lund | rời Oslo và cho biết``), and has the
    office before the name (``Giám đốc quỹ, ông Lund``) or the name before the office; other drafts as they are.
    """
    if draft.source is None or draft.shared or not scene.grammar.head_first:
        return draft
    source = with_office(scene, _behind_joint(scene, up_to_name(scene, draft.source)))
    if source == draft.source or any(start < source[1] and source[0] < end for start, end in draft.content):
        return draft
    return replace(draft, source=source)


def up_to_name(scene: Scene, span: Pair) -> Pair:
    """A stretch that a pronoun or a person's name begins, titles before it, without what goes on behind: an adverb, a verb."""
    words = list(_WORD.finditer(scene.raw, *span))
    if len(words) <= _MIN_CUT - 1:
        return span
    patterns, text = scene.grammar.patterns, scene.text
    if patterns["pronouns"].fullmatch(text, *words[0].span()) and words[1].group().islower():
        compound = patterns["^pronoun_tail"].match(text, words[1].start(), span[1])
        return span if compound is not None else (span[0], words[0].end())
    for first, last in _names(words):
        end = words[last].end()
        if last + 1 == len(words) or not (text[end - 1].isalnum() and text[words[last + 1].start()].isalnum()):
            return span
        if not _is_person(scene, span[0], words[first].start(), end):
            continue
        behind = patterns["^name_goes_on"].match(text, end, span[1])
        typed = any(
            p.match(text, words[last + 1].start(), span[1]) for _, p in scene.grammar.types_in(text[end : span[1]])
        )
        return span if behind is not None or typed else (span[0], end)
    return span


def _names(words: list[re.Match[str]]) -> Iterator[Pair]:
    """The runs of words with capitals and no mark between, each by its first and last."""
    first = None
    for at, word in enumerate(words):
        if not word.group()[0].isupper():
            first = None
            continue
        first = at if first is None else first
        if not word.group()[-1].isalnum() or at + 1 == len(words) or not words[at + 1].group()[0].isupper():
            yield first, at
            first = None


def _is_person(scene: Scene, low: int, start: int, end: int) -> bool:
    """Whether a run of capitals is a person's name: behind an address (``bà Hoa``), in full, or foreign behind a title or alone."""
    grammar, before = scene.grammar, scene.text[low:start]
    words = before.split()
    if words and grammar.patterns["pronouns"].fullmatch(words[-1]) is not None:
        return True
    name = grammar.language.name_in(scene.raw[start:end]) if grammar.language.name_in is not None else ""
    if not name or grammar.ending("not_before_name", before) is not None:
        return False
    return " " in name or not words or grammar.ending("honorifics", before) is not None


def names_person(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch is a person's name in full, or one with titles before it."""
    words = list(_WORD.finditer(scene.raw, start, stop))
    runs = list(_names(words))
    if len(runs) != 1 or runs[0][1] != len(words) - 1:
        return False
    return _is_person(scene, start, words[runs[0][0]].start(), stop)


def _holds_name(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch names a person already."""
    words = list(_WORD.finditer(scene.raw, start, stop))
    return any(_is_person(scene, start, words[first].start(), words[last].end()) for first, last in _names(words))


def _behind_joint(scene: Scene, span: Pair) -> Pair:
    """The last of what ``và`` joins, where a whole clause stands before it: ``Hai người gặp nhau vào tháng 6 và | Lund``."""
    at = scene.text.rfind(" và ", *span)
    if at < 0:
        return span
    tail = tidy(scene.text, at + len(" và "), span[1])
    before = scene.text[span[0] : at]
    if tail is None or len(before.split()) < _LONG_PHRASE or not scene.grammar.has("sets_time", before):
        return span
    named = scene.grammar.pronoun(scene.text[slice(*tail)]) or names_person(scene, *tail)
    return tail if named or scene.raw[slice(*tail)].istitle() else span


def with_office(scene: Scene, span: Pair) -> Pair:
    """A name with the office that a comma sets off before it, an office with the name before it."""
    text, grammar = scene.text, scene.grammar
    comma = span[0] - 1 - (text[span[0] - 1 : span[0]] == " ")
    if comma <= scene.start or text[comma] != ",":
        return span
    start = scene.skip_left("lead_in", left_edge(scene, comma), comma)
    before = tidy(text, start, comma)
    if before is None or before[1] - before[0] > _MAX_OFFICE or scene.cues_within(*before):
        return span
    if scene.search("subject_stop", *before) is not None or text.startswith(grammar.articles, before[0]):
        return span
    if names_person(scene, *span):
        office = grammar.patterns["^office"].match(text, *before) is not None
        return (before[0], span[1]) if office and not _holds_name(scene, *before) else span
    described = grammar.patterns["^described"].match(text, *span) or grammar.patterns["^office"].match(text, *span)
    return (before[0], span[1]) if described and names_person(scene, *before) else span
