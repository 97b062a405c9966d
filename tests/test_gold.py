"""The measures against the gold labels, on development texts that are not shipped, and the shipped labels themselves."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from framing import analyze, read_article, to_dict
from framing.data import data_root, read_toml

FLOORS = {
    "zone_char_f1": 0.95,
    "lang_line_acc": 0.97,
    "attr_content_f1": 0.55,
    "attr_relation_f1": 0.45,
    "loaded_f1": 0.45,
    "loaded_voice_acc": 0.85,
}
SEEDS = data_root("seeds")
ENTRIES = read_toml(SEEDS / "manifest.toml")["article"]


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gold", shared / "tools" / "score_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Every gold text analysed, written as JSON, read back and scored together."""
    score_gold, folder = scorer(shared), tmp_path_factory.mktemp("analyses")
    total = score_gold.Tally()
    files = sorted((shared / "gold").glob("*.json"))
    assert files, "there are gold files"
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        raw = shared / "gold" / "raw" / gold["file"]
        written = folder / file.name
        written.write_text(json.dumps(to_dict(analyze(read_article(raw))), ensure_ascii=False), encoding="utf-8")
        lines = raw.read_text(encoding="utf-8").splitlines()
        gold["_line_chars"] = {n: len(line.strip()) for n, line in enumerate(lines, 1)}
        score_gold.score(gold, json.loads(written.read_text(encoding="utf-8")), total)
    return dict(score_gold.report(total))


@pytest.mark.parametrize("measure", FLOORS)
def test_the_gold_is_reached(measure: str, scores: dict[str, float]) -> None:
    assert scores[measure] >= FLOORS[measure]


def test_the_scorer_can_tell_good_from_bad(shared: Path) -> None:
    """The floors mean something: the gold against itself scores 1, an empty answer 0."""
    score_gold = scorer(shared)
    full, empty = score_gold.Tally(), score_gold.Tally()
    for file in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        score_gold.score(gold, gold, full)
        score_gold.score(gold, {}, empty)
    for measure in ("attr_content_f1", "attr_relation_f1", "loaded_f1"):
        assert score_gold.report(full)[measure] == pytest.approx(1.0)
        assert score_gold.report(empty)[measure] == 0.0


def places(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "start" in data:
            yield data
        for value in data.values():
            yield from places(value)
    elif isinstance(data, list):
        for value in data:
            yield from places(value)


def keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_shipped_labels_are_offsets_only_and_agree_with_the_manifest(entry: dict[str, Any]) -> None:
    labels = json.loads((SEEDS / entry["gold"]).read_text(encoding="utf-8"))
    assert (labels["id"], labels["sha256"], labels["language"]) == (entry["id"], entry["sha256"], entry["language"])
    assert "text" not in set(keys(labels)), "the labels hold none of the article's words"
    found = list(places(labels))
    assert found
    for place in found:
        assert 0 <= place["start"] < place["end"] <= entry["characters"]


def test_every_label_file_is_listed() -> None:
    assert sorted(SEEDS / entry["gold"] for entry in ENTRIES) == sorted((SEEDS / "gold").glob("*.json"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_manifest_tells_the_size_of_the_text(entry: dict[str, Any], shared: Path) -> None:
    data = (shared / "gold" / "raw" / f"{entry['id']}.txt").read_bytes()
    assert (len(data), len(data.decode("utf-8"))) == (entry["bytes"], entry["characters"])
