"""Which language a line is in, by its script and letters: BCP 47, ``und`` where it has no words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from math import ceil
from typing import Final
from unicodedata import is_normalized, normalize

from framing.text.languages import language_of
from framing.text.languages.base import text_data
from framing.text.spans import beyond_ascii, count_of, holds_one, simplified_only, traditional_only

_NOT_WORDS: Final = re.compile(
    r"!?\[[^\]]*\]\([^)]*\)|(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+\.\w+|(?:\.{0,2}/)?(?:[A-Za-z\d_.%-]++/)++[A-Za-z\d_.%-]*|[!-~]+\.(?:html?|php|aspx?|jsp|tpl|jpe?g|png)\b"
    r"|<[^>]{1,200}>|[{\[(]?'?\w+'?: ?'[^']*',?"
)
# Addresses, paths, markup and feed dumps hold one of these marks, ``www.`` or a file's ending.
_MARKUP: Final = ("/", "@", "[", "<", "{", "www.")
_FILE: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|tpl|jpe?g|png)\b")
_NOT_IN_LATIN: Final = ("zh", "ja", "ko")
# The first so many characters of a line tell its language; so many at both ends of them, that it is plain English.
_ENOUGH: Final = 600
_OFTEN_ENOUGH: Final = 150
_HAN: Final = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
# That these begin with a set of characters makes the search for them quick.
_HAN_RUN: Final = re.compile(f"{_HAN}{_HAN}*+")
_LATIN: Final = "".join(chr(c) for a, z in ("AZ", "az", "Àɏ", "Ḁỿ") for c in range(ord(a), ord(z) + 1))
_LATIN_WORD: Final = re.compile(f"[{_LATIN}][{_LATIN}]++")
_ASCII_WORD: Final = re.compile("[A-Za-z][A-Za-z]++")
# Letters of ASCII as they are, all else as blanks.
_LETTERS_ALONE: Final = bytes(c if chr(c).isascii() and chr(c).isalpha() else ord(" ") for c in range(256))
_BEYOND_ASCII: Final = re.compile(f"[{_LATIN[52:]}]")
_ONLY_VIETNAMESE: Final = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_ALSO_VIETNAMESE: Final = "àáâãèéêìíòóôõùúýĩũ"
_VIETNAMESE: Final = re.compile(f"[{(letters := _ONLY_VIETNAMESE + _ALSO_VIETNAMESE)}{letters.upper()}]")
_OTHER_SCRIPTS = {
    "ja": r"\u3040-\u30ff",
    "ko": r"\uac00-\ud7af\u1100-\u11ff",
    "und-Cyrl": r"\u0400-\u052f",
    "und-Arab": r"\u0600-\u06ff",
    "und-Thai": r"\u0e00-\u0e7f",
    "und-Deva": r"\u0900-\u097f",
    "und-Hebr": r"\u0590-\u05ff",
    "und-Grek": r"\u0370-\u03ff",
}
_LETTERS: Final = {tag: re.compile(f"[{letters}]") for tag, letters in _OTHER_SCRIPTS.items()}
_ANY_OTHER_SCRIPT: Final = re.compile(f"[{''.join(_OTHER_SCRIPTS.values())}]")
# Nothing up to here, and no mark or symbol, is in one of these scripts or in Chinese.
_NOT_LATIN: Final = re.compile(r"[^\0-\u036f\u1e00-\u2fff]")
# English prose has 40-50 % of these words. Below that a line is English if it has more of them than of the words of other
# languages in Latin letters, which share some (Dutch: is, in, was, we, had).
_PLAINLY_ENGLISH, _ENGLISH_SHARE = 0.3, 0.12
_ENOUGH_WORDS: Final = 12
# A sentence of names and nouns may have fewer: up to so many words, two are enough if the rest of the text does not speak against it.
_MANY_WORDS: Final = 30
# Vietnamese prose has a letter that only Vietnamese uses in 4 of 10 words; a foreign name brings one into a line at most.
_VIETNAMESE_SHARE: Final = 0.15
# A word here has two letters at least, and a blank or a mark behind it.
_SHORTEST: Final = 3


def detect_languages(lines: Sequence[str], chosen: str = "") -> tuple[str, ...]:
    """One tag a line: ``en``, ``zh-Hans``, ``zh-Hant``, ``vi``, ``und``, or the tag of a language that is not covered.

    Lines too short to tell take the script or language that the rest of the text speaks for; where that does not tell
    either, the ``chosen`` one. A text whose letters alone are known (``und-Latn``) is in the chosen language if that
    is not one of the covered, which would have been known.

    >>> detect_languages(["Giá dầu đã tăng mạnh", "油價上漲", "2031-01-02"])
    ('vi', 'zh-Hant', 'und')
    """
    everything = "\n".join(lines)
    plain = not _has_markup(everything) and is_normalized("NFC", everything)
    foreign = "" if everything.isascii() else beyond_ascii(everything)
    only_latin = not _NOT_LATIN.search(foreign)
    script = "" if only_latin else _only_script(everything)
    others = _LETTERS if not only_latin and _ANY_OTHER_SCRIPT.search(foreign) else {}
    accents = not (plain and (only_latin or _BEYOND_ASCII.search(foreign) is None))
    vietnamese = not plain or _VIETNAMESE.search(foreign) is not None
    read = partial(_by_letters, vietnamese) if only_latin else partial(_by_script, script, others, accents)
    first = [read((line if plain else _words_only(line))[:_ENOUGH]) for line in lines]
    if any(not tag for tag, _ in first):
        script = _han_script(everything, chosen)
        first = [(tag or script, sure) for tag, sure in first]
    if chosen and language_of(chosen) is None:
        first = [(chosen if tag.startswith("und-") else tag, sure) for tag, sure in first]
    if all(sure for _, sure in first):
        return tuple(tag for tag, _ in first)
    weights: Counter[str] = Counter()
    for line, (tag, sure) in zip(lines, first, strict=True):
        if sure and tag != "und":
            weights[tag] += len(line)
    known = (*(tag for tag, _ in weights.most_common()), chosen)
    latin = next((tag for tag in known if tag and not tag.startswith(_NOT_IN_LATIN)), "")
    return tuple(tag if sure else latin or tag for tag, sure in first)


def _has_markup(text: str) -> bool:
    return any(map(text.__contains__, _MARKUP)) or _FILE.search(text) is not None


def _words_only(line: str) -> str:
    """The start of a line, composed, without addresses, paths and markup."""
    line = line[:_ENOUGH]
    if _has_markup(line):
        line = _NOT_WORDS.sub(" ", line)
    return line if is_normalized("NFC", line) else normalize("NFC", line)


def _by_script(script: str, others: Mapping[str, re.Pattern[str]], accents: bool, line: str) -> tuple[str, bool]:
    """The tag, and whether the line alone is enough to tell; no tag for Chinese in either script.

    ``script`` is that of all Chinese of the text, if it has but one; ``others`` the scripts besides that it may hold;
    ``accents`` whether it may hold Latin letters that are not in ASCII.
    """
    if line.isascii() or not _NOT_LATIN.search(line):
        return _by_letters(True, line)
    words = len(_LATIN_WORD.findall(line)) if accents else _ascii_words(line)
    if others:
        han = sum(map(len, _HAN_RUN.findall(line)))
        for tag, letters in others.items():
            count = len(letters.findall(line))
            if count > (han / 10 if tag == "ja" else han) and count > 2 * words:
                return tag, True
    return (script or _script_of_line(line), True) if _has_han(line, max(1, words)) else _by_letters(True, line)


def _ascii_words(line: str) -> int:
    """How many words of two letters or more a line has, where those that are not in ASCII are no Latin ones."""
    words = line.encode("ascii", "replace").translate(_LETTERS_ALONE).split()
    return sum([len(word) > 1 for word in words]) if words else 0


def _has_han(line: str, least: int) -> bool:
    """Whether a line has at least so many Chinese characters; the first run of them mostly is enough."""
    for run in _HAN_RUN.finditer(line):
        least -= run.end() - run.start()
        if least <= 0:
            return True
    return False


def _by_letters(vietnamese: bool, line: str) -> tuple[str, bool]:
    """The tag of a line of Latin letters, and whether it alone is enough to tell; whether Vietnamese letters may be in it."""
    ascii_only = line.isascii()
    plain = ascii_only or not vietnamese or _VIETNAMESE.search(line) is None
    if plain and (_english_at_both_ends(line) or _plainly_english(line)):
        return "en", True
    if not plain and _plainly_vietnamese(line):
        return "vi", True
    words = (_ASCII_WORD if ascii_only else _LATIN_WORD).findall(line)
    if not words:
        return "und", True
    if not plain and _reads_vietnamese(line, len(words)):
        return "vi", len(words) > 1
    return _detect_english(" ".join(words).lower().split(" "), plain=plain)


def _english_at_both_ends(line: str) -> bool:
    """Whether a long line plainly begins and ends in English, which is soon known; not where one of them is but a quotation."""
    long = len(line) > 2 * _OFTEN_ENOUGH
    return long and _plainly_english(line[:_OFTEN_ENOUGH]) and _plainly_english(line[-_OFTEN_ENOUGH:])


def _plainly_english(line: str) -> bool:
    """Whether a line is English by its words that stand between blanks, which is quick and tells of most."""
    words = line.lower().split()
    ours = sum(map(_listed("function_words").__contains__, words))
    return len(words) >= _ENOUGH_WORDS and ours >= _PLAINLY_ENGLISH * len(words)


def _detect_english(words: list[str], *, plain: bool) -> tuple[str, bool]:
    """Whether words in small letters are English; ``plain``: none has a letter that Vietnamese has and English has not."""
    ours = sum(map(_listed("function_words").__contains__, words))
    if len(words) < _ENOUGH_WORDS:
        return "en", ours >= 2 and (plain or not _count_with(_ALSO_VIETNAMESE, " ".join(words)))
    if ours >= _PLAINLY_ENGLISH * len(words):
        return "en", True
    others = sum(map(_listed("foreign_words").__contains__, words))
    if plain and not others and ours < 2 and len(words) < _MANY_WORDS:
        return "und-Latn", False  # a headline of names and nouns: what the rest of the text or whoever gave it says
    if ours <= others or ours < 2:
        return "und-Latn", True
    if ours >= _ENGLISH_SHARE * len(words):
        return "en", True
    return ("en", False) if plain and len(words) < _MANY_WORDS else ("und-Latn", True)


def _at_least(number: float, found: Iterator[object]) -> bool:
    """Whether so many are found; what is left is not looked for."""
    return next(islice(found, max(1, ceil(number)) - 1, None), None) is not None


def _plainly_vietnamese(line: str) -> bool:
    """Whether a line is Vietnamese however many words it has: each takes three characters, with the blank behind it."""
    most = (len(line) + 1) // _SHORTEST
    return _at_least(max(2, _VIETNAMESE_SHARE * most), _words_with(_ONLY_VIETNAMESE).finditer(line))


def _reads_vietnamese(line: str, words: int) -> bool:
    sure = _count_with(_ONLY_VIETNAMESE, line)
    if sure and sure >= _VIETNAMESE_SHARE * words:
        return True
    return sure > 0 and sure + _count_with(_ALSO_VIETNAMESE, line) >= 0.3 * words


def _count_with(letters: str, line: str) -> int:
    return len(_words_with(letters).findall(line))


@cache
def _words_with(letters: str) -> re.Pattern[str]:
    """Latin words with one of these letters, small or capital, from there on; that the pattern begins with a set of
    characters makes the search for it quick.
    """
    some = f"[{letters}{letters.upper()}]"
    return re.compile(f"{some}(?:(?<=[{_LATIN}]{some})|(?=[{_LATIN}]))[{_LATIN}]*+")


def _only_script(text: str) -> str:
    """The tag of all Chinese of a text; empty where its characters are of both scripts or do not tell, or there are none."""
    if not _HAN_RUN.search(text):
        return ""
    traditional, simplified = holds_one(text, traditional_only()), holds_one(text, simplified_only())
    return "" if traditional == simplified else "zh-Hant" if traditional else "zh-Hans"


def _script_of_line(line: str) -> str:
    traditional = holds_one(line, traditional_only())
    if traditional == holds_one(line, simplified_only()):
        return ""
    return "zh-Hant" if traditional else "zh-Hans"


def _han_script(text: str, chosen: str) -> str:
    more = count_of(text, traditional_only()) - count_of(text, simplified_only())
    if not more and chosen.startswith("zh-"):
        return chosen
    return "zh-Hant" if more > 0 else "zh-Hans"


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(text_data("en")[name])
