"""Constructions that label a clause: according to X, is expected to, the claim that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.adverbs import before_adverbs
from framing.measure.clauses import clause_end, left_edge
from framing.measure.content import content_stop, has_verb, verb_first
from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Pair, Scene, tidy
from framing.measure.subject import main_subject, noun_phrase, set_off, source_before
from framing.measure.whole_names import names_person

_LONG_APPOSITION: Final = 80
# A quotation this long in characters is more than a name.
_CLAUSE: Final = 25
_POSSESSIVE: Final = re.compile(r"['’]s?(?!\w)")
_WORD: Final = re.compile(r"[\w.-]+")
_MARKS: Final = ("'", "’")


def according(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``According to X, C`` and ``C, according to X``; in Chinese ``据X报道，C``."""
    text = scene.text
    ending = _according_source_end(scene, hit)
    source = tidy(text, hit.end, ending[0]) if ending is not None else None
    if ending is None or source is None or scene.grammar.patterns["not_source"].fullmatch(text, *source):
        return None
    if not scene.grammar.head_first:  # Theo một trợ lý tại Thượng viện: the place is part of it
        source = tidy(text, source[0], before_adverbs(scene, *source)) or source
    if (cited := scene.search("cited", *source)) is not None:  # 据海城日报引述消息人士报道
        source = tidy(text, source[0], cited.start()) or source
    done = scene.skip_left("cites", ending[1], scene.end)
    after = tidy(text, done, content_stop(scene, done))
    before = tidy(text, scene.start, hit.start)
    starts = _starts_clause(scene, hit.start, before)
    quoted = before is not None and scene.grammar.head_first and _ends_in_speech(scene, before)
    if (
        hit.entry.clause_initial
        and not (starts or quoted)
        and before
        and not text[before[1] : hit.start].strip(" \"'”’")
    ):
        return None
    starts = starts or _said_before(scene, hit, before)
    marked = text[: hit.start].rstrip()[-1:] in (",", "，", "—", "–", "”", '"', ";", "；", "")
    told = after is None or quoted or (marked and after not in scene.quotes) or (hit.entry.disposal and not marked)
    if before is not None and after is not None and not starts and _parts_clause(scene, before, ending[1], after):
        return Draft(source, (hit.start, hit.end), (before, after), "content-according", hit.entry, sentence)
    if before is not None and not starts and told:
        content, rule = _own_clause(scene, before), "content-according"
    elif after is not None:
        content, rule = after, "according-content"
    else:
        return None
    return Draft(source, (hit.start, hit.end), (content,), rule, hit.entry, sentence, after_label=done)


def _parts_clause(scene: Scene, before: Pair, end: int, after: Pair) -> bool:
    """Whether a label stands between subject and verb: ``Rents, according to the bank, have doubled.``"""
    inserted = scene.grammar.language.spaced and scene.text.startswith(",", end)
    return inserted and not has_verb(scene, *before) and verb_first(scene, *after)


def _ends_in_speech(scene: Scene, before: Pair) -> bool:
    """Whether what stands before a label is or ends in a quotation of a clause: ``“…” theo thông báo của tòa``."""
    quote = scene.quote_ending(*before)
    return quote is not None and quote[1] == before[1] and quote[1] - quote[0] >= _CLAUSE


def _starts_clause(scene: Scene, cue_start: int, before: Pair | None) -> bool:
    """Whether only a lead-in (``Tuy nhiên, theo …``) stands before the cue, or a clause that ends in a strong mark."""
    if before is None:
        return True
    between = scene.text[before[1] : cue_start]
    return (
        bool(re.search(r"[;；:：]", between))
        or scene.grammar.patterns["^lead_in"].fullmatch(scene.text[slice(*before)] + ",") is not None
    )


def _said_before(scene: Scene, hit: Hit[Cue], before: Pair | None) -> bool:
    """Whether the words before the label end in a cue, so that the label opens what is said: 运营商称，根据规定，…"""
    if before is None or scene.grammar.language.spaced or scene.text[before[1] : before[1] + 1] != ",":
        return False
    return any(cue.end == before[1] and cue.entry.construction == "say" for cue in scene.cues if cue.end <= hit.start)


def _own_clause(scene: Scene, before: Pair) -> Pair:
    start = scene.skip_left("lead_in", *before)
    return (start, before[1]) if start < before[1] else before


