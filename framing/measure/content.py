"""Where content begins and ends in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from framing.lexicon.match import Hit
from framing.measure.clauses import clause_end
from framing.measure.grammar import Cue
from framing.measure.scene import Pair, Scene, tidy

_TOLD: Final = 12
# The place, the listeners or the time between a cue and the colon that opens its quotation.
_TO_QUOTE: Final = re.compile(r"[^,.;:：，。；\"“”「」『』]{0,60}+[:：]\s*(?=[\"“「『])")
_MOST_BETWEEN: Final = 61


def content_start(scene: Scene, hit: Hit[Cue]) -> int:
    """Where content begins behind a cue: after addressee, day, place and ``that``."""
    start = hit.end
    colon = scene.text.find(":", start, min(scene.end, start + _MOST_BETWEEN))
    quoted = None if colon < 0 else _TO_QUOTE.match(scene.text, start, scene.end)
    if quoted is not None and not scene.cues_within(*quoted.span()):
        return quoted.end()
    if hit.entry.addressee:
        told = scene.skip_left("addressee", start, scene.end)
        start = max(told if told > start else _after_told(scene, start), _after_named(scene, start))
    return scene.skip_left("after_cue", start, scene.end)


def _after_told(scene: Scene, start: int) -> int:
    """Where content begins behind those who are told, a noun phrase before a comma: 告诉美国之音，…"""
    named = scene.grammar.language.noun_phrase
    comma = scene.text.find(",", start, start + _TOLD)
    if named is None or comma <= start or scene.quoted(comma) or scene.cues_within(start, comma):
        return start
    return comma + 1 if named(scene.text[start:comma], whole=True) == comma - start else start


def _after_named(scene: Scene, start: int) -> int:
    """Where content begins behind a name that is told it: ``told Gull News Digital the appeal …``; else ``start``."""
    named = scene.grammar.patterns["^named_addressee"].match(scene.raw, start, scene.end)
    return named.end() if named is not None else start


def content_stop(scene: Scene, start: int) -> int:
    """The end of content: the sentence's, or where a clause of background or a new attribution begins."""
    stop = _before_teller(scene, start)
    for match in scene.grammar.patterns["tails"].finditer(scene.text, start, stop):
        if match.start() > start and not scene.quoted(match.start()) and not scene.quotes_within(match.start(), stop):
            whole = _fronted(scene, start, match.start()) or _inserted(scene, start, *match.span())
            return stop if whole else match.start()
    return stop


def _before_teller(scene: Scene, start: int) -> int:
    """Where a clause begins that ends the sentence with who told whom (…, two officials told the Ledger), else the sentence's end."""
    told = scene.grammar.patterns["tells"].search(scene.text, start, scene.end) is not None
    tail = scene.search("told_tail", start, scene.end) if told else None
    return scene.end if tail is None or scene.quotes_within(tail.start(), scene.end) else tail.start()


def _fronted(scene: Scene, start: int, tail: int) -> bool:
    """Whether content begins with a circumstance, its main clause behind the comma: that if rain fell, the dam would break."""
    grammar = scene.grammar
    if not grammar.inverts or scene.text.find(",", start, tail) >= 0:
        return False
    opened = grammar.patterns["^subordinate"].match(scene.text, start, tail)
    return opened is not None or grammar.patterns["circumstance"].fullmatch(scene.text, start, tail) is not None


def _inserted(scene: Scene, start: int, tail: int, stop: int) -> bool:
    """Whether a tail is an insertion, its sentence going on behind it: ``the ruling, which split the court, shows …``"""
    if not scene.grammar.inverts or scene.text.find(",", tail + 1, stop) < 0:
        return False
    quote = scene.quote_ending(start, tail)
    return not (has_verb(scene, start, tail) or (quote is not None and not scene.text[quote[1] : tail].strip()))


def has_verb(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch holds a finite verb, as far as word forms tell."""
    return scene.search("subject_stop", start, stop) is not None or scene.search("clause_verb", start, stop) is not None


def verb_first(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch begins with a finite verb, as far as word forms tell."""
    first = scene.text[start:stop].lstrip()
    at = stop - len(first)
    return any(
        verb is not None and verb.start() == at
        for verb in (scene.search(name, at, stop) for name in ("subject_stop", "clause_verb"))
    )


def before_name(scene: Scene, content: Pair, source: Pair) -> Pair | None:
    """The clause before who speaks, set off by a comma with what is set off behind the name: ``Rents rose, | Ida Voss, a baker, said``."""
    inverts = scene.grammar.inverts and content[0] < source[0] < content[1]
    if not inverts or not scene.text[content[0] : source[0]].rstrip().endswith(","):
        return None
    clause = tidy(scene.text, content[0], source[0])
    return clause if clause is not None and has_verb(scene, *clause) else None


def next_quote_start(scene: Scene, at: int) -> int:
    """Where the next quotation begins, else the end of the sentence."""
    return next((q[0] for q in scene.quotes if q[0] >= at), scene.end)


def only_modifier(scene: Scene, start: int, stop: int) -> bool:
    """Whether nothing but times and places stands behind the cue."""
    rest = scene.skip_left("after_cue", start, stop)
    return tidy(scene.text, rest, stop) is None


def only_when(scene: Scene, content: Pair) -> bool:
    """``总统宣布计划时，…``: the cue's clause only says when; what follows it is not content."""
    if not scene.grammar.endings["temporal_end"]:
        return False
    if scene.grammar.patterns["^sets_time"].match(scene.text, *content):
        return False  # 政府称在去年投票时，…: the time is that of what is said
    end = clause_end(scene, *content)
    following = bisect_left(scene.cues, content[0], key=_start)
    if following < len(scene.cues) and (cue := scene.cues[following]).start < end:
        prefix = scene.grammar.patterns["^cue_prefix"].match(scene.text, cue.start, cue.end)  # 时|指
        at = cue.start if prefix is None else prefix.end()
        if scene.ending("temporal_end", content[0], at) is not None:
            return True  # 部长答复记者时表示，…
    return end < content[1] and scene.ending("temporal_end", content[0], end) is not None


def _start(cue: Hit[Cue]) -> int:
    return cue.start
