"""Vietnamese. Words are counted in syllables, the unit that needs no segmenter."""

from __future__ import annotations

import re
import unicodedata

from framing.text.languages.base import Language
from framing.text.languages.spaced import sentence_finder, words

# Two spellings of one syllable: the tone mark on the second vowel (hoà, thuý) or on the first (hòa, thúy).
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_STYLE = dict(zip(_OLD, _NEW, strict=True))
_OPEN_SYLLABLE = re.compile(f"(?<!q)(?:{'|'.join(_OLD)})(?![^\\W\\d_])")


def refine(text: str) -> str:
    """Both ways to place a tone mark become one.

    >>> refine("hoà bình") == refine("hòa bình")
    True
    """
    return _OPEN_SYLLABLE.sub(lambda match: _STYLE[match.group()], text)


def romanise(name: str) -> str:
    """A name without tone marks, as English texts write it.

    >>> romanise("Lê Hải Bình"), romanise("Đỗ Thị Hà")
    ('Le Hai Binh', 'Do Thi Ha')
    """
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


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
)
