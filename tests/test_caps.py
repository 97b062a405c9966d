"""One article has at most so many characters, wherever it comes in: refused by name, with the reason and what to do."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from framing import Article, InputError, analyze, analyze_many, read_article, read_articles
from framing.cli import main
from framing.scale import write_tables
from framing.text import records

MOST = 300
SHORT = "The ferry stayed in port on Monday, the harbour master said."
LONG = "The ferry stayed in port. " * 20
REFUSED = "520 characters, at most 300 may be one article"
REMEDY = "split it into one text an article"


@pytest.fixture(autouse=True)
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_CHARACTERS", MOST)


def written(folder: Path, ending: str) -> Path:
    """A short and a long article as a file of each kind; a text or page holds one."""
    path = folder / f"news{ending}"
    rows = [{"title": "A", "text": SHORT}, {"title": "B", "text": LONG}]
    if ending == ".csv":
        with path.open("w", newline="") as file:
            table = csv.DictWriter(file, ["title", "text"])
            table.writeheader()
            table.writerows(rows)
    elif ending == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in rows))
    elif ending == ".json":
        path.write_text(json.dumps(rows))
    elif ending == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        pytest.importorskip("pyarrow.parquet").write_table(pyarrow.Table.from_pylist(rows), path)
    elif ending == ".txt.gz":
        path.write_bytes(gzip.compress(LONG.encode()))
    else:
        path.write_text(LONG)
    return path


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".json", ".parquet", ".txt", ".md", ".txt.gz"])
def test_every_reader_refuses_the_long_one_and_reads_the_other(ending: str, tmp_path: Path) -> None:
    path = written(tmp_path, ending)
    found = list(read_articles(path))
    refused = [item for item in found if isinstance(item, InputError)]
    assert [(e.reason, e.remedy) for e in refused] == [(REFUSED, REMEDY)]
    assert str(path) in refused[0].path
    table = ending in (".csv", ".jsonl", ".json", ".parquet")
    assert [item.text for item in found if isinstance(item, Article)] == [SHORT] * table
    assert ("row 2" in refused[0].path) == table


def test_one_file_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=REFUSED):
        read_article(written(tmp_path, ".txt"))


def test_analyze_gives_a_record_with_the_reason_and_no_score() -> None:
    for article in (LONG, Article(LONG, id="b")):
        analysis = analyze(article)
        assert analysis.refused == f"{REFUSED} ({REMEDY})"
        assert (analysis.n_tokens, analysis.zones, analysis.loaded) == (0, (), ())
    assert not analyze("x" * 0 + SHORT).refused
    assert not analyze(SHORT.ljust(MOST)).refused
    assert analyze(SHORT.ljust(MOST + 1)).refused


def test_many_go_on_past_it(tmp_path: Path) -> None:
    articles = [Article(SHORT, id="a"), Article(LONG, id="b"), Article(SHORT, id="c")]
    assert [bool(a.refused) for a in analyze_many(articles)] == [False, True, False]
    parts = list(write_tables(articles, tmp_path / "t.jsonl"))
    assert [part.refused for part in parts] == [(f"b: no scores: {REFUSED} ({REMEDY})",)]
    rows = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    assert [(row["article"], row["refused"]) for row in rows][1] == ("b", f"{REFUSED} ({REMEDY})")


def test_the_command_says_which_and_goes_on(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["analyze", str(written(tmp_path, ".csv"))])
    assert ran.exit_code == 1
    assert f"news.csv row 2: {REFUSED} ({REMEDY})" in " ".join(ran.output.split())
    ran = CliRunner().invoke(main, ["analyze", str(written(tmp_path, ".txt"))])
    assert ran.exit_code == 3
