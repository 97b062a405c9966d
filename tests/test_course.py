"""The lessons run from top to bottom, and what their text and their teacher's pages claim is so."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

matplotlib = pytest.importorskip(
    "matplotlib", reason="matplotlib is not installed: pip install 'framing-analysis[plots]'"
)
pytest.importorskip("seaborn", reason="seaborn is not installed: pip install 'framing-analysis[plots]'")
matplotlib.use("Agg")

DOCS = Path(__file__).resolve().parent.parent / "docs"
sys.path.insert(0, str(DOCS))
from lessons import Cell, run_lesson  # type: ignore[import-not-found]  # noqa: E402  # beside the lessons, for the site

LESSONS = sorted((DOCS / "course").glob("*.ipynb"))
SIX = [
    "1-whose-words",
    "2-loaded-language",
    "3-who-speaks",
    "4-naming-choices",
    "5-same-event-four-outlets",
    "6-check-the-machine",
]


@cache
def lesson(name: str) -> tuple[list[Cell], dict[str, Any]]:
    """The code cells after they ran, and the names at the end."""
    cells, names = run_lesson(DOCS / "course" / f"{name}.ipynb")
    return [cell for cell in cells if cell.kind == "code"], names


def test_the_six_are_there_and_each_has_a_teachers_page() -> None:
    names = [path.stem for path in LESSONS]
    assert sorted([*SIX, "1-whose-words.vi", "1-whose-words.zh"]) == sorted(names)
    for name in names:
        assert (DOCS / "course" / "teachers" / f"{name}.md").is_file(), f"{name} has no teacher's page"


@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_lesson_runs_and_every_cell_shows_something(name: str) -> None:
    for cell in lesson(name)[0]:
        shows = cell.printed or cell.shown or cell.figures
        assert shows or cell.source.startswith("text = "), f"{name}: a cell without any output:\n{cell.source}"


@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_what_is_printed_fits_the_page(name: str) -> None:
    for cell in lesson(name)[0]:
        assert len(cell.source.splitlines()) <= 16, f"{name}: a long cell:\n{cell.source}"
        assert max(map(len, cell.source.splitlines())) <= 100, f"{name}: a long line:\n{cell.source}"
        assert cell.printed.count("\n") <= 40, f"{name}: a long output:\n{cell.source}"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_is_kept_without_output(path: Path) -> None:
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_exercises_are_numbered_and_answered(path: Path) -> None:
    """Each exercise of the lesson has its number on the teacher's page."""
    asked = path.read_text(encoding="utf-8")
    answers = (DOCS / "course" / "teachers" / f"{path.stem}.md").read_text(encoding="utf-8")
    word, numbers = next(
        (word, numbers)
        for word, numbers in (("Exercise ", "123456789"), ("练习", "一二三四五六七八九"), ("Bài tập ", "123456789"))
        if f"**{word}{numbers[0]}" in asked
    )
    exercises = [number for number in numbers if f"**{word}{number}" in asked]
    assert len(exercises) >= 4
    assert exercises == list(numbers[: len(exercises)])
    assert all(f"**{word}{number}" in answers for number in exercises)


# --- what the lessons say ---


@pytest.mark.parametrize("name", ["1-whose-words", "1-whose-words.zh", "1-whose-words.vi"])
def test_whose_words(name: str) -> None:
    cells, names = lesson(name)
    assert [line.split(" | ")[1].strip() for line in cells[0].printed.splitlines()] == list(names["three"])
    assert "| author" in cells[1].printed, "exercise 1 starts from the author's own word"
    assert len(names["analyses"]) == 4
    mostly = []
    for analysis in names["analyses"]:
        counts = [sum(term.voice == voice for term in analysis.loaded) for voice in analysis.tokens]
        mostly.append(max(counts) / sum(counts))
    assert sum(share >= 0.7 for share in mostly) == 2, "exercise 2 speaks of two outlets that are mostly one voice"


