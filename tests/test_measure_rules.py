"""The rules of measure/, one by one: what each says of an invented sentence, worked out from the documents."""

from __future__ import annotations

from typing import Any

import pytest

from framing import Article
from framing.measure.attribution import find_attributions
from framing.measure.entities import find_mentions
from framing.measure.loaded import find_loaded
from framing.measure.stance import find_marks
from framing.measure.targets import find_targets
from framing.text.document import Document, read_document
from framing.types import Attribution, Mention
from tests.test_cases import load


def voices(text: str) -> tuple[Document, tuple[Mention, ...], tuple[Attribution, ...]]:
    """A text made ready, whom it names, and who is given a voice in it."""
    document = read_document(Article(text))
    mentions = find_mentions(document)
    return document, mentions, find_attributions(document, mentions)


@pytest.mark.parametrize("case", load("marks.toml"))
def test_evidence_on_targets(case: dict[str, Any]) -> None:
    text = case["text"]
    document, mentions, said = voices(text)
    targets = find_targets(document, mentions, said)
    found = {}
    for mark in find_marks(document, said, find_loaded(document, said, mentions), targets):
        by = [mark.by] if mark.by else []
        key = " | ".join([mark.target, mark.voice, mark.role, mark.span.of(text), mark.part, *by])
        assert key not in found, f"{key}: twice"
        found[key] = mark.value
    expected = {}
    for row in case["marks"]:
        target, voice, role, value, *rest = row.split(" | ")
        expected[" | ".join([target, voice, role, *rest])] = pytest.approx(float(value), abs=0.0001)
    assert found == expected


@pytest.mark.parametrize("case", load("targets.toml"))
def test_targets(case: dict[str, Any]) -> None:
    found = find_targets(*voices(case["text"]))
    assert [f"{target.span.of(case['text'])} → {target.target}" for target in found] == case["targets"]


def written(said: Attribution, text: str) -> str:
    """A relation as a row of ``said-*.toml``."""
    source, cue = (part.of(text) if part is not None else "-" for part in (said.source, said.cue))
    content = " … ".join(piece.of(text) for piece in said.content)
    told = f"{said.kind}, {said.source_type}, {said.speaker or '-'}, {said.stance or '-'}"
    return f"{source} | {cue} | {content} | {told}, {said.quoted_tokens} of {said.tokens}"


@pytest.mark.parametrize("case", load("said-*.toml"))
def test_relations(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [written(relation, text) for relation in voices(text)[2]] == case["said"]
