"""What a comparison gives: rows, contrasts, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.types import LexiconVersion, StanceVoice, Voice


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: a measure for one group and one voice.

    ``count`` is the raw number, ``per`` its denominator, ``rate`` the estimate in ``unit`` (None where there is nothing
    to divide by), ``low`` and ``high`` its 95 % bootstrap interval (None below the minimum of articles, and where the
    count is 0), ``words`` the commonest words behind the number. Where the unit is a mean of articles, ``count`` is how
    many show it. ``comparable`` says whether the groups of the table may be set against each other by this measure,
    ``validated`` what it was checked on in the group's language.
    """

    measure: str
    voice: Voice | Literal["all"]
    group: str
    count: int
    per: int
    rate: float | None
    words: tuple[tuple[str, int], ...]
    unit: str = "per 1,000 words"
    articles: int = 0
    low: float | None = None
    high: float | None = None
    comparable: str = ""
    validated: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A measure of one group set against all other groups of its language: what differs, and how surely.

    ``other`` names the other group where there is one, else it is "the others". ``rate`` and ``other_rate`` are the two
    estimates in ``unit``, ``difference`` the first less the second with its 95 % interval ``low`` to ``high``; ``ratio``
    is their quotient (None against 0), ``delta`` Cliff's delta over articles. ``p`` is the permutation p of this line
    alone, ``q`` the same after Benjamini and Hochberg over all lines that were tested, ``family_p`` after max-T over the
    same lines. Where no test was made they are None and ``untested`` says why.
    """

    measure: str
    voice: Voice | Literal["all"]
    unit: str
    group: str
    other: str
    language: str
    count: int
    per: int
    rate: float | None
    articles: int
    other_count: int
    other_per: int
    other_rate: float | None
    other_articles: int
    difference: float | None
    low: float | None
    high: float | None
    ratio: float | None
    delta: float | None
    p: float | None
    q: float | None
    family_p: float | None
    untested: str
    comparable: str
    validated: str


@dataclass(frozen=True, slots=True)
class Group:
    """One side of a comparison, with its raw size."""

    name: str
    articles: int
    tokens: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups side by side, voice by voice. ``notes`` say what may not be concluded from it.

    ``stance``: group, voice, target, mean value, articles. ``frames``: group, frame, mean share of sentences.
    ``sources``: group, source type, attributions, share of attributed words. ``naming``: group, entity, form
    chosen, times. ``contrasts`` set each group against the others of its language; ``design`` says in one line how they
    were tested.
    """

    by: str
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    stance: tuple[tuple[str, StanceVoice, str, float, int], ...]
    frames: tuple[tuple[str, str, float], ...]
    sources: tuple[tuple[str, str, int, float], ...]
    naming: tuple[tuple[str, str, str, int], ...]
    notes: tuple[str, ...]
    lexicons: tuple[LexiconVersion, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    design: str = ""
