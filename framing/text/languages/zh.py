"""Chinese, Simplified and Traditional: one language here, since Traditional text is folded before it is read."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from framing.text.alternations import any_of
from framing.text.languages.base import Language, Pairs, text_data
from framing.text.languages.zh_names import (
    first_foreign,
    full_name,
    name_start,
    person_name,
    romanise,
    segmenter,
    surname_of,
    tags_of,
    transliterated,
)
from framing.text.marks import places_of
from framing.text.spans import INVISIBLE

# A sentence's end, the first group, and the blanks behind it; a comma there carries on.
_STOPS: Final = "。！？!?."
_CLOSING: Final = rf"[\"”』」’)）\]】{INVISIBLE}]"
_END: Final = re.compile(
    rf"([{_STOPS}](?:(?<!\.)[。!?！？]*+(?: ?[”』」])?+{_CLOSING}*+|\.\.++[\"”』」]))"
    rf"(?![{INVISIBLE}]*+[,，、;；:：。!?！？])[\s{INVISIBLE}]*+"
)
# A headline has no full stops: its parts are set apart by blanks.
_HEADLINE_END: Final = re.compile(r"(?<=[\u3400-\u9fff”」』])()[ \u3000]++(?=[\u3400-\u9fff“「『])")


_WORD: Final = re.compile(rb"\x01\0*+")
# A word of three characters or four. Shorter ones than this are not two words.
_FOUR: Final = 4
_LONG_WORD: Final = re.compile(rb"\x01\0\0\0?+(?!\0)")


@cache
def _variants() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(text_data("zh").get("variants", ()))
    return re.compile(any_of(sorted(map(re.escape, pairs), key=len, reverse=True))), pairs


def refine(text: str) -> str:
    """Folded text with the spellings of Hong Kong and Taiwan that no single character tells, as the mainland writes them.

    >>> refine("反覆捍衞著名的计画"), refine("回覆说")
    ('反复捍卫著名的计划', '回复说')
    """
    pattern, pairs = _variants()
    return pattern.sub(lambda match: pairs[match[0]], text)


# The bytes of a word of each length, of marks behind a word, and of others; of longer ones they are made when they come.
_LENGTHS: Final = range(12)
_OF_WORD: Final = [b"\1".ljust(size, b"\0") for size in _LENGTHS]
_BEHIND_WORD: Final = [b"\2".ljust(size, b"\0") for size in _LENGTHS]
_OTHERS: Final = [b"\0".ljust(size, b"\0") for size in _LENGTHS]


def words(text: str) -> Pairs:
    """Words by the segmenter's dictionary; punctuation and blanks left out.

    >>> words("成功，复星。")
    [(0, 2), (3, 5)]
    """
    return [match.span() for match in _WORD.finditer(word_starts(text))]


def word_starts(text: str) -> bytes:
    """A byte for each character and one for the end: 1 where one of the ``words`` begins, 2 where one ends and none begins.

    >>> list(word_starts("成功，复星。")), list(word_starts("印度政府"))
    ([1, 0, 2, 1, 0, 2, 0], [1, 0, 1, 0, 2])
    """
    found: list[bytes] = []
    joined = _joined()
    pieces: list[str] = segmenter().cut(text, False)
    kinds = _OTHERS
    for piece in pieces:
        size = len(piece)
        if size >= _FOUR and piece in joined:
            kinds = _OF_WORD
            found += (_OF_WORD[joined[piece]], _OF_WORD[size - joined[piece]])
            continue
        worded = piece.isalnum() or piece[0].isalnum()
        kinds = _OF_WORD if worded else _BEHIND_WORD if kinds is _OF_WORD else _OTHERS
        found.append(kinds[size] if size < len(kinds) else kinds[1].ljust(size, b"\0"))
    found.append(b"\2" if kinds is _OF_WORD else b"\0")
    return b"".join(found)


@cache
def _joined() -> dict[str, int]:
    """Words of the segmenter's dictionary that are two, and how long the first of them is: 印度|政府."""
    return {word.replace("|", ""): word.index("|") for word in text_data("zh").get("joined", ())}


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(text_data("zh").get("suffixes", ()))


def seams(text: str, edges: bytes) -> bytes:
    """The edges of words, and where a word holds another: the middle of four characters (表现|出色), before a suffix (独裁|者).

    >>> list(seams("独裁者表现出色", bytes((1, 0, 0, 1, 0, 0, 0, 2))))
    [1, 0, 3, 1, 0, 3, 0, 2]
    """
    both = bytearray(edges)
    for match in _LONG_WORD.finditer(edges):
        start, end = match.span()
        if end - start == _FOUR or text[end - 1] in _suffixes():
            both[start + 2] = 3
    return bytes(both)


def sentences(text: str) -> Pairs:
    """Sentences end at 。！？ and the closing marks after it, unless a comma carries on."""
    ends: list[re.Match[str]] = []
    done = 0
    for at in places_of(_STOPS, text):
        if at >= done and (end := _END.match(text, at)) is not None:
            ends.append(end)
            done = end.end()
    found, start = [], 0
    for match in ends or _HEADLINE_END.finditer(text):
        found.append((start, match.end(1)))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


_NOMINAL: Final = ("n", "m", "q", "r", "a", "b", "f", "j", "eng", "x", "vn", "an", "s", "t", "g", "k", "h", "z", "uj")
_SHORT_PHRASE: Final = 16
_POINTED: Final = 6
_JOINS: Final = frozenset("和与及")
_LINKS: Final = frozenset("、·‧.-和与及“”「」『』《》()（）〈〉'\"")


