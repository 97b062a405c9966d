"""Bytes to text: by the mark at the start, as UTF-8, by the file's own declaration, then by detection; never by a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO
from unicodedata import category, normalize

from framing.errors import InputError
from framing.notes import Note

SAMPLE_BYTES = 200_000
"""How much of a file is looked at to tell its encoding."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)|<meta[^>]{0,400}?charset=["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# What a declaration names → the codec that reads all of it, as browsers do (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs"}
_WIDER |= dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252")
_DECLARABLE = re.compile(r"(?:gb|x-gbk|big5|cp|windows-|iso-?8859|latin|us-ascii|ascii|koi8|shift|euc|tis-620)[\w-]*")
# Detection chooses among these; the Japanese and Korean ones stand here so that such a text is not taken for Chinese.
_CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "cp1258", "cp1252", "shift_jis", "euc_jp", "euc_kr")
_FAMILY = {"cp950": "big5", "big5hkscs": "big5"}
# A page of Chinese news has 97 % or more common characters; the same bytes in a wrong encoding have 20 to 60 %.
_COMMON_SHARE = 0.85
_LETTERS_SHARE = 0.95
_KANA_SHARE = 0.2  # Japanese prose has half or more
_ENOUGH_HAN = 12  # fewer characters prove nothing
_ENOUGH_LETTERS = 3
# English has some names, dashes and quotation marks beyond ASCII; a tenth is already French or German.
_FOREIGN_SHARE = 0.1
_CHAOS_MARGIN = 0.1
_BINARY_SHARE = 0.02
_PDF = b"%PDF-"
# UTF-8 with a few broken bytes is broken UTF-8, not another encoding.
_BROKEN_SHARE = 0.05
_TYPOGRAPHY = frozenset("‘’“”‚„‹›«»–—…·•†‡§©®™°€£¥₫½¼¾×\u00a0\u00ad")
# What the tones and letters of Windows-1258 look like as Windows-1252; rare in the languages that use the latter.
_VIETNAMESE_BYTES = frozenset("ÌÒÞìòÕÝÐõýð")
_CONTROLS = bytes(set(range(27)) - set(range(9, 14)))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec that read it, and what the reader should know about that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The text of some bytes; line ends and odd characters stay as they are.

    Errors: InputError naming the file, for binary data, a mark or declaration that lies, and an encoding that cannot
    be told.

    >>> decode("Giá dầu".encode("utf-16"), "a.txt")
    Decoded(text='Giá dầu', encoding='utf-16', notes=('read as utf-16',))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, name)
    if _binary(data):
        return _decoded(data, _wide(data) or _refuse_binary(data, name))
    if data.startswith(_PDF):
        _refuse_binary(data, name)
    try:
        return _decoded(data, "utf-8")
    except UnicodeDecodeError as error:
        encoding = _tell(data, error, name)
    try:
        return _decoded(data, encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error, name, f"nor all of it {encoding}") from None


def encoding_of(stream: BinaryIO, name: str) -> str:
    """The codec of a long file, from its head and the first stretch that is not ASCII. Errors as :func:`decode`."""
    head = sample = _next_bytes(stream, needed=True)
    while sample.isascii() and (more := _next_bytes(stream)):
        sample = more
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if _odd_bytes(head) > _BINARY_SHARE * len(head[:4096]):  # one NUL breaks its row, not the table
        return _wide(head[: len(head) & ~1]) or _refuse_binary(head, name)
    sample = _whole_words(head if sample is head else head[:1000] + sample)
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if _mostly_utf8(sample) else _tell(sample, error, name)
    return "utf-8"


def _next_bytes(stream: BinaryIO, *, needed: bool = False) -> bytes:
    """The next stretch; less where the stream breaks off, for its rows up to there can still be read."""
    data = b""
    while len(data) < SAMPLE_BYTES:
        try:
            more = stream.read(8192)
        except InputError:
            if needed and not data:
                raise
            break
        if not more:
            break
        data += more
    return data


