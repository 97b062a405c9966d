"""Speech that its speaker's name signs: ``“The pier is ours.” — Ada Lund``, a post and ``— Ada Lund (@adalund)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from framing.measure.grammar import Cue
from framing.measure.scene import Draft, Scene, tidy

_SIGNED: Final = Cue("signed", "say", "neutral")
_DASHES: Final = ("―", "—", "–")
# A name behind a dash that ends a paragraph, with a handle, an age or a place behind it.
_NAME: Final = re.compile(
    r"\s*([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}) ?(?:(\(@\w+\))[^.!?\n]{0,40}|,[^.!?\n\"“”]{1,60})?\.?\s*$"
)
_CLOSES: Final = "\"”’'″"
_OPENS: Final = "\"“”‘'"
_LONGEST: Final = 160
_LEAST: Final = 12


def signed_speech(sentences: Sequence[Scene]) -> Draft | None:
    """The relation of a paragraph that is a quotation, or a post, and the name of whoever said it; None for any other.

    The dash is the cue.
    """
    scene = sentences[-1] if sentences else None
    if scene is None or not scene.grammar.comma_after_quote:
        return None
    raw = scene.raw
    low = max(0, len(raw) - _LONGEST)
    dash = max([raw.rfind(mark, low) for mark in _DASHES])
    name = _NAME.match(raw, dash + 1) if dash > _LEAST else None
    said = None if name is None else tidy(scene.text, 0, dash)
    if name is None or said is None:
        return None
    quoted = raw[said[0]] in _OPENS and raw[:dash].rstrip()[-1:] in _CLOSES
    source = tidy(scene.text, *name.span(1))
    if source is None or not (quoted or name.group(2)):
        return None
    return Draft(source, (dash, dash + 1), (said,), "signed", _SIGNED, len(sentences) - 1)
