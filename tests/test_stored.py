"""What is kept on disk: made once, taken while its makers are the same, never trusted when damaged, never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from framing.data import read_toml
from framing.stored import VARIABLE, cache_folder, stored


class Maker:
    """Counts how often a value is made."""

    def __init__(self, value: object) -> None:
        self.value, self.times = value, 0

    def __call__(self) -> object:
        self.times += 1
        return self.value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "words.toml"
    path.write_text('word = "ferry"', encoding="utf-8")
    return path


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_made_once_and_again_when_the_file_changes(folder: Path, source: Path) -> None:
    make = Maker({"port": ["渡轮", "phà", 1, 2.5, None, True]})
    assert [stored("x", (source,), make) for _ in range(3)] == [make.value] * 3
    assert make.times == 1
    source.write_text('word = "bridge"', encoding="utf-8")
    stored("x", (source,), make)
    assert make.times == 2
    only_file(folder)  # the old value is gone, not beside the new one


def test_code_that_changes_makes_the_value_anew(folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker([1])
    stored("x", (source,), make)
    monkeypatch.setattr("framing.stored._code", lambda: "other code")
    stored("x", (source,), make)
    assert make.times == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-3],
        lambda raw: raw.replace(b"ferry", b"FERRY"),
        lambda raw: b"\x80\x04}q\x00.",
        lambda raw: b'{"cache": "of another program"}\n',
        lambda raw: raw.replace(b"framing-cache-1", b"framing-cache-0"),
        lambda raw: raw + b"{}",
    ],
)
def test_a_damaged_or_foreign_file_is_made_anew(folder: Path, source: Path, damage: object) -> None:
    make = Maker({"word": "ferry"})
    stored("x", (source,), make)
    path = only_file(folder)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    assert stored("x", (source,), make) == {"word": "ferry"}
    assert make.times == 2
    assert path.read_bytes() == whole


def test_no_code_is_run_and_no_pickle_written(folder: Path, source: Path) -> None:
    stored("x", (source,), Maker({"word": "ferry"}))
    head, _, body = only_file(folder).read_bytes().partition(b"\n")
    assert head.startswith(b"framing-cache-1 ")
    assert json.loads(body) == {"word": "ferry"}


@pytest.mark.parametrize("value", [{1: "a key that is no string"}, {"x": (1, 2)}, {"x": {1, 2}}, "\ud800"])
def test_what_json_would_change_is_not_kept(folder: Path, source: Path, value: object) -> None:
    make = Maker(value)
    assert [stored("x", (source,), make) for _ in range(2)] == [value, value]
    assert make.times == 2


def test_what_is_not_to_be_kept_is_not(folder: Path, source: Path) -> None:
    stored("x", (source,), Maker(["fault"]), lambda value: not value)
    assert not folder.exists()


def test_an_error_while_making_is_the_callers(folder: Path, source: Path) -> None:
    def fail() -> object:
        raise ValueError("broken lexicon")

    with pytest.raises(ValueError, match="broken lexicon"):
        stored("x", (source,), fail)


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    assert stored("x", (source,), Maker([1])) == [1]


def test_a_full_disk_is_no_error_and_leaves_nothing(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("framing.stored.os.replace", full)
    assert stored("x", (source,), Maker([1])) == [1]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("word", ["off", "OFF", "0", "none"])
def test_it_can_be_switched_off(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, word)
    make = Maker([1])
    assert [stored("x", (source,), make) for _ in range(2)] == [[1], [1]]
    assert make.times == 2
    assert cache_folder() is None
    assert list(tmp_path.iterdir()) == [source]


def test_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "framing"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")  # the standard says: ignored
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "framing"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=True)


TEXTS = (
    'The minister called the so-called reform "a disgrace" on Monday.',
    "部长周一称该计划是“耻辱”，居民对此表示失望。",
    "Bộ trưởng gọi kế hoạch là nỗi ô nhục, người dân nói.",
)
SCORES = f"import framing; print([framing.to_dict(framing.analyze(text)) for text in {TEXTS!r}])"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A cache as the first run leaves it, and what that run printed."""
    where = tmp_path_factory.mktemp("cache")
    return where, run("-c", SCORES, **{VARIABLE: str(where)}).stdout


def test_the_same_scores_from_the_files_and_from_the_cache(filled: tuple[Path, str]) -> None:
    where, first = filled
    assert first == run("-c", SCORES, **{VARIABLE: str(where)}).stdout == run("-c", SCORES, **{VARIABLE: "off"}).stdout
    assert [len(list(where.glob(f"{code}-loaded-*.json"))) for code in ("en", "zh", "vi")] == [1, 1, 1]


def test_only_built_in_lexicons_are_kept(folder: Path, source: Path) -> None:
    assert read_toml(source) == {"word": "ferry"}
    assert not folder.exists()


def test_a_stored_lexicon_is_not_parsed_again(filled: tuple[Path, str]) -> None:
    run("-c", f"import tomllib; tomllib.loads = None; {SCORES}", **{VARIABLE: str(filled[0])})


def test_the_version_loads_no_command() -> None:
    loaded = run("-X", "importtime", "-m", "framing.cli", "--version").stderr
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert "framing.cli.main" in names
    heavy = {
        name
        for name in names
        if name.startswith(("framing.text", "framing.lexicon", "framing.measure", "framing.show"))
    }
    assert not heavy
    assert not names & {"jinja2", "tomllib", "ahocorasick_rs", "framing.cli.articles"}


def test_the_package_loads_what_is_asked_for() -> None:
    code = (
        "import framing, sys; before = 'framing.analyze' in sys.modules; "
        "import framing.compare.contrasts, framing.analyze; "
        "print(before, callable(framing.analyze), callable(framing.compare), sorted(framing.__all__) == framing.__all__)"
    )
    assert run("-c", code).stdout.split() == ["False", "True", "True", "True"]


def test_what_lies_in_a_package_is_found_behind_the_function_of_its_name() -> None:
    code = (
        "import framing.compare.statistics as statistics, framing, pickle; "
        "print(framing.compare.statistics is statistics, pickle.loads(pickle.dumps(framing.compare)) is framing.compare)"
    )
    assert run("-c", code).stdout.split() == ["True", "True"]


def test_one_article_on_the_screen_loads_nothing_for_many(filled: tuple[Path, str]) -> None:
    article = Path(__file__).parent.parent / "seeds" / "demo" / "river-flood-harbor-ledger.txt"
    asked = ("-X", "importtime", "-m", "framing.cli", "analyze", str(article))
    _, loaded = [run(*asked, **{VARIABLE: str(filled[0])}).stderr for _ in range(2)]  # the first fills the cache
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert "framing.analyze" in names
    assert not names & {
        f"framing.scale.{name}" for name in ("archive", "cluster", "counted", "partition", "provenance")
    }
    assert not names & {
        "pandas",
        "numpy",
        "sklearn",
        "scipy",
        "nltk",
        "jinja2",
        "opencc",
        "textstat",
        "joblib",
        "pyarrow",
    }


def test_names_of_many_articles_are_loaded_when_asked_for() -> None:
    code = (
        "import sys, framing.scale as scale; before = 'framing.scale.archive' in sys.modules; "
        "print(before, all(callable(getattr(scale, name)) for name in scale.__all__), set(scale.__all__) <= set(dir(scale)))"
    )
    assert run("-c", code).stdout.split() == ["False", "True", "True"]