def encoding_notes(encoding: str) -> tuple[str, ...]:
    """What an article's notes say of its encoding: nothing for plain UTF-8."""
    return () if encoding == "utf-8" else (Note("read_as", "read as {encoding}", encoding=encoding),)


def _decode_marked(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return _decoded(data, encoding)
    except UnicodeDecodeError:
        reason = Note("mark_wrong", "its mark says {encoding}, its bytes do not", encoding=encoding)
        raise InputError(name, reason, "save it as UTF-8") from None


def _decoded(data: bytes, encoding: str) -> Decoded:
    declared = declared_encoding(data)
    notes = encoding_notes(encoding)
    if declared and not data.isascii() and _wider(declared) != encoding and not encoding.startswith(declared):
        notes += (Note("declares", "declares {declared}, is {encoding}", declared=declared, encoding=encoding),)
    return Decoded(data.decode(encoding), encoding, notes)


def declared_encoding(data: bytes) -> str:
    """What an XML declaration or an HTML ``meta`` at the start says, in lower case; empty where there is none.

    >>> declared_encoding(b'<html><meta charset="GB2312">')
    'gb2312'
    """
    found = _DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""


def _wider(declared: str) -> str:
    return _WIDER.get(declared, declared.replace("windows-", "cp"))


def _tell(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    """The codec of bytes that are not UTF-8. Errors: InputError where neither declaration nor detection settles it."""
    declared = declared_encoding(data)
    if _DECLARABLE.fullmatch(declared) and _decodes(data, _wider(declared)):
        return _wider(declared)
    if _mostly_utf8(data):
        raise _unreadable(data, error, name, "but nearly all of it is: some bytes are broken")
    found = _detected(_whole_words(data[_sample_start(data) :][:SAMPLE_BYTES]))
    if len(found) != 1:
        what = f"but {' or '.join(found)}" if found else "and its encoding cannot be told"
        raise _unreadable(data, error, name, what)
    return found[0]


def _unreadable(data: bytes, error: UnicodeDecodeError, name: str, what: str) -> InputError:
    said = "not UTF-8 (byte 0x{byte} at {place}), {what}"
    reason = Note("file_not_utf8", said, byte=f"{data[error.start]:02x}", place=str(error.start), what=what)
    return InputError(name, reason, "save it as UTF-8")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except (LookupError, ValueError):
        return False
    return True


def _detected(sample: bytes) -> list[str]:
    """The codecs that charset-normalizer finds and that give a text in a covered language; one where it is clear."""
    from charset_normalizer import from_bytes

    found: dict[str, tuple[float, str]] = {}
    texts: set[str] = set()
    for match in from_bytes(sample, cp_isolation=list(_CANDIDATES)):
        text, family = str(match), _FAMILY.get(match.encoding, match.encoding)
        if family not in found and text not in texts and _plausible(text, family):
            found[family] = (match.chaos, match.encoding)
            texts.add(text)
    ranked = sorted(found.values())
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] >= _CHAOS_MARGIN:
        ranked = ranked[:1]
    return [encoding for _, encoding in ranked]


def _plausible(text: str, family: str) -> bool:
    """Whether a decoded text looks like the languages that are written in this encoding."""
    odd = [char for char in normalize("NFC", text) if not char.isascii() and char not in _TYPOGRAPHY]
    if family in ("gb18030", "big5"):
        han = [char for char in odd if category(char) in ("Lo", "Co", "Cn")]
        return sum(char in common_han() for char in han) >= max(_ENOUGH_HAN, _COMMON_SHARE * len(han))
    if family == "cp1258":
        enough = sum(char in vietnamese_only() for char in odd) >= _ENOUGH_LETTERS
        return enough and sum(char in _vietnamese() for char in odd) >= _LETTERS_SHARE * len(odd)
    if family == "cp1252":
        few = len(odd) <= _FOREIGN_SHARE * len(text)
        letters = sum("À" <= char <= "ÿ" and char not in _VIETNAMESE_BYTES for char in odd)
        return few and letters >= _LETTERS_SHARE * len(odd)
    return _asian_neighbour(odd, family)


def _asian_neighbour(odd: list[str], family: str) -> bool:
    """Whether these characters look like Korean, or like Japanese."""
    if family == "euc_kr":
        return sum("\uac00" <= char <= "\ud7af" for char in odd) >= max(_ENOUGH_HAN, _COMMON_SHARE * len(odd))
    kana = sum("\u3040" <= char <= "\u30ff" for char in odd)
    japanese = kana + sum(char in common_han() for char in odd)
    return kana >= max(_ENOUGH_LETTERS, _KANA_SHARE * len(odd)) and japanese >= _COMMON_SHARE * len(odd)


@cache
def common_han() -> frozenset[str]:
    """The characters of daily use: the first levels of GB 2312 and of Big5, about 9,000 of 98,000."""
    pairs = [(a, b, "gb2312") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)]
    pairs += [(a, b, "big5") for a in range(0xA4, 0xC7) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))]
    return frozenset(bytes((a, b)).decode(codec, "ignore") for a, b, codec in pairs) - {""}