def test_loaded_language() -> None:
    cells, names = lesson("2-loaded-language")
    closed, axed, butchered = (line.split("strength ")[1] for line in cells[0].printed.splitlines())
    assert (closed, axed, butchered) == ("none", "[1]", "[3]")
    assert 6 <= len(names["analysis"].loaded) <= 15
    assert any(term.voice == "source" for term in names["analysis"].loaded), "Ida Holm is quoted with a loaded word"
    assert all(line.endswith("[]") for line in cells[5].printed.splitlines()), "grave facts are not loaded"
    quiet = names["own"].outlet.value_counts().reindex(names["terms"].outlet.unique(), fill_value=0)
    assert quiet.idxmin() == "The Harbor Ledger"
    assert quiet.min() <= 3
    assert names["analyses"][3].article.outlet == "The Harbor Ledger"


def test_who_speaks() -> None:
    cells, names = lesson("3-who-speaks")
    text = names["text"]
    assert names["before"] in text
    assert cells[4].printed.split() >= ["The", "mayor"]
    assert [line.split()[-1] for line in cells[4].printed.splitlines()] == [
        "neutral",
        "claim",
        "claim",
        "concede",
        "endorse",
    ]
    vague = [line for line in cells[3].printed.splitlines() if int(line.split("a name ")[1].split("%")[0]) > 50]
    assert len(vague) == 1, "exercise 3: in one article most words belong to nobody with a name"
    assert "Vi Thi Mai" in cells[6].printed, "the voice that was given is heard"


def test_naming_choices() -> None:
    cells, names = lesson("4-naming-choices")
    marks = {line.split("closed")[0].strip(): line.endswith("[]") for line in cells[0].printed.splitlines()}
    assert marks["The government"]
    assert not marks["The regime"]
    assert sum(marks.values()) >= 3, "exercise 1: it lets some names pass"
    writes = {outlet for outlet, forms in names["forms"].items() if any("中共" in form for form in forms)}
    assert writes == {"海外晨報"}
    assert "中方" in names["forms"]["东方万象网"]
    assert [line.split(" | ")[1] for line in cells[3].printed.splitlines()] == ["author", "source"]


def test_same_event() -> None:
    _, names = lesson("5-same-event-four-outlets")
    found = names["found"]
    numbers = {row.key: row for row in (*found.everywhere, *found.rows) if row.kind == "number"}
    has = {
        key: {g for g, cell in zip(found.groups, row.cells, strict=True) if cell.count} for key, row in numbers.items()
    }
    assert set(found.groups) - has["95 minute"] == {"东方万象网"}
    assert has["14 hour"] == set(found.groups)
    assert set(found.groups) - has["17"] == {"东方万象网"}
    rates = names["table"].pivot(index="event", columns="outlet", values="loaded_rate_author")["Báo Sông Hồng"]
    assert rates.idxmax() == "survey-ship"
    assert rates.drop("survey-ship").max() < rates.max() / 3


def test_check_the_machine() -> None:
    """The errors are still errors: where one is cured, the lesson needs another."""
    cells, _ = lesson("6-check-the-machine")
    assert "nothing" not in cells[0].printed, "each of these is a false alarm"
    assert cells[1].printed.strip() != "[]"
    assert all(line.endswith("→ nothing") for line in cells[2].printed.splitlines()), "each of these is a miss"
    assert [line.split(" | ")[1] for line in cells[3].printed.splitlines()] == ["source", "author"]
    precision, recall = (line.split()[1:4:2] for line in cells[4].printed.splitlines()[1:])
    assert int(recall[0]) < int(recall[1].rstrip(":")), "something was missed"
    assert int(precision[1].rstrip(":")) >= 2
    piles = [
        [float(word) for word in line.split() if word[0].isdigit() and "." in word]
        for line in cells[6].printed.splitlines()
    ]
    assert max(abs(a - b) for a, b in piles) > 10, "a paper differs much from itself"
