"""The attribution knowledge of a language, read from ``lexicons/<lang>/cues.toml`` and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from operator import itemgetter
from typing import Any, Final, cast

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon.load import forms_of
from framing.lexicon.match import Matcher
from framing.measure.cue_forms import before_days
from framing.measure.lists import Made, anywhere, at_end, at_start, longest_first
from framing.text.languages import Language
from framing.text.wordings import Ending, Wordings, by_last_letter, possible_endings
from framing.types import CUE_STANCES, SOURCE_TYPES, CueStance, SourceType

CONSTRUCTIONS: Final = ("say", "object", "according", "agentless", "noun", "view")
_CUE_FIELDS: Final = frozenset({
    "id", "construction", "stance", "forms", "verbs", "nouns", "unless", "addressee", "nounlike", "carries",
    "closers", "circumfix", "clause_initial", "animate", "disposal", "marked", "passive", "brief", "owned", "voiced",
    "of_kinds", "clausal", "inner", "hit", "miss", "note",
})  # fmt: skip
_GRAMMAR_FIELDS: Final = (
    "before_cue", "lead_in", "breaks", "after_cue", "addressee", "tails", "connectors", "contrast", "pronouns",
    "plural_pronouns", "body_pronouns", "insertion", "relative", "not_before_noun", "not_after_noun", "participle",
    "participle_after", "negated", "subject_stop", "source_end", "speaker_colon", "honorifics", "not_source",
    "object_end",
    "brief_end", "fronted_clause", "not_before_name", "apposition", "possessive",
    "circumstance", "clause_object", "trailing", "question", "negation", "article", "fronted", "passive", "passive_form", "agent", "background",
    "past_form", "cue_prefix", "cue_noun", "programme", "complementizer", "clause_verb",
    "temporal_end", "disposal", "label", "how", "done", "turn", "speaks", "named_kind", "name_tail", "subordinate", "first_person", "conjunctions",
    "noun_tail", "sets_time", "goes_on", "cites", "voices", "joins", "described", "aged",
    "head_end", "quoted_as", "free_relative", "asked", "verb_before_noun", "named_addressee",
    "deputies", "definite", "plural_noun", "setting", "subject_pronoun", "joined_verb", "bare_form", "brings_to", "says_that", "told_noun",
    "staff", "body_tail", "title_tail", "own_side", "replies", "relative_source", "opens_phrase", "inside_phrase", "arouses",
    "auxiliary", "names_too",
    "irrealis", "collective", "state_words", "object_of", "untitled", "body_word", "before_kind", "enumerated", "own_body", "male",
    "female", "male_name", "female_name", "pronoun_tail", "name_goes_on", "office",
    "in_no_name", "late_pronoun", "released", "directive", "somebody", "for_another", "modal", "never_first", "infinitive",
    "firms", "reports", "it", "courtesy", "groups", "cited", "calls", "foreign_end", "speaks_for", "bare_bodies", "told_of", "some",
    "cue_tail", "days", "reason", "in_eyes_of", "past_phrase", "tells", "told_tail", "heard", "adverbial",
)  # fmt: skip


_KEPT: Final = 20_000
_KINDS: Final = ("business", "citizen", "document", "expert", "media", "vague", "official", "organisation")
"""Where a word stands under two kinds, the later one counts: the Democrats of a committee are officials, others are vague."""
_LAST_WORD: Final = ("citizen", "business")
"""Where no word says that the head ends, these kinds count over others that a source names before: the coach of a university."""
_PRONOUNS: Final = ("pronouns", "body_pronouns", "plural_pronouns")
_END: Final = itemgetter(1)

Kind = tuple[int, int, SourceType]
"""A word that says what kind of people or body somebody is: where it starts and ends, and the kind."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: how it builds a relation, and what its choice says (neutral, claim, concede, stress, accuse, deny …).

    ``addressee``: who is told may follow. ``nounlike``: its forms are nouns too. ``carries``: content may run over the
    next sentences. ``closers`` end a source that stands inside the cue (据…报道); ``circumfix`` makes one obligatory.
    ``clause_initial``: it stands at the start of a clause (``theo con đường này`` is no attribution). ``animate``: who
    does it is a person or a body; with another subject nobody is named (预计). ``disposal``: what is spoken of stands
    before it (把…称为…). ``marked``: only before a comma, a colon or a quotation. ``passive``: its
    passive without an agent attributes too (was asked). ``brief``: its object is a noun phrase, which ends sooner than a
    clause does. ``owned``: a noun that attributes only where somebody's is named (her doubts about).
    ``voiced``: it attributes only where its source is one that speaks (not ``thực tế bác bỏ``).
    ``of_kinds``: and only where its source is of these (``các nhà khoa học phát hiện``). ``clausal``:
    whoever does it speaks of others than himself (``Bộ dự kiến giá sẽ tăng``, not his own plan ``Bộ dự kiến xây cầu``).
    ``inner``: what is expected or believed inside somebody's speech is part of that (部长说，…，期待…; he said he hopes).
    """

    id: str
    construction: str
    stance: CueStance
    addressee: bool = False
    nounlike: bool = False
    carries: bool = False
    closers: tuple[str, ...] = ()
    circumfix: bool = False
    clause_initial: bool = False
    animate: bool = False
    disposal: bool = False
    marked: bool = False
    passive: bool = False
    brief: bool = False
    owned: bool = False
    voiced: bool = False
    inner: bool = False
    of_kinds: tuple[str, ...] = ()
    clausal: bool = False


@dataclass(slots=True)
class CueForm:
    """What the words of a cue tell by themselves: where its verb begins, where its conjunction (``said that``) is left out,
    where a noun at its head (报道称) ends, whether it is ``bare``, a noun as well as a verb of the plural (claim, demand),
    and whether the subject of its passive hears what is said (told).
    """

    start: int
    end: int
    noun_end: int | None
    past: bool
    participle: bool
    passive: bool
    how: bool
    bare: bool
    heard: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns of one language. Each pattern is an alternation of the entries of its list in the file.

    ``comma_after_quote``: a quotation and a comma before a cue are its speech (``"A", X said``). ``source_types`` are
    tried in order; the first that is found in a source names its type, unless the language says where the head of a
    source ends (``head_end``) or begins it with its head (``head_first``: the one whose words stand first).
    ``endings`` finds the lists at the end of a stretch.
    """

    language: Language
    cues: Matcher[Cue]
    patterns: Mapping[str, re.Pattern[str]]
    source_types: tuple[tuple[SourceType, re.Pattern[str]], ...]
    type_words: Wordings
    type_endings: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, Ending]
    continues: int
    inverts: bool
    articles: tuple[str, ...]
    comma_after_quote: bool
    heads: bool
    head_first: bool
    offices: Mapping[str, frozenset[str]]
    known_types: dict[str, SourceType] = field(default_factory=dict, compare=False, repr=False)
    known_kinds: dict[str, tuple[Kind, ...]] = field(default_factory=dict, compare=False, repr=False)
    known_pronouns: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    known_forms: dict[str, CueForm] = field(default_factory=dict, compare=False, repr=False)

    def type_of(self, folded: str) -> SourceType:
        """The type that the words of a source name, vague where they name none; words come again, so types are kept."""
        if folded in self.known_types:
            return self.known_types[folded]
        if len(self.known_types) >= _KEPT:
            self.known_types.clear()
        return self.known_types.setdefault(folded, self._type_of(folded))

    def _type_of(self, folded: str) -> SourceType:
        """The first type in the order of the data; where heads end, that of the last word of the head which names one, and of
        none if the head begins with ``some`` or ``many``.
        """
        named = self.kinds_in(folded)
        if not named:
            return "vague"
        if self.head_first:
            return min(named, key=_first_word)[2]
        if not self.heads:
            telling = [one for one in named if not self.has("courtesy", folded[one[0] : one[1]])] or named  # 局长陈先生
            last = max(telling, key=_END)[2]
            return last if last in _LAST_WORD else telling[0][2]
        ends = [m.start() for m in self.patterns["head_end"].finditer(folded) if m.start() > 0]
        end = next(end for end in [*ends, len(folded)] if any(start < end for start, _, _ in named))
        head = [one for one in named if one[0] < end]
        return "vague" if any(one[0] == 0 and one[2] == "vague" for one in head) else max(head, key=_last_word)[2]

    def kinds_in(self, folded: str) -> tuple[Kind, ...]:
        """Where words say what kind of people or body somebody is, kind by kind in the order of the data; kept as well."""
        known = self.known_kinds.get(folded)
        if known is None:
            if len(self.known_kinds) >= _KEPT:
                self.known_kinds.clear()
            typed = ((kind, match) for kind, pattern in self.types_in(folded) for match in pattern.finditer(folded))
            known = self.known_kinds[folded] = tuple([(match.start(), match.end(), kind) for kind, match in typed])
        return known

    def names_a_kind(self, folded: str) -> bool:
        """Whether words say what kind of people or body somebody is, and so are nobody's name: ``minister``, ``experts``."""
        return bool(self.kinds_in(folded))

    def ends_in_kind(self, folded: str) -> bool:
        """Whether words end in one that says what kind of people or body somebody is."""
        return any(end == len(folded) for _, end, _ in self.kinds_in(folded))

    def title_ends(self, folded: str) -> list[int]:
        """Where words end that say what kind of people or body somebody is, and titles."""
        ends = [end for _, end, _ in self.kinds_in(folded)]
        return ends + [title.end() for title in self.patterns["honorifics"].finditer(folded)]

    def is_title(self, folded: str) -> bool:
        """Whether a word of a name is a title or a kind of people, and so no part of it."""
        return self.names_a_kind(folded) or self.patterns["honorifics"].fullmatch(folded) is not None

    def pronoun(self, folded: str) -> str:
        """The list of pronouns that a source is one of; empty where it is none."""
        known = self.known_pronouns.get(folded)
        if known is None:
            if len(self.known_pronouns) >= _KEPT:
                self.known_pronouns.clear()
            named = (name for name in _PRONOUNS if self.patterns[name].fullmatch(folded) is not None)
            known = self.known_pronouns[folded] = next(named, "")
        return known

    def may_end_in_kind(self, folded: str) -> bool:
        """Whether words end as those do that say what kind of people or body somebody is: cheaper than to look for them."""
        return folded.endswith(self.type_endings.get(folded[-1:], ()))

    def types_in(self, folded: str) -> list[tuple[SourceType, re.Pattern[str]]]:
        """The source types that a text can name, in the order of the data, each with its pattern."""
        may = self.type_words.candidates(folded)
        return [(kind, pattern) for kind, pattern in self.source_types if kind in may]

    def form(self, cue: str) -> CueForm:
        """What the words of a cue tell; there are as many as the file has."""
        known = self.known_forms.get(cue)
        return known if known is not None else self.known_forms.setdefault(cue, self._form(cue))

    def _form(self, cue: str) -> CueForm:
        end = len(cue)
        tail = self.ending("cue_tail", cue)
        end = end if tail is None else tail.start()
        while (opener := self.ending("complementizer", cue, 0, end)) is not None:
            end = opener.start()
        end = len(cue[:end].rstrip())
        prefix = self.patterns["^cue_prefix"].match(cue, 0, end)
        noun = self.patterns["^cue_noun"].match(cue)
        return CueForm(
            prefix.end() if prefix is not None else 0,
            end or len(cue),
            noun.end() if noun is not None and noun.end() < len(cue) else None,
            self.patterns["past_form"].fullmatch(cue) is not None,
            self.has("participle", cue),
            self.patterns["passive_form"].fullmatch(cue) is not None,
            self.patterns["how"].fullmatch(cue) is not None,
            self.patterns["bare_form"].fullmatch(cue) is not None,
            self.patterns["heard"].fullmatch(cue) is not None,
        )

    def ending(self, name: str, text: str, start: int = 0, stop: int | None = None) -> re.Match[str] | None:
        """The match of a list that ends a stretch of a text, less blanks and a comma."""
        return self.endings[name].find(text, start, len(text) if stop is None else stop)

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern is found in the text."""
        return self.patterns[name].search(text) is not None


def _first_word(named: Kind) -> tuple[int, int]:
    """The order of words where the head is first: the first, of these the longest."""
    start, end, _ = named
    return start, -end


def _last_word(named: Kind) -> tuple[int, int, int]:
    """The order of the words of a head: the last, of these the longest, of these the kind that comes last in ``_KINDS``."""
    start, end, kind = named
    return end, -start, _KINDS.index(kind)


@cache
def load_grammar(language: Language) -> Grammar:
    """The grammar of a language; every fault of the file is named at once."""
    path = data_root("lexicons") / language.code / "cues.toml"
    data = read_toml(path)
    grammar = data.get("grammar", {})
    faults = [
        f"{language.code}/cues.toml: grammar: unknown list {name!r}"
        for name in grammar
        if name
        not in {*_GRAMMAR_FIELDS, "continues", "inverts", "articles", "comma_after_quote", "head_first", "offices"}
    ]
    forms: dict[str, Cue | None] = {}
    shields: dict[str, Cue | None] = {}
    for number, entry in enumerate(data.get("cue", ()), 1):
        where = f"{language.code}/cues.toml: cue {number} ({entry.get('id')})"
        faults += [f"{where}: {fault}" for fault in _faults(entry)]
        shields |= dict.fromkeys(forms_of({"forms": entry.get("unless", ())}, language))
        cue = Cue(
            entry.get("id", ""), entry.get("construction", ""), entry.get("stance", "neutral"), entry.get("addressee", False),
            entry.get("nounlike", False), entry.get("carries", False), tuple(sorted(entry.get("closers", ()), key=len, reverse=True)),
            entry.get("circumfix", False),
            entry.get("clause_initial", False), entry.get("animate", False), entry.get("disposal", False),
            entry.get("marked", False), entry.get("passive", False),
            entry.get("brief", False), entry.get("owned", False), entry.get("voiced", False),
            entry.get("inner", False), tuple(entry.get("of_kinds", ())), entry.get("clausal", False),
        )  # fmt: skip
        for form in forms_of(entry, language):
            if (other := forms.get(form)) is not None:
                faults.append(f"{where}: {form!r} stands under {other.id} too")
            forms[form] = cue
    forms |= before_days(forms, grammar.get("days", ()))
    if not forms:
        faults.append(f"{language.code}/cues.toml: no cue")
    words, wrong = _stances(data.get("stances", {}), language)
    faults += [f"{language.code}/cues.toml: stances: {fault}" for fault in wrong]
    forms = _with_stances(forms, words, language)
    if faults:
        raise LexiconError(tuple(faults))
    head_first, spaced = grammar.get("head_first", False), language.spaced
    made = partial(Made, _GRAMMAR_FIELDS)

    def listed(name: str) -> Sequence[str]:
        patterns: Sequence[str] = grammar.get(name.removeprefix("^"), ())
        return patterns

    types = tuple(
        (cast(SourceType, kind), anywhere(longest_first(words) if head_first else words, spaced=spaced))
        for kind, words in data.get("source_types", {}).items()
        if kind in SOURCE_TYPES
    )
    typed: dict[str, Sequence[str]] = {kind: data["source_types"][kind] for kind, _ in types}
    return Grammar(
        language,
        Matcher({**shields, **forms}, spaced=language.spaced),
        made(lambda name: (at_start if name[0] == "^" else anywhere)(listed(name), spaced=spaced)),
        types,
        Wordings(typed),
        _endings(typed),
        made(lambda name: at_end(listed(name), spaced=spaced)),
        grammar.get("continues", 0),
        grammar.get("inverts", False),
        tuple(grammar.get("articles", ())),
        grammar.get("comma_after_quote", False),
        "head_end" in grammar,
        head_first,
        _offices(grammar.get("offices", ())),
    )


def _endings(lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """How the patterns that tell it end, by the last letter."""
    return by_last_letter({ending for listed in lists.values() for item in listed for ending in possible_endings(item)})


def _offices(rows: Sequence[str]) -> dict[str, frozenset[str]]:
    """Each word for an office, with the words that introduce who can be meant: a lawmaker is a representative or a senator."""
    parts = (row.partition("<") for row in rows)
    return {word: frozenset((held or said).split()) for said, _, held in parts for word in said.split()}


def _faults(entry: Mapping[str, Any]) -> list[str]:
    faults = [f"unknown field {name!r}" for name in sorted(set(entry) - _CUE_FIELDS)]
    if entry.get("stance", "neutral") not in CUE_STANCES:
        faults.append(f"stance is one of {', '.join(CUE_STANCES)}, got {entry['stance']!r}")
    if entry.get("construction") not in CONSTRUCTIONS:
        faults.append(f"construction is one of {', '.join(CONSTRUCTIONS)}, got {entry.get('construction')!r}")
    faults += [f"missing {name} (an example is the test of the cue)" for name in ("hit", "miss") if not entry.get(name)]
    return faults


def _stances(lists: Mapping[str, Any], language: Language) -> tuple[dict[str, CueStance], list[str]]:
    """The words that say a stance more exactly than their entry, and the faults."""
    words: dict[str, CueStance] = {}
    faults: list[str] = []
    for name, entry in lists.items():
        if name not in CUE_STANCES:
            faults.append(f"unknown stance {name!r}, it is one of {', '.join(CUE_STANCES)}")
            continue
        for form in forms_of(entry, language):
            if words.get(form, name) != name:
                faults.append(f"{form!r} stands under {words[form]} and {name}")
            words[form] = name
    return words, faults


def _with_stances(
    forms: Mapping[str, Cue | None], words: Mapping[str, CueStance], language: Language
) -> dict[str, Cue | None]:
    """Each form with the stance of the longest listed word in it."""
    matcher: Matcher[CueStance] = Matcher(words, spaced=language.spaced)
    found: dict[str, Cue | None] = {}
    for form, cue in forms.items():
        longest = max(matcher.find(form), key=lambda hit: hit.end - hit.start, default=None)
        found[form] = cue if cue is None or longest is None else replace(cue, stance=longest.entry)
    return found
