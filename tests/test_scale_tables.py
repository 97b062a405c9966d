"""Tables of results: whole or not there, the same after a kill as without, in a schema that no run changes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Article, InputError, Settings, UsageError, analyze, analyze_frame, compare, read_articles
from framing.cli import main
from framing.data import data_root
from framing.scale import archive, compare_tables, table_columns, write_tables
from framing.scale.files import ENDINGS, table_path
from framing.scale.provenance import KEY
from framing.scale.tables import KINDS, table_rows, tables_page
from framing.show.export import RowKind, to_rows
from framing.types import Prediction, Span

DEMO = data_root("seeds") / "demo"
ROOT = Path(__file__).resolve().parent.parent
Item = Article | InputError


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PART_ARTICLES", 4)


def written(items: Iterable[Item], out: Path, **options: int) -> dict[str, bytes]:
    """Run to the end; the bytes of each table."""
    for _ in write_tables(items, out, **options):  # type: ignore[arg-type]
        pass
    return tables(out)


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.parent.glob(f"{out.stem}*{out.suffix}"))}


def items_of(n: int) -> list[Item]:
    """Articles with something in each table, one without a text in a covered language, one unreadable file."""
    made: list[Item] = [
        Article(
            f'The so-called reform number {i} is a disgrace, Mr Lee said. "It is economic coercion," he warned.\n\n'
            "The minister praised China on Monday. The tariff hurt trade and the budget.",
            id=f"a{i}", outlet="ABC"[i % 3], date="2026-01-02",
        )
        for i in range(n)
    ]  # fmt: skip
    made[1:1] = [Article("これは日本語です。", id="ja"), InputError("gone.txt", "no such file", "check the path")]
    return made


# --- the schema ---


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "tally"])
def test_the_schema_has_every_column_of_the_rows(kind: RowKind) -> None:
    """A column that is added to the rows and not to columns.toml would be lost in silence."""
    named = list(table_columns(kind))  # type: ignore[arg-type]
    said = (Prediction("m", "stance", Span(0, 1), "for", 0.5, (), "China", "0a1b"),)
    for article in read_articles(DEMO):
        for row in to_rows([replace(analyze(article, readability=True), predictions=said)], kind):  # type: ignore[arg-type]
            assert set(row) <= set(named)
            assert [name for name in named if name in row] == [
                name for name in row if name in named
            ] or kind == "article"


def test_cells_are_of_the_types_that_the_schema_names() -> None:
    kinds = {"text": str, "whole": int, "number": (int, float), "yes_no": bool}
    for article in read_articles(DEMO):
        for kind, rows in table_rows(analyze(article, readability=True), KINDS).items():  # type: ignore[arg-type]
            for row in rows:
                for name, type in table_columns(kind).items():
                    assert row[name] is None or isinstance(row[name], kinds[type]), (kind, name)


def test_the_page_of_the_tables_is_current() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page == tables_page(), "write docs/tables.md again: framing.scale.tables.tables_page()"


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="article, attribution"):
        table_columns("sentence")  # type: ignore[arg-type]


# --- files ---


@pytest.mark.parametrize("ending", ENDINGS)
def test_workers_change_no_byte(ending: str, tmp_path: Path) -> None:
    one = written(items_of(11), tmp_path / "one" / f"r{ending}")
    two = written(items_of(11), tmp_path / "two" / f"r{ending}", workers=2)
    assert one == two
    assert len(one) == len(KINDS) - 1
    assert not [path for path in (tmp_path / "one").iterdir() if path.name.startswith(".")]


def test_the_files_hold_the_rows(tmp_path: Path) -> None:
    for ending in ENDINGS:
        written([*items_of(2), *islice(read_articles(DEMO), 2)], tmp_path / f"r{ending}")
    for kind in KINDS:
        if kind == "prediction":
            continue
        parquet = pandas.read_parquet(table_path(tmp_path / "r.parquet", kind))
        lines = table_path(tmp_path / "r.jsonl", kind).read_text(encoding="utf-8").splitlines()
        with table_path(tmp_path / "r.csv", kind).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert list(parquet.columns) == list(table_columns(kind))
        assert [json.loads(line)["article"] for line in lines] == list(parquet["article"])
        assert [row["article"] for row in rows] == list(parquet["article"])
        assert lines
    articles = pandas.read_parquet(tmp_path / "r.parquet")
    assert list(articles["article"])[:4] == ["a0", "ja", "gone.txt", "a1"]
    assert articles["refused"].str.len().gt(0).tolist() == [False, True, True, False, False, False]


def test_parquet_files_say_what_they_were_made_with(tmp_path: Path) -> None:
    import pyarrow.parquet

    written(items_of(2), tmp_path / "r.parquet")
    about = json.loads(pyarrow.parquet.read_schema(tmp_path / "r.loaded.parquet").metadata[b"framing"])
    assert about == json.loads(json.dumps(Settings().record()))


def test_half_a_character_can_be_written(tmp_path: Path) -> None:
    for ending in ENDINGS:
        out = tmp_path / f"r{ending}"
        files = written([Article('The so-called \ud800 reform, he said: "a\udfff disgrace".', id="x")], out)
        assert b"so-called" in files[f"r.loaded{ending}"]


def test_the_end_of_the_name_decides(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.parquet, \.csv, \.jsonl"):
        write_tables([], tmp_path / "r.xlsx")


def test_nothing_in_gives_empty_tables(tmp_path: Path) -> None:
    files = written([], tmp_path / "r.csv")
    assert files["r.csv"].decode("utf-8-sig").strip().split(",") == list(table_columns("article"))


# --- a run that was stopped ---

SCRIPT = """
import sys
from framing import read_articles
from framing.scale import archive
archive.PART_ARTICLES = 4
for part in archive.write_tables(read_articles(sys.argv[1]), sys.argv[2], workers=int(sys.argv[3])):
    print(part.earlier, part.items, flush=True)
