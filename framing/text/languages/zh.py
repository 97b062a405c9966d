"""Chinese, Simplified and Traditional: one language here, since Traditional text is folded before it is read."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from framing.data import data_root, read_toml
from framing.text.languages.base import Language, Pairs, text_data

# That the pattern begins with a set of characters makes the search for it quick.
_END = re.compile(r"[。!?！？.](?:(?<!\.)[。!?！？]*(?: ?[”』」])?[\"”』」’)）\]】]*|\.\.+[\"”』」])")
# High enough that a name wins over its parts, in the counts of the segmenter's own dictionary.
_NAME_FREQUENCY = 16000
# A headline has no full stops: its parts are set apart by blanks.
_BLANK = re.compile(r"\s+")
_HEADLINE_END = re.compile(r"(?<=[\u3400-\u9fff”」』])[ \u3000]+(?=[\u3400-\u9fff“「『])")
_CONTINUES = re.compile(r"[,，、;；:：。!?！？]")


@cache
def _segmenter() -> Any:
    """The segmenter, with the names of the entities added so that 川普 stays one word."""
    import rjieba

    segmenter = rjieba.Jieba()
    for entity in read_toml(data_root("lexicons") / "entities.toml").get("entity", ()):
        if entity["type"] in ("group", "topic"):  # ordinary nouns, which the dictionary has
            continue
        for name in entry_names(entity):
            segmenter.add_word(name, _NAME_FREQUENCY, "nr" if entity["type"] == "person" else "nt")
    for word in text_data("zh").get("words", ()):
        segmenter.add_word(word, _NAME_FREQUENCY, "n")
    for word in text_data("zh").get("split", ()):
        segmenter.add_word(word, 1, "v")
    return segmenter


def entry_names(entity: dict[str, Any]) -> tuple[str, ...]:
    """The Chinese names and metonyms of an entity that are at most eight characters of one script."""
    names = (*entity.get("zh", ()), *entity.get("metonyms", {}).get("zh", ()))
    return tuple(name for name in names if 2 <= len(name) <= 8 and name.isalnum() and not name.isascii())


@cache
def _variants() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(text_data("zh").get("variants", ()))
    return re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True)) or r"(?!)"), pairs


def refine(text: str) -> str:
    """Folded text with the spellings of Hong Kong and Taiwan that no single character tells, as the mainland writes them.

    >>> refine("反覆捍衞著名的计画"), refine("回覆说")
    ('反复捍卫著名的计划', '回复说')
    """
    pattern, pairs = _variants()
    return pattern.sub(lambda match: pairs[match[0]], text)


def words(text: str) -> Pairs:
    """Words by the segmenter's dictionary; punctuation and blanks left out."""
    found, start = [], 0
    pieces: list[str] = _segmenter().cut(text, False)
    for piece in pieces:
        end = start + len(piece)
        if piece.isalnum() or piece[0].isalnum():
            found.append((start, end))
        start = end
    return found


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(text_data("zh").get("suffixes", ()))


def seams(text: str, words: Pairs) -> frozenset[int]:
    """Where a word holds another: the middle of four characters (表现|出色), and before a suffix (独裁|者).

    >>> sorted(seams("独裁者表现出色", [(0, 3), (3, 7)]))
    [2, 5]
    """
    middles = {start + 2 for start, end in words if end - start == 4}
    return frozenset(middles | {end - 1 for start, end in words if end - start == 3 and text[end - 1] in _suffixes()})


def sentences(text: str) -> Pairs:
    """Sentences end at 。！？ and the closing marks after it, unless a comma carries on."""
    found, start = [], 0
    for match in list(_END.finditer(text)) or _HEADLINE_END.finditer(text):
        if match.start() < start or _CONTINUES.match(text, match.end()):
            continue
        found.append((start, match.start() + len(match.group().rstrip())))
        blank = _BLANK.match(text, match.end())
        start = blank.end() if blank else match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


