"""How a language shows who does what to whom: the words of ``lexicons/<lang>/roles.toml``, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.match import Matcher
from framing.measure.role_patterns import (
    acted_on,
    description,
    keys,
    literal,
    one_of,
    people,
    private,
    right_before,
    wronged,
)
from framing.text.alternations import any_of
from framing.text.languages import Language
from framing.text.wordings import by_last_letter
from framing.types import Mention

_LISTS: Final = (
    "passive", "participle", "reduced", "agent", "patient_after", "owner_after", "object_before", "oblique",
    "demand", "after_no_subject", "reducers", "nominal", "nominal_after", "undergoer_before", "undergoer_after",
    "passive_of_other", "reported", "genitive", "causative", "possessive", "link", "link_endings", "coordination",
    "boundary", "contrast", "negation", "joined", "patient_of", "claimed", "own", "place_begins", "place_ends",
    "turns", "obligation", "relative", "people_of", "opponents_of", "rightly", "wrongly", "makes",
    "acted_against", "compound_after", "resented", "toward", "judged",
    "aimed_at", "called", "where", "rule_there", "reached", "unnamed", "arrested", "instrument", "goes_on", "goes_on_how", "against_whom",
    "deeds_of", "denial", "copula", "opposes", "longer", "infinitive", "charged_with", "opens_clause", "expletive",
)  # fmt: skip
# Looked for anywhere in a stretch, as they are written.
_INSIDE: Final = (
    "passive_of_other", "reported", "joined", "place_begins", "place_ends", "genitive", "oblique", "makes", "wrongly",
    "resented", "judged", "nominal", "copula", "infinitive", "possessive",
)  # fmt: skip
# Others than who owns them: all of them, and those who are against him.
_OTHERS: Final = {"anybody": ("people_of", "opponents_of"), "opponents": ("opponents_of",)}
ANAPHORS: Final = {
    "person": "pronouns", "state": "governments", "policy": "policies",
    "office": "offices", "country": "countries", "body": "bodies", "move": "moves",
    "deed": "deeds", "clause deed": "clause_deeds",
}  # fmt: skip
# In what somebody says, these are who says it: himself, or the state that he speaks for.
FIRST_PERSON: Final = {"speaker": "first_person", "speaker's side": "first_person_plural"}
# These stand for what the sentence before began with: it, they, its.
PLAIN: Final = {"thing": "things", "many": "many", "owner": "owners"}
# In characters: how far back a word is looked for.
_LOOK: Final = 40
_MAX_PEELED: Final = 6
# In characters: between "of" and a name stands a title at most.
_MARGIN: Final = 16
# What may stand between a word and the one before it.
_OPENING: Final = " \"“‘'("


@dataclass(frozen=True, slots=True)
class RoleGrammar:
    """The words of ``lexicons/<lang>/roles.toml``, ready to be looked for before or after an offset."""

    language: Language
    before: dict[str, dict[str, tuple[str, ...]]]  # by their last letter
    articles: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]
    reducers: re.Pattern[str]
    after: dict[str, tuple[str, ...]]
    links: frozenset[str]
    link_endings: tuple[str, ...]
    boundary: re.Pattern[str]
    cleft: re.Pattern[str]  # behind "it is": it was cruel to, it is a shame that
    acted_on: re.Pattern[str]  # condemned the brutal | attack: nothing of who condemns it
    wronged: re.Pattern[str]  # behind a deed and its patient: the sanctions against X | are cruel
    unnamed: re.Pattern[str]  # before what is told of a noun that names nobody: arrested a man who
    arrested: re.Pattern[str]  # before what is told of who is arrested, whoever arrests him
    unnamed_keys: tuple[str, ...]  # of which a stretch holds one where they can match
    arrested_keys: tuple[str, ...]
    participle: tuple[str, ...]
    longest_link: int
    others: dict[str, tuple[re.Pattern[str], re.Pattern[str]]]  # X's critics, critics of X: behind a name, before it
    anaphors: Matcher[str]  # he, the government, the plan → the type of the name they stand for
    titles: frozenset[str]
    surname_titles: frozenset[str]
    name_titles: Matcher[str]  # behind which, in text without blanks, a person is named
    feminine: frozenset[str]
    manner: frozenset[str]
    objects: frozenset[str]
    rulers: frozenset[str]
    opens_participle: tuple[str, ...]
    gerund: tuple[str, ...]
    parting: frozenset[str]
    deed_openers: tuple[str, ...]
    describing: re.Pattern[str]  # Danish | lawmaker | Ida Brandt
    describing_before: tuple[str, ...]
    private: re.Pattern[str]  # behind a state's name, or before it: somebody of that state
    claims: Matcher[str]  # what comes behind is but claimed: 所谓, no evidence that
    numerals: str  # before a classifier, which counts as an article with them
    classifiers: tuple[str, ...]

    def ends(self, name: str, behind: str) -> bool:
        """Whether a word of the list ends a stretch (:meth:`behind`, or one of :meth:`unlinked`), and is no part of a longer one."""
        words = self.before[name].get(behind[-1:])
        if words is None or not behind.endswith(words):
            return False
        longer = self.before["longer"].get(behind[-1:])
        if longer is None or not behind.endswith(longer):
            return True
        least = max(len(word) for word in longer if behind.endswith(word))
        return any(len(word) >= least for word in words if behind.endswith(word))  # 反对 is no 对

    def starts(self, name: str, ahead: str) -> bool:
        """Whether a word of the list starts a stretch (:meth:`ahead`)."""
        return ahead.startswith(self.after[name])

    def reaches(self, name: str, unlinked: Sequence[str]) -> bool:
        """Whether a word of the list stands before an offset with nothing but links between (:meth:`unlinked`)."""
        return any(self.ends(name, behind) for behind in unlinked)

    def ahead(self, text: str, at: int) -> str:
        """What stands right after an offset."""
        return f"{text[at : at + _LOOK].lstrip()} "

    def noun_before_owner(self, form: str, ahead: str) -> bool:
        """Whether a verb is a noun by what follows: ``chỉ trích của Ba Lan``; not where it holds its object (``phớt lờ lời kêu gọi của Lào``)."""
        holds = set(form.split()[1:])
        objects = (self.inside["nominal"], self.inside["oblique"])
        return self.starts("nominal_after", ahead) and all(holds.isdisjoint(words) for words in objects)

    def behind(self, text: str, low: int, at: int) -> str:
        """What stands right before an offset; an article between them does not count."""
        return self.without_article(_behind(text, low, at))

    def without_article(self, behind: str) -> str:
        """A stretch without the article that it ends with."""
        if behind.endswith(self.articles):
            for article in self.articles:
                behind = behind.removesuffix(article)
            return behind.rstrip()
        if self.classifiers and behind.endswith(self.classifiers):
            longest = max((word for word in self.classifiers if behind.endswith(word)), key=len)
            counted = behind.removesuffix(longest)
            return counted.rstrip(self.numerals) if counted[-1:] in self.numerals else behind  # 将二十余家|企业
        return behind

    def unlinked(self, text: str, low: int, at: int) -> list[str]:
        """What stands right before an offset, and the same without its last link, its last two …"""
        behind: str | None = _behind(text, low, at)
        found: list[str] = []
        while behind is not None and len(found) < _MAX_PEELED:
            found.append(behind)
            behind = self._peeled(behind)
        return found

    def resented(self, text: str, at: int, end: int) -> bool:
        """Whether what a clause tells is resented, and so its doer is whom the preposition names: 对|邻国无视条约|的不满."""
        words = self.inside["resented"]
        if not words:
            return False
        clause = text[at : min(end, at + _LOOK)].partition(",")[0]
        return any(map(clause.__contains__, words))

    def copular(self, between: str) -> bool:
        """Whether a copula stands in a stretch, where one parts an owner from what is not his: 甲的战争|是|耻辱."""
        return any(map(between.__contains__, self.inside["copula"]))

    def linked(self, text: str, low: int, at: int) -> bool:
        """Whether nothing but links stands between two offsets."""
        between = f" {text[low:at]}".rstrip(_OPENING + ",")
        for _ in range(_MAX_PEELED):
            if not between.strip(" ,"):
                return True
            shorter = self._peeled(between)
            if shorter is None:
                return False
            between = shorter
        return False

    def in_place(self, text: str, low: int, at: int) -> bool:
        """Whether what says where or when has begun before an offset and not ended: 在…中."""
        if not (words := self.inside["place_begins"]):
            return False
        clause = text[max(low, at - _LOOK) : at]
        begun = max(clause.rfind(word) for word in words)
        return begun >= 0 and not any(word in clause[begun:] for word in self.inside["place_ends"])

    def about(self, text: str, low: int, place: tuple[int, int]) -> bool:
        """Whether a deed is a noun that what stands before it is about: investigating the massacre; not after invading X."""
        start, end = place
        acted = self.acted_on.search(text[max(low, start - _LOOK) : start])
        return acted is not None and (acted[1] is not None or not text.endswith(self.gerund, start, end))

    def located(self, behind: str) -> bool:
        """Whether what stands right before a state says where something is, and not who acts for it: the regime in X."""
        where = next((word for word in self.before["where"].get(behind[-1:], ()) if behind.endswith(word)), None)
        return where is not None and not self.ends("rule_there", behind.removesuffix(where).rstrip())

    def unnamed_before(self, text: str, low: int, at: int) -> tuple[int, bool]:
        """Where words begin that what stands at an offset is told of somebody unnamed by, and whether he is arrested there; -1 where
        none do.
        """
        floor = max(low, at - 2 * _LOOK)
        holds = text[floor:at].__contains__
        found = self.arrested.search(text, floor, at) if any(map(holds, self.arrested_keys)) else None
        if found is not None and not self.copular(found[0]):  # 逮捕记者是可耻的 is said of who arrests them
            return found.start(), True
        found = self.unnamed.search(text, floor, at) if any(map(holds, self.unnamed_keys)) else None
        return (-1, False) if found is None else (found.start(), False)

    def described(self, before: str) -> bool:
        """Whether a noun behind a stretch says who somebody is that stands before it: X | is a man who lied, X, a man who lied."""
        last = before.rpartition(" ")[2]
        return not before[-1:].isalnum() or last in self.links or self.ends("called", f" {before}")

    def of_another(self, text: str, low: int, name: tuple[int, int], whose: str) -> bool:
        """Whether a name between two offsets but says whose people are meant: X's critics, critics of X, X的律师."""
        start, end = name
        if self.ends("opposes", self.behind(text, low, start)):
            return True
        if self.after["possessive"]:
            if self.starts("possessive", self.ahead(text, end)):
                return self.others[whose][0].match(text, end, end + _LOOK) is not None
            if not self.language.spaced:  # 甲计划的反对者
                opponents = self.others["opponents"][0].match(text, end, end + _LOOK)
                return opponents is not None and any(map(opponents.group().__contains__, self.after["possessive"]))
        near = text[max(low, start - _MARGIN) : start]
        if not any(word in near for word in self.inside["genitive"]):
            return False
        return self.others[whose][1].search(text, max(low, start - _LOOK), start) is not None

    def describes(self, text: str, name: Mention, following: int) -> bool:
        """Whether the name of a state or body but describes who is named behind it: Danish lawmaker Ida Brandt.

        ``text`` is raw; ``following`` is where the next known name begins.
        """
        start, end = name.span.start, name.span.end
        if self.describing_before:
            before = text[max(0, start - _LOOK) : start].casefold()
            return (
                text[end : end + 1] == " "
                and text[end + 1 : end + 2].isupper()
                and before.endswith(self.describing_before)
            )
        between = self.describing.match(text, end, end + 2 * _LOOK)
        return between is not None and (
            between.end() == following or (self.language.spaced and text[between.end() : between.end() + 1].isupper())
        )

    def of_private(self, text: str, name: Mention) -> bool:
        """Whether the name of a state or its people only says where somebody is from: a Chinese man; ``text`` is raw."""
        start = name.span.start
        if not self.describing_before:
            return name.type == "state" and self.private.match(text, name.span.end) is not None
        if name.type == "group":  # tay vợt | người Serbia
            start = text.find(" ", start, name.span.end) + 1
        return start > 0 and self.private.search(text[max(0, start - _LOOK) : start]) is not None

    def _peeled(self, behind: str) -> str | None:
        """The text without the link at its end; None where there is none."""
        if self.language.spaced:
            head, _, word = behind.rpartition(" ")
            if word in self.links or (self.link_endings and word.endswith(self.link_endings)):
                return head.rstrip()
            return None
        for length in range(min(self.longest_link, len(behind)), 0, -1):
            if behind[-length:] in self.links:
                return behind[:-length].rstrip()
        return None


