"""What words by outlet are: the counts of an article, a distinctive word with its evidence, and how it was tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from framing.lexicon.kwic import Line
from framing.lexicon.style import Apart

WordKey = tuple[str, Apart]
"""A word, and why its places are set apart: ``post`` where it names the outlet is not ``post`` elsewhere."""
WordVoice = Literal["all", "author", "paraphrase", "source"]
WORD_PERMUTATIONS = 1999
PRIOR_ARTICLES = 10.0
"""The prior weighs as much as so many average articles: as the fewest articles that are tested."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """The words of one article by how often they stand: enough for every statistic, without its text.

    ``counts`` and ``own`` (those in the outlet's own voice) are by word and why it is set apart; ``words`` is how many
    words there are in all, numbers left out.
    """

    id: str
    group: str
    language: str
    event: str
    counts: Mapping[WordKey, int]
    own: Mapping[WordKey, int]
    words: int


@dataclass(frozen=True, slots=True)
class DistinctiveWord:
    """A word that a group uses more than the others of its language.

    ``estimate`` is the log-odds ratio with its 95 % interval ``low`` to ``high`` (natural logarithm; 0.7 is twice the
    odds); ``p`` of this word alone, ``q`` after Benjamini and Hochberg and ``family_p`` after max-T over all words of its
    kind in the language; None where ``untested`` says why. ``count`` of ``per`` words here, in ``articles_with`` of
    ``articles``; ``own`` of them in the outlet's own voice; ``other_…`` the same of the others. ``apart`` is the reason
    why the word is no finding about the subject, else empty. ``lines`` are the first places, each in another article.
    """

    word: str
    group: str
    other: str
    language: str
    apart: Apart
    estimate: float
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    family_p: float | None
    untested: str
    count: int
    per: int
    articles_with: int
    articles: int
    own: int
    other_count: int
    other_per: int
    other_articles_with: int
    other_articles: int
    lines: tuple[Line, ...] = ()

    @property
    def house_style(self) -> bool:
        """Whether it is how the outlet writes, not what it writes of; ``apart`` says in what way."""
        return self.apart not in ("", "function word")

    @property
    def holds(self) -> bool:
        """Whether it stands after max-T at 5 %: the chance of any false word among those of its kind is at most that."""
        return self.family_p is not None and self.family_p <= 0.05


@dataclass(frozen=True, slots=True)
class DistinctiveWords:
    """Words by group, those that hold first. ``tested`` counts the words tested by language and kind of family."""

    by: str
    groups: tuple[str, ...]
    words: tuple[DistinctiveWord, ...]
    tested: tuple[tuple[str, str, int], ...]
    design: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordPlan:
    """How often to permute and resample, from which seed, from how many articles a side on, within events or not.

    ``prior``: as how many average articles the prior of the log-odds weighs.
    """

    permutations: int = WORD_PERMUTATIONS
    resamples: int = 999
    seed: int = 0
    min_articles: int = 10
    prior: float = PRIOR_ARTICLES
    matched: bool = False


USUAL = WordPlan()
