"""The command line: what is bad is named in one line and the rest is done; exit codes; files written; widths."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from wcwidth import wcswidth

from framing.cli import main
from framing.data import PACKAGE, data_root
from framing.text import read

ROOT = Path(__file__).resolve().parent.parent
GOOD = """The ferry stayed in port for a third day on Monday because the ice on the lake was too thin for traffic.

“The levy is scandalous,” said Pim Harker, who owns the so-called rescue boat. The new levy sent shockwaves through the port.
"""
CHINESE = "何柳说：“这项配额就是经济胁迫。”所谓的救助基金只付过两次饭钱，还在市政厅的门口换了一块新的招牌。\n"
VIETNAMESE = (
    "Bà Lụa cho rằng hạn ngạch mới là sự cưỡng ép kinh tế. Hãng sữa ngang ngược chặn con đường vào thung lũng.\n"
)
FOREIGN = {
    "french": "Le pêcheur a vendu son bateau lundi parce que la glace était trop fine pour la navigation sur le lac.\n",
    "russian": "Рыбак продал свою лодку в понедельник, потому что лёд на озере был слишком тонким для судов.\n",
    "japanese": "湖の氷が薄すぎたため、漁師は月曜日に船を売りました。渡し船はまだ港に泊まっています。\n",
    "korean": "호수의 얼음이 너무 얇아서 어부는 월요일에 배를 팔았습니다. 나룻배는 아직 항구에 있습니다.\n",
}
UNREADABLE = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n \n", "empty"),
    "binary.txt": (bytes(range(256)) * 8, "binary"),
    "gbk.txt": ("湖区渡轮周一继续停航。".encode("gbk"), "not UTF-8"),
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return put(tmp_path / "good.txt", GOOD)


def put(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def framing(*args: object) -> Result:
    """One call in this process; anything but an orderly exit fails the test."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def process(*args: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "framing.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def assert_one_line(stderr: str, name: str, reason: str) -> None:
    (line,) = [line for line in stderr.splitlines() if line.strip()]
    assert name in line and reason in line
    assert "Traceback" not in stderr


# What cannot be read.


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_file_is_named_in_one_line_and_the_rest_is_done(name: str, good: Path, tmp_path: Path) -> None:
    data, reason = UNREADABLE[name]
    result = framing("analyze", put(tmp_path / name, data), good)
    assert result.exit_code == 1
    assert_one_line(result.stderr, name, reason)
    assert "so-called" in result.stdout


def test_a_missing_file(good: Path, tmp_path: Path) -> None:
    result = framing("analyze", tmp_path / "gone.txt", good)
    assert result.exit_code == 1
    assert_one_line(result.stderr, "gone.txt", "no such file")
    assert "so-called" in result.stdout


