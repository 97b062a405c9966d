"""How results show themselves in a notebook. Imported for its effect: the records stay free of HTML."""

from __future__ import annotations

from html import escape

from framing.compare.records import Comparison, Row
from framing.show.report import render
from framing.show.wording import labels
from framing.types import VOICES, Analysis


def analysis_html(analysis: Analysis) -> str:
    """The page of one article in a frame of its own, so that neither its style nor its script touches the notebook.

    >>> from framing.types import Article
    >>> shown = analysis_html(Analysis(Article('"<b>Hi'), "en", (), 1, {"author": 1}, (), (), (), (), (), {}))
    >>> shown.startswith("<iframe"), '"<b>Hi' in shown
    (True, False)
    """
    page = escape(render([analysis]))
    return f'<iframe title="framing" sandbox="allow-scripts" srcdoc="{page}" style="width:100%;height:40rem;border:0"></iframe>'


def comparison_html(comparison: Comparison) -> str:
    """What may not be concluded, then loaded words per 1,000 of each voice for each group, with the raw counts."""
    rows = {(row.group, row.voice): row for row in comparison.rows if row.measure == "loaded"}
    heads = "".join(f"<th>loaded, {escape(labels().voices[voice][0])}</th>" for voice in VOICES)
    body = "".join(
        f"<tr><th>{escape(group.name or 'not given')}</th><td>{group.articles}</td><td>{group.tokens:,}</td>"
        + "".join(f"<td>{_rate(rows.get((group.name, voice)))}</td>" for voice in VOICES)
        + "</tr>"
        for group in comparison.groups
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in comparison.notes)
    return (
        f"<table><caption>Loaded words per 1,000 words of the voice; in brackets the count</caption>"
        f"<thead><tr><th>{escape(comparison.by)}</th><th>articles</th><th>words</th>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table><ul>{notes}</ul>"
    )


def _rate(row: Row | None) -> str:
    if row is None or row.rate is None:
        return "–"
    interval = f" [{row.low:.1f}, {row.high:.1f}]" if row.low is not None and row.high is not None else ""
    return f"{row.rate:.1f}{interval} ({row.count})"


Analysis._repr_html_ = analysis_html  # type: ignore[attr-defined]
Comparison._repr_html_ = comparison_html  # type: ignore[attr-defined]