def noun_phrase(clause: str, *, whole: bool = False, subject: bool = False) -> int:
    """The length of the noun phrase at the start of a clause: its nouns, and modifiers that end in 的.

    ``whole`` says that the clause is likely nothing else; a short one that ends in a noun is then taken as it is. ``subject``
    says that its verb follows: a noun and a verb before 的 are then no modifier.

    >>> noun_phrase("多名官员出席会议"), noun_phrase("要求匿名的官员"), noun_phrase("两名退休法官", whole=True)
    (4, 7, 6)
    """
    tagged = _tagged(clause)
    if whole and len(clause) <= _SHORT_PHRASE and (_is_pointed(clause, tagged) or _is_phrase(tagged)):
        return _before_deed(tagged) or len(clause)
    ends, at = [], 0
    for word, _ in tagged:
        at += len(word)
        ends.append(at)
    last_de = max((i for i, (word, _) in enumerate(tagged) if word == "的"), default=-1)
    nested = bool(tagged) and not tagged[0][1].startswith(_NOMINAL)
    last_de = -1 if subject and not nested else last_de
    for i, (word, tag) in enumerate(tagged):
        nominal = (tag.startswith(_NOMINAL) and tag not in ("ad",) and not tag.startswith("v")) or tag == "vn"
        if (
            tag == "p"
            and i
            and not _in_name(tagged, i)
            and word not in _LINKS
            and tagged[i - 1][1].startswith(_NOMINAL)
            and not nested
        ):
            return ends[i - 1]
        if not (
            nominal or i <= last_de + (last_de >= 0) or word in _LINKS or (len(word) == 1 and _near_name(tagged, i))
        ):
            joined = i > 2 and tagged[i - 1][1] == "m" and tagged[i - 2][0] in _JOINS
            return ends[i - 3] if joined else ends[i - 1] if i else 0  # 官媒|与大批
    return at


def _is_pointed(clause: str, tagged: list[tuple[str, str]]) -> bool:
    """Whether a few characters begin with a word that points at somebody: 该名负责人."""
    return len(clause) <= _POINTED and bool(tagged) and tagged[0][0] in text_data("zh")["pointers"]


def _near_name(tagged: list[tuple[str, str]], index: int) -> bool:
    """Whether a word stands beside a name, or is one of courtesy behind a surname."""
    if any(tag.startswith("nr") for _, tag in tagged[max(0, index - 1) : index + 2]):
        return True
    return index > 0 and tagged[index][0] in text_data("zh")["courtesies"] and bool(surname_of(tagged[index - 1][0]))


def _before_deed(tagged: list[tuple[str, str]]) -> int:
    """Where a person ends of whom a verb follows that is done: 姚明|拉住他, 她|接到班主任; nought where none does."""
    if len(tagged) < 2 or not (tagged[0][1].startswith("nr") or tagged[0] in (("他", "r"), ("她", "r"))):
        return 0
    (name, _), (verb, tag) = tagged[:2]
    done = len(verb) > 1 and verb[-1] in text_data("zh")["results"]
    aspect = len(tagged) > 2 and tagged[2][0] in text_data("zh")["aspects"]
    return len(name) if tag in ("v", "i") and (done or aspect) else 0


@cache
def _titles() -> frozenset[str]:
    return frozenset(text_data("zh")["titles"])


def _tagged(clause: str) -> list[tuple[str, str]]:
    """Words with their parts of speech; titles that the dictionary gets wrong are nouns."""
    titles = _titles()
    return [(word, "n" if word in titles else tag) for word, tag in tags_of(clause)]


def _is_phrase(tagged: list[tuple[str, str]]) -> bool:
    """Whether tagged words are one noun phrase: they begin and end as one, with no adverb or preposition outside 的."""
    last_de = max((i for i, (word, _) in enumerate(tagged) if word == "的"), default=-1)
    if not tagged or tagged[0][1].startswith(("v", "p", "d", "c")) or _verbal(tagged[-1]):
        return False
    return not any(
        (tag == "p" and not _in_name(tagged, i)) or (tag in ("d", "zg") and len(word) > 1)
        for i, (word, tag) in enumerate(tagged)
        if i > last_de
    )


def _in_name(tagged: list[tuple[str, str]], index: int) -> bool:
    """Whether a single character stands between single characters, as in a foreign name: 西比加."""
    around = tagged[max(0, index - 1) : index + 2]
    return len(around) == 3 and all(len(word) == 1 for word, _ in around)


def _verbal(token: tuple[str, str]) -> bool:
    word, tag = token
    return tag in ("v", "vd", "d", "p", "c", "ad", "t") and word not in _LINKS


def written(form: str, tag: str) -> str:
    """A Simplified form of the lexicon as a text of the tag writes it.

    >>> written("经济胁迫", "zh-Hant"), written("经济胁迫", "zh-Hans")
    ('經濟脅迫', '经济胁迫')
    """
    return _to_traditional().convert(form) if tag == LANGUAGE.tags[1] else form


@cache
def _to_traditional() -> Any:
    import opencc

    return opencc.OpenCC("s2tw")


LANGUAGE: Final = Language(
    code="zh",
    name="Chinese",
    tags=("zh-Hans", "zh-Hant"),
    spaced=False,
    token_unit="words",
    words=words,
    sentences=sentences,
    word_starts=word_starts,
    seams=seams,
    refine=refine,
    noun_phrase=noun_phrase,
    person_name=person_name,
    name_start=name_start,
    full_name=full_name,
    transliterated=transliterated,
    first_foreign=first_foreign,
    surname=surname_of,
    romanise=romanise,
    written=written,
)
