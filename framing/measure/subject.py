"""Whose clause it is: the noun phrase before a cue, or the one it shares with an earlier clause or relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from framing.measure.adverbs import before_adverbs, ends_titled
from framing.measure.clauses import clause_end, left_edge
from framing.measure.narrowing import before_any_verb, narrowed, noun_and_aside, pronoun_behind_verb, quotation_first
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.whole_names import name_set_off, up_to_any_name

MAX_SOURCE: Final = 140
_SHORT_SOURCE: Final = 6
_SHORT_TYPED: Final = 12
_MAX_APPOSITIONS: Final = 3
_MAX_TITLED: Final = 40
_NAME_LENGTHS: Final = (2, 3)
_BARE_NAME: Final = 50
_WORD = re.compile(r"\S+")
_FOREIGN_NAME: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·‧・•][\u4e00-\u9fff]{1,8}){1,3}")
_NAME: Final = 6
_SOME: Final = "有"
_MAX_ANTECEDENT: Final = 80
# The bracket with who somebody is behind a name: ``Chị Hoa (35 tuổi, trú tại phường Đông)``.
_ASIDE: Final = re.compile(r"[(][^()]{1,120}[)]")
_BRACKETED: Final = re.compile(r"(?<=\w)\s?[(（][^()（）]{1,40}[)）]$")


def find_source(
    scene: Scene, left: int, cue_start: int, drafts: Sequence[Draft], sentence: int
) -> tuple[Pair | None, bool]:
    """The source before a cue, and whether it is shared with an earlier clause or relation."""
    if (clause := relative_clause(scene, left, cue_start)) is not None:
        return clause, False
    here = [draft for draft in drafts if draft.sentence == sentence and draft.source is not None]
    if scene.grammar.inverts:
        here = [draft for draft in here if draft.rule != "noun-content"]  # he dropped his plan to sue, saying …
    end = scene.strip_right("before_cue", left, cue_start)
    object_before = bool(here) and _in_object(scene, here[-1], left, end)
    if object_before and scene.search("conjunctions", end, cue_start) is not None:
        return here[-1].source, True  # X opposed the plan and urged …: the words before are what X opposed
    coordinated = here and scene.search("connectors", end, cue_start) is not None and not bare_name(scene, left, end)
    if (said := _said_before(scene, left, cue_start, here)) is not None:
        return said, True
    if not coordinated and (own := source_before(scene, left, cue_start)) is not None:
        return _with_name_before(scene, left, own), False
    named = _with_apposition(scene, left, here[-1].cue[1] if here else scene.start) or name_set_off(scene, left)
    if named is not None:
        return named, False
    if (inserted := _before_insertions(scene, left, end)) is not None:
        return inserted, False
    if here:
        return (_speaks_on(here) if scene.grammar.inverts else here[-1]).source, True
    if (main := main_subject(scene, left, cue_start)) is not None:
        return main, True
    return next((draft.source for draft in reversed(drafts) if draft.source is not None), None), True


def _in_object(scene: Scene, draft: Draft, left: int, end: int) -> bool:
    """Whether the words before a cue are what the relation before it is about: X called the plan bad and said …"""
    start, stop = draft.content[0]
    within = draft.rule == "source-cue-object" and start < left < stop and tidy(scene.text, left, end) is not None
    return left == start or within


def _said_before(scene: Scene, left: int, cue_start: int, here: Sequence[Draft]) -> Pair | None:
    """Who spoke before a cue that is joined to the one of a quotation: ``“…”, Sa nói với báo Hải Đăng và kể thêm …``"""
    if not scene.grammar.head_first:
        return None
    for draft in reversed(here):
        if (
            draft.rule == "quote-source-cue"
            and draft.source is not None
            and left <= draft.source[0] < draft.cue[1] <= cue_start
        ):
            end = scene.strip_right("before_cue", draft.cue[1], cue_start)
            joined = end < cue_start and scene.search("joins", end, cue_start) is not None
            return draft.source if joined or scene.ending("joins", left, end) else None
    return None


def _with_name_before(scene: Scene, left: int, own: Pair) -> Pair:
    """A description that is set off behind a name, and the name: ``Lê Sa, 40 tuổi, một thợ hàn đến xem phà với vợ nói``."""
    text, grammar = scene.text, scene.grammar
    if (
        not grammar.head_first
        or text[left - 1 : left] != ","
        or grammar.patterns["^described"].match(text, *own) is None
    ):
        return own
    start = scene.skip_left("lead_in", scene.start, left)
    comma = clause_end(scene, start, left)
    head = tidy(text, start, comma)
    if (
        head is None
        or scene.cues_within(start, own[0])
        or not _names_person(scene, *head)
        or noun_phrase(scene, *head) != head
    ):
        return own
    between = text[comma + 1 : left - 1].strip(" ,")
    return (head[0], own[1]) if not between or grammar.patterns["aged"].fullmatch(between) else own


def relative_clause(scene: Scene, left: int, cue_start: int) -> Pair | None:
    """``voters who say …``: the pronoun that is the cue's subject, with the noun that it stands for where that is plain."""
    stop = scene.strip_right("before_cue", left, cue_start)
    found = scene.ending("relative_source", scene.start, stop)
    if found is None or stop < left or scene.quoted(found.start()):
        return None
    pronoun, before = tidy(scene.text, *found.span()), scene.text[scene.start : found.start()].rstrip()
    if pronoun is None or not (before[-1:].isalnum() or before.endswith((",", "”", '"', ")", "—"))):
        return None
    noun = _antecedent(scene, scene.start + len(before))
    return pronoun if noun is None else (scene.skip_left("opens_phrase", *noun), pronoun[1])


