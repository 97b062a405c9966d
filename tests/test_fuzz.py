"""Inputs that once did harm, and a few made at random, on every door that is fuzzed (tests/fuzz/run.py tries millions)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from tests.fuzz.targets import TARGETS, as_news

FOUND = Path(__file__).parent / "fuzz" / "found"


def test_what_once_did_harm_does_none() -> None:
    for path in sorted(FOUND.glob("*.bin")):
        tried = TARGETS[path.stem.rpartition("-")[0]](path.read_bytes())
        assert tried > 0, path.name


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_any_bytes(name: str) -> None:
    chance = random.Random(name)
    tried = [TARGETS[name](chance.randbytes(size)) for size in (0, 1, 17, 300)]
    assert min(tried) >= 0 and max(tried) > 0


def test_bytes_become_news_of_three_languages_and_odd_characters() -> None:
    text = as_news(random.Random(0).randbytes(5000))
    assert all(part in text for part in ("said", "表示", "cho biết", "\u202e", "\n\n"))
    assert any(0xD800 <= ord(char) < 0xE000 or ord(char) > 0xFFFF for char in text)
