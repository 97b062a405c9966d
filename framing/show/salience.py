"""What of many things is shown: targets toward which sides are taken, and notes that say the same once."""

from __future__ import annotations

from collections.abc import Sequence

from framing.compare.cautions import UNCHECKED
from framing.compare.records import Comparison
from framing.notes import Note, code_of
from framing.types import StanceVoice


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
    """Notes with all that say of a measure in a language that it was not validated joined into one, at the end.

    >>> from framing.compare.cautions import unchecked
    >>> gather_notes(["few articles", *unchecked("en"), *unchecked("vi")])
    ('few articles', 'Not validated: stance and frames in en, vi. What they show is a description of words, not a finding.')
    """
    measures: dict[str, list[str]] = {}
    for note in notes:
        if isinstance(note, Note) and note.code == UNCHECKED:
            measures.setdefault(str(note.values["language"]), []).append(str(note.values["measure"]))
    if not measures:
        return tuple(notes)
    languages: dict[tuple[str, ...], list[str]] = {}
    for language, named in measures.items():
        languages.setdefault(tuple(named), []).append(language)
    gathered = (
        Note("measures_in", "{measures: and } in {languages}", measures=named, languages=tuple(tags))
        for named, tags in languages.items()
    )
    said = "Not validated: {measures:; }. What they show is a description of words, not a finding."
    return (*(note for note in notes if code_of(note) != UNCHECKED), Note("gathered", said, measures=tuple(gathered)))
