"""What of many things is shown: targets toward which sides are taken, and notes that say the same once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.compare.records import Comparison
from framing.types import StanceVoice

_UNCHECKED = re.compile(r"(?P<language>[\w-]+): (?P<measure>[\w ]+): (?P<words>not validated.*)", re.DOTALL)


def salient_targets(comparison: Comparison, voice: StanceVoice | None = None) -> list[str]:
    """The targets toward which some group takes a side (in one voice, where it is given), those most articles name first.

    Numbers, which are nobody to take sides on, are left out.
    """
    articles: dict[str, int] = {}
    sided: set[str] = set()
    for _, who, target, mean, n in comparison.stance:
        articles[target] = articles.get(target, 0) + n
        if mean and voice in (None, who):
            sided.add(target)
    ranked = sorted(articles, key=lambda target: -articles[target])
    return [target for target in ranked if target in sided and not target[:1].isdigit()]


def gather_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Notes with those that say of several measures and languages that they were not validated joined into one.

    >>> gather_notes(["few articles", "en: stance: not validated: none labelled", "vi: stance: not validated: none labelled"])
    ('few articles', 'stance in en, vi: not validated: none labelled')
    """
    languages: dict[str, dict[tuple[str, ...], None]] = {}
    measures: dict[tuple[str, str], list[str]] = {}
    for found in filter(None, map(_UNCHECKED.fullmatch, notes)):
        measures.setdefault((found["words"], found["language"]), []).append(found["measure"])
    for (words, language), named in measures.items():
        languages.setdefault(words, {})[(language, *named)] = None
    joined = []
    for words, lines in languages.items():
        by_measures: dict[tuple[str, ...], list[str]] = {}
        for language, *named in lines:
            by_measures.setdefault(tuple(named), []).append(language)
        said = "; ".join(f"{' and '.join(named)} in {', '.join(tags)}" for named, tags in by_measures.items())
        joined.append(f"{said}: {words}")
    return (*(note for note in notes if not _UNCHECKED.fullmatch(note)), *joined)
