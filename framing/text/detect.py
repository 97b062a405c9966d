"""Which language a line is in, by its script and letters: BCP 47, ``und`` where it has no words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from unicodedata import is_normalized, normalize

from framing.text.languages.base import text_data
from framing.text.spans import simplified_only, traditional_only

_NOT_WORDS = re.compile(
    r"!?\[[^\]]*\]\([^)]*\)|https?://\S+|www\.\S+|\S+@\S+\.\w+|(?:\.{0,2}/)?(?:[\w.-]+/)+[\w.-]*|\S+\.(?:html?|php|aspx?|jsp|tpl|jpe?g|png)\b"
    r"|<[^>]{1,200}>|[{\[(]?'?\w+'?: ?'[^']*',?"
)
# Addresses, paths, markup and feed dumps hold one of these.
_HOLDS_NO_WORDS = re.compile(r"[/@\[<{]|www\.|\.(?:html?|php|aspx?|jsp|tpl|jpe?g|png)\b")
# The first so many characters of a line tell its language.
_ENOUGH = 600
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]{2,}")
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ]|[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_VIETNAMESE_WEAK = re.compile(r"[àáâãèéêìíòóôõùúýĩũ]", re.IGNORECASE)
_OTHER_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("und-Cyrl", re.compile(r"[\u0400-\u052f]")),
    ("und-Arab", re.compile(r"[\u0600-\u06ff]")),
    ("und-Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("und-Deva", re.compile(r"[\u0900-\u097f]")),
    ("und-Hebr", re.compile(r"[\u0590-\u05ff]")),
    ("und-Grek", re.compile(r"[\u0370-\u03ff]")),
)
_ANY_OTHER_SCRIPT = re.compile("|".join(letters.pattern for _, letters in _OTHER_SCRIPTS))
# English prose has 40-50 % of these words; French, Spanish, German or Indonesian under 8 % (they share a, in, no, on, me).
_ENGLISH_SHARE = 0.12
_ENOUGH_WORDS = 12
# Vietnamese prose has a letter that only Vietnamese uses in 4 of 10 words; a foreign name brings one into a line at most.
_VIETNAMESE_SHARE = 0.15


def detect_languages(lines: Sequence[str]) -> tuple[str, ...]:
    """One tag a line: ``en``, ``zh-Hans``, ``zh-Hant``, ``vi``, ``und``, or the tag of a language that is not covered.

    Lines too short to tell take the script or language that the rest of the text speaks for.

    >>> detect_languages(["Giá dầu đã tăng mạnh", "油價上漲", "2031-01-02"])
    ('vi', 'zh-Hant', 'und')
    """
    script = _han_script("".join(lines))
    first = [_detect(line, script) for line in lines]
    weights: Counter[str] = Counter()
    for line, (tag, sure) in zip(lines, first, strict=True):
        if sure and tag != "und":
            weights[tag] += len(line)
    latin = [tag for tag, _ in weights.most_common() if not tag.startswith(("zh", "ja", "ko"))]
    return tuple(tag if sure else (latin[0] if latin else tag) for tag, sure in first)


def _detect(line: str, script: str) -> tuple[str, bool]:
    """The tag, and whether the line alone is enough to tell."""
    line = line[:_ENOUGH]
    if _HOLDS_NO_WORDS.search(line):
        line = _NOT_WORDS.sub(" ", line)
    if not is_normalized("NFC", line):
        line = normalize("NFC", line)
    latin = _LATIN_WORD.findall(line)
    if not line.isascii():
        han = len(_HAN.findall(line))
        for tag, letters in _OTHER_SCRIPTS if _ANY_OTHER_SCRIPT.search(line) else ():
            count = len(letters.findall(line))
            if count > (han / 10 if tag == "ja" else han) and count > 2 * len(latin):
                return tag, True
        if han and han >= len(latin):
            return _han_script(line) if _decisive(line) else script, True
    if not latin:
        return "und", True
    plain = line.isascii() or not (_VIETNAMESE.search(line) or _VIETNAMESE_WEAK.search(line))
    return _detect_latin(latin, plain=plain)


def _detect_latin(words: list[str], *, plain: bool) -> tuple[str, bool]:
    sure_vi = 0 if plain else sum(1 for word in words if _VIETNAMESE.search(word))
    weak_vi = 0 if plain else sum(1 for word in words if _VIETNAMESE_WEAK.search(word))
    if not plain and (
        sure_vi >= max(1, _VIETNAMESE_SHARE * len(words)) or (sure_vi and sure_vi + weak_vi >= 0.3 * len(words))
    ):
        return "vi", len(words) > 1
    known = _english()
    english = sum(1 for word in words if word in known or word.lower() in known)
    if len(words) < _ENOUGH_WORDS:
        return "en", english >= 2 and not weak_vi
    return ("en" if english >= _ENGLISH_SHARE * len(words) else "und-Latn"), True


def _decisive(line: str) -> bool:
    chars = set(line)
    return bool(chars & traditional_only()) != bool(chars & simplified_only())


def _han_script(text: str) -> str:
    counts = Counter(_HAN.findall(text))
    traditional = sum(n for char, n in counts.items() if char in traditional_only())
    simplified = sum(n for char, n in counts.items() if char in simplified_only())
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@cache
def _english() -> frozenset[str]:
    return frozenset(text_data("en")["function_words"])
