"""Notes in the language of the interface: their sentences are ``templates/notes.toml``, their values are put into words."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.data import read_toml
from framing.notes import Note
from framing.show.interface import TEMPLATES, Ui, number, report_strings
from framing.show.wording import labels


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the language it is in: English where the interface has no words for it."""

    text: str
    language: str


def say_note(note: str, ui: Ui) -> Said:
    """A note in a language of the interface; a sentence that is no ``Note``, or has no translation, stays as it is.

    >>> from framing.compare.cautions import too_few
    >>> say_note(too_few(["海外晨報"], 10), "vi").text
    'Chỉ mô tả, không suy luận: dưới 10 bài ở 海外晨報.'
    >>> say_note("as it was written", "vi")
    Said(text='as it was written', language='en')
    """
    sentence = _sentences(ui).get(note.code) if isinstance(note, Note) else None
    if sentence is None or not isinstance(note, Note):
        return Said(str(note), "en")
    return Said(_Filler(ui).vformat(sentence, (), note.values), ui)


def say_naming(note: str, ui: Ui) -> Said:
    """What the lexicon notes on a name that is a choice (``templates/naming.toml``); a lexicon of one's own stays as written.

    >>> say_naming("Taiwan form; 默克尔 PRC", "zh-Hans").text
    '台湾的写法；中国大陆作“默克尔”'
    """
    words: str | None = read_toml(TEMPLATES / "naming.toml").get(ui, {}).get(note)
    return Said(note, "en") if words is None else Said(words, ui)


@cache
def _sentences(ui: Ui) -> Mapping[str, str]:
    sentences: Mapping[str, str] = read_toml(TEMPLATES / "notes.toml").get(ui, {})
    return sentences


class _Filler(string.Formatter):
    """Fills a sentence: ``{n:0}`` is a number with so many decimals, ``{share:%}`` a share, ``{tag:language}`` a name."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        names, said = labels(ui), report_strings(ui)
        self.known: Mapping[str, Mapping[str, str]] = {
            "language": names.languages,
            "unit": names.units,
            "construct": said["constructs"],
            "role": said["roles"],
            "split": said["splits"],
            "category": {key.replace("_", " "): name for key, (_, name, _) in names.categories.items()},
        }

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, tuple):
            between = format_spec if format_spec in (";", "+") else ","
            return report_strings(self.ui)["between"][between].join(
                self.format_field(one, format_spec) for one in value
            )
        if isinstance(value, Note):
            return say_note(value, self.ui).text
        if isinstance(value, str):
            return self.known.get(format_spec, {}).get(value, value)
        if format_spec.endswith("%"):
            return f"{number(100 * value, self.ui, int(format_spec[:-1] or 0))} %"
        return number(value, self.ui, int(format_spec or 0))
