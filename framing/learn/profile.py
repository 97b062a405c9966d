"""One analysis of a text, turned into named numbers: what the transformers choose their columns from."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from framing.analyze import analyze
from framing.errors import UsageError
from framing.measure.loaded import VoiceMap
from framing.text.document import read_document
from framing.types import ARTICLE_ZONES, CATEGORIES, FRAMES, SOURCE_TYPES, VOICES, Analysis, Article, Voice

LOADED = (
    *(f"loaded_{category}_{voice}" for category in CATEGORIES for voice in VOICES),
    *(f"loaded_strength{strength}_{voice}" for strength in (1, 2, 3) for voice in VOICES),
    *(f"loaded_{voice}" for voice in VOICES),
    "loaded_strongest",
)
ATTRIBUTION = (
    "attribution_count",
    *(f"attribution_{kind}" for kind in ("direct", "indirect", "mixed")),
    *(f"attribution_from_{kind}" for kind in SOURCE_TYPES),
    "attribution_without_source",
    *(f"share_{voice}" for voice in VOICES),
)
STANCE = tuple(
    f"stance_{what}_{voice}" for voice in ("author", "source") for what in ("sum", "least", "most", "targets")
)
SURFACE = (
    "surface_words", "surface_questions", "surface_exclamations", "surface_digits", "surface_dashes", "surface_quotes",
    "surface_brackets", "surface_capitals", "surface_shouted", "surface_names",
)  # fmt: skip
_DASH = re.compile(r"[—–]| - |--")
_SHOUTED = 4  # letters: shorter ones are abbreviations
FRAME = tuple(f"frame_{frame}" for frame in FRAMES if frame != "other")


def as_texts(X: Any) -> list[str]:
    """A list, array or Series of texts as a list. Errors: UsageError for a bare string and for what is not text.

    >>> as_texts("a text")
    Traceback (most recent call last):
        ...
    framing.errors.UsageError: a list of texts is needed, not one string: give [text]
    """
    if isinstance(X, str | bytes):
        raise UsageError("a list of texts is needed, not one string: give [text]")
    if isinstance(X, Mapping) or getattr(X, "ndim", 1) > 1:
        raise UsageError("a list of texts is needed, not a table: give one column")
    texts = list(X)
    for text in texts:
        if not isinstance(text, str):
            raise UsageError(f"a list of texts is needed; it holds a {type(text).__name__}")
    return texts


@lru_cache(maxsize=16_384)
def profile(text: str) -> Mapping[str, float]:
    """All numbers of one text that are not 0, by the names in ``LOADED``, ``ATTRIBUTION``, ``STANCE``, ``FRAME``, ``SURFACE``.

    Counts are raw. ``share_*`` are shares of the words, ``frame_*`` shares of the sentences, ``surface_capitals`` of the
    words, ``surface_words`` the logarithm of 1 + words. A text without words, or
    in a language that is not covered, has no numbers.

    >>> sorted(profile('The minister called the tariff "economic coercion" on Monday.'))[:3]
    ['attribution_count', 'attribution_from_official', 'attribution_mixed']
    """
    analysis = analyze(Article(text))
    numbers: dict[str, float] = {}
    for part in (_loaded, _attribution, _stance, _surface):
        part(analysis, numbers)
    for frame in analysis.frames:
        numbers[f"frame_{frame.frame}"] = frame.share
    return numbers


def _loaded(analysis: Analysis, numbers: dict[str, float]) -> None:
    for term in analysis.loaded:
        if term.zone not in ARTICLE_ZONES:
            continue
        for name in (term.category, f"strength{term.strength}"):
            numbers[f"loaded_{name}_{term.voice}"] = numbers.get(f"loaded_{name}_{term.voice}", 0) + 1
        numbers[f"loaded_{term.voice}"] = numbers.get(f"loaded_{term.voice}", 0) + term.strength
        numbers["loaded_strongest"] = max(numbers.get("loaded_strongest", 0), term.strength)


def _attribution(analysis: Analysis, numbers: dict[str, float]) -> None:
    for relation in analysis.attributions:
        names = ["count", relation.kind, f"from_{relation.source_type}"]
        names += ["without_source"] * (relation.source is None)
        for name in names:
            numbers[f"attribution_{name}"] = numbers.get(f"attribution_{name}", 0) + 1
    for voice, words in analysis.tokens.items():
        if words:
            numbers[f"share_{voice}"] = words / analysis.n_tokens


def _stance(analysis: Analysis, numbers: dict[str, float]) -> None:
    for voice in ("author", "source"):
        values = [score.value for score in analysis.stance if score.voice == voice]
        if values:
            numbers[f"stance_sum_{voice}"] = sum(values)
            numbers[f"stance_least_{voice}"] = min(values)
            numbers[f"stance_most_{voice}"] = max(values)
            numbers[f"stance_targets_{voice}"] = len(values)


def _surface(analysis: Analysis, numbers: dict[str, float]) -> None:
    """What meets the eye before a word is read: marks, digits, capitals, length."""
    text = analysis.article.text
    words = text.split()
    if not words:
        return
    found = {
        "words": math.log1p(len(words)),
        "questions": text.count("?") + text.count("？"),
        "exclamations": text.count("!") + text.count("！"),
        "digits": sum(any(char.isdigit() for char in word) for word in words),
        "dashes": len(_DASH.findall(text)),
        "quotes": sum(char in '"“”「」『』' for char in text),
        "brackets": text.count("(") + text.count("（"),
        "capitals": sum(word[0].isupper() for word in words) / len(words),
        "shouted": sum(len(word) >= _SHOUTED and word.isupper() for word in words),
        "names": len(analysis.mentions),
    }
    numbers.update((f"surface_{name}", float(value)) for name, value in found.items() if value)


@lru_cache(maxsize=4096)
def texts_by_voice(text: str) -> Mapping[Voice, str]:
    """The words of each voice, put together line by line: a view for counting, the article stays as it is.

    >>> texts_by_voice('The minister called the tariff "economic coercion" on Monday.')["author"]
    'The minister called'
    """
    article = Article(text)
    analysis, document = analyze(article), read_document(article)
    voices = VoiceMap(document, analysis.attributions)
    lines: dict[Voice, list[str]] = {voice: [] for voice in VOICES}
    for paragraph in document.own:
        pieces: dict[Voice, list[str]] = {voice: [] for voice in VOICES}
        for voice, stretch in voices.parts(paragraph.zone.span):
            piece = stretch.of(text).strip()
            if any(char.isalnum() for char in piece):
                pieces[voice].append(piece)
        for voice, said in pieces.items():
            lines[voice] += [" ".join(said)] if said else []
    return {voice: "\n".join(parts) for voice, parts in lines.items()}


def columns(texts: Sequence[str], names: Sequence[str]) -> Any:
    """A sparse matrix with one row a text and one column a name."""
    import numpy as np
    import scipy.sparse

    place = {name: column for column, name in enumerate(names)}
    data, indices, indptr = [], [], [0]
    for text in texts:
        for name, value in profile(text).items():
            if name in place and value:
                indices.append(place[name])
                data.append(value)
        indptr.append(len(indices))
    shape = (len(texts), len(names))
    parts = (np.array(data, dtype=float), np.array(indices, dtype=np.int64), np.array(indptr, dtype=np.int64))
    return scipy.sparse.csr_matrix(parts, shape=shape)
