"""What a coder marked in an article: a person by the codebook, or the library in the same form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from framing.errors import InputError
from framing.types import ARTICLE_ZONES, Analysis, Span

Layer = Literal["loaded", "attribution", "frames", "stance"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
LIBRARY = "framing"
"""The coder's name of the library itself."""


@dataclass(frozen=True, slots=True)
class CodedTerm:
    """A loaded word as a coder marked it; ``voice`` is empty and ``strength`` 0 where the coder left them open."""

    span: Span
    category: str
    voice: str = ""
    strength: int = 0


@dataclass(frozen=True, slots=True)
class CodedAttribution:
    """Who is given a voice, as a coder marked it; ``kind`` and ``source_type`` are empty where left open."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    kind: str = ""
    source_type: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's marks in one article, told by the SHA-256 of its text.

    Only the ``layers`` that the coder was asked for count: nothing marked there means that there is nothing. ``person``
    is False for a machine. ``shown`` says that the coder saw the machine's marks before or while coding: agreement with
    the machine is then no evidence for it.
    """

    coder: str
    article: str
    sha256: str
    layers: tuple[Layer, ...] = ("loaded",)
    loaded: tuple[CodedTerm, ...] = ()
    attributions: tuple[CodedAttribution, ...] = ()
    frames: tuple[str, ...] = ()
    primary_frame: str = ""
    stance: tuple[tuple[str, str, int], ...] = ()
    """Target, voice and value from −2 to 2."""
    person: bool = True
    shown: bool = False


def text_sha256(text: str) -> str:
    """The SHA-256 of an article's text as UTF-8, in hexadecimal digits: tells one text from another.

    >>> text_sha256("湖")[:8]
    '3e98b56d'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def coding_of(analysis: Analysis, *, layers: Iterable[Layer] = LAYERS) -> Coding:
    """What the library marks in title, headings and body, as if it were a coder; other zones are not coded.

    >>> from framing.analyze import analyze
    >>> coding_of(analyze("The so-called reform passed on Monday.")).loaded
    (CodedTerm(span=Span(start=4, end=13), category='derision', voice='author', strength=2),)
    """
    asked = tuple(layer for layer in LAYERS if layer in set(layers))
    coded = Coding(LIBRARY, analysis.article.id, text_sha256(analysis.article.text), asked, person=False, shown=True)
    parts = {
        "loaded": tuple(
            CodedTerm(t.span, t.category, t.voice, t.strength) for t in analysis.loaded if t.zone in ARTICLE_ZONES
        ),
        "attributions": tuple(
            CodedAttribution(a.content, a.source, a.cue, a.kind, a.source_type)
            for a in analysis.attributions
            if a.zone in ARTICLE_ZONES
        ),
        "frames": tuple(f.frame for f in analysis.frames),
        "primary_frame": analysis.primary_frame,
        "stance": tuple((s.target, s.voice, s.value) for s in analysis.stance),
    }
    return only_layers(coded, parts)


_LAYER_OF: Mapping[str, Layer] = {
    "loaded": "loaded",
    "attributions": "attribution",
    "frames": "frames",
    "primary_frame": "frames",
    "stance": "stance",
}


def only_layers(coding: Coding, parts: Mapping[str, object]) -> Coding:
    """The coding with those parts whose layer it was asked for."""
    asked = {name: part for name, part in parts.items() if _LAYER_OF[name] in coding.layers}
    return replace(coding, **asked)  # type: ignore[arg-type]


def latest(codings: Iterable[Coding | InputError]) -> tuple[list[Coding], list[InputError]]:
    """One coding for each coder and article, and what was refused; of two by one coder the later one is kept, and said."""
    kept: dict[tuple[str, str], Coding] = {}
    errors: list[InputError] = []
    for item in codings:
        if isinstance(item, InputError):
            errors.append(item)
            continue
        key = item.coder, item.sha256
        if key in kept and kept[key] != item:
            reason = f"{item.coder} coded it twice and not alike; the later one is taken"
            errors.append(InputError(item.article, reason, "give one file for each coder"))
        kept[key] = item
    return list(kept.values()), errors
