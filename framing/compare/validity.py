"""What may be set against what: languages by measures that were calibrated, measures by what they were checked on."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from framing.data import data_root, read_toml

SAME_LANGUAGE = "same language"
NOT_COMPARABLE = "not comparable"


@cache
def _record(name: str) -> dict[str, Any]:
    return read_toml(data_root("lexicons") / name)


def comparable(measure: str, voice: str, languages: Collection[str]) -> str:
    """Whether articles in these languages may be set against each other by a measure, and why.

    Within one language they may. Across languages only where ``lexicons/comparability.toml`` records that parallel text
    gave the same figures in every two of them; else the words are ``not comparable``.

    >>> comparable("loaded", "author", ["en"]), comparable("loaded: doom", "author", ["en", "fr"])
    ('same language', 'not comparable')
    """
    tags = sorted(set(languages))
    if len(tags) < 2:
        return SAME_LANGUAGE
    pairs = [f"{a}, {b}" for i, a in enumerate(tags) for b in tags[i + 1 :]]
    known = _record("comparability.toml")
    alike = all(f"{measure}, {voice}" in known.get(pair, {}).get("alike", ()) for pair in pairs)
    return f"calibrated: {known['text']}" if alike else NOT_COMPARABLE


def validated(construct: str, languages: Collection[str]) -> str:
    """What a measure was checked on in these languages (``lexicons/validation.toml``); empty where there is no record.

    >>> validated("stance", ["en"]).split(":")[0], validated("naming", ["en"])
    ('not validated', '')
    """
    words = (_record("validation.toml").get(tag, {}).get(construct, "") for tag in sorted(set(languages)))
    return "; ".join(dict.fromkeys(word for word in words if word))
