"""Topic against outlet: a gap that the events make is gone within events, one that the outlet makes stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from framing import Analysis, Article, TopicContrast, UsageError, analyze, topic_contrasts
from framing.cli import main
from framing.compare.adjusted import explained_parts, matched_contrast, matching_weights
from framing.compare.inference import Plan
from framing.compare.measures import Tally
from framing.compare.topic import contrast_topics
from framing.show.findings import topic_rows
from framing.types import LexiconVersion

PLAN = Plan(permutations=399, resamples=199)


# --- arrays ---


def test_weights_give_both_sides_the_same_events() -> None:
    rng = np.random.default_rng(1)
    mine, event = rng.random(200) < 0.3, rng.integers(0, 30, 200)
    first, second = matching_weights(mine, event)
    here, there = (np.bincount(event, weights=w * side, minlength=30) for w, side in ((first, mine), (second, ~mine)))
    assert here == pytest.approx(there)
    counts = [np.bincount(event[side], minlength=30) for side in (mine, ~mine)]
    assert here == pytest.approx(np.minimum(*counts))


def test_a_matched_contrast_by_hand() -> None:
    """Event 0: 2 articles against 1, event 1: 1 against 2, event 2 on one side only. Weights .5 where there are two."""
    count = np.array([4.0, 2.0, 1.0, 3.0, 5.0, 7.0, 99.0])[:, None]
    mine = np.array([True, True, False, True, False, False, True])
    event = np.array([0, 0, 0, 1, 1, 1, 2])
    found = matched_contrast(count, np.full((7, 1), 10.0), mine, event, times=(199, 50, 0))
    assert found.first[0] == pytest.approx((3 + 3) / 20) and found.second[0] == pytest.approx((1 + 6) / 20)
    assert found.difference[0] == pytest.approx(-0.05)


def test_labels_of_matched_events_are_permuted_within_them() -> None:
    """All arrangements within three events of one against one are eight; the largest difference has two of them."""
    count = np.array([5.0, 1, 4, 1, 6, 1])[:, None]
    mine, event = np.array([True, False] * 3), np.array([0, 0, 1, 1, 2, 2])
    found = matched_contrast(count, np.ones((6, 1)), mine, event, times=(4000, 50, 0))
    assert found.p[0] == pytest.approx(2 / 8, abs=0.03)


def parts(rate: np.ndarray, mine: np.ndarray, x: np.ndarray, per: np.ndarray) -> np.ndarray:
    return explained_parts(rate * per, per, mine, x, np.ones((1, len(rate))))[0]


def test_parts_are_those_of_a_regression_and_add_up() -> None:
    rng = np.random.default_rng(2)
    mine, per = rng.random(150) < 0.4, rng.uniform(50, 500, 150)
    x = rng.normal(size=(150, 3)) + mine[:, None] * np.array([1.0, 0.0, -0.5])
    rate = 1 + x @ np.array([0.5, 1.0, 2.0]) + 0.7 * mine + rng.normal(0, 0.1, 150)
    design = np.column_stack((np.ones(150), mine, x))
    beta = np.linalg.lstsq(design * np.sqrt(per)[:, None], rate * np.sqrt(per), rcond=None)[0]
    means = [np.average(x[side], axis=0, weights=per[side]) for side in (mine, ~mine)]
    found = parts(rate, mine, x, per)
    assert found == pytest.approx((means[0] - means[1]) * beta[2:], rel=1e-5)
    gap = np.average(rate[mine], weights=per[mine]) - np.average(rate[~mine], weights=per[~mine])
    assert found.sum() + beta[1] == pytest.approx(gap, rel=1e-5)


def test_columns_that_say_the_same_share_their_part() -> None:
    rng = np.random.default_rng(3)
    mine = rng.random(100) < 0.5
    x = rng.normal(size=100) + mine
    found = parts(2 * x, mine, np.column_stack((x, x)), np.ones(100))
    assert found[0] == pytest.approx(found[1]) and np.isfinite(found).all()


# --- articles ---


def article(outlet: str, event: str, number: int, rate: float, rng: np.random.Generator) -> Tally:
    words = int(rng.lognormal(6, 0.3))
    loaded = int(rng.poisson(rate * words / 1000))
    counts = {("loaded", "author"): loaded, ("loaded", "all"): loaded}
    per = {"words: author": words, "words": words, "articles": 1, "loaded words": loaded}
    day = f"2031-03-{1 + number % 28:02d}"
    empty = ({}, {}, {}, {}, {})
    id = f"{outlet}-{event}-{number}"
    return Tally(id, outlet, "en", event, day, "", "", counts, per, *empty, LexiconVersion(), False, "words")


def corpus(*, outlet_factor: float, topic_factor: float, seed: int = 0) -> tuple[list[Tally], list[dict[str, int]]]:
    """24 events, half of them disasters, which A covers three times as often as B; B covers the other half so."""
    rng = np.random.default_rng(seed)
    tallies, topics = [], []
    for event in range(24):
        disaster = event % 2 == 0
        for outlet, n in (("A", 3 if disaster else 1), ("B", 1 if disaster else 3)):
            for number in range(n):
                rate = 10 * (topic_factor if disaster else 1) * (outlet_factor if outlet == "A" else 1)
                tallies.append(article(outlet, f"e{event}", number, rate, rng))
                topics.append({"disaster": 4, "trade": 1} if disaster else {"trade": 4, "politics": 1})
    return tallies, topics


def own_words(tallies: list[Tally], topics: list[dict[str, int]]) -> TopicContrast:
    found = contrast_topics(tallies, [one.outlet for one in tallies], topics, plan=PLAN)
    (line,) = (line for line in found.lines if (line.measure, line.voice) == ("loaded", "author"))
    return line


def test_a_gap_of_topics_is_gone_within_events_and_explained() -> None:
    line = own_words(*corpus(outlet_factor=1, topic_factor=3))
    assert line.raw.difference is not None and line.raw.difference > 5 and line.raw.q is not None and line.raw.q <= 0.05
    assert line.matched is not None and line.matched.p is not None and line.matched.p > 0.05
    assert line.matched.low is not None and line.matched.high is not None and line.matched.low < 0 < line.matched.high
    (topic,) = (part for part in line.explained if part.by == "topic")
    assert topic.share is not None and 0.7 < topic.share < 1.3 and topic.low > 0
    assert line.events == 24 and line.identifiable == ""


def test_a_gap_of_outlets_stays() -> None:
    line = own_words(*corpus(outlet_factor=2.5, topic_factor=1))
    assert line.matched is not None and line.matched.q is not None and line.matched.q <= 0.05
    assert line.matched.difference == pytest.approx(15, abs=4)
    assert all(part.share is not None and abs(part.share) < 0.35 for part in line.explained)


def test_no_number_where_the_sides_share_no_event() -> None:
    tallies, topics = corpus(outlet_factor=2.5, topic_factor=1)
    apart = [replace(one, event=f"{one.outlet} {one.event}") for one in tallies]
    line = own_words(apart, topics)
    assert line.matched is None and line.explained == () and line.events == 0
    assert line.identifiable.startswith("not identifiable") and line.raw.p is not None
    without = own_words([replace(one, event="") for one in tallies], topics)
    assert without.matched is None and without.identifiable, "articles without an event are not one event"


def test_few_shared_articles_are_described() -> None:
    tallies, topics = corpus(outlet_factor=2.5, topic_factor=1)
    few = [one if one.event in ("e0", "e1") else replace(one, event=f"{one.outlet} {one.event}") for one in tallies]
    line = own_words(few, topics)
    assert line.matched is not None and line.events == 2
    assert line.matched.difference is not None and (line.matched.p, line.matched.low) == (None, None)


def test_the_same_seed_gives_the_same_lines_in_any_order() -> None:
    tallies, topics = corpus(outlet_factor=1.5, topic_factor=2)
    assert own_words(tallies, topics) == own_words(tallies[::-1], topics[::-1])


def demo(n: int) -> list[Analysis]:
    told = {"A": "The shameful flood", "B": "The flood"}
    return [
        analyze(Article(f"{flood} in town {e} was on Monday. The river rose.", id=f"{o}{e}", outlet=o, event=f"e{e}"))
        for e in range(n)
        for o, flood in told.items()
    ]


def test_analyses_and_rows() -> None:
    found = topic_contrasts(demo(12), plan=PLAN)
    (line,) = (line for line in found.lines if (line.measure, line.voice) == ("loaded", "author"))
    assert line.matched is not None and line.matched.q is not None and line.matched.q <= 0.05
    row = topic_rows(found)[0]
    assert {"raw_difference", "raw_q", "matched_difference", "matched_p", "events", "identifiable"} <= set(row)
    with pytest.raises(UsageError, match="colour"):
        topic_contrasts(demo(1), by="colour")  # type: ignore[arg-type]


def test_the_command_fits_eighty_columns(tmp_path: Path) -> None:
    lines = []
    for one in demo(11):
        (tmp_path / f"{one.article.id}.txt").write_text(one.article.text, encoding="utf-8")
        lines.append(
            f'[[article]]\nfile = "{one.article.id}.txt"\noutlet = "{one.article.outlet}"\nevent = "{one.article.event}"\n'
        )
    (tmp_path / "corpus.toml").write_text("".join(lines), encoding="utf-8")
    result = CliRunner().invoke(
        main, ["topic", str(tmp_path), "--permutations", "199", "--csv", str(tmp_path / "t.csv")]
    )
    assert result.exit_code == 0, result.output
    assert "same events" in result.output and max(wcswidth(line) for line in result.output.splitlines()) <= 80
    assert (tmp_path / "t.csv").exists()
