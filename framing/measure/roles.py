"""Who does it and who has it done to them: the roles of names around the predicates of one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from framing.lexicon.load import Predicate
from framing.measure.role_links import DIRECT, FAR, NEAR, Link, Name
from framing.measure.role_words import RoleGrammar

# An attribute that is neither beside a name nor said of it by a copula mostly belongs to some other noun.
_LOOSE: Final = 0.6
_CONTRAST: Final = 0.8
# In characters of a language that sets words apart; a language that does not says as much in fewer.
_LOOK, _NEAR_GAP, _FAR_GAP, _ADJACENT = 40, 40, 120, 14
_DENSE: Final = 2.5
# Blanks between a predicate and a name behind an object and a preposition: halted_exports_to_X.
_OBJECT_WORDS: Final = 3
# A verb before its adverb begins at most this many characters before it.
_VERB: Final = 16
# The longest passive marker, in characters.
_MARKER: Final = 10


class Sentence:
    """The names of one sentence, asked for their roles around its predicates. Offsets are of the folded paragraph."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[Name], grammar: RoleGrammar) -> None:
        self._text, self._start, self._end = text, start, end
        self._names, self._grammar = names, grammar
        self._one_stretch = len({name.stretch for name in names}) == 1
        written = text[start:end]
        self._claims = [word for word in grammar.inside["claimed"] if word in written]
        self._contrasts = len(names) > 1 and bool([word for word in grammar.inside["contrast"] if word in written])
        scale = 1.0 if grammar.language.spaced else _DENSE
        self._near, self._far, self._adjacent = _NEAR_GAP / scale, _FAR_GAP / scale, _ADJACENT / scale

    def links(
        self,
        start: int,
        end: int,
        predicate: Predicate,
        stretch: int,
        *,
        across: bool = False,
        others: Sequence[int] = (),
    ) -> list[Link]:
        """Who bears which role of the predicate at ``start`` to ``end``; a negation before it turns every weight.

        Only names in the same stretch of speech are asked, unless there is none or ``across`` says that it does not matter.
        ``others`` are where other predicates begin: what stands behind one of them is its object (support a challenge to X).
        """
        if self._claims and self._claimed(start):
            return []
        names = self._names
        if not (across or self._one_stretch):
            names = [name for name in names if name.stretch == stretch] or names
        before = [name for name in names if name.end <= start]
        after = [name for name in names if name.start >= end]
        if after and (self._blocked(end, after[0].start, others) or self._of_manner(start, end, others)):
            after = []
        found = self._bearing(start, end, predicate, before, after) if before or after else []
        if not found:
            return found
        if len(self._names) > 1:
            found += self._joined(found)
        if self._contrasts:
            found += self._contrasted(found)
        low = before[-1].end if before else self._start
        turned = self._grammar.reaches("negation", self._text, low, start)
        state = predicate.agent < 0 and (predicate.kind != "verb" or not predicate.patient)
        turned = turned or (state and self._reduced(max(low, start - _LOOK), start))
        return [self._meant(link, start, predicate, turned=turned) for link in found]

    def unsaid_subject(self, low: int, start: int) -> bool:
        """Whether nothing but links stands from where speech begins to a predicate: who speaks is its subject."""
        return self._grammar.linked(self._text, low, start)

    def _meant(self, link: Link, start: int, predicate: Predicate, *, turned: bool) -> Link:
        """The link with the weight that the words around it leave it."""
        if link.role != "patient" and link.name.end <= start and self._demanded(link.name):
            # What is asked of somebody, they do not do; what they are to stop, they do.
            return Link(link.name, link.role, -link.weight if predicate.agent > 0 else link.weight)
        # Who counters a power's coercion does not deny it.
        return Link(link.name, link.role, -link.weight) if turned and link.role != "owner" else link

    def _bearing(
        self, start: int, end: int, predicate: Predicate, before: Sequence[Name], after: Sequence[Name]
    ) -> list[Link]:
        """The names that a predicate says something of, by its kind."""
        if predicate.kind == "verb":
            return list(self._of_verb(start, end, predicate, before, after))
        if predicate.agent and not self._grammar.starts("agent", self._text, end):
            owner = self._owner_by_pronoun(start, before)
            if owner is not None:
                return [Link(owner, "owner", DIRECT)]
        find = self._of_noun if predicate.kind == "noun" else self._of_attribute
        return list(find(start, end, predicate, before, after))

    def _owner_by_pronoun(self, start: int, before: Sequence[Name]) -> Name | None:
        """The subject that the sentence began with, where ``its`` or 其 stands right before a noun: its brutality."""
        floor = before[-1].end if before else self._start
        if not before or not self._grammar.reaches("own", self._text, floor, start):
            return None
        return next((name for index, name in enumerate(before) if not self._aside(index)), None)

    def _claimed(self, start: int) -> bool:
        """Whether what stands at an offset is but a claim that the clause keeps away from: 所谓…的说法."""
        return any(self._text.rfind(word, max(self._start, start - _LOOK), start) >= 0 for word in self._claims)

    def _blocked(self, end: int, at: int, others: Sequence[int]) -> bool:
        """Whether another predicate stands before an object and is not joined to this one: bully and threaten X."""
        other = next((start for start in others if end <= start < at), None)
        return other is not None and not self._grammar.ends("coordination", self._text, end, other)

    def _of_manner(self, start: int, end: int, others: Sequence[int]) -> bool:
        """Whether an attribute says how the verb right before it is done: làm hỏng nặng nề uy tín của X."""
        manner = self._grammar.manner
        return (
            bool(manner) and self._text[start:end] in manner and any(start - _VERB <= other < start for other in others)
        )

    def _joined(self, found: Sequence[Link]) -> list[Link]:
        """The same said of those who are named along with one: A, B and C attacked D."""
        joints, text, names = self._grammar.inside["joined"], self._text, self._names
        bearing = {link.name.target for link in found}
        more: list[Link] = []
        for link in found:
            at = names.index(link.name)
            for step in (-1, 1):
                other = at + step
                while 0 <= other < len(names):
                    left = other if step < 0 else other - 1
                    between = text[names[left].end : names[left + 1].start].strip()
                    if between not in joints or (step < 0 and self._aside(left)):
                        break
                    if names[other].target not in bearing and names[other].stretch == link.name.stretch:
                        bearing.add(names[other].target)
                        more.append(Link(names[other], link.role, link.weight))
                    other += step
        return more

    def _aside(self, index: int) -> bool:
        """Whether a name stands behind a preposition or a word of contrast: in A, B …; unlike A, B …"""
        floor, at = self._names[index - 1].end if index else self._start, self._names[index].start
        return self._grammar.ends("oblique", self._text, floor, at) or self._grammar.ends(
            "contrast", self._text, floor, at
        )

    def _contrasted(self, found: Sequence[Link]) -> Iterator[Link]:
        """What is said of one is taken back from the other: unlike X, Y …"""
        doer = next((link for link in found if link.role != "patient"), None)
        if doer is None:
            return
        for name in self._names:
            if name.target != doer.name.target and self._grammar.ends("contrast", self._text, self._start, name.start):
                yield Link(name, "bearer", -_CONTRAST * doer.weight)

    def _reduced(self, low: int, start: int) -> bool:
        clause = " " + self._text[low:start].rpartition(",")[2]
        return self._grammar.reducers.search(clause) is not None

    def _demanded(self, name: Name) -> bool:
        return self._grammar.ends("demand", self._text, self._start, name.start)

    def _of_verb(
        self, start: int, end: int, predicate: Predicate, before: Sequence[Name], after: Sequence[Name]
    ) -> Iterator[Link]:
        grammar, text = self._grammar, self._text
        low = before[-1].end if before else self._start
        made_noun = grammar.ends("nominal", text, low, start) or grammar.starts("nominal_after", text, end)
        if made_noun:  # sự chỉ trích của Ba Lan, his attack on Poland
            yield from self._of_noun(start, end, predicate, before, after)
            return
        if (undergoer := self._undergoer(start, end, before)) is not None:
            yield undergoer
            before = [name for name in before if name is not undergoer.name]
        form = text[start:end].partition(" ")[0]
        can_be_passive = not grammar.participle or form.endswith(grammar.participle)
        doer = None
        if can_be_passive:
            if grammar.starts("agent", text, end) and after:
                doer = Link(after[0], "agent", NEAR)
            if before and grammar.ends("causative", text, self._start, before[-1].start):
                yield from self._passive(start, before[-1:], None)  # got the mayor riled
                return
            if grammar.reaches("passive", text, low, start) or grammar.starts("reduced", text, end):
                yield from self._passive(start, before, doer)
                return
            if before and not grammar.participle:
                name = before[-1]
                if start - name.end <= self._adjacent and grammar.ends("passive", text, self._start, name.start):
                    yield from self._passive(start, before[:-1], Link(name, "agent", DIRECT))
                    return
            if not grammar.participle and (marker := self._marked_passive(low, start)) is not None:
                subject = self._subject(marker, before)  # 饱受战争蹂躏, bị chiến tranh tàn phá: by something unnamed
                if subject is not None and subject[1] == DIRECT:
                    yield Link(subject[0], "patient", DIRECT)
                return
        aimed = self._aimed_at(start, before)
        subject = self._subject(start, [name for name in before if aimed is None or name is not aimed.name])
        if subject is not None:
            yield Link(subject[0], "agent", subject[1])
        found = aimed or self._object(end, after)
        if found is not None and (subject is None or found.name.target != subject[0].target):
            yield found

    def _marked_passive(self, low: int, start: int) -> int | None:
        """Where the passive marker of a clause stands, if a doer that is no target stands between it and the verb."""
        floor = max(low, start - int(self._adjacent) - _MARKER)
        found = [self._text.rfind(word, floor, start) for word in self._grammar.inside["passive_of_other"]]
        at = max(found, default=-1)
        between = self._text[at:start]
        if at < 0 or any(word in between for word in chain(",", self._grammar.inside["reported"])):
            return None
        return at

    def _undergoer(self, start: int, end: int, before: Sequence[Name]) -> Link | None:
        """Who is named as what a deed falls on: X is the target of the crackdown, X是打压的对象."""
        grammar, text = self._grammar, self._text
        floor = before[-1].end if before else self._start
        if not (grammar.starts("undergoer_after", text, end) or grammar.ends("undergoer_before", text, floor, start)):
            return None
        return Link(before[0], "patient", DIRECT) if before else None

    def _passive(self, start: int, before: Sequence[Name], doer: Link | None) -> Iterator[Link]:
        subject = self._subject(start, before)
        if subject is not None:
            yield Link(subject[0], "patient", subject[1])
        if doer is not None and (subject is None or doer.name.target != subject[0].target):
            yield doer

    def _aimed_at(self, start: int, before: Sequence[Name]) -> Link | None:
        """A name set before its verb as its object: 对X施压."""
        if not before or start - before[-1].end > self._adjacent:
            return None
        floor = before[-2].end if len(before) > 1 else self._start
        if self._grammar.ends("object_before", self._text, floor, before[-1].start):
            return Link(before[-1], "patient", DIRECT)
        return None

    def _subject(self, at: int, before: Sequence[Name], *, verb: bool = True) -> tuple[Name, float] | None:
        """The nearest name before an offset that can be a subject; one after a preposition only for want of another."""
        grammar, text = self._grammar, self._text
        shares = verb and grammar.ends("coordination", text, before[-1].end if before else self._start, at)
        oblique: tuple[Name, float] | None = None
        found: tuple[Name, float] | None = None
        for index in range(len(before) - 1, -1, -1):
            name = before[index]
            gap = text[name.end : at]
            if len(gap) > self._far or grammar.boundary.search(gap):
                break
            weight = self._closeness(name.end, at)
            floor = before[index - 1].end if index else self._start
            if grammar.starts("after_no_subject", text, name.end) or grammar.of_another(
                text, floor, (name.start, name.end), "anybody"
            ):
                continue  # X's critics, lawyers of X
            if not (verb or grammar.language.spaced) and grammar.ends("object_before", text, floor, name.start):
                continue  # 拿邻国撒气: it bears nothing
            owns = weight == FAR and not grammar.language.spaced and grammar.starts("possessive", text, name.end)
            aside = weight < DIRECT and not grammar.starts("relative", text, name.end)
            if owns or (
                aside and (grammar.ends("oblique", text, floor, name.start) or self._in_place(name.start))
            ):  # 甲对付乙的手段，…: it is no subject of the next clause
                oblique = oblique or (name, FAR)
                continue
            found = (name, weight)
            if not shares or grammar.starts("turns", text, name.end):
                break
        return found or oblique

    def _in_place(self, at: int) -> bool:
        """Whether what says where or when has begun before an offset and not ended: 在…中."""
        if not (words := self._grammar.inside["place_begins"]):
            return False
        clause = self._text[max(self._start, at - _LOOK) : at]
        begun = max(clause.rfind(word) for word in words)
        return begun >= 0 and not any(word in clause[begun:] for word in self._grammar.inside["place_ends"])

    def _behind_object(self, end: int, at: int) -> bool:
        """Whether an object and a preposition stand between a predicate and a name: condemned attacks on X."""
        grammar, text = self._grammar, self._text
        if not grammar.language.spaced or text.count(" ", end, at) < _OBJECT_WORDS:
            return False
        return grammar.ends("oblique", text, end, at) and not (
            grammar.ends("genitive", text, end, at) or grammar.ends("coordination", text, end, at)
        )

    def _closeness(self, low: int, high: int) -> float:
        gap = self._text[low:high]
        if len(gap) <= self._near and self._grammar.linked(self._text, low, high):
            return DIRECT
        return NEAR if len(gap) <= self._near and "," not in gap else FAR

    def _object(self, end: int, after: Sequence[Name]) -> Link | None:
        if not after:
            return None
        gap = self._text[end : after[0].start]
        if len(gap) > self._far or self._grammar.boundary.search(gap):
            return None
        if self._grammar.of_another(self._text, end, (after[0].start, after[0].end), "opponents"):
            return None  # attacked X's critics
        if self._behind_object(end, after[0].start):
            return None  # halted exports to X
        return Link(
            after[0], "patient", DIRECT if len(gap) <= self._adjacent else NEAR if len(gap) <= self._near else FAR
        )

    def _of_noun(
        self, start: int, end: int, predicate: Predicate, before: Sequence[Name], after: Sequence[Name]
    ) -> Iterator[Link]:
        """Owner by possessive or ``by``; patient by ``against``; ``of`` is either; else who stands nearest bears it."""
        grammar, text = self._grammar, self._text
        owner = before[-1] if before and start - before[-1].end <= self._near else None
        if owner is not None and not grammar.starts("possessive", text, owner.end):
            owner = None
        rest, at = (before[:-1], owner.start) if owner is not None else (before, start)
        if (undergoer := self._undergoer(at, end, rest)) is not None:
            yield undergoer
            if owner is not None:
                yield Link(owner, "owner", DIRECT)
            return
        follower = after[0] if after and after[0].start - end <= self._adjacent else None
        bare = follower is not None and bool(predicate.patient) and self._bare_object(start, end, follower)
        patient = follower is not None and (
            bare
            or grammar.starts("patient_after", text, end)
            or (
                grammar.starts("patient_of", text, end)
                and bool(predicate.patient)
                and (owner is not None or not predicate.agent)
            )
        )
        if follower is not None and patient:
            yield Link(follower, "patient", DIRECT)
        elif follower is not None and owner is None and grammar.starts("owner_after", text, end):
            yield Link(follower, "owner", DIRECT)
            return
        if owner is not None:
            yield Link(owner, "owner" if predicate.agent or patient else "patient", DIRECT)
        elif not patient:
            for link in self._of_attribute(start, end, predicate, before, after):
                # An accusation beside a name, with nobody it is said against, is against him.
                yield link if predicate.agent else Link(link.name, "patient", link.weight)
        elif not bare and (subject := self._subject(start, before)) is not None:
            yield Link(subject[0], "agent", subject[1])

    def _bare_object(self, start: int, end: int, follower: Name) -> bool:
        """Whether a name right behind a deed's noun has it done to it: lệnh trừng phạt Nga, cuộc tấn công Kiev."""
        openers, text = self._grammar.deed_openers, self._text
        if not openers or follower.start != end + 1:
            return False
        return text.startswith(openers, start, end) or self._grammar.ends("nominal", text, self._start, start)

    def _stands_before(self, end: int, at: int, predicate: Predicate) -> bool:
        """Whether an attribute stands before a name; a noun only right before it: an embargo hit X is not of X."""
        if at - end > self._adjacent or self._parted(end, at):
            return False
        return predicate.kind != "noun" or not self._grammar.language.spaced or not self._text[end:at].strip(" \"“‘'(")

    def _owns_noun(self, low: int, high: int) -> bool:
        """Whether a noun and ``of`` stand between an attribute and a name; of lies on the coast of X, X owns but the coast."""
        grammar = self._grammar
        if high - low > self._near or self._parted(low, high) or not grammar.ends("genitive", self._text, low, high):
            return False
        between = set(self._text[low:high].split()).difference(grammar.inside["genitive"])
        return grammar.ends("agent", self._text, low, high) or between.isdisjoint(grammar.inside["oblique"])

    def _parted(self, low: int, high: int) -> bool:
        gap = self._text[low:high]
        return "," in gap or self._grammar.boundary.search(gap) is not None

    def _of_attribute(
        self, start: int, end: int, predicate: Predicate, before: Sequence[Name], after: Sequence[Name]
    ) -> Iterator[Link]:
        """The name it stands beside, else the subject of its clause, else the first name after it."""
        subject = self._subject(start, before, verb=False)
        if subject is not None and subject[1] == DIRECT:
            yield Link(subject[0], "bearer", DIRECT)
        elif after and self._owns_noun(end, after[0].start):
            yield Link(after[0], "owner", DIRECT)  # ruthless tactics of X
        elif after and self._stands_before(end, after[0].start, predicate):
            yield Link(after[0], "bearer", DIRECT)
        elif subject is not None:
            yield Link(subject[0], "bearer", _LOOSE * subject[1])
        elif (found := self._object(end, after)) is not None:
            yield Link(found.name, "bearer", FAR)
