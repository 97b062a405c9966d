"""Source mix: shares against counts made by hand, concentration against published examples, pooling against sums."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Analysis, Article, SourceMix, analyze, compare, pool_mixes, source_mix, to_dict, to_frame
from framing.measure.source_mix import herfindahl
from framing.show.report import render
from framing.show.tables import analysis_text, comparison_text
from tests.strategies import bodies, languages

TEXT = """Pim Harker said the lock was shut. “It is shut,” Harker added. Ann Lee admitted the keys were lost.

Officials claimed nothing was wrong with the lock."""
EMPTY = "Snow fell on the harbour all night, and in the morning the children walked along the pier to the lighthouse."


def shares(mix: SourceMix, kind: str) -> dict[str, tuple[int, int]]:
    every = (*mix.types, *mix.speakers, mix.unnamed, *mix.stances)
    return {share.name: (share.attributions, share.tokens) for share in every if share.kind == kind}


def test_shares_are_those_counted_by_hand() -> None:
    mix = source_mix(analyze(TEXT))
    assert shares(mix, "speaker") == {"Pim Harker": (2, 7), "Ann Lee": (1, 4)}
    assert shares(mix, "unnamed") == {"": (1, 6)}
    assert shares(mix, "stance") == {"neutral": (2, 7), "concede": (1, 4), "claim": (1, 6)}
    assert (mix.attributions, mix.attributed_tokens, mix.quoted_tokens) == (4, 17, 3)
    assert mix.unnamed_share == pytest.approx(6 / 17)
    assert mix.quoted_share == pytest.approx(3 / mix.tokens)
    assert mix.herfindahl == pytest.approx((7 / 11) ** 2 + (4 / 11) ** 2)
    assert mix.effective_speakers == pytest.approx(11**2 / (7**2 + 4**2))
    assert [share.share for share in mix.stances] == [0.5, 0.25, 0.25], "stances are shares of the cues, not of words"


def test_a_share_shows_the_words_it_came_from() -> None:
    mix = source_mix(analyze(TEXT))
    named = {share.name: [span.of(TEXT) for span in share.evidence] for share in (*mix.speakers, *mix.stances)}
    assert named["Pim Harker"] == ["Pim Harker", "Harker"]
    assert named["concede"] == ["admitted"]


def test_nothing_attributed_is_nothing_and_not_zero() -> None:
    for mix in (source_mix(analyze(EMPTY)), pool_mixes([]), source_mix(analyze(""))):
        assert (mix.unnamed_share, mix.herfindahl, mix.effective_speakers) == (None, None, None)
        assert mix.types == mix.speakers == mix.stances == ()
    assert source_mix(analyze(EMPTY)).quoted_share == 0
    assert pool_mixes([]).quoted_share is None


def test_a_digest_above_the_article_does_not_count() -> None:
    analysis = analyze(TEXT)
    elsewhere = replace(analysis, attributions=tuple(replace(a, zone="summary") for a in analysis.attributions))
    assert source_mix(elsewhere).attributions == 0


# Laakso and Taagepera (1979) and Taagepera and Shugart (1989) reckon the effective number for such shares.
@pytest.mark.parametrize(
    ("amounts", "effective"), [([50, 50], 2.0), ([60, 40], 1.923), ([40, 30, 20, 10], 3.333), ([70, 10, 10, 10], 1.923)]
)
def test_effective_numbers_of_known_shares(amounts: list[int], effective: float) -> None:
    index = herfindahl(amounts)
    assert index is not None
    assert 1 / index == pytest.approx(effective, abs=0.001)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30))
def test_concentration_lies_between_one_voice_and_all_alike(amounts: list[int]) -> None:
    index = herfindahl(amounts)
    assert index is not None
    assert 1 / len(amounts) <= index + 1e-12
    assert index <= 1 + 1e-12
    assert herfindahl([*amounts, *amounts]) == pytest.approx(index / 2), "twice the voices, half the concentration"


@settings(max_examples=60, deadline=None)
@given(st.lists(languages.flatmap(bodies), min_size=1, max_size=4))
def test_pooled_words_are_summed(texts: list[str]) -> None:
    mixes = [source_mix(analyze(text)) for text in texts]
    pooled = pool_mixes(mixes)
    assert pooled.articles == len(texts)
    assert pooled.attributed_tokens == sum(mix.attributed_tokens for mix in mixes)
    for mix in (*mixes, pooled):
        parts = sum(share.tokens for share in mix.speakers) + mix.unnamed.tokens
        assert parts == mix.attributed_tokens == sum(share.tokens for share in mix.types)
        if mix.attributed_tokens:
            assert math.isclose(sum(share.share for share in mix.types), 1)
        if mix.stances:
            assert math.isclose(sum(share.share for share in mix.stances), 1)
        if mix.effective_speakers is not None:
            assert 1 - 1e-9 <= mix.effective_speakers <= len(mix.speakers) + 1e-9
    assert pool_mixes(mixes[::-1]) == pooled


def test_pooling_one_article_only_takes_its_evidence() -> None:
    mix = source_mix(analyze(TEXT))
    assert pool_mixes([mix]) == replace(
        mix,
        types=tuple(replace(share, evidence=()) for share in mix.types),
        speakers=tuple(replace(share, evidence=()) for share in mix.speakers),
        stances=tuple(replace(share, evidence=()) for share in mix.stances),
        unnamed=replace(mix.unnamed, evidence=()),
    )


def test_rows_and_json_hold_the_mix() -> None:
    analysis = analyze(Article(TEXT, id="a", outlet="The Ledger"))
    frame = to_frame(analysis, rows="source")
    speakers = frame[frame["kind"] == "speaker"]
    assert dict(zip(speakers["name"], speakers["tokens"], strict=True)) == {"Pim Harker": 7, "Ann Lee": 4}
    assert set(frame["outlet"]) == {"The Ledger"}
    article = to_frame(analysis).iloc[0]
    assert article["effective_speakers"] == pytest.approx(11**2 / (7**2 + 4**2))
    assert to_dict(analysis)["source_mix"]["unnamed_share"] == pytest.approx(6 / 17)


def made(outlet: str, *texts: str) -> list[Analysis]:
    return [analyze(Article(text, id=f"{outlet}-{n}", outlet=outlet)) for n, text in enumerate(texts)]


def test_a_comparison_sums_numerators_and_denominators() -> None:
    result = compare([*made("A", TEXT, TEXT), *made("B", EMPTY)])
    rows = {(row.measure, row.group): row for row in result.rows if row.voice == "all"}
    assert (rows["sources: unnamed", "A"].count, rows["sources: unnamed", "A"].per) == (12, 34)
    assert (rows["cues: claim", "A"].count, rows["cues: claim", "A"].per) == (2, 8)
    assert rows["effective speakers", "A"].rate == pytest.approx(11**2 / (7**2 + 4**2))
    assert rows["sources: unnamed", "B"].rate is None
    assert rows["effective speakers", "B"].rate is None
    assert {kind: share for group, kind, _, share in result.sources if group == "A"}["official"] == pytest.approx(
        6 / 17
    )


def test_tables_and_page_show_the_mix() -> None:
    analyses = made("A", TEXT)
    text = analysis_text(analyses[0])
    assert "as concentrated as 1.9 equal ones" in text
    assert any(line.split() == ["concede", "1", "25%", "admitted"] for line in text.splitlines())
    assert "How sources are quoted" in comparison_text(compare([*analyses, *made("B", EMPTY)]))
    page = render(analyses, compare(analyses))
    assert "as concentrated as 1.9 equal ones" in page
    assert "How sources are quoted" in page
