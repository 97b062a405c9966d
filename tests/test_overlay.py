"""A project's own lexicon laid over the built-in one: what it adds, what it blocks, what is wrong with it, what it leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from framing import Article, Lexicon, LexiconError, UsageError, analyze, compare, read_lexicon, to_dict
from framing.cli import main
from framing.show.export import to_rows

HEAD = 'language = "en"\nkind = "loaded"\n'
CONCEPT = """
[loaded.ghost_port]
category = "derision"
definition = "Calls a harbour useless."
neutral = "little-used port"
"""
TERM = """
[[term]]
concept = "ghost_port"
nouns = ["ghost port"]
unless = ["ghost port road"]
strength = 2
neutral = "little-used port"
hit = ["They built a ghost port."]
miss = ["They live in Ghost Port Road."]
"""
BLOCK = '\n[[block]]\nforms = ["so-called northern state"]\nnote = "how the state is named here"\n'
REVIEWED = '\n[reviewed.so_called]\n"so-called" = { right = 3, n = 4 }\n'


def lay(folder: Path, *parts: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return path


def found(text: str, lexicon: Lexicon) -> list[str]:
    return [term.span.of(text) for term in analyze(text, lexicon=lexicon).loaded]


def test_it_adds_forms_and_concepts(tmp_path: Path) -> None:
    lexicon = read_lexicon(lay(tmp_path, CONCEPT, TERM))
    text = "The so-called reform left two ghost ports behind, and one of them is in Ghost Port Road."
    assert found(text, lexicon) == ["so-called", "ghost ports"]
    (term,) = analyze("It is a ghost port.", lexicon=lexicon).loaded
    assert (term.concept, term.category, term.strength, term.neutral) == (
        "ghost_port",
        "derision",
        2,
        "little-used port",
    )
    assert found("Two ghost ports.", Lexicon()) == [], "the built-in lexicon is as it was"


def test_it_blocks_a_form_and_what_lies_in_it(tmp_path: Path) -> None:
    lexicon = read_lexicon(lay(tmp_path, BLOCK))
    text = "The so-called northern state rejected the so-called peace plan."
    assert found(text, Lexicon()) == ["so-called", "so-called"]
    assert found(text, lexicon) == ["so-called"]
    alone = read_lexicon(lay(tmp_path, '[[block]]\nforms = ["so-called"]\n', name="alone.toml"))
    assert found(text, alone) == []


def test_what_it_says_of_a_built_in_form_holds_and_a_later_file_is_on_top(tmp_path: Path) -> None:
    mild = TERM.replace("ghost port road", "so-called road").replace('nouns = ["ghost port"]', 'forms = ["so-called"]')
    mild = mild.replace("ghost port.", "so-called port.").replace("Ghost Port Road", "Port Road")
    mild = mild.replace("strength = 2", "strength = 1")
    first = lay(tmp_path, CONCEPT, mild, name="first.toml")
    second = lay(tmp_path, '[[block]]\nforms = ["so-called"]\n', name="second.toml")
    (term,) = analyze("The so-called plan.", lexicon=read_lexicon(first)).loaded
    assert (term.concept, term.strength) == ("ghost_port", 1)
    assert found("The so-called plan.", read_lexicon(first, second)) == []
    assert found("The so-called plan.", read_lexicon(second, first)) == ["so-called"]


def test_each_language_takes_the_files_of_its_own(tmp_path: Path) -> None:
    blocked = '[[block]]\nforms = ["所谓", "所谓的"]\n'
    chinese = tmp_path / "zh.toml"
    chinese.write_text(f'language = "zh"\nkind = "loaded"\n{blocked}', encoding="utf-8")
    english = lay(tmp_path, '[[block]]\nforms = ["so-called"]\n')
    text = "所谓的救助基金只付过两次饭钱，还在市政厅的门口换了一块新的招牌。"
    assert found(text, read_lexicon(english)) == ["所谓的"]
    assert found(text, read_lexicon(english, chinese)) == []


def test_reviewed_only_leaves_out_what_nobody_reviewed(tmp_path: Path) -> None:
    path = lay(tmp_path, CONCEPT, TERM, REVIEWED)
    text = "The so-called reform left two ghost ports behind."
    so_called, ports = analyze(text, lexicon=read_lexicon(path)).loaded
    assert so_called.reviewed >= 4 and so_called.precision is not None
    assert (ports.reviewed, ports.precision) == (0, None)
    assert found(text, read_lexicon(path, reviewed_only=True)) == ["so-called"]


def test_the_lexicon_is_named_with_its_hash_in_every_export(tmp_path: Path) -> None:
    path = lay(tmp_path, CONCEPT, TERM)
    lexicon = read_lexicon(path)
    analysis = analyze(Article("The so-called ghost port.", id="a"), lexicon=lexicon)
    built_in = analyze("The so-called ghost port.").lexicon
    assert built_in.sha256 and built_in.overlays == ()
    assert analysis.lexicon.sha256 == built_in.sha256
    ((name, digits),) = analysis.lexicon.overlays
    assert name == "mine.toml" and len(digits) == 16
    data = json.loads(json.dumps(to_dict(analysis)))
    assert data["lexicon"]["overlays"] == [{"name": name, "sha256": digits}]
    for kind in ("article", "loaded", "frame"):
        assert all(digits in row["lexicon"] for row in to_rows([analysis], kind))  # type: ignore[arg-type]
    assert all(digits in row["lexicon"] for row in to_rows(compare([analysis]), "comparison"))
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert read_lexicon(path) != lexicon, "the same name with other content is another lexicon"


def test_a_comparison_of_two_lexicons_says_so(tmp_path: Path) -> None:
    lexicon = read_lexicon(lay(tmp_path, BLOCK))
    one = analyze(Article("The so-called reform.", outlet="A"))
    other = analyze(Article("The so-called reform.", outlet="B"), lexicon=lexicon)
    assert any("different lexicons" in note for note in compare([one, other]).notes)
    assert not any("different lexicons" in note for note in compare([one, one]).notes)


FAULTS = {
    "unknown table colour": 'colour = "red"\n' + BLOCK,
    "kind is 'frames'": BLOCK,
    "unknown concept 'ghost_port'": TERM,
    "needs category, definition, neutral": "[loaded.x]\ncategory = 1\n" + BLOCK,
    "unknown category 'funny'": CONCEPT.replace("derision", "funny") + BLOCK,
    "means something else": CONCEPT.replace("ghost_port", "so_called") + BLOCK,
    "not found in its hit": CONCEPT + TERM.replace("a ghost port.", "a port."),
    "found in its miss": CONCEPT + TERM.replace("Ghost Port Road.", "a ghost port."),
    "strength is 1, 2 or 3": CONCEPT + TERM.replace("strength = 2", "strength = 7"),
    "needs a list of strings": CONCEPT + TERM.replace('["ghost port"]', '"ghost port"'),
    "needs a table": 'term = ["ghost port"]\n',
    "stands under two entries": CONCEPT + TERM + TERM.replace("strength = 2", "strength = 1"),
    "needs forms": "[[block]]\nnote = 'x'\n",
    "holds no loaded form": '[[block]]\nforms = ["the harbour"]\n',
    "both a form and blocked": CONCEPT + TERM + '[[block]]\nforms = ["ghost port"]\n',
    "0 <= right <= n": '[reviewed.so_called]\n"so-called" = { right = 5, n = 4 }\n',
    "would change nothing": "",
}


@pytest.mark.parametrize("message", FAULTS)
def test_each_fault_is_named_with_the_file(message: str, tmp_path: Path) -> None:
    path = lay(tmp_path, FAULTS[message])
    if message.startswith("kind"):
        path.write_text(path.read_text(encoding="utf-8").replace('"loaded"', '"frames"', 1), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(path)
    assert all(str(path) in fault for fault in caught.value.faults)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"language = ", "not valid TOML"),
        (b'language = "fr"', "language is 'fr'"),
        (b'kind = "loaded"', "names no language"),
        ("language = 'en' # é".encode("latin-1"), "not UTF-8"),
        (None, "cannot be read"),
        (b"a = " + b"[" * 100_000, "not valid TOML"),
        (b"#" * 5_000_001, "over 5 MB"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_is_no_lexicon_is_named(data: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(LexiconError, match=message) as caught:
        read_lexicon(path)
    assert str(path) in str(caught.value)


def test_every_fault_comes_at_once(tmp_path: Path) -> None:
    wrong = TERM.replace("ghost_port", "no_such").replace("strength = 2", "strength = 7")
    path = lay(tmp_path, 'colour = "red"\n', wrong, '[[block]]\nforms = ["the harbour"]\n')
    with pytest.raises(LexiconError) as caught:
        read_lexicon(path)
    assert len(caught.value.faults) == 4


def test_every_file_with_a_fault_is_named(tmp_path: Path) -> None:
    one, two = lay(tmp_path, 'colour = "red"\n', name="one.toml"), tmp_path / "two.toml"
    with pytest.raises(LexiconError) as caught:
        read_lexicon(one, two)
    assert "one.toml: unknown table" in str(caught.value) and "two.toml: cannot be read" in str(caught.value)


def test_a_path_is_no_lexicon() -> None:
    with pytest.raises(UsageError, match="read_lexicon"):
        analyze("The so-called reform.", lexicon="mine.toml")  # type: ignore[arg-type]


def test_a_path_is_no_article() -> None:
    with pytest.raises(UsageError, match="got PurePosixPath"):
        analyze(PurePosixPath("story.txt"))  # type: ignore[arg-type]


# --- on the command line ---


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("The so-called reform left two ghost ports behind, and the port is closed.\n", encoding="utf-8")
    return path


def test_analyze_takes_it(story: Path, tmp_path: Path) -> None:
    path = lay(tmp_path, CONCEPT, TERM)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["analyze", str(story), "--lexicon", str(path), "--csv", "--out", str(out)])
    assert done.exit_code == 0, done.output
    with (out / "loaded.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == ["so-called", "ghost ports"]
    assert rows[1]["reviewed"] == "0" and rows[1]["precision"] == ""
    assert "mine.toml" in rows[0]["lexicon"]
    assert "mine.toml" in CliRunner().invoke(main, ["analyze", str(story), "--lexicon", str(path)]).output


def test_compare_report_and_demo_take_it(story: Path, tmp_path: Path) -> None:
    path = str(lay(tmp_path, CONCEPT, TERM))
    page = tmp_path / "page.html"
    for command in (["compare", str(story)], ["report", str(story), "--out", str(page)]):
        done = CliRunner().invoke(main, [*command, "--lexicon", path])
        assert done.exit_code == 0, done.output
    assert "mine.toml" in page.read_text(encoding="utf-8")
    demo = CliRunner().invoke(main, ["demo", "--lexicon", path, "--html", str(page)])
    assert demo.exit_code == 0 and "mine.toml" in demo.output


def test_a_wrong_file_ends_the_run_with_every_fault_and_no_result(story: Path, tmp_path: Path) -> None:
    path = lay(tmp_path, 'colour = "red"\n')
    done = CliRunner().invoke(main, ["analyze", str(story), "--lexicon", str(path)])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "unknown table colour" in done.stderr and "would change nothing" in done.stderr
