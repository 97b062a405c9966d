"""The lessons run from top to bottom, and what their text claims is so."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

matplotlib = pytest.importorskip(
    "matplotlib", reason="matplotlib is not installed: pip install 'framing-analysis[plots]'"
)
pytest.importorskip("seaborn", reason="seaborn is not installed: pip install 'framing-analysis[plots]'")
matplotlib.use("Agg")

COURSE = Path(__file__).resolve().parent.parent / "docs" / "course"
LESSONS = sorted(COURSE.glob("*.ipynb"))


def run(lesson: Path) -> tuple[list[str], dict[str, Any]]:
    """What each code cell prints, and the names at the end."""
    names: dict[str, Any] = {"__name__": "lesson"}
    printed = []
    for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile("".join(cell["source"]), f"{lesson.name} {cell['id']}", "exec"), names)
            printed.append(out.getvalue())
    return printed, names


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_lesson_runs(lesson: Path) -> None:
    printed, _ = run(lesson)
    assert any(printed)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_lesson_is_kept_without_output(lesson: Path) -> None:
    cells = [c for c in json.loads(lesson.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_whose_words() -> None:
    printed, names = run(COURSE / "1-whose-words.ipynb")
    assert [line.split(" | ")[:2] for line in printed[0].splitlines()] == [
        ["economic coercion", voice] for voice in names["three"]
    ]
    assert len(names["analyses"]) == 4
    mostly = []
    for analysis in names["analyses"]:
        counts = [sum(term.voice == voice for term in analysis.loaded) for voice in analysis.tokens]
        mostly.append(max(counts) / sum(counts))
    assert sum(share >= 0.8 for share in mostly) == 2, "exercise 1 speaks of two outlets with one voice"
