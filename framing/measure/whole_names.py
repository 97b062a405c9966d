"""Sources whose language sets titles before names: cut behind the name, and whole with the office beside it (Vietnamese)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from framing.measure.capitals import in_names
from framing.measure.clauses import clause_end, left_edge
from framing.measure.scene import Draft, Pair, Scene, tidy

_WORD: Final = re.compile(r"\S+")
_MIN_CUT: Final = 3
_LONG_PHRASE: Final = 5
_MAX_OFFICE: Final = 90
_FULL_NAME: Final = 3
_MANNER: Final = 8
# What may stand before the head of a noun phrase: ``một quan chức``.
_HEAD: Final = 8


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
    if len(words) > 1 and not words[0].group()[0].isalnum() and len(words[0].group()) == 1:
        words, span = words[1:], (words[1].start(), span[1])  # * Nhà phê bình …
    if len(words) < _MIN_CUT:
        return span
    patterns, text = scene.grammar.patterns, scene.text
    second = words[1].end()
    if words[2].group().islower() and patterns["pronouns"].fullmatch(text, span[0], second):
        return span[0], second  # anh ta giận dữ …
    if patterns["pronouns"].fullmatch(text, *words[0].span()) and words[1].group().islower():
        compound = patterns["^pronoun_tail"].match(text, words[1].start(), span[1])
        return span if compound is not None or _typed(scene, words[1].start(), span[1]) else (span[0], words[0].end())
    for first, last in _names(scene, words):
        end = words[last].end()
        if last + 1 == len(words) or not (text[end - 1].isalnum() and text[words[last + 1].start()].isalnum()):
            return span
        if not _is_person(scene, span[0], words[first].start(), end):
            continue
        behind = patterns["^name_goes_on"].match(text, end, span[1])
        typed = _typed(scene, words[last + 1].start(), span[1])
        return span if behind is not None or typed else (span[0], end)
    return span


def up_to_any_name(scene: Scene, span: Pair) -> Pair:
    """A clause whose verb is not known up to the name of its subject, a person's or a place's: ``Thành phố Bắc Lâm | khóc``."""
    found, name_in = up_to_name(scene, span), scene.grammar.language.name_in
    if found != span or name_in is None:
        return found
    words = list(_WORD.finditer(scene.raw, *span))
    for first, last in _names(scene, words):
        if " " in name_in(scene.raw[words[first].start() : words[last].end()]):
            return span[0], words[last].end()
    return span


def _typed(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch begins with a word for what somebody is: ``(thầy) hiệu trưởng``."""
    kinds = scene.grammar.types_in(scene.text[start:stop])
    return any(pattern.match(scene.text, start, stop) for _, pattern in kinds)


def _names(scene: Scene, words: list[re.Match[str]]) -> Iterator[Pair]:
    """The runs of words with capitals and no mark between, each by its first and last; an address is part of none."""
    first = None
    capital = in_names([word.group() for word in words], scene.grammar.language)
    for at, word in enumerate(words):
        address = scene.grammar.patterns["pronouns"].fullmatch(scene.text, *word.span()) is not None
        if address or not capital[at]:
            first = None
            continue
        first = at if first is None else first
        if not word.group()[-1].isalnum() or at + 1 == len(words) or not capital[at + 1]:
            yield first, at
            first = None


def _is_person(scene: Scene, low: int, start: int, end: int) -> bool:
    """Whether a run of capitals is a person's name: behind an address (``bà Hoa``), in full, or foreign behind a title or alone."""
    grammar, before = scene.grammar, scene.text[low:start]
    words = before.split()
    if words and grammar.patterns["pronouns"].fullmatch(words[-1]) is not None:
        return True
    name_in = grammar.language.name_in
    name = name_in(scene.raw[start:end]) if name_in is not None else ""
    if name_in is None or not name or grammar.ending("not_before_name", before) is not None:
        return False
    if not words or grammar.ending("honorifics", before) is not None:
        return True
    parts = name.split()  # a Vietnamese one of two words may go on: Hội đồng Vàng Thế | giới
    return len(parts) >= _FULL_NAME or (len(parts) > 1 and name_in(parts[-1]) == parts[-1])


