"""Names that end what a text with spaces and capitals calls a source by: the last capitalised words that are no title (English)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from framing.measure.cast import FIRST_PART, JOINS_NAMES, WITH_ARTICLE, Cast, last_part
from framing.measure.grammar import Grammar
from framing.text.spans import fold
from framing.types import Mention

_CAPITALISED: Final = re.compile(r"[^\W\d_][\w'’.\-]*")
# A name set off behind what its bearer is.
_SET_OFF: Final = re.compile(r",\s*([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3})(?=,|$| (?:of|at|from|in) )")
_ACRONYM: Final = re.compile(r"[A-Z]{3,}")
_FIRST_NAME: Final = re.compile(r"\b[A-Z][\w.'’-]*[a-z.]$")
_OF: Final = re.compile(r" (?:of|from|in) (?:the )?$")
_HEAD: Final = re.compile(r"[,(]")
_BODY: Final = re.compile(r"[A-Z][\w&'’.-]+(?: (?:(?:of|for|and|on|the) )*[A-Z][\w&'’.-]+)+")
_MAX_NAME_WORDS: Final = 4
# With its stop: St., Jr. are parts of names, Neb. and the last word of a sentence are not.
_LONGEST_SHORT: Final = 3


class SpacedNames:
    """The names of one article's sources, with the people it has named so far."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast

    def name(self, words: str, grammar: Grammar) -> str:
        """The last run of capitalised words that are no title: ``Deputy Secretary Maren Holt`` → ``Maren Holt``."""
        head = _HEAD.split(words, 1)[0]
        if head.isupper() and " " in head.strip() and grammar.heads:
            head = head.title()  # OLIVE TRENT: in a transcript
        folded = fold(head).text
        aligned = len(folded) == len(head)
        run = self._last_run(head, grammar)
        if not run and (behind := _SET_OFF.match(words, len(head))):  # The Opposition leader, Mark Dunn
            return self.name(behind.group(1), grammar)
        if not run and grammar.heads and aligned:  # Ida Voss of the University of Brenmark
            place = grammar.patterns["not_before_name"].search(folded)
            return self.name(head[: place.start()], grammar) if place is not None and place.start() else ""
        if run and aligned and grammar.heads and (named := self._before_place(head, folded, grammar)):
            return named  # Olive Trent of the relief charity Anchor
        if run and aligned and (place := place_before(folded, head.rfind(run[0]), grammar)) is not None:
            named = self.name(head[: place.start()], grammar) if place.start() else ""
            behind = None if named or not folded.startswith(grammar.articles) else _SET_OFF.match(words, len(head))
            # A spokeswoman for the Department of Transport, Helen Marsh
            return self.name(behind.group(1), grammar) if behind is not None else named
        if len("".join(run)) == 1:
            return ""  # A: in an interview
        ends_with_name = bool(run) and head.rstrip().endswith(run[-1])
        article = folded.startswith(grammar.articles)
        acronym = len(run) == 1 and run[0].isupper() and self._cast.called(run[0]) is None
        unknown = article and len(run) < 2 and (not run or self._cast.called(run[0]) is None)  # the 40-year-old Holt
        if not ends_with_name or unknown or acronym or self.several(run, head, grammar):
            return ""
        return " ".join(run)

    def of_place(self, words: str, at: int, grammar: Grammar) -> str:
        """The full name before ``of`` and a place that stands at an offset: ``Rep. Ada Lund of Ohio``; empty where there is none."""
        before = _OF.search(words, 0, at)
        name = self.name(words[: before.start()], grammar) if before is not None and grammar.heads else ""
        return name if " " in name else ""

    def _before_place(self, head: str, folded: str, grammar: Grammar) -> str:
        """The full name right before the first word that says where its bearer belongs, if one stands there."""
        place = grammar.patterns["not_before_name"].search(folded)
        if place is None or not place.start():
            return ""
        run = self._last_run(head[: place.start()], grammar)
        if run and f"{fold(run[0]).text} ".startswith(grammar.articles):
            return ""  # The Power of Wind ambassador Ida Voss
        return " ".join(run) if len(run) > 1 and head[: place.start()].rstrip().endswith(run[-1]) else ""

    def _last_run(self, head: str, grammar: Grammar) -> list[str]:
        """The last capitalised words of a stretch that stand together and are no title and no kind of people."""
        run: list[str] = []
        words = _CAPITALISED.findall(head)
        for at in range(len(words) - 1, -1, -1):
            word = words[at]
            plain = fold(word.rstrip(".'’")).text
            if run and at and words[at - 1][0].isupper() and JOINS_NAMES.fullmatch(word):
                run.insert(0, word)  # Ada van Holt
                continue
            title = grammar.is_title(plain) and not (at > 1 and not run and self._surname(words[:at], grammar))
            owner = bool(run) and word.endswith(("'s", "’s"))  # The harbour union's Ida Voss
            if not (word[0].isupper() or WITH_ARTICLE.match(word)) or title or owner or len(run) == _MAX_NAME_WORDS:
                break
            if (run and _ACRONYM.fullmatch(word)) or ends_sentence(word):
                break
            run.insert(0, word)
        return run

    def _surname(self, before: Sequence[str], grammar: Grammar) -> bool:
        """Whether a word that can be a title is a last name, a short title and a first name before it: ``Sen. Angus King``."""
        title, first = before[-2:]
        short = title.endswith(".") and grammar.is_title(fold(title.rstrip(".")).text)
        return short and first[0].isupper() and not grammar.is_title(fold(first).text)

    def several(self, run: Sequence[str], head: str, grammar: Grammar) -> bool:
        """Whether a single word is a plural (``Farmers``, ``most local Catholics``) or a common noun that opens a sentence.

        No word is that which stands behind a first name anywhere in the article.
        """
        word = run[0] if len(run) == 1 and head.rstrip().endswith(run[0]) else ""
        plain, before = fold(word).text, head.rstrip().removesuffix(word).split()
        if len(plain) < 2 or self._cast.called(word) is not None:
            return False
        if before and (not before[-1].islower() or grammar.is_title(before[-1])):
            return False
        plural = plain in grammar.language.nouns(plain[:-1])
        common = word[0].isupper() and not before and f" {plain} " in self._text[:FIRST_PART]
        return (plural or common) and not self._is_a_last_name(word)

    def _is_a_last_name(self, word: str) -> bool:
        """Whether the article writes a word behind a first name in its first part: ``Ada Farmers``."""
        text, at = self._text, -1
        while (at := text.find(f" {word}", at + 1, FIRST_PART)) >= 0:
            behind = text[at + 1 + len(word) : at + 2 + len(word)]
            whole = not (behind.isalnum() or behind == "_")
            if whole and _FIRST_NAME.search(text, text.rfind(" ", 0, at) + 1, at):
                return True
        return False