def _antecedent(scene: Scene, end: int) -> Pair | None:
    """The noun phrase that ends before a relative pronoun, with what is set off between."""
    text, noun = scene.text, None
    if text[end - 1] == ",":
        joined = scene.grammar.patterns["^conjunctions"].match(text, left_edge(scene, end - 1), end - 1)
        if joined is None or joined.end() == joined.start():
            noun = set_off(scene, end)
        end -= noun is None
    if noun is None:
        start = left_edge(scene, end)
        for name in ("subject_stop", "clause_verb", "inside_phrase"):
            while (found := scene.search(name, start, end)) is not None:
                start = found.end()
        noun = source_before(scene, scene.skip_left("opens_phrase", start, end), end)
    return noun if noun is not None and end - noun[0] <= _MAX_ANTECEDENT else None


def source_before(scene: Scene, left: int, cue_start: int) -> Pair | None:
    """The noun phrase right before a cue: the clause less lead-ins, adverbs, dates and addressees."""
    grammar, text = scene.grammar, scene.text
    start = scene.skip_left("lead_in", left, cue_start)
    span = tidy(text, start, before_adverbs(scene, start, cue_start))
    if span is None:
        return None
    if (relative := scene.ending("relative", *span)) is not None and relative.start() > span[0]:
        span = tidy(text, span[0], relative.start())
        return span if span is not None else before_insertion(scene, left)
    if grammar.inverts and (pronoun := pronoun_behind_verb(scene, span)) is not None:
        return pronoun
    apart = not grammar.inverts or cue_start - span[1] > 1  # mostly there is but a blank
    joined = apart and scene.search("connectors", span[1], cue_start) is not None
    joined = joined or (apart and grammar.inverts and scene.search("infinitive", span[1], cue_start) is not None)
    phrase = noun_phrase(scene, *span, whole=not joined)
    if phrase is not None and left < phrase[0] and text[phrase[0] - 1] == _SOME:
        some = grammar.patterns["some"].fullmatch(text, phrase[0] - 1, phrase[1])
        phrase = phrase if some is None else (phrase[0] - 1, phrase[1])
    return phrase if phrase is None or not grammar.inverts else narrowed(scene, phrase, joined=joined)


