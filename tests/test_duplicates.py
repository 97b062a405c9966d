"""One report printed twice: exact, near, in both kinds of writing; never a silent drop."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing import Article, InputError, UsageError, read_articles
from framing.text.duplicates import Duplicates, find_duplicates

WORDS = ["ferry", "lake", "ice", "port", "mayor", "winter", "bridge", "ticket", "signal", "island", "council", "budget"]
HAN = "渡轮停航湖面结冰港口市长桥梁票价信号船长岛屿议会预算维修发动机冬季乘客通知恢复安全检查"


def report(seed: int, words: int = 200) -> str:
    pick = random.Random(seed)
    sentences = [" ".join(pick.choice(WORDS) + str(pick.randrange(40)) for _ in range(10)) for _ in range(words // 10)]
    return "\n".join(f"The {sentence} said on Monday." for sentence in sentences)


def chinese(seed: int) -> str:
    pick = random.Random(seed)
    return "\n".join("".join(pick.choice(HAN) for _ in range(30)) + "。" for _ in range(12))


def notes(texts: list[str]) -> list[tuple[str, ...]]:
    stream: Iterator[Article | InputError] = iter([Article(text, id=str(n)) for n, text in enumerate(texts)])
    return [item.notes for item in find_duplicates(stream, "report") if isinstance(item, Article)]


def test_exact_is_after_folding_white_space() -> None:
    assert notes(["Ice closed it.", "Ice\r\n closed  it.\n", "Ice opened it."]) == [(), ("duplicate of 0",), ()]


@pytest.mark.parametrize("make", [report, chinese])
def test_a_report_with_a_few_changed_words_is_near(make: object) -> None:
    assert callable(make)
    text: str = make(1)
    lines = text.splitlines()
    changed = "\n".join(["An editor wrote this first line.", *lines[1:]]) if make is report else text[:-3] + "吗。"
    assert notes([text, make(2), changed]) == [(), (), ("near duplicate of 0",)]


def test_half_of_a_report_is_not_a_duplicate() -> None:
    lines = report(1).splitlines()
    assert notes([report(1), "\n".join(lines[:10] + report(2).splitlines()[:10])]) == [(), ()]


def test_traditional_and_simplified_printings_are_one_report() -> None:
    simplified = "渡轮停航后议会讨论维修预算，市长说冬季结束前桥梁不会开放，乘客需要等待通知。" * 2
    traditional = "渡輪停航後議會討論維修預算，市長說冬季結束前橋樑不會開放，乘客需要等待通知。" * 2
    assert notes([simplified, traditional])[1] == ("near duplicate of 0",)


def test_short_texts_are_only_ever_exact_duplicates() -> None:
    assert notes(["Ice", "Ice", "Ferry", ""]) == [(), ("duplicate of 0",), (), ()]


def test_all_copies_name_the_first() -> None:
    assert notes([report(1)] * 3)[1:] == [("duplicate of 0",)] * 2


@pytest.mark.parametrize(
    ("action", "kinds"), [("keep", [Article] * 2), ("report", [Article] * 2), ("drop", [Article, InputError])]
)
def test_what_is_asked_is_done(action: Duplicates, kinds: list[type], tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Ice closed the ferry.", encoding="utf-8")
    items = list(read_articles(tmp_path, duplicates=action))
    assert [type(item) for item in items] == kinds
    if action == "drop":
        assert isinstance(items[1], InputError)
        assert "b.txt" in items[1].path and items[1].reason == "duplicate of a" and "keep" in items[1].remedy


def test_errors_pass_through(tmp_path: Path) -> None:
    (item,) = read_articles(tmp_path / "gone.txt", duplicates="drop")
    assert isinstance(item, InputError) and "no such file" in item.reason


def test_a_choice_that_there_is_not_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="keep, report, drop"):
        read_articles("a.txt", duplicates="merge")  # type: ignore[arg-type]


def test_it_is_lazy() -> None:
    def endless() -> Iterator[Article | InputError]:
        yield Article("Ice closed the ferry.", id="a")
        pytest.fail("read too far")

    assert next(find_duplicates(endless(), "report"))
