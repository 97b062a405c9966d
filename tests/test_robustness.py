"""Robustness: every combination is there, the usual one is what compare says, and a planted gap holds in all of them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from framing import Analysis, Article, Robustness, UsageError, analyze, compare, robustness
from framing.cli import main
from framing.compare.robustness import AXES, STRENGTHS, VOICE_CHOICES, count_robust


def story(outlet: str, number: int) -> Article:
    """One outlet is loud in its own voice; the other quotes loud words, and now and then is loud itself."""
    loud = "The shameless council rammed through a disastrous plan."
    plain = "The council passed a plan."
    own = loud if outlet == "Gull" or number % 6 == 0 else plain
    said = "A resident said the council was closed."
    quoted = said if outlet == "Gull" else "“It is a shameless betrayal,” a resident said."
    text = f"{own} Ferry {number} left at noon with {number + 3} boats. {quoted} The harbour stayed open all day."
    return Article(text, id=f"{outlet}{number}", outlet=outlet, event=f"e{number}", language="en", date="2031-03-04")


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return [analyze(story(outlet, number)) for number in range(12) for outlet in ("Gull", "Tern")]


@pytest.fixture(scope="module")
def found(analyses: list[Analysis]) -> Robustness:
    return robustness(analyses, permutations=199)


def test_every_combination_is_there_once(found: Robustness) -> None:
    (line,) = found.contrasts
    keys = [(cell.strength, cell.voices, cell.unit, cell.articles) for cell in line.cells]
    articles = {cell.articles for cell in line.cells}
    assert {"all articles", "given events"} <= articles
    assert sorted(keys) == sorted(product(STRENGTHS, VOICE_CHOICES, ("words", "characters"), articles))


def test_the_usual_cell_is_what_compare_says(found: Robustness, analyses: list[Analysis]) -> None:
    (line,) = found.contrasts
    rows = compare(analyses, permutations=99).rows
    rates = {row.group: row.rate for row in rows if (row.measure, row.voice) == ("loaded", "author")}
    usual = line.usual
    assert (line.group, usual.strength, usual.voices, usual.articles) == ("Gull", 1, "author", "all articles")
    assert usual.ratio == pytest.approx(rates["Gull"] / rates["Tern"])  # type: ignore[operator]


def test_voices_matter_where_the_load_is_in_quotations(found: Robustness) -> None:
    (line,) = found.contrasts
    by_voice = {name: (ratio, p) for name, ratio, p in line.along("voices")}
    own, everything = by_voice["author"], by_voice["all"]
    assert own[1] is not None and own[1] <= 0.05
    assert own[0] is not None and everything[0] is not None and everything[0] < own[0]
    assert line.range is not None and line.range[0] <= everything[0] < own[0] <= line.range[1]
    assert all(len(line.along(axis)) > 1 for axis in AXES)
    assert line.significant is not None and 0 < line.significant <= 1


def test_counts_grow_with_voices_and_fall_with_strength(analyses: list[Analysis]) -> None:
    for analysis in analyses[:4]:
        counts = count_robust(analysis, "G")
        for strength in STRENGTHS:
            row = [counts.terms.get((strength, voices), 0) for voices in VOICE_CHOICES]
            assert row == sorted(row)
        for voices in VOICE_CHOICES:
            column = [counts.terms.get((strength, voices), 0) for strength in STRENGTHS]
            assert column == sorted(column, reverse=True)
            assert counts.units["tokens", voices] <= counts.units["characters", voices]
        assert counts.units["tokens", "all"] == analysis.n_tokens


def test_the_same_seed_gives_the_same_table(analyses: list[Analysis], found: Robustness) -> None:
    assert robustness(analyses[::-1], permutations=199) == found


def test_one_group_is_said_and_wrong_words_are_named(analyses: list[Analysis]) -> None:
    alone = robustness([one for one in analyses if one.article.outlet == "Gull"], permutations=99)
    assert alone.contrasts == () and any("two groups" in note for note in alone.notes)
    with pytest.raises(UsageError, match="colour"):
        robustness(analyses, by="colour")  # type: ignore[arg-type]


def test_the_command_fits_eighty_columns(tmp_path: Path, analyses: list[Analysis]) -> None:
    manifest = ""
    for one in (analysis.article for analysis in analyses):
        (tmp_path / f"{one.id}.txt").write_text(one.text, encoding="utf-8")
        manifest += f'[[article]]\nfile = "{one.id}.txt"\noutlet = "{one.outlet}"\nevent = "{one.event}"\n'
    (tmp_path / "corpus.toml").write_text(manifest, encoding="utf-8")
    out = tmp_path / "cells.csv"
    result = CliRunner().invoke(main, ["robustness", str(tmp_path), "--permutations", "99", "--csv", str(out)])
    assert result.exit_code == 0, result.output
    assert "range" in result.output and "voices:" in result.output
    assert max(wcswidth(line) for line in result.output.splitlines()) <= 80
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > 24
