"""Names of persons in Chinese text: Chinese and Japanese ones by their surnames, foreign ones by their sound; the segmenter that knows names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from framing.data import data_root, read_toml
from framing.text.languages.base import text_data
from framing.text.spans import fold

# High enough that a name wins over its parts, in the counts of the segmenter's own dictionary.
_NAME_FREQUENCY: Final = 16000
_FULL_NAME: Final = 3
_APOSTROPHE: Final = "'"  # before a syllable that begins with a vowel: Qi'an
# Tags of adverbs, conjunctions, particles, times and places, with which no name ends.
_CLOSED: Final = ("d", "c", "u", "y", "t", "f", "r")
# Tags that the dictionary gives to words which are given names too: 高远, 金玟.
_NAMELIKE: Final = frozenset(("d", "a", "z", "nz", "ns", "i", "l", "b"))
_LONG_NAME: Final = 5
# Tags of words that are no given names, and of characters with which none ends: of one character, no verb either.
_COMMON: Final = frozenset("nvadmrqbi")
_CLOSED_ALONE: Final = ((*_CLOSED, "v", "p"), _CLOSED)
# A Japanese name is a surname of two or three characters and a given name of one to three.
_SHORTEST_JAPANESE, _LONGEST_JAPANESE = 3, 6
_SHORTEST_FOREIGN, _LONGEST_FOREIGN = 3, 10
_KEPT: Final = 10_000
_JOINT: Final = re.compile(r"[·‧・•]")


@cache
def segmenter() -> Any:
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


@lru_cache(maxsize=_KEPT)
def tags_of(text: str) -> tuple[tuple[str, str], ...]:
    """Words with their parts of speech; kept, since one name is asked about from several sides."""
    return tuple(segmenter().tag(text, False))


def entry_names(entity: dict[str, Any]) -> tuple[str, ...]:
    """The Chinese names and metonyms of an entity that are at most eight characters of one script."""
    names = (*entity.get("zh", ()), *entity.get("metonyms", {}).get("zh", ()))
    return tuple(name for name in names if 2 <= len(name) <= 8 and name.isalnum() and not name.isascii())


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


@lru_cache(maxsize=_KEPT)
def name_start(text: str) -> int:
    """Where the person's name that ends a noun phrase begins; its length where none does.

    >>> name_start("林业局局长林远"), name_start("参议员杰夫·弗莱克"), name_start("多名居民")
    (5, 3, 4)
    """
    if transliterated(text) or nickname(text):
        return 0
    if (
        2 <= len(text) <= _FULL_NAME
        and surname_of(text)
        and _may_name(text)
        and (full_name(text) or not segmenter().has_word(text))
    ):
        return 0  # what no dictionary has and begins with a surname
    for size in range(min(_LONGEST_JAPANESE, len(text)), _FULL_NAME - 1, -1):
        if _of_long_surname(text[-size:]):
            return len(text) - size
    tail, at = "", len(text)
    for word, tag in reversed(tags_of(text)):
        if not _may_name(word) or not (
            tag.startswith("nr") or len(word) == 1 or (tag in ("ns", "nz", "nrt") and "·" in tail[:1])
        ):
            break
        tail, at = word + tail, at - len(word)
    if "·" in tail:
        return at
    for size in (3, 2, 4):
        if len(tail) >= size and surname_of(tail[-size:]):
            return len(text) - size
    return 0 if 1 < len(text) <= _LONG_NAME and person_name(text) else len(text)


@lru_cache(maxsize=_KEPT)
def full_name(text: str) -> bool:
    """Whether two or three characters are a surname and a given name, and not a name and an adverb.

    Three are no word of the dictionary; two may be one (高远, 白雪), if it is no adverb, verb or common noun.

    >>> full_name("王建国"), full_name("赵志强")
    (True, True)
    >>> full_name("方兆明"), full_name("林远也"), full_name("高远"), full_name("高调"), full_name("内田真一")
    (True, False, True, False, True)
    """
    if nickname(text) or _of_long_surname(text):
        return True
    if not 2 <= len(text) <= _FULL_NAME or not surname_of(text):
        return False
    tagged = tags_of(text)
    if tagged[-1][1].startswith("nr") and len(tagged[0][0]) in (1, _FULL_NAME) and len(tagged) <= 2:
        return True  # 王建国, 赵|志强
    if len(text) == 2:
        return len(tagged) == 1 and tagged[0][1] in _NAMELIKE and text not in text_data("zh")["no_names"]
    return len(tagged) == _FULL_NAME and not tagged[-1][1].startswith(_CLOSED)


@cache
def _never_in_names() -> frozenset[str]:
    return frozenset(text_data("zh").get("never_in_names", ""))


def _may_name(text: str) -> bool:
    return _never_in_names().isdisjoint(text)


@cache
def _japanese() -> frozenset[str]:
    return frozenset(text_data("zh").get("japanese_surnames", ()))


@lru_cache(maxsize=_KEPT)
def _of_long_surname(text: str) -> bool:
    """Whether a string is a name whose surname has two characters or more: 欧阳明德, 内田真一; not 中村小学."""
    if not _SHORTEST_JAPANESE <= len(text) <= _LONGEST_JAPANESE:
        return False
    sizes = [size for size in (3, 2) if text[:size] in _japanese() and size < len(text) <= size + _FULL_NAME]
    size = sizes[0] if sizes else len(surname_of(text))
    if size < 2 or (not sizes and len(text) != size + 2) or (len(text) == _FULL_NAME and surname_of(text)):
        return False
    given = text[size:]
    if sizes and given[-1] in text_data("zh")["japanese_endings"]:
        return given not in text_data("zh")["not_given"]
    tagged = tags_of(given)
    common = any(len(word) > 1 and tag[0] in _COMMON and tag != "nr" for word, tag in tagged)
    return not common and not tagged[-1][1].startswith(_CLOSED_ALONE[len(given) > 1])


def nickname(text: str) -> bool:
    """Whether two characters are what somebody is called by friends: 小刚, 阿杰; no word of the dictionary.

    >>> nickname("小刚"), nickname("小说"), nickname("阿杰")
    (True, False, True)
    """
    return len(text) == 2 and text[0] in text_data("zh")["nicknames"] and len(tags_of(text)) == 2


@lru_cache(maxsize=_KEPT)
def transliterated(text: str) -> bool:
    """Whether a string of at least three characters is a foreign name written by its sound: no word of the dictionary in it.

    Of three, one must be in no Chinese name.

    >>> transliterated("克里斯蒂安舍尔茨"), transliterated("布兰斯塔德"), transliterated("上海海关"), transliterated("方兆明")
    (True, True, False, False)
    >>> transliterated("弗雷克"), transliterated("马林达")
    (True, False)
    """
    if not _SHORTEST_FOREIGN <= len(text) <= _LONGEST_FOREIGN or not set(text) <= _foreign_characters():
        return False
    if len(text) == _SHORTEST_FOREIGN and set(text).isdisjoint(text_data("zh")["foreign_only"]):
        return False
    tagged = [(word, tag) for word, tag in tags_of(text) if len(word) > 1]
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
    if not _may_name(words):
        return False
    tagged = tags_of(words)
    common = any(len(word) > 1 and tag in ("n", "v", "vn", "a", "d", "t", "r", "u", "uj", "m") for word, tag in tagged)
    unknown = len(tagged) > 1 and all(len(word) <= 2 for word, _ in tagged) and not common
    unknown = unknown and bool(
        surname_of(words)
        or words[0] in text_data("zh")["korean_surnames"]
        or nickname(words)
        or set(words) <= _foreign_characters()
    )
    return any(tag.startswith("nr") for _, tag in tagged) or "·" in words or unknown


@cache
def _foreign_names() -> tuple[dict[str, str], dict[str, str]]:
    """First and last names as Chinese news writes them, each to its usual spelling."""
    data = read_toml(data_root("lexicons") / "zh" / "foreign.toml")
    rows = ([row.split(" ") for row in data[kind]["names"]] for kind in ("given", "family"))
    given, family = ({form: row[0] for row in listed for form in row[1:]} for listed in rows)
    return given, family


def _in_latin(name: str) -> str:
    """A foreign name in Latin letters if each of its parts is known, else empty; two characters alone may be Chinese."""
    given, family = _foreign_names()
    *first, last = _JOINT.split(fold(name).text)
    if not first:
        return (family.get(last) or given.get(last, "")) if len(last) >= _FULL_NAME else ""
    parts = [*(given.get(part) or family.get(part, "") for part in first), family.get(last) or given.get(last, "")]
    return " ".join(parts) if all(parts) else ""


@lru_cache(maxsize=_KEPT)
def romanise(name: str) -> str:
    """A Chinese name in Hanyu Pinyin, surname first; a foreign one as it is usually spelt, as written if a part is unknown.

    >>> romanise("林远"), romanise("曾启安"), romanise("约翰·史密斯"), romanise("布兰斯塔德")
    ('Lin Yuan', "Zeng Qi'an", 'John Smith', '布兰斯塔德')
    """
    if foreign := _in_latin(name):
        return foreign
    surname = surname_of(name)
    if name[:2] in _japanese() and _of_long_surname(name):
        return name  # how it is read nobody can tell
    if not surname or not len(surname) < len(name) <= len(surname) + 2:
        return name
    if not set(name[1:]).isdisjoint(text_data("zh")["foreign_only"]):
        return name  # 霍尔特
    from pypinyin import lazy_pinyin

    family = dict(text_data("zh")["surname_readings"]).get(surname, "".join(lazy_pinyin(surname)))
    given = [f"'{part}" if part[0] in "aeo" else part for part in lazy_pinyin(name[len(surname) :])]
    return f"{family.capitalize()} {''.join(given).removeprefix(_APOSTROPHE).capitalize()}"
