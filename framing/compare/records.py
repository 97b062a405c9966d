"""What a comparison gives: rows, contrasts, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.notes import Note
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
class CalibrationLine:
    """One measure: in how many splits it was tested, and in what share of those p was at most 5 %."""

    measure: str
    voice: Voice
    splits: int
    false_positives: float


@dataclass(frozen=True, slots=True)
class NullCalibration:
    """What the method finds where there is nothing to find. All figures are shares, 0 to 1; the level is 5 %.

    ``false_positives`` of all tests had p at most 5 %; a finding after correction was made in ``any_q`` (Benjamini and
    Hochberg) and ``any_family`` (max-T) of the splits; ``intervals`` left out 0 (None where none were made). Beside them, for the lines per 1,000
    words, what a test that counts words as independent does on the same splits: ``word_false_positives``, ``word_any_q``.
    """

    group: str
    articles: int
    splits: int
    permutations: int
    false_positives: float
    any_q: float
    any_family: float
    intervals: float | None
    word_false_positives: float
    word_any_q: float
    lines: tuple[CalibrationLine, ...]

    def __str__(self) -> str:
        return self.said()

    def said(self) -> Note:
        """The figures as a note."""
        left_out = "" if self.intervals is None else " {intervals:.1%} of 95 % intervals left out 0."
        return Note(
            "calibration" if self.intervals is None else "calibration_intervals",
            "False alarms: {group} ({articles} articles) was split at random into two {splits} times. "
            "p was at most 5 % in {tests:.1%} of tests; a finding stood after correction in {any_q:.1%} of splits "
            f"(max-T: {{any_family:.1%}}).{left_out} A test that takes words as independent: {{words:.1%}} of tests, "
            "a finding in {any_words:.1%} of splits.",
            group=self.group,
            articles=self.articles,
            splits=self.splits,
            tests=self.false_positives,
            any_q=self.any_q,
            any_family=self.any_family,
            intervals=-1.0 if self.intervals is None else self.intervals,
            words=self.word_false_positives,
            any_words=self.word_any_q,
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups side by side, voice by voice. ``notes`` say what may not be concluded from it.

    ``stance``: group, voice, target, mean value, articles. ``frames``: group, frame, mean share of sentences.
    ``sources``: group, source type, attributions, share of attributed words. ``naming``: group, entity, form
    chosen, times. ``contrasts`` set each group against the others of its language; ``design`` says in one line how they
    were tested, ``calibration`` how often the method finds what is not there (None where no group has enough articles).
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
    calibration: NullCalibration | None = None