def names_person(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch is a person's name in full, or one with titles before it."""
    words = list(_WORD.finditer(scene.raw, start, stop))
    runs = list(_names(scene, words))
    runs = runs[1:] if len(runs) > 1 and runs[0] == (0, 0) else runs  # Thủ môn Trịnh Xuân Bách
    if len(runs) != 1 or runs[0][1] != len(words) - 1:
        return False
    return _is_person(scene, start, words[runs[0][0]].start(), stop)


def ends_in_name(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch is titles, whatever their capitals, and a person's name behind them: ``Bộ trưởng Xây dựng Lê Đình Khang``."""
    words = list(_WORD.finditer(scene.raw, start, stop))
    last = next((run for run in _names(scene, words) if run[1] == len(words) - 1), None)
    titled = (
        last is not None
        and last[0] > 0
        and (scene.grammar.is_title(words[0].group().casefold()) or _typed(scene, start, stop))
    )
    return titled and last is not None and _is_person(scene, start, words[last[0]].start(), stop)


def quoted_voice(scene: Scene, colon: int) -> tuple[Pair, Pair] | None:
    """Whose words somebody else quotes before a colon, and the cue: ``Báo Hải Đăng | dẫn lời | ông Lund: “…”``."""
    if not scene.grammar.head_first:
        return None
    cue = None
    while (found := scene.search("voices", cue.end() if cue is not None else scene.start, colon)) is not None:
        cue = found
    who = None if cue is None else tidy(scene.text, cue.end(), colon)
    if cue is None or who is None or scene.cues_within(*who):
        return None
    named = scene.grammar.pronoun(scene.text[slice(*who)]) or ends_in_name(scene, *who) or names_person(scene, *who)
    typed = any(start <= _HEAD for start, _, _ in scene.grammar.kinds_in(scene.text[slice(*who)]))
    return (who, cue.span()) if named or typed else None


def _holds_name(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch names a person already."""
    words = list(_WORD.finditer(scene.raw, start, stop))
    return any(
        _is_person(scene, start, words[first].start(), words[last].end()) for first, last in _names(scene, words)
    )


def name_set_off(scene: Scene, left: int) -> Pair | None:
    """The person whose name a sentence begins with, all between it and its verb set off: ``Chị Lò Thị Pánh, 34 tuổi, một …, kể``."""
    if not scene.grammar.head_first or scene.text[left - 1 : left] != ",":
        return None
    start = scene.skip_left("lead_in", scene.start, left)
    head = tidy(scene.text, start, clause_end(scene, start, left))
    if head is None or scene.cues_within(head[0], left) or not names_person(scene, *head):
        return None
    return head


def said_in_a_manner(scene: Scene, colon: int) -> tuple[Pair, Pair] | None:
    """A person and what he does as he speaks, before a colon and a quotation: ``Chị Út Hiền | rầu rĩ: “…”``."""
    if not scene.grammar.head_first:
        return None
    span = tidy(scene.text, scene.skip_left("lead_in", left_edge(scene, colon), colon), colon)
    head = up_to_name(scene, span) if span is not None else None
    if span is None or head is None or head == span:
        return None
    if not (scene.grammar.pronoun(scene.text[slice(*head)]) or names_person(scene, *head)):
        return None
    manner = tidy(scene.text, scene.skip_left("before_cue", head[1], colon), colon)
    if manner is None or scene.cues_within(*manner) or len(scene.text[slice(*manner)].split()) > _MANNER:
        return None
    return head, manner


def _behind_joint(scene: Scene, span: Pair) -> Pair:
    """The last of what ``và`` joins, where a whole clause stands before it: ``Hai người gặp nhau vào tháng 6 và | Lund``."""
    joint = None
    while (found := scene.search("conjunctions", joint.end() if joint else span[0], span[1])) is not None:
        joint = found
    if joint is None:
        return span
    tail = tidy(scene.text, joint.end(), span[1])
    before = scene.text[span[0] : joint.start()]
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
