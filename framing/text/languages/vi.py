"""Vietnamese. Words are counted in syllables, the unit that needs no segmenter, or in words where one is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from framing.text.languages.base import Language, Pairs, text_data
from framing.text.languages.spaced import sentence_finder, word_starts, words

# Two spellings of one syllable: the tone mark on the second vowel (hoà, thuý) or on the first (hòa, thúy).
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_STYLE: Final = dict(zip(_OLD, _NEW, strict=True))
_HALF: Final = re.compile(r"[\ud800-\udfff]")
_OPEN_SYLLABLE: Final = re.compile(f"[ou][{''.join(sorted({old[1] for old in _OLD}))}](?<!q..)(?![^\\W\\d_])")

_LONGEST_NAME: Final = 4
_LOOK: Final = 30
_AHEAD: Final = re.compile(r" ([^\W\d_]+)")
_BEHIND: Final = re.compile(r"((?:[^\W\d_]+ ){1,4})$")
_OPENS: Final = re.compile(r"(?:^|[.!?…:;\"“‘(\n]) ?$")
# Without its tone mark.
_SYLLABLE: Final = re.compile(
    "(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def refine(text: str) -> str:
    """Both ways to place a tone mark become one.

    >>> refine("hoà bình") == refine("hòa bình")
    True
    """
    return _OPEN_SYLLABLE.sub(lambda match: _STYLE.get(match.group(), match.group()), text)


@lru_cache(maxsize=10_000)
def romanise(name: str) -> str:
    """A Vietnamese name without tone marks, as English texts write it; a foreign name stays as it is.

    >>> romanise("Lê Hải Bình"), romanise("Đỗ Thị Hà"), romanise("Valérie Morel")
    ('Le Hai Binh', 'Do Thi Ha', 'Valérie Morel')
    """
    return " ".join(word if _foreign(word) else _without_marks(word) for word in name.split(" "))


def _without_marks(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


@lru_cache(maxsize=20_000)
def _foreign(word: str) -> bool:
    """Whether a word with a capital is no Vietnamese syllable: ``Keller``, ``Ji-won``, not ``Tim``."""
    return word[:1].isupper() and _SYLLABLE.fullmatch(_without_marks(word).lower()) is None


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(text_data("vi")[kind])


@lru_cache(maxsize=10_000)
def name_in(words: str) -> str:
    """The person's name that ends a run of words with capitals: from the surname on, or with foreign words; else empty.

    >>> name_in("HĐQT Vũ Đình Long"), name_in("Tim Cook"), name_in("Hòa Phát")
    ('Vũ Đình Long', 'Tim Cook', '')
    """
    run = words.split()[-_LONGEST_NAME:]
    surnames, places, openers = _names("surnames"), _names("places"), _names("openers")
    for at, word in enumerate(run[1:-1], 1):
        if word.lower() in _names("middle") and run[at - 1].lower() not in openers and not run[at - 1].isupper():
            return " ".join(run[at - 1 :])
    for at, word in enumerate(run):
        if " ".join(run[at : at + 2]).lower() in places:
            continue
        if word.lower() in surnames and at + 1 < len(run):
            return " ".join(run[at:])
        if _foreign(word) and not word.isupper():
            while at and run[at - 1].isascii() and not run[at - 1].isupper() and run[at - 1].lower() not in openers:
                at -= 1
            return " ".join(run[at:])
    last = (
        1 < len(run) < _LONGEST_NAME and run[-1].lower() in _names("common_surnames") and run[0].lower() not in openers
    )
    return " ".join(run) if last and not run[-1].isupper() else ""  # Tâm Bùi, as in America


def own_name(before: str, name: str, after: str) -> bool | None:
    """Whether one word (Nga, Mỹ, Anh) names a country, and not a person or place (``bà Nga``, ``Lê Thị Nga``, ``Mỹ Đình``) or a
    part of a plain word (``Pháp luật``); None for one that opens a sentence and may be a pronoun (``Anh kể``).

    >>> own_name("gặp bà ", "Nga", " hôm qua"), own_name("tại ", "Mỹ", " Đình"), own_name("quân đội ", "Nga", " rút lui")
    (False, False, True)
    """
    ahead, behind = _AHEAD.match(after), _BEHIND.search(before)
    data = text_data("vi")["one_word_names"]
    following = ahead[1] if ahead else ""
    preceding = behind[1].split() if behind else []
    if following.islower() and following in data["compounds"].get(name.lower(), ()):
        return False
    if following[:1].isupper() and _goes_on(following, data["after"]):
        return False
    last = preceding[-1] if preceding else ""
    if last.lower() in data["addressed"] and (last.islower() or len(preceding) == 1):
        return False
    if last.lower() in data["no_state"] or (last[:1].isupper() and last.lower() in data["before"]):
        return False
    capitals: list[str] = []
    while preceding and preceding[-1][0].isupper():
        capitals.insert(0, preceding.pop())
    if capitals and name in name_in(" ".join([*capitals, name])).split()[1:]:
        return False
    if following and name.lower() in data["pronouns"] and _OPENS.search(before):
        return None if following.islower() else not name_in(after[:_LOOK]).startswith(following)
    return True


def _goes_on(word: str, given: Sequence[str]) -> bool:
    """Whether a word with a capital goes on with the name before it: it has marks, or is known to end names."""
    return (not word.isascii() and not _foreign(word)) or word.lower() in given


def compound_words(text: str) -> Pairs:
    """Words of one or more syllables by underthesea (extra ``vi``); each begins and ends where syllables do.

    Reads text as written: capitals tell names. Errors: ModuleNotFoundError without the extra.
    """
    from underthesea import word_tokenize

    ends, at = [], 0
    for token in word_tokenize(_HALF.sub("\ufffd", text), use_token_normalize=False):
        for syllable in token.split():
            found = text.find(syllable, at)
            at = found + len(syllable) if found >= 0 else at
        ends.append(at)
    grouped: Pairs = []
    token, last = 0, -1
    for start, end in words(text):
        while token < len(ends) and ends[token] <= start:
            token += 1
        grouped[-1:] = [(grouped[-1][0], end)] if token == last else [*grouped[-1:], (start, end)]
        last = token
    return grouped


LANGUAGE: Final = Language(
    code="vi",
    name="Vietnamese",
    tags=("vi",),
    spaced=True,
    token_unit="syllables",
    words=words,
    sentences=sentence_finder("vi"),
    word_starts=word_starts,
    refine=refine,
    romanise=romanise,
    name_in=name_in,
    own_name=own_name,
    segmenters={"underthesea": compound_words},
)
