"""What happened to a text before it was read: said in notes, never mended."""

from __future__ import annotations

import re
from functools import cache

from framing.notes import Note
from framing.text.encodings import common_han, vietnamese_only
from framing.text.languages.base import text_data
from framing.text.spans import count_of, simplified_only, traditional_only

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH = re.compile(r"(?<=\w)[\u200b-\u200d\u2060\ufeff]+(?=\w)")
_COUNTED = (
    (_LONE_SURROGATE, "has_surrogates", "has {n} lone surrogates"),
    (_BIDI, "has_bidi", "has {n} bidirectional controls"),
    (_ZERO_WIDTH, "has_zero_width", "has {n} zero-width characters inside words"),
    (re.compile("\ufffd"), "has_lost", "has {n} replacement characters U+FFFD: parts of the text are lost"),
)
_ODD = re.compile("[\ud800-\udfff\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]")
_HAN = re.compile("[\u3400-\u9fff]")
# UTF-8 read as Windows-1252 turns each byte from 0x80 on into one of these (the undefined five stay controls).
_HIGH = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_MISREAD = re.compile(rf"[ÂÃÄÅ][{_HIGH}]|[à-ï][{_HIGH}]{{2}}")
# Written rightly: café…” and «CAFÉ», a letter and then closing marks.
_CLOSING = frozenset("…”’»“‘«—–®™\u00a0")
# One such pair can be chance (a trade mark after an accent); â€œ and Ã© cannot.
_ENOUGH_MISREAD = 2
_NOT_ASCII = re.compile("[^\x00-\x7f\ufffd]+")
_SAMPLE, _ENOUGH_BYTES = 3_000, 24
_KNOWN_SHARE = 0.6
# "锟斤拷": U+FFFD twice in UTF-8, read as GBK.
_LOST_TWICE = "\ufffd\ufffd".encode().decode("gbk")
# 著, 乾, 於 and some names stand in good Simplified text; damage leaves more, and more kinds.
_ENOUGH_TRADITIONAL = 5
_TRADITIONAL_KINDS = 3
_TRADITIONAL_SHARE = (0.01, 0.5)


def find_damage(text: str) -> tuple[Note, ...]:
    """Notes on mojibake, conversion damage and invisible characters, each with how many; empty for a sound text.

    >>> find_damage("â€œIt isâ€\u009d a cafÃ©")
    ('mojibake: 3 characters look like UTF-8 read as Windows-1252',)
    >>> find_damage("“It is” a café")
    ()
    """
    if text.isascii():
        return ()
    notes = []
    if _ODD.search(text):
        counted = [(len(pattern.findall(text)), code, said) for pattern, code, said in _COUNTED]
        notes = [Note(code, said, n=n) for n, code, said in counted if n]
    if (misread := _misread_latin(text)) >= _ENOUGH_MISREAD or (misread and re.search("â€|Ã[^À-ÿ]", text)):
        notes.append(Note("misread", "mojibake: {n} characters look like UTF-8 read as Windows-1252", n=misread))
    if _HAN.search(text):
        notes += _chinese_damage(text)
    return tuple(notes)


def _misread_latin(text: str) -> int:
    return sum(not _CLOSING.issuperset(found[1:]) and _is_utf8(found) for found in _MISREAD.findall(text))


def _is_utf8(misread: str) -> bool:
    try:
        b"".join(_byte(char) for char in misread).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _byte(char: str) -> bytes:
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def _chinese_damage(text: str) -> list[Note]:
    notes = []
    if _LOST_TWICE in text or _utf8_as_gbk(text):
        notes.append(Note("misread_gbk", "mojibake: looks like UTF-8 read as GBK"))
    if len(wrong := _misconverted().findall(text)) >= _ENOUGH_MISREAD:
        said = "Traditional text with {n} words that only a bad conversion writes: {words}"
        notes.append(Note("misconverted", said, n=len(wrong), words=tuple(dict.fromkeys(wrong))))
    if len(traditional_only().intersection(text)) < _TRADITIONAL_KINDS:
        return notes
    n_left, n_simplified = count_of(text, traditional_only()), count_of(text, simplified_only())
    low, high = _TRADITIONAL_SHARE
    if n_left >= _ENOUGH_TRADITIONAL and low <= n_left / (n_left + n_simplified) <= high:
        said = "Simplified text with {n} Traditional-only characters: badly converted, or of two sources"
        notes.append(Note("two_scripts", said, n=n_left))
    return notes


def _utf8_as_gbk(text: str) -> bool:
    """Whether the GBK bytes of a Chinese text are mostly UTF-8; of a sound text a tenth may be, by chance."""
    data = "".join(_NOT_ASCII.findall(text[:_SAMPLE])).encode("gb18030", "ignore")
    if len(data) < _ENOUGH_BYTES:
        return False
    misread = data.decode("utf-8", "ignore")
    # By chance a sound text gives letters of any script; a misread one gives the characters of daily use again.
    if len(misread.encode()) <= len(data) / 2:
        return False
    known = sum(char in common_han() or char in vietnamese_only() for char in misread)
    return known > _KNOWN_SHARE * len(misread)


@cache
def _misconverted() -> re.Pattern[str]:
    return re.compile("|".join(text_data("zh")["misconverted"]))