def place_before(folded: str, at: int, grammar: Grammar) -> re.Match[str] | None:
    """The word before a name, its titles left out, that makes it another's: a spokesman | for | Sen. Holt."""
    while (titled := grammar.ending("honorifics", folded, 0, len(folded[:at].rstrip(" .")))) is not None:
        at = titled.start()
    return grammar.ending("not_before_name", folded, 0, at)


def ends_sentence(word: str) -> bool:
    """Whether a stop belongs to no name: ``Benghazi.``, not ``J.``, ``J.R.`` or ``Jr.``."""
    return word.find(".") == len(word) - 1 >= _LONGEST_SHORT


def definite(folded: str, grammar: Grammar) -> bool:
    """``the minister``, and in languages without articles any title; not ``a minister``."""
    return not folded.startswith(grammar.articles) or folded.startswith(grammar.articles[:1])


def stands_aside(mention: Mention, at: int, comma: int, folded: str, grammar: Grammar) -> bool:
    """Whether a body is named behind the comma of a source, or a person behind the noun who is hers: a spokesman for Ada Lund."""
    if mention.type != "person":
        return 0 < comma < at
    place = place_before(folded, at, grammar) if at > 0 else None
    return place is not None and grammar.names_a_kind(folded[: place.start()])


def unknown_body(words: str, grammar: Grammar) -> str:
    """The name of a body that no entity knows, as an English source writes it: ``Harbour Workers Union``; else empty."""
    if grammar.language.romanise is not None:
        return _foreign_body(words, grammar)
    found = max(_BODY.findall(words), key=len, default="")
    office = grammar.patterns["honorifics"].fullmatch(fold(last_part(found)).text) is not None
    if office or found.endswith(("'s", "’s")):
        return ""  # the Foreign Minister, New York's mayor
    place = place_before(fold(words).text, words.find(found), grammar)
    another = place is not None and grammar.patterns["^for_another"].match(place.group()) is not None
    first, _, rest = fold(found).text.partition(" ")
    if grammar.patterns["in_no_name"].fullmatch(first) is not None:
        return ""  # Neither Brody nor the mayor
    body = grammar.names_a_kind(rest) and not grammar.is_title(first.rstrip("."))
    return "" if another and not body else found.removeprefix("The ")


def _foreign_body(words: str, grammar: Grammar) -> str:
    """The name of a body in foreign words, behind the word for what it is: ``tờ Harbour Ledger``; else empty."""
    name_in, kind = grammar.language.name_in, grammar.patterns["^body_word"].match(fold(words).text)
    name = "" if kind is None else words[kind.end() :]
    if name_in is None or not name.isascii() or not any(name_in(word) == word for word in name.split()):
        return ""
    return name if _BODY.fullmatch(name) is not None else ""
