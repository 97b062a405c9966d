"""What the report says of the words that groups prefer: each with its lines, house style apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from framing.compare.wordrecords import DistinctiveWord, DistinctiveWords
from framing.lexicon.kwic import Line, fit
from framing.show.article_view import Summary
from framing.show.charts import axis_to, highest
from framing.types import Span

SHOWN = 10
"""Words of each group."""
_COLUMNS = 44
"""Of the text on each side of a word, as a terminal counts them: a Chinese character takes two."""


def summarize_words(found: DistinctiveWords | None) -> Summary | None:
    """For each group its words with their lines, and how it writes; None where there are none."""
    shown = [word for group in (found.groups if found else ()) for word in _listed(found, group)]
    if found is None or not shown:
        return None
    low = min(0.0, -highest(-word.low for word in shown if word.low is not None))
    axis = axis_to(highest(end for word in shown for end in (word.estimate, word.high)), low=low)
    return {
        "groups": [
            {
                "name": group,
                "words": [_word(word) for word in _listed(found, group)],
                "style": [word for word in found.words if word.group == group and word.house_style][:SHOWN],
            }
            for group in found.groups
            if _listed(found, group) or any(word.group == group and word.house_style for word in found.words)
        ],
        "axis": axis,
        "tested": any(word.p is not None for word in found.words),
        "design": found.design,
        "notes": found.notes,
    }


def line_spans(found: DistinctiveWords | None) -> Mapping[str, Sequence[Span]]:
    """The places that the lines lead to, by the article's id on the page."""
    places: dict[str, list[Span]] = defaultdict(list)
    for line in (
        line for group in (found.groups if found else ()) for word in _listed(found, group) for line in word.lines
    ):
        places[line.article].append(line.span)
    return places


def _listed(found: DistinctiveWords | None, group: str) -> list[DistinctiveWord]:
    """A word that was not tested and stands once is no preference."""
    own = (word for word in (found.words if found else ()) if word.group == group and not word.apart)
    return [word for word in own if word.p is not None or word.count > 1][:SHOWN]


def _word(word: DistinctiveWord) -> Summary:
    return {"word": word, "lines": [_line(line) for line in word.lines]}


def _line(line: Line) -> Summary:
    return {
        "href": f"#{line.article}-{line.span.start}",
        "left": fit(line.left, _COLUMNS, from_end=True),
        "keyword": line.keyword,
        "right": fit(line.right, _COLUMNS),
    }
