"""What two annotators' labels of one article come to (benchmarks/independent)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT, SHARED

SCORER = SHARED / "tools" / "score_gold.py"
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason=f"the scorer is not here: {SCORER}")


def module(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def labels(**changed: Any) -> dict[str, Any]:
    """One relation, one loaded span, one stance, two frames."""
    said = {
        "source": {"start": 0, "end": 3},
        "cue": {"start": 4, "end": 8},
        "content": [{"start": 9, "end": 30}],
        "kind": "indirect",
        "source_type": "official",
        "speaker": "Ada Lund",
    }
    loaded = {"start": 12, "end": 20, "category": "doom", "voice": "paraphrase", "strength": 2}
    base = {
        "attributions": [said],
        "loaded": [loaded],
        "stance": [{"target": "Norland", "voice": "source", "value": -2}],
        "frames": ["economic", "political"],
        "primary_frame": "political",
    }
    return base | changed


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """What the two agree on."""
    agreed: dict[str, Any] = module(ROOT / "benchmarks" / "independent" / "agree.py").agreed(
        first, second, module(SCORER)
    )
    return agreed


def test_what_both_marked_stands() -> None:
    assert both(labels(), labels()) == labels()


def test_what_one_marked_alone_is_optional() -> None:
    found = both(labels(), labels(attributions=[], loaded=[]))
    assert [item["optional"] for item in (*found["attributions"], *found["loaded"])] == [True, True]
    found = both(labels(attributions=[], loaded=[]), labels())
    assert [item["optional"] for item in (*found["attributions"], *found["loaded"])] == [True, True]


def test_a_field_filled_differently_is_absent() -> None:
    other = labels()["attributions"][0] | {"source_type": "expert", "speaker": "Bo Lund"}
    (found,) = both(labels(), labels(attributions=[other]))["attributions"]
    assert "source_type" not in found and found["speaker"] == "" and "optional" not in found
    (span,) = both(labels(), labels(loaded=[labels()["loaded"][0] | {"category": "praise"}]))["loaded"]
    assert "category" not in span and span["voice"] == "paraphrase"


def test_another_source_leaves_the_relation_optional() -> None:
    other = labels()["attributions"][0] | {"source": {"start": 40, "end": 44}}
    (found,) = both(labels(), labels(attributions=[other]))["attributions"]
    assert found["optional"]


@pytest.mark.parametrize(("value", "kept"), [(-1, 1), (0, 0), (2, 0)])
def test_a_stance_stands_where_the_sign_is_the_same(value: int, kept: int) -> None:
    found = both(labels(), labels(stance=[{"target": "norland", "voice": "source", "value": value}]))
    assert len(found["stance"]) == kept


def test_frames_are_those_of_both() -> None:
    found = both(labels(), labels(frames=["economic"], primary_frame="economic"))
    assert found["frames"] == ["economic"] and found["primary_frame"] is None