_NOMINAL = ("n", "m", "q", "r", "a", "b", "f", "j", "eng", "x", "vn", "an", "s", "t", "g", "k", "h", "z", "uj")
_SHORT_PHRASE = 16
_FULL_NAME = 3
# Tags of adverbs, conjunctions, particles, times and places, with which no name ends.
_CLOSED = ("d", "c", "u", "y", "t", "f", "r")
# Tags that the dictionary gives to words which are given names too: 高远, 金玟.
_NAMELIKE = frozenset(("d", "a", "z", "nz", "ns", "i", "l", "b"))
_LONG_NAME = 5
_POINTED = 6
_SHORTEST_FOREIGN, _LONGEST_FOREIGN = 4, 10
_LINKS = frozenset("、·‧.-和与及“”「」『』《》()（）〈〉'\"")


def noun_phrase(clause: str, *, whole: bool = False, subject: bool = False) -> int:
    """The length of the noun phrase at the start of a clause: its nouns, and modifiers that end in 的.

    ``whole`` says that the clause is likely nothing else; a short one that ends in a noun is then taken as it is. ``subject``
    says that its verb follows: a noun and a verb before 的 are then no modifier.

    >>> noun_phrase("多名官员出席会议"), noun_phrase("要求匿名的官员"), noun_phrase("两名退休法官", whole=True)
    (4, 7, 6)
    """
    tagged = _tagged(clause)
    pointed = bool(tagged) and tagged[0][0] in text_data("zh")["pointers"] and len(clause) <= _POINTED
    if whole and len(clause) <= _SHORT_PHRASE and (pointed or _is_phrase(tagged)):
        return len(clause)
    ends, at = [], 0
    for word, _ in tagged:
        at += len(word)
        ends.append(at)
    last_de = max((i for i, (word, _) in enumerate(tagged) if word == "的"), default=-1)
    nested = bool(tagged) and not tagged[0][1].startswith(_NOMINAL)
    last_de = -1 if subject and not nested else last_de
    for i, (word, tag) in enumerate(tagged):
        near_name = any(t.startswith("nr") for _, t in tagged[max(0, i - 1) : i + 2])
        near_name = near_name or (
            word in text_data("zh")["courtesies"] and i > 0 and bool(surname_of(tagged[i - 1][0]))
        )
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
        if not (nominal or i <= last_de + (last_de >= 0) or word in _LINKS or (len(word) == 1 and near_name)):
            return ends[i - 1] if i else 0
    return at


def _tagged(clause: str) -> list[tuple[str, str]]:
    """Words with their parts of speech; titles that the dictionary gets wrong are nouns."""
    titles = _titles()
    return [(word, "n" if word in titles else tag) for word, tag in _segmenter().tag(clause, False)]


@cache
def _titles() -> frozenset[str]:
    return frozenset(text_data("zh")["titles"])


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


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """The surnames by their first character, each in the order of the file."""
    by_first: dict[str, tuple[str, ...]] = {}
    for surname in text_data("zh")["surnames"]:
        by_first[surname[0]] = (*by_first.get(surname[0], ()), surname)
    return by_first


def surname_of(name: str) -> str:
    """The surname that a string begins with, else empty.

    >>> surname_of("欧阳林"), surname_of("他还")
    ('欧阳', '')
    """
    return next((surname for surname in _surnames().get(name[:1], ()) if name.startswith(surname)), "")


def name_start(text: str) -> int:
    """Where the person's name that ends a noun phrase begins; its length where none does.

    >>> name_start("林业局局长林远"), name_start("参议员杰夫·弗莱克"), name_start("多名居民")
    (5, 3, 4)
    """
    if transliterated(text):
        return 0
    if 2 <= len(text) <= _FULL_NAME and surname_of(text) and (full_name(text) or not _segmenter().has_word(text)):
        return 0  # what no dictionary has and begins with a surname
    tail, at = "", len(text)
    for word, tag in reversed(_segmenter().tag(text, False)):
        if not (tag.startswith("nr") or len(word) == 1 or (tag in ("ns", "nz", "nrt") and "·" in tail[:1])):
            break
        tail, at = word + tail, at - len(word)
    if "·" in tail:
        return at
    for size in (3, 2, 4):
        if len(tail) >= size and surname_of(tail[-size:]):
            return len(text) - size
    return 0 if 1 < len(text) <= _LONG_NAME and person_name(text) else len(text)