def _speaks_on(here: Sequence[Draft]) -> Draft:
    """Whose verb it is that names nobody: of a speaker within what another says (X said Y would fall, noting …), the other."""
    last = here[-1]
    for draft in reversed(here[:-1]):
        source = last.source or last.cue
        if draft.entry.construction == "say" and draft.content[0][0] <= source[0] < draft.content[-1][1]:
            last = draft
    return last


def set_off(scene: Scene, left: int) -> Pair | None:
    """The noun phrase before a comma, with or without what is set off behind it: ``The series, a remake, is considered …``"""
    return _with_apposition(scene, left, scene.start) or _before_insertions(scene, left, left)


def _before_insertions(scene: Scene, left: int, end: int) -> Pair | None:
    """``Lena Forsberg, 45, who keeps the light, said``: the phrase before all that is set off between it and its verb."""
    text, patterns = scene.text, scene.grammar.patterns
    if not scene.grammar.inverts or text[left - 1 : left] != "," or text[left:end].strip():
        return None
    start = scene.skip_left("lead_in", scene.start, left)
    for first, second in pairwise(scene.marks_within(start, left)):
        name, behind = tidy(text, start, first[0]), tidy(text, first[1], second[0])
        start = first[1]
        if name is None or behind is None or text[first[0]] != "," or not bare_name(scene, *name):
            continue
        aged = text[slice(*behind)].isdigit()
        aged = aged or patterns["not_source"].fullmatch(text, *behind) is not None  # R-Ill.
        if aged or any(patterns[inserted].match(text, *behind) for inserted in ("^background", "^apposition")):
            return name
    return None


def _with_apposition(scene: Scene, left: int, low: int) -> Pair | None:
    """``Lena Forsberg, 45, chair of the union, said``: the name and what is set off behind it."""
    comma = left - 1
    if scene.text[comma:left] != ",":
        return None
    named: Pair | None = None
    for _ in range(_MAX_APPOSITIONS):
        comma = scene.text.rfind(",", low, max(low, comma))
        if comma < 0:
            return named
        if (found := _apposition(scene, comma, left)) is not None:
            capital = not scene.grammar.head_first and scene.raw[found[0]].isupper()
            if capital or (scene.grammar.head_first and _names_person(scene, found[0], left)):
                return found
            named = named or found  # Ông Phạm Quang, Vụ trưởng Vụ Chính sách, Ngân hàng Nhà nước, cho biết
    return named


