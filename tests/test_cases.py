"""Golden tables: what the codebook expects of invented texts. A known failure is `expect = "fail"` and must fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from framing import analyze
from framing.text.segment import find_quotations
from framing.text.zones import find_zones
from framing.types import Attribution

CASES = Path(__file__).parent / "cases"


def load(pattern: str) -> list[Any]:
    """The cases of the files that match, as parameters; a known failure becomes a strict xfail."""
    found = []
    for path in sorted(CASES.glob(pattern)):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert case["expect"] in ("pass", "fail"), f"{path.name}: {case['label']}: expect is pass or fail"
            assert case["expect"] == "pass" or case.get("comment"), f"{path.name}: {case['label']}: say what is wrong"
            known = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case["expect"] == "fail" else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['label']}", marks=known))
    return found


def triple(attribution: Attribution, text: str) -> tuple[str, str, str]:
    source = attribution.source.of(text) if attribution.source else ""
    cue = attribution.cue.of(text) if attribution.cue else ""
    return source, cue, " … ".join(piece.of(text) for piece in attribution.content)


@pytest.mark.parametrize("case", load("attribution-*.toml"))
def test_attribution(case: dict[str, Any]) -> None:
    analysis = analyze(case["text"])
    assert not analysis.refused
    found = {triple(a, case["text"]): a for a in analysis.attributions}
    expected = {(e["source"], e["cue"], e["content"]): e for e in case["expected"]}
    assert set(found) == set(expected)
    for key, entry in expected.items():
        for field in ("kind", "source_type"):
            if field in entry:
                assert getattr(found[key], field) == entry[field], f"{field} of {key}"


@pytest.mark.parametrize("case", load("loaded-*.toml"))
def test_loaded(case: dict[str, Any]) -> None:
    analysis = analyze(case["text"])
    assert not analysis.refused
    found = sorted((t.span.of(case["text"]), t.category, t.voice) for t in analysis.loaded)
    assert found == sorted((e["text"], e["category"], e["voice"]) for e in case["expected"])


@pytest.mark.parametrize("case", load("zones.toml"))
def test_zones(case: dict[str, Any]) -> None:
    lines = [line.strip() for line in case["text"].splitlines() if line.strip()]
    assert len(lines) == len(case["expected"]), "the case names a zone for each non-blank line"
    found = [(zone.span.of(case["text"]), zone.kind) for zone in find_zones(case["text"])]
    assert found == list(zip(lines, case["expected"], strict=True))


@pytest.mark.parametrize("case", load("quotations.toml"))
def test_quotations(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        {"text": q.span.of(text), "inner": q.inner.of(text), **({} if q.closed else {"closed": False})}
        for q in find_quotations(text)
    ]
    assert found == case["expected"]
