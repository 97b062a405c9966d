"""Results say how they were made; made again they are the same, or it is said what differs and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from framing import Settings, read_articles
from framing.cli import main
from framing.data import data_root
from framing.scale.provenance import KEY, differences, without_outputs

DEMO = data_root("seeds") / "demo"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The English demo articles twice over, enough for tests; the working folder is the one above."""
    folder = tmp_path / "news"
    folder.mkdir()
    for path in sorted(DEMO.glob("*harbor-ledger*")):
        for n in range(2):
            shutil.copy(path, folder / f"{path.stem}-{n}.txt")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def change(path: Path, *keys: str, to: Any) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    place = data
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = to
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "results"),
    [
        (["compare", "news", "--by", "language", "--seed", "3", "--permutations", "99", "--json", "r.json", "--html", "p.html"], "r.json"),
        (["analyze", "news", "--json", "--readability", "--out", "out"], "out/survey-ship-harbor-ledger-1.json"),
        (["analyze", "news", "--outlet", "A", "--out", "t.csv", "--workers", "1"], "t.run.json"),
        (["analyze", "news", "--out", "t.parquet"], "t.run.json"),
    ],
)  # fmt: skip
def test_results_made_again_are_the_same(words: list[str], results: str, news: Path) -> None:
    assert run(*words).exit_code == 0
    again = run("reproduce", results)
    assert again.output == "The same, to the last digit.\n"
    assert again.exit_code == 0


def test_a_text_that_changed_is_named_with_what_follows(news: Path) -> None:
    run("compare", "news", "--json", "r.json")
    changed = news / "survey-ship-harbor-ledger-1.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n\nIt was a shocking disgrace.\n", encoding="utf-8")
    (news / "new.txt").write_text("He said so.", encoding="utf-8")
    again = run("reproduce", "r.json")
    assert again.exit_code == 1
    assert "Not as it was: the text of survey-ship-harbor-ledger-1 is another" in again.output
    assert "Not as it was: the text of new is new" in again.output
    assert "then," in again.output


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("lexicon", "Not as it was: lexicon: 0000 then, "),
        ("version", "Not as it was: version: 0000 then, "),
        ("models", "Not as it was: models: 0000 then, "),
    ],
)
def test_other_versions_are_named(name: str, line: str, news: Path) -> None:
    run("compare", "news", "--json", "r.json")
    change(Path("r.json"), KEY, "settings", name, to="0000")
    again = run("reproduce", "r.json")
    assert line in again.output
    assert again.output.endswith("The results are the same all the same.\n")
    assert again.exit_code == 0


def test_a_figure_that_was_changed_by_hand_is_found(news: Path) -> None:
    run("compare", "news", "--json", "r.json")
    before = json.loads(Path("r.json").read_text(encoding="utf-8"))["groups"][0]["tokens"]
    change(Path("r.json"), "groups", 0, "tokens", to=before + 1)  # type: ignore[arg-type]
    again = run("reproduce", "r.json")
    assert again.output == f"groups[0].tokens: {before + 1} then, {before} now\n"
    assert again.exit_code == 1


def test_a_table_that_was_changed_is_found(news: Path) -> None:
    run("analyze", "news", "--out", "t.csv")
    change(Path("t.run.json"), KEY, "tables", "t.loaded.csv", to="0" * 64)
    assert "t.loaded.csv: " in run("reproduce", "t.run.json").output


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"framing_run": 3}', '{"framing_run": {"arguments": ["serve"], "settings": {}, "libraries": {}, "texts": {}, "tables": {}}}',
        '{"framing_run": {"arguments": [1], "settings": {}, "libraries": {}, "texts": {}, "tables": {}}}', '{"rows": []}',
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(text: str, news: Path) -> None:
    """Only ``analyze`` and ``compare`` are run again, whatever the file says."""
    Path("r.json").write_text(text)
    found = run("reproduce", "r.json")
    assert found.exit_code != 0
    assert "no JSON file of results" in str(found.exception)


def test_a_record_from_a_stranger_writes_nothing(news: Path) -> None:
    run("compare", "news", "--json", "r.json")
    change(Path("r.json"), KEY, "arguments", to=["compare", "news", "--html", "evil.html", "--csv=evil.csv"])
    assert run("reproduce", "r.json").exit_code == 0
    assert not list(Path().glob("evil*"))


def test_texts_that_are_gone_are_said(news: Path) -> None:
    run("compare", "news", "--json", "r.json")
    shutil.rmtree(news)
    found = run("reproduce", "r.json")
    assert "cannot be made again: news: no such file" in str(found.exception)


def test_the_record_is_no_article(news: Path) -> None:
    run("analyze", "news", "--out", "news/t.jsonl")
    run("compare", "news", "--json", "news/r.json")
    assert len([item for item in read_articles("news") if not hasattr(item, "text")]) == 0


def test_the_record_has_everything_that_figures_depend_on(news: Path) -> None:
    run("compare", "news", "--seed", "4", "--json", "r.json")
    record = json.loads(Path("r.json").read_text(encoding="utf-8"))[KEY]
    assert record["settings"] == json.loads(json.dumps(Settings().record()))
    assert record["arguments"] == ["compare", "news", "--seed", "4"]
    assert len(record["texts"]) == 12
    assert {"numpy", "scipy"} <= set(record["libraries"])


def test_outputs_are_left_out_of_the_arguments() -> None:
    assert without_outputs(["compare", "--json", "a", "b", "--by", "event"]) == ["compare", "b", "--by", "event"]
    assert without_outputs(["analyze", "--json", "b"]) == ["analyze", "b"]
    assert without_outputs([]) == []


def test_true_is_not_one() -> None:
    assert list(differences({"a": True}, {"a": 1})) == [("a", True, 1)]
