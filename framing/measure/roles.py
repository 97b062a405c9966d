"""Who does it and who has it done to them: the roles of names around the predicates of one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from framing.lexicon.entries import Predicate
from framing.lexicon.topics import defenceless
from framing.measure.around import Around, Place
from framing.measure.gaps import owns_noun, stands_before
from framing.measure.passives import can_be_passive, does_it, is_noun
from framing.measure.role_links import DIRECT, FAR, NEAR, Link, Name
from framing.measure.turning import spared, turned_for

# An attribute that is neither beside a name nor said of it by a copula mostly belongs to some other noun.
_LOOSE: Final = 0.6
_CONTRAST: Final = 0.8
# In characters: how far back what makes a wording less is looked for.
_LOOK: Final = 40
# A verb before its adverb begins at most this many characters before it.
_VERB: Final = 16
# The longest passive marker, in characters.
_MARKER: Final = 10


class Sentence(Around):
    """The names of one sentence, asked for their roles around its predicates. Offsets are of the folded paragraph."""

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
        names = self._names
        if not (across or self._one_stretch or self._of_maker(start, predicate)):
            names = [name for name in names if name.stretch == stretch] or names
        before = [name for name in names if name.end <= start]
        after = [name for name in names if name.start >= end]
        if after and (self._blocked(end, after[0].start, others) or self._of_manner(start, end, others)):
            after = []
        if not (before or after):
            return []
        low = before[-1].end if before else self._start
        place = Place(start, end, predicate, before, after, self._grammar.unlinked(self._text, low, start), across)
        found = self._bearing(place)
        if any(link.role in ("agent", "bearer") for link in found) and self._grammar.about(
            self._text, self._start, (start, end)
        ):
            found = [link for link in found if link.role in ("owner", "patient") or link.name.start >= end]
        if not found:
            return []
        if len(self._names) > 1:
            found += self._joined(found)
            found += self._contrasted(found)
        reduced = self._reduced(max(low, start - _LOOK), start)
        turned = turned_for(predicate, self._grammar, place.unlinked, reduced=reduced)
        if spared(predicate, self._grammar, place.unlinked):
            found = [link for link in found if link.role != "patient"]
        if predicate.agent > 0 and self._grammar.reaches("obligation", place.unlinked):
            found = [link.owed(said=stretch > 0) for link in found]
        return [self._meant(link, place, turned) for link in found]

    def unsaid_subject(self, low: int, start: int) -> bool:
        """Whether nothing but links stands from where speech begins to a predicate: who speaks is its subject."""
        return self._grammar.linked(self._text, low, start)

    def _meant(self, link: Link, place: Place, turned: tuple[bool, bool]) -> Link:
        """The link with the weight that the words around it leave it."""
        start, predicate = place.start, place.predicate
        if link.role != "patient" and link.name.end <= start and self.stands_behind("demand", link.name):
            # What is asked of somebody, they do not do; what they are to stop, they do.
            asked = -link.weight if predicate.agent > 0 else link.weight if turned[0] else 0.0
            return Link(link.name, link.role, asked)
        if link.role == "patient" and predicate.plain and predicate.patient < 0 and link.name.target in defenceless():
            return Link(link.name, link.role, -link.weight)  # jailed a journalist
        if self._undeserved(link, place):
            return Link(link.name, link.role, -link.weight)  # the sanctions against X are cruel
        # Who counters a power's coercion does not deny it.
        against = turned[link.role == "patient"] and link.role != "owner"
        return Link(link.name, link.role, -link.weight) if against else link

    def _undeserved(self, link: Link, place: Place) -> bool:
        """Whether it is said right behind a deed, and whom it is done to, that it is wrong; or that who is for him is."""
        done = link.role == "patient" and (place.predicate.patient < 0 or place.predicate.made)
        charged = link.role == "bearer" and place.predicate.made and place.predicate.agent < 0
        if not (done or charged):
            return False
        return self._grammar.wronged.match(self._text, max(link.name.end, place.end), self._end) is not None

    def _bearing(self, place: Place) -> list[Link]:
        """The names that a predicate says something of, by its kind."""
        if place.predicate.kind == "verb" and not self._grammar.starts("deeds_of", self._text[place.start : place.end]):
            return self._of_verb(place)
        if place.predicate.agent and (owner := self._owner_by_pronoun(place)) is not None:
            return [Link(owner, "owner", DIRECT)]
        return self._of_attribute(place) if place.predicate.kind == "attribute" else self._of_noun(place)

    def _owner_by_pronoun(self, place: Place) -> Name | None:
        """The subject that the sentence began with, or else its first name, where ``its`` or 其 stands right before a noun."""
        if not place.before or not self._grammar.reaches("own", place.unlinked):
            return None
        if self._grammar.starts("agent", self._grammar.ahead(self._text, place.end)):
            return None
        return next((name for index, name in enumerate(place.before) if not self.aside(index)), place.before[0])

    def _of_maker(self, start: int, predicate: Predicate) -> bool:
        """Whether a judgement is of what somebody brings forth, even if he says it: promoted a baseless theory about X."""
        if predicate.kind == "verb" or predicate.agent >= 0 or not self._grammar.inside["makes"]:
            return False
        low = max((name.end for name in self._names if name.end <= start), default=self._start)
        return self._grammar.reaches("makes", self._grammar.unlinked(self._text, low, start))

    def _blocked(self, end: int, at: int, others: Sequence[int]) -> bool:
        """Whether another predicate stands before an object and is not joined to this one: bully and threaten X."""
        index = bisect_left(others, end)
        if index == len(others) or others[index] >= at:
            return False
        return not self._grammar.ends("coordination", self._grammar.behind(self._text, end, others[index]))

    def _of_manner(self, start: int, end: int, others: Sequence[int]) -> bool:
        """Whether an attribute says how the verb right before it is done: làm hỏng nặng nề uy tín của X."""
        manner = self._grammar.manner
        return (
            bool(manner) and self._text[start:end] in manner and any(start - _VERB <= other < start for other in others)
        )

    def _joined(self, found: Sequence[Link]) -> list[Link]:
        """The same said of those who are named along with one: A, B and C attacked D."""
        names = self._names
        bearing = {link.name.target for link in found}
        more: list[Link] = []
        for link in found:
            at = names.index(link.name)
            for step in (-1, 1):
                for name in self._listed(at, step):
                    if name.target not in bearing and name.stretch == link.name.stretch:
                        bearing.add(name.target)
                        more.append(Link(name, link.role, link.weight))
        return more

    def _listed(self, at: int, step: int) -> list[Name]:
        """The names of a list on one side of a name; a comma alone makes none (instead of helping A, B did …)."""
        found, between = [], set()
        other = at + step
        while 0 <= other < len(self._names):
            left = other if step < 0 else other - 1
            joint = self._text[self._names[left].end : self._names[left + 1].start].strip()
            if joint not in self._grammar.inside["joined"] or (step < 0 and self.aside(left)):
                break
            found.append(self._names[other])
            between.add(joint)
            other += step
        return found if len(found) > 1 or between != {","} else []

    def _contrasted(self, found: Sequence[Link]) -> list[Link]:
        """What is said of one is taken back from the other: unlike X, Y …"""
        doer = next((link for link in found if link.role != "patient"), None)
        if doer is None:
            return []
        others = (name for name in self._names if name.target != doer.name.target)
        return [Link(n, "bearer", -_CONTRAST * doer.weight) for n in others if self.stands_behind("contrast", n)]

    def _reduced(self, low: int, start: int) -> bool:
        clause = " " + self._text[low:start].rpartition(",")[2]
        return self._grammar.reducers.search(clause) is not None

    def _of_verb(self, place: Place) -> list[Link]:
        grammar, text, start, before = self._grammar, self._text, place.start, place.before
        behind, ahead = grammar.without_article(place.unlinked[0]), grammar.ahead(text, place.end)
        if is_noun(grammar, text[start : place.end], place.unlinked[0]) and not (
            place.predicate.patient > 0 and grammar.starts("patient_of", ahead)
        ):  # screamed for help, the anger of X; but in support of X
            return [link for link in self._of_noun(place) if link.role == "owner" or link.name.start >= place.end]
        if grammar.ends("nominal", behind) or self._noun_before_owner(place, ahead) or self._owned(place):
            return self._of_noun(place)  # sự chỉ trích của Ba Lan, his attack on Poland, Poland's veto
        named = bool(place.after) and place.after[0].start == place.end  # 迫害法轮功 is no 迫害法
        if grammar.ends("acted_against", behind) or (not named and grammar.starts("compound_after", ahead)):
            return [link for link in self._of_noun(place) if link.role == "owner"]  # 打击诈骗, 诈骗电话
        undergoer = self._undergoer(behind, ahead, before)
        if undergoer is not None:
            before = [name for name in before if name is not undergoer.name]
        links = [] if undergoer is None else [undergoer]
        if can_be_passive(grammar, text, (start, place.end), place.predicate, place.after):
            passive = self._of_passive(place, before, ahead)
            if passive is not None:
                return links + passive
        aimed = None if grammar.resented(text, place.end, self._end) else self._aimed_at(start, before)
        subject = self.subject(start, before if aimed is None else before[:-1])
        if subject is not None:
            links.append(Link(subject[0], "agent", subject[1]))
        found = aimed or self.object_of(place)
        if found is not None and (subject is None or found.name.target != subject[0].target):
            links.append(found)
        return links

    def _noun_before_owner(self, place: Place, ahead: str) -> bool:
        """Whether a verb is a noun by its owner, and not what its subject does to him: Nga đánh cắp công nghệ của Mỹ."""
        if not self._grammar.noun_before_owner(self._text[place.start : place.end], ahead):
            return False
        subject = self.subject(place.start, place.before)
        return subject is None or subject[1] != DIRECT

    def _owned(self, place: Place) -> bool:
        """Whether a verb is a noun by the owner right before it, and by its form: Poland's veto, 波兰的否决."""
        if not place.before:
            return False
        gap = self._text[place.before[-1].end : place.start].strip()
        verb, participle = self._text[place.start : place.end].partition(" ")[0], self._grammar.participle
        return gap in self._grammar.inside["possessive"] and not (participle and verb.endswith(participle))

    def _of_passive(self, place: Place, before: Sequence[Name], ahead: str) -> list[Link] | None:
        """The roles around a verb that can be passive; None where it is not."""
        grammar, text, start = self._grammar, self._text, place.start
        if before and self.stands_behind("causative", before[-1]):
            return self._passive(start, before[-1:], None)  # got the mayor riled
        if grammar.reaches("passive", place.unlinked) or grammar.starts("reduced", ahead):
            doer = Link(place.after[0], "agent", NEAR) if place.after and grammar.starts("agent", ahead) else None
            if doer is not None and not before and (undergoer := self._behind_comma(place.after)) is not None:
                return [Link(undergoer, "patient", DIRECT), doer]  # Betrayed by X, Y left
            return self._passive(start, before, doer)
        if grammar.participle:
            return None
        if (
            before
            and start - before[-1].end <= self._adjacent
            and self.stands_behind("passive", before[-1])
            and does_it(grammar, text[before[-1].end : start])
        ):
            return self._passive(start, before[:-1], Link(before[-1], "agent", DIRECT))
        low = place.before[-1].end if place.before else self._start
        if (marker := self._marked_passive(low, start)) is None:
            return None
        subject = self.subject(marker, before)  # 饱受战争蹂躏, bị chiến tranh tàn phá: by something unnamed
        return [Link(subject[0], "patient", DIRECT)] if subject is not None and subject[1] == DIRECT else []

    def _behind_comma(self, after: Sequence[Name]) -> Name | None:
        """The second of some names, right behind the comma that the first stands before."""
        follows = len(after) > 1 and self._text[after[0].end : after[1].start].strip() in (",", ", the")
        return after[1] if follows else None

    def _marked_passive(self, low: int, start: int) -> int | None:
        """Where the passive marker of a clause stands, if a doer that is no target stands between it and the verb."""
        floor = max(low, start - int(self._adjacent) - _MARKER)
        found = [self._text.rfind(word, floor, start) for word in self._grammar.inside["passive_of_other"]]
        at = max(found, default=-1)
        between = self._text[at:start]
        return at if at >= 0 and "," not in between and does_it(self._grammar, between) else None

    def _undergoer(self, behind: str, ahead: str, before: Sequence[Name]) -> Link | None:
        """Who is named as what a deed falls on: X is the target of the crackdown, X是打压的对象."""
        grammar, words = self._grammar, (behind, behind.rpartition(" ")[0])  # exposed to open blackmail
        if before and (grammar.starts("undergoer_after", ahead) or grammar.reaches("undergoer_before", words)):
            return Link(before[0], "patient", DIRECT)
        return None

    def _passive(self, start: int, before: Sequence[Name], doer: Link | None) -> list[Link]:
        subject = self.subject(start, before)
        links = [] if subject is None else [Link(subject[0], "patient", subject[1])]
        if doer is not None and (subject is None or doer.name.target != subject[0].target):
            links.append(doer)
        return links

    def _aimed_at(self, start: int, before: Sequence[Name]) -> Link | None:
        """A name set before its verb as its object: 对X施压."""
        if not before or start - before[-1].end > self._adjacent:
            return None
        floor = before[-2].end if len(before) > 1 else self._start
        if self._grammar.ends("object_before", self._grammar.behind(self._text, floor, before[-1].start)):
            return Link(before[-1], "patient", DIRECT)
        return None

    def _of_noun(self, place: Place) -> list[Link]:
        """Owner by possessive or ``by``; patient by ``against``; ``of`` is either; else who stands nearest bears it."""
        grammar, text, start, end = self._grammar, self._text, place.start, place.end
        before, after, predicate = place.before, place.after, place.predicate
        ahead = grammar.ahead(text, end)
        owner = before[-1] if before and start - before[-1].end <= self._near else None
        if owner is not None and not grammar.starts("possessive", grammar.ahead(text, owner.end)):
            owner = None
        if owner is not None and grammar.copular(text[owner.end : start]):
            return self._of_attribute(place)  # 甲对乙的战争是耻辱
        if owner is not None and grammar.of_another(text, self._start, (owner.start, owner.end), "anybody"):
            return []  # X's critics are liars
        behind, rest = grammar.without_article(place.unlinked[0]), before
        if owner is not None and grammar.starts("deeds_of", text[start:end]) and owner.start in self._verbs:
            subject = self.subject(owner.start, before[:-1])  # 甲抹黑乙的图谋: whose scheme it is
            return [] if subject is None else [Link(subject[0], "owner", subject[1])]
        if owner is not None:
            rest = before[:-1]
            behind = grammar.behind(text, rest[-1].end if rest else self._start, owner.start)
            if predicate.patient and grammar.ends("toward", behind):  # 甲对乙的霸凌行径
                subject = self.subject(owner.start, rest)
                done = [Link(owner, "patient", DIRECT)]
                return done if subject is None else [*done, Link(subject[0], "agent", subject[1])]
        if (undergoer := self._undergoer(behind, ahead, rest)) is not None:
            return [undergoer] if owner is None else [undergoer, Link(owner, "owner", DIRECT)]
        follower = after[0] if after and after[0].start - end <= self._adjacent else None
        bare = follower is not None and bool(predicate.patient) and self._bare_object(start, end, follower)
        patient = follower is not None and (
            bare
            or grammar.starts("patient_after", ahead)
            or (
                grammar.starts("patient_of", ahead)
                and bool(predicate.patient)
                and (owner is not None or not predicate.agent)
            )
        )
        if follower is not None and predicate.made and self._takes(start, end, follower):
            if not predicate.patient:
                return [Link(follower, "bearer", DIRECT)]  # allegations against X, Y's criticism of X
            patient = True
        links = []
        if follower is not None and patient:
            links.append(Link(follower, "patient", DIRECT))
        elif follower is not None and owner is None and grammar.ends("charged_with", behind):
            subject = self.subject(start, before, verb=False)  # accused of fraud by X
            return [] if subject is None else [Link(subject[0], "bearer", subject[1])]
        elif follower is not None and owner is None and grammar.starts("owner_after", ahead):
            doer = after[1] if len(after) > 1 and grammar.starts("agent", grammar.ahead(text, follower.end)) else None
            if doer is not None and predicate.patient and grammar.participle:  # the invasion of X by Y
                return [Link(follower, "patient", DIRECT), Link(doer, "owner", DIRECT)]
            return [Link(follower, "owner", DIRECT)]
        if owner is not None:
            if predicate.agent or patient or not predicate.made:  # X's accusation is not against X
                links.append(Link(owner, "owner" if predicate.agent or patient else "patient", DIRECT))
        elif not patient:
            # An accusation beside a name, with nobody it is said against, is against him.
            beside = self._of_attribute(place)
            if not predicate.agent and grammar.participle and grammar.starts("against_whom", ahead):
                return []  # a humiliation for the port
            if not predicate.agent:  # … but who stands right before it makes it: American accusations
                beside = [link for link in beside if not self._makes_it(link.name, start)]
            return beside if predicate.agent else [Link(link.name, "patient", link.weight) for link in beside]
        elif not bare and (subject := self.subject(start, before)) is not None:
            links.append(Link(subject[0], "agent", subject[1]))
        return links

    def _takes(self, start: int, end: int, follower: Name) -> bool:
        """Whether a noun ends with the preposition of who stands right behind it, and is said of him: charges against X."""
        last = self._text[start:end].rpartition(" ")[2]
        between = self._text[end : follower.start].strip()
        return last in self._grammar.inside["oblique"] and (not between or f" {between}" in self._grammar.articles)

    def _makes_it(self, name: Name, start: int) -> bool:
        """Whether a state or body right before a noun is who makes it, in languages that set him there."""
        if name.end > start or self._text[name.end : start].strip():
            return False
        own = self._text[name.start : name.end] in self._grammar.inside["nominal"]  # her allegation
        return own or (bool(self._grammar.participle) and name.mention.type in ("state", "body"))

    def _bare_object(self, start: int, end: int, follower: Name) -> bool:
        """Whether a name right behind a deed's noun has it done to it: lệnh trừng phạt Nga, cuộc tấn công Kiev."""
        openers, text = self._grammar.deed_openers, self._text
        if not openers or follower.start != end + 1:
            return False
        behind = self._grammar.behind(text, self._start, start)
        return text.startswith(openers, start, end) or self._grammar.ends("nominal", behind)

    def _of_attribute(self, place: Place) -> list[Link]:
        """The name it stands beside, else the subject of its clause."""
        end, after = place.end, place.after
        subject = self.subject(place.start, place.before, verb=False)
        if self._grammar.participle and self._grammar.ends("agent", self._grammar.without_article(place.unlinked[0])):
            subject = None  # hit by cruel sanctions
        form, how = self._text[place.start : end], self._grammar.link_endings
        undeserved = form in self._grammar.inside["wrongly"] and (not how or form.endswith(how))
        if undeserved and self._grammar.reaches("passive", place.unlinked):
            return []  # was unfairly blamed: said of who blames
        if subject is not None and subject[1] == DIRECT:
            return [Link(subject[0], "bearer", DIRECT)]
        if after and owns_noun(self._grammar, self._text, end, after[0].start, self._near):
            return [Link(after[0], "owner", DIRECT)]  # ruthless tactics of X
        if after and stands_before(self._grammar, self._text, (end, after[0].start), place.predicate, self._adjacent):
            return [Link(after[0], "bearer", DIRECT)]
        if subject is not None:
            if subject[1] == NEAR and self._grammar.reaches("makes", place.unlinked):
                return [Link(subject[0], "owner", NEAR)]  # makes racist remarks
            return [Link(subject[0], "bearer", _LOOSE * subject[1])]
        adjacent = bool(after) and after[0].start - end <= self._adjacent
        if adjacent and self._grammar.starts("against_whom", self._grammar.ahead(self._text, end)):
            return [Link(after[0], "bearer", FAR)]  # it was bad for X
        return []