def _behind(text: str, low: int, at: int) -> str:
    return f" {text[max(low, at - _LOOK) : at]}".rstrip(_OPENING)


@cache
def role_grammar(language: Language) -> RoleGrammar:
    """The role words of a language. Errors: LexiconError naming a list that is missing or unknown."""
    data = read_toml(data_root("lexicons") / language.code / "roles.toml")
    known = (
        *_LISTS,
        *ANAPHORS.values(),
        *FIRST_PERSON.values(),
        *PLAIN.values(),
        "articles",
        "acts_on",
        "titles",
        "surname_titles",
        "name_titles",
        "feminine",
        "no_anaphors",
        "manner",
        "deed_openers",
        "objects",
        "rulers",
        "opens_participle",
        "gerund",
        "describing",
        "describing_before",
        "private",
        "private_described",
        "cleft",
        "numerals",
        "classifiers",
    )
    faults = [f"{language.code}/roles.toml: missing list {name!r}" for name in known if name not in data]
    faults += [
        f"{language.code}/roles.toml: unknown list {name!r}"
        for name in data
        if name not in {*known, "language", "kind"}
    ]
    if faults:
        raise LexiconError(tuple(faults))
    gap = " " if language.spaced else ""
    return RoleGrammar(
        language,
        # "-n't" is the end of a word
        {
            name: by_last_letter(word.removeprefix("-") if not word[0].isalnum() else gap + word for word in data[name])
            for name in known
        },
        tuple(gap + word for word in data["articles"]),
        {name: tuple(data[name]) for name in _INSIDE},
        re.compile(f"{gap}{one_of(data['reducers'])}{gap}"),
        {name: tuple(word if not word[-1].isalnum() else word + gap for word in data[name]) for name in known},
        frozenset(data["link"]),
        tuple(data["link_endings"]),
        re.compile(one_of(data["boundary"])),
        re.compile(any_of([f" {literal(word)} " for word in data["cleft"]])),
        acted_on(data["acts_on"], [*data["articles"], *data["nominal"]]),
        wronged(data["copula"] or data["passive"], data["wrongly"], gap, needed=bool(data["participle"])),
        right_before(data["unnamed"], data["link"], gap),
        right_before(data["arrested"], data["link"], gap),
        keys(data["unnamed"]),
        keys(data["arrested"]),
        tuple(data["participle"]),
        max(map(len, data["link"]), default=0),
        {
            whose: people([word for name in names for word in data[name]], data["genitive"], spaced=language.spaced)
            for whose, names in _OTHERS.items()
        },
        Matcher(
            {
                **{word: kind for kind, name in (ANAPHORS | FIRST_PERSON | PLAIN).items() for word in data[name]},
                **dict.fromkeys(data["no_anaphors"], ""),
            },
            spaced=language.spaced,
        ),
        frozenset(data["titles"]),
        frozenset(data["surname_titles"]),
        Matcher({word: word for word in data["name_titles"]}, spaced=language.spaced),
        frozenset(data["feminine"]),
        frozenset(data["manner"]),
        frozenset(data["objects"]),
        frozenset(data["rulers"]),
        tuple(data["opens_participle"]),
        tuple(data["gerund"]),
        frozenset(word for name in ("coordination", "relative") for word in data[name]),
        tuple(word + gap for word in data["deed_openers"]),
        description(data["describing"], data["possessive"], gap),
        tuple(word + gap for word in data["describing_before"]),
        private(data, gap),
        Matcher({word: word for word in data["claimed"]}, spaced=language.spaced),
        "".join(data["numerals"]),
        tuple(data["classifiers"]),
    )
