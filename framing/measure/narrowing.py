"""How much of the words before a cue is who speaks: no verb, no clause before a pronoun (languages whose speakers may stand behind the cue)."""

from __future__ import annotations

import re
from typing import Final

from framing.measure.scene import Pair, Scene

_WORD = re.compile(r"\S+")
# A full name and a word that can be a verb: Ada Lund breaks silence.
_NAME_AND_VERB = re.compile(r"((?:[A-Z][\w.'’-]*(?<!['’]s) )+[A-Z][\w'’-]*(?<!['’]s)) ([a-z]{3,}s)(?= [a-z])")


def narrowed(scene: Scene, phrase: Pair, *, joined: bool) -> Pair:
    """A phrase before a cue without the verbs in it; ``joined``: a conjunction stands before the cue, so that it has one."""
    patterns, text = scene.grammar.patterns, scene.text
    if (pronoun := patterns["^subject_pronoun"].match(text, *phrase)) is not None:
        return _behind_verb(scene, phrase, pronoun)
    if (last := _last_pronoun(scene, phrase)) is not None:
        return last
    if (told := patterns["^brings_to"].match(text, *phrase)) is not None:
        return told.end(), phrase[1]  # prompting many leaders to conclude
    if not joined:
        return phrase
    at = phrase[0]
    while (verb := scene.search("joined_verb", at, phrase[1])) is not None:
        before = text[phrase[0] : verb.start()].strip()
        if before and scene.grammar.ending("article", before) is None:
            return phrase[0], phrase[0] + len(text[phrase[0] : verb.start()].rstrip())
        at = verb.end()
    return phrase


def _behind_verb(scene: Scene, phrase: Pair, pronoun: re.Match[str]) -> Pair:
    """Who stands behind the verb of a pronoun: ``it prompted Mr. Holt to describe …``; else the pronoun alone."""
    verb = scene.grammar.patterns["^clause_verb"].match(scene.text, pronoun.end(), phrase[1])
    if verb is None:
        return phrase
    named = scene.raw[verb.end() : verb.end() + 1].isupper()
    return (verb.end(), phrase[1]) if named else (phrase[0], phrase[0] + len(pronoun.group().rstrip(" ,")))


def before_any_verb(scene: Scene, start: int, end: int) -> Pair | None:
    """The subject of a clause whose verb is no sure one by its form: a pronoun, a name, or what stands before a likely verb."""
    text, raw, patterns = scene.text, scene.raw, scene.grammar.patterns
    if (pronoun := patterns["^subject_pronoun"].match(text, start, end)) is not None:
        return start, start + len(pronoun.group().rstrip(" ,"))
    verb = scene.search("joined_verb", start, end)
    if verb is not None and verb.start() > start:
        return start, start + len(text[start : verb.start()].rstrip())
    name = _NAME_AND_VERB.match(raw, start, end)
    return None if name is None or scene.grammar.names_a_kind(text[slice(*name.span(2))]) else name.span(1)


def _last_pronoun(scene: Scene, phrase: Pair) -> Pair | None:
    """The pronoun that a phrase ends with, the words before it being another clause's: ``Since taking office he said …``"""
    start = scene.text.rfind(" ", *phrase) + 1
    if start <= phrase[0] or scene.grammar.patterns["subject_pronoun"].fullmatch(scene.text, start, phrase[1]) is None:
        return None
    joined = scene.ending("conjunctions", phrase[0], start)
    return (start, phrase[1]) if joined is None else None


def pronoun_behind_verb(scene: Scene, span: Pair) -> Pair | None:
    """The pronoun that a stretch ends with, a clause with its own verb before it: the money was not needed and | they | accused …"""
    start = scene.text.rfind(" ", *span) + 1
    if start <= span[0] or span[1] - start > _LONGEST_PRONOUN:
        return None
    if scene.grammar.patterns["subject_pronoun"].fullmatch(scene.text, start, span[1]) is None:
        return None
    verbs = (scene.search(name, span[0], start) for name in ("subject_stop", "clause_verb"))
    return (start, span[1]) if any(verb is not None and verb.start() > span[0] for verb in verbs) else None


def noun_and_aside(scene: Scene, start: int, stop: int) -> int:
    """Where what is set off behind a name ends: before the verb that stands behind its comma (X, a charity, polled 90 towns, finding …)."""
    for comma, behind in scene.marks_within(start, stop):
        verb = scene.grammar.patterns["^clause_verb"].match(scene.text, behind, stop)
        if scene.text[comma] == "," and verb is not None:
            return comma
    return stop


def quotation_first(scene: Scene, span: Pair) -> bool:
    """Whether a stretch is a quotation, or one and what is joined to it: no source."""
    quote = next((q for q in scene.quotes if q[0] == span[0]), None) if scene.quotes else None
    if quote is None:
        return False
    joined = scene.grammar.patterns["^conjunctions"].match(scene.text, quote[1], span[1])
    return quote[1] >= span[1] or (joined is not None and joined.end() > quote[1])


def agrees(scene: Scene, start: int, cue: Pair) -> bool:
    """Whether a form without an ending (claim, demand) can be the verb of the word right before it: not of a singular noun."""
    grammar = scene.grammar
    before = scene.text[start : cue[0]].rstrip()
    at = before.rfind(" ") + 1
    word = before[at:]
    if not word.isalpha() or not word.isascii() or scene.raw[start + at].isupper() or len(word) < _SHORT:
        return True
    if grammar.pronoun(word) or grammar.names_a_kind(word):
        return True
    if any(grammar.patterns[name].fullmatch(word) for name in ("plural_noun", "relative_source")):
        return True
    return scene.strip_right("before_cue", start + at, cue[0]) <= start + at


_SHORT: Final = 3
# In letters: I, he, she, they.
_LONGEST_PRONOUN: Final = 4
