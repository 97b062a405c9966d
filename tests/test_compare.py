"""compare(): counts, denominators, notes, and the differences that the demonstration corpus was written to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from framing import Analysis, Article, Comparison, Row, UsageError, analyze, analyze_many, compare, read_articles
from framing.compare.contrasts import WAYS
from framing.data import data_root

AUTHOR = "The so-called reform passed on Monday after a scandalous debate."
QUOTED = "“The reform is scandalous,” Pim Harker said on Monday."
PLAIN = "The reform passed on Monday after a short debate in the town hall."
CHINESE = "所谓的救助基金周一只付过两次饭钱，还换了一块新的招牌。"
FRENCH = "Le pêcheur a vendu son bateau lundi parce que la glace était trop fine pour la navigation sur le lac."


def made(**texts: str) -> list[Analysis]:
    return [analyze(Article(text, id=f"{outlet}-{n}", outlet=outlet)) for n, (outlet, text) in enumerate(texts.items())]


def row(result: Comparison, measure: str, voice: str, group: str) -> Row:
    (found,) = (r for r in result.rows if (r.measure, r.voice, r.group) == (measure, voice, group))
    return found


@cache
def demo() -> tuple[Analysis, ...]:
    return tuple(analyze_many(a for a in read_articles(data_root("seeds") / "demo") if isinstance(a, Article)))


def test_counts_and_words_are_those_of_the_articles() -> None:
    result = compare(made(A=AUTHOR, B=QUOTED, C=PLAIN))
    assert row(result, "loaded", "author", "A").words == (("scandalous", 1), ("so-called", 1))
    assert [row(result, "loaded", "author", g).count for g in "ABC"] == [2, 0, 0]
    assert [row(result, "loaded", "source", g).count for g in "ABC"] == [0, 1, 0]
    assert [row(result, "loaded", "all", g).count for g in "ABC"] == [2, 1, 0]
    assert row(result, "loaded: derision", "author", "A").count == 1
    assert row(result, "loaded: condemnation", "source", "B").words == (("scandalous", 1),)


def test_a_rate_is_per_1000_words_of_the_same_voice() -> None:
    analyses = made(A=AUTHOR, B=QUOTED)
    result = compare(analyses)
    author = row(result, "loaded", "author", "A")
    assert (author.per, author.rate) == (10, pytest.approx(200.0))  # 2 loaded of 10 words
    source = row(result, "loaded", "source", "B")
    assert (source.per, source.rate) == (4, pytest.approx(250.0))  # 1 of 4 words in the marks
    assert row(result, "attributed", "all", "B").count == 4


def test_no_words_of_a_voice_give_no_rate() -> None:
    result = compare(made(A=PLAIN))
    quoted = row(result, "loaded", "source", "A")
    assert (quoted.count, quoted.per, quoted.rate) == (0, 0, None)
    assert row(result, "loaded", "author", "A").rate == 0.0


@pytest.mark.parametrize("by", ["outlet", "language", "event"])
def test_every_measure_has_a_row_for_every_group_and_adds_up(by: Any) -> None:
    result = compare(demo(), by=by)
    names = [g.name for g in result.groups]
    assert len(result.rows) == len({(r.measure, r.voice, r.group) for r in result.rows})
    measures = Counter(r.group for r in result.rows)
    assert set(measures) == set(names) and len(set(measures.values())) == 1
    for name in names:
        for measure in {r.measure for r in result.rows if r.measure.startswith("loaded")}:
            voices = [row(result, measure, voice, name) for voice in ("author", "paraphrase", "source")]
            total = row(result, measure, "all", name)
            assert (total.count, total.per) == (sum(r.count for r in voices), sum(r.per for r in voices))
        categories = [
            r for r in result.rows if r.group == name and r.voice == "all" and r.measure.startswith("loaded: ")
        ]
        assert sum(r.count for r in categories) == row(result, "loaded", "all", name).count
    scales = {"per 1,000 words": 1000, "share": 1}
    for line in result.rows:
        if line.unit in scales:
            assert line.rate == (pytest.approx(scales[line.unit] * line.count / line.per) if line.per else None)


def test_groups_carry_their_raw_size() -> None:
    result = compare(demo())
    assert [(g.articles, g.languages) for g in sorted(result.groups, key=lambda g: g.languages)] == [
        (6, ("en",)), (6, ("vi",)), (6, ("zh-Hans",)), (6, ("zh-Hant",)),
    ]  # fmt: skip
    assert sum(g.tokens for g in result.groups) == sum(a.n_tokens for a in demo())
    assert {g.articles for g in compare(demo(), by="event").groups} == {4}


def test_a_file_without_an_outlet_is_its_own_group() -> None:
    analyses = [analyze(Article(PLAIN, id=name)) for name in ("one", "two")]
    assert [g.name for g in compare(analyses).groups] == ["one", "two"]


def test_shares_are_shares() -> None:
    result = compare(demo())
    for group in result.groups:
        shares = [share for name, _, _, share in result.sources if name == group.name]
        assert sum(shares) == pytest.approx(1.0)
    assert all(0 < share <= 1 for _, _, share in result.frames)
    assert all(-2 <= value <= 2 and n >= 1 for *_, value, n in result.stance)


def test_few_articles_are_noted_and_many_are_not() -> None:
    few = compare(made(A=AUTHOR))
    assert any("no inference" in note and "A" in note for note in few.notes)
    many = compare(replace(a, article=replace(a.article, outlet="A")) for a in made(A=AUTHOR) * 10)
    assert not any("no inference" in note for note in many.notes)


def test_several_languages_are_noted_and_one_is_not() -> None:
    several = compare(made(A=AUTHOR, B=CHINESE))
    assert any("not comparable" in note and "en" in note and "zh-Hans" in note for note in several.notes)
    assert any("times" in note and "NTREX" in note for note in several.notes)
    assert not any("not comparable" in note for note in compare(made(A=AUTHOR, B=PLAIN)).notes)


def test_refused_articles_are_left_out_and_named() -> None:
    analyses = made(A=AUTHOR, Lac=FRENCH)
    assert analyses[1].refused
    result = compare(analyses)
    assert [g.name for g in result.groups] == ["A"]
    assert any(note.startswith("Left out") and "Lac-1" in note for note in result.notes)
    assert not any(note.startswith("Left out") for note in compare(made(A=AUTHOR)).notes)


def test_nothing_to_compare_is_an_error() -> None:
    with pytest.raises(UsageError, match="nothing to compare"):
        compare(made(Lac=FRENCH))
    with pytest.raises(UsageError, match="nothing to compare"):
        compare([])
    with pytest.raises(UsageError, match="colour"):
        compare(made(A=AUTHOR), by="colour")  # type: ignore[arg-type]


# The demonstration corpus, seeds/demo/README.md: where the load of each outlet was put when it was written.

LEDGER, WANWANG, CHENBAO, SONG_HONG = "The Harbor Ledger", "东方万象网", "海外晨報", "Báo Sông Hồng"


def count(voice: str, group: str) -> int:
    return row(compare(demo()), "loaded", voice, group).count


def own_share(group: str) -> float:
    return count("author", group) / count("all", group)


def test_demo_all_articles_are_scored() -> None:
    assert len(demo()) == 24 and not any(a.refused for a in demo())


def test_demo_wanwang_is_loaded_in_its_own_voice() -> None:
    rates = {g: row(compare(demo()), "loaded", "author", g).rate or 0.0 for g in (LEDGER, WANWANG, CHENBAO, SONG_HONG)}
    assert max(rates, key=lambda g: rates[g]) == WANWANG
    assert max((LEDGER, WANWANG, CHENBAO), key=own_share) == WANWANG
    assert own_share(WANWANG) > 0.5


def test_demo_ledger_is_loaded_in_its_quotations() -> None:
    assert count("source", LEDGER) > count("author", LEDGER)
    assert count("source", LEDGER) > count("paraphrase", LEDGER)


def test_demo_chenbao_is_loaded_in_its_experts() -> None:
    assert count("source", CHENBAO) + count("paraphrase", CHENBAO) > count("author", CHENBAO)


def test_demo_song_hong_is_plain_but_for_the_survey_ship() -> None:
    per_article = {
        a.article.event: sum(t.voice == "author" for t in a.loaded) for a in demo() if a.article.outlet == SONG_HONG
    }
    assert max(per_article, key=lambda event: per_article[event]) == "survey-ship"
    assert per_article["survey-ship"] > sum(n for event, n in per_article.items() if event != "survey-ship")


def test_demo_experts_are_given_more_voice_in_chenbao_than_in_wanwang() -> None:
    experts = {g: share for g, kind, _, share in compare(demo()).sources if kind == "expert"}
    assert experts[CHENBAO] > experts.get(WANWANG, 0.0)


def test_demo_wanwang_quotes_least() -> None:
    result = compare(demo())
    quoted = {g.name: row(result, "loaded", "source", g.name).per / g.tokens for g in result.groups}
    assert min(quoted, key=lambda g: quoted[g]) == WANWANG


def test_demo_naming_is_recorded() -> None:
    forms = {(g, form) for g, _, form, _ in compare(demo()).naming}
    assert (CHENBAO, "中共") in forms
    assert (WANWANG, "中共") not in forms


def test_any_known_attribute_groups() -> None:
    article = Article(PLAIN, id="a", outlet="A", date="2031-05-02", country="Norway", genre="opinion")
    other = replace(article, id="b", outlet="B", date="2032-01-01", country="Chad", genre="")
    names = {by: {g.name for g in compare([analyze(article), analyze(other)], by=by).groups} for by in WAYS}
    assert names["country"] == {"Norway", "Chad"} and names["genre"] == {"opinion", "(unknown)"}
    assert names["year"] == {"2031", "2032"} and names["month"] == {"2031-05", "2032-01"}
    assert set(names) == {"outlet", "language", "event", "country", "genre", "year", "month"}