def _according_source_end(scene: Scene, hit: Hit[Cue]) -> Pair | None:
    """Where the source of ``according to`` ends, and where its cue is done: at a closer (``据…报道``) or a mark."""
    text = scene.text
    limit = clause_end(scene, hit.end, scene.end)
    stretch = text[hit.end : limit]
    here = [closer for closer in hit.entry.closers if closer in stretch]
    for closer in here:
        if stretch.endswith(closer):
            at = limit - len(closer)
            released = scene.ending("released", hit.end, at) is not None
            return (limit, limit) if released else (at, limit)  # 据审计署公布的报告
    for closer in here:
        at = text.find(closer, hit.end, limit)
        if scene.grammar.patterns["^noun_tail"].match(text, at + len(closer), limit):
            continue  # 统计 in 统计处 is a part of the source
        if scene.ending("negated", hit.end, at) is not None:
            continue  # 据一名不愿透露姓名的官员透露
        if scene.whole(at + len(closer)):
            return at, at + len(closer)
    if hit.entry.circumfix:
        return None
    if match := scene.search("source_end", hit.end, limit):
        told = scene.grammar.head_first and scene.cues_within(match.start(), match.start() + 1)
        # Theo báo Gió đưa tin, …; According to police on Monday, …
        told = told or (scene.grammar.inverts and scene.skip_left("after_cue", match.start(), limit) == limit)
        return match.start(), limit if told else match.start()
    done = _apposition_end(scene, limit)
    named = _name_end(scene, hit.end, limit) if done == limit and scene.grammar.head_first else limit
    return (named, named) if named > limit else (limit, done)


def _name_end(scene: Scene, start: int, at: int) -> int:
    """Where the name ends that a comma sets off behind an office: ``Theo giám đốc công ty, Peter Lund, …``; else ``at``."""
    end = clause_end(scene, at + 1, scene.end)
    inserted = tidy(scene.text, at + 1, end) if scene.text[at : at + 1] == scene.text[end : end + 1] == "," else None
    if inserted is None or scene.grammar.patterns["^office"].match(scene.text, start, at) is None:
        return at
    return end if names_person(scene, *inserted) else at


def _apposition_end(scene: Scene, at: int) -> int:
    """``According to Lena Forsberg, chair of the union, prices …``: what is set off behind the source is not content."""
    if scene.text[at : at + 1] not in (",", "，"):
        return at
    first = at + 1
    end = clause_end(scene, first, scene.end)
    if scene.text[end : end + 1] not in (",", "，") or end - at >= _LONG_APPOSITION:
        return at
    if scene.grammar.inverts and scene.grammar.patterns["^relative_source"].match(scene.text, first, end):
        return end  # according to the union, which runs the yard, …
    found = (pattern.search(scene.text, first, end) for _, pattern in scene.grammar.source_types)
    # Theo VKS, hành vi ấy xâm phạm cơ quan nhà nước, …: the head, behind a blank, is no office
    titled = any(match and (not scene.grammar.head_first or match.start() <= first + 1) for match in found)
    if scene.grammar.inverts and scene.grammar.patterns["^apposition"].match(scene.text, first, end) is None:
        titled = titled and scene.grammar.patterns["^possessive"].match(scene.text, first, end) is not None
    if not titled or scene.search("subject_stop", first, end) or scene.cues_within(first, end):
        return at
    return end