def test_a_file_over_the_limit(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", len(GOOD.encode()))
    result = framing("analyze", put(tmp_path / "long.txt", GOOD * 2), good)
    assert result.exit_code == 1
    assert_one_line(result.stderr, "long.txt", "more than the")
    assert "so-called" in result.stdout


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_language_that_is_not_covered(name: str, first: bool, good: Path, tmp_path: Path) -> None:
    foreign = put(tmp_path / f"{name}.txt", FOREIGN[name])
    result = framing("analyze", *([foreign, good] if first else [good, foreign]))
    assert result.exit_code == 1
    assert_one_line(result.stderr, f"{name}.txt", "not covered")
    assert "so-called" in result.stdout


@pytest.mark.parametrize("command", ["analyze", "compare"])
def test_every_bad_file_has_its_line(command: str, good: Path, tmp_path: Path) -> None:
    bad = [put(tmp_path / name, data) for name, (data, _) in UNREADABLE.items()]
    bad += [put(tmp_path / f"{name}.txt", text) for name, text in FOREIGN.items()]
    result = framing(command, *bad, good)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == len(bad)
    for path, line in zip(bad, lines, strict=True):
        assert path.name in line


def test_strict_stops_at_the_first_bad_file(good: Path, tmp_path: Path) -> None:
    bad, other = put(tmp_path / "bad.txt", b""), put(tmp_path / "other.txt", b"")
    result = framing("analyze", "--strict", bad, other, good)
    assert result.exit_code == 1
    assert_one_line(result.stderr, "bad.txt", "empty")
    assert "so-called" not in result.stdout
    assert framing("analyze", "--strict", good).exit_code == 0


def test_strict_stops_at_a_language_that_is_not_covered(good: Path, tmp_path: Path) -> None:
    result = framing("analyze", "--strict", put(tmp_path / "fr.txt", FOREIGN["french"]), good)
    assert result.exit_code == 1
    assert "so-called" not in result.stdout


# Exit codes, of the real process.


def test_exit_0_when_all_is_done(good: Path) -> None:
    done = process("analyze", good)
    assert (done.returncode, done.stderr) == (0, "")
    assert "so-called" in done.stdout


def test_exit_1_when_some_are_refused(good: Path, tmp_path: Path) -> None:
    done = process("analyze", good, tmp_path / "gone.txt")
    assert done.returncode == 1
    assert_one_line(done.stderr, "gone.txt", "no such file")


@pytest.mark.parametrize(
    "args",
    [
        ["no-such-command"], ["analyze"], ["compare"], ["analyze", "a.txt", "--no-such-option"],
        ["compare", "a.txt", "--by", "colour"], ["analyze", "a.txt", "--csv"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_exit_2_for_wrong_usage(args: list[str]) -> None:
    done = process(*args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "Error" in done.stderr


@pytest.mark.parametrize("command", ["analyze", "compare", "report"])
def test_exit_3_when_nothing_could_be_read(command: str, tmp_path: Path) -> None:
    done = process(command, tmp_path / "gone.txt", put(tmp_path / "empty.txt", b""), cwd=tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("command", ["analyze", "compare", "report"])
@pytest.mark.parametrize("name", FOREIGN)
def test_exit_3_when_nothing_could_be_scored(command: str, name: str, tmp_path: Path) -> None:
    done = process(command, put(tmp_path / f"{name}.txt", FOREIGN[name]), cwd=tmp_path)
    assert done.returncode == 3
    assert_one_line(done.stderr, f"{name}.txt", "not covered")


def test_a_folder_without_articles(tmp_path: Path) -> None:
    result = framing("analyze", tmp_path)
    assert result.exit_code == 3
    assert str(tmp_path) in result.stderr


# What is written.


def test_json_to_stdout_is_one_line_an_article(good: Path, tmp_path: Path) -> None:
    result = framing("analyze", "--json", good, put(tmp_path / "zh.txt", CHINESE))
    assert result.exit_code == 0
    english, chinese = (json.loads(line) for line in result.stdout.splitlines())
    assert (english["id"], english["language"]) == ("good", "en")
    assert (chinese["id"], chinese["language"]) == ("zh", "zh-Hans")
    for term in english["loaded"]:
        assert GOOD[term["start"] : term["end"]] == term["text"]
    assert {"zones", "attributions", "loaded", "stance", "frames", "primary_frame"} <= english.keys()
    assert "经济胁迫" in result.stdout, "Chinese is written as Chinese"


def test_json_to_a_folder_is_one_file_an_article(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    result = framing("analyze", "--json", "--out", out, good, put(tmp_path / "vi.txt", VIETNAMESE))
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["good.json", "vi.json"]
    for path in out.iterdir():
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["id"] == path.stem and data["loaded"]


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder, text in {"a": GOOD, "b": VIETNAMESE}.items():
        (tmp_path / folder).mkdir()
        put(tmp_path / folder / "story.txt", text)
    out = tmp_path / "out"
    result = framing("analyze", "--json", "--out", out, tmp_path / "a", tmp_path / "b")
    written = len(list(out.iterdir()))
    assert written == 2 or (result.exit_code != 0 and "story" in result.stderr)


def test_json_of_a_file_with_a_date_in_its_manifest(tmp_path: Path) -> None:
    put(tmp_path / "corpus.toml", '[[article]]\nfile = "a.txt"\noutlet = "Courier"\ndate = 2031-03-04\n')
    path = put(tmp_path / "a.txt", GOOD)
    result = framing("analyze", "--json", path)
    assert json.loads(result.stdout)["date"] == "2031-03-04"
    assert "2031-03-04" in framing("analyze", path).stdout


def test_csv_tables(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    result = framing("analyze", "--csv", "--out", out, good, put(tmp_path / "vi.txt", VIETNAMESE))
    assert result.exit_code == 0
    names = ["article", "attribution", "frame", "loaded", "source", "stance"]
    assert sorted(path.stem for path in out.glob("*.csv")) == names
    with (out / "article.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["article"] for row in csv.DictReader(file)] == ["good", "vi"]
    with (out / "loaded.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"so-called", "ngang ngược"} <= {row["text"] for row in rows}
    for row in rows:
        text = {"good": GOOD, "vi": VIETNAMESE}[row["article"]]
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_html_page_of_one_article(good: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = framing("analyze", "--html", page, good)
    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith(str(page))
    assert "so-called" in page.read_text(encoding="utf-8")


def test_compare_writes_json_csv_and_html(good: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "vi.txt", VIETNAMESE)
    files = [tmp_path / f"out.{kind}" for kind in ("json", "csv", "html")]
    result = framing("compare", good, other, "--json", files[0], "--csv", files[1], "--html", files[2])
    assert result.exit_code == 0
    data = json.loads(files[0].read_text(encoding="utf-8"))
    assert [group["name"] for group in data["groups"]] == ["good", "vi"]
    with files[1].open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(data["rows"])
    assert "ngang ngược" in files[2].read_text(encoding="utf-8")


def test_report_writes_the_page_it_names(good: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = framing("report", good, "--out", page)
    assert result.exit_code == 0
    assert str(page) in result.stdout and page.is_file()


def test_a_place_that_cannot_be_written_is_named(good: Path, tmp_path: Path) -> None:
    blocked = put(tmp_path / "file", b"x") / "page.html"
    result = framing("report", good, "--out", blocked)
    assert result.exit_code != 0
    assert_one_line(result.stderr, "page.html", "cannot be written")


def test_the_outlet_given_is_shown(good: Path) -> None:
    assert "Radio Umber" in framing("analyze", "--outlet", "Radio Umber", good).stdout
    assert "Radio Umber" not in framing("analyze", good).stdout


def test_half_a_character_breaks_no_output(tmp_path: Path) -> None:
    """A lone surrogate can stand in JSON, not in a file of UTF-8: it is an escape in JSON, and a mark elsewhere."""
    odd = {"text": GOOD.replace("so-called", "so-called \ud800") * 2, "title": "Ice \udc00", "outlet": "Umber \udfff"}
    path = put(tmp_path / "odd.json", json.dumps(odd))
    out = tmp_path / "out"
    for arguments in (["--json"], ["--json", "--out", out], ["--csv", "--out", out], ["--html", out / "page.html"]):
        assert framing("analyze", path, *arguments).exit_code == 0
    assert (
        framing(
            "compare", path, path, "--json", out / "c.json", "--csv", out / "c.csv", "--html", out / "c.html"
        ).exit_code
        == 0
    )
    assert json.loads((out / "odd.json").read_text(encoding="utf-8"))["title"] == "Ice \udc00"
    assert all(file.read_text(encoding="utf-8") for file in out.iterdir())
    printed = process("analyze", path)
    assert printed.returncode == 0 and "so-called" in printed.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes here")
@pytest.mark.parametrize("arguments", [["analyze", "seeds/demo"], ["analyze", "seeds/demo", "--json"]])
def test_a_pipe_that_closes_ends_the_run_without_a_traceback(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "framing.cli", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.read(10)
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()


def test_readability_is_given_only_when_asked(tmp_path: Path) -> None:
    path = put(tmp_path / "long.txt", GOOD * 4)
    assert json.loads(framing("analyze", "--json", path).stdout)["readability"] == {}
    assert json.loads(framing("analyze", "--json", "--readability", path).stdout)["readability"]


def test_the_text_in_the_terminal_cannot_steer_it(tmp_path: Path) -> None:
    evil = put(tmp_path / "evil.txt", GOOD.replace("so-called", "\x1b[31mso-called\x1b[0m \u202eso-called"))
    result = framing("analyze", evil)
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout


# Version, help, demo, widths.


def test_version() -> None:
    done = process("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("framing") and any(char.isdigit() for char in done.stdout)


@pytest.mark.parametrize("args", [[], ["analyze"], ["compare"], ["report"]], ids=" ".join)
def test_help_has_an_example_that_parses(args: list[str]) -> None:
    result = framing(*args, "--help")
    assert result.exit_code == 0
    examples = [line.split() for line in result.stdout.splitlines() if line.strip().startswith("framing ")]
    assert examples, "help shows a command to copy"
    for _, command, *_ in examples:
        assert command in main.commands
    assert all(wcswidth(line) <= 80 for line in result.stdout.splitlines())


def test_the_list_of_commands_says_what_each_does_in_whole_sentences() -> None:
    assert "..." not in framing("--help").stdout.partition("Commands:")[2]


def test_what_is_not_counted_is_said_in_the_terminal(tmp_path: Path) -> None:
    lines = ["Five things to know today", "", "1. Markets tumble as fears deepen", "2. Floods kill 12, officials say",
             "- Apple unveils a headset", "- Why the wellness industry is booming", "* Sports: City win 5-0"]  # fmt: skip
    (tmp_path / "list.txt").write_text("\n".join(lines))
    shown = framing("analyze", tmp_path / "list.txt").stdout
    assert "5 words, 1 sentence\nNot counted: 5 lines of boilerplate\n" in shown
    assert shown.count("Not validated in en: stance and frames") == 1


def test_demo_ends_with_a_table_and_a_report(tmp_path: Path) -> None:
    done = process("demo", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for outlet in ("The Harbor Ledger", "东方万象网", "海外晨報", "Báo Sông Hồng"):
        assert outlet in done.stdout
    last = done.stdout.rstrip().splitlines()[-1]
    assert last == f"Report: {(tmp_path / 'framing-demo.html').resolve()}"
    assert "海勘" in (tmp_path / "framing-demo.html").read_text(encoding="utf-8")


def test_the_demo_texts_can_be_analysed_one_by_one() -> None:
    result = framing("analyze", "--json", data_root("seeds") / "demo")
    assert result.exit_code == 0
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 24


@pytest.mark.parametrize("by", ["outlet", "language", "event"])
def test_no_line_of_a_comparison_is_wider_than_80_columns(by: str) -> None:
    result = framing("compare", data_root("seeds") / "demo", "--by", by)
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if wcswidth(line) > 80] == []


@pytest.mark.parametrize("text", [GOOD, CHINESE * 6, VIETNAMESE * 6], ids=["en", "zh", "vi"])
def test_no_line_of_an_analysis_is_wider_than_80_columns(text: str, tmp_path: Path) -> None:
    result = framing("analyze", put(tmp_path / f"{'很长的文件名' * 6}.txt", text))
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if wcswidth(line) > 80] == []


def test_a_long_outlet_does_not_make_a_line_wider_than_80_columns(good: Path) -> None:
    result = framing("analyze", good, "--outlet", "东方万象网和海外晨報" * 4)
    assert [line for line in result.stdout.splitlines() if wcswidth(line) > 80] == []


def test_no_line_is_wider_with_the_demo_texts_alone(tmp_path: Path) -> None:
    for path in (data_root("seeds") / "demo").glob("*-*.txt"):
        shutil.copy(path, tmp_path)  # without their manifest
    result = framing("analyze", tmp_path)
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if wcswidth(line) > 80] == []


def test_every_command_is_loaded_by_its_name() -> None:
    folder = PACKAGE / "cli"
    written = [
        name
        for path in folder.glob("*.py")
        for name in re.findall(
            r"@main\.(?:command|group)\([^\n]*\)\n(?:@.*\n|    .*\n|\).*\n)*def (\w+)", path.read_text("utf-8")
        )
    ]
    assert sorted(written) == main.list_commands(click.Context(main))
    for name in written:
        assert main.get_command(click.Context(main), name) is not None
