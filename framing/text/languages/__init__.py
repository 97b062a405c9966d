"""The languages that are covered. A new one is a module here, a folder in ``lexicons/``, and a line in this file."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

from framing.errors import UsageError
from framing.text.languages import en, vi, zh
from framing.text.languages.base import Language, text_data
from framing.text.spans import fold

__all__ = ["LANGUAGES", "Language", "called", "check_segmenter", "covered", "language_of", "token_unit"]

LANGUAGES: tuple[Language, ...] = (en.LANGUAGE, zh.LANGUAGE, vi.LANGUAGE)
_BY_TAG = {tag: language for language in LANGUAGES for tag in language.tags}


def language_of(tag: str) -> Language | None:
    """The language that answers to a BCP 47 tag, None where it is not covered.

    >>> language_of("zh-Hant").name, language_of("fr")
    ('Chinese', None)
    """
    return _BY_TAG.get(tag)


def called(name: str) -> str:
    """The tag that a language goes by here: a BCP 47 tag with or without its region, or a name; as given where unknown.

    ``zh`` is Chinese whose script the text must tell. Names: ``called`` in ``lexicons/<lang>/text.toml``.

    >>> called("zh-TW"), called("en_GB"), called("Tiếng Việt"), called("中文"), called("fr-CA"), called("")
    ('zh-Hant', 'en', 'vi', 'zh', 'fr-CA', '')
    """
    folded = fold(name.strip().replace("_", "-")).text
    parts = folded.split("-")
    tries = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_called()[tried] for tried in tries if tried in _called()), name.strip().replace("_", "-"))


@cache
def _called() -> dict[str, str]:
    return {fold(name).text: tag for one in LANGUAGES for name, tag in text_data(one.code)["called"].items()}


def check_segmenter(name: str) -> None:
    """Errors: UsageError for a segmenter that there is not, or that is not installed.

    >>> check_segmenter("scissors")
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: no segmenter is called 'scissors' (there is underthesea)
    """
    codes = [language.code for language in LANGUAGES if name in language.segmenters]
    if name and not codes:
        names = ", ".join(sorted({name for language in LANGUAGES for name in language.segmenters}))
        raise UsageError(f"no segmenter is called {name!r} (there is {names})")
    if name and find_spec(name) is None:
        raise UsageError(f"{name} is not installed (pip install 'framing-analysis[{codes[0]}]')")


def token_unit(tag: str, segmenter: str = "") -> str:
    """What is counted in a language: ``words``, ``syllables``, or words by a segmenter with its version.

    >>> token_unit("en", "underthesea"), token_unit("vi"), token_unit("fr")
    ('words', 'syllables', '')
    """
    language = language_of(tag)
    if language is None:
        return ""
    return f"words ({segmenter} {version(segmenter)})" if segmenter in language.segmenters else language.token_unit


def covered() -> tuple[str, ...]:
    """All tags that are covered."""
    return tuple(_BY_TAG)
