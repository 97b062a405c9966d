"""Notes: their English text, their codes, and what the interface says in its other languages."""

from __future__ import annotations

import ast
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import framing
from framing import Article, analyze, compare
from framing.data import data_root, read_toml
from framing.notes import Note
from framing.show.interface import TEMPLATES, UI_LANGUAGES, Ui
from framing.show.said import say_naming, say_note
from framing.show.salience import gather_notes

PACKAGE = Path(framing.__file__).parent
OTHERS: list[Ui] = [ui for ui in UI_LANGUAGES if ui != "en"]


def made() -> Iterator[tuple[str, set[str]]]:
    """The codes of all notes that the package makes, each with the names of its values."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note":
                values = {keyword.arg or "" for keyword in node.keywords}
                for code in codes(node.args[0], constants):
                    yield code, values
    for name, forms in read_toml(data_root("lexicons") / "validation.toml")["checks"].items():
        yield f"check_{name}", {field for form in forms for field in fields(form)}


def codes(given: ast.expr, constants: dict[str, object]) -> Iterator[str]:
    if isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.Name) and given.id in constants:
        yield str(constants[given.id])
    elif isinstance(given, ast.IfExp):
        yield from codes(given.body, constants)
        yield from codes(given.orelse, constants)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("ui", OTHERS)
def test_each_note_has_a_sentence_in_each_language(ui: str) -> None:
    sentences = read_toml(TEMPLATES / "notes.toml")[ui]
    # a code that comes from another module or is a table's is made where the sentence stands
    known = {code: values for code, values in made() if not code.endswith("_")}
    known |= {"has_surrogates": {"n"}, "has_bidi": {"n"}, "has_zero_width": {"n"}, "has_lost": {"n"}}
    assert sorted(sentences) == sorted(known)
    for code, sentence in sentences.items():
        assert fields(sentence) <= known[code], code


def test_a_note_is_its_english_sentence_and_stays_one_in_another_process() -> None:
    note = Note("few", "Fewer than {n:,} {{articles}} in {groups:; }.", n=1000, groups=("{a}", "b"))
    assert note == "Fewer than 1,000 {articles} in {a}; b." and isinstance(note, str)
    again = pickle.loads(pickle.dumps(note))
    assert (again, again.code, again.values) == (note, "few", {"n": 1000, "groups": ("{a}", "b")})


def test_values_are_put_into_words() -> None:
    refused = analyze("Les ministres ont dit que la réforme serait votée lundi par les députés de la région.").refused
    assert say_note(refused, "vi").text.startswith(
        "bài viết bằng một ngôn ngữ khác dùng chữ Latinh, chưa được hỗ trợ (hỗ trợ: tiếng Anh"
    )
    note = Note(
        "language_ratio", "{ratio}", ratio=1.456, low=1.0, high=2.0, second="vi", first="en", text="T", weak=("doom",)
    )
    assert "gấp 1,46 lần (1,00 đến 2,00)" in say_note(note, "vi").text and "doom" not in say_note(note, "vi").text


@pytest.mark.parametrize("ui", OTHERS)
def test_what_a_comparison_notes_is_said_in_the_language_of_the_interface(ui: Ui) -> None:
    texts = {
        "A": "The so-called reform passed on Monday.",
        "B": "官员说，所谓改革是一场灾难。",
        "C": "Le ministre est parti.",
    }
    found = compare(analyze(Article(text, id=outlet, outlet=outlet)) for outlet, text in texts.items())
    assert any("no inference" in note for note in found.notes) and any("validated" in note for note in found.notes)
    for note in gather_notes(found.notes):
        said = say_note(note, ui)
        assert said.language == ui and said.text != note, note


@pytest.mark.parametrize("ui", OTHERS)
def test_each_note_on_a_name_has_words_in_each_language(ui: Ui) -> None:
    entities = read_toml(data_root("lexicons") / "entities.toml")["entity"]
    notes = {naming["note"] for entity in entities for naming in entity.get("naming", ())}
    assert set(read_toml(TEMPLATES / "naming.toml")[ui]) == notes
    assert all(say_naming(note, ui).language == ui for note in notes)
    assert say_naming("a note of one's own", ui).language == "en"
