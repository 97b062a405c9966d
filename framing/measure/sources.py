"""Who a source is: its type by its words, its canonical name by the entities and the article's own introductions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from framing.measure.bodies import Bodies
from framing.measure.cast import FIRST_PART, Cast, Person, last_part, source_type
from framing.measure.full_names import FullNames
from framing.measure.grammar import Grammar
from framing.measure.known import KnownNames, as_a_body, by_office_alone, holds_office, is_office
from framing.measure.naming import Naming
from framing.measure.offices import has_office, holder, office_of
from framing.measure.pronouns import may_mean, subjects_before
from framing.measure.role_words import role_grammar
from framing.measure.spaced_names import SpacedNames, definite, stands_aside, unknown_body
from framing.measure.unspaced import LATIN_ASIDE, UnspacedNames
from framing.text.places import Places
from framing.text.spans import fold
from framing.types import Mention, SourceType, Span

_JOINED: Final = re.compile(r"\s*[和与與及、,，]")
# What is no part of a name: “民间人权阵线”（简称“民阵”）.
_ASIDE: Final = re.compile(r"[(（][^()（）]*[)）]|[“”\"「」『』《》]")
_APPOSED: Final = re.compile(r"[,，]")
_PERSONS: Final = ("official", "expert", "business", "citizen")
_SENTENCES, _ENDS = 3, (". ", "\n", "! ", "? ", "” ", '" ')
_OPENING: Final = 2
"""So many characters before its name, a mark or an article, still leave a body at the head of a source: 民阵负责人."""


class Speakers:
    """The voices of one article, by its known entities and its cast."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self.names = KnownNames(text, mentions)
        self._mentions = Places(mentions, lambda mention: mention.span)
        self._every = mentions
        self._people = [mention for mention in mentions if mention.type == "person"]
        self._entities = frozenset(mention.name for mention in self._people)
        self._cast = Cast(text)
        self._spaced = SpacedNames(text, self._cast)
        self._unspaced = UnspacedNames(text, self._cast, self._mentions)
        self._bodies = Bodies(text, self._cast, self._mentions)
        self._seen = 0
        self._naming: Naming | None = None
        self._full_names: FullNames | None = None
        self._written: dict[str, str] | None = None  # by which words each person is named whom the entities know
        self._body_named = ""  # the last body that was given a voice by its name
        self._unnamed: tuple[int, SourceType] = -1, "vague"  # where a person spoke whom nobody names, and what kind
        self._spoke = -1  # where the last person who was given a voice stands

    def describe(self, source: Span | None, grammar: Grammar) -> tuple[SourceType, str]:
        """Type and canonical English name of a source; vague where nobody is named, the name empty where it is nobody's.

        A person whom the entities do not know has the name that the article writes, in Latin letters by the rule of
        the language (Hanyu Pinyin; Vietnamese without tone marks); a transliterated foreign name stays as written.
        """
        if source is None:
            return "vague", ""
        words = source.of(self._text)
        aside = LATIN_ASIDE.search(words) if not grammar.language.spaced and ("(" in words or "（" in words) else None
        if aside is not None and _JOINED.match(
            words, aside.end()
        ):  # 大使布兰斯塔德 (Terry Branstad) 和前州长: the first
            source, words = Span(source.start, source.start + aside.start()), words[: aside.start()]
        folded = fold(words.partition(" (")[0] if grammar.head_first else words, grammar.language.refine).text
        kind = source_type(folded, grammar)
        naming = self._naming_of(grammar)
        pronoun = grammar.pronoun(folded)
        if (told := self._known(source, folded, naming, grammar)) is not None:
            return told
        if office := office_of(folded, grammar):
            return self._by_office(office, folded, kind, source, grammar)
        if pronoun == "pronouns":
            return self._by_pronoun(kind, source, naming, grammar)
        bare = not grammar.language.spaced and grammar.patterns["bare_bodies"].fullmatch(folded) is not None
        if bare or (pronoun == "body_pronouns" and not grammar.language.spaced):
            return self._bodies.by_pronoun(kind, source, folded, grammar)
        if pronoun and grammar.patterns["state_words"].fullmatch(folded):
            return "organisation", self._state_before(source)
        if pronoun:
            return (kind, self._body_named) if pronoun == "body_pronouns" else ("vague", "")
        inside = self._inside(source, folded, grammar, naming)
        if kind == "vague" and grammar.heads and grammar.names_a_kind(folded):
            return "vague", ""  # allies of the mayor, a Norland source: whose they are names nobody
        person = next((m for m in reversed(inside) if m.type == "person"), None)
        if kind == "expert" and grammar.has("staff", folded):  # 华为院士, not an analyst of a bank
            kind = next((m.role for m in inside if m.type == "body" and m.role == "business"), kind)
        if person is not None and grammar.heads and self._behind(person, source, grammar):
            if not (written := self._person_name(words, grammar)):
                return kind, ""  # Mara Holt's lawyers: nobody's name
            return self._person(written, kind, source, grammar)
        if person is not None and (head := self._unspaced.head_behind(person.span, source)) is not None:
            written = self._unspaced.name(head, grammar)
            return self._person(written, kind, source, grammar) if written else (kind, "")  # 约翰逊的发言人
        if person is None and naming is not None and (met := naming.in_source(source, grammar)):
            name = fold(met, grammar.language.refine).text
            kind = source_type(folded.replace(name, "|"), grammar)  # bà Lê Thị Nga is no country
            kind = next((m.role for m in inside if kind == "business" and m.type == "body"), kind)  # Giám đốc FBI
            return self._person(met, kind, source, grammar)
        if person is None and naming is not None and kind == "vague" and not inside:
            kind = naming.unknown(source, grammar)
        if person is None and kind in _PERSONS and (naming or self._unspaced.one_person(source, kind, grammar)):
            self._unnamed = source.start, kind
        if (
            person is None
            and inside
            and (named := self._spaced.of_place(words, inside[0].span.start - source.start, grammar))
        ):
            return self._person(named, kind, source, grammar)
        last = bool(inside) and inside[-1].span.end == source.end
        if person is None and last and not (naming and is_office(folded, grammar)):
            kind, self._body_named = self._body(inside, kind, source, grammar)
            return kind, self._body_named
        if person is not None:
            self._spoke = source.start
            return self._entity(person, kind, person.span, grammar)
        if kind == "vague" and not inside and (body := self._bodies.named(words, self._every, grammar)) is not None:
            return "organisation", body
        written = self._person_name(words[inside[-1].span.end - source.start :] if inside else words, grammar)
        if written and grammar.heads and (whole := self._longer_body(written, inside, kind, grammar)):
            return ("organisation" if kind == "vague" else kind), whole
        if written and kind != "document":  # footage from the Holt Arena
            return self._person(written, kind, source, grammar)
        if not inside and not grammar.names_a_kind(folded) and self._spaced.several([words], words, grammar):
            return "citizen", ""
        if kind == "vague" and grammar.patterns["^somebody"].match(folded):
            return "citizen", ""
        if kind == "vague" or not definite(folded, grammar) or grammar.patterns["collective"].fullmatch(folded):
            return self._body(inside, kind, source, grammar)
        return self._by_title(folded, kind, source, grammar, inside)

    def _known(
        self, source: Span, folded: str, naming: Naming | None, grammar: Grammar
    ) -> tuple[SourceType, str] | None:
        """Who speaks where a known name is the whole source, whatever its words would mean: the Federal Bureau of Investigation."""
        known = self.names.alone(source, grammar.articles)
        named = "" if known is None else known.span.of(self._text)
        if known is None or (grammar.pronoun(folded) and " " not in named):
            return None  # anh: he, or the United Kingdom
        if known.type == "person":
            self._spoke = source.start
            return self._entity(known, "vague", known.span, grammar)
        if (named != known.name and is_office(folded, grammar)) or (
            known.type == "state" and source_type(folded, grammar) == "official"
        ):
            return None  # who holds an office is not its body, nor 约旦政府 the state
        if naming is not None and naming.in_source(source, grammar):
            return None  # Ford, where Christine Blasey Ford was named
        self._body_named = known.name
        return as_a_body(known), known.name

    def _by_pronoun(
        self, kind: SourceType, source: Span, naming: Naming | None, grammar: Grammar
    ) -> tuple[SourceType, str]:
        if naming is not None:
            since = max(self._spoke, self._unnamed[0])
            met = naming.meant(source, since)
            if not met and (told := self._by_kind(source, since, naming, grammar)) is not None:
                return told
            if not met and self._unnamed[0] > max(self._spoke, self._text.rfind("\n", 0, source.start)):
                return self._unnamed[1], ""  # một nhà nghiên cứu kể …, cô nói
            if not met and (titled := naming.title_before(source, since)) in _PERSONS:
                return titled, ""
            if met:
                return self._person(met, kind, source, grammar)
            voice = next((v for v in self._cast.recent() if naming.may_mean(source.of(self._text), v.name)), None)
            self._spoke = self._spoke if voice is None else source.start
            return self._pronoun(kind, voice)
        if grammar.heads:
            return self._by_english_pronoun(kind, source, grammar)
        return self._by_unspaced_pronoun(kind, source, grammar)

    def _state_before(self, source: Span) -> str:
        """The state that ``nước này`` means: the first one named in its sentence before it, else in the sentence before."""
        stop = source.start
        for _ in range(_SENTENCES):
            low = max((self._text.rfind(mark, 0, stop) for mark in _ENDS), default=-1) + 1
            named = (m for m in self._mentions.within(Span(low, source.start)) if m.type == "state")
            if (first := next(named, None)) is not None:
                return first.name
            stop = max(0, low - 1)
        return ""

    def _by_kind(self, source: Span, since: int, naming: Naming, grammar: Grammar) -> tuple[SourceType, str] | None:
        """Who was named with the title in a pronoun, or with that which a sentence before begins with: ``nữ ca sĩ``."""
        words = source.of(self._text)
        for folded in (fold(words, grammar.language.refine).text, *naming.sentence_starts(source, since)):
            before = grammar.patterns["^before_kind"].match(folded)
            rest = folded[before.end() :] if before is not None else ""
            titles = [rest[:end] for start, end, _ in grammar.kinds_in(rest) if start == 0]
            name = naming.named_with(max(titles, key=len), source.start) if titles else ""
            if name and naming.may_mean(words, name):
                return self._person(name, grammar.type_of(rest), source, grammar)
        return None

    def _by_unspaced_pronoun(self, kind: SourceType, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        """Who the sentence or one just before begins with; else whom nobody names but who spoke last; else who did by name."""
        found = self._unspaced.subject_before(source, max(self._spoke, self._unnamed[0]), grammar)
        if isinstance(found, Mention):
            return self._entity(found, kind, found.span, grammar)
        if found:
            return self._person(found, kind, source, grammar)
        if self._unnamed[0] > self._spoke:
            return self._unnamed[1], ""  # 女童的母亲说…。她也承认…
        last = self._cast.last
        if last is not None and last.name in self._entities:
            word = fold(source.of(self._text)).text
            voices = (v for v in self._cast.recent() if v.name not in self._entities or v.name == last.name)
            last = next((v for v in voices if may_mean(word, v.name, v.name in self._entities, grammar)), last)
        return self._pronoun(kind, last)

    def _by_office(
        self, office: str, folded: str, kind: SourceType, source: Span, grammar: Grammar
    ) -> tuple[SourceType, str]:
        """Who was introduced with the office; else who spoke last, if of no other office: ``the congresswoman``."""
        self._meet(source.start, grammar)
        if self._written is None:
            self._written = {}
            for mention in self._people:
                form = fold(mention.span.of(self._text)).text
                self._written[mention.name] = f"{self._written.get(mention.name, '')} {form}"
        found, last = holder(office, folded, self._cast.met(), self._written, grammar), self._cast.last
        known = last is not None and last.type == "official" and last.name in self._written
        if found is None and last is not None and known and not has_office(last, self._written, grammar):
            found = last  # Trump said …; the president added …
        if found is None:
            return ("official" if kind == "vague" else kind), ""
        self._cast.last, self._spoke = found, source.start
        return ("official" if kind == "vague" else kind), found.name

    def _by_english_pronoun(self, kind: SourceType, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        """Who the sentence or one just before begins with, if nobody spoke since; else who spoke last and may be meant."""
        word = fold(source.of(self._text)).text
        if word.startswith(grammar.articles):
            return self._pronoun(kind, self._cast.last)
        for subject in subjects_before(self._text, source, grammar):
            if subject.start < self._spoke:
                break
            inside = self._mentions.within(subject)
            if inside and inside[-1].type != "person":
                continue  # The US left … He said
            mention = inside[-1] if inside else None
            if mention is not None and mention.span.end == subject.end:
                if may_mean(word, mention.name, True, grammar):
                    return self._entity(mention, kind, mention.span, grammar)
            elif (name := self._spaced.name(subject.of(self._text), grammar)) and self._is_person(name, grammar):
                full = (name if " " in name else self._full_names_of(grammar).full(name)) or name
                if may_mean(word, full, False, grammar):
                    return self._person(name, kind, subject, grammar)
        voices = self._cast.recent()
        self._cast.last = next((v for v in voices if may_mean(word, v.name, v.name in self._entities, grammar)), None)
        return self._pronoun(kind, self._cast.last)

    def _is_person(self, name: str, grammar: Grammar) -> bool:
        """Whether a name that a sentence begins with is somebody's, whom the article names again or in full elsewhere.

        A word that comes in small letters too is none, but for who has it for a name in full: The dam, he said …
        """
        last = last_part(name)
        if self._cast.called(last) is not None or self._full_names_of(grammar).known(last) is not None:
            return True
        plain = fold(last).text
        if plain in role_grammar(grammar.language).titles or f" {plain} " in self._text[:FIRST_PART]:
            return False
        return not grammar.names_a_kind(fold(name).text) and self._text.count(last, 0, FIRST_PART) > 1

    def _full_names_of(self, grammar: Grammar) -> FullNames:
        if self._full_names is None:
            self._full_names = FullNames(self._text, self._every, grammar)
        return self._full_names

    def _behind(self, person: Mention, source: Span, grammar: Grammar) -> bool:
        """Whether more words of the head of a source follow a name, so that it is somebody else: Mara Holt's lawyer, Holt aide Bo Lund."""
        rest = self._text[person.span.end : source.end]
        folded = fold(rest, grammar.language.refine).text
        if grammar.patterns["^not_before_name"].match(folded):
            return False  # Ada Lund of Ohio
        end = next((m.start() for m in grammar.patterns["head_end"].finditer(folded)), len(folded))
        return any(char.isalpha() for char in folded[:end].removeprefix("jr").removeprefix("’s").strip())

    def _naming_of(self, grammar: Grammar) -> Naming | None:
        if self._naming is None and grammar.language.name_in is not None:
            self._naming = Naming(self._text, self._every, grammar, grammar.language.name_in)
        return self._naming if grammar.language.name_in is not None else None

    def _entity(self, person: Mention, kind: SourceType, at: Span, grammar: Grammar) -> tuple[SourceType, str]:
        if (grammar.heads or grammar.head_first) and kind in ("organisation", "document"):
            kind = person.role
        found = self._cast.named(person.span.of(self._text), at, kind, grammar, person)
        return (found.type if found.type != "vague" else person.role), found.name

    def _person(self, written: str, kind: SourceType, source: Span, grammar: Grammar) -> tuple[SourceType, str]:
        self._spoke = source.start
        at = source.start + max(0, source.of(self._text).rfind(written))
        if grammar.head_first and " " in written and self._cast.called(written) is None:
            self._meet(source.start, grammar)
        kind = "vague" if grammar.heads and kind == "document" else kind
        if grammar.heads and " " not in written:
            met = self._cast.called(written)
            names = self._full_names_of(grammar)
            if (met is None or " " not in met.name) and (known := names.known(written)) is not None:
                return self._entity(known, kind, Span(at, at + len(written)), grammar)
            written = (names.full(written) if met is None else "") or written
        found = self._cast.named(written, Span(at, at + len(written)), kind, grammar)
        return (found.type if found.type != "vague" else "citizen"), found.name

    def _inside(self, source: Span, folded: str, grammar: Grammar, naming: Naming | None) -> list[Mention]:
        """The mentions that may be the source; not where a name works: ``Wei Lin, a scholar at the university in Norland``."""
        inside = [m for m in self._mentions.within(source) if m.span.end <= source.end]
        if naming is not None:
            return naming.head_of(source, inside, grammar)
        if not grammar.heads:
            return inside
        comma = folded.find(",")
        return [m for m in inside if not stands_aside(m, m.span.start - source.start, comma, folded, grammar)]

    def _pronoun(self, kind: SourceType, last: Person | None) -> tuple[SourceType, str]:
        if last is None:
            return (kind if kind != "vague" else "citizen"), ""
        if kind == "vague":
            kind = last.type if last.type != "vague" else "citizen"
        return kind, last.name

    def _by_title(
        self, folded: str, kind: SourceType, source: Span, grammar: Grammar, inside: Sequence[Mention]
    ) -> tuple[SourceType, str]:
        """A title alone is the person whom the article introduced with it."""
        self._meet(source.start, grammar)
        person = self._cast.titled(folded, grammar) or self._cast.introduced(source, kind, grammar)
        if person is None and (naming := self._naming_of(grammar)) is not None and (name := naming.introduced(source)):
            return self._person(name, kind, source, grammar)
        person = person or by_office_alone(folded, self._cast.last, grammar)
        if person is not None and grammar.heads and person.type not in ("vague", kind):
            person = None  # the union president, where President Holt was named
        return (kind, person.name) if person is not None else self._body(inside, kind, source, grammar)

    def _meet(self, before: int, grammar: Grammar) -> None:
        """Let the cast know the persons mentioned so far, in order, with their titles."""
        last = self._cast.last
        while self._seen < len(self._people) and self._people[self._seen].span.end <= before:
            mention = self._people[self._seen]
            self._seen += 1
            if self._cast.called(mention.name) is None:
                self._cast.named(mention.span.of(self._text), mention.span, "vague", grammar, mention)
        self._cast.last = last

    def _body(
        self, inside: Sequence[Mention], kind: SourceType, source: Span, grammar: Grammar
    ) -> tuple[SourceType, str]:
        """A body, an outlet or a state that is the whole source, or its head: ``the Norland foreign ministry``."""
        longest = max(inside, key=lambda m: len(m.span), default=None)
        if longest is not None and grammar.head_first and longest.type == "body":
            folded = fold(source.of(self._text), grammar.language.refine).text
            titled = grammar.patterns["^honorifics"].match(folded)
            if titled is not None and not grammar.patterns["collective"].fullmatch(folded):
                return kind, ""  # Bộ trưởng Bộ Xây dựng: a minister is not his ministry
        if longest is None:
            return kind, unknown_body(source.of(self._text), grammar) if kind not in (
                "vague",
                "document",
                "citizen",
            ) else ""
        outlet = next((m for m in inside if m.type == "outlet"), None) if kind == "media" else None
        if outlet is not None:
            return kind, outlet.name
        head = _APPOSED.split(_ASIDE.sub("", source.of(self._text)))[0]
        first = longest.span.end - source.start <= len(head)
        whole = len(longest.span) >= 0.5 * (len(head) if first else len(_ASIDE.sub("", source.of(self._text))))
        if whole and (kind == "vague" or (longest.type == "body" and kind == "organisation")):
            return as_a_body(longest), longest.name
        before = fold(self._text[source.start : longest.span.start].strip(), grammar.language.refine).text
        if longest.type in ("body", "outlet") and grammar.patterns["body_word"].fullmatch(before) and first:
            return ("media" if longest.type == "outlet" else kind), longest.name  # hãng Ford
        speaks_for = longest.type == "body" and longest.span.start - source.start <= _OPENING
        office = longest.span.end < source.end and holds_office(source.of(self._text), grammar)  # 保安局局长
        return kind, longest.name if (whole or speaks_for) and kind == longest.role and not office else ""

    def _longer_body(self, written: str, inside: Sequence[Mention], kind: SourceType, grammar: Grammar) -> str:
        """The name of a body that begins with that of a place, its other word right behind: ``Norland Rising``; else empty."""
        if not inside or inside[-1].type == "person" or " " in written or kind not in ("vague", "organisation"):
            return ""
        span = inside[-1].span
        behind = self._text[span.end : span.end + len(written) + 1]
        if behind != f" {written}" or self._cast.called(written) is not None:
            return ""
        return "" if self._full_names_of(grammar).known(written) is not None else f"{span.of(self._text)}{behind}"

    def _person_name(self, words: str, grammar: Grammar) -> str:
        if grammar.language.name_in is not None:
            return ""
        if grammar.language.spaced:
            return words if self._cast.called(words) is not None else self._spaced.name(words, grammar)
        return self._unspaced.name(words, grammar)
