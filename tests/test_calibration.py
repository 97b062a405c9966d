"""How often the comparison cries wolf: on simulated outlets that cannot differ, in what is printed, and with words."""

from __future__ import annotations

import numpy as np
import pytest

from framing import UsageError
from framing.compare.calibration import calibrate_tallies
from framing.compare.contrasts import ENOUGH, compare_tallies
from framing.compare.inference import Plan
from framing.compare.measures import Tally
from framing.compare.wordcalibration import calibrate_words
from framing.compare.wordrecords import WordCounts, WordPlan
from framing.show.export import comparison_dict
from framing.show.tables import comparison_text
from framing.types import CATEGORIES, LexiconVersion

PLAN = Plan(permutations=499, resamples=199, seed=0, min_articles=10)


def articles(name: str, n: int, *, seed: int) -> list[Tally]:
    """Bursty articles of uneven length: the rate of an article varies as much as its mean, as news does."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(n):
        words = {voice: int(rng.lognormal(5.5, 0.6)) for voice in ("author", "paraphrase", "source")}
        counts: dict[tuple[str, str], float] = {}
        for voice, size in words.items():
            mood = rng.gamma(1, 1)
            shares = 0.004 * 0.7 ** np.arange(len(CATEGORIES))
            drawn = rng.poisson(size * mood * shares)
            by_category = dict(zip(CATEGORIES, map(int, drawn), strict=True))
            counts |= {(f"loaded: {category}", voice): k for category, k in by_category.items()}
            counts["loaded", voice] = sum(by_category.values())
        counts["loaded", "all"] = sum(counts["loaded", voice] for voice in words)
        counts |= {("attributed", "all"): words["paraphrase"] + words["source"], ("quoted", "all"): words["source"]}
        per = {f"words: {voice}": size for voice, size in words.items()} | {"words": sum(words.values()), "articles": 1}
        found.append(
            Tally(
                f"{name}{number}",
                name,
                "en",
                "",
                "",
                "",
                "",
                counts,
                per,
                {},
                {},
                {},
                {},
                {},
                LexiconVersion(),
                False,
                "words",
            )
        )
    return found


@pytest.fixture(scope="module")
def simulated() -> list[Tally]:
    return articles("Tern", 120, seed=1)


def test_one_outlet_is_seldom_told_from_itself(simulated: list[Tally]) -> None:
    found = calibrate_tallies(simulated, "Tern", splits=100, plan=PLAN)
    assert 0.02 <= found.false_positives <= 0.07
    assert found.any_q <= 0.10 and found.any_family <= 0.10
    assert found.intervals is not None and 0.02 <= found.intervals <= 0.08
    assert found.word_false_positives > 2 * found.false_positives
    assert found.word_any_q > 0.5, "the usual test finds something in most splits"
    assert all(0 <= line.false_positives <= 1 and line.splits <= 100 for line in found.lines)


def test_the_same_seed_gives_the_same_figures(simulated: list[Tally]) -> None:
    cheap = Plan(permutations=99, resamples=0, seed=3, min_articles=10)
    first, again = (calibrate_tallies(of, "Tern", splits=20, plan=cheap) for of in (simulated, simulated[::-1]))
    assert first == again and first.intervals is None


def test_an_outlet_too_small_to_split_is_named() -> None:
    with pytest.raises(UsageError, match="Gull"):
        calibrate_tallies(articles("Gull", 15, seed=2), "Gull", splits=5, plan=PLAN)


def test_a_comparison_says_how_often_it_is_wrong_where_an_outlet_is_large_enough(simulated: list[Tally]) -> None:
    small = articles("Gull", 20, seed=3)
    found = compare_tallies([*simulated, *small], permutations=199)
    assert found.calibration is not None
    assert (found.calibration.group, found.calibration.articles) == ("Tern", 120)
    printed = comparison_text(found)
    assert "False alarms: Tern" in printed and max(map(len, printed.splitlines())) <= 80
    assert comparison_dict(found)["calibration"]["any_q"] == found.calibration.any_q
    without = compare_tallies([*simulated[: ENOUGH - 1], *small], permutations=99)
    assert without.calibration is None and "False alarms" not in comparison_text(without)


def test_words_of_one_outlet_are_seldom_told_from_themselves() -> None:
    """Topics come in articles: each article has its own few words often."""
    rng = np.random.default_rng(4)
    counts = []
    for number in range(80):
        rates = 0.2 + 3 * (rng.random(300) < 0.03) * rng.gamma(1, 2, 300)
        drawn = {(f"w{at}", ""): int(k) for at, k in enumerate(rng.poisson(rates)) if k}
        counts.append(WordCounts(str(number), "Tern", "en", "", drawn, {}, sum(drawn.values())))  # type: ignore[arg-type]
    found = calibrate_words(counts, splits=100, plan=WordPlan(permutations=399))
    assert 0.02 <= found.false_positives <= 0.07 and found.any_family <= 0.12
    assert found.token_false_positives > 2 * found.false_positives and found.token_any_q > 0.5
    with pytest.raises(UsageError, match="two halves"):
        calibrate_words(counts[:12])
