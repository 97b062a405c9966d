"""What only some outlets have: found across languages, and absent told from not searched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from framing import Analysis, Article, UsageError, analyze, analyze_many, read_articles
from framing.cli import main
from framing.compare.omissions import Cell, Omissions, find_omissions
from framing.data import data_root

DEMO = data_root("seeds") / "demo"
EN = "In 2010 China halted exports to Japan. The harbour has handled 90% of the refining of minerals since then, an official in Washington said."
ZH = "2010年，中国曾暂停对日本的出口。此后该港口的履约率超过90%，供应正常。林远对记者表示，价格没有上涨，码头照常开放。"
VI = "Năm 2010, Trung Quốc từng cắt nguồn cung cho Nhật Bản. Giá gạo không tăng trong tháng này và cảng vẫn mở cửa như thường lệ."


def made(**texts: str) -> list[Analysis]:
    return [analyze(Article(text, id=name, outlet=name)) for name, text in texts.items()]


def cells(found: Omissions, kind: str, part: str) -> dict[str, Cell]:
    """The cells of the one item of a kind whose key has a part."""
    (row,) = (row for row in (*found.rows, *found.everywhere) if row.kind == kind and part in row.key)
    return dict(zip(found.groups, row.cells, strict=True))


def states(found: Omissions, kind: str, part: str) -> dict[str, str]:
    return {name: cell.state for name, cell in cells(found, kind, part).items()}


@cache
def demo() -> tuple[Analysis, ...]:
    return tuple(analyze_many(a for a in read_articles(DEMO) if isinstance(a, Article)))


def test_a_claim_is_joined_across_three_languages() -> None:
    found = find_omissions(
        [*made(A=EN, B=ZH, C=VI), *made(D="The harbour in Japan was open on Monday and nobody complained.")]
    )
    assert states(found, "claim", "2010") == {"A": "there", "B": "there", "C": "there", "D": "absent"}
    assert "Japan" in next(row.key for row in found.rows if row.kind == "claim" and "2010" in row.key)


def test_the_ninety_percent_of_one_thing_is_not_that_of_another() -> None:
    found = find_omissions(made(A=EN, B=ZH))
    ninety = [row for row in found.rows if row.kind == "claim" and row.key.startswith("90 %")]
    assert sorted(tuple(cell.state for cell in row.cells) for row in ninety) == [
        ("absent", "there"),
        ("there", "absent"),
    ]
    assert states(found, "number", "90 %") == {"A": "there", "B": "there"}


def test_what_the_lexicon_has_no_word_for_is_not_searched() -> None:
    found = find_omissions(made(A="“The levy is unfair,” Ottilie Brandt said on Monday in the town hall.", B=ZH, C=VI))
    assert states(found, "speaker", "Ottilie Brandt") == {"A": "there", "B": "not searched", "C": "absent"}


def test_the_evidence_is_the_words_in_their_place() -> None:
    analyses = {one.article.id: one for one in demo()}
    found = find_omissions(demo(), event="river-flood")
    for row in (*found.rows, *found.everywhere):
        for name, cell in zip(found.groups, row.cells, strict=True):
            assert (cell.state == "there") == bool(cell.evidence) == (cell.count > 0)
            for evidence in cell.evidence:
                article = analyses[evidence.article].article
                assert article.outlet == name
                assert " ".join(evidence.span.of(article.text).split()) == evidence.words


def test_rows_are_those_that_some_lack_and_the_others_are_apart() -> None:
    found = find_omissions(demo(), event="river-flood")
    assert found.rows and found.everywhere
    assert all({"there", "absent"} <= {cell.state for cell in row.cells} for row in found.rows)
    assert all("absent" not in {cell.state for cell in row.cells} for row in found.everywhere)
    shares = [row.share for row in found.rows]
    assert shares == sorted(shares, reverse=True) and all(0 < share < 1 for share in shares)


def test_one_group_has_nothing_to_omit() -> None:
    with pytest.raises(UsageError, match="two groups"):
        find_omissions(made(A=EN))
    with pytest.raises(UsageError, match=r"there are: .*river-flood"):
        find_omissions(demo(), event="no such event")


@cache
def seeds(folder: Path) -> Omissions:
    return find_omissions(analyze_many(a for a in read_articles(folder) if isinstance(a, Article)))


def test_who_tells_of_the_halt_of_exports_to_japan(shared: Path) -> None:
    rows = [
        row for row in seeds(shared / "seeds").rows if row.kind == "claim" and "2010" in row.key and "Japan" in row.key
    ]
    have = {
        name
        for row in rows
        for name, cell in zip(seeds(shared / "seeds").groups, row.cells, strict=True)
        if cell.state == "there"
    }
    assert have == {"Fortune", "Vietnamese press"}


def test_whose_text_quotes_no_american_official(shared: Path) -> None:
    found = states(seeds(shared / "seeds"), "quoted", "official, United States")
    assert [name for name, state in found.items() if state == "absent"] == ["PRC portal"]


def test_who_names_the_ninety_percent_compliance(shared: Path) -> None:
    found = states(seeds(shared / "seeds"), "claim", "compliance")
    assert [name for name, state in found.items() if state == "there"] == ["PRC portal"]
    assert sum(state == "there" for state in states(seeds(shared / "seeds"), "number", "90 %").values()) == 3


def test_the_command_prints_a_table_and_writes_all(tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    result = CliRunner().invoke(main, ["omissions", str(DEMO), "--event", "app-fine", "--csv", str(file)])
    assert result.exit_code == 0
    assert not [line for line in result.output.splitlines() if wcswidth(line) > 80]
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "event,kind,item,share,group,state,count,evidence" and len(lines) > 100
