"""Tools for people who edit lexicons: lines in context, sheets out and back without loss, faults by line, terms added."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import power_divergence
from wcwidth import wcswidth

from framing import Article, analyze, read_lexicon
from framing.cli import main
from framing.data import data_root, read_toml
from framing.errors import InputError
from framing.lexicon.coverage import find_candidates, log_likelihood
from framing.lexicon.exchange import COLUMNS, Changes, read_changes, read_meanings, rows_of
from framing.lexicon.files import Edit, Place, place_in
from framing.lexicon.judging import SHEET, read_judgements, sample_lines, sheet_rows
from framing.lexicon.kwic import find_lines, fit
from framing.lexicon.load import lexicon_file
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.review import Review, read_reviews
from framing.lexicon.sheets import guarded, joined, parted, read_sheet, unguarded
from framing.show.export import save_csv
from framing.text.document import read_document
from framing.text.languages import LANGUAGES, Language, language_of

ENGLISH = language_of("en")
assert ENGLISH is not None
CONCEPTS = {
    "ghost_port": {"category": "derision", "definition": "Calls a harbour useless.", "neutral": "little-used port"}
}
TERM = {
    "concept": "ghost_port",
    "nouns": ["ghost port"],
    "forms": ["port of ghosts"],
    "unless": ["ghost port road"],
    "strength": 2,
    "neutral": "little-used port",
    "hit": ["They built a ghost port."],
    "miss": ["They live in Ghost Port Road."],
}


def call(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


# --- lines in context ---


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("The so-called reform, the SO-CALLED peace.", "so-called", ["so-called", "SO-CALLED"]),
        ("A trade war is no war; warm trade wars.", "trade war", ["trade war"]),
        ("所谓的基金和所谓专家。", "所谓", ["所谓", "所谓"]),
        ("這是經濟脅迫。", "经济胁迫", ["經濟脅迫"]),
        ("Cái gọi là quỹ cứu trợ và cái gọi là hội.", "cái gọi là", ["Cái gọi là", "cái gọi là"]),
        ("The port was closed all week.", "...", []),
        ("The port was closed all week.", "harbour", []),
    ],
)
def test_kwic_finds_what_is_written_in_every_language(text: str, term: str, found: list[str]) -> None:
    lines = list(find_lines([read_document(Article(text))], term))
    assert [line.keyword for line in lines] == found
    assert [line.span.of(text) for line in lines] == found


@given(st.text(alphabet="ab 供应链ệ\n\t", max_size=60), st.integers(0, 30), st.booleans())
def test_what_fits_the_columns_is_an_end_of_the_text(text: str, columns: int, from_end: bool) -> None:
    kept = fit(text, columns, from_end=from_end)
    assert wcswidth(kept) <= columns
    plain = "".join(char if char.isprintable() else " " for char in text)
    assert kept in plain
    assert (plain.rstrip().endswith(kept)) if from_end else plain.lstrip().startswith(kept) or kept == ""


@pytest.mark.parametrize("term", ["so-called", "所谓", "cái gọi là"])
def test_kwic_on_the_command_line_keeps_to_80_columns(term: str) -> None:
    result = call("lexicon", "kwic", term, data_root("seeds") / "demo")
    assert result.exit_code == 0
    *lines, summary = result.output.splitlines()
    assert "of 24 articles" in summary
    assert all(wcswidth(line) <= 80 for line in lines)
    assert all(term in line.casefold() or "所謂" in line for line in lines)


# --- out and back ---

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip).filter(bool)
lists = st.lists(texts, min_size=1, max_size=3, unique=True)
entries = st.fixed_dictionaries(
    {
        "concept": st.sampled_from(["one", "two", "three"]),
        "strength": st.integers(1, 3),
        "neutral": texts,
        "hit": lists,
        "miss": lists,
    },
    optional={"unless": lists, "near": lists, "before_name": st.just(True), "source": texts, "note": texts},
).flatmap(
    lambda entry: st.dictionaries(st.sampled_from(["forms", "verbs", "nouns"]), lists, min_size=1).map(
        lambda forms: {**entry, **forms}
    )
)
absent = st.builds(lambda concept, why: {"concept": concept, "absent": why}, st.sampled_from(["four", "five"]), texts)


@settings(max_examples=200, deadline=None)
@given(terms=st.lists(st.one_of(entries, absent), min_size=1, max_size=6))
def test_a_lexicon_goes_out_and_comes_back_without_loss(tmp_path_factory: Any, terms: list[dict[str, Any]]) -> None:
    path = tmp_path_factory.getbasetemp() / "sheet.csv"
    save_csv(path, list(rows_of(ENGLISH, terms, CONCEPTS, {})))
    columns, rows = read_sheet(path, (SHEET, COLUMNS))
    assert columns is COLUMNS
    changes = read_changes(rows, ENGLISH, [])
    assert changes.faults == ()
    back: dict[str, list[Any]] = {}
    for change in changes.entries:
        back.setdefault(change.concept, []).append(change.after)
    wanted: dict[str, list[Any]] = {}
    for term in terms:
        wanted.setdefault(term["concept"], []).append(term)
    assert back == wanted


@given(st.lists(texts))
def test_lists_in_a_cell_come_back(listed: list[str]) -> None:
    assert parted(joined(listed)) == listed


@given(st.text(alphabet="'=-+@a|\\ \t", max_size=6))
def test_a_cell_survives_the_guard_against_formulas(cell: str) -> None:
    written = guarded(cell)
    if written[:1] in tuple("=+-@\t\r") and len(written) > 1:
        written = f"'{written}"
    assert unguarded(written) == cell


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_shipped_lexicon_comes_back_unchanged(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert call("lexicon", "export", language.code, "--out", path).exit_code == 0
    _, rows = read_sheet(path, (COLUMNS,))
    terms = read_toml(lexicon_file(language, "loaded"))["term"]
    concepts = read_toml(data_root("lexicons") / "concepts.toml")["loaded"]
    assert read_changes(rows, language, terms) == Changes((), (), ())
    assert read_meanings(rows, concepts) == ({}, [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole lexicon that is small: one concept in three languages, with comments."""
    root = tmp_path / "lexicons"
    root.mkdir()
    (root / "concepts.toml").write_text(
        "# What a term means.\n\n[loaded.ghost_port]\n"
        + "".join(f'{name} = "{value}"\n' for name, value in CONCEPTS["ghost_port"].items()),
        encoding="utf-8",
    )
    others = {"zh": ("幽灵港", "无人用的港口"), "vi": ("cảng ma", "cảng ít dùng")}
    for language in LANGUAGES:
        (root / language.code).mkdir()
        head = f'# Written by hand.\nlanguage = "{language.code}"\nkind = "loaded"\n\n[[term]]  # the only one\n'
        if language.code == "en":
            body = "".join(f"{name} = {_toml(value)}\n" for name, value in TERM.items())
        else:
            form, neutral = others[language.code]
            body = f'concept = "ghost_port"\nforms = ["{form}"]\nstrength = 1\nneutral = "{neutral}"\nhit = ["{form}"]\nmiss = ["x"]\n'
        (root / language.code / "loaded.toml").write_text(head + body, encoding="utf-8")
        (root / language.code / "reviewed.toml").write_text(
            f'# Judged.\nlanguage = "{language.code}"\nkind = "reviewed"\n', encoding="utf-8"
        )
    return root


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def export(folder: Path, out: Path, languages: str = "all") -> list[dict[str, str]]:
    assert call("lexicon", "export", languages, "--into", folder, "--out", out).exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_import_shows_a_diff_writes_when_told_and_keeps_comments(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    rows = export(folder, out)
    assert [row["form"] for row in rows] == ["port of ghosts", "ghost port", "幽灵港", "cảng ma"]
    rows[0] |= {"strength": "3", "verdict": "remove", "comment": "nobody writes this"}
    rows[1] |= {"verdict": "keep", "definition": "Calls a harbour useless or empty."}
    rows.append(dict(rows[1]) | {"kind": "forms", "form": "phantom port", "verdict": ""})
    save_csv(out, rows)
    path = folder / "en" / "loaded.toml"
    before = path.read_text(encoding="utf-8")
    shown = call("lexicon", "import", out, "--into", folder)
    assert shown.exit_code == 0
    assert '-forms = ["port of ghosts"]' in shown.output and '+forms = ["phantom port"]' in shown.output
    assert "-strength = 2" in shown.output and "+strength = 3" in shown.output
    assert "nobody writes this" in shown.output and "line 2" in shown.output
    assert "nothing is written yet" in shown.output and path.read_text(encoding="utf-8") == before
    assert call("lexicon", "import", out, "--into", folder, "--write").exit_code == 0
    after = path.read_text(encoding="utf-8")
    assert "# Written by hand." in after and "# the only one" in after and "phantom port" in after
    concepts = (folder / "concepts.toml").read_text(encoding="utf-8")
    assert "or empty" in concepts and "# What a term means." in concepts
    again = call("lexicon", "import", out, "--into", folder)
    assert again.exit_code == 1, "what is removed cannot be removed twice"
    rows[0]["verdict"] = ""
    fresh = export(folder, out)
    assert {row["strength"] for row in fresh if row["language"] == "en"} == {"3"}
    assert "nothing changes" in call("lexicon", "import", out, "--into", folder).output


def test_rows_that_are_left_out_change_nothing_and_order_does_not_matter(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    rows = export(folder, out)
    save_csv(out, [dict(reversed(list(row.items()))) for row in rows[1:2]])
    assert "nothing changes" in call("lexicon", "import", out, "--into", folder).output


def test_a_spreadsheet_of_another_country_is_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    rows = export(folder, out, "zh")
    rows[0]["neutral"] = "少有人用的港口"
    with out.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    shown = call("lexicon", "import", out, "--into", folder)
    assert "少有人用的港口" in shown.output, shown.output


FAULTS: dict[str, tuple[int, dict[str, str]]] = {
    "line 2: ghost_port: strength is 1, 2 or 3": (0, {"strength": "7"}),
    "line 2: strength is 1, 2 or 3, got 'much'": (0, {"strength": "much"}),
    "line 2: verdict is keep, remove or empty": (0, {"verdict": "maybe"}),
    "line 2: kind is forms, verbs, nouns": (0, {"kind": "adjective"}),
    "line 2: entry is a number": (0, {"entry": "first"}),
    "line 2: concept is empty": (0, {"concept": ""}),
    "line 2: language is 'fr'": (0, {"language": "fr"}),
    "not found in its hit": (0, {"hit": "They built a port."}),
    "found in its miss": (0, {"miss": "A port of ghosts."}),
    "unknown category 'funny'": (0, {"category": "funny"}),
    "line 4: ghost_port: no entry is left in Chinese": (2, {"verdict": "remove"}),
    "is new and has no row in Chinese": (0, {"concept": "phantom"}),
    "line 2: 'ghost pier' is to be removed": (0, {"form": "ghost pier", "verdict": "remove"}),
}


@pytest.mark.parametrize("message", FAULTS)
def test_a_faulty_sheet_is_refused_with_its_line_and_nothing_is_written(
    message: str, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.csv"
    rows = export(folder, out)
    number, change = FAULTS[message]
    rows[number] |= change
    save_csv(out, rows)
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    refused = call("lexicon", "import", out, "--into", folder, "--write")
    assert refused.exit_code == 1
    assert message in refused.stderr, refused.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before


def test_two_new_values_in_the_rows_of_one_entry_are_a_fault(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    rows = export(folder, out)
    rows[0]["strength"], rows[1]["strength"] = "1", "3"
    save_csv(out, rows)
    assert "lines 2 and 3: strength" in call("lexicon", "import", out, "--into", folder).stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "not a sheet of this program"),
        ("", "not a sheet of this program"),
        (",".join(SHEET) + '\n"en', "line 2"),
        (",".join(SHEET) + "\n" + "x," * 30 + "\n", "line 2"),
    ],
)
def test_a_file_that_is_no_sheet_is_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_sheet(path, (SHEET, COLUMNS))


# --- judged on real lines ---

STORY = (
    "The so-called reform passed. The so-called peace held. It was a so-called truce, and a shocking so-called plan."
)


def test_the_sample_is_the_same_in_any_order_and_a_line_printed_twice_is_one() -> None:
    same = "A shocking vote came late in the evening, and nobody in the old town hall was ready for it."
    text = "The so-called plan number {n} passed on a quiet day of spring in the harbour town.\n\n" + same
    one = [analyze(Article(text.format(n=n), id=str(n))) for n in range(6)]
    sampled = sample_lines(one, lines=3)
    assert {(s.form, s.line.left, s.line.right) for s in sampled} == {
        (s.form, s.line.left, s.line.right) for s in sample_lines(reversed(one), lines=3)
    }
    counts = [sum(s.form == form for s in sampled) for form in ("so-called", "shocking")]
    assert counts == [3, 1], "the words around shocking are the same in every article"
    assert {s.line for s in sample_lines(one, lines=3, seed=1)} != {s.line for s in sampled}
    assert {s.form for s in sample_lines(one, forms=1, lines=9)} == {"so-called"}


def sheet(folder: Path, judgements: str) -> Path:
    rows = sheet_rows(sample_lines([analyze(Article(STORY, id="a"))]), "a corpus")
    for row, judgement in zip(rows, judgements, strict=True):
        row["judgement"] = {"r": "right", "w": "Wrong ", "-": "", "x": "perhaps"}[judgement]
    return save_csv(folder / "judged.csv", rows)


def test_judgements_become_right_of_n_and_no_line_is_kept(tmp_path: Path) -> None:
    path = sheet(tmp_path, "rrw-r")
    own = tmp_path / "mine.toml"
    own.write_text('language = "en"  # ours\nkind = "loaded"\n', encoding="utf-8")
    done = call("lexicon", "import", path, "--into", own, "--write")
    assert done.exit_code == 0, done.output
    text = own.read_text(encoding="utf-8")
    assert "# ours" in text and "so-called" in text and "reform" not in text
    assert "1 lines without a judgement" in done.output
    data = read_toml(own)
    assert read_reviews(data, ENGLISH)["so_called", "so-called"] == Review(2, 3)
    assert data["sheet"] == [{"sha256": data["sheet"][0]["sha256"], "corpus": "a corpus", "lines": 4}]
    (term, *_) = analyze(STORY, lexicon=read_lexicon(own)).loaded
    built_in = BUILT_IN.forms(ENGLISH)["so-called"]
    assert (term.right, term.reviewed) == (built_in.right + 2, built_in.reviewed + 3)
    again = call("lexicon", "import", path, "--into", own, "--write")
    assert again.exit_code == 1 and "taken already" in again.stderr


def test_a_wrong_judgement_is_named_by_its_line(tmp_path: Path) -> None:
    rows = read_sheet(sheet(tmp_path, "rx---"), (SHEET,))[1]
    judged = read_judgements(rows)
    assert [fault[:7] for fault in judged.faults] == ["line 3:"]


def test_a_line_that_a_shield_has_cured_says_nothing_of_the_form(tmp_path: Path) -> None:
    rows = read_sheet(sheet(tmp_path, "wwww-"), (SHEET,))[1]
    own = tmp_path / "mine.toml"
    own.write_text(
        'language = "en"\nkind = "loaded"\n[[block]]\nforms = ["so-called truce", "so-called peace"]\n',
        encoding="utf-8",
    )
    judged = read_judgements(rows, read_lexicon(own))
    assert judged.gone == 2
    assert judged.reviews["en"]["so_called", "so-called"] == Review(0, 2)


def test_review_writes_a_sheet_of_the_corpus(tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    done = call("lexicon", "review", data_root("seeds") / "demo", "--out", out, "--lines", "2", "--forms", "5")
    assert done.exit_code == 0, done.output
    rows = read_sheet(out, (SHEET,))[1]
    assert {row["language"] for _, row in rows} == {"en", "zh", "vi"}
    assert all(not row["judgement"] and row["keyword"] and row["corpus"] == "demo" for _, row in rows)
    judged = read_judgements([(n, {**row, "judgement": "right"}) for n, row in rows])
    assert judged.gone == 0, "every line is found again in its own context"


# --- added ---


def test_add_appends_a_checked_entry_to_a_new_file_and_to_one_that_is_there(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    done = call(
        "lexicon", "add", "en", "so_called", "alleged-only", "--into", own, "--hit", "An alleged-only reform.", "--miss", "A reform."
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    more = call(
        "lexicon", "add", "en", "ghost_port", "ghost port", "--kind", "nouns", "--into", own, "--hit", "Two ghost ports.",
        "--miss", "A port.", "--category", "derision", "--definition", "Calls a harbour useless.", "--strength", "2",
        "--neutral", "little-used port",
    )  # fmt: skip
    assert more.exit_code == 0, more.output
    assert '\n\n[[term]]\nconcept = "ghost_port"' in own.read_text(encoding="utf-8"), "entries stand apart"
    text = "An alleged-only reform of two ghost ports."
    assert [t.span.of(text) for t in analyze(text, lexicon=read_lexicon(own)).loaded] == ["alleged-only", "ghost ports"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"--hit": "A reform."}, "not found in its hit"),
        ({"--miss": "An alleged-only plan."}, "found in its miss"),
        ({"--unless": "a plan"}, "holds none of the forms"),
        ({"concept": "no_such"}, "category"),
        ({"form": "ghost port"}, "stands under two entries"),
    ],
)
def test_add_refuses_a_fault_and_writes_nothing(change: dict[str, str], message: str, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    shutil.copy(_own(tmp_path), own)
    before = own.read_bytes()
    options = {"--hit": "An alleged-only reform of a ghost port.", "--miss": "A reform."} | change
    concept, form = options.pop("concept", "so_called"), options.pop("form", "alleged-only")
    done = call(
        "lexicon", "add", "en", concept, form, "--into", own, *(part for pair in options.items() for part in pair)
    )
    assert done.exit_code == 1
    assert message in done.stderr, done.stderr
    assert own.read_bytes() == before


def _own(folder: Path) -> Path:
    path = folder / "own.toml"
    concept = "".join(f'{name} = "{value}"\n' for name, value in CONCEPTS["ghost_port"].items())
    term = "".join(f"{name} = {_toml(value)}\n" for name, value in TERM.items())
    path.write_text(
        f'language = "en"\nkind = "loaded"\n[loaded.ghost_port]\n{concept}\n[[term]]\n{term}', encoding="utf-8"
    )
    return path


def test_a_project_file_goes_out_and_back_too(tmp_path: Path) -> None:
    own, out = _own(tmp_path), tmp_path / "sheet.csv"
    rows = export(own, out, "en")
    assert rows[0]["definition"] == CONCEPTS["ghost_port"]["definition"]
    rows[0]["neutral"] = "quiet port"
    save_csv(out, rows)
    assert call("lexicon", "import", out, "--into", own, "--write").exit_code == 0
    assert read_lexicon(own).forms(ENGLISH)["ghost port"].neutral == "quiet port"


def test_places_of_a_folder_are_three_files(folder: Path) -> None:
    place = place_in(folder, ENGLISH)
    assert place == Place(
        ENGLISH, folder / "concepts.toml", folder / "en" / "loaded.toml", folder / "en" / "reviewed.toml"
    )
    assert place.shared
    assert Edit().diff() == ""


def test_find_says_what_a_review_found_and_takes_a_lexicon_of_ones_own(tmp_path: Path) -> None:
    own = _own(tmp_path)
    assert "holds no loaded form" in call("lexicon", "find", "ghost port").output
    assert "ghost_port · derision" in (found := call("lexicon", "find", "ghost port", "--lexicon", own).output)
    assert "not reviewed" in found
    assert "reviewed lines" in call("lexicon", "find", "so-called").output


def test_editing_an_installed_package_asks_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.cli.editing.checkout_lexicons", lambda: None)
    refused = call("lexicon", "export", "en", "--out", tmp_path / "x.csv")
    assert refused.exit_code == 2 and "--into" in refused.stderr


# --- what is lacking ---

DEEDS = ["The plan for the harbour was {} and cruel.", "It was a very {} plan for the old harbour town."]


def test_coverage_finds_a_word_that_is_joined_to_loaded_ones_and_boosted_and_no_plain_one() -> None:
    texts = [f"{sentence.format('bungleful')} The ferry left on day {n}." for n, sentence in enumerate(DEEDS * 3)]
    found = {
        c.word: c for c in find_candidates(read_document(Article(text, id=str(n))) for n, text in enumerate(texts))
    }
    candidate = found["bungleful"]
    assert (candidate.count, candidate.articles, candidate.boosted, candidate.joined) == (6, 6, 3, 3)
    assert candidate.near == 3 and all(line.keyword == "bungleful" for line in candidate.lines)
    assert not {"harbour", "ferry", "plan", "cruel", "and", "very"} & set(found)


def test_coverage_leaves_out_names_what_is_rare_and_what_the_lexicon_has(tmp_path: Path) -> None:
    sentences = [sentence.format(word) for word in ("Bungleford", "ghostly") for sentence in DEEDS]
    documents = [read_document(Article(" ".join(sentences), id=str(n))) for n in range(4)]
    assert {c.word for c in find_candidates(documents)} & {"bungleford", "ghostly"} == {"ghostly"}
    own = tmp_path / "mine.toml"
    own.write_text(
        'language = "en"\nkind = "loaded"\n[[term]]\nconcept = "so_called"\nforms = ["ghostly"]\nstrength = 1\n'
        'neutral = "x"\nhit = ["ghostly"]\nmiss = ["x"]\n',
        encoding="utf-8",
    )
    assert "ghostly" not in {c.word for c in find_candidates(documents, read_lexicon(own))}
    assert find_candidates(documents[:2]) == ()


def test_association_agrees_with_scipy() -> None:
    for near, count, share in ((8, 10, 0.5), (1, 40, 0.2), (30, 40, 0.7)):
        expected = power_divergence(
            [near, count - near], [count * share, count * (1 - share)], lambda_="log-likelihood"
        )
        assert abs(log_likelihood(near, count, share)) == pytest.approx(expected.statistic)


def test_coverage_and_docs_on_the_command_line(tmp_path: Path) -> None:
    done = call("lexicon", "coverage", data_root("seeds") / "demo", "--top", "2")
    assert done.exit_code == 0
    assert all(wcswidth(line) <= 80 for line in done.output.splitlines())
    page = tmp_path / "lexicons.md"
    assert call("lexicon", "docs", "--out", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert all(f"`{concept}`" in text for concept in read_toml(data_root("lexicons") / "concepts.toml")["loaded"])
