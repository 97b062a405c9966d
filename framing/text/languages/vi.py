"""Vietnamese. Words are counted in syllables, the unit that needs no segmenter, or in words where one is asked for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from framing.text.languages.base import Language, Pairs
from framing.text.languages.spaced import sentence_finder, words

# Two spellings of one syllable: the tone mark on the second vowel (hoà, thuý) or on the first (hòa, thúy).
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_STYLE = dict(zip(_OLD, _NEW, strict=True))
_HALF = re.compile("[\ud800-\udfff]")
_OPEN_SYLLABLE = re.compile(f"[ou][{''.join(sorted({old[1] for old in _OLD}))}](?<!q..)(?![^\\W\\d_])")


def refine(text: str) -> str:
    """Both ways to place a tone mark become one.

    >>> refine("hoà bình") == refine("hòa bình")
    True
    """
    return _OPEN_SYLLABLE.sub(lambda match: _STYLE.get(match.group(), match.group()), text)


@lru_cache(maxsize=10_000)
def romanise(name: str) -> str:
    """A name without tone marks, as English texts write it.

    >>> romanise("Lê Hải Bình"), romanise("Đỗ Thị Hà")
    ('Le Hai Binh', 'Do Thi Ha')
    """
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


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


LANGUAGE = Language(
    code="vi",
    name="Vietnamese",
    tags=("vi",),
    spaced=True,
    token_unit="syllables",
    words=words,
    sentences=sentence_finder("vi"),
    refine=refine,
    romanise=romanise,
    segmenters={"underthesea": compound_words},
)
