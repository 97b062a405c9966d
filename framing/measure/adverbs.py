"""Where the adverbs before a cue begin, and a name before them ends."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from framing.measure.capitals import in_names
from framing.measure.scene import Scene

_WORD: Final = re.compile(r"\S+")
# A full Chinese name, and the longest part of a foreign one, in characters.
_FULL, _FOREIGN = 3, 8


def before_adverbs(scene: Scene, start: int, end: int) -> int:
    """Where the adverbs before a cue begin; the last letter of a name is none of them (方兆明表示)."""
    stop = scene.strip_right("before_cue", start, end)
    named = scene.grammar.language.full_name
    if named is None:
        return _behind_name(scene, stop, end)
    if end - stop != 1:
        return _within_name(scene, start, stop, end)
    if named(scene.text[max(start, end - _FULL) : end]) or _after_surname(scene, start, end):
        return end
    return end if _ends_foreign(scene, start, end) else stop


def _ends_foreign(scene: Scene, start: int, end: int) -> bool:
    """Whether the last letter is that of a foreign name: 罗夫莱多|说."""
    sounded = scene.grammar.language.transliterated
    if sounded is None or scene.grammar.patterns["foreign_end"].fullmatch(scene.text, end - 1, end) is None:
        return False
    return any(sounded(scene.text[low:end]) for low in range(max(start, end - _FOREIGN), end - _FULL + 1))


def _within_name(scene: Scene, start: int, stop: int, end: int) -> int:
    """Where the adverbs begin whose first letter ends a name: 厂长周明|则, 方兆明|则."""
    behind = stop + 1
    if behind >= end or scene.strip_right("before_cue", behind, end) != behind:
        return stop
    named = scene.grammar.language.full_name
    if _after_surname(scene, start, behind):
        return behind
    low = behind - 3
    whole = named is not None and low >= start and named(scene.text[low:behind])
    return behind if whole and (low == start or ends_titled(scene, start, low)) else stop


def _after_surname(scene: Scene, start: int, end: int) -> bool:
    """Whether the last letter belongs to the surname before it, which alone names nobody: 局长张明|说; not 金|已."""
    surname, low = scene.grammar.language.surname, end - 2
    if surname is None or low < start or not surname(scene.text[low]):
        return False
    if low == start:
        return scene.grammar.patterns["in_no_name"].fullmatch(scene.text, end - 1, end) is None
    return ends_titled(scene, start, low) or scene.ending("noun_tail", start, low) is not None


def ends_titled(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch ends in a title or another word for who speaks."""
    if scene.ending("honorifics", start, stop) is not None:
        return True
    return scene.grammar.ends_in_kind(scene.text[start:stop])


def _behind_name(scene: Scene, stop: int, end: int) -> int:
    """Where the last full name in a stretch ends that else is an adverb: ``Đại sứ Cuba tại Hà Nội Ernesto Ruiz xúc động``."""
    name_in, raw = scene.grammar.language.name_in, scene.raw
    if name_in is None or raw[stop:end].islower():
        return stop
    words = list(_WORD.finditer(raw, stop, end))
    capital = in_names([word.group() for word in words], scene.grammar.language)
    last = max((i for i, named in enumerate(capital) if named), default=-1)
    run = takewhile(lambda at: capital[at], range(last, -1, -1))
    name = name_in(" ".join(words[at].group() for at in [*run][::-1]))
    return words[last].end() if " " in name else stop
