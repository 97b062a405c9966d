"""The counts of an article as a row, and rows as a comparison: what compare needs is kept, the text is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple
from functools import cache
from typing import Any

from framing.compare.measures import Tally, tally
from framing.types import Analysis, LexiconVersion

_MAPS = ("counts", "per", "words", "forms", "sources", "stance", "frames")


def tally_row(analysis: Analysis) -> dict[str, Any]:
    """The counts of an analysis as one flat row; ``to_tally`` makes the same counts of it again.

    >>> from framing.analyze import analyze
    >>> analysis = analyze("The so-called reform passed on Monday.")
    >>> to_tally(tally_row(analysis)) == tally(analysis)
    True
    """
    one = tally(analysis)
    return {
        "article": one.id,
        "outlet": one.outlet,
        "date": one.date,
        "language": one.language,
        "event": one.event,
        "country": one.country,
        "genre": one.genre,
        "token_unit": one.unit,
        "lifted": one.lifted,
        **{name: _written(getattr(one, name)) for name in _MAPS},
        "word_lists": json.dumps(astuple(one.lexicon)),
        "lexicon": str(one.lexicon),
    }


def to_tally(row: Mapping[str, Any]) -> Tally:
    """A row back to the counts."""
    maps = {name: _read(row[name]) for name in _MAPS}
    told = {name: row[name] or "" for name in ("outlet", "language", "event", "date", "country", "genre")}
    named: dict[str, Any] = {**told, **maps, "id": row["article"], "unit": row["token_unit"] or ""}
    return Tally(**named, lexicon=_lexicon(row["word_lists"]), lifted=bool(row["lifted"]))


def _written(counts: Mapping[Any, float]) -> str:
    entries = [[*(key if isinstance(key, tuple) else (key,)), number] for key, number in counts.items()]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _read(written: str) -> dict[Any, float]:
    return {_key(*key): number for *key, number in json.loads(written)}


@cache
def _key(*parts: str) -> str | tuple[str, ...]:
    """One object for each key: a million articles name the same few hundred measures."""
    return parts if len(parts) > 1 else parts[0]


@cache
def _lexicon(written: str) -> LexiconVersion:
    version, digits, overlays, reviewed_only = json.loads(written)
    return LexiconVersion(version, digits, tuple((name, sha) for name, sha in overlays), reviewed_only)
