"""The languages of page and report: which one is asked for, and what is said in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from framing.data import read_toml
from framing.errors import UsageError

Ui = Literal["en", "zh-Hans", "zh-Hant", "vi"]
UI_LANGUAGES: tuple[Ui, ...] = get_args(Ui)
TEMPLATES = Path(__file__).parent / "templates"
Strings = Mapping[str, Any]


@cache
def interface_strings(language: str) -> Strings:
    """What the page of ``framing serve`` says in one of its languages. Errors: UsageError for a language there is not."""
    return _said("strings.toml", language)


@cache
def report_strings(language: str) -> Strings:
    """What the report says in one of its languages. Errors: UsageError for a language there is not."""
    return _said("report.toml", language)


def _said(file: str, language: str) -> Strings:
    said = read_toml(TEMPLATES / file)
    if language not in said:
        raise UsageError(f"the interface speaks {', '.join(said)}, not {language!r}")
    return cast(Strings, said[language])


def choose_language(asked: str, accepted: str) -> Ui:
    """The interface language: the one asked for, else the best of an Accept-Language header, else English.

    >>> choose_language("", "fr, zh-TW;q=0.8, en;q=0.5"), choose_language("vi", "en"), choose_language("xx", "")
    ('zh-Hant', 'vi', 'en')
    """
    if asked in UI_LANGUAGES:
        return asked
    known = {tag.lower(): name for name in UI_LANGUAGES for tag in interface_strings(name)["accepts"]}
    for wanted in _by_preference(accepted):
        parts = wanted.split("-")
        for length in range(len(parts), 0, -1):
            if (name := known.get("-".join(parts[:length]))) is not None:
                return name
    return UI_LANGUAGES[0]


def _by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, the best first; what cannot be read counts as not wanted."""
    found = re.findall(r"([a-zA-Z-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*(?:,|$)", accepted[:1000])
    weighed = [(float(quality or 1), tag.lower()) for tag, quality in found]
    return [tag for quality, tag in sorted(weighed, key=lambda one: -one[0]) if quality]


def number(value: float, language: str, digits: int = 0) -> str:
    """A number as the language of the interface writes it.

    >>> number(12345.678, "en", 1), number(12345.678, "vi", 1)
    ('12,345.7', '12.345,7')
    """
    said = interface_strings(language)
    marks = str.maketrans({",": said["thousands"], ".": said["decimal"]})
    return f"{value:,.{digits}f}".translate(marks)