@cache
def _vietnamese() -> frozenset[str]:
    bases = [*"aeiouy", "a\u0306", "a\u0302", "e\u0302", "o\u0302", "o\u031b", "u\u031b"]
    letters = [normalize("NFC", base + tone) for base in bases for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")]
    return frozenset("".join([*letters, "đ", *(letter.upper() for letter in letters), "Đ"]))


@cache
def vietnamese_only() -> frozenset[str]:
    """Letters that Vietnamese has and Latin-1 has not."""
    return frozenset(char for char in _vietnamese() if char > "ÿ")


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in text)
    return broken <= _BROKEN_SHARE * sum(not char.isascii() for char in text)


def _binary(data: bytes) -> bool:
    return b"\0" in data or _odd_bytes(data) > _BINARY_SHARE * len(data[:4096])


def _odd_bytes(data: bytes) -> int:
    """How many of the first bytes no text has: control characters, NUL with them."""
    return len(data[:4096]) - len(data[:4096].translate(None, _CONTROLS))


def _refuse_binary(data: bytes, name: str) -> str:
    if data.startswith(_PDF):
        raise InputError(name, Note("file_pdf", "it is a PDF, not text"), "copy its text into a .txt file")
    raise InputError(name, Note("file_binary", "it is a binary file, not text"), "save its text as .txt")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: a text of Latin or common Chinese characters without NUL; empty where it is not that."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if len(data) % 2 == 0 and _decodes(data, encoding):
            text = data[:SAMPLE_BYTES].decode(encoding, "ignore")
            if len(text) > _ENOUGH_HAN and sum(map(_wide_known, text)) >= _LETTERS_SHARE * len(text):
                return encoding
    return ""


def _wide_known(char: str) -> bool:
    if char.isascii():
        return char.isprintable() or char.isspace()
    known = char in common_han() or char in _vietnamese() or char in _TYPOGRAPHY
    return known or "\u3000" <= char <= "\u3011" or "\uff01" <= char <= "\uff5e"


def _sample_start(data: bytes) -> int:
    """A little before the first byte that is not ASCII."""
    return max(0, next(_not_ascii(data), 0) - 1000)


def _not_ascii(data: bytes) -> Iterator[int]:
    return (found.start() for found in re.finditer(rb"[\x80-\xff]", data))


def _whole_words(sample: bytes) -> bytes:
    """Cut at the last white space: no multi-byte character is cut, for none has such a byte."""
    end = max(sample.rfind(b"\n"), sample.rfind(b" "), sample.rfind(b"\r"))
    return sample[:end] if len(sample) >= SAMPLE_BYTES and end > 0 else sample
