"""Files of coders: written, read back the same, and refused by file and task where they do not fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import Article, InputError, Span, analyze, read_articles
from framing.cli import main
from framing.compare.coded_files import coding_dict, read_codings
from framing.compare.coding_sheets import SHEET_COLUMNS, sheet_rows
from framing.compare.codings import (
    LIBRARY,
    CodedAttribution,
    CodedTerm,
    Coding,
    coding_of,
    latest,
    text_sha256,
)
from framing.compare.label_studio import CODED, label_config, to_task
from framing.data import data_root
from framing.show.export import save_csv, to_json
from framing.types import CATEGORIES

DEMO = data_root("seeds") / "demo"
ARTICLE = Article(
    "Ministry outrage 😀\n\nThe so-called reform is “a disgrace”, Minister Ann Lee said on Monday. "
    "The so-called plan failed.\r\nThe price was not stated.\n",
    id="reform",
)
DIGITS = text_sha256(ARTICLE.text)


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = ARTICLE.text.index(words, start + 1)
    return Span(start, start + len(words))


SAID = CodedAttribution(
    (span("The so-called reform is “a disgrace”"), span("on Monday")), span("Minister Ann Lee"), span("said"), "mixed", "official"
)  # fmt: skip
MARKED = Coding(
    "ann", "reform", DIGITS, ("loaded", "attribution", "frames"),
    (CodedTerm(span("so-called"), "derision", "author", 1), CodedTerm(span("disgrace"), "condemnation", "source", 3),
     CodedTerm(span("so-called", 1), "derision")),
    (SAID,),
    ("legality", "political"), "political",
)  # fmt: skip


@pytest.fixture(scope="module")
def analyses() -> list[Any]:
    return [analyze(article) for article in read_articles(DEMO) if isinstance(article, Article)]


def write_json(path: Path, data: object) -> Path:
    path.write_text(to_json(data), encoding="utf-8")
    return path


def read(path: Path, *articles: Article) -> list[Coding | InputError]:
    return list(read_codings([path], articles or (ARTICLE,)))


# --- the way there and back ---


@pytest.mark.parametrize("at", range(24))
def test_label_studio_gives_back_what_it_got(at: int, analyses: list[Any], tmp_path: Path) -> None:
    mine = coding_of(analyses[at], layers=CODED)
    file = write_json(tmp_path / "tasks.json", [to_task(analyses[at].article, CODED, mine)])
    (back,) = read(file, analyses[at].article)
    assert isinstance(back, Coding)
    assert back.loaded == mine.loaded
    assert sorted(map(repr, back.attributions)) == sorted(map(repr, mine.attributions))
    assert (back.frames, back.primary_frame) == (mine.frames, mine.primary_frame)
    assert (back.coder, back.person, back.shown) == (LIBRARY, False, True)


def test_a_sheet_gives_back_what_it_got(analyses: list[Any], tmp_path: Path) -> None:
    file = save_csv(tmp_path / "ann.csv", [row for a in analyses for row in sheet_rows(a.article, coding_of(a))])
    back = {c.sha256: c for c in read(file, *(a.article for a in analyses)) if isinstance(c, Coding)}
    for analysis in analyses:
        mine = coding_of(analysis)
        assert back[mine.sha256].loaded == tuple(sorted(mine.loaded, key=lambda term: term.span))
        assert (back[mine.sha256].coder, back[mine.sha256].shown) == ("ann", True)


def test_the_codebooks_form_gives_back_what_it_got(analyses: list[Any], tmp_path: Path) -> None:
    for analysis in analyses:
        mine = coding_of(analysis)
        file = write_json(tmp_path / "one.json", coding_dict(mine, analysis.article.text))
        assert read(file, analysis.article) == [replace(mine, shown=True)]


pieces = ["a", "b", " ", ".", "\n", "\r\n", "😀", "湖", "é", "e\u0301", "“", "”", "\u200b", "=", "|", "\ud800"]
strange = st.lists(st.sampled_from(pieces), min_size=1, max_size=40).map("".join)


@given(text=strange, data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_marks_survive_label_studio(text: str, data: st.DataObject, tmp_path: Path) -> None:
    article = Article(text, id="x")
    ends = st.integers(0, len(text))
    places = st.tuples(ends, ends).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))
    terms = data.draw(st.lists(st.builds(CodedTerm, places, st.sampled_from(CATEGORIES)), max_size=4))
    mine = Coding("m", "x", text_sha256(text), ("loaded",), tuple(terms), person=False, shown=True)
    file = write_json(tmp_path / "tasks.json", [to_task(article, ["loaded"], mine)])
    assert read(file, article) == [mine]


def test_a_blank_task_tells_nothing_and_hides_the_outlet(analyses: list[Any]) -> None:
    task = to_task(analyses[3].article, CODED)
    assert set(task) == {"data"}
    assert set(task["data"]) == {"text", "article", "sha256", "layers", "shown"}
    assert not any(row["words"] or row["category"] for row in sheet_rows(analyses[3].article))


def test_the_interface_offers_what_the_codebook_has() -> None:
    tree = ElementTree.fromstring(label_config(CODED))
    loaded = next(tag for tag in tree.iter("Labels") if tag.get("name") == "loaded")
    assert [label.get("value") for label in loaded] == list(CATEGORIES)
    assert {tag.get("name") for tag in tree.iter("Choices")} == {
        "voice",
        "strength",
        "kind",
        "source_type",
        "frames",
        "primary_frame",
    }
    assert "attribution" not in label_config(["loaded"])


# --- what people give back ---


def annotated(**changes: Any) -> dict[str, Any]:
    """A task that one person coded."""
    (results,) = (one["result"] for one in to_task(ARTICLE, CODED, MARKED)["predictions"])
    person = {"completed_by": {"email": "ann"}, "result": results, "was_cancelled": False}
    return to_task(ARTICLE, CODED) | {"annotations": [person | changes]}


def test_an_annotation_is_the_coders_own(tmp_path: Path) -> None:
    (back,) = read(write_json(tmp_path / "a.json", [annotated()]))
    assert back == MARKED


def test_each_annotation_is_a_coding_and_cancelled_ones_are_none(tmp_path: Path) -> None:
    task = annotated()
    (one,) = task["annotations"]
    task["annotations"] += [one | {"completed_by": 7}, one | {"completed_by": 8, "was_cancelled": True}, {"result": []}]
    found = read(write_json(tmp_path / "a.json", [task]))
    assert [c.coder for c in found if isinstance(c, Coding)] == ["ann", "annotator 7", "annotation 3"]
    assert isinstance(found[2], Coding)
    assert found[2].loaded == ()


def test_what_label_studio_itself_exported() -> None:
    """Version 1.23.2, in a browser: marks shown first and kept, and ``gift`` marked by hand behind emoji and Windows line ends."""
    file = Path(__file__).parent / "data" / "label-studio-1.23.json"
    texts = [
        Article(task["data"]["text"], id=task["data"]["article"])
        for task in json.loads(file.read_text(encoding="utf-8"))
    ]
    assert "😀😀" in texts[1].text
    assert "\r\n" in texts[0].text
    for coding, article in zip(read_codings([file], texts), texts, strict=True):
        assert isinstance(coding, Coding)
        assert (coding.coder, coding.person, coding.shown, coding.layers) == ("annotator 1", True, True, CODED)
        assert [t.span.of(article.text) for t in coding.loaded if t.category == "conflict_metaphor"] == ["gift"]
        assert "Ann Lee" in [said.source.of(article.text) for said in coding.attributions if said.source]


def test_offsets_in_utf16_units_are_brought_to_code_points(tmp_path: Path) -> None:
    """As older versions of Label Studio count: an emoji before the mark moves it by one."""
    task = annotated()
    for result in task["annotations"][0]["result"]:
        if "start" in result.get("value", {}):
            result["value"] |= {side: result["value"][side] + 1 for side in ("start", "end")}
    (back,) = read(write_json(tmp_path / "a.json", [task]))
    assert back == MARKED


def test_relations_may_be_drawn_from_either_end(tmp_path: Path) -> None:
    task = annotated()
    for result in task["annotations"][0]["result"]:
        if result["type"] == "relation" and result["labels"] != ["continues"]:
            result["from_id"], result["to_id"] = result["to_id"], result["from_id"]
    (back,) = read(write_json(tmp_path / "a.json", [task]))
    assert back == MARKED


def spoilt(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    task = annotated()
    change(task)
    return task


def first(task: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = task["annotations"][0]["result"][0]["value"]
    return value


BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("another text", lambda t: t["data"].update(text="Another text.", sha256=text_sha256("Another text.")), "another text than the one given"),
    ("an edited text", lambda t: t["data"].update(text=ARTICLE.text + "!"), "not the text that was exported"),
    ("another hash", lambda t: t["data"].update(sha256="0" * 64) or t["data"].pop("text"), "another text than the one given"),
    ("no such article", lambda t: t["data"].update(article="none", sha256="", text="?"), "no article 'none'"),
    ("offsets behind the end", lambda t: first(t).update(start=9000, end=9005), "9000 to 9005 lie outside the text"),
    ("offsets before the start", lambda t: first(t).update(start=-4), "lie outside the text"),
    ("an empty mark", lambda t: first(t).update(end=first(t)["start"]), "lie outside the text"),
    ("offsets that are words", lambda t: first(t).update(start="24"), "whole numbers"),
    ("offsets of other words", lambda t: first(t).update(start=0, end=9), "does not stand at 0 to 9, but 'Ministry '"),
    ("an unknown category", lambda t: first(t).update(labels=["evil"]), "'evil' is no category"),
    ("no results", lambda t: t["annotations"][0].update(result=None), "no list of results"),
    ("a result that is none", lambda t: t["annotations"][0]["result"].append(3), "3 is no result"),
    ("nobody coded it", lambda t: t["annotations"].clear(), "nobody has coded it"),
    ("no data", lambda t: t.pop("data"), "no task of Label Studio"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "reason"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_a_broken_task_is_an_error_by_file_and_task(
    name: str, change: Callable[[dict[str, Any]], object], reason: str, tmp_path: Path
) -> None:
    """And the task behind it is read."""
    file = write_json(tmp_path / "export.json", [spoilt(change), annotated()])
    error, good = read(file)
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{file}: task 1")
    assert reason in str(error)
    assert good == MARKED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"data": {', "no whole JSON"),
        ("[]", "holds no task"),
        ("{}", "holds no coding"),
        ("3", "holds no coding"),
        ("[3]", "no task of Label Studio"),
        ('[{"text": "x", "loaded": [{"start": 1}]}]', "not as JSON-MIN"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_a_file_that_is_none_of_it_is_refused_by_name(content: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(content, encoding="utf-8")
    (error,) = read(file)
    assert isinstance(error, InputError)
    assert str(file) in str(error)
    assert reason in str(error)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"loaded": [{"start": 0, "end": 3}]}, "not in the form of the codebook"),
        ({"loaded": 3}, "not in the form of the codebook"),
        ({"attributions": [{"content": []}]}, "has no content"),
        ({"stance": [{"target": "China", "voice": "author", "value": 7}]}, "7 is no stance"),
        ({"sha256": "0" * 64}, "another text than the one given"),
    ],
)
def test_labels_in_the_codebooks_form_that_do_not_fit(change: dict[str, Any], reason: str, tmp_path: Path) -> None:
    data = coding_dict(replace(MARKED, layers=("loaded", "attribution", "stance")), ARTICLE.text) | change
    (error,) = read(write_json(tmp_path / "one.json", data))
    assert isinstance(error, InputError)
    assert reason in str(error)


def test_the_gold_files_are_codings_too(tmp_path: Path) -> None:
    """Offsets without words, no coder, no layers: the folder's name is the coder's."""
    (tmp_path / "gold").mkdir()
    data = {
        "id": "reform",
        "loaded": [{"start": 24, "end": 33, "category": "derision", "voice": "author"}],
        "frames": ["legality"],
    }
    (back,) = read(write_json(tmp_path / "gold" / "reform.json", data).parent)
    assert isinstance(back, Coding)
    assert (back.coder, back.layers, back.loaded) == (
        "gold",
        ("loaded", "frames"),
        (CodedTerm(Span(24, 33), "derision", "author"),),
    )


# --- sheets ---


def sheet(tmp_path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    return save_csv(tmp_path / "ben.csv", rows)


def test_words_copied_into_a_cell_are_found_in_their_sentence(tmp_path: Path) -> None:
    rows = sheet_rows(ARTICLE)
    second = next(row for row in rows if "so-called plan" in row["sentence"])
    second |= {"words": " so-called plan ", "category": "Derision", "voice": "author", "strength": 2}
    (back,) = read(sheet(tmp_path, rows))
    assert isinstance(back, Coding)
    assert back.loaded == (CodedTerm(span("so-called plan"), "derision", "author", 2),)
    assert (back.coder, back.person, back.shown) == ("ben", True, False)


def test_a_row_copied_holds_a_further_word_and_a_named_coder(tmp_path: Path) -> None:
    rows = sheet_rows(ARTICLE)
    row = next(row for row in rows if "disgrace" in row["sentence"])
    rows.append(row | {"words": "disgrace", "category": "condemnation"})
    row |= {"words": "so-called", "category": "derision"}
    (back,) = read(sheet(tmp_path, [r | {"coder": "Mai"} for r in rows]))
    assert isinstance(back, Coding)
    assert back.coder == "Mai"
    assert [t.span.of(ARTICLE.text) for t in back.loaded] == ["so-called", "disgrace"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"words": "absent"}, "'absent' does not stand 1 times in the sentence"),
        ({"words": "so-called", "occurrence": "2", "category": "derision"}, "does not stand 2 times"),
        ({"words": "so-called"}, "has no category"),
        ({"words": "so-called", "category": "rude"}, "'rude' is no category"),
        ({"words": "so-called", "category": "derision", "strength": "9"}, "'9' is no strength"),
        ({"words": "so-called", "start": "x"}, "whole numbers"),
        ({"words": "so-called", "sentence": "Something else."}, "does not stand at"),
        ({"sha256": "0" * 64}, "another text than the one given"),
    ],
)
def test_a_faulty_row_is_an_error_by_its_line(change: dict[str, str], reason: str, tmp_path: Path) -> None:
    rows = sheet_rows(ARTICLE)
    at = next(i for i, row in enumerate(rows) if "so-called reform" in row["sentence"])
    rows[at] |= change
    other = sheet_rows(Article("The other article has one line of text.", id="other"))
    found = list(
        read_codings(
            [sheet(tmp_path, [*rows, *other])],
            [ARTICLE, Article("The other article has one line of text.", id="other")],
        )
    )
    (error,) = [one for one in found if isinstance(one, InputError)]
    assert f"ben.csv: line {at + 2}" in str(error)
    assert reason in str(error)
    assert [one.article for one in found if isinstance(one, Coding)][-1:] == ["other"]


def test_a_table_that_is_no_sheet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n")
    (error,) = read(file)
    assert isinstance(error, InputError)
    assert all(name in str(error) for name in SHEET_COLUMNS)


def test_the_later_of_two_codings_is_kept_and_said() -> None:
    again = replace(MARKED, loaded=())
    kept, errors = latest([MARKED, again, MARKED, replace(MARKED, coder="ben")])
    assert [c.coder for c in kept] == ["ann", "ben"]
    assert len(errors) == 2
    assert "ann coded it twice" in str(errors[0])


# --- the commands ---


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["annotate", *map(str, words)])


def test_from_export_to_agreement(tmp_path: Path) -> None:
    texts = [DEMO / f"river-flood-{name}.txt" for name in ("harbor-ledger", "dongfang-wanwang")]
    for coder in ("ann", "ben"):
        assert run("export", *texts, "--out", tmp_path / f"{coder}.csv").exit_code == 0
    exported = run("export", *texts, "--out", tmp_path / "tasks.json", "--blank")
    assert exported.exit_code == 0
    assert (tmp_path / "tasks.xml").read_text().startswith("<View>")
    options = [word for text in texts for word in ("--texts", text)]
    blank = run("import", tmp_path / "tasks.json", *options, "--out", tmp_path / "labels")
    assert blank.exit_code == 3
    assert "nobody has coded it" in blank.output
    imported = run("import", tmp_path / "ann.csv", tmp_path / "ben.csv", *options, "--out", tmp_path / "labels")
    assert imported.exit_code == 0, imported.output
    assert sorted(p.name for p in (tmp_path / "labels").iterdir()) == ["ann", "ben"]
    out = [tmp_path / "a.json", tmp_path / "a.csv"]
    agreed = run("agreement", tmp_path / "labels", *options, "--library", "--json", out[0], "--csv", out[1])
    assert agreed.exit_code == 0, agreed.output
    assert "2 people: ann, ben; beside: framing" in agreed.output
    found = json.loads(out[0].read_text())
    assert found["rows"][0]["alpha"] == 1.0
    assert found["rows"][0]["library_f1"] == 1.0
    assert out[1].read_text("utf-8-sig").splitlines()[0].startswith("layer,name,aspect,units")


def test_a_folder_of_labels_to_fill_is_read_back(tmp_path: Path) -> None:
    text = DEMO / "river-flood-harbor-ledger.txt"
    assert (
        run("export", text, "--out", tmp_path / "ann", "--blank", "--layer", "loaded", "--layer", "stance").exit_code
        == 0
    )
    (file,) = (tmp_path / "ann").iterdir()
    data = json.loads(file.read_text())
    assert (data["loaded"], data["stance"], data["shown"], data["coder"]) == ([], [], False, "")
    assert [zone["zone"] for zone in data["zones"]]
    assert "outlet" not in data
    assert run("import", tmp_path / "ann", "--texts", text, "--out", tmp_path / "labels").output.startswith(
        "ann: 1 articles, 0 marks"
    )


def test_what_does_not_fit_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    text = DEMO / "river-flood-harbor-ledger.txt"
    run("export", text, "--out", tmp_path / "ann.csv")
    (tmp_path / "ben.json").write_text("[{")
    found = run("import", tmp_path / "ann.csv", tmp_path / "ben.json", "--texts", text, "--out", tmp_path / "labels")
    assert found.exit_code == 1
    assert "ben.json: it is no whole JSON" in found.output
    assert (tmp_path / "labels" / "ann").is_dir()
    alone = run("agreement", tmp_path / "ann.csv", "--texts", text)
    assert "two coders or more" in str(alone.exception)


def test_a_coders_name_leads_nowhere(tmp_path: Path) -> None:
    task = annotated(completed_by={"email": "../../evil"})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "reform.txt").write_bytes(ARTICLE.text.encode())
    write_json(tmp_path / "a.json", [task])
    found = run("import", tmp_path / "a.json", "--texts", tmp_path / "texts", "--out", tmp_path / "labels")
    assert found.exit_code == 0, found.output
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("reform.json")] == [
        "labels/-..-evil/reform.json"
    ]
