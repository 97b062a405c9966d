"""Names of persons and bodies that only one article knows, by their capitals or the characters that they are written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from framing.measure.beside_titles import titled_names
from framing.measure.naming import is_place, opens_sentence
from framing.measure.role_words import role_grammar
from framing.text.document import Document, Paragraph
from framing.text.languages import Language
from framing.text.languages.base import text_data
from framing.text.places import Places
from framing.types import Attribution, Mention

# An unknown name must come this often; more names than this are not followed.
LEAST, _MAX_LOCAL = 2, 30
# A shorter first word of a name is an initial or a particle.
_LEAST_HEAD: Final = 4
PERSON_WORDS: Final = 3
_LONGEST_NAME: Final = (16, 6)  # below these sizes, in characters and in words where blanks part them
_FRONT_LINES: Final = 3
UPPER: Final = "".join(chr(code) for code in range(0x1F00) if chr(code).isupper())
_ANY_WORD = rf"[{UPPER}][\w'’\-]*(?:\.[A-Z])*\.?"
# A stop belongs to initials and short titles (J. R., Jr.); behind a longer word a sentence ends.
_WORD = rf"[{UPPER}](?:[\w'’\-]{{0,2}}(?:\.[A-Z])*\.|[\w'’\-]*)"
# What stands before it is looked at after its first letter, which is found quickly.
_HEAD = rf"[{UPPER}](?<![.!?…:\"“‘(\n] .)(?<![\w\"“‘(\n].)"
_RUN: Final = re.compile(rf"({_HEAD}{_WORD.partition(']')[2]}(?: {_WORD}){{1,3}})")
# Where surnames tell a name, it may open a sentence.
_ANY_RUN: Final = re.compile(rf"([{UPPER}](?<!\w.){_ANY_WORD.partition(']')[2]}(?: {_ANY_WORD}){{1,3}})")
_DOTTED: Final = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff]{0,6}+(?:[·‧・•][\u3400-\u9fff]{1,7}+){1,3}")
_JOINTS: Final = "·‧・•"
# Words that begin one right behind another.
_WORDS: Final = re.compile(rb"\x01\x01++")
# What stands before and behind a word that is the whole of a name, within a sentence.
_BEGINS_ALONE, _ENDS_ALONE = re.compile(r"(?<![.!?…:\"“] )(?<!\w)"), re.compile(rf"(?!\w)(?!\.? [{UPPER}])")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# A word that a line in title case would write with a capital.
_PLAIN_WORD: Final = re.compile(r"(?<![\w'’-])[a-z]{5}")
# What somebody owns is no part of his name: Cobalt Petroleum's Baytown refinery.
_OWNED: Final = re.compile(r"(?<=['’]s) .*")


def in_title_case(paragraph: Paragraph, text: str) -> bool:
    """Whether a title or heading is one That Capitals Begin Every Word Of, so that they tell no name."""
    if paragraph.zone.kind == "body" or not paragraph.language.spaced:
        return False
    return _PLAIN_WORD.search(text, paragraph.zone.span.start, paragraph.zone.span.end) is None


def local_names(
    document: Document, known: Sequence[Mention], taken: Places[Mention], attributions: Sequence[Attribution]
) -> dict[str, str]:
    """Form → English name, of persons and bodies that no lexicon knows.

    Candidates: words with capitals in mid-sentence, names in parts (玛丽·巴拉), speakers, and in text without spaces what
    the first lines write in single characters that read as a name.
    """
    text = document.article.text
    found: list[str] = []
    joints = [joint for joint in _JOINTS if joint in text]
    for number, paragraph in enumerate(document.own):
        if paragraph.language.spaced:
            found += _in_capitals(paragraph, text, taken)
            continue
        found += _in_parts(paragraph, text, taken, joints) if joints else []
        found += _in_single_characters(paragraph, text, taken) if number < _FRONT_LINES else []
    names = Counter(found)
    written = {m.name for m in known} | {m.span.of(text) for m in known}
    names.update(name for name in titled_names(document) if name not in written)
    language = document.own[0].language if document.own else None
    for attribution in attributions:
        if language is None or attribution.source is None or attribution.speaker in written or not attribution.speaker:
            continue
        name = _as_written(attribution.source.of(text), attribution.speaker, language)
        if not (name and _named_in_full(name, names, language)):
            names[name] += 1
    forms: dict[str, str] = {}
    for name, _ in names.most_common(_MAX_LOCAL):
        if not name or language is None or name not in text:
            continue
        words = name.split(" ")
        canonical = language.romanise(name) if language.romanise is not None else name
        forms.setdefault(name, canonical)
        if 1 < len(words) <= PERSON_WORDS + (language.name_in is not None) and len(words[-1]) > 2:
            forms.setdefault(words[-1], canonical)
    if language is not None and language.spaced and language.name_in is None:
        heads = Counter(form.partition(" ")[0] for form in forms if " " in form)
        forms |= {
            head: forms[form]
            for form in list(forms)
            if " " in form and heads[head := form.partition(" ")[0]] == 1 and _stands_alone(head, forms, text)
        }
    return forms


def _named_in_full(name: str, names: Mapping[str, int], language: Language) -> bool:
    """Whether a title and a last name stand for somebody whom the article gives in full elsewhere: Professor Holt."""
    title, _, last = name.rpartition(" ")
    titles = role_grammar(language).titles
    titled = bool(title) and all(word.rstrip(".").casefold() in titles for word in title.split(" "))
    return titled and any(other.endswith(f" {last}") and other != name for other in names)


def _stands_alone(head: str, forms: Mapping[str, str], text: str) -> bool:
    """Whether the first word of a name comes back by itself and is no plain word: Cobalt Petroleum, Cobalt.

    >>> _stands_alone("Cobalt", {}, "Cobalt Petroleum paid. The fine was small, and Cobalt knew it.")
    True
    """
    if (
        len(head) < _LEAST_HEAD
        or forms.get(head, head) != head
        or f" {head.lower()}" in text
        or text.count(head) < LEAST
    ):
        return False
    at = text.find(head)
    while at >= 0:
        if _BEGINS_ALONE.match(text, at) and _ENDS_ALONE.match(text, at + len(head)):
            return True
        at = text.find(head, at + 1)
    return False


def _in_capitals(paragraph: Paragraph, text: str, taken: Places[Mention]) -> list[str]:
    """Words with capitals, within sentences."""
    if in_title_case(paragraph, text):
        return []
    line, base = paragraph.zone.span.of(text), paragraph.zone.span.start
    found = []
    name_in = paragraph.language.name_in
    for match in (_ANY_RUN if name_in else _RUN).finditer(line):
        start = base + match.start()
        for run in match.group().split(". ") if name_in else [match.group()]:
            if not taken.meets(start, start + len(run)):
                known = name_in if opens_sentence(line, start - base) else None
                found.append(_without_titles(run, paragraph.language, known))
            start += len(run) + len(". ")
    return [name for name in found if name]


def _in_parts(paragraph: Paragraph, text: str, taken: Places[Mention], joints: Sequence[str]) -> list[str]:
    """Foreign names whose parts one of the points joins that the article has."""
    line, base = paragraph.zone.span.of(text), paragraph.zone.span.start
    if not any(joint in line for joint in joints):
        return []
    matches = _DOTTED.finditer(line)
    found = [match for match in matches if not taken.meets(base + match.start(), base + match.end())]
    return [name for match in found if (name := _without_titles(match.group(), paragraph.language))]


def _in_single_characters(paragraph: Paragraph, text: str, taken: Places[Mention]) -> list[str]:
    """What begins with a surname, of two or three words of one character each that stand together: the segmenter knows no
    such word.
    """
    edges, romanise = paragraph.edges, paragraph.language.romanise
    found: list[str] = []
    for words in _WORDS.finditer(edges) if romanise is not None else ():
        start, end = words.span()
        end -= edges[end] == 0  # the last is a longer word
        if 2 <= end - start <= 3 and romanise is not None:
            name, span = paragraph.folded.text[start:end], paragraph.raw(start, end)
            counted = paragraph.folded.text[max(0, start - 2) : start].rstrip()[-1:].isdigit()  # 2000 万人
            starts = paragraph.language.name_start
            if counted or (starts is not None and starts(name)):
                continue
            if not taken.meets(span.start, span.end) and romanise(name) != name:
                found.append(span.of(text))
    return found


def _as_written(source: str, speaker: str, language: Language) -> str:
    """The form in the source whose English name the speaker's is; the speaker himself where it stands so."""
    if speaker in source or language.romanise is None:
        return speaker
    parts = source.split(" ") if language.spaced else list(source)
    joint = " " if language.spaced else ""
    tails = (joint.join(parts[-size:]) for size in range(2, _LONGEST_NAME[language.spaced]))
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
    if words[1:] and words[-1].casefold() in text_data(language.code).get("function_words", ()):
        return ""  # A Line in Title Case: Was Not
    return " ".join(words).rstrip(".") if len(words) > 1 or not language.spaced else ""
