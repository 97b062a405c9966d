"""How results show themselves in a notebook and in a terminal. Imported for its effect: the records stay free of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Protocol

from framing.compare.records import Comparison, Row
from framing.show.charts import Axis, axis_to, highest
from framing.show.report import render
from framing.show.salience import gather_notes
from framing.show.tables import analysis_text, comparison_text
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
    """Loaded words per 1,000 of each voice for each group, drawn and with the raw counts; what may not be concluded."""
    rows = {(row.group, row.voice): row for row in comparison.rows if row.measure == "loaded" and row.voice in VOICES}
    axis = axis_to(highest(end for row in rows.values() for end in (row.rate, row.high)))
    heads = "".join(f"<th>{escape(labels().voices[voice][0])}</th>" for voice in VOICES)
    body = "".join(
        f"<tr><th>{escape(group.name or 'not given')}</th><td>{group.articles}</td><td>{group.tokens:,}</td>"
        + "".join(f"<td>{_rate(rows.get((group.name, voice)))}</td>" for voice in VOICES)
        + f"<td>{_drawn([rows.get((group.name, voice)) for voice in VOICES], axis)}</td></tr>"
        for group in comparison.groups
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in gather_notes(comparison.notes))
    return (
        f"<table><caption>Loaded words per 1,000 words of each voice; in brackets the count</caption>"
        f"<thead><tr><th>{escape(comparison.by)}</th><th>articles</th><th>words</th>{heads}"
        f"<th>0 to {axis.top:g}: ● own words, ◆ paraphrase, ○ quoted</th></tr></thead>"
        f"<tbody>{body}</tbody></table><details><summary>What may not be concluded from this</summary><ul>{notes}</ul></details>"
    )


def _rate(row: Row | None) -> str:
    if row is None or row.rate is None:
        return "–"
    interval = f" [{row.low:.1f}, {row.high:.1f}]" if row.low is not None and row.high is not None else ""
    return f"{row.rate:.1f}{interval} ({row.count})"


def _drawn(rows: Sequence[Row | None], axis: Axis) -> str:
    """The rates of one group on one scale, own words on top, each with its interval."""
    parts = []
    for row, y in zip(rows, (8, 20, 32), strict=True):
        if row is None or row.rate is None:
            continue
        if row.low is not None and row.high is not None:
            ends = f'x1="{axis.at(row.low)}%" x2="{axis.at(row.high)}%"'
            parts.append(f'<line {ends} y1="{y}" y2="{y}" stroke="#2b5f86" stroke-width="2"/>')
        parts.append(_MARKS[row.voice].format(at=axis.at(row.rate), y=y))
    return f'<svg width="320" height="40" role="img" aria-label="the same, drawn">{"".join(parts)}</svg>'


_MARKS = {
    "author": '<circle cx="{at}%" cy="{y}" r="5" fill="#2b5f86"/>',
    "paraphrase": '<svg x="{at}%" y="{y}" overflow="visible"><path d="M0-6 6 0 0 6-6 0Z" fill="#95afc3" stroke="#2b5f86"/></svg>',
    "source": '<circle cx="{at}%" cy="{y}" r="4.5" fill="#fff" stroke="#2b5f86" stroke-width="2"/>',
}


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


def _pretty(as_text: Callable[[Any], str]) -> Callable[[Any, _Printer, bool], None]:
    """For IPython in a terminal (``IPython.lib.pretty``)."""
    return lambda shown, printer, cycle: printer.text(as_text(shown))


Analysis._repr_html_ = analysis_html  # type: ignore[attr-defined]
Analysis._repr_pretty_ = _pretty(analysis_text)  # type: ignore[attr-defined]
Analysis.__str__ = analysis_text  # type: ignore[assignment]
Comparison._repr_html_ = comparison_html  # type: ignore[attr-defined]
Comparison._repr_pretty_ = _pretty(comparison_text)  # type: ignore[attr-defined]
Comparison.__str__ = comparison_text  # type: ignore[assignment]