def agentless(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``S is expected to C``, ``据悉，C``: nobody is named; subject and rest are the content.

    The subject that hears it is no part of that: workers were told that the yard would close.
    """
    heard = scene.form(hit).heard
    if heard and scene.text.startswith(",", hit.end):
        return None  # what voters were promised, …
    start = scene.skip_left("after_cue", hit.end, scene.end)
    stop = content_stop(scene, start)
    opened = scene.grammar.patterns["^fronted_clause"].match(scene.text, scene.start, hit.end)
    if scene.grammar.inverts or opened or hit.entry.brief:
        stop = clause_end(scene, start, stop)
        end = scene.search("object_end", start, stop)
        stop = stop if end is None or end.start() == start else end.start()
    content = tidy(scene.text, start, stop)
    if hit.entry.brief and content is not None and _only_when(scene, start, content[1]):
        return None  # 被问到大坝时，他说…; 被问及此案时说
    named = next((quote for quote in scene.quotes if quote[0] == start), None)
    if named is not None and scene.text[named[1] : named[1] + 1] == "的":  # 被戏称为“火龙”的船
        return Draft(None, (hit.start, hit.end), (named,), "agentless", hit.entry, sentence)
    subject = None if heard else spoken_of(scene, hit, left_edge(scene, hit.start, drafts, sentence))
    if content is None and (hit.entry.construction != "say" or not _told(scene, hit)):
        return None
    pieces = tuple(piece for piece in (subject, content) if piece is not None)
    return Draft(None, (hit.start, hit.end), pieces, "agentless", hit.entry, sentence) if pieces else None


def _only_when(scene: Scene, start: int, stop: int) -> bool:
    """Whether what stands behind a brief cue is but the time of another cue, at its end or right before that cue."""
    cues = [cue.start for cue in scene.cues if start < cue.start < stop]
    ends = [stop, *cues, *(at + 1 for at in cues)]  # the cue itself may begin with it: 时说
    return any(scene.ending("temporal_end", start, end) is not None for end in ends)


def _told(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a passive tells what was said, not what can or should be: ``The merger was announced.``"""
    passive = scene.ending("passive", scene.start, hit.start)
    return passive is not None and scene.grammar.patterns["^auxiliary"].match(scene.text, passive.start()) is not None


def spoken_of(scene: Scene, hit: Hit[Cue], left: int) -> Pair | None:
    """The subject of an agentless cue, with what is set off behind it; of a participle only the noun before it."""
    grammar, text = scene.grammar, scene.text
    start = scene.skip_left("lead_in", left, hit.start)
    subject = tidy(text, start, scene.strip_right("before_cue", start, hit.start))
    if subject is None:
        return set_off(scene, left)
    if scene.ending("passive", start, hit.start) or grammar.patterns["passive"].match(text, hit.start):
        return subject
    return tidy(text, scene.skip_left("opens_phrase", *subject), subject[1])


def noun(scene: Scene, hit: Hit[Cue], drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """``X's claim that C``."""
    start = scene.skip_left("after_cue", hit.end, scene.end)
    if scene.grammar.inverts and _relative(scene, hit, start):
        return None
    stop = content_stop(scene, start)
    left = left_edge(scene, hit.start, drafts, sentence)
    source = holder(scene, left, hit.start)
    if (
        scene.grammar.inverts
        and not has_verb(scene, scene.start, hit.start)
        and not _verb_of(scene, source, hit.start, start)
    ):
        stop = clause_end(scene, start, stop)  # Despite fears that the dam would break, nobody left
        if not _adverbial(scene, left, hit.start, source):
            stop = _main_verb(scene, start, stop)
    if scene.grammar.inverts and not scene.ending("complementizer", hit.start, start):
        stop = _phrase_stop(scene, hit, start, stop)
    if hit.entry.marked:  # 市长口中的“宜居社区”，…: what he calls so
        stop = next((end for begin, end in scene.quotes if begin == start), stop)
    content = tidy(scene.text, start, stop)
    if content is None:
        return None
    named = source is not None and scene.raw[source[0]].isupper() and scene.text[source[1] : source[1] + 1] in _MARKS
    if not named and any(d.sentence == sentence and _opens(scene, d.content[0][0], hit.start) for d in drafts):
        return None  # rejected the notion that …: one relation, that of the verb; of Holt's claim, two
    if source is None and hit.entry.owned and not _somebodys(scene, hit):
        return None
    return Draft(source, (hit.start, hit.end), (content,), "noun-content", hit.entry, sentence)


def _somebodys(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a noun without an owner is somebody's, whoever that is: the criticism of the plan, the move drew criticism for …"""
    definite = scene.ending("definite", scene.start, hit.start)
    return definite is not None or scene.search("arouses", scene.start, hit.start) is not None


def _verb_of(scene: Scene, source: Pair | None, at: int, start: int) -> bool:
    """Whether a noun that ``that`` follows is the verb of who stands right before it: she estimates that …"""
    if source is None or scene.text[source[1] : at].strip():
        return False
    if scene.ending("complementizer", at, start) is None:
        return False
    return scene.ending("possessive", source[0], at) is None


def _adverbial(scene: Scene, left: int, at: int, source: Pair | None) -> bool:
    """Whether a preposition stands before a noun, or before whose it is: it is no subject (Despite fears that …)."""
    if source is not None and left <= source[0]:
        return scene.ending("adverbial", left, source[0]) is not None
    return scene.grammar.patterns["^adverbial"].match(scene.text, left, at) is not None


def _main_verb(scene: Scene, start: int, stop: int) -> int:
    """Where the verb begins whose subject a noun and its clause are: the claim that the dam broke | is absurd."""
    at, first = start, None
    while (verb := scene.search("subject_stop", at, stop)) is not None:
        helps = first is not None and scene.grammar.patterns["^auxiliary"].match(scene.text, first) is not None
        if not helps or scene.text[at : verb.start()].strip():
            first = verb.start()  # of what stands together: was rejected
        at = verb.end()
    if first is None or not has_verb(scene, start, first):
        return stop
    goes_on = any(scene.ending(name, start, first) for name in ("conjunctions", "relative_source", "complementizer"))
    return stop if goes_on else first


def _relative(scene: Scene, hit: Hit[Cue], start: int) -> bool:
    """Whether the ``that`` of a noun is its pronoun, the verb right behind it: comments that drew fire."""
    if scene.ending("complementizer", hit.start, start) is None:
        return False
    verb = scene.search("subject_stop", start, scene.end)
    return verb is not None and verb.start() == start


def _phrase_stop(scene: Scene, hit: Hit[Cue], start: int, stop: int) -> int:
    """Where the phrase behind a noun ends: at a clause beside it, as a subject before its verb (her claims of fraud | shook …)."""
    names = ["object_end"]
    if not has_verb(scene, scene.start, hit.start):
        names += ["subject_stop", "clause_verb"]
    ends = [match.start() for name in names if (match := scene.search(name, start, stop)) is not None]
    return min((end for end in ends if end > start), default=stop)


def _opens(scene: Scene, start: int, at: int) -> bool:
    """Whether only an article stands between the start of a content and a noun."""
    return start <= at and (
        start == at or scene.grammar.patterns["article"].fullmatch(scene.text[start:at].strip()) is not None
    )


def _own_subject(scene: Scene, left: int, at: int) -> Pair | None:
    """The subject of the verb before the noun, nobody where there is no verb: ``The captain rejected the notion that …``"""
    start = scene.skip_left("lead_in", left, at)
    verbs = [scene.search(name, start, at) for name in ("subject_stop", "clause_verb")]
    first = min((verb.start() for verb in verbs if verb is not None), default=start)
    own = noun_phrase(scene, start, first) if first > start else None
    return own if own is not None or not any(verbs) else main_subject(scene, left, at)


def _ends_named(scene: Scene, phrase: Pair) -> bool:
    """Whether a phrase ends in a name, a pronoun or a word for people: not in an adjective (a frequent | critic of)."""
    last = phrase[0] + scene.text[slice(*phrase)].rfind(" ") + 1
    word = scene.text[last : phrase[1]]
    if scene.raw[last].isupper() or scene.grammar.names_a_kind(word) or scene.grammar.pronoun(word):
        return True
    return scene.grammar.patterns["plural_noun"].fullmatch(word) is not None


def holder(scene: Scene, left: int, at: int) -> Pair | None:
    """Whose claim it is: ``Lena's claim``, ``her claim``, else the subject of ``Lena repeated the claim``, else nobody's."""
    if not scene.grammar.inverts:
        return source_before(scene, left, at) or main_subject(scene, left, at)
    owner = scene.ending("possessive", left, at)
    if owner is None and scene.search("arouses", left, at) is not None:
        return None  # the move raised questions about …
    if owner is None and not scene.ending("not_before_noun", left, at):
        before = source_before(scene, left, at)  # party leaders hope that …
        if before is None or _ends_named(scene, before):
            return before
    if owner is None:
        return _own_subject(scene, left, at)
    mark = _POSSESSIVE.search(scene.text, *owner.span())
    if mark is None:  # her claim: hers who is the subject, else whoever she is
        word = _WORD.match(scene.text, owner.start(), at)
        return _own_subject(scene, left, at) or (word.span() if word is not None else None)
    words = [m.span() for m in _WORD.finditer(scene.text, owner.start(), mark.start())]
    return _name_start(scene, words), mark.start()


def _name_start(scene: Scene, words: Sequence[Pair]) -> int:
    """Where the name begins that ends in the last of these words, or the noun: with its titles, from its article on where it has one."""
    start = words[-1][0]
    named = True
    for first, last in reversed(words[:-1]):
        word = scene.text[first:last]
        if f"{word} " in scene.grammar.articles or scene.grammar.patterns["article"].fullmatch(word) is not None:
            return first
        if scene.grammar.patterns["not_source"].fullmatch(word) is not None or _joins(scene, word):
            break  # Despite Holt's warning
        named = named and scene.raw[first].isupper()
        if named or scene.grammar.is_title(word):
            start = first
    return start


def _joins(scene: Scene, word: str) -> bool:
    """Whether a word is of another phrase: a preposition, a conjunction, a verb (rejected | Holt's claim)."""
    names = ("not_before_name", "conjunctions", "subject_stop", "clause_verb", "breaks")
    return any(scene.grammar.patterns[name].fullmatch(word) is not None for name in names)