def _names_person(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch begins with a person's name, titles before it."""
    name_in, head = scene.grammar.language.name_in, scene.raw[start:stop].split(",")[0]
    runs = (" ".join(run) for capital, run in groupby(head.split(), lambda word: word[0].isupper()) if capital)
    return name_in is not None and any(map(name_in, runs))


def _apposition(scene: Scene, comma: int, left: int) -> Pair | None:
    text = scene.text
    name = source_before(scene, left_edge(scene, comma), comma)
    inserted = tidy(text, comma, left - 1)
    if inserted is None:
        return None
    if name is None or not any(
        letter.isupper() for letter in scene.raw[slice(*name)]
    ):  # one of its authors, Lena Forsberg, said
        named = scene.raw[inserted[0] : inserted[0] + 1].isupper() and bare_name(scene, *inserted)
        return inserted if named else None
    if scene.grammar.patterns["^background"].match(text, *inserted):
        return name
    titled = scene.grammar.patterns["^apposition"].match(text, *inserted)
    verb = scene.search("subject_stop", *inserted) or (not titled and scene.search("clause_verb", *inserted))
    if verb or scene.cues_within(*inserted):
        return None
    return (name[0], noun_and_aside(scene, *inserted)) if bare_name(scene, *name) else None


def noun_phrase(scene: Scene, start: int, stop: int, *, whole: bool = False, subject: bool = False) -> Pair | None:
    """The noun phrase that a stretch begins with, None where it is no possible source."""
    text, grammar = scene.text, scene.grammar
    shut = stop > start and text[stop - 1] in ")）"
    if shut and grammar.language.noun_phrase is not None and (written := _BRACKETED.search(text, start, stop)):
        before = noun_phrase(scene, start, written.start(), whole=whole, subject=subject)
        name = before is not None and written.start() - before[1] <= _NAME and text[written.end() - 2].isascii()
        return (before[0], stop) if before is not None and name else before
    if grammar.language.noun_phrase is not None:
        named = grammar.language.name_start  # a foreign name is no word of the segmenter
        short = stop - start <= _SHORT_SOURCE and named is not None and named(text[start:stop]) == 0
        end = start + grammar.language.noun_phrase(text[start:stop], whole=whole, subject=subject)
        full = grammar.language.full_name is not None and grammar.language.full_name(text[start:stop])
        person = grammar.language.full_name is not None and grammar.language.full_name(text[start:end])
        headed = whole and end < stop and not person and _ends_typed(scene, start, stop)  # 罗明达|引用数据
        bare = short and end - start <= 1  # not a word, or but a surname
        end = stop if full or headed or bare or _titled_name(scene, start, stop) else end
        if text.rfind("《", start, end) > text.rfind("》", start, end):  # 平台发布的《年度报告》
            end = text.find("》", end, stop) + 1 or end
        if (late := scene.ending("late_pronoun", start, end)) is not None:
            start = late.start()  # 三十年后她
    else:
        end = _first_verb(scene, start, stop)
    span = tidy(text, start, before_adverbs(scene, start, end))
    if (
        span is None
        or quotation_first(scene, span)
        or span[1] - span[0] > MAX_SOURCE
        or grammar.patterns["not_source"].fullmatch(text, *span)
    ):
        return None
    return span


def names_first(scene: Scene, source: Pair) -> bool:
    """Whether words that may name a speaker begin with a full name, and something more follows."""
    full = scene.grammar.language.full_name
    if full is None or source[1] - source[0] <= _NAME_LENGTHS[-1] + 1:
        return False
    phrase = noun_phrase(scene, *source)
    return phrase is not None and phrase[0] == source[0] and full(scene.text[slice(*phrase)])


def _first_verb(scene: Scene, start: int, stop: int) -> int:
    """Where the verb of a clause begins; a word right behind an article is none (the retired sailor, the left)."""
    at = start
    asides = [aside.span() for aside in _ASIDE.finditer(scene.text, start, stop)] if scene.grammar.head_first else ()
    while (match := scene.search("subject_stop", at, stop)) is not None:
        if (behind := next((high for low, high in asides if low < match.start() < high), 0)) > 0:
            at = behind
        elif scene.ending("article", start, match.start()) is None:
            return match.start()
        else:
            at = match.end()
    return stop


def _ends_typed(scene: Scene, start: int, stop: int) -> bool:
    """Whether a short stretch ends in a word for who speaks, though it begins with a verb: 当班医生."""
    if stop - start > _SHORT_TYPED or scene.search("subject_stop", start, stop) is not None:
        return False
    return ends_titled(scene, start, stop)


def _titled_name(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch is a title and a name that the dictionary of the segmenter lacks: 警务处处长周一鸣."""
    named, words = scene.grammar.language.name_start, scene.text[start:stop]
    if named is None or stop - start > _MAX_TITLED:
        return False
    ends = [end for end in scene.grammar.title_ends(words) if end < len(words)]
    if not ends:
        return False
    tail = words[max(ends) :].strip()
    language = scene.grammar.language
    sounded = language.transliterated is not None and language.transliterated(tail)
    latin = tail.isascii() and scene.search("subject_stop", start, stop) is None
    whole = sounded or latin or (language.full_name is not None and language.full_name(tail))
    return whole or (len(tail) in _NAME_LENGTHS and named(tail) == 0) or _FOREIGN_NAME.fullmatch(tail) is not None


def bare_name(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch is a bare noun phrase, so that ``and`` before a cue joins names and not clauses."""
    span = tidy(scene.text, start, end)
    return span is not None and noun_phrase(scene, *span) == span and span[1] - span[0] < _BARE_NAME


def before_insertion(scene: Scene, left: int) -> Pair | None:
    """``X, who … , said``: the phrase before the comma that opens the insertion."""
    comma = scene.text.rfind(",", scene.start, max(scene.start, left - 1))
    end = max(scene.start, left - 1) if comma < 0 else comma
    start = left_edge(scene, end)
    return source_before(scene, start, end) if start < end else None


def main_subject(scene: Scene, left: int, cue_start: int) -> Pair | None:
    """The subject of the sentence's first clause, for a cue whose own clause names nobody."""
    grammar, text = scene.grammar, scene.text
    between = text[left : scene.strip_right("before_cue", left, cue_start)].strip()
    if left > scene.start and text[left - 1] in ",，" and not between:
        opener = text.rfind(text[left - 1], scene.start, left - 1)
        if opener >= 0 and grammar.patterns["^insertion"].match(text, opener + 1, left):
            return source_before(scene, left_edge(scene, opener), opener)
    start = scene.skip_left("lead_in", scene.start, cue_start)
    end = clause_end(scene, start, cue_start)
    if grammar.inverts and end < cue_start and grammar.patterns["circumstance"].fullmatch(text, start, end):
        start = scene.skip_left("lead_in", end + 1, cue_start)  # In an angry speech, Holt left the party, calling …
        end = clause_end(scene, start, cue_start)
    if end < cue_start and grammar.patterns["^fronted_clause"].match(text, start, end):  # 对于外传…，海军…
        start = scene.skip_left("lead_in", end + 1, cue_start)
        end = clause_end(scene, start, cue_start)
    if (verb := scene.search("clause_verb", start, end)) is not None and verb.start() > start:
        span = noun_phrase(scene, start, verb.start())
        return span if span is not None and not _cut_by_quote(scene, span) else None
    span = noun_phrase(scene, start, end, subject=True)
    if span is not None and span[1] >= end and grammar.head_first:
        span = up_to_any_name(scene, span)
    if span is not None and span[1] >= end and grammar.inverts and text[end : end + 1] == ",":
        span = before_any_verb(scene, start, end)
        span = None if span is None else noun_phrase(scene, *span)
    if (span is None or span[1] >= end) and not grammar.language.spaced and end + 1 < left:
        start = scene.skip_left(
            "lead_in", end + 1, left
        )  # 铁证如山，议员却视而不见，质疑…: the first clause has no subject
        end = clause_end(scene, start, left)
        span = noun_phrase(scene, start, end, subject=True)
    return span if span is not None and span[1] < end and not _cut_by_quote(scene, span) else None


def _cut_by_quote(scene: Scene, span: Pair) -> bool:
    """Whether a phrase ends inside a quotation that it does not hold whole: 运营商“蓝锚” is a name."""
    quote = scene.quote_ending(span[0], span[1])
    return scene.quoted(span[1] - 1) and (quote is None or quote[1] != span[1] or quote[0] <= span[0])


def may_speak(scene: Scene, source: Pair) -> bool:
    """Whether a noun phrase names a person or a body: by its words, as a name, or as a pronoun."""
    grammar, words = scene.grammar, scene.text[slice(*source)]
    if grammar.patterns["pronouns"].fullmatch(words) or grammar.patterns["plural_pronouns"].fullmatch(words):
        return True
    if grammar.names_a_kind(words):
        return True
    if grammar.language.name_in is not None:  # capitals that do not only open the sentence
        written = scene.raw[slice(*source)]
        capitals = sum(word[:1].isupper() for word in written.split())
        return capitals > (source[0] == scene.start) or grammar.language.name_in(written) == written
    named = grammar.language.name_start
    return named is not None and named(words) < len(words)
