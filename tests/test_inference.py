"""What compare() calls a difference: planted ones are found, others are not, and the same seed gives the same table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from framing import Comparison, Contrast, UsageError
from framing.compare.contrasts import compare_tallies
from framing.compare.measures import OWN_LESS_QUOTED, Tally
from framing.compare.validity import language_ratio
from framing.types import LexiconVersion

VOICES = ("author", "paraphrase", "source")


def article(outlet: str, number: int, loaded: int, *, words: int = 400, event: str = "", language: str = "en") -> Tally:
    """An article of 400 words of each voice with so many loaded ones of the author's."""
    counts = {("loaded", "author"): loaded, ("loaded", "all"): loaded, ("attributed", "all"): 2 * words}
    per = {f"words: {voice}": words for voice in VOICES} | {"words": 3 * words, "articles": 1, "loaded words": loaded}
    return Tally(
        f"{outlet}-{number}",
        outlet,
        language,
        event,
        "2031-03-04",
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


def outlet(name: str, n: int, mean: float, *, seed: int, language: str = "en") -> list[Tally]:
    """Articles whose rate varies from one to the next much more than a Poisson count would."""
    rng = np.random.default_rng(seed)
    return [article(name, i, int(k), language=language) for i, k in enumerate(rng.poisson(mean * rng.gamma(2, 0.5, n)))]


def line(found: Comparison, measure: str, voice: str, group: str) -> Contrast:
    (one,) = (c for c in found.contrasts if (c.measure, c.voice, c.group) == (measure, voice, group))
    return one


def holding(found: Comparison) -> set[tuple[str, str, str]]:
    return {(c.measure, c.voice, c.group) for c in found.contrasts if c.q is not None and c.q <= 0.05}


def test_a_planted_difference_is_found_with_its_size() -> None:
    found = compare_tallies([*outlet("A", 40, 4, seed=1), *outlet("B", 40, 10, seed=2)], permutations=1999)
    one = line(found, "loaded", "author", "A")
    assert one.other == "B" and one.q is not None and one.q < 0.01 and one.family_p is not None and one.family_p < 0.01
    assert one.low is not None and one.high is not None and one.difference is not None
    assert one.low < one.difference < one.high < 0
    assert one.low < -15 < one.high  # 6 of 400 words
    assert one.delta is not None and one.delta < -0.4
    assert one.ratio == pytest.approx(one.rate / one.other_rate)  # type: ignore[operator]


def test_outlets_that_do_not_differ_are_seldom_told_apart() -> None:
    """A level of 5 % over 30 drawn corpora; more than 5 findings would be a chance of one in a hundred."""
    finds = sum(
        bool(
            holding(compare_tallies([*outlet("A", 25, 6, seed=s), *outlet("B", 25, 6, seed=s + 500)], permutations=399))
        )
        for s in range(30)
    )
    assert finds <= 5


def test_unlike_spread_is_no_difference() -> None:
    """One outlet even, one bursty and small, the same mean. The plain difference of means, permuted, cries wolf here."""
    rng, studentized, plain = np.random.default_rng(3), 0, 0
    for _ in range(60):
        even, bursty = rng.poisson(20, 60), rng.poisson(20 * rng.gamma(2, 0.5, 20))
        both = [article("A", i, int(k)) for i, k in enumerate(even)] + [
            article("B", i, int(k)) for i, k in enumerate(bursty)
        ]
        p = line(compare_tallies(both, permutations=199), "loaded", "author", "A").p
        studentized += p is not None and p <= 0.05
        every = np.concatenate((even, bursty))
        drawn = np.abs(
            [np.subtract(*(part.mean() for part in np.split(rng.permutation(every), [60]))) for _ in range(199)]
        )
        plain += bool((1 + (drawn >= abs(even.mean() - bursty.mean())).sum()) / 200 <= 0.05)
    assert studentized <= 8 < plain


def test_the_same_seed_gives_the_same_table_and_another_nearly() -> None:
    tallies = [*outlet("A", 20, 5, seed=1), *outlet("B", 20, 7, seed=2), *outlet("C", 20, 5, seed=3)]
    first, again, other = (compare_tallies(tallies, permutations=999, seed=seed) for seed in (4, 4, 5))
    assert first == again == compare_tallies(tallies[::-1], permutations=999, seed=4)
    assert first != other
    for one, two in zip(first.contrasts, other.contrasts, strict=True):
        assert (one.p is None) == (two.p is None)
        assert one.p is None or one.p == pytest.approx(two.p, abs=0.08)


def test_three_groups_are_each_set_against_the_others() -> None:
    found = compare_tallies(
        [*outlet("A", 30, 4, seed=1), *outlet("B", 30, 4, seed=2), *outlet("C", 30, 15, seed=3)], permutations=999
    )
    assert {(c.group, c.other) for c in found.contrasts} == {(name, "the others") for name in "ABC"}
    one = line(found, "loaded", "author", "C")
    assert (one.count, one.other_count) == (
        line(found, "loaded", "author", "A").count * 0 + one.count,
        sum(line(found, "loaded", "author", name).count for name in "AB"),
    )
    assert ("loaded", "author", "C") in holding(found)


def test_events_that_match_are_set_within_events() -> None:
    """Outlet A covers the loud events oftener: over all articles it looks loud, within events it does not differ."""
    rng = np.random.default_rng(5)
    loud = [
        article(o, 100 * e + i, int(rng.poisson(30)), event=f"loud-{e}")
        for e in range(12)
        for o, n in (("A", 3), ("B", 1))
        for i in range(n)
    ]
    calm = [
        article(o, 9000 + 100 * e + i, int(rng.poisson(5)), event=f"calm-{e}")
        for e in range(12)
        for o, n in (("A", 1), ("B", 3))
        for i in range(n)
    ]
    tallies = [*loud, *calm]
    raw = line(compare_tallies(tallies, within="nothing", permutations=999), "loaded", "author", "A")
    matched = line(
        compare_tallies(tallies, permutations=999), "loaded", "author", "A"
    )  # by itself: every event has both
    assert raw.p is not None and raw.p <= 0.001 < 0.05
    assert matched.p is not None and matched.p > 0.05


def test_a_difference_within_events_is_found() -> None:
    rng = np.random.default_rng(6)
    tallies = [
        article(o, e, int(rng.poisson(mood * factor)), event=f"e{e}")
        for e in range(30)
        for mood in [rng.gamma(1, 10)]
        for o, factor in (("A", 1.0), ("B", 1.8))
    ]
    found = compare_tallies(tallies, permutations=1999)
    assert "within events" in found.design
    assert ("loaded", "author", "A") in holding(found)


def test_articles_of_events_that_one_side_lacks_are_left_out_within_events() -> None:
    shared = [article(o, e, 3, event=f"e{e}") for e in range(12) for o in "AB"]
    alone = [article("A", 50 + i, 40, event=f"only-{i}") for i in range(12)]
    found = line(compare_tallies([*shared, *alone], within="event", permutations=99), "loaded", "author", "A")
    assert (found.articles, found.other_articles, found.difference) == (12, 12, 0.0)


def test_few_articles_are_described_only() -> None:
    found = compare_tallies([*outlet("A", 9, 3, seed=1), *outlet("B", 60, 9, seed=2)], permutations=99)
    assert found.contrasts == () and found.design == ""
    bounds = {r.group: r.low for r in found.rows if (r.measure, r.voice) == ("loaded", "author")}
    assert bounds["A"] is None and bounds["B"] is not None
    assert any("no inference" in note and "A" in note for note in found.notes)


def test_languages_are_never_set_against_each_other() -> None:
    found = compare_tallies(
        [*outlet("A", 20, 3, seed=1), *outlet("B", 20, 9, seed=2, language="vi"), *outlet("C", 20, 3, seed=3)],
        permutations=99,
    )
    assert {(c.group, c.other, c.language) for c in found.contrasts} == {("A", "C", "en")}
    voices = {r.comparable for r in found.rows if r.measure == "loaded" and r.voice != "all"}
    assert voices == {"not comparable"}, "ratios between languages were measured for all voices together only"
    (together,) = {r.comparable for r in found.rows if r.measure == "loaded" and r.voice == "all"}
    assert together.startswith("by ratio only")


def test_a_ratio_between_languages_turns_with_the_languages() -> None:
    there, back = language_ratio("loaded", "en", "zh-Hans"), language_ratio("loaded", "zh-Hans", "en")
    assert there and back and there.ratio and back.ratio and there.low and back.high
    assert there.ratio * back.ratio == pytest.approx(1) and there.low * back.high == pytest.approx(1)
    assert language_ratio("loaded", "en", "fr") is None


def test_what_few_articles_show_is_not_tested_and_says_why() -> None:
    rare = [
        replace(t, counts={**t.counts, ("loaded: doom", "author"): int(i == 0)})
        for i, t in enumerate(outlet("A", 20, 3, seed=1))
    ]
    found = compare_tallies([*rare, *outlet("B", 20, 3, seed=2)], permutations=99)
    one = line(found, "loaded: doom", "author", "A")
    assert (one.p, one.q, one.low, one.untested) == (None, None, None, "found in fewer than 5 articles")


def test_own_less_quoted_is_the_difference_of_its_two_rates() -> None:
    quoted = [replace(t, counts={**t.counts, ("loaded", "source"): 9}) for t in outlet("A", 20, 3, seed=1)]
    found = compare_tallies([*quoted, *outlet("B", 20, 3, seed=2)], permutations=999)
    rates = {r.voice: r.rate for r in found.rows if r.measure == "loaded" and r.group == "A"}
    (row,) = (r for r in found.rows if r.measure == OWN_LESS_QUOTED.name and r.group == "A")
    assert row.rate == pytest.approx(rates["author"] - rates["source"])  # type: ignore[operator]
    assert row.low is not None and row.high is not None and row.low < row.rate < row.high < 0  # type: ignore[operator]
    assert (OWN_LESS_QUOTED.name, "all", "A") in holding(found)


@pytest.mark.parametrize("wrong", [{"by": "colour"}, {"within": "week"}])
def test_wrong_words_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong.values()))):
        compare_tallies(outlet("A", 3, 3, seed=1), **wrong)  # type: ignore[arg-type]


def test_intervals_cover_the_truth() -> None:
    """Articles of a known rate, 15 per 1,000 words: some 95 of 100 intervals hold it."""
    held: Iterable[bool] = (
        row.low <= 15 <= row.high  # type: ignore[operator]
        for seed in range(100)
        for row in compare_tallies(outlet("A", 40, 6, seed=seed), permutations=99).rows
        if (row.measure, row.voice) == ("loaded", "author")
    )
    assert sum(held) >= 88
