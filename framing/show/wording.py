"""The words of the page: what each category, voice, kind of source, stance and frame is called."""

from __future__ import annotations

from collections.abc import Mapping

from framing.types import CUE_STANCES, FRAMES, SOURCE_TYPES

CATEGORY_LABELS: Mapping[str, tuple[str, str, str]] = {
    "sensational": ("S", "sensational", "shock, alarm, superlatives"),
    "condemnation": ("C", "condemnation", "moral blame"),
    "praise": ("P", "praise", "glorifies"),
    "conflict_metaphor": ("M", "conflict metaphor", "war, weapon or game words for what is not war"),
    "coercion": ("T", "coercion", "threat and compulsion wording"),
    "labelling": ("L", "labelling", "a name chosen for its colour"),
    "derision": ("D", "derision", "mocks, belittles or distances"),
    "certainty": ("!", "certainty", "closes the question"),
    "scare_quotes": ("Q", "scare quotes", "quotation marks that distance the writer from a word"),
    "doom": ("▼", "doom", "fear, ruin, decline"),
}
"""For each category its badge, its name and what it does (codebook, section 3)."""

VOICE_LABELS: Mapping[str, tuple[str, str]] = {
    "author": ("own words", "the outlet's own words, outside anything attributed"),
    "paraphrase": ("paraphrase", "a source's claim in the outlet's words: attributed, outside quotation marks"),
    "source": ("quoted", "a source's own words: attributed and in quotation marks"),
}
SOURCE_LABELS: Mapping[str, str] = {kind: kind for kind in SOURCE_TYPES} | {"vague": "not named"}
CUE_STANCE_LABELS: Mapping[str, str] = {stance: stance for stance in CUE_STANCES} | {
    "claim": "doubting or distant",
    "concede": "conceding",
    "endorse": "endorsing as true",
}
MIX_MEASURES: Mapping[str, str] = {
    "quoted": "quoted, of all words",
    "sources: unnamed": "no name, of the attributed words",
    "effective speakers": "effective speakers",
    "cues: claim": "doubting cues",
    "cues: concede": "conceding cues",
    "cues: endorse": "endorsing cues",
}
"""What the comparison says of how sources are quoted: measure and heading."""
FRAME_LABELS: Mapping[str, str] = {frame: frame.replace("_", " ") for frame in FRAMES} | {
    "capacity_resources": "capacity and resources",
    "fairness_equality": "fairness and equality",
    "crime_punishment": "crime and punishment",
    "security_defense": "security and defense",
    "health_safety": "health and safety",
    "external_regulation_reputation": "external regulation and reputation",
}
STANCE_WORDS: Mapping[int, str] = {
    -2: "strongly against",
    -1: "leans against",
    0: "neutral or balanced",
    1: "leans for",
    2: "strongly for",
}