def full_name(text: str) -> bool:
    """Whether two or three characters are a surname and a given name, and not a name and an adverb.

    Three are no word of the dictionary; two may be one (高远, 白雪), if it is no adverb, verb or common noun.

    >>> full_name("方兆明"), full_name("林远也"), full_name("高远"), full_name("高调")
    (True, False, True, False)
    """
    if not 2 <= len(text) <= _FULL_NAME or not surname_of(text):
        return False
    tagged = _segmenter().tag(text, False)
    if len(text) == 2:
        return len(tagged) == 1 and tagged[0][1] in _NAMELIKE and text not in text_data("zh")["no_names"]
    return len(tagged) == _FULL_NAME and not tagged[-1][1].startswith(_CLOSED)


@lru_cache(maxsize=10_000)
def transliterated(text: str) -> bool:
    """Whether a string of at least four characters is a foreign name written by its sound: no word of the dictionary in it.

    >>> transliterated("克里斯蒂安舍尔茨"), transliterated("布兰斯塔德"), transliterated("上海海关"), transliterated("方兆明")
    (True, True, False, False)
    """
    if not _SHORTEST_FOREIGN <= len(text) <= _LONGEST_FOREIGN or not set(text) <= _foreign_characters():
        return False
    tagged = [(word, tag) for word, tag in _segmenter().tag(text, False) if len(word) > 1]
    names = [tag for _, tag in tagged if tag.startswith(("nr", "ns", "nz"))]
    return len(names) == len(tagged) and (not names or any(not tag.startswith("ns") for tag in names))


@cache
def _foreign_characters() -> frozenset[str]:
    return frozenset(text_data("zh").get("transliteration", ""))


def first_foreign(head: str) -> int:
    """Where the first part of a foreign name begins in what ends with its point: no words stand before it.

    >>> first_foreign("名叫凯瑟琳·"), first_foreign("玛丽·")
    (2, 0)
    """
    part = head.split("·")[0]
    return next((at + 1 for at in range(len(part) - 1, -1, -1) if part[at] not in _foreign_characters()), 0)


def person_name(words: str) -> bool:
    """Whether a short string reads as a person's name: tagged so, or no word of the dictionary.

    >>> person_name("林远"), person_name("消息")
    (True, False)
    """
    tagged = _segmenter().tag(words, False)
    common = any(len(word) > 1 and tag in ("n", "v", "vn", "a", "d", "t", "r", "u", "uj") for word, tag in tagged)
    unknown = len(tagged) > 1 and all(len(word) <= 2 for word, _ in tagged) and not common
    return any(tag.startswith("nr") for _, tag in tagged) or "·" in words or unknown


@lru_cache(maxsize=10_000)
def romanise(name: str) -> str:
    """A Chinese name in Hanyu Pinyin, surname first; a transliterated foreign name (``玛丽·巴拉``) stays as written.

    >>> romanise("林远"), romanise("曾雨"), romanise("玛丽·巴拉"), romanise("布兰斯塔德")
    ('Lin Yuan', 'Zeng Yu', '玛丽·巴拉', '布兰斯塔德')
    """
    surname = surname_of(name)
    if not surname or not len(surname) < len(name) <= len(surname) + 2:
        return name
    if len(name) == _FULL_NAME and not set(name[1:]).isdisjoint(text_data("zh")["foreign_only"]):
        return name  # 霍尔特
    from pypinyin import lazy_pinyin

    family = dict(text_data("zh")["surname_readings"]).get(surname, "".join(lazy_pinyin(surname)))
    return " ".join((family.capitalize(), "".join(lazy_pinyin(name[len(surname) :])).capitalize()))


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


LANGUAGE = Language(
    code="zh",
    name="Chinese",
    tags=("zh-Hans", "zh-Hant"),
    spaced=False,
    token_unit="words",
    words=words,
    sentences=sentences,
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
