"""Same event or not: across outlets and languages, with and without dates, with a person's corrections."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Analysis, Article, InputError, UsageError, analyze, analyze_many, read_articles
from framing.cli import main
from framing.compare.events import Corrections, find_events, read_corrections, with_events
from framing.compare.facts import find_facts
from framing.data import data_root
from framing.text.languages import language_of
from framing.text.numbers import find_quantities
from tests.strategies import news

DEMO = data_root("seeds") / "demo"


@cache
def demo() -> tuple[Analysis, ...]:
    return tuple(analyze_many(a for a in read_articles(DEMO) if isinstance(a, Article)))


def told(analyses: tuple[Analysis, ...], **known: str) -> list[Analysis]:
    """The analyses without the event, and with other fields as said."""
    return [replace(one, article=replace(one.article, event="", **known)) for one in analyses]


def right(groups: tuple[tuple[str, ...], ...], gold: dict[str, str]) -> tuple[float, float]:
    """Pairwise precision and recall."""
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    true = sum(gold[a] == gold[b] for a, b in pairs)
    return true / max(1, len(pairs)), true / sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())


GOLD = {one.article.id: one.article.event for one in demo()}


def test_six_events_in_four_languages_are_found() -> None:
    precision, recall = right(find_events(told(demo())).groups, GOLD)
    assert (precision, recall) >= (1.0, 0.9)


def test_without_dates_and_outlets_precision_stays() -> None:
    precision, recall = right(find_events(told(demo(), date="", outlet="")).groups, GOLD)
    assert precision >= 0.95 and recall >= 0.6


def test_the_order_of_articles_changes_nothing() -> None:
    shuffled = told(demo())
    random.Random(1).shuffle(shuffled)
    assert find_events(shuffled) == find_events(told(demo()))


def test_each_pair_shows_its_evidence() -> None:
    found = find_events(told(demo()))
    assert all(pair.evidence and 0 < pair.similarity <= 1.0001 for pair in found.pairs)
    shared = {fact.key for fact in find_facts(demo()[0])}
    assert all(set(pair.evidence) <= shared for pair in found.pairs if pair.first == demo()[0].article.id)


def test_the_same_words_a_year_later_are_another_event() -> None:
    first = demo()[0]
    later = replace(first, article=replace(first.article, id="later", date="2032-03-13", event=""))
    same_day = replace(later, article=replace(later.article, date=first.article.date))
    assert (
        "later" in find_events([*told(demo()), same_day]).of(),
        "later" in find_events([*told(demo()), later]).of(),
    ) == (True, False)


def test_a_person_knows_better() -> None:
    a, b, *_ = sorted(id for id, event in GOLD.items() if event == "river-flood")
    stranger = next(id for id, event in GOLD.items() if event == "app-fine")
    apart = find_events(told(demo()), corrections=Corrections(apart=((a, b),))).of()
    assert apart.get(a) is None or apart.get(a) != apart.get(b)
    same = find_events(told(demo()), corrections=Corrections(same=((a, stranger),))).of()
    assert same[a] == same[stranger]


def test_events_are_written_into_the_articles() -> None:
    analyses = told(demo())
    named = list(with_events(analyses, find_events(analyses)))
    assert (
        right(
            tuple(
                tuple(o.article.id for o in named if o.article.event == e)
                for e in {o.article.event for o in named} - {""}
            ),
            GOLD,
        )[0]
        == 1.0
    )


def test_wrong_corrections_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nobody"):
        find_events(told(demo()), corrections=Corrections(same=(("nobody", "else"),)))
    file = tmp_path / "mine.toml"
    for wrong in ("same = [[1, 2]]", "same = 3 =", "other = []"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(InputError, match=r"mine\.toml"):
            read_corrections(file)
    file.write_text('apart = [["a", "b"]]', encoding="utf-8")
    assert read_corrections(file) == Corrections(apart=(("a", "b"),))


def test_ids_must_be_unique() -> None:
    with pytest.raises(UsageError, match="twice"):
        find_events([demo()[0], demo()[0]])


@pytest.mark.parametrize("texts", [[], ["The reform passed on Monday."], ["", ""]])
def test_nothing_to_group_is_no_event(texts: list[str]) -> None:
    assert find_events([analyze(Article(text, id=str(n))) for n, text in enumerate(texts)]).groups == ()


def test_the_command_prints_events_and_writes_pairs(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    result = CliRunner().invoke(main, ["events", str(DEMO), "--pairs", str(pairs)])
    assert result.exit_code == 0 and "6 events hold 24 of 24 articles" in result.output
    assert pairs.read_text(encoding="utf-8-sig").splitlines()[0] == "first,second,score,similarity,relative,evidence"


NUMBERS = [
    ("en", "zh-Hans", "vi", ["12000000000 USD"], "nearly $12 billion", "近120亿美元", "gần 12 tỷ USD"),
    ("en", "zh-Hans", "vi", ["90 %"], "90 per cent", "百分之九十", "90 phần trăm"),
    ("en", "zh-Hans", "vi", ["8.5 %"], "8.5%", "8.5%", "8,5%"),
    ("en", "zh-Hans", "vi", ["300000"], "300,000 students", "30万名学生", "300.000 sinh viên"),
    ("en", "zh-Hans", "vi", ["206"], "two hundred and six", "二百零六", "hai trăm lẻ sáu"),
    ("en", "zh-Hans", "vi", ["35000"], "thirty-five thousand", "三万五千", "ba mươi lăm nghìn"),
    ("en", "zh-Hans", "vi", ["10-14"], "on October 14", "10月14日", "ngày 14/10"),
    ("en", "zh-Hans", "vi", ["10-14", "2025"], "14 Oct. 2025", "10月14日，2025年", "ngày 14 tháng 10 năm 2025"),
    ("en", "zh-Hans", "vi", ["2010"], "in 2010", "2010年", "năm 2010"),
    ("en", "zh-Hans", "vi", ["15 km"], "15 kilometres", "15公里", "15 km"),
    ("en", "zh-Hans", "vi", [], "two men, COVID-19, B52", "两名男子，B52", "hai người, B52"),
]  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[4])
def test_numbers_are_the_same_in_all_languages(case: tuple[str, str, str, list[str], str, str, str]) -> None:
    *tags, expected, en, zh, vi = case
    for tag, text in zip(tags, (en, zh, vi), strict=True):
        language = language_of(str(tag))
        assert language is not None
        found = find_quantities(text, language)
        assert [q.key for q in found] == expected, text
        assert all(any(char.isalnum() for char in q.span.of(text)) for q in found)


def test_facts_point_at_their_words() -> None:
    for one in demo():
        for fact in find_facts(one):
            words = fact.span.of(one.article.text)
            assert words.strip() and (fact.kind != "name" or words.casefold() == fact.key)


@settings(max_examples=60, deadline=None)
@given(news, st.sampled_from(["en", "zh-Hans", "vi"]))
def test_any_text_gives_numbers_inside_it(text: str, tag: str) -> None:
    language = language_of(tag)
    assert language is not None
    for quantity in find_quantities(text, language):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text) and quantity.key


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "No. 12 on page 40 of the 24th report", []),
        ("zh-Hans", "24日第12位，数百次，十多年来，百年一遇", []),
        ("zh-Hans", "60日内罚款十万元，十人", ["60 day", "100000 CNY", "10"]),
        ("vi", "ngày 24, hàng trăm người, điều 15", []),
        ("vi", "60 triệu USD một năm", ["60000000 USD"]),
        ("vi", "1.600 bộ đội", ["1600"]),
        ("en", "at 9:40 p.m., by 11 a.m., 95 minutes, 3,150 cubic meters", ["95 minute", "3150 m3"]),
        ("zh-Hant", "晚間9時40分，下午3點，48小時，3,150立方公尺", ["48 hour", "3150 m3"]),
        ("vi", "từ 2 giờ 30, đến 18 giờ ngày 5, trong 48 giờ, 3.150 m3", ["48 hour", "3150 m3"]),
    ],
)
def test_places_in_an_order_times_of_the_day_and_guesses_are_no_amounts(
    tag: str, text: str, expected: list[str]
) -> None:
    language = language_of(tag)
    assert language is not None
    assert [quantity.key for quantity in find_quantities(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Bộ yêu cầu công bố chính sách và hồ sơ cá nhân.", {"privacy"}),
        ("Lũ trên sông Nậm Lương cuốn trôi cây cầu.", {"flood", "river", "bridge"}),
        ("Lương tăng.", {"wage"}),
        ("Không ai bị ảnh hưởng bởi điều kiện này.", set()),
    ],
)
def test_a_syllable_inside_a_word_or_a_name_is_no_topic(text: str, topics: set[str]) -> None:
    found = {fact.key for fact in find_facts(analyze(text)) if fact.kind == "topic"}
    assert found <= topics and found >= topics - {"privacy"}