"""


@pytest.mark.parametrize(("workers", "ending"), [(1, ".jsonl"), (2, ".parquet")])
def test_a_killed_run_goes_on_and_gives_the_same_bytes(workers: int, ending: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "killed" / f"r{ending}"
    lines = [{"id": a.id, "text": a.text, "outlet": a.outlet} for a in items_of(160) if isinstance(a, Article)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(source), str(out), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for _ in range(6):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert not out.exists()
    again = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    earlier = sum(int(n) for there, n in zip(again[::2], again[1::2], strict=True) if there == "True")
    assert 24 <= earlier < 160
    assert sum(map(int, again[1::2])) == 161
    assert tables(out) == written(read_articles(source), tmp_path / "whole" / f"r{ending}")


def test_what_is_done_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, items = tmp_path / "r.csv", items_of(10)
    stopped = write_tables(items, out)
    assert [next(stopped).items for _ in range(2)] == [4, 4]
    stopped.close()
    assert not out.exists()
    measured: list[str] = []
    monkeypatch.setattr("framing.scale.settings.analyze", lambda a, **_: measured.append(a.id) or analyze(a))
    parts = list(write_tables(items, out))
    assert measured == ["a6", "a7", "a8", "a9"]
    assert [(part.items, part.earlier) for part in parts] == [(4, True), (4, True), (4, False)]
    assert sum(len(part.refused) for part in parts) == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_texts_that_changed_or_went_leave_no_row(ending: str, tmp_path: Path) -> None:
    """Between the kill and the next run the folder may change: the tables are of what is there now."""
    before, out = items_of(10), tmp_path / f"r{ending}"
    stopped = write_tables(before, out)
    [next(stopped) for _ in range(2)]
    stopped.close()
    after = [item for item in before if not (isinstance(item, Article) and item.id == "a2")]
    after[0] = Article("The plan is a shocking scandal, they said.", id="a0", outlet="A")
    after.insert(1, Article("The plan is a brutal scandal, they said.", id="new", outlet="A"))
    found = written(after, out)
    fresh = written(after, tmp_path / "fresh" / f"r{ending}")
    assert found.keys() == fresh.keys()
    if ending == ".parquet":
        for name in found:
            one, two = pandas.read_parquet(out.parent / name), pandas.read_parquet(tmp_path / "fresh" / name)
            order = list(one.columns)
            same = [frame.sort_values(order).reset_index(drop=True) for frame in (one, two)]
            pandas.testing.assert_frame_equal(*same)
    else:
        for name in found:
            assert sorted(found[name].splitlines()) == sorted(fresh[name].splitlines())


def test_other_settings_begin_anew(tmp_path: Path) -> None:
    out, items = tmp_path / "r.csv", items_of(10)
    stopped = write_tables(items, out)
    next(stopped)
    stopped.close()
    assert not any(part.earlier for part in write_tables(items, out, settings=Settings(readability=True)))


def test_two_runs_do_not_write_one_output(tmp_path: Path) -> None:
    first = write_tables(items_of(10), tmp_path / "r.csv")
    next(first)
    with pytest.raises(InputError, match="another run is writing it"):
        next(write_tables(items_of(10), tmp_path / "r.csv"))
    assert sum(part.items for part in first) == 8
    assert (tmp_path / "r.csv").exists()


def test_the_old_tables_stay_until_the_new_are_whole(tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    old = written(items_of(3), out)
    stopped = write_tables(items_of(20), out)
    next(stopped)
    stopped.close()
    assert tables(out) == old


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are set by resource")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_named_and_loses_nothing(ending: str, tmp_path: Path) -> None:
    """No file may grow over 2 kB, which is how a disk without space looks to a program."""
    out = tmp_path / f"r{ending}"
    old = written(items_of(1), out)
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from framing.scale import write_tables\n"
        "from framing import Article, InputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "items = [Article('The so-called reform is a disgrace, he said. ' * 60, id=str(i)) for i in range(9)]\n"
        "try:\n"
        "    list(write_tables(items, sys.argv[1]))\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    found = subprocess.run([sys.executable, "-B", "-c", code, str(out)], capture_output=True, text=True, cwd=ROOT)
    assert f"{out}: cannot be written: " in found.stdout, found.stderr
    assert tables(out) == old
    assert written(items_of(1), out) == old


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the super-user may write everywhere")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot be written"):
        next(write_tables(items_of(1), tmp_path / "shut" / "r.csv"))


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        next(write_tables(items_of(1), tmp_path / "file" / "r.csv"))


# --- the command ---


def test_the_command_writes_tables_and_names_what_it_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The so-called reform passed, he said.")
    (tmp_path / "in" / "empty.txt").write_text("")
    out = tmp_path / "out.parquet"
    found = CliRunner().invoke(main, ["analyze", str(tmp_path / "in"), "--out", str(out)])
    assert found.exit_code == 1
    assert "empty.txt: the file is empty" in found.output
    assert len(pandas.read_parquet(out)) == 2


def test_the_command_compares_tables_as_it_does_articles(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        found = CliRunner().invoke(main, list(words))
        assert found.exit_code == 0, found.output
        return found.output

    out = str(tmp_path / "r.csv")
    run("analyze", str(DEMO), "--out", out)
    assert run("compare", out, "--json", str(tmp_path / "a.json")) == run(
        "compare", str(DEMO), "--json", str(tmp_path / "b.json")
    )
    one, two = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json"))
    assert {**one, KEY: 0} == {**two, KEY: 0}
    assert CliRunner().invoke(main, ["compare", out, "--html", str(tmp_path / "a.html")]).exit_code == 2


def test_tables_and_other_outputs_are_not_mixed(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["analyze", str(DEMO), "--json", "--out", str(tmp_path / "r.csv")])
    assert found.exit_code == 2
    assert "leave out" in found.output


def test_ctrl_c_keeps_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(article: Article, **_: object) -> object:
        if article.id.endswith("9"):
            raise KeyboardInterrupt
        return analyze(article)

    (tmp_path / "in").mkdir()
    for i in range(12):
        (tmp_path / "in" / f"a{i:02d}.txt").write_text(f"The so-called reform {i} passed, he said.")
    out = tmp_path / "out.csv"
    with monkeypatch.context() as patched:
        patched.setattr("framing.scale.settings.analyze", stop)
        found = CliRunner().invoke(main, ["analyze", str(tmp_path / "in"), "--out", str(out)])
    assert found.exit_code == 130
    assert "8 articles are done and kept" in found.output
    assert not out.exists()
    found = CliRunner().invoke(main, ["analyze", str(tmp_path / "in"), "--out", str(out)])
    assert found.exit_code == 0
    assert "8 of them by an earlier run" in found.output


# --- DataFrames ---


def test_a_frame_gives_what_the_articles_give() -> None:
    articles = [article for article in read_articles(DEMO) if isinstance(article, Article)]
    frame = pandas.DataFrame([{"id": a.id, "body": a.text, "outlet": a.outlet, "date": a.date} for a in articles])
    for kind in ("article", "loaded", "attribution"):
        found = analyze_frame(frame, text="body", rows=kind)
        wanted = [
            row
            for a in articles
            for row in to_rows([analyze(Article(a.text, id=a.id, outlet=a.outlet, date=a.date))], kind)
        ]
        for name in set(found.columns) & set(wanted[0]):
            given = found[name].astype(object).where(found[name].notna(), None).tolist()
            assert given == [row[name] for row in wanted], (kind, name)


@given(cuts=st.lists(st.integers(0, 8), max_size=3), kind=st.sampled_from(["article", "loaded", "frame", "tally"]))
@settings(max_examples=15)
def test_a_frame_in_pieces_is_the_whole(cuts: list[int], kind: str) -> None:
    """Pure: how an engine cuts the rows into partitions changes nothing."""
    texts = [
        "The so-called reform passed.",
        None,
        "",
        "该部门称，这是所谓的改革。",
        7,
        "Ông nói: “Đó là cái gọi là cải cách.”",
        "x",
        "A shocking disgrace.",
    ]
    frame = pandas.DataFrame({"text": texts, "outlet": list("ABCDABCD")}, index=range(100, 108))
    ends = [0, *sorted(cuts), len(frame)]
    pieces = [analyze_frame(frame.iloc[a:b], rows=kind) for a, b in pairwise(ends)]  # type: ignore[arg-type]
    pandas.testing.assert_frame_equal(pandas.concat(pieces), analyze_frame(frame, rows=kind))  # type: ignore[arg-type]


def test_a_frame_joins_with_its_results() -> None:
    frame = pandas.DataFrame({"text": ["The so-called reform.", "The reform."], "mine": [1, 2]}, index=["x", "y"])
    joined = frame.join(analyze_frame(frame, rows="loaded").add_suffix("_found"), how="inner")
    assert joined[["mine", "text_found"]].values.tolist() == [[1, "so-called"]]


def test_a_frame_without_the_column_is_refused() -> None:
    with pytest.raises(UsageError, match="no column 'body'"):
        analyze_frame(pandas.DataFrame({"text": ["a"]}), text="body")
    with pytest.raises(UsageError, match="no column 'paper'"):
        analyze_frame(pandas.DataFrame({"text": ["a"]}), columns={"outlet": "paper"})


# --- counts ---


@pytest.mark.parametrize("ending", ENDINGS)
def test_tables_compare_as_the_analyses_do(ending: str, tmp_path: Path) -> None:
    """Intervals and tests included; an outlet's name that a spreadsheet would take for a formula too."""
    articles = [
        replace(article, id=f"{article.id}-{n}", outlet="=SUM(1)" if n % 2 else "B")
        for n in range(4)
        for article in read_articles(DEMO)
        if isinstance(article, Article) and article.language == "en"
    ]
    out = tmp_path / f"r{ending}"
    written(articles, out)
    wanted = compare([analyze(article) for article in articles], permutations=99)
    assert wanted.contrasts
    for tables_given in (out, table_path(out, "tally"), tmp_path, [out]):
        found = compare_tables(tables_given, permutations=99)
        assert replace(found, notes=()) == replace(wanted, notes=())
        assert set(found.notes) == set(wanted.notes)


def test_tables_without_counts_are_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("article\n")
    (tmp_path / "x.tally.csv").write_text("article\na\n")
    with pytest.raises(InputError, match="no table of results with its counts"):
        compare_tables(tmp_path / "r.csv")
    with pytest.raises(InputError, match="not a table of counts"):
        compare_tables(tmp_path / "x.tally.csv")
