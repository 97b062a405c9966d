"""The names around a predicate in its sentence: which of them can be its subject, and which its object."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from framing.lexicon.entries import Predicate
from framing.measure.gaps import behind_object
from framing.measure.passives import does_it
from framing.measure.role_links import DIRECT, FAR, NEAR, Link, Name
from framing.measure.role_words import RoleGrammar

# In characters of a language that sets words apart; a language that does not says as much in fewer.
_NEAR_GAP, _FAR_GAP, _ADJACENT = 40, 120, 14
_DENSE: Final = 2.5
# In words: an article and what describes an object before its name.
_DESCRIBED: Final = 3
# Blanks around "of the".
_OF_THE: Final = 3
# In characters: so much of a verb is looked at.
_VERB: Final = 24


@dataclass(slots=True, eq=False)
class Place:
    """A predicate at ``start`` to ``end``, with the names before it and after it; ``unlinked``: what is read right before it."""

    start: int
    end: int
    predicate: Predicate
    before: Sequence[Name]
    after: Sequence[Name]
    unlinked: Sequence[str]
    across: bool


class Around:
    """The names of one sentence, in order, and how they stand to a place in it. Offsets are of the folded paragraph."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        names: Sequence[Name],
        grammar: RoleGrammar,
        verbs: Sequence[int] = (),
        undergone: Sequence[int] = (),
    ) -> None:
        self._text, self._start, self._end = text, start, end
        self._names, self._grammar = names, grammar
        self._verbs = verbs  # where verbs end, in order
        self._undergone = undergone  # where that ends which somebody has done to him, in order
        self._unnamed: dict[int, tuple[int, bool]] = {}  # by the place before which it stands
        self._one_stretch = len({name.stretch for name in names}) == 1
        scale = 1.0 if grammar.language.spaced else _DENSE
        self._near, self._far, self._adjacent = _NEAR_GAP / scale, _FAR_GAP / scale, _ADJACENT / scale

    def stands_behind(self, words: str, name: Name) -> bool:
        """Whether a word of a list stands right before a name."""
        return self._grammar.ends(words, self._grammar.behind(self._text, self._start, name.start))

    def aside(self, index: int) -> bool:
        """Whether a name stands behind a preposition or a word of contrast: in A, B …; unlike A, B …"""
        floor = self._names[index - 1].end if index else self._start
        behind = self._grammar.behind(self._text, floor, self._names[index].start)
        return self._grammar.ends("oblique", behind) or self._grammar.ends("contrast", behind)

    def subject(self, at: int, before: Sequence[Name], *, verb: bool = True) -> tuple[Name, float] | None:
        """The nearest name before an offset that can be a subject; none behind a preposition, who is called something for want of another."""
        if not before:
            return None
        grammar, text, spaced = self._grammar, self._text, self._grammar.language.spaced
        shares = verb and grammar.ends("coordination", grammar.behind(text, before[-1].end, at))
        shares = shares or any(text.find(word, before[-1].end, at) >= 0 for word in grammar.inside["judged"])
        called: tuple[Name, float] | None = None
        found: tuple[Name, float] | None = None
        for index in range(len(before) - 1, -1, -1):
            name = before[index]
            if at - name.end > self._far or grammar.boundary.search(text, name.end, at):
                break
            if found is not None and not spaced and "," in text[name.end : found[0].start]:
                break  # 甲…，乙不满、反对
            weight = self.closeness(name.end, at)
            ahead = grammar.ahead(text, name.end)
            behind = grammar.behind(text, before[index - 1].end if index else self._start, name.start)
            if self._of_others(before, index, ahead, behind) or self._passed_over(
                (name, weight), at, ahead, behind, verb=verb
            ):
                continue
            parted = "," in text[name.end : at]
            aside = weight < DIRECT and not grammar.starts("relative", ahead)
            owns = weight == FAR and not spaced and grammar.starts("possessive", ahead)
            if owns or (aside and grammar.ends("oblique", behind)):
                if grammar.ends("called", behind):  # calling X mean and nasty
                    called = called or (name, FAR)
                continue  # in X killed twelve; 甲对付乙的手段，…: it is no subject of the next clause
            if not spaced and parted:
                name = self._topic(before, index)
                if name.start in self._verbs:
                    continue  # 欺骗甲，隐瞒缺陷
            found = (name, weight)
            if not shares or grammar.starts("turns", ahead):
                break
        return found or called

    def _of_others(self, before: Sequence[Name], index: int, ahead: str, behind: str) -> bool:
        """Whether a name but says whose people or whose deed is meant, or who else: X's critics, Y's war on X, unlike X."""
        grammar, name = self._grammar, before[index]
        floor = before[index - 1].end if index else self._start
        if grammar.starts("after_no_subject", ahead) or (index and grammar.ends("contrast", behind)):
            return True  # X, unlike Y, keeps its word
        if grammar.of_another(self._text, floor, (name.start, name.end), "anybody"):
            return True
        return index > 0 and bool(grammar.participle) and self._within(before[index - 1], name, behind)

    def _passed_over(self, link: tuple[Name, float], at: int, ahead: str, behind: str, *, verb: bool) -> bool:
        """Whether a name has its part in what stands before a place, and is no subject of what stands there."""
        name, weight = link
        grammar, spaced, gap = self._grammar, self._grammar.language.spaced, self._text[name.end : at]
        if grammar.ends("passive", behind) and not does_it(grammar, gap):
            return True  # 甲被乙指责撒谎
        if not verb and name is not self._names[0] and grammar.participle and grammar.ends("agent", behind):
            return True  # was mocked by X as a coward
        if not (verb or spaced) and grammar.ends("object_before", behind):
            return True  # 拿邻国撒气: it bears nothing
        if verb and grammar.participle and self._has_own_subject(name.end, at):
            return True  # because of X's cuts, millions lost
        if grammar.starts("relative", ahead):
            return False
        if name.mention.type == "state" and grammar.located(behind):
            return True  # the hospital in X
        if self._done_to(name, gap, ahead, verb=verb):
            return True  # the party that betrayed X is corrupt
        if weight < DIRECT and self._of_unnamed(name, at):
            return True  # X arrested a man who killed two
        direct = weight == DIRECT and bool(gap.strip())
        aimed = grammar.ends("aimed_at", behind) and (spaced or grammar.starts("possessive", ahead))
        if (verb or spaced) and weight != FAR and grammar.ends("instrument", behind):
            return True  # 甲利用乙欺凌, using X's press to spread lies
        if direct and (aimed or self._of_deed(name, behind, gap)):
            return True  # the attack on X was barbaric, 甲在乙的非法演习
        if aimed and not verb and weight == NEAR and grammar.starts("possessive", ahead):
            return True  # the attack on X's embassy was barbaric, 与甲的协议是灾难
        return weight < DIRECT and grammar.in_place(self._text, self._start, name.start)

    def _of_unnamed(self, name: Name, at: int) -> bool:
        """Whether what stands at an offset is told of a noun behind a name that names nobody; not X is a man who lied."""
        if at not in self._unnamed:
            self._unnamed[at] = self._grammar.unnamed_before(self._text, self._start, at)
        start, arrested = self._unnamed[at]
        if start < name.end:
            return False
        return arrested or not self._grammar.described(self._text[name.end : start].strip())

    def _of_deed(self, name: Name, behind: str, gap: str) -> bool:
        """Whether a name only says to whom a deed is done: the jailing of X is, the decision to arm X was, 逮捕甲是."""
        grammar = self._grammar
        *_, word, verb = ("", "", *behind.split())
        if word in grammar.inside["infinitive"] and verb not in grammar.inside["oblique"]:
            return True
        last = bisect_right(self._undergone, name.start) - 1
        if last < 0:
            return False
        if grammar.participle:
            of = grammar.ends("patient_of", behind)
            return of and self._text.count(" ", self._undergone[last], name.start) <= _OF_THE
        right_before = not self._text[self._undergone[last] : name.start].strip()
        return right_before and gap.lstrip().startswith(grammar.inside["copula"])

    def _has_own_subject(self, low: int, at: int) -> bool:
        """Whether a verb behind a comma has its subject there, too: words that are no links, and begin no other clause."""
        comma = self._text.rfind(",", low, at) + 1
        words = self._text[comma:at].split()
        if not comma or not words or words[0] in self._grammar.parting or words[0] in self._grammar.links:
            return False
        if words[0].endswith(self._grammar.opens_participle) or self._verb_at(at).endswith(self._grammar.gerund):
            return False  # X won, instead betraying his voters
        return not self._grammar.linked(self._text, comma, at)

    def _verb_at(self, at: int) -> str:
        return self._text[at : at + _VERB].partition(" ")[0].rstrip(".,;:")

    def _topic(self, before: Sequence[Name], index: int) -> Name:
        """Of the names of a clause up to one, the first that can be its subject: in Chinese the next clause is of that, too."""
        grammar, text = self._grammar, self._text
        topic = before[index]
        for earlier in range(index - 1, -1, -1):
            name = before[earlier]
            floor = before[earlier - 1].end if earlier else self._start
            if any(mark in text[name.end : topic.start] for mark in ",:;"):
                break
            ahead, behind = grammar.ahead(text, name.end), grammar.behind(text, floor, name.start)
            if not (
                grammar.starts("possessive", ahead)
                or grammar.starts("after_no_subject", ahead)
                or grammar.ends("oblique", behind)
            ):
                topic = name
        return topic

    def _within(self, owner: Name, name: Name, behind: str) -> bool:
        """Whether a name is part of what another one owns: X's treatment of Y, X's plan to help Y, mocked by Y."""
        grammar, text = self._grammar, self._text
        between = text[owner.end : name.start]
        if not grammar.starts("possessive", grammar.ahead(text, owner.end)) or "," in between:
            return False
        if len(between) > self._near:
            return False
        return grammar.ends("oblique", behind) or not set(between.split()).isdisjoint(grammar.inside["infinitive"])

    def _done_to(self, name: Name, gap: str, ahead: str, *, verb: bool) -> bool:
        """Whether a name is the object of a verb right before it, and another clause or the main verb follows."""
        grammar = self._grammar
        if not (grammar.starts("goes_on", ahead) or (not verb and grammar.starts("goes_on_how", ahead))):
            return False
        if not (grammar.language.spaced or grammar.copular(gap)):
            return False  # 抵抗乙的侵略; but 帮助乙的计划是耻辱
        last = bisect_right(self._verbs, name.start) - 1
        if last < 0:
            return False
        between = self._text[self._verbs[last] : name.start].split()
        described = f" {between[0]}" in grammar.articles and len(between) <= _DESCRIBED if between else True
        return described and set(between).isdisjoint(grammar.inside["oblique"])

    def closeness(self, low: int, high: int) -> float:
        """The share that a link over a gap carries."""
        gap = self._text[low:high]
        if len(gap) <= self._near and self._grammar.linked(self._text, low, high):
            return DIRECT
        return NEAR if len(gap) <= self._near and "," not in gap else FAR

    def object_of(self, place: Place) -> Link | None:
        """The first name behind; behind a comma a new clause begins, but after a verb of speaking."""
        if not place.after:
            return None
        end, name = place.end, place.after[0]
        gap = name.start - end
        if gap > self._far or self._grammar.boundary.search(self._text, end, name.start):
            return None
        if not place.across and "," in self._text[end : name.start]:
            return None
        if self._grammar.of_another(self._text, end, (name.start, name.end), "opponents"):
            return None  # attacked X's critics
        if behind_object(self._grammar, self._text, end, name.start) or self._grammar.in_place(
            self._text, end, name.start
        ):
            return None  # halted exports to X, 批评邻国在甲地驻军
        return Link(name, "patient", DIRECT if gap <= self._adjacent else NEAR if gap <= self._near else FAR)
