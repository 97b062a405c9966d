"""What trained models said of an article, as a terminal table of at most 80 columns."""

from __future__ import annotations

import textwrap

from framing.show.terminal import WIDTH, clip
from framing.types import Analysis

_SHOWN = 12


def predictions_text(analysis: Analysis) -> str:
    """By model: how often each value was given, then the passages it was surest of; empty without predictions."""
    parts = []
    for model in dict.fromkeys(prediction.model for prediction in analysis.predictions):
        mine = [prediction for prediction in analysis.predictions if prediction.model == model]
        values = sorted({prediction.value for prediction in mine})
        counts = ", ".join(f"{value} {sum(p.value == value for p in mine)}" for value in values)
        head = f"{mine[0].label} by the model {clip(model, 40)}: {counts}"
        parts += textwrap.wrap(head, WIDTH, subsequent_indent="    ", max_lines=3, placeholder=" …")
        for found in sorted(mine, key=lambda p: -p.probability)[:_SHOWN]:
            words = ", ".join(span.of(analysis.article.text) for span in found.evidence)
            head = f"  {found.probability:.2f} {found.value}"
            head += (f" → {found.target}" if found.target else "") + (f" ({words})" if words else "")
            text = " ".join(found.span.of(analysis.article.text).split())
            parts += textwrap.wrap(f"{head}: {text}", WIDTH, subsequent_indent="    ", max_lines=2, placeholder=" …")
    return "\n".join(parts)
