"""What page, report and figures call each category, voice, kind of source, stance and frame, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from framing.data import read_toml
from framing.errors import UsageError
from framing.show.interface import TEMPLATES

MIX_MEASURES = (
    "quoted",
    "sources: unnamed",
    "effective speakers",
    "cues: claim",
    "cues: concede",
    "cues: endorse",
)
"""What the comparison says of how sources are quoted."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names in one language, by id. A category has its badge, its name and what it does (codebook, section 3)."""

    categories: Mapping[str, tuple[str, str, str]]
    voices: Mapping[str, tuple[str, str]]
    sources: Mapping[str, str]
    cue_stances: Mapping[str, str]
    mix: Mapping[str, str]
    frames: Mapping[str, str]
    stance: Mapping[int, str]
    languages: Mapping[str, str]
    units: Mapping[str, str]
    items: Mapping[str, str]
    ways: Mapping[str, str]
    families: Mapping[str, str]


@cache
def labels(language: str = "en") -> Labels:
    """What everything is called in a language of the interface. Errors: UsageError for one there is not.

    >>> labels().categories["doom"], labels("vi").voices["author"][0]
    (('▼', 'doom', 'fear, ruin, decline'), 'lời của báo')
    """
    said = read_toml(TEMPLATES / "labels.toml")
    if language not in said:
        raise UsageError(f"the interface speaks {', '.join(said)}, not {language!r}")
    own = said[language]
    return Labels(
        categories={key: tuple(value) for key, value in own["categories"].items()},
        voices={key: tuple(value) for key, value in own["voices"].items()},
        stance={int(key): value for key, value in own["stance"].items()},
        **{
            name: own[name]
            for name in ("sources", "cue_stances", "mix", "frames", "languages", "units", "items", "ways", "families")
        },
    )
