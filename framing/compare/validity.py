"""What may be set against what: languages by measures that were calibrated, measures by what they were checked on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from framing.data import data_root, read_toml, validation

SAME_LANGUAGE = "same language"
NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class LanguageRatio:
    """What the same text gives by a measure in two languages (``lexicons/calibration.toml``).

    ``ratio`` is the rate in the second language by the rate in the first, with its 95 % interval; None where one side
    was never seen. ``spearman`` is of document rates; under 0.5 the measure is not ``comparable``. ``text`` names the
    parallel text.
    """

    ratio: float | None
    low: float | None
    high: float | None
    spearman: float
    comparable: bool
    text: str


@cache
def _calibration() -> dict[str, Any]:
    return read_toml(data_root("lexicons") / "calibration.toml")


def comparable(measure: str, voice: str, languages: Collection[str]) -> str:
    """Whether articles in these languages may be set against each other by a measure, and why.

    Within one language they may. Across languages only for all voices together, and only by the ratio that
    ``lexicons/calibration.toml`` has for every two of them; else the words are ``not comparable``.

    >>> comparable("loaded", "author", ["en"]), comparable("loaded: doom", "author", ["en", "fr"])
    ('same language', 'not comparable')
    """
    tags = sorted(set(languages))
    if len(tags) < 2:
        return SAME_LANGUAGE
    pairs = list(combinations(tags, 2))
    ratios = [language_ratio(measure, one, two) for one, two in pairs] if voice == "all" else []
    if ratios and all(found is not None and found.comparable for found in ratios):
        return f"by ratio only: {ratios[0].text if ratios[0] else ''}"
    return NOT_COMPARABLE


def language_ratio(measure: str, first: str, second: str) -> LanguageRatio | None:
    """The ratio of rates of a measure, all voices together, between two languages; None where it was not measured.

    A rate in the second language, divided by ``ratio``, can be read beside rates in the first.

    >>> language_ratio("loaded", "en", "vi").comparable, language_ratio("loaded", "en", "fr")
    (True, None)
    """
    one, two = sorted((first, second))
    known = _calibration()
    found = known.get(f"{one}, {two}", {}).get(measure)
    if found is None:
        return None
    ratio, low, high = (found.get(name) for name in ("ratio", "low", "high"))
    if (one, two) != (first, second):
        ratio, low, high = (1 / value if value else None for value in (ratio, high, low))
    return LanguageRatio(ratio, low, high, found["spearman"], found["comparable"], known["text"])


def validated(construct: str, languages: Collection[str]) -> str:
    """What a measure was checked on in these languages (``lexicons/validation.toml``); empty where there is no record.

    In one language it is a note.

    >>> validated("stance", ["en"]).split(":")[0], validated("naming", ["en"])
    ('not validated', '')
    """
    said = [words for tag in sorted(set(languages)) if (words := validation(tag).get(construct))]
    return said[0] if len(said) == 1 else "; ".join(dict.fromkeys(said))
